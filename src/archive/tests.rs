//! The archive as a whole: what is in it, what is found in it, what a killed
//! writer leaves, what a check finds.

mod checked;
mod copies;
mod killed;

use super::ingest::{Offer, Outcome, Parsed, Session};
use super::layout::{Layout, put};
use super::manifest::Row;
use super::recover::Journal;
use super::*;
use crate::ParseOptions;
use crate::index::{Answer, Request};
use crate::record::{Completeness, Gazette, Notice, SourceInfo};
use std::collections::BTreeMap;

fn offer(file: &str, text: &str) -> Offer {
    Offer {
        file: file.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn offers(numbers: std::ops::Range<u32>) -> Vec<Offer> {
    numbers
        .map(|n| {
            let text = format!(
                "某市人民政府第{n}件。\n优化营商环境{}。\n— 12 —\n结束",
                "很".repeat(n as usize)
            );
            offer(&format!("{n}.txt"), &text)
        })
        .collect()
}

fn ingest(root: &Path, offers: Vec<Offer>) -> Vec<Outcome> {
    let mut session = Session::open(root).unwrap();
    let outcomes = session.ingest(offers, &ParseOptions::default()).unwrap();
    session.finish().unwrap();
    outcomes
}

fn search(root: &Path, query: &str) -> Answer {
    let request = Request {
        query: query.to_owned(),
        limit: 100,
        passages: 2,
        ..Request::default()
    };
    let mut answer = Archive::open(root)
        .unwrap()
        .reader()
        .unwrap()
        .search(&request)
        .unwrap();
    answer.took_ms = 0;
    answer
}

/// Every file of the archive, without the log and tantivy's lock files.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .filter(|path| {
            !path.ends_with("events.ndjson") && path.extension().is_none_or(|e| e != "lock")
        })
        .map(|path| {
            (
                path.strip_prefix(root).unwrap().to_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect()
}

fn clean(root: &Path) {
    assert_eq!(verify(root, &mut |_, _| {}).unwrap(), []);
}

fn found(root: &Path) -> Vec<String> {
    let found = verify(root, &mut |_, _| {}).unwrap();
    found
        .iter()
        .map(|f| format!("{}: {}", f.subject, f.message))
        .collect()
}

#[test]
fn what_goes_in_is_found_and_stays() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("new/archive");
    let outcomes = ingest(&root, offers(0..5));
    assert!(
        outcomes
            .iter()
            .all(|o| matches!(o, Outcome::Added { notices: 1, .. }))
    );
    assert_eq!(search(&root, "\"优化营商环境\"").total, 5);
    assert_eq!(search(&root, "\"很很很\"").total, 2);
    let archive = Archive::open(&root).unwrap();
    let catalog = archive.catalog().unwrap();
    let files: Vec<&str> = catalog.rows().map(|row| row.file.as_str()).collect();
    assert_eq!(files, ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]);
    let row = catalog.rows().next().unwrap();
    assert_eq!(
        archive.original(&row.source).unwrap(),
        offers(0..1)[0].bytes
    );
    assert_eq!(archive.record(&row.source).unwrap().source.file, "0.txt");
    assert_eq!(archive.advice(), None);
    clean(&root);
}

#[test]
fn the_same_bytes_write_nothing() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..3));
    let before = (
        tree(dir.path()),
        fs::read(dir.path().join("events.ndjson")).unwrap(),
    );
    let mut again = offers(0..3);
    again[0].file = "other-name.txt".to_owned();
    assert!(
        ingest(dir.path(), again)
            .iter()
            .all(|o| matches!(o, Outcome::Known))
    );
    assert_eq!(
        before,
        (
            tree(dir.path()),
            fs::read(dir.path().join("events.ndjson")).unwrap()
        )
    );
    // Twice in one batch is once.
    let outcomes = ingest(dir.path(), vec![offer("a", "新。"), offer("b", "新。")]);
    assert!(matches!(
        outcomes[..],
        [Outcome::Added { .. }, Outcome::Known]
    ));
    clean(dir.path());
}

#[test]
fn a_bad_source_stops_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut list = offers(0..2);
    list.insert(
        1,
        Offer {
            file: "bad".to_owned(),
            bytes: b"%PDF-1.7\n".to_vec(),
        },
    );
    let outcomes = ingest(dir.path(), list);
    assert!(matches!(
        outcomes[..],
        [
            Outcome::Added { .. },
            Outcome::Failed(_),
            Outcome::Added { .. }
        ]
    ));
    assert_eq!(search(dir.path(), "").total, 2);
    clean(dir.path());
}

#[test]
fn one_writer_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..1));
    let session = Session::open(dir.path()).unwrap();
    assert!(matches!(
        Session::open(dir.path()),
        Err(ArchiveError::Busy(_))
    ));
    assert!(matches!(
        verify(dir.path(), &mut |_, _| {}),
        Err(ArchiveError::Busy(_))
    ));
    assert!(matches!(
        reindex(dir.path(), &mut |_, _| {}),
        Err(ArchiveError::Busy(_))
    ));
    assert_eq!(search(dir.path(), "").total, 1, "readers go on");
    drop(session);
    assert!(Session::open(dir.path()).is_ok());
}

