//! Which notice is which, which rows are the same, how much text kept its
//! order.

use super::super::score::Sets;
use super::Lines;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs notices one to one, largest overlap of lines first.
pub(super) fn pairing(wanted: &[Lines], parsed: &[Lines]) -> BTreeMap<usize, usize> {
    let mut owner: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, lines) in wanted.iter().enumerate() {
        for &(line, _) in lines {
            owner.entry(line).or_default().push(index);
        }
    }
    let mut overlaps: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (index, lines) in parsed.iter().enumerate() {
        let lines: BTreeSet<u32> = lines.iter().map(|line| line.0).collect();
        for line in lines {
            for &truth in owner.get(&line).into_iter().flatten() {
                *overlaps.entry((truth, index)).or_default() += 1;
            }
        }
    }
    let mut order: Vec<_> = overlaps
        .into_iter()
        .map(|((truth, index), common)| (std::cmp::Reverse(common), truth, index))
        .collect();
    order.sort_unstable();
    let mut out = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (_, truth, index) in order {
        if !out.contains_key(&truth) && used.insert(index) {
            out.insert(truth, index);
        }
    }
    out
}

/// Multisets compared: counts, what is missing, what is extra.
pub(super) fn sets<T: Ord + Clone>(wanted: &[T], found: &[T]) -> (Sets, Vec<T>, Vec<T>) {
    let (mut a, mut b) = (wanted.to_vec(), found.to_vec());
    a.sort();
    b.sort();
    let (mut i, mut j, mut hit) = (0, 0, 0);
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                hit += 1;
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x < y) => {
                missing.push(x.clone());
                i += 1;
            }
            (_, Some(y)) => {
                extra.push(y.clone());
                j += 1;
            }
            (_, None) => break,
        }
    }
    let sets = Sets {
        hit,
        found: found.len() as u64,
        wanted: wanted.len() as u64,
    };
    (sets, missing, extra)
}

/// How many characters of `a` stand in `b` in the same order, counted by
/// words of twelve that occur once in each: exact for equal texts, a lower
/// bound else, in linear time but for a sort.
pub(super) fn common(a: &[char], b: &[char]) -> usize {
    const WORD: usize = 12;
    if a == b {
        return a.len();
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    let mut places: BTreeMap<&[char], (u32, u32, u32)> = BTreeMap::new();
    for (at, word) in a.windows(WORD).enumerate() {
        let entry = places.entry(word).or_default();
        *entry = (entry.0 + 1, at as u32, entry.2);
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut seen: BTreeMap<&[char], (u32, u32)> = BTreeMap::new();
    for (at, word) in b.windows(WORD).enumerate() {
        let entry = seen.entry(word).or_default();
        *entry = (entry.0 + 1, at as u32);
    }
    for (word, (count, at)) in seen {
        if let (1, Some(&(1, from, _))) = (count, places.get(word)) {
            pairs.push((from, at));
        }
    }
    pairs.sort_unstable();
    // The longest run of words in the same order (patience).
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let at = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        before[index] = at.checked_sub(1).map(|at| tails[at]);
        if at == tails.len() {
            tails.push(index);
        } else {
            tails[at] = index;
        }
    }
    let mut covered = 0;
    let mut next = u32::MAX;
    let mut at = tails.last().copied();
    while let Some(index) = at {
        // Walking back: windows overlap, each character counts once.
        let start = pairs[index].0;
        covered += (start + WORD as u32).min(next).saturating_sub(start);
        next = start;
        at = before[index];
    }
    front + back + covered as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_text_counts_what_kept_its_order() {
        let text = |words: &str| words.chars().collect::<Vec<char>>();
        let a = text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒");
        assert_eq!(common(&a, &a), a.len());
        let mut swapped = a[16..].to_vec();
        swapped.extend(&a[..16]);
        let same = common(&a, &swapped);
        assert!((14..=18).contains(&same), "{same}");
        assert_eq!(common(&a, &[]), 0);
    }

    #[test]
    fn multisets_count_repeats() {
        let (counts, missing, extra) = sets(&[1, 1, 2], &[1, 3]);
        assert_eq!((counts.hit, counts.found, counts.wanted), (1, 2, 3));
        assert_eq!((missing, extra), (vec![1, 2], vec![3]));
    }
}
