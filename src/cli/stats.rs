//! `gongbao stats`: what the archive holds, counted.

use super::args::{Dimension, Global, StatsArgs, TextFormat};
use super::failure::{CliError, Exit};
use super::open_archive;
use super::output::{Output, print};
use super::render::{BOLD, DIM, PLAIN, clean_line, columns};
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
    if !args.by.is_empty() {
        return crossed(args, &archive);
    }
    if args.units {
        return units(args, &archive);
    }
    let answer = archive.reader()?.search(&Request {
        filters: args.filters.filters(),
        facets: most(args),
        time_limit: None,
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
    if let Some(years) = stats.counts.get("year").filter(|years| years.len() > 1) {
        let _ = writeln!(out, "\n{BOLD}notices by year{PLAIN}");
        out.push_str(&plot(years, columns()));
    }
    for (name, counts) in stats.counts.iter().filter(|(_, counts)| !counts.is_empty()) {
        let _ = writeln!(out, "\n{BOLD}{name}{PLAIN}");
        for count in counts {
            let _ = writeln!(out, "{:>8}  {}", count.count, clean_line(&count.value));
        }
    }
    out
}

/// Most values, as asked for.
fn most(args: &StatsArgs) -> usize {
    match args.limit {
        0 => usize::MAX,
        limit => limit,
    }
}

/// A bar a year, oldest first; years without notices between others have
/// empty ones.
fn plot(years: &[FacetCount], width: usize) -> String {
    let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
    for year in years {
        if let Ok(number) = year.value.parse() {
            counts.insert(number, year.count);
        }
    }
    let (Some(first), Some(last)) = (counts.keys().next(), counts.keys().last()) else {
        return String::new();
    };
    let (first, last) = (*first, *last);
    // A misread year a century away would make a long empty plot.
    if last - first < 200 {
        for year in first..=last {
            counts.entry(year).or_default();
        }
    }
    let highest = counts.values().copied().max().unwrap_or(1).max(1);
    let room = width.saturating_sub(18).clamp(10, 80) as u64;
    let mut out = String::new();
    for (year, count) in counts {
        // Eighths of a column, at least one for what is there.
        let eighths = (count * room * 8 / highest).max(u64::from(count > 0));
        let mut bar = "█".repeat((eighths / 8) as usize);
        bar.extend(
            " ▏▎▍▌▋▊▉"
                .chars()
                .nth((eighths % 8) as usize)
                .filter(|c| *c != ' '),
        );
        let _ = writeln!(out, "{year:>6} {count:>8}  {bar}");
    }
    out
}

/// Notices by year, issuing body, document type, or some of these.
fn crossed(args: &StatsArgs, archive: &Archive) -> Result<Exit, CliError> {
    let rows = archive.reader()?.crossed(&Request {
        filters: args.filters.filters(),
        ..Request::default()
    })?;
    let mut counts: BTreeMap<Vec<Option<String>>, u64> = BTreeMap::new();
    for row in rows {
        let value = |by: &Dimension| match by {
            Dimension::Year => row.year.map(|year| year.to_string()),
            Dimension::Body => row.issuing_body.clone(),
            Dimension::Type => row.document_type.clone(),
        };
        *counts
            .entry(args.by.iter().map(value).collect())
            .or_default() += row.notices;
    }
    let name = |by: &Dimension| match by {
        Dimension::Year => "year",
        Dimension::Body => "issuing_body",
        Dimension::Type => "document_type",
    };
    let names: Vec<&str> = args.by.iter().map(name).collect();
    if args.format == TextFormat::Json {
        let mut out = Output::open(None)?;
        for (values, count) in &counts {
            let mut line = serde_json::Map::new();
            for (name, value) in names.iter().zip(values) {
                line.insert((*name).to_owned(), serde_json::json!(value));
            }
            line.insert("notices".to_owned(), serde_json::json!(count));
            out.json(export::line(&line)?)?;
        }
        out.finish()?;
        return Ok(Exit::Done);
    }
    let mut text = format!("{BOLD}{:>8}  {}{PLAIN}\n", "notices", names.join("  "));
    for (values, count) in &counts {
        let values: Vec<String> = values
            .iter()
            .map(|value| value.as_deref().map_or_else(|| "–".to_owned(), clean_line))
            .collect();
        let _ = writeln!(text, "{count:>8}  {}", values.join("  "));
    }
    print(&text)?;
    Ok(Exit::Done)
}

/// A unit and the notices that name it in each role.
#[derive(Default, Serialize)]
struct Roles {
    lead: u64,
    support: u64,
    responsible: u64,
}

/// Units by role, those named most first.
fn units(args: &StatsArgs, archive: &Archive) -> Result<Exit, CliError> {
    #[derive(Serialize)]
    struct Line<'a> {
        unit: &'a str,
        #[serde(flatten)]
        roles: &'a Roles,
    }
    let answer = archive.reader()?.search(&Request {
        filters: args.filters.filters(),
        facets: usize::MAX,
        time_limit: None,
        ..Request::default()
    })?;
    let mut units: BTreeMap<String, Roles> = BTreeMap::new();
    for (facet, counts) in answer.facets {
        for FacetCount { value, count } in counts {
            match facet.as_str() {
                "lead_units" => units.entry(value).or_default().lead = count,
                "supporting_units" => units.entry(value).or_default().support = count,
                "responsible_units" => units.entry(value).or_default().responsible = count,
                _ => break,
            }
        }
    }
    let mut list: Vec<(&String, &Roles)> = units.iter().collect();
    list.sort_by_key(|(name, roles)| {
        let all = roles.lead + roles.support + roles.responsible;
        (std::cmp::Reverse(all), *name)
    });
    list.truncate(most(args));
    if args.format == TextFormat::Json {
        let mut out = Output::open(None)?;
        for (unit, roles) in list {
            out.json(export::line(&Line { unit, roles })?)?;
        }
        out.finish()?;
        return Ok(Exit::Done);
    }
    let mut text = format!("{BOLD}    lead  support  responsible  unit{PLAIN}\n");
    for (unit, roles) in list {
        let Roles {
            lead,
            support,
            responsible,
        } = roles;
        let _ = writeln!(
            text,
            "{lead:>8} {support:>8} {responsible:>12}  {}",
            clean_line(unit)
        );
    }
    print(&text)?;
    Ok(Exit::Done)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_plotted() {
        let year = |value: &str, count| FacetCount {
            value: value.to_owned(),
            count,
        };
        let years = [year("2023", 80), year("2020", 1), year("2022", 40)];
        let shown = plot(&years, 28);
        let bars: Vec<&str> = shown.lines().collect();
        assert_eq!(
            bars,
            [
                "  2020        1  ▏",
                "  2021        0  ",
                "  2022       40  █████",
                "  2023       80  ██████████",
            ]
        );
        assert_eq!(plot(&[], 28), "");
        assert_eq!(plot(&[year("x", 1)], 28), "");
        assert_eq!(
            plot(&[year("1023", 1), year("2023", 1)], 28)
                .lines()
                .count(),
            2
        );
    }
}
