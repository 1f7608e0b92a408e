//! `gongbao stats`: what the archive holds, counted.

use super::args::{Global, StatsArgs, TextFormat};
use super::failure::{CliError, Exit};
use super::open_archive;
use super::output::{Output, print};
use super::render::{BOLD, DIM, PLAIN, clean_line};
use crate::archive::Archive;
use crate::export;
use crate::index::{FacetCount, Request};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts of the archive.
#[derive(Serialize)]
struct Stats {
    sources: usize,
    notices: u64,
    counts: BTreeMap<String, Vec<FacetCount>>,
}

/// One source, for `--sources`.
#[derive(Serialize)]
struct SourceLine<'a> {
    sha256: &'a str,
    file: &'a str,
    bytes: u64,
    notices: usize,
    gazette: &'a crate::record::Gazette,
    superseded_by: Option<&'a str>,
}

pub fn run(args: &StatsArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    if args.sources {
        return sources(args, &archive);
    }
    let answer = archive.reader()?.search(&Request {
        filters: args.filters.filters(),
        facets: if args.limit == 0 {
            usize::MAX
        } else {
            args.limit
        },
        ..Request::default()
    })?;
    let stats = Stats {
        sources: archive.catalog()?.len(),
        notices: answer.total,
        counts: answer.facets,
    };
    match args.format {
        TextFormat::Json => {
            let mut out = Output::open(None)?;
            out.json(export::line(&stats)?)?;
            out.finish()?;
        }
        TextFormat::Text => print(&page(&stats))?,
    }
    Ok(Exit::Done)
}

fn page(stats: &Stats) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "notices: {}, sources: {}",
        stats.notices, stats.sources
    );
    for (name, counts) in stats.counts.iter().filter(|(_, counts)| !counts.is_empty()) {
        let _ = writeln!(out, "\n{BOLD}{name}{PLAIN}");
        for count in counts {
            let _ = writeln!(out, "{:>8}  {}", count.count, clean_line(&count.value));
        }
    }
    out
}

fn sources(args: &StatsArgs, archive: &Archive) -> Result<Exit, CliError> {
    let catalog = archive.catalog()?;
    let lines = catalog.rows().map(|row| SourceLine {
        sha256: &row.source,
        file: &row.file,
        bytes: row.bytes,
        notices: row.notices.len(),
        gazette: &row.gazette,
        superseded_by: catalog
            .superseded_by(&row.source)
            .map(|by| by.source.as_str()),
    });
    match args.format {
        TextFormat::Json => {
            let mut out = Output::open(None)?;
            for line in lines {
                out.json(export::line(&line)?)?;
            }
            out.finish()?;
        }
        TextFormat::Text => {
            let mut text = String::new();
            for line in lines {
                let short = line.sha256.get(..12).unwrap_or(line.sha256);
                let note = if line.superseded_by.is_some() {
                    "  superseded"
                } else {
                    ""
                };
                let _ = writeln!(
                    text,
                    "{DIM}{short}{PLAIN}  {:>4} notices  {}{note}",
                    line.notices,
                    clean_line(line.file)
                );
            }
            print(&text)?;
        }
    }
    Ok(Exit::Done)
}
