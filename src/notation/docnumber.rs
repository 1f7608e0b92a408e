//! Document numbers (发文字号) as gazettes print them.
//!
//! Read are the standard form `晋政办发〔2022〕75号` with every kind of bracket,
//! a bracket lost or turned, 第, two-digit years and white space anywhere; the
//! old form with the year first (`〔94〕财农字第345号`); orders (`国务院令第712号`,
//! `第712号令`) and announcements (`公告2023年第5号`). Every spelling has one
//! canonical text: code, full year in 〔〕, serial without zeros. Letters in
//! traditional characters that are numbered through keep their number as it is
//! printed (`府人一字第1130012345號`).
//!
//! A number is read backwards from its 号, the one sign no form lacks; 號 reads
//! like 号, and the canonical text keeps the script. Lines with less than a
//! number, [`bare_serial`] and [`bulletin`], and with the number of a register,
//! [`registration`], are told, too. This module does not decide whether a
//! number is a notice's own or a citation.

mod back;
mod bulletin;
mod read;
mod register;
mod stops;
#[cfg(test)]
mod tests;

use super::date::is_space;
use back::Scope;
pub use bulletin::{bare_serial, bulletin};
use read::read_number;
pub use register::registration;
use std::ops::Range;

/// Bytes a line that is nothing but a number can have once trimmed: 40
/// characters of joint organs with a space after each, and the rest.
const MAX_WHOLE: usize = 400;

/// A document number (发文字号).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    /// Canonical form: `财农字〔1994〕345号`, `国务院令第712号`, `公告2023年第5号`;
    /// `〔2023〕7号` where the code is not printed.
    pub text: String,
    /// Agency code (机关代字) such as `运政办发`; for orders and announcements
    /// the organ with the word, `国务院令`. `None` where none is printed.
    pub agency_code: Option<String>,
    /// Year, four digits.
    pub year: Option<i32>,
    /// Serial number (序号).
    pub serial: Option<u32>,
}

/// The number a line consists of, in brackets of its own or not. Of several
/// numbers on one line the first, the leading organ's, is given.
///
/// ```
/// use gongbao::notation::docnumber;
/// let number = docnumber::whole(" 国办发 [2008] 134 号").map(|n| n.text);
/// assert_eq!(number.as_deref(), Some("国办发〔2008〕134号"));
/// assert_eq!(docnumber::whole("根据国办发〔2008〕134号"), None);
/// ```
pub fn whole(text: &str) -> Option<Number> {
    let mut text = unbracketed(text)?;
    let mut first = None;
    loop {
        let mark = text.rfind(is_mark)?;
        let found = read_number(text, mark, 0, Scope::Line)?;
        if !text.get(found.range.end..)?.trim().is_empty() {
            return None;
        }
        let before = text.get(..found.range.start)?.trim();
        first = Some(found.number).or(first);
        if before.is_empty() {
            return first;
        }
        text = before.trim_end_matches(['、', '，', ',', '；', ';']).trim();
        if !text.ends_with(is_mark) {
            return None;
        }
    }
}

/// All numbers in running text with their byte ranges, in order. A number
/// never crosses a line feed; its code begins behind punctuation and behind
/// words such as 根据, 按照, 和.
pub fn find(text: &str) -> Vec<(Range<usize>, Number)> {
    let mut found: Vec<(Range<usize>, Number)> = Vec::new();
    let mut floor = 0;
    for mark in marks(text) {
        if mark < floor {
            continue;
        }
        if let Some(next) = read_number(text, mark, floor, Scope::Running) {
            floor = next.range.end;
            found.push((next.range, next.number));
        }
    }
    found
}

/// Where 号 and 號 stand, in order.
fn marks(text: &str) -> impl Iterator<Item = usize> {
    let mut simplified = memchr::memmem::find_iter(text.as_bytes(), "号").peekable();
    let mut traditional = memchr::memmem::find_iter(text.as_bytes(), "號").peekable();
    std::iter::from_fn(move || match (simplified.peek(), traditional.peek()) {
        (Some(a), Some(b)) if b < a => traditional.next(),
        (None, _) => traditional.next(),
        _ => simplified.next(),
    })
}

/// Whether `c` ends a number.
fn is_mark(c: char) -> bool {
    matches!(c, '号' | '號')
}

/// The trimmed line without brackets around the whole of it; `None` for lines
/// that cannot be a number. Cheap: this is asked of every line.
fn unbracketed(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.len() > MAX_WHOLE {
        return None;
    }
    let line = match line.chars().next_back()? {
        '）' | ')' => line
            .strip_prefix(['（', '('])?
            .strip_suffix(['）', ')'])?
            .trim(),
        _ => line,
    };
    line.ends_with(['号', '號', '令', '告']).then_some(line)
}

/// Whether `c` is a hanzi that a code or an organ may hold.
fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether `c` is a bracket printed around a year, opening or closing.
fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '〔' | '〕'
            | '［'
            | '］'
            | '['
            | ']'
            | '【'
            | '】'
            | '（'
            | '）'
            | '('
            | ')'
            | '〈'
            | '〉'
            | '<'
            | '>'
            | '＜'
            | '＞'
            | '﹝'
            | '﹞'
            | '{'
            | '}'
            | '｛'
            | '｝'
            | '〖'
            | '〗'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〘'
            | '〙'
    )
}

/// Whether `c` is a bracket that hardly stands around anything but a year.
fn is_year_bracket(c: char) -> bool {
    matches!(
        c,
        '〔' | '〕' | '［' | '］' | '[' | ']' | '【' | '】' | '﹝' | '﹞'
    )
}

/// Whether `c` opens.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '〔' | '［'
            | '['
            | '【'
            | '（'
            | '('
            | '〈'
            | '<'
            | '＜'
            | '﹝'
            | '{'
            | '｛'
            | '〖'
            | '「'
            | '『'
            | '〘'
    )
}
