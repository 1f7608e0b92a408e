//! Reads the pieces of a number backwards: serial, year, word, run of hanzi.

use super::stops::{self, Cut};
use super::{is_hanzi, is_mark, is_space};
use crate::notation::date::{arabic, hanzi_digit};

/// Where a number is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// A line that is nothing but a number.
    Line,
    /// A sentence.
    Running,
}

/// Words after which 第N号 is a number of its own.
const WORDS: [&str; 4] = ["命令", "令", "公告", "通告"];

/// White space skipped between two characters.
const MAX_GAP: usize = 16;
/// Hanzi a code can have: the longest codes in use have about 9.
pub(super) const MAX_CODE: usize = 14;
/// Hanzi the organs of an order or announcement can have in running text.
const MAX_ORGAN: usize = 28;
/// The same on a line of their own, where joint organs may stand.
const MAX_LINE_ORGAN: usize = 60;
/// The word of an order or announcement that follows byte `end`, with the
/// byte behind it.
pub(super) fn word_after(text: &str, end: usize) -> Option<(&'static str, usize)> {
    let rest = text.get(end..)?;
    let gap = rest.chars().take(MAX_GAP).take_while(|&c| is_space(c));
    let gap: usize = gap.map(char::len_utf8).sum();
    let word = WORDS.iter().find(|word| rest[gap..].starts_with(**word))?;
    Some((word, end + gap + word.len()))
}

/// What a run of hanzi is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// An agency code (机关代字).
    Code,
    /// The organ that gives an order.
    Organ,
}

impl Name {
    /// How many hanzi it can have.
    fn most(self, scope: Scope) -> usize {
        match (self, scope) {
            (Name::Code, _) => MAX_CODE,
            (Name::Organ, Scope::Running) => MAX_ORGAN,
            (Name::Organ, Scope::Line) => MAX_LINE_ORGAN,
        }
    }
}

/// Reads backwards, over white space but never over a line feed.
#[derive(Clone)]
pub(super) struct Back<'a> {
    pub(super) text: &'a str,
    /// Everything from this byte on is read.
    pub(super) at: usize,
    /// Nothing before this byte is read.
    floor: usize,
}

/// A year and whether it was printed in four digits.
pub(super) struct Year {
    pub(super) value: i32,
    pub(super) full: bool,
}

/// A serial number as it was printed.
#[derive(Clone, Copy)]
pub(super) struct Serial {
    /// At most nine digits of it, the last ones.
    value: u32,
    /// Its first three digits.
    head: u32,
    /// Arabic digits; 0 for a serial in hanzi.
    digits: u32,
}

impl Serial {
    /// Its value; `None` for what is too long or zero.
    pub(super) fn value(self) -> Option<u32> {
        (self.value > 0 && self.value < 100_000 && self.digits <= 6).then_some(self.value)
    }

    /// Its value where letters are numbered through, with the year of the
    /// republic in its first two or three digits: ten digits or more.
    pub(super) fn letter_year(self) -> Option<i32> {
        let long = i32::try_from(self.head).ok()?;
        let year = [long, long / 10]
            .into_iter()
            .find(|year| (80..=150).contains(year));
        year.filter(|_| (10..=12).contains(&self.digits))
            .map(|year| 1911 + year)
    }

    /// How many Arabic digits it has; 0 for one in hanzi.
    pub(super) fn digits(self) -> u32 {
        self.digits
    }

    /// `2018104` as year 2018 and serial 104.
    pub(super) fn split_year(self) -> Option<(i32, u32)> {
        let rest = self
            .digits
            .checked_sub(4)
            .filter(|rest| (1..=4).contains(rest))?;
        let unit = 10_u32.pow(rest);
        let year = full_year((self.value / unit) as i32)?;
        let serial = self.value % unit;
        (serial > 0).then_some((year, serial))
    }
}

/// Hanzi before a year or a word, each with the byte it begins at.
#[derive(Default)]
pub(super) struct Run {
    pub(super) text: String,
    starts: Vec<usize>,
}

impl Run {
    /// Where `tail`, the end of this run's text, begins in the source text.
    pub(super) fn start_of(&self, tail: &str) -> Option<usize> {
        let at = self.starts.len().checked_sub(tail.chars().count())?;
        self.starts.get(at).copied()
    }
}

impl<'a> Back<'a> {
    /// Reads `text` backwards from byte `at`, a character boundary.
    pub(super) fn new(text: &'a str, at: usize, floor: usize) -> Self {
        Back { text, at, floor }
    }

    /// Whether nothing but white space is left.
    pub(super) fn is_at_start(&self) -> bool {
        self.text
            .get(self.floor..self.at)
            .is_some_and(|rest| rest.trim().is_empty())
    }

    /// The next character to the left that is no white space and where it begins.
    pub(super) fn peek(&self) -> Option<(char, usize)> {
        let left = self.text.get(self.floor..self.at)?;
        let (at, c) = left
            .char_indices()
            .rev()
            .take(MAX_GAP + 1)
            .find(|&(_, c)| !is_space(c))?;
        (c != '\n').then_some((c, self.floor + at))
    }

    pub(super) fn next(&mut self) -> Option<(char, usize)> {
        let found = self.peek()?;
        self.at = found.1;
        Some(found)
    }

