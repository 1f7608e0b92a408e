//! `gongbao remove`: sources out of the archive.

use super::args::{Global, RemoveArgs};
use super::failure::{CliError, Exit, say};
use crate::archive::catalog::Catalog;
use crate::archive::manifest::Row;
use crate::archive::{Archive, Session};
use std::fmt::Write;

pub fn run(args: &RemoveArgs, global: &Global) -> Result<Exit, CliError> {
    // Removing makes no archive.
    Archive::open(&global.archive)?;
    let mut session = Session::open(&global.archive)?;
    let mut sources: Vec<String> = Vec::new();
    for name in &args.sources {
        let source = resolve(session.catalog(), name)?;
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    for source in &sources {
        let row = session.remove(source)?;
        if !global.quiet {
            say(&format!(
                "{} taken out, with {} notices",
                row.file,
                row.notices.len()
            ));
        }
    }
    session.finish()?;
    Ok(Exit::Done)
}

/// Shortest beginning of a hash that is taken for one.
const MIN_HASH: usize = 4;

/// The one source that is meant.
fn resolve(catalog: &Catalog, name: &str) -> Result<String, CliError> {
    let hash = name.to_ascii_lowercase();
    let by_hash = hash.len() >= MIN_HASH && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let means = |row: &&Row| row.file == name || (by_hash && row.source.starts_with(&hash));
    let found: Vec<&Row> = catalog.rows().filter(means).collect();
    match found.as_slice() {
        [one] => Ok(one.source.clone()),
        [] => {
            let holds = |row: &&Row| row.notices.iter().any(|notice| notice.id == name);
            let hint = catalog.rows().find(holds).map_or_else(String::new, |row| {
                format!(
                    "; the notice with this id is in {} ({})",
                    row.file, row.source
                )
            });
            let why = format!("the archive has no source `{name}`{hint}");
            Err(CliError::new(Exit::Nothing, why))
        }
        several => {
            let mut why = format!("`{name}` may be one of several sources:");
            for row in several.iter().take(10) {
                let _ = write!(why, "\n  {}  {}", row.source, row.file);
            }
            Err(CliError::new(Exit::Usage, why))
        }
    }
}
