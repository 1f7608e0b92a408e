//! `gongbao search`: hits for people and programs.

use super::args::{Global, HitFormat, SearchArgs, SortArg};
use super::failure::{CliError, Exit, say};
use super::open_archive;
use super::output::{Output, print};
use super::render::{BOLD, DIM, PLAIN, clean_line, columns, excerpt, lines};
use super::sheet::Sheet;
use super::synonyms::reader;
use crate::export;
use crate::index::{Answer, Hit, Request, Sort};
use std::fmt::Write;
use std::time::Duration;

/// Values a facet in JSON, unless said otherwise.
const FACETS: usize = 20;

pub fn run(args: &SearchArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    let reader = reader(&archive, &args.synonyms)?;
    let answer = reader.search(&Request {
        query: args.query.join(" "),
        filters: args.filters.filters(),
        sort: match args.sort {
            SortArg::Relevance => Sort::Relevance,
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
            SortArg::Number => Sort::Number,
        },
        offset: args.offset,
        limit: args.limit,
        passages: args.passages,
        facets: args.facets.unwrap_or(match args.format {
            HitFormat::Json => FACETS,
            _ => 0,
        }),
        cursor: args.cursor.clone(),
        synonyms: !args.synonyms.no_synonyms,
        explain: args.explain,
        time_limit: (args.timeout > 0).then(|| Duration::from_secs(args.timeout)),
    })?;
    if !global.quiet {
        if args.explain {
            say(&format!("read as: {}", answer.reading));
        }
        for note in &answer.notes {
            say(&format!("note: byte {}: {}", note.position, note.message));
        }
    }
    if answer.partial {
        say("the time was over; these are the notices found so far (--timeout)");
    }
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
        HitFormat::Csv => sheet(&answer)?,
    }
    if let Some(next) = answer
        .next
        .filter(|_| args.format != HitFormat::Json && args.limit > 0)
        && !global.quiet
    {
        say(&format!("go on with --cursor {next}"));
    }
    Ok(if answer.total == 0 {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

/// A row a passage; a hit without passages has one too.
fn sheet(answer: &Answer) -> Result<(), CliError> {
    let mut sheet = Sheet::new(&[
        "id",
        "document_number",
        "title",
        "date",
        "issuing_body",
        "document_type",
        "score",
        "unit",
        "lines",
        "text",
    ])?;
    for hit in &answer.hits {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let head = [
            hit.id.clone(),
            text(&hit.document_number),
            text(&hit.title),
            text(&hit.date),
            text(&hit.issuing_body),
            text(&hit.document_type),
            hit.score.to_string(),
        ];
        let mut row = |tail: [String; 3]| sheet.row(&[head.as_slice(), &tail].concat());
        if hit.passages.is_empty() {
            row(Default::default())?;
        }
        for passage in &hit.passages {
            row([
                passage.unit.clone(),
                lines(&passage.lines),
                passage.text.clone(),
            ])?;
        }
    }
    sheet.finish()
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
    if !hit.why.is_empty() {
        let why: Vec<String> = hit
            .why
            .iter()
            .map(|reason| {
                format!(
                    "{} ×{} {}",
                    clean_line(&reason.words),
                    reason.count,
                    reason.part
                )
            })
            .collect();
        let score = hit.score;
        let _ = writeln!(out, "     {DIM}score {score}: {}{PLAIN}", why.join(" · "));
    }
    out.push('\n');
}
