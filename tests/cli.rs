//! The program from outside: exit codes, help, streams, archives that are
//! killed and damaged.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

const ISSUE: &str = "某市人民政府\n关于优化营商环境的通知\n各县（市、区）人民政府：\n\
                     深化“放管服”改革，优化营商环境。\n— 12 —\n推进招标采购电子化。\n";

fn gongbao(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("gongbao").unwrap();
    command
        .current_dir(dir)
        .env_remove("GONGBAO_ARCHIVE")
        .env_remove("NO_COLOR")
        .env("COLUMNS", "100");
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    gongbao(dir).args(arguments).output().unwrap()
}

/// Exit code, standard output, standard error.
fn said(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout.clone()).unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

fn code(dir: &Path, arguments: &[&str]) -> i32 {
    run(dir, arguments).status.code().unwrap()
}

/// A folder with `a.txt`, `b.txt` and `sub/c.txt`.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("in/sub")).unwrap();
    for (name, words) in [
        ("in/a.txt", "甲"),
        ("in/b.txt", "乙"),
        ("in/sub/c.txt", "丙"),
    ] {
        // Notices of one title, body and date would be one notice.
        let issue = ISSUE.replace("关于", &format!("关于{words}片区"));
        fs::write(dir.path().join(name), format!("{issue}{words}。\n")).unwrap();
    }
    dir
}

#[test]
fn every_help_begins_with_examples() {
    let dir = tempfile::tempdir().unwrap();
    let commands = [
        "parse", "ingest", "search", "show", "links", "export", "stats", "verify", "reindex",
        "remove", "schema",
    ];
    for command in commands {
        for flag in ["-h", "--help"] {
            let (code, out, err) = said(&run(dir.path(), &[command, flag]));
            assert_eq!((code, err.as_str()), (0, ""), "{command}");
            assert!(
                out.starts_with("Examples:\n  gongbao "),
                "{command} {flag}: {out}"
            );
            assert!(out.contains(&format!("gongbao {command}")), "{command}");
        }
    }
    let (code, out, _) = said(&run(dir.path(), &["--help"]));
    assert!(code == 0 && out.starts_with("Examples:\n  gongbao ") && out.contains("Exit codes"));
}

#[test]
fn wrong_usage_is_two() {
    let dir = tempfile::tempdir().unwrap();
    for arguments in [
        &["nonsense"][..],
        &[],
        &["parse"],
        &["search", "--sort", "sideways"],
        &["search", "--since", "gestern"],
        &["search", "-q", "-v", "x"],
    ] {
        let (code, out, _) = said(&run(dir.path(), arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
    }
    let long = "(".repeat(65);
    let dir = folder();
    assert_eq!(code(dir.path(), &["ingest", "in"]), 0);
    let (code, _, err) = said(&run(dir.path(), &["search", &long]));
    assert_eq!(code, 2);
    assert!(err.contains("nests deeper than 64"), "{err}");
}

/// Two notices, the second of which repeals the first.
const OLD: &str = "青禾市人民政府\n关于印发青禾市渡口管理办法的通知\n青政发〔2020〕3号\n\
                   各县（市、区）人民政府：\n现将《青禾市渡口管理办法》印发给你们，请遵照执行。\n\
                   青禾市人民政府\n2020年3月2日\n（此件公开发布）\n青禾市渡口管理办法\n\
                   第一条 为了加强渡口管理，制定本办法。\n第二条 本办法自2020年4月1日起施行。\n";
const NEW: &str = "青禾市人民政府\n关于加强水上交通管理的通知\n青政发〔2023〕7号\n\
                   各县（市、区）人民政府：\n根据青政发〔2023〕2号文件，现通知如下：\n\
                   一、加强领导。各单位要抓好落实。\n\
                   二、《青禾市渡口管理办法》（青政发〔2020〕3号）自本通知印发之日起废止。\n\
                   青禾市人民政府\n2023年5月2日\n（此件公开发布）\n";

#[test]
fn links_and_days_in_force() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("new.txt"), NEW).unwrap();
    assert_eq!(code(dir.path(), &["ingest", "-q", "new.txt"]), 0);
    let (_, before, _) = said(&run(dir.path(), &["links", "--unresolved"]));
    assert_eq!(before.lines().count(), 2, "{before}");
    // What comes in later is found by what cites it already.
    fs::write(dir.path().join("old.txt"), OLD).unwrap();
    assert_eq!(code(dir.path(), &["ingest", "-q", "old.txt"]), 0);
    let (code_of, links, _) = said(&run(dir.path(), &["links", "青政发[2020]3号"]));
    assert!(
        code_of == 0 && links.contains("\"kind\":\"repeals\""),
        "{links}"
    );
    let (_, absent, _) = said(&run(dir.path(), &["links", "--absent"]));
    assert!(absent.contains("check/serial-absent") && absent.contains("青政发〔2023〕2号"));
    for (day, verdict) in [
        ("2020-03-31", "not_in_force"),
        ("2022-01-01", "in_force"),
        ("2023-05-02", "not_in_force"),
    ] {
        let arguments = ["show", "青政发〔2020〕3号", "-f", "json", "--in-force", day];
        let out = run(dir.path(), &arguments);
        let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(value["verdict"], verdict, "{value}");
    }
    let (_, page, _) = said(&run(dir.path(), &["show", "青政发〔2020〕3号"]));
    assert!(
        page.contains("Cited by") && page.contains("repeals it"),
        "{page}"
    );
    let (wrong, _, err) = said(&run(
        dir.path(),
        &["show", "青政发〔2020〕3号", "--in-force", "2023-02-30"],
    ));
    assert!(wrong == 2 && err.contains("is no day"), "{err}");
}

