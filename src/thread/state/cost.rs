//! What it costs to link a frame to the end of a thread, in whole points.

use super::number::below_first;
use super::{NONE, Phase, Thread, close};
use crate::notation::label::LabelKind;
use crate::thread::frame::{Closing, Frame, Kind, Parted, Start, Tail};
use crate::thread::rows::Style;
use crate::thread::weights::Weights;

impl Thread {
    /// What it costs that the thread ends here.
    pub fn end_cost(&self, w: &Weights) -> i32 {
        let mut cost = 0;
        if self.phase == Phase::Opened || self.phase == Phase::Addressed {
            cost += w.empty;
        }
        if self.carrier == NONE && !self.dated && !self.headless {
            cost += w.endless;
        }
        if self.tail == Tail::Open {
            cost += w.unfinished;
        }
        cost
    }

    /// What it costs to link frame `f` (number `index`) to the end of the
    /// thread; `None` where it cannot be.
    pub fn link(&self, w: &Weights, index: u32, f: &Frame, sign: u32) -> Option<i32> {
        let own = match f.kind {
            Kind::Head(_) | Kind::AttachHead => return None,
            Kind::Recipients => match self.phase {
                Phase::Opened => 0,
                // Addressees of a report that stands under 附件.
                _ if self.carrier != NONE
                    && self.last == self.id
                    && self.colon
                    && self.last + 1 == index =>
                {
                    0
                }
                _ => return None,
            },
            Kind::Text => self.text_cost(w, f),
            Kind::Sign => self.sign_cost(w, f, sign),
            Kind::Date => self.date_cost(w) + self.day_cost(w, f),
            Kind::Note => match (self.dated, self.noted) {
                (_, true) => 20,
                (true, false) => 0,
                (false, false) => w.order,
            },
            Kind::Attach => match self.phase {
                Phase::Attach => w.order + 4,
                Phase::Closed => w.order / 2,
                Phase::Opened => w.closed,
                _ if self.tail == Tail::Open => w.open_cut,
                _ => 0,
            },
            Kind::History => self.history_cost(w, f),
            Kind::Edition => match self.phase {
                Phase::Closed => self.printed_cost(w, f),
                _ if self.carrier != NONE && self.tail != Tail::Open => w.order / 2,
                _ => w.order + 2,
            },
        };
        // The first words right under a head or its addressees.
        let opening = f.kind == Kind::Text
            && self.phase <= Phase::Addressed
            && self.last + 1 == index
            && f.start != Start::Middle;
        Some(
            own + self.distance(w, index, f)
                + self.torn_cost(w, f)
                + self.turn_cost(w, f)
                + if opening { w.opening } else { 0 },
        )
    }

    /// How the marks 下转 and 上接 agree.
    fn turn_cost(&self, w: &Weights, f: &Frame) -> i32 {
        match (self.turned, f.resumes) {
            (true, true) => -w.turn,
            (true, false) | (false, true) => w.turn / 2,
            (false, false) => 0,
        }
    }

    /// What it costs to go on where pages are known to be missing.
    fn torn_cost(&self, w: &Weights, f: &Frame) -> i32 {
        if f.tears == self.tears {
            0
        } else if self.tail == Tail::Open && f.label.is_some() {
            w.torn / 2
        } else {
            w.torn
        }
    }

    /// How the date agrees with the meeting the text names.
    fn day_cost(&self, w: &Weights, f: &Frame) -> i32 {
        if self.meeting == 0 || f.day == 0 {
            return 0;
        }
        match f.day as i64 - self.meeting as i64 {
            0 => -w.day / 2,
            ..0 => w.day,
            // yyyymmdd: more than half a year later is another meeting's.
            600.. => w.day / 2,
            _ => 0,
        }
    }

    /// How the day of printing (印发日期) agrees with the notice's date.
    fn printed_cost(&self, w: &Weights, f: &Frame) -> i32 {
        let late = days_between(self.date, f.day);
        match late {
            None => 0,
            Some(0..=45) => -w.day / 3,
            Some(_) => w.day,
        }
    }

    /// What it costs that a frame's words name the matter of a head.
    pub fn named_cost(&self, w: &Weights, head: u32) -> i32 {
        if head == NONE || self.carrier != NONE || self.phase > Phase::Body {
            0
        } else if self.head == head {
            if self.quoted == NONE { -w.named } else { 0 }
        } else if self.head != NONE {
            w.named
        } else {
            0
        }
    }

    /// What it costs to take a head whose matter the text names, or another's.
    pub fn quote_cost(&self, w: &Weights, f: &Frame) -> i32 {
        match f.kind {
            Kind::Head(n) if self.quoted == n => -w.named,
            Kind::Head(_) if self.quoted != NONE => w.named,
            _ => 0,
        }
    }

