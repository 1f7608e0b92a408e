//! Characters that tell of damage: they are counted and left as they are.
//!
//! Clean text is passed over in blocks by a test without branches; only a block
//! that may hold something is looked at byte by byte.

use crate::diag::Diagnostic;
use crate::text::{LineRanges, Source, Span};

/// Ranges of lines a diagnostic names at most; its count is always whole.
pub(super) const MAX_RANGES: usize = 20;
/// Bytes a block has.
const BLOCK: usize = 64;

/// The U+FFFD this room put in itself, which are no oddities of the file.
pub(super) struct Ours<'a> {
    /// Byte offsets of the first ones, ascending.
    pub(super) offsets: &'a [u32],
    /// All of them.
    pub(super) count: u64,
}

/// How often something was seen, and the first lines.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) lines: LineRanges,
}

impl Tally {
    /// Counts an occurrence at a byte offset; offsets of one cursor ascend.
    pub(super) fn add(&mut self, cursor: &mut LineCursor<'_>, offset: usize) {
        self.count += 1;
        let line = cursor.line_at(offset);
        let goes_on = self.lines.0.last().is_some_and(|r| r.1 + 1 >= line);
        if goes_on || self.lines.0.len() < MAX_RANGES {
            self.lines.push(line);
        }
    }
}

/// Finds the lines of ascending byte offsets.
pub(super) struct LineCursor<'a> {
    source: &'a Source,
    line: u32,
    span: Span,
}

impl<'a> LineCursor<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        LineCursor {
            source,
            line: 1,
            span: source.line_span(1).unwrap_or_default(),
        }
    }

    fn line_at(&mut self, offset: usize) -> u32 {
        while (self.span.end as usize) <= offset {
            match self.source.line_span(self.line + 1) {
                Some(next) if next.start as usize <= offset => {
                    self.line += 1;
                    self.span = next;
                }
                _ => break,
            }
        }
        self.line
    }
}

/// What was seen in the text.
#[derive(Debug, Default)]
struct Seen {
    replacement: Tally,
    lost: Tally,
    private: Tally,
    first_private: u32,
    nul: Tally,
    control: Tally,
    invisible: Tally,
    radical: Tally,
    /// Characters from U+00A1 to U+00FF.
    latin: u64,
}

/// All oddities of a text.
pub(super) fn find(source: &Source, ours: &Ours<'_>) -> Vec<Diagnostic> {
    let seen = scan(source, ours);
    let mut found = Vec::new();
    let mut report = |tally: &Tally, code: &str, what: String, hint: &str| {
        if tally.count > 0 {
            let message = format!("{} {what}", tally.count);
            found.push(Diagnostic::warning(code, message, tally.lines.clone()).with_hint(hint));
        }
    };
    let own = ours.count - ours.offsets.len() as u64;
    let replacement = Tally {
        count: seen.replacement.count.saturating_sub(own),
        lines: seen.replacement.lines,
    };
    report(
        &replacement,
        "decode/replacement",
        "U+FFFD stand in the file itself: characters were lost before it was saved.".to_owned(),
        "extract the text again from the original; these characters cannot be restored",
    );
    report(
        &seen.lost,
        "decode/lost-text",
        "times 锟斤拷 stands for characters lost in an earlier conversion.".to_owned(),
        "extract the text again from the original; these characters cannot be restored",
    );
    report(
        &seen.private,
        "decode/private-use",
        format!(
            "private-use characters have no agreed meaning, the first is U+{:04X}.",
            seen.first_private
        ),
        "the font of the original is needed to tell what they show",
    );
    report(
        &seen.nul,
        "decode/nul",
        "NUL characters stand in the text.".to_owned(),
        "the file may be damaged: fetch it again",
    );
    report(
        &seen.control,
        "decode/control",
        "control characters stand in the text.".to_owned(),
        "they come from a faulty extraction and have no meaning",
    );
    report(
        &seen.invisible,
        "decode/invisible",
        "invisible characters (zero width or direction marks) stand in the text.".to_owned(),
        "check these lines: such characters can hide or turn words",
    );
    report(
        &seen.radical,
        "decode/radical",
        "characters are radicals (U+2E80 to U+2FDF) in the place of hanzi.".to_owned(),
        "they are read as the hanzi they look like",
    );
    // A run needs four letters.
    if seen.latin >= 4 {
        let mojibake = mojibake(source);
        report(
            &mojibake,
            "decode/mojibake",
            "runs of Latin letters are Chinese text that was read as Latin-1.".to_owned(),
            "open the original as GB18030 (or UTF-8) and save it again",
        );
    }
    found
}

/// Goes over the text once.
fn scan(source: &Source, ours: &Ours<'_>) -> Seen {
    let bytes = source.text().as_bytes();
    let mut seen = Seen::default();
    let mut cursor = LineCursor::new(source);
    let mut at = 0;
    while at < bytes.len() {
        let block = |from: usize| bytes.get(from..).and_then(|rest| rest.first_chunk());
        // The last bytes have no full block and are always looked at.
        let whole = block(at).zip(block(at + 1)).zip(block(at + 2));
        if whole.is_none_or(|((a, b), c)| may_be_odd(a, b, c)) {
            for start in at..(at + BLOCK).min(bytes.len()) {
                look(bytes, start, &mut seen, &mut cursor, ours);
            }
        }
        at += BLOCK;
    }
    seen
}

