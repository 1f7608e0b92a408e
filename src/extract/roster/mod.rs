//! Members of bodies (组成人员): rows such as `组 长：陈 杰 市长`, lists of units
//! below 成员单位：, and sentences (组长由…兼任, 办公室设在…).
//!
//! A role holds over the rows below it, whatever node or page they stand on,
//! until a row is none. A row begins with a person, or is a post or a unit
//! without a name; what is neither goes on the row before it, if that one is
//! unfinished. Each unit and each post without a name is a row of its own.
//!
//! Diagnostics: `roster/row-unclear` (a row below a role that could not be
//! read).

mod entry;
mod label;
mod people;
mod person;
mod prose;
mod rows;
mod shape;
mod table;
#[cfg(test)]
mod tests;

use super::Subject;
use super::passage::{Passage, units};
use super::person::Known;
use super::printed;
use super::sieve::{Lists, Sifted};
use super::words::WordList;
use crate::diag::Diagnostic;
use crate::record::RosterRow;
use crate::structure::Node;
use crate::text::Joined;
pub(super) use prose::TRIGGERS;
use rows::Rows;
use std::ops::Range;
use std::sync::OnceLock;

/// Rosters of a notice in reading order: those of its text, then those of the
/// documents it carries.
pub fn extract(subject: &Subject) -> (Vec<RosterRow>, Vec<Diagnostic>) {
    let mut known = Known::default();
    if let Some(body) = subject.issuing_body {
        known.learn_places(body);
    }
    let mut out = Out::default();
    let parts =
        std::iter::once(subject.body).chain(subject.enclosures.iter().map(|carried| carried.body));
    let mut sifted = Sifted::new(subject);
    for part in parts {
        read(part, &mut sifted, &known, &mut out);
    }
    (out.rows, out.diagnostics)
}

/// Rows and remarks.
#[derive(Debug, Default)]
struct Out {
    rows: Vec<RosterRow>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads one text.
fn read(part: &[Node], sifted: &mut Sifted, known: &Known, out: &mut Out) {
    let mut rows = Rows::new(known);
    for node in units(part) {
        let said = sifted.next().any(Lists::ROSTER);
        // A label begins something else, unless it counts the persons.
        let labelled = rows.holds() && !node.label.is_empty();
        if labelled && !person::begins_with_person(node.text.text()) {
            rows.leave(out);
        }
        // Rows that belong to no list are read as sentences, as far as they
        // hang together.
        let mut free: Option<Range<usize>> = None;
        // Rows that were joined like the lines of a sentence stand as printed.
        let printed = if rows.holds() || may_list(node.text.text()) {
            printed::rows(&node.text)
        } else {
            None
        };
        let text = printed.as_ref().unwrap_or(&node.text);
        for (index, range) in lines(text.text()).enumerate() {
            let soft = printed.is_some() && index > 0;
            let rest = rows.take(text, range.clone(), soft, out);
            let goes_on = rest.as_ref().is_some_and(|rest| rest.start == range.start);
            if goes_on {
                let start = free.map_or(range.start, |free| free.start);
                free = Some(start..range.end);
            } else if let Some(before) = std::mem::replace(&mut free, rest)
                && said
            {
                sentences(text, before, out);
            }
        }
        if let Some(range) = free
            && said
        {
            sentences(text, range, out);
        }
    }
    rows.leave(out);
}

/// Whether a text may begin a list of persons: with a role, or with the head
/// of a table.
fn may_list(text: &str) -> bool {
    static ROLES: OnceLock<WordList> = OnceLock::new();
    let signs = || {
        WordList::new([
            "组长",
            "成员",
            "主任",
            "委员",
            "指挥",
            "召集人",
            "姓名",
            "組長",
            "成員",
            "委員",
            "總指揮",
        ])
    };
    ROLES.get_or_init(signs).within(text) && (text.contains(['：', ':']) || text.contains("姓名"))
}

fn sentences(text: &Joined, range: Range<usize>, out: &mut Out) {
    let words = text.text().get(range.clone()).unwrap_or_default();
    if prose::triggers(words) {
        out.rows.extend(prose::read(&Passage::row(text, range)));
    }
}

/// Byte ranges of the printed rows of a text, without their line feeds.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}
