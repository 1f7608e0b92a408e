//! Dates (日期) as gazettes print them.
//!
//! Read are `2023年1月6日` in Arabic or full-width digits, hanzi dates such as
//! 二〇一一年三月三十日 with any of the usual signs for zero, years of the
//! republic in reprints and, in traditional characters, until today
//! (中华民国三十六年五月一日, 中華民國113年5月1日), and the dotted forms of page
//! metadata (`2023.1.6`, `2023-01-06`, `2023/1/6`). White space may stand between
//! any two characters of the 年月 forms. A date that no calendar has (2月30日) is
//! no date. This module knows nothing of where a date may stand.

use super::numeral::{digits_prefix, hanzi};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// First year accepted in Arabic digits: gazettes begin in 1949.
const FIRST_YEAR: i32 = 1949;
/// First year accepted in hanzi, for dates inside reprinted documents.
const FIRST_HANZI_YEAR: i32 = 1912;
/// The year before the first of the republic (民国元年).
const BEFORE_REPUBLIC: i32 = 1911;
/// Last year counted so on the mainland: 民国三十八年 is 1949. In traditional
/// characters (中華民國113年) the count goes on.
const LAST_REPUBLIC_YEAR: i32 = 38;
/// Last year accepted.
const LAST_YEAR: i32 = 2100;
/// White space skipped between two characters; more than this is a gap.
const MAX_GAP: usize = 16;
/// Bytes a text that is nothing but a date can have once trimmed.
const MAX_WHOLE: usize = 160;

/// A date, to the day, the month or the year, as far as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Gregorian year.
    pub year: i32,
    /// Month from 1; `None` where only the year is printed.
    pub month: Option<u8>,
    /// Day from 1; `None` where only year and month are printed.
    pub day: Option<u8>,
}

impl Date {
    /// ISO 8601 to the printed precision: `2023-01-06`, `1986-07`, `1986`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

/// The date a text consists of, white space anywhere; `None` when anything
/// else stands in it.
///
/// ```
/// use gongbao::notation::date;
/// assert_eq!(date::whole(" 2023 年 1 月 6 日 ").map(|d| d.iso()), Some("2023-01-06".into()));
/// assert_eq!(date::whole("1986年").map(|d| d.iso()), Some("1986".into()));
/// assert_eq!(date::whole("2023年1月6日印发"), None);
/// ```
pub fn whole(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > MAX_WHOLE || !may_start(text) {
        return None;
    }
    let last = text.chars().next_back()?;
    if !matches!(last, '日' | '号' | '號' | '月' | '年') && arabic(last).is_none() {
        return None;
    }
    let (date, end) = read(text, true)?;
    (end == text.len()).then_some(date)
}

/// The date a text begins with, after white space, and the bytes taken up to
/// its end. At least year and month must be printed (the dotted forms: the day).
pub fn at_start(text: &str) -> Option<(Date, usize)> {
    let solid = text.trim_start();
    if !may_start(solid) {
        return None;
    }
    let (date, end) = read(solid, false)?;
    Some((date, text.len() - solid.len() + end))
}

/// All dates with 年 and 月 in running text, with their byte ranges, in order.
/// A date never crosses a line feed.
pub fn find(text: &str) -> Vec<(Range<usize>, Date)> {
    static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("年"));
    let mut found: Vec<(Range<usize>, Date)> = Vec::new();
    for at in MARK.find_iter(text.as_bytes()) {
        let follows = text[at + "年".len()..].chars().find(|&c| !is_space(c));
        if !follows.is_some_and(|c| c == '元' || numeral(c)) {
            continue;
        }
        let Some(start) = year_before(text, at).or_else(|| republic_before(text, at)) else {
            continue;
        };
        if found.last().is_some_and(|(range, _)| range.end > start) {
            continue;
        }
        if let Some((date, len)) = text.get(start..).and_then(|text| read(text, false)) {
            found.push((start..start + len, date));
        }
    }
    found
}

/// Where the four characters of a year that end before byte `end` begin;
/// `None` when they are no year or a fifth digit stands before them.
fn year_before(text: &str, end: usize) -> Option<usize> {
    let mut left = 4;
    let mut gap = 0;
    let mut start = end;
    for (at, c) in text[..end].char_indices().rev() {
        if left == 0 {
            return (arabic(c).is_none() && hanzi_digit(c).is_none_or(|d| d == 0)).then_some(start);
        }
        if is_space(c) {
            gap += 1;
            if gap > MAX_GAP {
                return None;
            }
        } else if year_digit(c).is_some() {
            gap = 0;
            left -= 1;
            start = at;
        } else {
            return None;
        }
    }
    (left == 0).then_some(start)
}

/// Where 民国三十六, 中华民国三十六 that ends before byte `end` begins.
fn republic_before(text: &str, end: usize) -> Option<usize> {
    let mut left = text.get(..end)?.char_indices().rev().take(3 * MAX_GAP);
    let (at, last) = left.find(|&(_, c)| !is_space(c) && !republic_numeral(c))?;
    matches!(last, '国' | '國').then_some(())?;
    let text = text.get(..at)?.strip_suffix('民')?;
    let long = text.strip_suffix(['华', '華']);
    let long = long.and_then(|text| text.strip_suffix('中'));
    Some(long.unwrap_or(text).len())
}

