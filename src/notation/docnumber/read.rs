//! Reads one number backwards from its 号 or 號.

use super::back::{Back, MAX_CODE, Name, Scope, Serial, word_after};
use super::{Number, is_bracket, is_hanzi, is_mark, is_opening, is_year_bracket};
use std::ops::Range;

/// Hanzi of a run in running text that can still be a code as a whole; in a
/// longer one a sentence has run into it.
const LONG_RUN: usize = 9;
/// First characters of codes: provinces, 国务院 and 中央.
const CODE_HEADS: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙内陕吉闽贵黔粤青藏川滇宁琼国中滬雲遼魯蘇贛晉內陝閩貴粵寧瓊國";
/// Last characters of codes, by which a two-digit year in round brackets is
/// told from any other bracketed number.
const CODE_TAILS: &str = "字发函办令规税任报请批复通告综發辦規稅報請覆綜";

/// A number and where it stands.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) number: Number,
}

/// The end of a number: its 号 or 號, kept in the canonical text, and the byte
/// behind what belongs to the number.
#[derive(Clone, Copy)]
struct Tail {
    sign: char,
    end: usize,
}

/// Reads the number whose 号 or 號 begins at byte `mark`; it begins at `floor`
/// or later.
pub(super) fn read_number(text: &str, mark: usize, floor: usize, scope: Scope) -> Option<Found> {
    let mut back = Back::new(text, mark, floor);
    let serial = back.serial()?;
    let sign = text.get(mark..)?.chars().next().filter(|&c| is_mark(c))?;
    let tail = Tail {
        sign,
        end: mark + sign.len_utf8(),
    };
    let ordinal = back.eat('第');
    let next = back.peek().map(|(c, _)| c);
    if next.is_some_and(is_bracket) {
        return bracketed(back, serial, ordinal, tail, scope);
    }
    if ordinal
        && scope == Scope::Line
        && let Some(found) = lettered(back.clone(), serial, tail)
    {
        return Some(found);
    }
    if ordinal && let Some(found) = word_or_year(back.clone(), serial.value()?, tail, scope) {
        return Some(found);
    }
    if !ordinal && next == Some('令') {
        return word_or_year(back, serial.value()?, tail, scope);
    }
    (ordinal || next == Some('字')).then_some(())?;
    year_first(back, serial.value()?, tail, scope)
}

/// `…〔2022〕75号`, with a bracket turned or one of the two lost.
fn bracketed(
    mut back: Back<'_>,
    serial: Serial,
    ordinal: bool,
    tail: Tail,
    scope: Scope,
) -> Option<Found> {
    let (bracket, _) = back.next()?;
    let before_year = back.clone();
    back.eat('年');
    if let Some(year) = back.year() {
        let start = back.at;
        return match back.peek() {
            Some((open, _)) if is_bracket(open) => {
                back.next();
                let trust = Trust {
                    brackets: is_year_bracket(open),
                    year: year.full,
                    ordinal,
                };
                standard(back, year.value, serial.value()?, tail, scope, trust)
            }
            // 国办发2018〕104号: the opening bracket is lost.
            Some((c, at)) if year.full && !is_opening(bracket) && is_hanzi(c) && at < start => {
                let trust = Trust {
                    brackets: false,
                    year: true,
                    ordinal,
                };
                standard(back, year.value, serial.value()?, tail, scope, trust)
            }
            _ => None,
        };
    }
    // 国办发〔2018104号: the closing bracket is lost.
    let (year, serial) = serial.split_year().filter(|_| is_opening(bracket))?;
    let trust = Trust {
        brackets: is_year_bracket(bracket),
        year: true,
        ordinal: false,
    };
    let back = before_year;
    let found = standard(back, year, serial, tail, scope, trust)?;
    (found.number.agency_code.is_some()).then_some(found)
}

/// How sure the signs around the year are.
#[derive(Clone, Copy)]
struct Trust {
    /// Brackets that stand around years.
    brackets: bool,
    /// A year in four digits.
    year: bool,
    /// 第 before the serial.
    ordinal: bool,
}

