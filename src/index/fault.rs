//! Faults of the disk: where tests make one fail.
//!
//! Whatever index and archive write or read passes [`written`] or [`read`]
//! first. In the program these do nothing. A test names a folder and the step
//! at which its disk fails; see `archive::fault_tests`.

use std::io;
use std::path::Path;

/// Asked before a step that writes: an error is what the disk answers.
#[cfg(not(test))]
#[inline(always)]
pub(crate) fn written(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Asked before a step that reads.
#[cfg(not(test))]
#[inline(always)]
pub(crate) fn read(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use plan::{Fault, Kind, read, written};

#[cfg(test)]
mod plan {
    use super::{Path, io};
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::{Arc, Mutex, PoisonError};

    /// How a disk fails.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Kind {
        /// From some step on nothing can be written.
        Full,
        /// One step that writes fails.
        WriteOnce,
        /// One step that reads fails.
        ReadOnce,
    }

    struct Plan {
        root: PathBuf,
        kind: Kind,
        at: u64,
        steps: AtomicU64,
    }

    static PLANS: Mutex<Vec<Arc<Plan>>> = Mutex::new(Vec::new());

    /// A disk that fails under one folder, until it is dropped.
    pub(crate) struct Fault(Arc<Plan>);

    impl Fault {
        /// The steps under `root` are counted from 0; the one with this
        /// number fails.
        pub(crate) fn at(root: &Path, kind: Kind, at: u64) -> Self {
            let plan = Arc::new(Plan {
                root: root.to_owned(),
                kind,
                at,
                steps: AtomicU64::new(0),
            });
            let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
            plans.push(Arc::clone(&plan));
            Fault(plan)
        }

        /// Whether the step came.
        pub(crate) fn came(&self) -> bool {
            self.0.steps.load(Ordering::SeqCst) > self.0.at
        }
    }

    impl Drop for Fault {
        fn drop(&mut self) {
            let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
            plans.retain(|plan| !Arc::ptr_eq(plan, &self.0));
        }
    }

    fn step(path: &Path, reads: bool) -> io::Result<()> {
        let plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        for plan in plans.iter().filter(|plan| path.starts_with(&plan.root)) {
            if (plan.kind == Kind::ReadOnce) != reads {
                continue;
            }
            let step = plan.steps.fetch_add(1, Ordering::SeqCst);
            if step == plan.at || (step > plan.at && plan.kind == Kind::Full) {
                return Err(match plan.kind {
                    Kind::Full => io::ErrorKind::StorageFull.into(),
                    _ => io::Error::other("the disk failed"),
                });
            }
        }
        Ok(())
    }

    pub(crate) fn written(path: &Path) -> io::Result<()> {
        step(path, false)
    }

    pub(crate) fn read(path: &Path) -> io::Result<()> {
        step(path, true)
    }
}
