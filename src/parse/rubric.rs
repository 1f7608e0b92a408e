//! The gazette's own section (栏目) of every notice.
//!
//! From the running head of the page the notice starts on; where that head was
//! lost, from what the same kind of notice stands under elsewhere in the issue,
//! then from the neighbouring heads if they agree.

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
    let mut known: HashMap<String, HashMap<String, u32>> = HashMap::new();
    let mut found: Vec<Option<(String, u32)>> = Vec::new();
    for (notice, start) in notices.iter().zip(&starts) {
        let own = start.and_then(|(line, page)| on_page(layout, line, page));
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
        if let Some((name, at)) = own.or_else(by_class).or_else(|| neighbours(layout, line)) {
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

/// The section of a page: its only one, or the nearest before the line.
fn on_page(layout: &Layout<'_>, line: u32, page: u32) -> Option<(String, u32)> {
    let here: Vec<&(u32, u32, String)> = layout
        .rubrics
        .iter()
        .filter(|(_, p, _)| *p == page)
        .collect();
    let one = here.windows(2).all(|pair| pair[0].2 == pair[1].2);
    let pick = if one {
        here.first()
    } else {
        here.iter().rfind(|(at, _, _)| *at < line).or(here.first())
    };
    pick.map(|(at, _, name)| (name.clone(), *at))
}

/// What kind of notice it is: who issues it, and whether it names persons.
fn class(notice: &Notice) -> Option<String> {
    let title = notice.title.as_deref()?;
    let personnel = ["任免", "任职", "免职", "任命"]
        .iter()
        .any(|word| title.contains(word));
    Some(format!("{}/{personnel}", notice.issuing_body.as_deref()?))
}

/// The heads before and after, if they agree; else the one before.
fn neighbours(layout: &Layout<'_>, line: u32) -> Option<(String, u32)> {
    let before = layout.rubrics.iter().rfind(|(at, _, _)| *at < line);
    let after = layout.rubrics.iter().find(|(at, _, _)| *at > line);
    match (before, after) {
        (Some(a), Some(b)) if a.2 == b.2 => Some((a.2.clone(), 0)),
        (None, Some(b)) => Some((b.2.clone(), 0)),
        (Some(a), None) => Some((a.2.clone(), 0)),
        _ => None,
    }
}
