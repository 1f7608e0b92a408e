//! How far every decision of the best cover stands from the best cover that
//! decides otherwise.

use super::beam::{Beam, Rival};
use super::{Found, Move, Step};
use crate::thread::state::NONE;
use crate::thread::weights::Weights;

/// Ends all threads, walks back along the best cover, and measures how far
/// every decision stands from the best cover that disagrees.
pub(super) fn conclude(beam: Beam, frames: usize, w: &Weights) -> Found {
    let Beam {
        board,
        mut states,
        steps: arena,
        rivals,
        ..
    } = beam;
    for state in &mut states {
        state.cost += board.end_cost(state, w);
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
    for &Rival {
        winner,
        loser,
        margin,
    } in &rivals
    {
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
