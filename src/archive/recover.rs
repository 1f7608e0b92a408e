//! The journal, and what the next session makes of one it finds.
//!
//! The journal is written before the first file of a batch and goes away when
//! the session ends. Finding one means that a session was killed. Whether its
//! batch counts is decided by the index's commit alone.

use super::events::{Event, EventKind};
use super::layout::{Layout, Stamp, remove, sha256, sync_dir, temporary, write_durably};
use super::lock::WriterLock;
use super::{ArchiveError, chain_end, events};
use crate::index::fault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What a batch is about to do. Paths are relative to the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The manifest the batch adds.
    pub generation: u64,
    /// Files that are only there because of the batch.
    pub new_files: Vec<PathBuf>,
    /// Files that are no longer needed once it is committed.
    pub old_files: Vec<PathBuf>,
    /// What to log once it is committed.
    pub events: Vec<EventKind>,
    /// Whether the batch replaces records in place, so that forgetting it is
    /// not possible and it must be done again.
    pub rebuild: bool,
}

impl Journal {
    /// Writes the journal durably.
    pub(super) fn write(&self, layout: &Layout) -> Result<(), ArchiveError> {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        write_durably(&layout.journal(), &bytes)
    }

    /// Reads the journal, if there is one.
    pub(super) fn read(layout: &Layout) -> Result<Option<Self>, ArchiveError> {
        let path = layout.journal();
        match fault::read(&path).and_then(|()| fs::read(&path)) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|error| ArchiveError::Damaged(format!("{}: {error}", path.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ArchiveError::io(&path, error)),
        }
    }

    /// What is left to do once the commit names this batch: log it, remove
    /// what it made superfluous. May be done again.
    pub(super) fn complete(
        &self,
        layout: &Layout,
        lock: &mut WriterLock,
    ) -> Result<(), ArchiveError> {
        let (logged, _) = events::read(layout)?;
        let logged: Vec<&EventKind> = logged
            .iter()
            .filter(|event| event.generation == self.generation)
            .map(|event| &event.kind)
            .collect();
        let missing: Vec<Event> = self
            .events
            .iter()
            .filter(|kind| !logged.contains(kind))
            .map(|kind| Event::now(self.generation, kind.clone()))
            .collect();
        if !missing.is_empty() {
            events::append(layout, lock, &missing)?;
        }
        self.after_commit(layout)
    }

    /// The part of [`Journal::complete`] that is not the log.
    pub(super) fn after_commit(&self, layout: &Layout) -> Result<(), ArchiveError> {
        if self.rebuild {
            Stamp::current().write(layout)?;
        }
        remove_all(layout, &self.old_files)
    }
}

/// What recovery found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recovered {
    /// Nothing was left over, or it has been dealt with.
    Clean,
    /// A rebuild was interrupted and must be done again.
    RebuildNeeded,
}

/// Finishes or forgets what a killed session left.
pub(super) fn recover(layout: &Layout, lock: &mut WriterLock) -> Result<Recovered, ArchiveError> {
    events::mend(layout, lock)?;
    remove(&temporary(&layout.journal()))?;
    let Some(journal) = Journal::read(layout)? else {
        return Ok(Recovered::Clean);
    };
    let finished = match chain_end(layout) {
        Ok(end) => end.generation >= journal.generation,
        Err(_) if journal.rebuild => false,
        Err(error) => return Err(error),
    };
    if finished {
        journal.complete(layout, lock)?;
    } else {
        if journal.rebuild {
            return Ok(Recovered::RebuildNeeded);
        }
        remove_all(layout, &journal.new_files)?;
    }
    let event = Event::now(journal.generation, EventKind::Recover { finished });
    events::append(layout, lock, &[event])?;
    seal(layout, lock, journal.generation)?;
    Ok(Recovered::Clean)
}

/// Ends a session: logs the hash of the index's `meta.json`, which merges
/// may have changed since the commit, and removes the journal.
pub(super) fn seal(
    layout: &Layout,
    lock: &mut WriterLock,
    generation: u64,
) -> Result<(), ArchiveError> {
    let path = layout.index().join("meta.json");
    let bytes = fault::read(&path)
        .and_then(|()| fs::read(&path))
        .map_err(|error| ArchiveError::io(&path, error))?;
    let kind = EventKind::Seal {
        meta: sha256(&bytes),
        ends: Some(ends(layout)?),
    };
    events::append(layout, lock, &[Event::now(generation, kind)])?;
    remove(&layout.journal())?;
    sync_dir(layout.root())
}

/// Bytes at the end of a file of the index that its checksum may not cover:
/// tantivy checks the body by a sum that stands in a footer, and the footer
/// (about 100 bytes) by nothing.
const END: u64 = 512;

/// A hash over names, sizes and ends of the index's files: those its commit
/// names. There may be others, which no reader opens, and which a writer that
/// failed is still removing.
pub(super) fn ends(layout: &Layout) -> Result<String, ArchiveError> {
    let folder = layout.index();
    let failed = |error| ArchiveError::io(&folder, error);
    let committed = committed(layout)?;
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if committed.iter().any(|segment| segment.owns(&name)) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let mut whole = Vec::new();
    for path in paths {
        let failed = |error| ArchiveError::io(&path, error);
        let mut file = fault::read(&path)
            .and_then(|()| fs::File::open(&path))
            .map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        whole.extend(format!("{name} {size}\n").into_bytes());
        file.seek(SeekFrom::Start(size.saturating_sub(END)))
            .map_err(failed)?;
        file.read_to_end(&mut whole).map_err(failed)?;
    }
    Ok(sha256(&whole))
}

/// A segment as the index's `meta.json` names it.
#[derive(Deserialize)]
struct Segment {
    segment_id: String,
    deletes: Option<Deletes>,
}

#[derive(Deserialize)]
struct Deletes {
    opstamp: u64,
}

impl Segment {
    /// Whether a file is one of it: `ID.EXTENSION`, and of the lists of what
    /// was taken out, `ID.STAMP.del`, only the one that counts.
    fn owns(&self, name: &str) -> bool {
        let id = self.segment_id.replace('-', "");
        let rest = name.strip_prefix(id.as_str());
        rest.and_then(|rest| rest.strip_prefix('.'))
            .is_some_and(|rest| match rest.strip_suffix(".del") {
                Some(stamp) => {
                    let counts = self.deletes.as_ref().map(|d| d.opstamp.to_string());
                    counts.as_deref() == Some(stamp)
                }
                None => !rest.contains('.'),
            })
    }
}

/// The segments of the index's last commit.
fn committed(layout: &Layout) -> Result<Vec<Segment>, ArchiveError> {
    #[derive(Deserialize)]
    struct Meta {
        segments: Vec<Segment>,
    }
    let path = layout.index().join("meta.json");
    let bytes = fault::read(&path)
        .and_then(|()| fs::read(&path))
        .map_err(|error| ArchiveError::io(&path, error))?;
    let meta: Meta = serde_json::from_slice(&bytes)
        .map_err(|error| ArchiveError::Damaged(format!("{}: {error}", path.display())))?;
    Ok(meta.segments)
}

fn remove_all(layout: &Layout, files: &[PathBuf]) -> Result<(), ArchiveError> {
    let mut folders = BTreeSet::new();
    for file in files {
        let path = layout.root().join(file);
        remove(&path)?;
        remove(&temporary(&path))?;
        folders.extend(path.parent().map(Path::to_owned));
    }
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        sync_dir(folder)?;
    }
    Ok(())
}
