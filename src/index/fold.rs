//! The declared folding (折叠): the only way in which a search may differ from
//! the printed words.
//!
//! Folding does five things and nothing else:
//!
//! 1. full-width Latin letters, digits and signs become half-width
//!    (`（２０２３）` → `(2023)`), half-width CJK punctuation becomes full-width;
//!    and signs that print alike become one (`〜` `～`, `―` `—`, `・` `·`);
//! 2. letters become lower case;
//! 3. white space is dropped wherever a hanzi or CJK punctuation stands on
//!    either side of it, so that wrapped lines and stray spaces do not part a
//!    word; between two other characters a run of it is one space; at the
//!    ends of a text it is dropped;
//! 4. invisible characters (zero-width, directional, control, variation
//!    selectors) are dropped;
//! 5. traditional and variant hanzi become simplified ones (`發` → `发`), one
//!    for one.
//!
//! Whether white space stays is decided by its two neighbours alone, so the
//! folding of a part of a text is the part of its folding: a folded query is a
//! substring of a folded text exactly when the words are there.

use crate::lexicon::variants::Variants;

/// A folded text with the way back to the characters it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded words.
    pub text: String,
    /// For each byte of `text`, the character of the original (from 0) it
    /// came from.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds a text and keeps the way back.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len());
        let mut chars = FoldedChars::new(original);
        while let Some(c) = chars.next() {
            let before = text.len();
            text.push(c);
            origin.resize(origin.len() + text.len() - before, chars.last_index());
        }
        Folded { text, origin }
    }

    /// The characters `[start, end)` of the original that the folded bytes
    /// `[start, end)` came from; `None` for an empty or foreign range.
    pub fn original_chars(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        if start >= end {
            return None;
        }
        let first = *self.origin.get(start)?;
        let last = *self.origin.get(end - 1)?;
        Some((first as usize, last as usize + 1))
    }
}

/// Folds a text.
pub fn fold(original: &str) -> String {
    let mut out = String::with_capacity(original.len());
    out.extend(FoldedChars::new(original));
    out
}

/// The folded characters of a text, one by one, without allocation.
#[derive(Debug, Clone)]
pub struct FoldedChars<'a> {
    rest: std::str::Chars<'a>,
    /// Index of the next original character.
    next_index: u32,
    /// Index of the character given last.
    last_index: u32,
    /// The character given last.
    previous: Option<char>,
    /// A folded character that waits behind a space, with its index.
    waiting: Option<(char, u32)>,
    /// Whether a line ended before the character given last.
    line_ended: bool,
    variants: Variants,
}

impl<'a> FoldedChars<'a> {
    /// Starts at the beginning of `original`.
    pub fn new(original: &'a str) -> Self {
        FoldedChars {
            rest: original.chars(),
            next_index: 0,
            last_index: 0,
            previous: None,
            waiting: None,
            line_ended: false,
            variants: Variants::table(),
        }
    }

    /// Whether a line of the original ended between the character given last
    /// and the one before it.
    pub fn line_ended(&self) -> bool {
        self.line_ended
    }

    /// The index (in characters, from 0) of the original character that the
    /// last folded one came from. A kept space has that of the character
    /// before it plus one.
    pub fn last_index(&self) -> u32 {
        self.last_index
    }
}

impl Iterator for FoldedChars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some((c, index)) = self.waiting.take() {
            self.last_index = index;
            self.previous = Some(c);
            self.line_ended = false;
            return Some(c);
        }
        let mut space = false;
        self.line_ended = false;
        loop {
            let original = self.rest.next()?;
            let index = self.next_index;
            self.next_index += 1;
            if original.is_whitespace() {
                space = true;
                self.line_ended |= matches!(original, '\n' | '\r');
                continue;
            }
            if is_invisible(original) {
                continue;
            }
            let c = self.variants.simplified(fold_char(original));
            if space && self.previous.is_some_and(|before| !is_wide(before)) && !is_wide(c) {
                self.waiting = Some((c, index));
                self.last_index += 1;
                self.previous = Some(' ');
                return Some(' ');
            }
            self.last_index = index;
            self.previous = Some(c);
            return Some(c);
        }
    }
}

