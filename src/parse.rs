//! STAND-IN for the front half of the program, to be replaced when the rooms
//! decode … extract are joined: it makes one `fragment` notice of a UTF-8
//! text, one paragraph per printed paragraph, so that the back half runs end
//! to end. Names and signatures are meant to stay.

use crate::record::{
    Completeness, Diagnostic, Furniture, FurnitureKind, Gazette, IssueDocument, Level, Notice,
    Provenance, Role, SCHEMA_VERSION, SourceInfo, Unit,
};
use crate::text::{LineRanges, Source};
use sha2::{Digest, Sha256};

/// What a caller may say about a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParseOptions {
    /// WHATWG name of the encoding; `None` to find it out.
    pub encoding: Option<String>,
}

/// Why a source could not be read: one clear sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError(pub String);

impl std::fmt::Display for ReadError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ReadError {}

/// Decodes a source into its physical lines, as [`parse`] sees them.
///
/// # Errors
/// When the bytes are no text this program can read.
pub fn read_source(bytes: Vec<u8>, _options: &ParseOptions) -> Result<Source, ReadError> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(text)),
        Err(_) => Err(ReadError("the file is not UTF-8 text".to_owned())),
    }
}

/// Turns one source into its issue document.
///
/// # Errors
/// When the bytes are no text this program can read.
pub fn parse(
    name: &str,
    bytes: Vec<u8>,
    options: &ParseOptions,
) -> Result<IssueDocument, ReadError> {
    let size = bytes.len() as u64;
    let sha256 = hex(&Sha256::digest(&bytes));
    let source = read_source(bytes, options)?;
    let mut notice = Notice {
        completeness: Completeness::Fragment,
        ..Notice::default()
    };
    let mut furniture = Vec::new();
    let mut words = String::new();
    let mut pending: Option<Unit> = None;
    for (line, _, text) in source.lines() {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        if text.chars().all(|c| c.is_ascii_digit()) {
            furniture.push(Furniture {
                kind: FurnitureKind::PageNumber,
                text: text.to_owned(),
                lines: (line, line),
            });
            continue;
        }
        words.push_str(text);
        notice.provenance.push(Provenance {
            role: Role::Body,
            lines: (line, line),
            enclosure: None,
            span: None,
        });
        let unit = pending.get_or_insert_with(|| Unit {
            level: Level::Paragraph,
            ..Unit::default()
        });
        unit.text.push_str(text);
        unit.lines.push(line);
        if text.ends_with(['。', '；', '：']) {
            notice.body.extend(pending.take());
        }
    }
    notice.body.extend(pending.take());
    let digest = hex(&Sha256::digest(words.as_bytes()));
    notice.id = format!("w-{}", digest.get(..16).unwrap_or_default());
    let notices = if notice.body.is_empty() {
        Vec::new()
    } else {
        vec![notice]
    };
    Ok(IssueDocument {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: SourceInfo {
            file: name.to_owned(),
            sha256,
            bytes: size,
            media_type: "text/plain".to_owned(),
            encoding: "UTF-8".to_owned(),
            lines: source.line_count(),
        },
        gazette: Gazette::default(),
        pages: Vec::new(),
        line_boxes: Vec::new(),
        notices,
        furniture,
        diagnostics: vec![Diagnostic::note(
            "parse/stand-in",
            "the text was not analysed",
            LineRanges::new(),
        )],
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
