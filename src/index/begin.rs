//! Beginnings of words (`PPP*`): a phrase that begins with a letter or digit,
//! where no letter or digit stands before it.

use super::clock::Clock;
use super::near::{Occurrences, positions_of, seek};
use super::verified::{Candidates, Verified};
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader, Term};

/// Notices in which folded words, the first of them an ASCII letter or digit,
/// stand in a field with no ASCII letter or digit right before them.
#[derive(Debug, Clone)]
pub(super) struct BeginQuery {
    pub(super) field: Field,
    pub(super) words: String,
    pub(super) clock: Arc<Clock>,
}

impl Query for BeginQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for BeginQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inverted = reader.inverted_index(self.field)?;
        let found = Occurrences::open(&inverted, self.field, &self.words, &self.clock)?;
        let (Some(found), Some(first)) = (found, self.words.chars().next()) else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut before = Vec::new();
        for c in ('0'..='9').chain('a'..='z') {
            let term = Term::from_field_text(self.field, &format!("{c}{first}"));
            before.extend(positions_of(&inverted, &term)?);
        }
        let candidates = Begun {
            found,
            before,
            places: Vec::new(),
            scratch: Vec::new(),
            inside: Vec::new(),
        };
        Ok(Box::new(Verified::new(candidates, boost, &self.clock)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a word begins so", 1.0))
    }
}

/// Notices that hold the phrase, and the places of a letter or digit before
/// its first character.
struct Begun {
    found: Occurrences,
    /// The bigrams of a letter or digit and the first character.
    before: Vec<SegmentPostings>,
    /// Lists used again for every notice.
    places: Vec<(u32, u32)>,
    scratch: Vec<u32>,
    inside: Vec<u32>,
}

impl Candidates for Begun {
    fn candidate(&mut self, target: DocId) -> DocId {
        self.found.seek(target)
    }

    fn holds(&mut self, doc: DocId) -> bool {
        self.found.positions(&mut self.places, &mut self.scratch);
        self.inside.clear();
        for postings in &mut self.before {
            if seek(postings, doc) == doc {
                postings.append_positions_with_offset(1, &mut self.inside);
            }
        }
        self.inside.sort_unstable();
        let begins = |(start, _): &(u32, u32)| self.inside.binary_search(start).is_err();
        self.places.iter().any(begins)
    }

    fn size_hint(&self) -> u32 {
        self.found.size_hint()
    }
}
