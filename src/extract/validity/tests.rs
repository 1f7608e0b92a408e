//! Tables and properties of the validity extractor.

use super::extract;
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::cases::{check, field};

fn rows(subject: &Subject) -> (Vec<String>, Vec<Diagnostic>) {
    let found = extract(subject);
    let mut rows = Vec::new();
    if let Some(effective) = &found.effective {
        assert!(!found.effective_lines.is_empty());
        rows.push(format!(
            "effective | {} | {} | {} | {}",
            field(effective.from.as_deref()),
            if effective.on_issue { "yes" } else { "no" },
            field(effective.validity.as_deref()),
            field(effective.to.as_deref()),
        ));
    }
    for repeal in &found.repeals {
        let title = field(repeal.title.as_deref());
        rows.push(format!(
            "repeal | {title} | {}",
            field(repeal.document_number.as_deref())
        ));
    }
    rows.extend(
        found
            .interpreting
            .iter()
            .map(|unit| format!("interpret | {unit}")),
    );
    rows.extend(
        found
            .explaining
            .iter()
            .map(|unit| format!("explain | {unit}")),
    );
    (rows, found.diagnostics)
}

#[test]
fn cases() {
    check("validity", include_str!("cases.txt"), rows);
}

#[test]
fn cases_set_aside() {
    check("validity set aside", include_str!("held.txt"), rows);
}
