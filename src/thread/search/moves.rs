//! All moves of one state for one frame, each with its cost.

use super::{Candidate, EASY, Facts, Move, State};
use crate::thread::cohesion::Cohesion;
use crate::thread::frame::{Frame, Kind, Start, Tail};
use crate::thread::junction::Met;
use crate::thread::rows::Style;
use crate::thread::state::{NONE, Phase, Thread};
use crate::thread::weights::Weights;

/// All moves of one state for one frame.
#[allow(clippy::too_many_arguments)] // the whole context of one step
pub(super) fn propose(
    n: u32,
    state: &State,
    index: u32,
    frames: &[Frame],
    facts: &Facts,
    cohesion: &mut Cohesion,
    w: &Weights,
    out: &mut Vec<Candidate>,
) {
    let frame = &frames[index as usize];
    let sign = facts.signs[index as usize];
    let mut add = |slot: usize, cost: i32, action: Move| {
        out.push(Candidate {
            cost: state.cost + cost,
            state: n,
            slot: slot as u32,
            action,
        })
    };
    if let Kind::Head(_) = frame.kind {
        add(0, w.head, Move::Start);
        for (slot, thread) in state.threads.iter().enumerate() {
            if thread.headless && thread.promised == NONE && thread.page + 1 >= frame.page {
                let topic = cohesion.cost(index, thread.recent.frames(), w.topic)
                    + thread.quote_cost(w, frame);
                add(
                    slot,
                    w.head_after + thread.distance(w, index, frame) / 2 + topic,
                    Move::HeadAfter,
                );
            }
        }
        return;
    }
    let mut easy = false;
    let mut waiting = false;
    for thread in &state.threads {
        if thread.last + 1 == index {
            let cost = thread
                .link(w, index, frame, sign)
                .map(|c| c + junction_cost(thread, (index, frame), cohesion, w));
            let named = thread.named_cost(w, facts.quotes[index as usize]);
            easy = cost.is_some_and(|c| c <= EASY && c + named <= EASY);
        } else {
            waiting |= thread.hungry();
        }
    }
    // What stands right under 附件 was begun by it.
    let attached = frame.kind == Kind::Text
        && index > 0
        && frames[index as usize - 1].kind == Kind::AttachHead;
    for (slot, thread) in state.threads.iter().enumerate() {
        let near = thread.last + 1 == index;
        if easy && !waiting && !near {
            continue;
        }
        if let Some(cost) = thread.link(w, index, frame, sign)
            && cost < 60
        {
            let topic = if frame.kind == Kind::Text || frame.kind == Kind::Attach {
                cohesion.cost(index, thread.recent.frames(), w.topic)
            } else {
                0
            };
            let cost = cost
                + junction_cost(thread, (index, frame), cohesion, w)
                + topic
                + thread.named_cost(w, facts.quotes[index as usize]);
            add(slot, cost, Move::Append);
            propose_joins(
                state,
                slot,
                thread,
                (index, frame),
                frames,
                cost,
                cohesion,
                w,
                &mut add,
            );
        }
        if !attached && let Some(cost) = carried_cost(thread, index, frame, facts, w) {
            let topic = cohesion.cost(index, thread.recent.frames(), w.topic);
            add(slot, cost + topic, Move::Carried);
        }
    }
    if !easy || waiting {
        // Where pages are known to be missing a text without a head is likely.
        let torn = index > 0 && frame.tears > frames[index as usize - 1].tears;
        add(0, start_cost(frame, torn, w), Move::Start);
        // The title of a carried document whose notice is printed after it.
        if let Some(&head) = facts.promises.get(&index)
            && state.threads.iter().all(|thread| thread.promised != head)
        {
            add(0, w.carried + w.carried_early / 2, Move::Promised(head));
        }
    }
}

/// The thread may go on with a headless one begun earlier on the page.
#[allow(clippy::too_many_arguments)] // the same context as its only caller
fn propose_joins(
    state: &State,
    slot: usize,
    thread: &Thread,
    (index, frame): (u32, &Frame),
    frames: &[Frame],
    cost: i32,
    cohesion: &mut Cohesion,
    w: &Weights,
    add: &mut impl FnMut(usize, i32, Move),
) {
    if frame.kind != Kind::Text || thread.is_dated() {
        return;
    }
    for other in &state.threads {
        if !other.headless
            || other.promised != NONE
            || other.id == thread.id
            || other.first_page != frame.page
        {
            continue;
        }
        let mut longer = *thread;
        longer.advance(index, frame, 0);
        let first = &frames[other.id as usize];
        if let Some(link) = longer.link(w, index + 1, first, 0) {
            // The headless start was paid for; the join gives it back. The
            // first label, if it comes at once, is in the link already.
            let numbers = longer.join_numbers(w, other)
                - first.label.map_or(0, |label| longer.number_cost(w, &label));
            let junction = junction_cost(&longer, (other.id, first), cohesion, w);
            let opens = if first.begins && first.label.is_none() {
                w.closed_middle
            } else {
                0
            };
            add(
                slot,
                cost + link + junction + w.jump + numbers + opens - other.paid,
                Move::Join(other.id),
            );
        }
    }
}

/// What the characters on both sides say where an open sentence would go on.
fn junction_cost(
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
        None => 0,
        Some(Met::Never) => w.junction,
        Some(Met::Pair) => 0,
        Some(Met::Three) => w.joined / 2,
        Some(Met::Four) => w.joined,
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

/// What it costs to start a document carried by `thread`.
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
    if !thread.is_dated() && !thread.is_signed() {
        cost += w.carried_early * if thread.phase == Phase::Opened { 2 } else { 1 };
    }
    if let Some(label) = frame.label {
        if label.number > 1 {
            cost += w.carried_unasked;
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
    Some(cost + thread.distance(w, index, frame) / 2)
}
