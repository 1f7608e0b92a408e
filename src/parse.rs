//! The whole journey for one source: bytes in, an issue document out.
//!
//! Pure: no files, no clock, no threads. The same bytes give the same
//! document, whatever the machine.

use crate::decode::{self, DecodeOptions, ReadError};
use crate::diag::Diagnostic;
use crate::extract::{
    Carried, Sieve, Subject, appointment, basis, citation, duty, history, purpose, reference,
    region, roster, target, validity,
};
use crate::layout::{self, Layout};
use crate::record::{
    Completeness, Enclosure, Gazette, IssueDocument, LineRanges, Notice, Role, SCHEMA_VERSION,
    SourceInfo, Unit,
};
use crate::review;
use crate::segment::{self, Zones};
use crate::structure::{self, Node};
use crate::text::Source;
use crate::thread::{self, NoticeThread, Weights};
use sha2::{Digest, Sha256};

mod check;
mod identity;
mod mend;
mod net;
mod rubric;

/// How to read a source.
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// WHATWG label of the encoding; detected where it is `None`.
    pub encoding: Option<String>,
    /// Weights of the reading order; only tests change them.
    pub weights: Weights,
}

impl ParseOptions {
    fn decode(&self) -> DecodeOptions {
        DecodeOptions {
            encoding: self.encoding.clone(),
            ..DecodeOptions::default()
        }
    }
}

/// Parses one source.
///
/// `name` is the file's name without its folders. Bad text never fails: it
/// gives a document with diagnostics.
///
/// # Errors
///
/// [`ReadError`] when the bytes are no text: empty, binary, a container this
/// version does not read, or over a limit. The message says what to do.
pub fn parse(
    name: &str,
    bytes: Vec<u8>,
    options: &ParseOptions,
) -> Result<IssueDocument, ReadError> {
    let sha256 = hex(&Sha256::digest(&bytes));
    let size = bytes.len() as u64;
    let decoded = decode::decode(bytes, &options.decode())?;
    let source = &decoded.source;
    let mut document = read(source, &options.weights);
    document.source = SourceInfo {
        file: name.to_owned(),
        sha256,
        bytes: size,
        media_type: decoded.media_type.to_owned(),
        encoding: decoded.encoding.to_owned(),
        lines: source.line_count(),
    };
    document.diagnostics.splice(0..0, decoded.diagnostics);
    Ok(document)
}

/// Decodes a source into its physical lines, as [`parse`] sees them.
///
/// # Errors
///
/// As [`parse`].
pub fn read_source(bytes: Vec<u8>, options: &ParseOptions) -> Result<Source, ReadError> {
    Ok(decode::decode(bytes, &options.decode())?.source)
}

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| {
            [
                DIGITS[usize::from(b >> 4)] as char,
                DIGITS[usize::from(b & 15)] as char,
            ]
        })
        .collect()
}

/// Reads a decoded source.
fn read(source: &Source, weights: &Weights) -> IssueDocument {
    let layout = layout::layout(source);
    let mut threads = thread::thread(&layout, weights);
    let spare = net::catch(&layout, &mut threads);
    let mender = mend::Mender::of(source, &layout);
    let mut notices: Vec<Notice> = threads
        .notices
        .iter()
        .map(|thread| notice(source, &layout, thread, &mender))
        .collect();
    rubric::assign(&layout, &mut notices);
    identity::assign(&mut notices);
    let mut document = IssueDocument {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: SourceInfo::default(),
        gazette: Gazette {
            ..layout.gazette.clone()
        },
        pages: layout.pages.clone(),
        line_boxes: Vec::new(),
        notices,
        furniture: layout.furniture,
        diagnostics: Vec::new(),
    };
    document.diagnostics.extend(spare);
    review::issue(&mut document);
    note_shape(&mut document);
    document
        .diagnostics
        .extend(check::conservation(source, &document));
    document
}

