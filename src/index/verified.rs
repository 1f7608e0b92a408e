//! Notices found by looking twice: a candidate first, then its positions.
//!
//! [`Verified`] is the engine's view of any [`Candidates`]: it goes from one
//! notice that answers to the next, and asks the clock on the way.

use super::clock::Clock;
use std::sync::Arc;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// Notices that may answer, in order, and the second look at one.
pub(super) trait Candidates: Send {
    /// The first notice from `target` on that may answer.
    fn candidate(&mut self, target: DocId) -> DocId;

    /// Whether the candidate given last answers.
    fn holds(&mut self, doc: DocId) -> bool;

    /// About how many candidates there are.
    fn size_hint(&self) -> u32;
}

/// The candidates that answer, each with the same score.
pub(super) struct Verified<C> {
    candidates: C,
    doc: DocId,
    boost: Score,
    clock: Arc<Clock>,
}

impl<C: Candidates> Verified<C> {
    /// Stands at the first notice that answers.
    pub(super) fn new(candidates: C, boost: Score, clock: &Arc<Clock>) -> Self {
        let mut verified = Verified {
            candidates,
            doc: 0,
            boost,
            clock: Arc::clone(clock),
        };
        verified.doc = verified.next_from(0);
        verified
    }

    /// The first notice from `target` on that answers.
    fn next_from(&mut self, mut target: DocId) -> DocId {
        while target < TERMINATED && !self.clock.is_over() {
            let doc = self.candidates.candidate(target);
            if doc == TERMINATED || self.candidates.holds(doc) {
                return doc;
            }
            target = doc + 1;
        }
        TERMINATED
    }
}

impl<C: Candidates + 'static> DocSet for Verified<C> {
    fn advance(&mut self) -> DocId {
        if self.doc < TERMINATED {
            self.doc = self.next_from(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.next_from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }
}

impl<C: Candidates + 'static> Scorer for Verified<C> {
    fn score(&mut self) -> Score {
        self.boost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Even numbers below a limit may answer, those of a list do.
    struct Even(Vec<DocId>);

    impl Candidates for Even {
        fn candidate(&mut self, target: DocId) -> DocId {
            let even = target + target % 2;
            if even < 20 { even } else { TERMINATED }
        }

        fn holds(&mut self, doc: DocId) -> bool {
            self.0.contains(&doc)
        }

        fn size_hint(&self) -> u32 {
            10
        }
    }

    #[test]
    fn only_what_holds_is_given() {
        let clock = Arc::new(Clock::start(None));
        let set = || Verified::new(Even(vec![3, 4, 8, 9, 14]), 1.0, &clock);
        let mut all = set();
        let mut found = vec![all.doc()];
        while all.advance() != TERMINATED {
            found.push(all.doc());
        }
        assert_eq!(found, [4, 8, 14]);
        assert_eq!(all.advance(), TERMINATED, "the end stays the end");
        let mut some = set();
        assert_eq!(
            (some.seek(4), some.seek(5), some.seek(15)),
            (4, 8, TERMINATED)
        );
        let over = Arc::new(Clock::start(Some(std::time::Duration::ZERO)));
        assert_eq!(Verified::new(Even(vec![4]), 1.0, &over).doc(), TERMINATED);
    }
}
