//! The shape of printed rows: whether they go on, end, or are posts and units
//! without a name; lists and their marks.

use crate::extract::ending::{ends_as_post, ends_as_unit};
use crate::extract::passage::squeezed;
use crate::extract::person::{Known, Likeness, likeness};
use crate::extract::words::{WordList, organ_beginnings, shared_tails};
use std::ops::Range;
use std::sync::OnceLock;

/// Marks at the end of a row that are no part of it.
pub(super) const ENDS: [char; 9] = ['。', '；', '，', '、', ';', ',', '.', ' ', '…'];

/// How what follows the last person of a list begins when nothing is printed
/// between: a sentence about the office, what the body does.
const FOLLOWING: [&str; 24] = [
    "领导小组下设",
    "领导小组办公室",
    "领导小组的",
    "领导小组不",
    "小组下设",
    "小组办公室",
    "指挥部下设",
    "指挥部办公室",
    "委员会下设",
    "委员会办公室",
    "专班下设",
    "专班办公室",
    "联席会议下设",
    "联席会议办公室",
    "联席会议的",
    "办公室设",
    "下设办公室",
    "下设",
    "主要职责",
    "工作职责",
    "职责任务",
    "职责：",
    "职责:",
    "主要任务",
];

/// Where a list of persons or units ends inside a row and something else
/// begins: `…甲（局长）指挥部办公室设在…`, `…乙副部长三、主要职责`.
pub(super) fn list_end(words: &str) -> Option<usize> {
    static FINDER: OnceLock<WordList> = OnceLock::new();
    let finder = FINDER.get_or_init(|| WordList::new(FOLLOWING));
    let closed = |at: usize| {
        words.get(..at).is_some_and(|before| {
            let before = before.trim_end();
            let unit = ends_as_unit(before) && !before.ends_with(['组', '会', '部']);
            before.ends_with(['）', ')', '。', '；'])
                || ends_as_post(before)
                || unit
                || names(before)
        })
    };
    let sentence = finder
        .find(words)
        .filter(|(at, _)| at.start > 0)
        // 甲局长县防指下设办公室: whose office it is stands before.
        .map(|(at, word)| match word.starts_with("下设") {
            true => behind_last_post(words, at.start).unwrap_or(at.start),
            false => at.start,
        })
        .find(|&at| closed(at));
    let heading = words
        .match_indices('、')
        .filter_map(|(at, _)| numeral_before(words, at))
        .find(|&at| at > 0 && closed(at));
    [sentence, heading].into_iter().flatten().min()
}

/// Where the last post before `end` ends, if it does so within twelve
/// characters.
fn behind_last_post(words: &str, end: usize) -> Option<usize> {
    let before = words.get(..end)?;
    let starts = before.char_indices().rev().take(12).map(|(at, _)| at);
    starts
        .filter(|&at| at > 0)
        .find(|&at| before.get(..at).is_some_and(ends_as_post))
}

/// Whether a text ends with a list of names: 甲某、乙某.
fn names(text: &str) -> bool {
    let last = text.rsplit(['、', '：', ':', ' ', '\u{3000}']).next();
    last.is_some_and(|name| name.len() < text.len() && likeness(name) == Likeness::Sure)
}

/// Where the numeral of a heading begins whose 、 stands at `at`: 三、, 十二、.
fn numeral_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let rest = before.trim_end_matches(|c| "一二三四五六七八九十".contains(c));
    let length = before.len() - rest.len();
    (1..=9).contains(&length).then_some(rest.len())
}

/// The tail at the end of a unit, if a unit stands before it.
pub(super) fn shared_tail(words: &str) -> Option<&'static str> {
    let tail = shared_tails().end(words)?;
    (words.len() > tail.len()).then_some(tail)
}

/// The bytes before 等, 等部门, 等单位 at the end of a list.
pub(super) fn open_ended(words: &str) -> Option<usize> {
    let words = words.trim_end_matches(ENDS);
    [
        "等有关部门和单位",
        "等部门和单位",
        "等部门单位",
        "等有关部门",
        "等相关部门",
        "等有关单位",
        "等相关单位",
        "等部门",
        "等单位",
        "等",
    ]
    .iter()
    .find_map(|tail| words.strip_suffix(tail))
    .map(str::len)
}

