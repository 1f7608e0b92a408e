//! Which unit an unlabelled paragraph belongs to.
//!
//! It goes on with the innermost open unit, or it closes a list and belongs to
//! the unit the list stands in: the closing 款 of an article after its last
//! （五）, a responsibility clause after 7. that speaks for （一）, the last
//! words of the document. What comes next decides, then the words.

use super::follow;
use super::tree::{Builder, Open, Words, is_plain};
use crate::notation::label::LabelKind;

impl Builder<'_> {
    /// Finds the unit an unlabelled paragraph belongs to.
    pub(super) fn follow(&mut self, words: Words<'_>) {
        let depth = self.owner_depth(words.text());
        if depth < self.stack.len() && follow::is_bracket_clause(words.text()) {
            self.clauses_of = depth
                .checked_sub(1)
                .and_then(|at| self.stack.get(at))
                .map(|open| open.kind);
        }
        self.close_down_to(depth);
        let own = self
            .stack
            .last()
            .is_some_and(|top| top.node.children.is_empty());
        if own {
            self.say(words);
        } else {
            self.add_paragraph(words);
        }
    }

    /// How many open units stay open for an unlabelled paragraph; the last of
    /// them is its unit.
    fn owner_depth(&self, words: &str) -> usize {
        let depth = self.stack.len();
        let Some(top) = self.stack.last() else {
            return 0;
        };
        let text = top.node.text.text();
        let own = top.node.children.is_empty();
        if own && !follow::is_finished(text) {
            return depth;
        }
        let next = self.ahead.next();
        let continued = |open: &Open| {
            next.is_some_and(|next| next.kind == open.kind && next.number == open.number + 1)
        };
        // A list that goes on keeps the paragraph in its last item, and so
        // does a label below the item.
        let deeper = next.is_some_and(|next| next.kind > top.kind);
        if own && (continued(top) || deeper) {
            return depth;
        }
        let is_article = |open: &Open| open.kind == LabelKind::Article;
        if let Some(article) = self.stack.iter().rposition(is_article) {
            // 款 after the last item, unless an item above goes on.
            let item = (article + 1..depth)
                .rev()
                .find(|&at| self.stack.get(at).is_some_and(continued));
            return item.unwrap_or(article) + 1;
        }
        if next.is_none() && follow::closes_text(words) {
            return 0;
        }
        if !own {
            return depth;
        }
        let parent = self.below_at(depth - 1);
        let closes = if follow::is_bracket_clause(words) {
            // Siblings without clauses of their own share the parent's, and
            // parents of one kind do alike.
            let above = depth.checked_sub(2).and_then(|at| self.stack.get(at));
            above.is_some_and(|above| {
                parent.with_clause == 0
                    && (parent.labelled > 0 || self.clauses_of == Some(above.kind))
            })
        } else if follow::goes_on(words) {
            false
        } else if next.is_some_and(|next| next.kind == top.kind && next.number == 1) {
            words.ends_with('：')
        } else {
            parent.labelled > 0 && parent.plain == parent.labelled && is_plain(top)
        };
        if closes { depth - 1 } else { depth }
    }
}
