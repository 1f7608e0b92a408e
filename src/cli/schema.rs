//! `gongbao schema`: the JSON Schemas.

use super::args::{SchemaArgs, SchemaName};
use super::failure::{CliError, Exit, io_words};
use super::output::print;
use crate::archive::links::Link;
use crate::export::schema::{IN_FORCE, LINK, NOTICE, RECORD, SEARCH, text};
use crate::force;
use crate::index::Answer;
use crate::record::{IssueDocument, StreamNotice};

pub fn run(args: &SchemaArgs) -> Result<Exit, CliError> {
    let Some(folder) = &args.write else {
        print(&of(args.name).1)?;
        return Ok(Exit::Done);
    };
    for name in [
        SchemaName::Record,
        SchemaName::Notice,
        SchemaName::Search,
        SchemaName::Link,
        SchemaName::InForce,
    ] {
        let (name, text) = of(name);
        let path = folder.join(format!("{name}.schema.json"));
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| {
                CliError::new(
                    Exit::Io,
                    format!("{}: {}", path.display(), io_words(&error)),
                )
            })?;
    }
    Ok(Exit::Done)
}

fn of(name: SchemaName) -> (&'static str, String) {
    match name {
        SchemaName::Record => (RECORD, text::<IssueDocument>(RECORD)),
        SchemaName::Notice => (NOTICE, text::<StreamNotice>(NOTICE)),
        SchemaName::Search => (SEARCH, text::<Answer>(SEARCH)),
        SchemaName::Link => (LINK, text::<Link>(LINK)),
        SchemaName::InForce => (IN_FORCE, text::<force::Answer>(IN_FORCE)),
    }
}
