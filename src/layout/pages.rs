//! Where pages start.
//!
//! Three kinds of marks, in order of trust: form feeds; a single half-width
//! space before the first line of a page, as some PDF extractors leave it;
//! page numbers with the running heads beside them. Without any mark the
//! source is one page.

use super::furniture::page_number;
use super::line::Line;
use crate::record::{FurnitureKind, Page};

/// Numbers the pages in `lines` and lists them.
pub fn divide(lines: &mut [Line<'_>], kinds: &[Option<FurnitureKind>]) -> Vec<Page> {
    let starts = starts(lines, kinds);
    let mut pages: Vec<Page> = Vec::new();
    let mut page = 0u32;
    for i in 0..lines.len() {
        if i > 0 && starts[i] {
            page += 1;
        }
        let number = lines[i].number;
        lines[i].page = page;
        if pages.len() as u32 <= page {
            pages.push(Page { number: None, lines: (number, number), column_count: None });
        }
        if let Some(last) = pages.last_mut() {
            last.lines.1 = number;
            if kinds[i] == Some(FurnitureKind::PageNumber) && last.number.is_none() {
                last.number = page_number(&lines[i].flat).map(|(n, _)| n);
            }
        }
    }
    pages
}

/// For every page how many times page numbers left pages out before it.
///
/// Only neighbouring printed numbers tell: a page without a number between
/// two numbered ones makes the distance uncertain by one.
pub fn tears(pages: &[Page]) -> Vec<u32> {
    let mut tears = Vec::with_capacity(pages.len());
    let mut count = 0;
    let mut last: Option<(usize, u32)> = None;
    for (n, page) in pages.iter().enumerate() {
        if let Some(number) = page.number {
            if let Some((at, before)) = last {
                let expected = before + (n - at) as u32;
                if number > expected && n - at == 1 {
                    count += 1;
                }
            }
            last = Some((n, number));
        }
        tears.push(count);
    }
    tears
}

/// Which lines start a page.
fn starts(lines: &[Line<'_>], kinds: &[Option<FurnitureKind>]) -> Vec<bool> {
    let mut starts: Vec<bool> = lines.iter().map(|line| line.form_feed).collect();
    let feeds = starts.iter().filter(|&&s| s).count();
    let spaced = lines.iter().filter(|line| line.indent == 1).count();
    let indented = lines.iter().filter(|line| line.indent > 1).count();
    // A single leading space marks pages only where it is rare and nothing
    // else is indented by spaces of its kind.
    let by_space = spaced > 0 && spaced * 7 <= lines.len() + 14 && indented * 10 <= lines.len();
    if feeds == 0 && by_space {
        for (start, line) in starts.iter_mut().zip(lines) {
            *start = line.indent == 1;
        }
    }
    if feeds == 0 {
        after_page_numbers(kinds, &mut starts);
    }
    starts
}

/// A page ends with its number and the running head painted after it, unless
/// a start is already known nearby. Numbers printed at the head are told by
/// the line after them being marked as a start or by coming first of all.
fn after_page_numbers(kinds: &[Option<FurnitureKind>], starts: &mut [bool]) {
    let known = starts.iter().any(|&s| s);
    let first_text = kinds.iter().position(Option::is_none).unwrap_or(0);
    let first_number = kinds.iter().position(|k| *k == Some(FurnitureKind::PageNumber));
    let at_head = first_number.is_some_and(|n| n < first_text);
    for i in 0..kinds.len() {
        if kinds[i] != Some(FurnitureKind::PageNumber) {
            continue;
        }
        if at_head && !known {
            let mut first = i;
            while first > 0 && kinds[first - 1] == Some(FurnitureKind::RunningHead) {
                first -= 1;
            }
            starts[first] = true;
            continue;
        }
        let mut next = i + 1;
        if known {
            while kinds.get(next).is_some_and(|k| *k == Some(FurnitureKind::RunningHead)) {
                next += 1;
            }
        }
        let near = (i.saturating_sub(2)..=(next + 1).min(kinds.len().saturating_sub(1))).any(|j| starts.get(j) == Some(&true));
        if next < kinds.len() && !near {
            starts[next] = true;
        }
    }
}
