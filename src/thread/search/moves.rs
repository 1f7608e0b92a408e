//! All moves of one state for one frame, each with its cost.

use super::beam::Beam;
use super::board::{Board, Candidate, Place, State};
use super::{EASY, Facts, MAX_THREADS, Move};
use crate::thread::cohesion::Cohesion;
use crate::thread::frame::{Frame, Kind, Parted, Start, Tail};
use crate::thread::rows::Style;
use crate::thread::state::{NONE, Phase, Thread, below_first};
use crate::thread::weights::Weights;

/// What the threads of a board offer a frame, each asked once.
#[derive(Debug, Default)]
pub(super) struct Offers(Vec<Offer>);

/// What a thread offers a frame, in whichever state it stands.
#[derive(Debug, Clone, Copy, Default)]
struct Offer {
    known: bool,
    /// Whether the frame is easily its next one.
    easy: bool,
    /// Whether it costs nothing there, but for what it names.
    fits: bool,
    /// Cost of the frame at its end.
    append: Option<i32>,
    /// Cost of a document begun by the frame and carried by the thread.
    carried: Option<i32>,
}

impl Offers {
    fn of(
        &mut self,
        place: u32,
        thread: &Thread,
        at: &Place<'_>,
        cohesion: &mut Cohesion,
    ) -> Offer {
        let offer = &mut self.0[place as usize];
        if !offer.known {
            *offer = Offer::new(thread, at, cohesion);
        }
        *offer
    }
}

impl Offer {
    fn new(thread: &Thread, at: &Place<'_>, cohesion: &mut Cohesion) -> Self {
        let topic =
            |cohesion: &mut Cohesion| cohesion.cost(at.index, thread.recent.frames(), at.w.topic);
        let link = thread.link(at.w, at.index, at.frame, at.sign());
        let near = link.filter(|&cost| cost < 60).map(|cost| {
            let junction = junction(thread, (at.index, at.frame), cohesion, at.w);
            (cost + junction, thread.named_cost(at.w, at.quoted()))
        });
        let easy = near.is_some_and(|(cost, named)| cost <= EASY && cost + named <= EASY);
        let fits = near.is_some_and(|(cost, named)| cost <= 0 && cost + named <= EASY);
        let append = near.map(|(cost, named)| {
            let topic = if matches!(at.frame.kind, Kind::Text | Kind::Attach) {
                topic(cohesion)
            } else {
                0
            };
            cost + topic + named
        });
        // What stands right under 附件 was begun by it.
        let attached = at.frame.kind == Kind::Text
            && at.index > 0
            && at.frames[at.index as usize - 1].kind == Kind::AttachHead;
        let carried = if attached {
            None
        } else {
            carried_cost(thread, at.index, at.frame, at.facts, at.w)
        };
        Offer {
            known: true,
            easy,
            fits,
            append,
            carried: carried.map(|cost| cost + topic(cohesion)),
        }
    }
}

/// What the characters on both sides say where an open sentence would go on.
fn junction(
    thread: &Thread,
    (index, frame): (u32, &Frame),
    cohesion: &mut Cohesion,
    w: &Weights,
) -> i32 {
    if thread.tail != Tail::Open
        || frame.kind != Kind::Text
        || matches!(frame.start, Start::Label | Start::Paragraph)
        || frame.style == Style::Roster
    {
        return 0;
    }
    match cohesion.junction(thread.last, index) {
        bits @ ..0 => w.junction * bits.max(-LOUD) / -LOUD,
        bits => w.joined * (bits - CHANCE).clamp(0, SURE) / SURE,
    }
}

/// Bits that chance alone may give.
const CHANCE: i32 = 2;
/// Bits beyond which no more is said for a link.
const SURE: i32 = 8;
/// Bits beyond which no more is said against one.
const LOUD: i32 = 3;

/// Collects the moves of all states.
pub(super) fn propose_all(
    beam: &mut Beam,
    offers: &mut Offers,
    at: &Place<'_>,
    cohesion: &mut Cohesion,
) {
    offers.0.clear();
    offers.0.resize(beam.board.len(), Offer::default());
    beam.candidates.clear();
    for (n, state) in beam.states.iter().enumerate() {
        let mut moves = Moves {
            state: n as u32,
            cost: state.cost,
            out: &mut beam.candidates,
        };
        if matches!(at.frame.kind, Kind::Head(_)) {
            head(&beam.board, state, at, cohesion, &mut moves);
        } else {
            propose(&beam.board, state, offers, at, cohesion, &mut moves);
        }
    }
}

/// The notices that have words on the page of a frame, the last of them apart.
///
/// What a notice has on one page is one story, set in frames that follow each
/// other: a page seldom goes back to a notice it has left.
struct Run {
    now: u32,
    /// Whether another's head stands after its last words.
    closed: bool,
    page: [u32; MAX_THREADS + 1],
}

