//! The document a perfect parser would give: built from the truth, to test the
//! measure itself and any other scorer that reads gold files.

use super::compose::rank;
use super::truth::{Truth, TruthNotice, TruthUnit};
use crate::record::{
    Appointment, AppointmentAction, Approval, Attachment, DocumentNumber, DutyForm, Effective,
    Enclosure, Furniture, IssueDocument, Level, LineRanges, Notice, Provenance, Repair,
    Responsibility, Role, RosterRow, SCHEMA_VERSION, Signatory, Unit, UnitName,
};

/// The perfect document for a text and its truth. Facts that the truth does
/// not hold (citations, ids, spans) are left out or made up.
pub fn perfect(text: &str, truth: &Truth) -> IssueDocument {
    let lines: Vec<&str> = text.lines().collect();
    let mut document = IssueDocument {
        schema_version: SCHEMA_VERSION.to_owned(),
        gazette: truth.gazette.clone(),
        ..IssueDocument::default()
    };
    document.source.file.clone_from(&truth.source.file);
    document.source.lines = lines.len() as u32;
    for item in &truth.furniture_kinds {
        document.furniture.push(Furniture {
            kind: item.kind,
            text: line(&lines, item.lines.0).trim().to_owned(),
            lines: item.lines,
        });
    }
    for (index, notice) in truth.notices.iter().enumerate() {
        document.notices.push(perfect_notice(&lines, notice, index));
    }
    document
}

fn line<'a>(lines: &[&'a str], number: u32) -> &'a str {
    lines
        .get((number as usize).wrapping_sub(1))
        .copied()
        .unwrap_or_default()
}

fn names(list: &[String]) -> Vec<UnitName> {
    list.iter()
        .map(|name| UnitName {
            name: name.clone(),
            ..UnitName::default()
        })
        .collect()
}

/// `*` stands for what nobody can tell: a perfect parser says nothing.
fn told(value: &Option<String>) -> Option<String> {
    value.clone().filter(|value| value != "*")
}

fn perfect_notice(lines: &[&str], truth: &TruthNotice, index: usize) -> Notice {
    let mut notice = Notice {
        id: format!("n{index}"),
        document_number: truth.document_number.as_ref().map(|text| DocumentNumber {
            text: text.clone(),
            ..DocumentNumber::default()
        }),
        title: truth.title.clone(),
        document_type: truth.document_type.clone(),
        issuing_body: truth.issuing_body.clone(),
        issuing_bodies: truth.issuing_bodies.clone(),
        recipients: truth.recipients.clone(),
        date: truth.date.clone(),
        rubric: told(&truth.rubric),
        disclosure: truth.disclosure.clone(),
        approval: truth.approval.as_ref().map(|approval| Approval {
            meeting: approval.meeting.clone(),
            verb: approval.verb.clone(),
            ..Approval::default()
        }),
        completeness: truth.completeness,
        repeals: truth.repeals.clone(),
        effective: truth.effective.as_ref().map(|found| Effective {
            from: found.from.clone(),
            on_issue: found.on_issue,
            validity: found.validity.clone(),
            to: found.to.clone(),
            text: None,
        }),
        interpreting_units: truth.interpreting_units.clone(),
        explaining_units: truth.explaining_units.clone(),
        subject_words: truth.subject_words.clone(),
        copied_to: truth.copied_to.clone(),
        registration_number: truth.registration_number.clone(),
        history_note: truth.history_note.clone(),
        signatory: truth.signatory.as_ref().map(|signed| Signatory {
            name: Some(signed.name.clone()),
            post: Some(signed.post.clone()),
        }),
        ..Notice::default()
    };
    notice.attachments = attachments(&truth.attachments);
    notice.provenance = truth
        .segments
        .iter()
        .map(|&(role, first, last)| Provenance {
            role,
            lines: (first, last),
            enclosure: None,
            span: None,
        })
        .collect();
    notice.body = units(lines, truth, Role::Body);
    notice.enclosures = truth
        .enclosures
        .iter()
        .map(|enclosure| Enclosure {
            title: enclosure.title.clone(),
            document_type: enclosure.document_type.clone(),
            attachments: attachments(&enclosure.attachments),
            ..Enclosure::default()
        })
        .collect();
    if let Some(first) = notice.enclosures.first_mut() {
        first.body = units(lines, truth, Role::EnclosureBody);
    }
    facts(&mut notice, truth);
    notice
}

fn attachments(list: &[super::truth::TruthAttachment]) -> Vec<Attachment> {
    list.iter()
        .map(|attached| Attachment {
            number: attached.number,
            title: attached.title.clone(),
            note: attached.note.clone(),
            lines: LineRanges::new(),
        })
        .collect()
}

