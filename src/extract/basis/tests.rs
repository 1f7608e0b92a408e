//! Tables of what notices rest on.

use super::extract;
use crate::diag::Diagnostic;
use crate::extract::cases::{check, field};
use crate::extract::words::entries;
use crate::extract::{Subject, citation};
use crate::structure::Node;
use crate::text::Joined;
use serde::Serialize;

fn name(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("a name");
    value.as_str().unwrap_or("-").to_owned()
}

fn rows(subject: &Subject) -> (Vec<String>, Vec<Diagnostic>) {
    let (citations, _) = citation::extract(subject);
    let found = extract(subject, &citations);
    let rows = found.iter().map(|row| {
        assert!(!row.lines.is_empty(), "{row:?} has no lines");
        format!(
            "{} | {} | {} | {} | {}",
            name(row.relation),
            name(row.tier),
            field(row.title.as_deref()),
            field(row.document_number.as_deref()),
            field(row.issuing_body.as_deref()),
        )
    });
    (rows.collect(), Vec::new())
}

#[test]
fn cases() {
    check("basis", include_str!("cases.txt"), rows);
}

#[test]
fn cases_set_aside() {
    check("basis set aside", include_str!("held.txt"), rows);
}

#[test]
fn every_word_has_its_example() {
    for [how, word, example] in entries::<3>(include_str!("../data/basis_words.txt")) {
        assert!(example.contains(word));
        // Far behind the opening of a text only its making is looked at.
        let mut body = vec![Node::default(); if how == "making" { 20 } else { 0 }];
        for node in &mut body {
            node.text = Joined::plain("又按《丙条例》办理。");
        }
        body.push(Node {
            text: Joined::plain(example),
            ..Node::default()
        });
        let (rows, _) = rows(&Subject {
            body: &body,
            ..Subject::default()
        });
        if let "making" | "goes_on" = how {
            let found = rows.iter().any(|row| row.contains("甲条例"));
            assert!(found, "{word}: {rows:?}");
            continue;
        }
        let relation = how.split(' ').next().expect("a relation");
        let row = rows.first().unwrap_or_else(|| panic!("{word}: nothing"));
        assert!(row.starts_with(relation) && row.contains("甲条例"), "{row}");
    }
}
