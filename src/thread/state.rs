//! A thread while it is being built, and what linking a frame to it costs.

use super::feature::Style;
use super::frame::{Frame, Kind, Start, Tail, statutory};
use super::weights::Weights;
use crate::notation::label::{Label, LabelKind};

/// No frame, no head, no carrier.
pub const NONE: u32 = u32::MAX;

/// Kinds of labels in the order of their numbers.
const KINDS: [LabelKind; 9] = [
    LabelKind::Part,
    LabelKind::Chapter,
    LabelKind::Section,
    LabelKind::Article,
    LabelKind::Hanzi,
    LabelKind::BracketHanzi,
    LabelKind::Digit,
    LabelKind::BracketDigit,
    LabelKind::Circled,
];

/// How far a thread has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Its head is there.
    Opened,
    /// Its addressees are there.
    Addressed,
    /// Its text has begun.
    Body,
    /// Its attachment list has begun.
    Attach,
    /// It is signed or dated.
    Closed,
}

/// The state of a thread: everything a link cost may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Thread {
    /// Its first frame: a name that is the same in every state.
    pub id: u32,
    /// Its head, an index into the heads.
    pub head: u32,
    /// The thread that carries it.
    pub carrier: u32,
    /// How far it has come.
    pub phase: Phase,
    /// How its words end so far.
    pub tail: Tail,
    /// Its last frame.
    pub last: u32,
    /// The page of its first frame.
    pub first_page: u32,
    /// The page of its last frame.
    pub page: u32,
    /// Tears before its last frame.
    tears: u32,
    /// The day of the meeting its text names, 0 if none.
    meeting: u32,
    /// Last number of each kind of label.
    numbers: [u16; 9],
    /// Kinds whose numbering may start afresh.
    fresh: u16,
    /// The first label taken, and the first of the highest kind, as kind + 1
    /// and number: what a text it is joined to must lead up to.
    opening: [(u8, u16); 2],
    /// Last number of the attachment list.
    attach: u16,
    /// Brackets open, innermost last.
    open: [u8; 6],
    /// Style of the list it is in.
    style: Style,
    /// Whether its last words announce something.
    colon: bool,
    /// Whether it carries documents.
    pub expects: bool,
    /// How many carried documents it has.
    pub carried: u8,
    /// How many its title announces.
    titles: u32,
    /// Fingerprint of its issuing body, 0 if unknown.
    issuer: u32,
    /// Signed, dated, noted.
    signed: bool,
    dated: bool,
    noted: bool,
    /// Whether its first frame is not a beginning.
    pub headless: bool,
    /// The head that will carry it, where that head is printed later.
    pub promised: u32,
    /// What its start cost: a join gives it back.
    pub paid: i32,
    /// The head whose matter its opening words name.
    pub quoted: u32,
    /// Its head and latest frames, for what they speak of.
    pub recent: Recent,
}

/// The frames a thread spoke with last. It does not tell states apart.
#[derive(Debug, Clone, Copy, Default, Eq)]
pub struct Recent {
    frames: [u32; 8],
    len: u8,
}

impl Recent {
    /// The frames, the thread's first one before the latest.
    pub fn frames(&self) -> &[u32] {
        &self.frames[..usize::from(self.len)]
    }

    fn push(&mut self, frame: u32) {
        if usize::from(self.len) < self.frames.len() {
            self.frames[usize::from(self.len)] = frame;
            self.len += 1;
        } else {
            // The first two, head or opening words, stay.
            self.frames.copy_within(3.., 2);
            self.frames[7] = frame;
        }
    }
}

impl PartialEq for Recent {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::hash::Hash for Recent {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// Facts about heads the costs ask for.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeadFacts {
    /// Fingerprint of the issuing body.
    pub issuer: u32,
    /// Whether the title announces a carried document.
    pub expects: bool,
    /// How many carried titles it announces.
    pub titles: u32,
}

impl Thread {
    /// A thread that begins with frame `f`.
    pub fn start(index: u32, f: &Frame, head: Option<HeadFacts>, carrier: u32) -> Thread {
        let mut thread = Thread {
            id: index,
            head: NONE,
            carrier,
            phase: Phase::Body,
            tail: Tail::Done,
            last: index,
            first_page: f.page,
            page: f.page,
            tears: f.tears,
            meeting: 0,
            numbers: [0; 9],
            fresh: u16::MAX,
            opening: [(0, 0); 2],
            attach: 0,
            open: [0; 6],
            style: Style::None,
            colon: false,
            expects: false,
            carried: 0,
            titles: 0,
            issuer: 0,
            signed: false,
            dated: false,
            noted: false,
            headless: head.is_none() && carrier == NONE,
            promised: NONE,
            paid: 0,
            quoted: NONE,
            recent: Recent::default(),
        };
        if let Some(facts) = head {
            thread.take_head(f, facts);
            thread.recent.push(index);
            thread.phase = Phase::Opened;
        } else {
            thread.advance(index, f, 0);
        }
        thread
    }

