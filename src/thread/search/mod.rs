//! The search: one cover of all frames by threads, of least cost.
//!
//! A beam over threads. Frames are taken in printed order; each goes to the
//! end of a thread, starts one, or gives a thread its head. States that agree
//! in all their threads are one state; the difference in cost to the one that
//! lost is the margin of the decisions they disagree on.

mod moves;

use super::cohesion::Cohesion;
use super::frame::{Frame, Kind};
use super::state::{HeadFacts, NONE, Thread};
use super::weights::Weights;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// States kept after each frame.
const WIDTH: usize = 48;
/// States dearer than the best by more than this are dropped.
const SPREAD: i32 = 32;
/// Threads a state keeps alive; the oldest ends when there are more.
const MAX_THREADS: usize = 10;
/// A link at most this dear is taken without a look around when no other
/// thread waits for words.
const EASY: i32 = 2;

/// What happens to a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It starts a thread.
    Start,
    /// It starts a thread carried by another.
    Carried,
    /// It goes to the end of a thread.
    Append,
    /// It is a head printed after its text.
    HeadAfter,
    /// It starts a thread that a head printed later will carry.
    Promised(u32),
    /// It goes to the end of a thread, and the headless thread named here goes
    /// on after it.
    Join(u32),
}

/// One decision.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    prev: u32,
    /// Its frame.
    pub frame: u32,
    /// The thread it concerns, by its first frame.
    pub thread: u32,
    /// For carried threads their carrier.
    pub carrier: u32,
    /// The frame before it in its thread.
    pred: u32,
    /// What happens.
    pub action: Move,
}

/// What the search decided, frame by frame, and how surely.
#[derive(Debug, Default)]
pub struct Found {
    /// Decisions in printed order.
    pub steps: Vec<Step>,
    /// For each frame the cost by which the best different cover is dearer;
    /// `i32::MAX` where none came near.
    pub margins: Vec<i32>,
}

/// What the costs ask of frames and heads beyond the frames themselves.
#[derive(Debug, Default)]
pub struct Facts {
    /// By head.
    pub heads: Vec<HeadFacts>,
    /// Fingerprints of signatures, by frame; 0 elsewhere.
    pub signs: Vec<u32>,
    /// For frames right after a carried title: the head it belongs to.
    pub titled: Vec<Option<u32>>,
    /// Frames that may begin a document whose notice is printed later: the head.
    pub promises: HashMap<u32, u32>,
    /// Whether most notices of the issue bear a note under their date.
    pub notes: bool,
    /// Whether most notices tell who printed them and when.
    pub editions: bool,
    /// The head whose matter a frame's first words name, by frame.
    pub quotes: Vec<u32>,
}

#[derive(Clone)]
struct State {
    cost: i32,
    step: u32,
    threads: Vec<Thread>,
}

#[derive(Clone, Copy)]
struct Candidate {
    cost: i32,
    state: u32,
    slot: u32,
    action: Move,
}

/// Runs the search.
pub fn search(frames: &[Frame], facts: &Facts, cohesion: &mut Cohesion, w: &Weights) -> Found {
    let mut arena: Vec<Step> = Vec::with_capacity(frames.len() * 2);
    let mut rivals: Vec<(u32, u32, i32)> = Vec::new();
    let mut states = vec![State {
        cost: 0,
        step: NONE,
        threads: Vec::new(),
    }];
    let mut candidates: Vec<Candidate> = Vec::new();
    for (index, frame) in frames.iter().enumerate() {
        let index = index as u32;
        candidates.clear();
        for (n, state) in states.iter().enumerate() {
            moves::propose(
                n as u32,
                state,
                index,
                frames,
                facts,
                cohesion,
                w,
                &mut candidates,
            );
        }
        candidates.sort_by_key(|c| c.cost);
        let limit = candidates
            .first()
            .map_or(0, |c| c.cost.saturating_add(SPREAD));
        states = advance(
            &states,
            &candidates,
            limit,
            (index, frame),
            facts,
            w,
            &mut arena,
            &mut rivals,
        );
    }
    conclude(states, arena, rivals, frames.len(), w)
}

