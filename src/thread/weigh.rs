//! The true cover beside the found one: where a wrong order was the cheaper.
//!
//! For development. A truth says whose every line is; the search is run again
//! with true links only, and each decision of both is set side by side with
//! what it cost. Where the true cover is dearer the costs are wrong; where it
//! is cheaper the search lost it.

use super::frame::Kind;
use super::search::{Guide, Move, Owner, Step};
use super::state::NONE;
use super::{Ask, Cutter, Weights, features};
use crate::layout::Layout;

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What happens to the frame, in a word.
    pub action: &'static str,
    /// First line (an index into the layout's lines) of the thread it concerns.
    pub thread: usize,
    /// Last line of the frame before it in its thread.
    pub before: Option<usize>,
    /// What the decision cost, in points; what it ends is paid with it.
    pub cost: i32,
}

/// A frame, as it was found and as it truly is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// First and last line, inclusive, as indices into the layout's lines.
    pub lines: (usize, usize),
    /// Whose it truly is.
    pub owner: Option<Owner>,
    /// Whether its lines do not follow each other in the true order.
    pub mixed: bool,
    /// Whether no true link was to be had: the true cover goes astray here.
    pub astray: bool,
    /// What it was taken for: kind, start, tail and style.
    pub looks: String,
    /// The decision found.
    pub found: Link,
    /// The true one.
    pub truth: Link,
}

/// Weighs the found cover of a layout against the true one; `owner` tells whose
/// a line (an index) is, and at which place of the owner's reading order.
pub fn weigh(
    layout: &Layout<'_>,
    weights: &Weights,
    owner: &dyn Fn(usize) -> Option<(Owner, u32)>,
) -> Vec<Weighed> {
    let features = features(layout);
    let cutter = Cutter::new(&layout.lines, &layout.tears, &layout.turns, &features);
    let mut ask = Ask::of(layout, &features, &cutter, weights);
    let places = ask.frames.iter().map(|frame| owner(frame.first as usize));
    let guide = Guide::new(&ask.frames, &places.collect::<Vec<_>>());
    let truth = ask.search(Some(&guide));
    let (mut paid, mut due) = (0, 0);
    let pairs = ask.found.steps.iter().zip(&truth.steps);
    pairs
        .map(|(mine, other)| {
            let frame = &ask.frames[mine.frame as usize];
            let out = Weighed {
                lines: (frame.first as usize, frame.last as usize),
                owner: guide.of(mine.frame),
                mixed: frame.kind == Kind::Text
                    && mixed(owner, frame.first as usize..=frame.last as usize),
                astray: guide.astray(mine.frame),
                looks: format!(
                    "{:?} {:?} {:?} {:?}",
                    frame.kind, frame.start, frame.tail, frame.style
                ),
                found: ask.link(mine, mine.total - paid),
                truth: ask.link(other, other.total - due),
            };
            (paid, due) = (mine.total, other.total);
            out
        })
        .collect()
}

/// Whether lines belong to several owners or stand in another order than printed.
fn mixed(
    owner: &dyn Fn(usize) -> Option<(Owner, u32)>,
    lines: std::ops::RangeInclusive<usize>,
) -> bool {
    let known: Vec<(Owner, u32)> = lines.filter_map(owner).collect();
    known
        .windows(2)
        .any(|pair| pair[0].0 != pair[1].0 || pair[0].1 > pair[1].1)
}

impl Ask {
    fn link(&self, step: &Step, cost: i32) -> Link {
        Link {
            action: match step.action {
                Move::Start => "start",
                Move::Carried => "carried",
                Move::Append => "append",
                Move::HeadAfter => "head after",
                Move::Promised(_) => "promised",
                Move::Join(_) => "join",
            },
            thread: self.frames[step.thread as usize].first as usize,
            before: (step.pred != NONE).then(|| self.frames[step.pred as usize].last as usize),
            cost,
        }
    }
}
