//! Tables and properties of the appointment extractor.

use super::extract;
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::cases::{check, field};
use crate::record::AppointmentAction;

fn rows(subject: &Subject) -> (Vec<String>, Vec<Diagnostic>) {
    let (found, diagnostics) = extract(subject);
    let rows = found
        .iter()
        .map(|row| {
            let action = match row.action {
                AppointmentAction::Appoint => "appoint",
                AppointmentAction::Remove => "remove",
                AppointmentAction::Resign => "resign",
                AppointmentAction::Nominate => "nominate",
            };
            let person = field(row.person.as_deref());
            let note = field(row.note.as_deref());
            assert!(!row.lines.is_empty(), "{} has no lines", row.post);
            format!("{action} | {person} | {} | {note}", row.post)
        })
        .collect();
    (rows, diagnostics)
}

#[test]
fn cases() {
    check("appointments", include_str!("cases.txt"), rows);
}

#[test]
fn cases_set_aside() {
    check("appointments set aside", include_str!("held.txt"), rows);
}
