//! Requests and answers.
//!
//! Every match is visited once: the total and the facets are exact counts of
//! notices, not estimates. Hits are ordered by score (to a thousandth), then
//! by date, newest first, then by a hash of the id, so that the same archive
//! gives the same answer everywhere.

#[cfg(doc)]
use super::Entry;
use super::IndexError;
use super::collect::{Collect, Places, Ranked};
use super::highlight::best;
use super::number::key_of;
use super::passage::Passage;
use super::query::{self, Plan, ValueField, between, equals, value_field};
use super::schema::{Fields, register, schema};
use super::shared::SharedDirectory;
use super::write::Head;
use crate::record::LineRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::document::{TantivyDocument, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, SegmentReader, Term};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The query as typed; empty for everything.
    pub query: String,
    /// Conditions every hit meets.
    pub filters: Filters,
    /// Order of the hits.
    pub sort: Sort,
    /// Hits passed over.
    pub offset: usize,
    /// Most hits given.
    pub limit: usize,
    /// Most passages a hit.
    pub passages: usize,
    /// Most values a facet; 0 for none of the facets.
    pub facets: usize,
}

/// Conditions. Values of one field are alternatives, fields add up. Names are
/// compared whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Issuing bodies.
    pub issuers: Vec<String>,
    /// Document types.
    pub types: Vec<String>,
    /// Sections of the gazette.
    pub rubrics: Vec<String>,
    /// Names of gazettes.
    pub gazettes: Vec<String>,
    /// Degrees of completeness, in the record's words.
    pub completeness: Vec<String>,
    /// Lead units.
    pub leads: Vec<String>,
    /// Supporting units.
    pub supports: Vec<String>,
    /// Responsible units.
    pub responsibles: Vec<String>,
    /// Years.
    pub years: Vec<i64>,
    /// First day, `yyyymmdd`.
    pub since: Option<i64>,
    /// Last day, `yyyymmdd`.
    pub until: Option<i64>,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; without a date last.
    Newest,
    /// Oldest first; without a date last.
    Oldest,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The query as typed.
    pub query: String,
    /// Notices found, exactly.
    pub total: u64,
    /// Time taken, in milliseconds.
    pub took_ms: u64,
    /// For each facet its commonest values, commonest first.
    pub facets: BTreeMap<String, Vec<FacetCount>>,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
}

/// A value of a facet and how many of the notices found have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// Notices found that have it, exactly.
    pub count: u64,
}

/// A notice found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// Identifier.
    pub id: String,
    /// Canonical document number.
    pub document_number: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// ISO 8601 date.
    pub date: Option<String>,
    /// First issuing body.
    pub issuing_body: Option<String>,
    /// Document type.
    pub document_type: Option<String>,
    /// BM25, to a thousandth; 0 where nothing ranks.
    pub score: f64,
    /// Its best passages, best first.
    pub passages: Vec<PassageHit>,
}

/// A passage of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PassageHit {
    /// Path of labels, or the record's key of a field.
    pub unit: String,
    /// Physical lines of the whole passage.
    pub lines: LineRanges,
    /// The words; of a long passage the part around the first highlight.
    pub text: String,
    /// Characters `[start, end)` of `text`.
    pub highlights: Vec<(usize, usize)>,
}

/// Where a notice found stands in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Found {
    /// SHA-256 of the source.
    pub source: String,
    /// Place in the source's record, from 0.
    pub ordinal: u32,
}

/// What the name of a notice led to.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// One notice.
    One(Box<Head>),
    /// Several; at most ten of them.
    Many(Vec<Head>),
    /// None.
    None,
}

/// A reader of one state of an index.
pub struct Reader {
    searcher: Searcher,
    pub(super) fields: Fields,
}

