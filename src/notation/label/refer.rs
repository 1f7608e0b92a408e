//! Words after a number that tell a reference to a unit from its beginning.

use super::*;

/// Whether what follows （一） makes it a reference or a part of a sentence:
/// （一）项, （一）至（三）, （一）、（二）, （1）号.
pub(super) fn refers(rest: &str) -> bool {
    let words = rest.trim_start();
    let mut chars = words.chars();
    let Some(next) = chars.next() else {
        return false;
    };
    let second = chars.next();
    match next {
        '项' | '項' => second != Some('目'),
        '款' => !matches!(second, Some('项' | '項' | '物')),
        '号' | '號' => true,
        '的' => true,
        '、' | '至' | '到' => next_is_number(words.get(next.len_utf8()..).unwrap_or("")),
        // 与二次供水有关的: only another reference follows a conjunction.
        '和' | '与' | '與' | '及' | '或' | '以' => {
            let joined = match (next, second) {
                ('以', Some('及')) | ('或', Some('者')) => chars.as_str(),
                ('以', _) => return false,
                _ => words.get(next.len_utf8()..).unwrap_or(""),
            };
            next_is_reference(joined.trim_start())
        }
        c if is_dash(c) || c == '+' || c == '＋' => {
            next_is_number(words.get(c.len_utf8()..).unwrap_or(""))
        }
        c => closes_or_parts(c),
    }
}

/// Whether a number, a bracketed number or a reference comes next. A date or
/// an amount of time is none: ①到2025年, （一）至三月底.
fn next_is_number(words: &str) -> bool {
    let words = words.trim_start();
    let plain = digits_prefix(words).or_else(|| hanzi_prefix(words));
    if let Some((_, len)) = plain {
        let mut after = words.get(len..).unwrap_or("").trim_start().chars();
        return !after
            .next()
            .is_some_and(|c| matches!(c, '年' | '月' | '日' | '天' | '时' | '時' | '周' | '季'));
    }
    next_is_reference(words)
}

/// Whether a bracketed number or a reference comes next.
fn next_is_reference(words: &str) -> bool {
    words
        .chars()
        .next()
        .is_some_and(|c| c == '第' || is_sign(c) || bracketed_number(words).is_some())
}

/// Punctuation that ends or parts what came before: never the first character
/// of a unit's words.
pub(super) const fn closes_or_parts(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '。'
            | '；'
            | ';'
            | '、'
            | '！'
            | '？'
            | '）'
            | ')'
            | '》'
            | '〉'
            | '】'
            | '］'
            | '〕'
            | '”'
            | '’'
            | '」'
            | '』'
    )
}

pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '－' | '~' | '～' | '―')
}