#[test]
fn parse_gives_one_object_an_array_or_a_stream() {
    let dir = folder();
    let one = run(dir.path(), &["parse", "in/a.txt"]);
    let value: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!(value["source"]["file"], "a.txt");
    assert_eq!(one.stdout.iter().filter(|b| **b == b'\n').count(), 1);

    let many = run(dir.path(), &["parse", "in"]);
    let value: serde_json::Value = serde_json::from_slice(&many.stdout).unwrap();
    let names: Vec<&str> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["source"]["file"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a.txt", "b.txt", "c.txt"]);

    let (_, stream, _) = said(&run(
        dir.path(),
        &["parse", "-f", "ndjson", "in", "in/a.txt"],
    ));
    assert_eq!(stream.lines().count(), 4);
    for line in stream.lines() {
        serde_json::from_str::<gongbao::record::StreamNotice>(line).unwrap();
    }

    let piped = gongbao(dir.path())
        .args(["parse", "-"])
        .write_stdin(ISSUE)
        .output()
        .unwrap();
    let value: serde_json::Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(value["source"]["file"], "-");

    assert_eq!(
        code(
            dir.path(),
            &["parse", "--pretty", "-o", "out.json", "in/a.txt"]
        ),
        0
    );
    let file = fs::read_to_string(dir.path().join("out.json")).unwrap();
    assert!(file.starts_with("{\n  \"schema_version\""));
    assert_eq!(
        code(dir.path(), &["parse", "-o", "nowhere/out.json", "in/a.txt"]),
        7
    );
}

#[test]
fn one_bad_file_stops_no_other() {
    let dir = folder();
    fs::write(dir.path().join("in/b.txt"), "%PDF-1.7\n").unwrap();
    let (code, out, err) = said(&run(dir.path(), &["parse", "in", "gone.txt"]));
    assert_eq!(code, 3);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 2);
    let told: Vec<&str> = err.lines().collect();
    assert_eq!(told.len(), 2, "{err}");
    assert!(
        told[0].starts_with("gongbao: gone.txt: no such file"),
        "{err}"
    );
    assert!(told[1].starts_with("gongbao: in/b.txt: "), "{err}");

    let (code, out, _) = said(&run(dir.path(), &["parse", "-o", "x.json", "in/b.txt"]));
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(!dir.path().join("x.json").exists());
    let (code, _, err) = said(&run(dir.path(), &["ingest", "in"]));
    assert_eq!(code, 3, "{err}");
    assert!(
        err.contains("2 sources added") && err.contains("1 failed"),
        "{err}"
    );
    fs::create_dir(dir.path().join("empty")).unwrap();
    assert_eq!(said(&run(dir.path(), &["parse", "empty"])).0, 4);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = folder();
    fs::write(
        dir.path().join("in/big.txt"),
        "很长的一行。\n".repeat(20_000),
    )
    .unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("gongbao"))
        .current_dir(dir.path())
        .args(["parse", "in/big.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(said(&output), (0, String::new(), String::new()));
}

#[test]
fn what_is_ingested_is_searched_shown_and_exported() {
    let dir = folder();
    let (code, out, err) = said(&run(dir.path(), &["ingest", "in"]));
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(
        err,
        "gongbao: 3 sources added (3 notices), 0 known already, 0 failed\n"
    );
    let (code, _, err) = said(&run(dir.path(), &["ingest", "-q", "in"]));
    assert_eq!((code, err.as_str()), (0, ""));

    let (code, out, _) = said(&run(dir.path(), &["search", "\"优化营商环境\""]));
    assert!(code == 0 && out.contains("3 notices found"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours in a pipe");
    let (_, out, _) = said(&run(
        dir.path(),
        &["search", "--color", "always", "\"优化营商环境\""],
    ));
    assert!(out.contains("\u{1b}[1;33m优化营商环境\u{1b}[0m"), "{out:?}");
    assert_eq!(
        said(&run(dir.path(), &["search", "\"招标\"", "-采购"])).0,
        1
    );

    let (_, json, _) = said(&run(dir.path(), &["search", "-f", "json", "\"乙。\""]));
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["total"], 1);
    let id = answer["hits"][0]["id"].as_str().unwrap();
    let passage = &answer["hits"][0]["passages"][0];
    let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
    let [start, end] = [0, 1].map(|i| passage["highlights"][0][i].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), "乙。");

    let (code, shown, _) = said(&run(dir.path(), &["show", "--source", &id[..12]]));
    assert_eq!(code, 0);
    assert!(
        shown.contains("b.txt") && shown.contains("│ 乙。"),
        "{shown}"
    );
    let (_, json, _) = said(&run(dir.path(), &["show", "-f", "json", id]));
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["id"],
        id
    );
    assert_eq!(said(&run(dir.path(), &["show", "zzz"])).0, 1);
    assert_eq!(said(&run(dir.path(), &["show", "gb-"])).0, 2, "ambiguous");

    let (_, stream, _) = said(&run(dir.path(), &["export"]));
    let (_, parsed, _) = said(&run(dir.path(), &["parse", "-f", "ndjson", "in"]));
    assert_eq!(stream, parsed);
    let (_, documents, _) = said(&run(dir.path(), &["export", "-f", "json"]));
    let (_, parsed, _) = said(&run(dir.path(), &["parse", "in"]));
    assert_eq!(documents, parsed);
    let (_, some, _) = said(&run(dir.path(), &["export", "\"丙。\""]));
    assert!(some.lines().count() == 1 && some.contains("c.txt"));
    assert_eq!(said(&run(dir.path(), &["export", "无此词"])).0, 1);

    let (_, stats, _) = said(&run(dir.path(), &["stats", "-f", "json"]));
    let stats: serde_json::Value = serde_json::from_str(&stats).unwrap();
    assert_eq!(
        (&stats["sources"], &stats["notices"]),
        (&3.into(), &3.into())
    );

    let (code, _, err) = said(&run(dir.path(), &["remove", "b.txt"]));
    assert!(code == 0 && err.contains("b.txt"), "{err}");
    assert_eq!(said(&run(dir.path(), &["search", "\"乙。\""])).0, 1);
    assert_eq!(said(&run(dir.path(), &["remove", "b.txt"])).0, 1);
    let (code, out, err) = said(&run(dir.path(), &["verify"]));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
}

