//! Rooms know the ground and their predecessors, nothing else.

use crate::files::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the room that calls all others may use.
const PARSE: &[&str] = &[
    "text",
    "diag",
    "record",
    "decode",
    "layout",
    "thread",
    "segment",
    "structure",
    "extract",
    "review",
];

/// A room and the rooms its code may name. Tests inside files may name more
/// and are not looked at.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("text", &[]),
    ("lexicon", &["text"]),
    ("notation", &["text", "lexicon"]),
    ("diag.rs", &["text"]),
    ("record", &["text", "diag"]),
    ("decode", &["text", "diag"]),
    ("layout", &["text", "diag", "notation", "lexicon", "record"]),
    (
        "thread",
        &["text", "diag", "notation", "lexicon", "record", "layout"],
    ),
    (
        "segment",
        &[
            "text", "diag", "notation", "lexicon", "record", "layout", "thread",
        ],
    ),
    (
        "structure",
        &["text", "diag", "notation", "lexicon", "record"],
    ),
    (
        "extract",
        &["text", "diag", "notation", "lexicon", "record", "structure"],
    ),
    ("review", &["text", "diag", "notation", "record"]),
    ("force", &["text", "record"]),
    ("lab", &["text", "record"]),
    ("export", &["text", "diag", "record"]),
    // The ground of folding is one table for index and extractors.
    ("index", &["text", "diag", "lexicon", "record"]),
    (
        "guard.rs",
        &["record", "parse", "ParseOptions", "ReadError"],
    ),
    (
        "archive",
        &[
            "text",
            "diag",
            "record",
            "index",
            "export",
            "force",
            "guard",
            "parse",
            "ParseOptions",
            "ReadError",
        ],
    ),
    ("parse.rs", PARSE),
    ("parse", PARSE),
];

fn files(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        out.push(path.to_owned());
        return;
    }
    for entry in fs::read_dir(path).unwrap() {
        files(&entry.unwrap().path(), out);
    }
}

/// Rooms that a file's code names, without its tests and doc examples.
fn named(code: &str) -> BTreeSet<String> {
    let code = code
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let mut out = BTreeSet::new();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let joined: String = lines.collect::<Vec<_>>().join("\n");
    for (at, _) in joined.match_indices("crate::") {
        let rest = &joined[at + "crate::".len()..];
        let group = rest
            .strip_prefix('{')
            .map(|inner| inner.split('}').next().unwrap_or_default());
        for word in group.unwrap_or(rest).split(',') {
            let word: String = word
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !word.is_empty() {
                out.insert(word);
            }
            if group.is_none() {
                break;
            }
        }
    }
    out
}

/// Whether a file is compiled into tests only.
fn is_test(path: &str) -> bool {
    path.contains("/tests")
        || ["_tests.rs", "/gold.rs", "/cases.rs", "/hostile.rs"]
            .iter()
            .any(|end| path.ends_with(end))
}

#[test]
fn arrows_point_down() {
    let source = root().join("src");
    let mut wrong = Vec::new();
    for (room, allowed) in ALLOWED {
        let mut found = Vec::new();
        files(&source.join(room), &mut found);
        let own = room.trim_end_matches(".rs");
        for path in found
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        {
            let short = path
                .strip_prefix(&source)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            if is_test(&short) {
                continue;
            }
            for name in named(&fs::read_to_string(path).unwrap()) {
                if name != own && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{short} names {name}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_rule() {
    let mut rooms: Vec<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["lib.rs", "main.rs", "cli"].contains(&name.as_str()))
        .collect();
    rooms.retain(|room| !ALLOWED.iter().any(|(known, _)| known == room));
    assert!(rooms.is_empty(), "no rule for {rooms:?}");
}

#[test]
fn the_middle_is_pure() {
    let mut wrong = Vec::new();
    for room in [
        "text",
        "decode",
        "layout",
        "thread",
        "segment",
        "structure",
        "extract",
        "record",
        "review",
        "force",
        "parse",
        "notation",
        "lexicon",
    ] {
        let mut found = Vec::new();
        files(&root().join("src").join(room), &mut found);
        for path in found
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        {
            let code = fs::read_to_string(path).unwrap();
            let short = path.display().to_string();
            if is_test(&short) {
                continue;
            }
            let code = code
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default();
            for word in [
                "std::fs",
                "std::env",
                "std::time",
                "std::thread::",
                "std::net",
                "rayon::",
                "static mut",
            ] {
                if code.contains(word) {
                    wrong.push(format!("{short} uses {word}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
