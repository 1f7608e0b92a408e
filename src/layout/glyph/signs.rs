//! The signs of a paragraph without its white space, and what they mean.

use super::guards::Guards;
use super::{Mend, radicals, table};
use std::ops::Range;

/// One character that is no white space; a line feed counts as one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// The character, a radical already folded.
    pub(super) c: char,
    /// Its first byte in the paragraph.
    at: usize,
    /// Its length in bytes as printed.
    len: usize,
    /// Whether white space stands before it.
    pub(super) gap: bool,
    /// What it means and why, once that is known.
    meant: Option<(char, &'static str)>,
}

/// A paragraph under repair.
#[derive(Debug)]
pub(super) struct Signs<'g> {
    signs: Vec<Sign>,
    pub(super) guards: &'g Guards,
}

/// The hanzi that stand for the digits 0 to 9.
pub(super) const DIGITS: &str = "园员圆猿源缘远苑愿怨";

impl<'g> Signs<'g> {
    pub(super) fn new(text: &str, guards: &'g Guards) -> Self {
        let mut signs = Vec::with_capacity(text.len() / 3 + 1);
        let mut gap = false;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() && c != '\n' {
                gap = true;
                continue;
            }
            let hanzi = radicals::hanzi_of(c);
            signs.push(Sign {
                c: hanzi.unwrap_or(c),
                at,
                len: c.len_utf8(),
                gap,
                meant: hanzi.map(|hanzi| (hanzi, "radical")),
            });
            gap = false;
        }
        Signs { signs, guards }
    }

    pub(super) fn len(&self) -> usize {
        self.signs.len()
    }

    pub(super) fn sign(&self, at: usize) -> Option<Sign> {
        self.signs.get(at).copied()
    }

    /// The sign as printed.
    pub(super) fn printed(&self, at: usize) -> Option<char> {
        self.signs.get(at).map(|sign| sign.c)
    }

    /// The sign as it is now read.
    pub(super) fn read(&self, at: usize) -> Option<char> {
        let sign = self.signs.get(at)?;
        Some(sign.meant.map_or(sign.c, |(c, _)| c))
    }

    /// The sign before `at` as it is now read.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.read(at.checked_sub(1)?)
    }

    /// The words of a part as they are now read.
    pub(super) fn words(&self, part: Range<usize>) -> String {
        part.filter_map(|at| self.read(at)).collect()
    }

    /// Whether the sign is `c`, not mended and in no word of its own.
    pub(super) fn is_free(&self, at: usize, c: char) -> bool {
        self.printed(at) == Some(c) && self.is_open(at)
    }

    /// Whether the sign at `at` may be mended: not mended yet, in no word of its own.
    pub(super) fn is_open(&self, at: usize) -> bool {
        let open = self.signs.get(at).is_some_and(|sign| sign.meant.is_none());
        open && !self.guards.guarded(&self.signs, at)
    }

    /// Whether the sign is read as an Arabic digit.
    pub(super) fn is_digit(&self, at: usize) -> bool {
        self.read(at).is_some_and(is_digit)
    }

    /// Whether the sign may be mended to a digit.
    pub(super) fn is_digit_glyph(&self, at: usize) -> bool {
        self.printed(at).is_some_and(|c| DIGITS.contains(c)) && self.is_open(at)
    }

    /// Reads the hanzi at `at` as its symbol.
    pub(super) fn mend(&mut self, at: usize, reason: &'static str) {
        let meant = self.printed(at).and_then(table::meant_by);
        if let Some(meant) = meant {
            self.mend_as(at, meant, reason);
        }
    }

    /// Reads the hanzi at `at` as `meant`.
    pub(super) fn mend_as(&mut self, at: usize, meant: char, reason: &'static str) {
        if let Some(sign) = self.signs.get_mut(at) {
            sign.meant = Some((meant, reason));
        }
    }

    /// All mends in order.
    pub(super) fn into_mends(self) -> Vec<Mend> {
        let mends = self.signs.into_iter().filter_map(|sign| {
            let (meant, reason) = sign.meant?;
            Some(Mend {
                range: sign.at..sign.at + sign.len,
                meant: meant.to_string(),
                reason,
            })
        });
        mends.collect()
    }

    /// Signs that look mis-decoded and were not mended.
    pub(super) fn suspects(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (at, sign) in self.signs.iter().enumerate() {
            let half_pair = matches!(sign.c, '渊' | '冤' | '曳' | '冶');
            let behind_number =
                matches!(sign.c, '伊' | '豫' | '垣') && at > 0 && self.is_digit(at - 1);
            if (half_pair || behind_number) && self.is_open(at) {
                found.push(sign.at..sign.at + sign.len);
            }
        }
        found
    }
}

/// Whether `c` is an Arabic digit, half or full width.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Whether `c` is a hanzi.
pub(super) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
