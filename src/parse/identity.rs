//! Stable identifiers.
//!
//! From number and issuing body; without a number from title, issuing body
//! and date; for a headless piece from its words. The same notice from another
//! file or format has the same id.

use crate::record::{Notice, Unit};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Gives every notice its id; equal ones of one source are told apart by a
/// counter.
pub fn assign(notices: &mut [Notice]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for notice in notices {
        let id = identifier(notice);
        let count = seen.entry(id.clone()).or_insert(0);
        *count += 1;
        notice.id = if *count == 1 {
            id
        } else {
            format!("{id}-{count}")
        };
    }
}

fn identifier(notice: &Notice) -> String {
    let body = notice.issuing_body.as_deref().unwrap_or("");
    let title = notice.title.as_deref().map(squeeze).unwrap_or_default();
    let parts: Vec<String> = match &notice.document_number {
        Some(number) if !(number.agency_code.is_none() && title.is_empty()) => {
            vec!["number".into(), number.text.clone(), body.to_owned()]
        }
        _ if !title.is_empty() => vec![
            "title".into(),
            title,
            body.to_owned(),
            notice.date.clone().unwrap_or_default(),
        ],
        _ => {
            let mut words = String::new();
            for unit in &notice.body {
                collect(unit, &mut words);
            }
            for unit in notice.enclosures.iter().flat_map(|e| &e.body) {
                collect(unit, &mut words);
            }
            vec![
                "words".into(),
                words,
                body.to_owned(),
                notice.date.clone().unwrap_or_default(),
            ]
        }
    };
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = super::hex(&hash.finalize());
    format!("gb-{}", &digest[..16])
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn collect(unit: &Unit, out: &mut String) {
    out.extend(
        unit.label
            .iter()
            .flat_map(|label| label.chars())
            .chain(unit.text.chars())
            .filter(|c| !c.is_whitespace()),
    );
    for child in &unit.children {
        collect(child, out);
    }
}
