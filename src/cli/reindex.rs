//! `gongbao reindex`: records and index from the originals again.

use super::args::Global;
use super::failure::{CliError, Exit, batch_exit, say};
use super::progress::Progress;
use crate::archive::reindex;

pub fn run(global: &Global) -> Result<Exit, CliError> {
    let progress = Progress::new(global, "reindexing", 0);
    let done = reindex(&global.archive, &mut |done, total| {
        progress.set(done, total)
    })?;
    drop(progress);
    for (file, why) in &done.failed {
        say(&format!("{file}: {why}"));
    }
    if !global.quiet {
        say(&format!(
            "{} sources read, {} records changed, {} notices in the index",
            done.sources, done.changed, done.notices
        ));
    }
    let failed = done.failed.len();
    Ok(batch_exit(
        done.sources.saturating_sub(failed),
        failed,
        false,
    ))
}