impl Reader {
    /// Opens the index in `dir` as it was committed last.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        if !dir.join("meta.json").is_file() {
            return Err(IndexError::Missing(dir.to_owned()));
        }
        // tantivy trusts its files; what is damaged may make it panic.
        let open = || Self::open_once(dir).or_else(|_| Self::open_once(dir));
        std::panic::catch_unwind(open)
            .unwrap_or_else(|_| Err(IndexError::Damaged("its files cannot be opened".to_owned())))
    }

    fn open_once(dir: &Path) -> Result<Self, IndexError> {
        let index = Index::open(SharedDirectory::open(dir)?)?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(IndexError::OtherVersion);
        }
        register(&index);
        let reader: tantivy::IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Reader {
            searcher: reader.searcher(),
            fields,
        })
    }

    /// Number of notices.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether there are no notices.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Answers a request.
    ///
    /// # Errors
    /// When the query is too large or the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Answer, IndexError> {
        let started = Instant::now();
        let plan = self.plan(request)?;
        let found = self.searcher.search(
            plan.query.as_ref(),
            &Collect {
                keep: request.offset.saturating_add(request.limit),
                sort: request.sort,
                scored: plan.ranked,
                facets: request.facets > 0,
            },
        )?;
        let mut hits = Vec::new();
        for ranked in found.ranked.iter().skip(request.offset).take(request.limit) {
            hits.push(self.hit(ranked, &plan, request.passages)?);
        }
        let facets = found.facets.into_iter().map(|(name, counts)| {
            let mut counts: Vec<FacetCount> = counts
                .into_iter()
                .map(|(value, count)| FacetCount { value, count })
                .collect();
            counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            counts.truncate(request.facets);
            (name.to_owned(), counts)
        });
        Ok(Answer {
            query: request.query.clone(),
            total: found.total,
            facets: facets.collect(),
            hits,
            took_ms: started.elapsed().as_millis() as u64,
        })
    }

    /// Where all notices stand that a request finds, whatever its limit, in
    /// order of source and place.
    ///
    /// # Errors
    /// When the query is too large or the index cannot be read.
    pub fn find_all(&self, request: &Request) -> Result<Vec<Found>, IndexError> {
        let plan = self.plan(request)?;
        let mut found = self.searcher.search(plan.query.as_ref(), &Places)?;
        found.sort_unstable();
        Ok(found)
    }

    /// Resolves an id, the unique beginning of an id, or a document number in
    /// any spelling.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn resolve(&self, name: &str) -> Result<Target, IndexError> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(Target::None);
        }
        let mut terms = vec![Term::from_field_text(self.fields.id, name)];
        if let Some(key) = key_of(name) {
            let field = if key.has_code {
                self.fields.number
            } else {
                self.fields.number_tail
            };
            terms.push(Term::from_field_text(field, &key.text));
        }
        for term in terms {
            let found = self.with_term(&term)?;
            if !found.is_empty() {
                return self.target(&found);
            }
        }
        let mut found = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.id)?;
            let mut ids = inverted
                .terms()
                .range()
                .ge(name)
                .into_stream()
                .map_err(engine_io)?;
            while found.len() < 11 && ids.advance() && ids.key().starts_with(name.as_bytes()) {
                let info = ids.value().clone();
                found.extend(docs_of(segment, segment_ord, &inverted, &info)?);
            }
        }
        self.target(&found)
    }

    /// Every notice as it is stored, head and passages, as [`Entry::stored`]
    /// gives them: for comparing the index with the records. The order is of
    /// no meaning.
    ///
    /// # Errors
    /// When the index cannot be read, or `each` says so.
    pub fn for_each_stored(
        &self,
        mut each: impl FnMut(&str, &str) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            for doc in segment.doc_ids_alive() {
                let (head, passages) = self.stored(DocAddress::new(segment_ord as u32, doc))?;
                each(&head, &passages)?;
            }
        }
        Ok(())
    }

    /// The index files whose checksums are wrong.
    ///
    /// # Errors
    /// When a file cannot be read at all.
    pub fn damaged_files(&self) -> Result<Vec<String>, IndexError> {
        let mut bad: Vec<String> = self
            .searcher
            .index()
            .validate_checksum()?
            .into_iter()
            .map(|path| path.display().to_string())
            .collect();
        bad.sort();
        Ok(bad)
    }

    fn plan(&self, request: &Request) -> Result<Plan, IndexError> {
        let node = query::parse(&request.query)?;
        let mut plan = query::plan(&node, &self.searcher, &self.fields)?;
        let conditions = conditions(&self.fields, &request.filters);
        if !conditions.is_empty() {
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, plan.query)];
            clauses.extend(conditions.into_iter().map(|query| (Occur::Must, query)));
            plan.query = Box::new(BooleanQuery::new(clauses));
        }
        Ok(plan)
    }

    fn hit(&self, ranked: &Ranked, plan: &Plan, limit: usize) -> Result<Hit, IndexError> {
        let (head, passages) = self.stored(ranked.address)?;
        let head: Head = from_json(&head)?;
        let passages: Vec<Passage> = match limit {
            0 => Vec::new(),
            _ => from_json(&passages)?,
        };
        let shown = best(&passages, &plan.needles, limit)
            .into_iter()
            .filter_map(|marked| {
                let passage = passages.get(marked.index)?;
                Some(PassageHit {
                    unit: passage.unit.clone(),
                    lines: passage.lines.clone(),
                    text: marked.text,
                    highlights: marked.marks,
                })
            })
            .collect();
        Ok(Hit {
            id: head.id,
            document_number: head.document_number,
            title: head.title,
            date: head.date,
            issuing_body: head.issuing_body,
            document_type: head.document_type,
            score: ranked.score as f64 / 1000.0,
            passages: shown,
        })
    }

    fn stored(&self, address: DocAddress) -> Result<(String, String), IndexError> {
        let doc: TantivyDocument = self.searcher.doc(address)?;
        let text = |field| {
            doc.get_first(field)
                .and_then(|value| value.as_str())
                .map(str::to_owned)
                .ok_or_else(|| IndexError::Damaged("a stored field is missing".to_owned()))
        };
        Ok((text(self.fields.head)?, text(self.fields.passages)?))
    }

    pub(super) fn head(&self, address: DocAddress) -> Result<Head, IndexError> {
        from_json(&self.stored(address)?.0)
    }

    pub(super) fn with_term(&self, term: &Term) -> Result<Vec<DocAddress>, IndexError> {
        let mut found = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term).map_err(engine_io)? {
                found.extend(docs_of(segment, segment_ord, &inverted, &info)?);
            }
        }
        Ok(found)
    }

    fn target(&self, found: &[DocAddress]) -> Result<Target, IndexError> {
        let mut heads = Vec::new();
        for address in found.iter().take(10) {
            heads.push(self.head(*address)?);
        }
        heads.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(match heads.len() {
            0 => Target::None,
            1 => Target::One(Box::new(heads.swap_remove(0))),
            _ => Target::Many(heads),
        })
    }
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, IndexError> {
    serde_json::from_str(text).map_err(|error| IndexError::Damaged(error.to_string()))
}

