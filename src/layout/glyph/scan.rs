//! The quick look: does a paragraph hold anything a tier could begin with?
//!
//! Most paragraphs do not, and nothing is allocated for them.

use super::signs::{DIGITS, is_digit};
use std::sync::LazyLock;

/// Hanzi that begin the work wherever they stand. Of a pair the rarer half is
/// enough; of the operators those that no tier can do without.
const ALWAYS: &str = "伊垣越冤曳冶爷铱掖窑";
/// The same in texts with paragraphs that lost their punctuation.
const IN_DENSE: &str = "袁遥尧曰渊院噎要";
/// Hanzi that begin it behind a digit, real or mis-decoded.
const BEHIND_DIGIT: &str = "依原耀约跃袁援臆逸院豫益译毅";
/// Hanzi that begin it behind ）, 第, 年 or 月, beside the digits.
const BEHIND_LEAD: &str = "衣";
/// Letters among hanzi that hardly stand beside each other in words.
pub(super) const RARE_LETTERS: &str =
    "葬遭糟凿藻枣澡蚤躁噪皂灶燥贼憎扎耘郧匀陨蕴酝晕韵孕匝砸栽哉宰";

const ALWAYS_BIT: u8 = 1;
const DENSE_BIT: u8 = 2;
const BEHIND_BIT: u8 = 4;
const DIGIT_BIT: u8 = 8;
const LETTER_BIT: u8 = 16;
const LEAD_BIT: u8 = 32;
const YE_BIT: u8 = 64;
const PAGE_BIT: u8 = 128;

/// What every hanzi can begin, by its distance from U+4E00.
static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut classes = vec![0; 0x5200];
    let rows = [
        (ALWAYS, ALWAYS_BIT),
        (IN_DENSE, DENSE_BIT),
        (BEHIND_DIGIT, BEHIND_BIT),
        (BEHIND_LEAD, LEAD_BIT),
        (DIGITS, DIGIT_BIT | LEAD_BIT),
        (RARE_LETTERS, LETTER_BIT),
        ("也", YE_BIT),
        ("页", PAGE_BIT),
    ];
    for (row, bit) in rows {
        for c in row.chars() {
            if let Some(class) = classes.get_mut(c as usize - 0x4E00) {
                *class |= bit;
            }
        }
    }
    classes
});

/// What the last sign was.
#[derive(Default, Clone, Copy)]
struct Last {
    /// A digit, real or mis-decoded.
    digit: bool,
    /// A hanzi for a letter.
    letter: bool,
    /// ）, 第, 年 or 月.
    lead: bool,
}

/// Whether any tier could find something.
pub(super) fn may_need_mending(text: &str, dense: bool) -> bool {
    let classes = CLASSES.as_slice();
    let always = if dense {
        ALWAYS_BIT | DENSE_BIT
    } else {
        ALWAYS_BIT
    };
    let mut last = Last::default();
    let mut seen_ye = false;
    for c in text.chars() {
        let class = (c as usize)
            .checked_sub(0x4E00)
            .and_then(|at| classes.get(at))
            .copied()
            .unwrap_or_default();
        if class == 0 {
            match c {
                '\u{2E80}'..='\u{2FD5}' => return true,
                ' ' | '\u{3000}' => {}
                _ => {
                    last = Last {
                        digit: is_digit(c),
                        lead: matches!(c, '第' | '）' | ')' | '年' | '月'),
                        ..Last::default()
                    }
                }
            }
            continue;
        }
        let is = |bit| class & bit != 0;
        if is(always)
            || is(BEHIND_BIT) && last.digit
            || is(DIGIT_BIT) && last.digit
            || is(LETTER_BIT) && last.letter
            || is(LEAD_BIT) && last.lead
            || is(PAGE_BIT) && last.digit && seen_ye
        {
            return true;
        }
        seen_ye |= is(YE_BIT);
        last = Last {
            digit: is(DIGIT_BIT),
            letter: is(LETTER_BIT),
            ..Last::default()
        };
    }
    false
}
