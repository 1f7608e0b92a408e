//! Nearness (NEAR/n, 同条, 同句): two exact phrases, close to each other,
//! decided from the positions in the index.
//!
//! The engine's phrase slop is not this (it depends on the order of the words
//! and over-matches). [`NearQuery`] walks the notices that hold both phrases
//! and looks at where they stand: nothing stored is read, so the cost is that
//! of an ordinary phrase query.

use super::clock::Clock;
use super::tokenizer::{ARTICLE, PASSAGE, SENTENCE, phrase_terms};
use super::verified::{Candidates, Verified};
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

/// How close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nearness {
    /// In one passage, at most so many folded characters between them, in
    /// either order, not overlapping.
    Characters(u32),
    /// In one sentence of one passage, see
    /// [`SentenceEnd`](super::tokenizer::SentenceEnd).
    Sentence,
    /// In one article (条) with its items; in text without articles, in one
    /// passage.
    Article,
}

impl Nearness {
    /// The mark no two phrases that are together may have between them.
    fn border(self) -> &'static str {
        match self {
            Nearness::Characters(_) => PASSAGE,
            Nearness::Sentence => SENTENCE,
            Nearness::Article => ARTICLE,
        }
    }
}

/// Notices in which two folded, non-empty phrases stand together in a field.
#[derive(Debug, Clone)]
pub(super) struct NearQuery {
    pub(super) field: Field,
    pub(super) nearness: Nearness,
    pub(super) left: String,
    pub(super) right: String,
    pub(super) clock: Arc<Clock>,
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for NearQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inverted = reader.inverted_index(self.field)?;
        let open = |words: &str| Occurrences::open(&inverted, self.field, words, &self.clock);
        let (Some(left), Some(right)) = (open(&self.left)?, open(&self.right)?) else {
            return Ok(Box::new(EmptyScorer));
        };
        let border = Term::from_field_text(self.field, self.nearness.border());
        let candidates = Pairs {
            nearness: self.nearness,
            left,
            right,
            borders: positions_of(&inverted, &border)?,
            room: Room::default(),
        };
        Ok(Box::new(Verified::new(candidates, boost, &self.clock)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("near each other", 1.0))
    }
}

pub(super) fn positions_of(
    inverted: &InvertedIndexReader,
    term: &Term,
) -> tantivy::Result<Option<SegmentPostings>> {
    Ok(inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
}

/// Lists used again for every notice.
#[derive(Default)]
struct Room {
    left: Vec<(u32, u32)>,
    right: Vec<(u32, u32)>,
    borders: Vec<u32>,
    scratch: Vec<u32>,
}

/// Notices that hold both phrases.
struct Pairs {
    nearness: Nearness,
    left: Occurrences,
    right: Occurrences,
    borders: Option<SegmentPostings>,
    room: Room,
}

impl Candidates for Pairs {
    fn candidate(&mut self, mut target: DocId) -> DocId {
        loop {
            let left = self.left.seek(target);
            let right = self.right.seek(left);
            if left == right {
                return left;
            }
            target = right;
        }
    }

    fn holds(&mut self, doc: DocId) -> bool {
        let Room {
            left,
            right,
            borders,
            scratch,
        } = &mut self.room;
        self.left.positions(left, scratch);
        self.right.positions(right, scratch);
        if left.is_empty() || right.is_empty() {
            return false;
        }
        borders.clear();
        if let Some(postings) = &mut self.borders
            && seek(postings, doc) == doc
        {
            postings.positions(borders);
        }
        match self.nearness {
            Nearness::Characters(most) => {
                close(left, right, borders, most) || close(right, left, borders, most)
            }
            Nearness::Sentence | Nearness::Article => share(left, right, borders),
        }
    }

    fn size_hint(&self) -> u32 {
        self.left.size_hint().min(self.right.size_hint())
    }
}

/// Which stretch between borders a position lies in: the number of borders at
/// or before it.
fn stretch(borders: &[u32], position: u32) -> usize {
    borders.partition_point(|&border| border <= position)
}

/// Whether a phrase `[start, end)` lies in one stretch; gives which.
fn whole(borders: &[u32], (start, end): (u32, u32)) -> Option<usize> {
    let first = stretch(borders, start);
    (first == stretch(borders, end.saturating_sub(1))).then_some(first)
}

/// Whether some phrase of either list lies in one stretch with one of the
/// other. Both lists are in order of their starts.
fn share(left: &[(u32, u32)], right: &[(u32, u32)], borders: &[u32]) -> bool {
    let mut others = right
        .iter()
        .filter_map(|&phrase| whole(borders, phrase))
        .peekable();
    for at in left.iter().filter_map(|&phrase| whole(borders, phrase)) {
        while others.next_if(|&other| other < at).is_some() {}
        if others.peek() == Some(&at) {
            return true;
        }
    }
    false
}

/// Whether some phrase of the second list begins at or after the end of one of
/// the first, with at most `most` characters and no border between.
fn close(first: &[(u32, u32)], second: &[(u32, u32)], borders: &[u32], most: u32) -> bool {
    first.iter().any(|&(_, end)| {
        let next = second.partition_point(|&(start, _)| start < end);
        second.get(next).is_some_and(|&(start, _)| {
            start - end <= most
                && stretch(borders, start) == stretch(borders, end.saturating_sub(1))
        })
    })
}

/// [`DocSet::seek`] from wherever the set stands.
pub(super) fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    match postings.doc() {
        doc if doc < target => postings.seek(target),
        doc => doc,
    }
}

