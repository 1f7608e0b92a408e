//! Times as they are printed around an anchor: 2024年6月底前 around 月底,
//! 20个工作日内 around 日内, 到2025年 around 到20.

use crate::notation::numeral;
use crate::record::{SpanUnit, TargetKind};
use std::ops::Range;

/// Characters of a number before its unit: 二〇二四, 二十五.
const MAX_NUMBER: usize = 5;

/// A time in a text.
#[derive(Debug, Clone)]
pub(super) struct Time {
    /// Its bytes.
    pub range: Range<usize>,
    pub kind: TargetKind,
    pub due: Option<String>,
    /// Month and day as ISO 8601 prints them behind the year (`12`, `12-05`),
    /// where no word for a year is printed.
    pub of_year: Option<String>,
    pub count: Option<u32>,
    pub span_unit: Option<SpanUnit>,
    /// Whether 到 or 至 leads to it and nothing says 前.
    pub led: bool,
}

/// The time around an anchor; `date` is the notice's (今年 is its year).
pub(super) fn around(text: &str, anchor: Range<usize>, date: Option<&str>) -> Option<Time> {
    let word = text.get(anchor.clone())?;
    if word.ends_with('内') {
        return span(text, anchor);
    }
    if word.starts_with(['到', '至']) {
        return led(text, anchor.start);
    }
    let head = anchor.start + word.chars().next()?.len_utf8();
    let (start, day) = head_before(text, head, date)?;
    let (end, before) = tail(text, head);
    // 2024年6月底 needs 前, or 到 before it.
    let led = !before && text.get(..start)?.ends_with(['到', '至']);
    let start = if led { start - "到".len() } else { start };
    (before || led || ends_in(text, head..end)).then(|| Time {
        range: start..end,
        kind: TargetKind::ByDate,
        due: day.iso(),
        of_year: day.of_year(),
        count: None,
        span_unit: None,
        led,
    })
}

/// Whether 底 or 末 closes the head.
fn ends_in(text: &str, tail: Range<usize>) -> bool {
    text.get(tail).is_some_and(|words| !words.is_empty())
}

/// Day, month and year as far as printed.
#[derive(Debug, Clone, Copy, Default)]
struct Day {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Whether 每年, 当年 or the like stands for the year.
    other_year: bool,
}

impl Day {
    /// Month and day, where nothing stands for the year.
    fn of_year(self) -> Option<String> {
        let month = self
            .month
            .filter(|_| self.year.is_none() && !self.other_year)?;
        Some(match self.day {
            Some(day) => format!("{month:02}-{day:02}"),
            None => format!("{month:02}"),
        })
    }

    /// ISO 8601; nothing without a year.
    fn iso(self) -> Option<String> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }

    fn fits(self) -> bool {
        self.year.is_none_or(|year| (1949..=2100).contains(&year))
            && self.month.is_none_or(|month| (1..=12).contains(&month))
            && self.day.is_none_or(|day| (1..=31).contains(&day))
    }
}

/// The date that ends at byte `end`, behind 年, 月 or 日: where it begins.
fn head_before(text: &str, end: usize, date: Option<&str>) -> Option<(usize, Day)> {
    let mut day = Day::default();
    let mut end = end;
    if let Some(rest) = text.get(..end)?.strip_suffix('日') {
        let (number, start) = number_before(rest)?;
        day.day = Some(number);
        end = start;
        if !rest.get(..start)?.ends_with('月') {
            return None;
        }
    }
    if let Some(rest) = text.get(..end)?.strip_suffix('月') {
        let (number, start) = number_before(rest)?;
        day.month = Some(number);
        end = start;
    }
    if let Some(rest) = text.get(..end)?.strip_suffix('年') {
        day.other_year = true;
        if let Some((number, start)) = number_before(rest) {
            day.year = Some(number);
            end = start;
        } else if let Some(before) = rest.strip_suffix(['今', '本']) {
            day.year = date.and_then(|date| date.get(..4)?.parse().ok());
            end = before.len();
        } else if let Some(before) = rest.strip_suffix(['每', '明', '当']) {
            end = before.len();
        } else if day.month.is_none() {
            return None;
        }
    }
    let known = day.year.is_some() || day.month.is_some() || text.get(end..)?.starts_with('每');
    (known && day.fits()).then_some((end, day))
}

