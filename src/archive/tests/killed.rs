//! What a killed writer leaves, and what the next one makes of it.

use super::*;

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
