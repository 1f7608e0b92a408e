//! The decisions of the search played through once more, now keeping every
//! frame of every thread.

use crate::thread::GUESS_MARGIN;
use crate::thread::frame::{Cut, Kind, Tail};
use crate::thread::search::{Found, Move};
use crate::thread::state::{HeadFacts, NONE, Phase, Thread};
use std::collections::BTreeMap;

/// A thread while the decisions are replayed.
#[derive(Debug)]
pub(super) struct Replay {
    pub(super) state: Thread,
    /// Frames in reading order, each with the phase it was taken in.
    pub(super) frames: Vec<(u32, Phase)>,
    pub(super) head: Option<u32>,
    pub(super) carrier: u32,
    pub(super) headless: bool,
    pub(super) gap: bool,
    pub(super) hole: bool,
    pub(super) torn_at_end: bool,
    pub(super) closed: bool,
    pub(super) margin: Vec<(u32, i32)>,
}

/// Plays the decisions through once more, now keeping every frame.
pub(super) fn replay(cut: &Cut, found: &Found) -> (BTreeMap<u32, Replay>, Vec<u32>) {
    let mut threads: BTreeMap<u32, Replay> = BTreeMap::new();
    let mut order: Vec<u32> = Vec::new();
    for step in &found.steps {
        let frame = &cut.frames[step.frame as usize];
        let margin = found
            .margins
            .get(step.frame as usize)
            .copied()
            .unwrap_or(i32::MAX);
        match step.action {
            Move::Start | Move::Carried | Move::Promised(_) => {
                let head = match frame.kind {
                    Kind::Head(_) => Some(HeadFacts::default()),
                    _ => None,
                };
                let state = Thread::start(step.frame, frame, head, step.carrier);
                let phase = if head.is_some() {
                    Phase::Opened
                } else {
                    Phase::Body
                };
                order.push(step.thread);
                threads.insert(
                    step.thread,
                    Replay {
                        state,
                        frames: vec![(step.frame, phase)],
                        head: match frame.kind {
                            Kind::Head(n) => Some(n),
                            _ => None,
                        },
                        carrier: step.carrier,
                        headless: head.is_none(),
                        gap: step.action == Move::Carried
                            && frame.label.is_some_and(|label| label.number > 1),
                        hole: false,
                        torn_at_end: false,
                        closed: false,
                        margin: Vec::new(),
                    },
                );
            }
            Move::HeadAfter => {
                if let Some(thread) = threads.get_mut(&step.thread)
                    && let Kind::Head(n) = frame.kind
                {
                    thread.head = Some(n);
                    thread.headless = false;
                    thread.state.take_head(frame, HeadFacts::default());
                    thread.frames.push((step.frame, Phase::Opened));
                }
            }
            Move::Append | Move::Join(_) => {
                if let Some(thread) = threads.get_mut(&step.thread) {
                    let torn = thread.state.tail == Tail::Open
                        && frame.kind == Kind::Text
                        && frame.label.is_some();
                    let hole = thread.state.leaves_hole(frame);
                    thread.gap |= frame.kind == Kind::Text
                        && hole
                        && (torn || frame.tears != thread.state.tears());
                    thread.hole |=
                        frame.kind == Kind::Text && hole && frame.page != thread.state.page;
                    thread.state.advance(step.frame, frame, 0);
                    thread.frames.push((step.frame, thread.state.phase));
                    if margin < GUESS_MARGIN {
                        thread.margin.push((step.frame, margin));
                    }
                }
                if let Move::Join(orphan) = step.action
                    && let Some(rest) = threads.remove(&orphan)
                {
                    order.retain(|&id| id != orphan);
                    if let Some(thread) = threads.get_mut(&step.thread) {
                        thread.frames.extend(rest.frames);
                        thread.margin.extend(rest.margin);
                        thread.gap |= rest.gap;
                        thread.hole |= rest.hole;
                        let (id, carrier) = (thread.state.id, thread.state.carrier);
                        thread.state = rest.state;
                        thread.state.id = id;
                        thread.state.carrier = carrier;
                    }
                }
            }
        }
    }
    for thread in threads.values_mut() {
        thread.torn_at_end = thread.state.tail == Tail::Open;
        thread.closed = thread.state.is_dated() || thread.state.is_signed();
    }
    order.sort_unstable();
    (threads, order)
}

/// Gives carried documents printed before their notice's head their carrier.
pub(super) fn keep_promises(threads: &mut BTreeMap<u32, Replay>, found: &Found) {
    for step in &found.steps {
        let Move::Promised(head) = step.action else {
            continue;
        };
        let carrier = threads
            .iter()
            .find(|(_, thread)| thread.head == Some(head) && thread.carrier == NONE)
            .map(|(&id, _)| id);
        if let (Some(carrier), Some(thread)) = (carrier, threads.get_mut(&step.thread)) {
            thread.carrier = carrier;
            thread.headless = false;
        }
    }
}

/// Which line is in which thread, by line; [`NONE`] for lines in none.
pub(super) fn owners(cut: &Cut, threads: &BTreeMap<u32, Replay>) -> Vec<u32> {
    let lines = cut.frames.last().map_or(0, |frame| frame.last as usize + 1);
    let mut owner = vec![NONE; lines];
    for (&id, thread) in threads {
        for &(n, _) in &thread.frames {
            let frame = &cut.frames[n as usize];
            owner[frame.first as usize..=frame.last as usize].fill(id);
        }
    }
    owner
}
