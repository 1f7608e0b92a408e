//! Writing: one session, batch after batch.

use super::catalog::{Catalog, Place};
use super::events::{self, Event, EventKind};
use super::layout::{Layout, Stamp, sha256, write_durably};
use super::lock::WriterLock;
use super::manifest::{ChainEnd, Change, Row, manifest_bytes};
use super::recover::{Journal, Recovered, recover, seal};
use super::{ArchiveError, chain_end, read_record, record_bytes};
use crate::ParseOptions;
use crate::guard::{Failure, guarded_parse};
use crate::index::{Entry, IndexError, Writer};
use crate::record::IssueDocument;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A source offered to the archive.
#[derive(Debug, Clone)]
pub struct Offer {
    /// File name without its folders.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What became of an offered source.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It is in the archive now, with so many notices.
    Added {
        /// SHA-256 of the source.
        source: String,
        /// Notices in it.
        notices: usize,
    },
    /// The archive has these bytes already; nothing was written.
    Known,
    /// It could not be read; nothing was written.
    Failed(Failure),
}

/// The one writer of an archive. Batches are durable when the call that made
/// them returns; [`Session::finish`] tidies up.
pub struct Session {
    pub(super) layout: Layout,
    pub(super) lock: WriterLock,
    pub(super) catalog: Catalog,
    pub(super) end: ChainEnd,
    pub(super) writer: Option<Writer>,
}

/// A source that was parsed and is not written yet.
pub(super) struct Parsed {
    pub row: Row,
    pub bytes: Vec<u8>,
    pub record: Vec<u8>,
    pub document: IssueDocument,
}

impl Session {
    /// Opens an archive for writing; makes one in an empty or missing folder.
    /// First finishes or forgets what a killed session left.
    ///
    /// # Errors
    /// When another process writes, the folder holds something else, or the
    /// archive is of another version or damaged.
    pub fn open(root: &Path) -> Result<Self, ArchiveError> {
        let mut session = Session::open_locked(root)?;
        if recover(&session.layout, &mut session.lock)? == Recovered::RebuildNeeded {
            super::rebuild::rebuild(&mut session, &mut |_, _| {})?;
        }
        session.end = chain_end(&session.layout)?;
        session.catalog = Catalog::read(&session.layout, &session.end)?;
        Ok(session)
    }

    /// The lock and the layout, before anything of the archive is believed.
    pub(super) fn open_locked(root: &Path) -> Result<Self, ArchiveError> {
        let layout = Layout::new(root);
        match Stamp::read(&layout) {
            Ok(stamp) if stamp.index != Stamp::current().index => {
                // Only a rebuild may go on; it opens the session itself.
                return Err(IndexError::OtherVersion.into());
            }
            Ok(_) => {}
            Err(ArchiveError::Missing(_)) => create(&layout)?,
            Err(error) => return Err(error),
        }
        let lock = WriterLock::take(&layout)?;
        Ok(Session {
            layout,
            lock,
            catalog: Catalog::default(),
            end: ChainEnd::default(),
            writer: None,
        })
    }

    /// The sources in the archive.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Whether the archive holds these bytes.
    pub fn knows(&self, source: &str) -> bool {
        self.catalog.get(source).is_some()
    }

    /// Takes a batch in: all readable new sources of it at once, or, when an
    /// error is returned, none. Outcomes come in the order of the offers.
    ///
    /// # Errors
    /// When the archive cannot be written. The session is of no use then; the
    /// next one puts things right.
    pub fn ingest(
        &mut self,
        offers: Vec<Offer>,
        options: &ParseOptions,
    ) -> Result<Vec<Outcome>, ArchiveError> {
        let hashes: Vec<String> = offers.par_iter().map(|o| sha256(&o.bytes)).collect();
        let mut seen = HashSet::new();
        let fresh: Vec<bool> = hashes
            .iter()
            .map(|hash| !self.knows(hash) && seen.insert(hash.as_str()))
            .collect();
        let (outcomes, parsed) = sorted(parse_all(offers, &fresh, options));
        if !parsed.is_empty() {
            self.write_batch(parsed)?;
        }
        Ok(outcomes)
    }

