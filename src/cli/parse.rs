//! `gongbao parse`: sources to records, without an archive.

use super::args::{Global, ParseArgs, RecordFormat};
use super::failure::{CliError, Exit, batch_exit, say};
use super::inputs::{self, Input};
use super::output::Output;
use super::progress::Progress;
use crate::ParseOptions;
use crate::export::{self, Documents};
use crate::guard::{Failure, guarded_parse};

/// A parsed source as it will be written, or a sentence and whether it is a
/// bug.
type Parsed = Result<Vec<u8>, (String, bool)>;

pub fn run(args: &ParseArgs, global: &Global) -> Result<Exit, CliError> {
    let (inputs, missing) = inputs::find(&args.inputs);
    for one in &missing {
        say(&format!("{}: {}", one.label, one.why));
    }
    let options = ParseOptions {
        encoding: args.encoding.clone(),
        ..ParseOptions::default()
    };
    let mut failed = missing.len();
    let (mut done, mut bug) = (0, false);
    let single = args.inputs.len() == 1 && !args.inputs.iter().any(|path| path.is_dir());
    let progress = Progress::new(global, "parsing", inputs.len());
    let mut sink = Records::Nothing;
    for window in inputs::windows(
        &inputs,
        2 * rayon::current_num_threads(),
        inputs::WINDOW_BYTES,
    ) {
        let parsed = inputs::side_by_side(window, |input| parse(input, args, &options));
        for (input, parsed) in window.iter().zip(parsed) {
            match parsed {
                Ok(bytes) => {
                    done += 1;
                    sink.push(args, single, bytes)?;
                }
                Err((why, is_bug)) => {
                    failed += 1;
                    bug |= is_bug;
                    progress.say(&format!("{}: {why}", input.label));
                }
            }
        }
        progress.add(window.len());
    }
    drop(progress);
    if done == 0 && failed == 0 {
        return Err(CliError::new(
            Exit::Unreadable,
            "no files in the folders given",
        ));
    }
    sink.finish()?;
    Ok(batch_exit(done, failed, bug))
}

/// Where records go; opened with the first, so that failing leaves no file.
enum Records {
    Nothing,
    Plain(Output),
    Array(Documents<Output>),
}

impl Records {
    fn push(&mut self, args: &ParseArgs, single: bool, bytes: Vec<u8>) -> Result<(), CliError> {
        if let Records::Nothing = self {
            let output = Output::open(args.output.as_deref())?;
            *self = if single || args.format == RecordFormat::Ndjson {
                Records::Plain(output)
            } else {
                Records::Array(Documents::new(output))
            };
        }
        match self {
            Records::Nothing => {}
            Records::Plain(output) => output.json(bytes)?,
            Records::Array(array) => array.push(&bytes)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<(), CliError> {
        match self {
            Records::Nothing => Ok(()),
            Records::Plain(output) => output.finish(),
            Records::Array(array) => array.finish()?.finish(),
        }
    }
}

fn parse(input: &Input, args: &ParseArgs, options: &ParseOptions) -> Parsed {
    let bytes = input.read().map_err(|why| (why, false))?;
    let document = guarded_parse(&input.name, bytes, options)
        .map_err(|failure| (failure.to_string(), matches!(failure, Failure::Bug(_))))?;
    let mut out = Vec::new();
    let written = match args.format {
        RecordFormat::Json => export::issue(&mut out, &document, args.pretty),
        RecordFormat::Ndjson => export::notices(&mut out, &document),
    };
    written.map_err(|error| (error.to_string(), true))?;
    Ok(out)
}
