//! The rule: wrong hanzi = GB2312 code of the symbol, high byte + 0x31.

use encoding_rs::GBK;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Distance of the high bytes.
const SHIFT: u8 = 0x31;

/// The symbol a hanzi would stand for; `None` for hanzi outside rows 50 to 58
/// of GB2312 and for codes without a symbol.
pub(super) fn symbol_of(hanzi: char) -> Option<char> {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let codes = (0xD2..=0xDA).flat_map(|high| (0xA1..=0xFE).map(move |low| [high, low]));
        codes
            .filter(|[high, low]| is_gb2312([high - SHIFT, *low]))
            .filter_map(|[high, low]| Some((decoded([high, low])?, decoded([high - SHIFT, low])?)))
            .collect()
    });
    TABLE.get(&hanzi).copied()
}

/// Whether a code is a symbol of GB2312; GBK and its successors filled the rows.
fn is_gb2312([row, cell]: [u8; 2]) -> bool {
    match row {
        0xA2 => matches!(cell, 0xB1..=0xE2 | 0xE5..=0xEE | 0xF1..=0xFC),
        0xA4 => cell <= 0xF3,
        0xA5 => cell <= 0xF6,
        0xA6 => matches!(cell, 0xA1..=0xB8 | 0xC1..=0xD8),
        0xA7 => matches!(cell, 0xA1..=0xC1 | 0xD1..=0xF1),
        0xA8 => matches!(cell, 0xA1..=0xBA | 0xC5..=0xE9),
        0xA9 => matches!(cell, 0xA4..=0xEF),
        _ => true,
    }
}

/// The character of a code in GBK, private-use ones left out.
fn decoded(code: [u8; 2]) -> Option<char> {
    let (text, failed) = GBK.decode_without_bom_handling(&code);
    let mut signs = text.chars();
    let c = signs.next().filter(|_| !failed && signs.next().is_none())?;
    (!matches!(c, '\u{E000}'..='\u{F8FF}')).then_some(c)
}

/// The symbol as a mended text prints it: digits, letters and operators in half
/// width, punctuation in full width.
pub(super) fn meant_by(hanzi: char) -> Option<char> {
    let symbol = symbol_of(hanzi)?;
    let half = matches!(symbol, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
        || "％＋－／＜＝＞．～".contains(symbol);
    // Full-width forms stand 0xFEE0 above their half-width ones.
    let folded = char::from_u32((symbol as u32).wrapping_sub(0xFEE0));
    if half { folded } else { Some(symbol) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_pairs_follow_the_rule() {
        let wrong = "伊衣豫益译毅依越垣原跃约援耀渊冤遥袁尧院曰叶曳野冶耶爷也页掖业揖铱";
        let right = "×÷％℃‰°±＝＋－＞＜．～（）。，、：；《》“”‘’〔〕〈〉【】";
        for (hanzi, symbol) in wrong.chars().zip(right.chars()) {
            assert_eq!(symbol_of(hanzi), Some(symbol), "{hanzi}");
        }
        let digits = "园员圆猿源缘远苑愿怨".chars().map(meant_by);
        assert!(digits.eq("0123456789".chars().map(Some)));
        for (hanzi, meant) in [
            ('豫', '%'),
            ('越', '='),
            ('宰', 'W'),
            ('渊', '（'),
            ('耀', '~'),
        ] {
            assert_eq!(meant_by(hanzi), Some(meant));
        }
        for other in ['的', '人', 'a', '0', '。', '㐀', '𠮷', '龟'] {
            assert_eq!(symbol_of(other), None, "{other}");
        }
    }

    #[test]
    fn the_table_has_682_pairs() {
        let pairs = ('\u{4E00}'..='\u{9FA5}').filter(|c| symbol_of(*c).is_some());
        assert_eq!(pairs.count(), 682);
    }
}
