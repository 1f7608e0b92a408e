//! The command line: arguments to library calls to exit codes.
//!
//! Data goes to standard output, talk to standard error. A reader that stops
//! reading (a closed pipe) ends the program quietly. Nothing a source says
//! reaches a terminal before `render` has taken its control characters out.

mod args;
mod export;
mod failure;
mod ingest;
mod inputs;
mod kwic;
mod lab;
mod links;
mod output;
mod parse;
mod progress;
mod reindex;
mod relations;
mod remove;
mod render;
mod schema;
mod search;
mod sheet;
mod shell;
mod show;
mod stats;
mod synonyms;
mod verify;

use args::{Cli, Color, Command, Global};
use clap::Parser;
use failure::{CliError, Exit};
use std::process::ExitCode;

/// Reads the arguments, does what they say, gives the exit code.
pub fn main() -> ExitCode {
    crate::guard::remember_panics();
    let cli = match Cli::try_parse_from(args::shield(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; they go to standard output.
            let _ = error.print();
            return ExitCode::from(error.exit_code().clamp(0, 255) as u8);
        }
    };
    match cli.global.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let result = std::panic::catch_unwind(|| run(&cli)).unwrap_or_else(|_| {
        let what = crate::guard::last_panic().unwrap_or_default();
        Err(CliError::new(
            Exit::Bug,
            format!("this is a bug in gongbao ({what}); please report it"),
        ))
    });
    let exit = match result {
        Ok(exit) => exit,
        Err(error) => {
            error.tell();
            error.exit
        }
    };
    ExitCode::from(exit as u8)
}

fn run(cli: &Cli) -> Result<Exit, CliError> {
    let Cli { command, global } = cli;
    match command {
        Command::Parse(args) => parse::run(args, global),
        Command::Ingest(args) => ingest::run(args, global),
        Command::Search(args) => search::run(args, global),
        Command::Kwic(args) => kwic::run(args, global),
        Command::Show(args) => show::run(args, global),
        Command::Links(args) => links::run(args, global),
        Command::Export(args) => export::run(args, global),
        Command::Stats(args) => stats::run(args, global),
        Command::Verify(args) => verify::run(args, global),
        Command::Reindex(_) => reindex::run(global),
        Command::Remove(args) => remove::run(args, global),
        Command::Synonyms(args) => synonyms::run(args, global),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
        Command::Lab(args) => lab::run(args, global),
    }
}

/// Opens the archive for reading and says so when it wants a `reindex`.
fn open_archive(global: &Global) -> Result<crate::archive::Archive, CliError> {
    let archive = crate::archive::Archive::open(&global.archive)?;
    if let Some(advice) = archive.advice()
        && !global.quiet
    {
        failure::say(&format!("note: {advice}"));
    }
    Ok(archive)
}
