//! Bytes become text; the encoding is named, what could not be read is counted.
//!
//! [`decode`] takes the bytes of one file and gives its [`Source`]. The layers,
//! each asked only when the one before has no answer: a label given by the
//! caller, a byte order mark, the look of UTF-16, valid UTF-8, GB18030 against
//! Big5 by strict reading, the `chardetng` detector, and last how many common
//! function characters (的, 一, 在 …) a reading gives. GBK and GB2312 are read as
//! GB18030, which holds both.
//!
//! No byte is dropped in silence: what cannot be decoded becomes U+FFFD and is
//! counted. Oddities of the text (锟斤拷, private-use characters, invisible
//! characters …) are reported with their lines and left as they are. This room
//! does no I/O and knows nothing of gazettes.

mod convert;
mod error;
mod guess;
mod oddities;
mod sniff;
#[cfg(test)]
mod tests;

pub use error::{Container, ReadError};

use crate::diag::Diagnostic;
use crate::text::{LineRanges, Source};
use convert::Converted;
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use guess::{Guess, Signal};

/// How a file is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeOptions {
    /// Label of the encoding (`gbk`, `utf-16le` …, any WHATWG label); `None`,
    /// the default, finds it out.
    pub encoding: Option<String>,
    /// Largest file in bytes; default 256 MiB.
    pub max_bytes: u64,
    /// Longest line in bytes of the decoded text before it is reported;
    /// default 1 MiB. A longer line is kept whole.
    pub max_line_bytes: u64,
}

impl Default for DecodeOptions {
    fn default() -> Self {
        DecodeOptions {
            encoding: None,
            max_bytes: 256 << 20,
            max_line_bytes: 1 << 20,
        }
    }
}

impl DecodeOptions {
    /// Whether a file of `bytes` bytes would be read: to be asked before
    /// reading it.
    ///
    /// # Errors
    /// [`ReadError::Empty`] and [`ReadError::TooLarge`].
    pub fn check_size(&self, bytes: u64) -> Result<(), ReadError> {
        // Offsets are u32, so a higher limit than that has no meaning.
        let limit = self.max_bytes.min(u64::from(u32::MAX));
        match bytes {
            0 => Err(ReadError::Empty),
            _ if bytes > limit => Err(ReadError::TooLarge { bytes, limit }),
            _ => Ok(()),
        }
    }
}

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text and its lines, without a byte order mark.
    pub source: Source,
    /// WHATWG name of the encoding: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE` …
    pub encoding: &'static str,
    /// `text/plain` or `text/html`.
    pub media_type: &'static str,
    /// What was noticed, in the order of the checks. Codes:
    /// `decode/undecodable`, `decode/cut`, `decode/encoding-guessed`,
    /// `decode/long-line`, `decode/html`, and those of the text's oddities:
    /// `decode/replacement`, `decode/lost-text`, `decode/private-use`,
    /// `decode/nul`, `decode/control`, `decode/invisible`, `decode/radical`,
    /// `decode/mojibake`.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes the bytes of one file.
///
/// # Errors
/// Only what is no text at all: see [`ReadError`]. Damaged text is decoded, with
/// diagnostics.
///
/// ```
/// use gongbao::decode::{DecodeOptions, decode};
/// let bytes = b"\xC4\xB3\xCA\xD0\xC8\xCB\xC3\xF1\xD5\xFE\xB8\xAE".to_vec();
/// let decoded = decode(bytes, &DecodeOptions::default())?;
/// assert_eq!(decoded.encoding, "gb18030");
/// assert_eq!(decoded.source.text(), "某市人民政府");
/// # Ok::<(), gongbao::decode::ReadError>(())
/// ```
pub fn decode(bytes: Vec<u8>, options: &DecodeOptions) -> Result<Decoded, ReadError> {
    let size = bytes.len() as u64;
    options.check_size(size)?;
    if let Some(kind) = sniff::container(&bytes) {
        return Err(ReadError::Container(kind));
    }
    let (guess, read) = read(bytes, options)?;
    if read.text.len() > u32::MAX as usize {
        return Err(ReadError::TooLarge {
            bytes: read.text.len() as u64,
            limit: u64::from(u32::MAX),
        });
    }
    let Converted {
        text,
        mut bad,
        bad_count,
        cut,
    } = read;
    let source = Source::new(text);
    let mut diagnostics = Vec::new();
    let lines = lines_of(&source, &bad);
    diagnostics.extend(undecodable(guess.encoding, bad_count, lines));
    if cut {
        diagnostics.push(cut_diagnostic(LineRanges::one(source.line_count())));
        bad.push((source.text().len() - "\u{FFFD}".len()) as u32);
    }
    diagnostics.extend(guessed(guess));
    let media_type = sniff::media_type(source.text());
    if media_type == "text/html" {
        diagnostics.push(html_diagnostic());
    }
    diagnostics.extend(long_lines(&source, options.max_line_bytes));
    let ours = oddities::Ours {
        offsets: &bad,
        count: bad_count + u64::from(cut),
    };
    diagnostics.extend(oddities::find(&source, &ours));
    Ok(Decoded {
        source,
        encoding: guess.encoding.name(),
        media_type,
        diagnostics,
    })
}

