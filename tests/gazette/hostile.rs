//! Files that want to break something, and the plain facts expected of them.

use crate::files::{hold, parsed, root, texts};
use gongbao::record::Diagnostic;
use serde_json::{Value, json};
use std::fs;

#[test]
fn hostile_files_give_what_is_expected() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in texts() {
        let expected = path.to_string_lossy().replace(".txt", ".expect.json");
        let Ok(bytes) = fs::read(&expected) else {
            continue;
        };
        let expected: Value = serde_json::from_slice(&bytes).unwrap();
        count += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = match parsed(&path) {
            Ok(document) => document,
            Err(error) => {
                if expected["exit"] != 4 {
                    wrong.push(format!("{name}: {error}"));
                }
                continue;
            }
        };
        let notices: Vec<Value> = document
            .notices
            .iter()
            .map(|notice| {
                json!({
                    "document_number": notice.document_number.as_ref().map(|number| &number.text),
                    "title": notice.title,
                    "date": notice.date,
                    "completeness": notice.completeness,
                })
            })
            .collect();
        let found = json!({
            "exit": 0,
            "encoding": document.source.encoding,
            "bytes": document.source.bytes,
            "lines": document.source.lines,
            "notices": notices,
        });
        for key in ["exit", "encoding", "bytes", "lines", "notices"] {
            if found[key] != expected[key] {
                wrong.push(format!(
                    "{name}: {key}: want {} got {}",
                    expected[key], found[key]
                ));
            }
        }
        let all: Vec<&Diagnostic> = document
            .diagnostics
            .iter()
            .chain(document.notices.iter().flat_map(|n| &n.diagnostics))
            .collect();
        for prefix in expected["diagnostics"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !all.iter().any(|d| d.code.starts_with(prefix)) {
                wrong.push(format!("{name}: no diagnostic {prefix}"));
            }
        }
    }
    assert!(
        count >= 14,
        "expectations are missing under {}",
        root().display()
    );
    let table = format!(
        "# Expectations of hostile files that are not met yet; none is the aim.\n\
         # GONGBAO_RENEW=1 cargo test --test gazette renews it.\n{}\n",
        wrong.join("\n")
    );
    hold(&table, &root().join("corpus/hostile/unmet.list"));
}
