//! Tables and properties of the citation extractor.

use super::extract;
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::cases::{check, field};

fn rows(subject: &Subject) -> (Vec<String>, Vec<Diagnostic>) {
    let (found, diagnostics) = extract(subject);
    let rows = found
        .iter()
        .map(|row| {
            assert!(!row.lines.is_empty(), "{row:?} has no lines");
            let title = field(row.title.as_deref());
            let number = field(row.document_number.as_deref());
            format!(
                "{title} | {number} | {}",
                field(row.issuing_body.as_deref())
            )
        })
        .collect();
    (rows, diagnostics)
}

#[test]
fn cases() {
    check("citations", include_str!("cases.txt"), rows);
}

#[test]
fn cases_set_aside() {
    check("citations set aside", include_str!("held.txt"), rows);
}
