//! Making records and index again from the originals.

use super::catalog::Catalog;
use super::events::{self, EventKind};
use super::ingest::{Session, update_index};
use super::layout::{Layout, Stamp, put, sha256, sync_dir};
use super::manifest::{ChainEnd, Change, Row, manifest_bytes};
use super::recover::{Journal, recover, seal};
use super::{ArchiveError, chain_end, record_bytes};
use crate::ParseOptions;
use crate::guard::guarded_parse;
use crate::index::{IndexError, Writer};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

/// What a rebuild did.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// Sources read.
    pub sources: usize,
    /// Records that came out different from what was on disk.
    pub changed: usize,
    /// Notices in the index.
    pub notices: u64,
    /// Sources that gave no record, each with a sentence.
    pub failed: Vec<(String, String)>,
}

/// Parses every original again and rebuilds the index: the same records, byte
/// for byte, when the analysis is the same. Readers see the old state until
/// the new one is whole.
///
/// # Errors
/// When another process writes, or the archive cannot be written.
pub fn reindex(
    root: &Path,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, ArchiveError> {
    let layout = Layout::new(root);
    Stamp::read(&layout)?;
    let mut session = Session::open_unchecked(layout)?;
    events::mend(&session.layout, &mut session.lock)?;
    // An unfinished batch is settled first where that is possible; where it
    // is not, the rebuild looks at nothing but the originals anyway.
    let _ = recover(&session.layout, &mut session.lock);
    rebuild(&mut session, progress)
}

impl Session {
    /// A session on an archive whose index may be of any version or missing.
    fn open_unchecked(layout: Layout) -> Result<Self, ArchiveError> {
        let lock = super::lock::WriterLock::take(&layout)?;
        Ok(Session {
            layout,
            lock,
            catalog: Catalog::default(),
            end: ChainEnd::default(),
            writer: None,
        })
    }
}

/// Sources parsed side by side before their records are written.
const WINDOW: usize = 32;

/// See [`reindex`]; the session's lock is held, its catalog is replaced.
pub(super) fn rebuild(
    session: &mut Session,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, ArchiveError> {
    let layout = session.layout.clone();
    let old_end = chain_end(&layout).unwrap_or_default();
    let old = Catalog::read(&layout, &old_end).unwrap_or_default();
    let mut report = Rebuilt::default();
    let sources = sources(&layout, &old, &mut report)?;
    let generation = highest_manifest(&layout)?.max(old_end.generation) + 1;
    let mut journal = Journal {
        generation,
        rebuild: true,
        new_files: vec![session.relative(&layout.manifest(generation))],
        ..Journal::default()
    };
    journal.write(&layout)?;

    let mut rows = Vec::new();
    for window in sources.chunks(WINDOW) {
        let made: Vec<_> = window.par_iter().map(|s| renew(&layout, s)).collect();
        for (source, result) in window.iter().zip(made) {
            match result? {
                Renewed::Row(row, changed) => {
                    report.changed += usize::from(changed);
                    rows.push(*row);
                }
                Renewed::Failed(why) => {
                    report.failed.push((source.file.clone(), why));
                    // A record whose original is lost or unreadable is the
                    // last copy of what was in it: kept as it is.
                    rows.extend(
                        old.get(&source.hash)
                            .filter(|row| intact(&layout, row))
                            .cloned(),
                    );
                }
            }
        }
        report.sources += window.len();
        progress(report.sources, sources.len());
    }

    let changes: Vec<Change> = rows.into_iter().map(|r| Change::Add(Box::new(r))).collect();
    session.catalog = Catalog::default();
    let (turned, diff) = session.apply(changes.iter().cloned());
    journal.events = vec![EventKind::Reindex {
        sources: report.sources as u64,
        changed: report.changed as u64,
    }];
    journal.events.extend(turned);
    journal.events.push(EventKind::Commit {
        records: session.catalog.len() as u64,
    });
    journal.old_files = superfluous(session, generation)?;
    journal.write(&layout)?;

    let bytes = manifest_bytes(None, generation, &changes);
    super::layout::write_durably(&layout.manifest(generation), &bytes)?;
    let mut writer = open_writer(&layout)?;
    writer.clear()?;
    update_index(&mut writer, &layout, &diff, &HashMap::new())?;
    report.notices = diff.add.len() as u64;
    let end = ChainEnd {
        generation,
        manifest: sha256(&bytes),
        first: generation,
        records: session.catalog.len() as u64,
    };
    writer.commit(&end.to_payload())?;
    session.end = end;
    journal.complete(&layout, &mut session.lock)?;
    writer.finish()?;
    seal(&layout, &mut session.lock, generation)?;
    Ok(report)
}

/// A source to be read again.
struct Known {
    hash: String,
    file: String,
    encoding: Option<String>,
}

enum Renewed {
    Row(Box<Row>, bool),
    Failed(String),
}

/// Parses one original and puts its record in place if it is not there yet.
fn renew(layout: &Layout, source: &Known) -> Result<Renewed, ArchiveError> {
    let path = layout.source(&source.hash);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Renewed::Failed(format!("{}: {error}", path.display()))),
    };
    if sha256(&bytes) != source.hash {
        return Ok(Renewed::Failed(format!(
            "{}: the original was changed",
            path.display()
        )));
    }
    let options = ParseOptions {
        encoding: source.encoding.clone(),
        ..ParseOptions::default()
    };
    let document = match guarded_parse(&source.file, bytes, &options) {
        Ok(document) => document,
        Err(failure) => return Ok(Renewed::Failed(failure.to_string())),
    };
    let record = record_bytes(&document)?;
    let path = layout.record(&source.hash);
    let changed = fs::read(&path).ok().as_deref() != Some(record.as_slice());
    if changed {
        put(&path, &record)?;
        for folder in path.ancestors().skip(1).take(2) {
            sync_dir(folder)?;
        }
    }
    let row = Row::new(&document, source.encoding.as_deref(), &record);
    Ok(Renewed::Row(Box::new(row), changed))
}

