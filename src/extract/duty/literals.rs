//! Literals in short texts. An automaton takes longer to start than a name takes
//! to read; here a bit says of each character whether a literal begins with it.

use std::ops::Range;

/// A set of literals, found leftmost and longest.
#[derive(Debug)]
pub(super) struct Literals {
    /// One bit for each character of the basic plane: whether it begins one.
    bits: Vec<u64>,
    /// The same for the second characters.
    seconds: Vec<u64>,
    /// Whether one of them is a single character.
    lone: bool,
    /// Literals with their index, grouped by first character, longest first.
    groups: Vec<(char, Vec<(String, usize)>)>,
}

/// One of two sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    First,
    Second,
}

impl<'a> FromIterator<&'a str> for Literals {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let (mut bits, mut seconds) = (vec![0u64; 1024], vec![0u64; 1024]);
        let mut lone = false;
        let mut groups: Vec<(char, Vec<(String, usize)>)> = Vec::new();
        for (index, word) in words.into_iter().enumerate() {
            let mut chars = word.chars();
            let Some(first) = chars.next() else {
                continue;
            };
            if !set(&mut bits, first) {
                continue;
            }
            match chars.next() {
                // A second one beyond the basic plane is not told by a bit.
                Some(second) => lone |= !set(&mut seconds, second),
                None => lone = true,
            }
            let at = groups.partition_point(|(c, _)| *c < first);
            if groups.get(at).is_none_or(|(c, _)| *c != first) {
                groups.insert(at, (first, Vec::new()));
            }
            if let Some((_, group)) = groups.get_mut(at) {
                group.push((word.to_owned(), index));
                group.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
            }
        }
        Literals {
            bits,
            seconds,
            lone,
            groups,
        }
    }
}

/// Sets the bit of a character, if it has one.
fn set(bits: &mut [u64], c: char) -> bool {
    let slot = bits.get_mut(c as usize / 64);
    if let Some(slot) = slot {
        *slot |= 1 << (c as u32 % 64);
        return true;
    }
    false
}

/// Whether the bit of a character is set.
fn has(bits: &[u64], c: char) -> bool {
    bits.get(c as usize / 64)
        .is_some_and(|bits| bits >> (c as u32 % 64) & 1 == 1)
}

impl Literals {
    /// Whether a literal may begin with `c` and what follows it.
    fn may_begin(&self, c: char, text: &str) -> bool {
        has(&self.bits, c)
            && (self.lone
                || text
                    .get(c.len_utf8()..)
                    .and_then(|rest| rest.chars().next())
                    .is_some_and(|c| has(&self.seconds, c)))
    }

    /// The matches of two sets in one look at `text`, in order of their starts:
    /// of which set, which literal, its bytes. Those of one set do not overlap.
    pub fn find_both(
        first: &Literals,
        second: &Literals,
        text: &str,
        mut found: impl FnMut(Which, usize, Range<usize>),
    ) {
        let mut free = [0, 0];
        for (at, c) in text.char_indices() {
            if !has(&first.bits, c) && !has(&second.bits, c) {
                continue;
            }
            let rest = &text[at..];
            let sets = [(Which::First, first), (Which::Second, second)];
            for (free, (which, set)) in free.iter_mut().zip(sets) {
                if at >= *free
                    && set.may_begin(c, rest)
                    && let Some((len, index)) = set.longest(c, rest)
                {
                    *free = at + len;
                    found(which, index, at..at + len);
                }
            }
        }
    }

    /// Each match in `text`: which literal, and its bytes. Matches do not
    /// overlap.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let mut rest = text;
        std::iter::from_fn(move || {
            for (at, c) in rest.char_indices() {
                if self.may_begin(c, &rest[at..])
                    && let Some((len, index)) = self.longest(c, &rest[at..])
                {
                    let start = text.len() - rest.len() + at;
                    rest = &rest[at + len..];
                    return Some((index, start..start + len));
                }
            }
            rest = "";
            None
        })
    }

    /// Whether any literal stands in `text`.
    pub fn any_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }

    fn longest(&self, first: char, text: &str) -> Option<(usize, usize)> {
        let at = self.groups.binary_search_by_key(&first, |g| g.0).ok()?;
        let (_, group) = self.groups.get(at)?;
        let (word, index) = group.iter().find(|(word, _)| text.starts_with(word))?;
        Some((word.len(), *index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftmost_longest() {
        let words: Literals = ["负责", "负责人", "牵头", "实施"].into_iter().collect();
        let found: Vec<(usize, Range<usize>)> = words.find("由市负责人牵头实施").collect();
        assert_eq!(found, [(1, 6..15), (2, 15..21), (3, 21..27)]);
        let others: Literals = ["牵头实施", "人牵"].into_iter().collect();
        let mut both: Vec<(Which, usize)> = Vec::new();
        Literals::find_both(
            &words,
            &others,
            "负责人牵头实施",
            |which, index, _| {
                both.push((which, index));
            },
        );
        let wanted = [
            (Which::First, 1),
            (Which::Second, 1),
            (Which::First, 2),
            (Which::First, 3),
        ];
        assert_eq!(both, wanted);
        assert!(!words.any_in("负担") && !words.any_in(""));
    }
}