/// Cheap test on the first character: every date begins with a year from
/// 1912 to 2100 or with 民国, 中华民国.
fn may_start(text: &str) -> bool {
    matches!(
        text.chars().next(),
        Some('1' | '2' | '１' | '２' | '一' | '二' | '民' | '中')
    )
}

/// Reads a date at byte 0; gives it with the byte after it.
fn read(text: &str, year_alone: bool) -> Option<(Date, usize)> {
    match text.chars().next()? {
        '民' | '中' => read_republic(text, year_alone),
        _ => read_hanzi_marks(text, year_alone).or_else(|| read_dotted(text)),
    }
}

/// Reads 民国三十六年五月一日.
fn read_republic(text: &str, year_alone: bool) -> Option<(Date, usize)> {
    let mut reader = Reader { text, at: 0 };
    if reader.eat('中') && !(reader.eat('华') || reader.eat('華')) {
        return None;
    }
    reader.eat('民').then_some(())?;
    let goes_on = reader.eat('國');
    (goes_on || reader.eat('国')).then_some(())?;
    let year = BEFORE_REPUBLIC + reader.republic_year()?;
    let last = if goes_on {
        LAST_YEAR
    } else {
        BEFORE_REPUBLIC + LAST_REPUBLIC_YEAR
    };
    let fits = year <= last && reader.eat('年');
    fits.then(|| read_month_day(reader, year, year_alone))?
}

/// Reads `2023年1月6日`, in Arabic digits or hanzi.
fn read_hanzi_marks(text: &str, year_alone: bool) -> Option<(Date, usize)> {
    let mut reader = Reader { text, at: 0 };
    let mut year = 0;
    let mut hanzi = false;
    for _ in 0..4 {
        let c = reader.next()?;
        year = year * 10 + i32::from(year_digit(c)?);
        hanzi |= arabic(c).is_none();
    }
    let first = if hanzi { FIRST_HANZI_YEAR } else { FIRST_YEAR };
    if reader.next()? != '年' || !(first..=LAST_YEAR).contains(&year) {
        return None;
    }
    read_month_day(reader, year, year_alone)
}

/// Reads 1月6日 behind 年.
fn read_month_day(mut reader: Reader<'_>, year: i32, year_alone: bool) -> Option<(Date, usize)> {
    let after_year = reader.at;
    let month = reader.small_number(true).filter(|_| reader.eat('月'));
    let Some(month) = month else {
        let date = Date {
            year,
            month: None,
            day: None,
        };
        return year_alone.then_some((date, after_year));
    };
    let after_month = reader.at;
    let day = reader
        .small_number(false)
        .filter(|_| reader.eat('日') || reader.eat('号') || reader.eat('號'));
    let end = if day.is_some() {
        reader.at
    } else {
        after_month
    };
    Some((checked(year, month, day)?, end))
}

/// Reads `2023.1.6`, `2023-01-06`, `2023/1/6`, with a clock time after it or not.
/// Spaces may stand between the parts, not inside a number.
fn read_dotted(text: &str) -> Option<(Date, usize)> {
    let mut reader = Reader { text, at: 0 };
    let (year, digits) = reader.number(4)?;
    if digits != 4 || !(FIRST_YEAR..=LAST_YEAR).contains(&(year as i32)) {
        return None;
    }
    let mark = separator(reader.next()?)?;
    let (month, _) = reader.number(2)?;
    if separator(reader.next()?)? != mark {
        return None;
    }
    let (day, _) = reader.number(2)?;
    let date = checked(year as i32, month as u8, Some(day as u8))?;
    let mut end = reader.at;
    let after = text[end..].chars().next();
    if after.is_some_and(|c| arabic(c).is_some() || separator(c) == Some(mark)) {
        return None;
    }
    reader.eat('T');
    if reader.clock().is_some() {
        end = reader.at;
    }
    Some((date, end))
}

/// The date, if the calendar has it.
fn checked(year: i32, month: u8, day: Option<u8>) -> Option<Date> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if day.is_some_and(|day| day == 0 || day > days) {
        return None;
    }
    Some(Date {
        year,
        month: Some(month),
        day,
    })
}

