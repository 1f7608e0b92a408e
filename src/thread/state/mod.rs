//! A thread while it is being built: everything a link cost may ask.

mod cost;
mod number;

pub use number::below_first;

use super::frame::{Closing, Frame, Kind, Tail};
use super::rows::Style;
use crate::notation::label::LabelKind;

/// No frame, no head, no carrier.
pub const NONE: u32 = u32::MAX;

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
    /// Its last frame that is no head, where it has one.
    pub spoke: u32,
    /// Tears before its last frame.
    tears: u32,
    /// Its date, as yyyymmdd, 0 if unknown.
    date: u32,
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
    /// Whether its last words announce a list of labelled units.
    listing: bool,
    /// The kind of label, + 1, of a heading its last frame is; else 0.
    heading: u8,
    /// Whether rows that ended in semicolons came to a full stop.
    ended: bool,
    /// Whether a row of its list ended in a semicolon.
    rows: bool,
    /// Whether its text has said its last: 特此通知。, or 请遵照执行。 where a
    /// document is carried.
    said: bool,
    /// Whether it has its history note.
    told: bool,
    /// The date of the notice that carries it, as yyyymmdd, 0 if unknown.
    pub issued: u32,
    /// Whether 下转 says that it goes on elsewhere.
    turned: bool,
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
    /// Whether 主题词, 抄送 or 印发 stand under it.
    printed: bool,
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

