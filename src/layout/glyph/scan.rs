//! The quick look: does a paragraph hold anything a tier could begin with?
//!
//! Most paragraphs do not, and nothing is allocated for them.

use super::signs::DIGITS;
use std::sync::LazyLock;

/// Hanzi that begin the work wherever they stand. Of a pair the rarer half is
/// enough; of the operators those that no tier can do without.
const ALWAYS: &str = "伊垣越冤曳冶爷铱掖窑";
/// The same in texts with paragraphs that lost their punctuation.
const IN_DENSE: &str = "袁遥尧曰渊院噎要";
/// Hanzi that begin it behind a digit, real or mis-decoded.
const BEHIND_DIGIT: &str = "依原耀约跃袁援臆逸院豫益译毅";
/// Letters among hanzi that hardly stand beside each other in words.
pub(super) const RARE_LETTERS: &str =
    "葬遭糟凿藻枣澡蚤躁噪皂灶燥贼憎扎耘郧匀陨蕴酝晕韵孕匝砸栽哉宰";

/// The other letters.
const COMMON_LETTERS: &str = "粤月悦阅云允运杂灾载再在早造责择则泽怎增曾赠";

/// What a sign can begin or lead to, a bit each.
const ALWAYS_BIT: u16 = 1;
const DENSE_BIT: u16 = 1 << 1;
const BEHIND_DIGIT_BIT: u16 = 1 << 2;
const BEHIND_LEAD_BIT: u16 = 1 << 3;
const LETTER_BIT: u16 = 1 << 4;
const PAGE_BIT: u16 = 1 << 5;
const YE_BIT: u16 = 1 << 6;
/// A digit, real or mis-decoded.
const DIGIT_BIT: u16 = 1 << 7;
/// ）, 第, 年 or 月.
const LEAD_BIT: u16 = 1 << 8;
const SPACE_BIT: u16 = 1 << 9;
/// A letter or a digit, real or mis-decoded.
const TOKEN_BIT: u16 = 1 << 10;

/// The bits of every character below U+10000, by its code.
static CLASSES: LazyLock<Box<[u16; 0x10000]>> = LazyLock::new(|| {
    let mut classes = Box::new([0; 0x10000]);
    let mut set = |row: &str, bits: u16| {
        for c in row.chars() {
            if let Some(class) = classes.get_mut(c as usize) {
                *class |= bits;
            }
        }
    };
    set(ALWAYS, ALWAYS_BIT);
    set(IN_DENSE, DENSE_BIT);
    set(BEHIND_DIGIT, BEHIND_DIGIT_BIT);
    set(
        DIGITS,
        DIGIT_BIT | TOKEN_BIT | BEHIND_DIGIT_BIT | BEHIND_LEAD_BIT,
    );
    set("衣", BEHIND_LEAD_BIT);
    set(RARE_LETTERS, LETTER_BIT | TOKEN_BIT);
    set(COMMON_LETTERS, TOKEN_BIT);
    let latin: String = ('A'..='Z').chain('a'..='z').collect();
    set(&latin, TOKEN_BIT);
    set("0123456789０１２３４５６７８９", DIGIT_BIT | TOKEN_BIT);
    set("）)第年月", LEAD_BIT);
    set(" \t\u{A0}\u{3000}", SPACE_BIT);
    set("页", PAGE_BIT);
    set("也", YE_BIT);
    let radicals: String = ('\u{2E80}'..='\u{2FD5}').collect();
    set(&radicals, ALWAYS_BIT);
    classes
});

/// Whether any tier could find something.
pub(super) fn may_need_mending(text: &str, dense: bool) -> bool {
    let classes: &[u16; 0x10000] = &CLASSES;
    let always = if dense {
        ALWAYS_BIT | DENSE_BIT
    } else {
        ALWAYS_BIT
    };
    // The class of the last sign, white space not counted.
    let mut last = 0;
    let mut seen_ye = false;
    for c in text.chars() {
        let class = classes.get(c as usize).copied().unwrap_or_default();
        if class & SPACE_BIT != 0 {
            continue;
        }
        if class != 0 {
            let is = |bit| class & bit != 0;
            let after = |bit| last & bit != 0;
            if is(always)
                || is(BEHIND_DIGIT_BIT) && after(DIGIT_BIT)
                || is(BEHIND_LEAD_BIT) && after(LEAD_BIT)
                || is(LETTER_BIT) && after(TOKEN_BIT)
                || is(PAGE_BIT) && after(DIGIT_BIT) && seen_ye
            {
                return true;
            }
            seen_ye |= is(YE_BIT);
        }
        last = class;
    }
    false
}
