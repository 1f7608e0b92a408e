//! Whether a frame speaks of what a thread speaks of.
//!
//! The words of a notice come back: its subject, its bodies, its terms. Two
//! frames that share pairs of characters which are rare in the issue belong
//! together more likely than two that share none. This is the weakest witness,
//! asked only where the stronger ones leave a page unexplained.

use super::frame::{Frame, Kind};
use super::junction::{self, Edge, Junctions};
use crate::layout::Layout;
use rustc_hash::FxHashMap;

/// Pairs of characters in more than one frame of this many are common.
const COMMON: usize = 14;
/// Weight a frame must hold before its words count in full.
const FULL: u32 = 60;

/// Rare pairs of every frame that asks for them.
#[derive(Debug, Default)]
pub struct Cohesion {
    /// Sorted pairs with their weights, by frame; empty where not asked.
    pairs: Vec<Vec<(u32, u16)>>,
    totals: Vec<u32>,
    /// By frame: the frame it was compared with last, and what they share. One
    /// frame is compared with all before it, then the next.
    shares: Vec<(u32, u32)>,
    junctions: Junctions,
    /// First and last characters of every frame.
    edges: Vec<(Edge, Edge)>,
    /// Junctions with the frame asked for last, by the frame before.
    met: (u32, Vec<(u32, i32)>),
}

impl Cohesion {
    /// Collects the pairs of the frames `asked` accepts.
    pub fn of(
        layout: &Layout<'_>,
        frames: &[Frame],
        asked: &dyn Fn(&Frame) -> bool,
        junctions: Junctions,
    ) -> Self {
        let mut raw: Vec<Vec<u32>> = Vec::with_capacity(frames.len());
        let mut count: FxHashMap<u32, u32> = FxHashMap::default();
        let mut number = 0usize;
        for frame in frames {
            let mut list = Vec::new();
            if matches!(frame.kind, Kind::Text | Kind::Head(_) | Kind::Attach) && asked(frame) {
                number += 1;
                let mut before: Option<char> = None;
                for c in layout.lines[frame.first as usize..=frame.last as usize]
                    .iter()
                    .flat_map(|line| line.flat.chars())
                {
                    let hanzi = super::is_hanzi(c);
                    if let (Some(b), true) = (before, hanzi) {
                        list.push(((b as u32) << 16) ^ (c as u32 & 0xffff));
                    }
                    before = hanzi.then_some(c);
                }
                list.sort_unstable();
                list.dedup();
                for &pair in &list {
                    *count.entry(pair).or_insert(0) += 1;
                }
            }
            raw.push(list);
        }
        let limit = (number / COMMON).max(3) as u32;
        let weigh = |pair: u32| -> Option<u16> {
            let n = *count.get(&pair)?;
            // log2 of how rare it is, in eighths of a frame's weight.
            (n >= 2 && n <= limit).then(|| (number as u32 / n).max(2).ilog2() as u16 + 1)
        };
        let pairs: Vec<Vec<(u32, u16)>> = raw
            .into_iter()
            .map(|list| {
                list.into_iter()
                    .filter_map(|pair| weigh(pair).map(|w| (pair, w)))
                    .collect()
            })
            .collect();
        let totals = pairs
            .iter()
            .map(|list| list.iter().map(|(_, w)| u32::from(*w)).sum())
            .collect();
        let edges = frames.iter().map(|frame| {
            (
                junction::first_two(&layout.lines[frame.first as usize].flat),
                junction::last_two(&layout.lines[frame.last as usize].flat),
            )
        });
        Cohesion {
            pairs,
            totals,
            shares: vec![(u32::MAX, 0); frames.len()],
            junctions,
            edges: edges.collect(),
            met: (u32::MAX, Vec::new()),
        }
    }

    /// How much speaks for it that the last characters of one frame go on with
    /// the first of another, in bits; 0 where they are not asked.
    pub fn junction(&mut self, last: u32, next: u32) -> i32 {
        if self.met.0 != next {
            self.met = (next, Vec::new());
        }
        if let Some(&(_, known)) = self.met.1.iter().find(|&&(frame, _)| frame == last) {
            return known;
        }
        let (Some(&(_, end)), Some(&(start, _))) =
            (self.edges.get(last as usize), self.edges.get(next as usize))
        else {
            return 0;
        };
        let bits = self.junctions.bits(end, start);
        // Many things follow a comma: an unseen pair says nothing there.
        let bits = if junction::hanzi(end.1) {
            bits
        } else {
            bits.max(0)
        };
        self.met.1.push((last, bits));
        bits
    }

    /// Weight of the pairs frame `a` shares with `b`, one before it.
    fn shared(&mut self, a: u32, b: u32) -> u32 {
        if let Some(&(frame, known)) = self.shares.get(b as usize)
            && frame == a
        {
            return known;
        }
        let (x, y) = (&self.pairs[a as usize], &self.pairs[b as usize]);
        let (mut i, mut j, mut sum) = (0, 0, 0);
        while i < x.len() && j < y.len() {
            match x[i].0.cmp(&y[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += u32::from(x[i].1);
                    i += 1;
                    j += 1;
                }
            }
        }
        if let Some(known) = self.shares.get_mut(b as usize) {
            *known = (a, sum);
        }
        sum
    }

    /// What it costs, by a weight, that the frame goes with the frames of a
    /// thread: below zero where they share much, above where they share nothing.
    pub fn cost(&mut self, frame: u32, others: &[u32], weight: i32) -> i32 {
        let Some(&total) = self.totals.get(frame as usize) else {
            return 0;
        };
        if total < 6 {
            return 0;
        }
        let mut shared = 0;
        for &other in others {
            if other as usize >= self.pairs.len() {
                continue;
            }
            shared += self.shared(frame, other);
        }
        let share = (shared.min(total) * 100 / total) as i32;
        let trust = (total.min(FULL) * 100 / FULL) as i32;
        weight * (35 - share) * trust / 10_000
    }
}
