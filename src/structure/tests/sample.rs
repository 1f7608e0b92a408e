//! The sample issue against its hand-checked outline. It lies outside the
//! repository; `GONGBAO_SHARED` names its folder.

use super::super::{Node, build};
use crate::notation::label::{self, LabelKind};
use crate::text::{Joined, Source};
use serde_json::Value;
use std::path::Path;

/// Notices with enough units to be worth comparing, and what their units are
/// part of.
const NOTICES: &[(&str, &str)] = &[
    ("N01", "enclosure_body"),
    ("N02", "enclosure_body"),
    ("N05", "body"),
    ("N07", "body"),
    ("N09", "body"),
    ("N12", "body"),
    ("N13", "enclosure_body"),
    ("N14", "body"),
];

/// Columns are about 46 half-width cells wide; a line this much shorter ends
/// its paragraph.
const SHORT: usize = 42;

/// A labelled line shorter than this is a title on a line of its own.
const TITLE: usize = 36;

fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Joins lines into paragraphs by a rule good enough for these columns.
fn join(source: &Source, ranges: &[(u32, u32)]) -> Vec<Joined> {
    let mut out: Vec<Joined> = Vec::new();
    let mut before = String::new();
    for number in ranges.iter().flat_map(|&(first, last)| first..=last) {
        let Some(span) = source.line_span(number) else {
            continue;
        };
        let line = &source.text()[span.range()];
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let ended = before.ends_with(['。', '；', '：', '）', '］']);
        let short = width(&before) < SHORT;
        let labelled = label::at_start(words).is_some() && (ended || short);
        // A title on a line of its own: 一、指导思想.
        let titled = width(&before) < TITLE
            && label::at_start(&before).is_some_and(|label| label.kind != LabelKind::Article);
        let closed = before.ends_with(['。', '；', '：']) && short;
        // A clause in brackets stands on lines of its own.
        let clause = words.starts_with(['［', '【']) && before.ends_with('。');
        if out.is_empty() || labelled || titled || closed || clause {
            out.push(Joined::new());
        }
        let start = span.start + (line.len() - line.trim_start().len()) as u32;
        let end = start + words.len() as u32;
        let joined = out.last_mut().unwrap();
        joined.push_printed(source, crate::text::Span { start, end }, number);
        before = words.to_owned();
    }
    out
}

/// The first file in `folder` with this ending.
fn only_file(shared: &Path, folder: &str, ending: &str) -> String {
    let mut paths: Vec<_> = std::fs::read_dir(shared.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    std::fs::read_to_string(paths.first().unwrap()).unwrap()
}

type Row = (
    String,
    String,
    u64,
    u64,
    Option<String>,
    Option<u64>,
    Option<String>,
);

fn rows(nodes: &[Node], parent: Option<&Node>, out: &mut Vec<Row>) {
    let first = |node: &Node| node.lines().first().map(u64::from);
    for node in nodes {
        if !node.label.is_empty() {
            let level = serde_json::to_value(node.level).unwrap();
            out.push((
                level.as_str().unwrap().to_owned(),
                node.label.text().to_owned(),
                u64::from(node.number.unwrap()),
                first(node).unwrap(),
                parent.map(|parent| parent.label.text().to_owned()),
                parent.and_then(first),
                node.heading.clone(),
            ));
        }
        rows(&node.children, Some(node), out);
    }
}

fn squeezed(value: &Value) -> Option<String> {
    value.as_str().map(|text| text.split_whitespace().collect())
}

#[test]
fn the_sample_has_its_outline() {
    let Some(shared) = std::env::var_os("GONGBAO_SHARED") else {
        eprintln!("LEFT OUT: GONGBAO_SHARED does not name the folder of the sample issue");
        return;
    };
    let source = Source::new(only_file(Path::new(&shared), "real", ".txt"));
    let gold: Value =
        serde_json::from_str(&only_file(Path::new(&shared), "gold", ".json")).unwrap();
    for &(id, role) in NOTICES {
        let notices = gold["notices"].as_array().unwrap();
        let notice = notices.iter().find(|notice| notice["id"] == id).unwrap();
        let ranges: Vec<(u32, u32)> = notice["segments"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|segment| segment[0] == role)
            .map(|segment| {
                (
                    segment[1].as_u64().unwrap() as u32,
                    segment[2].as_u64().unwrap() as u32,
                )
            })
            .collect();
        let expected: Vec<Row> = notice["outline"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| {
                (
                    squeezed(&unit["level"]).unwrap(),
                    squeezed(&unit["label"]).unwrap(),
                    unit["number"].as_u64().unwrap(),
                    unit["line"].as_u64().unwrap(),
                    squeezed(&unit["parent_label"]),
                    unit["parent_line"].as_u64(),
                    squeezed(&unit["heading"]),
                )
            })
            .collect();
        let (nodes, diagnostics) = build(&join(&source, &ranges));
        let mut found = Vec::new();
        rows(&nodes, None, &mut found);
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{id}");
        }
        assert_eq!(found.len(), expected.len(), "{id}");
        if std::env::var_os("GONGBAO_SHOW").is_some() {
            println!("{id}\n{}{diagnostics:#?}", super::outline(&nodes));
        }
    }
}
