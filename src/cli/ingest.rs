//! `gongbao ingest`: files and folders into the archive.

use super::args::{ExportArgs, FilterArgs, Global, IngestArgs, RecordFormat};
use super::failure::{CliError, Exit, batch_exit, say};
use super::inputs;
use super::progress::Progress;
use crate::ParseOptions;
use crate::archive::{Archive, Offer, Outcome, Session};
use crate::guard::Failure;

/// Most files in a batch. A batch costs one commit of the index and a few
/// disk flushes, so it should not be small; what is lost when a batch is
/// interrupted is at most this.
const BATCH: usize = 512;

pub fn run(args: &IngestArgs, global: &Global) -> Result<Exit, CliError> {
    let (inputs, missing) = inputs::find(&args.inputs);
    for one in &missing {
        say(&format!("{}: {}", one.label, one.why));
    }
    if inputs.is_empty() {
        if missing.is_empty() {
            say("no files in the folders given");
        }
        return Ok(Exit::Unreadable);
    }
    let options = ParseOptions {
        encoding: args.encoding.clone(),
        ..ParseOptions::default()
    };
    if let Ok(archive) = Archive::open(&global.archive)
        && let Some(advice) = archive.advice()
        && !global.quiet
    {
        say(&format!("note: {advice}"));
    }
    let mut session = Session::open(&global.archive)?;
    let progress = Progress::new(global, "ingesting", inputs.len());
    let mut tally = Tally {
        failed: missing.len(),
        ..Tally::default()
    };
    for window in inputs::windows(&inputs, BATCH) {
        let read = inputs::side_by_side(window, inputs::Input::read);
        let mut offered = Vec::new();
        let mut offers = Vec::new();
        for (input, bytes) in window.iter().zip(read) {
            match bytes {
                Ok(bytes) => {
                    offered.push(input);
                    offers.push(Offer {
                        file: input.name.clone(),
                        bytes,
                    });
                }
                Err(why) => tally.fail(&progress, &input.label, &why, false),
            }
        }
        let outcomes = session.ingest(offers, &options)?;
        for (input, outcome) in offered.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Added { notices, .. } => {
                    tally.added += 1;
                    tally.notices += notices;
                    if global.verbose {
                        progress.say(&format!("{}: {notices} notices", input.label));
                    }
                }
                Outcome::Known => tally.known += 1,
                Outcome::Failed(failure) => {
                    let bug = matches!(failure, Failure::Bug(_));
                    tally.fail(&progress, &input.label, &failure.to_string(), bug);
                }
            }
        }
        progress.add(window.len());
    }
    session.finish()?;
    drop(progress);
    if !global.quiet {
        say(&format!(
            "{} sources added ({} notices), {} known already, {} failed",
            tally.added, tally.notices, tally.known, tally.failed
        ));
    }
    if let Some(path) = &args.export {
        let wanted = ExportArgs {
            query: Vec::new(),
            format: RecordFormat::Ndjson,
            output: Some(path.clone()),
            filters: FilterArgs::default(),
        };
        super::export::run(&wanted, global)?;
    }
    Ok(batch_exit(
        tally.added + tally.known,
        tally.failed,
        tally.bug,
    ))
}

#[derive(Default)]
struct Tally {
    added: usize,
    notices: usize,
    known: usize,
    failed: usize,
    bug: bool,
}

impl Tally {
    fn fail(&mut self, progress: &Progress, label: &str, why: &str, bug: bool) {
        self.failed += 1;
        self.bug |= bug;
        progress.say(&format!("{label}: {why}"));
    }
}
