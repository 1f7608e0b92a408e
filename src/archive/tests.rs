//! The archive as a whole: what is in it, what is found in it, what a killed
//! writer leaves, what a check finds.

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

/// Everything a batch writes before the index's commit.
fn half_a_batch(root: &Path, offers: Vec<Offer>) {
    let mut session = Session::open(root).unwrap();
    let layout = session.layout.clone();
    let generation = session.end.generation + 1;
    let mut journal = Journal {
        generation,
        ..Journal::default()
    };
    for offer in &offers {
        let hash = layout::sha256(&offer.bytes);
        for path in [
            layout.source(&hash),
            layout.record(&hash),
            layout.manifest(generation),
        ] {
            journal.new_files.push(session.relative(&path));
        }
        journal.write(&layout).unwrap();
        put(&layout.source(&hash), &offer.bytes).unwrap();
        put(&layout.record(&hash), b"{}\n").unwrap();
        put(&layout.manifest(generation), b"x").unwrap();
        fs::write(layout::temporary(&layout.source(&hash)), b"torn").unwrap();
    }
    // Postings on disk without a commit.
    session.writer().unwrap();
}

#[test]
fn a_batch_killed_before_its_commit_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..2));
    let before = tree(dir.path());
    half_a_batch(dir.path(), offers(2..4));
    assert!(dir.path().join("journal.json").exists());
    assert_eq!(search(dir.path(), "").total, 2, "not half visible");
    drop(Session::open(dir.path()).unwrap());
    let after = tree(dir.path());
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    assert_eq!(before, after);
    clean(dir.path());
    ingest(dir.path(), offers(0..4));
    assert_eq!(search(dir.path(), "").total, 4);
    clean(dir.path());
}

#[test]
fn a_batch_killed_after_its_commit_is_finished() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..2));
    let log = fs::read_to_string(dir.path().join("events.ndjson")).unwrap();
    let mut session = Session::open(dir.path()).unwrap();
    session
        .ingest(offers(2..4), &ParseOptions::default())
        .unwrap();
    drop(session); // killed: no seal, the journal stays
    assert!(dir.path().join("journal.json").exists());
    // The log as it was before, with half a line more.
    fs::write(dir.path().join("events.ndjson"), format!("{log}{{\"time\"")).unwrap();
    assert_eq!(search(dir.path(), "").total, 4);
    drop(Session::open(dir.path()).unwrap());
    let (events, bad) = events::read(&Layout::new(dir.path())).unwrap();
    let names: Vec<String> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Ingest { file, .. } => Some(file.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        (names.join(" "), bad),
        ("0.txt 1.txt 2.txt 3.txt".to_owned(), vec![])
    );
    assert!(!dir.path().join("journal.json").exists());
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
fn a_rebuild_killed_in_the_middle_is_done_again() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..3));
    let layout = Layout::new(dir.path());
    let first = layout::sha256(&offers(0..1)[0].bytes);
    let record = fs::read(layout.record(&first)).unwrap();
    fs::write(layout.record(&first), "{}").unwrap();
    Journal {
        generation: 9,
        rebuild: true,
        ..Journal::default()
    }
    .write(&layout)
    .unwrap();
    drop(Session::open(dir.path()).unwrap());
    assert_eq!(fs::read(layout.record(&first)).unwrap(), record);
    clean(dir.path());
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

#[test]
fn a_check_names_what_is_off() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..3));
    let layout = Layout::new(dir.path());
    let [one, two] = [0, 1].map(|n| layout::sha256(&offers(n..n + 1)[0].bytes));
    let spoil = |path: &Path, from: &str, to: &str| {
        let whole = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&whole).replacen(from, to, 1);
        fs::write(path, text).unwrap();
        let found = found(dir.path());
        fs::write(path, whole).unwrap();
        clean(dir.path());
        found.join("\n")
    };
    assert!(spoil(&layout.source(&one), "某", "甲").contains("(0.txt): the original was changed"));
    let record = spoil(&layout.record(&one), "某市", "甲市");
    assert!(
        record.contains("(0.txt): the record was changed"),
        "{record}"
    );
    assert!(
        record.contains("the index has other words for its notice 1"),
        "{record}"
    );
    let record = spoil(&layout.record(&two), "{", "[");
    assert!(
        record.contains("(1.txt): the record cannot be read"),
        "{record}"
    );
    let record = spoil(&layout.record(&two), "\"lines\":[3,3]", "\"lines\":[2,2]");
    assert!(
        record.contains("line 2 belongs to more than one"),
        "{record}"
    );
    assert!(record.contains("line 3 is in no notice"), "{record}");
    assert!(spoil(&layout.manifest(1), "0.txt", "9.txt").contains("the manifest was changed"));
    assert!(
        spoil(&layout.index().join("meta.json"), "\n", " \n")
            .contains("meta.json: the file was changed")
    );
    assert!(spoil(&layout.events(), "{", "").contains("line 1 is no event"));
    fs::write(dir.path().join("sources/ab").join("stray"), "x")
        .or_else(|_| {
            fs::create_dir_all(dir.path().join("sources/ab"))
                .and_then(|()| fs::write(dir.path().join("sources/ab/stray"), "x"))
        })
        .unwrap();
    assert_eq!(
        found(dir.path()),
        ["sources/ab/stray: no manifest names this file"]
    );
    fs::remove_file(dir.path().join("sources/ab/stray")).unwrap();
    fs::remove_file(layout.source(&one)).unwrap();
    assert_eq!(found(dir.path()).len(), 1);
    // The record of a lost original is the last copy, and stays.
    let done = reindex(dir.path(), &mut |_, _| {}).unwrap();
    assert_eq!((done.failed.len(), done.notices), (1, 3));
}

