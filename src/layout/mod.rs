//! Text becomes pages, furniture and the lines of notices.
//!
//! Owns everything that is true of a line by itself or by its place on a page:
//! what it says without white space, how wide it is, whether it belongs to the
//! gazette (page number, running head, contents, masthead), where pages start.
//! It does not know which notice a line belongs to.

mod cues;
mod furniture;
pub mod glyph;
mod holds;
mod line;
mod masthead;
mod pages;
mod web;
mod words;

pub use cues::Cues;
pub use holds::Holds;
pub use line::{Line, flat};
pub use masthead::{Turn, rubric};

use crate::record::{Furniture, FurnitureKind, Gazette, Page};
use crate::text::Source;
use std::ops::BitOr;

/// A source after layout.
#[derive(Debug, Clone, Default)]
pub struct Layout<'s> {
    /// Non-blank lines that belong to notices, in source order.
    pub lines: Vec<Line<'s>>,
    /// Lines that belong to the gazette, in source order.
    pub furniture: Vec<Furniture>,
    /// Pages in source order; `Line::page` counts them from 0.
    pub pages: Vec<Page>,
    /// For every page how many times printed page numbers leave pages out
    /// before it, counted from the start of the source.
    pub tears: Vec<u32>,
    /// Continuation marks (下转, 上接) that fill a line: place among the
    /// non-blank lines of the source (from 0), in order.
    pub turns: Vec<(u32, Turn)>,
    /// Section names (栏目) printed in running heads: line (1-based), page
    /// (from 0), name.
    pub rubrics: Vec<(u32, u32, String)>,
    /// What the mastheads say of the gazette.
    pub gazette: Gazette,
    /// Bytes of the source at which symbols may have been decoded as hanzi, in
    /// order. Where the text kept its punctuation, [`glyph::mends`] finds
    /// nothing in a paragraph whose printed words hold none of these places.
    pub glyphs: Vec<u32>,
}

/// Lays out a source.
pub fn layout(source: &Source) -> Layout<'_> {
    let (mut lines, glyphs) = line::lines(source);
    mend_flat(source, &mut lines);
    cues::mark(source, &mut lines);
    let kinds = furniture::mark(&lines);
    let pages = pages::divide(&mut lines, &kinds);
    let tears = pages::tears(&pages);
    let mut out = Layout {
        pages,
        tears,
        glyphs,
        ..Layout::default()
    };
    let mut kept = Vec::with_capacity(lines.len());
    for (line, kind) in lines.into_iter().zip(kinds) {
        let Some(kind) = kind else {
            kept.push(line);
            continue;
        };
        if let Some(turn) = masthead::turn(&line.flat) {
            out.turns.push((line.ordinal, turn));
        }
        if matches!(kind, FurnitureKind::RunningHead | FurnitureKind::Masthead) {
            note_gazette(&line, &mut out.gazette);
            if let Some(name) = masthead::rubric_within(line.text, &line.flat) {
                out.rubrics.push((line.number, line.page, name.to_owned()));
            }
        }
        add_furniture(&mut out.furniture, kind, &line);
    }
    out.lines = kept;
    out
}

/// In stretches that lost all their punctuation to wrong symbols the words to
/// decide by are the mended ones; what is printed stays as it is.
fn mend_flat(source: &Source, lines: &mut [Line<'_>]) {
    let profile = glyph::Profile::of(source.text());
    let damaged = profile.damaged_lines();
    if damaged.0.is_empty() {
        return;
    }
    let certain = profile.within();
    for line in lines {
        // The stretch may begin or end a line or two off.
        let near = (line.number.saturating_sub(2)..=line.number + 2).any(|n| damaged.contains(n));
        if !near {
            continue;
        }
        let mends = glyph::mends(&line.flat, &certain);
        if !mends.is_empty() {
            let mut words = line.flat.to_string();
            for mend in mends.iter().rev() {
                words.replace_range(mend.range.clone(), &mend.meant);
            }
            line.holds = words.chars().map(Holds::of).fold(line.holds, Holds::bitor);
            line.flat = words.into();
            line.mended = true;
        }
    }
}

/// Takes name, year and number of the gazette from a head; the first wins.
fn note_gazette(line: &Line<'_>, gazette: &mut Gazette) {
    if let Some((name, rest)) = masthead::gazette_name(&line.flat) {
        if gazette.title.is_none() && name.chars().count() >= 4 {
            gazette.title = Some(name.to_owned());
        }
        let before = line.flat.split(name).next().unwrap_or("");
        for part in [rest, before] {
            note_issue(part, gazette);
        }
    } else {
        line.text
            .split_whitespace()
            .chain([line.flat.as_ref()])
            .for_each(|part| note_issue(part, gazette));
    }
}

fn note_issue(text: &str, gazette: &mut Gazette) {
    if let Some((year, number)) = masthead::issue_number(text) {
        gazette.year = gazette.year.or(year);
        gazette.number = gazette.number.or(number);
    }
}

/// Adds a line of furniture, melting runs of contents into one entry.
fn add_furniture(list: &mut Vec<Furniture>, kind: FurnitureKind, line: &Line<'_>) {
    if let Some(last) = list.last_mut()
        && kind == FurnitureKind::Contents
        && last.kind == kind
        && line.number <= last.lines.1 + 2
    {
        last.text.push('\n');
        last.text.push_str(line.text);
        last.lines.1 = line.number;
        return;
    }
    list.push(Furniture {
        kind,
        text: line.text.to_owned(),
        lines: (line.number, line.number),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_numbers_leave_the_text_and_stay_in_the_furniture() {
        let text = "某市人民政府公报 2023年第3期\n第一段。\n—1—\n某市人民政府公报 2023年第3期\n第二段。\n—2—\n";
        let source = Source::new(text.to_owned());
        let layout = layout(&source);
        assert_eq!(
            layout.lines.iter().map(|l| l.number).collect::<Vec<_>>(),
            [2, 5]
        );
        assert_eq!(layout.furniture.len(), 4);
        assert_eq!(
            (layout.gazette.year, layout.gazette.number),
            (Some(2023), Some(3))
        );
        assert_eq!(layout.gazette.title.as_deref(), Some("某市人民政府公报"));
        assert_eq!(
            layout.pages.iter().map(|p| p.number).collect::<Vec<_>>(),
            [Some(1), Some(2)]
        );
    }
}