/// Reads forward over the characters of a date.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next character that is no white space, without taking it, and the
    /// byte after it.
    fn peek(&self) -> Option<(char, usize)> {
        let mut at = self.at;
        for c in self.text.get(self.at..)?.chars().take(MAX_GAP + 1) {
            at += c.len_utf8();
            if !is_space(c) {
                return Some((c, at));
            }
        }
        None
    }

    /// Takes the next character that is no white space.
    fn next(&mut self) -> Option<char> {
        let (c, end) = self.peek()?;
        self.at = end;
        Some(c)
    }

    /// Takes `wanted` if it comes next.
    fn eat(&mut self, wanted: char) -> bool {
        match self.peek() {
            Some((c, end)) if c == wanted => {
                self.at = end;
                true
            }
            _ => false,
        }
    }

    /// A month or day: one or two Arabic digits, hanzi, or 元 for the first
    /// month (or year of the republic). On `None` the reader may have moved.
    fn small_number(&mut self, month: bool) -> Option<u8> {
        let mut signs = ['\0'; 3];
        let mut count = 0;
        while let Some((c, end)) = self.peek() {
            if month && count == 0 && c == '元' {
                self.at = end;
                return Some(1);
            }
            if !numeral(c) {
                break;
            }
            *signs.get_mut(count)? = c; // a fourth sign: no month, no day
            count += 1;
            self.at = end;
        }
        small_value(signs.get(..count)?)
    }

    /// A year of the republic: up to three Arabic digits, hanzi with 百 or digit
    /// by digit, or 元 for the first. On `None` the reader may have moved.
    fn republic_year(&mut self) -> Option<i32> {
        let mut words = String::new();
        let mut count = 0;
        while let Some((c, end)) = self.peek().filter(|&(c, _)| republic_numeral(c)) {
            count += 1;
            (count < 6).then_some(())?; // 一百一十三 has five
            words.push(c);
            self.at = end;
        }
        if words == "元" {
            return Some(1);
        }
        let value = match digits_prefix(&words) {
            Some((value, len)) if len == words.len() => value,
            Some(_) => return None,
            None => hanzi(&words)?,
        };
        i32::try_from(value).ok().filter(|&year| year > 0)
    }

    /// Up to `most` Arabic digits without white space inside; the value and
    /// how many there were.
    fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let (first, end) = self.peek()?;
        let mut value = u32::from(arabic(first)?);
        self.at = end;
        let mut count = 1;
        while count < most {
            let Some(c) = self.text.get(self.at..)?.chars().next() else {
                break;
            };
            let Some(digit) = arabic(c) else {
                break;
            };
            value = value * 10 + u32::from(digit);
            self.at += c.len_utf8();
            count += 1;
        }
        Some((value, count))
    }

    /// A clock time `08:00` or `08:00:00`. On `None` the reader may have moved.
    fn clock(&mut self) -> Option<()> {
        let (hour, _) = self.number(2)?;
        let mut parts = 0;
        while parts < 2 && (self.eat(':') || self.eat('：')) {
            let (part, digits) = self.number(2)?;
            if part > 59 || digits != 2 {
                return None;
            }
            parts += 1;
        }
        (hour < 24 && parts > 0).then_some(())
    }
}

/// The value of one to three signs of a month or a day.
fn small_value(signs: &[char]) -> Option<u8> {
    let digit = |c: char| hanzi_digit(c).filter(|&d| d > 0);
    match *signs {
        [a] if ten(a).is_some() => ten(a),
        [a] => year_digit(a),
        [a, '十'] => Some(digit(a)? * 10),
        [a, b] if ten(a).is_some() => Some(ten(a)? + digit(b)?),
        // 二〇, 1O and the plain two digits; hanzi and Arabic do not mix.
        [a, b] => {
            let mixed = arabic(a).is_some() && digit(b).is_some()
                || digit(a).is_some() && matches!(arabic(b), Some(1..));
            (!mixed).then_some(())?;
            Some(year_digit(a)? * 10 + year_digit(b)?)
        }
        [a, '十', b] => Some(digit(a)? * 10 + digit(b)?),
        _ => None,
    }
    .filter(|&value| value > 0)
}

/// The value of an Arabic digit, half or full width.
pub(super) fn arabic(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

/// The value of a hanzi digit; every sign printed for zero counts as one.
pub(super) fn hanzi_digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '○' | '◯' | '零' | 'O' | 'Ｏ' | 'o' | 'ｏ' => 0,
        '\u{41E}' | '\u{39F}' => 0, // Cyrillic and Greek O
        '一' => 1,
        '二' => 2,
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

/// The value of 十, 廿, 卅.
fn ten(c: char) -> Option<u8> {
    match c {
        '十' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// A digit of a year: Arabic or hanzi.
fn year_digit(c: char) -> Option<u8> {
    arabic(c).or_else(|| hanzi_digit(c))
}

/// Whether `c` may be part of a month or a day.
fn numeral(c: char) -> bool {
    year_digit(c).is_some() || ten(c).is_some()
}

/// Whether `c` may stand in a year of the republic.
fn republic_numeral(c: char) -> bool {
    matches!(c, '元' | '百') || numeral(c)
}

/// The half-width form of a separator of the dotted forms.
fn separator(c: char) -> Option<char> {
    match c {
        '.' | '．' => Some('.'),
        '-' | '－' | '–' | '‐' => Some('-'),
        '/' | '／' => Some('/'),
        _ => None,
    }
}

/// White space inside a line; a line feed parts paragraphs.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

#[cfg(test)]
mod tests;
