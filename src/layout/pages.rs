//! Where pages start.
//!
//! Three kinds of marks, in order of trust: form feeds; a single half-width
//! space before the first line of a page, as some PDF extractors leave it;
//! page numbers with the running heads beside them. Without any mark the
//! source is one page.

use super::line::Line;
use super::masthead::page_number;
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
            pages.push(Page {
                number: None,
                lines: (number, number),
                column_count: None,
            });
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
/// A number itself may be lost, so a jump in the numbers tells only where the
/// lines between two of them are too few for the pages counted.
pub fn tears(pages: &[Page]) -> Vec<u32> {
    let numbered: Vec<(usize, u32)> = pages
        .iter()
        .enumerate()
        .filter_map(|(n, page)| page.number.map(|number| (n, number)))
        .collect();
    let length = |from: usize, to: usize| {
        pages[from..=to]
            .iter()
            .map(|page| page.lines.1 + 1 - page.lines.0)
            .sum::<u32>()
    };
    let mut lengths: Vec<u32> = numbered
        .windows(2)
        .filter(|pair| pair[1].1 == pair[0].1 + 1 && pair[1].0 == pair[0].0 + 1)
        .map(|pair| length(pair[1].0, pair[1].0))
        .collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0).max(1);
    let mut torn = vec![false; pages.len()];
    for pair in numbered.windows(2) {
        let ((from, before), (to, number)) = (pair[0], pair[1]);
        // Half a page more than counted is taken for another page.
        let room = (length(from + 1, to) + usual / 2) / usual;
        if lengths.len() >= 2 && number > before + room.max(1) && to == from + 1 {
            torn[to] = true;
        }
    }
    torn.iter()
        .scan(0, |count, &torn| {
            *count += u32::from(torn);
            Some(*count)
        })
        .collect()
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
    at_page_numbers(kinds, &mut starts);
    starts
}

/// Page numbers mark pages where no other mark stands near.
///
/// Numbers stand at the foot, so the page ends after them, unless the first
/// one comes before everything else or the form feeds stand before them.
fn at_page_numbers(kinds: &[Option<FurnitureKind>], starts: &mut [bool]) {
    let is_number = |i: usize| kinds.get(i) == Some(&Some(FurnitureKind::PageNumber));
    let is_head = |i: usize| kinds.get(i) == Some(&Some(FurnitureKind::RunningHead));
    let known: Vec<usize> = (0..starts.len()).filter(|&i| starts[i]).collect();
    let before = known
        .iter()
        .filter(|&&i| is_number(i) || (is_head(i) && is_number(i + 1)))
        .count();
    let at_head = if known.is_empty() {
        (0..2).any(is_number)
    } else {
        before * 2 > known.len()
    };
    for i in (0..kinds.len()).filter(|&i| is_number(i)) {
        let mut place = i;
        if at_head {
            while place > 0 && is_head(place - 1) {
                place -= 1;
            }
        } else {
            place += 1;
            // In a dump with marks of its own the head is painted last.
            while !known.is_empty() && is_head(place) {
                place += 1;
            }
        }
        let near = (i.saturating_sub(2)..=place + 1).any(|j| starts.get(j) == Some(&true));
        if place < kinds.len() && !near {
            starts[place] = true;
        }
    }
}
