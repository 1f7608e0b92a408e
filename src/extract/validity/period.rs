//! Periods (两年, 18个月) and the last day of a validity.

use crate::notation::date::Date;

/// A period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// Whole months; years are twelve of them.
    pub(super) months: u32,
    /// Days beside the months.
    pub(super) days: u32,
}

/// Longest period believed: a hundred years.
const MAX_MONTHS: u32 = 1200;

/// A period at the start of `text`: the period and its bytes.
pub(super) fn at_start(text: &str) -> Option<(Period, usize)> {
    let (count, digits) = number(text)?;
    let rest = text.get(digits..)?;
    let units: [(&str, u32, u32); 10] = [
        ("周年", 12, 0),
        ("个年度", 12, 0),
        ("年", 12, 0),
        ("个月", 1, 0),
        ("月", 1, 0),
        ("周", 0, 7),
        ("个工作日", 0, 0),
        ("日", 0, 1),
        ("天", 0, 1),
        ("星期", 0, 7),
    ];
    let (unit, months, days) = units
        .into_iter()
        .find(|(unit, ..)| rest.starts_with(unit))?;
    let mut length = digits + unit.len();
    let mut period = Period {
        months: count.checked_mul(months)?,
        days: count.checked_mul(days)?,
    };
    if unit == "年" && text.get(length..)?.starts_with('半') {
        period.months += 6;
        length += "半".len();
    }
    let real = period.months + period.days > 0;
    (real && period.months <= MAX_MONTHS && period.days <= 40_000).then_some((period, length))
}

/// A number at the start of `text`, in digits or hanzi up to 99.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let value = text.get(..digits)?.parse().ok()?;
        return (digits <= 5).then_some((value, digits));
    }
    let mut value = 0;
    let mut last = None;
    let mut length = 0;
    for c in text.chars().take(4) {
        match c {
            '十' => {
                value = last.take().unwrap_or(1) * 10;
            }
            _ => match digit(c) {
                Some(digit) if last.is_none() => last = Some(digit),
                _ => break,
            },
        }
        length += c.len_utf8();
    }
    let value = value + last.unwrap_or(0);
    (value > 0).then_some((value, length))
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' | '伍' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The day a period after `from` (`自公布之日起30日后`); a month without that day
/// gives its last.
pub(super) fn after(from: Date, period: Period) -> Option<Date> {
    let day = from.day?;
    let (year, month) = add_months(from, period.months)?;
    let day = day.min(days_in(year, month));
    add_days(year, month, day, period.days)
}

/// The last day in force: the day before the one that has the same number
/// after the period, or the last of its month where there is none (2024-02-29
/// and a year: 2025-02-28). A start known to the month begins on its first.
pub(super) fn last_day(from: Date, period: Period) -> Option<Date> {
    let from_day = from.day.unwrap_or(1);
    from.month?;
    let (year, month) = add_months(from, period.months)?;
    if period.days > 0 {
        let day = from_day.min(days_in(year, month));
        return add_days(year, month, day, period.days - 1);
    }
    if from_day > days_in(year, month) {
        return Some(day(year, month, days_in(year, month)));
    }
    Some(if from_day > 1 {
        day(year, month, from_day - 1)
    } else if month > 1 {
        day(year, month - 1, days_in(year, month - 1))
    } else {
        day(year - 1, 12, 31)
    })
}

/// The last day of a date known to the month or the year.
pub(super) fn end_of(date: Date) -> Date {
    let month = date.month.unwrap_or(12);
    let last = date.day.unwrap_or_else(|| days_in(date.year, month));
    day(date.year, month, last)
}

fn day(year: i32, month: u8, day: u8) -> Date {
    Date {
        year,
        month: Some(month),
        day: Some(day),
    }
}

fn add_months(from: Date, months: u32) -> Option<(i32, u8)> {
    let zero_based = u32::from(from.month?).checked_sub(1)? + months;
    let year = from
        .year
        .checked_add(i32::try_from(zero_based / 12).ok()?)?;
    Some((year, u8::try_from(zero_based % 12 + 1).ok()?))
}

fn add_days(mut year: i32, mut month: u8, at: u8, days: u32) -> Option<Date> {
    let mut left = u32::from(at) + days;
    // A period is at most 40,000 days: some 1,300 months.
    while left > u32::from(days_in(year, month)) {
        left -= u32::from(days_in(year, month));
        (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
    }
    Some(day(year, month, u8::try_from(left).ok()?))
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::date;

    fn last(from: &str, period: &str) -> String {
        let from = date::whole(from).expect("a date");
        let (period, _) = at_start(period).expect("a period");
        last_day(from, period).expect("a day").iso()
    }

    #[test]
    fn last_days() {
        for (from, period, to) in [
            ("2023-02-11", "2年", "2025-02-10"),
            ("2024-02-29", "1年", "2025-02-28"),
            ("2024-02-29", "四年", "2028-02-28"),
            ("2023-03-01", "一年", "2024-02-29"),
            ("2023-08-31", "6个月", "2024-02-29"),
            ("2022-01-01", "两年半", "2024-06-30"),
            ("2023-12-31", "1个月", "2024-01-30"),
            ("2023-03-10", "30日", "2023-04-08"),
            ("1999-03-01", "十二年", "2011-02-28"),
            ("2020-05-05", "二十年", "2040-05-04"),
        ] {
            assert_eq!(last(from, period), to, "{from} {period}");
        }
    }

    #[test]
    fn days_after() {
        let from = date::whole("2021-02-22").expect("a date");
        let (period, length) = at_start("30日后").expect("a period");
        assert_eq!(
            (after(from, period).expect("a day").iso(), length),
            ("2021-03-24".into(), 5)
        );
        let from = date::whole("2021-01-31").expect("a date");
        let (period, _) = at_start("一个月后").expect("a period");
        assert_eq!(after(from, period).expect("a day").iso(), "2021-02-28");
    }

    #[test]
    fn what_is_no_period() {
        for text in ["若干年", "年", "", "5", "99999年", "0年", "十", "届满"] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
