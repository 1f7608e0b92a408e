//! Attachments the text speaks of against the list under it (附件说明).

use crate::diag::Diagnostic;
use crate::notation::numeral;
use crate::record::{Attachment, Completeness, LineRanges, Notice, Unit};
use std::collections::BTreeSet;

/// Units visited in one notice. A text with more is no text an editor reads.
const MAX_UNITS: usize = 200_000;

/// How a text refers to what is attached to it.
const REFERS: [&str; 4] = ["见附件", "按照附件", "按附件", "（附件"];

pub(super) fn check(notice: &Notice, out: &mut Vec<Diagnostic>) {
    ordinals(&notice.attachments, out);
    for enclosure in &notice.enclosures {
        ordinals(&enclosure.attachments, out);
    }
    // A list may stand on a page that is missing.
    if notice.completeness == Completeness::Complete {
        unlisted(notice, out);
    }
}

/// Whether numbers run 1, 2, 3 ….
fn ordinals(list: &[Attachment], out: &mut Vec<Diagnostic>) {
    let numbers: Vec<u32> = list.iter().filter_map(|one| one.number).collect();
    if numbers.is_empty() || numbers.len() != list.len() {
        return;
    }
    let fits = numbers
        .iter()
        .zip(1u32..)
        .all(|(number, place)| *number == place);
    if !fits {
        let mut lines = LineRanges::new();
        for one in list {
            lines.extend(&one.lines);
        }
        let shown: Vec<String> = numbers.iter().map(u32::to_string).collect();
        out.push(Diagnostic::warning(
            "check/attachment-ordinal",
            format!("the attachments are numbered {}", shown.join(", ")),
            lines,
        ));
    }
}

/// What a text refers to: numbers of attachments, and whether one without a
/// number.
#[derive(Debug, Default)]
struct Wanted {
    numbers: BTreeSet<u32>,
    plain: bool,
    lines: LineRanges,
}

fn unlisted(notice: &Notice, out: &mut Vec<Diagnostic>) {
    let mut own = Wanted::default();
    collect(&notice.body, &mut own);
    // The text may count what it carries among its attachments.
    let known = notice.attachments.len().max(notice.enclosures.len());
    tell(&own, known, out);
    for enclosure in &notice.enclosures {
        let mut wanted = Wanted::default();
        collect(&enclosure.body, &mut wanted);
        // What a carried document attaches is listed under it, else under the
        // notice or its last carried document.
        let own = enclosure.attachments.len();
        let known = match own {
            0 => notice
                .enclosures
                .iter()
                .map(|other| other.attachments.len())
                .chain([notice.attachments.len()])
                .max()
                .unwrap_or(0),
            own => own,
        };
        tell(&wanted, known, out);
    }
}

/// Says which of the attachments wanted a list of `known` does not have.
fn tell(wanted: &Wanted, known: usize, out: &mut Vec<Diagnostic>) {
    let missing: Vec<String> = wanted
        .numbers
        .iter()
        .filter(|number| **number as usize > known)
        .map(|number| format!("附件{number}"))
        .collect();
    let what = match missing.is_empty() {
        false => missing.join("、"),
        true if wanted.plain && known == 0 => "附件".to_owned(),
        true => return,
    };
    out.push(
        Diagnostic::warning(
            "check/attachment-unlisted",
            format!("the text refers to {what}, which no list under it names"),
            wanted.lines.clone(),
        )
        .with_hint("the list may be missing from the source"),
    );
}

/// Gathers references from units, whatever their depth.
fn collect(units: &[Unit], wanted: &mut Wanted) {
    let mut open: Vec<&Unit> = units.iter().rev().collect();
    let mut count = 0;
    while let Some(unit) = open.pop() {
        count += 1;
        if count > MAX_UNITS {
            return;
        }
        if memchr::memmem::find(unit.text.as_bytes(), "附".as_bytes()).is_some() {
            read(&unit.text, &unit.lines, wanted);
        }
        open.extend(unit.children.iter().rev());
    }
}