/// Whether a block may hold an oddity. `b` and `c` are `a` moved on by one byte
/// and by two; plain arithmetic on bytes, which the compiler makes wide.
fn may_be_odd(a: &[u8; BLOCK], b: &[u8; BLOCK], c: &[u8; BLOCK]) -> bool {
    let mut odd = 0_u8;
    for ((&a, &b), &c) in a.iter().zip(b).zip(c) {
        let control = (a < 0x20) & (a != b'\n') & (a != b'\r') & (a != b'\t');
        let lead = (a == 0xEE) | (a >= 0xF0) | (a == 0x7F) | ((a & 0xFE) == 0xC2);
        let ef = (a == 0xEF) & ((b < 0xA4) | (b == 0xBB) | (b == 0xBF));
        // Differences wrap around, so that one comparison tells a range.
        let mark = (c.wrapping_sub(0x8B) <= 4) | (c.wrapping_sub(0xA8) <= 6);
        let e2 = (a == 0xE2) & (((b == 0x80) & mark) | ((b == 0x81) & (c >= 0xA0)) | (b >= 0xBA));
        let lost = (a == 0xE9) & (b == 0x94) & (c == 0x9F);
        odd |= u8::from(control | lead | ef | e2 | lost);
    }
    odd != 0
}

/// Counts the oddity that begins at byte `at`, if one does.
fn look(bytes: &[u8], at: usize, seen: &mut Seen, cursor: &mut LineCursor<'_>, ours: &Ours<'_>) {
    let next = |n: usize| bytes.get(at + n).copied().unwrap_or_default();
    let (a, b, c) = (next(0), next(1), next(2));
    let tally = match (a, b, c) {
        (0, ..) => &mut seen.nul,
        (b'\t' | b'\n' | 0x0C | b'\r', ..) => return,
        (..0x20 | 0x7F, ..) | (0xC2, 0x80..=0x9F, _) => &mut seen.control,
        (0xC2, 0xAD, _) => {
            seen.latin += 1;
            &mut seen.invisible
        }
        (0xC2 | 0xC3, ..) => {
            seen.latin += 1;
            return;
        }
        // U+200B–200F, U+202A–202E, U+2060–206F, U+FEFF, tags
        (0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE)
        | (0xE2, 0x81, 0xA0..=0xAF)
        | (0xEF, 0xBB, 0xBF)
        | (0xF3, 0xA0, 0x80 | 0x81) => &mut seen.invisible,
        // U+2E80–2FDF
        (0xE2, 0xBA..=0xBE, _) | (0xE2, 0xBF, 0x80..=0x9F) => &mut seen.radical,
        (0xEF, 0xBF, 0xBD) => {
            if ours.offsets.binary_search(&(at as u32)).is_ok() {
                return;
            }
            &mut seen.replacement
        }
        (0xEF, 0xBF, 0xB9..=0xBB | 0xBE | 0xBF) => &mut seen.control,
        (0xEE, ..) | (0xEF, 0x80..=0xA3, _) => {
            if seen.private.count == 0 {
                seen.first_private =
                    u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
            }
            &mut seen.private
        }
        (0xF3, 0xB0.., _) | (0xF4, ..) => {
            if seen.private.count == 0 {
                seen.first_private = u32::from(a & 7) << 18
                    | u32::from(b & 0x3F) << 12
                    | u32::from(c & 0x3F) << 6
                    | u32::from(next(3) & 0x3F);
            }
            &mut seen.private
        }
        (0xE9, 0x94, 0x9F)
            if bytes
                .get(at..)
                .is_some_and(|b| b.starts_with("锟斤".as_bytes())) =>
        {
            &mut seen.lost
        }
        _ => return,
    };
    tally.add(cursor, at);
}

/// Runs of at least four characters from U+0080 to U+00FF that, taken as bytes,
/// are common hanzi in GB2312 or hanzi in UTF-8: `Ä¿Â¼` is 目录.
fn mojibake(source: &Source) -> Tally {
    let bytes = source.text().as_bytes();
    let mut tally = Tally::default();
    let mut cursor = LineCursor::new(source);
    let mut run: Vec<u8> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for at in memchr::memchr2_iter(0xC2, 0xC3, bytes).chain([usize::MAX]) {
        if at != end {
            if is_misread(&run) {
                tally.add(&mut cursor, start);
            }
            run.clear();
            start = at;
        }
        let Some(&[lead, trail]) = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>()) else {
            break;
        };
        run.push((lead & 3) << 6 | trail & 0x3F);
        end = at + 2;
    }
    tally
}

/// Whether bytes are Chinese text in GB2312 or UTF-8.
fn is_misread(run: &[u8]) -> bool {
    if run.len() < 4 {
        return false;
    }
    let (pairs, _) = run.as_chunks::<2>();
    let common = pairs
        .iter()
        .filter(|[a, b]| matches!((a, b), (0xB0..=0xD7, 0xA1..)));
    let hanzi = run.utf8_chunks().map(|chunk| chunk.valid().chars());
    let hanzi = hanzi
        .flatten()
        .filter(|c| matches!(c, '\u{3000}'..='\u{9FFF}'));
    common.count() * 10 >= pairs.len() * 7 || hanzi.count() * 6 >= run.len()
}
