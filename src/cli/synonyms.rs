//! `gongbao synonyms`, and which other names a search uses.

use super::args::{Global, SynonymArgs, SynonymsArgs};
use super::failure::{CliError, Exit, io_words};
use super::output::print;
use super::render::clean_line;
use crate::archive::Archive;
use crate::index::{IndexError, Reader, Synonyms, fold};
use std::fmt::Write;
use std::path::Path;

pub fn run(args: &SynonymsArgs, global: &Global) -> Result<Exit, CliError> {
    let synonyms = match Archive::open(&global.archive) {
        Ok(archive) => archive.synonyms()?,
        // Without an archive there are those that are built in.
        Err(_) => Synonyms::builtin(),
    };
    let mut out = String::new();
    if let Some(word) = &args.word {
        let others = synonyms.alternatives(&fold::fold(word));
        for other in &others {
            let _ = writeln!(out, "{}", clean_line(other));
        }
        print(&out)?;
        return Ok(if others.is_empty() {
            Exit::Nothing
        } else {
            Exit::Done
        });
    }
    for group in synonyms.groups() {
        let words: Vec<String> = group.iter().map(|word| format!("{word:?}")).collect();
        let _ = write!(
            out,
            "[[group]]\nwords = [{}]\n\n",
            clean_line(&words.join(", "))
        );
    }
    print(&out)?;
    Ok(Exit::Done)
}

/// The archive's reader with the names asked for.
pub fn reader(archive: &Archive, args: &SynonymArgs) -> Result<Reader, CliError> {
    let mut reader = archive.reader()?;
    let mut synonyms = archive.synonyms()?;
    if let Some(path) = &args.synonyms {
        synonyms.extend(&read(path)?);
    }
    reader.set_synonyms(synonyms);
    Ok(reader)
}

fn read(path: &Path) -> Result<Synonyms, CliError> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::new(Exit::Io, format!("{name}: {}", io_words(&error))))?;
    Synonyms::read(&text).map_err(|error| {
        let words = IndexError::from(error).to_string();
        CliError::new(Exit::Usage, format!("{name}: {words}"))
    })
}