/// Reads the references of one text.
fn read(text: &str, lines: &LineRanges, wanted: &mut Wanted) {
    let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut found = false;
    for word in REFERS {
        for (at, _) in flat.match_indices(word) {
            let rest = flat.get(at + word.len()..).unwrap_or_default();
            found |= one(rest, word.starts_with('（'), wanted);
        }
    }
    if found {
        wanted.lines.extend(lines);
    }
}

/// What stands behind 见附件: `1）`, `2、附件3）`, `）`.
fn one(rest: &str, bracket: bool, wanted: &mut Wanted) -> bool {
    let Some((number, length)) =
        numeral::digits_prefix(rest).or_else(|| numeral::hanzi_prefix(rest))
    else {
        // 见附件） and 见附件。; 附件材料, 附件清单 are other words.
        let plain = !bracket && rest.starts_with(['）', ')', '。', '，', '；', '、']);
        wanted.plain |= plain;
        return plain;
    };
    // 附件2023年度…: a year, no number. More than a hundred are none.
    let after = rest.get(length..).unwrap_or_default();
    if number == 0 || number > 100 || after.starts_with(['年', '月', '份', '个', '项', '类', '.'])
    {
        return false;
    }
    wanted.numbers.insert(number);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Enclosure;

    fn list(numbers: &[u32]) -> Vec<Attachment> {
        numbers
            .iter()
            .map(|number| Attachment {
                number: (*number > 0).then_some(*number),
                title: "表".to_owned(),
                note: None,
                lines: LineRanges::one(9),
            })
            .collect()
    }

    fn notice(text: &str, numbers: &[u32]) -> Notice {
        Notice {
            body: vec![Unit {
                text: text.to_owned(),
                lines: LineRanges::one(1),
                ..Unit::default()
            }],
            attachments: list(numbers),
            ..Notice::default()
        }
    }

    fn codes(notice: &Notice) -> Vec<String> {
        let mut out = Vec::new();
        check(notice, &mut out);
        out.into_iter().map(|found| found.code).collect()
    }

    #[test]
    fn lists_and_references() {
        let unlisted: &[&str] = &["check/attachment-unlisted"];
        let ordinal: &[&str] = &["check/attachment-ordinal"];
        for (text, numbers, want) in [
            ("名单见附件。", &[0][..], &[][..]),
            ("名单（见附件）如下", &[], unlisted),
            ("（见附件 2、附件 3）", &[1, 2, 3], &[]),
            ("（见附件4）", &[1, 2, 3], unlisted),
            ("（附件2）", &[0], unlisted),
            ("（附件2023年度目标）", &[], &[]),
            ("提交申请书及附件材料", &[], &[]),
            ("《规划》（附件）", &[], &[]),
            ("安排如下", &[1, 3], ordinal),
            ("安排如下", &[2], ordinal),
            ("安排如下", &[1, 1], ordinal),
            ("安排如下", &[0, 0], &[]),
            ("按照附件二执行", &[1], unlisted),
        ] {
            assert_eq!(codes(&notice(text, numbers)), want, "{text} {numbers:?}");
        }
    }

    #[test]
    fn what_may_be_on_a_missing_page_is_not_asked_for() {
        let mut torn = notice("（见附件）", &[]);
        torn.completeness = Completeness::TailMissing;
        assert_eq!(codes(&torn), [""; 0]);
    }

    #[test]
    fn carried_documents_have_lists_of_their_own() {
        let carried = |own: &[u32]| Enclosure {
            body: notice("（见附件1）", &[]).body,
            attachments: list(own),
            ..Enclosure::default()
        };
        let mut whole = notice("现印发如下", &[]);
        whole.enclosures = vec![carried(&[1])];
        assert_eq!(codes(&whole), [""; 0]);
        whole.enclosures = vec![carried(&[])];
        assert_eq!(codes(&whole), ["check/attachment-unlisted"]);
        whole.attachments = list(&[0]);
        assert_eq!(codes(&whole), [""; 0]);
        whole.attachments = Vec::new();
        whole.enclosures.push(carried(&[1, 2]));
        assert_eq!(codes(&whole), [""; 0]);
    }
}
