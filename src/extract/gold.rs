//! Measures the extractors on a real issue with a known answer. Test code
//! only; the issue is outside the project, its folder named by the variable
//! `GONGBAO_SHARED`. Without it the test says so and passes.
//!
//! `GONGBAO_LINES=3080-3110,3165-3240` names further stretches of the issue
//! to read as one notice and print what is found in them.

use super::{Carried, Subject, appointment, citation, roster, validity};
use crate::record::{RosterForm, RosterRow};
use crate::structure::Node;
use crate::text::{Joined, Source};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Hits, given, wanted.
type Score = (usize, usize, usize);

/// The answer as rows of strings, by measure.
type Rows = BTreeMap<&'static str, Vec<String>>;

fn shared() -> Option<PathBuf> {
    match std::env::var_os("GONGBAO_SHARED") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            println!("LEFT OUT: GONGBAO_SHARED does not name the folder of the real issue");
            None
        }
    }
}

/// Whether a printed line begins a roster or goes on with it.
fn is_roster_label(line: &str) -> bool {
    let words: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let label = words.split_once(['：', ':']).map_or("", |(label, _)| label);
    matches!(label, "组长" | "副组长" | "成员" | "成员单位")
}

/// Simple trees from the printed lines: paragraphs end with a sentence, before
/// a known unit, or behind a short line; rosters stay line by line.
fn nodes(source: &Source, ranges: &[(u32, u32)], units: &[u32]) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    let mut text = Joined::new();
    let mut previous = String::new();
    let mut roster = false;
    for line in ranges.iter().flat_map(|&(first, last)| first..=last) {
        let words = source.line(line).unwrap_or_default();
        let (Some(span), false) = (source.line_span(line), words.trim().is_empty()) else {
            continue;
        };
        let lead = (words.len() - words.trim_start().len()) as u32;
        let span = crate::text::Span {
            start: span.start + lead,
            end: span.start + words.trim_end().len() as u32,
        };
        let ended = previous.ends_with(['。', '；', '：']) || previous.chars().count() < 16;
        let prose = words.contains('，');
        let starts_roster = is_roster_label(words) && !roster;
        let ends_roster = roster && (prose || previous.ends_with('。'));
        if units.contains(&line) || starts_roster || ends_roster || (ended && !roster) {
            if !text.is_empty() {
                out.push(Node {
                    text: std::mem::take(&mut text),
                    ..Node::default()
                });
            }
            roster = starts_roster;
        } else if roster {
            text.push_break();
        }
        text.push_printed(source, span, line);
        previous = words.trim().to_owned();
    }
    if !text.is_empty() {
        out.push(Node {
            text,
            ..Node::default()
        });
    }
    out
}

fn squeeze(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().filter(|c| !c.is_whitespace()).collect(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    }
}

fn keyed(rows: &Value, keys: &[&str]) -> Vec<String> {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    let cells = |row: &Value| {
        let cells: Vec<String> = keys.iter().map(|key| squeeze(&row[*key])).collect();
        cells.join(" | ")
    };
    rows.iter().map(cells).collect()
}

fn wanted(notice: &Value) -> Rows {
    let plain = |key: &str| {
        let list = notice[key]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        list.iter().map(squeeze).collect::<Vec<String>>()
    };
    BTreeMap::from([
        (
            "appointments",
            keyed(
                &notice["appointments"],
                &["action", "person", "post", "note"],
            ),
        ),
        (
            "citations",
            keyed(&notice["citations"], &["title", "document_number"]),
        ),
        ("explaining", plain("explaining_units")),
        ("interpreting", plain("interpreting_units")),
        (
            "repeals",
            keyed(&notice["repeals"], &["title", "document_number"]),
        ),
        (
            "roster",
            keyed(&notice["roster"], &["role", "name", "position"]),
        ),
        (
            "effective",
            match &notice["effective"] {
                Value::Null => Vec::new(),
                one => keyed(
                    &Value::Array(vec![one.clone()]),
                    &["from", "on_issue", "validity", "to"],
                ),
            },
        ),
    ])
}

const EFFECTIVE: &[&str] = &["from", "on_issue", "validity", "to"];

