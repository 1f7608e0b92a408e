//! The corpus against its truth. `corpus/accuracy.txt` holds every measure that
//! is not perfect, as counts, so that no change gains or loses unseen.

use crate::files::{hold, parsed, root, short, texts};
use gongbao::lab::{Score, Truth, compare, examine};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn truth(text: &Path) -> Option<Truth> {
    let path = text.to_string_lossy().replace(".txt", ".truth.json");
    let bytes = fs::read(path).ok()?;
    Some(serde_json::from_slice(&bytes).unwrap())
}

#[test]
fn the_corpus_is_read_as_the_table_says() {
    let mut table = String::from(
        "# Measures of the corpus that are not perfect: right/all, or hits of parsed and of true.\n\
         # What is not listed is perfect. GONGBAO_RENEW=1 cargo test --test gazette renews it.\n",
    );
    let mut whole = Score::default();
    let mut count = 0;
    for text in texts() {
        let Some(truth) = truth(&text) else { continue };
        let score = compare(&truth, &parsed(&text).unwrap());
        let _ = writeln!(table, "\n{}", short(&text));
        for row in rows(&score) {
            let _ = writeln!(table, "  {} {row}", short(&text));
        }
        whole += score;
        count += 1;
    }
    assert!(count >= 15, "truth files are missing");
    let _ = writeln!(
        table,
        "\n{} files, {} notices",
        whole.issues, whole.found.total
    );
    for row in rows(&whole) {
        let _ = writeln!(table, "  all {row}");
    }
    hold(&table, &root().join("corpus/accuracy.txt"));
}

/// Imperfect measures of a score by name. What is told of guesses is no
/// measure of accuracy, and hand-made issues are not parted by their cuts.
fn rows(score: &Score) -> Vec<String> {
    let mut out = Vec::new();
    let value = serde_json::to_value(score).unwrap();
    walk("", &value, &mut out);
    out
}

fn walk(path: &str, value: &Value, out: &mut Vec<String>) {
    const LEFT_OUT: [&str; 7] = [
        "issues",
        "uncut",
        "witnessed",
        "unwitnessed",
        "wrong_but_told",
        "right_but_told",
        "found.total",
    ];
    if let (Some(right), Some(total)) = (value.get("right"), value.get("total")) {
        if right != total {
            out.push(format!("{path} {right}/{total}"));
        }
    } else if let (Some(hit), Some(found), Some(wanted)) =
        (value.get("hit"), value.get("found"), value.get("wanted"))
    {
        if hit != found || hit != wanted {
            out.push(format!("{path} {hit} of {found} and of {wanted}"));
        }
    } else if let Value::Object(fields) = value {
        for (key, value) in fields
            .iter()
            .filter(|(key, _)| !LEFT_OUT.contains(&key.as_str()))
        {
            let dot = if path.is_empty() { "" } else { "." };
            walk(&format!("{path}{dot}{key}"), value, out);
        }
    } else if value.as_u64().is_some_and(|n| n > 0) {
        out.push(format!("{path} {value}"));
    }
}

#[test]
fn every_measure_can_fail() {
    let text = root().join("corpus/clean/joint.txt");
    let truth = truth(&text).unwrap();
    let mut document = parsed(&text).unwrap();
    let right = compare(&truth, &document);
    document.notices.swap_remove(0);
    document.notices[0].date = None;
    let wrong = compare(&truth, &document);
    assert!(wrong.found.right < right.found.right);
    assert!(wrong.fields["date"].right < right.fields["date"].right);
    assert!(wrong.lines_once.right < right.lines_once.right);
    assert!(!examine(&truth, &document).1.is_empty());
}
