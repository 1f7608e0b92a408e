//! The threads of the live states, each once.
//!
//! States differ in one or two threads and share the rest. So every thread
//! stands once on a board, a state holds places on it, and what a thread costs
//! or becomes at a frame is worked out once, however many states hold it.

use super::{Facts, MAX_THREADS, Move, Step};
use crate::thread::frame::{Frame, Kind};
use crate::thread::state::{HeadFacts, NONE, Thread};
use crate::thread::weights::Weights;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// One frame in its surroundings: what every move at it asks.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) index: u32,
    pub(super) frame: &'a Frame,
    pub(super) frames: &'a [Frame],
    pub(super) facts: &'a Facts,
    pub(super) w: &'a Weights,
}

impl<'a> Place<'a> {
    pub(super) fn new(
        index: usize,
        frames: &'a [Frame],
        facts: &'a Facts,
        w: &'a Weights,
    ) -> Option<Self> {
        Some(Place {
            index: index as u32,
            frame: frames.get(index)?,
            frames,
            facts,
            w,
        })
    }

    /// Fingerprint of the signature, 0 for other frames.
    pub(super) fn sign(&self) -> u32 {
        self.facts.signs[self.index as usize]
    }

    /// The head whose matter the first words name.
    pub(super) fn quoted(&self) -> u32 {
        self.facts.quotes[self.index as usize]
    }

    fn head(&self) -> Option<HeadFacts> {
        match self.frame.kind {
            Kind::Head(n) => Some(self.facts.heads[n as usize]),
            _ => None,
        }
    }
}

/// A set of threads that cover all frames so far, and what it costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) cost: i32,
    pub(super) step: u32,
    len: u8,
    /// Places on the board; one more than is kept, for the thread just begun.
    slots: [u32; MAX_THREADS + 1],
}

impl State {
    pub(super) const EMPTY: State = State {
        cost: 0,
        step: NONE,
        len: 0,
        slots: [0; MAX_THREADS + 1],
    };

    /// Places of its threads on the board, the oldest thread first.
    pub(super) fn slots(&self) -> &[u32] {
        &self.slots[..usize::from(self.len)]
    }

    fn push(&mut self, place: u32) {
        if let Some(slot) = self.slots.get_mut(usize::from(self.len)) {
            *slot = place;
            self.len += 1;
        }
    }

    fn remove(&mut self, at: usize) {
        self.slots.copy_within(at + 1..usize::from(self.len), at);
        self.len -= 1;
    }
}

/// A move that is possible in a state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) cost: i32,
    /// Which state.
    pub(super) state: u32,
    /// Which of its threads.
    pub(super) slot: u32,
    pub(super) action: Move,
}

/// What a thread is after a frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    thread: Thread,
    /// Equal for threads no later cost can tell apart; worked out when states
    /// are compared.
    mark: Option<u64>,
    /// What ending it costs, where nothing more is expected of it.
    over: Option<i32>,
}

/// Where a thread stands on the next board: unchanged, with the frame at its
/// end, with one more document to carry.
#[derive(Debug, Clone, Copy)]
struct Onward {
    kept: u32,
    longer: u32,
    carrier: u32,
}

/// All threads of the live states at a frame, each once.
#[derive(Debug, Default)]
pub(super) struct Board {
    pub(super) now: Vec<Entry>,
    next: Vec<Entry>,
    onward: Vec<Onward>,
    /// The thread begun at this frame: documents it carries, price, place.
    begun: Option<(u8, i32, u32)>,
}

impl Board {
    /// A thread of the states before the frame.
    pub(super) fn thread(&self, place: u32) -> &Thread {
        &self.now[place as usize].thread
    }

    /// How many threads there are.
    pub(super) fn len(&self) -> usize {
        self.now.len()
    }

    /// The threads of a state.
    pub(super) fn threads<'a>(&'a self, state: &'a State) -> impl Iterator<Item = &'a Thread> {
        state.slots().iter().map(|&place| self.thread(place))
    }

    fn add(&mut self, thread: Thread, at: &Place<'_>) -> u32 {
        let over = ends(&thread, at).then(|| thread.end_cost(at.w));
        self.next.push(Entry {
            thread,
            mark: None,
            over,
        });
        self.next.len() as u32 - 1
    }

    fn keep(&mut self, place: u32, at: &Place<'_>) -> u32 {
        let known = self.onward[place as usize].kept;
        if known != NONE {
            return known;
        }
        let mut entry = self.now[place as usize];
        entry.over = ends(&entry.thread, at).then(|| entry.thread.end_cost(at.w));
        self.next.push(entry);
        let new = self.next.len() as u32 - 1;
        self.onward[place as usize].kept = new;
        new
    }

