//! Painted pages become the text of a dump, with a line number for every
//! printed line.

use super::paint::{Painted, Printed};
use super::profile::{PageMark, Profile};
use super::seen::Seen;
use super::truth::{Truth, TruthFurniture, TruthPage};
use super::typeset::Galley;

/// Where galley lines were printed.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Physical line of each galley line, 1-based; 0 where its page is missing.
    pub(crate) line: Vec<u32>,
    /// Its place among the lines that are not blank.
    pub(crate) order: Vec<u32>,
    /// Its painted page, from 0.
    pub(crate) page: Vec<u32>,
    /// Galley lines in printed order.
    pub(crate) printed: Vec<u32>,
    /// Its place in `printed`.
    pub(crate) turn: Vec<u32>,
    /// Whether a space or form feed stands before it.
    pub(crate) prefixed: Vec<bool>,
    nonblank: Vec<u32>,
    furniture: Vec<(u32, crate::record::FurnitureKind)>,
    pages: Vec<TruthPage>,
}

/// Writes the pages out.
pub(crate) fn write_out(
    galley: &Galley,
    painted: &[Painted],
    profile: &Profile,
    blank_lines: bool,
) -> (String, Places) {
    let count = galley.lines.len();
    let mut text = String::with_capacity(galley.text.len() + galley.lines.len() * 3);
    let mut places = Places {
        line: vec![0; count],
        order: vec![0; count],
        page: vec![0; count],
        turn: vec![0; count],
        prefixed: vec![false; count],
        printed: Vec::with_capacity(count),
        ..Places::default()
    };
    let mut line = 0;
    for (index, page) in painted.iter().enumerate() {
        let first_line = line + 1;
        for (turn, item) in page.lines.iter().enumerate() {
            let first = turn == 0;
            let close = matches!(item, Printed::Line { close: true, .. });
            if blank_lines && !first && !close {
                text.push('\n');
                line += 1;
            }
            line += 1;
            let prefix = match profile.page_mark {
                PageMark::Space if first && page.marked => " ",
                PageMark::FormFeed if first && page.marked && index > 0 => "\u{c}",
                _ => "",
            };
            text.push_str(prefix);
            let order = places.nonblank.len() as u32;
            places.nonblank.push(line);
            match item {
                Printed::Line { line: at, .. } => {
                    text.push_str(galley.words(*at));
                    let at = *at as usize;
                    places.line[at] = line;
                    places.order[at] = order;
                    places.page[at] = index as u32;
                    places.prefixed[at] = !prefix.is_empty();
                    places.turn[at] = places.printed.len() as u32;
                    places.printed.push(at as u32);
                }
                Printed::Furniture { kind, text: words } => {
                    text.push_str(words);
                    places.furniture.push((line, *kind));
                }
            }
            text.push('\n');
        }
        places.pages.push(TruthPage {
            first_line,
            last_line: line.max(first_line),
            printed_number: page.number,
        });
    }
    (text, places)
}

/// The rubric of a notice: that of the running head on the page it starts on;
/// where that head is lost, of the heads before and after it if they agree;
/// else `*`, which is not scored.
pub(crate) fn rubric(seen: &Seen<'_>, painted: &[Painted]) -> Option<String> {
    let unknown = Some("*".to_owned());
    if !seen.present(seen.lines.start) {
        return unknown;
    }
    let page = seen.places.page[seen.lines.start as usize] as usize;
    let own = &seen.draft.rubric;
    let agrees = |found: Option<&String>| found == Some(own);
    if let Some(found) = &painted[page].rubric {
        return if found == own {
            Some(own.clone())
        } else {
            unknown
        };
    }
    let before = painted[..page]
        .iter()
        .rev()
        .find_map(|page| page.rubric.as_ref());
    let after = painted[page + 1..]
        .iter()
        .find_map(|page| page.rubric.as_ref());
    if agrees(before) && agrees(after) {
        Some(own.clone())
    } else {
        unknown
    }
}

/// The truth without its notices.
pub(crate) fn frame_of(places: &Places) -> Truth {
    let mut furniture: Vec<(u32, u32)> = Vec::new();
    let mut kinds = Vec::new();
    for &(line, kind) in &places.furniture {
        furniture.push((line, line));
        kinds.push(TruthFurniture {
            lines: (line, line),
            kind,
        });
    }
    Truth {
        nonblank_lines: places.nonblank.clone(),
        furniture,
        furniture_kinds: kinds,
        pages: places.pages.clone(),
        ..Truth::default()
    }
}
