//! Digits, what stands between them and behind them, and letters.

use super::dense::Profile;
use super::scan::RARE_LETTERS;
use super::signs::{DIGITS, Signs, is_digit, is_hanzi};
use super::table;
use std::ops::Range;

/// Operators and points between two numbers: × ± - ~ = < > ， . ≤ ≥ :
const BETWEEN: &str = "伊依原耀越约跃袁援臆逸院";
/// What 第 counts, beside the measures.
const ORDINALS: &str = "届条款项期批章节页季集号次";
/// What may follow ℃, ‰ and °, and % where 豫 is a common name.
const AFTER_UNIT: &str = "以的左和及至或到内时上下且计";

/// `也2023页3号` is 〔2023〕3号: the year and the number make it sure.
pub(super) fn bracketed_years(signs: &mut Signs<'_>) {
    for at in 0..signs.len() {
        if signs.printed(at) != Some('也') {
            continue;
        }
        let year = run(signs, at + 1, 5);
        let serial = run(signs, year.end + 1, 6);
        let fits = year.len() == 4
            && is_year(signs, year.clone())
            && signs.printed(year.end) == Some('页')
            && (1..=5).contains(&serial.len())
            && signs.printed(serial.end) == Some('号');
        if fits {
            signs.mend(at, "pair");
            signs.mend(year.end, "pair");
            mend_digits(signs, year);
            mend_digits(signs, serial);
        }
    }
}

/// Digits, real or mis-decoded, from `start` on, at most `most`. Words guard
/// nothing here.
fn run(signs: &Signs<'_>, start: usize, most: usize) -> Range<usize> {
    let mut end = start;
    while end < start + most && digit_value(signs, end).is_some() {
        end += 1;
    }
    start..end
}

/// The digit a sign is or could be.
fn digit_value(signs: &Signs<'_>, at: usize) -> Option<u32> {
    let c = signs.read(at)?;
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ if DIGITS.contains(c) => table::meant_by(c)?.to_digit(10),
        _ => None,
    }
}

/// Whether four digits are a year of our time.
fn is_year(signs: &Signs<'_>, part: Range<usize>) -> bool {
    let value = part.fold(0, |sum, at| {
        sum * 10 + digit_value(signs, at).unwrap_or_default()
    });
    (1900..=2100).contains(&value)
}

fn mend_digits(signs: &mut Signs<'_>, part: Range<usize>) {
    for at in part {
        if !signs.is_digit(at) {
            signs.mend(at, "digits");
        }
    }
}

/// Runs of mis-decoded digits where a number must stand; in dense text also
/// single ones before a measure.
pub(super) fn digits(signs: &mut Signs<'_>, dense: bool) {
    let mut at = 0;
    while at < signs.len() {
        let start = at;
        let mut glyphs = 0;
        while signs.is_digit(at) || signs.is_digit_glyph(at) {
            glyphs += usize::from(!signs.is_digit(at));
            at += 1;
        }
        if glyphs > 0 {
            let mut part = start..at;
            // 人员 may lose its second hanzi to the year that follows it.
            if part.len() > 4 && signs.read(at) == Some('年') && is_year(signs, at - 4..at) {
                part.start = at - 4;
            }
            if is_number(signs, &part, glyphs >= part.len(), dense) {
                mend_digits(signs, part);
            }
        }
        at = at.max(start + 1);
    }
}

/// Whether a run with mis-decoded digits is a number. `pure`: all of them are
/// mis-decoded.
fn is_number(signs: &Signs<'_>, part: &Range<usize>, pure: bool, dense: bool) -> bool {
    let len = part.len();
    let before = signs.before(part.start);
    let after = signs.read(part.end);
    let measured = after.is_some_and(|c| signs.guards.measures.contains(c));
    let after_digit = part.start >= 2 && signs.is_digit(part.start - 2);
    let year = len == 4 && is_year(signs, part.clone());
    let percent = signs.is_free(part.end, '豫');
    pure && len >= 4
        || year && matches!(after, Some('年' | '〕'))
        || pure && len == 3 && (measured || percent || dense)
        || pure && percent && (len == 2 || dense)
        || before == Some('第') && after.is_some_and(|c| ORDINALS.contains(c))
        || before == Some('年') && after_digit && after == Some('月') && len <= 2
        || before == Some('月') && after_digit && after == Some('日') && len <= 2
        || before == Some('〕') && after == Some('号')
        || dense && measured
        || dense && part.start == 0 && len <= 2 && matches!(after, Some('援' | '尧'))
}

