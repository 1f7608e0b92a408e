//! Disks that fail at every step of writing: whatever the step, the archive
//! opens, what was acknowledged is in it, nothing is in it twice or by half,
//! and once the disk works again the next session makes it whole.

use super::*;
use crate::ParseOptions;
use crate::index::Request;
use crate::index::fault::{Fault, Kind};
use std::collections::BTreeSet;

/// A source of one notice.
fn offer(n: usize) -> Offer {
    let text = format!(
        "某市人民政府\n关于第{n}件事的通知\n各县（市、区）人民政府：\n优化营商环境。\n\
         某市人民政府\n2023年1月{}日\n",
        n + 1
    );
    Offer {
        file: format!("{n}.txt"),
        bytes: text.into_bytes(),
    }
}

const FIRST: usize = 2;
const ALL: usize = 7;

/// Three windows in two batches after `FIRST`, then one source taken out.
/// Gives the files acknowledged, and whether the last step was.
fn work(root: &Path, acknowledged: &mut BTreeSet<String>) -> Result<(), ArchiveError> {
    let mut session = Session::open(root)?;
    let windows = [vec![2, 3], vec![4, 5], vec![6, 0]];
    let windows = windows.iter().map(|numbers| {
        let offers: Vec<Offer> = numbers.iter().map(|&n| offer(n)).collect();
        (numbers.clone(), offers)
    });
    let size = BatchSize {
        files: 3,
        ..BatchSize::default()
    };
    session.ingest_windows(windows, &ParseOptions::default(), size, |numbers, _| {
        acknowledged.extend(numbers.iter().map(|n| format!("{n}.txt")));
    })?;
    session.remove(&layout::sha256(&offer(1).bytes))?;
    acknowledged.remove("1.txt");
    session.finish()
}

/// What the index shows is what the manifests say, each notice once.
fn consistent(root: &Path) -> BTreeSet<String> {
    let archive = Archive::open(root).unwrap();
    let catalog = archive.catalog().unwrap();
    let mut wanted: Vec<(String, u32)> = catalog.winners().into_values().collect();
    wanted.sort();
    let found = archive.reader().unwrap().find_all(&Request::default());
    let found: Vec<(String, u32)> = found
        .unwrap()
        .into_iter()
        .map(|found| (found.source, found.ordinal))
        .collect();
    assert_eq!(found, wanted, "index and manifests say the same");
    for row in catalog.rows() {
        assert!(archive.record(&row.source).is_ok(), "{} is there", row.file);
        assert!(archive.original(&row.source).is_ok());
    }
    catalog.rows().map(|row| row.file.clone()).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Lets the disk fail at every step in turn, or at every so many.
fn at_every_step(kind: Kind) {
    let every = match std::env::var_os("GONGBAO_EVERY_STEP") {
        Some(_) => 1,
        None => 11,
    };
    let dir = tempfile::tempdir().unwrap();
    let before = dir.path().join("before");
    let mut session = Session::open(&before).unwrap();
    let offers = (0..FIRST).map(offer).collect();
    session.ingest(offers, &ParseOptions::default()).unwrap();
    session.finish().unwrap();
    let mut failed = 0;
    for step in (0..).step_by(every) {
        let root = dir.path().join(format!("{step}"));
        copy(&before, &root);
        let mut acknowledged: BTreeSet<String> = ["0.txt".to_owned()].into();
        let fault = Fault::at(&root, kind, step);
        let result = work(&root, &mut acknowledged);
        let came = fault.came();
        drop(fault);
        failed += u32::from(result.is_err());
        let here = consistent(&root);
        assert!(acknowledged.is_subset(&here), "step {step}: {here:?}");
        // The disk works again.
        Session::open(&root).unwrap().finish().unwrap();
        assert_eq!(consistent(&root), here, "step {step}");
        let findings = verify(&root, &mut |_, _| {}).unwrap();
        assert_eq!(findings, [], "step {step}, {result:?}");
        work(&root, &mut acknowledged)
            .or_else(|error| match error {
                // Taken out before the fault.
                ArchiveError::Unknown(_) => Ok(()),
                other => Err(other),
            })
            .unwrap();
        Session::open(&root).unwrap().finish().unwrap();
        assert_eq!(consistent(&root).len(), ALL - 1, "step {step}");
        let findings = verify(&root, &mut |_, _| {}).unwrap();
        assert_eq!(findings, [], "step {step}, {result:?}");
        fs::remove_dir_all(&root).unwrap();
        if !came {
            break;
        }
    }
    assert!(failed > 5, "only {failed} faults were felt");
}

#[test]
fn a_full_disk_loses_nothing() {
    at_every_step(Kind::Full);
}

#[test]
fn a_failed_write_loses_nothing() {
    at_every_step(Kind::WriteOnce);
}

#[test]
fn a_failed_read_loses_nothing() {
    at_every_step(Kind::ReadOnce);
}