    fn lengthen(&mut self, place: u32, at: &Place<'_>) -> u32 {
        let known = self.onward[place as usize].longer;
        if known != NONE {
            return known;
        }
        let mut thread = *self.thread(place);
        if thread.quoted == NONE {
            thread.quoted = at.quoted();
        }
        thread.advance(at.index, at.frame, at.sign());
        let new = self.add(thread, at);
        self.onward[place as usize].longer = new;
        new
    }

    fn load(&mut self, place: u32, at: &Place<'_>) -> u32 {
        let known = self.onward[place as usize].carrier;
        if known != NONE {
            return known;
        }
        let mut thread = *self.thread(place);
        thread.carried = thread.carried.saturating_add(1);
        let new = self.add(thread, at);
        self.onward[place as usize].carrier = new;
        new
    }

    fn begin(&mut self, carried: u8, paid: i32, at: &Place<'_>) -> u32 {
        if let Some((c, p, place)) = self.begun
            && (c, p) == (carried, paid)
        {
            return place;
        }
        let mut thread = Thread::start(at.index, at.frame, at.head(), NONE);
        thread.carried = carried;
        thread.paid = paid;
        thread.quoted = at.quoted();
        let place = self.add(thread, at);
        self.begun = Some((carried, paid, place));
        place
    }

    /// How many carried documents of a state wait for a head.
    fn promised(&self, state: &State, head: u32) -> u8 {
        if head == NONE {
            return 0;
        }
        self.threads(state)
            .filter(|thread| thread.promised == head)
            .count()
            .min(255) as u8
    }

    /// Goes on to the next frame.
    pub(super) fn turn(&mut self) {
        std::mem::swap(&mut self.now, &mut self.next);
        self.next.clear();
        self.begun = None;
    }

    pub(super) fn open(&mut self) {
        self.onward.clear();
        self.onward.resize(
            self.now.len(),
            Onward {
                kept: NONE,
                longer: NONE,
                carrier: NONE,
            },
        );
    }

    /// What it costs that a state ends here, all its threads with it.
    pub(super) fn end_cost(&self, state: &State, w: &Weights) -> i32 {
        self.threads(state).map(|thread| thread.end_cost(w)).sum()
    }

    /// Makes one move: the state after it, and the decision.
    pub(super) fn apply(
        &mut self,
        parent: &State,
        candidate: &Candidate,
        at: &Place<'_>,
        steps: u32,
    ) -> (State, Step) {
        let slot = candidate.slot as usize;
        let mut step = Step {
            prev: parent.step,
            frame: at.index,
            thread: at.index,
            total: candidate.cost,
            carrier: NONE,
            pred: NONE,
            action: candidate.action,
        };
        let mut state = State {
            cost: candidate.cost,
            step: steps,
            ..*parent
        };
        let changes = !matches!(candidate.action, Move::Start | Move::Promised(_));
        for (n, &place) in parent.slots().iter().enumerate() {
            if n != slot || !changes {
                state.slots[n] = self.keep(place, at);
            }
        }
        let own = parent.slots().get(slot).copied().filter(|_| changes);
        if let Some(place) = own {
            let thread = self.thread(place);
            if candidate.action == Move::Carried {
                step.carrier = thread.id;
            } else {
                (step.thread, step.pred) = (thread.id, thread.last);
            }
        }
        match (candidate.action, own) {
            (Move::Start, _) => {
                let carried = match at.frame.kind {
                    Kind::Head(head) => self.promised(parent, head),
                    _ => 0,
                };
                state.push(self.begin(carried, candidate.cost - parent.cost, at));
            }
            (Move::Promised(by), _) => {
                let mut thread = Thread::start(at.index, at.frame, None, NONE);
                thread.promised = by;
                state.push(self.add(thread, at));
            }
            (Move::Carried, Some(place)) => {
                state.slots[slot] = self.load(place, at);
                let mut thread = Thread::start(at.index, at.frame, None, step.carrier);
                thread.issued = self.thread(place).date();
                state.push(self.add(thread, at));
            }
            (Move::HeadAfter, Some(place)) => {
                let mut thread = *self.thread(place);
                if let Kind::Head(head) = at.frame.kind {
                    thread.carried = self.promised(parent, head);
                }
                if let Some(facts) = at.head() {
                    thread.take_head(at.frame, facts);
                }
                thread.last = at.index;
                state.slots[slot] = self.add(thread, at);
            }
            (Move::Append, Some(place)) => state.slots[slot] = self.lengthen(place, at),
            (Move::Join(orphan), Some(place)) => {
                let longer = self.lengthen(place, at);
                let found = parent
                    .slots()
                    .iter()
                    .position(|&other| self.thread(other).id == orphan);
                if let Some(gone) = found {
                    let (thread, other) = (
                        self.next[longer as usize].thread,
                        *self.thread(parent.slots[gone]),
                    );
                    state.slots[slot] = self.add(thread.followed_by(&other), at);
                    state.remove(gone);
                } else {
                    state.slots[slot] = longer;
                }
            }
            (_, None) => {}
        }
        retire(&self.next, &mut state, at);
        step.total = state.cost;
        (state, step)
    }

