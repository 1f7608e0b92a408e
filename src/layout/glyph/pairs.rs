//! Brackets and quotation marks in pairs, and operators in formulas.

use super::signs::{Signs, is_digit, is_hanzi};
use std::ops::Range;

/// Signs a pair holds at most; a title may have more. In dense text pairs are
/// no longer doubtful and may hold whole clauses.
const MOST: usize = 60;
const MOST_IN_TITLE: usize = 80;
const MOST_IN_DENSE: usize = 200;
/// Signs at the beginning of a formula's right side that must repeat the left.
const REPEATED: usize = 3;

/// All kinds of pairs; brackets first, as a title may end in one.
pub(super) fn pairs(signs: &mut Signs<'_>, dense: bool) {
    let most = if dense { MOST_IN_DENSE } else { MOST };
    let title = if dense { MOST_IN_DENSE } else { MOST_IN_TITLE };
    mend_pairs(signs, '渊', '冤', most, |_, _| true);
    mend_pairs(signs, '掖', '业', most, |signs, inner| {
        signs
            .read(inner.end + 1)
            .is_none_or(|c| !is_hanzi(c) || c == '曳' || is_title(signs, inner.clone()))
            && is_title(signs, inner)
    });
    mend_pairs(signs, '叶', '曳', title, |signs, inner| {
        dense || is_title(signs, inner)
    });
    mend_pairs(signs, '野', '冶', most, |_, _| true);
    mend_pairs(signs, '耶', '爷', most, |_, _| true);
    mend_pairs(signs, '揖', '铱', most, |_, _| true);
    section_marks(signs);
}