    /// Takes `wanted` if it comes next.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.peek() {
            Some((c, at)) if c == wanted => {
                self.at = at;
                true
            }
            _ => false,
        }
    }

    /// Takes a whole word if it comes next.
    fn eat_word(&mut self, word: &str) -> bool {
        let before = self.at;
        let taken = word.chars().rev().all(|c| self.eat(c));
        if !taken {
            self.at = before;
        }
        taken
    }

    /// Takes the word of an order or announcement if it comes next.
    pub(super) fn word(&mut self) -> Option<&'static str> {
        WORDS.into_iter().find(|word| self.eat_word(word))
    }

    /// A serial number in Arabic digits or hanzi.
    pub(super) fn serial(&mut self) -> Option<Serial> {
        let mut value = 0_u32;
        let mut head = 0_u32;
        let mut digits = 0;
        while let Some((digit, at)) = self.peek().and_then(|(c, at)| Some((arabic(c)?, at))) {
            if digits == 12 {
                return None;
            }
            if digits < 9 {
                value += u32::from(digit) * 10_u32.pow(digits);
            }
            head = head / 10 + u32::from(digit) * 100;
            digits += 1;
            self.at = at;
        }
        if digits == 0 {
            value = self.hanzi_number()?;
        }
        Some(Serial {
            value,
            head,
            digits,
        })
    }

    /// A number in hanzi below 10 000: 二十, 一百零三, 七一二.
    fn hanzi_number(&mut self) -> Option<u32> {
        let mut signs = Vec::new();
        while let Some((c, at)) = self.peek().filter(|(c, _)| is_hanzi_numeral(*c)) {
            if signs.len() == 8 {
                return None;
            }
            signs.push(c);
            self.at = at;
        }
        signs.reverse();
        hanzi_value(&signs)
    }

    /// A year of four digits or two, or of four hanzi.
    pub(super) fn year(&mut self) -> Option<Year> {
        let mut value = 0_i32;
        let mut count = 0;
        let mut hanzi = 0;
        while let Some((c, at)) = self.peek() {
            let Some(digit) = arabic(c).or_else(|| hanzi_digit(c)) else {
                break;
            };
            if count == 4 {
                return None;
            }
            hanzi += u32::from(arabic(c).is_none());
            value += i32::from(digit) * 10_i32.pow(count);
            count += 1;
            self.at = at;
        }
        match count {
            4 => Some(Year {
                value: full_year(value)?,
                full: true,
            }),
            2 if hanzi == 0 => Some(Year {
                value: value + if value < 50 { 2000 } else { 1900 },
                full: false,
            }),
            _ => None,
        }
    }

    /// The name to the left, cut behind the last stop word. A line of its own
    /// must not be cut, nor be too long: `None` then. In running text an organ
    /// that is too long is empty, a code is left long.
    pub(super) fn run(&self, name: Name, scope: Scope) -> Option<Run> {
        let most = name.most(scope);
        let code = name == Name::Code;
        let mut back = self.clone();
        let mut signs = Vec::new();
        while let Some((c, start)) = back.peek() {
            let gap = start + c.len_utf8() < back.at;
            let joint = c == '、' && scope == Scope::Line && !code && !signs.is_empty();
            if (!is_hanzi(c) && !joint) || is_mark(c) {
                break;
            }
            if scope == Scope::Running && gap && signs.len() >= 2 {
                break;
            }
            if signs.len() == most {
                if scope == Scope::Line {
                    return None;
                }
                break;
            }
            signs.push((c, start));
            back.at = start;
        }
        signs.reverse();
        let text: String = signs.iter().map(|(c, _)| c).collect();
        let running = scope == Scope::Running;
        let mut cut = stops::last_stop(
            &text,
            Cut {
                weak: running,
                organs: running && code,
            },
        );
        if !running && cut > 0 {
            return None;
        }
        if cut == 0 && back.after_digit() && text.starts_with(['日', '月', '年']) {
            cut = "日".len(); // the end of a date: 2019年12月12日市政府令第2号
        }
        if running && !code && cut == 0 && signs.len() == most {
            return Some(Run::default()); // a sentence without a stop
        }
        let kept = text.get(cut..)?.to_owned();
        let first = signs.len() - kept.chars().count();
        Some(Run {
            text: kept,
            starts: signs[first..].iter().map(|(_, start)| *start).collect(),
        })
    }

    /// Whether a digit stands to the left.
    fn after_digit(&self) -> bool {
        self.peek().is_some_and(|(c, _)| arabic(c).is_some())
    }
}

/// A year of four digits, if gazettes can have it.
fn full_year(year: i32) -> Option<i32> {
    (1949..=2100).contains(&year).then_some(year)
}

/// The value of 十, 百, 千.
fn hanzi_unit(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn is_hanzi_numeral(c: char) -> bool {
    hanzi_digit(c).is_some() || hanzi_unit(c).is_some()
}

/// The value of at most eight numerals; without 十, 百, 千 they are digits.
fn hanzi_value(signs: &[char]) -> Option<u32> {
    (!signs.is_empty()).then_some(())?;
    let mut total = 0;
    let mut digit = 0;
    let positional = !signs.iter().any(|&c| hanzi_unit(c).is_some());
    for &c in signs {
        match (hanzi_unit(c), hanzi_digit(c)) {
            (Some(unit), _) => {
                total += digit.max(1) * unit;
                digit = 0;
            }
            (None, Some(next)) if positional => digit = digit * 10 + u32::from(next),
            (None, Some(next)) => digit = u32::from(next),
            (None, None) => return None,
        }
    }
    Some(total + digit)
}