    pub(super) fn mark(&mut self, state: &State) -> u64 {
        let mut hasher = FxHasher::default();
        for &place in state.slots() {
            let Entry { thread, mark, .. } = &mut self.next[place as usize];
            let mark = mark.get_or_insert_with(|| {
                let mut hasher = FxHasher::default();
                thread.hash(&mut hasher);
                hasher.finish()
            });
            hasher.write_u64(*mark);
        }
        hasher.finish()
    }

    /// Puts the frame at the end of the thread of `slot`, where `state` is the
    /// only one and that is its only move: nothing is copied to another board.
    /// The decision, or `None` where the board must be made anew.
    pub(super) fn go_on(
        &mut self,
        state: &mut State,
        slot: usize,
        at: &Place<'_>,
        (cost, number): (i32, u32),
    ) -> Option<Step> {
        // Threads that ended are left behind when the board is made anew.
        let place = *state.slots().get(slot)?;
        if self.now.len() > MAX_THREADS * 2 {
            return None;
        }
        let entry = self.now.get_mut(place as usize)?;
        let thread = &mut entry.thread;
        let mut step = Step {
            prev: state.step,
            frame: at.index,
            thread: thread.id,
            total: cost,
            carrier: NONE,
            pred: thread.last,
            action: Move::Append,
        };
        if thread.quoted == NONE {
            thread.quoted = at.quoted();
        }
        thread.advance(at.index, at.frame, at.sign());
        entry.mark = None;
        for &place in state.slots() {
            if let Some(entry) = self.now.get_mut(place as usize) {
                entry.over = ends(&entry.thread, at).then(|| entry.thread.end_cost(at.w));
            }
        }
        (state.cost, state.step) = (cost, number);
        retire(&self.now, state, at);
        step.total = state.cost;
        Some(step)
    }
}

/// The carriers of documents that went on at this frame or just before it.
fn carriers(entries: &[Entry], state: &State, at: &Place<'_>) -> [u32; MAX_THREADS + 1] {
    let mut out = [NONE; MAX_THREADS + 1];
    for (slot, &place) in out.iter_mut().zip(state.slots()) {
        let thread = &entries[place as usize].thread;
        if thread.carrier != NONE && at.index - thread.last <= 1 {
            *slot = thread.carrier;
        }
    }
    out
}

/// Ends threads nothing more is expected of, and the oldest of too many.
fn retire(entries: &[Entry], state: &mut State, at: &Place<'_>) {
    let mut kept = 0;
    let carriers = carriers(entries, state, at);
    for n in 0..usize::from(state.len) {
        let place = state.slots[n];
        let entry = &entries[place as usize];
        match entry.over {
            // The next of its attachments may stand under the last.
            Some(cost) if !(entry.thread.lists_more() && carriers.contains(&entry.thread.id)) => {
                state.cost += cost;
            }
            _ => {
                state.slots[kept] = place;
                kept += 1;
            }
        }
    }
    state.len = kept as u8;
    if kept > MAX_THREADS {
        let oldest = (0..kept).min_by_key(|&n| {
            let thread = &entries[state.slots[n] as usize].thread;
            (thread.hungry() || thread.awaits(), thread.last)
        });
        if let Some(n) = oldest {
            state.cost += entries[state.slots[n] as usize].thread.end_cost(at.w);
            state.remove(n);
        }
    }
}

/// Whether nothing more is expected of a thread.
fn ends(thread: &Thread, at: &Place<'_>) -> bool {
    let frames = at.index - thread.last;
    let patience = if thread.expects { 60 } else { 2 };
    (frames > patience && thread.complete(at.facts.notes, at.facts.editions))
        || frames > 600
        || (frames > 90 && !thread.hungry() && !thread.awaits())
        || (frames > 24 && at.frame.page > thread.page + 2 && !thread.awaits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_keeps_its_threads_in_order() {
        let mut state = State::EMPTY;
        (0..20).for_each(|place| state.push(place));
        assert_eq!(state.slots().len(), MAX_THREADS + 1);
        state.remove(0);
        state.remove(3);
        assert_eq!(state.slots(), [1, 2, 3, 5, 6, 7, 8, 9, 10]);
    }
}