/// Operators between two numbers: `7伊24`, `2016原2020`, `8院30`.
pub(super) fn between_digits(signs: &mut Signs<'_>) {
    for at in 1..signs.len() {
        let Some(c) = signs.printed(at).filter(|c| BETWEEN.contains(*c)) else {
            continue;
        };
        if !signs.is_digit(at - 1) || !signs.is_digit(at + 1) || !signs.is_open(at) {
            continue;
        }
        let left = number_before(signs, at);
        let right = digits_after(signs, at + 1);
        if signs.before(left.start) == Some('第') {
            continue;
        }
        match c {
            '院' if !is_clock(signs, &left, &right) => {}
            '院' => signs.mend_as(at, ':', "num-both"),
            '袁' if right.len() == 3 => signs.mend_as(at, ',', "num-both"),
            _ => signs.mend(at, "num-both"),
        }
    }
}

/// Whether two numbers are hour and minute, not the numbers of a house.
fn is_clock(signs: &Signs<'_>, left: &Range<usize>, right: &Range<usize>) -> bool {
    let value = |part: &Range<usize>| {
        part.clone()
            .fold(0, |sum, at| sum * 10 + digit_value(signs, at).unwrap_or(90))
    };
    let house = signs
        .read(right.end)
        .is_some_and(|c| "号栋楼室幢单层".contains(c));
    left.len() <= 2 && right.len() == 2 && value(left) < 25 && value(right) < 60 && !house
}

/// The number that ends before `end`, with a decimal point or not.
fn number_before(signs: &Signs<'_>, end: usize) -> Range<usize> {
    let mut start = end;
    while let Some(c) = signs.before(start) {
        if !is_digit(c) && !matches!(c, '.' | '．') {
            break;
        }
        start -= 1;
    }
    start..end
}

fn digits_after(signs: &Signs<'_>, start: usize) -> Range<usize> {
    let mut end = start;
    while signs.is_digit(end) {
        end += 1;
    }
    start..end
}

/// Units behind a number: `100豫` is 100%, `25益` is 25℃.
pub(super) fn behind_numbers(signs: &mut Signs<'_>, profile: &Profile) {
    for at in 1..signs.len() {
        let Some(c @ ('豫' | '益' | '译' | '毅')) = signs.printed(at) else {
            continue;
        };
        if !signs.is_digit(at - 1) || !signs.is_open(at) {
            continue;
        }
        let number = number_before(signs, at);
        let before = signs.before(number.start);
        // 2023豫0102民初5号 is a case number, 第20豫 nothing known.
        let year = number.len() == 4 && is_year(signs, number.clone());
        if year || matches!(before, Some('第' | '〕' | '）' | ')' | ']')) {
            continue;
        }
        let next = signs.read(at + 1);
        let strict = c != '豫' || profile.names_yu();
        let fits = match next {
            None => true,
            Some(next) if next.is_ascii_alphanumeric() || is_digit(next) => false,
            Some(next) if is_hanzi(next) => !strict || AFTER_UNIT.contains(next),
            Some(_) => true,
        };
        if fits {
            signs.mend(at, "num-left");
        }
    }
}

/// Runs of at least three mis-decoded letters, digits among them or not, half of
/// them hanzi that hardly stand in such runs: 陨杂韵怨园园员 is ISO9001.
pub(super) fn letters(signs: &mut Signs<'_>) {
    let mut at = 0;
    while at < signs.len() {
        let start = at;
        let (mut glyphs, mut letters, mut rare) = (0, 0, 0);
        while let Some(c) = letter_or_digit(signs, at) {
            glyphs += usize::from(is_hanzi(c));
            letters += usize::from(is_hanzi(c) && !DIGITS.contains(c));
            rare += usize::from(RARE_LETTERS.contains(c));
            at += 1;
        }
        if glyphs >= 3 && rare >= 2 && rare * 2 >= letters {
            for at in start..at {
                if signs.read(at).is_some_and(is_hanzi) {
                    signs.mend(at, "letters");
                }
            }
        }
        at = at.max(start + 1);
    }
}

/// The sign at `at` if it could be a letter or a digit of a token.
fn letter_or_digit(signs: &Signs<'_>, at: usize) -> Option<char> {
    let c = signs.read(at)?;
    if c.is_ascii_alphanumeric() {
        return Some(c);
    }
    let meant = is_hanzi(c).then(|| table::meant_by(c)).flatten()?;
    (meant.is_ascii_alphanumeric() && signs.is_open(at)).then_some(c)
}
