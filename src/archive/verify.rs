//! Checking an archive: are the originals, the records and the index what
//! they were when they were written, and do they say the same?

use super::catalog::{Catalog, Place};
use super::conservation::faults;
use super::events::{self, Event, EventKind};
use super::layout::{Layout, Stamp, sha256};
use super::lock::WriterLock;
use super::manifest::Row;
use super::rebuild::manifests;
use super::recover::{ends, recover};
use super::{ArchiveError, chain_end};
use crate::ParseOptions;
use crate::index::{Entry, Head, IndexError, Reader};
use crate::parse::read_source;
use crate::record::IssueDocument;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// One thing that is off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// What it is about: a path inside the archive, with the name of the
    /// original where there is one.
    pub subject: String,
    /// What is wrong, one sentence.
    pub message: String,
}

/// Checks the whole archive. An interrupted batch is settled first, and the
/// result is logged, unless the archive cannot be written.
///
/// # Errors
/// When there is no archive, or another process is writing to it.
pub fn verify(
    root: &Path,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Finding>, ArchiveError> {
    let layout = Layout::new(root);
    Stamp::read(&layout)?;
    let mut check = Check {
        layout: layout.clone(),
        findings: Vec::new(),
    };
    let lock = match WriterLock::take(&layout) {
        Ok(mut lock) => {
            if let Err(error) = recover(&layout, &mut lock) {
                check.find("journal.json", error.to_string());
            }
            Some(lock)
        }
        Err(ArchiveError::Io(..)) => None,
        Err(error) => return Err(error),
    };
    check.log();
    let catalog = check.catalog();
    let stored = check.index();
    if let Some(catalog) = &catalog {
        check.rows(catalog, stored, progress);
        check.strays(catalog);
    }
    check.findings.sort();
    if let Some(mut lock) = lock {
        let findings = check.findings.len() as u64;
        let generation = chain_end(&layout).map_or(0, |end| end.generation);
        let event = Event::now(generation, EventKind::Verify { findings });
        events::append(&layout, &mut lock, &[event])?;
    }
    Ok(check.findings)
}

/// Hashes of what the index stores, by source and place.
type Stored = HashMap<(String, u32), [String; 2]>;

/// Findings about one source, and the hashes the index should store of it, by
/// place.
type Checked = (Vec<Finding>, Vec<(u32, [String; 2])>);

struct Check {
    layout: Layout,
    findings: Vec<Finding>,
}

/// Sources checked side by side between two reports of progress.
const WINDOW: usize = 64;

impl Check {
    fn find(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        self.findings.push(Finding {
            subject: subject.into(),
            message: message.into(),
        });
    }

    /// The log itself, and the hash of `meta.json` in its last seal.
    fn log(&mut self) {
        let log = match events::read(&self.layout) {
            Ok((log, bad)) => {
                for line in bad {
                    self.find("events.ndjson", format!("line {line} is no event"));
                }
                log
            }
            Err(error) => return self.find("events.ndjson", error.to_string()),
        };
        let sealed = log.iter().rev().find_map(|event| match &event.kind {
            EventKind::Seal { meta, ends } => Some((meta, ends)),
            _ => None,
        });
        let path = self.layout.index().join("meta.json");
        match (sealed, fs::read(&path)) {
            (Some((meta, _)), Ok(bytes)) if *meta != sha256(&bytes) => {
                self.find(
                    "index/meta.json",
                    "the file was changed since it was sealed",
                );
            }
            (_, Err(error)) => self.find("index/meta.json", error.to_string()),
            _ => {}
        }
        if let Some((_, Some(sealed))) = sealed {
            match ends(&self.layout) {
                Ok(found) if found == *sealed => {}
                Ok(_) => self.find("index", "its files were changed since they were sealed"),
                Err(error) => self.find("index", error.to_string()),
            }
        }
    }

    fn catalog(&mut self) -> Option<Catalog> {
        let catalog = chain_end(&self.layout).and_then(|end| Catalog::read(&self.layout, &end));
        catalog
            .map_err(|error| self.find("records", error.to_string()))
            .ok()
    }

    /// Checksums of the index's files, and what it stores.
    fn index(&mut self) -> Option<Stored> {
        let folder = self.layout.index();
        let read = || -> Result<(Vec<String>, Stored), IndexError> {
            let reader = Reader::open(&folder)?;
            let bad = reader.damaged_files()?;
            let mut stored = Stored::new();
            if bad.is_empty() {
                reader.for_each_stored(|head, passages| {
                    let hashes = [sha256(head.as_bytes()), sha256(passages.as_bytes())];
                    let head: Head = serde_json::from_str(head)
                        .map_err(|error| IndexError::Damaged(error.to_string()))?;
                    stored.insert((head.source, head.ordinal), hashes);
                    Ok(())
                })?;
            }
            Ok((bad, stored))
        };
        // A damaged index may make tantivy panic; that is a finding as well.
        let result = std::panic::catch_unwind(read)
            .unwrap_or_else(|_| Err(IndexError::Damaged("its files cannot be read".to_owned())));
        match result {
            Ok((bad, stored)) if bad.is_empty() => Some(stored),
            Ok((bad, _)) => {
                for file in bad {
                    self.find(format!("index/{file}"), "the file's checksum is wrong");
                }
                None
            }
            Err(error) => {
                self.find("index", error.to_string());
                None
            }
        }
    }

    /// Every source: original, record, conservation, index.
    fn rows(
        &mut self,
        catalog: &Catalog,
        mut stored: Option<Stored>,
        progress: &mut dyn FnMut(usize, usize),
    ) {
        let rows: Vec<&Row> = catalog.rows().collect();
        let winners = catalog.winners();
        let mut done = 0;
        for window in rows.chunks(WINDOW) {
            let checked: Vec<Checked> = window
                .par_iter()
                .map(|row| check_row(&self.layout, &winners, row))
                .collect();
            for (row, (findings, expected)) in window.iter().zip(checked) {
                self.findings.extend(findings);
                let Some(stored) = &mut stored else { continue };
                for (ordinal, hashes) in expected {
                    let found = stored.remove(&(row.source.clone(), ordinal));
                    if found.as_ref() != Some(&hashes) {
                        let what = match found {
                            Some(_) => "has other words for",
                            None => "lacks",
                        };
                        self.findings.push(Finding {
                            subject: subject(&self.layout, row, false),
                            message: format!("the index {what} its notice {}", ordinal + 1),
                        });
                    }
                }
            }
            done += window.len();
            progress(done, rows.len());
        }
        for (source, ordinal) in stored.unwrap_or_default().into_keys() {
            self.find(
                "index",
                format!(
                    "the index has notice {} of source {source}, which is not in the archive",
                    ordinal + 1
                ),
            );
        }
    }

    /// Files nobody names.
    fn strays(&mut self, catalog: &Catalog) {
        let layout = self.layout.clone();
        let chain = chain_end(&layout).unwrap_or_default();
        for (folder, suffix) in [(layout.sources(), ""), (layout.records(), ".json")] {
            for entry in walkdir::WalkDir::new(&folder)
                .min_depth(1)
                .sort_by_file_name()
            {
                let entry = match entry {
                    Ok(entry) if entry.file_type().is_dir() => continue,
                    Ok(entry) => entry,
                    Err(error) => {
                        self.find(folder.display().to_string(), error.to_string());
                        continue;
                    }
                };
                let inside = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
                let name: String = inside.iter().map(|part| part.to_string_lossy()).collect();
                let known = name
                    .strip_suffix(suffix)
                    .is_some_and(|hash| catalog.get(hash).is_some());
                if !known && !name.starts_with("manifest-") {
                    let path = entry.path().strip_prefix(layout.root()).unwrap_or(inside);
                    self.find(path.display().to_string(), "no manifest names this file");
                }
            }
        }
        for number in manifests(&layout).unwrap_or_default() {
            if number < chain.first || number > chain.generation {
                let path = layout.manifest(number);
                let path = path.strip_prefix(layout.root()).unwrap_or(&path);
                self.find(path.display().to_string(), "no commit names this manifest");
            }
        }
    }
}

/// How a source or its record is named in a finding.
fn subject(layout: &Layout, row: &Row, original: bool) -> String {
    let path = if original {
        layout.source(&row.source)
    } else {
        layout.record(&row.source)
    };
    let path = path.strip_prefix(layout.root()).unwrap_or(&path);
    format!("{} ({})", path.display(), row.file)
}

/// Findings about one source, and what the index should store of it.
fn check_row(layout: &Layout, winners: &BTreeMap<String, Place>, row: &Row) -> Checked {
    let mut findings = Vec::new();
    let mut find = |original: bool, message: String| {
        findings.push(Finding {
            subject: subject(layout, row, original),
            message,
        });
    };
    let bytes = match fs::read(layout.source(&row.source)) {
        Ok(bytes) if sha256(&bytes) == row.source => Some(bytes),
        Ok(_) => {
            find(true, "the original was changed".to_owned());
            None
        }
        Err(error) => {
            find(true, error.to_string());
            None
        }
    };
    let document: Option<IssueDocument> = match fs::read(layout.record(&row.source)) {
        Ok(record) => {
            if sha256(&record) != row.record {
                find(false, "the record was changed".to_owned());
            }
            serde_json::from_slice(&record)
                .map_err(|error| find(false, format!("the record cannot be read: {error}")))
                .ok()
        }
        Err(error) => {
            find(false, error.to_string());
            None
        }
    };
    let Some(document) = document else {
        return (findings, Vec::new());
    };
    if document.source.sha256 != row.source {
        find(false, "the record is of another source".to_owned());
    }
    if let Some(bytes) = bytes {
        let options = ParseOptions {
            encoding: row.encoding.clone(),
            ..ParseOptions::default()
        };
        match read_source(bytes, &options) {
            Ok(source) => {
                for fault in faults(&document, &source) {
                    find(false, fault);
                }
            }
            Err(error) => find(true, error.to_string()),
        }
    }
    let expected = document
        .notices
        .iter()
        .enumerate()
        .filter(|(ordinal, notice)| {
            winners
                .get(&notice.id)
                .is_some_and(|(source, place)| *source == row.source && *place as usize == *ordinal)
        })
        .filter_map(|(ordinal, notice)| {
            let entry = Entry {
                source: &row.source,
                ordinal: ordinal as u32,
                gazette: &document.gazette,
                notice,
            };
            let (head, passages) = entry.stored().ok()?;
            Some((
                ordinal as u32,
                [sha256(head.as_bytes()), sha256(passages.as_bytes())],
            ))
        })
        .collect();
    (findings, expected)
}
