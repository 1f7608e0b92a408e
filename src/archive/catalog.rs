//! The catalog (编目): the sources of an archive as its manifests name them.
//!
//! It also decides which copy of a notice is shown, as a pure function of the
//! rows, so that the order of ingest never matters:
//!
//! * a source is *superseded* by another copy of the same issue (same gazette,
//!   year and number, at least one notice in common) that has more complete
//!   notices and every complete notice of the first;
//!   Of several such copies the one with most complete notices is named, then
//!   the one with the smaller hash;
//! * of the copies of a notice in the other sources the most complete one
//!   counts, then the one with more words, then the smaller hash.
//!
//! Which sources are superseded is kept up to date as rows come and go, so
//! that a choice costs one look at each copy, however many there are.

use super::ArchiveError;
use super::layout::{Layout, sha256};
use super::manifest::{ChainEnd, Change, ManifestHead, NoticeRow, Row};
use crate::record::Completeness;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;

/// The sources an archive holds, in the order they came, and the choice
/// between copies.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    rows: BTreeMap<u64, Held>,
    next: u64,
    by_source: HashMap<String, u64>,
    /// Where each id stands: row and place in the record, in order.
    by_id: HashMap<String, Vec<(u64, u32)>>,
    /// Rows of the same issue.
    by_issue: HashMap<Issue, BTreeSet<u64>>,
    /// The superseded rows, each with the one that makes it dispensable.
    lost: HashMap<u64, u64>,
}

/// Gazette, year and number of an issue.
type Issue = (String, i32, u32);

/// A row, and how many complete notices it has.
#[derive(Debug, Clone)]
struct Held {
    row: Row,
    complete: usize,
}

impl Held {
    fn issue(&self) -> Option<Issue> {
        let gazette = &self.row.gazette;
        Some((gazette.title.clone()?, gazette.year?, gazette.number?))
    }
}

/// A notice's place: source hash and place in its record.
pub type Place = (String, u32);

impl Catalog {
    /// Reads the chain that ends at `end`, checking every hash on the way.
    ///
    /// # Errors
    /// When a manifest is missing or not what its follower says it is.
    pub fn read(layout: &Layout, end: &ChainEnd) -> Result<Self, ArchiveError> {
        let mut parts = Vec::new();
        let mut expected = Some(end.manifest.clone());
        let mut generation = end.generation;
        while generation > 0 {
            let path = layout.manifest(generation);
            let bytes = fs::read(&path).map_err(|error| ArchiveError::io(&path, error))?;
            let damaged = |what: &str| ArchiveError::Damaged(format!("{}: {what}", path.display()));
            if expected.as_ref() != Some(&sha256(&bytes)) {
                return Err(damaged("the manifest was changed"));
            }
            let text = String::from_utf8(bytes).map_err(|_| damaged("not UTF-8"))?;
            let mut lines = text.lines();
            let head: ManifestHead = lines
                .next()
                .and_then(|line| serde_json::from_str(line).ok())
                .ok_or_else(|| damaged("no head"))?;
            let changes: Vec<Change> = lines
                .map(serde_json::from_str)
                .collect::<Result<_, _>>()
                .map_err(|error| damaged(&error.to_string()))?;
            parts.push(changes);
            expected = head.previous;
            if expected.is_none() {
                break;
            }
            generation -= 1;
        }
        let mut catalog = Catalog::default();
        for change in parts.into_iter().rev().flatten() {
            catalog.apply(change);
        }
        Ok(catalog)
    }

