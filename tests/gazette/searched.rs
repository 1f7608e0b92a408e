//! The archive of the corpus, searched: exact where it is exact, good where it
//! is judged.

use crate::files::{hold, root};
use gongbao::ParseOptions;
use gongbao::archive::{Archive, Offer, Session};
use gongbao::index::passage::passages;
use gongbao::index::proof::{Proof, Scanned, pairs, phrases};
use gongbao::index::{Found, Reader, judge};
use std::fmt::Write;
use std::fs;

/// An archive of the clean and damaged issues.
fn archive() -> (tempfile::TempDir, Archive, Reader) {
    let dir = tempfile::tempdir().unwrap();
    let mut offers = Vec::new();
    for folder in ["clean", "damaged"] {
        for entry in fs::read_dir(root().join("corpus").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "txt") {
                offers.push(Offer {
                    file: path.file_name().unwrap().to_string_lossy().into_owned(),
                    bytes: fs::read(&path).unwrap(),
                });
            }
        }
    }
    offers.sort_by(|a, b| a.file.cmp(&b.file));
    let mut session = Session::open(dir.path()).unwrap();
    session.ingest(offers, &ParseOptions::default()).unwrap();
    session.finish().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let reader = archive.reader().unwrap();
    (dir, archive, reader)
}

fn records(archive: &Archive) -> Vec<Scanned> {
    let catalog = archive.catalog().unwrap();
    let winners = catalog.winners().into_values();
    let mut out: Vec<Scanned> = winners
        .map(|(source, ordinal)| {
            let record = archive.record(&source).unwrap();
            Scanned {
                passages: passages(&record.notices[ordinal as usize]),
                place: Found { source, ordinal },
            }
        })
        .collect();
    out.sort_by(|a, b| a.place.cmp(&b.place));
    out
}

fn compare(substrings: usize, misses: usize, near: usize, seed: u64) {
    let (_dir, archive, reader) = archive();
    let notices = records(&archive);
    let same = |what: &str, proof: &Proof, asked: usize| {
        assert_eq!(proof.asked, asked, "{what}");
        assert!(proof.found > asked / 20, "{what}: hardly any was found");
        assert!(
            proof.differences.is_empty(),
            "{what}: {:?}",
            proof.differences
        );
    };
    let proof = phrases(&reader, &notices, substrings, false, seed).unwrap();
    assert_eq!(proof.found, proof.asked, "a string of a text is in it");
    same("strings", &proof, substrings);
    same(
        "near misses",
        &phrases(&reader, &notices, misses, true, seed).unwrap(),
        misses,
    );
    same(
        "pairs",
        &pairs(&reader, &notices, near, seed).unwrap(),
        near,
    );
}

#[test]
fn the_index_says_what_the_records_say() {
    compare(3000, 1000, 600, 7);
}

/// The whole of it takes minutes: `cargo test --release -- --ignored records`.
#[test]
#[ignore = "minutes"]
fn the_index_says_what_the_records_say_a_hundred_thousand_times() {
    compare(100_000, 10_000, 100_000, 8);
}

#[test]
fn first_hits_are_what_was_wanted() {
    let (_dir, _, reader) = archive();
    let text = fs::read_to_string(root().join("corpus/judgments.txt")).unwrap();
    let list = judge::judgments(&text).unwrap();
    assert!(list.len() >= 60, "{} queries", list.len());
    let figures = judge::judged(&reader, &list).unwrap();
    let mut table = String::from(
        "# What the judged queries come to: nDCG@10, P@3, and what is not perfect.\n\
         # GONGBAO_RENEW=1 cargo test --test gazette renews it.\n",
    );
    let mut sums = [0.0; 2];
    for one in &figures {
        assert!(
            one.unknown.is_empty(),
            "{}: {:?} is not there",
            one.query,
            one.unknown
        );
        sums[0] += one.ndcg;
        sums[1] += one.precision;
        if one.ndcg < 1.0 - 1e-9 || one.precision < 1.0 {
            let _ = writeln!(table, "{:.3} {:.3} {}", one.ndcg, one.precision, one.query);
        }
    }
    let [ndcg, precision] = sums.map(|sum| sum / figures.len() as f64);
    let _ = writeln!(
        table,
        "all {} queries: {ndcg:.4} {precision:.4}",
        figures.len()
    );
    assert!(ndcg > 0.9 && precision > 0.85, "{table}");
    hold(&table, &root().join("corpus/judged.txt"));
}