    /// What the way from the last frame costs.
    pub fn distance(&self, w: &Weights, index: u32, f: &Frame) -> i32 {
        self.distance_from((self.last, self.page), w, index, f)
    }

    /// What the way from a frame, given with its page, costs.
    pub fn distance_from(
        &self,
        (last, page): (u32, u32),
        w: &Weights,
        index: u32,
        f: &Frame,
    ) -> i32 {
        if last + 1 == index {
            return 0;
        }
        let pages = f.page.saturating_sub(page).saturating_sub(1).min(6) as i32;
        let frames = (index.saturating_sub(last) / 48).min(6) as i32;
        let jump = match f.parted {
            Parted::Not => w.jump,
            Parted::Mark => w.jump_mark,
            Parted::Title => w.jump_title,
            Parted::Page => w.jump_page,
        };
        jump + pages * w.page + frames
    }

    fn sign_cost(&self, w: &Weights, f: &Frame, sign: u32) -> i32 {
        let mut cost = if self.tail == Tail::Open {
            w.open_cut - 2
        } else {
            0
        };
        if self.phase == Phase::Opened {
            cost += w.order;
        }
        if self.signed {
            // Several organs sign a joint document; after the date none does.
            cost += if self.dated { 16 } else { 1 };
        } else if self.issuer != 0 && sign != 0 {
            cost += if self.issuer == sign {
                w.issuer_same
            } else {
                w.issuer
            };
        }
        if self.dated && !self.signed {
            cost += 1;
        }
        if !f.sure {
            cost += 2;
        }
        cost
    }

    fn date_cost(&self, w: &Weights) -> i32 {
        if self.dated {
            return 20;
        }
        match (self.signed, self.phase) {
            (true, _) => 0,
            (false, Phase::Opened | Phase::Addressed) => w.order + 2,
            (false, _) if self.tail == Tail::Open => w.open_cut,
            // A carried document bears a date only under a signature.
            (false, _) if self.carrier != NONE => w.order,
            (false, _) => w.order / 2,
        }
    }

    /// What it costs to take a history note: it stands under the title, and
    /// goes where that is printed.
    fn history_cost(&self, w: &Weights, f: &Frame) -> i32 {
        let statute = self.numbers[LabelKind::Article as usize] > 0
            || self.numbers[LabelKind::Chapter as usize] > 0;
        let place = match self.phase {
            Phase::Opened => 0,
            _ if self.told => w.order,
            Phase::Body if self.carrier != NONE && statute => 1,
            Phase::Closed => w.order,
            _ => w.order / 2,
        };
        let made = if self.carrier == NONE {
            self.date
        } else {
            self.issued
        };
        place
            - if made > 0 && made == f.day {
                w.day / 2
            } else {
                0
            }
    }

    fn text_cost(&self, w: &Weights, f: &Frame) -> i32 {
        match self.phase {
            Phase::Closed => return w.closed + self.join_cost(w, f),
            Phase::Attach => return self.attach_cost(w, f),
            Phase::Opened => {
                return 1
                    + i32::from(f.start == Start::Middle) * w.closed_middle
                    + i32::from(f.closing == Closing::Final) * w.empty
                    + self.first_cost(w, f);
            }
            Phase::Addressed => {
                return i32::from(f.start == Start::Middle) * w.closed_middle
                    + self.first_cost(w, f);
            }
            Phase::Body => {}
        }
        let mut cost = self.join_cost(w, f) + self.style_cost(w, f) + self.bracket_cost(w, f);
        if f.notifies && (self.carrier != NONE || self.numbers != [0; 9]) {
            cost += w.closed_middle;
        }
        if self.said {
            cost += w.said;
        }
        if let Some(label) = f.label {
            cost += self.number_cost(w, &label);
            let orphan = below_first(label.kind) && self.numbers == [0; 9];
            if orphan && !self.colon && !self.headless {
                cost += w.restart / 2;
            }
            // A statute does not begin inside another text.
            if label.number == 1
                && matches!(label.kind, LabelKind::Article | LabelKind::Chapter)
                && !self.headless
                && self.numbers[LabelKind::Chapter as usize] == 0
            {
                cost += w.system;
            }
            // A heading has its text or its parts below it.
            if self.heading == label.kind as u8 + 1 {
                cost += w.bare_heading;
            }
        } else if f.opens
            && self.opening[0].0 != 0
            && self.numbers[LabelKind::Article as usize] != 1
        {
            cost += w.restart + w.closed_unknown * 2;
        }
        cost
    }