    /// Takes a change in.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Add(row) => self.add(*row),
            Change::Remove(source) => self.remove(&source),
        }
    }

    fn add(&mut self, row: Row) {
        self.remove(&row.source);
        let number = self.next;
        self.next += 1;
        for (ordinal, notice) in row.notices.iter().enumerate() {
            self.by_id
                .entry(notice.id.clone())
                .or_default()
                .push((number, ordinal as u32));
        }
        self.by_source.insert(row.source.clone(), number);
        let complete = |n: &&NoticeRow| n.completeness == Completeness::Complete;
        let complete = row.notices.iter().filter(complete).count();
        let held = Held { row, complete };
        let issue = held.issue();
        self.rows.insert(number, held);
        if let Some(issue) = issue {
            let others = self.by_issue.entry(issue).or_default();
            others.insert(number);
            let others: Vec<u64> = others.iter().copied().filter(|&n| n != number).collect();
            for other in others {
                self.weigh(other, number);
                self.weigh(number, other);
            }
        }
    }

    fn remove(&mut self, source: &str) {
        let Some(number) = self.by_source.remove(source) else {
            return;
        };
        let Some(held) = self.rows.remove(&number) else {
            return;
        };
        for notice in &held.row.notices {
            if let Some(places) = self.by_id.get_mut(&notice.id) {
                places.retain(|place| place.0 != number);
                if places.is_empty() {
                    self.by_id.remove(&notice.id);
                }
            }
        }
        self.lost.remove(&number);
        let Some(issue) = held.issue() else { return };
        let Some(others) = self.by_issue.get_mut(&issue) else {
            return;
        };
        others.remove(&number);
        let others: Vec<u64> = others.iter().copied().collect();
        if others.is_empty() {
            self.by_issue.remove(&issue);
        }
        for &one in &others {
            if self.lost.get(&one) == Some(&number) {
                self.lost.remove(&one);
                for &other in &others {
                    self.weigh(one, other);
                }
            }
        }
    }

    /// Notes that `other` makes `one` dispensable if it does, and better than
    /// the row noted before.
    fn weigh(&mut self, one: u64, other: u64) {
        let (Some(candidate), Some(held)) = (self.rows.get(&other), self.rows.get(&one)) else {
            return;
        };
        if candidate.complete <= held.complete {
            return;
        }
        let order = |held: &Held| (std::cmp::Reverse(held.complete), held.row.source.clone());
        let known = self.lost.get(&one).and_then(|known| self.rows.get(known));
        if known.is_some_and(|known| order(known) <= order(candidate)) {
            return;
        }
        if self.covers(other, &candidate.row, &held.row) {
            self.lost.insert(one, other);
        }
    }

    /// Whether a row of the same issue holds every complete notice of another
    /// one, under its id of now or of before, and some notice in common.
    fn covers(&self, number: u64, row: &Row, other: &Row) -> bool {
        let former: HashSet<&str> = row
            .notices
            .iter()
            .flat_map(|n| n.supersedes.iter().map(String::as_str))
            .collect();
        let mut common = false;
        for notice in &other.notices {
            let known = self.by_id.get(&notice.id).is_some_and(|places| {
                let first = places.partition_point(|place| place.0 < number);
                places.get(first).is_some_and(|place| place.0 == number)
            });
            common |= known;
            if !known
                && !former.contains(notice.id.as_str())
                && notice.completeness == Completeness::Complete
            {
                return false;
            }
        }
        common
    }

    /// The rows in the order they came.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().map(|held| &held.row)
    }

    /// Number of sources.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no sources.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row of a source.
    pub fn get(&self, source: &str) -> Option<&Row> {
        self.row(*self.by_source.get(source)?)
    }

    fn row(&self, number: u64) -> Option<&Row> {
        self.rows.get(&number).map(|held| &held.row)
    }

    /// The source whose copy makes this one dispensable, if there is one.
    pub fn superseded_by(&self, source: &str) -> Option<&Row> {
        let number = self.by_source.get(source)?;
        self.row(*self.lost.get(number)?)
    }

    /// Rows that share a notice with this one.
    fn neighbours(&self, row: &Row) -> BTreeSet<u64> {
        let places = row.notices.iter().filter_map(|n| self.by_id.get(&n.id));
        let mut found: BTreeSet<u64> = places.flatten().map(|place| place.0).collect();
        if let Some(own) = self.by_source.get(&row.source) {
            found.remove(own);
        }
        found
    }

    /// The copy of a notice that counts.
    pub fn winner(&self, id: &str) -> Option<Place> {
        let mut best: Option<(&Row, u32)> = None;
        for (number, ordinal) in self.by_id.get(id)? {
            // A superseded source shows nothing, not even what only it has.
            if self.lost.contains_key(number) {
                continue;
            }
            let row = self.row(*number)?;
            if best.is_none_or(|(other, at)| copy_order(row, *ordinal) < copy_order(other, at)) {
                best = Some((row, *ordinal));
            }
        }
        best.map(|(row, ordinal)| (row.source.clone(), ordinal))
    }

    /// All notices that count, by id.
    pub fn winners(&self) -> BTreeMap<String, Place> {
        self.by_id
            .keys()
            .filter_map(|id| Some((id.clone(), self.winner(id)?)))
            .collect()
    }

    /// The ids whose winner may change when this row comes or goes.
    pub fn touched_by(&self, row: &Row) -> BTreeSet<String> {
        let mut ids: BTreeSet<String> = row.notices.iter().map(|n| n.id.clone()).collect();
        for other in self.neighbours(row) {
            if let Some(other) = self.row(other) {
                ids.extend(other.notices.iter().map(|n| n.id.clone()));
            }
        }
        ids
    }
}

/// Smaller is better.
fn copy_order(row: &Row, ordinal: u32) -> (u8, std::cmp::Reverse<u64>, &str, u32) {
    let notice = row.notices.get(ordinal as usize);
    let rank = match notice.map(|n| n.completeness) {
        Some(Completeness::Complete) => 0,
        Some(Completeness::Gap) => 1,
        Some(Completeness::TailMissing) => 2,
        Some(Completeness::HeadMissing) => 3,
        Some(Completeness::Fragment) | None => 4,
    };
    let chars = notice.map_or(0, |n| n.chars);
    (rank, std::cmp::Reverse(chars), &row.source, ordinal)
}

#[cfg(test)]
mod tests {
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
        let sources =
            |catalog: Catalog| catalog.rows().map(|r| r.source.clone()).collect::<Vec<_>>();
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
}