    /// Gives the thread its head.
    pub fn take_head(&mut self, f: &Frame, facts: HeadFacts) {
        if let Kind::Head(n) = f.kind {
            self.head = n;
        }
        self.issuer = facts.issuer;
        self.expects |= facts.expects;
        self.titles = facts.titles;
        self.headless = false;
    }

    /// Whether frames are still to come: its text is open or unsigned.
    pub fn hungry(&self) -> bool {
        self.tail == Tail::Open || (self.carrier == NONE && !self.dated)
    }

    /// Whether nothing more is expected of it: noted, or dated and signed where
    /// notices bear no `notes`, and the documents it carries begun.
    pub fn complete(&self, notes: bool) -> bool {
        self.carrier == NONE
            && self.promised == NONE
            && self.dated
            && (self.noted || (self.signed && !notes))
            && !self.headless
            && (!self.expects || u32::from(self.carried) >= self.titles.max(1))
    }

    /// Takes frame `f` at its end. `sign` is the fingerprint of a signature.
    pub fn advance(&mut self, index: u32, f: &Frame, sign: u32) {
        self.last = index;
        self.recent.push(index);
        self.page = f.page;
        self.tears = f.tears;
        match f.kind {
            Kind::Head(_) => {}
            Kind::Recipients => self.phase = self.phase.max(Phase::Addressed),
            Kind::Text => self.take_text(f),
            Kind::Attach => {
                self.phase = self.phase.max(Phase::Attach);
                self.attach = 1;
                self.tail = f.tail;
            }
            Kind::Sign => {
                self.phase = Phase::Closed;
                self.signed = true;
                self.dated |= f.dated;
                self.tail = Tail::Done;
                self.open = [0; 6];
                if self.issuer == 0 {
                    self.issuer = sign;
                }
            }
            Kind::Date => {
                self.phase = Phase::Closed;
                self.dated = true;
                self.tail = Tail::Done;
            }
            Kind::Note => {
                self.phase = Phase::Closed;
                self.noted = true;
                self.dated = true;
                self.tail = Tail::Done;
            }
            Kind::AttachHead | Kind::History | Kind::Edition => {}
        }
    }

    fn take_text(&mut self, f: &Frame) {
        if self.phase == Phase::Attach {
            if let Some(label) = f.label
                && label.kind == LabelKind::Digit
            {
                self.attach = label.number.min(999) as u16;
            }
            self.tail = f.tail;
            return;
        }
        self.phase = self.phase.max(Phase::Body);
        if self.meeting == 0 && self.carrier == NONE {
            self.meeting = f.day;
        }
        if let Some(label) = f.label {
            let k = label.kind as usize;
            self.numbers[k] = label.number.min(9999) as u16;
            let this = (k as u8 + 1, self.numbers[k]);
            if self.opening[0].0 == 0 {
                self.opening = [this, this];
            } else if this.0 < self.opening[1].0 {
                self.opening[1] = this;
            }
            let below = !((1u16 << (k + 1)) - 1);
            self.fresh = (self.fresh & !(1 << k)) | below;
        }
        for &need in f.needs.iter().take_while(|&&n| n != 0) {
            self.close(need);
        }
        for &leave in f.leaves.iter().take_while(|&&n| n != 0) {
            if let Some(slot) = self.open.iter_mut().find(|slot| **slot == 0) {
                *slot = leave;
            }
        }
        self.tail = f.tail;
        self.colon = f.colon;
        self.expects |= f.issues && self.carrier == NONE && self.titles == 0;
        if f.sets != Style::None {
            self.style = f.sets;
        } else if f.style != Style::None {
            self.style = f.style;
        } else if f.label.is_some() {
            self.style = Style::None;
        }
    }

    fn close(&mut self, closer: u8) -> bool {
        let depth = self.open.iter().take_while(|&&c| c != 0).count();
        let Some(at) = self.open[..depth].iter().rposition(|&c| c + 1 == closer) else {
            return false;
        };
        for slot in &mut self.open[at..] {
            *slot = 0;
        }
        true
    }

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
            Kind::History => match self.phase {
                Phase::Opened => 0,
                Phase::Closed => w.order,
                _ => w.order / 2,
            },
            Kind::Edition => match self.phase {
                Phase::Closed => 0,
                _ if self.carrier != NONE => 2,
                _ => w.order,
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
                + if opening { w.opening } else { 0 },
        )
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

