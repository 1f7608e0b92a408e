//! Signature, date and note, and the imprint (版记): what stands below a text.

use super::title::record_number;
use super::{Zones, flat, header, lines};
use crate::layout::Layout;
use crate::notation::{date, docnumber};
use crate::record::{Role, Signatory};
use crate::thread::{self, NoticeThread, Placed};

/// Signature, date, note.
pub(super) fn closing(layout: &Layout<'_>, placed: &[Placed], zones: &mut Zones) {
    let pick = |role: Role| -> Vec<Placed> {
        placed
            .iter()
            .filter(|at| at.role == role)
            .copied()
            .collect()
    };
    let mut signed = Vec::new();
    let mut names = Vec::new();
    for at in pick(Role::Signature) {
        let line = &layout.lines[at.line];
        if let Some(end) = thread::organ_and_date(&line.flat) {
            signed.push(line.flat[..end].to_owned());
            zones.date = date::whole(&line.flat[end..]).map(|d| d.iso());
            zones.note("date", layout, &[at]);
        } else if let Some((post, name)) = thread::signer(line.text) {
            zones.signatory = Some(Signatory {
                name: Some(name),
                post: Some(post),
            });
        } else if thread::is_post(&line.flat) {
            zones.signatory = Some(Signatory {
                name: None,
                post: Some(line.flat.clone().into_owned()),
            });
        } else {
            names.push(line.text);
        }
    }
    signed.extend(header::joint_bodies(&names));
    zones.signed_by.clone_from(&signed);
    if zones.issuing_bodies.is_empty() && !signed.is_empty() {
        zones.issuing_bodies = signed;
        zones.note("issuing_body", layout, &pick(Role::Signature));
    }
    if let Some(at) = pick(Role::Date).first() {
        // Under a title the date stands in brackets.
        let told = thread::told_value(&layout.lines[at.line].flat);
        let day = header::disclosure(told);
        zones.date = date::whole(&day)
            .or_else(|| date::at_start(&day).map(|(day, _)| day))
            .map(|d| d.iso())
            .or(zones.date.take());
        zones.note("date", layout, &[*at]);
    }
    let notes = pick(Role::Disclosure);
    if !notes.is_empty() {
        zones.disclosure = Some(header::disclosure(&flat(layout, &notes)));
        zones.note("disclosure", layout, &notes);
    }
}

/// 抄送, 主题词, 题注, 印发: from the notice or from its carried documents.
pub(super) fn edition(layout: &Layout<'_>, notice: &NoticeThread, zones: &mut Zones) {
    let all: Vec<Placed> = notice
        .lines
        .iter()
        .chain(notice.enclosures.iter().flat_map(|e| e.lines.iter()))
        .copied()
        .collect();
    let pick =
        |role: Role| -> Vec<Placed> { all.iter().filter(|at| at.role == role).copied().collect() };
    let copied = pick(Role::CopiedTo);
    if !copied.is_empty() {
        let words = flat(layout, &copied);
        let list = words
            .split_once(['：', ':'])
            .map_or(words.as_str(), |(_, list)| list);
        zones.copied_to =
            header::outside(list.trim_end_matches('。'), &['，', '、', '。', '；', ','])
                .into_iter()
                .map(str::to_owned)
                .collect();
        zones.note("copied_to", layout, &copied);
    }
    let subject = pick(Role::SubjectWords);
    if !subject.is_empty() {
        let words: Vec<&str> = subject
            .iter()
            .map(|at| layout.lines[at.line].text)
            .collect();
        let words = words.join(" ");
        let list = words
            .split_once(['：', ':'])
            .map_or(words.as_str(), |(_, list)| list);
        zones.subject_words = list
            .split(|c: char| c.is_whitespace() || matches!(c, '△' | '、' | '，'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        zones.note("subject_words", layout, &subject);
    }
    let registration = pick(Role::RegistrationNumber);
    if !registration.is_empty() {
        zones.registration_number = Some(flat(layout, &registration));
        zones.note("registration_number", layout, &registration);
    }
    history(layout, &pick(Role::HistoryNote), zones);
    let printing = pick(Role::Printing);
    if !printing.is_empty() {
        zones.printing = Some(flat(layout, &printing));
        zones.note("printing", layout, &printing);
    }
}

/// The note under the title (题注). It says when a notice without a date under
/// its text was made, and may be its date and number and nothing else.
fn history(layout: &Layout<'_>, placed: &[Placed], zones: &mut Zones) {
    if placed.is_empty() {
        return;
    }
    let note = header::disclosure(&flat(layout, placed));
    let number = docnumber::find(&note)
        .into_iter()
        .next()
        .filter(|(range, _)| {
            zones.number.is_none() && (range.start == 0 || range.end == note.len())
        });
    let own = zones.title.is_some() && zones.enclosures.iter().all(|part| part.body.is_empty());
    // A list of persons passed by a meeting has the meeting's day, none of its own.
    let list = zones.document_type.as_deref() == Some("名单");
    if own
        && !list
        && zones.date.is_none()
        && let Some((_, date)) = date::find(&note).into_iter().next()
    {
        zones.date = Some(date.iso());
        zones.note("date", layout, placed);
    }
    if let Some((range, found)) = number.filter(|_| own) {
        let printed = note.get(range).unwrap_or_default().to_owned();
        zones.number = Some(record_number(found, printed, lines(layout, placed)));
    } else {
        zones.history_note = Some(note);
        zones.note("history_note", layout, placed);
    }
}
