//! Which of the labels inside a paragraph begin a unit.
//!
//! A layout that loses line breaks prints several units in one paragraph;
//! prose counts inside its sentences, too. Only the numbering tells: the next
//! number of a list that is open, or the first of a list whose second follows.

use super::cut::{self, Inner, Mark};
use super::tree::Builder;
use crate::notation::label::{self, Label, LabelKind};

impl Builder<'_> {
    /// The first unit that begins inside `rest`, the words after the label of
    /// the unit just opened (`owner`), or an unlabelled paragraph.
    pub(super) fn inner_label(
        &mut self,
        rest: &str,
        owner: Option<Label>,
    ) -> Option<(usize, Label)> {
        if let Some(found) = owner.and_then(|owner| self.after_own_label(rest, &owner)) {
            return Some(found);
        }
        for inner in cut::inner_labels(rest, 0) {
            let wanted = match inner.mark {
                Mark::SentenceEnd | Mark::Clause => self.is_next(&inner.label),
                Mark::Colon => self.begins_list(rest, &inner),
            };
            if wanted {
                return Some((inner.at, inner.label));
            }
        }
        None
    }

    /// A unit that begins where the owner's words should: directly, or after
    /// its title.
    fn after_own_label(&mut self, rest: &str, owner: &Label) -> Option<(usize, Label)> {
        if owner.kind < LabelKind::Article {
            return cut::after_chapter_title(rest, owner.kind);
        }
        let begins = |label: &Label| {
            let runs_on = self.running[label.kind as usize] == Some(label.number.wrapping_sub(1));
            label.kind > owner.kind && (label.number == 1 || runs_on)
        };
        let words = rest.trim_start();
        if let Some(label) = label::at_start(words).filter(&begins) {
            return Some((rest.len() - words.len(), label));
        }
        if !matches!(owner.kind, LabelKind::Hanzi | LabelKind::BracketHanzi) {
            return None;
        }
        let found = cut::after_title(rest).find(|(_, label)| begins(label))?;
        self.second_follows(rest, found.0, &found.1)
            .then_some(found)
    }

    /// Whether a label continues the running numbering exactly.
    fn is_next(&self, label: &Label) -> bool {
        let kind = label.kind as usize;
        if label.kind <= LabelKind::Article && label.kind != LabelKind::Section {
            return self.running[kind] == Some(label.number.wrapping_sub(1));
        }
        let runs = |last: Option<u32>| last.is_some_and(|last| last + 1 == label.number);
        self.stack.iter().any(|open| runs(open.below.last[kind])) || runs(self.root.last[kind])
    }

    /// Whether the label after a colon begins a list: its number is 1, it is
    /// no sibling of an open unit, and its second label follows. （1） and ①
    /// are left in the sentence, where prose uses them.
    fn begins_list(&mut self, rest: &str, inner: &Inner) -> bool {
        let label = &inner.label;
        matches!(
            label.kind,
            LabelKind::Hanzi | LabelKind::BracketHanzi | LabelKind::Digit
        ) && label.number == 1
            && self.stack.iter().all(|open| open.kind < label.kind)
            && self.second_follows(rest, inner.at, label)
    }

    /// Whether the label after `label`, which stands at byte `at` of `rest`,
    /// comes at a sentence end of the same paragraph or begins a later one.
    fn second_follows(&mut self, rest: &str, at: usize, label: &Label) -> bool {
        /// How far an item may reach before the next one, in bytes.
        const REACH: usize = 3000;
        let second = |other: &Label| other.kind == label.kind && other.number == label.number + 1;
        if let Some(coming) = self.ahead.next_of(label.kind) {
            let next = self.ahead.next();
            let closed = next.is_some_and(|next| next.kind < label.kind);
            if coming.number == label.number + 1 && !closed {
                return true;
            }
        }
        let from = at + label.len;
        let mut end = rest.len().min(from + REACH.min(self.budget));
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        self.budget = self.budget.saturating_sub(end - from);
        cut::inner_labels(rest.get(..end).unwrap_or(""), from).any(|inner| second(&inner.label))
    }
}