/// Builds the next states from the cheapest moves.
#[allow(clippy::too_many_arguments)] // one call, and a struct would only name it twice
fn advance(
    states: &[State],
    candidates: &[Candidate],
    limit: i32,
    (index, frame): (u32, &Frame),
    facts: &Facts,
    w: &Weights,
    arena: &mut Vec<Step>,
    rivals: &mut Vec<(u32, u32, i32)>,
) -> Vec<State> {
    let mut next: Vec<State> = Vec::with_capacity(WIDTH.min(candidates.len()));
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for candidate in candidates {
        if candidate.cost > limit || next.len() >= WIDTH {
            break;
        }
        let parent = &states[candidate.state as usize];
        let mut state = State {
            cost: candidate.cost,
            step: arena.len() as u32,
            threads: parent.threads.clone(),
        };
        let step = apply(
            &mut state,
            parent.cost,
            candidate,
            (index, frame),
            facts,
            w,
            parent.step,
        );
        let hash = fingerprint(&state.threads);
        match seen.get(&hash) {
            Some(&winner) => {
                // Ending old threads may have reordered the two.
                arena.push(step);
                let other = &mut next[winner];
                if state.cost < other.cost {
                    std::mem::swap(&mut state, other);
                }
                rivals.push((other.step, state.step, state.cost - other.cost));
            }
            None => {
                arena.push(step);
                seen.insert(hash, next.len());
                next.push(state);
            }
        }
    }
    next
}

/// Makes one move.
fn apply(
    state: &mut State,
    parent_cost: i32,
    candidate: &Candidate,
    (index, frame): (u32, &Frame),
    facts: &Facts,
    w: &Weights,
    prev: u32,
) -> Step {
    let sign = facts.signs[index as usize];
    let head = match frame.kind {
        Kind::Head(n) => Some(facts.heads[n as usize]),
        _ => None,
    };
    let slot = candidate.slot as usize;
    let mut step = Step {
        prev,
        frame: index,
        thread: index,
        carrier: NONE,
        pred: NONE,
        action: candidate.action,
    };
    match candidate.action {
        Move::Start => {
            let mut thread = Thread::start(index, frame, head, NONE);
            thread.carried = kept_promises(&state.threads, thread.head);
            thread.paid = candidate.cost - parent_cost;
            thread.quoted = facts.quotes[index as usize];
            state.threads.push(thread);
        }
        Move::Promised(by) => {
            let mut thread = Thread::start(index, frame, None, NONE);
            thread.promised = by;
            state.threads.push(thread);
        }
        Move::Carried => {
            let carrier = &mut state.threads[slot];
            carrier.carried = carrier.carried.saturating_add(1);
            step.carrier = carrier.id;
            let id = carrier.id;
            state.threads.push(Thread::start(index, frame, None, id));
        }
        Move::HeadAfter => {
            let kept = match frame.kind {
                Kind::Head(n) => kept_promises(&state.threads, n),
                _ => 0,
            };
            let thread = &mut state.threads[slot];
            thread.carried = kept;
            step.thread = thread.id;
            step.pred = thread.last;
            if let Some(facts) = head {
                thread.take_head(frame, facts);
            }
            thread.last = index;
        }
        Move::Append => {
            let thread = &mut state.threads[slot];
            step.thread = thread.id;
            step.pred = thread.last;
            if thread.quoted == NONE {
                thread.quoted = facts.quotes[index as usize];
            }
            thread.advance(index, frame, sign);
        }
        Move::Join(orphan) => {
            let thread = &mut state.threads[slot];
            step.thread = thread.id;
            step.pred = thread.last;
            thread.advance(index, frame, sign);
            let (id, head, carrier, headless, expects) = (
                thread.id,
                thread.head,
                thread.carrier,
                thread.headless,
                thread.expects,
            );
            if let Some(at) = state.threads.iter().position(|t| t.id == orphan) {
                let mut merged = state.threads.remove(at);
                merged.id = id;
                merged.head = head;
                merged.carrier = carrier;
                merged.headless = headless;
                merged.expects |= expects;
                if let Some(thread) = state.threads.iter_mut().find(|t| t.id == id) {
                    *thread = merged;
                }
            }
        }
    }
    retire(state, index, frame, facts, w);
    step
}