/// Whether a row's record is on disk as it was written.
fn intact(layout: &Layout, row: &Row) -> bool {
    fs::read(layout.record(&row.source)).is_ok_and(|bytes| sha256(&bytes) == row.record)
}

/// All originals on disk and all the catalog knows, in the order they came.
/// Names come from the log, which outlives every manifest.
fn sources(
    layout: &Layout,
    old: &Catalog,
    report: &mut Rebuilt,
) -> Result<Vec<Known>, ArchiveError> {
    let mut on_disk = BTreeSet::new();
    for entry in walkdir::WalkDir::new(layout.sources())
        .min_depth(2)
        .sort_by_file_name()
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                report
                    .failed
                    .push(("sources".to_owned(), error.to_string()));
                continue;
            }
        };
        let name = entry
            .path()
            .strip_prefix(layout.sources())
            .unwrap_or(entry.path());
        let hash: String = name.iter().map(|part| part.to_string_lossy()).collect();
        if hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            on_disk.insert(hash);
        }
    }
    let (log, _) = events::read(layout)?;
    let mut names: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for event in log {
        if let EventKind::Ingest {
            source,
            file,
            encoding,
            ..
        } = event.kind
        {
            order.push(source.clone());
            names.insert(source, (file, encoding));
        }
    }
    for row in old.rows() {
        names
            .entry(row.source.clone())
            .or_insert_with(|| (row.file.clone(), row.encoding.clone()));
    }
    let known: Vec<String> = old.rows().map(|row| row.source.clone()).collect();
    let wanted: BTreeSet<String> = on_disk.iter().chain(&known).cloned().collect();
    let mut seen = HashSet::new();
    Ok(known
        .into_iter()
        .chain(order)
        .chain(on_disk)
        .filter(|hash| wanted.contains(hash) && seen.insert(hash.clone()))
        .map(|hash| {
            let (file, encoding) = names.remove(&hash).unwrap_or_else(|| (hash.clone(), None));
            Known {
                hash,
                file,
                encoding,
            }
        })
        .collect())
}

/// The largest number of a manifest file on disk.
fn highest_manifest(layout: &Layout) -> Result<u64, ArchiveError> {
    Ok(manifests(layout)?.into_iter().max().unwrap_or(0))
}

/// Numbers of the manifest files on disk.
pub(super) fn manifests(layout: &Layout) -> Result<Vec<u64>, ArchiveError> {
    let folder = layout.records();
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(ArchiveError::io(&folder, error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let name = entry
            .map_err(|error| ArchiveError::io(&folder, error))?
            .file_name();
        let number: Option<u64> = name
            .to_string_lossy()
            .strip_prefix("manifest-")
            .and_then(|rest| rest.strip_suffix(".ndjson")?.parse().ok());
        found.extend(number);
    }
    Ok(found)
}

/// What the new state makes superfluous: older manifests, and records of
/// sources that are in the archive no more.
fn superfluous(
    session: &Session,
    generation: u64,
) -> Result<Vec<std::path::PathBuf>, ArchiveError> {
    let layout = &session.layout;
    let mut files = Vec::new();
    for number in manifests(layout)? {
        if number != generation {
            files.push(session.relative(&layout.manifest(number)));
        }
    }
    for entry in walkdir::WalkDir::new(layout.records())
        .min_depth(2)
        .sort_by_file_name()
    {
        let Some(entry) = entry.ok().filter(|entry| entry.file_type().is_file()) else {
            continue;
        };
        let name = entry
            .path()
            .strip_prefix(layout.records())
            .unwrap_or(entry.path());
        let name: String = name.iter().map(|part| part.to_string_lossy()).collect();
        let hash = name.strip_suffix(".json");
        if hash.is_none_or(|hash| session.catalog.get(hash).is_none()) {
            files.push(session.relative(entry.path()));
        }
    }
    Ok(files)
}

/// Opens the index for writing; one that cannot be opened is begun anew.
fn open_writer(layout: &Layout) -> Result<Writer, ArchiveError> {
    match Writer::open(&layout.index()) {
        Ok(writer) => Ok(writer),
        Err(IndexError::Io(path, error)) => Err(ArchiveError::io(&path, error)),
        Err(_) => {
            let folder = layout.index();
            fs::remove_dir_all(&folder).map_err(|error| ArchiveError::io(&folder, error))?;
            Ok(Writer::open(&folder)?)
        }
    }
}
