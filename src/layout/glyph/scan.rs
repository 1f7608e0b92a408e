//! The quick look: does a paragraph hold anything a tier could begin with?
//!
//! Most paragraphs do not, and nothing is allocated for them.

use super::signs::DIGITS;
use crate::text::is_invisible;
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

/// Bits of the work of a sign, apart from those that only lead to another's.
const TRIGGERS: u16 = ALWAYS_BIT | BEHIND_DIGIT_BIT | BEHIND_LEAD_BIT | LETTER_BIT | PAGE_BIT;

/// One bit for every character below U+10000: whether the work may begin at it
/// in text that kept its punctuation.
pub(in crate::layout) struct Triggers([u64; 1024]);

impl Triggers {
    /// The table, built once.
    pub(in crate::layout) fn table() -> &'static Triggers {
        static TABLE: LazyLock<Triggers> = LazyLock::new(|| {
            let mut bits = [0; 1024];
            for (row, classes) in bits.iter_mut().zip(CLASSES.chunks(64)) {
                for (column, class) in classes.iter().enumerate() {
                    *row |= u64::from(class & TRIGGERS != 0) << column;
                }
            }
            Triggers(bits)
        });
        &TABLE
    }

    /// Whether it may begin at the sign of these three bytes (UTF-8).
    pub(in crate::layout) fn has(&self, [a, b, c]: [u8; 3]) -> bool {
        let row = (usize::from(a & 0xF) << 6) | usize::from(b & 0x3F);
        self.0[row] >> (c & 0x3F) & 1 == 1
    }
}

/// Whether a paragraph with the sign at byte `at` of a line may need mending
/// because of it, in text that kept its punctuation. Said too often rather
/// than too seldom: whatever stands before the line may be joined to it.
pub(in crate::layout) fn may_begin_at(line: &str, at: usize) -> bool {
    let class = |c: char| CLASSES.get(c as usize).copied().unwrap_or_default();
    let Some((before, rest)) = line.split_at_checked(at) else {
        return true;
    };
    let here = rest.chars().next().map_or(0, class);
    let solid = |c: &char| class(*c) & SPACE_BIT == 0;
    let last = match before.chars().rev().find(solid) {
        Some(c) if !is_invisible(c) && !c.is_whitespace() => class(c),
        // What is not joined says nothing of what is.
        _ => u16::MAX,
    };
    let is = |bit| here & bit != 0;
    let after = |bit| last & bit != 0;
    is(ALWAYS_BIT)
        || is(BEHIND_DIGIT_BIT | PAGE_BIT) && after(DIGIT_BIT)
        || is(BEHIND_LEAD_BIT) && after(LEAD_BIT)
        || is(LETTER_BIT) && after(TOKEN_BIT)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::text::Source;
    use proptest::prelude::*;

    fn places(text: &str) -> Vec<u32> {
        layout(&Source::new(text.to_owned())).glyphs
    }

    #[test]
    fn places_of_a_source() {
        assert_eq!(places("实行7伊24小时"), [7]);
        assert_eq!(places("依法办理，按2依3"), [0, 19]);
        assert_eq!(places("共2\n约3人，大约"), [5]);
        assert_eq!(places("1\u{200b}院，⼈"), [4, 10]);
        assert!(places("甲，依照规定 医院").is_empty());
    }

    proptest! {
        /// Nothing a paragraph could need is left out, however its lines are
        /// joined.
        #[test]
        fn no_place_is_left_out(
            words in "[甲第年月）也页依约院衣圆园遭在A7⼈ \u{3000}\u{200b}]{0,12}(\n[依约院衣圆遭在A7甲 ]{0,6}){0,3}",
        ) {
            let joined: String = words
                .chars()
                .filter(|c| *c != '\n' && !is_invisible(*c))
                .collect();
            if may_need_mending(&joined, false) {
                prop_assert!(!places(&words).is_empty());
            }
        }
    }
}
