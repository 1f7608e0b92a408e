//! The place of a label among the open units, and its level.
//!
//! Usually the parent is the innermost open unit of a higher kind. A label
//! with number 1 may instead begin a list below units of lower kinds; then
//! their own numbering goes on after it.

use super::tree::{Builder, Open};
use crate::notation::label::{Label, LabelKind};
use crate::record::Level;

impl Builder<'_> {
    /// How many open units stay open above the next label.
    pub(super) fn place(&self, label: &Label) -> usize {
        let kind = label.kind;
        let sibling = |open: &Open| {
            open.kind == kind
                && (open.number + 1 == label.number
                    || (label.inserted.is_some() && open.number == label.number))
        };
        if let Some(depth) = self.stack.iter().rposition(sibling) {
            return depth;
        }
        let higher = self.stack.iter().position(|open| open.kind >= kind);
        let usual = higher.unwrap_or(self.stack.len());
        if kind == LabelKind::Article {
            return self.place_article(usual);
        }
        if kind < LabelKind::Article || usual == self.stack.len() {
            return usual;
        }
        if label.number == 1 {
            return self.place_first(kind, usual);
        }
        // Out of step: beside the innermost open unit of its kind.
        self.stack
            .iter()
            .rposition(|open| open.kind == kind)
            .unwrap_or(usual)
    }

    /// An article closes everything but parts, chapters and sections, unless
    /// the document uses 一、 for its chapters.
    fn place_article(&self, usual: usize) -> usize {
        let is_article = |open: &Open| open.kind == LabelKind::Article;
        if let Some(depth) = self.stack.iter().rposition(is_article) {
            return depth;
        }
        let is_lower = |open: &Open| open.kind > LabelKind::Article;
        let Some(top) = self.stack.iter().rposition(is_lower) else {
            return usual;
        };
        let under = self.under[LabelKind::Article as usize];
        let nested = match under {
            Some(under) => under == self.stack[top].kind,
            None => self.goes_on_after(top, LabelKind::Article),
        };
        if nested { top + 1 } else { usual }
    }

    /// The place of a label with number 1 that would close open units: below
    /// the innermost unit whose own numbering goes on afterwards.
    fn place_first(&self, kind: LabelKind, usual: usize) -> usize {
        if let Some(under) = self.under[kind as usize].filter(|&under| under > kind) {
            let found = self.stack.iter().rposition(|open| open.kind == under);
            if let Some(depth) = found.filter(|&depth| depth >= usual) {
                return depth + 1;
            }
        }
        for depth in (usual..self.stack.len()).rev() {
            if self.stack[depth].kind != kind && self.goes_on_after(depth, kind) {
                return depth + 1;
            }
        }
        // Nothing goes on: beside its like if there is one, else below. A
        // first 一、 begins a new text rather than the lowest level.
        let seen = self.below_at(usual).last[kind as usize].is_some()
            || self.stack.iter().any(|open| open.kind == kind);
        if seen || kind == LabelKind::Hanzi {
            usual
        } else {
            self.stack.len()
        }
    }

    /// Whether the unit at `depth` gets its next sibling before any label of
    /// a higher kind, or of the units it stands in, comes.
    fn goes_on_after(&self, depth: usize, kind: LabelKind) -> bool {
        let open = &self.stack[depth];
        let Some(next) = self.ahead.next_of(open.kind) else {
            return false;
        };
        if next.number != open.number + 1 {
            return false;
        }
        let before_next = |other: LabelKind| {
            self.ahead
                .next_of(other)
                .is_some_and(|coming| coming.at < next.at)
        };
        let parents = self.stack.iter().take(depth).map(|parent| parent.kind);
        let higher = LabelKind::ALL
            .iter()
            .copied()
            .take_while(|&other| other < open.kind.min(kind));
        !parents
            .chain(higher)
            .filter(|&other| other != open.kind && other != kind)
            .any(before_next)
    }

    /// Whether a text without its beginning is still in an article whose own
    /// label is lost: no unit above is open, and the next article is not the
    /// first.
    fn in_lost_article(&self) -> bool {
        let above = |open: &Open| open.kind <= LabelKind::Hanzi;
        self.running[LabelKind::Article as usize].is_none()
            && !self.stack.iter().any(above)
            && self
                .ahead
                .next_of(LabelKind::Article)
                .is_some_and(|next| next.number > 1)
    }

    /// The level of a label of this kind under the open units.
    pub(super) fn level(&self, kind: LabelKind) -> Level {
        let last_of = |kind: LabelKind| self.stack.iter().rposition(|open| open.kind == kind);
        let article = last_of(LabelKind::Article);
        let in_article = article.is_some() || kind > LabelKind::Hanzi && self.in_lost_article();
        let in_hanzi_item = in_article && last_of(LabelKind::Hanzi) > article;
        match kind {
            LabelKind::Part => Level::Part,
            LabelKind::Chapter => Level::Chapter,
            LabelKind::Section => Level::Section,
            LabelKind::Article => Level::Article,
            // Old statutes print their items as 一、 and number （一） below.
            LabelKind::Hanzi if in_article => Level::Item,
            LabelKind::BracketHanzi if in_hanzi_item => Level::Subitem,
            LabelKind::BracketHanzi if in_article => Level::Item,
            LabelKind::Digit if in_article => Level::Subitem,
            LabelKind::Hanzi => Level::Level1,
            LabelKind::BracketHanzi => Level::Level2,
            LabelKind::Digit => Level::Level3,
            LabelKind::BracketDigit => Level::Level4,
            LabelKind::Circled => Level::Level5,
        }
    }
}
