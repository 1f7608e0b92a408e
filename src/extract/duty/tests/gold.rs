//! The sample issue, where it is at hand: `GONGBAO_SHARED` names the folder that
//! holds `real/` and `gold/`. Without it these tests say so and pass.
//!
//! Trees are cut from the real text by the truth's own segments and outline, so
//! that only this room is measured. Paragraphs are told by short lines, and by
//! a bracket that opens a line after a full stop: roughly what a reader sees.

use crate::extract::duty::extract;
use crate::extract::{Carried, Subject};
use crate::record::{DutyForm, Level, Responsibility, UnitName};
use crate::structure::Node;
use crate::text::{Joined, Source, Span};
use serde_json::Value;
use std::path::PathBuf;

/// The sample text and its truth.
struct Sample {
    source: Source,
    gold: Value,
}

fn sample() -> Option<Sample> {
    let Some(folder) = std::env::var_os("GONGBAO_SHARED").map(PathBuf::from) else {
        println!("left out: GONGBAO_SHARED does not name the folder of the sample issue");
        return None;
    };
    let read = |kind: &str, ends: &str| -> Option<String> {
        let entries = std::fs::read_dir(folder.join(kind)).ok()?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let file = paths
            .filter(|p| p.to_string_lossy().ends_with(ends))
            .min()?;
        std::fs::read_to_string(file).ok()
    };
    let text = read("real", ".txt").expect("the sample text");
    let gold = read("gold", ".dev.json").expect("its truth");
    Some(Sample {
        source: Source::new(text),
        gold: serde_json::from_str(&gold).expect("JSON"),
    })
}

/// One printed character.
#[derive(Clone, Copy)]
struct Glyph {
    char: char,
    at: u32,
    line: u32,
    /// Whether a paragraph begins with it.
    opens: bool,
}

/// The characters of some lines, white space left out.
fn glyphs(source: &Source, ranges: &[(u32, u32)]) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::new();
    let mut before = 0;
    for &(first, last) in ranges {
        for line in first..=last {
            let (Some(span), Some(text)) = (source.line_span(line), source.line(line)) else {
                continue;
            };
            let chars: Vec<(usize, char)> = text
                .char_indices()
                .filter(|(_, c)| !c.is_whitespace())
                .collect();
            let stops = out
                .last()
                .is_none_or(|g| matches!(g.char, '。' | '：' | '；'));
            let bracket = chars.first().is_some_and(|(_, c)| matches!(c, '（' | '［'));
            let mut opens = out.is_empty()
                || before < 15
                || before < 20 && stops
                || bracket && stops && before < 23;
            for &(at, char) in &chars {
                out.push(Glyph {
                    char,
                    at: span.start + at as u32,
                    line,
                    opens: std::mem::take(&mut opens),
                });
            }
            if !chars.is_empty() {
                before = chars.len();
            }
        }
    }
    out
}

fn joined(source: &Source, glyphs: &[Glyph]) -> Joined {
    let mut out = Joined::new();
    for glyph in glyphs {
        if glyph.opens && !out.is_empty() {
            out.push_break();
        }
        let end = glyph.at + glyph.char.len_utf8() as u32;
        out.push_printed(
            source,
            Span {
                start: glyph.at,
                end,
            },
            glyph.line,
        );
    }
    out
}

/// A unit of the truth's outline.
struct Unit {
    label: String,
    line: u32,
    parent: Option<(String, u32)>,
    level: Level,
}

fn units(notice: &Value, part: &str) -> Vec<Unit> {
    let mut out = Vec::new();
    for unit in notice["outline"].as_array().expect("outline") {
        if unit["in"] != part {
            continue;
        }
        let line = |key: &str| unit[key].as_u64().map(|line| line as u32);
        out.push(Unit {
            label: unit["label"].as_str().expect("label").to_owned(),
            line: line("line").expect("line"),
            parent: unit["parent_label"]
                .as_str()
                .map(str::to_owned)
                .zip(line("parent_line")),
            level: serde_json::from_value(unit["level"].clone()).expect("level"),
        });
    }
    out
}

