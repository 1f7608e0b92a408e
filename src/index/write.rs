//! Notices into the index.
//!
//! The caller says what goes in and out and when; this room keeps to one rule
//! of its own: there is never more than one document with the same notice id.
//! A commit carries a payload, the caller's word on what the index now covers,
//! and is on disk, directory entry included, when [`Writer::commit`] returns.

use super::IndexError;
use super::disk::WriterDirectory;
use super::fault;
use super::flow::Flow;
use super::grams::plugin::WordsPlugin;
use super::links::{cited_titles as cited_keys, own_names};
use super::marked::marked;
use super::merge::SmallSegments;
use super::number::{key_of, number_order};
use super::passage::passages;
use super::schema::{Fields, schema};
use crate::record::{Completeness, Gazette, Notice};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::document::TantivyDocument;
use tantivy::{Index, IndexWriter, SegmentMeta, Term};

/// What is stored of a notice beside its passages: a hit's head.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Identifier.
    pub id: String,
    /// SHA-256 of the source.
    pub source: String,
    /// Place in the source's record, from 0.
    pub ordinal: u32,
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
    /// How complete it is.
    pub completeness: Completeness,
    /// The gazette it was printed in.
    pub gazette: Gazette,
}

/// A notice and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// SHA-256 of the source.
    pub source: &'a str,
    /// Place in the source's record, from 0.
    pub ordinal: u32,
    /// The gazette it was printed in.
    pub gazette: &'a Gazette,
    /// The notice.
    pub notice: &'a Notice,
}

impl Entry<'_> {
    /// The stored head.
    pub fn head(&self) -> Head {
        let notice = self.notice;
        Head {
            id: notice.id.clone(),
            source: self.source.to_owned(),
            ordinal: self.ordinal,
            document_number: notice.document_number.as_ref().map(|n| n.text.clone()),
            title: notice.title.clone(),
            date: notice.date.clone(),
            issuing_body: notice.issuing_body.clone(),
            document_type: notice.document_type.clone(),
            completeness: notice.completeness,
            gazette: self.gazette.clone(),
        }
    }
}

impl Entry<'_> {
    /// What is stored of the notice: head and passages, as JSON.
    ///
    /// # Errors
    /// Never in practice: these values always have a JSON form.
    pub fn stored(&self) -> Result<(String, String), IndexError> {
        Ok((json(&self.head())?, json(&passages(self.notice))?))
    }
}

/// The one writer of an index.
pub struct Writer {
    dir: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    flow: Arc<Flow>,
    /// Whether notices were taken out for good.
    forgotten: bool,
}

/// Longest head kept in a column, in bytes: the engine's columns take no values
/// of more than 65,535.
const QUICK: usize = 32 << 10;

/// Memory for a segment before it is written. Of 190 MB of gazettes it makes
/// four.
const MEMORY: usize = 96 << 20;

impl Writer {
    /// Opens the index in `dir` for writing, or makes an empty one there.
    ///
    /// # Errors
    /// When the folder cannot be written or holds an index of another schema.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        std::fs::create_dir_all(dir).map_err(|error| IndexError::Io(dir.to_owned(), error))?;
        // tantivy trusts its files; what is damaged may make it panic.
        std::panic::catch_unwind(|| Self::open_once(dir))
            .unwrap_or_else(|_| Err(IndexError::Damaged("its files cannot be opened".to_owned())))
    }

    fn open_once(dir: &Path) -> Result<Self, IndexError> {
        let (schema, fields) = schema();
        let directory = WriterDirectory::open(dir)?;
        let flow = Arc::new(Flow::default());
        let plugin = WordsPlugin::new(fields.words, Arc::clone(&flow));
        let index = Index::builder()
            .schema(schema)
            .register_plugin(Arc::new(plugin))
            .open_or_create(directory)
            .map_err(|error| match error {
                tantivy::TantivyError::SchemaError(_) => IndexError::OtherVersion,
                error => error.into(),
            })?;
        // One indexing thread: notices reach the segments in the order given,
        // so that the same ingest makes the same index.
        let writer = index.writer_with_num_threads(1, MEMORY)?;
        writer.set_merge_policy(Box::new(SmallSegments));
        Ok(Writer {
            dir: dir.to_owned(),
            fields,
            writer,
            flow,
            forgotten: false,
        })
    }

    /// The payload of the last commit, if there was one.
    ///
    /// # Errors
    /// When `meta.json` cannot be read.
    pub fn payload(&self) -> Result<Option<String>, IndexError> {
        Ok(self.writer.index().load_metas()?.payload)
    }

    /// Puts a notice in.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, entry: Entry<'_>) -> Result<(), IndexError> {
        let (document, words) = document(&self.fields, entry)?;
        self.flow.give(words);
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Takes the notice with this id out; it is found no more, and its words
    /// go when their segment is written again.
    pub fn delete(&mut self, id: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// What was taken out is to be in no file once [`Writer::finish`] returns.
    pub fn forget(&mut self) {
        self.forgotten = true;
    }

    /// Takes every notice out.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn clear(&mut self) -> Result<(), IndexError> {
        self.writer.delete_all_documents()?;
        Ok(())
    }

    /// Makes everything since the last commit visible and durable at once.
    ///
    /// # Errors
    /// When the index cannot be written; then nothing of it is visible.
    pub fn commit(&mut self, payload: &str) -> Result<(), IndexError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(payload);
        prepared.commit()?;
        // tantivy renames meta.json into place but leaves the directory's
        // entry to the operating system's leisure.
        sync_dir(&self.dir)
    }

    /// Ends writing: waits for merges, and writes segments again that are
    /// worn, because a good part of their notices was taken out, or because
    /// some of them are to be forgotten.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(self) -> Result<(), IndexError> {
        let Writer {
            dir,
            writer,
            forgotten,
            ..
        } = self;
        let metas = writer.index().searchable_segment_metas()?;
        // A merge under way may have a worn segment in hand; merging it
        // beside that would fail. So those end first.
        writer.wait_merging_threads()?;
        if metas.iter().any(|meta| is_worn(meta, forgotten)) {
            merge_worn(&dir, forgotten)?;
        }
        sync_dir(&dir)
    }
}

