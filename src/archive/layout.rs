//! Where things are in an archive, and how they get there durably.
//!
//! ```text
//! gongbao.toml                   format and analyser version
//! sources/ab/cd…                 originals, named by their SHA-256
//! records/ab/cd….json            issue documents, one per source
//! records/manifest-000001.ndjson what the records are, see `manifest`
//! index/                         tantivy
//! events.ndjson                  what happened when
//! journal.json                   only while something is being written
//! ```

use super::ArchiveError;
use crate::index::fault;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Version of the layout this program reads and writes.
pub const FORMAT: u32 = 1;

/// Version of the analysis that makes the records.
pub const ANALYSER: &str = env!("CARGO_PKG_VERSION");

/// Paths of an archive.
#[derive(Debug, Clone)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The archive in this folder, whether or not there is one.
    pub fn new(root: &Path) -> Self {
        Layout {
            root: root.to_owned(),
        }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `gongbao.toml`.
    pub fn stamp(&self) -> PathBuf {
        self.root.join("gongbao.toml")
    }

    /// The folder of originals.
    pub fn sources(&self) -> PathBuf {
        self.root.join("sources")
    }

    /// The folder of records and manifests.
    pub fn records(&self) -> PathBuf {
        self.root.join("records")
    }

    /// The tantivy index.
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// The log of events.
    pub fn events(&self) -> PathBuf {
        self.root.join("events.ndjson")
    }

    /// The journal of unfinished work.
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal.json")
    }

    /// The original with this hash.
    pub fn source(&self, sha256: &str) -> PathBuf {
        let (shard, name) = shard(sha256);
        self.sources().join(shard).join(name)
    }

    /// Other names of words, where the archive has some of its own.
    pub fn synonyms(&self) -> PathBuf {
        self.root.join("synonyms.toml")
    }

    /// The record of the source with this hash.
    pub fn record(&self, sha256: &str) -> PathBuf {
        let (shard, name) = shard(sha256);
        self.records().join(shard).join(format!("{name}.json"))
    }

    /// The manifest of one generation.
    pub fn manifest(&self, generation: u64) -> PathBuf {
        self.records()
            .join(format!("manifest-{generation:06}.ndjson"))
    }
}

fn shard(sha256: &str) -> (&str, &str) {
    sha256.split_at_checked(2).unwrap_or(("", sha256))
}

/// What `gongbao.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Version of the layout.
    pub format: u32,
    /// Version of fields and tokenizer of the index.
    pub index: u32,
    /// Version of the record format.
    pub schema: String,
    /// Version of the analysis that made the records.
    pub analyser: String,
}

impl Stamp {
    /// What this program writes.
    pub fn current() -> Self {
        Stamp {
            format: FORMAT,
            index: crate::index::schema::INDEX_VERSION,
            schema: crate::record::SCHEMA_VERSION.to_owned(),
            analyser: ANALYSER.to_owned(),
        }
    }

    /// Reads the stamp of an archive; refuses formats this program is too old
    /// for.
    ///
    /// # Errors
    /// When there is no archive, or one of a newer format.
    pub fn read(layout: &Layout) -> Result<Self, ArchiveError> {
        let path = layout.stamp();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::Missing(layout.root().to_owned()));
            }
            Err(error) => return Err(ArchiveError::io(&path, error)),
        };
        #[derive(Deserialize)]
        struct OnlyFormat {
            format: u32,
        }
        let unreadable = |error: toml::de::Error| {
            ArchiveError::Damaged(format!("{}: {}", path.display(), error.message()))
        };
        let OnlyFormat { format } = toml::from_str(&text).map_err(unreadable)?;
        if format > FORMAT {
            return Err(ArchiveError::NewerFormat(format));
        }
        toml::from_str(&text).map_err(unreadable)
    }

    /// Writes the stamp.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, layout: &Layout) -> Result<(), ArchiveError> {
        let text = format!(
            "# An archive of gazettes made by gongbao. `sources` holds the originals;\n\
             # `records` and `index` are made from them and can be made again.\n\
             format = {}\nindex = {}\nschema = {:?}\nanalyser = {:?}\n",
            self.format, self.index, self.schema, self.analyser
        );
        write_durably(&layout.stamp(), text.as_bytes())
    }
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The temporary neighbour a file is written to first. Its name is fixed, so
/// that what a killed run left behind is found and removed.
pub fn temporary(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    path.with_file_name(name)
}