/// Where a folded phrase stands, notice by notice.
pub(super) enum Occurrences {
    /// Two characters or more: a cover of bigrams with their places in the
    /// phrase, rarest first.
    Phrase {
        bigrams: Vec<(u32, SegmentPostings)>,
        length: u32,
    },
    /// One character: every token that begins with it, gathered, in order.
    Character { found: Vec<(DocId, u32)>, at: usize },
}

impl Occurrences {
    /// `None` when it stands nowhere.
    pub(super) fn open(
        inverted: &InvertedIndexReader,
        field: Field,
        words: &str,
        clock: &Clock,
    ) -> tantivy::Result<Option<Self>> {
        let terms = phrase_terms(words);
        if terms.is_empty() {
            let found = beginning_with(inverted, words, clock)?;
            return Ok((!found.is_empty()).then_some(Occurrences::Character { found, at: 0 }));
        }
        let mut bigrams = Vec::with_capacity(terms.len());
        for (place, bigram) in terms {
            let term = Term::from_field_text(field, bigram);
            let Some(postings) = positions_of(inverted, &term)? else {
                return Ok(None);
            };
            bigrams.push((place as u32, postings));
        }
        bigrams.sort_by_key(|(_, postings)| postings.size_hint());
        Ok(Some(Occurrences::Phrase {
            bigrams,
            length: words.chars().count() as u32,
        }))
    }

    /// The first notice from `target` on that may hold the phrase.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Occurrences::Phrase { bigrams, .. } => {
                let mut target = target;
                'again: loop {
                    for (_, postings) in bigrams.iter_mut() {
                        let doc = seek(postings, target);
                        if doc > target {
                            target = doc;
                            if doc == TERMINATED {
                                return doc;
                            }
                            continue 'again;
                        }
                    }
                    return target;
                }
            }
            Occurrences::Character { found, at } => {
                let rest = found.get(*at..).unwrap_or_default();
                *at += rest.partition_point(|&(doc, _)| doc < target);
                found.get(*at).map_or(TERMINATED, |&(doc, _)| doc)
            }
        }
    }

    /// The places `[start, end)` in the notice found last, in order.
    pub(super) fn positions(&mut self, out: &mut Vec<(u32, u32)>, scratch: &mut Vec<u32>) {
        out.clear();
        match self {
            Occurrences::Phrase { bigrams, length } => {
                for (n, (place, postings)) in bigrams.iter_mut().enumerate() {
                    postings.positions(scratch);
                    let starts = scratch.iter().filter_map(|at| at.checked_sub(*place));
                    if n == 0 {
                        out.extend(starts.map(|start| (start, start + *length)));
                    } else {
                        let mut starts = starts.peekable();
                        out.retain(|&(start, _)| {
                            while starts.next_if(|&other| other < start).is_some() {}
                            starts.peek() == Some(&start)
                        });
                    }
                    if out.is_empty() {
                        return;
                    }
                }
            }
            Occurrences::Character { found, at } => {
                let rest = found.get(*at..).unwrap_or_default();
                if let Some(&(doc, _)) = rest.first() {
                    let here = rest.iter().take_while(|&&(other, _)| other == doc);
                    out.extend(here.map(|&(_, start)| (start, start + 1)));
                }
            }
        }
    }

    pub(super) fn size_hint(&self) -> u32 {
        match self {
            Occurrences::Phrase { bigrams, .. } => bigrams
                .first()
                .map_or(0, |(_, postings)| postings.size_hint()),
            Occurrences::Character { found, .. } => found.len() as u32,
        }
    }
}

/// Every place of the tokens that begin with one character, in order.
fn beginning_with(
    inverted: &InvertedIndexReader,
    c: &str,
    clock: &Clock,
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut found = Vec::new();
    let mut positions = Vec::new();
    let mut terms = inverted.terms().range().ge(c).into_stream()?;
    while terms.advance() && terms.key().starts_with(c.as_bytes()) {
        let info = terms.value().clone();
        let mut postings = inverted
            .read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?;
        while postings.doc() != TERMINATED && !clock.is_over() {
            postings.positions(&mut positions);
            found.extend(positions.iter().map(|&at| (postings.doc(), at)));
            postings.advance();
        }
    }
    found.sort_unstable();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn close_is_what_a_naive_look_says(
            first in prop::collection::btree_set(0u32..40, 0..6),
            second in prop::collection::btree_set(0u32..40, 0..6),
            borders in prop::collection::btree_set(0u32..44, 0..5),
            lengths in (1u32..4, 1u32..4),
            most in 0u32..9,
        ) {
            let borders: Vec<u32> = borders.into_iter().collect();
            // Phrases never cross a border of passages.
            let phrases = |starts: std::collections::BTreeSet<u32>, length: u32| -> Vec<(u32, u32)> {
                starts
                    .into_iter()
                    .map(|start| (start, start + length))
                    .filter(|&(start, end)| !borders.iter().any(|&b| start < b && b < end))
                    .collect()
            };
            let (a, b) = (phrases(first, lengths.0), phrases(second, lengths.1));
            let between = |x: u32, y: u32| borders.iter().any(|&border| x <= border && border <= y);
            let naive = a.iter().any(|x| b.iter().any(|y| {
                y.0 >= x.1 && y.0 - x.1 <= most && !between(x.1, y.0)
            }));
            prop_assert_eq!(close(&a, &b, &borders, most), naive);
            let inside = |x: &(u32, u32)| !borders.iter().any(|&border| x.0 < border && border < x.1);
            let naive = a.iter().any(|x| b.iter().any(|y| {
                let (from, to) = (x.0.min(y.0), x.0.max(y.0));
                inside(x) && inside(y) && !borders.iter().any(|&border| from < border && border <= to)
            }));
            prop_assert_eq!(share(&a, &b, &borders), naive);
        }
    }
}
