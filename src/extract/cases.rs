//! Tables of examples: reads the case files beside the extractors and runs
//! them. Test code only.

use super::{Carried, Sieve, Subject};
use crate::diag::Diagnostic;
use crate::structure::Node;
use crate::text::{Joined, Source};

/// One case: a small notice and what it must give.
#[derive(Debug, Default)]
pub(super) struct Case {
    title: Option<String>,
    body_name: Option<String>,
    date: Option<String>,
    number: Option<String>,
    /// Text of the notice itself.
    pub(super) body: Vec<Node>,
    /// Carried documents: title and text.
    enclosures: Vec<(Option<String>, Vec<Node>)>,
    expected: Vec<String>,
    codes: Vec<String>,
    line: usize,
}

impl Case {
    /// Calls `read` with the case as a subject.
    pub(super) fn with_subject<T>(&self, read: impl FnOnce(&Subject) -> T) -> T {
        let enclosures: Vec<Carried> = self
            .enclosures
            .iter()
            .map(|(title, body)| Carried {
                title: title.as_deref(),
                body,
            })
            .collect();
        let parts = enclosures.iter().map(|carried| carried.body);
        let sieve = Sieve::of(std::iter::once(&self.body[..]).chain(parts));
        read(&Subject {
            title: self.title.as_deref(),
            issuing_body: self.body_name.as_deref(),
            date: self.date.as_deref(),
            document_number: self.number.as_deref(),
            gazette: None,
            body: &self.body,
            enclosures: &enclosures,
            sieve: Some(&sieve),
        })
    }
}

/// A node of its own, whose lines are numbered from `line`.
fn node(text: &str) -> Node {
    Node {
        text: joined(text),
        ..Node::default()
    }
}

fn joined(text: &str) -> Joined {
    let source = Source::new(text.to_owned());
    let mut joined = Joined::new();
    for (line, span, _) in source.lines() {
        if line > 1 {
            joined.push_break();
        }
        joined.push_printed(&source, span, line);
    }
    joined
}

/// Reads a case file.
pub(super) fn read(data: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case::default();
    let mut rows: Vec<&str> = Vec::new();
    for (number, line) in data.lines().chain([""]).enumerate() {
        let (mark, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if mark != "|" && !rows.is_empty() {
            let words = rows.join("\n");
            rows.clear();
            push(&mut case, node(&words));
        }
        match mark {
            "" => {
                if !(case.body.is_empty() && case.enclosures.is_empty()) {
                    cases.push(std::mem::take(&mut case));
                }
                case = Case::default();
            }
            "|" => rows.push(rest),
            ">" => push(&mut case, node(rest)),
            "+" => case.expected.push(rest.to_owned()),
            "!" => case.codes.push(rest.to_owned()),
            "@" => {
                let (key, value) = line[1..].split_once(' ').expect("a key and a value");
                let value = Some(value.to_owned());
                match key {
                    "title" => case.title = value,
                    "body" => case.body_name = value,
                    "date" => case.date = value,
                    "number" => case.number = value,
                    "enclosure" => case.enclosures.push((value, Vec::new())),
                    _ => panic!("unknown key {key}"),
                }
            }
            "#" => {}
            _ => panic!("line {}: {line}", number + 1),
        }
        if case.line == 0 && matches!(mark, "|" | ">" | "@") {
            case.line = number + 1;
        }
    }
    cases
}

fn push(case: &mut Case, node: Node) {
    match case.enclosures.last_mut() {
        Some((_, nodes)) => nodes.push(node),
        None => case.body.push(node),
    }
}

/// A field of an expected row; `-` where there is none.
pub(super) fn field(value: Option<&str>) -> &str {
    value.unwrap_or("-")
}

/// Runs all cases of a file: `give` turns a subject into rows and remarks.
/// Prints what is wrong with its line and fails at the end.
pub(super) fn check(
    name: &str,
    data: &str,
    give: impl Fn(&Subject) -> (Vec<String>, Vec<Diagnostic>),
) {
    let cases = read(data);
    let mut wrong = 0;
    let (mut right, mut expected, mut given) = (0, 0, 0);
    for case in &cases {
        let (rows, diagnostics) = case.with_subject(&give);
        let mut rest = rows.clone();
        let mut hit = 0;
        for row in &case.expected {
            if let Some(at) = rest.iter().position(|given| given == row) {
                rest.remove(at);
                hit += 1;
            }
        }
        right += hit;
        expected += case.expected.len();
        given += rows.len();
        let missing_codes: Vec<&String> = case
            .codes
            .iter()
            .filter(|code| !diagnostics.iter().any(|found| &found.code == *code))
            .collect();
        if rows != case.expected || !missing_codes.is_empty() {
            wrong += 1;
            println!("{name}, case of line {}:", case.line);
            println!("  want {:#?}", case.expected);
            println!("  got  {rows:#?}");
            if !missing_codes.is_empty() {
                println!("  no   {missing_codes:?}");
            }
            for found in &diagnostics {
                println!("  said {}: {}", found.code, found.message);
            }
        }
    }
    println!(
        "{name}: {} of {} cases, {right} of {expected} rows, {} extra",
        cases.len() - wrong,
        cases.len(),
        given - right
    );
    assert_eq!(wrong, 0, "{name}: cases went wrong, see above");
}
