//! `gongbao links`: the links between notices, as a table derived from the
//! records.

use super::args::{Global, LinksArgs};
use super::failure::{CliError, Exit};
use super::output::Output;
use super::progress::Progress;
use super::{open_archive, show};
use crate::archive::Archive;
use crate::archive::links::Series;
use crate::export;
use crate::index::Request;
use crate::record::Notice;
use std::collections::HashMap;

pub fn run(args: &LinksArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    let mut output = Output::open(args.output.as_deref())?;
    let mut count = 0usize;
    if args.absent {
        let mut series = Series::default();
        each_notice(&archive, global, |notice| {
            series.add(notice);
            Ok(())
        })?;
        for one in series.absent() {
            output.json(export::line(&one)?)?;
            count += 1;
        }
    } else {
        let links = archive.links()?;
        let mut write = |link: &crate::archive::links::Link| -> Result<(), CliError> {
            if !args.unresolved || link.to.is_none() {
                output.json(export::line(link)?)?;
                count += 1;
            }
            Ok(())
        };
        if args.id.is_empty() {
            each_notice(&archive, global, |notice| {
                links.from(notice)?.iter().try_for_each(&mut write)
            })?;
        } else {
            let (document, place) = show::resolve(&archive, &args.id.join(" "))?;
            if let Some(notice) = document.notices.get(place) {
                links.from(notice)?.iter().try_for_each(&mut write)?;
                links.to(notice)?.iter().try_for_each(&mut write)?;
            }
        }
    }
    output.finish()?;
    Ok(match count {
        0 => Exit::Nothing,
        _ => Exit::Done,
    })
}

/// Calls `each` with every notice that counts, in the order the sources came.
fn each_notice(
    archive: &Archive,
    global: &Global,
    mut each: impl FnMut(&Notice) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let mut found: HashMap<String, Vec<u32>> = HashMap::new();
    for place in archive.reader()?.find_all(&Request::default())? {
        found.entry(place.source).or_default().push(place.ordinal);
    }
    let catalog = archive.catalog()?;
    let progress = Progress::new(global, "linking", found.len());
    for row in catalog.rows() {
        let Some(mut ordinals) = found.remove(&row.source) else {
            continue;
        };
        ordinals.sort_unstable();
        let document = archive.record(&row.source)?;
        for ordinal in ordinals {
            if let Some(notice) = document.notices.get(ordinal as usize) {
                each(notice)?;
            }
        }
        progress.add(1);
    }
    Ok(())
}
