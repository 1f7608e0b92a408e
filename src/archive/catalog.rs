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
use crate::index::fault;
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
            let bytes = fault::read(&path)
                .and_then(|()| fs::read(&path))
                .map_err(|error| ArchiveError::io(&path, error))?;
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
mod tests;
