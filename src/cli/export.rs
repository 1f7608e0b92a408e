//! `gongbao export`: records of the archive, all or those a query finds.

use super::args::{ExportArgs, Global, RecordFormat};
use super::failure::{CliError, Exit};
use super::open_archive;
use super::output::Output;
use super::progress::Progress;
use crate::archive::catalog::Catalog;
use crate::archive::{Archive, ArchiveError};
use crate::export::{self, Documents};
use crate::index::Request;
use crate::record::IssueDocument;
use rayon::prelude::*;
use std::collections::HashMap;

/// A source to export, and which of its notices; `None` for the whole record.
type Wanted = (String, Option<Vec<u32>>);

pub fn run(args: &ExportArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    let catalog = archive.catalog()?;
    let wanted = wanted(args, &archive, &catalog)?;
    if wanted.is_empty() {
        return Err(CliError::new(Exit::Nothing, "nothing found"));
    }
    let progress = Progress::new(global, "exporting", wanted.len());
    let mut output = Output::open(args.output.as_deref())?;
    // Small windows: memory holds a few records per thread.
    let windows = wanted.chunks(2 * rayon::current_num_threads());
    match args.format {
        RecordFormat::Ndjson => {
            for window in windows {
                for bytes in side_by_side(window, |one| lines(&archive, one)) {
                    output.json(bytes?)?;
                }
                progress.add(window.len());
            }
        }
        RecordFormat::Json => {
            let mut array = Documents::new(output);
            for window in windows {
                for bytes in side_by_side(window, |one| document(&archive, one)) {
                    array.push(&bytes?)?;
                }
                progress.add(window.len());
            }
            output = array.finish()?;
        }
    }
    drop(progress);
    output.finish()?;
    Ok(Exit::Done)
}

/// What to export, in the order the sources came.
fn wanted(
    args: &ExportArgs,
    archive: &Archive,
    catalog: &Catalog,
) -> Result<Vec<Wanted>, CliError> {
    let request = Request {
        query: args.query.join(" "),
        filters: args.filters.filters(),
        ..Request::default()
    };
    let everything = request == Request::default();
    if everything && args.format == RecordFormat::Json {
        let current = catalog
            .rows()
            .filter(|row| catalog.superseded_by(&row.source).is_none());
        return Ok(current.map(|row| (row.source.clone(), None)).collect());
    }
    let mut found: HashMap<String, Vec<u32>> = HashMap::new();
    for place in archive.reader()?.find_all(&request)? {
        found.entry(place.source).or_default().push(place.ordinal);
    }
    let in_order = catalog.rows().filter_map(|row| {
        let mut ordinals = found.remove(&row.source)?;
        ordinals.sort_unstable();
        Some((row.source.clone(), Some(ordinals)))
    });
    Ok(in_order.collect())
}

fn side_by_side(
    window: &[Wanted],
    work: impl Fn(&Wanted) -> Result<Vec<u8>, CliError> + Sync + Send,
) -> Vec<Result<Vec<u8>, CliError>> {
    window.par_iter().map(work).collect()
}

/// The notice lines of one source.
fn lines(archive: &Archive, (source, ordinals): &Wanted) -> Result<Vec<u8>, CliError> {
    let document = archive.record(source)?;
    let mut bytes = Vec::new();
    match ordinals {
        None => export::notices(&mut bytes, &document)?,
        Some(ordinals) => {
            for ordinal in ordinals {
                if let Some(notice) = document.notices.get(*ordinal as usize) {
                    export::notice(&mut bytes, &document, notice)?;
                }
            }
        }
    }
    Ok(bytes)
}

/// The issue document of one source, as it is on disk where it is whole.
fn document(archive: &Archive, (source, ordinals): &Wanted) -> Result<Vec<u8>, CliError> {
    let Some(ordinals) = ordinals else {
        let path = archive.layout().record(source);
        return std::fs::read(&path).map_err(|error| ArchiveError::Io(path, error).into());
    };
    let mut document: IssueDocument = archive.record(source)?;
    let mut place = 0u32;
    document.notices.retain(|_| {
        place += 1;
        ordinals.binary_search(&(place - 1)).is_ok()
    });
    Ok(export::line(&document)?)
}
