//! Where one frame ends and the next begins, and how wide a full line is.

use super::{Cutter, Frame, Kind, Part};
use crate::layout::{Line, Turn};
use crate::thread::feature::{End, Feature};
use crate::thread::rows;

/// Columns of a line longer than any that was wrapped.
const UNWRAPPED: u64 = 126;

impl Cutter<'_, '_> {
    /// Cuts into frames. On pages `fine` accepts every end of a sentence cuts;
    /// `soft` adds cuts before the lines it accepts.
    pub fn cut(&self, fine: &dyn Fn(u32) -> bool, soft: &dyn Fn(usize) -> bool) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::with_capacity(self.lines.len() / 3 + 1);
        let mut title: Option<u32> = None;
        let mut first = 0;
        while first < self.lines.len() {
            if matches!(self.parts[first], Part::Number | Part::Loose) {
                first += 1;
                continue;
            }
            if let Part::Title(n) = self.parts[first] {
                title = Some(n);
                first += 1;
                continue;
            }
            let mut last = first;
            let fine = fine(self.lines[first].page);
            while last + 1 < self.lines.len()
                && !self.cut_between(first, last, last + 1, fine)
                && !(self.parts[last + 1] == Part::Free && soft(last + 1))
            {
                last += 1;
            }
            let mut frame = self.frame(first, last);
            frame.title = title.take();
            frames.push(frame);
            first = last + 1;
        }
        frames
    }

    /// Whether a cut stands between two neighbouring lines of a frame.
    pub(super) fn cut_between(&self, first: usize, a: usize, b: usize, fine: bool) -> bool {
        match (self.parts[a], self.parts[b]) {
            (Part::Free, Part::Free) => self.text_cut(first, a, b, fine),
            (Part::Head(x), Part::Head(y)) => x != y,
            (Part::Recipients(x), Part::Recipients(y)) => x != y,
            (Part::Fixed(Kind::Sign, x), Part::Fixed(Kind::Sign, y)) => {
                !(x && y) || self.lines[a].page != self.lines[b].page
            }
            // What goes on with 抄送 or 印发 is marked as unsure.
            (Part::Fixed(Kind::Edition, _), Part::Fixed(Kind::Edition, on)) => on,
            // 抄送 and an attachment list run over several lines.
            (Part::Fixed(Kind::Edition, _), Part::Free) => self.edition_cut(a, b),
            (Part::Fixed(Kind::Attach, _), Part::Free) => {
                self.text_cut(first, a, b, fine) || self.lines[b].page != self.lines[a].page
            }
            (Part::Fixed(Kind::History, _), Part::Fixed(Kind::History, _)) => false,
            _ => true,
        }
    }

    fn edition_cut(&self, a: usize, b: usize) -> bool {
        self.features[a].end == End::Stop
            || self.features[b].label.is_some()
            || self.lines[a].page != self.lines[b].page
            || !self.full(a)
    }

    /// Whether a roster's row, set in a column of its own, is wrapped after
    /// line `a`: no row of the block reaches farther, and the rest is short.
    fn row_goes_on(&self, a: usize, b: usize) -> bool {
        let near = a.saturating_sub(8)..(b + 8).min(self.lines.len());
        let (la, lb) = (&self.lines[a], &self.lines[b]);
        let farthest = self.lines[near]
            .iter()
            .filter(|line| line.page == la.page && line.indent == la.indent)
            .filter(|line| rows::is_named_row(line))
            .map(|line| line.reach)
            .max();
        farthest.is_some_and(|reach| la.reach + 3 >= reach)
            && lb.reach <= la.reach
            && matches!(self.features[b].end, End::Word | End::Close)
    }

    /// Cuts inside running text.
    fn text_cut(&self, first: usize, a: usize, b: usize, fine: bool) -> bool {
        let (la, lb) = (&self.lines[a], &self.lines[b]);
        let (fa, fb) = (&self.features[a], &self.features[b]);
        if fb.label.is_some() || la.page != lb.page {
            return true;
        }
        if lb.ordinal - la.ordinal > 1
            && [Turn::To, Turn::From]
                .iter()
                .any(|&turn| self.turn_between(Some(a), Some(b), turn))
        {
            return true;
        }
        if matches!(fa.end, End::Stop | End::Semicolon | End::Colon) {
            // In a full line a sentence may end inside its paragraph.
            let inside = fa.end == End::Stop && self.full(a) && !(self.indented && lb.indent >= 2);
            return fine || !inside;
        }
        // Furniture or a satellite stood between, or the blanks change.
        let gap = lb.number - la.number;
        if (self.blanks && gap != 2) || (self.no_blanks && gap != 1) {
            return true;
        }
        if self.indented && lb.indent >= 2 && la.indent < lb.indent {
            return true;
        }
        // In a roster the next name begins a row, and nothing else does.
        if la.indent == lb.indent && rows::is_named_row(&self.lines[first]) {
            if rows::is_named_row(lb) || rows::is_roster_row(lb) {
                return true;
            }
            if self.row_goes_on(a, b) {
                return false;
            }
        }
        if !self.full(a) && matches!(fa.end, End::Word | End::Close) {
            return true;
        }
        if rows::is_roster_row(lb)
            || rows::is_roster_row(la) && fa.end != End::Comma && !self.full(a)
        {
            return true;
        }
        // Bound the work on pathological sources without any end of sentence.
        b - first > 400
    }
}

