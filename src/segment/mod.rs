//! A thread becomes zones: title, number, addressees, text, attachments,
//! signature, date, note.
//!
//! Order and ownership of lines are settled when they come here; this room
//! reads the values out of them, joins lines into paragraphs and keeps every
//! line in exactly one row of the provenance.

mod attachment;
mod header;
mod join;

use crate::diag::Diagnostic;
use crate::layout::Layout;
use crate::notation::{date, docnumber};
use crate::record::{
    Approval, Attachment, Completeness, DocumentNumber, Provenance, Role, Signatory,
};
use crate::text::{Joined, LineRanges, Source};
use crate::thread::{self, CarriedThread, NoticeThread, Placed};
use std::collections::BTreeMap;

pub use header::{approval, outside, recipients};

/// A notice cut into its zones.
#[derive(Debug, Clone, Default)]
pub struct Zones {
    /// Title (标题) as printed above the text, issuing bodies first.
    pub title: Option<String>,
    /// Document type (文种).
    pub document_type: Option<String>,
    /// Issuing bodies (发文机关).
    pub issuing_bodies: Vec<String>,
    /// Document number (发文字号).
    pub number: Option<DocumentNumber>,
    /// Principal addressees (主送机关).
    pub recipients: Vec<String>,
    /// Bodies that signed (署名), as printed.
    pub signed_by: Vec<String>,
    /// Date (成文日期).
    pub date: Option<String>,
    /// Note (附注).
    pub disclosure: Option<String>,
    /// Approval by a meeting or government.
    pub approval: Option<Approval>,
    /// Paragraphs of the text.
    pub body: Vec<Joined>,
    /// Attachment list.
    pub attachments: Vec<Attachment>,
    /// Carried documents.
    pub enclosures: Vec<EnclosureZones>,
    /// 抄送
    pub copied_to: Vec<String>,
    /// 主题词
    pub subject_words: Vec<String>,
    /// 登记号
    pub registration_number: Option<String>,
    /// 题注
    pub history_note: Option<String>,
    /// 印发机关和印发日期
    pub printing: Option<String>,
    /// Who signed an order.
    pub signatory: Option<Signatory>,
    /// Lines of the single values.
    pub field_lines: BTreeMap<String, LineRanges>,
    /// Every line with its role, in reading order.
    pub provenance: Vec<Provenance>,
    /// How much of the notice is there.
    pub completeness: Completeness,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// A carried document cut into its zones.
#[derive(Debug, Clone, Default)]
pub struct EnclosureZones {
    /// Its printed title.
    pub title: Option<String>,
    /// Its type.
    pub document_type: Option<String>,
    /// Its own number.
    pub number: Option<DocumentNumber>,
    /// Its own issuing body.
    pub issuing_body: Option<String>,
    /// Its own date.
    pub date: Option<String>,
    /// Paragraphs of its text.
    pub body: Vec<Joined>,
    /// Its attachment list.
    pub attachments: Vec<Attachment>,
}

/// Cuts a notice into its zones.
pub fn segment(source: &Source, layout: &Layout<'_>, notice: &NoticeThread) -> Zones {
    let mut zones = Zones {
        completeness: notice.completeness,
        ..Zones::default()
    };
    let of = |role: Role| -> Vec<Placed> {
        notice
            .lines
            .iter()
            .filter(|placed| placed.role == role)
            .copied()
            .collect()
    };
    title(
        source,
        layout,
        &of(Role::IssuingBody),
        &of(Role::Title),
        &of(Role::DocumentNumber),
        &mut zones,
    );
    number(layout, &of(Role::DocumentNumber), &mut zones);
    let recipients = of(Role::Recipients);
    if !recipients.is_empty() {
        zones.recipients = header::recipients(&flat(layout, &recipients));
        zones.note("recipients", layout, &recipients);
    }
    zones.body = join::paragraphs(source, layout, &of(Role::Body));
    let attachments = of(Role::Attachments);
    if !attachments.is_empty() {
        zones.attachments = attachment::list(&join::one(source, layout, &attachments));
    }
    closing(layout, &notice.lines, &mut zones);
    edition(layout, notice, &mut zones);
    for carried in &notice.enclosures {
        let enclosure = enclosure(source, layout, carried);
        zones.enclosures.push(enclosure);
    }
    find_approval(&mut zones);
    provenance(layout, notice, &mut zones);
    zones
}

impl Zones {
    /// Remembers where a single value is printed.
    fn note(&mut self, field: &str, layout: &Layout<'_>, placed: &[Placed]) {
        if !placed.is_empty() {
            self.field_lines
                .insert(field.to_owned(), lines(layout, placed));
        }
    }
}

/// Physical lines of placed lines.
fn lines(layout: &Layout<'_>, placed: &[Placed]) -> LineRanges {
    placed
        .iter()
        .map(|at| layout.lines[at.line].number)
        .collect()
}

/// Words of placed lines without white space.
fn flat(layout: &Layout<'_>, placed: &[Placed]) -> String {
    placed
        .iter()
        .map(|at| layout.lines[at.line].flat.as_ref())
        .collect()
}

/// Title, type and issuing bodies.
fn title(
    source: &Source,
    layout: &Layout<'_>,
    organs: &[Placed],
    title: &[Placed],
    numbers: &[Placed],
    zones: &mut Zones,
) {
    for at in organs {
        zones
            .issuing_bodies
            .extend(header::bodies(layout.lines[at.line].text));
    }
    let words = join::one(source, layout, title).text().trim().to_owned();
    if words.is_empty() && organs.is_empty() {
        return;
    }
    if zones.issuing_bodies.is_empty() {
        zones.issuing_bodies = header::title_bodies(&words);
    }
    let mut whole = zones.issuing_bodies.join(" ");
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
        whole.push_str(
            layout.lines[at.line]
                .flat
                .trim_matches(|c| matches!(c, '（' | '）' | '(' | ')')),
        );
    }
    if zones.issuing_bodies.is_empty() {
        let stem = ["公告", "通告", "命令", "令", "布告"]
            .iter()
            .find_map(|end| flat_words.split_once(end))
            .map(|(stem, _)| stem);
        if let Some(stem) = stem.filter(|stem| thread::is_organ(stem)) {
            zones.issuing_bodies = vec![stem.to_owned()];
        }
    }
    zones.document_type = thread::notice_type(&flat_words)
        .or_else(|| {
            docnumber::whole(&flat_words)
                .and_then(|n| n.agency_code)
                .and_then(|code| thread::notice_type(&code))
        })
        .or_else(|| thread::carried_type(&flat_words))
        .map(str::to_owned);
    zones.title = Some(whole);
    let both: Vec<Placed> = organs.iter().chain(title).copied().collect();
    zones.note("title", layout, &both);
    zones.note(
        "issuing_body",
        layout,
        if organs.is_empty() { title } else { organs },
    );
}

