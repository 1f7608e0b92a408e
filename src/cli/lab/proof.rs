//! `gongbao lab exact`, `gongbao lab judge`: is what the search says true, and
//! is it what was wanted?

use super::super::args::Global;
use super::super::failure::{CliError, Exit, say};
use super::super::open_archive;
use super::super::output::print;
use crate::archive::Archive;
use crate::index::passage::passages;
use crate::index::proof::{Proof, Scanned, pairs, phrases};
use crate::index::{Found, IndexError, Reader, judge};
use clap::Args;
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

/// See [`exact`].
#[derive(Debug, Args)]
pub struct ExactArgs {
    /// Strings of the texts to look for
    #[arg(long, default_value_t = 100_000)]
    substrings: usize,
    /// Strings that almost are in the texts
    #[arg(long, default_value_t = 10_000)]
    near_misses: usize,
    /// Pairs of words near each other
    #[arg(long, default_value_t = 100_000)]
    pairs: usize,
    /// Which strings
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Compares the index with a scan of the records.
pub fn exact(args: &ExactArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    let reader = archive.reader()?;
    let notices = records(&archive)?;
    say(&format!("{} notices", notices.len()));
    type Task<'a> = Box<dyn Fn(&Reader) -> Result<Proof, IndexError> + 'a>;
    let tasks: [(&str, Task<'_>); 3] = [
        (
            "strings of the texts",
            Box::new(|reader| phrases(reader, &notices, args.substrings, false, args.seed)),
        ),
        (
            "near misses",
            Box::new(|reader| phrases(reader, &notices, args.near_misses, true, args.seed)),
        ),
        (
            "NEAR, 同句, 同条",
            Box::new(|reader| pairs(reader, &notices, args.pairs, args.seed)),
        ),
    ];
    let mut same = true;
    for (name, task) in tasks {
        let start = Instant::now();
        let proof = task(&reader)?;
        let mut out = format!(
            "{name}: {} asked, {} found in {} notices, {} differences ({:.1} s)\n",
            proof.asked,
            proof.found,
            proof.notices,
            proof.differences.len(),
            start.elapsed().as_secs_f64()
        );
        for query in &proof.differences {
            let _ = writeln!(out, "  {query:?}");
        }
        print(&out)?;
        same &= proof.differences.is_empty();
    }
    Ok(if same { Exit::Done } else { Exit::Nothing })
}

/// Every notice that counts, from its record.
fn records(archive: &Archive) -> Result<Vec<Scanned>, CliError> {
    let catalog = archive.catalog()?;
    let winners = catalog.winners();
    let mut out = Vec::new();
    for row in catalog.rows() {
        let document = archive.record(&row.source)?;
        for (ordinal, notice) in document.notices.iter().enumerate() {
            let place = (row.source.clone(), ordinal as u32);
            if winners.get(&notice.id) == Some(&place) {
                out.push(Scanned {
                    place: Found {
                        source: place.0,
                        ordinal: place.1,
                    },
                    passages: passages(notice),
                });
            }
        }
    }
    Ok(out)
}

/// Prints nDCG@10 and P@3 of judged queries.
pub fn judge(list: &Path, listed: f64, global: &Global) -> Result<(), CliError> {
    let text = String::from_utf8_lossy(&super::read(list)?).into_owned();
    let judgments = judge::judgments(&text)
        .map_err(|why| CliError::new(Exit::Usage, format!("{}: {why}", list.display())))?;
    let archive = open_archive(global)?;
    let mut reader = archive.reader()?;
    reader.set_synonyms(archive.synonyms()?);
    let figures = judge::judged(&reader, &judgments)?;
    let mut out = String::new();
    for one in &figures {
        for name in &one.unknown {
            let _ = writeln!(out, "{}: no notice is called {name}", one.query);
        }
        if one.ndcg < listed {
            let first = one.first.join(", ");
            let _ = writeln!(
                out,
                "{:.3} {:.3}  {}: {first}",
                one.ndcg, one.precision, one.query
            );
        }
    }
    let mean = |of: fn(&judge::Figures) -> f64| {
        figures.iter().map(of).sum::<f64>() / figures.len().max(1) as f64
    };
    let (ndcg, precision) = (mean(|one| one.ndcg), mean(|one| one.precision));
    let _ = writeln!(
        out,
        "nDCG@10 {ndcg:.4}, P@3 {precision:.4} over {} queries",
        figures.len()
    );
    print(&out)
}