/// Builds one notice.
fn notice(
    source: &Source,
    layout: &Layout<'_>,
    thread: &NoticeThread,
    mender: &mend::Mender<'_>,
) -> Notice {
    let mut zones = segment::segment(source, layout, thread);
    let mut diagnostics = std::mem::take(&mut zones.diagnostics);
    guesses(layout, thread, &mut diagnostics);
    let mut repairs = Vec::new();
    mender.mend_all(source, &mut zones, &mut repairs);
    if !repairs.is_empty() {
        segment::find_approval(&mut zones);
    }
    let (body, mut found) = structure::build(&zones.body);
    diagnostics.append(&mut found);
    let mut trees: Vec<Vec<Node>> = Vec::new();
    for enclosure in &zones.enclosures {
        let (tree, mut found) = structure::build(&enclosure.body);
        diagnostics.append(&mut found);
        trees.push(tree);
    }
    let hole = diagnostics
        .iter()
        .any(|d| d.code == "structure/number-hole");
    // A missing page shows in the numbering; whether it does, the tree knows.
    match zones.completeness {
        Completeness::Complete if thread.hole && hole => zones.completeness = Completeness::Gap,
        Completeness::Gap if !hole => zones.completeness = Completeness::Complete,
        _ => {}
    }
    let mut notice = header(&zones);
    let gazette = layout.gazette.title.as_deref();
    facts(
        &zones,
        &body,
        &trees,
        gazette,
        &mut notice,
        &mut diagnostics,
    );
    notice.body = units(body);
    notice.enclosures = zones
        .enclosures
        .into_iter()
        .zip(trees)
        .map(|(zone, tree)| Enclosure {
            title: zone.title,
            document_type: zone.document_type,
            document_number: zone.number,
            issuing_body: zone.issuing_body,
            date: zone.date,
            body: units(tree),
            attachments: zone.attachments,
        })
        .collect();
    notice.attachments = zones.attachments;
    notice.field_lines.extend(zones.field_lines);
    notice.provenance = zones.provenance;
    notice.repairs = repairs;
    incomplete(&notice, &mut diagnostics);
    notice.diagnostics = diagnostics;
    notice
}

fn units(tree: Vec<Node>) -> Vec<Unit> {
    tree.into_iter().map(Node::into_unit).collect()
}

/// The header fields.
fn header(zones: &Zones) -> Notice {
    Notice {
        document_number: zones.number.clone(),
        title: zones.title.clone(),
        document_type: zones.document_type.clone(),
        issuing_body: zones.issuing_bodies.first().cloned(),
        issuing_bodies: zones.issuing_bodies.clone(),
        recipients: zones.recipients.clone(),
        date: zones.date.clone(),
        disclosure: zones.disclosure.clone(),
        approval: zones.approval.clone(),
        completeness: zones.completeness,
        copied_to: zones.copied_to.clone(),
        subject_words: zones.subject_words.clone(),
        history_note: zones.history_note.clone(),
        registration_number: zones.registration_number.clone(),
        printing: zones.printing.clone(),
        signatory: zones.signatory.clone(),
        signed_by: zones.signed_by.clone(),
        ..Notice::default()
    }
}

/// Facts drawn from the text.
fn facts(
    zones: &Zones,
    body: &[Node],
    trees: &[Vec<Node>],
    gazette: Option<&str>,
    notice: &mut Notice,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let carried: Vec<Carried<'_>> = zones
        .enclosures
        .iter()
        .zip(trees)
        .map(|(zone, tree)| Carried {
            title: zone.title.as_deref(),
            body: tree,
        })
        .collect();
    let parts = std::iter::once(body).chain(trees.iter().map(Vec::as_slice));
    let sieve = Sieve::of(parts);
    let subject = Subject {
        title: zones.title.as_deref(),
        issuing_body: zones.issuing_bodies.first().map(String::as_str),
        date: zones.date.as_deref(),
        document_number: zones.number.as_ref().map(|n| n.text.as_str()),
        gazette,
        body,
        enclosures: &carried,
        sieve: Some(&sieve),
    };
    let (duties, mut found) = duty::extract(&subject);
    notice.responsibilities = duties;
    diagnostics.append(&mut found);
    let (citations, mut found) = citation::extract(&subject);
    notice.citations = citations;
    diagnostics.append(&mut found);
    let (appointments, mut found) = appointment::extract(&subject);
    notice.appointments = appointments;
    diagnostics.append(&mut found);
    let (roster, mut found) = roster::extract(&subject);
    notice.roster = roster;
    diagnostics.append(&mut found);
    notice.notice_kind = purpose::extract(&subject);
    notice.region = region::extract(&subject);
    notice.basis = basis::extract(&subject, &notice.citations);
    notice.targets = target::extract(&subject);
    notice.references = reference::extract(&subject);
    if let Some(note) = &notice.history_note {
        notice.history = history::extract(note);
    }
    validity(&subject, notice, diagnostics);
}

