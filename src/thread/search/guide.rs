//! A search that may take true links only: what the true cover costs.

use super::Move;
use super::beam::Beam;
use super::board::{Board, Candidate, State};
use crate::thread::state::{NONE, Thread};

/// Whose lines a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// The notice, from 0.
    pub notice: u32,
    /// The document it carries, from 1; 0 for its own text.
    pub enclosure: u32,
}

/// The owner of every frame, where it is known.
#[derive(Debug, Clone, Default)]
pub struct Guide(pub Vec<Option<Owner>>);

impl Guide {
    /// Leaves the moves that are true; all of them, where none is.
    pub(super) fn keep(&self, beam: &mut Beam, index: usize) {
        let Some(own) = self.of(index as u32) else {
            return;
        };
        let kept: Vec<Candidate> = beam
            .candidates
            .iter()
            .filter(|c| self.allows(&beam.board, &beam.states[c.state as usize], c, own))
            .copied()
            .collect();
        if !kept.is_empty() {
            beam.candidates = kept;
        }
    }

    fn of(&self, frame: u32) -> Option<Owner> {
        *self.0.get(frame as usize)?
    }

    fn allows(&self, board: &Board, state: &State, candidate: &Candidate, own: Owner) -> bool {
        let slot = state.slots().get(candidate.slot as usize);
        let thread = slot.map(|&place| board.thread(place));
        let owner = |thread: &Thread| self.of(thread.id);
        let same = |other: &Thread| owner(other) == Some(own);
        let notice = Owner {
            enclosure: 0,
            ..own
        };
        match (candidate.action, thread) {
            (Move::Start, _) if own.enclosure == 0 => true,
            (Move::Start, _) => !board
                .threads(state)
                .any(|other| owner(other) == Some(notice) && other.head != NONE),
            (Move::Carried, Some(thread)) => {
                own.enclosure > 0
                    && owner(thread) == Some(notice)
                    && !board.threads(state).any(same)
            }
            (Move::Append | Move::HeadAfter, Some(thread)) => same(thread),
            (Move::Promised(_), _) => own.enclosure > 0,
            (Move::Join(orphan), Some(thread)) => same(thread) && self.of(orphan) == Some(own),
            (_, None) => false,
        }
    }
}
