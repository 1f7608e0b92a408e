//! `gongbao ingest`: files and folders into the archive.

use super::args::{ExportArgs, FilterArgs, Global, IngestArgs, RecordFormat};
use super::failure::{CliError, Exit, batch_exit, say};
use super::inputs::{self, Input, Stamp};
use super::progress::Progress;
use crate::ParseOptions;
use crate::archive::{Archive, BatchSize, Offer, Outcome, Session};
use crate::guard::Failure;
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

/// Files parsed side by side.
const WINDOW: usize = 128;
/// Bytes of sources parsed side by side, beyond the first: enough to keep the
/// processors busy. Records take several times as much.
const WINDOW_BYTES: u64 = 6 << 20;

pub fn run(args: &IngestArgs, global: &Global) -> Result<Exit, CliError> {
    let options = ParseOptions {
        encoding: args.encoding.clone(),
        ..ParseOptions::default()
    };
    if args.watch {
        return watch(args, &options, global);
    }
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
    if let Ok(archive) = Archive::open(&global.archive)
        && let Some(advice) = archive.advice()
        && !global.quiet
    {
        say(&format!("note: {advice}"));
    }
    let mut tally = take(&inputs, args, &options, global)?;
    tally.failed += missing.len();
    if !global.quiet {
        tally.tell();
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

/// A window of inputs: those that were read, and why the others were not.
struct Taken<'a> {
    offered: Vec<&'a Input>,
    unread: Vec<(&'a Input, String)>,
}

/// Reads a window's files side by side.
fn read(window: &[Input]) -> (Taken<'_>, Vec<Offer>) {
    let bytes = inputs::side_by_side(window, Input::read);
    let mut taken = Taken {
        offered: Vec::new(),
        unread: Vec::new(),
    };
    let mut offers = Vec::new();
    for (input, bytes) in window.iter().zip(bytes) {
        match bytes {
            Ok(bytes) => {
                taken.offered.push(input);
                offers.push(Offer {
                    file: input.name.clone(),
                    bytes,
                });
            }
            Err(why) => taken.unread.push((input, why)),
        }
    }
    (taken, offers)
}

/// Takes files into the archive, in one session.
fn take(
    inputs: &[Input],
    args: &IngestArgs,
    options: &ParseOptions,
    global: &Global,
) -> Result<Tally, CliError> {
    let mut session = Session::open(&global.archive)?;
    let progress = Progress::new(global, "ingesting", inputs.len());
    let mut tally = Tally::default();
    let mut size = BatchSize::default();
    size.files = args.batch.unwrap_or(size.files);
    let windows = inputs::windows(inputs, WINDOW.min(size.files), WINDOW_BYTES);
    session.ingest_windows(
        windows.into_iter().map(read),
        options,
        size,
        |taken, outcomes| {
            for (input, why) in &taken.unread {
                tally.fail(&progress, &input.label, why, false);
            }
            progress.add(taken.unread.len() + taken.offered.len());
            for (input, outcome) in taken.offered.into_iter().zip(outcomes) {
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
        },
    )?;
    session.finish()?;
    Ok(tally)
}

/// Looks for new files again and again. A file is taken once it has stayed the
/// same between two looks, so that none is read while it is being written.
/// Between two batches the archive is free for other writers; whatever ends
/// the program, the archive is whole.
fn watch(args: &IngestArgs, options: &ParseOptions, global: &Global) -> Result<Exit, CliError> {
    let mut seen: HashMap<PathBuf, Stamp> = HashMap::new();
    let mut taken: HashMap<PathBuf, Stamp> = HashMap::new();
    let mut look = 0;
    loop {
        let (inputs, _) = inputs::find(&args.inputs);
        let mut ready = Vec::new();
        let mut stamps = Vec::new();
        for input in &inputs {
            let Some((path, stamp)) = input.stamp() else {
                continue;
            };
            let settled = seen.insert(path.to_owned(), stamp) == Some(stamp);
            if settled && taken.get(path) != Some(&stamp) {
                ready.push(input.clone());
                stamps.push((path.to_owned(), stamp));
            }
        }
        if !ready.is_empty() {
            match take(&ready, args, options, global) {
                Ok(tally) => {
                    taken.extend(stamps);
                    if !global.quiet {
                        tally.tell();
                    }
                }
                // Another writer is at work: the next look tries again.
                Err(error) if error.exit == Exit::Busy => error.tell(),
                Err(error) => return Err(error),
            }
        }
        look += 1;
        if args.looks.is_some_and(|looks| look >= looks) {
            return Ok(Exit::Done);
        }
        std::thread::sleep(Duration::from_secs(args.every));
    }
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
    fn tell(&self) {
        say(&format!(
            "{} sources added ({} notices), {} known already, {} failed",
            self.added, self.notices, self.known, self.failed
        ));
    }

    fn fail(&mut self, progress: &Progress, label: &str, why: &str, bug: bool) {
        self.failed += 1;
        self.bug |= bug;
        progress.say(&format!("{label}: {why}"));
    }
}
