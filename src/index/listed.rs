//! Notices found in the words, as the engine takes them.
//!
//! Where words stand is worked out for all segments when a query is made ready
//! ([`Wanted::find`]): only then is it known how many notices hold them, which
//! the scores hang on. What is left for the engine is to go through lists.

use super::clock::Clock;
use super::grams::{Grams, Hit, plugin};
use super::near::{Near, near};
use std::sync::Arc;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SegmentReader, TERMINATED};

/// The words of each segment of an index.
pub(super) type Words = Arc<Vec<SegmentWords>>;

/// The words of one segment. Notices taken out of the archive stay in a
/// segment until it is written again; they are never found, and count in no
/// score, so that scores hang on what is in the archive and not on its past.
#[derive(Clone)]
pub(super) struct SegmentWords {
    segment: SegmentId,
    grams: Grams,
    /// Which notices are in the archive; `None` for all.
    alive: Option<AliveBitSet>,
    /// How many these are, and the places of their parts.
    notices: u64,
    sizes: [u64; 3],
}

impl std::fmt::Debug for SegmentWords {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "words of {:?}", self.segment)
    }
}

impl SegmentWords {
    /// The words of a segment.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let grams = plugin::open(segment)?;
        let mut words = SegmentWords {
            segment: segment.segment_id(),
            alive: segment.alive_bitset().cloned(),
            notices: grams.len() as u64,
            sizes: grams.sizes(),
            grams,
        };
        if words.alive.is_some() {
            let (mut notices, mut sizes) = (0, [0; 3]);
            for doc in (0..words.grams.len() as u32).filter(|&doc| words.lives(doc)) {
                notices += 1;
                for (sum, size) in sizes.iter_mut().zip(words.grams.sizes_of(doc)) {
                    *sum += u64::from(size);
                }
            }
            (words.notices, words.sizes) = (notices, sizes);
        }
        Ok(words)
    }

    fn lives(&self, doc: DocId) -> bool {
        self.alive.as_ref().is_none_or(|alive| alive.is_alive(doc))
    }

    /// The living notices that hold what is wanted, in order.
    fn find(&self, wanted: &Wanted, clock: &Clock) -> Vec<Hit> {
        let mut hits = wanted.find(&self.grams, clock);
        if self.alive.is_some() {
            hits.retain(|(doc, _)| self.lives(*doc));
        }
        hits
    }
}

/// What is looked for.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// These folded characters, and what they are worth in titles, other
    /// fields and the text; where they are worth nothing they do not count.
    Phrase(String, [f32; 3]),
    /// At least so many of these folded strings, each in any of its spellings,
    /// and what they are worth.
    Most(usize, Vec<Vec<String>>, [f32; 3]),
    /// A word that begins like this, with a letter or digit; in parts worth
    /// something.
    Beginning(String, [f32; 3]),
    /// Some words near others.
    Near(Near),
}

/// Notices of every segment that hold what is wanted.
#[derive(Debug, Clone)]
pub(super) struct ListedQuery {
    pub(super) wanted: Wanted,
    pub(super) words: Words,
    pub(super) clock: Arc<Clock>,
}

impl Wanted {
    /// The notices of a segment that hold it, in order.
    fn find(&self, grams: &Grams, clock: &Clock) -> Vec<Hit> {
        match self {
            Wanted::Phrase(words, worth) => {
                let mut hits = grams.notices(words, clock);
                keep_worthy(&mut hits, worth);
                hits
            }
            Wanted::Beginning(words, worth) => {
                let mut hits = beginnings(grams, words, clock);
                keep_worthy(&mut hits, worth);
                hits
            }
            Wanted::Near(wanted) => near(grams, wanted, clock),
            // Found together for all segments, see `most`.
            Wanted::Most(..) => Vec::new(),
        }
    }
}

/// Leaves notices out that hold the words only where they do not count.
fn keep_worthy(hits: &mut Vec<Hit>, worth: &[f32; 3]) {
    if worth.contains(&0.0) {
        hits.retain(|(_, counts)| {
            let mut parts = counts.iter().zip(worth);
            parts.any(|(&count, &worth)| count > 0 && worth > 0.0)
        });
    }
}

