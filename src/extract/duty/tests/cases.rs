//! The tables in `cases/`: what a clause says, in a short notation.
//!
//! A case has `in`, the words of one unit labelled 一、, or `doc`, an outline:
//! one node a line, `label|words`, two spaces a level, no label for a
//! paragraph, `T|` for a table, `%附` before each enclosure, `⏎` for a paragraph
//! break, `\t` for a tab. `by` and `date` are the issuing body and the date.
//!
//! `out` has one line a responsibility: the form (b bracket, l label,
//! s sentence), then `L=` lead, `S=` support, `R=` responsible, `P=` leaders,
//! `D=` deadline, `O` open, `B=` basis (when not stated), names parted by `|`;
//! and, checked only where they are given, `U=` unit, `C=` all names that are
//! classes, `F=` `name>full name` (nothing after `>`: none).

use crate::extract::duty::extract;
use crate::extract::{Carried, Subject};
use crate::record::{DutyBasis, DutyForm, Level, Responsibility, UnitKind, UnitName};
use crate::structure::Node;
use crate::text::Joined;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    #[serde(rename = "in")]
    words: Option<String>,
    doc: Option<String>,
    by: Option<String>,
    date: Option<String>,
    out: Vec<String>,
}

/// A node with a label and words.
pub(super) fn node(label: &str, text: &str) -> Node {
    Node {
        level: if label.is_empty() {
            Level::Paragraph
        } else {
            Level::Level1
        },
        label: Joined::plain(label),
        text: Joined::plain(text),
        ..Node::default()
    }
}

/// The documents of an outline: the notice, then its enclosures.
fn documents(doc: &str) -> Vec<Vec<Node>> {
    let mut parts: Vec<Vec<(usize, Node)>> = vec![Vec::new()];
    for line in doc.lines().filter(|line| !line.is_empty()) {
        if line == "%附" {
            parts.push(Vec::new());
            continue;
        }
        let depth = (line.len() - line.trim_start_matches(' ').len()) / 2;
        let (label, words) = line.trim_start().split_once('|').expect("label|words");
        let mut made = node(label, &words.replace('⏎', "\n"));
        match label {
            "T" => {
                made.level = Level::Table;
                made.label = Joined::new();
            }
            label if label.ends_with('条') => made.level = Level::Article,
            label if label.ends_with('章') => made.level = Level::Chapter,
            _ => {}
        }
        parts.last_mut().expect("a part").push((depth, made));
    }
    parts
        .into_iter()
        .map(|nodes| tree(&mut nodes.into_iter().peekable(), 0))
        .collect()
}

fn tree(
    nodes: &mut std::iter::Peekable<impl Iterator<Item = (usize, Node)>>,
    depth: usize,
) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    while let Some((at, _)) = nodes.peek() {
        if *at < depth {
            break;
        }
        if *at > depth {
            let children = tree(nodes, depth + 1);
            out.last_mut().expect("a parent").children = children;
        } else {
            out.extend(nodes.next().map(|(_, node)| node));
        }
    }
    out
}

fn found(case: &Case) -> Vec<Responsibility> {
    let parts = match (&case.words, &case.doc) {
        (Some(words), None) => vec![vec![node("一、", words)]],
        (None, Some(doc)) => documents(doc),
        _ => panic!("in or doc: {case:?}"),
    };
    let carried: Vec<Carried> = parts[1..]
        .iter()
        .map(|body| Carried { title: None, body })
        .collect();
    let subject = Subject {
        issuing_body: case.by.as_deref(),
        date: case.date.as_deref(),
        body: &parts[0],
        enclosures: &carried,
        ..Subject::default()
    };
    extract(&subject).0
}

