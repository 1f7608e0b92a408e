//! Numbers of the register of normative documents (登记号, 统一登记号), printed
//! above or below a document beside its own number: `CNPR-2022-0305003`.

use super::is_space;
use crate::notation::date::arabic;
use std::borrow::Cow;

/// Characters a registration line can have, white space not counted.
const MAX_LINE: usize = 60;
/// Bytes of such a line; more is no line to look at.
const MAX_BYTES: usize = 400;
/// What may stand before the name of the number, in any order.
const QUALIFIERS: [&str; 5] = ["行政", "规范性文件", "規範性文件", "统一", "統一"];
/// Names of the number, the longer ones first where one begins another.
const NAMES: [&str; 10] = [
    "登记编号",
    "登記編號",
    "登记号",
    "登記號",
    "备案登记号",
    "備案登記號",
    "备案编号",
    "備案編號",
    "备案号",
    "備案號",
];
/// Names that need a qualifier or a code after them: 编号 alone numbers anything.
const WEAK_NAMES: [&str; 2] = ["编号", "編號"];

/// Whether a line is nothing but a registration number: a code of capitals,
/// year and serial (`HHCR-2023-01005`), in brackets or not, or what stands
/// after `登记号：`, `统一登记号：`, `规范性文件登记编号：`.
///
/// ```
/// use gongbao::notation::docnumber;
/// assert!(docnumber::registration("CNPR-2022-0305003"));
/// assert!(docnumber::registration("统一登记号：某府规备〔2023〕5号"));
/// assert!(!docnumber::registration("某政发〔2023〕5号"));
/// ```
pub fn registration(text: &str) -> bool {
    let text = text.trim();
    if text.len() > MAX_BYTES || !may_start(text) {
        return false;
    }
    let text = if text.contains(is_space) {
        Cow::Owned(text.chars().filter(|&c| !is_space(c)).collect())
    } else {
        Cow::Borrowed(text)
    };
    let text = unbracketed(&text);
    if text.chars().nth(MAX_LINE).is_some() {
        return false;
    }
    let mut rest = text;
    while let Some(shorter) = QUALIFIERS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    if let Some(value) = NAMES.iter().find_map(|name| rest.strip_prefix(name)) {
        return match value.strip_prefix(['：', ':']) {
            Some(value) => is_value(value),
            None => is_code(unbracketed(value)),
        };
    }
    if let Some(value) = WEAK_NAMES.iter().find_map(|name| rest.strip_prefix(name)) {
        let value = value.strip_prefix(['：', ':']);
        return value.is_some_and(|value| {
            is_code(unbracketed(value)) || (rest.len() < text.len() && is_value(value))
        });
    }
    rest.len() == text.len() && is_code(rest)
}

/// Cheap test on the first character; this is asked of every line.
fn may_start(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| {
        letter(c)
            || matches!(
                c,
                '（' | '('
                    | '['
                    | '【'
                    | '〔'
                    | '［'
                    | '登'
                    | '统'
                    | '統'
                    | '规'
                    | '規'
                    | '行'
                    | '备'
                    | '備'
                    | '编'
                    | '編'
            )
    })
}

/// The line without brackets around the whole of it.
fn unbracketed(line: &str) -> &str {
    const OPEN: [char; 6] = ['（', '(', '[', '【', '〔', '［'];
    const CLOSE: [char; 6] = ['）', ')', ']', '】', '〕', '］'];
    line.strip_prefix(OPEN)
        .and_then(|line| line.strip_suffix(CLOSE))
        .unwrap_or(line)
}

/// Anything with a number in it that is no sentence.
fn is_value(value: &str) -> bool {
    value.contains(|c| arabic(c).is_some()) && !value.contains(['。', '，', '；', '：'])
}

/// `HHCR-2023-01005`: two to ten capitals and digits, at least the first two
/// letters; a year; a serial of one to eight digits, in one part or two.
fn is_code(code: &str) -> bool {
    let mut parts = code.split(dash);
    let (Some(office), Some(year), Some(serial)) = (parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let count = office.chars().count();
    let is_office = (2..=10).contains(&count)
        && office.chars().all(|c| letter(c) || arabic(c).is_some())
        && office.chars().take(2).all(letter);
    is_office
        && value(year, 4..=4).is_some_and(|year| (1990..=2100).contains(&year))
        && value(serial, 1..=8).is_some()
        && parts.next().is_none_or(|more| value(more, 1..=8).is_some())
        && parts.next().is_none()
}

/// The value of a part that is nothing but `count` digits.
fn value(part: &str, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
    if !count.contains(&part.chars().count()) {
        return None;
    }
    part.chars()
        .try_fold(0, |sum, c| Some(sum * 10 + u32::from(arabic(c)?)))
}

/// A capital, half or full width.
fn letter(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'Ａ'..='Ｚ')
}

fn dash(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '‐' | '―' | '﹣')
}