#[test]
fn other_folders_and_formats_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(
        Archive::open(dir.path()),
        Err(ArchiveError::Missing(_))
    ));
    fs::write(dir.path().join("letter.txt"), "x").unwrap();
    assert!(matches!(
        Session::open(dir.path()),
        Err(ArchiveError::Foreign(_))
    ));
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..1));
    let stamp = dir.path().join("gongbao.toml");
    let text = fs::read_to_string(&stamp).unwrap();
    fs::write(&stamp, text.replace("format = 1", "format = 9")).unwrap();
    assert!(matches!(
        Archive::open(dir.path()),
        Err(ArchiveError::NewerFormat(9))
    ));
    assert!(matches!(
        Session::open(dir.path()),
        Err(ArchiveError::NewerFormat(9))
    ));
    let old = format!("analyser = {:?}", layout::ANALYSER);
    fs::write(&stamp, text.replace(&old, "analyser = \"0.0.1\"")).unwrap();
    assert!(
        Archive::open(dir.path())
            .unwrap()
            .advice()
            .unwrap()
            .contains("reindex")
    );
    reindex(dir.path(), &mut |_, _| {}).unwrap();
    assert_eq!(Archive::open(dir.path()).unwrap().advice(), None);
}

#[test]
fn an_index_of_another_version_is_recognised_and_rebuilt() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..2));
    let before = search(dir.path(), "").total;
    let stamp = dir.path().join("gongbao.toml");
    let text = fs::read_to_string(&stamp).unwrap();
    let now = format!("index = {}", crate::index::schema::INDEX_VERSION);
    assert!(text.contains(&now));
    fs::write(&stamp, text.replace(&now, "index = 1")).unwrap();
    let other = |error: ArchiveError| {
        assert!(error.to_string().contains("gongbao reindex"), "{error}");
        matches!(error, ArchiveError::Index(IndexError::OtherVersion))
    };
    assert!(
        Archive::open(dir.path())
            .unwrap()
            .reader()
            .is_err_and(other)
    );
    assert!(Session::open(dir.path()).is_err_and(other));
    reindex(dir.path(), &mut |_, _| {}).unwrap();
    assert_eq!(search(dir.path(), "").total, before);
    ingest(dir.path(), offers(2..3));
    clean(dir.path());
}

#[test]
fn reindex_makes_the_same_again() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..30));
    ingest(dir.path(), offers(30..40));
    let queries = ["营商环境", "\"很很很\"", "", "第7件"];
    let answers: Vec<Answer> = queries.iter().map(|q| search(dir.path(), q)).collect();
    let records = |root: &Path| -> BTreeMap<PathBuf, Vec<u8>> {
        let all = tree(root).into_iter();
        all.filter(|(path, _)| {
            path.starts_with("records") && path.extension().is_some_and(|e| e == "json")
        })
        .collect()
    };
    let before = records(dir.path());
    let check = |what: &str| {
        let done = reindex(dir.path(), &mut |_, _| {}).unwrap();
        assert_eq!(
            (done.sources, done.notices, done.failed.len()),
            (40, 40, 0),
            "{what}"
        );
        assert_eq!(records(dir.path()), before, "{what}");
        let again: Vec<Answer> = queries.iter().map(|q| search(dir.path(), q)).collect();
        assert_eq!(again, answers, "{what}");
        clean(dir.path());
        done.changed
    };
    assert_eq!(check("nothing lost"), 0);
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    assert!(matches!(
        Session::open(dir.path()),
        Err(ArchiveError::Damaged(_))
    ));
    assert_eq!(check("index lost"), 0);
    fs::remove_dir_all(dir.path().join("records")).unwrap();
    assert_eq!(check("records lost"), 40);
    fs::remove_dir_all(dir.path().join("records")).unwrap();
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    assert_eq!(check("both lost"), 40);
}

#[test]
fn removing_takes_out_and_brings_back() {
    let dir = tempfile::tempdir().unwrap();
    // The same words in two files are one notice with two copies.
    let twins = vec![offer("a.txt", "同一件。"), offer("b.txt", "同一件。\n\n")];
    ingest(dir.path(), twins);
    assert_eq!(search(dir.path(), "同一件").total, 1);
    clean(dir.path());
    let catalog = Archive::open(dir.path()).unwrap().catalog().unwrap();
    let shown = catalog.winners().into_values().next().unwrap().0;
    for left in [1, 0] {
        let mut session = Session::open(dir.path()).unwrap();
        let source = if left == 1 {
            shown.clone()
        } else {
            session.catalog().rows().next().unwrap().source.clone()
        };
        session.remove(&source).unwrap();
        assert!(matches!(
            session.remove(&source),
            Err(ArchiveError::Unknown(_))
        ));
        session.finish().unwrap();
        assert_eq!(search(dir.path(), "同一件").total, left);
        assert!(!Layout::new(dir.path()).source(&source).exists());
        clean(dir.path());
    }
}
