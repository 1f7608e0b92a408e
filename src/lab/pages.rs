//! The physical page: lines go into bands and columns, cut exactly where a
//! page or a column ends. Owns the order in which a reader meets the frames;
//! [`super::paint`] owns the order in which a dump prints them.

use super::draft::{Draft, Form, Part};
use super::prng::Prng;
use super::profile::{Plan, Profile};
use super::typeset::{Galley, Setting};
use crate::record::Role;
use std::ops::Range;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Issuing body and title.
    Head,
    /// The document number under the title.
    Number,
    /// Front matter over the whole page width.
    Wide,
    /// A carried document's title.
    CarriedTitle,
    /// A column of text.
    Column,
}

/// Consecutive lines of one notice, printed in one place.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) notice: u16,
    pub(crate) holds: Holds,
    /// Indices of galley lines.
    pub(crate) lines: Range<u32>,
}

/// What one notice has on one page (or in one column of it), in reading order.
pub(crate) type Band = Vec<Frame>;

/// One page: bands from top to bottom, or columns from left to right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) bands: Vec<Band>,
}

/// Measures of one issue's pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) plan: Plan,
    /// Column width in hanzi.
    pub(crate) width: u32,
    /// Rows in a column.
    pub(crate) rows: u32,
    /// A new rubric begins a new page.
    pub(crate) rubric_breaks: bool,
}

/// A line of a paragraph never broken: wider than any text.
const ENDLESS: u32 = 1 << 24;

impl Measure {
    pub(crate) fn draw(prng: &mut Prng, profile: &Profile) -> Measure {
        Measure {
            plan: *prng.pick(profile.plans).unwrap_or(&Plan::One),
            width: prng.between(profile.width.0, profile.width.1),
            rows: prng.between(profile.rows.0, profile.rows.1),
            rubric_breaks: prng.chance(500),
        }
    }

    /// Width of what spans the page.
    fn page_width(self) -> u32 {
        match self.plan {
            Plan::Bands => self.width * 2 + 2,
            _ => self.width,
        }
    }
}

/// What a part belongs to on the page.
fn holds(part: &Part, draft: &Draft, measure: Measure) -> Holds {
    match part.role {
        Role::IssuingBody | Role::Title => Holds::Head,
        Role::DocumentNumber | Role::RegistrationNumber => Holds::Number,
        Role::EnclosureTitle | Role::HistoryNote => Holds::CarriedTitle,
        _ if draft.wide && part.enclosure == 0 && measure.plan == Plan::Bands => Holds::Wide,
        _ => Holds::Column,
    }
}

/// Sets a notice in type and lays it out after what is on the pages already.
pub(crate) struct Press<'a> {
    pub(crate) galley: Galley,
    pub(crate) pages: Vec<Page>,
    measure: Measure,
    setting: &'a Setting,
    /// Rows used on the page (bands) or in the column (columns).
    used: u32,
    /// Columns used up on the page.
    column: u32,
    rubric: String,
}

