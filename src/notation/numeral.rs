//! Chinese and Arabic numerals as they are printed in documents.
//!
//! Owns the reading of 一百零八, 二〇二三, 廿五 and of half- and full-width
//! digits. Lengths are bytes of the text given. Nothing here skips spaces or
//! allocates; reading stops after the few characters a number can have.

/// The most digits read as one number; ten could overflow a `u32`.
const MAX_DIGITS: u8 = 9;

/// Reads a hanzi numeral character by character, so that a caller can step
/// over stray spaces between them.
///
/// Two readings are kept side by side until one fails: by place (二〇二三)
/// and by unit (二千零二十三).
#[derive(Debug, Clone, Copy)]
pub struct HanziReader {
    /// Value of the digits read by place; `None` once a unit was met.
    places: Option<u32>,
    count: u8,
    /// Whether the reading by unit still holds.
    by_unit: bool,
    /// What 万 multiplied.
    upper: u32,
    /// What 千, 百 and 十 multiplied since the start or 万.
    section: u32,
    /// The digit waiting for its unit.
    digit: Option<u32>,
    /// The last unit met; the next must be smaller.
    unit: u32,
    /// A 零 that still waits for its digit.
    zero: bool,
}

impl Default for HanziReader {
    fn default() -> Self {
        HanziReader {
            places: Some(0),
            count: 0,
            by_unit: true,
            upper: 0,
            section: 0,
            digit: None,
            unit: 10_000,
            zero: false,
        }
    }
}

impl HanziReader {
    /// Takes the next character. `false` when it does not continue the
    /// number; the reader is then unchanged.
    pub fn push(&mut self, c: char) -> bool {
        let mut next = *self;
        next.places = match (digit(c), self.places) {
            (Some(d), Some(places)) if !matches!(c, '两' | '兩') && self.count < MAX_DIGITS => {
                next.count += 1;
                Some(places * 10 + d)
            }
            _ => None,
        };
        next.by_unit = self.by_unit && next.push_by_unit(c);
        let goes_on = next.places.is_some() || next.by_unit;
        if goes_on {
            *self = next;
        }
        goes_on
    }

    /// One step of the reading by unit.
    fn push_by_unit(&mut self, c: char) -> bool {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' | '萬' => return self.close_upper(),
            '廿' | '卅' => {
                let tens = if c == '廿' { 20 } else { 30 };
                let fits = self.digit.is_none() && self.unit > 10;
                self.section += tens;
                self.unit = 10;
                self.zero = false;
                return fits;
            }
            _ => {
                return match digit(c) {
                    Some(0) => {
                        let fits = self.digit.is_none()
                            && !self.zero
                            && self.unit > 1
                            && (self.section > 0 || self.upper > 0);
                        self.zero = true;
                        fits
                    }
                    Some(d) => self.digit.replace(d).is_none(),
                    None => false,
                };
            }
        };
        // 十 alone is 10, also inside 一百十四; 百 and 千 need their digit.
        let factor = match self.digit.take() {
            Some(d) => d,
            None if unit == 10 => 1,
            None => return false,
        };
        let fits = unit < self.unit;
        self.section += factor * unit;
        self.unit = unit;
        self.zero = false;
        fits
    }

    /// 万 closes what came before it; it may stand once.
    fn close_upper(&mut self) -> bool {
        let before = self.section + self.digit.take().unwrap_or(0);
        let fits = self.upper == 0 && before > 0 && !self.zero;
        self.upper = before * 10_000;
        self.section = 0;
        self.unit = 10_000;
        fits
    }

    /// The number read so far; `None` for an empty or unfinished one (百零).
    pub fn value(&self) -> Option<u32> {
        let by_unit = self.upper + self.section + self.digit.unwrap_or(0);
        if self.by_unit && by_unit > 0 && (!self.zero || self.digit.is_some()) {
            return Some(by_unit);
        }
        self.places.filter(|_| self.count > 0)
    }
}

/// The value of a hanzi digit, 〇 and its look-alikes and 两 (兩) included.
const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a character that is a numeral by itself: 一 to 十, 廿, 卅.
pub const fn single(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => digit(c),
    }
}

/// Whether `c` can go on with a numeral begun before it.
pub const fn may_go_on(c: char) -> bool {
    single(c).is_some() || matches!(c, '百' | '千' | '万' | '萬')
}

/// The value of a hanzi numeral that is the whole of `text`: 十四, 一百零八,
/// 两千, 廿五, 二〇二三.
pub fn hanzi(text: &str) -> Option<u32> {
    hanzi_prefix(text)
        .filter(|&(_, len)| len == text.len())
        .map(|(value, _)| value)
}

