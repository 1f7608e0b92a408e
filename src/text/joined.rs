//! Mended, joined text with an origin map written while joining.

use super::{LineRanges, Source, Span};
use std::ops::Range;

/// A stretch of joined text and the printed bytes it came from.
///
/// Where `len == src_len` the bytes are the printed ones; elsewhere a mend
/// stands between them (a repaired glyph, a space put in, a space left out).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// First byte in the joined text.
    pub out: u32,
    /// Bytes in the joined text.
    pub len: u32,
    /// First byte in the source's decoded text.
    pub src: u32,
    /// Bytes in the source; 0 for what was put in.
    pub src_len: u32,
    /// Physical line, 1-based.
    pub line: u32,
}

/// Words joined over lines, columns and pages, mended, each piece traceable
/// to its printed line. Paragraphs are parted by `\n`, which has no run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    text: String,
    runs: Vec<Run>,
}

impl Joined {
    /// Empty text.
    pub const fn new() -> Self {
        Joined {
            text: String::new(),
            runs: Vec::new(),
        }
    }

    /// A text where every line is a line of its own source: for tests and
    /// for callers without a source. Lines are numbered from 1, offsets are
    /// those of `text` itself.
    pub fn plain(text: &str) -> Self {
        let source = Source::new(text.to_owned());
        let mut joined = Joined::new();
        for (line, span, _) in source.lines() {
            if line > 1 {
                joined.push_break();
            }
            joined.push_printed(&source, span, line);
        }
        joined
    }

