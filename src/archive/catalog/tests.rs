//! The choice between copies, by examples and against a plain reading.

use super::super::manifest::manifest_bytes;
use super::*;
use crate::record::Gazette;
use proptest::prelude::*;

fn row(source: &str, number: Option<u32>, notices: &[(&str, Completeness)]) -> Row {
    Row {
        source: source.to_owned(),
        file: format!("{source}.txt"),
        encoding: None,
        bytes: 1,
        record: String::new(),
        analyser: "0".to_owned(),
        gazette: Gazette {
            title: Some("公报".to_owned()),
            year: Some(2023),
            number,
        },
        notices: notices
            .iter()
            .map(|(id, completeness)| NoticeRow {
                id: (*id).to_owned(),
                supersedes: Vec::new(),
                completeness: *completeness,
                chars: 10,
            })
            .collect(),
    }
}

use Completeness::{Complete, Fragment, TailMissing};

fn catalog(rows: &[Row]) -> Catalog {
    let mut catalog = Catalog::default();
    for row in rows {
        catalog.apply(Change::Add(Box::new(row.clone())));
    }
    catalog
}

fn won(catalog: &Catalog) -> Vec<(String, String)> {
    let winners = catalog.winners().into_iter();
    winners.map(|(id, (source, _))| (id, source)).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn a_better_copy_of_an_issue_supersedes() {
    let old = row(
        "aa",
        Some(1),
        &[("n1", Complete), ("n2", TailMissing), ("piece", Fragment)],
    );
    let new = row("bb", Some(1), &[("n1", Complete), ("n2", Complete)]);
    let both = catalog(&[old.clone(), new.clone()]);
    assert_eq!(won(&both), pairs(&[("n1", "bb"), ("n2", "bb")]));
    assert_eq!(
        both.superseded_by("aa").map(|r| r.source.as_str()),
        Some("bb")
    );
    let mut again = both.clone();
    again.apply(Change::Remove("bb".to_owned()));
    assert_eq!(
        won(&again),
        pairs(&[("n1", "aa"), ("n2", "aa"), ("piece", "aa")])
    );
}

#[test]
fn a_copy_that_lacks_something_complete_does_not() {
    let old = row("aa", Some(1), &[("n1", Complete), ("only", Complete)]);
    let new = row(
        "bb",
        Some(1),
        &[("n1", Complete), ("n2", Complete), ("n3", Complete)],
    );
    let both = catalog(&[old, new]);
    assert_eq!(both.superseded_by("aa"), None);
    assert_eq!(
        won(&both),
        pairs(&[("n1", "aa"), ("n2", "bb"), ("n3", "bb"), ("only", "aa")])
    );
    let other_issue = row("cc", None, &[("n1", Complete), ("n2", Complete)]);
    let first = row("aa", None, &[("n1", Complete)]);
    assert_eq!(catalog(&[first, other_issue]).superseded_by("aa"), None);
}

#[test]
fn the_most_complete_copy_of_a_notice_counts() {
    let poor = row("aa", None, &[("n1", TailMissing), ("n1", Fragment)]);
    let good = row("bb", None, &[("x", Complete), ("n1", Complete)]);
    let catalog = catalog(&[poor, good]);
    assert_eq!(catalog.winner("n1"), Some(("bb".to_owned(), 1)));
    assert_eq!(catalog.winner("none"), None);
}

#[test]
fn of_many_better_copies_the_best_is_named() {
    let poor = row("aa", Some(1), &[("n1", Complete)]);
    let better = row("bb", Some(1), &[("n1", Complete), ("n2", Complete)]);
    let best = row(
        "cc",
        Some(1),
        &[("n1", Complete), ("n2", Complete), ("n3", Complete)],
    );
    for rows in [[&poor, &better, &best], [&best, &better, &poor]] {
        let catalog = catalog(&rows.map(Clone::clone));
        let by = |source| catalog.superseded_by(source).map(|r| r.source.as_str());
        assert_eq!(
            (by("aa"), by("bb"), by("cc")),
            (Some("cc"), Some("cc"), None)
        );
    }
}

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let notice = (
        0usize..5,
        prop::sample::select(vec![Complete, TailMissing, Fragment]),
    );
    let list = prop::collection::vec(notice, 0..5);
    prop::collection::vec((prop::option::of(1u32..3), list), 1..6).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(i, (number, notices))| {
                let ids = ["a", "b", "c", "d", "e"];
                let notices: Vec<_> = notices.iter().map(|(n, c)| (ids[*n], *c)).collect();
                row(&format!("s{i}"), number, &notices)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn the_choice_does_not_depend_on_order(rows in any_rows(), turn in 0usize..6) {
        let mut other = rows.clone();
        other.rotate_left(turn % rows.len());
        other.reverse();
        prop_assert_eq!(catalog(&rows).winners(), catalog(&other).winners());
    }

    /// What is kept as rows come and go is what a fresh look finds.
    #[test]
    fn coming_and_going_leaves_no_trace(rows in any_rows(), gone in 0usize..6) {
        let mut other = catalog(&rows);
        let gone = rows[gone % rows.len()].clone();
        other.apply(Change::Remove(gone.source.clone()));
        let rest: Vec<Row> = rows.iter().filter(|r| r.source != gone.source).cloned().collect();
        prop_assert_eq!(won(&other), won(&catalog(&rest)));
        other.apply(Change::Add(Box::new(gone)));
        prop_assert_eq!(won(&other), won(&catalog(&rows)));
        for row in &rows {
            let by = |catalog: &Catalog| catalog.superseded_by(&row.source).map(|r| r.source.clone());
            prop_assert_eq!(by(&other), by(&catalog(&rows)));
        }
    }

    #[test]
    fn only_touched_ids_change(rows in any_rows()) {
        let (last, first) = rows.split_last().unwrap();
        let before = catalog(first);
        let after = catalog(&rows);
        let touched = after.touched_by(last);
        for id in ["a", "b", "c", "d", "e"] {
            if !touched.contains(id) {
                prop_assert_eq!(before.winner(id), after.winner(id));
            }
        }
    }
}

#[test]
fn chains_are_checked_link_by_link() {
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    let mut end = ChainEnd::default();
    for (generation, source) in [(1, "aa"), (2, "bb")] {
        let change = Change::Add(Box::new(row(source, None, &[("n1", Complete)])));
        let bytes = manifest_bytes(Some(&end), generation, &[change]);
        super::super::layout::write_durably(&layout.manifest(generation), &bytes).unwrap();
        end = ChainEnd {
            generation,
            manifest: sha256(&bytes),
            first: 1,
            records: generation,
        };
    }
    let payload = end.to_payload();
    assert_eq!(ChainEnd::from_payload(Some(&payload)).unwrap(), end);
    let sources = |catalog: Catalog| catalog.rows().map(|r| r.source.clone()).collect::<Vec<_>>();
    assert_eq!(sources(Catalog::read(&layout, &end).unwrap()), ["aa", "bb"]);
    let path = layout.manifest(1);
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("aa.txt", "ab.txt");
    fs::write(&path, text).unwrap();
    assert!(matches!(
        Catalog::read(&layout, &end),
        Err(ArchiveError::Damaged(_))
    ));
    assert!(ChainEnd::from_payload(Some("x")).is_err());
}
