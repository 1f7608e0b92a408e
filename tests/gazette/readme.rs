//! The README's example is what the parser gives, and its commands exist.

use crate::files::root;
use gongbao::{ParseOptions, parse};
use serde_json::Value;
use std::fs;

/// The first fenced block of a kind.
fn block<'a>(readme: &'a str, kind: &str) -> &'a str {
    let start = format!("```{kind}\n");
    let rest = readme
        .split_once(start.as_str())
        .map(|(_, rest)| rest)
        .unwrap_or_default();
    rest.split_once("\n```")
        .map(|(block, _)| block)
        .unwrap_or_default()
}

/// Whether everything `shown` says is in `whole`; lists may be shortened.
fn within(shown: &Value, whole: &Value) -> bool {
    match (shown, whole) {
        (Value::Object(shown), Value::Object(whole)) => shown
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|other| within(value, other))),
        (Value::Array(shown), Value::Array(whole)) => {
            shown.len() <= whole.len() && shown.iter().zip(whole).all(|(a, b)| within(a, b))
        }
        _ => shown == whole,
    }
}

#[test]
fn the_example_is_true() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let text = block(&readme, "text");
    let shown: Value = serde_json::from_str(block(&readme, "json")).unwrap();
    let document = parse(
        "README.md",
        text.as_bytes().to_vec(),
        &ParseOptions::default(),
    )
    .unwrap();
    let whole = serde_json::to_value(&document.notices[0]).unwrap();
    for (key, value) in shown.as_object().unwrap() {
        assert!(
            within(value, &whole[key]),
            "{key}: README says {value}, the parser {}",
            whole[key]
        );
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_commands_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut commands: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .flat_map(str::lines)
        .filter_map(|line| {
            let line = line
                .strip_prefix("cargo run --release -- ")
                .or_else(|| line.strip_prefix("gongbao "));
            line.and_then(|line| line.split_whitespace().next())
        })
        .collect();
    commands.dedup();
    assert!(commands.len() > 3, "{commands:?}");
    for command in commands {
        let output = assert_cmd::Command::cargo_bin("gongbao")
            .unwrap()
            .args([command, "--help"])
            .output()
            .unwrap();
        assert!(output.status.success(), "gongbao {command}");
    }
}