fn is_hanzi_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(thread::is_hanzi)
}

/// The document number, from its own line or from an order's.
fn number(layout: &Layout<'_>, placed: &[Placed], zones: &mut Zones) {
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
    let printed = line.text.to_owned();
    let found = docnumber::whole(&line.flat).or_else(|| {
        // 第238号 under 某省人民政府令, 2023年第5号 under 某市人民政府公告.
        let stem = line
            .flat
            .trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
        let title = zones.title.as_deref().unwrap_or("");
        if let Some((year, serial)) = docnumber::bulletin(stem) {
            let word = zones.document_type.as_deref().unwrap_or("公告");
            return Some(docnumber::Number {
                text: format!("{word}{year}年第{serial}号"),
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

fn record_number(found: docnumber::Number, printed: String, lines: LineRanges) -> DocumentNumber {
    DocumentNumber {
        text: found.text,
        printed,
        agency_code: found.agency_code,
        year: found.year,
        serial: found.serial,
        lines,
    }
}

/// Signature, date, note.
fn closing(layout: &Layout<'_>, placed: &[Placed], zones: &mut Zones) {
    let pick = |role: Role| -> Vec<Placed> {
        placed
            .iter()
            .filter(|at| at.role == role)
            .copied()
            .collect()
    };
    let mut signed = Vec::new();
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
        } else {
            signed.extend(header::bodies(line.text));
        }
    }
    zones.signed_by.clone_from(&signed);
    if zones.issuing_bodies.is_empty() && !signed.is_empty() {
        zones.issuing_bodies = signed;
        zones.note("issuing_body", layout, &pick(Role::Signature));
    }
    if let Some(at) = pick(Role::Date).first() {
        zones.date = date::whole(&layout.lines[at.line].flat)
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
fn edition(layout: &Layout<'_>, notice: &NoticeThread, zones: &mut Zones) {
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
        zones.copied_to = outside(list.trim_end_matches('。'), &['，', '、', '。', '；', ','])
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
    let history = pick(Role::HistoryNote);
    if !history.is_empty() {
        zones.history_note = Some(header::disclosure(&flat(layout, &history)));
        zones.note("history_note", layout, &history);
    }
    let printing = pick(Role::Printing);
    if !printing.is_empty() {
        zones.printing = Some(flat(layout, &printing));
        zones.note("printing", layout, &printing);
    }
}

/// A carried document.
fn enclosure(source: &Source, layout: &Layout<'_>, carried: &CarriedThread) -> EnclosureZones {
    let of = |role: Role| -> Vec<Placed> {
        carried
            .lines
            .iter()
            .filter(|placed| placed.role == role)
            .copied()
            .collect()
    };
    let titles: Vec<Placed> = of(Role::EnclosureTitle);
    let words = join::one(source, layout, &titles).text().trim().to_owned();
    let title = (!words.is_empty()).then(|| {
        words
            .trim_start_matches('《')
            .trim_end_matches('》')
            .to_owned()
    });
    let body = join::paragraphs(source, layout, &of(Role::EnclosureBody));
    let attachments = of(Role::EnclosureAttachments);
    let document_type = match &title {
        Some(title) => thread::carried_type(&squeeze(title))
            .or_else(|| thread::notice_type(&squeeze(title)))
            .map(str::to_owned),
        None => self_name(&body).or_else(|| {
            carried
                .announced
                .as_deref()
                .and_then(thread::carried_type)
                .map(str::to_owned)
        }),
    };
    let number = of(Role::DocumentNumber).first().and_then(|at| {
        let line = &layout.lines[at.line];
        docnumber::whole(&line.flat)
            .map(|found| record_number(found, line.text.to_owned(), LineRanges::one(line.number)))
    });
    let issuing_body = of(Role::Signature)
        .first()
        .map(|at| layout.lines[at.line].flat.clone().into_owned());
    let date = of(Role::Date)
        .first()
        .and_then(|at| date::whole(&layout.lines[at.line].flat))
        .map(|d| d.iso());
    EnclosureZones {
        title,
        document_type,
        number,
        issuing_body,
        date,
        body,
        attachments: if attachments.is_empty() {
            Vec::new()
        } else {
            attachment::list(&join::one(source, layout, &attachments))
        },
    }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How a headless text calls itself: 本办法, 本实施细则.
fn self_name(paragraphs: &[Joined]) -> Option<String> {
    let mut best: Option<(&str, usize)> = None;
    let words = [
        "办法", "细则", "规定", "条例", "方案", "规则", "意见", "规划", "预案", "章程", "标准",
        "制度", "措施",
    ];
    for word in words {
        let count: usize = paragraphs
            .iter()
            .map(|p| {
                ["本", "本实施", "本暂行", "本管理"]
                    .iter()
                    .map(|head| p.text().matches(&format!("{head}{word}")).count())
                    .sum::<usize>()
            })
            .sum();
        if count > 0 && best.is_none_or(|(_, n)| count > n) {
            best = Some((word, count));
        }
    }
    best.map(|(word, _)| word.to_owned())
}

/// The approval named in the notice's own text.
fn find_approval(zones: &mut Zones) {
    for paragraph in zones.body.iter().take(12) {
        if let Some((approval, range)) = header::approval(paragraph.text()) {
            zones
                .field_lines
                .insert("approval".to_owned(), paragraph.lines(range));
            zones.approval = Some(approval);
            return;
        }
    }
}

/// Every line with its role, neighbours in print melted into one row.
fn provenance(layout: &Layout<'_>, notice: &NoticeThread, zones: &mut Zones) {
    let own = notice.lines.iter().map(|placed| (placed, None));
    let carried = notice.enclosures.iter().enumerate().flat_map(|(n, e)| {
        e.lines
            .iter()
            .map(move |placed| (placed, Some(n as u32 + 1)))
    });
    let mut last_ordinal = u32::MAX;
    for (placed, enclosure) in own.chain(carried) {
        let line = &layout.lines[placed.line];
        let two = placed.role == Role::Signature;
        if two && let Some(end) = thread::organ_and_date(&line.flat) {
            split_row(layout, placed, enclosure, end, zones);
            last_ordinal = u32::MAX;
            continue;
        }
        match zones.provenance.last_mut() {
            Some(row)
                if row.role == placed.role
                    && row.enclosure == enclosure
                    && row.span.is_none()
                    && last_ordinal.wrapping_add(1) == line.ordinal =>
            {
                row.lines.1 = line.number;
            }
            _ => zones.provenance.push(Provenance {
                role: placed.role,
                lines: (line.number, line.number),
                enclosure,
                span: None,
            }),
        }
        last_ordinal = line.ordinal;
    }
}

/// A line that is signature and date: two rows, each with its span.
fn split_row(
    layout: &Layout<'_>,
    placed: &Placed,
    enclosure: Option<u32>,
    flat_end: usize,
    zones: &mut Zones,
) {
    let line = &layout.lines[placed.line];
    // The cut lies where `flat_end` bytes without white space have passed.
    let mut passed = 0;
    let mut cut = line.text.len();
    for (at, c) in line.text.char_indices() {
        if passed >= flat_end && !c.is_whitespace() {
            cut = at;
            break;
        }
        if !c.is_whitespace() {
            passed += c.len_utf8();
        }
    }
    let middle = line.span.start + cut as u32;
    for (role, span) in [
        (Role::Signature, (line.span.start, middle)),
        (Role::Date, (middle, line.span.end)),
    ] {
        zones.provenance.push(Provenance {
            role,
            lines: (line.number, line.number),
            enclosure,
            span: Some(span),
        });
    }
}
