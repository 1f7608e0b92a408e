//! One pass over the matches: counting, ranking, faceting.

use super::schema::FACETS;
use super::search::{Found, Sort};
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentReader};

/// A hit's place in the order: greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    key: (i64, i64, u64),
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
            by_year: self.facets.then(HashMap::new),
            facets,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
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
    by_year: Option<HashMap<i64, u64>>,
    facets: Vec<(&'static str, Vec<u64>, StrColumn)>,
}

impl SegmentCollector for CollectSegment {
    type Fruit = tantivy::Result<Collected>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.keep > 0 {
            let date = self.dates.first(doc);
            let score = (f64::from(score) * 1000.0).round() as i64;
            let first = match self.sort {
                Sort::Relevance => score,
                Sort::Newest => date.unwrap_or(0),
                Sort::Oldest => date.map_or(i64::MIN, |date| -date),
            };
            let ranked = Ranked {
                key: (first, date.unwrap_or(0), self.ties.first(doc).unwrap_or(0)),
                address: DocAddress::new(self.ord, doc),
                score,
            };
            if self.best.len() < self.keep {
                self.best.push(std::cmp::Reverse(ranked));
            } else if let Some(mut worst) = self.best.peek_mut()
                && ranked > worst.0
            {
                worst.0 = ranked;
            }
        }
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

    fn harvest(self) -> tantivy::Result<Collected> {
        let mut facets: BTreeMap<&'static str, HashMap<String, u64>> = BTreeMap::new();
        for (name, counts, column) in self.facets {
            let into = facets.entry(name).or_default();
            let mut value = String::new();
            for (ord, count) in counts
                .into_iter()
                .enumerate()
                .filter(|(_, count)| *count > 0)
            {
                column.ord_to_str(ord as u64, &mut value)?;
                into.insert(value.clone(), count);
            }
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
        let mut source = String::new();
        let mut known = u64::MAX;
        let mut found = self.found;
        found.sort_unstable();
        let mut out = Vec::with_capacity(found.len());
        for (ord, ordinal) in found {
            if ord != known {
                sources.ord_to_str(ord, &mut source)?;
                known = ord;
            }
            out.push(Found {
                source: source.clone(),
                ordinal: ordinal as u32,
            });
        }
        Ok(out)
    }
}
