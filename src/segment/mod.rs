//! A thread becomes zones: title, number, addressees, text, attachments,
//! signature, date, note.
//!
//! Order and ownership of lines are settled when they come here; this room
//! reads the values out of them, joins lines into paragraphs and keeps every
//! line in exactly one row of the provenance.

mod approval;
mod attachment;
mod closing;
mod header;
mod join;
mod paragraph;
mod provenance;
mod title;
mod told;
mod words;

use crate::diag::Diagnostic;
use crate::layout::Layout;
use crate::notation::{date, docnumber};
use crate::record::{
    Approval, Attachment, Completeness, DocumentNumber, Provenance, Role, Signatory,
};
use crate::text::{Joined, LineRanges, Source, is_invisible};
use crate::thread::{self, CarriedThread, End, NoticeThread, Placed};
use std::collections::BTreeMap;
use title::record_number;

pub use approval::approval;
pub use header::{outside, recipients};

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
        completeness: completeness(source, layout, notice),
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
    title::title(
        source,
        layout,
        &of(Role::IssuingBody),
        &of(Role::Title),
        &of(Role::DocumentNumber),
        &mut zones,
    );
    title::number(layout, &of(Role::DocumentNumber), &mut zones);
    let recipients = of(Role::Recipients);
    if !recipients.is_empty() {
        let words = if recipients.iter().any(|at| layout.lines[at.line].mended) {
            flat(layout, &recipients)
        } else {
            squeeze(join::one(source, layout, &recipients).text())
        };
        zones.recipients = header::recipients(thread::told_value(&words));
        zones.note("recipients", layout, &recipients);
    }
    zones.body = join::paragraphs(source, layout, &of(Role::Body));
    let attachments = of(Role::Attachments);
    if !attachments.is_empty() {
        zones.attachments = attachment::list(&join::one(source, layout, &attachments));
    }
    closing::closing(layout, &notice.lines, &mut zones);
    for carried in &notice.enclosures {
        let enclosure = enclosure(source, layout, carried);
        zones.enclosures.push(enclosure);
    }
    closing::edition(layout, notice, &mut zones);
    told::told(layout, &notice.lines, &mut zones);
    find_approval(&mut zones);
    provenance::provenance(layout, notice, &mut zones);
    zones
}

/// How much of a notice is there, its last words looked at.
///
/// The last row of an attachment list or an imprint ends without a mark, and
/// is no torn sentence. A source that ends in half a character (U+FFFD) was
/// cut off there.
fn completeness(source: &Source, layout: &Layout<'_>, notice: &NoticeThread) -> Completeness {
    let parts =
        || std::iter::once(&notice.lines).chain(notice.enclosures.iter().map(|part| &part.lines));
    let last_line = |part: &[Placed]| part.last().and_then(|at| layout.lines.get(at.line));
    let halved = source.text().trim_end().ends_with('\u{FFFD}')
        && layout.lines.last().is_some_and(|end| {
            parts().any(|part| last_line(part).is_some_and(|line| line.number == end.number))
        });
    let finished = || {
        parts().all(|part| {
            let role = part.last().map_or(Role::Other, |at| at.role);
            ends_a_part(role) && last_line(part).is_some_and(|line| is_closed(&line.flat))
        })
    };
    match notice.completeness {
        Completeness::Complete | Completeness::Gap if halved => Completeness::TailMissing,
        Completeness::HeadMissing if halved => Completeness::Fragment,
        Completeness::TailMissing if !halved && finished() => Completeness::Complete,
        as_threaded => as_threaded,
    }
}

/// Roles that may be the last of a notice or of a document it carries, other
/// than its text.
fn ends_a_part(role: Role) -> bool {
    matches!(
        role,
        Role::Signature
            | Role::Date
            | Role::Disclosure
            | Role::Attachments
            | Role::EnclosureAttachments
            | Role::CopiedTo
            | Role::SubjectWords
            | Role::Printing
    )
}

/// Whether a row's brackets are closed and no comma says that more comes.
fn is_closed(flat: &str) -> bool {
    let open = flat.matches(['（', '(', '《']).count();
    let closed = flat.matches(['）', ')', '》']).count();
    closed >= open && thread::end_of(flat) != End::Comma
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

/// The words without white space and signs that print nothing.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|&c| !c.is_whitespace() && !is_invisible(c))
        .collect()
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
pub fn find_approval(zones: &mut Zones) {
    for paragraph in zones.body.iter().take(12) {
        if let Some((approval, range)) = approval(paragraph.text()) {
            zones
                .field_lines
                .insert("approval".to_owned(), paragraph.lines(range));
            zones.approval = Some(approval);
            return;
        }
    }
}