/// The number at the end of some words: value, and where it begins.
fn number_before(words: &str) -> Option<(u32, usize)> {
    let start = words
        .char_indices()
        .rev()
        .take(MAX_NUMBER)
        .take_while(|(_, c)| is_numeral(*c))
        .last()
        .map(|(at, _)| at)?;
    let number = words.get(start..)?;
    // A fifth digit: no number of a date.
    let more = words.get(..start)?.chars().next_back();
    if number.chars().count() == MAX_NUMBER && more.is_some_and(is_numeral) {
        return None;
    }
    let value = match numeral::digits_prefix(number) {
        Some((value, length)) if length == number.len() => Some(value),
        _ => numeral::hanzi(number),
    };
    Some((value?, start))
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇○零一二三四五六七八九十百两".contains(c)
}

/// `底前`, `末之前` behind a head: where it ends, and whether it says 前.
fn tail(text: &str, head: usize) -> (usize, bool) {
    let mut rest = text.get(head..).unwrap_or_default();
    for word in ["底", "末"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let long = rest
        .strip_prefix("之前")
        .or_else(|| rest.strip_prefix("以前"));
    let before = long.or_else(|| rest.strip_prefix('前'));
    let end = text.len() - before.unwrap_or(rest).len();
    (end, before.is_some())
}

/// `到2025年6月底` at byte `start`.
fn led(text: &str, start: usize) -> Option<Time> {
    let from = start + "到".len();
    let mut end = from;
    let mut day = Day::default();
    for (slot, unit) in [
        (&mut day.year, '年'),
        (&mut day.month, '月'),
        (&mut day.day, '日'),
    ] {
        let Some((value, length)) = numeral::digits_prefix(text.get(end..)?) else {
            break;
        };
        let Some(_) = text.get(end + length..).and_then(|t| t.strip_prefix(unit)) else {
            break;
        };
        *slot = Some(value);
        end += length + unit.len_utf8();
    }
    day.year?;
    let (end, before) = tail(text, end);
    day.fits().then(|| Time {
        range: start..end,
        kind: TargetKind::ByDate,
        due: day.iso(),
        of_year: None,
        count: None,
        span_unit: None,
        led: !before,
    })
}

/// `20个工作日内`.
fn span(text: &str, anchor: Range<usize>) -> Option<Time> {
    const UNITS: [(&str, SpanUnit); 9] = [
        ("个工作日", SpanUnit::WorkingDay),
        ("工作日", SpanUnit::WorkingDay),
        ("小时", SpanUnit::Hour),
        ("个月", SpanUnit::Month),
        ("日", SpanUnit::Day),
        ("天", SpanUnit::Day),
        ("周", SpanUnit::Week),
        ("个星期", SpanUnit::Week),
        ("年", SpanUnit::Year),
    ];
    let head = anchor.start + text.get(anchor.start..)?.chars().next()?.len_utf8();
    let words = text.get(..head)?;
    let (unit, before) = UNITS
        .iter()
        .find_map(|(word, unit)| Some((*unit, words.strip_suffix(word)?)))?;
    let (count, start) = number_before(before)?;
    // 第三年内 and 2023年内 are no spans.
    let spans = !before.get(..start)?.ends_with('第') && count > 0 && count < 1000;
    spans.then_some(Time {
        range: start..anchor.end,
        kind: TargetKind::Within,
        due: None,
        of_year: None,
        count: Some(count),
        span_unit: Some(unit),
        led: false,
    })
}
