//! The archive (档案): originals, records and index on disk.
//!
//! The originals are the truth; records and index are made from them and can
//! be made again. [`Archive`] reads and needs no lock; a [`Session`] writes,
//! and there is one at a time. What must hold whenever a process is killed:
//!
//! 1. A batch is in the archive exactly when the index's commit names its
//!    manifest (see [`manifest`]); until then nothing of it is visible.
//! 2. Before a file of a batch is written, the journal names it. The next
//!    session finishes a batch that was committed (it writes the missing
//!    events) and forgets one that was not (it removes its files).
//! 3. Every file is put in place by rename, its words on disk before its name.

mod batch;
pub mod catalog;
pub mod conservation;
mod events;
mod ingest;
pub mod layout;
pub mod links;
mod lock;
pub mod manifest;
mod rebuild;
mod recover;
mod verify;

#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod linked_tests;
#[cfg(test)]
mod tests;

pub use batch::BatchSize;
pub use events::{Event, EventKind};
pub use ingest::{Offer, Outcome, Session};
pub use rebuild::{Rebuilt, reindex};
pub use verify::{Finding, verify};

use crate::index::fault;
use crate::index::{IndexError, Reader, Synonyms};
use crate::record::IssueDocument;
use catalog::Catalog;
use layout::{Layout, Stamp};
use manifest::ChainEnd;
use std::fs;
use std::path::{Path, PathBuf};

/// What can go wrong with an archive.
#[derive(Debug)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is no archive in this folder.
    Missing(PathBuf),
    /// The folder holds something else.
    Foreign(PathBuf),
    /// The archive was made by a newer program.
    NewerFormat(u32),
    /// Another process is writing.
    Busy(PathBuf),
    /// Something in the archive is not what it was written as.
    Damaged(String),
    /// There is no source with this name.
    Unknown(String),
    /// A file or folder could not be read or written.
    Io(PathBuf, std::io::Error),
    /// The index failed.
    Index(IndexError),
}

impl ArchiveError {
    pub(crate) fn io(path: &Path, error: std::io::Error) -> Self {
        ArchiveError::Io(path.to_owned(), error)
    }
}

impl std::fmt::Display for ArchiveError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ArchiveError::Missing(path) => write!(
                out,
                "there is no archive in {}; `gongbao ingest` makes one",
                path.display()
            ),
            ArchiveError::Foreign(path) => write!(
                out,
                "{} holds other files and no archive; choose an empty folder",
                path.display()
            ),
            ArchiveError::NewerFormat(found) => write!(
                out,
                "the archive has format {found}, this gongbao knows formats up to {}; use a newer gongbao",
                layout::FORMAT
            ),
            ArchiveError::Busy(path) => write!(
                out,
                "another process is writing to {}; try again when it is done",
                path.display()
            ),
            ArchiveError::Damaged(what) => write!(
                out,
                "the archive is damaged: {what}; `gongbao verify` says more, `gongbao reindex` rebuilds from the originals"
            ),
            ArchiveError::Unknown(name) => write!(out, "the archive has no source `{name}`"),
            ArchiveError::Io(path, error) => write!(out, "{}: {error}", path.display()),
            ArchiveError::Index(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for ArchiveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ArchiveError::Io(_, error) => Some(error),
            ArchiveError::Index(error) => Some(error),
            _ => None,
        }
    }
}

impl From<IndexError> for ArchiveError {
    fn from(error: IndexError) -> Self {
        ArchiveError::Index(error)
    }
}

/// An archive opened for reading.
#[derive(Debug, Clone)]
pub struct Archive {
    layout: Layout,
    stamp: Stamp,
}

impl Archive {
    /// Opens the archive in a folder.
    ///
    /// # Errors
    /// When there is none, or one of a newer format.
    pub fn open(root: &Path) -> Result<Self, ArchiveError> {
        let layout = Layout::new(root);
        let stamp = Stamp::read(&layout)?;
        Ok(Archive { layout, stamp })
    }