#[test]
fn archives_that_are_not_there_or_damaged_are_named() {
    let dir = folder();
    for arguments in [
        &["search", "x"][..],
        &["show", "x"],
        &["export"],
        &["stats"],
        &["verify"],
        &["reindex"],
        &["remove", "x"],
    ] {
        let (code, out, err) = said(&run(dir.path(), arguments));
        assert_eq!((code, out.as_str()), (4, ""), "{arguments:?}");
        assert!(err.contains("there is no archive in ./archive"), "{err}");
        assert!(!dir.path().join("archive").exists(), "{arguments:?}");
    }
    assert_eq!(
        code(dir.path(), &["ingest", "--archive", "in", "in/a.txt"]),
        2
    );
    assert_eq!(code(dir.path(), &["ingest", "in"]), 0);
    let sources = walk(&dir.path().join("archive/sources"));
    let (path, _) = sources.first_key_value().unwrap();
    fs::write(dir.path().join("archive/sources").join(path), "x").unwrap();
    let (code, out, _) = said(&run(dir.path(), &["verify"]));
    assert_eq!(code, 5);
    assert!(out.contains("the original was changed"), "{out}");
    fs::remove_dir_all(dir.path().join("archive/index")).unwrap();
    assert_eq!(said(&run(dir.path(), &["search", "x"])).0, 5);
}

