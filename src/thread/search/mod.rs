//! The search: one cover of all frames by threads, of least cost.
//!
//! A beam over threads. Frames are taken in printed order; each goes to the
//! end of a thread, starts one, or gives a thread its head. States that agree
//! in all their threads are one state; the difference in cost to the one that
//! lost is the margin of the decisions they disagree on.

mod beam;
mod board;
mod guide;
mod margin;
mod moves;

use super::cohesion::Cohesion;
use super::frame::{Frame, Kind};
use super::state::HeadFacts;
use super::weights::Weights;
use beam::Beam;
use board::Place;
pub use guide::{Guide, Owner};
use moves::Offers;
use rustc_hash::FxHashMap;

/// How much is looked at before something is taken for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breadth {
    /// States kept after each frame.
    pub width: usize,
    /// A move or state ahead of all others by this much is certain, unless it
    /// is dear by itself or a thread waits for words.
    pub lead: i32,
}

impl Breadth {
    /// For a search that only looks for trouble: a jump to another place of
    /// the page decides.
    pub const NARROW: Breadth = Breadth { width: 24, lead: 6 };
    /// For pages that need a closer look.
    pub const WIDE: Breadth = Breadth {
        width: 64,
        lead: 14,
    };
}

/// States dearer than the best by more than this are dropped.
const SPREAD: i32 = 32;
/// Threads a state keeps alive; the oldest ends when there are more.
const MAX_THREADS: usize = 10;
/// A link at most this dear is taken without a look around when no other
/// thread waits for words.
const EASY: i32 = 1;

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
    /// What the cover costs up to here.
    pub total: i32,
    /// For carried threads their carrier.
    pub carrier: u32,
    /// The frame before it in its thread.
    pub pred: u32,
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
    pub promises: FxHashMap<u32, u32>,
    /// Whether most notices of the issue bear a note under their date.
    pub notes: bool,
    /// Whether most notices tell who printed them and when.
    pub editions: bool,
    /// Whether the lines stand in the order they are read in.
    pub ordered: bool,
    /// Whether a first search left something unexplained.
    pub troubled: bool,
    /// The head whose matter a frame's first words name, by frame.
    pub quotes: Vec<u32>,
}

/// Runs the search.
///
/// Where nothing is in doubt one state is carried along. At the first frame
/// that leaves a doubt the search goes back to the last place where all was
/// certain and runs in full breadth until it is certain again: every frame is
/// looked at twice at most. A guide, where there is one, leaves true moves only.
pub fn search(
    frames: &[Frame],
    facts: &Facts,
    cohesion: &mut Cohesion,
    w: &Weights,
    breadth: Breadth,
    guide: Option<&Guide>,
) -> Found {
    let mut beam = Beam::new(frames.len(), breadth);
    let mut offers = Offers::default();
    let mut rest = beam.rest(0);
    let mut calm = true;
    let mut doubt = 0;
    let mut index = 0;
    while let Some(at) = Place::new(index, frames, facts, w) {
        let head = matches!(at.frame.kind, Kind::Head(_));
        if (!calm || head) && index > doubt && beam.settle(&at) {
            calm = true;
            rest = beam.rest(index);
        }
        moves::propose_all(&mut beam, &mut offers, &at, cohesion);
        if let Some(guide) = guide {
            guide.keep(&mut beam, index);
        }
        if calm && !beam.certain(&at) {
            calm = false;
            doubt = index;
            index = beam.resume(&rest);
            continue;
        }
        beam.advance(&at, calm);
        index += 1;
    }
    margin::conclude(beam, frames.len(), w)
}