/// One line of the notation; fields that are checked only where given are
/// written when `like` has them.
fn notation(got: &Responsibility, like: &str) -> String {
    let mut out = vec![
        match got.form {
            DutyForm::Bracket => "b",
            DutyForm::Label => "l",
            DutyForm::Sentence => "s",
        }
        .to_owned(),
    ];
    let names = |units: &[UnitName]| {
        let names: Vec<&str> = units.iter().map(|u| u.name.as_str()).collect();
        names.join("|")
    };
    let units = || {
        got.lead_units
            .iter()
            .chain(&got.supporting_units)
            .chain(&got.responsible_units)
    };
    let field = |key: &str| like.split(' ').find_map(|f| f.strip_prefix(key));
    if field("U=").is_some() {
        out.push(format!("U={}", got.unit));
    }
    for (key, list) in [
        ("L", &got.lead_units),
        ("S", &got.supporting_units),
        ("R", &got.responsible_units),
    ] {
        if !list.is_empty() {
            out.push(format!("{key}={}", names(list)));
        }
    }
    if got.open_ended {
        out.push("O".to_owned());
    }
    if !got.leaders.is_empty() {
        out.push(format!("P={}", got.leaders.join("|")));
    }
    if let Some(deadline) = &got.deadline {
        out.push(format!("D={deadline}"));
    }
    match got.basis {
        DutyBasis::Stated => {}
        DutyBasis::Rule => out.push("B=rule".to_owned()),
        DutyBasis::Heading => out.push("B=heading".to_owned()),
    }
    if field("C=").is_some() {
        let classes: Vec<&str> = units()
            .filter(|u| u.kind == UnitKind::Collective)
            .map(|u| u.name.as_str())
            .collect();
        out.push(format!("C={}", classes.join("|")));
    }
    if let Some(pairs) = field("F=") {
        let full: Vec<String> = pairs
            .split('|')
            .map(|pair| {
                let name = pair.split('>').next().unwrap_or_default();
                let unit = units().find(|u| u.name == name);
                let full = unit.and_then(|u| u.full_name.as_deref());
                format!("{name}>{}", full.unwrap_or_default())
            })
            .collect();
        out.push(format!("F={}", full.join("|")));
    }
    out.join(" ")
}

/// What went wrong in a file, and how many cases it has.
fn run(file: &str) -> (Vec<String>, usize) {
    let file: File = toml::from_str(file).expect("a table of cases");
    let total = file.case.len();
    let mut wrong = Vec::new();
    for case in file.case {
        let got = found(&case);
        let none = String::new();
        let mut lines: Vec<String> = got
            .iter()
            .enumerate()
            .map(|(i, r)| notation(r, case.out.get(i).unwrap_or(&none)))
            .collect();
        let mut want = case.out.clone();
        for line in lines.iter_mut().chain(&mut want) {
            let mut fields: Vec<&str> = line.split(' ').collect();
            fields[1..].sort_unstable();
            *line = fields.join(" ");
        }
        if lines != want {
            let words = case.words.or(case.doc).unwrap_or_default();
            wrong.push(format!("{words}\n  want {want:?}\n  got  {lines:?}"));
        }
    }
    (wrong, total)
}

fn check(name: &str, file: &str, least: usize) {
    let (wrong, total) = run(file);
    assert!(total >= least, "{name}: {total} cases");
    assert!(
        wrong.is_empty(),
        "{name}: {} of {total} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

macro_rules! tables {
    ($($name:ident $least:literal)*) => {$(
        #[test]
        fn $name() {
            let name = stringify!($name);
            check(name, include_str!(concat!("../cases/", stringify!($name), ".toml")), $least);
        }
    )*};
}

tables! {
    labels 78
    verbs 81
    lists 50
    sentences 45
    negatives 49
    trees 30
    damage 22
    entities 22
    levels 161
}

/// Clauses set aside while the room was written: the figure is shown, and only
/// a fall of the figure fails, so that nobody writes code for one of them.
#[test]
fn independent() {
    let (wrong, total) = run(include_str!("../cases/independent.toml"));
    let right = total - wrong.len();
    println!("independent clauses: {right} of {total} right");
    assert!(total >= 98 && right * 100 >= total * 97);
}
