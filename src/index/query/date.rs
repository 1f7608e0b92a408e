//! Days, months and years as people type them.

use crate::index::fold::fold;

/// The first `yyyymmdd` of a day, month or year: `2023-01-06`, `2023.1`,
/// `2023年1月6日`, `2023`. `None` for what is no day of the calendar.
pub fn first_day(words: &str) -> Option<i64> {
    let folded = fold(words);
    let dashed = folded.replace(['年', '月', '.', '/'], "-");
    let dashed = dashed.trim_end_matches('日').trim_end_matches('-');
    let mut numbers = [0i64; 3];
    let mut count = 0;
    for part in dashed.split('-') {
        let most = if count == 0 { 4 } else { 2 };
        if part.is_empty() || part.len() > most || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *numbers.get_mut(count)? = part.parse().ok()?;
        count += 1;
    }
    let [year, month, day] = numbers;
    let known = |n: usize, value: i64, most: i64| count <= n || (1..=most).contains(&value);
    let possible =
        (1000..=9999).contains(&year) && known(1, month, 12) && known(2, day, days_in(year, month));
    possible.then_some(year * 10_000 + month * 100 + day)
}

/// The last `yyyymmdd` of a day, month or year.
pub fn last_day(words: &str) -> Option<i64> {
    let day = first_day(words)?;
    Some(match (day % 10_000 / 100, day % 100) {
        (0, _) => day + 9999,
        (_, 0) => day + 99,
        _ => day,
    })
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2023` or `2023年`.
pub(super) fn year(words: &str) -> Option<i64> {
    let folded = fold(words);
    let digits = folded.strip_suffix('年').unwrap_or(&folded);
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

/// What is wrong with a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeFault {
    /// One of its ends is not understood.
    Unknown,
    /// It ends before it begins.
    Backwards,
}

/// `a..b`, `a..`, `..b` or `a`.
pub(super) fn range(
    words: &str,
    first: fn(&str) -> Option<i64>,
    last: fn(&str) -> Option<i64>,
) -> Result<(i64, i64), RangeFault> {
    let (from, to) = words.split_once("..").unwrap_or((words, words));
    let end = |text: &str, read: fn(&str) -> Option<i64>, open: i64| match text.trim() {
        "" => Some(open),
        text => read(text),
    };
    match (end(from, first, 0), end(to, last, i64::MAX)) {
        (Some(from), Some(to)) if from > to => Err(RangeFault::Backwards),
        (Some(from), Some(to)) => Ok((from, to)),
        _ => Err(RangeFault::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for (words, first, last) in [
            ("2023-01-06", Some(20_230_106), Some(20_230_106)),
            ("2023-1-6", Some(20_230_106), Some(20_230_106)),
            ("2023.1.6", Some(20_230_106), Some(20_230_106)),
            ("2023/01", Some(20_230_100), Some(20_230_199)),
            ("2023年1月6日", Some(20_230_106), Some(20_230_106)),
            ("２０２３年１月", Some(20_230_100), Some(20_230_199)),
            ("2023", Some(20_230_000), Some(20_239_999)),
            ("2024-02-29", Some(20_240_229), Some(20_240_229)),
            ("2023-02-29", None, None),
            ("2023-04-31", None, None),
            ("2023-13", None, None),
            ("2023-00-10", None, None),
            ("2023-01-06-01", None, None),
            ("23", None, None),
            ("5月", None, None),
            ("", None, None),
            ("年月日", None, None),
            ("2023-012", None, None),
        ] {
            assert_eq!(
                (first_day(words), last_day(words)),
                (first, last),
                "{words}"
            );
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        let days = |words| range(words, first_day, last_day);
        assert_eq!(days("2023-01..2023-03"), Ok((20_230_100, 20_230_399)));
        assert_eq!(days("..2023"), Ok((0, 20_239_999)));
        assert_eq!(days("2023.1.."), Ok((20_230_100, i64::MAX)));
        assert_eq!(days("2023..2022"), Err(RangeFault::Backwards));
        assert_eq!(days("2023..x"), Err(RangeFault::Unknown));
        assert_eq!(range("2021年..2023", year, year), Ok((2021, 2023)));
    }
}
