//! The fields of the index.
//!
//! One tantivy document is one notice (公文). A notice is what is counted,
//! filtered, sorted and shown, and boolean queries speak of notices: with one
//! document each, totals and facets are plain counts, and no notice can come
//! twice. Its passages are one value of a field of our own, whose words stand
//! in a part of the segment of our own, see [`super::grams`]; an exact phrase
//! stays inside one passage all the same. Which passages answer best is worked
//! out for the hits shown, from the passages stored beside them.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// Version of fields and words; an index of another version is rebuilt.
pub const INDEX_VERSION: u32 = 5;

/// The fields by name.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The folded words of all passages with their marks.
    pub words: Field,
    /// Identifier.
    pub id: Field,
    /// SHA-256 of the source.
    pub source: Field,
    /// Place of the notice in its record, from 0.
    pub ordinal: Field,
    /// Keys of its own number and of those it carries.
    pub number: Field,
    /// The numbers' keys without agency code.
    pub number_tail: Field,
    /// Keys of numbers it cites or repeals.
    pub cites: Field,
    /// Keys of its own titles and of those it carries.
    pub title_key: Field,
    /// Keys of titles it cites or repeals.
    pub cites_title: Field,
    /// Titles of cited documents.
    pub cited_title: Field,
    /// Its own number's place in the order of numbers, see
    /// [`number_order`](super::number::number_order).
    pub number_order: [Field; 3],
    /// `yyyymmdd`, days and months unknown are 00.
    pub date: Field,
    /// Year of the date, else of the number, else of the gazette.
    pub year: Field,
    /// First eight bytes of the SHA-256 of the identifier: settles ties.
    pub tie: Field,
    /// Issuing bodies.
    pub issuer: Field,
    /// Document type (文种).
    pub kind: Field,
    /// Section of the gazette (栏目).
    pub rubric: Field,
    /// Name of the gazette.
    pub gazette: Field,
    /// How complete the notice is.
    pub completeness: Field,
    /// Lead units (牵头).
    pub lead: Field,
    /// Supporting units (配合).
    pub support: Field,
    /// Responsible units (责任).
    pub responsible: Field,
    /// Persons appointed, removed, listed or signing (人).
    pub person: Field,
    /// Stored: the hit without its passages, JSON.
    pub head: Field,
    /// The same as a column, unless it is very long: a hit shown without
    /// passages needs no block of the store.
    pub quick_head: Field,
    /// Stored: the passages, JSON.
    pub passages: Field,
}

/// Names of the fields that hold one of a set of values, as in the answer's
/// facets.
pub const FACETS: [&str; 9] = [
    "issuing_body",
    "document_type",
    "year",
    "rubric",
    "gazette",
    "completeness",
    "lead_units",
    "supporting_units",
    "responsible_units",
];

/// Name of the column of heads.
pub(super) const QUICK_HEAD: &str = "quick_head";

/// Names of the columns of the order of numbers.
pub(super) const NUMBER_ORDER: [&str; 3] = ["number_order_1", "number_order_2", "number_order_3"];

/// Builds the schema.
pub fn schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::new();
    // Values are found whole, so neither how often nor where they stand, nor
    // how many there are, is of use.
    let whole = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let exact = TextOptions::default().set_indexing_options(whole);
    let faceted = exact.clone() | FAST;
    let number = NumericOptions::default() | FAST | INDEXED;
    let fields = Fields {
        words: builder.add_custom_field("words", "gongbao_words", serde_json::Value::Null),
        id: builder.add_text_field("id", exact.clone()),
        source: builder.add_text_field("source", faceted.clone()),
        ordinal: builder.add_u64_field("ordinal", FAST),
        number: builder.add_text_field("number", exact.clone()),
        number_tail: builder.add_text_field("number_tail", exact.clone()),
        cites: builder.add_text_field("cites", exact.clone()),
        title_key: builder.add_text_field("title_key", exact.clone()),
        cites_title: builder.add_text_field("cites_title", exact.clone()),
        cited_title: builder.add_text_field("cited_title", exact.clone()),
        number_order: NUMBER_ORDER.map(|name| builder.add_i64_field(name, FAST)),
        date: builder.add_i64_field("date", number.clone()),
        year: builder.add_i64_field("year", number),
        tie: builder.add_u64_field("tie", FAST),
        issuer: builder.add_text_field("issuing_body", faceted.clone()),
        kind: builder.add_text_field("document_type", faceted.clone()),
        rubric: builder.add_text_field("rubric", faceted.clone()),
        gazette: builder.add_text_field("gazette", faceted.clone()),
        completeness: builder.add_text_field("completeness", faceted.clone()),
        lead: builder.add_text_field("lead_units", faceted.clone()),
        support: builder.add_text_field("supporting_units", faceted.clone()),
        responsible: builder.add_text_field("responsible_units", faceted),
        person: builder.add_text_field("person", exact),
        head: builder.add_text_field("head", STORED),
        quick_head: builder.add_text_field(QUICK_HEAD, TextOptions::default().set_fast("raw")),
        passages: builder.add_text_field("passages", STORED),
    };
    (builder.build(), fields)
}
