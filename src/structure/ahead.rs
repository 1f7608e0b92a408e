//! The paragraphs of a text and the labels they begin with, so that a
//! decision can look at what is still to come.

use crate::notation::label::{self, Label, LabelKind};
use crate::text::Joined;
use std::ops::Range;

/// How many kinds of labels there are.
pub(super) const KINDS: usize = LabelKind::Circled as usize + 1;

/// One paragraph: a stretch of a joined text without white space at its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paragraph<'a> {
    /// The text it is part of.
    pub joined: &'a Joined,
    /// Its first byte in that text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The label it begins with, as far as its own words tell.
    pub label: Option<Label>,
}

impl<'a> Paragraph<'a> {
    /// Its words.
    pub fn text(&self) -> &'a str {
        self.joined.text().get(self.start..self.end).unwrap_or("")
    }
}

/// A label at the start of a paragraph still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coming {
    /// Index of the paragraph.
    pub at: usize,
    /// Kind of the label.
    pub kind: LabelKind,
    /// Its number.
    pub number: u32,
}

/// A label in the list of all, and where the next of its kind stands in it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    coming: Coming,
    next_of_kind: usize,
}

/// All paragraphs and their labels, and how far they have been read.
#[derive(Debug, Default)]
pub(super) struct Ahead<'a> {
    pub paragraphs: Vec<Paragraph<'a>>,
    labels: Vec<Entry>,
    /// The first label still to come, in `labels`.
    next: usize,
    /// The first of each kind still to come.
    next_of: [usize; KINDS],
}

impl<'a> Ahead<'a> {
    pub fn new(texts: &'a [Joined]) -> Self {
        let mut ahead = Ahead {
            paragraphs: Vec::with_capacity(texts.len()),
            labels: Vec::with_capacity(texts.len()),
            ..Ahead::default()
        };
        for joined in texts {
            let mut start = 0;
            for at in memchr::memchr_iter(b'\n', joined.text().as_bytes()) {
                ahead.add(joined, start..at);
                start = at + 1;
            }
            ahead.add(joined, start..joined.text().len());
        }
        ahead.link();
        ahead
    }

    fn add(&mut self, joined: &'a Joined, range: Range<usize>) {
        let words = joined.text().get(range.clone()).unwrap_or("").trim_end();
        let end = range.start + words.len();
        let words = words.trim_start();
        if words.is_empty() {
            return;
        }
        let label = label::at_start(words);
        if let Some(Label { kind, number, .. }) = label {
            let at = self.paragraphs.len();
            self.labels.push(Entry {
                coming: Coming { at, kind, number },
                next_of_kind: 0,
            });
        }
        self.paragraphs.push(Paragraph {
            joined,
            start: end - words.len(),
            end,
            label,
        });
    }

    /// Links each label to the next of its kind, from the last one back.
    fn link(&mut self) {
        self.next_of = [self.labels.len(); KINDS];
        for (at, entry) in self.labels.iter_mut().enumerate().rev() {
            let first = &mut self.next_of[entry.coming.kind as usize];
            entry.next_of_kind = std::mem::replace(first, at);
        }
    }

    /// From now on, what comes is what stands after paragraph `at`, which is
    /// never before the one given last.
    pub fn read_to(&mut self, at: usize) {
        while let Some(entry) = self.labels.get(self.next) {
            if entry.coming.at > at {
                break;
            }
            self.next_of[entry.coming.kind as usize] = entry.next_of_kind;
            self.next += 1;
        }
    }

    /// The first label still to come.
    pub fn next(&self) -> Option<Coming> {
        self.labels.get(self.next).map(|entry| entry.coming)
    }

    /// The first label of `kind` still to come.
    pub fn next_of(&self, kind: LabelKind) -> Option<Coming> {
        let at = self.next_of[kind as usize];
        self.labels.get(at).map(|entry| entry.coming)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_is_behind_what_was_read() {
        let text = Joined::plain("一、甲\n（一）乙\n丙\n（二）丁\n二、戊\n\n己");
        let texts = [text];
        let mut ahead = Ahead::new(&texts);
        assert_eq!(ahead.paragraphs.len(), 6);
        let at = |coming: Option<Coming>| coming.map(|coming| coming.at);
        let table = [
            (0, Some(1), Some(4), Some(1)),
            (1, Some(3), Some(4), Some(3)),
            (3, Some(4), Some(4), None),
            (4, None, None, None),
            (5, None, None, None),
        ];
        for (read, next, hanzi, bracketed) in table {
            ahead.read_to(read);
            assert_eq!(at(ahead.next()), next);
            assert_eq!(at(ahead.next_of(LabelKind::Hanzi)), hanzi);
            assert_eq!(at(ahead.next_of(LabelKind::BracketHanzi)), bracketed);
            assert_eq!(ahead.next_of(LabelKind::Part), None);
        }
    }
}
