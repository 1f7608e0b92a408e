//! Appointments and removals (任免): who is appointed to, removed from,
//! resigns from or is nominated for which post.
//!
//! A text is read as statements (rows ended by ；, 。 or a line), statements as
//! clauses. A head such as 任命： or 免去： holds over the rows that follow, also
//! over a full stop; inside a statement a verb holds for later clauses
//! (任命甲为…，乙为…) and 其 stands for the persons before it. A row is given
//! per person and clause; several posts in one clause stay one post text.
//! Removals of a class of posts without names (原…职务自然免除) give no row,
//! only a remark, since a row speaks of a person.
//!
//! Diagnostics: `appointment/unsure` (a row that could not be read, or was
//! read against the odds), `appointment/border-guessed` (name and unit have no
//! sure border), `appointment/nobody` (其 without anyone before it),
//! `appointment/class-removal`.

mod clause;
mod names;
mod notes;
mod reader;
mod removal;
mod stream;
#[cfg(test)]
mod tests;

use super::Subject;
use super::passage::units;
use super::person::Known;
use super::printed;
use super::sieve::{Lists, Sifted};
use super::words::WordList;
use crate::diag::Diagnostic;
use crate::record::Appointment;
use crate::structure::Node;
use crate::text::Joined;
use reader::Reader;
use std::sync::OnceLock;
use stream::Stream;

/// Appointments of a notice in reading order: those of its text, then those
/// of the documents it carries.
pub fn extract(subject: &Subject) -> (Vec<Appointment>, Vec<Diagnostic>) {
    let mut rows = Vec::new();
    let mut diagnostics = Vec::new();
    let announced = subject.title.is_some_and(announces);
    let parts =
        std::iter::once(subject.body).chain(subject.enclosures.iter().map(|carried| carried.body));
    let mut sifted = Sifted::new(subject);
    for part in parts {
        let nodes = candidates(part, &mut sifted, announced);
        if nodes.is_empty() {
            continue;
        }
        let mut known = Known::default();
        if let Some(body) = subject.issuing_body {
            known.learn_places(body);
        }
        read(&nodes, known, &mut rows, &mut diagnostics);
    }
    // 办公室主任由甲兼任 belongs to the roster of a body.
    if !announced {
        rows.retain(|row| !OFFICES.contains(&row.post.as_str()));
    }
    (rows, diagnostics)
}

/// Posts in the office of a body, which a notice that founds it names.
const OFFICES: [&str; 4] = [
    "办公室主任",
    "办公室副主任",
    "办公室常务副主任",
    "办公室专职副主任",
];

/// The units worth reading: all of a notice that announces appointments,
/// elsewhere those with a verb of appointing and the rows that follow them.
fn candidates<'n>(part: &'n [Node], sifted: &mut Sifted, announced: bool) -> Vec<&'n Node> {
    // How many more units may pass that are no row: a scrap of a wrapped row.
    let mut patience = 0;
    units(part)
        .filter(|node| {
            let text = node.text.text();
            let said = sifted.next().any(Lists::APPOINT);
            if announced || said && triggers(text) || (patience > 0 && may_be_row(text)) {
                patience = PATIENCE;
            } else {
                patience = patience.saturating_sub(1);
            }
            patience > 0
        })
        .collect()
}

/// Units without a sign of appointing after which a list is over.
const PATIENCE: u32 = 3;

/// Longest row that goes on a list without a verb of its own, in bytes: a
/// hundred and thirty characters.
const MAX_ROW: usize = 400;

/// Whether a unit may be a row below a head.
fn may_be_row(text: &str) -> bool {
    text.len() <= MAX_ROW
        && ["为", "職", "职", "任", "试用期"]
            .iter()
            .any(|word| text.contains(word))
}

/// Reads one text.
fn read(
    part: &[&Node],
    known: Known,
    rows: &mut Vec<Appointment>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let printed: Vec<Option<Joined>> = part.iter().map(|n| printed::rows(&n.text)).collect();
    let texts: Vec<(&Joined, bool)> = part
        .iter()
        .zip(&printed)
        .map(|(node, printed)| (printed.as_ref().unwrap_or(&node.text), printed.is_some()))
        .collect();
    let stream = Stream::new(&texts, &known);
    let mut reader = Reader::new(&stream, known);
    reader.read();
    let (found, remarks) = reader.finish();
    rows.extend(found);
    diagnostics.extend(remarks);
}

/// Whether a title announces appointments.
fn announces(title: &str) -> bool {
    ["任免", "任职", "免职", "任命", "职务", "職務"]
        .iter()
        .any(|word| title.contains(word))
}

/// Verbs that only appointments have.
pub(super) const TRIGGERS: [&str; 22] = [
    "任命",
    "免去",
    "聘任",
    "续聘",
    "返聘",
    "解聘",
    "罢免",
    "免除",
    "辞去",
    "辭去",
    "提名",
    "兼任",
    "不再担任",
    "不再擔任",
    "不再兼任",
    "同志任",
    "委派",
    "撤销",
    "决定：",
    "决定:",
    "晋升",
    "代理",
];

/// Whether a text holds a verb that only appointments have.
fn triggers(text: &str) -> bool {
    static FINDER: OnceLock<WordList> = OnceLock::new();
    FINDER.get_or_init(|| WordList::new(TRIGGERS)).within(text)
}