/// The code before a bracketed year, and the number made of it all.
fn standard(
    back: Back<'_>,
    year: i32,
    serial: u32,
    tail: Tail,
    scope: Scope,
    trust: Trust,
) -> Option<Found> {
    // An order or announcement has an organ's name before its word.
    let word = back.clone().word().is_some();
    let name = if word { Name::Organ } else { Name::Code };
    let run = back.run(name, scope)?;
    let code = match scope {
        Scope::Running if !word => code_in_run(&run.text),
        _ => run.text.as_str(),
    };
    let sure = trust.brackets || trust.year || trust.ordinal;
    let code = if sure || code.ends_with(|c| CODE_TAILS.contains(c)) {
        code
    } else {
        ""
    };
    let (start, code) = if code.is_empty() {
        let bare = trust.brackets && trust.year && (scope == Scope::Running || run.text.is_empty());
        bare.then_some((back.at, None))?
    } else {
        (run.start_of(code)?, Some(code.to_owned()))
    };
    let shown = code.as_deref().unwrap_or_default();
    Some(Found {
        range: start..tail.end,
        number: Number {
            text: format!("{shown}〔{year}〕{serial}{}", tail.sign),
            agency_code: code,
            year: Some(year),
            serial: Some(serial),
        },
    })
}

/// The part of a run in a sentence that can be a code; empty when none can.
fn code_in_run(run: &str) -> &str {
    match run.chars().count() {
        0 | 1 => "",
        count if count <= LONG_RUN => run,
        _ => {
            // A sentence has run into the code: only a known first character,
            // at most six characters before its end, tells where it begins.
            let tail = run.char_indices().rev().take(6).skip(1);
            let head = tail.filter(|(_, c)| CODE_HEADS.contains(*c)).last();
            head.map_or("", |(at, _)| &run[at..])
        }
    }
}

/// `国务院令第712号`, `公告2023年第5号`, `国务院第712号令`: `back` stands
/// before 第.
fn word_or_year(mut back: Back<'_>, serial: u32, tail: Tail, scope: Scope) -> Option<Found> {
    let year = if back.eat('年') {
        Some(back.year().filter(|year| year.full)?.value)
    } else {
        None
    };
    let (word, end, prefixed) = match back.word() {
        Some(word) => (word, tail.end, true),
        None => {
            let (word, end) = word_after(back.text, tail.end)?;
            (word, end, false)
        }
    };
    let run = back.run(Name::Organ, scope)?;
    let lone = scope == Scope::Line || (year.is_some() && prefixed);
    let start = match run.text.chars().count() {
        0 if lone => back.at,
        0 | 1 => return None,
        _ => run.start_of(&run.text)?,
    };
    let organ = format!("{}{word}", run.text);
    let text = match year {
        Some(year) => format!("{organ}{year}年第{serial}{}", tail.sign),
        None => format!("{organ}第{serial}{}", tail.sign),
    };
    Some(Found {
        range: start..end,
        number: Number {
            text,
            agency_code: Some(organ),
            year,
            serial: Some(serial),
        },
    })
}

/// `府人一字第1130012345號`, `(90)華總一義字第9000222690號`: a letter of which
/// the serial tells the year, in traditional characters, on a line of its own.
fn lettered(back: Back<'_>, serial: Serial, tail: Tail) -> Option<Found> {
    (tail.sign == '號' && serial.digits() > 0).then_some(())?;
    let year = serial.letter_year();
    let end = back.at;
    let run = back.run(Name::Code, Scope::Line)?;
    (run.text.ends_with('字') && run.text.chars().count() >= 3).then_some(())?;
    let mut before = back.clone();
    before.at = run.start_of(&run.text)?;
    if !before.is_at_start() {
        // Nothing but the year, once more, stands before it.
        year?;
        before.next().filter(|(c, _)| is_bracket(*c))?;
        before.serial()?.value()?;
        before.next().filter(|(c, _)| is_bracket(*c))?;
        before.is_at_start().then_some(())?;
    }
    let ordinal: String = back
        .text
        .get(end..tail.end)?
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    Some(Found {
        range: before.at..tail.end,
        number: Number {
            text: format!("{}{ordinal}", run.text),
            agency_code: Some(run.text),
            year,
            serial: serial.value(),
        },
    })
}

/// `〔94〕财农字第345号`: `back` stands before 第 or behind 字.
fn year_first(mut back: Back<'_>, serial: u32, tail: Tail, scope: Scope) -> Option<Found> {
    let mut code = Vec::new();
    while let Some((c, _)) = back.peek().filter(|(c, _)| is_hanzi(*c)) {
        (code.len() < MAX_CODE).then_some(())?;
        code.push(c);
        back.next();
    }
    let code: String = code.into_iter().rev().collect();
    let (close, _) = back.next().filter(|(c, _)| is_bracket(*c))?;
    let year = back.year()?.value;
    back.next().filter(|(c, _)| is_bracket(*c))?;
    if code.is_empty()
        || (scope == Scope::Running && !is_year_bracket(close) && !code.ends_with('字'))
    {
        return None;
    }
    Some(Found {
        range: back.at..tail.end,
        number: Number {
            text: format!("{code}〔{year}〕{serial}{}", tail.sign),
            agency_code: Some(code),
            year: Some(year),
            serial: Some(serial),
        },
    })
}
