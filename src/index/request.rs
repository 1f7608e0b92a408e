//! What is asked of the index, and what it answers.

use super::query::QueryNote;
use crate::record::LineRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Where the page before ended: [`Answer::next`] of the same request.
    pub cursor: Option<String>,
    /// Whether words are also looked for under their other names, see
    /// [`Synonyms`](super::Synonyms).
    pub synonyms: bool,
    /// Whether every hit says what it was found by.
    pub explain: bool,
    /// How long to look; when it is over the answer is [`Answer::partial`].
    /// `None` for as long as it takes.
    pub time_limit: Option<Duration>,
}

impl Default for Request {
    /// Everything, no hits shown, best first, with synonyms, within
    /// [`TIME_LIMIT`].
    fn default() -> Self {
        Request {
            query: String::new(),
            filters: Filters::default(),
            sort: Sort::default(),
            offset: 0,
            limit: 0,
            passages: 0,
            facets: 0,
            cursor: None,
            synonyms: true,
            explain: false,
            time_limit: Some(TIME_LIMIT),
        }
    }
}

/// How long a search may look, unless asked otherwise.
pub const TIME_LIMIT: Duration = Duration::from_secs(5);

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
    /// By document number: agency code, year, serial; without a number last.
    Number,
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
    /// The cursor of the hits after these; `null` where there are none.
    pub next: Option<String>,
    /// Whether the time was over before every notice was looked at: then
    /// total, facets and hits are those found so far.
    pub partial: bool,
    /// The query as it was understood.
    pub reading: String,
    /// What was read otherwise than it may have been meant.
    pub notes: Vec<QueryNote>,
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
    /// What it was found by, where that was asked.
    pub why: Vec<Reason>,
}

/// One reason for which a notice was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The words found, folded.
    pub words: String,
    /// `title`, `body` or `other`.
    pub part: String,
    /// How often.
    pub count: u64,
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

/// One row of [`Reader::crossed`](super::Reader::crossed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cross {
    /// Year of the notices.
    pub year: Option<i64>,
    /// One of their issuing bodies.
    pub issuing_body: Option<String>,
    /// Their document type.
    pub document_type: Option<String>,
    /// How many there are.
    pub notices: u64,
}