/// Mends every `open` with the first `close` behind it, if both are free, no
/// sentence ends between them and `fits` says yes to what they hold.
fn mend_pairs(
    signs: &mut Signs<'_>,
    open: char,
    close: char,
    most: usize,
    fits: impl Fn(&Signs<'_>, Range<usize>) -> bool,
) {
    let mut start = None;
    for at in 0..signs.len() {
        match signs.read(at) {
            Some('\n' | '。') => start = None,
            Some(c) if c == open && signs.is_free(at, open) => start = Some(at),
            Some(c) if c == close && signs.is_free(at, close) => {
                let Some(first) = start else {
                    continue;
                };
                let inner = first + 1..at;
                if inner.is_empty() || inner.len() > most {
                    start = None;
                } else if fits(signs, inner) {
                    signs.mend(first, "pair");
                    signs.mend(at, "pair");
                    start = None;
                }
            }
            _ => {}
        }
    }
}

/// Whether a part reads like the title of a document, a bracket at its end
/// such as （试行） not counted.
fn is_title(signs: &Signs<'_>, part: Range<usize>) -> bool {
    let words = signs.words(part);
    let mut stem = words.as_str();
    if let Some(inner) = stem.strip_suffix(['）', ')']) {
        stem = inner.rfind(['（', '(']).map_or(stem, |at| &inner[..at]);
    }
    words.contains("关于")
        || signs
            .guards
            .title_ends
            .iter()
            .any(|end| stem.ends_with(end.as_str()))
}

/// A line such as 窑市政府文件窑 is a section name between raised points.
fn section_marks(signs: &mut Signs<'_>) {
    let Some(last) = signs
        .len()
        .checked_sub(1)
        .filter(|last| (4..20).contains(last))
    else {
        return;
    };
    let inner = signs.words(1..last);
    let section = ["文件", "任免", "公报", "选登", "规章", "公告"];
    if signs.printed(0) == Some('窑')
        && signs.printed(last) == Some('窑')
        && section.iter().any(|end| inner.ends_with(end))
    {
        signs.mend(0, "pair");
        signs.mend(last, "pair");
    }
}

/// Operators in every clause that is a formula.
pub(super) fn formulas(signs: &mut Signs<'_>) {
    let mut start = 0;
    let mut alone = Vec::new();
    let mut sure = false;
    for at in 0..=signs.len() {
        let ends = signs.read(at).is_none_or(|c| {
            matches!(
                c,
                '，' | '。' | '；' | '：' | '、' | '！' | '？' | '\n' | ',' | ';' | ':'
            )
        });
        if ends {
            match formula(signs, start..at) {
                Found::Formula => sure = true,
                Found::Alone(at) => alone.push(at),
                Found::Nothing => {}
            }
            start = at + 1;
        }
    }
    // Beside a formula, one × or ÷ in a clause of its own is no name.
    for at in alone.into_iter().filter(|_| sure) {
        signs.mend(at, "formula");
    }
}

/// What a clause holds.
enum Found {
    /// Operators, now mended.
    Formula,
    /// One 伊 or 衣 between two terms.
    Alone(usize),
    Nothing,
}

/// Mends the operators of one clause if it is a formula.
fn formula(signs: &mut Signs<'_>, clause: Range<usize>) -> Found {
    let inner = clause.start + 1..clause.end.saturating_sub(1);
    let found = |signs: &Signs<'_>, wanted: &str| -> Vec<usize> {
        inner
            .clone()
            .filter(|&at| signs.printed(at).is_some_and(|c| wanted.contains(c)))
            .filter(|&at| stands_between_terms(signs, at))
            .collect()
    };
    let strong = found(signs, "伊衣越垣");
    if strong.is_empty() {
        return Found::Nothing;
    }
    let count = |c| {
        strong
            .iter()
            .filter(|&&at| signs.printed(at) == Some(c))
            .count()
    };
    let (times, equals) = (count('伊'), count('越'));
    let kinds = ['伊', '衣', '越', '垣']
        .iter()
        .filter(|&&c| count(c) > 0)
        .count();
    let several = equals <= 1 && (kinds >= 2 || times >= 2);
    let repeats = equals == 1
        && strong
            .iter()
            .any(|&at| repeats_left_side(signs, at, &clause));
    if several || repeats {
        let weak = if equals == 1 {
            found(signs, "原辕")
        } else {
            Vec::new()
        };
        for at in strong.into_iter().chain(weak) {
            signs.mend(at, "formula");
        }
        return Found::Formula;
    }
    match strong.as_slice() {
        &[at] if matches!(signs.printed(at), Some('伊' | '衣')) => {
            if matches!(signs.before(at), Some('）' | ')')) {
                signs.mend(at, "formula");
                return Found::Formula;
            }
            let before = signs.before(at);
            let name = before.is_some_and(|c| signs.guards.no_comma_after.contains(c));
            if name {
                Found::Nothing
            } else {
                Found::Alone(at)
            }
        }
        _ => Found::Nothing,
    }
}

/// Whether an open sign has a term on either side: a hanzi, a number or a
/// bracket, with white space on both sides or on none (a name in a list has it
/// on one side).
fn stands_between_terms(signs: &Signs<'_>, at: usize) -> bool {
    let term = |c: char| is_hanzi(c) || is_digit(c) || c.is_ascii_alphabetic();
    let left = signs
        .before(at)
        .is_some_and(|c| term(c) || matches!(c, '）' | ')' | '%'));
    let right = signs
        .read(at + 1)
        .is_some_and(|c| term(c) || matches!(c, '（' | '('));
    let gap = |at| signs.sign(at).is_some_and(|sign| sign.gap);
    left && right && gap(at) == gap(at + 1) && signs.is_open(at)
}

/// Whether 越 at `at` is followed by the words it is preceded by: 费用越费用标准.
fn repeats_left_side(signs: &Signs<'_>, at: usize, clause: &Range<usize>) -> bool {
    if signs.printed(at) != Some('越') {
        return false;
    }
    let most = (at - clause.start).min(clause.end - at - 1).min(MOST);
    (REPEATED..=most).any(|len| {
        let left = (at - len..at).map(|at| signs.read(at));
        left.eq((at + 1..at + 1 + len).map(|at| signs.read(at)))
    })
}
