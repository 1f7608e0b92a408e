//! The log of events: what happened to the archive, and when.
//!
//! One JSON object a line, only ever appended to. It is the one part of an
//! archive that holds times, and the one that cannot be made again; the file
//! names the originals came under are kept here too.

use super::ArchiveError;
use super::layout::Layout;
use super::lock::WriterLock;
use crate::index::fault;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::time::{SystemTime, UNIX_EPOCH};

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// UTC, ISO 8601, to the second.
    pub time: String,
    /// Version of the program.
    pub gongbao: String,
    /// The manifest this belongs to.
    pub generation: u64,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// A source came in.
    Ingest {
        /// Its SHA-256.
        source: String,
        /// The file name it came under.
        file: String,
        /// Encoding the user named.
        encoding: Option<String>,
        /// Notices in it.
        notices: u64,
    },
    /// A source was found to be a lesser copy of an issue.
    Supersede {
        /// Its SHA-256.
        source: String,
        /// SHA-256 of the better copy.
        by: String,
    },
    /// A source was taken out.
    Remove {
        /// Its SHA-256.
        source: String,
        /// The file name it came under.
        file: String,
    },
    /// Records and index were made again.
    Reindex {
        /// Sources read.
        sources: u64,
        /// Records that came out different.
        changed: u64,
    },
    /// A batch is in the archive, durably.
    Commit {
        /// Sources in the archive now.
        records: u64,
    },
    /// A writer ended; the index's files are as these hashes say.
    Seal {
        /// SHA-256 of `index/meta.json`.
        meta: String,
        /// SHA-256 over names, sizes and ends of its other files; absent in
        /// archives of before.
        #[serde(default)]
        ends: Option<String>,
    },
    /// An interrupted batch was finished or forgotten at the next start.
    Recover {
        /// Whether the batch had been committed.
        finished: bool,
    },
    /// The archive was checked.
    Verify {
        /// Number of findings.
        findings: u64,
    },
}

impl Event {
    /// An event of this moment.
    pub(super) fn now(generation: u64, kind: EventKind) -> Self {
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |passed| passed.as_secs());
        Event {
            time: utc(seconds),
            gongbao: super::layout::ANALYSER.to_owned(),
            generation,
            kind,
        }
    }
}

/// Appends events durably.
pub(super) fn append(
    layout: &Layout,
    lock: &mut WriterLock,
    events: &[Event],
) -> Result<(), ArchiveError> {
    let mut lines = Vec::new();
    for event in events {
        lines.extend(serde_json::to_vec(event).unwrap_or_default());
        lines.push(b'\n');
    }
    let file = lock.file();
    let mut write = || {
        file.seek(SeekFrom::End(0))?;
        fault::written(&layout.events())?;
        file.write_all(&lines)?;
        fault::written(&layout.events())?;
        file.sync_all()
    };
    write().map_err(|error| ArchiveError::io(&layout.events(), error))
}

/// Cuts off a last line that a killed process left unfinished.
pub(super) fn mend(layout: &Layout, lock: &mut WriterLock) -> Result<(), ArchiveError> {
    let path = layout.events();
    let bytes = fs::read(&path).map_err(|error| ArchiveError::io(&path, error))?;
    let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
    if whole < bytes.len() {
        lock.file()
            .set_len(whole as u64)
            .map_err(|error| ArchiveError::io(&path, error))?;
    }
    Ok(())
}

/// Reads the log; with each line that is no event its number, from 1.
pub(super) fn read(layout: &Layout) -> Result<(Vec<Event>, Vec<usize>), ArchiveError> {
    let path = layout.events();
    let text = match fault::read(&path).and_then(|()| fs::read(&path)) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(ArchiveError::io(&path, error)),
    };
    let mut events = Vec::new();
    let mut bad = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match serde_json::from_str(line) {
            Ok(event) => events.push(event),
            Err(_) => bad.push(index + 1),
        }
    }
    Ok((events, bad))
}

/// Seconds since 1970 as `2023-01-06T08:00:00Z`.
fn utc(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Civil date from a day count: eras of 400 years begin on 1 March, so
    // that the leap day is the last of its year.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_civil() {
        for (seconds, time) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (1_672_992_000, "2023-01-06T08:00:00Z"),
            (1_709_164_800, "2024-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(utc(seconds), time);
        }
    }

    #[test]
    fn a_torn_line_is_cut_off() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        let event = Event::now(3, EventKind::Verify { findings: 0 });
        {
            let mut lock = WriterLock::take(&layout).unwrap();
            append(&layout, &mut lock, std::slice::from_ref(&event)).unwrap();
        }
        let mut text = fs::read_to_string(layout.events()).unwrap();
        text.push_str("{\"time\":");
        fs::write(layout.events(), text).unwrap();
        assert_eq!(read(&layout).unwrap(), (vec![event.clone()], vec![2]));
        let mut lock = WriterLock::take(&layout).unwrap();
        assert!(matches!(
            WriterLock::take(&layout),
            Err(ArchiveError::Busy(_))
        ));
        mend(&layout, &mut lock).unwrap();
        append(&layout, &mut lock, std::slice::from_ref(&event)).unwrap();
        assert_eq!(read(&layout).unwrap(), (vec![event.clone(), event], vec![]));
    }
}
