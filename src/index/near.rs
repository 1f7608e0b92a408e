//! Nearness (NEAR/n, 同条, 同句): exact phrases close to each other, decided
//! from where they stand in the words.
//!
//! The engine's phrase slop is not this (it depends on the order of the words
//! and over-matches). [`near`] walks the notices that hold phrases of both
//! sides and looks at their places and at the borders between them: nothing
//! stored is read.

use super::clock::Clock;
use super::grams::{Border, Grams, Hit};

/// How close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nearness {
    /// In one passage, at most so many folded characters between them, in
    /// either order, not overlapping.
    Characters(u32),
    /// In one sentence of one passage, see
    /// [`SentenceEnd`](super::marked::SentenceEnd).
    Sentence,
    /// In one article (条) with its items; in text without articles, in one
    /// passage.
    Article,
}

impl Nearness {
    /// The border no two phrases that are together may have between them.
    fn border(self) -> Border {
        match self {
            Nearness::Characters(_) => Border::Passage,
            Nearness::Sentence => Border::Sentence,
            Nearness::Article => Border::Article,
        }
    }
}

/// Any of some folded, non-empty phrases together with any of others.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub(super) nearness: Nearness,
    pub(super) left: Vec<String>,
    pub(super) right: Vec<String>,
}

/// The notices of a segment in which such phrases stand together, in order.
/// All parts of a notice are apart, for borders stand between them.
pub(super) fn near(grams: &Grams, wanted: &Near, clock: &Clock) -> Vec<Hit> {
    let [left, right] = [&wanted.left, &wanted.right].map(|words| {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for words in words {
            let length = words.chars().count() as u32;
            let places = grams.places(words, clock);
            found.extend(places.into_iter().map(|at| (at, at + length)));
        }
        // Several lists as one, each of them in order.
        if wanted.left.len() + wanted.right.len() > 2 {
            found.sort_unstable();
        }
        found
    });
    let (mut left, mut right) = (left.as_slice(), right.as_slice());
    let mut borders = Vec::new();
    let mut hits = Vec::new();
    while let (Some(&(a, _)), Some(&(b, _))) = (left.first(), right.first()) {
        if clock.is_over() {
            break;
        }
        // The first notice that may hold both.
        let (doc, start, end) = grams.notice_at(a.max(b));
        (_, left) = split_before(left, start);
        (_, right) = split_before(right, start);
        let (here, there);
        (here, left) = split_before(left, end);
        (there, right) = split_before(right, end);
        if here.is_empty() || there.is_empty() {
            continue;
        }
        borders.clear();
        grams.borders_between(wanted.nearness.border(), start, end, &mut borders);
        let holds = match wanted.nearness {
            Nearness::Characters(most) => {
                close(here, there, &borders, most) || close(there, here, &borders, most)
            }
            Nearness::Sentence | Nearness::Article => share(here, there, &borders),
        };
        if holds {
            hits.push((doc, [1; 3]));
        }
    }
    hits
}

/// Where phrases begin and end, in order.
type Phrases<'a> = &'a [(u32, u32)];

/// Phrases that begin before a place, and the others. The place is looked for
/// near the beginning first.
fn split_before(phrases: Phrases<'_>, place: u32) -> (Phrases<'_>, Phrases<'_>) {
    let before = |at: usize| phrases.get(at).is_some_and(|&(start, _)| start < place);
    let mut reach = 1;
    while before(reach) {
        reach *= 2;
    }
    let near = phrases.get(..reach).unwrap_or(phrases);
    phrases.split_at(near.partition_point(|&(start, _)| start < place))
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
