//! Exit codes and how errors are told.

use super::render::clean;
use crate::archive::ArchiveError;
use crate::index::IndexError;
use std::io::Write;

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, or found.
    Done = 0,
    /// Nothing found.
    Nothing = 1,
    /// Wrong usage.
    Usage = 2,
    /// Done, but some inputs failed; each was named.
    Partial = 3,
    /// Nothing could be read.
    Unreadable = 4,
    /// The archive is damaged.
    Integrity = 5,
    /// Another process is writing.
    Busy = 6,
    /// Input or output failed.
    Io = 7,
    /// A bug in gongbao.
    Bug = 70,
}

/// What ends a command.
#[derive(Debug)]
pub struct CliError {
    /// The exit code.
    pub exit: Exit,
    /// One sentence; empty where there is nothing to say.
    message: String,
}

impl CliError {
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        CliError {
            exit,
            message: message.into(),
        }
    }

    /// Writes the sentence to standard error.
    pub fn tell(&self) {
        if !self.message.is_empty() {
            say(&self.message);
        }
    }
}

/// A line on standard error. Failing to write there is nobody's business.
pub fn say(message: &str) {
    let line = format!("gongbao: {}\n", clean(message));
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// The words of an input or output error, without the system's numbers.
pub fn io_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

impl From<std::io::Error> for CliError {
    /// An error while writing data: a closed pipe is no error.
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return CliError::new(Exit::Done, "");
        }
        CliError::new(Exit::Io, io_words(&error))
    }
}

impl From<IndexError> for CliError {
    fn from(error: IndexError) -> Self {
        let exit = match &error {
            IndexError::Query(_) | IndexError::Synonyms(_) => Exit::Usage,
            IndexError::Missing(_) | IndexError::OtherVersion => Exit::Unreadable,
            IndexError::Io(path, error) => {
                let words = format!("{}: {}", path.display(), io_words(error));
                return CliError::new(Exit::Io, words);
            }
            _ => Exit::Integrity,
        };
        CliError::new(exit, error.to_string())
    }
}

impl From<ArchiveError> for CliError {
    fn from(error: ArchiveError) -> Self {
        let exit = match error {
            ArchiveError::Index(error) => return error.into(),
            ArchiveError::Missing(_) | ArchiveError::NewerFormat(_) => Exit::Unreadable,
            ArchiveError::Foreign(_) => Exit::Usage,
            ArchiveError::Busy(_) => Exit::Busy,
            ArchiveError::Unknown(_) => Exit::Nothing,
            ArchiveError::Io(path, error) => {
                let words = format!("{}: {}", path.display(), io_words(&error));
                return CliError::new(Exit::Io, words);
            }
            _ => Exit::Integrity,
        };
        CliError::new(exit, error.to_string())
    }
}

/// The exit code of work on many inputs.
pub fn batch_exit(done: usize, failed: usize, bug: bool) -> Exit {
    match (done, failed) {
        _ if bug => Exit::Bug,
        (_, 0) => Exit::Done,
        (0, _) => Exit::Unreadable,
        _ => Exit::Partial,
    }
}
