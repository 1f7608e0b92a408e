//! A decoded source and its physical lines.

use std::ops::Range;

/// A byte range `[start, end)` of a source's decoded, unmended text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// As a range of `usize` for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The decoded text of one file, never altered, with its physical lines.
///
/// A line ends at LF, CRLF or CR only; a form feed is white space. Files over
/// 4 GiB do not reach this type (the reader's limit is far lower).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    text: String,
    lines: Vec<Span>,
}

impl Source {
    /// Splits a text into physical lines.
    ///
    /// A final line ending starts no further line, so `"a\n"` has one line;
    /// an empty text has none.
    pub fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let mut lines = Vec::with_capacity(bytes.len() / 48 + 1);
        let mut start = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if at < start {
                continue; // the LF of a CRLF already taken
            }
            lines.push(Span {
                start: start as u32,
                end: at as u32,
            });
            start = at + 1;
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                start += 1;
            }
        }
        if start < bytes.len() {
            lines.push(Span {
                start: start as u32,
                end: bytes.len() as u32,
            });
        }
        Source { text, lines }
    }

    /// The decoded, unmended text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many physical lines there are.
    pub fn line_count(&self) -> u32 {
        self.lines.len() as u32
    }

    /// Where line `number` (1-based) lies, without its ending.
    pub fn line_span(&self, number: u32) -> Option<Span> {
        self.lines.get((number as usize).checked_sub(1)?).copied()
    }

    /// The words of line `number` (1-based), without its ending.
    pub fn line(&self, number: u32) -> Option<&str> {
        self.line_span(number).map(|span| &self.text[span.range()])
    }

    /// All lines in order, with their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (u32, Span, &str)> {
        self.lines
            .iter()
            .enumerate()
            .map(|(i, span)| (i as u32 + 1, *span, &self.text[span.range()]))
    }

    /// The line (1-based) a byte offset lies in; line endings belong to the
    /// line they end. `None` for a text without lines.
    pub fn line_at(&self, offset: u32) -> Option<u32> {
        match self.lines.partition_point(|span| span.start <= offset) {
            0 => None,
            n => Some(n as u32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        Source::new(text.to_owned())
            .lines()
            .map(|(_, _, words)| words.to_owned())
            .collect()
    }

    #[test]
    fn line_ends_are_lf_crlf_and_cr() {
        assert_eq!(lines("a\nb\r\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(lines("a\n\n"), ["a", ""]);
        assert_eq!(lines("a\r\n\r\nb"), ["a", "", "b"]);
        assert_eq!(lines("a\u{c}b\u{2028}c"), ["a\u{c}b\u{2028}c"]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn offsets_find_their_line() {
        let source = Source::new("甲\r\n乙".to_owned());
        assert_eq!(source.line_at(0), Some(1));
        assert_eq!(source.line_at(4), Some(1));
        assert_eq!(source.line_at(5), Some(2));
        assert_eq!(Source::new(String::new()).line_at(0), None);
    }
}