#[test]
fn a_second_writer_is_told_and_readers_go_on() {
    let dir = folder();
    assert_eq!(code(dir.path(), &["ingest", "in"]), 0);
    let lock = fs::OpenOptions::new()
        .append(true)
        .open(dir.path().join("archive/events.ndjson"))
        .unwrap();
    lock.lock().unwrap();
    let (code_, _, err) = said(&run(dir.path(), &["ingest", "in"]));
    assert_eq!(code_, 6);
    assert!(err.contains("another process is writing"), "{err}");
    for arguments in [&["remove", "a.txt"][..], &["reindex"], &["verify"]] {
        assert_eq!(code(dir.path(), arguments), 6, "{arguments:?}");
    }
    assert_eq!(code(dir.path(), &["search", "营商环境"]), 0);
}

#[test]
fn hostile_words_do_not_reach_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let name = "evil\u{1b}[31m.txt";
    fs::write(dir.path().join(name), "红\u{1b}]0;x\u{7}字\u{202e}反。\n").unwrap();
    assert_eq!(code(dir.path(), &["ingest", name]), 0);
    for arguments in [
        &["search", "字反"][..],
        &["show", "gb-"],
        &["show", "--source", "gb-"],
        &["stats", "--sources"],
    ] {
        let (code, out, err) = said(&run(dir.path(), arguments));
        assert_eq!(code, 0, "{arguments:?} {err}");
        assert!(
            !out.contains(['\u{1b}', '\u{7}', '\u{202e}']),
            "{arguments:?}: {out:?}"
        );
    }
    let (_, _, err) = said(&run(dir.path(), &["parse", "none\u{1b}[2J"]));
    assert!(!err.contains('\u{1b}'));
}

#[test]
fn output_does_not_depend_on_threads() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    for n in 0..60 {
        fs::write(
            dir.path().join(format!("in/{n:03}.txt")),
            format!("{ISSUE}第{n}件。{}\n", "很".repeat(n * 7 % 50)),
        )
        .unwrap();
    }
    let with = |threads: &str, arguments: &[&str]| {
        let output = gongbao(dir.path())
            .env("RAYON_NUM_THREADS", threads)
            .args(arguments)
            .output()
            .unwrap();
        said(&output).1
    };
    assert_eq!(with("1", &["parse", "in"]), with("7", &["parse", "in"]));
    for threads in ["1", "7"] {
        with(threads, &["ingest", "-q", "--archive", threads, "in"]);
    }
    let records = |threads| walk(&dir.path().join(threads).join("records"));
    assert_eq!(records("1"), records("7"));
    for arguments in [
        &["export"][..],
        &["search", "-f", "ndjson", "很很", "-n", "50"],
        &["stats"],
        &["export", "-f", "json", "很"],
    ] {
        let at = |threads: &str| with(threads, &[arguments, &["--archive", threads]].concat());
        assert_eq!(at("1"), at("7"), "{arguments:?}");
    }
}

/// Files of a folder and their bytes, by relative path.
fn walk(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                out.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    out
}
