//! Lists of line ranges in reading order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ranges `[[first, last], …]` of physical lines, 1-based, inclusive, in
/// reading order: one answer may be printed in several places.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct LineRanges(pub Vec<(u32, u32)>);

impl LineRanges {
    /// No line at all.
    pub const fn new() -> Self {
        LineRanges(Vec::new())
    }

    /// One line.
    pub fn one(line: u32) -> Self {
        LineRanges(vec![(line, line)])
    }

    /// One range, inclusive.
    pub fn range(first: u32, last: u32) -> Self {
        LineRanges(vec![(first, last)])
    }

    /// Adds a line at the end; it melts into the last range when it repeats or
    /// directly follows it.
    pub fn push(&mut self, line: u32) {
        match self.0.last_mut() {
            Some(last) if line >= last.0 && line <= last.1 => {}
            Some(last) if line == last.1 + 1 => last.1 = line,
            _ => self.0.push((line, line)),
        }
    }

    /// Adds a range at the end, melting like [`LineRanges::push`].
    pub fn push_range(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some(end) if first >= end.0 && first <= end.1 + 1 => end.1 = end.1.max(last),
            _ => self.0.push((first, last)),
        }
    }

    /// Appends another list.
    pub fn extend(&mut self, other: &LineRanges) {
        for &(first, last) in &other.0 {
            self.push_range(first, last);
        }
    }

    /// Whether no line is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first line in reading order.
    pub fn first(&self) -> Option<u32> {
        self.0.first().map(|r| r.0)
    }

    /// Whether a line lies in any of the ranges.
    pub fn contains(&self, line: u32) -> bool {
        self.0.iter().any(|&(a, b)| a <= line && line <= b)
    }
}

impl FromIterator<u32> for LineRanges {
    fn from_iter<I: IntoIterator<Item = u32>>(lines: I) -> Self {
        let mut out = LineRanges::new();
        for line in lines {
            out.push(line);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_melt_and_jumps_do_not() {
        let lines: LineRanges = [3, 4, 4, 9, 2].into_iter().collect();
        assert_eq!(lines.0, vec![(3, 4), (9, 9), (2, 2)]);
        assert_eq!(lines.first(), Some(3));
        assert!(lines.contains(9) && !lines.contains(5));
    }
}
