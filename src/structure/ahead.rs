//! The paragraphs of a text and the labels they begin with, so that a
//! decision can look at what is still to come.

use crate::notation::label::{self, Label, LabelKind};
use crate::text::Joined;

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

/// All paragraphs, and their labels in order and by kind.
#[derive(Debug, Default)]
pub(super) struct Ahead<'a> {
    pub paragraphs: Vec<Paragraph<'a>>,
    labels: Vec<Coming>,
    by_kind: [Vec<Coming>; KINDS],
}

impl<'a> Ahead<'a> {
    pub fn new(texts: &'a [Joined]) -> Self {
        let mut ahead = Ahead::default();
        for joined in texts {
            let mut start = 0;
            for piece in joined.text().split('\n') {
                ahead.add(joined, start, piece);
                start += piece.len() + 1;
            }
        }
        ahead
    }

    fn add(&mut self, joined: &'a Joined, start: usize, piece: &str) {
        let words = piece.trim_end();
        let end = start + words.len();
        let words = words.trim_start();
        if words.is_empty() {
            return;
        }
        let label = label::at_start(words);
        if let Some(Label { kind, number, .. }) = label {
            let at = self.paragraphs.len();
            let coming = Coming { at, kind, number };
            self.labels.push(coming);
            self.by_kind[kind as usize].push(coming);
        }
        self.paragraphs.push(Paragraph {
            joined,
            start: end - words.len(),
            end,
            label,
        });
    }

    /// The first label after paragraph `at`.
    pub fn next(&self, at: usize) -> Option<Coming> {
        after(&self.labels, at)
    }

    /// The first label of `kind` after paragraph `at`.
    pub fn next_of(&self, kind: LabelKind, at: usize) -> Option<Coming> {
        after(&self.by_kind[kind as usize], at)
    }
}

fn after(labels: &[Coming], at: usize) -> Option<Coming> {
    labels
        .get(labels.partition_point(|label| label.at <= at))
        .copied()
}