fn facts(notice: &mut Notice, truth: &TruthNotice) {
    for duty in &truth.responsibilities {
        notice.responsibilities.push(Responsibility {
            form: match duty.form.as_str() {
                "label" => DutyForm::Label,
                _ => DutyForm::Bracket,
            },
            lead_units: names(&duty.lead_units),
            supporting_units: names(&duty.supporting_units),
            responsible_units: names(&duty.responsible_units),
            text: duty.text.clone(),
            lines: LineRanges::one(duty.line),
            ..Responsibility::default()
        });
    }
    for row in &truth.appointments {
        notice.appointments.push(Appointment {
            action: match row.action.as_str() {
                "remove" => AppointmentAction::Remove,
                _ => AppointmentAction::Appoint,
            },
            person: row.person.clone(),
            post: row.post.clone(),
            note: row.note.clone(),
            lines: LineRanges::new(),
        });
    }
    for row in &truth.roster {
        notice.roster.push(RosterRow {
            role: row.role.clone(),
            name: row.name.clone(),
            position: row.position.clone(),
            ..RosterRow::default()
        });
    }
    for glyph in &truth.glyph_repairs {
        notice.repairs.push(Repair {
            lines: LineRanges::one(glyph.line),
            column: glyph.column,
            found: glyph.found.clone(),
            meant: glyph.meant.clone(),
            reason: "known".to_owned(),
        });
    }
}

/// The tree of units of one role's text. Labels are looked for on their own
/// lines, so that the words before and after them go where they belong.
fn units(lines: &[&str], truth: &TruthNotice, role: Role) -> Vec<Unit> {
    let inside = if role == Role::Body {
        "body"
    } else {
        "enclosure"
    };
    let mut labels = truth
        .outline
        .iter()
        .filter(|unit| unit.inside == inside)
        .peekable();
    let mut flat: Vec<(Option<&TruthUnit>, String)> = Vec::new();
    for &(at, first, last) in &truth.segments {
        if at != role {
            continue;
        }
        for number in first..=last {
            let words = mended(line(lines, number), number, truth);
            let mut rest = words.as_str();
            while let Some(unit) = labels.next_if(|unit| unit.line == number) {
                let (before, after) = rest.split_once(unit.label.as_str()).unwrap_or((rest, ""));
                append(&mut flat, before);
                flat.push((Some(unit), String::new()));
                rest = after;
            }
            append(&mut flat, rest);
        }
    }
    tree(flat)
}

fn append(flat: &mut Vec<(Option<&TruthUnit>, String)>, words: &str) {
    if words.is_empty() {
        return;
    }
    match flat.last_mut() {
        Some(last) => last.1.push_str(words),
        None => flat.push((None, words.to_owned())),
    }
}

fn mended(words: &str, number: u32, truth: &TruthNotice) -> String {
    let glyphs: Vec<_> = truth
        .glyph_repairs
        .iter()
        .filter(|glyph| glyph.line == number)
        .collect();
    (1..)
        .zip(words.chars())
        .filter(|(_, c)| !c.is_whitespace())
        .map(|(column, c)| {
            let glyph = glyphs.iter().find(|glyph| glyph.column == column);
            glyph.map_or_else(|| c.to_string(), |glyph| glyph.meant.clone())
        })
        .collect()
}

fn tree(flat: Vec<(Option<&TruthUnit>, String)>) -> Vec<Unit> {
    let mut roots: Vec<Unit> = Vec::new();
    // Open units, outermost first; closing one hands it to its parent.
    let mut open: Vec<Unit> = Vec::new();
    fn close(open: &mut Vec<Unit>, roots: &mut Vec<Unit>, rank_at: u8) {
        while open.last().is_some_and(|unit| rank(unit.level) >= rank_at) {
            if let Some(unit) = open.pop() {
                match open.last_mut() {
                    Some(parent) => parent.children.push(unit),
                    None => roots.push(unit),
                }
            }
        }
    }
    for (unit, text) in flat {
        let Some(truth) = unit else {
            roots.push(Unit {
                level: Level::Paragraph,
                text,
                ..Unit::default()
            });
            continue;
        };
        close(&mut open, &mut roots, rank(truth.level));
        open.push(Unit {
            level: truth.level,
            label: Some(truth.label.clone()),
            number: Some(truth.number),
            inserted: truth.inserted,
            heading: truth.heading.clone(),
            text,
            lines: LineRanges::one(truth.line),
            ..Unit::default()
        });
    }
    close(&mut open, &mut roots, 0);
    roots
}
