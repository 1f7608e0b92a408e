//! What the archive holds: a chain of manifests.
//!
//! Each batch adds one manifest file, `records/manifest-N.ndjson`. Its first
//! line names the SHA-256 of the manifest before it, and the index's commit
//! names that of the last one; so one hash covers the whole chain, and through
//! the record hashes in it every record. A batch is in the archive exactly
//! when the index's commit reaches its manifest: files nobody names do not
//! count.

use super::ArchiveError;
use super::layout::sha256;
use crate::record::{Completeness, Gazette, IssueDocument, Unit};
use serde::{Deserialize, Serialize};

/// One source and its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// SHA-256 of the source.
    pub source: String,
    /// File name it came under.
    pub file: String,
    /// Encoding the user named, if any.
    pub encoding: Option<String>,
    /// Size of the source in bytes.
    pub bytes: u64,
    /// SHA-256 of the record's file.
    pub record: String,
    /// Version of the analysis that made the record.
    pub analyser: String,
    /// The issue.
    pub gazette: Gazette,
    /// Its notices in order.
    pub notices: Vec<NoticeRow>,
}

/// One notice of a record, as far as choosing between copies needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRow {
    /// Identifier.
    pub id: String,
    /// Identifiers it had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<String>,
    /// How complete it is.
    pub completeness: Completeness,
    /// Characters of its units.
    pub chars: u64,
}

impl Row {
    /// The row of a record.
    pub fn new(document: &IssueDocument, encoding: Option<&str>, record: &[u8]) -> Self {
        Row {
            source: document.source.sha256.clone(),
            file: document.source.file.clone(),
            encoding: encoding.map(str::to_owned),
            bytes: document.source.bytes,
            record: sha256(record),
            analyser: super::layout::ANALYSER.to_owned(),
            gazette: document.gazette.clone(),
            notices: document
                .notices
                .iter()
                .map(|notice| NoticeRow {
                    id: notice.id.clone(),
                    supersedes: notice.supersedes.clone(),
                    completeness: notice.completeness,
                    chars: notice
                        .body
                        .iter()
                        .chain(notice.enclosures.iter().flat_map(|e| &e.body))
                        .map(characters)
                        .sum(),
                })
                .collect(),
        }
    }
}

fn characters(unit: &Unit) -> u64 {
    let own = unit.text.chars().count() as u64;
    own + unit.children.iter().map(characters).sum::<u64>()
}

/// One line of a manifest after its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A source came in.
    Add(Box<Row>),
    /// The source with this hash went out.
    Remove(String),
}

/// The first line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ManifestHead {
    /// Which manifest this is, from 1.
    pub manifest: u64,
    /// SHA-256 of the one before; `null` where the chain begins (anew).
    pub previous: Option<String>,
}

/// Where the chain ends: what the index's commit carries as its payload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEnd {
    /// Number of the last manifest; 0 for an empty archive.
    pub generation: u64,
    /// SHA-256 of the last manifest's file.
    pub manifest: String,
    /// Number of the first manifest of the chain.
    pub first: u64,
    /// How many records the chain names.
    pub records: u64,
}

impl ChainEnd {
    /// The payload's words.
    pub fn to_payload(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a payload; an index without one belongs to an empty archive.
    ///
    /// # Errors
    /// When it is none of ours.
    pub fn from_payload(payload: Option<&str>) -> Result<Self, ArchiveError> {
        match payload {
            None => Ok(ChainEnd::default()),
            Some(text) => serde_json::from_str(text).map_err(|error| {
                ArchiveError::Damaged(format!("the index's commit names no manifest ({error})"))
            }),
        }
    }
}

/// The bytes of the manifest that follows `end` (or begins a new chain).
pub fn manifest_bytes(end: Option<&ChainEnd>, generation: u64, changes: &[Change]) -> Vec<u8> {
    let head = ManifestHead {
        manifest: generation,
        previous: end
            .filter(|end| end.generation > 0)
            .map(|end| end.manifest.clone()),
    };
    let mut out = serde_json::to_vec(&head).unwrap_or_default();
    out.push(b'\n');
    for change in changes {
        out.extend(serde_json::to_vec(change).unwrap_or_default());
        out.push(b'\n');
    }
    out
}