/// Puts a file in place whole or not at all, its words on disk before its
/// name. The name is durable once [`sync_dir`] has run on the folder.
///
/// # Errors
/// When the folder cannot be written.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), ArchiveError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| ArchiveError::io(folder, error))?;
    }
    let temporary = temporary(path);
    let write = || {
        fault::written(path)?;
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        fault::written(path)?;
        file.sync_all()?;
        fault::written(path)?;
        fs::rename(&temporary, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&temporary);
        ArchiveError::io(path, error)
    })
}

/// [`put`] for many files, names durable when it returns. All words are
/// written before the first flush, and flushes wait side by side: a disk's
/// flush takes milliseconds whatever it flushes, and the file system answers
/// those that wait together with one.
///
/// # Errors
/// When a folder cannot be written. Temporary files may be left then; the
/// journal names them.
pub fn put_all(files: &[(PathBuf, &[u8])]) -> Result<(), ArchiveError> {
    let mut folders = BTreeSet::new();
    for (path, _) in files {
        // The file's folder, and the one that holds it, which may be new too.
        folders.extend(path.ancestors().skip(1).take(2).map(Path::to_owned));
    }
    for folder in &folders {
        fs::create_dir_all(folder).map_err(|error| ArchiveError::io(folder, error))?;
    }
    let each = |work: fn(&Path, &Path, &[u8]) -> std::io::Result<()>| {
        waiting(files, |(path, bytes)| {
            fault::written(path)
                .and_then(|()| work(path, &temporary(path), bytes))
                .map_err(|error| ArchiveError::io(path, error))
        })
    };
    each(|_, temporary, bytes| fs::write(temporary, bytes))?;
    each(|_, temporary, _| File::options().write(true).open(temporary)?.sync_all())?;
    each(|path, temporary, _| fs::rename(temporary, path))?;
    let folders: Vec<PathBuf> = folders.into_iter().collect();
    waiting(&folders, |folder| sync_dir(folder))
}

/// Threads that wait for the disk at once.
const WAITERS: usize = 32;

/// Work that waits more than it computes, on more threads than there are
/// processors. Gives the first error in the order of the items.
fn waiting<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), ArchiveError> + Sync,
) -> Result<(), ArchiveError> {
    let share = items.len().div_ceil(WAITERS).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = items
            .chunks(share)
            .map(|part| scope.spawn(|| part.iter().try_for_each(&work)))
            .collect();
        parts.into_iter().try_for_each(|part| {
            part.join()
                .unwrap_or_else(|_| Err(ArchiveError::Damaged("a thread failed".to_owned())))
        })
    })
}

/// [`put`], then makes the name durable.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), ArchiveError> {
    put(path, bytes)?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Makes the names in a folder durable.
///
/// # Errors
/// When the folder cannot be opened.
pub fn sync_dir(folder: &Path) -> Result<(), ArchiveError> {
    // Windows has no such call and keeps names durable by itself.
    if cfg!(windows) {
        return Ok(());
    }
    fault::written(folder)
        .and_then(|()| File::open(folder))
        .and_then(|folder| folder.sync_all())
        .map_err(|error| ArchiveError::io(folder, error))
}

/// Removes a file if it is there.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove(path: &Path) -> Result<(), ArchiveError> {
    match fault::written(path).and_then(|()| fs::remove_file(path)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ArchiveError::io(path, error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sharded_by_their_hash() {
        let layout = Layout::new(Path::new("a"));
        assert_eq!(layout.source("abcdef"), Path::new("a/sources/ab/cdef"));
        assert_eq!(layout.record("abcdef"), Path::new("a/records/ab/cdef.json"));
        assert_eq!(
            layout.manifest(7),
            Path::new("a/records/manifest-000007.ndjson")
        );
        assert_eq!(temporary(Path::new("x/y.json")), Path::new("x/.y.json.tmp"));
    }

    #[test]
    fn stamps_come_back_and_newer_ones_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        assert!(matches!(
            Stamp::read(&layout),
            Err(ArchiveError::Missing(_))
        ));
        Stamp::current().write(&layout).unwrap();
        assert_eq!(Stamp::read(&layout).unwrap(), Stamp::current());
        fs::write(layout.stamp(), "format = 2\nnovelty = true\n").unwrap();
        assert!(matches!(
            Stamp::read(&layout),
            Err(ArchiveError::NewerFormat(2))
        ));
        fs::write(layout.stamp(), "format = ").unwrap();
        assert!(matches!(
            Stamp::read(&layout),
            Err(ArchiveError::Damaged(_))
        ));
    }
}
