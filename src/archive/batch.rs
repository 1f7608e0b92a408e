//! A batch in the making: window after window of sources, one commit.
//!
//! Sources come in windows small enough for memory; some windows make a
//! batch, which is in the archive when its commit is on disk. While one window
//! is written, put into the index and committed, the next is parsed.

use super::ArchiveError;
use super::events::EventKind;
use super::ingest::{IndexDiff, Offer, Outcome, Parsed, Session, parse_all, sorted, update_index};
use super::layout::{put_all, sha256};
use super::manifest::{Change, Row};
use super::recover::Journal;
use crate::ParseOptions;
use crate::guard::Failure;
use crate::record::IssueDocument;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};

/// When a batch is full. A commit costs a segment of the index and a few disk
/// flushes, so it should not be small; what is lost when a batch is
/// interrupted is at most this.
#[derive(Debug, Clone, Copy)]
pub struct BatchSize {
    /// Sources.
    pub files: usize,
    /// Bytes of sources.
    pub bytes: u64,
}

impl Default for BatchSize {
    fn default() -> Self {
        BatchSize {
            files: 512,
            bytes: 64 << 20,
        }
    }
}

/// Windows that may wait for the writer, beside the one being parsed.
const WAITING: usize = 1;

/// A window's results on their way from the parser to the writer.
type Window<T> = (T, Vec<Option<Result<Parsed, Failure>>>);

/// What a batch has done so far. Nothing of it counts before its commit.
pub(super) struct Batch {
    journal: Journal,
    changes: Vec<Change>,
    bytes: u64,
}

impl Session {
    /// Takes windows of sources in, batch after batch: all readable new
    /// sources of a batch come in at once, or, when an error is returned,
    /// none of it. `done` is told of each window, in order, once the batch it
    /// belongs to is on disk; the batches before an error are on disk.
    ///
    /// # Errors
    /// When the archive cannot be written. The session is of no use then; the
    /// next one puts things right.
    pub fn ingest_windows<T: Send>(
        &mut self,
        windows: impl Iterator<Item = (T, Vec<Offer>)> + Send,
        options: &ParseOptions,
        size: BatchSize,
        mut done: impl FnMut(T, Vec<Outcome>),
    ) -> Result<(), ArchiveError> {
        let mut known: HashSet<String> = self
            .catalog()
            .rows()
            .map(|row| row.source.clone())
            .collect();
        let (sender, receiver) = sync_channel::<Window<T>>(WAITING);
        std::thread::scope(|scope| {
            let parser = scope.spawn(move || parse_windows(windows, options, &mut known, &sender));
            let mut told = Vec::new();
            let mut batch = self.begin();
            // An error drops the receiver, and the parser ends too.
            for (tag, results) in receiver {
                let (outcomes, parsed) = sorted(results);
                told.push((tag, outcomes));
                if !parsed.is_empty() {
                    self.stage(&mut batch, parsed)?;
                }
                if batch.changes.len() >= size.files || batch.bytes >= size.bytes {
                    let full = std::mem::replace(&mut batch, self.begin_after());
                    self.close(full)?;
                    told.drain(..)
                        .for_each(|(tag, outcomes)| done(tag, outcomes));
                }
            }
            self.close(batch)?;
            told.into_iter()
                .for_each(|(tag, outcomes)| done(tag, outcomes));
            parser
                .join()
                .map_err(|_| ArchiveError::Damaged("a thread failed".to_owned()))
        })
    }

    /// Makes parsed sources part of the archive, all at once.
    pub(super) fn write_batch(&mut self, parsed: Vec<Parsed>) -> Result<(), ArchiveError> {
        let mut batch = self.begin();
        self.stage(&mut batch, parsed)?;
        self.close(batch)
    }

    fn begin(&self) -> Batch {
        self.numbered(self.end.generation + 1)
    }

    /// The batch that follows the one about to be closed.
    fn begin_after(&self) -> Batch {
        self.numbered(self.end.generation + 2)
    }

    fn numbered(&self, generation: u64) -> Batch {
        let manifest = self.relative(&self.layout.manifest(generation));
        Batch {
            journal: Journal {
                generation,
                new_files: vec![manifest],
                ..Journal::default()
            },
            changes: Vec::new(),
            bytes: 0,
        }
    }

    /// Originals and records on disk, notices in the index; not yet visible.
    fn stage(&mut self, batch: &mut Batch, parsed: Vec<Parsed>) -> Result<(), ArchiveError> {
        let rows: Vec<Row> = parsed.iter().map(|parsed| parsed.row.clone()).collect();
        let (turned, diff) = self.apply(rows.iter().cloned().map(|r| Change::Add(Box::new(r))));
        for row in &rows {
            for path in [
                self.layout.source(&row.source),
                self.layout.record(&row.source),
            ] {
                batch.journal.new_files.push(self.relative(&path));
            }
            batch.journal.events.push(EventKind::Ingest {
                source: row.source.clone(),
                file: row.file.clone(),
                encoding: row.encoding.clone(),
                notices: row.notices.len() as u64,
            });
            batch.bytes += row.bytes;
        }
        batch.journal.events.extend(turned);
        batch.journal.write(&self.layout)?;
        self.write_files(&parsed)?;
        let documents: HashMap<String, IssueDocument> = parsed
            .into_iter()
            .map(|parsed| (parsed.row.source, parsed.document))
            .collect();
        let changes = rows.into_iter().map(|r| Change::Add(Box::new(r)));
        batch.changes.extend(changes);
        let layout = self.layout.clone();
        update_index(self.writer()?, &layout, &diff, &documents)
    }

    /// Commits a batch; one that changes nothing leaves no trace.
    fn close(&mut self, mut batch: Batch) -> Result<(), ArchiveError> {
        if batch.changes.is_empty() {
            return Ok(());
        }
        batch.journal.events.push(EventKind::Commit {
            records: self.catalog.len() as u64,
        });
        batch.journal.write(&self.layout)?;
        let nothing = IndexDiff::default();
        self.commit(&batch.journal, &batch.changes, &nothing, &HashMap::new())
    }

    /// Originals and records, durable when this returns.
    fn write_files(&self, batch: &[Parsed]) -> Result<(), ArchiveError> {
        let mut files: Vec<(PathBuf, &[u8])> = Vec::with_capacity(2 * batch.len());
        for parsed in batch {
            let source = &parsed.row.source;
            files.push((self.layout.source(source), &parsed.bytes));
            files.push((self.layout.record(source), &parsed.record));
        }
        put_all(&files)
    }
}

/// Parses windows until there are no more, or nobody takes them.
fn parse_windows<T>(
    windows: impl Iterator<Item = (T, Vec<Offer>)>,
    options: &ParseOptions,
    known: &mut HashSet<String>,
    sender: &SyncSender<Window<T>>,
) {
    for (tag, offers) in windows {
        let hashes: Vec<String> = offers.par_iter().map(|o| sha256(&o.bytes)).collect();
        let fresh: Vec<bool> = hashes
            .iter()
            .map(|hash| known.insert(hash.clone()))
            .collect();
        let results = parse_all(offers, &fresh, options);
        for (hash, result) in hashes.iter().zip(&results) {
            // What could not be read is not in the archive.
            if matches!(result, Some(Err(_))) {
                known.remove(hash);
            }
        }
        if sender.send((tag, results)).is_err() {
            return;
        }
    }
}
