//! A printed issue held outside of this repository, with its truth.
//!
//! `GONGBAO_SHARED` names a folder with `real/NAME.txt` and `gold/NAME.*.json`.

use gongbao::lab::{Truth, examine};
use gongbao::thread::Weights;
use gongbao::{ParseOptions, parse};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn printed_issues_are_read_as_their_truth_says() {
    let Some(shared) = std::env::var_os("GONGBAO_SHARED").map(PathBuf::from) else {
        println!("LEFT OUT: GONGBAO_SHARED is not set, printed issues were not compared");
        return;
    };
    let mut compared = 0;
    for entry in fs::read_dir(shared.join("gold")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "json") {
            one(&shared, &path);
            compared += 1;
        }
    }
    assert!(
        compared > 0,
        "no truth in the folder named by GONGBAO_SHARED"
    );
    println!("{compared} printed issue(s) compared");
}

/// No constant of the reading order stands on an edge: with any one weight at
/// its half or its double a printed issue stays as it is, but for few.
#[test]
fn few_weights_matter_alone() {
    let Some(shared) = std::env::var_os("GONGBAO_SHARED").map(PathBuf::from) else {
        println!("LEFT OUT: GONGBAO_SHARED is not set, weights were not moved");
        return;
    };
    for entry in fs::read_dir(shared.join("real")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let lines = |weights: Weights| {
            let options = ParseOptions {
                weights,
                ..ParseOptions::default()
            };
            let document = parse("-", bytes.clone(), &options).unwrap();
            let of = document.notices.into_iter().map(|one| one.provenance);
            of.collect::<Vec<_>>()
        };
        let plain = lines(Weights::default());
        let moved = Weights::each_alone();
        let changed = |part: &[Weights]| {
            part.iter()
                .filter(|weights| lines((*weights).clone()) != plain)
                .count()
        };
        let (one, other) = moved.split_at(moved.len() / 2);
        let count = std::thread::scope(|scope| {
            let half = scope.spawn(|| changed(one));
            changed(other) + half.join().unwrap()
        });
        println!("{count} of {} draws change something", moved.len());
        assert!(count * 10 <= moved.len(), "{count} of {}", moved.len());
    }
}

/// Only the notices in the truth are held against the parse; the truth says
/// nothing of the others, so false furniture and spare notices do not count.
fn one(shared: &Path, gold: &Path) {
    let truth: Truth = serde_json::from_slice(&fs::read(gold).unwrap()).unwrap();
    let bytes = fs::read(shared.join("real").join(&truth.source.file)).unwrap();
    let document = parse(&truth.source.file, bytes, &ParseOptions::default()).unwrap();
    const UNSAID: [&str; 8] = [
        "false furniture",
        // Keys the truth of printed issues does not have.
        "issuing_bodies",
        "signatory",
        "repairs",
        "copied_to",
        "subject_words",
        "history_note",
        "registration_number",
    ];
    let (score, misses) = examine(&truth, &document);
    let wrong: Vec<String> = misses
        .iter()
        .filter(|miss| !UNSAID.contains(&miss.measure.as_str()))
        .map(ToString::to_string)
        .collect();
    assert!(wrong.is_empty(), "{score}\n{}", wrong.join("\n"));
    assert_eq!(score.all.with_roles.right, truth.notices.len() as u64);
}