impl<'a> Press<'a> {
    pub(crate) fn new(measure: Measure, setting: &'a Setting) -> Press<'a> {
        Press {
            galley: Galley::default(),
            pages: vec![Page::default()],
            measure,
            setting,
            used: 0,
            column: 0,
            rubric: String::new(),
        }
    }

    /// Adds a notice.
    pub(crate) fn add(&mut self, index: u16, draft: &Draft, prng: &mut Prng) {
        let runs = self.set(index, draft, prng);
        let new_rubric = !self.rubric.is_empty() && self.rubric != draft.rubric;
        if new_rubric && self.measure.rubric_breaks && self.measure.plan != Plan::Scroll {
            self.new_page();
        }
        self.rubric.clone_from(&draft.rubric);
        match self.measure.plan {
            Plan::Bands => self.add_bands(index, &runs),
            Plan::One => self.add_columns(index, &runs, 1),
            Plan::Columns => self.add_columns(index, &runs, 2),
            Plan::Scroll => {
                let band = runs
                    .into_iter()
                    .map(|(holds, lines)| Frame {
                        notice: index,
                        holds,
                        lines,
                    })
                    .collect();
                self.page().bands.push(band);
            }
        }
    }

    /// Sets all parts; gives the runs of lines that are laid out alike.
    fn set(&mut self, index: u16, draft: &Draft, prng: &mut Prng) -> Vec<(Holds, Range<u32>)> {
        let mut runs: Vec<(Holds, Range<u32>)> = Vec::new();
        for (at, part) in draft.parts.iter().enumerate() {
            let kind = holds(part, draft, self.measure);
            let width = match kind {
                _ if self.measure.plan == Plan::Scroll && part.form != Form::Title => ENDLESS,
                Holds::Column => self.measure.width,
                _ => self.measure.page_width(),
            };
            let start = self.galley.lines.len() as u32;
            self.galley
                .set((index, at as u16), part, width, self.setting, prng);
            let end = self.galley.lines.len() as u32;
            match runs.last_mut() {
                Some((last, lines)) if *last == kind => lines.end = end,
                _ => runs.push((kind, start..end)),
            }
        }
        runs
    }

    fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn new_page(&mut self) {
        if !self.page().bands.is_empty() {
            self.pages.push(Page::default());
        }
        self.used = 0;
        self.column = 0;
    }

    /// Puts a frame into the band of its notice at the end of the page.
    fn put(&mut self, notice: u16, holds: Holds, lines: Range<u32>, fresh: bool) {
        if lines.is_empty() {
            return;
        }
        let frame = Frame {
            notice,
            holds,
            lines,
        };
        let page = self.page();
        match page.bands.last_mut() {
            Some(band) if !fresh && band.first().is_some_and(|first| first.notice == notice) => {
                band.push(frame);
            }
            _ => page.bands.push(vec![frame]),
        }
    }

    fn add_bands(&mut self, index: u16, runs: &[(Holds, Range<u32>)]) {
        let rows = self.measure.rows;
        for (kind, lines) in runs {
            let count = lines.len() as u32;
            match kind {
                Holds::Head | Holds::CarriedTitle | Holds::Number => {
                    let height = if *kind == Holds::Number {
                        1
                    } else {
                        count * 2 + 1
                    };
                    // A title keeps its number and a row of its text beside it.
                    let company = if *kind == Holds::Head { 3 } else { 1 };
                    if self.used + height + company > rows {
                        self.new_page();
                    }
                    self.put(index, *kind, lines.clone(), false);
                    self.used += height;
                }
                Holds::Wide => {
                    let mut rest = lines.clone();
                    while !rest.is_empty() {
                        if self.used >= rows {
                            self.new_page();
                        }
                        let take = (rows - self.used).min(rest.len() as u32);
                        self.put(index, Holds::Wide, rest.start..rest.start + take, false);
                        self.used += take;
                        rest.start += take;
                    }
                }
                Holds::Column => self.flow(index, lines.clone()),
            }
        }
    }

    /// Text in two balanced columns, over as many pages as it takes.
    fn flow(&mut self, index: u16, lines: Range<u32>) {
        let rows = self.measure.rows;
        let mut rest = lines;
        while !rest.is_empty() {
            if self.used + 1 > rows {
                self.new_page();
            }
            let room = rows - self.used;
            let take = (room * 2).min(rest.len() as u32);
            let left = if take == room * 2 {
                room
            } else {
                take.div_ceil(2)
            };
            let middle = rest.start + left.min(take);
            let end = rest.start + take;
            self.put(index, Holds::Column, rest.start..middle, false);
            self.put(index, Holds::Column, middle..end, false);
            self.used += left;
            rest.start = end;
        }
        self.used += 1; // white between notices
    }

    fn add_columns(&mut self, index: u16, runs: &[(Holds, Range<u32>)], columns: u32) {
        let rows = self.measure.rows;
        let mut fresh = true;
        for (kind, lines) in runs {
            let count = lines.len() as u32;
            if matches!(kind, Holds::Head | Holds::CarriedTitle)
                && self.used + count * 2 + 5 > rows
                && self.used > 0
            {
                self.next_column(columns);
                fresh = true;
            }
            let mut rest = lines.clone();
            while !rest.is_empty() {
                if self.used >= rows {
                    self.next_column(columns);
                    fresh = true;
                }
                let height = if *kind == Holds::Column { 1 } else { 2 };
                let take = ((rows - self.used) / height).clamp(1, rest.len() as u32);
                self.put(index, *kind, rest.start..rest.start + take, fresh);
                fresh = false;
                self.used += take * height;
                rest.start += take;
            }
        }
        self.used += 1;
    }

    fn next_column(&mut self, columns: u32) {
        self.column += 1;
        self.used = 0;
        if self.column >= columns {
            self.new_page();
        }
    }
}
