//! `gongbao lab`: invented issues with known truth, and what the parser makes
//! of them. Tools for development, left out of the main help.

mod proof;
mod weigh;

use super::args::Global;
use super::failure::{CliError, Exit, io_words, say};
use super::output::print;
use crate::lab::{
    Miss, Profile, Score, Truth, corpus, examine, measure_listing, name, profile, profiles, write,
};
use crate::record::IssueDocument;
use crate::text::Source;
use crate::thread::{NoticeThread, Placed, Threads, Weights, thread};
use crate::{ParseOptions, layout, parse};
use clap::{Args, Subcommand};
use proof::ExactArgs;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// See [`run`].
#[derive(Debug, Args)]
pub struct LabArgs {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write invented issues and their truth: NAME.txt, NAME.truth.json
    Write {
        /// A profile: `gongbao lab profiles`
        profile: String,
        /// Seeds, FIRST..LAST, both included
        #[arg(value_parser = seeds)]
        seeds: RangeInclusive<u64>,
        /// The folder
        dir: PathBuf,
    },
    /// Parse invented issues and print what was right
    Measure {
        /// Profiles; without any the five of the published table
        profiles: Vec<String>,
        /// Seeds, FIRST..LAST, both included
        #[arg(long, value_parser = seeds, default_value = "1..40")]
        seeds: RangeInclusive<u64>,
        /// Most differences to list for a profile
        #[arg(long, default_value_t = 0)]
        failures: usize,
    },
    /// Write invented issues without their truth until a size is reached
    Corpus {
        /// The folder
        dir: PathBuf,
        /// Bytes
        #[arg(long, default_value_t = 100 << 20)]
        bytes: u64,
        /// A profile
        #[arg(long, default_value = "clean-one-column")]
        profile: String,
        /// The first seed
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Compare what the parser makes of hand-made issues with NAME.truth.json
    Compare {
        /// Truth files; the text lies beside each
        truths: Vec<PathBuf>,
    },
    /// Halve or double weights and count notices that change
    Jitter {
        /// A source
        file: PathBuf,
        /// How often all weights are moved at random; 0 moves each weight
        /// alone, to its half and to its double
        #[arg(long, default_value_t = 24)]
        draws: u64,
    },
    /// Print the threads of a source
    Show {
        /// A source
        file: PathBuf,
    },
    /// Print where the found order parts from the true one, and what both cost
    Weigh {
        /// Truth files; the text lies beside each
        truths: Vec<PathBuf>,
    },
    /// List the profiles
    Profiles,
    /// Hold an archive's index against a scan of its records
    Exact(ExactArgs),
    /// Ask an archive judged queries and print how good its first hits are
    Judge {
        /// A list of judgments, such as corpus/judgments.txt
        list: PathBuf,
        /// Least nDCG@10 a query is not listed with
        #[arg(long, default_value_t = 0.9)]
        listed: f64,
    },
}

/// The profiles of the published table.
const PUBLISHED: [&str; 5] = [
    "clean-one-column",
    "sample-damage",
    "double-damage",
    "web-dump",
    "old",
];

fn seeds(text: &str) -> Result<RangeInclusive<u64>, String> {
    let read = |words: &str| words.parse::<u64>().ok();
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    match (read(first), read(last.trim_start_matches('='))) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        _ => Err("not seeds like 1..40".to_owned()),
    }
}

/// Runs a tool of the laboratory.
pub fn run(args: &LabArgs, global: &Global) -> Result<Exit, CliError> {
    match &args.task {
        Task::Write {
            profile,
            seeds,
            dir,
        } => {
            write(dir, *seeds.start()..seeds.end() + 1, named(profile)?)?;
        }
        Task::Measure {
            profiles,
            seeds,
            failures,
        } => measure(profiles, seeds, *failures)?,
        Task::Corpus {
            dir,
            bytes,
            profile,
            seed,
        } => fill(dir, *bytes, named(profile)?, *seed)?,
        Task::Exact(args) => return proof::exact(args, global),
        Task::Judge { list, listed } => proof::judge(list, *listed, global)?,
        Task::Compare { truths } => return compare(truths),
        Task::Jitter { file, draws } => jitter(file, *draws)?,
        Task::Show { file } => show(file)?,
        Task::Weigh { truths } => weigh::weigh(truths)?,
        Task::Profiles => {
            let names: Vec<&str> = profiles().iter().map(|profile| profile.name).collect();
            print(&format!("{}\n", names.join("\n")))?;
        }
    }
    Ok(Exit::Done)
}

