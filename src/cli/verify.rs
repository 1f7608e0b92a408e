//! `gongbao verify`: is the archive what it was written as?

use super::args::{Global, TextFormat, VerifyArgs};
use super::failure::{CliError, Exit, say};
use super::output::{Output, print};
use super::progress::Progress;
use super::render::clean_line;
use crate::archive::verify;
use crate::export;
use serde::Serialize;

pub fn run(args: &VerifyArgs, global: &Global) -> Result<Exit, CliError> {
    let progress = Progress::new(global, "verifying", 0);
    let findings = verify(&global.archive, &mut |done, total| {
        progress.set(done, total)
    })?;
    drop(progress);
    match args.format {
        TextFormat::Json => {
            #[derive(Serialize)]
            struct Report<'a> {
                findings: &'a [crate::archive::Finding],
            }
            let report = Report {
                findings: &findings,
            };
            let mut out = Output::open(None)?;
            out.json(export::line(&report)?)?;
            out.finish()?;
        }
        TextFormat::Text => {
            let lines: String = findings
                .iter()
                .map(|one| clean_line(&format!("{}: {}", one.subject, one.message)) + "\n")
                .collect();
            print(&lines)?;
        }
    }
    if findings.is_empty() {
        if !global.quiet {
            say("originals, records and index are as they were written");
        }
        return Ok(Exit::Done);
    }
    if !global.quiet {
        say(&format!(
            "{} findings; `gongbao reindex` rebuilds records and index from sound originals",
            findings.len()
        ));
    }
    Ok(Exit::Integrity)
}
