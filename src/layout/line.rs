//! One printed line, as the later rooms see it.

use super::cues::Cues;
use super::glyph::{Triggers, hanzi_of_radical, may_begin_at};
use super::holds::Holds;
use crate::notation::label::{self, Label};
use crate::text::{Source, Span, is_invisible};
use std::borrow::Cow;

/// A non-blank physical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'s> {
    /// Physical line, 1-based.
    pub number: u32,
    /// Place among the non-blank lines of the source, from 0, furniture
    /// included: neighbours in print differ by 1.
    pub ordinal: u32,
    /// Bytes of the line without white space at its ends.
    pub span: Span,
    /// The words of `span`.
    pub text: &'s str,
    /// The words as a reader takes them: without white space and signs that
    /// print nothing, radicals as the hanzi they stand for. Where nothing
    /// would be left, the words themselves.
    pub flat: Cow<'s, str>,
    /// Columns of white space before the words: 1 for a half-width space, 2
    /// for a full-width one, 4 for a tab.
    pub indent: u16,
    /// Columns of the words without white space, a hanzi counting 2.
    pub width: u16,
    /// Columns from the edge of the text to its last word, white space counted.
    pub reach: u16,
    /// The signs of `text`, and of `flat` where it was mended.
    pub holds: Holds,
    /// The words in `flat` that tell its work.
    pub cues: Cues,
    /// The label `text` begins with.
    pub label: Option<Label>,
    /// Whether wrong symbols were put right in `flat`.
    pub mended: bool,
    /// Whether the white space before the words holds a form feed.
    pub form_feed: bool,
    /// Whether a blank line (or several) stands before this one.
    pub blank_before: bool,
    /// Page, from 0, in source order.
    pub page: u32,
}

impl Line<'_> {
    /// The characters of the words that are no hanzi of three bytes: brackets
    /// and marks are among them, and nearly all others are not.
    pub fn signs(&self) -> impl Iterator<Item = char> + '_ {
        let flat = self.flat.as_ref();
        let mut at = 0;
        std::iter::from_fn(move || {
            while matches!(flat.as_bytes().get(at), Some(0xE4..=0xE9)) {
                at += 3;
            }
            let c = flat.get(at..)?.chars().next()?;
            at += c.len_utf8();
            Some(c)
        })
    }

    /// The words to look for labels and rows in: as printed, white space and
    /// all, but for lines whose symbols were put right.
    pub fn words(&self) -> &str {
        if self.mended { &self.flat } else { self.text }
    }

    /// The label [`Line::words`] begin with.
    pub fn own_label(&self) -> Option<Label> {
        if self.mended {
            label::at_start(&self.flat)
        } else {
            self.label
        }
    }

    /// First character of the words.
    pub fn first(&self) -> char {
        self.flat.chars().next().unwrap_or(' ')
    }

    /// Whether the line fills a column this wide, white space left out: what
    /// follows may go on with it.
    pub fn fills(&self, column: u16) -> bool {
        let (width, reach) = (u32::from(self.width), u32::from(self.reach));
        let column = u32::from(column);
        // A line with an indent or spaces about its digits holds fewer words.
        width * 10 >= column * 8 || (width * 10 >= column * 5 && reach * 10 >= column * 9)
    }

    /// Last character of the words.
    pub fn last(&self) -> char {
        self.flat.chars().next_back().unwrap_or(' ')
    }
}

/// The places of a source where symbols may have been decoded as hanzi.
struct Glyphs {
    triggers: &'static Triggers,
    /// Bytes of the source, in order.
    places: Vec<u32>,
}

/// Splits a source into its non-blank lines. Also the places, as bytes in
/// order, where something may need mending; see [`super::Layout::glyphs`].
pub fn lines(source: &Source) -> (Vec<Line<'_>>, Vec<u32>) {
    let mut glyphs = Glyphs {
        triggers: Triggers::table(),
        places: Vec::new(),
    };
    let mut out = Vec::with_capacity(source.line_count() as usize);
    let mut blank_before = false;
    let mut pending_feed = false;
    for (number, span, words) in source.lines() {
        let rest = words.trim_start();
        let text = rest.trim_end();
        if text.is_empty() {
            blank_before = true;
            pending_feed |= words.contains('\u{c}');
            continue;
        }
        let lead = words.len() - rest.len();
        let before = &words[..lead];
        let start = span.start + lead as u32;
        let look = Look::at(text, start, &mut glyphs);
        let indent = indent_of(before);
        let flat = if look.plain {
            Cow::Borrowed(text)
        } else {
            flat(text)
        };
        out.push(Line {
            number,
            ordinal: out.len() as u32,
            span: Span {
                start,
                end: start + text.len() as u32,
            },
            text,
            flat,
            indent,
            width: look.width,
            reach: indent.saturating_add(look.width).saturating_add(look.space),
            holds: look.holds,
            cues: Cues::default(),
            label: label::at_start(text),
            mended: false,
            form_feed: before.contains('\u{c}') || pending_feed,
            blank_before,
            page: 0,
        });
        blank_before = words.ends_with('\u{c}');
        pending_feed = false;
    }
    (out, glyphs.places)
}

/// Columns of white space.
fn indent_of(space: &str) -> u16 {
    let columns: usize = space
        .chars()
        .map(|c| match c {
            '\u{3000}' => 2,
            '\t' => 4,
            '\u{c}' => 0,
            _ => 1,
        })
        .sum();
    columns.min(u16::MAX as usize) as u16
}