/// Whether a row can go on the one before it: no sentence of its own.
pub(super) fn may_go_on(row: &str) -> bool {
    const PROSE: [&str; 9] = [
        "下设",
        "设在",
        "兼任",
        "承担",
        "按照",
        "根据",
        "应当",
        "负责对",
        "负责统",
    ];
    let row = row.trim();
    let inner = row.trim_end_matches(['。', '；']);
    if inner.contains(['。', '；', '：', ':', '！']) {
        return false;
    }
    // 要 is a verb but for 主要负责人, 重要.
    let must = inner.match_indices('要').any(|(at, _)| {
        !inner
            .get(..at)
            .is_some_and(|b| b.ends_with(['主', '重', '纪', '概']))
    });
    let speaks = must || PROSE.iter().any(|word| inner.contains(word));
    let commas = inner.contains(['，', ',']);
    !(speaks && (commas || row.ends_with('。')))
}

/// Whether a row can only be the rest of another: a tail without its unit, or
/// a mark that cannot begin one.
pub(super) fn is_rest(row: &str) -> bool {
    let words = squeezed(row);
    let plain = words.trim_end_matches(ENDS);
    words.starts_with(['、', '，', '）', ')', ',', '兼', '（', '(']) || shared_tails().has(plain)
}

/// Whether a row is posts or units without a name.
pub(super) fn is_nameless(row: &str) -> bool {
    let words = squeezed(row);
    let plain = words.trim_end_matches(ENDS);
    if !may_go_on(row) || plain.contains('由') {
        return false;
    }
    ends_as_post(plain) || ends_as_unit(plain) || open_ended(plain).is_some()
}

/// Whether a row begins like posts or units without a name whose end is
/// printed on the next row.
pub(super) fn begins_nameless(row: &str, known: &Known) -> bool {
    let words = squeezed(row);
    let begins = organ_beginnings().start(&words).is_some()
        || words.starts_with(['各', '县'])
        || ["有关", "相关"].iter().any(|word| words.starts_with(word))
        || known.starts_with_place(&words);
    begins && may_go_on(row) && !words.contains(['，', '。', '由', ','])
}

/// A position as it is given: no white space, no marks at its ends, no bracket
/// around the whole.
pub(super) fn position(printed: &str) -> String {
    let words = squeezed(printed);
    let words = words
        .trim_end_matches(ENDS)
        .trim_start_matches(['，', '、', ',', '；', '—', '-']);
    let inner = words
        .strip_prefix(['（', '('])
        .and_then(|inner| inner.strip_suffix(['）', ')']));
    match inner {
        Some(inner) if is_balanced(inner) => inner.to_owned(),
        _ => words.to_owned(),
    }
}

pub(super) fn is_balanced(text: &str) -> bool {
    let mut depth = 0i64;
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Whether a bracket opened near the end is not closed.
pub(super) fn is_unbalanced(text: &str) -> bool {
    for c in text.chars().rev().take(40) {
        match c {
            '（' | '(' => return true,
            '）' | ')' => return false,
            _ => {}
        }
    }
    false
}

/// Parts of a text between marks outside round brackets, trimmed, empty ones
/// left out. A bracket that is never closed holds nothing.
pub(super) fn split(text: &str, marks: &[char]) -> Vec<Range<usize>> {
    let mut closing = 0usize;
    for c in text.chars() {
        closing += usize::from(matches!(c, '）' | ')'));
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' if closing > depth => depth += 1,
            '）' | ')' => {
                closing = closing.saturating_sub(1);
                depth = depth.saturating_sub(1);
            }
            c if depth == 0 && marks.contains(&c) => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found
        .into_iter()
        .filter_map(|part| {
            let words = text.get(part.clone())?;
            let lead = words.len() - words.trim_start().len();
            let length = words.trim().len();
            (length > 0).then(|| part.start + lead..part.start + lead + length)
        })
        .collect()
}
