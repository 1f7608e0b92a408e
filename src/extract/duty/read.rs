//! What the readers of clauses share: the words of one node, their marks, and
//! cutting at the marks outside brackets.

use super::known::Names;
use super::marks::{Kind, Mark, Marks};
use super::view::View;
use std::ops::Range;

/// The words of one node, ready for reading. All offsets are bytes of the
/// view's words.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    view: &'a View<'a>,
    marks: Marks,
    names: &'a Names,
}

impl<'a> Reader<'a> {
    /// Reads the punctuation of `view`; `names` are those known so far.
    pub fn new(view: &'a View<'a>, names: &'a Names) -> Self {
        Reader {
            marks: Marks::new(view.key()),
            view,
            names,
        }
    }

    /// The names known so far.
    pub fn names(&self) -> &'a Names {
        self.names
    }

    /// The words and the way back to the node's text.
    pub fn view(&self) -> &'a View<'a> {
        self.view
    }

    /// Their punctuation.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Part of the words for comparing; empty for a range that is none.
    pub fn key(&self, range: Range<usize>) -> &'a str {
        self.view.key().get(range).unwrap_or("")
    }

    /// Part of the words as printed; empty for a range that is none.
    pub fn words(&self, range: Range<usize>) -> &'a str {
        self.view.words().get(range).unwrap_or("")
    }

    /// Part of the words as printed, without paragraph breaks and the white
    /// space of its ends.
    pub fn printed(&self, range: Range<usize>) -> String {
        let words = self.words(range).trim();
        if words.contains('\n') {
            words.chars().filter(|&c| c != '\n').collect()
        } else {
            words.to_owned()
        }
    }

    /// The marks of `range` outside brackets and quotations (those that open
    /// inside it are stepped over), with their indexes.
    pub fn outer(&self, range: Range<usize>) -> Outer<'_> {
        let span = self.marks.within(range.clone());
        Outer {
            marks: &self.marks,
            next: span.start,
            end: span.end,
            limit: range.end,
        }
    }

    /// `range` cut at the outer marks of the kinds in `at`.
    pub fn cut(&self, range: Range<usize>, at: &'static [Kind]) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for (_, mark) in self.outer(range.clone()) {
            if at.contains(&mark.kind) {
                parts.push(start..mark.start());
                start = mark.end();
            }
        }
        parts.push(start..range.end.max(start));
        parts
    }

    /// `range` without white space, separators and breaks at its ends.
    pub fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = self.key(range.clone());
        // Most ranges need no trimming, and most ends are hanzi (E4–E9 … 80–BF).
        let hanzi = |byte: Option<&u8>| byte.is_some_and(|b| (0xe4..=0xe9).contains(b));
        let bytes = text.as_bytes();
        let last = bytes.len().checked_sub(3).and_then(|at| bytes.get(at));
        if hanzi(bytes.first()) && hanzi(last) {
            return range;
        }
        let edge = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '、' | '，' | ',' | '；' | ';' | '。' | '.' | '：' | ':' | '/'
                )
        };
        let start = range.start + (text.len() - text.trim_start_matches(edge).len());
        let end = range.start + text.trim_end_matches(edge).len();
        start..end.max(start)
    }

    /// The partner of an opener, when it closes by `end`: its index and mark.
    pub fn closed(&self, mark: &Mark, end: usize) -> Option<(usize, &Mark)> {
        if !mark.opens() {
            return None;
        }
        let partner = mark.partner()?;
        let close = self.marks.get(partner).filter(|close| close.end() <= end)?;
        Some((partner, close))
    }

    /// Brackets and quotations of `range`, outermost only.
    pub fn shut(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut shut = Vec::new();
        let span = self.marks.within(range.clone());
        let mut at = span.start;
        while at < span.end
            && let Some(mark) = self.marks.get(at)
        {
            at += 1;
            if let Some((partner, close)) = self.closed(mark, range.end) {
                shut.push(mark.start()..close.end());
                at = partner + 1;
            }
        }
        shut
    }

    /// The bracket groups of `range` outside other brackets, as the range with
    /// its brackets and the range between them.
    pub fn groups(&self, range: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
        let mut groups = Vec::new();
        let span = self.marks.within(range.clone());
        let mut at = span.start;
        while at < span.end
            && let Some(mark) = self.marks.get(at)
        {
            at += 1;
            if mark.kind == Kind::Open
                && let Some((partner, close)) = self.closed(mark, range.end)
            {
                groups.push((mark.start()..close.end(), mark.end()..close.start()));
                at = partner + 1;
            }
        }
        groups
    }
}

/// Iterator of [`Reader::outer`].
pub(super) struct Outer<'a> {
    marks: &'a Marks,
    next: usize,
    end: usize,
    limit: usize,
}

impl<'a> Iterator for Outer<'a> {
    type Item = (usize, &'a Mark);

    fn next(&mut self) -> Option<Self::Item> {
        while self.next < self.end {
            let index = self.next;
            let mark = self.marks.get(index)?;
            self.next += 1;
            if mark.opens()
                && let Some(partner) = mark.partner()
                && self
                    .marks
                    .get(partner)
                    .is_some_and(|close| close.end() <= self.limit)
            {
                self.next = partner + 1;
                continue;
            }
            return Some((index, mark));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_leave_brackets_whole() {
        let view = View::new("甲、乙（丙、丁）、戊（己");
        let names = Names::default();
        let reader = Reader::new(&view, &names);
        let parts: Vec<&str> = reader
            .cut(0..view.words().len(), &[Kind::Enum])
            .into_iter()
            .map(|part| reader.key(part))
            .collect();
        assert_eq!(parts, ["甲", "乙（丙、丁）", "戊（己"]);
        let groups = reader.groups(0..view.words().len());
        assert_eq!(groups.len(), 1);
        assert_eq!(reader.key(groups[0].1.clone()), "丙、丁");
    }
}