/// What a notice says about its own force.
fn validity(subject: &Subject<'_>, notice: &mut Notice, diagnostics: &mut Vec<Diagnostic>) {
    let mut found = validity::extract(subject);
    diagnostics.append(&mut found.diagnostics);
    notice.repeals = found.repeals;
    notice.effective = found.effective;
    notice.interpreting_units = found.interpreting;
    notice.explaining_units = found.explaining;
    for (field, lines) in [
        ("effective", found.effective_lines),
        ("interpreting_units", found.interpreting_lines),
        ("explaining_units", found.explaining_lines),
    ] {
        if !lines.is_empty() {
            notice.field_lines.insert(field.to_owned(), lines);
        }
    }
}

/// Says which places of the reading order were guesses.
fn guesses(layout: &Layout<'_>, thread: &NoticeThread, out: &mut Vec<Diagnostic>) {
    if thread.guesses.is_empty() {
        return;
    }
    let mut lines: Vec<u32> = thread
        .guesses
        .iter()
        .map(|(line, _)| layout.lines[*line].number)
        .collect();
    lines.sort_unstable();
    let least = thread
        .guesses
        .iter()
        .map(|(_, margin)| *margin)
        .min()
        .unwrap_or(0);
    out.push(
        Diagnostic::note(
            "thread/order-guessed",
            format!("the text may go on elsewhere at {} place(s); the best other order is {least} point(s) away", lines.len()),
            lines.into_iter().collect::<LineRanges>(),
        )
        .with_hint("compare the places with the printed page"),
    );
}

/// Says what is missing of a notice.
fn incomplete(notice: &Notice, out: &mut Vec<Diagnostic>) {
    let edge = |first: bool| {
        let rows = notice.provenance.iter().map(|row| row.lines);
        let line = if first {
            rows.map(|l| l.0).next()
        } else {
            rows.map(|l| l.1).next_back()
        };
        line.map_or_else(LineRanges::new, LineRanges::one)
    };
    let (code, message, lines) = match notice.completeness {
        Completeness::Complete => return,
        Completeness::HeadMissing => (
            "thread/head-missing",
            "the pages with title and number are missing from the source",
            edge(true),
        ),
        Completeness::TailMissing => (
            "thread/tail-missing",
            "the text breaks off; its end is missing from the source",
            edge(false),
        ),
        Completeness::Gap => (
            "thread/gap",
            "pages inside this notice are missing from the source",
            LineRanges::new(),
        ),
        Completeness::Fragment => (
            "thread/fragment",
            "neither head nor end of this text was found",
            edge(true),
        ),
    };
    out.push(Diagnostic::warning(code, message, lines));
}

/// Says when a source holds no official document.
fn note_shape(document: &mut IssueDocument) {
    let official = document
        .notices
        .iter()
        .any(|n| n.title.is_some() || n.document_number.is_some() || n.date.is_some());
    if !official && !document.notices.is_empty() {
        document.diagnostics.push(Diagnostic::warning(
            "thread/no-notice",
            "no official document was recognised in this text; it is kept whole as a fragment",
            LineRanges::new(),
        ));
    }
    let empty = document.notices.is_empty();
    if empty {
        document.diagnostics.push(Diagnostic::warning(
            "thread/no-notice",
            "the source holds no text of a notice",
            LineRanges::new(),
        ));
    }
}

/// Whether a role belongs to a carried document.
#[must_use]
pub fn of_enclosure(role: Role) -> bool {
    matches!(
        role,
        Role::EnclosureTitle | Role::EnclosureBody | Role::EnclosureAttachments
    )
}
