//! Strings found in the words of a segment.

use super::file::{Gram, Grams};
use super::list::{Places, take_summary};
use super::{Border, SEPARATOR};
use crate::index::clock::Clock;

/// A notice that holds a string: its number in the segment, and how often its
/// titles, its other fields and its text hold it.
pub(in crate::index) type Hit = (u32, [u32; 3]);

/// From places in order to the notices they are in.
pub(super) struct Walk<'a> {
    docs: &'a [[u32; 3]],
    at: usize,
}

impl<'a> Walk<'a> {
    /// Stands at the first notice.
    pub(super) fn new(docs: &'a [[u32; 3]]) -> Self {
        Walk { docs, at: 0 }
    }

    /// The notice and the part of it a place is in; places come in order.
    #[inline]
    pub(super) fn to(&mut self, place: u32) -> (u32, usize) {
        let begins = |at: usize| self.docs.get(at).is_none_or(|row| row[0] > place);
        if !begins(self.at + 1) {
            // The last notice that begins at or before it: first in steps that
            // double, then by halves.
            let mut step = 1;
            while !begins(self.at + step) {
                self.at += step;
                step *= 2;
            }
            let rest = self.docs.get(self.at..).unwrap_or_default();
            let near = rest.get(..step).unwrap_or(rest);
            self.at += near
                .partition_point(|row| row[0] <= place)
                .saturating_sub(1);
        }
        let part = self.docs.get(self.at).map_or(2, |[_, other, body]| {
            usize::from(place >= *other) + usize::from(place >= *body)
        });
        (self.at as u32, part)
    }
}

/// Where to look for a string.
enum Way<'a> {
    /// It is nowhere.
    Nowhere,
    /// It is this gram.
    Whole(Gram),
    /// One of its grams, so many characters from its beginning, and the list
    /// of the places of that.
    Look(u32, Places<'a>),
}

/// Places between two looks at the clock.
const STRETCH: usize = 1024;

impl Grams {
    /// The notices that hold folded words, in order.
    pub(in crate::index) fn notices(&self, words: &str, clock: &Clock) -> Vec<Hit> {
        let Some(ids) = self.numbers(words) else {
            return Vec::new();
        };
        if let &[one] = ids.as_slice() {
            return self.notices_of_character(one, clock);
        }
        let places = match self.way(&ids, false) {
            Way::Nowhere => return Vec::new(),
            Way::Whole(gram) if u64::from(gram.count) >= self.heavy() => {
                let mut hits = Vec::new();
                if let Some((summary, _)) = take_summary(self.lists(&gram)) {
                    hits.extend(summary);
                }
                return hits;
            }
            Way::Whole(gram) => self.listed(&gram),
            Way::Look(before, list) => self.look(&ids, before, list, clock),
        };
        self.hits(&places)
    }

    /// The places where folded words begin, in order.
    pub(in crate::index) fn places(&self, words: &str, clock: &Clock) -> Vec<u32> {
        let Some(ids) = self.numbers(words) else {
            return Vec::new();
        };
        if let &[one] = ids.as_slice() {
            return self.places_of_character(one, clock);
        }
        match self.way(&ids, true) {
            Way::Nowhere => Vec::new(),
            Way::Whole(gram) => self.listed(&gram),
            Way::Look(before, list) => self.look(&ids, before, list, clock),
        }
    }

    /// The character before a place; `None` at the beginning of a passage.
    pub(in crate::index) fn before(&self, place: u32) -> Option<u32> {
        let id = self.at(place.checked_sub(1)?);
        (id != SEPARATOR).then_some(id)
    }

    /// The numbers of some characters, of those that occur.
    pub(in crate::index) fn numbers_of(&self, chars: impl Iterator<Item = char>) -> Vec<u32> {
        chars.filter_map(|c| self.number(c)).collect()
    }

    /// Appends the borders of a kind between two places.
    pub(in crate::index) fn borders_between(
        &self,
        border: Border,
        from: u32,
        to: u32,
        out: &mut Vec<u32>,
    ) {
        self.borders(border).between(from, to, out);
    }

    /// The notice a place is in, and where that begins and ends.
    pub(in crate::index) fn notice_at(&self, place: u32) -> (u32, u32, u32) {
        let at = self.docs.partition_point(|row| row[0] <= place);
        let begin = |at: usize| self.docs.get(at).map_or(u32::MAX, |row| row[0]);
        let doc = at.saturating_sub(1);
        (doc as u32, begin(doc), begin(doc + 1))
    }

    /// Places of each part of a notice.
    pub(in crate::index) fn sizes_of(&self, doc: u32) -> [u32; 3] {
        let row = |at: usize| self.docs.get(at).copied().unwrap_or_default();
        let ([title, other, body], [end, ..]) = (row(doc as usize), row(doc as usize + 1));
        [
            other.saturating_sub(title),
            body.saturating_sub(other),
            end.saturating_sub(body),
        ]
    }

    /// Places of each part, all notices together.
    pub(in crate::index) fn sizes(&self) -> [u64; 3] {
        self.sizes
    }

    /// `None` when there is no such character, or none at all.
    fn numbers(&self, words: &str) -> Option<Vec<u32>> {
        let ids: Option<Vec<u32>> = words.chars().map(|c| self.number(c)).collect();
        ids.filter(|ids| !ids.is_empty())
    }

    fn listed(&self, gram: &Gram) -> Vec<u32> {
        let mut places = Vec::new();
        if let Some(list) = self.list(gram) {
            list.all(&mut places);
        }
        places
    }