/// Whether a segment should be written again. What is taken out of it costs
/// room and a little time, but counts nowhere, so a fifth may stay.
fn is_worn(meta: &SegmentMeta, forgotten: bool) -> bool {
    let (all, gone) = (meta.max_doc(), meta.num_deleted_docs());
    gone > 0 && (forgotten || gone >= all.div_ceil(5))
}

/// Writes worn segments again, one by one: a segment's words are in memory
/// meanwhile.
fn merge_worn(dir: &Path, forgotten: bool) -> Result<(), IndexError> {
    let mut writer = Writer::open(dir)?.writer;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let metas = writer.index().searchable_segment_metas()?;
    let merged = metas
        .iter()
        .filter(|meta| is_worn(meta, forgotten))
        .try_for_each(|meta| writer.merge(&[meta.id()]).wait().map(|_| ()));
    // Also after a failure: nothing may go on writing once this returns.
    let waited = writer.wait_merging_threads();
    merged?;
    Ok(waited?)
}

/// Makes the entries of a directory durable.
fn sync_dir(dir: &Path) -> Result<(), IndexError> {
    fault::written(dir)
        .and_then(|()| File::open(dir))
        .and_then(|dir| dir.sync_all())
        .map_err(|error| IndexError::Io(dir.to_owned(), error))
}

/// The tantivy document of a notice, and the bytes of its words.
fn document(fields: &Fields, entry: Entry<'_>) -> Result<(TantivyDocument, usize), IndexError> {
    let notice = entry.notice;
    let mut doc = TantivyDocument::new();
    let passages = passages(notice);
    let words = marked(&passages);
    doc.add_custom(fields.words, words.as_bytes());
    doc.add_text(fields.id, &notice.id);
    doc.add_text(fields.source, entry.source);
    doc.add_u64(fields.ordinal, entry.ordinal.into());
    doc.add_u64(fields.tie, tie(&notice.id));
    numbers(&mut doc, fields, notice);
    if let Some(date) = notice.date.as_deref().and_then(day_number) {
        doc.add_i64(fields.date, date);
    }
    if let Some(year) = year(notice, entry.gazette) {
        doc.add_i64(fields.year, year.into());
    }
    let mut issuers = notice.issuing_bodies.clone();
    issuers.extend(notice.issuing_body.clone());
    let units = |pick: fn(&crate::record::Responsibility) -> &Vec<crate::record::UnitName>| {
        notice
            .responsibilities
            .iter()
            .flat_map(pick)
            .flat_map(|unit| [Some(unit.name.clone()), unit.full_name.clone()])
            .flatten()
            .collect::<Vec<_>>()
    };
    let sets = [
        (fields.issuer, issuers),
        (fields.kind, notice.document_type.iter().cloned().collect()),
        (fields.rubric, notice.rubric.iter().cloned().collect()),
        (
            fields.gazette,
            entry.gazette.title.iter().cloned().collect(),
        ),
        (
            fields.completeness,
            vec![completeness(notice.completeness).to_owned()],
        ),
        (fields.lead, units(|duty| &duty.lead_units)),
        (fields.support, units(|duty| &duty.supporting_units)),
        (fields.responsible, units(|duty| &duty.responsible_units)),
        (fields.person, persons(notice)),
        (fields.cited_title, cited_titles(notice)),
    ];
    for (field, mut values) in sets {
        values.sort_unstable();
        values.dedup();
        for value in values {
            doc.add_text(field, value);
        }
    }
    let head = json(&entry.head())?;
    if head.len() <= QUICK {
        doc.add_text(fields.quick_head, &head);
    }
    doc.add_text(fields.head, head);
    doc.add_text(fields.passages, json(&passages)?);
    Ok((doc, words.len()))
}

