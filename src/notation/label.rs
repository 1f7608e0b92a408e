//! Labels of units (层次序数、条款项目标记) at the start of a line or sentence.
//!
//! Owns the question "does a unit begin here, and which number has it?" for
//! one text without its context: 第十四条, 一、, （一）, 1., （1）, ① and their
//! variants, in simplified and in traditional characters (條, 節, 編). References (第十四条第二款), enumerations (一、二级) and numbers in
//! sentences (1.5亿元, 15日) are no labels: what follows decides.
//!
//! It is asked for every line, so the first character answers for nearly all.
//! Stray spaces may stand between the characters of a label, at most
//! [`MAX_GAP`] at a time, so the work is bounded whatever the text.

mod refer;
#[cfg(test)]
mod tests;
mod words;

use super::numeral::{self, HanziReader, arabic_digit, digits_prefix, hanzi_prefix};
use refer::{closes_or_parts, is_dash, refers};
use words::{AFTER_REFERENCE, COUNTERS};

/// Kinds of labels, whatever their spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// 第一编, 第一篇
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条, also 第三十八条之一
    Article,
    /// 一、
    Hanzi,
    /// （一）, also (一) and ㈠
    BracketHanzi,
    /// 1. also 1． 1、 and ⒈
    Digit,
    /// （1）, also (1) ⑴ 〈1〉 and 1）
    BracketDigit,
    /// ①
    Circled,
}

impl LabelKind {
    /// All kinds, the highest first.
    pub const ALL: [LabelKind; 9] = [
        LabelKind::Part,
        LabelKind::Chapter,
        LabelKind::Section,
        LabelKind::Article,
        LabelKind::Hanzi,
        LabelKind::BracketHanzi,
        LabelKind::Digit,
        LabelKind::BracketDigit,
        LabelKind::Circled,
    ];
}

/// A label found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Its kind.
    pub kind: LabelKind,
    /// Its number, at least 1.
    pub number: u32,
    /// The second number of an inserted unit: 1 in 第三十八条之一.
    pub inserted: Option<u32>,
    /// Bytes of the printed label, spaces inside it included, spaces after it
    /// not.
    pub len: usize,
}

/// The most white space characters that may stand between two characters of
/// one label; justified titles print four (第　　一　　章).
pub const MAX_GAP: usize = 4;

/// The highest number of a label that is no article: 1000、 and （2023） are
/// amounts and years.
const MAX_NUMBER: u32 = 999;

/// The label at the start of `text`, which must be trimmed at its left.
pub fn at_start(text: &str) -> Option<Label> {
    match text.chars().next()? {
        '第' => ordinal(text, None),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '廿' | '卅' => {
            hanzi_label(text)
        }
        '（' | '(' | '〈' | '<' => bracketed(text),
        '0'..='9' | '０'..='９' => digit_label(text),
        c @ '㈠'..='㈩' => sign(text, LabelKind::BracketHanzi, c as u32 - '㈠' as u32 + 1),
        c @ '⑴'..='⒇' => sign(text, LabelKind::BracketDigit, c as u32 - '⑴' as u32 + 1),
        c @ '⒈'..='⒛' => sign(text, LabelKind::Digit, c as u32 - '⒈' as u32 + 1),
        c => sign(text, LabelKind::Circled, circled(c)?),
    }
}

/// The number in ①–㊿ or ❶–❿.
const fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => Some(c as u32 - '㉑' as u32 + 21),
        '㊱'..='㊿' => Some(c as u32 - '㊱' as u32 + 36),
        '❶'..='❿' => Some(c as u32 - '❶' as u32 + 1),
        _ => None,
    }
}

