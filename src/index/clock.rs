//! How long a query may take.
//!
//! The engine has no time limit of its own. Every loop of this room that grows
//! with the archive asks the clock: the one over the matches, those that look
//! for nearness and those that read term dictionaries. When the time is over
//! they stop, and the answer says that it is a part.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Questions between two looks at the time: a look costs some 25 ns, a match
/// about as much.
const EVERY: u32 = 64;

/// A limit that many loops share.
#[derive(Debug, Default)]
pub(super) struct Clock {
    end: Option<Instant>,
    asked: AtomicU32,
    over: AtomicBool,
}

impl Clock {
    /// A clock that runs from now on; without a limit it never ends.
    pub(super) fn start(limit: Option<Duration>) -> Self {
        Clock {
            end: limit.and_then(|limit| Instant::now().checked_add(limit)),
            ..Clock::default()
        }
    }

    /// Whether the time is over. Once it is, it stays so.
    pub(super) fn is_over(&self) -> bool {
        let Some(end) = self.end else { return false };
        if self.over.load(Ordering::Relaxed) {
            return true;
        }
        if !self
            .asked
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(EVERY)
        {
            return false;
        }
        let over = Instant::now() >= end;
        self.over.store(over, Ordering::Relaxed);
        over
    }

    /// Whether something was left out because the time was over.
    pub(super) fn was_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_ends_and_stays_over() {
        let none = Clock::start(None);
        assert!((0..1000).all(|_| !none.is_over()) && !none.was_over());
        let long = Clock::start(Some(Duration::from_secs(3600)));
        assert!((0..1000).all(|_| !long.is_over()));
        let short = Clock::start(Some(Duration::ZERO));
        assert!(short.is_over() && short.is_over() && short.was_over());
    }
}