/// The tree of one part of a notice.
fn tree(sample: &Sample, notice: &Value, part: &str) -> Vec<Node> {
    let mut ranges = Vec::new();
    for segment in notice["segments"].as_array().expect("segments") {
        let role = if part == "body" {
            "body"
        } else {
            "enclosure_body"
        };
        if segment[0] == role {
            let line = |i: usize| segment[i].as_u64().expect("line") as u32;
            ranges.push((line(1), line(2)));
        }
    }
    let glyphs = glyphs(&sample.source, &ranges);
    let units = units(notice, part);
    let mut starts = Vec::new();
    let mut from = 0;
    for unit in &units {
        let label: Vec<char> = unit.label.chars().collect();
        let at = (from..glyphs.len())
            .find(|&i| {
                glyphs[i].line == unit.line
                    && label
                        .iter()
                        .enumerate()
                        .all(|(k, c)| glyphs.get(i + k).is_some_and(|g| g.char == *c))
            })
            .unwrap_or_else(|| panic!("{} on line {}", unit.label, unit.line));
        starts.push((at, at + label.len()));
        from = at + label.len();
    }
    let mut nodes: Vec<Node> = Vec::new();
    let first = starts.first().map_or(glyphs.len(), |s| s.0);
    if first > 0 {
        nodes.push(Node {
            text: joined(&sample.source, &glyphs[..first]),
            ..Node::default()
        });
    }
    let made = units.iter().enumerate().map(|(i, unit)| {
        let end = starts.get(i + 1).map_or(glyphs.len(), |s| s.0);
        let node = Node {
            level: unit.level,
            label: joined(&sample.source, &glyphs[starts[i].0..starts[i].1]),
            text: joined(&sample.source, &glyphs[starts[i].1..end]),
            ..Node::default()
        };
        (unit, node)
    });
    // Children come after their parents: build from the end.
    let mut open: Vec<(&Unit, Node)> = made.collect();
    let mut index = open.len();
    while index > 0 {
        index -= 1;
        let Some(parent) = open[index].0.parent.clone() else {
            continue;
        };
        let above = (0..index)
            .rev()
            .find(|&i| open[i].0.label == parent.0 && open[i].0.line == parent.1);
        if let Some(above) = above {
            let (_, node) = open.remove(index);
            open[above].1.children.insert(0, node);
        }
    }
    nodes.extend(open.into_iter().map(|(_, node)| node));
    nodes
}

fn responsibilities(sample: &Sample, notice: &Value) -> Vec<Responsibility> {
    let body = tree(sample, notice, "body");
    let carried = tree(sample, notice, "enclosure");
    let enclosures = [Carried {
        title: None,
        body: &carried,
    }];
    let subject = Subject {
        title: notice["title"].as_str(),
        issuing_body: notice["issuing_body"].as_str(),
        date: notice["date"].as_str(),
        document_number: notice["document_number"].as_str(),
        gazette: None,
        body: &body,
        enclosures: &enclosures[..usize::from(!carried.is_empty())],
        sieve: None,
    };
    extract(&subject).0
}

/// Where the words of a unit begin whose label is at `at`.
fn words(glyphs: &[Glyph], at: usize) -> usize {
    let label = glyphs[at..].iter().take(6);
    let end = label
        .take_while(|g| g.char != '、' && g.char != '.')
        .count();
    let close = glyphs[at..]
        .iter()
        .take(6)
        .position(|g| matches!(g.char, '）' | '条' | '章'));
    let found = close.map_or(end, |close| close.min(end));
    if found < 6 { at + found + 1 } else { at }
}

type Row = (u64, Vec<String>, Vec<String>, Vec<String>);

fn row(r: &Responsibility) -> Row {
    let names = |units: &[UnitName]| units.iter().map(|u| u.name.clone()).collect();
    (
        u64::from(r.lines.first().unwrap_or(0)),
        names(&r.lead_units),
        names(&r.supporting_units),
        names(&r.responsible_units),
    )
}

fn wanted(notice: &Value, sentences: bool) -> Vec<Row> {
    let names = |r: &Value, key: &str| -> Vec<String> {
        let list = r[key].as_array().expect("list");
        list.iter()
            .map(|n| n.as_str().expect("name").to_owned())
            .collect()
    };
    let all = notice["responsibilities"].as_array().expect("list");
    let kept = all
        .iter()
        .filter(|r| (r["form"] == "sentence") == sentences);
    kept.map(|r| {
        (
            r["line"].as_u64().expect("line"),
            names(r, "lead_units"),
            names(r, "supporting_units"),
            names(r, "responsible_units"),
        )
    })
    .collect()
}

