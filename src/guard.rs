//! Reading one source must never end the work on the others: a panic in the
//! parser, which is a bug by definition, becomes a sentence about its file.

use crate::record::IssueDocument;
use crate::{ParseOptions, ReadError, parse};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

thread_local! {
    /// Message and place of the last panic on this thread.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The last panic on any thread: a pool hands panics on to its caller.
static ANY_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Why a source gave no record.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// It could not be read.
    Unreadable(ReadError),
    /// The parser has a bug: message and place of the panic.
    Bug(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Unreadable(error) => error.fmt(out),
            Failure::Bug(message) => write!(
                out,
                "gongbao failed on this file, which is a bug in gongbao ({message}); please report it"
            ),
        }
    }
}

impl std::error::Error for Failure {}

/// Keeps panics from printing and remembers them for [`guarded_parse`]. For
/// programs; a library leaves its host's hook alone.
pub fn remember_panics() {
    std::panic::set_hook(Box::new(|info| {
        let message = info
            .payload()
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| info.payload().downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let place = info
            .location()
            .map(|at| format!(" at {}:{}", at.file(), at.line()))
            .unwrap_or_default();
        let words = format!("{message}{place}");
        if let Ok(mut last) = ANY_PANIC.lock() {
            *last = Some(words.clone());
        }
        LAST_PANIC.with(|last| *last.borrow_mut() = Some(words));
    }));
}

/// The last panic on this thread, else on any, if it was remembered.
pub fn last_panic() -> Option<String> {
    let here = LAST_PANIC.with(|last| last.borrow_mut().take());
    here.or_else(|| ANY_PANIC.lock().ok()?.take())
}

/// [`parse()`] that turns a panic into a [`Failure::Bug`].
///
/// # Errors
/// When the source cannot be read, or the parser has a bug.
pub fn guarded_parse(
    name: &str,
    bytes: Vec<u8>,
    options: &ParseOptions,
) -> Result<IssueDocument, Failure> {
    // The parser is pure: whatever it was building is dropped by the panic.
    guarded(AssertUnwindSafe(|| parse(name, bytes, options)))
}

fn guarded<T>(
    work: impl FnOnce() -> Result<T, ReadError> + std::panic::UnwindSafe,
) -> Result<T, Failure> {
    match catch_unwind(work) {
        Ok(result) => result.map_err(Failure::Unreadable),
        Err(_) => Err(Failure::Bug(
            last_panic().unwrap_or_else(|| "a panic".to_owned()),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure() {
        let failed = guarded::<()>(|| panic!("expected by this test"));
        assert!(matches!(failed, Err(Failure::Bug(_))));
        assert!(matches!(guarded(|| Ok(1)), Ok(1)));
    }
}