    /// Tears before its last frame.
    pub fn tears(&self) -> u32 {
        self.tears
    }

    /// What the way from the last frame costs.
    pub fn distance(&self, w: &Weights, index: u32, f: &Frame) -> i32 {
        if self.last + 1 == index {
            return 0;
        }
        let pages = f.page.saturating_sub(self.page).saturating_sub(1).min(6) as i32;
        let frames = ((index - self.last) / 48).min(6) as i32;
        w.jump + pages * w.page + frames
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
            (false, _) => w.order / 2,
        }
    }

    fn text_cost(&self, w: &Weights, f: &Frame) -> i32 {
        match self.phase {
            Phase::Closed => return w.closed + self.join_cost(w, f),
            Phase::Attach => return self.attach_cost(w, f),
            Phase::Opened => {
                return 1
                    + i32::from(f.start == Start::Middle) * w.closed_middle
                    + self.first_cost(w, f);
            }
            Phase::Addressed => {
                return i32::from(f.start == Start::Middle) * w.closed_middle
                    + self.first_cost(w, f);
            }
            Phase::Body => {}
        }
        let mut cost = self.join_cost(w, f) + self.style_cost(w, f) + self.bracket_cost(w, f);
        if let Some(label) = f.label {
            cost += self.number_cost(w, &label);
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
            (Tail::Soft, Start::Middle | Start::Unknown) => 1,
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
            None => 4,
        }
    }

    fn style_cost(&self, w: &Weights, f: &Frame) -> i32 {
        if f.sets != Style::None {
            return if self.style == f.sets { w.row } else { 0 };
        }
        match (self.style, f.style) {
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
        let mut open = *self;
        for &need in f.needs.iter().take_while(|&&n| n != 0) {
            // A lone 1） or a quotation mark may be a misprint.
            cost += if open.close(need) {
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

    /// How the label agrees with the numbering so far.
    pub fn number_cost(&self, w: &Weights, label: &Label) -> i32 {
        let k = label.kind as usize;
        let last = i64::from(self.numbers[k]);
        let number = i64::from(label.number);
        let articles = self.numbers[LabelKind::Article as usize] > 0;
        let hanzi = self.numbers[LabelKind::Hanzi as usize] > 0;
        let foreign = (statutory(label.kind) && hanzi && !articles)
            || (label.kind == LabelKind::Hanzi && articles);
        let mut cost = if foreign { w.system } else { 0 };
        if label.inserted.is_some() && number == last {
            return cost + w.next;
        }
        let fresh = self.fresh & (1 << k) != 0;
        cost += match (number - last, number) {
            (1, _) => w.next,
            (_, 1) if last == 0 => 0,
            (_, 1)
                if fresh
                    && !matches!(
                        label.kind,
                        LabelKind::Article | LabelKind::Part | LabelKind::Chapter
                    ) =>
            {
                0
            }
            (_, 1) if label.kind == LabelKind::Article => w.back_article,
            (_, 1)
                if matches!(
                    label.kind,
                    LabelKind::Digit | LabelKind::BracketDigit | LabelKind::Circled
                ) =>
            {
                w.restart / 2
            }
            (_, 1) => w.restart,
            (gap, _) if gap > 1 => w.hole + w.hole_each * (gap - 1).min(4) as i32,
            _ if label.kind == LabelKind::Article => w.back_article,
            _ => w.back,
        };
        cost
    }

    /// What it costs that the headless thread `other` goes on after this one,
    /// by the numbers it begins with.
    pub fn join_numbers(&self, w: &Weights, other: &Thread) -> i32 {
        let mut cost = 0;
        let mut kinds = other
            .opening
            .iter()
            .filter(|(kind, _)| *kind > 0)
            .collect::<Vec<_>>();
        kinds.dedup();
        for &&(kind, number) in &kinds {
            let Some(kind) = KINDS.get(usize::from(kind) - 1) else {
                continue;
            };
            let label = Label {
                kind: *kind,
                number: u32::from(number),
                inserted: None,
                len: 0,
            };
            cost += self.number_cost(w, &label);
        }
        cost
    }

    /// Whether linking `f` would leave pages or numbers out.
    pub fn leaves_hole(&self, f: &Frame) -> bool {
        if f.tears != self.tears && f.kind == Kind::Text {
            return true;
        }
        let Some(label) = f.label else { return false };
        let last = self.numbers[label.kind as usize];
        self.phase == Phase::Body && last > 0 && label.number > u32::from(last) + 1
    }

    /// Whether the thread has been dated or noted.
    pub fn is_dated(&self) -> bool {
        self.dated
    }

    /// Whether the thread has been signed.
    pub fn is_signed(&self) -> bool {
        self.signed
    }
}