/// The layers, from the surest to the last resort.
fn read(bytes: Vec<u8>, options: &DecodeOptions) -> Result<(Guess, Converted), ReadError> {
    if let Some(label) = &options.encoding {
        let encoding = by_label(label)?;
        return Ok(converted(bytes, encoding, Signal::Label));
    }
    if let Some((encoding, _)) = bom(&bytes) {
        return Ok(converted(bytes, encoding, Signal::Bom));
    }
    if sniff::has_utf32_bom(&bytes) {
        return Err(ReadError::UnknownEncoding {
            label: "UTF-32".to_owned(),
        });
    }
    let bytes = if sniff::has_many_nuls(&bytes) {
        bytes
    } else {
        match utf8(bytes) {
            Ok(text) if !guess::is_gb_in_disguise(&text) => {
                if sniff::is_binary(text.as_bytes()) {
                    return Err(ReadError::Binary);
                }
                let guess = Guess::new(UTF_8, Signal::Utf8);
                return Ok((guess, Converted::whole(text)));
            }
            Ok(text) => text.into_bytes(),
            Err(bytes) => bytes,
        }
    };
    if let Some(encoding) = guess::utf16(&bytes) {
        return Ok(converted(bytes, encoding, Signal::Utf16));
    }
    if sniff::is_binary(&bytes) {
        return Err(ReadError::Binary);
    }
    let guess = guess::eight_bit(&bytes);
    Ok((guess, convert::convert(guess.encoding, &bytes)))
}

/// Decodes after a sure decision; a byte order mark of that encoding is taken off.
fn converted(bytes: Vec<u8>, encoding: &'static Encoding, signal: Signal) -> (Guess, Converted) {
    let guess = Guess::new(encoding, signal);
    let skip = match bom(&bytes) {
        Some((marked, len)) if marked == encoding => len,
        _ => 0,
    };
    if encoding != UTF_8 {
        let body = bytes.get(skip..).unwrap_or_default();
        return (guess, convert::convert(encoding, body));
    }
    let mut bytes = bytes;
    bytes.drain(..skip);
    match utf8(bytes) {
        Ok(text) => (guess, Converted::whole(text)),
        Err(bytes) => (guess, convert::convert(encoding, &bytes)),
    }
}

/// The text of valid UTF-8; other bytes come back. To check with `encoding_rs`
/// and to copy takes a tenth of the time of [`String::from_utf8`].
fn utf8(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    match UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(bytes),
    }
}

/// The encoding a label names; the small Chinese ones as GB18030.
fn by_label(label: &str) -> Result<&'static Encoding, ReadError> {
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) if encoding == GBK => Ok(GB18030),
        Some(encoding) => Ok(encoding),
        None => Err(ReadError::UnknownEncoding {
            label: label.to_owned(),
        }),
    }
}

/// The encoding a byte order mark names, and the mark's length in bytes.
fn bom(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if sniff::has_utf32_bom(bytes) {
        return None;
    }
    // 84 31 95 33 is U+FEFF in GB18030.
    if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return Some((GB18030, 4));
    }
    Encoding::for_bom(bytes)
}

/// Lines of ascending byte offsets, at most [`oddities::MAX_RANGES`] ranges.
fn lines_of(source: &Source, offsets: &[u32]) -> LineRanges {
    let mut tally = oddities::Tally::default();
    let mut cursor = oddities::LineCursor::new(source);
    for &offset in offsets {
        tally.add(&mut cursor, offset as usize);
    }
    tally.lines
}

fn undecodable(encoding: &'static Encoding, count: u64, lines: LineRanges) -> Option<Diagnostic> {
    let hint = match encoding {
        e if e == UTF_8 || e == UTF_16LE || e == UTF_16BE => {
            "the file may be damaged: fetch it again"
        }
        e if e == GB18030 || e == BIG5 => {
            "the file may be damaged or in another encoding: name its encoding if you know it"
        }
        _ => "name the file's encoding if you know it",
    };
    (count > 0).then(|| {
        Diagnostic::warning(
            "decode/undecodable",
            format!(
                "{count} places could not be decoded as {} and stand as U+FFFD.",
                encoding.name()
            ),
            lines,
        )
        .with_hint(hint)
    })
}

fn cut_diagnostic(lines: LineRanges) -> Diagnostic {
    Diagnostic::warning(
        "decode/cut",
        "The file ends in the middle of a character, which stands as U+FFFD.",
        lines,
    )
    .with_hint("the file was cut short: fetch it again")
}

fn html_diagnostic() -> Diagnostic {
    Diagnostic::warning(
        "decode/html",
        "The file is a web page; its tags are read as words.",
        LineRanges::new(),
    )
    .with_hint("save the page as text and read that")
}

fn guessed(guess: Guess) -> Option<Diagnostic> {
    let signal = match guess.signal {
        Signal::Detector => "by the frequency of its bytes",
        Signal::Prior => "by its function characters",
        _ => return None,
    };
    let name = guess.encoding.name();
    Some(
        Diagnostic::note(
            "decode/encoding-guessed",
            format!("The encoding was guessed to be {name} {signal}."),
            LineRanges::new(),
        )
        .with_hint("name the encoding if the text looks wrong"),
    )
}

fn long_lines(source: &Source, limit: u64) -> Option<Diagnostic> {
    let mut count = 0_u64;
    let mut lines = LineRanges::new();
    for (number, span, _) in source.lines() {
        if u64::from(span.end - span.start) > limit {
            count += 1;
            if lines.0.len() < oddities::MAX_RANGES {
                lines.push(number);
            }
        }
    }
    (count > 0).then(|| {
        Diagnostic::warning(
            "decode/long-line",
            format!("{count} lines are longer than {limit} bytes; they are kept whole."),
            lines,
        )
        .with_hint("the line ends of the file may be lost")
    })
}
