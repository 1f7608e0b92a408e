//! A query's reading, in the query language itself.

use super::{FIELDS, FieldName, Fit, Node, Scope, ValueField};
use crate::index::near::Nearness;
use std::fmt::{Display, Formatter, Result};

impl Display for Node {
    /// What the query was understood as, operators in full.
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Node::All => out.write_str("(everything)"),
            Node::And(parts) => joined(parts, " AND ", out),
            Node::Or(parts) => joined(parts, " OR ", out),
            Node::Not(inner) => write!(out, "NOT {inner}"),
            Node::Word(scope, words) => write!(out, "{}{words}", scope_name(*scope)),
            Node::Phrase(scope, words) => write!(out, "{}\"{words}\"", scope_name(*scope)),
            Node::Prefix(scope, words) => write!(out, "{}{words}*", scope_name(*scope)),
            Node::Together(nearness, left, right) => {
                let operator = match nearness {
                    Nearness::Characters(most) => format!("NEAR/{most}"),
                    Nearness::Sentence => "同句".to_owned(),
                    Nearness::Article => "同条".to_owned(),
                };
                let side = |words: &[String]| {
                    let quoted: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
                    match quoted.len() {
                        1 => quoted.concat(),
                        _ => format!("({})", quoted.join(" OR ")),
                    }
                };
                write!(out, "({} {operator} {})", side(left), side(right))
            }
            Node::Number(key, _) => write!(out, "number:{}", key.text),
            Node::NumberPrefix(words) => write!(out, "number:{words}*"),
            Node::Cites(key) => write!(out, "cites:{}", key.text),
            Node::Value(field, words, fit) => {
                let name = value_name(*field);
                match fit {
                    Fit::Holds => write!(out, "{name}:{words}"),
                    Fit::Whole => write!(out, "{name}:\"{words}\""),
                    Fit::Begins => write!(out, "{name}:{words}*"),
                }
            }
            Node::Date(from, to) => span(out, "date", &day(*from), &day(*to)),
            Node::Year(from, to) => {
                let end = |year: i64| match year {
                    0 | i64::MAX => String::new(),
                    year => year.to_string(),
                };
                span(out, "year", &end(*from), &end(*to))
            }
        }
    }
}

fn joined(parts: &[Node], operator: &str, out: &mut Formatter<'_>) -> Result {
    out.write_str("(")?;
    for (n, part) in parts.iter().enumerate() {
        out.write_str(if n > 0 { operator } else { "" })?;
        part.fmt(out)?;
    }
    out.write_str(")")
}

fn span(out: &mut Formatter<'_>, name: &str, from: &str, to: &str) -> Result {
    if from == to {
        write!(out, "{name}:{from}")
    } else {
        write!(out, "{name}:{from}..{to}")
    }
}

/// `20230106` as `2023-01-06`; a whole month or year shorter, an open end as
/// nothing.
fn day(number: i64) -> String {
    let (year, month, day) = (number / 10_000, number % 10_000 / 100, number % 100);
    match (number, month, day) {
        (0 | i64::MAX, ..) => String::new(),
        (_, 0 | 99, _) => format!("{year:04}"),
        (_, _, 0 | 99) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Any => "",
        Scope::Title => "title:",
        Scope::Body => "body:",
    }
}

fn value_name(field: ValueField) -> &'static str {
    FIELDS
        .iter()
        .find(|(name, _)| *name == FieldName::Value(field))
        .and_then(|(_, names)| names.first())
        .copied()
        .unwrap_or("cites")
}
