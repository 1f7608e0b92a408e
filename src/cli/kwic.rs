//! `gongbao kwic`: keyword in context (逐条索引), every place in every notice
//! found, sorted by what stands before or after.

use super::args::{Global, KwicArgs, KwicFormat, KwicSort};
use super::failure::{CliError, Exit};
use super::open_archive;
use super::output::{Output, print};
use super::render::{DIM, MARK, PLAIN, clean_line, lines, padded};
use super::sheet::Sheet;
use super::synonyms::reader;
use crate::export;
use crate::index::passage::Passage;
use crate::index::{Head, Request, Sort, fold};
use crate::record::LineRanges;
use serde::Serialize;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// One place.
#[derive(Debug, Serialize)]
struct Place {
    left: String,
    word: String,
    right: String,
    id: String,
    document_number: Option<String>,
    title: Option<String>,
    date: Option<String>,
    unit: String,
    lines: LineRanges,
}

/// Most places held at once; who wants more narrows the query.
const MOST: usize = 200_000;

pub fn run(args: &KwicArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    let reader = reader(&archive, &args.synonyms)?;
    let mut places = Vec::new();
    let mut more = false;
    let width = usize::from(args.width);
    let request = Request {
        query: args.query.join(" "),
        filters: args.filters.filters(),
        sort: Sort::Newest,
        limit: usize::MAX,
        synonyms: !args.synonyms.no_synonyms,
        ..Request::default()
    };
    reader.for_each_hit(&request, |head, passages, found| {
        for (index, marks) in found {
            let Some(passage) = passages.get(*index) else {
                continue;
            };
            let chars: Vec<char> = passage.text.chars().collect();
            for &mark in marks {
                more = places.len() >= MOST;
                if more {
                    return false;
                }
                places.extend(place(head, passage, &chars, mark, width));
            }
        }
        true
    })?;
    match args.sort {
        KwicSort::Left => places.sort_by_cached_key(|place: &Place| {
            let left: Vec<char> = fold::fold(&place.left).chars().rev().collect();
            (left, fold::fold(&place.right))
        }),
        KwicSort::Right => places.sort_by_cached_key(|place: &Place| {
            (fold::fold(&place.right), fold::fold(&place.left))
        }),
        KwicSort::Date => {}
    }
    let total = places.len();
    if args.limit > 0 {
        places.truncate(args.limit);
    }
    match args.format {
        KwicFormat::Table => {
            let mut out = table(&places);
            let shown = if places.len() < total {
                format!(", {} shown", places.len())
            } else {
                String::new()
            };
            let noun = if total == 1 { "place" } else { "places" };
            let more = if more { " and more" } else { "" };
            let _ = writeln!(out, "{DIM}{total} {noun}{more}{shown}{PLAIN}");
            print(&out)?;
        }
        KwicFormat::Ndjson => {
            let mut out = Output::open(None)?;
            for place in &places {
                out.json(export::line(place)?)?;
            }
            out.finish()?;
        }
        KwicFormat::Csv => sheet(&places)?,
    }
    Ok(if total == 0 {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

/// One place with so many characters on either side.
fn place(
    head: &Head,
    passage: &Passage,
    chars: &[char],
    (start, end): (usize, usize),
    width: usize,
) -> Option<Place> {
    let line = |part: &[char]| part.iter().collect::<String>().replace(['\n', '\r'], " ");
    Some(Place {
        left: line(chars.get(start.saturating_sub(width)..start)?),
        word: line(chars.get(start..end)?),
        right: line(chars.get(end..chars.len().min(end + width))?),
        id: head.id.clone(),
        document_number: head.document_number.clone(),
        title: head.title.clone(),
        date: head.date.clone(),
        unit: passage.unit.clone(),
        lines: passage.lines.clone(),
    })
}

/// The words under each other, where they stand behind them.
fn table(places: &[Place]) -> String {
    let shown: Vec<[String; 3]> = places
        .iter()
        .map(|place| [&place.left, &place.word, &place.right].map(|part| clean_line(part)))
        .collect();
    let widest = |part: usize| shown.iter().map(|row| row[part].width()).max().unwrap_or(0);
    let (left, right) = (widest(0), widest(1) + widest(2));
    let mut out = String::new();
    for (place, [before, word, after]) in places.iter().zip(&shown) {
        let gap = " ".repeat(left.saturating_sub(before.width()));
        let rest = padded(&format!("{word}{after}"), right);
        let rest = rest.get(word.len()..).unwrap_or_default();
        let name = place.document_number.as_ref().unwrap_or(&place.id);
        let mut at = format!("{} {}", clean_line(name), clean_line(&place.unit));
        if !place.lines.is_empty() {
            let _ = write!(at, " [{}]", lines(&place.lines));
        }
        let _ = writeln!(
            out,
            "{gap}{before}{MARK}{word}{PLAIN}{rest}  {DIM}{at}{PLAIN}"
        );
    }
    out
}

fn sheet(places: &[Place]) -> Result<(), CliError> {
    let mut sheet = Sheet::new(&[
        "left",
        "word",
        "right",
        "id",
        "document_number",
        "title",
        "date",
        "unit",
        "lines",
    ])?;
    for place in places {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        sheet.row(&[
            place.left.clone(),
            place.word.clone(),
            place.right.clone(),
            place.id.clone(),
            text(&place.document_number),
            text(&place.title),
            text(&place.date),
            place.unit.clone(),
            lines(&place.lines),
        ])?;
    }
    sheet.finish()
}
