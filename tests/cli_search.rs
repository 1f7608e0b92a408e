//! What researchers type: searches, counts and lists, from outside.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Runs a command beside an archive of the corpus's `web-dump` and
/// `traditional`; gives exit code, standard output, standard error.
fn run(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gongbao")
        .unwrap()
        .current_dir(dir)
        .env_remove("GONGBAO_ARCHIVE")
        .env("COLUMNS", "80")
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/clean");
    fs::create_dir(dir.path().join("in")).unwrap();
    for name in ["web-dump.txt", "traditional.txt", "one-column.txt"] {
        fs::copy(corpus.join(name), dir.path().join("in").join(name)).unwrap();
    }
    assert_eq!(run(dir.path(), &["ingest", "-q", "in"]).0, 0);
    dir
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn hits_come_as_tables_lines_and_pages() {
    let dir = archive();
    let dir = dir.path();
    let (code, out, err) = run(dir, &["search", "-f", "csv", "养犬", "-n", "2"]);
    assert_eq!(code, 0, "{err}");
    let mut rows = csv_rows(&out);
    let head = rows.remove(0);
    assert_eq!((head[0].as_str(), head[9].as_str()), ("id", "text"));
    assert!(
        rows.iter()
            .any(|row| row[1] == "碧政规〔2022〕3号" && row[9].contains("养犬"))
    );

    let (_, whole, _) = run(dir, &["search", "-f", "json", "通知", "-n", "50"]);
    let whole = json(&whole);
    let mut ids = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut arguments = vec!["search", "-f", "json", "通知", "-n", "2"];
        if let Some(cursor) = &cursor {
            arguments.extend(["--cursor", cursor]);
        }
        let (code, page, err) = run(dir, &arguments);
        assert_eq!(code, 0, "{err}");
        let page = json(&page);
        ids.extend(
            page["hits"]
                .as_array()
                .unwrap()
                .iter()
                .map(|hit| hit["id"].clone()),
        );
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    let all: Vec<Value> = whole["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["id"].clone())
        .collect();
    assert!(all.len() > 4);
    assert_eq!(ids, all);

    let (_, first, err) = run(dir, &["search", "通知", "-n", "1"]);
    let next = err.trim().rsplit(' ').next().unwrap().to_owned();
    let (code, second, _) = run(dir, &["search", "通知", "-n", "1", "--cursor", &next]);
    assert!(code == 0 && first != second);
    for arguments in [
        ["search", "意见", "--cursor", &next],
        ["search", "通知", "--cursor", "abc"],
    ] {
        let (code, out, err) = run(dir, &arguments);
        assert!(
            code == 2 && out.is_empty() && err.contains("cursor"),
            "{err}"
        );
    }
    let (code, out, _) = run(dir, &["search", "通知", "-n", "0"]);
    assert!(
        code == 0 && out.lines().count() == 1 && out.contains("notices found"),
        "{out}"
    );
}

/// Rows of a small CSV text without quotes inside cells.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = Vec::new();
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                reader.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    reader
}

#[test]
fn queries_are_explained_and_refused_with_a_place() {
    let dir = archive();
    let dir = dir.path();
    let (code, out, err) = run(dir, &["search", "--explain", "市住建局", "titel:甲"]);
    assert_eq!(code, 0);
    assert!(err.contains("read as: (市住建局 AND titel:甲)"), "{err}");
    assert!(
        err.contains("`titel` is no field") && err.contains("hold some"),
        "{err}"
    );
    assert!(out.contains("score ") && out.contains("×"), "{out}");
    for (query, words) in [
        ("date:2023-02-30", "byte 0"),
        ("养犬 year:x", "byte 7"),
        ("number:养犬", "document number"),
        ("date:2023..2020", "ends before"),
    ] {
        let (code, _, err) = run(dir, &["search", query]);
        assert!(code == 2 && err.contains(words), "{query}: {err}");
    }
    let deep = "(".repeat(4000);
    let (code, _, err) = run(dir, &["search", &deep]);
    assert!(code == 2 && err.contains("deeper"), "{err}");
    let (code, out, _) = run(dir, &["search", "-f", "json", "養犬"]);
    assert_eq!((code, json(&out)["total"].as_u64()), (0, Some(1)));
    let (_, out, _) = run(dir, &["search", "-f", "json", "-n", "0", "標題:古厝"]);
    assert_eq!(json(&out)["total"], 1);
}

#[test]
fn other_names_are_shown_extended_and_switched_off() {
    let dir = archive();
    let dir = dir.path();
    let (code, out, _) = run(dir, &["synonyms", "市发改委"]);
    assert!(code == 0 && out.contains("市发展和改革委员会"), "{out}");
    assert_eq!(run(dir, &["synonyms", "养犬"]).0, 1);
    let (_, list, _) = run(dir, &["synonyms"]);
    assert!(list.matches("[[group]]").count() > 50);
    fs::write(
        dir.join("more.toml"),
        "[[group]]\nwords = ['毛孩子', '犬类']\n",
    )
    .unwrap();
    let total = |arguments: &[&str]| {
        let (_, out, err) = run(dir, &[&["search", "-f", "json"], arguments].concat());
        assert!(!out.is_empty(), "{err}");
        json(&out)["total"].clone()
    };
    assert_eq!(total(&["毛孩子"]), 0);
    assert_eq!(total(&["毛孩子", "--synonyms", "more.toml"]), 1);
    fs::copy(dir.join("more.toml"), dir.join("archive/synonyms.toml")).unwrap();
    assert_eq!(total(&["毛孩子"]), 1, "the archive's own");
    assert_eq!(total(&["毛孩子", "--no-synonyms"]), 0);
    fs::write(
        dir.join("archive/synonyms.toml"),
        "[[group]]\nwords = ['一']\n",
    )
    .unwrap();
    let (code, _, err) = run(dir, &["search", "毛孩子"]);
    assert!(code == 2 && err.contains("synonyms"), "{err}");
}

#[test]
fn words_are_listed_in_context() {
    let dir = archive();
    let dir = dir.path();
    let (code, out, err) = run(dir, &["kwic", "\"负责\"", "-w", "8", "-n", "0"]);
    assert_eq!(code, 0, "{err}");
    let count = out
        .lines()
        .filter(|line| line.contains("负责") || line.contains("負責"))
        .count();
    assert!(
        count > 3 && out.ends_with(&format!("{count} places\n")),
        "{out}"
    );
    let sorted = |sort: &str, side: &str, turned: bool| {
        let (_, out, _) = run(dir, &["kwic", "-f", "ndjson", "\"负责\"", "--sort", sort]);
        let sides: Vec<String> = out
            .lines()
            .map(|line| {
                let text = json(line)[side].as_str().unwrap().to_owned();
                if turned {
                    text.chars().rev().collect()
                } else {
                    text
                }
            })
            .collect();
        assert_eq!(sides.len(), count);
        sides
    };
    // Folding turns full-width signs; compare by first hanzi only.
    let hanzi = |sides: Vec<String>| -> Vec<char> {
        sides
            .iter()
            .filter_map(|s| s.chars().next())
            .filter(|c| ('一'..='龥').contains(c))
            .collect()
    };
    assert!(hanzi(sorted("right", "right", false)).is_sorted());
    assert!(hanzi(sorted("left", "left", true)).is_sorted());
    let (_, out, _) = run(dir, &["kwic", "-f", "csv", "\"负责\"", "-n", "2"]);
    assert_eq!(csv_rows(&out).len(), 3);
    assert_eq!(run(dir, &["kwic", "\"没有的\""]).0, 1);
}

#[test]
fn notices_are_counted_by_year_body_type_and_units_by_role() {
    let dir = archive();
    let dir = dir.path();
    let (code, out, _) = run(dir, &["stats"]);
    assert!(
        code == 0 && out.contains("notices by year") && out.contains('█'),
        "{out}"
    );
    let (_, out, _) = run(dir, &["stats", "--by", "year,body,type", "-f", "json"]);
    let rows: Vec<Value> = out.lines().map(json).collect();
    let sum: u64 = rows
        .iter()
        .map(|row| row["notices"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, 13);
    let row =
        |row: &&Value| row["issuing_body"] == "碧溪市人民政府" && row["document_type"] == "通告";
    assert_eq!(rows.iter().find(row).unwrap()["year"], "2022");
    let (_, out, _) = run(dir, &["stats", "--by", "type"]);
    assert!(
        out.contains("document_type") && out.contains("通知"),
        "{out}"
    );
    let (_, out, _) = run(dir, &["stats", "--units", "-f", "json", "-n", "0"]);
    let unit = |line: &Value| line["unit"] == "市文化廣電旅遊局";
    let found = out.lines().map(json).find(unit).unwrap();
    assert!(found["lead"].as_u64().unwrap() >= 1, "{found}");
}

#[test]
fn shells_and_manuals_are_served() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let (code, out, _) = run(dir.path(), &["completions", shell]);
        assert!(code == 0 && out.contains("kwic"), "{shell}");
    }
    let (code, out, _) = run(dir.path(), &["man"]);
    assert!(code == 0 && out.contains(".TH"));
    assert_eq!(run(dir.path(), &["man", "--write", "man"]).0, 0);
    assert!(dir.path().join("man/gongbao-search.1").is_file());
    assert!(!dir.path().join("man/gongbao-lab.1").exists());
}

#[test]
fn a_folder_is_watched() {
    let dir = archive();
    let dir = dir.path();
    fs::create_dir(dir.join("inbox")).unwrap();
    let arguments = ["ingest", "--watch", "inbox", "--every", "1", "--looks", "3"];
    let watching = std::thread::scope(|scope| {
        let watch = scope.spawn(|| run(dir, &arguments));
        fs::write(
            dir.join("inbox/new.txt"),
            "某市人民政府\n关于新建公园的通知\n新建公园。\n",
        )
        .unwrap();
        watch.join().unwrap()
    });
    assert_eq!(watching.0, 0, "{}", watching.2);
    assert!(watching.2.contains("1 sources added"), "{}", watching.2);
    assert_eq!(run(dir, &["search", "\"新建公园\""]).0, 0);
    assert_eq!(run(dir, &["verify"]).0, 0);
}