/// How an entry of an attachment list ends: a title has no mark at its end, so
/// that it may go on; a note in brackets closes it.
fn attachment_tail(f: &Frame) -> Tail {
    match f.tail {
        Tail::Open => Tail::Open,
        _ if f.worded => Tail::Soft,
        _ => Tail::Done,
    }
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

/// Closes the innermost bracket `closer` is the end of, and all within it.
fn close(open: &mut [u8; 6], closer: u8) -> bool {
    // Behind the innermost one there are zeros, which no bracket closes.
    let Some(at) = open.iter().rposition(|&c| c + 1 == closer) else {
        return false;
    };
    open[at..].fill(0);
    true
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
            spoke: NONE,
            tears: f.tears,
            date: 0,
            meeting: 0,
            numbers: [0; 9],
            fresh: u16::MAX,
            opening: [(0, 0); 2],
            attach: 0,
            open: [0; 6],
            style: Style::None,
            colon: false,
            listing: false,
            heading: 0,
            ended: false,
            rows: false,
            said: false,
            told: false,
            issued: 0,
            turned: false,
            expects: false,
            carried: 0,
            titles: 0,
            issuer: 0,
            signed: false,
            dated: false,
            noted: false,
            printed: false,
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

    /// Whether documents its title or words announce are still to come.
    pub fn awaits(&self) -> bool {
        self.carrier == NONE && self.expects && u32::from(self.carried) < self.titles.max(1)
    }

    /// Whether nothing more is expected of it: noted, or dated and signed where
    /// notices bear no `notes`, its printing told where `editions` are, and the
    /// documents it carries begun.
    pub fn complete(&self, notes: bool, editions: bool) -> bool {
        self.carrier == NONE
            && self.promised == NONE
            && self.dated
            && (self.noted || (self.signed && !notes))
            && (self.printed || !editions)
            && !self.headless
            && !self.awaits()
    }

    /// Takes frame `f` at its end. `sign` is the fingerprint of a signature.
    pub fn advance(&mut self, index: u32, f: &Frame, sign: u32) {
        self.last = index;
        if !matches!(f.kind, Kind::Head(_) | Kind::History) {
            self.spoke = index;
        }
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
                self.tail = attachment_tail(f);
            }
            Kind::Sign => {
                self.phase = Phase::Closed;
                self.signed = true;
                self.dated |= f.dated;
                if f.dated {
                    self.date = f.day;
                }
                self.tail = Tail::Done;
                self.open = [0; 6];
                if self.issuer == 0 {
                    self.issuer = sign;
                }
            }
            Kind::Date => {
                self.phase = Phase::Closed;
                self.dated = true;
                self.date = f.day;
                self.tail = Tail::Done;
            }
            Kind::Note => {
                self.phase = Phase::Closed;
                self.noted = true;
                self.dated = true;
                self.tail = Tail::Done;
            }
            // 附件 announces whatever follows it.
            Kind::AttachHead => self.colon = true,
            Kind::Edition => self.printed = true,
            Kind::History => self.told = true,
        }
    }

    fn take_text(&mut self, f: &Frame) {
        if self.phase == Phase::Attach {
            if let Some(label) = f.label
                && label.kind == LabelKind::Digit
            {
                self.attach = label.number.min(999) as u16;
            }
            self.tail = attachment_tail(f);
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
            close(&mut self.open, need);
        }
        for &leave in f.leaves.iter().take_while(|&&n| n != 0) {
            if let Some(slot) = self.open.iter_mut().find(|slot| **slot == 0) {
                *slot = leave;
            }
        }
        self.tail = f.tail;
        self.colon = f.colon;
        self.turned = f.turns;
        self.said = self.carrier == NONE
            && match f.closing {
                Closing::None => false,
                Closing::Order => self.expects,
                Closing::Final => true,
            };
        self.listing = f.listing;
        self.heading = match f.label {
            Some(label) if f.heading && f.tail != Tail::Open => label.kind as u8 + 1,
            _ => 0,
        };
        if matches!(f.style, Style::Appoint | Style::Remove | Style::Verb) {
            self.ended = self.rows && f.stops;
            self.rows |= !f.stops;
        } else if f.sets != Style::None {
            (self.ended, self.rows) = (false, false);
        }
        self.expects |= f.issues && self.carrier == NONE && self.titles == 0;
        if f.sets != Style::None {
            self.style = f.sets;
        } else if f.style != Style::None {
            self.style = f.style;
        } else if f.label.is_some() {
            self.style = Style::None;
        }
    }

    /// The thread with one begun without a head at its end.
    pub fn followed_by(&self, orphan: &Thread) -> Thread {
        let begun = self.opening[0].0 != 0;
        let mut thread = Thread {
            id: self.id,
            head: self.head,
            carrier: self.carrier,
            headless: self.headless,
            promised: self.promised,
            paid: self.paid,
            first_page: self.first_page,
            quoted: self.quoted,
            issued: self.issued,
            told: self.told || orphan.told,
            expects: self.expects || orphan.expects,
            carried: self.carried.saturating_add(orphan.carried),
            titles: self.titles,
            issuer: if self.issuer == 0 {
                orphan.issuer
            } else {
                self.issuer
            },
            meeting: if self.meeting == 0 {
                orphan.meeting
            } else {
                self.meeting
            },
            opening: if begun { self.opening } else { orphan.opening },
            ..*orphan
        };
        // Numbers the orphan says nothing of go on, unless it has higher ones.
        let highest = usize::from(orphan.opening[1].0);
        for k in 0..thread.numbers.len() {
            if orphan.numbers[k] == 0 && (highest == 0 || k + 1 < highest) {
                thread.numbers[k] = self.numbers[k];
                thread.fresh = thread.fresh & !(1 << k) | self.fresh & (1 << k);
            }
        }
        thread
    }

    /// The notice it belongs to, by the first frame of that notice's thread.
    pub fn notice(&self) -> u32 {
        if self.carrier == NONE {
            self.id
        } else {
            self.carrier
        }
    }

    /// Its date, as yyyymmdd, 0 if unknown.
    pub fn date(&self) -> u32 {
        self.date
    }

    /// Tears before its last frame.
    pub fn tears(&self) -> u32 {
        self.tears
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

    /// Whether its list of attachments names more than it carries so far.
    pub fn lists_more(&self) -> bool {
        self.attach > u16::from(self.carried)
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