    /// The places of a gram that has a list.
    fn list(&self, gram: &Gram) -> Option<Places<'_>> {
        let bytes = self.lists(gram);
        let bytes = match u64::from(gram.count) >= self.heavy() {
            true => take_summary(bytes)?.1,
            false => bytes,
        };
        Some(Places {
            count: gram.count as usize,
            bytes,
        })
    }

    /// Where to look for two characters and more. Heavy grams have summaries,
    /// which tell no places; those that have lists too are the ones of two
    /// characters and the longest.
    fn way(&self, ids: &[u32], wants_places: bool) -> Way<'_> {
        let mut best: Option<(u32, Gram)> = None;
        let mut offer = |at: usize, gram: Gram| {
            if best.is_none_or(|(_, known)| gram.count < known.count) {
                best = Some((at as u32, gram));
            }
        };
        let heavy = |gram: &Gram| u64::from(gram.count) >= self.heavy();
        let longest = self.longest();
        let pairs: Option<Vec<Gram>> = ids
            .windows(2)
            .map(|pair| match pair {
                &[first, second] => self.child(self.first(first), second),
                _ => None,
            })
            .collect();
        let Some(pairs) = pairs else {
            return Way::Nowhere;
        };
        for (at, &pair) in pairs.iter().enumerate() {
            let whole = |gram: &Gram, length: usize| {
                at == 0
                    && length == ids.len()
                    && (!wants_places || !heavy(gram) || length == 2 || length == longest)
            };
            if whole(&pair, 2) {
                return Way::Whole(pair);
            }
            if wants_places || !heavy(&pair) {
                offer(at, pair);
            }
            let (mut gram, mut length) = (pair, 2);
            while heavy(&gram) && length < longest {
                let (Some(last), Some(&next)) = (pairs.get(at + length - 1), ids.get(at + length))
                else {
                    break;
                };
                // A light pair has no grams above it, and is offered itself.
                if !heavy(last) {
                    break;
                }
                let Some(longer) = self.child(gram.below, next) else {
                    return Way::Nowhere;
                };
                (gram, length) = (longer, length + 1);
                if whole(&gram, length) {
                    return Way::Whole(gram);
                }
                if !heavy(&gram) || length == longest {
                    offer(at, gram);
                }
            }
        }
        match best.and_then(|(at, gram)| Some((at, self.list(&gram)?))) {
            Some((at, list)) => Way::Look(at, list),
            None => Way::Nowhere,
        }
    }

    /// The places of a string, among those of a gram of it.
    fn look(&self, ids: &[u32], before: u32, list: Places<'_>, clock: &Clock) -> Vec<u32> {
        let mut places = Vec::new();
        list.all(&mut places);
        let width = self.width();
        let mut wanted = Vec::with_capacity(ids.len() * width);
        for id in ids {
            wanted.extend(id.to_le_bytes().iter().take(width));
        }
        let text = self.text();
        let holds = |place: u32| {
            let start = place.checked_sub(before)?;
            let bytes = text.get(start as usize * width..)?;
            bytes.starts_with(&wanted).then_some(start)
        };
        let mut out = Vec::new();
        for stretch in places.chunks(STRETCH) {
            if clock.is_over() {
                break;
            }
            out.extend(stretch.iter().filter_map(|&place| holds(place)));
        }
        out
    }

    /// The notices of places in order.
    pub(in crate::index) fn hits(&self, places: &[u32]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut walk = Walk::new(&self.docs);
        for &place in places {
            let (doc, part) = walk.to(place);
            if hits.last().is_none_or(|(last, _)| *last != doc) {
                hits.push((doc, [0; 3]));
            }
            if let Some((_, counts)) = hits.last_mut()
                && let Some(count) = counts.get_mut(part)
            {
                *count += 1;
            }
        }
        hits
    }

    /// Every character but the last of a passage begins a gram of two; the
    /// last one stands in one with the separator.
    fn grams_of_character(&self, id: u32) -> impl Iterator<Item = Gram> + '_ {
        let (start, count) = self.first(id);
        (start..start.saturating_add(count)).map_while(|at| self.gram(at))
    }

    fn notices_of_character(&self, id: u32, clock: &Clock) -> Vec<Hit> {
        let count: u64 = self
            .grams_of_character(id)
            .map(|gram| u64::from(gram.count))
            .sum();
        if count < self.heavy() {
            return self.hits(&self.places_of_character(id, clock));
        }
        let mut counts = vec![[0u32; 3]; self.len()];
        let mut add = |doc: u32, more: [u32; 3]| {
            if let Some(counts) = counts.get_mut(doc as usize) {
                for (count, more) in counts.iter_mut().zip(more) {
                    *count += more;
                }
            }
        };
        let mut places = Vec::new();
        for gram in self.grams_of_character(id) {
            if clock.is_over() {
                break;
            }
            if u64::from(gram.count) >= self.heavy() {
                if let Some((summary, _)) = take_summary(self.lists(&gram)) {
                    summary.for_each(|(doc, counts)| add(doc, counts));
                }
                continue;
            }
            places.clear();
            if let Some(list) = self.list(&gram) {
                list.all(&mut places);
            }
            let mut walk = Walk::new(&self.docs);
            for &place in &places {
                let (doc, part) = walk.to(place);
                let mut one = [0; 3];
                if let Some(count) = one.get_mut(part) {
                    *count = 1;
                }
                add(doc, one);
            }
        }
        (0..)
            .zip(counts)
            .filter(|(_, counts)| counts.iter().any(|&count| count > 0))
            .collect()
    }

    fn places_of_character(&self, id: u32, clock: &Clock) -> Vec<u32> {
        let mut places = Vec::new();
        for gram in self.grams_of_character(id) {
            if clock.is_over() {
                break;
            }
            if let Some(list) = self.list(&gram) {
                list.all(&mut places);
            }
        }
        places.sort_unstable();
        places
    }
}
