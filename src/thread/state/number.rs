//! What the numbering of units says of a link: the next number is the
//! strongest there is.

use super::Thread;
use crate::notation::label::{Label, LabelKind};
use crate::thread::frame::statutory;
use crate::thread::weights::Weights;

impl Thread {
    /// How the label agrees with the numbering so far.
    pub fn number_cost(&self, w: &Weights, label: &Label) -> i32 {
        let k = label.kind as usize;
        let last = i64::from(self.numbers[k]);
        let number = i64::from(label.number);
        let articles = self.numbers[LabelKind::Article as usize] > 0;
        let hanzi = self.numbers[LabelKind::Hanzi as usize] > 0;
        let foreign = (statutory(label.kind) && hanzi && !articles)
            || (label.kind == LabelKind::Hanzi && articles);
        let mut cost = if foreign { w.system } else { 0 };
        if label.inserted.is_some() && number == last {
            return cost + w.next;
        }
        let fresh = self.fresh & (1 << k) != 0;
        cost += match (number - last, number) {
            (1, _) => w.next,
            // A text that began in its middle has higher units before it.
            (2.., _) if last == 0 && self.torso(k) => w.hole_each,
            (_, 1) if last == 0 => 0,
            (_, 1)
                if fresh
                    && !matches!(
                        label.kind,
                        LabelKind::Article | LabelKind::Part | LabelKind::Chapter
                    ) =>
            {
                0
            }
            (_, 1) if label.kind == LabelKind::Article => w.back_article,
            (_, 1)
                if matches!(
                    label.kind,
                    LabelKind::Digit | LabelKind::BracketDigit | LabelKind::Circled
                ) =>
            {
                w.restart / 2
            }
            (_, 1) => w.restart,
            (gap, _) if gap > 1 => w.hole + w.hole_each * (gap - 1).min(4) as i32,
            _ if label.kind == LabelKind::Article => w.back_article,
            _ => w.back,
        };
        cost
    }

    /// Whether the text began in its middle, below the units of kind `k`.
    fn torso(&self, k: usize) -> bool {
        self.numbers[..=k].iter().all(|&last| last == 0) && (self.headless || self.opening[0].1 > 1)
    }

    /// What it costs that the headless thread `other` goes on after this one,
    /// by the numbers it begins with.
    pub fn join_numbers(&self, w: &Weights, other: &Thread) -> i32 {
        let mut cost = 0;
        let mut kinds = other
            .opening
            .iter()
            .filter(|(kind, _)| *kind > 0)
            .collect::<Vec<_>>();
        kinds.dedup();
        for &&(kind, number) in &kinds {
            let Some(kind) = LabelKind::ALL.get(usize::from(kind) - 1) else {
                continue;
            };
            let label = Label {
                kind: *kind,
                number: u32::from(number),
                inserted: None,
                len: 0,
            };
            cost += self.number_cost(w, &label);
        }
        cost
    }
}

/// Whether such labels stand below others.
pub fn below_first(kind: LabelKind) -> bool {
    matches!(
        kind,
        LabelKind::BracketHanzi | LabelKind::BracketDigit | LabelKind::Circled
    )
}
