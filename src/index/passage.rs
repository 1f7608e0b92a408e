//! What of a notice is searched: its passages.
//!
//! A passage (段落) is one unit's own words, label and text together, or one
//! printed field of the notice's head and foot. An exact phrase is found when
//! it lies inside one passage. Derived values (duties, citations, dates in
//! force) repeat printed words and are no passages of their own.

use crate::record::{Enclosure, LineRanges, Notice, Unit};
use serde::{Deserialize, Serialize};

/// Which part of the notice a passage belongs to; each has a field of its own
/// in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The notice's title and those of the documents it carries.
    Title,
    /// Any other printed field.
    Other,
    /// The text and the texts of carried documents.
    Body,
}

/// One passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it belongs.
    pub part: Part,
    /// Path of labels (`二、/（三）/4.`, `附/第十四条`; empty for text before the
    /// first label), or the record's key of a field (`title`, `recipients`).
    pub unit: String,
    /// Physical lines of the source, 1-based, inclusive.
    pub lines: LineRanges,
    /// The words, as in the record.
    pub text: String,
}

/// All passages of a notice: title, other fields, then the text in order.
pub fn passages(notice: &Notice) -> Vec<Passage> {
    let mut out = Vec::new();
    titles(notice, &mut out);
    fields(notice, &mut out);
    for unit in &notice.body {
        units(unit, "", 0, &mut out);
    }
    for (index, enclosure) in notice.enclosures.iter().enumerate() {
        let path = enclosure_path(index);
        for unit in &enclosure.body {
            units(unit, &path, 0, &mut out);
        }
    }
    out
}

/// `附` for the first carried document, `附2` for the second.
fn enclosure_path(index: usize) -> String {
    match index {
        0 => "附".to_owned(),
        n => format!("附{}", n + 1),
    }
}

fn titles(notice: &Notice, out: &mut Vec<Passage>) {
    let lines = |key: &str| notice.field_lines.get(key).cloned().unwrap_or_default();
    if let Some(title) = &notice.title {
        push(out, Part::Title, "title", lines("title"), title);
    }
    for (index, enclosure) in notice.enclosures.iter().enumerate() {
        if let Some(title) = &enclosure.title {
            let unit = format!("{}/title", enclosure_path(index));
            push(
                out,
                Part::Title,
                &unit,
                enclosure_title_lines(notice, index),
                title,
            );
        }
    }
}

/// Lines of a carried document's title, from the notice's provenance.
fn enclosure_title_lines(notice: &Notice, index: usize) -> LineRanges {
    let mut lines = LineRanges::new();
    for row in &notice.provenance {
        let which = row.enclosure.map_or(0, |n| n.saturating_sub(1) as usize);
        if row.role == crate::record::Role::EnclosureTitle && which == index {
            lines.push_range(row.lines.0, row.lines.1);
        }
    }
    lines
}

fn fields(notice: &Notice, out: &mut Vec<Passage>) {
    let mut put = |key: &str, lines: Option<&LineRanges>, text: &str| {
        let lines = lines.or_else(|| notice.field_lines.get(key));
        push(
            out,
            Part::Other,
            key,
            lines.cloned().unwrap_or_default(),
            text,
        );
    };
    if let Some(number) = &notice.document_number {
        put("document_number", Some(&number.lines), &number.text);
        if number.printed != number.text {
            put("document_number", Some(&number.lines), &number.printed);
        }
    }
    let single = [
        ("document_type", &notice.document_type),
        ("rubric", &notice.rubric),
        ("disclosure", &notice.disclosure),
        ("history_note", &notice.history_note),
        ("registration_number", &notice.registration_number),
        ("printing", &notice.printing),
    ];
    for (key, value) in single {
        if let Some(text) = value {
            put(key, None, text);
        }
    }
    let lists = [
        ("issuing_body", &notice.issuing_bodies),
        ("recipients", &notice.recipients),
        ("copied_to", &notice.copied_to),
        ("subject_words", &notice.subject_words),
    ];
    for (key, values) in lists {
        for text in values {
            put(key, None, text);
        }
    }
    if let Some(body) = &notice.issuing_body
        && !notice.issuing_bodies.contains(body)
    {
        put("issuing_body", None, body);
    }
    if let Some(signatory) = &notice.signatory {
        for text in [&signatory.post, &signatory.name].into_iter().flatten() {
            put("signatory", None, text);
        }
    }
    for attachment in &notice.attachments {
        put("attachments", Some(&attachment.lines), &attachment.title);
    }
    for enclosure in &notice.enclosures {
        enclosure_fields(enclosure, &mut put);
    }
}