#[test]
fn printed_clauses_of_the_truth_are_all_right() {
    let Some(sample) = sample() else { return };
    let mut clauses = 0;
    for notice in sample.gold["notices"].as_array().expect("notices") {
        let got = responsibilities(&sample, notice);
        let printed: Vec<Row> = got
            .iter()
            .filter(|r| r.form != DutyForm::Sentence)
            .map(row)
            .collect();
        assert_eq!(printed, wanted(notice, false), "{}", notice["id"]);
        clauses += printed.len();
        // The truth's sentences are not all there are; each must be found.
        let sentences: Vec<Row> = got
            .iter()
            .filter(|r| r.form == DutyForm::Sentence)
            .map(row)
            .collect();
        let texts: Vec<&str> = got.iter().map(|r| r.text.as_str()).collect();
        for r in notice["responsibilities"].as_array().expect("list") {
            let text = r["text"].as_str().expect("text");
            assert!(
                texts.contains(&text),
                "{}: {text} in {texts:?}",
                notice["id"]
            );
        }
        for want in wanted(notice, true) {
            assert!(
                sentences.contains(&want),
                "{}: {want:?} in {sentences:?}",
                notice["id"]
            );
        }
        if notice["id"] == "N01" {
            let units: Vec<&str> = got.iter().map(|r| r.unit.as_str()).collect();
            assert_eq!(
                units,
                ["附/三、/（一）", "附/三、/（二）", "附/三、/（三）"]
            );
        }
        for r in &got {
            println!("{} {} {:?} {:?}", notice["id"], r.unit, r.form, row(r));
        }
    }
    assert_eq!(clauses, 16);
}

/// What is found after the last notice of the truth, to be checked by reading.
#[test]
fn the_rest_of_the_issue_is_shown() {
    let Some(sample) = sample() else { return };
    let notices = sample.gold["notices"].as_array().expect("notices");
    let last = notices
        .iter()
        .flat_map(|n| n["segments"].as_array().expect("segments"))
        .filter_map(|s| s[2].as_u64())
        .max()
        .unwrap_or(0) as u32;
    let glyphs = glyphs(&sample.source, &[(last + 1, sample.source.line_count())]);
    let mut cuts: Vec<usize> = (0..glyphs.len())
        .filter(|&i| i == 0 || glyphs[i].line != glyphs[i - 1].line)
        .filter(|&i| {
            let head: String = glyphs[i..].iter().take(5).map(|g| g.char).collect();
            let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
            let inner = head.trim_start_matches(['（', '第']);
            let rest = inner.trim_start_matches(numeral);
            let border = if head.starts_with('（') {
                '）'
            } else {
                '、'
            };
            rest.len() < inner.len() && rest.starts_with([border, '.', '条', '章'])
        })
        .collect();
    cuts.push(glyphs.len());
    let nodes: Vec<Node> = cuts
        .windows(2)
        .map(|cut| Node {
            level: Level::Level1,
            label: joined(&sample.source, &glyphs[cut[0]..cut[0] + 1]),
            text: joined(&sample.source, &glyphs[words(&glyphs, cut[0])..cut[1]]),
            ..Node::default()
        })
        .collect();
    let (got, notes) = extract(&Subject {
        issuing_body: notices[0]["issuing_body"].as_str(),
        body: &nodes,
        ..Subject::default()
    });
    for r in &got {
        let (line, lead, support, responsible) = row(r);
        let open = if r.open_ended { " +等" } else { "" };
        println!(
            "{line} {:?} L {} S {} R {}{open}",
            r.form,
            lead.join("、"),
            support.join("、"),
            responsible.join("、")
        );
    }
    println!("{} responsibilities, notes: {notes:?}", got.len());
    assert!(got.iter().filter(|r| r.form == DutyForm::Bracket).count() >= 51);
}

/// The whole issue as flat nodes, lines as they are: for measuring.
pub(super) fn whole_issue() -> Option<Vec<Node>> {
    let sample = sample()?;
    let all = glyphs(&sample.source, &[(1, sample.source.line_count())]);
    Some(
        all.chunks(400)
            .map(|part| Node {
                text: joined(&sample.source, part),
                ..Node::default()
            })
            .collect(),
    )
}