    /// Applies changes to the catalog; gives the supersessions they bring
    /// about, and what the index must take out and put in.
    pub(super) fn apply(
        &mut self,
        changes: impl Iterator<Item = Change>,
    ) -> (Vec<EventKind>, IndexDiff) {
        let changes: Vec<Change> = changes.collect();
        let mut touched = BTreeSet::new();
        let mut sources = BTreeSet::new();
        for change in &changes {
            let row = match change {
                Change::Add(row) => Some(row.as_ref()),
                Change::Remove(source) => self.catalog.get(source),
            };
            if let Some(row) = row {
                touched.extend(self.catalog.touched_by(row));
                sources.insert(row.source.clone());
            }
        }
        let winners = |catalog: &Catalog| -> BTreeMap<String, Option<Place>> {
            touched
                .iter()
                .map(|id| (id.clone(), catalog.winner(id)))
                .collect()
        };
        let before = winners(&self.catalog);
        let rivals: Vec<(String, bool)> = {
            let places = before.values().flatten().map(|place| place.0.clone());
            let all: BTreeSet<String> = places.chain(sources).collect();
            let lost = |source: &String| self.catalog.superseded_by(source).is_some();
            all.into_iter()
                .map(|source| {
                    let lost = lost(&source);
                    (source, lost)
                })
                .collect()
        };
        for change in changes {
            self.catalog.apply(change);
        }
        let after = winners(&self.catalog);
        let mut diff = IndexDiff::default();
        for (id, place) in &before {
            let now = after.get(id).and_then(Option::as_ref);
            if place.as_ref() == now {
                continue;
            }
            if place.is_some() {
                diff.delete.push(id.clone());
            }
            diff.add.extend(now.cloned());
        }
        diff.add.sort();
        let turned = rivals
            .into_iter()
            .filter(|(_, lost)| !lost)
            .filter_map(|(source, _)| {
                let by = self.catalog.superseded_by(&source)?.source.clone();
                Some(EventKind::Supersede { source, by })
            })
            .collect();
        (turned, diff)
    }

    /// Manifest, index commit, log: after this the batch is in the archive.
    pub(super) fn commit(
        &mut self,
        journal: &Journal,
        changes: &[Change],
        diff: &IndexDiff,
        documents: &HashMap<String, IssueDocument>,
    ) -> Result<(), ArchiveError> {
        let bytes = manifest_bytes(Some(&self.end), journal.generation, changes);
        write_durably(&self.layout.manifest(journal.generation), &bytes)?;
        let end = ChainEnd {
            generation: journal.generation,
            manifest: sha256(&bytes),
            first: self.end.first.max(1),
            records: self.catalog.len() as u64,
        };
        let layout = self.layout.clone();
        let writer = self.writer()?;
        update_index(writer, &layout, diff, documents)?;
        writer.commit(&end.to_payload())?;
        self.end = end;
        let events: Vec<Event> = journal
            .events
            .iter()
            .map(|kind| Event::now(journal.generation, kind.clone()))
            .collect();
        events::append(&self.layout, &mut self.lock, &events)?;
        journal.after_commit(&self.layout)
    }

    /// The index's writer, opened when first needed.
    pub(super) fn writer(&mut self) -> Result<&mut Writer, ArchiveError> {
        if self.writer.is_none() {
            self.writer = Some(Writer::open(&self.layout.index())?);
        }
        self.writer
            .as_mut()
            .ok_or_else(|| ArchiveError::Damaged("no index writer".to_owned()))
    }

    /// Takes a source out: its record, its notices, its original. Other copies
    /// of its notices come back to light.
    ///
    /// # Errors
    /// When the archive has no such source or cannot be written.
    pub fn remove(&mut self, source: &str) -> Result<Row, ArchiveError> {
        let row = self
            .catalog
            .get(source)
            .cloned()
            .ok_or_else(|| ArchiveError::Unknown(source.to_owned()))?;
        let generation = self.end.generation + 1;
        let change = Change::Remove(row.source.clone());
        let (turned, diff) = self.apply([change.clone()].into_iter());
        let mut journal = Journal {
            generation,
            new_files: vec![self.relative(&self.layout.manifest(generation))],
            old_files: vec![
                self.relative(&self.layout.record(&row.source)),
                self.relative(&self.layout.source(&row.source)),
            ],
            events: vec![EventKind::Remove {
                source: row.source.clone(),
                file: row.file.clone(),
            }],
            rebuild: false,
        };
        journal.events.extend(turned);
        journal.events.push(EventKind::Commit {
            records: self.catalog.len() as u64,
        });
        journal.write(&self.layout)?;
        self.writer()?.forget();
        self.commit(&journal, &[change], &diff, &HashMap::new())?;
        Ok(row)
    }

