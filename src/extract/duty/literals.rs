//! Literals in short texts. An automaton takes longer to start than a name takes
//! to read; here a bit says of each character whether a literal begins with it.

use std::ops::Range;

/// A set of literals, found leftmost and longest.
#[derive(Debug)]
pub(super) struct Literals {
    /// One bit for each character of the basic plane.
    bits: Vec<u64>,
    /// Literals with their index, grouped by first character, longest first.
    groups: Vec<(char, Vec<(String, usize)>)>,
}

impl<'a> FromIterator<&'a str> for Literals {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut bits = vec![0u64; 1024];
        let mut groups: Vec<(char, Vec<(String, usize)>)> = Vec::new();
        for (index, word) in words.into_iter().enumerate() {
            let Some(first) = word.chars().next() else {
                continue;
            };
            let Some(slot) = bits.get_mut(first as usize / 64) else {
                continue;
            };
            *slot |= 1 << (first as u32 % 64);
            let at = groups.partition_point(|(c, _)| *c < first);
            if groups.get(at).is_none_or(|(c, _)| *c != first) {
                groups.insert(at, (first, Vec::new()));
            }
            if let Some((_, group)) = groups.get_mut(at) {
                group.push((word.to_owned(), index));
                group.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
            }
        }
        Literals { bits, groups }
    }
}

impl Literals {
    /// Each match in `text`: which literal, and its bytes. Matches do not
    /// overlap.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let mut rest = text;
        std::iter::from_fn(move || {
            for (at, c) in rest.char_indices() {
                let begins = self
                    .bits
                    .get(c as usize / 64)
                    .is_some_and(|bits| bits >> (c as u32 % 64) & 1 == 1);
                if begins && let Some((len, index)) = self.longest(c, &rest[at..]) {
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
        assert!(!words.any_in("负担") && !words.any_in(""));
    }
}
