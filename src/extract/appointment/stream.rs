//! The rows of a text as one stream of words: rows that were wrapped in print
//! and not joined are joined, rows that begin anew are parted by `\n`.

use super::names::{is_bare_verb, starts_row, starts_with_verb};
use crate::extract::ending::ends_as_post;
use crate::extract::passage::Passage;
use crate::extract::person::{Known, border};
use crate::text::{Joined, LineRanges};
use std::ops::Range;

/// The words of a text without white space, rows parted by `\n`.
pub(super) struct Stream<'a> {
    text: String,
    printed: String,
    /// Rows: where each begins in `text`.
    rows: Vec<(usize, Passage<'a>)>,
}

impl<'a> Stream<'a> {
    /// The stream of `texts`, which are in reading order: each with whether its
    /// line feeds are those of joined print, where a row begins only if its
    /// words say so.
    pub(super) fn new(texts: &[(&'a Joined, bool)], known: &Known) -> Self {
        let mut stream = Stream {
            text: String::new(),
            printed: String::new(),
            rows: Vec::new(),
        };
        let mut statement = 0;
        for &(text, soft) in texts {
            let mut start = 0;
            for line in text.text().split_inclusive('\n').flat_map(parts) {
                let end = start + line.len();
                let row = Passage::row(text, start..start + line.trim_end_matches('\n').len());
                let same_unit = start > 0;
                start = end;
                if row.text().is_empty() {
                    continue;
                }
                let before = stream.text.get(statement..).unwrap_or_default();
                let goes_on = match soft && same_unit {
                    true => goes_on(before, row.text(), known),
                    false => continues(before, row.text(), same_unit, known),
                };
                if !before.is_empty() && !goes_on {
                    stream.text.push('\n');
                    stream.printed.push('\n');
                    statement = stream.text.len();
                }
                stream.rows.push((stream.text.len(), row));
                let Some((_, row)) = stream.rows.last() else {
                    continue;
                };
                stream.text.push_str(row.text());
                stream.printed.push_str(row.printed());
            }
        }
        stream
    }

    /// The words to match against; offsets are those of
    /// [`Stream::printed`].
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The printed words of a range.
    pub(super) fn printed(&self, range: Range<usize>) -> &str {
        self.printed.get(range).unwrap_or_default()
    }

    /// Physical lines of a range.
    pub(super) fn lines(&self, range: Range<usize>) -> LineRanges {
        let mut lines = LineRanges::new();
        let first = self
            .rows
            .partition_point(|(start, _)| *start <= range.start)
            .saturating_sub(1);
        for (start, row) in self.rows.iter().skip(first) {
            if *start >= range.end {
                break;
            }
            let from = range.start.saturating_sub(*start);
            let to = (range.end - start).min(row.text().len());
            if from < to {
                lines.extend(&row.lines(from..to));
            }
        }
        lines
    }
}

/// A printed row, or the row and the heading that was joined to its end:
/// `张三为某局局长（试用期一年）|免去`.
fn parts(row: &str) -> impl Iterator<Item = &str> {
    let words = row.trim_end();
    let cut = ["任命", "免去", "免去职务"]
        .iter()
        .filter_map(|verb| words.strip_suffix(verb))
        .map(str::trim_end)
        .find(|before| before.ends_with(['）', ')', '；', '。', ';']))
        .map_or(0, str::len);
    let (first, rest) = row.split_at(cut);
    [first, rest].into_iter().filter(|part| !part.is_empty())
}

/// Whether `next` goes on the statement `before` (both without white space).
fn continues(before: &str, next: &str, same_unit: bool, known: &Known) -> bool {
    if before.ends_with(['；', '。', '：', ';', ':', '！', '.']) {
        return false;
    }
    // 二、免去: a heading above its rows.
    if is_bare_verb(before) {
        return false;
    }
    if next.starts_with(['其', '（', '(', '，', ',', '、', '）', ')', '；', '。']) {
        return true;
    }
    if same_unit && is_open(before) {
        return true;
    }
    if starts_with_verb(next) || starts_row(next, known) {
        return false;
    }
    let complete =
        ends_as_post(before) || before.ends_with("职务") || before.ends_with(['）', ')']);
    same_unit && !complete
}

/// Whether `next` goes on `before`, to which it was joined: it begins a row of
/// its own only where it looks like one behind a whole row.
fn goes_on(before: &str, next: &str, known: &Known) -> bool {
    if before.ends_with(['；', '。', '：', ';', ':', '！', '.']) || is_bare_verb(before) {
        return false;
    }
    let complete =
        ends_as_post(before) || before.ends_with("职务") || before.ends_with(['）', ')']);
    let head = is_bare_verb(next.trim_end_matches(['：', ':']));
    let named = || {
        let row = next.trim_end_matches(['；', '。', ';', '.']);
        ends_as_post(row) && border(row, known).is_some_and(|border| border.sure)
    };
    let anew = head || starts_with_verb(next) || starts_row(next, known) || named();
    !(complete && anew)
}

/// Whether a bracket opened near the end is not closed yet.
fn is_open(text: &str) -> bool {
    for c in text.chars().rev().take(30) {
        match c {
            '（' | '(' => return true,
            '）' | ')' | '；' | ';' => return false,
            _ => {}
        }
    }
    false
}