    /// The first words of a text.
    fn first_cost(&self, w: &Weights, f: &Frame) -> i32 {
        let mut cost = self.bracket_cost(w, f);
        if let Some(label) = f.label {
            cost += if label.number == 1 {
                2
            } else {
                w.hole + w.hole_each * 4
            };
        }
        if f.style != Style::None {
            cost += w.row;
        }
        cost
    }

    /// How the end of the words so far and the start of the frame agree.
    fn join_cost(&self, w: &Weights, f: &Frame) -> i32 {
        let start = if f.style == Style::Roster && f.start == Start::Unknown {
            Start::Label
        } else {
            f.start
        };
        match (self.tail, start) {
            (Tail::Open, Start::Label | Start::Paragraph) => w.open_cut,
            (Tail::Open, Start::Middle) => -1,
            (Tail::Open, Start::Unknown) if f.begins && f.page_start => w.open_cut / 2,
            (Tail::Open, Start::Unknown) => 0,
            (Tail::Soft | Tail::Done, Start::Unknown | Start::Middle) if self.heading != 0 => {
                -w.bare_heading / 2
            }
            (Tail::Soft, Start::Middle | Start::Unknown) => 1,
            (Tail::Done, Start::Middle | Start::Unknown)
                if self.listing && f.style == Style::None =>
            {
                w.closed_middle / 2
            }
            (Tail::Done, Start::Middle) if self.colon => 1,
            (Tail::Done, Start::Middle) => w.closed_middle,
            (Tail::Done, Start::Unknown) if self.colon => 0,
            (Tail::Done, Start::Unknown) => w.closed_unknown,
            (Tail::Soft | Tail::Done, _) => 0,
        }
    }

    fn attach_cost(&self, w: &Weights, f: &Frame) -> i32 {
        match f.label {
            Some(label) if label.kind == LabelKind::Digit => {
                match label.number as i64 - self.attach as i64 {
                    1 => w.next,
                    2.. => w.hole,
                    _ => w.back,
                }
            }
            Some(label)
                if label.kind == LabelKind::Article
                    || label.kind == LabelKind::Chapter
                    || label.kind == LabelKind::Hanzi =>
            {
                w.closed
            }
            Some(_) => w.closed / 2,
            None if f.style == Style::Roster => w.closed,
            None if f.start == Start::Middle && self.tail != Tail::Open => w.closed / 2,
            None if self.tail == Tail::Open || f.bracketed => 0,
            None if self.tail == Tail::Soft => 1,
            None => w.closed / 2,
        }
    }

    fn style_cost(&self, w: &Weights, f: &Frame) -> i32 {
        if f.sets != Style::None {
            return if self.style == f.sets {
                w.row
            } else if self.style == Style::None
                && (self.tail == Tail::Open || self.numbers != [0; 9])
            {
                w.style
            } else {
                0
            };
        }
        if self.tail == Tail::Open && matches!(self.style, Style::Appoint | Style::Remove) {
            return 0;
        }
        match (self.style, f.style) {
            // A list that ended in a full stop goes on no more.
            (a, b) if a == b && a != Style::None && self.ended => w.row + 2,
            (a, b) if a == b => {
                if a == Style::None {
                    0
                } else {
                    -2
                }
            }
            (Style::None, Style::Roster) => {
                if self.colon {
                    0
                } else {
                    w.row
                }
            }
            (Style::None, _) => {
                if self.colon {
                    0
                } else {
                    w.row
                }
            }
            (Style::Roster, Style::None) => {
                i32::from(f.label.is_none() && self.tail != Tail::Open) * 2
            }
            (_, Style::None) => {
                if self.tail == Tail::Open {
                    0
                } else {
                    1
                }
            }
            _ => w.style,
        }
    }

    fn bracket_cost(&self, w: &Weights, f: &Frame) -> i32 {
        let mut cost = 0;
        let mut open = self.open;
        for &need in f.needs.iter().take_while(|&&n| n != 0) {
            // A lone 1） or a quotation mark may be a misprint.
            cost += if close(&mut open, need) {
                w.bracket_closed
            } else if need == 8 || need == 16 {
                w.bracket / 2
            } else {
                w.bracket
            };
        }
        if f.needs[0] == 0 && self.open[0] != 0 {
            let strong = self
                .open
                .iter()
                .any(|&c| c == 1 || c == 5 || c == 9 || c == 13);
            cost += if strong {
                w.bracket_open
            } else {
                w.bracket_open / 2
            };
        }
        cost
    }
}

/// Days from one date to another, both yyyymmdd, months counted as 31 days;
/// `None` where one is not known.
fn days_between(from: u32, to: u32) -> Option<i64> {
    let days = |date: u32| i64::from(date / 10_000 * 372 + date / 100 % 100 * 31 + date % 100);
    (from > 0 && to > 0).then(|| days(to) - days(from))
}
