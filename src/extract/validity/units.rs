//! Who interprets a document (负责解释) and who explains it to the public
//! (负责解读).

use super::{Sentence, Validity, own_kind};
use crate::extract::ending::{ends_as_unit, without_bracket};
use std::ops::Range;

/// Longest list of units in bytes.
const MAX_UNITS: usize = 900;

/// Reads one sentence.
pub(super) fn read(sentence: &Sentence, out: &mut Validity) {
    let text = sentence.words(sentence.range.clone());
    for (word, interpreting) in [("解释", true), ("解读", false)] {
        for (at, _) in text.match_indices(word) {
            let at = sentence.range.start + at;
            let verb = at..at + word.len();
            let Some(list) =
                named_before(sentence, &verb).or_else(|| named_behind(sentence, &verb))
            else {
                continue;
            };
            let found = units(sentence, list);
            let (units, lines) = if interpreting {
                (&mut out.interpreting, &mut out.interpreting_lines)
            } else {
                (&mut out.explaining, &mut out.explaining_lines)
            };
            if found.is_empty() {
                continue;
            }
            lines.extend(&sentence.lines());
            for unit in found {
                if !units.contains(&unit) && units.len() < MAX_NAMED {
                    units.push(unit);
                }
            }
            // One clause of a sentence names them; more is something else.
            break;
        }
    }
}

/// Units one notice can name; real ones name up to ten.
const MAX_NAMED: usize = 64;

/// `本办法由甲、乙负责解释`, `甲负责本办法的解释工作`: bytes of the list.
fn named_before(sentence: &Sentence, verb: &Range<usize>) -> Option<Range<usize>> {
    let after = sentence.words(verb.end..sentence.range.end);
    let ends = after.is_empty()
        || after.starts_with([
            '，', '。', '、', '；', '）', ',', '.', ';', '和', '及', '与', '并', '\n',
        ])
        || after.starts_with("工作")
        || after.starts_with("以及");
    if !ends {
        return None;
    }
    let clause = sentence.clause_at(verb.start)?;
    let low = sentence.back(verb.start).max(clause.start);
    let before = sentence.words(low..verb.start);
    if let Some(at) = before.find('由') {
        let subject = sentence.words(clause.start..low + at);
        let list = low + at + "由".len()..verb.start;
        return is_subject(sentence, subject, clause.start).then_some(list);
    }
    let duty = before.rfind("负责")?;
    let object = before.get(duty + "负责".len()..)?;
    let object = object.trim_end_matches("具体").trim_end_matches('的');
    let own = object.starts_with('本') && own_kind(object.trim_start_matches('本')).is_some();
    own.then_some(low..low + duty)
}

/// `本办法具体解释工作由甲承担`, `本办法的解释权归甲`: bytes of the list.
fn named_behind(sentence: &Sentence, verb: &Range<usize>) -> Option<Range<usize>> {
    let clause = sentence.clause_at(verb.start)?;
    let subject = sentence.words(clause.start..verb.start);
    let subject = subject.trim_end_matches("具体").trim_end_matches('的');
    if !is_subject(sentence, subject, clause.start) {
        return None;
    }
    let after = sentence.words(verb.end..clause.end);
    let lead = [
        "权归属于",
        "权归",
        "权属于",
        "权属",
        "权由",
        "工作由",
        "具体工作由",
        "由",
    ]
    .into_iter()
    .find(|lead| after.starts_with(lead))?;
    let start = verb.end + lead.len();
    (clause.end - start <= MAX_UNITS).then_some(start..clause.end)
}

