//! One writer at a time.
//!
//! The lock is the operating system's, on `events.ndjson`: it goes with the
//! process, however that ends, and leaves no file of its own. Readers do not
//! ask for it.

use super::ArchiveError;
use super::layout::Layout;
use std::fs::{File, OpenOptions, TryLockError};

/// The writer's lock; free again when dropped.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
}

impl WriterLock {
    /// Takes the lock, or says at once that another has it.
    pub(super) fn take(layout: &Layout) -> Result<Self, ArchiveError> {
        let path = layout.events();
        let file = OpenOptions::new()
            .append(true)
            .read(true)
            .create(true)
            .open(&path)
            .map_err(|error| ArchiveError::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(WriterLock { file }),
            Err(TryLockError::WouldBlock) => Err(ArchiveError::Busy(layout.root().to_owned())),
            Err(TryLockError::Error(error)) => Err(ArchiveError::io(&path, error)),
        }
    }

    /// The locked log, opened for appending.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }
}
