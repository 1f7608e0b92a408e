//! Tests of the whole room: fixtures with their outlines, the sample issue
//! (where its folder is named), and random soup.

mod fixtures;
mod sample;
mod soup;

use super::{Node, build};
use crate::record::Level;
use crate::text::{Joined, Source};
use std::fmt::Write;

/// Every line of `text` as a paragraph with its own origin.
fn paragraphs(text: &str) -> Vec<Joined> {
    let source = Source::new(text.to_owned());
    source
        .lines()
        .map(|(line, span, _)| {
            let mut joined = Joined::new();
            joined.push_printed(&source, span, line);
            joined
        })
        .collect()
}

/// The tree as one line for each unit: depth, level, label, heading, text with
/// `⏎` for paragraph breaks.
fn outline(nodes: &[Node]) -> String {
    let mut out = String::new();
    write_outline(nodes, 0, &mut out);
    out
}

fn write_outline(nodes: &[Node], depth: usize, out: &mut String) {
    for node in nodes {
        let level = match node.level {
            Level::Part => "编",
            Level::Chapter => "章",
            Level::Section => "节",
            Level::Article => "条",
            Level::Item => "项",
            Level::Subitem => "目",
            Level::Level1 => "1",
            Level::Level2 => "2",
            Level::Level3 => "3",
            Level::Level4 => "4",
            Level::Level5 => "5",
            Level::Paragraph => "-",
            Level::Table => "表",
        };
        let mut words = vec![level.to_owned()];
        if !node.label.is_empty() {
            words.push(node.label.text().to_owned());
        }
        words.extend(node.heading.as_ref().map(|heading| format!("<{heading}>")));
        let text = node.text.text().replace('\n', "⏎");
        if !text.is_empty() {
            words.push(text);
        }
        let _ = writeln!(out, "{}{}", "  ".repeat(depth), words.join(" "));
        write_outline(&node.children, depth + 1, out);
    }
}

/// Checks the outline and the diagnostics (codes without `structure/`) of a
/// text.
fn check(text: &str, expected: &str, codes: &[&str]) {
    let (nodes, diagnostics) = build(&paragraphs(&dedent(text)));
    let found: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.trim_start_matches("structure/"))
        .collect();
    assert_eq!(
        outline(&nodes).trim_end(),
        dedent(expected).trim_end(),
        "\n{text}"
    );
    assert_eq!(found, codes, "{text}");
}

/// Takes the margin of the fixtures' source from every line.
fn dedent(text: &str) -> String {
    const MARGIN: &str = "         ";
    let lines = text
        .lines()
        .map(|line| line.strip_prefix(MARGIN).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}