/// Whether the clause is about the document: its subject is 本办法, a title,
/// or nothing in a sentence that begins so.
fn is_subject(sentence: &Sentence, subject: &str, clause: usize) -> bool {
    let subject = without_use(subject.trim_end_matches("具体").trim_end_matches("仍"));
    let own = |words: &str| {
        let rest = words.strip_prefix('本').unwrap_or_default();
        own_kind(rest).is_some_and(|length| length == without_bracket(rest).len())
            || (words.starts_with('《') && words.ends_with(['》', '）']))
            || (["以上", "上述"].iter().any(|w| words.starts_with(w)) && words.chars().count() <= 8)
    };
    if !subject.is_empty() {
        return own(subject);
    }
    let Some(first) = sentence.clauses.first() else {
        return true;
    };
    let words = sentence.words(first.clone());
    first.start == clause
        || words.starts_with(['《', '由'])
        || words
            .strip_prefix('本')
            .is_some_and(|rest| own_kind(rest).is_some())
}

/// The subject without what is asked of it: 本办法具体应用中的问题, 本规定执行中的
/// 有关问题.
fn without_use(subject: &str) -> &str {
    const WORDS: [&str; 16] = [
        "问题", "事项", "具体", "有关", "应用", "执行", "实施", "适用", "贯彻", "过程", "如何",
        "中", "在", "的", "遇到", "若有",
    ];
    let Some(asked) = subject
        .strip_suffix("问题")
        .or_else(|| subject.strip_suffix("事项"))
    else {
        return subject;
    };
    let mut rest = asked;
    while let Some(shorter) = WORDS.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest
}

/// Words behind a list of units that are no unit.
const MANNERS: [&str; 15] = [
    "按照",
    "按职责",
    "按各自",
    "依据",
    "根据",
    "依职责",
    "在各自",
    "分别",
    "共同",
    "联合",
    "各自",
    "具体",
    "负责",
    "承担",
    "所有",
];

/// The units in `list`, as printed.
fn units(sentence: &Sentence, list: Range<usize>) -> Vec<String> {
    let words = sentence.words(list.clone());
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for (at, c) in words.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' if depth == 0 => {
                cuts.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    cuts.push(start..words.len());
    for cut in cuts {
        for part in joined_by_words(words, cut) {
            let part = without_manner(words, part);
            if !words.get(part.clone()).is_some_and(is_unit) {
                // What follows something else is no longer the list.
                return found;
            }
            let printed = list.start + part.start..list.start + part.end;
            found.push(sentence.printed(printed).to_owned());
        }
    }
    found
}

fn is_unit(name: &str) -> bool {
    // 有关部门 names nobody.
    let named = !["有关", "相关", "各"]
        .iter()
        .any(|word| name.starts_with(word));
    named && name.chars().nth(1).is_some() && ends_as_unit(name)
}

/// Cuts `甲局会同乙局`, `甲局和乙局`: only where the left side ends as a unit.
fn joined_by_words(words: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let text = words.get(range.clone()).unwrap_or_default();
    let mut skip = 0;
    for (at, _) in text.char_indices() {
        if at < skip {
            continue;
        }
        let here = text.get(at..).unwrap_or_default();
        let Some(link) = ["会同", "以及", "和", "及", "与", "商"]
            .iter()
            .find(|l| here.starts_with(**l))
        else {
            continue;
        };
        let left = words.get(start..range.start + at).unwrap_or_default();
        let right = here.get(link.len()..).unwrap_or_default();
        if is_unit(left) && right.chars().count() >= 2 {
            parts.push(start..range.start + at);
            start = range.start + at + link.len();
            skip = at + link.len();
        }
    }
    parts.push(start..range.end);
    parts
}

/// The part up to words of manner (按照各自职责) and 等部门.
fn without_manner(words: &str, part: Range<usize>) -> Range<usize> {
    let text = words.get(part.clone()).unwrap_or_default();
    let end = MANNERS
        .iter()
        .filter_map(|manner| text.find(manner))
        .filter(|&at| text.get(..at).is_some_and(is_unit))
        .min()
        .unwrap_or(text.len());
    let named = text.get(..end).unwrap_or_default();
    let end = match named.rfind('等') {
        Some(at) if named.get(..at).is_some_and(is_unit) => at,
        _ => end,
    };
    part.start..part.start + end
}