impl Run {
    fn of(board: &Board, state: &State, at: &Place<'_>) -> Self {
        let mut run = Run {
            now: NONE,
            closed: false,
            page: [NONE; MAX_THREADS + 1],
        };
        let mut last = 0;
        for (thread, slot) in board.threads(state).zip(&mut run.page) {
            if thread.spoke == NONE {
                continue;
            }
            if run.now == NONE || thread.spoke > last {
                (run.now, last) = (thread.notice(), thread.spoke);
            }
            if at.frames[thread.spoke as usize].page == at.frame.page {
                *slot = thread.notice();
            }
        }
        run.closed = board.threads(state).any(|thread| {
            thread.last + 1 == at.index && thread.spoke != thread.last && thread.notice() != run.now
        });
        run
    }

    /// What it costs that the page has left a thread.
    fn left(&self, thread: &Thread, w: &Weights) -> i32 {
        i32::from(self.closed || thread.notice() != self.now) * w.again
    }

    /// What it costs to go on with the notice of a thread.
    fn again(&self, thread: &Thread, index: u32, w: &Weights) -> i32 {
        let notice = thread.notice();
        if notice == self.now && !self.closed {
            // Not the thread printed last, but another of its notice.
            i32::from(thread.last + 1 != index) * w.within
        } else if notice == self.now || self.page.contains(&notice) {
            w.again
        } else {
            0
        }
    }
}

/// The moves of one state.
struct Moves<'a> {
    state: u32,
    cost: i32,
    out: &'a mut Vec<Candidate>,
}

impl Moves<'_> {
    fn add(&mut self, slot: usize, cost: i32, action: Move) {
        self.out.push(Candidate {
            cost: self.cost + cost,
            state: self.state,
            slot: slot as u32,
            action,
        });
    }
}

/// A head starts a thread, or a text printed before it gets it.
fn head(
    board: &Board,
    state: &State,
    at: &Place<'_>,
    cohesion: &mut Cohesion,
    moves: &mut Moves<'_>,
) {
    let (index, frame, w) = (at.index, at.frame, at.w);
    moves.add(0, w.head, Move::Start);
    for (slot, thread) in board.threads(state).enumerate() {
        if thread.headless && thread.promised == NONE && thread.page + 1 >= frame.page {
            let topic =
                cohesion.cost(index, thread.recent.frames(), w.topic) + thread.quote_cost(w, frame);
            moves.add(
                slot,
                w.head_after + thread.distance(w, index, frame) / 2 + topic,
                Move::HeadAfter,
            );
        }
    }
}

/// All moves of one state for a frame that is no head.
fn propose(
    board: &Board,
    state: &State,
    offers: &mut Offers,
    at: &Place<'_>,
    cohesion: &mut Cohesion,
    moves: &mut Moves<'_>,
) {
    let (index, frame, w) = (at.index, at.frame, at.w);
    let run = Run::of(board, state, at);
    let mut easy = false;
    let mut fits = false;
    let mut waiting = false;
    for &place in state.slots() {
        let thread = board.thread(place);
        if thread.last + 1 == index {
            let offer = offers.of(place, thread, at, cohesion);
            fits = frame.parted == Parted::Not && offer.fits;
            easy = !at.facts.troubled && offer.easy;
        } else {
            waiting |= thread.hungry();
        }
    }
    for (slot, &place) in state.slots().iter().enumerate() {
        let thread = board.thread(place);
        if easy && !waiting && thread.last + 1 != index {
            continue;
        }
        let offer = offers.of(place, thread, at, cohesion);
        let again = run.again(thread, index, w);
        if let Some(cost) = offer.append.map(|cost| cost + again) {
            moves.add(slot, cost, Move::Append);
            if frame.kind == Kind::Text && !thread.is_dated() {
                propose_joins(
                    board,
                    state,
                    &run,
                    (slot, thread, cost),
                    at,
                    cohesion,
                    moves,
                );
            }
        }
        if let Some(cost) = offer.carried {
            // An attachment stands under the one before it, and so does any
            // other document where nothing is painted out of order.
            let end = if at.facts.ordered || frame.kind == Kind::AttachHead {
                family_end(board, state, thread)
            } else {
                (thread.last, thread.page)
            };
            let way = thread.distance_from(end, w, index, frame) / 2;
            moves.add(slot, cost + way + again, Move::Carried);
        }
    }
    // What goes on perfectly with the line before it begins nothing new.
    if (!easy || waiting) && !fits {
        // Where pages are known to be missing a text without a head is likely.
        let torn = index > 0 && frame.tears > at.frames[index as usize - 1].tears;
        moves.add(0, start_cost(frame, torn, w), Move::Start);
        // The title of a carried document whose notice is printed after it.
        if let Some(&head) = at.facts.promises.get(&index)
            && board.threads(state).all(|thread| thread.promised != head)
        {
            moves.add(0, w.carried + w.carried_early / 2, Move::Promised(head));
        }
    }
}

