//! Document numbers (发文字号) in any spelling, reduced to one key.
//!
//! `某政发〔2023〕3号`, `某政发[2023]第003号`, `某政发（２０２３） 3 号`,
//! `〔94〕财农字第345号` and `国务院令 第712号` are spellings of numbers; two
//! spellings name the same document when their keys are equal. The key has the
//! form of the canonical text of a record: code, full year in 〔〕, serial
//! without zeros. This room reads what people type; what is printed has been
//! read by the parser already.

use super::fold::fold;

/// A recognised number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberKey {
    /// The key, such as `某政发〔2023〕3号`; without an agency code where none
    /// was given (`〔2023〕3号`).
    pub text: String,
    /// Whether it begins with an agency code (机关代字).
    pub has_code: bool,
}

/// Longest agency code looked for, in characters. The longest known ones
/// (joint documents) stay under 20.
const MAX_CODE: usize = 30;

/// Reads a whole text as one document number.
pub fn key_of(text: &str) -> Option<NumberKey> {
    if !is_one_code(text) {
        return None;
    }
    let chars = characters(text);
    let (end, key) = read(&chars)?;
    (end == chars.len()).then_some(key)
}

/// Reads a document number at the beginning of `text`; the length is in bytes
/// of `text`. Used by the query reader, where a number may hold spaces.
pub fn key_at_start(text: &str) -> Option<(usize, NumberKey)> {
    // A number with all its spaces stays far below this.
    const WINDOW: usize = 120;
    if !is_one_code(text) {
        return None;
    }
    let mut chars = Vec::new();
    let mut ends = Vec::new();
    for (at, original) in text.char_indices().take(WINDOW) {
        for c in characters(original.encode_utf8(&mut [0; 4])) {
            chars.push(c);
            ends.push(at + original.len_utf8());
        }
    }
    let (end, key) = read(&chars)?;
    let bytes = *ends.get(end.checked_sub(1)?)?;
    Some((bytes, key))
}

/// The beginning of a number in the form of keys: `某政发[2023]` gives
/// `某政发〔2023〕`.
pub fn key_prefix(text: &str) -> String {
    characters(text).into_iter().collect()
}

/// A key's place in the order of numbers, smaller before greater: by agency
/// code (its first eight characters), then year, then serial.
pub fn number_order(key: &str, year: Option<i32>, serial: Option<u32>) -> [i64; 3] {
    let end = key
        .find(|c: char| c == '〔' || c == '第' || c.is_ascii_digit())
        .unwrap_or(key.len());
    let mut units = key.get(..end).unwrap_or_default().encode_utf16();
    let mut four = || {
        let packed = (0..4).fold(0u64, |sum, _| {
            sum << 16 | u64::from(units.next().unwrap_or(0))
        });
        // The upper half of the unsigned numbers comes after the lower half.
        (packed ^ (1 << 63)) as i64
    };
    let (first, second) = (four(), four());
    let year = i64::from(year.unwrap_or(0));
    [first, second, year << 32 | i64::from(serial.unwrap_or(0))]
}

/// Whether what stands before bracket, year or serial can be one agency code:
/// a single word, or characters set apart one by one (`某 政 发`). In
/// `招标 某政发〔2023〕3号` the first word is a word of its own.
fn is_one_code(text: &str) -> bool {
    let end = text
        .char_indices()
        .take(2 * MAX_CODE)
        .find(|&(_, c)| !(c.is_whitespace() || is_code_char(c)) || c == '第')
        .map_or(0, |(at, _)| at);
    let mut words = text.get(..end).unwrap_or_default().split_whitespace();
    let alone = words.clone().nth(1).is_none();
    alone || words.all(|word| word.chars().nth(1).is_none())
}

/// Folded characters without white space, brackets made alike.
fn characters(text: &str) -> Vec<char> {
    fold(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '[' | '(' | '{' | '【' | '〖' | '﹝' | '「' | '『' | '<' | '〈' | '⟦' => '〔',
            ']' | ')' | '}' | '】' | '〗' | '﹞' | '」' | '』' | '>' | '〉' | '⟧' => '〕',
            _ => c,
        })
        .collect()
}