fn named(words: &str) -> Result<&'static Profile, CliError> {
    profile(words).ok_or_else(|| {
        CliError::new(
            Exit::Usage,
            format!("no profile is called {words}; see `gongbao lab profiles`"),
        )
    })
}

/// The real parser, as the laboratory wants it. Invented issues are text.
fn real(file: &str, bytes: &[u8]) -> IssueDocument {
    parse(file, bytes.to_vec(), &ParseOptions::default()).unwrap_or_default()
}

/// Prints a table for every profile, the seeds side by side.
fn measure(names: &[String], seeds: &RangeInclusive<u64>, failures: usize) -> Result<(), CliError> {
    let names: Vec<&str> = if names.is_empty() {
        PUBLISHED.to_vec()
    } else {
        names.iter().map(String::as_str).collect()
    };
    for name in names {
        let profile = named(name)?;
        let start = Instant::now();
        let mut each: Vec<(u64, Score, Vec<Miss>)> = seeds
            .clone()
            .into_par_iter()
            .map(|seed| {
                let (score, misses) = measure_listing(profile, seed..seed + 1, failures, real);
                (seed, score, misses)
            })
            .collect();
        each.sort_by_key(|one| one.0);
        let mut score = Score::default();
        let mut out = String::new();
        let mut listed = Vec::new();
        for (_, one, misses) in each {
            score += one;
            let room = failures.saturating_sub(listed.len());
            listed.extend(misses.into_iter().take(room));
        }
        let _ = writeln!(
            out,
            "## {name}, seeds {}..{}\n{score}",
            seeds.start(),
            seeds.end()
        );
        for miss in listed {
            let _ = writeln!(out, "  {miss}");
        }
        print(&out)?;
        say(&format!("{name}: {:.1} s", start.elapsed().as_secs_f64()));
    }
    Ok(())
}

/// A folder of issues of a size, for benchmarks.
fn fill(dir: &Path, bytes: u64, profile: &Profile, first: u64) -> Result<(), CliError> {
    std::fs::create_dir_all(dir)?;
    let (mut written, mut seed) = (0, first);
    while written < bytes {
        let mut text = Vec::new();
        corpus(&mut text, seed, 1, profile)?;
        std::fs::write(dir.join(format!("{}.txt", name(seed, profile))), &text)?;
        written += text.len() as u64;
        seed += 1;
    }
    say(&format!("{} issues, {written} bytes", seed - first));
    Ok(())
}

/// Holds hand-made issues against their truth.
fn compare(truths: &[PathBuf]) -> Result<Exit, CliError> {
    let mut score = Score::default();
    let mut out = String::new();
    for path in truths {
        let (truth, text) = known(path)?;
        let (one, misses) = examine(&truth, &real(&truth.source.file, &text));
        score += one;
        for miss in misses {
            let _ = writeln!(out, "  {miss}");
        }
    }
    print(&format!("{score}{out}"))?;
    Ok(if score.perfect() {
        Exit::Done
    } else {
        Exit::Nothing
    })
}

/// A truth and the bytes of the text beside it.
fn known(path: &Path) -> Result<(Truth, Vec<u8>), CliError> {
    let text = PathBuf::from(path.to_string_lossy().replace(".truth.json", ".txt"));
    let truth = serde_json::from_slice(&read(path)?)
        .map_err(|error| CliError::new(Exit::Unreadable, format!("{}: {error}", path.display())))?;
    Ok((truth, read(&text)?))
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| {
        CliError::new(
            Exit::Io,
            format!("{}: {}", path.display(), io_words(&error)),
        )
    })
}

/// How many notices change when weights do.
fn jitter(file: &Path, draws: u64) -> Result<(), CliError> {
    let bytes = read(file)?;
    let document = |weights: Weights| {
        let options = ParseOptions {
            weights,
            ..ParseOptions::default()
        };
        parse("-", bytes.clone(), &options)
            .map_err(|error| CliError::new(Exit::Unreadable, error.to_string()))
    };
    let plain = document(Weights::default())?;
    let tries: Vec<(String, Weights)> = if draws == 0 {
        Weights::each_alone()
            .into_iter()
            .enumerate()
            .map(|(n, weights)| {
                let way = if n % 2 == 0 { "halved" } else { "doubled" };
                (format!("weight {} {way}", n / 2), weights)
            })
            .collect()
    } else {
        (0..draws)
            .map(|draw| (format!("draw {:2}", draw + 1), jittered(draw)))
            .collect()
    };
    let changed: Vec<usize> = tries
        .par_iter()
        .map(|(_, weights)| {
            let moved = document(weights.clone())?;
            let same = plain.notices.iter().filter(|notice| {
                moved
                    .notices
                    .iter()
                    .any(|other| other.provenance == notice.provenance)
            });
            Ok(plain.notices.len() - same.count())
        })
        .collect::<Result<_, CliError>>()?;
    let mut out = String::new();
    for ((name, _), count) in tries.iter().zip(&changed) {
        let _ = writeln!(
            out,
            "{name}: {count} of {} notices change",
            plain.notices.len()
        );
    }
    let moved = changed.iter().filter(|count| **count > 0).count();
    let _ = writeln!(out, "{moved} of {} draws change something", tries.len());
    print(&out)
}