/// Columns of a line too wide for one of two columns on a page: 31 hanzi.
const BROAD: u16 = 62;

/// Whether lines stand in the order they are read in: paragraphs that were
/// never wrapped, or pages of one broad column. Only columns side by side are
/// painted out of order; elsewhere a jump needs much better reasons.
pub(super) fn in_print_order(lines: &[Line<'_>], features: &[Feature], widths: &[u16]) -> bool {
    let broad = widths.iter().filter(|&&width| width >= BROAD).count();
    if broad * 2 > widths.len() {
        return true;
    }
    // Where lines are paragraphs, long ones end as sentences do; of wrapped
    // lines about one in five does.
    let (mut long, mut whole) = (0usize, 0usize);
    for (line, feature) in lines.iter().zip(features) {
        if line.width >= 40 {
            long += 1;
            whole += usize::from(matches!(
                feature.end,
                End::Stop | End::Semicolon | End::Colon
            ));
        }
    }
    long >= 3 && whole * 10 >= long * 6
}

/// Column width of every page: the most frequent width of its longer lines.
///
/// Lists make short lines frequent, so a page that holds at least three lines
/// of the source's usual width has that width whatever is most frequent. Text
/// that was never wrapped has no columns: there no line fills any.
pub(super) fn page_widths(lines: &[Line<'_>]) -> Vec<u16> {
    let words = |line: &Line<'_>| u64::from(line.width);
    let long: u64 = lines.iter().map(words).filter(|&w| w > UNWRAPPED).sum();
    if long * 2 > lines.iter().map(words).sum() {
        let pages = lines.last().map_or(0, |line| line.page as usize + 1);
        return vec![u16::MAX; pages];
    }
    let mut all = [0u32; 128];
    let mut pages: Vec<[u32; 128]> = Vec::new();
    for line in lines {
        let width = (line.width as usize).min(127);
        all[width] += 1;
        let page = line.page as usize;
        while pages.len() <= page {
            pages.push([0; 128]);
        }
        pages[page][width] += 1;
    }
    // Two neighbouring widths count together: justified lines vary by one hanzi.
    let near = |count: &[u32; 128], w: usize| {
        count[w.saturating_sub(1)] + count[w] + count[(w + 1).min(127)]
    };
    let mode = |count: &[u32; 128]| {
        (20..126)
            .max_by_key(|&w| (near(count, w) * w as u32, w))
            .unwrap_or(0)
    };
    let overall = mode(&all);
    pages
        .iter()
        .map(|count| {
            let own = mode(count);
            if near(count, own) < 4 || (own < overall && near(count, overall) >= 3) {
                overall as u16
            } else {
                own as u16
            }
        })
        .collect()
}
