//! Title, document type, issuing bodies and number: what stands above a text.

use super::{Zones, header, join, lines};
use crate::layout::{self, Layout};
use crate::notation::{date, docnumber};
use crate::record::DocumentNumber;
use crate::text::{LineRanges, Source};
use crate::thread::{self, Placed};

/// Title, type and issuing bodies.
pub(super) fn title(
    source: &Source,
    layout: &Layout<'_>,
    organs: &[Placed],
    title: &[Placed],
    numbers: &[Placed],
    zones: &mut Zones,
) {
    let printed: Vec<&str> = organs.iter().map(|at| layout.lines[at.line].text).collect();
    zones.issuing_bodies = header::joint_bodies(&printed);
    let words = join::one(source, layout, title).text().trim().to_owned();
    if words.is_empty() && organs.is_empty() {
        return;
    }
    if zones.issuing_bodies.is_empty() {
        zones.issuing_bodies = header::title_bodies(&words);
    }
    let listed = printed.iter().any(|line| line.contains('、'));
    let mut whole = zones.issuing_bodies.join(if listed { "、" } else { " " });
    // The name may go on in the title's line: 某市人民政府 | 办公室关于….
    if let Some(last) = zones.issuing_bodies.last_mut()
        && let Some(office) = header::office_at_start(&words)
        && header::is_wrapped(last, office)
    {
        last.push_str(office);
    }
    if organs.is_empty() {
        whole = words.clone();
    } else if is_hanzi_end(&whole) || words.is_empty() {
        whole.push_str(&words);
    } else {
        whole.push(' ');
        whole.push_str(&words);
    }
    // An order's title is its organ, the word and its number.
    let flat_words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let order =
        ["令", "命令"].iter().any(|end| flat_words.ends_with(end)) && !flat_words.contains("关于");
    if order
        && let Some(at) = numbers.first()
        && thread::bare_number(&layout.lines[at.line].flat)
    {
        let number = thread::in_session(&layout.lines[at.line].flat);
        whole.push_str(number.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')')));
    }
    if zones.issuing_bodies.is_empty() {
        let stem = ["公告", "通告", "命令", "令", "布告", "書函", "函"]
            .iter()
            .find_map(|end| flat_words.split_once(end))
            .map(|(stem, _)| stem);
        if let Some(stem) = stem.filter(|stem| thread::is_organ(stem)) {
            zones.issuing_bodies = vec![stem.to_owned()];
        }
    }
    zones.document_type = thread::notice_type(&flat_words)
        .map(letter_kind)
        .or_else(|| {
            docnumber::whole(&flat_words)
                .and_then(|n| n.agency_code)
                .and_then(|code| thread::notice_type(&code))
        })
        .or_else(|| thread::carried_type(&flat_words))
        .or_else(|| thread::read_kind(&flat_words))
        .or_else(|| thread::slashed_kind(&layout.lines[title.first()?.line].flat))
        .map(str::to_owned);
    zones.title = Some(whole);
    // The title's glyphs are mended, and listed, later; names are plain.
    for body in &mut zones.issuing_bodies {
        *body = layout::flat(header::without_deed(body)).into_owned();
    }
    let both: Vec<Placed> = organs.iter().chain(title).copied().collect();
    zones.note("title", layout, &both);
    zones.note(
        "issuing_body",
        layout,
        if organs.is_empty() { title } else { organs },
    );
}

/// The kind (文种) of a letter by whatever name: a 复函 is a 函.
fn letter_kind(kind: &str) -> &str {
    match kind {
        "复函" | "復函" | "覆函" => "函",
        kind => kind,
    }
}

fn is_hanzi_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(thread::is_hanzi)
}

/// The document number, from its own line or from an order's.
pub(super) fn number(layout: &Layout<'_>, placed: &[Placed], zones: &mut Zones) {
    let Some(at) = placed.first() else {
        // 某省人民政府令第238号 on one line is title and number.
        if let Some(title) = &zones.title
            && let Some(found) = docnumber::whole(title)
        {
            let lines = zones.field_lines.get("title").cloned().unwrap_or_default();
            zones.number = Some(record_number(found, title.clone(), lines));
        }
        return;
    };
    let line = &layout.lines[at.line];
    let told = thread::told_value(&line.flat);
    let dated = thread::number_and_date(told).and_then(|at| told.split_at_checked(at));
    if let Some((_, day)) = dated
        && let Some(day) = date::whole(day)
    {
        zones.date = Some(day.iso());
        zones.note("date", layout, &[*at]);
    }
    let told = dated.map_or(told, |(number, _)| number);
    let printed = if told.len() < line.flat.len() {
        told.to_owned()
    } else {
        line.text.to_owned()
    };
    let found = docnumber::whole(told).or_else(|| {
        // 第238号 under 某省人民政府令, 2023年第5号 under 某市人民政府公告.
        let stem =
            thread::in_session(&line.flat).trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
        let title = zones.title.as_deref().unwrap_or("");
        if let Some((year, serial)) = docnumber::bulletin(stem) {
            let word = zones.document_type.as_deref().unwrap_or("公告");
            let sign = if stem.contains('號') { '號' } else { '号' };
            return Some(docnumber::Number {
                text: format!("{word}{year}年第{serial}{sign}"),
                agency_code: Some(word.to_owned()),
                year: Some(year),
                serial: Some(serial),
            });
        }
        let head = title.strip_suffix(stem).unwrap_or(title);
        docnumber::whole(&format!("{head}{stem}"))
    });
    if let Some(found) = found {
        zones.number = Some(record_number(found, printed, lines(layout, &placed[..1])));
    }
}

pub(super) fn record_number(
    found: docnumber::Number,
    printed: String,
    lines: LineRanges,
) -> DocumentNumber {
    DocumentNumber {
        text: found.text,
        printed,
        agency_code: found.agency_code,
        year: found.year,
        serial: found.serial,
        lines,
    }
}
