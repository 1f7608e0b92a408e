//! A search that may take true links only: what the true cover costs.

use super::Move;
use super::beam::Beam;
use super::board::{Board, Candidate, State};
use crate::thread::frame::{Frame, Kind};
use crate::thread::state::{NONE, Thread};
use rustc_hash::FxHashSet;
use std::cell::RefCell;

/// Whose lines a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// The notice, from 0.
    pub notice: u32,
    /// The document it carries, from 1; 0 for its own text.
    pub enclosure: u32,
}

/// The true cover: of every frame the owner, where it is known, and the frames
/// before and after it in the reading order of that owner.
#[derive(Debug, Clone, Default)]
pub struct Guide {
    owners: Vec<Option<Owner>>,
    before: Vec<u32>,
    after: Vec<u32>,
    /// Frames for which no true move was to be had.
    astray: RefCell<FxHashSet<u32>>,
}

impl Guide {
    /// From the owner of each frame and the place of its first line in the
    /// owner's reading order.
    pub fn new(frames: &[Frame], places: &[Option<(Owner, u32)>]) -> Guide {
        let mut read: Vec<(Owner, u32, u32)> = places
            .iter()
            .enumerate()
            .filter(|(frame, _)| frames[*frame].kind != Kind::History)
            .filter_map(|(frame, place)| place.map(|(owner, rank)| (owner, rank, frame as u32)))
            .collect();
        read.sort_unstable();
        let mut guide = Guide {
            owners: places.iter().map(|place| place.map(|p| p.0)).collect(),
            before: vec![NONE; places.len()],
            after: vec![NONE; places.len()],
            astray: RefCell::default(),
        };
        for pair in read.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            guide.before[pair[1].2 as usize] = pair[0].2;
            guide.after[pair[0].2 as usize] = pair[1].2;
        }
        guide
    }

    /// Leaves the moves that are true; where none is, those to the right owner,
    /// and where there are none of these either, all.
    pub(super) fn keep(&self, beam: &mut Beam, index: usize) {
        let Some(own) = self.of(index as u32) else {
            return;
        };
        let kept = |order: bool| -> Vec<Candidate> {
            let of = |c: &&Candidate| {
                let state = &beam.states[c.state as usize];
                self.allows(&beam.board, state, c, (index as u32, own, order))
            };
            beam.candidates.iter().filter(of).copied().collect()
        };
        for order in [true, false] {
            let kept = kept(order);
            if !kept.is_empty() {
                beam.candidates = kept;
                return;
            }
            self.astray.borrow_mut().insert(index as u32);
        }
    }

    /// Whether no true move was to be had for a frame.
    pub fn astray(&self, frame: u32) -> bool {
        self.astray.borrow().contains(&frame)
    }

    /// Whose a frame truly is.
    pub fn of(&self, frame: u32) -> Option<Owner> {
        *self.owners.get(frame as usize)?
    }

    /// Whether a frame has no place of its own in the order: a history note.
    fn apart(&self, frame: u32) -> bool {
        let frame = frame as usize;
        self.before[frame] == NONE && self.after[frame] == NONE
    }

    fn allows(
        &self,
        board: &Board,
        state: &State,
        candidate: &Candidate,
        (index, own, order): (u32, Owner, bool),
    ) -> bool {
        let slot = state.slots().get(candidate.slot as usize);
        let thread = slot.map(|&place| board.thread(place));
        let owner = |thread: &Thread| self.of(thread.id);
        let same = |other: &Thread| owner(other) == Some(own);
        let notice = Owner {
            enclosure: 0,
            ..own
        };
        let before = self.before[index as usize];
        let first = before == NONE || before > index;
        // Goes on from its own end, the head printed meanwhile aside.
        let next = |thread: &Thread| {
            !order
                || self.apart(index)
                || thread.last == before
                || thread.spoke == before && !thread.headless
        };
        match (candidate.action, thread) {
            (Move::Start, _) if own.enclosure == 0 => !order || first,
            (Move::Start, _) if before == NONE => !board
                .threads(state)
                .any(|other| owner(other) == Some(notice) && other.head != NONE),
            (Move::Start, _) => order && first,
            (Move::Carried, Some(thread)) => {
                own.enclosure > 0
                    && owner(thread) == Some(notice)
                    && (!order || before == NONE)
                    && !board
                        .threads(state)
                        .any(|other| same(other) && (!order || !other.headless))
            }
            (Move::Append, Some(thread)) => same(thread) && next(thread),
            (Move::HeadAfter, Some(thread)) => same(thread),
            (Move::Promised(_), _) => own.enclosure > 0 && (!order || before == NONE),
            (Move::Join(orphan), Some(thread)) => {
                same(thread)
                    && self.of(orphan) == Some(own)
                    && (!order || next(thread) && self.after[index as usize] == orphan)
            }
            (_, None) => false,
        }
    }
}