    /// A sentence for an archive that another version of the program made.
    pub fn advice(&self) -> Option<String> {
        let now = Stamp::current();
        let Stamp {
            schema, analyser, ..
        } = &self.stamp;
        (*analyser != now.analyser || *schema != now.schema).then(|| {
            format!(
                "the archive's records were made by gongbao {analyser} (schema {schema}), this is \
                 {} (schema {}); `gongbao reindex` brings them up to date",
                now.analyser, now.schema
            )
        })
    }

    /// The paths of the archive.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The index as it was committed last.
    ///
    /// # Errors
    /// When it is missing, of another version, or cannot be read.
    pub fn reader(&self) -> Result<Reader, ArchiveError> {
        // The same fields may have been filled in another way.
        if self.stamp.index != Stamp::current().index {
            return Err(IndexError::OtherVersion.into());
        }
        match Reader::open(&self.layout.index()) {
            Err(IndexError::Missing(path)) if self.stamp.format > 0 => Err(ArchiveError::Damaged(
                format!("no index in {}", path.display()),
            )),
            other => Ok(other?),
        }
    }

    /// Other names of words: those built in and those of the archive's own
    /// `synonyms.toml`, if it has one.
    ///
    /// # Errors
    /// When that file cannot be read.
    pub fn synonyms(&self) -> Result<Synonyms, ArchiveError> {
        let path = self.layout.synonyms();
        let mut synonyms = Synonyms::builtin();
        match fs::read_to_string(&path) {
            Ok(text) => synonyms.extend(&Synonyms::read(&text).map_err(IndexError::from)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(ArchiveError::io(&path, error)),
        }
        Ok(synonyms)
    }

    /// The sources the archive holds.
    ///
    /// # Errors
    /// When the index or a manifest cannot be read or is not as written.
    pub fn catalog(&self) -> Result<Catalog, ArchiveError> {
        // A rebuild removes the old chain right after its commit: a reader
        // that looked at the commit before reads it again.
        let first = chain_end(&self.layout)?;
        Catalog::read(&self.layout, &first).or_else(|error| {
            let second = chain_end(&self.layout)?;
            if first == second {
                return Err(error);
            }
            Catalog::read(&self.layout, &second)
        })
    }

    /// The record of a source.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn record(&self, source: &str) -> Result<IssueDocument, ArchiveError> {
        read_record(&self.layout, source)
    }

    /// The original with this hash.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn original(&self, source: &str) -> Result<Vec<u8>, ArchiveError> {
        let path = self.layout.source(source);
        fs::read(&path).map_err(|error| ArchiveError::io(&path, error))
    }
}

/// Where the index's last commit says the chain of manifests ends.
fn chain_end(layout: &Layout) -> Result<ChainEnd, ArchiveError> {
    let path = layout.index().join("meta.json");
    let text = match fault::read(&path).and_then(|()| fs::read_to_string(&path)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(ArchiveError::Damaged(format!(
                "no index in {}",
                layout.index().display()
            )));
        }
        Err(error) => return Err(ArchiveError::io(&path, error)),
    };
    #[derive(serde::Deserialize)]
    struct Meta {
        payload: Option<String>,
    }
    let meta: Meta = serde_json::from_str(&text)
        .map_err(|error| ArchiveError::Damaged(format!("{}: {error}", path.display())))?;
    ChainEnd::from_payload(meta.payload.as_deref())
}

fn read_record(layout: &Layout, source: &str) -> Result<IssueDocument, ArchiveError> {
    let path = layout.record(source);
    let bytes = fault::read(&path)
        .and_then(|()| fs::read(&path))
        .map_err(|error| ArchiveError::io(&path, error))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| ArchiveError::Damaged(format!("{}: {error}", path.display())))
}

/// The bytes of a record's file: the same for the same document, always.
fn record_bytes(document: &IssueDocument) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes =
        serde_json::to_vec(document).map_err(|error| ArchiveError::Damaged(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
