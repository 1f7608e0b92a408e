//! The gazette's own section (栏目) of every notice.
//!
//! From the running head of the page the notice starts on; where that head was
//! lost, from the neighbouring heads if they agree, then from what the same
//! kind of notice stands under elsewhere in the issue.

use crate::layout::Layout;
use crate::record::{LineRanges, Notice};
use std::collections::HashMap;

/// Sets `rubric` on every notice.
pub fn assign(layout: &Layout<'_>, notices: &mut [Notice]) {
    if layout.rubrics.is_empty() {
        return;
    }
    let starts: Vec<Option<(u32, u32)>> =
        notices.iter().map(|notice| start(layout, notice)).collect();
    let last = heads_stand_last(layout);
    let mut known: HashMap<String, HashMap<String, u32>> = HashMap::new();
    let mut found: Vec<Option<(String, u32)>> = Vec::new();
    for (notice, start) in notices.iter().zip(&starts) {
        let own = start.and_then(|(line, page)| on_page(layout, line, page, last));
        if let (Some((name, _)), Some(class)) = (&own, class(notice)) {
            *known
                .entry(class)
                .or_default()
                .entry(name.clone())
                .or_insert(0) += 1;
        }
        found.push(own);
    }
    for ((notice, start), own) in notices.iter_mut().zip(&starts).zip(found) {
        let Some((line, _)) = *start else { continue };
        let by_class = || {
            class(notice)
                .and_then(|class| known.get(&class))
                .and_then(|names| {
                    if names.len() == 1 {
                        names.keys().next().cloned()
                    } else {
                        None
                    }
                })
                .map(|name| (name, 0))
        };
        let between = || between(layout, line).map(|name| (name, 0));
        let nearest = || nearest(layout, line).map(|name| (name, 0));
        if let Some((name, at)) = own.or_else(between).or_else(by_class).or_else(nearest) {
            notice.rubric = Some(name);
            if at > 0 {
                notice
                    .field_lines
                    .insert("rubric".to_owned(), LineRanges::one(at));
            }
        }
    }
}

/// Line and page a notice starts on.
fn start(layout: &Layout<'_>, notice: &Notice) -> Option<(u32, u32)> {
    let line = notice.provenance.first()?.lines.0;
    let at = layout
        .lines
        .binary_search_by_key(&line, |l| l.number)
        .ok()?;
    Some((line, layout.lines[at].page))
}

/// The section of a page: its only one. Two heads on what was taken for one
/// page stand for two: the nearest before the line counts, or, where heads are
/// the `last` lines of their pages, the nearest behind it.
fn on_page(layout: &Layout<'_>, line: u32, page: u32, last: bool) -> Option<(String, u32)> {
    let here: Vec<&(u32, u32, String)> = layout
        .rubrics
        .iter()
        .filter(|(_, p, _)| *p == page)
        .collect();
    let one = here.windows(2).all(|pair| pair[0].2 == pair[1].2);
    let pick = if one {
        here.first()
    } else if last {
        here.iter().find(|(at, _, _)| *at > line).or(here.last())
    } else {
        here.iter().rfind(|(at, _, _)| *at < line).or(here.first())
    };
    pick.map(|(at, _, name)| (name.clone(), *at))
}

/// Whether most heads stand at the end of their pages: some extractors paint
/// them after the text.
fn heads_stand_last(layout: &Layout<'_>) -> bool {
    let mut balance = 0i64;
    for (line, page, _) in &layout.rubrics {
        if let Some(page) = layout.pages.get(*page as usize) {
            let (above, below) = (
                line.saturating_sub(page.lines.0),
                page.lines.1.saturating_sub(*line),
            );
            balance += i64::from(below < above) - i64::from(above < below);
        }
    }
    balance > 0
}

/// What kind of notice it is: who issues it, and whether it names persons.
fn class(notice: &Notice) -> Option<String> {
    let title = notice.title.as_deref()?;
    let personnel = ["任免", "任职", "免职", "任命"]
        .iter()
        .any(|word| title.contains(word));
    Some(format!("{}/{personnel}", notice.issuing_body.as_deref()?))
}

/// What the heads before and after say, if they agree.
fn between(layout: &Layout<'_>, line: u32) -> Option<String> {
    let before = layout.rubrics.iter().rfind(|(at, _, _)| *at < line)?;
    let after = layout.rubrics.iter().find(|(at, _, _)| *at > line)?;
    (before.2 == after.2).then(|| before.2.clone())
}

/// What the only head says, before or after; where there are both, nothing.
fn nearest(layout: &Layout<'_>, line: u32) -> Option<String> {
    let before = layout.rubrics.iter().rfind(|(at, _, _)| *at < line);
    let after = layout.rubrics.iter().find(|(at, _, _)| *at > line);
    match (before, after) {
        (Some(only), None) | (None, Some(only)) => Some(only.2.clone()),
        _ => None,
    }
}
