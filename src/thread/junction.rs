//! Whether the words on both sides of a line's end go on with each other.
//!
//! Where a sentence was cut in two, the characters about the cut come back
//! elsewhere in the issue, inside a line: 投诉举|报处理 meets 举报 again. How
//! much that says depends on how often the parts stand in the issue at all:
//! 企业|材料 may meet by chance, for both are everywhere; 举|报 may not. So the
//! times they meet are set against the times they would if the order of
//! characters were left to chance, in bits (pointwise mutual information).

use crate::layout::Layout;

/// Groups of four characters inside the lines of the issue, sorted; at the end
/// of a line a group is filled up with zeros. Every character begins one.
#[derive(Debug, Default)]
pub struct Junctions {
    grams: Vec<u64>,
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
        Junctions { grams }
    }

    /// Whether the last character of one line never stands before the first
    /// of another inside a line.
    pub fn never_meet(&self, (_, b): Edge, (c, _): Edge) -> bool {
        self.count(b << 16 | c, 2) == 0
    }

    /// How much speaks for it that the last two characters of one line go on
    /// with the first two of another, in bits: below zero where it speaks
    /// against it.
    pub fn bits(&self, (a, b): Edge, (c, d): Edge) -> i32 {
        let all = self.grams.len() as u64;
        let pair = self.count(b << 16 | c, 2);
        let (last, first) = (self.count(b, 1), self.count(c, 1));
        if pair == 0 {
            // They had that many chances to meet.
            return -log2(1 + last * first / all.max(1));
        }
        let before = if a == 0 {
            0
        } else {
            self.count(a << 16 | b, 2)
        };
        let after = if d == 0 {
            0
        } else {
            self.count(c << 16 | d, 2)
        };
        let left = if a == 0 {
            0
        } else {
            self.count(a << 32 | b << 16 | c, 3)
        };
        let right = if d == 0 {
            0
        } else {
            self.count(b << 32 | c << 16 | d, 3)
        };
        let four = if left > 0 && right > 0 {
            self.count(a << 48 | b << 32 | c << 16 | d, 4)
        } else {
            0
        };
        let chance = |met: u64, one: u64, other: u64| log2(met * all / (one * other).max(1));
        if four > 0 {
            return chance(four, before, after);
        }
        if left > 0 || right > 0 {
            let left = if left > 0 {
                chance(left, before, first)
            } else {
                0
            };
            let right = if right > 0 {
                chance(right, last, after)
            } else {
                0
            };
            return left.max(right);
        }
        // Only the two characters meet, and neither of the pairs they end and
        // begin was ever part of it: the more chances there were, the worse.
        chance(pair, last, first)
            - log2(1 + before * pair / last.max(1))
            - log2(1 + pair * after / first.max(1))
    }

    /// How many groups begin with these characters.
    fn count(&self, gram: u64, length: u32) -> u64 {
        let free = 16 * (4 - length);
        let first = gram << free;
        let from = self.grams.partition_point(|&known| known < first);
        let rest = &self.grams[from..];
        let same = |known: &u64| known >> free == gram;
        // Most groups are rare: look at a few before halving.
        let near = rest.iter().take(8).take_while(|known| same(known)).count();
        if near < 8 {
            return near as u64;
        }
        // Then in steps twice as long: even frequent ones fill little of it.
        let mut end = 16;
        while rest.get(end).is_some_and(same) {
            end *= 2;
        }
        let end = end.min(rest.len());
        rest[..end].partition_point(same) as u64
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

/// The logarithm to base 2, rounded down; 0 for 0 and 1.
fn log2(n: u64) -> i32 {
    n.max(1).ilog2() as i32
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
        let filler: String = (0..400u32)
            .filter_map(|n| char::from_u32(0x5000 + n))
            .collect();
        let source = Source::new(format!(
            "建立投诉举报机制\n举报\n丁\n企业甲企业乙材料丙企业材料丁材料企业戊材料\n{filler}\n"
        ));
        let junctions = Junctions::of(&crate::layout::layout(&source));
        let bits = |a: &str, b: &str| junctions.bits(last_two(a), first_two(b));
        let strong = bits("完善投诉举", "报机构");
        assert!(strong >= 6, "{strong}");
        assert!(bits("完善投诉举", "报告") >= 6);
        // Met once, but both are frequent.
        let common = bits("各企业", "材料，");
        assert!((1..strong).contains(&common), "{common}");
        // Never met, with no chance to speak of.
        assert_eq!(bits("机", "构"), 0);
        assert_eq!(bits("", ""), 0);
        // Never met in spite of many chances.
        let source = Source::new("业甲材乙".repeat(30));
        let often = Junctions::of(&crate::layout::layout(&source));
        assert_eq!(often.bits(last_two("甲业"), first_two("材乙")), -3);
        assert!(junctions.never_meet(last_two("机"), first_two("构")));
        assert!(!junctions.never_meet(last_two("列举"), first_two("报告")));
    }
}
