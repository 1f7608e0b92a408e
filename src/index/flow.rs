//! How much may wait for the engine's thread.
//!
//! The engine takes up to 10,000 documents ahead of the thread that indexes
//! them, and while that one writes a segment they pile up: a whole batch of
//! notices in memory twice. So whoever adds waits while too much is under way.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Bytes of words that may be under way. Stored passages and what else belongs
/// to a notice are about twice as much again.
const MOST: usize = 12 << 20;
/// How long to wait for a sign of life. The thread takes no time to take a
/// notice in, and a second or two to write a segment; where it has ended the
/// engine says so at the next notice.
const PATIENCE: Duration = Duration::from_millis(500);

/// Bytes under way, counted by those who give and those who take.
#[derive(Debug, Default)]
pub(super) struct Flow {
    under_way: Mutex<usize>,
    taken: Condvar,
}

impl Flow {
    /// Waits until there is room, then counts so many bytes more.
    pub(super) fn give(&self, bytes: usize) {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        while *under_way > MOST {
            let (back, wait) = self
                .taken
                .wait_timeout(under_way, PATIENCE)
                .unwrap_or_else(PoisonError::into_inner);
            under_way = back;
            if wait.timed_out() {
                break;
            }
        }
        *under_way = under_way.saturating_add(bytes);
    }

    /// Counts so many bytes less.
    pub(super) fn take(&self, bytes: usize) {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *under_way = under_way.saturating_sub(bytes);
        self.taken.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::time::Instant;

    #[test]
    fn giving_waits_for_taking() {
        let flow = Arc::new(Flow::default());
        flow.give(MOST + 1);
        let taker = Arc::clone(&flow);
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            taker.take(MOST);
        });
        let start = Instant::now();
        flow.give(1);
        assert!(start.elapsed() >= Duration::from_millis(40));
        thread.join().unwrap();
        flow.give(MOST);
        flow.give(MOST);
        let start = Instant::now();
        flow.give(1);
        assert!(start.elapsed() >= PATIENCE, "nobody takes any more");
        flow.take(usize::MAX);
    }
}
