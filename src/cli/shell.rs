//! `gongbao completions`, `gongbao man`: made from the arguments themselves.

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::failure::{CliError, Exit, io_words};
use super::output::Output;
use clap::CommandFactory;
use clap_mangen::Man;
use std::io::Write;

pub fn completions(args: &CompletionsArgs) -> Result<Exit, CliError> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "gongbao", &mut bytes);
    written(&bytes)
}

pub fn man(args: &ManArgs) -> Result<Exit, CliError> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.write else {
        return written(&page(command)?);
    };
    let put = |name: &str, page: &[u8]| {
        let path = folder.join(format!("{name}.1"));
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, page))
            .map_err(|error| {
                let words = format!("{}: {}", path.display(), io_words(&error));
                CliError::new(Exit::Io, words)
            })
    };
    for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        let name = format!("gongbao-{}", one.get_name());
        put(&name, &page(one.clone())?)?;
    }
    put("gongbao", &page(command)?)?;
    Ok(Exit::Done)
}

fn page(command: clap::Command) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    Man::new(command).render(&mut bytes)?;
    Ok(bytes)
}

fn written(bytes: &[u8]) -> Result<Exit, CliError> {
    let mut out = Output::open(None)?;
    out.write_all(bytes)?;
    out.finish()?;
    Ok(Exit::Done)
}