    pub(super) fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(self.layout.root())
            .unwrap_or(path)
            .to_owned()
    }

    /// Ends the session. Without it nothing is lost; the next session seals.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn finish(mut self) -> Result<(), ArchiveError> {
        if let Some(writer) = self.writer.take() {
            writer.finish()?;
            seal(&self.layout, &mut self.lock, self.end.generation)?;
        }
        Ok(())
    }
}

/// What the index must take out and put in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct IndexDiff {
    /// Ids.
    pub delete: Vec<String>,
    /// Places of notices.
    pub add: Vec<Place>,
}

/// Brings the index up to date; records not at hand are read from disk.
pub(super) fn update_index(
    writer: &mut Writer,
    layout: &Layout,
    diff: &IndexDiff,
    documents: &HashMap<String, IssueDocument>,
) -> Result<(), ArchiveError> {
    for id in &diff.delete {
        writer.delete(id);
    }
    let mut at_hand: Option<(String, IssueDocument)> = None;
    for (source, ordinal) in &diff.add {
        if !documents.contains_key(source)
            && at_hand.as_ref().is_none_or(|(known, _)| known != source)
        {
            at_hand = Some((source.clone(), read_record(layout, source)?));
        }
        let document = documents
            .get(source)
            .or(at_hand.as_ref().map(|(_, document)| document));
        let Some((document, notice)) =
            document.and_then(|d| Some((d, d.notices.get(*ordinal as usize)?)))
        else {
            return Err(ArchiveError::Damaged(format!(
                "the record of source {source} has no notice {ordinal}"
            )));
        };
        writer.add(Entry {
            source,
            ordinal: *ordinal,
            gazette: &document.gazette,
            notice,
        })?;
    }
    Ok(())
}

/// Parses the fresh ones of some sources side by side, in order; `None` for
/// those the archive has.
pub(super) fn parse_all(
    offers: Vec<Offer>,
    fresh: &[bool],
    options: &ParseOptions,
) -> Vec<Option<Result<Parsed, Failure>>> {
    offers
        .into_par_iter()
        .zip(fresh)
        .map(|(offer, fresh)| fresh.then(|| parse_offer(offer, options)))
        .collect()
}

/// What to say of each source, and what to write.
pub(super) fn sorted(results: Vec<Option<Result<Parsed, Failure>>>) -> (Vec<Outcome>, Vec<Parsed>) {
    let mut outcomes = Vec::with_capacity(results.len());
    let mut batch = Vec::new();
    for result in results {
        outcomes.push(match result {
            None => Outcome::Known,
            Some(Err(failure)) => Outcome::Failed(failure),
            Some(Ok(parsed)) => {
                let outcome = Outcome::Added {
                    source: parsed.row.source.clone(),
                    notices: parsed.document.notices.len(),
                };
                batch.push(parsed);
                outcome
            }
        });
    }
    (outcomes, batch)
}

fn parse_offer(offer: Offer, options: &ParseOptions) -> Result<Parsed, Failure> {
    let document = guarded_parse(&offer.file, offer.bytes.clone(), options)?;
    let record = record_bytes(&document).map_err(|error| Failure::Bug(error.to_string()))?;
    Ok(Parsed {
        row: Row::new(&document, options.encoding.as_deref(), &record),
        bytes: offer.bytes,
        record,
        document,
    })
}

/// Makes an empty archive; the stamp comes last and makes it one.
fn create(layout: &Layout) -> Result<(), ArchiveError> {
    const OURS: [&str; 6] = [
        "events.ndjson",
        "index",
        "journal.json",
        "records",
        "sources",
        ".gongbao.toml.tmp",
    ];
    let root = layout.root();
    let io = |error| ArchiveError::io(root, error);
    fs::create_dir_all(root).map_err(io)?;
    for entry in fs::read_dir(root).map_err(io)? {
        let name = entry.map_err(io)?.file_name();
        if !OURS.iter().any(|ours| name == *ours) {
            return Err(ArchiveError::Foreign(root.to_owned()));
        }
    }
    for folder in [layout.sources(), layout.records()] {
        fs::create_dir_all(&folder).map_err(|error| ArchiveError::io(&folder, error))?;
    }
    let lock = WriterLock::take(layout)?;
    drop(Writer::open(&layout.index())?);
    Stamp::current().write(layout)?;
    drop(lock);
    Ok(())
}