fn enclosure_fields(enclosure: &Enclosure, put: &mut impl FnMut(&str, Option<&LineRanges>, &str)) {
    let none = LineRanges::new();
    if let Some(number) = &enclosure.document_number {
        put("enclosure_number", Some(&number.lines), &number.text);
        if number.printed != number.text {
            put("enclosure_number", Some(&number.lines), &number.printed);
        }
    }
    for text in [&enclosure.issuing_body, &enclosure.document_type]
        .into_iter()
        .flatten()
    {
        put("enclosure", Some(&none), text);
    }
    for attachment in &enclosure.attachments {
        put("attachments", Some(&attachment.lines), &attachment.title);
    }
}

/// Deepest unit followed; the parser nests to 16.
const MAX_DEPTH: usize = 64;

fn units(unit: &Unit, parent: &str, depth: usize, out: &mut Vec<Passage>) {
    let path = match (&unit.label, parent) {
        (Some(label), "") => label.clone(),
        (Some(label), _) => format!("{parent}/{label}"),
        (None, _) => parent.to_owned(),
    };
    let mut text = String::with_capacity(unit.text.len() + 16);
    text.push_str(unit.label.as_deref().unwrap_or_default());
    text.push_str(&unit.text);
    push(out, Part::Body, &path, unit.lines.clone(), &text);
    if depth < MAX_DEPTH {
        for child in &unit.children {
            units(child, &path, depth + 1, out);
        }
    }
}

fn push(out: &mut Vec<Passage>, part: Part, unit: &str, lines: LineRanges, text: &str) {
    if !text.trim().is_empty() {
        out.push(Passage {
            part,
            unit: unit.to_owned(),
            lines,
            text: text.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{DocumentNumber, Level};

    fn unit(label: &str, text: &str, children: Vec<Unit>) -> Unit {
        Unit {
            level: Level::Paragraph,
            label: (!label.is_empty()).then(|| label.to_owned()),
            text: text.to_owned(),
            children,
            ..Unit::default()
        }
    }

    #[test]
    fn every_unit_and_printed_field_is_a_passage() {
        let notice = Notice {
            title: Some("某市人民政府关于印发办法的通知".to_owned()),
            document_number: Some(DocumentNumber {
                text: "某政发〔2023〕3号".to_owned(),
                printed: "某政发〔2023〕 3 号".to_owned(),
                ..DocumentNumber::default()
            }),
            issuing_bodies: vec!["某市人民政府".to_owned()],
            recipients: vec!["各县".to_owned(), "市直各单位".to_owned()],
            body: vec![unit("", "现印发给你们。", vec![])],
            enclosures: vec![
                Enclosure {
                    title: Some("办法".to_owned()),
                    body: vec![unit(
                        "第一章",
                        "总则",
                        vec![unit(
                            "第一条",
                            "为了。",
                            vec![unit("（一）", "甲；", vec![]), unit("", "尾。", vec![])],
                        )],
                    )],
                    ..Enclosure::default()
                },
                Enclosure {
                    body: vec![unit("一、", "乙", vec![])],
                    ..Enclosure::default()
                },
            ],
            ..Notice::default()
        };
        let found: Vec<(String, String)> = passages(&notice)
            .into_iter()
            .map(|p| (p.unit, p.text))
            .collect();
        let expected = [
            ("title", "某市人民政府关于印发办法的通知"),
            ("附/title", "办法"),
            ("document_number", "某政发〔2023〕3号"),
            ("document_number", "某政发〔2023〕 3 号"),
            ("issuing_body", "某市人民政府"),
            ("recipients", "各县"),
            ("recipients", "市直各单位"),
            ("", "现印发给你们。"),
            ("附/第一章", "第一章总则"),
            ("附/第一章/第一条", "第一条为了。"),
            ("附/第一章/第一条/（一）", "（一）甲；"),
            ("附/第一章/第一条", "尾。"),
            ("附2/一、", "一、乙"),
        ];
        assert_eq!(found.len(), expected.len());
        for ((unit, text), (want_unit, want_text)) in found.iter().zip(expected) {
            assert_eq!((unit.as_str(), text.as_str()), (want_unit, want_text));
        }
    }
}
