//! The step of the search from one frame to the next.

use super::board::{Board, Candidate, Entry, Place, State};
use super::{Breadth, Move, SPREAD, Step};
use crate::thread::frame::Kind;

/// A single move dearer than a jump to another place of the page leaves a doubt.
const DEAR: i32 = 6;

/// Two decisions at one frame that led to the same threads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rival {
    /// The cheaper one, a step.
    pub(super) winner: u32,
    /// The other.
    pub(super) loser: u32,
    /// By how much it is dearer.
    pub(super) margin: i32,
}

/// A place where nothing is in doubt.
#[derive(Debug)]
pub(super) struct Rest {
    pub(super) index: usize,
    entries: Vec<Entry>,
    states: Vec<State>,
    steps: usize,
}

/// The states after each frame, cheapest first, and how they came about.
#[derive(Debug)]
pub(super) struct Beam {
    pub(super) board: Board,
    pub(super) states: Vec<State>,
    pub(super) steps: Vec<Step>,
    pub(super) rivals: Vec<Rival>,
    pub(super) candidates: Vec<Candidate>,
    ranked: Vec<Candidate>,
    spare: Vec<State>,
    marks: Vec<u64>,
    breadth: Breadth,
}

impl Beam {
    /// Before the first frame: one state without threads.
    pub(super) fn new(frames: usize, breadth: Breadth) -> Self {
        Beam {
            breadth,
            states: vec![State::EMPTY],
            steps: Vec::with_capacity(frames * 2),
            board: Board::default(),
            rivals: Vec::new(),
            candidates: Vec::new(),
            ranked: Vec::new(),
            spare: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Takes down a place to come back to. Called where one state is left.
    pub(super) fn rest(&self, index: usize) -> Rest {
        Rest {
            index,
            entries: self.board.now.clone(),
            states: self.states.clone(),
            steps: self.steps.len(),
        }
    }

    /// Goes back to a place; the index of its frame.
    pub(super) fn resume(&mut self, rest: &Rest) -> usize {
        self.board.now.clone_from(&rest.entries);
        self.states.clone_from(&rest.states);
        self.steps.truncate(rest.steps);
        rest.index
    }

    /// Keeps the best state alone, if none comes near it and none of its threads
    /// waits for words, but for the one the frame stands right after.
    pub(super) fn settle(&mut self, at: &Place<'_>) -> bool {
        let Some(best) = self.states.iter().copied().min_by_key(|state| state.cost) else {
            return false;
        };
        let lead = self.breadth.lead;
        let near = |state: &&State| state.cost < best.cost + lead;
        if self.states.iter().filter(near).count() > 1 || self.waiting(&best, at) {
            return false;
        }
        self.states.clear();
        self.states.push(best);
        true
    }

    /// Whether the best move of the one state is certain.
    pub(super) fn certain(&self, at: &Place<'_>) -> bool {
        let [state] = self.states.as_slice() else {
            return false;
        };
        let Some(best) = self.candidates.iter().map(|c| c.cost).min() else {
            return false;
        };
        let lead = self.breadth.lead;
        let near = |c: &&Candidate| c.cost < best + lead;
        best - state.cost <= DEAR
            && self.candidates.iter().filter(near).count() == 1
            && !(matches!(at.frame.kind, Kind::Head(_)) && self.waiting(state, at))
    }

    /// Whether a thread waits for words the frame is not: any before a head,
    /// any but the one printed right before another frame.
    fn waiting(&self, state: &State, at: &Place<'_>) -> bool {
        let head = matches!(at.frame.kind, Kind::Head(_));
        let mut threads = self.board.threads(state);
        threads.any(|thread| thread.hungry() && (head || thread.last + 1 != at.index))
    }

    /// Replaces the states by those after the cheapest of the candidates, or
    /// where all is `calm` by the one after the cheapest.
    pub(super) fn advance(&mut self, at: &Place<'_>, calm: bool) {
        if calm && self.go_on(at) {
            return;
        }
        self.rank();
        if calm {
            self.ranked.truncate(1);
        }
        self.board.open();
        self.marks.clear();
        self.spare.clear();
        for candidate in &self.ranked {
            if self.spare.len() >= self.breadth.width {
                break;
            }
            let parent = self.states[candidate.state as usize];
            let steps = self.steps.len() as u32;
            let (mut state, step) = self.board.apply(&parent, candidate, at, steps);
            self.steps.push(step);
            let mark = self.board.mark(&state);
            let Some(same) = self.marks.iter().position(|&known| known == mark) else {
                self.marks.push(mark);
                self.spare.push(state);
                continue;
            };
            // Ending old threads may have reordered the two.
            let other = &mut self.spare[same];
            if state.cost < other.cost {
                std::mem::swap(&mut state, other);
            }
            self.rivals.push(Rival {
                winner: other.step,
                loser: state.step,
                margin: state.cost - other.cost,
            });
        }
        std::mem::swap(&mut self.states, &mut self.spare);
        self.board.turn();
    }

    /// Makes the cheapest move in the only state, if that is to put the frame at
    /// the end of a thread.
    fn go_on(&mut self, at: &Place<'_>) -> bool {
        let [state] = self.states.as_mut_slice() else {
            return false;
        };
        let Some(best) = self.candidates.iter().min_by_key(|c| c.cost) else {
            return false;
        };
        if best.action != Move::Append {
            return false;
        }
        let number = self.steps.len() as u32;
        let chosen = (best.cost, number);
        let step = self.board.go_on(state, best.slot as usize, at, chosen);
        self.steps.extend(step);
        step.is_some()
    }

    /// Sorts the candidates near the cheapest by cost, those of equal cost in
    /// the order they were proposed.
    fn rank(&mut self) {
        self.ranked.clear();
        let Some(least) = self.candidates.iter().map(|c| c.cost).min() else {
            return;
        };
        let mut ends = [0usize; SPREAD as usize + 2];
        let near = |c: &&Candidate| c.cost - least <= SPREAD;
        for candidate in self.candidates.iter().filter(near) {
            ends[(candidate.cost - least) as usize + 1] += 1;
        }
        for n in 1..ends.len() {
            ends[n] += ends[n - 1];
        }
        let Some(&first) = self.candidates.first() else {
            return;
        };
        self.ranked.resize(ends[ends.len() - 1], first);
        for candidate in self.candidates.iter().filter(near) {
            let end = &mut ends[(candidate.cost - least) as usize];
            self.ranked[*end] = *candidate;
            *end += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_ranked_by_cost_then_by_turn() {
        let costs = [7, 3, 3 + SPREAD, 3, 4 + SPREAD, -1, 7];
        let mut beam = Beam::new(0, Breadth::NARROW);
        for (n, &cost) in costs.iter().enumerate() {
            beam.candidates.push(Candidate {
                cost,
                state: n as u32,
                slot: 0,
                action: Move::Append,
            });
        }
        beam.rank();
        let ranked: Vec<u32> = beam.ranked.iter().map(|c| c.state).collect();
        assert_eq!(ranked, [5, 1, 3, 0, 6]);
        beam.candidates.clear();
        beam.rank();
        assert!(beam.ranked.is_empty());
    }
}