/// Notices in which no letter or digit stands before the words.
fn beginnings(grams: &Grams, words: &str, clock: &Clock) -> Vec<Hit> {
    let inside = grams.numbers_of(('0'..='9').chain('a'..='z'));
    let mut places = grams.places(words, clock);
    places.retain(|&place| grams.before(place).is_none_or(|id| !inside.contains(&id)));
    grams.hits(&places)
}

/// BM25: how soon a word that comes again and again counts no more, and how
/// much the length of a part counts. The values are the usual ones.
const AGAIN: f32 = 1.2;
const LENGTH: f32 = 0.75;

/// The scores of a segment's hits: BM25 of each part with the worth of it.
struct Scale {
    /// Of the words, by how few notices hold them.
    rarity: f32,
    worth: [f32; 3],
    /// Mean places of each part.
    means: [f32; 3],
}

impl Scale {
    fn new(words: &Words, found: u64, worth: [f32; 3]) -> Self {
        let notices: u64 = words.iter().map(|segment| segment.notices).sum();
        let mut means = [0.0f32; 3];
        for (part, mean) in means.iter_mut().enumerate() {
            let places: u64 = words.iter().map(|segment| segment.sizes[part]).sum();
            *mean = (places as f64 / notices.max(1) as f64).max(1.0) as f32;
        }
        let (all, found) = (notices as f32, found as f32);
        Scale {
            rarity: (1.0 + (all - found + 0.5).max(0.0) / (found + 0.5)).ln(),
            worth,
            means,
        }
    }

    fn score(&self, grams: &Grams, (doc, counts): Hit) -> Score {
        let sizes = grams.sizes_of(doc);
        let mut score = 0.0;
        for part in 0..3 {
            if counts[part] > 0 {
                let count = counts[part] as f32;
                let length = 1.0 - LENGTH + LENGTH * sizes[part] as f32 / self.means[part];
                score += self.worth[part] * count * (1.0 + AGAIN) / (count + AGAIN * length);
            }
        }
        score * self.rarity
    }
}

impl Query for ListedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scored = scoring.is_scoring_enabled();
        let lists = match &self.wanted {
            Wanted::Most(needed, strings, worth) => {
                self.most(*needed, strings, scored.then_some(*worth), *worth)
            }
            Wanted::Phrase(_, worth) => self.lists(&self.wanted, scored.then_some(*worth)),
            Wanted::Beginning(..) | Wanted::Near(_) => self.lists(&self.wanted, None),
        };
        let segments = self.words.iter().map(|words| words.segment);
        let lists = segments.zip(lists.into_iter().map(Arc::new));
        Ok(Box::new(ListedWeight(lists.collect())))
    }
}

impl ListedQuery {
    /// The notices of each segment, with scores where a worth is given.
    fn lists(&self, wanted: &Wanted, worth: Option<[f32; 3]>) -> Vec<List> {
        let found: Vec<Vec<Hit>> = self
            .words
            .iter()
            .map(|words| words.find(wanted, &self.clock))
            .collect();
        let scale = worth.map(|worth| {
            let count = found.iter().map(|hits| hits.len() as u64).sum();
            let mut scale = Scale::new(&self.words, count, worth);
            // A long string says as much as the words it is made of, two
            // characters each.
            if let Wanted::Phrase(words, _) = wanted {
                scale.rarity *= words.chars().count().div_ceil(2) as f32;
            }
            scale
        });
        let lists = self.words.iter().zip(found).map(|(words, hits)| {
            let score = |&hit: &Hit| scale.as_ref().map(|scale| scale.score(&words.grams, hit));
            List {
                scores: hits.iter().map_while(score).collect(),
                docs: hits.into_iter().map(|(doc, _)| doc).collect(),
            }
        });
        lists.collect()
    }

