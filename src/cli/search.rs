//! `gongbao search`: hits for people and programs.

use super::args::{Global, HitFormat, SearchArgs, SortArg};
use super::failure::{CliError, Exit};
use super::open_archive;
use super::output::{Output, print};
use super::render::{BOLD, DIM, PLAIN, clean_line, columns, excerpt, lines};
use crate::export;
use crate::index::{Answer, Hit, Request, Sort};
use std::fmt::Write;

/// Values a facet in JSON, unless said otherwise.
const FACETS: usize = 20;

pub fn run(args: &SearchArgs, global: &Global) -> Result<Exit, CliError> {
    let reader = open_archive(global)?.reader()?;
    let answer = reader.search(&Request {
        query: args.query.join(" "),
        filters: args.filters.filters(),
        sort: match args.sort {
            SortArg::Relevance => Sort::Relevance,
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
        },
        offset: args.offset,
        limit: args.limit,
        passages: args.passages,
        facets: args.facets.unwrap_or(match args.format {
            HitFormat::Json => FACETS,
            _ => 0,
        }),
    })?;
    match args.format {
        HitFormat::Table => print(&table(&answer, args.offset, columns()))?,
        HitFormat::Json => {
            let mut out = Output::open(None)?;
            out.json(export::line(&answer)?)?;
            out.finish()?;
        }
        HitFormat::Ndjson => {
            let mut out = Output::open(None)?;
            for hit in &answer.hits {
                out.json(export::line(hit)?)?;
            }
            out.finish()?;
        }
    }
    Ok(if answer.total == 0 {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

/// The answer for people.
fn table(answer: &Answer, offset: usize, width: usize) -> String {
    let mut out = String::new();
    for (index, hit) in answer.hits.iter().enumerate() {
        one(&mut out, offset + index + 1, hit, width);
    }
    for (name, counts) in &answer.facets {
        if !counts.is_empty() {
            let counts: Vec<String> = counts
                .iter()
                .map(|count| format!("{} {}", clean_line(&count.value), count.count))
                .collect();
            let _ = writeln!(out, "{DIM}{name}:{PLAIN} {}", counts.join(" · "));
        }
    }
    let shown = match answer.hits.len() as u64 {
        0 => String::new(),
        count if count == answer.total => String::new(),
        count => format!(", {}–{} shown", offset + 1, offset as u64 + count),
    };
    let noun = if answer.total == 1 {
        "notice"
    } else {
        "notices"
    };
    let _ = writeln!(
        out,
        "{DIM}{} {noun} found{shown}; {} ms{PLAIN}",
        answer.total, answer.took_ms
    );
    out
}

fn one(out: &mut String, number: usize, hit: &Hit, width: usize) {
    let title = hit.title.as_deref().unwrap_or("(no title)");
    let _ = writeln!(out, "{number:>3}. {BOLD}{}{PLAIN}", clean_line(title));
    let facts: Vec<String> = [
        &hit.document_number,
        &hit.date,
        &hit.issuing_body,
        &hit.document_type,
        &Some(hit.id.clone()),
    ]
    .into_iter()
    .flatten()
    .map(|fact| clean_line(fact))
    .collect();
    let _ = writeln!(out, "     {DIM}{}{PLAIN}", facts.join(" · "));
    for passage in &hit.passages {
        let mut place = clean_line(&passage.unit);
        if !passage.lines.is_empty() {
            let gap = if place.is_empty() { "" } else { " " };
            let _ = write!(place, "{gap}[{}]", lines(&passage.lines));
        }
        let room = width.saturating_sub(5);
        if !place.is_empty() {
            let _ = writeln!(out, "     {DIM}{place}{PLAIN}");
        }
        let words = excerpt(&passage.text, &passage.highlights, room);
        let _ = writeln!(out, "     {words}");
    }
    out.push('\n');
}
