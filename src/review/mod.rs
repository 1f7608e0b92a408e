//! What an editor would check of a finished record (编校), as diagnostics:
//!
//! | code | what does not fit |
//! |---|---|
//! | `check/number-class` | a number of the office (政办发) on a notice of the government, or the other way round |
//! | `check/number-year` | the year of the number and that of the date |
//! | `check/number-twice` | one number on two notices of an issue |
//! | `check/signature-body` | title and signature: government and office |
//! | `check/meeting-after-date` | a meeting held after the notice was dated |
//! | `check/date-after-gazette` | a date later than the gazette's year |
//! | `check/attachment-unlisted` | an attachment the text names and no list has |
//! | `check/attachment-ordinal` | numbers of attachments with a hole or a repeat |
//! | `check/duplicate-unit` | a unit twice in one responsibility clause |
//!
//! Every check needs both of the values it compares; where one is missing, or
//! pages are, it says nothing. Nothing is mended: the record keeps what is
//! printed. Holes in the numbering of units are told by the room that builds
//! the tree, numbers that an archive lacks by the archive.

mod attachments;
mod heads;
mod units;

use crate::diag::Diagnostic;
use crate::record::{Gazette, IssueDocument, Notice};
use std::collections::BTreeMap;

/// Checks one notice against itself and its gazette.
pub fn notice(notice: &Notice, gazette: &Gazette) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    heads::check(notice, gazette, &mut found);
    attachments::check(notice, &mut found);
    units::check(notice, &mut found);
    found
}

/// Checks every notice of an issue, and the notices against each other.
pub fn issue(document: &mut IssueDocument) {
    let gazette = document.gazette.clone();
    for one in &mut document.notices {
        let mut found = notice(one, &gazette);
        one.diagnostics.append(&mut found);
    }
    let mut first: BTreeMap<&str, &Notice> = BTreeMap::new();
    let mut twice = Vec::new();
    for one in &document.notices {
        let Some(number) = one.document_number.as_ref() else {
            continue;
        };
        // A serial without its agency may stand on any number of notices.
        if number.agency_code.is_none() {
            continue;
        }
        match first.get(number.text.as_str()) {
            Some(other) if other.title != one.title => {
                let mut lines = other.document_number.as_ref().map(|n| n.lines.clone());
                if let Some(lines) = &mut lines {
                    lines.extend(&number.lines);
                }
                twice.push(
                    Diagnostic::warning(
                        "check/number-twice",
                        format!("two notices of this issue have the number {}", number.text),
                        lines.unwrap_or_default(),
                    )
                    .with_hint("one of them is misprinted, or belongs to another notice"),
                );
            }
            Some(_) => {}
            None => {
                first.insert(&number.text, one);
            }
        }
    }
    document.diagnostics.append(&mut twice);
}