    /// Notices that hold at least so many of some strings. There may be many
    /// strings, and most of them in most notices: so they are counted in a
    /// table, one string after the other, and not side by side.
    fn most(
        &self,
        needed: usize,
        strings: &[Vec<String>],
        scored: Option<[f32; 3]>,
        worth: [f32; 3],
    ) -> Vec<List> {
        // For each notice how many strings it holds, the last of them, from 1,
        // and its score.
        let mut tables: Vec<Vec<(u32, u32, Score)>> = self
            .words
            .iter()
            .map(|words| vec![(0, 0, 0.0); words.grams.len()])
            .collect();
        for (number, spellings) in (1..).zip(strings) {
            for spelling in spellings {
                let wanted = Wanted::Phrase(spelling.clone(), worth);
                for (table, list) in tables.iter_mut().zip(self.lists(&wanted, scored)) {
                    let mut scores = list.scores.into_iter();
                    for doc in list.docs {
                        let score = scores.next().unwrap_or(0.0);
                        let Some((held, last, sum)) = table.get_mut(doc as usize) else {
                            continue;
                        };
                        *held += u32::from(*last != number);
                        *last = number;
                        *sum += score;
                    }
                }
            }
        }
        let enough = |table: Vec<(u32, u32, Score)>| {
            let rows = (0..).zip(table);
            let rows = rows.filter(|(_, (held, ..))| *held as usize >= needed.max(1));
            let (docs, scores) = rows.map(|(doc, (_, _, score))| (doc, score)).unzip();
            List { docs, scores }
        };
        tables.into_iter().map(enough).collect()
    }
}

/// Notices of a segment in order, and their scores where there are some.
#[derive(Debug, Default)]
struct List {
    docs: Vec<DocId>,
    scores: Vec<Score>,
}

struct ListedWeight(Vec<(SegmentId, Arc<List>)>);

impl Weight for ListedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let id = reader.segment_id();
        let list = self.0.iter().find(|(segment, _)| *segment == id);
        Ok(match list {
            Some((_, list)) if !list.docs.is_empty() => Box::new(Listed {
                list: Arc::clone(list),
                at: 0,
                boost,
            }),
            _ => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        let score = if found { scorer.score() } else { 0.0 };
        Ok(Explanation::new("found in the words", score))
    }
}

/// A list gone through.
struct Listed {
    list: Arc<List>,
    at: usize,
    boost: Score,
}

impl DocSet for Listed {
    #[inline]
    fn advance(&mut self) -> DocId {
        self.at += usize::from(self.at < self.list.docs.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let docs = &self.list.docs;
        let before = |at: usize| docs.get(at).is_some_and(|&doc| doc < target);
        if before(self.at) {
            // In steps that double, then by halves.
            let mut step = 1;
            while before(self.at + step) {
                self.at += step;
                step *= 2;
            }
            let rest = docs.get(self.at..).unwrap_or_default();
            let near = rest.get(..=step).unwrap_or(rest);
            self.at += near.partition_point(|&doc| doc < target);
        }
        self.doc()
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.list.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.list.docs.len() as u32
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        let rest = self.list.docs.get(self.at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (slot, doc) in buffer.iter_mut().zip(rest) {
            *slot = *doc;
        }
        self.at += count;
        count
    }
}

impl Scorer for Listed {
    #[inline]
    fn score(&mut self) -> Score {
        let score = self.list.scores.get(self.at).copied();
        score.unwrap_or(1.0) * self.boost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_gone_through() {
        let set = || Listed {
            list: Arc::new(List {
                docs: vec![4, 8, 14, 15, 40],
                scores: vec![1.0, 2.0, 3.0, 4.0, 5.0],
            }),
            at: 0,
            boost: 2.0,
        };
        let mut all = set();
        let mut found = vec![all.doc()];
        while all.advance() != TERMINATED {
            found.push(all.doc());
        }
        assert_eq!(found, [4, 8, 14, 15, 40]);
        assert_eq!(all.advance(), TERMINATED, "the end stays the end");
        let mut some = set();
        assert_eq!((some.seek(4), some.seek(5), some.seek(15)), (4, 8, 15));
        assert_eq!(some.score(), 8.0);
        assert_eq!((some.seek(16), some.seek(41)), (40, TERMINATED));
        for target in 0..42 {
            let wanted = [4, 8, 14, 15, 40].into_iter().find(|&doc| doc >= target);
            assert_eq!(set().seek(target), wanted.unwrap_or(TERMINATED), "{target}");
        }
        let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
        assert_eq!(some.fill_buffer(&mut buffer), 0);
        assert_eq!(set().fill_buffer(&mut buffer), 5);
        assert_eq!(buffer.first_chunk(), Some(&[4, 8, 14, 15, 40]));
    }
}