#[test]
fn indexes_differ_by_content_only() {
    let [a, b] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    ingest(a.path(), offers(0..20));
    let mut back = offers(0..20);
    back.reverse();
    for offer in back {
        ingest(b.path(), vec![offer]);
    }
    for query in ["营商环境", "很很", "第1件", ""] {
        assert_eq!(search(a.path(), query), search(b.path(), query), "{query}");
    }
}

#[test]
fn a_damaged_index_is_found_whatever_the_damage() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), offers(0..3));
    let whole = search(dir.path(), "");
    let files: Vec<PathBuf> = tree(dir.path())
        .into_keys()
        .filter(|path| path.starts_with("index") && !path.ends_with(".managed.json"))
        .collect();
    assert!(files.len() > 5);
    for file in files {
        let path = dir.path().join(&file);
        let bytes = fs::read(&path).unwrap();
        for at in 0..12 {
            let place = bytes.len() * at / 12;
            let mut spoiled = bytes.clone();
            spoiled[place] ^= 1;
            fs::write(&path, &spoiled).unwrap();
            assert_ne!(found(dir.path()), [""; 0], "{file:?} at byte {place}");
            fs::write(&path, &bytes[..place]).unwrap();
            assert_ne!(found(dir.path()), [""; 0], "{file:?} cut at {place}");
        }
        fs::write(&path, &bytes).unwrap();
        clean(dir.path());
    }
    // Cut every file in half: a rebuild looks at nothing of it.
    for (file, bytes) in tree(dir.path()) {
        if file.starts_with("index") {
            fs::write(dir.path().join(&file), &bytes[..bytes.len() / 2]).unwrap();
        }
    }
    reindex(dir.path(), &mut |_, _| {}).unwrap();
    assert_eq!(search(dir.path(), ""), whole);
    clean(dir.path());
}

/// A source as it comes from the parser, made by hand.
fn parsed(text: &str, ids: &[(&str, Completeness)]) -> Parsed {
    let bytes = text.as_bytes().to_vec();
    let document = IssueDocument {
        source: SourceInfo {
            file: format!("{text}.txt"),
            sha256: layout::sha256(&bytes),
            lines: 1,
            ..SourceInfo::default()
        },
        gazette: Gazette {
            title: Some("某市人民政府公报".to_owned()),
            year: Some(2023),
            number: Some(1),
        },
        notices: ids
            .iter()
            .map(|(id, completeness)| Notice {
                id: (*id).to_owned(),
                title: Some(format!("{id}在{text}")),
                completeness: *completeness,
                ..Notice::default()
            })
            .collect(),
        ..IssueDocument::default()
    };
    let record = record_bytes(&document).unwrap();
    Parsed {
        row: Row::new(&document, None, &record),
        bytes,
        record,
        document,
    }
}

#[test]
fn a_better_copy_takes_the_place_of_the_one_before() {
    use Completeness::{Complete, Fragment, TailMissing};
    let dir = tempfile::tempdir().unwrap();
    let poor = || {
        parsed(
            "poor",
            &[("a", Complete), ("b", TailMissing), ("scrap", Fragment)],
        )
    };
    let good = || parsed("good", &[("a", Complete), ("b", Complete)]);
    let titles = || -> Vec<String> {
        let mut titles: Vec<String> = search(dir.path(), "")
            .hits
            .into_iter()
            .filter_map(|h| h.title)
            .collect();
        titles.sort();
        titles
    };
    let write = |batch: Vec<Parsed>| {
        let mut session = Session::open(dir.path()).unwrap();
        session.write_batch(batch).unwrap();
        session.finish().unwrap();
    };
    write(vec![poor()]);
    assert_eq!(titles(), ["a在poor", "b在poor", "scrap在poor"]);
    write(vec![good()]);
    assert_eq!(titles(), ["a在good", "b在good"]);
    let (events, _) = events::read(&Layout::new(dir.path())).unwrap();
    let turned = |event: &Event| matches!(event.kind, EventKind::Supersede { .. });
    assert_eq!(events.iter().filter(|event| turned(event)).count(), 1);
    let mut session = Session::open(dir.path()).unwrap();
    session.remove(&good().row.source).unwrap();
    session.finish().unwrap();
    assert_eq!(titles(), ["a在poor", "b在poor", "scrap在poor"]);
    write(vec![good(), parsed("late", &[("c", Complete)])]);
    assert_eq!(titles(), ["a在good", "b在good", "c在late"]);
}