/// Reads a number at the start of prepared characters; gives where it ends.
fn read(chars: &[char]) -> Option<(usize, NumberKey)> {
    read_bracketed(chars)
        .or_else(|| read_year_first(chars))
        .or_else(|| read_order(chars))
        .or_else(|| read_announcement(chars))
}

/// `某政发〔2023〕3号`, `〔2023〕第3号`; 号 may be missing where a code stands.
fn read_bracketed(chars: &[char]) -> Option<(usize, NumberKey)> {
    let open = chars.iter().take(MAX_CODE).position(|&c| c == '〔')?;
    let code = chars.get(..open)?;
    if !code.iter().all(|&c| is_code_char(c)) {
        return None;
    }
    let (at, year) = bracketed_year(chars, open)?;
    let at = skip(chars, at, '第');
    let (at, serial) = digits(chars, at)?;
    let (at, closed) = match chars.get(at) {
        Some('号') => (at + 1, true),
        _ => (at, false),
    };
    if code.is_empty() && !closed {
        return None;
    }
    let code: String = code.iter().collect();
    Some((
        at,
        NumberKey {
            text: format!("{code}〔{year}〕{serial}号"),
            has_code: !code.is_empty(),
        },
    ))
}

/// `〔94〕财农字第345号`: the old order.
fn read_year_first(chars: &[char]) -> Option<(usize, NumberKey)> {
    if chars.first() != Some(&'〔') {
        return None;
    }
    let (start, year) = bracketed_year(chars, 0)?;
    let rest = chars.get(start..)?;
    let len = rest
        .iter()
        .take(MAX_CODE)
        .position(|&c| c == '第' || !is_code_char(c))?;
    if len == 0 || rest.get(len) != Some(&'第') {
        return None;
    }
    let (at, serial) = digits(chars, start + len + 1)?;
    if chars.get(at) != Some(&'号') {
        return None;
    }
    let code: String = rest.get(..len)?.iter().collect();
    Some((
        at + 1,
        NumberKey {
            text: format!("{code}〔{year}〕{serial}号"),
            has_code: true,
        },
    ))
}

/// `国务院令第712号`, `国务院第712号令`.
fn read_order(chars: &[char]) -> Option<(usize, NumberKey)> {
    let mark = chars.iter().take(MAX_CODE).position(|&c| c == '第')?;
    let head = chars.get(..mark)?;
    if head.is_empty() || !head.iter().all(|&c| is_code_char(c)) {
        return None;
    }
    let (at, serial) = digits(chars, mark + 1)?;
    if chars.get(at) != Some(&'号') {
        return None;
    }
    let head: String = head.iter().collect();
    let (at, body) = if let Some(body) = head.strip_suffix('令') {
        (at + 1, body)
    } else if chars.get(at + 1) == Some(&'令') {
        (at + 2, head.as_str())
    } else {
        return None;
    };
    Some((
        at,
        NumberKey {
            text: format!("{body}令第{serial}号"),
            has_code: true,
        },
    ))
}

/// `公告2023年第5号`, `2023年第5号公告`, also 通告 and 令.
fn read_announcement(chars: &[char]) -> Option<(usize, NumberKey)> {
    const KINDS: [&str; 3] = ["公告", "通告", "令"];
    let start = chars
        .iter()
        .take(MAX_CODE)
        .position(|c| c.is_ascii_digit())?;
    let head = chars.get(..start)?;
    if !head.iter().all(|&c| is_code_char(c)) {
        return None;
    }
    let (at, year) = digits(chars, start)?;
    if !(1900..=2200).contains(&year) || chars.get(at) != Some(&'年') {
        return None;
    }
    let at = skip(chars, at + 1, '第');
    let (at, serial) = digits(chars, at)?;
    if chars.get(at) != Some(&'号') {
        return None;
    }
    let head: String = head.iter().collect();
    if KINDS.iter().any(|kind| head.ends_with(kind)) {
        return Some((
            at + 1,
            NumberKey {
                text: format!("{head}{year}年第{serial}号"),
                has_code: true,
            },
        ));
    }
    let tail: String = chars.get(at + 1..)?.iter().take(2).collect();
    let kind = KINDS.iter().find(|kind| tail.starts_with(**kind))?;
    Some((
        at + 1 + kind.chars().count(),
        NumberKey {
            text: format!("{head}{kind}{year}年第{serial}号"),
            has_code: true,
        },
    ))
}

