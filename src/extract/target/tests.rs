//! Tables of deadlines.

use super::extract;
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::cases::{check, field};
use crate::extract::words::entries;
use crate::structure::Node;
use crate::text::Joined;
use serde::Serialize;

fn name(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("a name");
    value.as_str().unwrap_or("-").to_owned()
}

fn rows(subject: &Subject) -> (Vec<String>, Vec<Diagnostic>) {
    let found = extract(subject);
    let rows = found.iter().map(|row| {
        assert!(!row.lines.is_empty(), "{row:?} has no lines");
        let count = row.count.map_or("-".to_owned(), |count| count.to_string());
        format!(
            "{} | {} | {count} | {} | {} | {}",
            name(row.kind),
            field(row.due.as_deref()),
            name(row.span_unit),
            row.time,
            row.text,
        )
    });
    (rows.collect(), Vec::new())
}

#[test]
fn cases() {
    check("targets", include_str!("cases.txt"), rows);
}

#[test]
fn cases_set_aside() {
    check("targets set aside", include_str!("held.txt"), rows);
}

fn count(text: &str) -> usize {
    let body = [Node {
        text: Joined::plain(text),
        ..Node::default()
    }];
    extract(&Subject {
        body: &body,
        date: Some("2023-01-06"),
        ..Subject::default()
    })
    .len()
}

#[test]
fn every_word_has_its_example() {
    for [kind, word, example] in entries::<3>(include_str!("../data/target_words.txt")) {
        assert!(example.contains(word), "{word}");
        let want = usize::from(kind == "verb");
        assert_eq!(count(example), want, "{example}");
        if kind != "verb" {
            // Without the word the same span is one.
            let free = example.replacen(word, "应", 1);
            assert!(kind == "bar" || count(&free) <= 1, "{free}");
        }
    }
}

#[test]
fn long_texts_are_linear() {
    assert_eq!(count(&"到2".repeat(300_000)), 0);
    assert_eq!(count(&"日前".repeat(300_000)), 0);
    assert!(count(&"十日内".repeat(100_000)) > 0);
    assert_eq!(count(&format!("{}日前", "1".repeat(500_000))), 0);
}
