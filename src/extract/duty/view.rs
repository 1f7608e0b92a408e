//! One node's words as the readers of this room see them: without stray white
//! space, traditional characters folded for comparing, and a way back to the
//! bytes of the node's own text.

use super::lexicon::lexicon;
use crate::lexicon::variants::Variants;
use std::borrow::Cow;
use std::ops::Range;

/// A place where white space was left out.
#[derive(Debug, Clone, Copy)]
struct Gap {
    /// Byte in the view.
    at: u32,
    /// Byte in the node's text where the words go on.
    resume: u32,
}

/// Words without white space between hanzi. Offsets of all readers are bytes of
/// [`View::words`], from 0, half-open; [`View::raw`] leads back to the text the
/// view was made from. Paragraph breaks `\n` stay.
#[derive(Debug)]
pub(super) struct View<'a> {
    words: Cow<'a, str>,
    folded: Option<String>,
    gaps: Vec<Gap>,
}

impl<'a> View<'a> {
    /// Leaves out white space, except one space between two ASCII letters or
    /// digits (`GDP 2035`).
    pub fn new(text: &'a str) -> Self {
        if !has_space(text) {
            return View {
                words: Cow::Borrowed(text),
                folded: None,
                gaps: Vec::new(),
            };
        }
        let (words, gaps) = squeeze(text);
        View {
            words: Cow::Owned(words),
            folded: None,
            gaps,
        }
    }

    /// The words as printed.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The words for comparing: as printed, or folded to simplified characters
    /// (of the same number of bytes) after [`View::fold`].
    pub fn key(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.words)
    }

    /// Folds traditional and variant characters.
    pub fn fold(&mut self) {
        let table = Variants::table();
        let folded: String = self.words.chars().map(|c| table.simplified(c)).collect();
        // The table pairs characters of three bytes; should an entry break
        // that, comparing the printed words is the safe answer.
        if folded.len() == self.words.len() {
            self.folded = Some(folded);
        }
    }

    /// Whether white space was left out at byte `at`.
    pub fn gap_at(&self, at: usize) -> bool {
        !self.gaps.is_empty()
            && self
                .gaps
                .binary_search_by_key(&at, |gap| gap.at as usize)
                .is_ok()
    }

    /// The places inside `range` (not at its start) where white space was.
    pub fn gaps_in(&self, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let first = self
            .gaps
            .partition_point(|gap| gap.at as usize <= range.start);
        self.gaps
            .get(first..)
            .unwrap_or_default()
            .iter()
            .map(|gap| gap.at as usize)
            .take_while(move |&at| at < range.end)
    }

    /// The bytes of the original text that `range` was made from, without
    /// white space at the ends.
    pub fn raw(&self, range: Range<usize>) -> Range<usize> {
        let before = self
            .gaps
            .partition_point(|gap| gap.at as usize <= range.start);
        let start = match before.checked_sub(1).and_then(|i| self.gaps.get(i)) {
            Some(gap) => gap.resume as usize + (range.start - gap.at as usize),
            None => range.start,
        };
        let inside = self
            .gaps
            .partition_point(|gap| (gap.at as usize) < range.end);
        let end = match inside.checked_sub(1).and_then(|i| self.gaps.get(i)) {
            Some(gap) => gap.resume as usize + (range.end - gap.at as usize),
            None => range.end,
        };
        start..end.max(start)
    }
}

/// Whether there is any white space but `\n`; quick for text without.
fn has_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b' ', b'\t', b'\r', bytes).is_some()
        || lexicon().needles.wide_space.is_in(text)
        // U+00A0; other characters that begin with C2 (· ±) are rare.
        || memchr::memchr_iter(0xc2, bytes).any(|at| bytes.get(at + 1) == Some(&0xa0))
}

/// The text without white space, and where it was.
fn squeeze(text: &str) -> (String, Vec<Gap>) {
    let mut words = String::with_capacity(text.len());
    let mut gaps = Vec::new();
    let mut paused = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && c != '\n' {
            paused = true;
            continue;
        }
        if std::mem::take(&mut paused) {
            let latin = c.is_ascii_alphanumeric()
                && words.ends_with(|last: char| last.is_ascii_alphanumeric());
            if latin {
                words.push(' ');
            }
            gaps.push(Gap {
                at: words.len() as u32,
                resume: at as u32,
            });
        }
        words.push(c);
    }
    (words, gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_and_offsets_lead_back() {
        let text = "（ 市教 育局　牵头 GDP 2035）\n 乙";
        let view = View::new(text);
        assert_eq!(view.words(), "（市教育局牵头GDP 2035）\n乙");
        for part in ["市教育局", "牵头", "GDP 2035", "乙", "（"] {
            let at = view.words().find(part).expect("part of the words");
            let raw = view.raw(at..at + part.len());
            let back: String = text[raw.clone()].split(' ').collect();
            assert_eq!(back.replace('　', ""), part.replace(' ', ""), "{raw:?}");
            assert_eq!(text[raw].trim(), &text[view.raw(at..at + part.len())]);
        }
        let lead = view.words().find("牵头").expect("the verb");
        assert!(view.gap_at(lead) && !view.gap_at(lead + 3));
        assert_eq!(view.gaps_in(0..lead + 1).last(), Some(lead));
    }

    #[test]
    fn text_without_space_is_borrowed() {
        let view = View::new("市教育局\n牵头");
        assert!(matches!(view.words, Cow::Borrowed(_)));
        assert_eq!(view.raw(3..6), 3..6);
    }

    #[test]
    fn folding_keeps_the_length() {
        let mut view = View::new("責任單位：衛生局");
        view.fold();
        assert_eq!(view.key(), "责任单位：卫生局");
        assert_eq!(view.words(), "責任單位：衛生局");
    }
}
