//! The reader: requests in, answers out.
//!
//! Every match is visited once: the total and the facets are exact counts of
//! notices, not estimates. Hits are ordered by score (to a thousandth), then
//! by date, newest first, then by a hash of the id, so that the same archive
//! gives the same answer everywhere.

#[cfg(doc)]
use super::Entry;
use super::IndexError;
use super::clock::Clock;
use super::collect::{Collect, Crossed, Places, Ranked};
use super::cursor::Cursor;
use super::highlight::{best, reasons};
use super::listed::{SegmentWords, Words};
use super::passage::Passage;
use super::query::{self, Plan, QueryNote, Reading, Setting, ValueField, between, value_field};
use super::request::{Answer, Cross, FacetCount, Filters, Found, Hit, PassageHit, Request};
use super::schema::{Fields, QUICK_HEAD, schema};
use super::shared::SharedDirectory;
use super::synonyms::Synonyms;
use super::write::Head;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::document::{TantivyDocument, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher};

/// A reader of one state of an index.
pub struct Reader {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    synonyms: Synonyms,
    words: Words,
    /// Heads by segment.
    heads: Vec<Option<StrColumn>>,
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
        let reader: tantivy::IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let columns = searcher.segment_readers().iter();
        let heads = columns.map(|segment| segment.fast_fields().str(QUICK_HEAD));
        let words = searcher
            .segment_readers()
            .iter()
            .map(SegmentWords::open)
            .collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Reader {
            words: Arc::new(words),
            heads: heads.collect::<tantivy::Result<_>>()?,
            searcher,
            fields,
            synonyms: Synonyms::builtin(),
        })
    }

    /// Looks words up in these synonyms in place of the built-in ones.
    pub fn set_synonyms(&mut self, synonyms: Synonyms) {
        self.synonyms = synonyms;
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
    /// When the query or the cursor is refused or the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Answer, IndexError> {
        let started = Instant::now();
        let clock = Arc::new(Clock::start(request.time_limit));
        let cursor = Cursor::read(request)?;
        let (mut plan, mut reading) = self.plan(request, &clock, false)?;
        // Of the hits before this page only the cursor's need not be kept.
        let skipped = if cursor.is_some() { 0 } else { request.offset };
        let keep = skipped.saturating_add(request.limit);
        let collect = Collect {
            keep: keep.min(self.len() as usize),
            sort: request.sort,
            scored: plan.ranked && keep > 0,
            facets: request.facets > 0,
            after: cursor.map(|cursor| cursor.key),
            clock: Arc::clone(&clock),
        };
        let mut found = self.searcher.search(plan.query.as_ref(), &collect)?;
        if found.total == 0 && reading.node.wants_words() && !clock.was_over() {
            let (wider, _) = self.plan(request, &clock, true)?;
            let more = self.searcher.search(wider.query.as_ref(), &collect)?;
            if more.total > 0 {
                (plan, found) = (wider, more);
                reading.notes.push(QueryNote {
                    position: 0,
                    message: "no notice holds all of this; these hold some of it".to_owned(),
                });
            }
        }
        let page: Vec<&Ranked> = found.ranked.iter().skip(skipped).collect();
        let mut hits = Vec::with_capacity(page.len());
        for ranked in &page {
            hits.push(self.hit(ranked, &plan, request)?);
        }
        let given = cursor.map_or(request.offset as u64, |cursor| cursor.given) + hits.len() as u64;
        let next = page
            .last()
            .filter(|_| given < found.total)
            .map(|last| Cursor::after(request, last.key, given).to_string());
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
            next,
            partial: clock.was_over(),
            reading: reading.node.to_string(),
            notes: reading.notes,
            took_ms: started.elapsed().as_millis() as u64,
        })
    }

    /// Counts of the notices a request finds by year, issuing body and
    /// document type, in this order; a notice of several bodies counts under
    /// each of them.
    ///
    /// # Errors
    /// When the query is refused or the index cannot be read.
    pub fn crossed(&self, request: &Request) -> Result<Vec<Cross>, IndexError> {
        let clock = Arc::new(Clock::start(None));
        let (plan, _) = self.plan(request, &clock, false)?;
        let counts = self
            .searcher
            .search(plan.query.as_ref(), &Crossed { clock })?;
        let rows = counts.into_iter().map(|((year, body, kind), count)| Cross {
            year,
            issuing_body: body,
            document_type: kind,
            notices: count,
        });
        Ok(rows.collect())
    }

    /// Every hit of a request in order, from its offset to its limit, with
    /// all its passages: `each` gets the head, the passages, and for each
    /// passage in which something was found its place in the list and the
    /// characters `[start, end)` found. It says whether to go on.
    ///
    /// # Errors
    /// When the query is refused or the index cannot be read, or `each` says
    /// so.
    pub fn for_each_hit(
        &self,
        request: &Request,
        mut each: impl FnMut(&Head, &[Passage], &[(usize, Vec<(usize, usize)>)]) -> bool,
    ) -> Result<(), IndexError> {
        let clock = Arc::new(Clock::start(None));
        let (plan, _) = self.plan(request, &clock, false)?;
        let keep = request.offset.saturating_add(request.limit);
        let found = self.searcher.search(
            plan.query.as_ref(),
            &Collect {
                keep: keep.min(self.len() as usize),
                sort: request.sort,
                scored: plan.ranked,
                facets: false,
                after: None,
                clock,
            },
        )?;
        for ranked in found.ranked.iter().skip(request.offset) {
            let (head, passages) = self.stored(ranked.address)?;
            let passages: Vec<Passage> = from_json(&passages)?;
            let places = super::highlight::places(&passages, &plan.needles);
            if !each(&from_json(&head)?, &passages, &places) {
                break;
            }
        }
        Ok(())
    }

    /// Where all notices stand that a request finds, whatever its limit, in
    /// order of source and place.
    ///
    /// # Errors
    /// When the query is too large or the index cannot be read.
    pub fn find_all(&self, request: &Request) -> Result<Vec<Found>, IndexError> {
        let clock = Arc::new(Clock::start(None));
        let (plan, _) = self.plan(request, &clock, false)?;
        let mut found = self.searcher.search(plan.query.as_ref(), &Places)?;
        found.sort_unstable();
        Ok(found)
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

    fn plan(
        &self,
        request: &Request,
        clock: &Arc<Clock>,
        relaxed: bool,
    ) -> Result<(Plan, Reading), IndexError> {
        let reading = query::parse(&request.query)?;
        let none = Synonyms::none();
        let setting = Setting {
            searcher: &self.searcher,
            fields: &self.fields,
            words: &self.words,
            synonyms: if request.synonyms {
                &self.synonyms
            } else {
                &none
            },
            clock,
            relaxed,
        };
        let mut plan = query::plan(&reading.node, &setting)?;
        let conditions = conditions(&setting, &request.filters)?;
        if !conditions.is_empty() {
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, plan.query)];
            clauses.extend(conditions.into_iter().map(|query| (Occur::Must, query)));
            plan.query = Box::new(BooleanQuery::new(clauses));
        }
        Ok((plan, reading))
    }

    fn hit(&self, ranked: &Ranked, plan: &Plan, request: &Request) -> Result<Hit, IndexError> {
        let (head, passages): (Head, Vec<Passage>) = match request.passages {
            0 if !request.explain => (self.head(ranked.address)?, Vec::new()),
            _ => {
                let (head, passages) = self.stored(ranked.address)?;
                (from_json(&head)?, from_json(&passages)?)
            }
        };
        let shown = best(&passages, &plan.needles, request.passages)
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
            why: match request.explain {
                true => reasons(&passages, &plan.needles),
                false => Vec::new(),
            },
        })
    }

    /// The head of a notice, without its passages.
    pub(super) fn head(&self, address: DocAddress) -> Result<Head, IndexError> {
        let column = self.heads.get(address.segment_ord as usize);
        if let Some(column) = column.and_then(Option::as_ref)
            && let Some(ord) = column.term_ords(address.doc_id).next()
        {
            let mut head = String::new();
            let read = column.ord_to_str(ord, &mut head);
            if read.map_err(tantivy::TantivyError::from)? {
                return from_json(&head);
            }
        }
        from_json(&self.stored(address)?.0)
    }

    pub(super) fn stored(&self, address: DocAddress) -> Result<(String, String), IndexError> {
        let doc: TantivyDocument = self.searcher.doc(address)?;
        let text = |field| {
            doc.get_first(field)
                .and_then(|value| value.as_str())
                .map(str::to_owned)
                .ok_or_else(|| IndexError::Damaged("a stored field is missing".to_owned()))
        };
        Ok((text(self.fields.head)?, text(self.fields.passages)?))
    }
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, IndexError> {
    serde_json::from_str(text).map_err(|error| IndexError::Damaged(error.to_string()))
}

/// The filters as queries, all of which must hold.
fn conditions(setting: &Setting<'_>, filters: &Filters) -> Result<Vec<Box<dyn Query>>, IndexError> {
    let fields = setting.fields;
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
            out.push(query::one_of(setting, field, values)?);
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
    Ok(out)
}
