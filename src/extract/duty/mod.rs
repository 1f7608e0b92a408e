//! Responsibilities (职责分工): who leads (牵头), who supports (配合), who is
//! responsible (责任, 落实), by when, and for which unit of the text.
//!
//! The way of a clause: `outline` lists the nodes in reading order; `scan`
//! goes over the words of each, wakes only at rare literals, and takes brackets
//! and labels first, then sentences; `clause`, `label`, `verb`, `companions`, `list` and
//! `separate` read one clause; `rules` and `heading` hold what a document says once for
//! many clauses; `outline` finds the unit a clause speaks for; `resolve` gives
//! short names their full ones by evidence.
//!
//! Word lists are in `data/`, each entry with an example. This room knows no
//! other notice and no file; it reads every text in linear time and never fails:
//! what it cannot read it leaves out and says so.

mod bounds;
mod clause;
mod companions;
mod define;
mod endings;
mod files;
mod finish;
mod heading;
mod hits;
mod known;
mod label;
mod lexicon;
mod list;
mod literals;
mod marks;
mod names;
mod outline;
mod quick;
mod read;
mod resolve;
mod rules;
mod scan;
mod sentence;
mod separate;
mod table;
mod time;
mod topic;
mod verb;
mod view;

#[cfg(test)]
mod tests;

use super::Subject;
use super::sieve::{Lists, Sifted};
use crate::diag::Diagnostic;
use crate::record::{DutyForm, Level, Responsibility};
use crate::text::LineRanges;
use finish::Document;
use known::Names;
use outline::Place;
use scan::{Draft, Scan};

/// The literals without one of which a text states no duty.
pub(super) fn wakes() -> impl Iterator<Item = &'static str> {
    lexicon::lexicon().wakes.iter().map(String::as_str)
}

/// Finds all responsibilities of a notice, in reading order, and what could
/// not be read.
///
/// Diagnostics: `duty/clause-cut` (a bracket that was never closed; its certain
/// names are kept), `duty/clause-unread` (a bracket that ends like a clause and
/// is none this room can read), `duty/table-ragged` (rows of a table of duties
/// that have not as many cells as its header).
pub fn extract(subject: &Subject) -> (Vec<Responsibility>, Vec<Diagnostic>) {
    let places = outline::flatten(subject);
    let names = Names::default();
    let mut document = Document::default();
    let mut diagnostics = Vec::new();
    let mut sifted = Sifted::new(subject);
    for (index, place) in places.iter().enumerate() {
        let said = sifted.next().any(Lists::DUTY);
        let found = if place.node.level == Level::Table {
            table(place, index, &names, &mut diagnostics)
        } else if said {
            scan::scan(place.node, index, &names)
        } else {
            continue;
        };
        note(&found, &mut diagnostics);
        document.add(index, found);
    }
    if document.is_empty() {
        return (Vec::new(), diagnostics);
    }
    (document.finish(subject, &places), diagnostics)
}

/// A table's rows as drafts.
fn table(
    place: &Place<'_>,
    index: usize,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Scan {
    let text = place.node.text.text();
    let wakes = lexicon::lexicon().wake_label(text);
    if !wakes {
        return Scan::default();
    }
    let (rows, ragged) = table::rows(text, names);
    if ragged {
        diagnostics.push(Diagnostic::note(
            "duty/table-ragged",
            "Rows of a table of duties have not as many cells as its header and were left out.",
            place.node.text.all_lines(),
        ));
    }
    if rows.is_empty() {
        return scan::scan(place.node, index, names);
    }
    let drafts = rows
        .into_iter()
        .map(|row| Draft {
            place: index,
            form: DutyForm::Label,
            clause: row.clause,
            text: row.text,
            lines: place.node.text.lines(row.range),
            alone: false,
            opens_line: false,
            first: false,
            last: false,
            cut: false,
        })
        .collect();
    Scan {
        drafts,
        ..Scan::default()
    }
}

/// Says what was cut or could not be read.
fn note(found: &Scan, diagnostics: &mut Vec<Diagnostic>) {
    let mut say = |code: &str, message: String, lines: &LineRanges| {
        diagnostics.push(Diagnostic::note(code, message, lines.clone()));
    };
    for draft in found.drafts.iter().filter(|draft| draft.cut) {
        say(
            "duty/clause-cut",
            format!(
                "The bracket of a responsibility clause is never closed: {}",
                brief(&draft.text)
            ),
            &draft.lines,
        );
    }
    for (lines, text) in &found.unread {
        say(
            "duty/clause-unread",
            format!(
                "This looks like a responsibility clause and could not be read: {}",
                brief(text)
            ),
            lines,
        );
    }
}

/// The beginning of a text, for messages.
fn brief(text: &str) -> String {
    const CHARS: usize = 40;
    let mut brief: String = text.chars().take(CHARS).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}