/// The thread may go on with a headless one begun earlier on the page.
fn propose_joins(
    board: &Board,
    state: &State,
    run: &Run,
    (slot, thread, cost): (usize, &Thread, i32),
    at: &Place<'_>,
    cohesion: &mut Cohesion,
    moves: &mut Moves<'_>,
) {
    let (index, frame, w) = (at.index, at.frame, at.w);
    for other in board.threads(state) {
        if !other.headless
            || other.promised != NONE
            || other.id == thread.id
            || other.first_page != frame.page
        {
            continue;
        }
        let mut longer = *thread;
        longer.advance(index, frame, 0);
        let first = &at.frames[other.id as usize];
        if let Some(link) = longer.link(w, index + 1, first, 0) {
            // The headless start was paid for; the join gives it back. The
            // first label, if it comes at once, is in the link already.
            let numbers = longer.join_numbers(w, other)
                - first.label.map_or(0, |label| longer.number_cost(w, &label));
            let junction = junction(&longer, (other.id, first), cohesion, w);
            // Nor are the first words of a source what goes on.
            let opens = if other.id == 0 || first.begins && first.label.is_none() {
                w.closed_middle
            } else {
                0
            };
            moves.add(
                slot,
                cost + link + junction + w.jump + numbers + opens + run.left(other, w) - other.paid,
                Move::Join(other.id),
            );
        }
    }
}

/// What a headless start costs, less where pages are known to be missing.
fn start_cost(frame: &Frame, torn: bool, w: &Weights) -> i32 {
    headless_cost(frame, w) - if torn { w.torn } else { 0 }
}

/// What it costs to start a text without its head.
fn headless_cost(frame: &Frame, w: &Weights) -> i32 {
    match frame.kind {
        Kind::Recipients => w.headless_addressed,
        Kind::Text => {
            let first = frame.label.is_some_and(|label| label.number == 1);
            w.headless + i32::from(first) * 2
        }
        _ => w.headless_end,
    }
}

/// What it costs to start a document carried by `thread`, the way to it left
/// out.
fn carried_cost(
    thread: &Thread,
    index: u32,
    frame: &Frame,
    facts: &Facts,
    w: &Weights,
) -> Option<i32> {
    let titled = facts.titled[index as usize];
    let addressed = frame.kind == Kind::Recipients && titled.is_some();
    if thread.carrier != NONE
        || !(matches!(frame.kind, Kind::Text | Kind::AttachHead | Kind::History) || addressed)
    {
        return None;
    }
    let announced = facts
        .heads
        .get(thread.head as usize)
        .map_or(1, |head| head.titles.max(1));
    let begins = frame.label.is_some_and(|label| label.number == 1)
        || !matches!(frame.start, Start::Middle | Start::Label)
            && frame.needs[0] == 0
            && !frame.bracketed;
    let begins = begins || matches!(frame.kind, Kind::History | Kind::Recipients);
    let own_title = begins
        && titled.is_some_and(|head| {
            head == NONE || (head == thread.head && u32::from(thread.carried) < announced)
        });
    let attached = frame.kind == Kind::AttachHead;
    let mut cost = if attached {
        2
    } else if thread.awaits() || own_title {
        w.carried
    } else {
        w.carried_unasked
    };
    if own_title {
        cost += w.carried_title;
    } else if titled.is_some() {
        cost += w.carried_unasked;
    }
    if frame.style != Style::None {
        cost += w.style / 2;
    }
    if frame.notifies {
        cost += w.closed;
    }
    if thread.carried > 0 && !attached && !own_title {
        cost += 8;
    }
    // Under its own title a document may begin although the notice is not signed:
    // some gazettes leave signatures out.
    let plain = facts.ordered && own_title && thread.tail != Tail::Open && titled != Some(NONE);
    if !thread.is_dated() && !thread.is_signed() && !plain {
        cost += w.carried_early * if thread.phase == Phase::Opened { 2 } else { 1 };
    }
    if frame.kind == Kind::History && thread.date() > 0 && thread.date() == frame.day {
        cost -= w.day / 2;
    }
    if let Some(label) = frame.label {
        if label.number > 1 {
            cost += w.carried_unasked;
        } else if below_first(label.kind) && !own_title {
            // A document begins with 一、 or 第一条, not with parts of parts.
            cost += w.closed_middle;
        }
    } else if frame.start == Start::Middle && frame.kind == Kind::Text {
        cost += w.closed_middle;
    } else if frame.kind == Kind::Text
        && !frame.begins
        && !own_title
        && frame.start == Start::Unknown
    {
        cost += w.closed_middle / 2;
    }
    Some(cost)
}

/// The last frame, and its page, of a thread and of the documents it carries.
fn family_end(board: &Board, state: &State, thread: &Thread) -> (u32, u32) {
    board
        .threads(state)
        .filter(|other| other.carrier == thread.id)
        .map(|other| (other.last, other.page))
        .fold((thread.last, thread.page), std::cmp::max)
}