/// Width and case of one character.
fn fold_char(c: char) -> char {
    match c {
        '\u{4E00}'..='\u{9FFF}' | 'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        // Full-width forms stand in the order of ASCII, 0xFEE0 above it.
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
            narrow.to_ascii_lowercase()
        }
        '\u{FF61}' => '。',
        '\u{FF62}' => '「',
        '\u{FF63}' => '」',
        '\u{FF64}' => '、',
        '\u{FF65}' | '\u{30FB}' | '\u{2022}' | '\u{2027}' | '\u{2219}' => '·',
        '\u{301C}' | '\u{223C}' => '~',
        '\u{2015}' | '\u{2500}' => '—',
        // The zero of dates, as it is often typed.
        '\u{25CB}' | '\u{25EF}' => '〇',
        '\u{FFE5}' => '¥',
        _ if c.is_ascii() => c,
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Hanzi and the punctuation that stands among them: white space beside one
/// of these parts no words.
pub fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{9FFF}'      // radicals, CJK punctuation, kana, ideographs
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{2018}'..='\u{201D}'    // ‘ ’ “ ”
        | '\u{2014}' | '\u{2026}' | '\u{00B7}' // — … ·
        | '\u{2460}'..='\u{24FF}'    // ① ⑴
        | '\u{E000}'..='\u{F8FF}')
}

/// Characters that print nothing.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}'
        | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_is_what_is_declared() {
        for (printed, folded) in [
            ("某地　市 人民\n政府", "某地市人民政府"),
            ("（２０２３）第 ３ 号", "(2023)第3号"),
            ("PPP 项目", "ppp项目"),
            ("hello  World", "hello world"),
            (" a b ", "a b"),
            ("12 345\r\n6", "12 345 6"),
            ("零\u{200B}宽\u{FEFF}", "零宽"),
            ("ＡＢ ｃ", "ab c"),
            ("“三无” “三可”", "“三无”“三可”"),
            ("，\n下", ",下"),
            ("５〜６ ～ ７", "5~6 ~ 7"),
            ("甲・乙―丙", "甲·乙—丙"),
            ("〔２０２３〕", "〔2023〕"),
            ("關於〔二○二三〕號", "关于〔二〇二三〕号"),
            ("", ""),
            (" \n", ""),
            ("İ", "İ"),
        ] {
            assert_eq!(fold(printed), folded, "{printed:?}");
        }
    }

    #[test]
    fn the_way_back_counts_characters() {
        let folded = Folded::new(" 某地 市Ａ b");
        assert_eq!(folded.text, "某地市a b");
        assert_eq!(folded.original_chars(0, 9), Some((1, 5)));
        assert_eq!(folded.original_chars(6, 10), Some((4, 6)));
        assert_eq!(folded.original_chars(3, 3), None);
        assert_eq!(folded.original_chars(0, 99), None);
    }

    /// Texts in an archive were folded when they came in. Whoever changes what
    /// a character folds to raises INDEX_VERSION, so that archives of before
    /// are rebuilt, and then puts the new sum here.
    #[test]
    fn folding_is_that_of_the_index_version() {
        use sha2::{Digest, Sha256};
        let mut digest = Sha256::new();
        for c in '\0'..=char::MAX {
            let around: String = ['a', c, ' ', c, 'a'].iter().collect();
            digest.update(fold(&around).as_bytes());
        }
        let sum = digest
            .finalize()
            .iter()
            .take(4)
            .fold(0u32, |n, b| n << 8 | u32::from(*b));
        assert_eq!(
            (crate::index::schema::INDEX_VERSION, sum),
            (5, 0x10d3_764a),
            "the sum is {sum:#x}"
        );
    }

    #[test]
    fn ends_of_lines_are_told() {
        let mut chars = FoldedChars::new("a\nb 市\r\n 县 区");
        let mut told = String::new();
        while let Some(c) = chars.next() {
            told.extend(chars.line_ended().then_some('|'));
            told.push(c);
        }
        assert_eq!(told, "a| b市|县区");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,40}|[a-c市 　\n（）A１]{0,30}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            let mapped = Folded::new(&text);
            prop_assert_eq!(&mapped.text, &once);
            prop_assert_eq!(mapped.origin.len(), once.len());
        }

        #[test]
        fn folding_a_part_gives_a_part(text in "[a-c市县，　 \nA１。]{1,30}", from in 0usize..30, len in 1usize..12) {
            let part: String = text.chars().skip(from).take(len).collect();
            prop_assert!(fold(&text).contains(&fold(&part)));
        }
    }
}