/// A place in the text that moves forward over spaces and characters.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_gap(&mut self) {
        if !self.peek().is_some_and(char::is_whitespace) {
            return;
        }
        for c in self.rest().chars().take(MAX_GAP) {
            if !c.is_whitespace() || c == '\n' {
                break;
            }
            self.at += c.len_utf8();
        }
    }

    /// Takes the next character when `wanted` says so.
    fn take(&mut self, mut wanted: impl FnMut(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|&c| wanted(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes a hanzi numeral, spaces inside it allowed; stands after its last
    /// character.
    fn hanzi(&mut self) -> Option<u32> {
        if let Some(value) = self.single() {
            return Some(value);
        }
        let mut reader = HanziReader::default();
        let mut found = None;
        let mut ahead = *self;
        while ahead.take(|c| reader.push(c)).is_some() {
            if let Some(value) = reader.value() {
                found = Some((value, ahead.at));
            }
            ahead.skip_gap();
        }
        let (value, at) = found?;
        self.at = at;
        Some(value)
    }

    /// Takes a numeral of one character, by far the most frequent.
    fn single(&mut self) -> Option<u32> {
        let mut chars = self.rest().chars();
        let value = numeral::single(chars.next()?)?;
        let next = chars.next()?;
        if next.is_whitespace() || numeral::may_go_on(next) {
            return None;
        }
        self.at = self.text.len() - chars.as_str().len() - next.len_utf8();
        Some(value)
    }

    fn digits(&mut self) -> Option<u32> {
        let (value, len) = digits_prefix(self.rest())?;
        self.at += len;
        Some(value)
    }
}

/// 第十四条, 第一章, 第1条. With `above`, only kinds below it count, which
/// also bounds how often [`begins_ordinal_unit`] can look one label further.
fn ordinal(text: &str, above: Option<LabelKind>) -> Option<Label> {
    let mut cursor = Cursor {
        text,
        at: '第'.len_utf8(),
    };
    cursor.skip_gap();
    let number = cursor.hanzi().or_else(|| cursor.digits())?;
    cursor.skip_gap();
    let unit = cursor.take(|_| true)?;
    let kind = match unit {
        '编' | '編' | '篇' => LabelKind::Part,
        '章' => LabelKind::Chapter,
        '节' | '節' => LabelKind::Section,
        '条' | '條' => LabelKind::Article,
        _ => return None,
    };
    if above.is_some_and(|above| kind <= above) {
        return None;
    }
    let inserted = inserted_number(&mut cursor);
    let is_label = number > 0 && begins_ordinal_unit(kind, unit, cursor.rest());
    is_label.then_some(Label {
        kind,
        number,
        inserted,
        len: cursor.at,
    })
}

/// 之一 after 第三十八条. The number has no spaces inside it and is read by 十
/// only: in 第七条之一　二次供水 and 第七条之一二次供水 it is 1.
fn inserted_number(cursor: &mut Cursor) -> Option<u32> {
    let mut ahead = *cursor;
    ahead.skip_gap();
    ahead.take(|c| c == '之')?;
    ahead.skip_gap();
    let (mut number, mut len) = hanzi_prefix(ahead.rest())?;
    let words = ahead.rest().get(..len)?;
    if !words.contains('十') {
        let first = words.chars().next()?.len_utf8();
        (number, len) = hanzi_prefix(words.get(..first)?)?;
    }
    (number > 0).then_some(())?;
    ahead.at += len;
    *cursor = ahead;
    Some(number)
}

/// Whether the words after 第X条 let it be a label.
fn begins_ordinal_unit(kind: LabelKind, unit: char, rest: &str) -> bool {
    let words = rest.trim_start();
    let Some(next) = words.chars().next() else {
        return true;
    };
    let apart = words.len() < rest.len();
    if next == '第' {
        return apart && !goes_on_citing(kind, words);
    }
    if closes_or_parts(next) || is_dash(next) {
        return false;
    }
    if matches!(next, '：' | ':') {
        let quoted = words
            .trim_start_matches([next, ' '])
            .starts_with(['“', '「']);
        return !quoted;
    }
    if matches!(next, '（' | '(') {
        return match bracketed_number(words) {
            Some((_, _, end)) => apart && !refers(words.get(end..).unwrap_or("")),
            None => true,
        };
    }
    if apart || !words::may_refer(next) {
        return true;
    }
    !AFTER_REFERENCE.iter().any(|(word, _)| {
        let wanted = match *word {
            "件" => matches!(unit, '条' | '條'),
            "节" | "節" => unit == '章',
            "课" | "課" => matches!(unit, '节' | '節'),
            "辑" | "輯" | "制" => matches!(unit, '编' | '編'),
            _ => true,
        };
        wanted && words.starts_with(word)
    })
}

/// Whether `words`, which begin with 第, cite on: 第二款, 第（一）项, 第十五条.
/// A label of a lower kind does not (第一章 第一节 …: a chapter without words),
/// nor does 第一责任人.
fn goes_on_citing(kind: LabelKind, words: &str) -> bool {
    let mut cursor = Cursor {
        text: words,
        at: '第'.len_utf8(),
    };
    cursor.skip_gap();
    if cursor.hanzi().or_else(|| cursor.digits()).is_none() {
        return true;
    }
    cursor.skip_gap();
    match cursor.peek() {
        Some('款' | '项' | '項') => true,
        Some('编' | '編' | '篇' | '章' | '节' | '節' | '条' | '條') => {
            ordinal(words, Some(kind)).is_none()
        }
        _ => false,
    }
}

/// 一、 and 十二、 (old prints also 一．).
fn hanzi_label(text: &str) -> Option<Label> {
    let mut cursor = Cursor { text, at: 0 };
    let number = cursor.hanzi()?;
    cursor.skip_gap();
    cursor.take(|c| matches!(c, '、' | '．' | '.'))?;
    let len = cursor.at;
    cursor.skip_gap();
    let fits = (1..=MAX_NUMBER).contains(&number)
        && !cursor.peek().is_some_and(closes_or_parts)
        && !enumerates(number, cursor.rest());
    fits.then_some(Label {
        kind: LabelKind::Hanzi,
        number,
        inserted: None,
        len,
    })
}

/// Whether `rest` goes on counting after `number`、: 一、二级, 十、十一月,
/// 二十、三十年代, 一、三、五号.
fn enumerates(number: u32, rest: &str) -> bool {
    let Some((next, len)) = hanzi_prefix(rest) else {
        return false;
    };
    let after = rest.get(len..).unwrap_or("").trim_start().chars().next();
    let in_step = next == number + 1 || next == number + 10;
    match after {
        None | Some('、') => true,
        Some(c) => in_step && COUNTERS.contains(c),
    }
}

/// （一）, (1), 〈1〉.
fn bracketed(text: &str) -> Option<Label> {
    let (kind, number, end) = bracketed_number(text)?;
    finish(text, kind, number, end)
}

/// A number alone in brackets at the start: kind, number, end of the bracket.
fn bracketed_number(text: &str) -> Option<(LabelKind, u32, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let open = cursor.take(|c| matches!(c, '（' | '(' | '〈' | '<'))?;
    cursor.skip_gap();
    let angled = matches!(open, '〈' | '<');
    let (kind, number) = match cursor.digits() {
        Some(number) => (LabelKind::BracketDigit, number),
        None if angled => return None,
        None => (LabelKind::BracketHanzi, cursor.hanzi()?),
    };
    cursor.skip_gap();
    cursor.take(|c| match c {
        '）' | ')' => !angled,
        '〉' | '>' => angled,
        _ => false,
    })?;
    Some((kind, number, cursor.at))
}

/// 1. 1． 1、 and 1）.
fn digit_label(text: &str) -> Option<Label> {
    let mut cursor = Cursor { text, at: 0 };
    let number = cursor.digits()?;
    cursor.skip_gap();
    let mark = cursor.take(|c| matches!(c, '.' | '．' | '、' | '）' | ')'))?;
    if matches!(mark, '）' | ')') {
        // Half a bracket says little: 附件\n1） wraps like that.
        let words = cursor.rest().trim_start();
        return (!words.is_empty() && !words.starts_with('、'))
            .then(|| finish(text, LabelKind::BracketDigit, number, cursor.at))?;
    }
    let len = cursor.at;
    cursor.skip_gap();
    let fits = (1..=MAX_NUMBER).contains(&number) && begins_digit_unit(number, mark, cursor.rest());
    fits.then_some(Label {
        kind: LabelKind::Digit,
        number,
        inserted: None,
        len,
    })
}

/// Whether the words after `1.` let it be a label: no decimals (1.5亿元), no
/// dates (2022.11), no enumerations (1、2号楼); a year or a month may follow
/// (1.2022年度…, 3.10月底前…).
fn begins_digit_unit(number: u32, mark: char, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return true;
    };
    if arabic_digit(next).is_none() {
        return !closes_or_parts(next) && !matches!(next, '.' | '．' | '%' | '％' | '‰' | '×');
    }
    let Some((value, len)) = digits_prefix(rest) else {
        return false;
    };
    let digits = rest.get(..len).unwrap_or("").chars().count();
    let mut cursor = Cursor {
        text: rest,
        at: len,
    };
    cursor.skip_gap();
    match (digits, cursor.peek()) {
        (4, Some('年')) => (1900..2100).contains(&value),
        // 1.2021—2023年
        (4, Some(c)) if is_dash(c) || c == '至' => {
            (1900..2100).contains(&value)
                && cursor.take(|_| true).is_some()
                && digits_prefix(cursor.rest().trim_start())
                    .is_some_and(|(end, _)| (value..2100).contains(&end))
        }
        // 1、2月 counts on; 3.10月底前 is a label and a month.
        (1 | 2, Some('月')) => (1..=12).contains(&value) && (mark != '、' || value != number + 1),
        // Service numbers (12345热线) have five digits, no decimal has.
        (5, Some(c)) => {
            value / 1000 == 12 && !matches!(c, '万' | '萬' | '亿' | '億' | '元' | '%' | '％' | '.')
        }
        _ => false,
    }
}

/// A one-character label: ㈠ ⑴ ⒈ ①.
fn sign(text: &str, kind: LabelKind, number: u32) -> Option<Label> {
    let end = text.chars().next()?.len_utf8();
    if text.get(end..)?.chars().next().is_some_and(is_sign) {
        return None; // ①②③
    }
    finish(text, kind, number, end)
}

fn is_sign(c: char) -> bool {
    matches!(c, '㈠'..='㈩' | '⑴'..='⒇' | '⒈'..='⒛') || circled(c).is_some()
}

/// The label that ends at `end`, unless the words after it make it a
/// reference. A 、 or ． printed after the bracket belongs to it.
fn finish(text: &str, kind: LabelKind, number: u32, end: usize) -> Option<Label> {
    let rest = text.get(end..)?;
    if !(1..=MAX_NUMBER).contains(&number) || refers(rest) {
        return None;
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '．'));
    Some(Label {
        kind,
        number,
        inserted: None,
        len: end + mark.map_or(0, char::len_utf8),
    })
}
