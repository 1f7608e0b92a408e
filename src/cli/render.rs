//! Text for people: harmless on a terminal, measured in columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Escape sequences; `anstream` takes them out where colours are off.
pub const BOLD: &str = "\x1b[1m";
/// See [`BOLD`].
pub const DIM: &str = "\x1b[2m";
/// What was looked for.
pub const MARK: &str = "\x1b[1;33m";
/// Back to plain.
pub const PLAIN: &str = "\x1b[0m";

/// Whether a character could move the cursor, change colours or turn the
/// reading direction.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// A text that is safe to print: tabs become spaces, other control and
/// direction characters `\u{…}`.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if is_unsafe(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// [`clean`] on one line.
pub fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

/// JSON bytes for a terminal: the characters [`clean`] escapes occur inside
/// strings only, where `\uXXXX` means the same.
pub fn clean_json(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(bytes) else {
        return Vec::new();
    };
    if !text.chars().any(is_unsafe) {
        return text.into_bytes();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.into_bytes()
}

/// Columns of a terminal, from `COLUMNS`, else 100.
pub fn columns() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok())
        .map_or(100, |columns: usize| columns.clamp(40, 400))
}

/// A one-line excerpt of a text, at most `width` columns wide, around its
/// first mark, with the marks coloured. Marks are characters `[start, end)`.
pub fn excerpt(text: &str, marks: &[(usize, usize)], width: usize) -> String {
    let pieces = pieces(text, marks);
    let total: usize = pieces.iter().map(|piece| piece.width).sum();
    let mut from = 0;
    if total > width
        && let Some(first) = pieces.iter().position(|piece| piece.marked)
    {
        // A third of the room before the first mark.
        let mut room = width / 3;
        from = first;
        while from > 0 && pieces.get(from - 1).is_some_and(|p| p.width <= room) {
            from -= 1;
            room -= pieces.get(from).map_or(0, |p| p.width);
        }
    }
    let mut out = String::new();
    let mut used = 0;
    if from > 0 {
        out.push('…');
        used = 1;
    }
    let mut marked = false;
    for piece in pieces.iter().skip(from) {
        if used + piece.width + 1 > width && total > width {
            out.push_str(if marked { PLAIN } else { "" });
            out.push('…');
            return out;
        }
        if piece.marked != marked {
            out.push_str(if piece.marked { MARK } else { PLAIN });
            marked = piece.marked;
        }
        out.push_str(&piece.text);
        used += piece.width;
    }
    out.push_str(if marked { PLAIN } else { "" });
    out
}

struct Piece {
    text: String,
    width: usize,
    marked: bool,
}

fn pieces(text: &str, marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut at = 0;
    let mut marks = marks.iter().peekable();
    text.graphemes(true)
        .map(|grapheme| {
            while marks.peek().is_some_and(|mark| mark.1 <= at) {
                marks.next();
            }
            let marked = marks.peek().is_some_and(|mark| mark.0 <= at);
            at += grapheme.chars().count();
            let text = clean_line(grapheme);
            Piece {
                width: text.width(),
                text,
                marked,
            }
        })
        .collect()
}

/// Pads a text to a width in columns.
pub fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}

/// `87–103, 120` for line ranges.
pub fn lines(ranges: &crate::record::LineRanges) -> String {
    let parts: Vec<String> = ranges
        .0
        .iter()
        .map(|&(a, b)| {
            if a == b {
                a.to_string()
            } else {
                format!("{a}–{b}")
            }
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn terminals_are_safe() {
        assert_eq!(
            clean("红\x1b[31m\u{202e}\ta\nb"),
            "红\\u{1b}[31m\\u{202e} a\nb"
        );
        assert_eq!(clean_line("a\r\nb"), "a\\u{d} b");
        let json = clean_json(
            "{\"a\":\"\u{9b}红\u{202e}\u{e0041}\"}\n"
                .as_bytes()
                .to_vec(),
        );
        let text = String::from_utf8(json).unwrap();
        assert_eq!(text, "{\"a\":\"\\u009b红\\u202e\\udb40\\udc41\"}\n");
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["a"], "\u{9b}红\u{202e}\u{e0041}");
    }

    #[test]
    fn excerpts_show_the_mark() {
        assert_eq!(
            excerpt("营商环境", &[(0, 2)], 20),
            format!("{MARK}营商{PLAIN}环境")
        );
        let long = format!("{}目标{}", "前".repeat(50), "后".repeat(50));
        let shown = excerpt(&long, &[(50, 52)], 30);
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(shown.contains(&format!("{MARK}目标{PLAIN}")), "{shown}");
        assert_eq!(excerpt("", &[], 10), "");
        assert_eq!(padded("市", 4), "市  ");
        assert_eq!(
            lines(&crate::record::LineRanges(vec![(1, 1), (3, 5)])),
            "1, 3–5"
        );
    }

    proptest! {
        #[test]
        fn excerpts_keep_their_width(text in "\\PC{0,80}|[市a\\n\u{301}]{0,80}", a in 0usize..80, len in 0usize..40, width in 4usize..60) {
            let shown = excerpt(&text, &[(a, a + len)], width);
            let plain = shown.replace(MARK, "").replace(PLAIN, "");
            prop_assert!(plain.width() <= width + 10, "{plain}");
            prop_assert!(!plain.contains('\x1b'));
        }
    }
}
