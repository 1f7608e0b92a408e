//! One pass over the matches: counting, ranking, faceting.

use super::clock::Clock;
use super::request::{Found, Sort};
use super::schema::{FACETS, NUMBER_ORDER};
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Weight;
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED,
};

/// What decides the order of hits, greater before smaller: three values of the
/// chosen order, then a hash of the id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) parts: [i64; 3],
    pub(super) tie: u64,
}

/// A hit's place in the order: greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub(super) key: Key,
    pub(super) address: DocAddress,
    /// Thousandths.
    pub(super) score: i64,
}

/// Counts, ranks and facets in one pass.
pub(super) struct Collect {
    pub(super) keep: usize,
    pub(super) sort: Sort,
    pub(super) scored: bool,
    pub(super) facets: bool,
    /// Hits with this key and greater ones were given before.
    pub(super) after: Option<Key>,
    pub(super) clock: Arc<Clock>,
}

/// What [`Collect`] brings back.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) total: u64,
    /// Best first.
    pub(super) ranked: Vec<Ranked>,
    pub(super) facets: BTreeMap<&'static str, HashMap<String, u64>>,
}

impl Collector for Collect {
    type Fruit = Collected;
    type Child = CollectSegment;

    fn for_segment(&self, ord: u32, segment: &SegmentReader) -> tantivy::Result<CollectSegment> {
        let fast = segment.fast_fields();
        let mut facets = Vec::new();
        if self.facets {
            for name in FACETS.iter().filter(|name| **name != "year") {
                if let Some(column) = fast.str(name)? {
                    facets.push((*name, vec![0; column.num_terms()], column));
                }
            }
        }
        Ok(CollectSegment {
            ord,
            keep: self.keep,
            sort: self.sort,
            total: 0,
            best: BinaryHeap::new(),
            dates: fast.i64("date")?,
            years: fast.i64("year")?,
            ties: fast.u64("tie")?,
            numbers: match self.sort {
                Sort::Number => NUMBER_ORDER
                    .iter()
                    .map(|name| fast.i64(name))
                    .collect::<tantivy::Result<_>>()?,
                _ => Vec::new(),
            },
            after: self.after,
            by_year: self.facets.then(HashMap::new),
            facets,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ord: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<tantivy::Result<Collected>> {
        let mut child = self.for_segment(ord, reader)?;
        walk(weight, reader, self.scored, &self.clock, |doc, score| {
            child.collect(doc, score);
        })?;
        Ok(child.harvest())
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Collected>>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for fruit in fruits {
            let fruit = fruit?;
            all.total += fruit.total;
            all.ranked.extend(fruit.ranked);
            for (name, counts) in fruit.facets {
                let into = all.facets.entry(name).or_default();
                for (value, count) in counts {
                    *into.entry(value).or_default() += count;
                }
            }
        }
        all.ranked.sort_unstable_by(|a, b| b.cmp(a));
        all.ranked.truncate(self.keep);
        Ok(all)
    }
}

pub(super) struct CollectSegment {
    ord: u32,
    keep: usize,
    sort: Sort,
    total: u64,
    /// The best so far, the worst of them on top.
    best: BinaryHeap<std::cmp::Reverse<Ranked>>,
    dates: Column<i64>,
    years: Column<i64>,
    ties: Column<u64>,
    numbers: Vec<Column<i64>>,
    after: Option<Key>,
    by_year: Option<HashMap<i64, u64>>,
    facets: Vec<(&'static str, Vec<u64>, StrColumn)>,
}

impl CollectSegment {
    fn key(&self, doc: DocId, score: i64) -> Key {
        let date = self.dates.first(doc);
        let newest = date.unwrap_or(0);
        let parts = match self.sort {
            Sort::Relevance => [score, newest, 0],
            Sort::Newest => [newest, 0, 0],
            Sort::Oldest => [date.map_or(i64::MIN, |date| -date), 0, 0],
            Sort::Number => {
                // Smaller numbers come first, notices without one last.
                let mut parts = [i64::MIN; 3];
                for (part, column) in parts.iter_mut().zip(&self.numbers) {
                    *part = column.first(doc).map_or(i64::MIN, |value| !value);
                }
                parts
            }
        };
        Key {
            parts,
            tie: self.ties.first(doc).unwrap_or(0),
        }
    }

    /// Counts a match in the facets.
    fn count(&mut self, doc: DocId) {
        if let Some(years) = &mut self.by_year
            && let Some(year) = self.years.first(doc)
        {
            *years.entry(year).or_default() += 1;
        }
        for (_, counts, column) in &mut self.facets {
            for ord in column.term_ords(doc) {
                if let Some(count) = counts.get_mut(ord as usize) {
                    *count += 1;
                }
            }
        }
    }
}

/// Visits the living matches of a segment until the time is over.
fn walk(
    weight: &dyn Weight,
    reader: &SegmentReader,
    scored: bool,
    clock: &Clock,
    mut each: impl FnMut(DocId, Score),
) -> tantivy::Result<()> {
    if clock.is_over() {
        return Ok(());
    }
    let alive = reader.alive_bitset();
    let lives = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
    let mut scorer = weight.scorer(reader, 1.0)?;
    if scored {
        let mut doc = scorer.doc();
        while doc != TERMINATED && !clock.is_over() {
            if lives(doc) {
                each(doc, scorer.score());
            }
            doc = scorer.advance();
        }
        return Ok(());
    }
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    loop {
        let count = scorer.fill_buffer(&mut block);
        for &doc in block.iter().take(count).filter(|doc| lives(**doc)) {
            each(doc, 0.0);
        }
        if count < block.len() || clock.is_over() {
            return Ok(());
        }
    }
}

impl SegmentCollector for CollectSegment {
    type Fruit = tantivy::Result<Collected>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.keep > 0 {
            let score = (f64::from(score) * 1000.0).round() as i64;
            let worst = self.best.peek().filter(|_| self.best.len() >= self.keep);
            // Most hits are no match for those kept: their columns need not
            // be looked at.
            if self.sort == Sort::Relevance && worst.is_some_and(|worst| score < worst.0.score) {
                return self.count(doc);
            }
            let ranked = Ranked {
                key: self.key(doc, score),
                address: DocAddress::new(self.ord, doc),
                score,
            };
            if self.after.is_some_and(|after| ranked.key >= after) {
                // On an earlier page.
            } else if self.best.len() < self.keep {
                self.best.push(std::cmp::Reverse(ranked));
            } else if let Some(mut worst) = self.best.peek_mut()
                && ranked > worst.0
            {
                worst.0 = ranked;
            }
        }
        self.count(doc);
    }

    fn harvest(self) -> tantivy::Result<Collected> {
        let mut facets: BTreeMap<&'static str, HashMap<String, u64>> = BTreeMap::new();
        for (name, counts, column) in self.facets {
            let counted = counts
                .into_iter()
                .enumerate()
                .filter(|(_, count)| *count > 0);
            let counted: Vec<(u64, u64)> =
                counted.map(|(ord, count)| (ord as u64, count)).collect();
            let into = facets.entry(name).or_default();
            let mut at = 0;
            let ords: Vec<u64> = counted.iter().map(|(ord, _)| *ord).collect();
            names_of(&column, &ords, |name| {
                let count = counted.get(at).map_or(0, |(_, count)| *count);
                into.insert(name.to_owned(), count);
                at += 1;
            })?;
        }
        if let Some(years) = self.by_year {
            let years = years
                .into_iter()
                .map(|(year, count)| (year.to_string(), count));
            facets.insert("year", years.collect());
        }
        Ok(Collected {
            total: self.total,
            ranked: self.best.into_iter().map(|ranked| ranked.0).collect(),
            facets,
        })
    }
}

/// The values of ordinals, which are in order: in one walk over the
/// dictionary, where a look-up each would open a block each.
fn names_of(column: &StrColumn, ords: &[u64], mut each: impl FnMut(&str)) -> tantivy::Result<()> {
    column.dictionary().sorted_ords_to_term_cb(ords, |bytes| {
        each(&String::from_utf8_lossy(bytes));
    })?;
    Ok(())
}

/// Collects where the matches stand.
pub(super) struct Places;

impl Collector for Places {
    type Fruit = Vec<Found>;
    type Child = PlacesSegment;

    fn for_segment(&self, _ord: u32, segment: &SegmentReader) -> tantivy::Result<PlacesSegment> {
        let fast = segment.fast_fields();
        Ok(PlacesSegment {
            sources: fast.str("source")?,
            ordinals: fast.u64("ordinal")?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        fruits: Vec<tantivy::Result<Vec<Found>>>,
    ) -> tantivy::Result<Vec<Found>> {
        let mut all = Vec::new();
        for fruit in fruits {
            all.extend(fruit?);
        }
        Ok(all)
    }
}

pub(super) struct PlacesSegment {
    sources: Option<StrColumn>,
    ordinals: Column<u64>,
    found: Vec<(u64, u64)>,
}

impl SegmentCollector for PlacesSegment {
    type Fruit = tantivy::Result<Vec<Found>>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        if let Some(sources) = &self.sources
            && let Some(source) = sources.term_ords(doc).next()
            && let Some(ordinal) = self.ordinals.first(doc)
        {
            self.found.push((source, ordinal));
        }
    }

    fn harvest(self) -> tantivy::Result<Vec<Found>> {
        let Some(sources) = self.sources else {
            return Ok(Vec::new());
        };
        let mut found = self.found;
        found.sort_unstable();
        let mut ords: Vec<u64> = found.iter().map(|(ord, _)| *ord).collect();
        ords.dedup();
        let mut names = Vec::with_capacity(ords.len());
        names_of(&sources, &ords, |name| names.push(name.to_owned()))?;
        let mut out = Vec::with_capacity(found.len());
        for (ord, ordinal) in found {
            let name = ords.binary_search(&ord).ok().and_then(|at| names.get(at));
            out.extend(name.map(|source| Found {
                source: source.clone(),
                ordinal: ordinal as u32,
            }));
        }
        Ok(out)
    }
}

/// Counts the matches by year, issuing body and document type; a notice of
/// several bodies under each of them.
pub(super) struct Crossed {
    pub(super) clock: Arc<Clock>,
}

/// What [`Crossed`] counts by; what a notice lacks is `None`.
pub(super) type Cross = (Option<i64>, Option<String>, Option<String>);

impl Collector for Crossed {
    type Fruit = BTreeMap<Cross, u64>;
    type Child = CrossedSegment;

    fn for_segment(&self, _ord: u32, segment: &SegmentReader) -> tantivy::Result<CrossedSegment> {
        let fast = segment.fast_fields();
        Ok(CrossedSegment {
            years: fast.i64("year")?,
            names: [fast.str("issuing_body")?, fast.str("document_type")?],
            counts: HashMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ord: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<tantivy::Result<BTreeMap<Cross, u64>>> {
        let mut child = self.for_segment(ord, reader)?;
        walk(weight, reader, false, &self.clock, |doc, score| {
            child.collect(doc, score);
        })?;
        Ok(child.harvest())
    }

    fn merge_fruits(
        &self,
        fruits: Vec<tantivy::Result<BTreeMap<Cross, u64>>>,
    ) -> tantivy::Result<BTreeMap<Cross, u64>> {
        let mut all = BTreeMap::new();
        for fruit in fruits {
            for (cross, count) in fruit? {
                *all.entry(cross).or_default() += count;
            }
        }
        Ok(all)
    }
}

pub(super) struct CrossedSegment {
    years: Column<i64>,
    names: [Option<StrColumn>; 2],
    counts: HashMap<(Option<i64>, [Option<u64>; 2]), u64>,
}

impl SegmentCollector for CrossedSegment {
    type Fruit = tantivy::Result<BTreeMap<Cross, u64>>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let [issuers, kinds] = &self.names;
        let year = self.years.first(doc);
        let kind = kinds.as_ref().and_then(|kinds| kinds.term_ords(doc).next());
        let mut count = |issuer| *self.counts.entry((year, [issuer, kind])).or_default() += 1;
        let mut some = false;
        for issuer in issuers.iter().flat_map(|issuers| issuers.term_ords(doc)) {
            some = true;
            count(Some(issuer));
        }
        if !some {
            count(None);
        }
    }

    fn harvest(self) -> tantivy::Result<BTreeMap<Cross, u64>> {
        let ords = |of: usize| {
            let mut ords: Vec<u64> = self
                .counts
                .keys()
                .filter_map(|(_, names)| names[of])
                .collect();
            ords.sort_unstable();
            ords.dedup();
            ords
        };
        let mut names: [HashMap<u64, String>; 2] = Default::default();
        for ((of, names), column) in names.iter_mut().enumerate().zip(&self.names) {
            if let Some(column) = column {
                let ords = ords(of);
                let mut at = ords.iter();
                names_of(column, &ords, |name| {
                    names.extend(at.next().map(|ord| (*ord, name.to_owned())));
                })?;
            }
        }
        let name = |of: usize, ord: Option<u64>| names[of].get(&ord?).cloned();
        let mut out = BTreeMap::new();
        for ((year, [issuer, kind]), count) in self.counts {
            let cross = (year, name(0, issuer), name(1, kind));
            *out.entry(cross).or_default() += count;
        }
        Ok(out)
    }
}