    /// The joined words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The origin map, ordered by `out`.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Takes all words out; the memory stays.
    pub fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
    }

    /// The words alone.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Appends printed bytes unchanged.
    pub fn push_printed(&mut self, source: &Source, span: Span, line: u32) {
        let len = span.end - span.start;
        if len == 0 {
            return;
        }
        let out = self.text.len() as u32;
        self.text.push_str(&source.text()[span.range()]);
        match self.runs.last_mut() {
            Some(last)
                if last.line == line
                    && last.len == last.src_len
                    && last.src + last.src_len == span.start
                    && last.out + last.len == out =>
            {
                last.len += len;
                last.src_len += len;
            }
            _ => self.runs.push(Run {
                out,
                len,
                src: span.start,
                src_len: len,
                line,
            }),
        }
    }

    /// Appends `words` in place of the printed bytes `span`.
    pub fn push_mended(&mut self, words: &str, span: Span, line: u32) {
        let out = self.text.len() as u32;
        self.text.push_str(words);
        self.runs.push(Run {
            out,
            len: words.len() as u32,
            src: span.start,
            src_len: span.end - span.start,
            line,
        });
    }

    /// Appends a paragraph break `\n`.
    pub fn push_break(&mut self) {
        self.text.push('\n');
    }

    /// The same text with each of `mends` (ranges in order, not overlapping)
    /// replaced by other words. A mend over several runs keeps the origin of
    /// its first.
    pub fn mended(&self, mends: &[(Range<usize>, &str)]) -> Joined {
        let mut out = Joined::new();
        let mut at = 0;
        for (range, words) in mends {
            if range.start < at || range.end > self.text.len() {
                continue;
            }
            out.append_part(self, at..range.start);
            let mut old = self.clipped(range.clone());
            match old.next() {
                Some(first) => {
                    let last = old.last().unwrap_or(first);
                    let end = if first.line == last.line {
                        last.src + last.src_len
                    } else {
                        first.src + first.src_len
                    };
                    out.push_mended(
                        words,
                        Span {
                            start: first.src,
                            end,
                        },
                        first.line,
                    );
                }
                None => out.text.push_str(words),
            }
            at = range.end;
        }
        out.append_part(self, at..self.text.len());
        out
    }

    /// Appends another joined text (no break between).
    pub fn append(&mut self, other: &Joined) {
        let shift = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| Run {
            out: run.out + shift,
            ..*run
        }));
    }

    /// Appends the part `[start, end)` of another joined text, cut as
    /// [`Joined::slice`] cuts it, without a text between. Nothing is appended
    /// where the bounds are no character boundaries.
    pub fn append_part(&mut self, other: &Joined, range: Range<usize>) {
        let end = range.end.min(other.text.len());
        let start = range.start.min(end);
        let Some(words) = other.text.get(start..end).filter(|words| !words.is_empty()) else {
            return;
        };
        let shift = self.text.len() as u32;
        let runs = other.clipped(start..end).map(|run| Run {
            out: run.out + shift,
            ..run
        });
        if self.text.is_empty() && self.runs.is_empty() {
            // Most texts are one part: memory for just that.
            self.text = words.to_owned();
            self.runs = runs.collect();
        } else {
            self.text.push_str(words);
            self.runs.extend(runs);
        }
    }

    /// The part `[start, end)` of the joined text as a text of its own.
    /// The bounds must be character boundaries; they are clipped to the text.
    pub fn slice(&self, range: Range<usize>) -> Joined {
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        Joined {
            text: self.text[start..end].to_owned(),
            runs: self.clipped(start..end).collect(),
        }
    }

    /// The runs of `[start, end)`, cut at its ends, `out` counted from its
    /// start.
    fn clipped(&self, range: Range<usize>) -> impl Iterator<Item = Run> + '_ {
        let (start, end) = (range.start as u32, range.end as u32);
        self.runs_in(range).iter().map(move |run| {
            let a = run.out.max(start);
            let len = (run.out + run.len).min(end).saturating_sub(a);
            let printed = run.len == run.src_len;
            Run {
                out: a - start,
                len,
                src: if printed {
                    run.src + (a - run.out)
                } else {
                    run.src
                },
                src_len: if printed { len } else { run.src_len },
                line: run.line,
            }
        })
    }

    /// The runs that touch `[start, end)`.
    fn runs_in(&self, range: Range<usize>) -> &[Run] {
        let first = self
            .runs
            .partition_point(|run| ((run.out + run.len) as usize) <= range.start);
        let last = self
            .runs
            .partition_point(|run| (run.out as usize) < range.end);
        if first < last {
            &self.runs[first..last]
        } else {
            &[]
        }
    }

    /// Physical lines of the part `[start, end)`, in reading order.
    pub fn lines(&self, range: Range<usize>) -> LineRanges {
        self.runs_in(range).iter().map(|run| run.line).collect()
    }

    /// Physical lines of the whole text, in reading order.
    pub fn all_lines(&self) -> LineRanges {
        self.runs.iter().map(|run| run.line).collect()
    }

    /// The physical line of the byte at `at`, if any run covers it.
    pub fn line_at(&self, at: usize) -> Option<u32> {
        self.runs_in(at..at + 1).first().map(|run| run.line)
    }

    /// Source bytes of the part `[start, end)` when they are one stretch of
    /// one line; `None` when the part is empty or printed in several places.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let end = range.end.min(self.text.len());
        let mut runs = self.clipped(range.start.min(end)..end);
        let first = runs.next()?;
        let mut last = first;
        let mut one = true;
        for run in runs {
            one &= run.line == first.line;
            last = run;
        }
        (one && last.src + last.src_len > first.src).then_some(Span {
            start: first.src,
            end: last.src + last.src_len,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_keep_their_origins() {
        let source = Source::new("甲 乙\n丙丁".to_owned());
        let mut joined = Joined::new();
        joined.push_printed(&source, Span { start: 0, end: 3 }, 1);
        joined.push_printed(&source, Span { start: 4, end: 7 }, 1);
        joined.push_printed(&source, Span { start: 8, end: 14 }, 2);
        assert_eq!(joined.text(), "甲乙丙丁");
        let part = joined.slice(3..9);
        assert_eq!(part.text(), "乙丙");
        assert_eq!(part.all_lines().0, vec![(1, 2)]);
        assert_eq!(part.span(0..3), Some(Span { start: 4, end: 7 }));
        assert_eq!(part.span(0..6), None);
        assert_eq!(joined.line_at(9), Some(2));
    }

    #[test]
    fn parts_are_appended_as_slices_are() {
        let source = Source::new("甲 乙\n丙丁".to_owned());
        let mut joined = Joined::new();
        joined.push_printed(&source, Span { start: 0, end: 3 }, 1);
        joined.push_mended("戊己", Span { start: 3, end: 4 }, 1);
        joined.push_printed(&source, Span { start: 4, end: 7 }, 1);
        joined.push_break();
        joined.push_printed(&source, Span { start: 8, end: 14 }, 2);
        let places: Vec<usize> = (0..=joined.text().len() + 1)
            .filter(|&at| at > joined.text().len() || joined.text().is_char_boundary(at))
            .collect();
        for &start in &places {
            for &end in places.iter().filter(|&&end| end > start) {
                let mut by_part = joined.slice(0..3);
                let mut by_slice = by_part.clone();
                by_part.append_part(&joined, start..end);
                by_slice.append(&joined.slice(start..end));
                assert_eq!(by_part, by_slice, "{start}..{end}");
            }
        }
        let mut none = Joined::new();
        none.append_part(&joined, 1..3);
        assert!(none.is_empty() && none.runs().is_empty());
    }
}