/// The year in the bracket that opens at `open`: where it ends, and four
/// digits. Two digits are of the last century from 49 on, as in print.
fn bracketed_year(chars: &[char], open: usize) -> Option<(usize, u32)> {
    let (mut at, year) = digits(chars, open + 1)?;
    let length = at - open - 1;
    at = skip(chars, at, '年');
    if chars.get(at) != Some(&'〕') {
        return None;
    }
    let year = match (length, year) {
        (_, 1900..=2200) => year,
        (2, 49..=99) => 1900 + year,
        (2, 0..=48) => 2000 + year,
        _ => return None,
    };
    Some((at + 1, year))
}

fn skip(chars: &[char], at: usize, c: char) -> usize {
    at + usize::from(chars.get(at) == Some(&c))
}

/// A number of at most seven digits, Arabic or Chinese (`二〇二三`, `十二`,
/// `一百零五`), and where it ends.
fn digits(chars: &[char], at: usize) -> Option<(usize, u32)> {
    let run = |test: fn(char) -> bool| -> usize {
        chars
            .iter()
            .skip(at)
            .take(8)
            .take_while(|c| test(**c))
            .count()
    };
    let length = run(|c| c.is_ascii_digit());
    if (1..=7).contains(&length) {
        let words: String = chars.get(at..at + length)?.iter().collect();
        return Some((at + length, words.parse().ok()?));
    }
    let length = run(|c| hanzi_digit(c).is_some() || hanzi_rank(c).is_some());
    if (1..=7).contains(&length) {
        let value = hanzi_number(chars.get(at..at + length)?)?;
        return Some((at + length, value));
    }
    None
}

/// The value of a Chinese numeral below 10,000, read digit by digit when it
/// holds no 十 or 百; `None` when it is no well-formed numeral.
pub fn hanzi_number(chars: &[char]) -> Option<u32> {
    if chars.is_empty() || chars.len() > 7 {
        return None;
    }
    if chars.iter().all(|&c| hanzi_digit(c).is_some()) {
        return chars
            .iter()
            .try_fold(0u32, |sum, &c| Some(sum * 10 + hanzi_digit(c)?));
    }
    let (mut sum, mut digit, mut above) = (0, None, u32::MAX);
    for &c in chars {
        if let Some(rank) = hanzi_rank(c) {
            // 十二 without a leading 一 only at the very beginning.
            let times = match digit {
                Some(0) | None if sum > 0 || rank != 10 => return None,
                Some(0) => return None,
                None => 1,
                Some(times) => times,
            };
            if rank >= above {
                return None;
            }
            sum += times * rank;
            above = rank;
            digit = None;
        } else {
            let value = hanzi_digit(c)?;
            match digit {
                None | Some(0) => digit = Some(value),
                Some(_) => return None,
            }
        }
    }
    Some(sum + digit.unwrap_or(0))
}

fn hanzi_digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' => Some(0),
        _ => "一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .map(|i| i as u32 + 1),
    }
}

