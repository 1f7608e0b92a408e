//! Whether the words on both sides of a line's end go on with each other.
//!
//! Where a sentence was cut in two, the characters about the cut come back
//! elsewhere in the issue, inside a line: 投诉举|报处理 meets 举报 again. Among
//! the lines of a real issue two in three that belong together share such a
//! group of three or four characters, and one in forty that do not.

use crate::layout::Layout;

/// Groups of four characters inside the lines of the issue, sorted; at the end
/// of a line a group is filled up with zeros.
#[derive(Debug, Default)]
pub struct Junctions {
    grams: Vec<u64>,
}

/// How well two ends of words are known to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// The two characters never meet inside a line.
    Never,
    /// The two characters do.
    Pair,
    /// Three of the four characters do.
    Three,
    /// All four do.
    Four,
}

/// Two characters in print, as they are compared.
pub type Edge = (u64, u64);

impl Junctions {
    /// Collects the groups of an issue.
    pub fn of(layout: &Layout<'_>) -> Self {
        let count = layout.lines.iter().map(|line| line.flat.len() / 3).sum();
        let mut grams = Vec::with_capacity(count);
        for line in &layout.lines {
            let mut gram = 0u64;
            let mut length = 0;
            for c in line.flat.chars() {
                gram = gram << 16 | code(c);
                length += 1;
                if length >= 4 {
                    grams.push(gram);
                }
            }
            // What is shorter than four still shows its pairs and triples.
            for filled in 1..=length.min(3) {
                grams.push(gram << (16 * filled.max(4 - length)));
            }
        }
        sort(&mut grams);
        grams.dedup();
        Junctions { grams }
    }

    /// How the last two characters of one line and the first two of another
    /// are known to meet.
    pub fn met(&self, (a, b): Edge, (c, d): Edge) -> Met {
        if !self.holds(b << 16 | c, 2) {
            return Met::Never;
        }
        let before = a != 0 && self.holds(a << 32 | b << 16 | c, 3);
        let after = d != 0 && self.holds(b << 32 | c << 16 | d, 3);
        if before && after && self.holds(a << 48 | b << 32 | c << 16 | d, 4) {
            Met::Four
        } else if before || after {
            Met::Three
        } else {
            Met::Pair
        }
    }

    /// Whether some group begins with these characters.
    fn holds(&self, gram: u64, length: u32) -> bool {
        let free = 16 * (4 - length);
        let first = gram << free;
        let at = self.grams.partition_point(|&known| known < first);
        self.grams
            .get(at)
            .is_some_and(|&known| known >> free == gram)
    }
}

/// Sorts groups: first by their first character in one count, then the few of
/// each among themselves.
fn sort(grams: &mut [u64]) {
    let first = |gram: u64| (gram >> 48) as usize;
    let mut ends = vec![0usize; 1 << 16];
    for &gram in grams.iter() {
        ends[first(gram)] += 1;
    }
    let mut all = 0;
    for end in &mut ends {
        all += *end;
        *end = all;
    }
    let unsorted = grams.to_vec();
    for &gram in &unsorted {
        let end = &mut ends[first(gram)];
        *end -= 1;
        grams[*end] = gram;
    }
    for same in grams.chunk_by_mut(|&a, &b| first(a) == first(b)) {
        same.sort_unstable();
    }
}

/// The first two characters of a text.
pub fn first_two(flat: &str) -> Edge {
    let mut chars = flat.chars();
    (chars.next().map_or(0, code), chars.next().map_or(0, code))
}

/// The last two characters of a text, in their order.
pub fn last_two(flat: &str) -> Edge {
    let mut chars = flat.chars().rev();
    let last = chars.next().map_or(0, code);
    (chars.next().map_or(0, code), last)
}

/// Whether the code is a hanzi's.
pub fn hanzi(code: u64) -> bool {
    (0x4e00..=0x9fff).contains(&code)
}

/// Sixteen bits of a character; those beyond share codes, which does no harm.
fn code(c: char) -> u64 {
    u64::from(c as u32 & 0xffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn groups_are_sorted() {
        let mut grams: Vec<u64> = (0..3000u64)
            .map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) & 0x7_000f_ffff_ffff)
            .collect();
        let mut sorted = grams.clone();
        sorted.sort_unstable();
        sort(&mut grams);
        assert_eq!(grams, sorted);
        sort(&mut []);
    }

    #[test]
    fn words_meet_as_they_do_elsewhere() {
        let source = Source::new("建立投诉举报机制\n举报\n丁\n".to_owned());
        let junctions = Junctions::of(&crate::layout::layout(&source));
        let met = |a: &str, b: &str| junctions.met(last_two(a), first_two(b));
        assert_eq!(met("完善投诉举", "报机构"), Met::Four);
        assert_eq!(met("完善投诉举", "报告"), Met::Three);
        assert_eq!(met("列举", "报机构"), Met::Three);
        assert_eq!(met("列举", "报告"), Met::Pair);
        assert_eq!(met("举", "报"), Met::Pair);
        assert_eq!(met("机", "构"), Met::Never);
        assert_eq!(met("", ""), Met::Never);
    }
}