/// What one look at the words of a line tells.
struct Look {
    /// Columns of the words without white space.
    width: u16,
    /// Columns of the white space in them.
    space: u16,
    /// Whether they are flat as they stand.
    plain: bool,
    /// The signs they hold.
    holds: Holds,
}

impl Look {
    /// Looks at the words of a line, which begin at byte `start` of the source.
    fn at(text: &str, start: u32, glyphs: &mut Glyphs) -> Look {
        let bytes = text.as_bytes();
        let (mut columns, mut space) = (0usize, 0usize);
        let mut plain = true;
        let mut holds = Holds::NONE;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match bytes.get(at + 1..at + 3) {
                // U+4E00 to U+9FFF, most of all signs.
                Some(&[b, c]) if matches!((byte, b), (0xE5..=0xE9, _) | (0xE4, 0xB8..)) => {
                    if glyphs.triggers.has([byte, b, c]) && may_begin_at(text, at) {
                        glyphs.places.push(start + at as u32);
                    }
                    columns += 2;
                    at += 3;
                    continue;
                }
                // U+3001 to U+303F: all of two columns, none but the first of
                // the block is white space.
                Some(&[0x80, last @ 0x81..=0xBF]) if byte == 0xE3 => {
                    holds = holds | PUNCTUATION[usize::from(last & 0x3F)];
                    columns += 2;
                    at += 3;
                    continue;
                }
                _ => {}
            }
            if byte.is_ascii_graphic() {
                holds = holds | ASCII[usize::from(byte)];
                columns += 1;
                at += 1;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            at += c.len_utf8();
            let kind = Holds::of(c);
            if kind != Holds::NONE && kind != Holds::SPACE {
                holds = holds | kind;
                columns += 2;
            } else if c.is_whitespace() {
                holds = holds | Holds::SPACE;
                space += if c == '\u{3000}' { 2 } else { 1 };
                plain = false;
            } else if is_invisible(c) {
                plain = false;
            } else {
                columns += if (c as u32) < 0x2000 { 1 } else { 2 };
                if hanzi_of_radical(c).is_some() {
                    plain = false;
                    glyphs.places.push(start + (at - c.len_utf8()) as u32);
                }
            }
        }
        let most = u16::MAX as usize;
        Look {
            width: columns.min(most) as u16,
            space: space.min(most) as u16,
            plain,
            holds,
        }
    }
}

/// What each sign from U+3000 to U+303F is.
static PUNCTUATION: [Holds; 64] = {
    let mut table = [Holds::NONE; 64];
    let mut at = 1;
    while at < 64 {
        if let Some(c) = char::from_u32(0x3000 + at as u32) {
            table[at] = Holds::of_sign(c);
        }
        at += 1;
    }
    table
};

/// What each visible ASCII sign is.
static ASCII: [Holds; 128] = {
    let mut table = [Holds::NONE; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = Holds::of_ascii(at as u8);
        at += 1;
    }
    table
};

/// The hanzi (U+5000 to U+9FFF, most of all signs) a text begins with, and the
/// rest of it.
fn split_hanzi(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // No other characters begin with these bytes, and each has three.
    while matches!(bytes.get(at), Some(0xE5..=0xE9)) {
        at += 3;
    }
    text.split_at_checked(at).unwrap_or(("", text))
}

/// Words as a reader takes them; see [`Line::flat`].
pub fn flat(text: &str) -> Cow<'_, str> {
    let mut flat = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (hanzi, after) = split_hanzi(rest);
        flat.push_str(hanzi);
        let Some(c) = after.chars().next() else {
            break;
        };
        rest = &after[c.len_utf8()..];
        if !c.is_whitespace() && !is_invisible(c) {
            flat.push(hanzi_of_radical(c).unwrap_or(c));
        }
    }
    if flat.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(flat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_knows_its_place_and_its_widths() {
        let source = Source::new("\n 运 城\n\u{3000}\u{3000}一、a b\n".replace("运 城", "甲 乙"));
        let (lines, _) = lines(&source);
        assert_eq!(lines.len(), 2);
        assert_eq!(
            (lines[0].number, lines[0].indent, lines[0].blank_before),
            (2, 1, true)
        );
        assert_eq!((lines[0].flat.as_ref(), lines[0].width), ("甲乙", 4));
        assert_eq!(
            (lines[1].indent, lines[1].flat.as_ref(), lines[1].width),
            (4, "一、ab", 6)
        );
        assert_eq!(&source.text()[lines[1].span.range()], "一、a b");
    }

    #[test]
    fn flat_words_hold_what_is_read() {
        for (text, flat, width) in [
            ("关于\u{0}做好\u{200B}工作", "关于做好工作", 12),
            ("\u{202E}⼈⺠政府\u{202C}", "人民政府", 8),
            ("\u{200B}", "\u{200B}", 0),
        ] {
            let source = Source::new(text.to_owned());
            let (lines, _) = lines(&source);
            assert_eq!(
                (lines[0].flat.as_ref(), lines[0].width),
                (flat, width),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_form_feed_is_white_space_and_is_remembered() {
        let source = Source::new("a\n\u{c}\nb\n\u{c}c".to_owned());
        let feeds: Vec<bool> = lines(&source).0.iter().map(|line| line.form_feed).collect();
        assert_eq!(feeds, [false, true, true]);
    }
}