fn engine_io(error: std::io::Error) -> IndexError {
    IndexError::Engine(error.into())
}

/// The living documents of a term.
fn docs_of(
    segment: &SegmentReader,
    segment_ord: usize,
    inverted: &tantivy::InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
) -> Result<Vec<DocAddress>, IndexError> {
    use tantivy::DocSet;
    let mut postings = inverted
        .read_postings_from_terminfo(info, tantivy::schema::IndexRecordOption::Basic)
        .map_err(engine_io)?;
    let mut out = Vec::new();
    let mut doc = postings.doc();
    while doc != tantivy::TERMINATED {
        if !segment.is_deleted(doc) {
            out.push(DocAddress::new(segment_ord as u32, doc));
        }
        doc = postings.advance();
    }
    Ok(out)
}

/// The filters as queries, all of which must hold.
fn conditions(fields: &Fields, filters: &Filters) -> Vec<Box<dyn Query>> {
    let named = [
        (ValueField::Issuer, &filters.issuers),
        (ValueField::Kind, &filters.types),
        (ValueField::Rubric, &filters.rubrics),
        (ValueField::Gazette, &filters.gazettes),
        (ValueField::Completeness, &filters.completeness),
        (ValueField::Lead, &filters.leads),
        (ValueField::Support, &filters.supports),
        (ValueField::Responsible, &filters.responsibles),
    ];
    let mut out: Vec<Box<dyn Query>> = Vec::new();
    for (field, values) in named {
        if !values.is_empty() {
            let field = value_field(fields, field);
            let parts = values.iter().map(|value| equals(field, value)).collect();
            out.push(Box::new(BooleanQuery::union(parts)));
        }
    }
    if !filters.years.is_empty() {
        let years = filters.years.iter();
        let parts = years
            .map(|&year| between(fields.year, year, year))
            .collect();
        out.push(Box::new(BooleanQuery::union(parts)));
    }
    if filters.since.is_some() || filters.until.is_some() {
        let (since, until) = (
            filters.since.unwrap_or(0),
            filters.until.unwrap_or(i64::MAX),
        );
        out.push(between(fields.date, since, until));
    }
    out
}