/// The longest hanzi numeral at the start of `text`: its value and its length
/// in bytes.
pub fn hanzi_prefix(text: &str) -> Option<(u32, usize)> {
    let mut reader = HanziReader::default();
    let mut found = None;
    for (at, c) in text.char_indices() {
        if !reader.push(c) {
            break;
        }
        if let Some(value) = reader.value() {
            found = Some((value, at + c.len_utf8()));
        }
    }
    found
}

/// The value of one half- or full-width decimal digit.
pub const fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The digits (half or full width) at the start of `text`: their value and
/// their length in bytes. `None` without digits or with more than nine.
pub fn digits_prefix(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut count = 0;
    let mut len = 0;
    for c in text.chars() {
        let Some(d) = arabic_digit(c) else { break };
        count += 1;
        if count > MAX_DIGITS {
            return None;
        }
        value = value * 10 + d;
        len += c.len_utf8();
    }
    (count > 0).then_some((value, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numerals() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十四", 14),
            ("二十", 20),
            ("四十七", 47),
            ("一百", 100),
            ("一百零八", 108),
            ("一百〇八", 108),
            ("一百八", 108),
            ("一百一十", 110),
            ("一百十四", 114),
            ("一百二十", 120),
            ("一千二百六十", 1260),
            ("一千零一", 1001),
            ("两千", 2000),
            ("两百三十", 230),
            ("两", 2),
            ("廿", 20),
            ("廿五", 25),
            ("卅一", 31),
            ("一百廿三", 123),
            ("二〇二三", 2023),
            ("二○○六", 2006),
            ("二零一一", 2011),
            ("一九八六", 1986),
            ("三〇", 30),
            ("一〇八", 108),
            ("〇", 0),
            ("兩千", 2000),
            ("一万", 10_000),
            ("一萬", 10_000),
            ("十万零三百", 100_300),
            ("一万零二", 10_002),
            ("九千九百九十九万九千九百九十九", 99_999_999),
        ] {
            assert_eq!(hanzi(text), Some(value), "{text}");
        }
    }

    #[test]
    fn single_characters() {
        for c in "〇零○◯一二两兩三四五六七八九十廿卅".chars() {
            assert_eq!(single(c), hanzi(&c.to_string()), "{c}");
            assert!(may_go_on(c));
        }
        for c in "百千万萬".chars() {
            assert!(may_go_on(c) && single(c).is_none());
        }
        assert!(!may_go_on('条') && !may_go_on('1'));
    }

    #[test]
    fn broken_numerals() {
        for text in [
            "",
            "百",
            "万",
            "一百零",
            "十〇",
            "一百千",
            "十十",
            "二三十",
            "万一",
            "一万万",
            "一是",
            "14",
            "零一百零",
            "一二三四五六七八九一",
        ] {
            assert_eq!(hanzi(text), None, "{text}");
        }
    }

    #[test]
    fn prefixes() {
        assert_eq!(hanzi_prefix("十四条"), Some((14, 6)));
        assert_eq!(hanzi_prefix("一百零条"), Some((100, 6)));
        assert_eq!(hanzi_prefix("二〇二三年"), Some((2023, 12)));
        assert_eq!(hanzi_prefix("条"), None);
        assert_eq!(digits_prefix("15日"), Some((15, 2)));
        assert_eq!(digits_prefix("１４条"), Some((14, 6)));
        assert_eq!(digits_prefix("007"), Some((7, 3)));
        assert_eq!(digits_prefix("999999999"), Some((999_999_999, 9)));
        assert_eq!(digits_prefix("1234567890"), None);
        assert_eq!(digits_prefix("十"), None);
    }

    /// 一千零一 for 1001 and so on, for 1 ≤ n < 10 000.
    fn spell(n: u32) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let mut out = String::new();
        let mut gap = false;
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = n / unit % 10;
            if d == 0 {
                gap = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push('零');
            }
            if !(d == 1 && unit == 10 && out.is_empty()) {
                out.push(DIGITS[d as usize]);
            }
            out.push_str(name);
        }
        out
    }

    #[test]
    fn every_number_below_ten_thousand() {
        for n in 1..10_000 {
            assert_eq!(hanzi(&spell(n)), Some(n), "{}", spell(n));
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_ends_on_a_boundary(text in "[〇零一二两九十百千万廿卅0-9０-９条 ]{0,24}") {
            for found in [hanzi_prefix(&text), digits_prefix(&text)].into_iter().flatten() {
                prop_assert!(text.is_char_boundary(found.1));
                prop_assert!(found.1 > 0);
            }
        }
    }
}