/// Everyone the notice names in a fact.
fn persons(notice: &Notice) -> Vec<String> {
    let appointed = notice
        .appointments
        .iter()
        .filter_map(|row| row.person.clone());
    let listed = notice.roster.iter().filter_map(|row| row.name.clone());
    let signed = notice.signatory.iter().filter_map(|s| s.name.clone());
    appointed.chain(listed).chain(signed).collect()
}

fn cited_titles(notice: &Notice) -> Vec<String> {
    let titles = notice.citations.iter().filter_map(|c| c.title.clone());
    titles.collect()
}

fn numbers(doc: &mut TantivyDocument, fields: &Fields, notice: &Notice) {
    let carried = notice
        .enclosures
        .iter()
        .filter_map(|e| e.document_number.as_ref());
    let mut own: Vec<String> = notice
        .document_number
        .iter()
        .chain(carried)
        .flat_map(|number| [number_key(&number.text), number_key(&number.printed)])
        .collect();
    own.sort_unstable();
    own.dedup();
    for key in own {
        if let Some(at) = key.find('〔')
            && at > 0
        {
            doc.add_text(fields.number_tail, &key[at..]);
        }
        doc.add_text(fields.number, key);
    }
    if let Some(number) = &notice.document_number {
        let order = number_order(&number_key(&number.text), number.year, number.serial);
        for (field, part) in fields.number_order.into_iter().zip(order) {
            doc.add_i64(field, part);
        }
    }
    let mut cited: Vec<String> = notice
        .citations
        .iter()
        .filter_map(|citation| citation.document_number.as_deref())
        .chain(
            notice
                .repeals
                .iter()
                .filter_map(|repeal| repeal.document_number.as_deref()),
        )
        .map(number_key)
        .collect();
    cited.sort_unstable();
    cited.dedup();
    for key in cited {
        doc.add_text(fields.cites, key);
    }
    for key in own_names(notice).titles {
        doc.add_text(fields.title_key, key);
    }
    for key in cited_keys(notice) {
        doc.add_text(fields.cites_title, key);
    }
}

/// The key of a printed number; what is not understood is its own key.
pub(super) fn number_key(text: &str) -> String {
    key_of(text).map_or_else(|| super::fold::fold(text), |key| key.text)
}

/// The record's word for a completeness.
pub fn completeness(value: Completeness) -> &'static str {
    match value {
        Completeness::Complete => "complete",
        Completeness::HeadMissing => "head_missing",
        Completeness::TailMissing => "tail_missing",
        Completeness::Gap => "gap",
        Completeness::Fragment => "fragment",
    }
}

/// `2023-01-06` as 20230106, `1986-07` as 19860700, `1986` as 19860000.
pub fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let mut part = |length: usize, max: i64| match parts.next() {
        None => Some(0),
        Some(digits) if digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.parse().ok().filter(|value| *value <= max)
        }
        Some(_) => None,
    };
    let number = part(4, 9999)? * 10_000 + part(2, 12)? * 100 + part(2, 31)?;
    (parts.next().is_none() && number > 0).then_some(number)
}

/// Year of the date, else of the number, else of the gazette.
fn year(notice: &Notice, gazette: &Gazette) -> Option<i32> {
    let dated = notice.date.as_deref().and_then(day_number);
    dated
        .map(|date| (date / 10_000) as i32)
        .or_else(|| notice.document_number.as_ref()?.year)
        .or(gazette.year)
}

/// Settles the order of hits that are alike, the same on every machine.
fn tie(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn json(value: &impl Serialize) -> Result<String, IndexError> {
    serde_json::to_string(value).map_err(|error| IndexError::Damaged(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_sortable_numbers() {
        for (date, number) in [
            ("2023-01-06", Some(20_230_106)),
            ("1986-07", Some(19_860_700)),
            ("1986", Some(19_860_000)),
            ("2023-13-01", None),
            ("2023-1-6", None),
            ("2023-01-06-01", None),
            ("", None),
            ("0000", None),
            ("年", None),
        ] {
            assert_eq!(day_number(date), number, "{date}");
        }
    }
}