/// Every weight halved or doubled, by the bits of a mixed counter.
fn jittered(draw: u64) -> Weights {
    let mut weights = Weights::default();
    for (n, weight) in weights.each_mut().into_iter().enumerate() {
        let mut bits = (draw << 8 | n as u64)
            .wrapping_add(1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        *weight = if bits >> 63 == 0 {
            *weight / 2
        } else {
            *weight * 2
        };
    }
    weights
}

/// The threads of a source as text: role, lines, first and last words.
fn show(file: &Path) -> Result<(), CliError> {
    let decoded = crate::parse::read_source(read(file)?, &ParseOptions::default())
        .map_err(|error| CliError::new(Exit::Unreadable, error.to_string()))?;
    print(&threads(&decoded))
}

fn threads(source: &Source) -> String {
    let layout = layout::layout(source);
    let Threads { notices } = thread(&layout, &Weights::default());
    let mut out = String::new();
    for item in &layout.furniture {
        let _ = writeln!(
            out,
            "F {:?} {:?} {}",
            item.kind,
            item.lines,
            item.text.replace('\n', "/")
        );
    }
    for (n, notice) in notices.iter().enumerate() {
        let NoticeThread {
            lines,
            enclosures,
            completeness,
            guesses,
            ..
        } = notice;
        let guesses: Vec<(u32, i32)> = guesses
            .iter()
            .filter_map(|(line, margin)| Some((layout.lines.get(*line)?.number, *margin)))
            .collect();
        let _ = writeln!(out, "N{} {completeness:?} guesses {guesses:?}", n + 1);
        blocks(&layout, lines, &mut out);
        for enclosure in enclosures {
            let _ = writeln!(out, "  + {:?}", enclosure.announced);
            blocks(&layout, &enclosure.lines, &mut out);
        }
    }
    out
}

/// Runs of lines of one role that are neighbours in print, a row each.
fn blocks(layout: &layout::Layout<'_>, placed: &[Placed], out: &mut String) {
    let together = |a: &Placed, b: &Placed| a.role == b.role && b.line == a.line + 1;
    for block in placed.chunk_by(together) {
        let line = |at: Option<&Placed>| at.and_then(|at| layout.lines.get(at.line));
        let (Some(first), Some(last)) = (line(block.first()), line(block.last())) else {
            continue;
        };
        let head: String = first.text.chars().take(14).collect();
        let skip = last.text.chars().count().saturating_sub(10);
        let tail: String = last.text.chars().skip(skip).collect();
        let role = placed_role(block);
        let _ = writeln!(
            out,
            "   {role} {}-{} {head} … {tail}",
            first.number, last.number
        );
    }
}

fn placed_role(block: &[Placed]) -> String {
    block
        .first()
        .map(|at| format!("{:?}", at.role))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::issue;

    #[test]
    fn seeds_are_read() {
        assert_eq!(seeds("3..5"), Ok(3..=5));
        assert_eq!(seeds("7"), Ok(7..=7));
        assert!(seeds("5..3").is_err() && seeds("x").is_err());
    }

    #[test]
    fn jitter_moves_every_weight() {
        let mut plain = Weights::default();
        let mut moved = jittered(3);
        let pairs = plain.each_mut().into_iter().zip(moved.each_mut());
        assert!(
            pairs
                .filter(|(a, _)| **a > 1)
                .all(|(a, b)| *b == *a / 2 || *b == *a * 2)
        );
        assert_ne!(jittered(1).each_mut(), jittered(2).each_mut());
    }

    #[test]
    fn threads_are_shown() {
        let profile = profile("clean-one-column").unwrap();
        let text = threads(&Source::new(issue(1, profile).0));
        assert!(text.contains("N1 ") && text.contains("Body"), "{text}");
    }
}