fn hanzi_rank(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// Characters of agency codes: hanzi, and letters in a few.
fn is_code_char(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}') || c.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_meet_in_one_key() {
        for (spelling, key) in [
            ("某政发〔2023〕3号", "某政发〔2023〕3号"),
            ("某政发[2023]3号", "某政发〔2023〕3号"),
            ("某政发［２０２３］３号", "某政发〔2023〕3号"),
            ("某政发(2023)3号", "某政发〔2023〕3号"),
            ("某政发（2023） 3 号", "某政发〔2023〕3号"),
            ("某政发【2023】003号", "某政发〔2023〕3号"),
            ("某政发﹝2023﹞第3号", "某政发〔2023〕3号"),
            ("某政发〔2023〕第 3 号", "某政发〔2023〕3号"),
            ("某 政 发 〔 2023 〕 3 号", "某政发〔2023〕3号"),
            ("某政发〔2023年〕3号", "某政发〔2023〕3号"),
            ("某政发〔23〕3号", "某政发〔2023〕3号"),
            ("某政发〔二〇二三〕三号", "某政发〔2023〕3号"),
            ("某政发〈2023〉3号", "某政发〔2023〕3号"),
            ("某政发〔2023〕3", "某政发〔2023〕3号"),
            ("〔2023〕3号", "〔2023〕3号"),
            ("〔94〕财农字第345号", "财农字〔1994〕345号"),
            ("国务院令第712号", "国务院令第712号"),
            ("国务院令 第 712 号", "国务院令第712号"),
            ("国务院第七百一十二号令", "国务院令第712号"),
            ("公告2023年第5号", "公告2023年第5号"),
            ("2023年第05号公告", "公告2023年第5号"),
            ("发改委令２０２３年第5号", "发改委令2023年第5号"),
        ] {
            assert_eq!(
                key_of(spelling).map(|key| key.text).as_deref(),
                Some(key),
                "{spelling}"
            );
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for words in [
            "",
            "号",
            "第十四条",
            "第5号",
            "2023年第5号",
            "2023年1月6日",
            "营商环境",
            "某政发〔2023〕号",
            "某政发〔20233〕3号",
            "某政发〔3〕3号",
            "〔2023〕3",
            "（2023）",
            "某政发〔2023〕3号文件",
            "第十十号令",
        ] {
            assert_eq!(key_of(words), None, "{words}");
        }
    }

    #[test]
    fn a_number_ends_where_it_ends() {
        let (end, key) = key_at_start("某政发 [2023] 3 号 -招标").unwrap();
        assert_eq!(&"某政发 [2023] 3 号 -招标"[..end], "某政发 [2023] 3 号");
        assert_eq!(key.text, "某政发〔2023〕3号");
        let (end, key) = key_at_start("某 政 发〔2023〕3号").unwrap();
        assert_eq!((end, key.text.as_str()), (25, "某政发〔2023〕3号"));
        for words in ["招标 某政发〔2023〕3号", "招标 国务院令第3号"] {
            assert_eq!(key_at_start(words), None);
            assert_eq!(key_of(words), None);
        }
    }

    #[test]
    fn numbers_have_an_order() {
        let list = [
            ("国务院令第7号", None, 7),
            ("某政函〔2021〕9号", Some(2021), 9),
            ("某政函〔2022〕1号", Some(2022), 1),
            ("某政函〔2022〕10号", Some(2022), 10),
            ("某政办函〔2001〕3号", Some(2001), 3),
            ("某政办函字〔2000〕3号", Some(2000), 3),
            ("财农字〔1994〕345号", Some(1994), 345),
        ];
        let keys: Vec<[i64; 3]> = list
            .iter()
            .map(|&(key, year, serial)| number_order(key, year, Some(serial)))
            .collect();
        assert!(keys[1..4].is_sorted() && keys[4..6].is_sorted());
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        let alike = |at: usize, other: usize| keys[at][..2] == keys[other][..2];
        assert!(alike(1, 3) && !alike(3, 4) && !alike(4, 5));
        assert_eq!(sorted.first(), keys.first());
        assert_eq!(sorted.last(), keys.last());
        assert_eq!(key_prefix("某政发 [2023]"), "某政发〔2023〕");
    }

    #[test]
    fn hanzi_numerals() {
        for (words, value) in [
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("一百零五", Some(105)),
            ("一百一十二", Some(112)),
            ("二〇二三", Some(2023)),
            ("一千零一", Some(1001)),
            ("百", None),
            ("十百", None),
            ("二二十", None),
        ] {
            let chars: Vec<char> = words.chars().collect();
            assert_eq!(hanzi_number(&chars), value, "{words}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[某政发〔〕()\\[\\] 0-9第号令年一十百〇公告]{0,24}") {
            let _ = key_of(&text);
            if let Some((end, _)) = key_at_start(&text) {
                prop_assert!(text.is_char_boundary(end) && end > 0);
            }
        }

        #[test]
        fn a_key_is_its_own_key(code in "[甲乙发函]{1,5}", year in 1949u32..2100, serial in 0u32..9999) {
            let text = format!("{code}〔{year}〕{serial}号");
            prop_assert_eq!(key_of(&text).map(|key| key.text), Some(text));
        }
    }
}
