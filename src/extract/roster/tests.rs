//! Tables and properties of the roster extractor.

use super::extract;
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::cases::{check, field};
use crate::record::RosterForm;

fn rows(subject: &Subject) -> (Vec<String>, Vec<Diagnostic>) {
    let (found, diagnostics) = extract(subject);
    let rows = found
        .iter()
        .map(|row| {
            assert!(!row.lines.is_empty(), "{row:?} has no lines");
            let form = match row.form {
                RosterForm::List => "list",
                RosterForm::Prose => "prose",
            };
            let name = field(row.name.as_deref());
            format!(
                "{} | {name} | {} | {form}",
                row.role,
                field(row.position.as_deref())
            )
        })
        .collect();
    (rows, diagnostics)
}

#[test]
fn cases() {
    check("rosters", include_str!("cases.txt"), rows);
}

#[test]
fn cases_set_aside() {
    check("rosters set aside", include_str!("held.txt"), rows);
}