fn given(subject: &Subject) -> Rows {
    let json = |value: &dyn erased::Json| value.json();
    let (appointments, remarks) = appointment::extract(subject);
    let (citations, more) = citation::extract(subject);
    for citation in citations
        .iter()
        .filter(|cited| cited.issuing_body.is_some())
    {
        println!("  {:?} by {:?}", citation.title, citation.issuing_body);
    }
    let valid = validity::extract(subject);
    let (roster, other) = roster::extract(subject);
    let said = remarks.iter().chain(&more).chain(&valid.diagnostics);
    for remark in said.chain(&other) {
        println!(
            "  said {}: {} {:?}",
            remark.code, remark.message, remark.lines.0
        );
    }
    // Sentences are not measured.
    let (prose, listed): (Vec<RosterRow>, Vec<RosterRow>) = roster
        .into_iter()
        .partition(|row| row.form == RosterForm::Prose);
    for row in prose {
        println!("  prose {} {:?} {:?}", row.role, row.name, row.position);
    }
    BTreeMap::from([
        (
            "appointments",
            keyed(&json(&appointments), &["action", "person", "post", "note"]),
        ),
        (
            "citations",
            keyed(&json(&citations), &["title", "document_number"]),
        ),
        (
            "repeals",
            keyed(&json(&valid.repeals), &["title", "document_number"]),
        ),
        (
            "roster",
            keyed(&json(&listed), &["role", "name", "position"]),
        ),
        ("interpreting", valid.interpreting),
        ("explaining", valid.explaining),
        (
            "effective",
            valid
                .effective
                .iter()
                .flat_map(|one| keyed(&json(&[one]), EFFECTIVE))
                .collect(),
        ),
    ])
}

mod erased {
    pub(super) trait Json {
        fn json(&self) -> serde_json::Value;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            serde_json::to_value(self).unwrap_or_default()
        }
    }
}

fn ranges_of(notice: &Value, roles: &[&str]) -> Vec<(u32, u32)> {
    let segments = notice["segments"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    segments
        .iter()
        .filter(|segment| roles.iter().any(|role| segment[0] == *role))
        .filter_map(|segment| Some((segment[1].as_u64()? as u32, segment[2].as_u64()? as u32)))
        .collect()
}

#[test]
fn the_real_issue() {
    let Some(folder) = shared() else { return };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let source = Source::new(read("real/yuncheng-2023.txt"));
    let gold: Value = serde_json::from_str(&read("gold/yuncheng-2023.dev.json")).expect("JSON");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for notice in gold["notices"].as_array().expect("notices") {
        let units: Vec<u32> = notice["outline"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .filter_map(|unit| unit["line"].as_u64().map(|line| line as u32))
            .collect();
        let body = nodes(&source, &ranges_of(notice, &["body"]), &units);
        let carried = nodes(&source, &ranges_of(notice, &["enclosure_body"]), &units);
        let text = |key: &str| notice[key].as_str();
        let enclosures: Vec<Carried> = if carried.is_empty() {
            Vec::new()
        } else {
            vec![Carried {
                title: notice["enclosures"][0]["title"].as_str(),
                body: &carried,
            }]
        };
        println!("{}", text("id").unwrap_or_default());
        let found = given(&Subject {
            title: text("title"),
            issuing_body: text("issuing_body"),
            date: text("date"),
            document_number: text("document_number"),
            gazette: None,
            body: &body,
            enclosures: &enclosures,
            sieve: None,
        });
        for (measure, mut want) in wanted(notice) {
            let Some(rows) = found.get(measure) else {
                continue;
            };
            let score = scores.entry(measure).or_default();
            score.1 += rows.len();
            score.2 += want.len();
            for row in rows {
                match want.iter().position(|wanted| wanted == row) {
                    Some(at) => {
                        want.remove(at);
                        score.0 += 1;
                    }
                    None => println!("  {measure} extra   {row}"),
                }
            }
            for row in want {
                println!("  {measure} missing {row}");
            }
        }
    }
    for (measure, (hit, given, wanted)) in &scores {
        println!("{measure}: hit {hit}, given {given}, wanted {wanted}");
    }
    assert!(
        scores
            .values()
            .all(|(hit, given, wanted)| hit == given && given == wanted)
    );
}

#[test]
fn further_stretches() {
    let Some(folder) = shared() else { return };
    let Ok(lines) = std::env::var("GONGBAO_LINES") else {
        println!("LEFT OUT: GONGBAO_LINES names no stretch to read");
        return;
    };
    let name = folder.join("real/yuncheng-2023.txt");
    let source = Source::new(std::fs::read_to_string(name).expect("the real issue"));
    let ranges: Vec<(u32, u32)> = lines
        .split(',')
        .filter_map(|range| {
            let (first, last) = range.split_once('-')?;
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        })
        .collect();
    let body = nodes(&source, &ranges, &[]);
    for (measure, rows) in given(&Subject {
        body: &body,
        ..Subject::default()
    }) {
        for row in rows {
            println!("{measure}: {row}");
        }
    }
}