/// How many carried documents wait for a head.
fn kept_promises(threads: &[Thread], head: u32) -> u8 {
    threads
        .iter()
        .filter(|thread| head != NONE && thread.promised == head)
        .count()
        .min(255) as u8
}

/// Ends threads nothing more is expected of, and the oldest of too many.
fn retire(state: &mut State, index: u32, frame: &Frame, facts: &Facts, w: &Weights) {
    let mut cost = 0;
    state.threads.retain(|t| {
        let frames = index - t.last;
        let done =
            frames > if t.expects { 60 } else { 2 } && t.complete(facts.notes, facts.editions);
        let old = done
            || frames > 600
            || (frames > 90 && !t.hungry() && !t.awaits())
            || (frames > 24 && frame.page > t.page + 2 && !t.awaits());
        if old {
            cost += t.end_cost(w);
        }
        !old
    });
    if state.threads.len() > MAX_THREADS
        && let Some(at) = (0..state.threads.len()).min_by_key(|&n| {
            let thread = &state.threads[n];
            (thread.hungry() || thread.awaits(), thread.last)
        })
    {
        cost += state.threads.remove(at).end_cost(w);
    }
    state.cost += cost;
}

fn fingerprint(threads: &[Thread]) -> u64 {
    let mut hasher = DefaultHasher::new();
    threads.hash(&mut hasher);
    hasher.finish()
}

/// Ends all threads, walks back along the best cover, and measures how far
/// every decision stands from the best cover that disagrees.
fn conclude(
    mut states: Vec<State>,
    arena: Vec<Step>,
    rivals: Vec<(u32, u32, i32)>,
    frames: usize,
    w: &Weights,
) -> Found {
    for state in &mut states {
        state.cost += state.threads.iter().map(|t| t.end_cost(w)).sum::<i32>();
    }
    states.sort_by_key(|state| state.cost);
    let Some(best) = states.first() else {
        return Found::default();
    };
    let mut path = vec![NONE; frames];
    let mut at = best.step;
    while at != NONE {
        let step = &arena[at as usize];
        path[step.frame as usize] = at;
        at = step.prev;
    }
    let mut margins = vec![i32::MAX; frames];
    for state in &states[1..] {
        compare(
            &arena,
            &path,
            state.step,
            state.cost - best.cost,
            &mut margins,
        );
    }
    for &(winner, loser, margin) in &rivals {
        let frame = arena[winner as usize].frame as usize;
        if path[frame] == winner {
            compare(&arena, &path, loser, margin, &mut margins);
        }
    }
    let steps = path
        .iter()
        .filter(|&&at| at != NONE)
        .map(|&at| arena[at as usize])
        .collect();
    Found { steps, margins }
}

/// Notes the margin on every frame another cover links differently.
fn compare(arena: &[Step], path: &[u32], mut other: u32, margin: i32, margins: &mut [i32]) {
    // Covers part for good only over a bounded stretch.
    for _ in 0..2000 {
        if other == NONE {
            break;
        }
        let step = &arena[other as usize];
        let frame = step.frame as usize;
        let mine = path[frame];
        if mine == other {
            break;
        }
        if mine != NONE {
            let same = &arena[mine as usize];
            if same.pred != step.pred
                || same.carrier != step.carrier
                || (same.action == Move::Start) != (step.action == Move::Start)
            {
                margins[frame] = margins[frame].min(margin);
            }
        }
        other = step.prev;
    }
}
