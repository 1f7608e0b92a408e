//! What a check finds.

use super::*;

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
