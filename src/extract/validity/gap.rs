//! The words between two documents, or between a document and the verb that
//! repeals it: whether they only link (同时, 以及, 自本办法施行之日起), name a
//! part of the document, or tell what befell it before.

use super::repeal::words;
use super::{date_at_end, own_kind};
use crate::notation::date;

/// Longest words between a document and the verb, in bytes: eighty characters.
const MAX_GAP: usize = 240;

/// What stands between a document and the verb.
pub(super) enum Filler {
    /// Nothing that matters: 同时, 等文件, 自本办法施行之日起.
    Whole,
    /// An article or a part of it.
    Part,
    Else,
}

pub(super) fn filler(gap: &str) -> Filler {
    if gap.len() > MAX_GAP {
        return Filler::Else;
    }
    // 《某条例》(试行): the bracket stands behind the title it belongs to.
    let mut rest = ["（试行）", "(试行)", "（暂行）", "(暂行)", "（试行稿）"]
        .iter()
        .find_map(|word| gap.strip_prefix(word))
        .unwrap_or(gap);
    for _ in 0..12 {
        if let Some(word) = words().manner.start(rest) {
            rest = rest.get(word.len()..).unwrap_or_default();
        } else if let Some(length) = counted(rest).or_else(|| since(rest)) {
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some(shorter) = rest.strip_prefix(['，', ',']) {
            rest = shorter;
        } else {
            break;
        }
    }
    if rest.is_empty() {
        return Filler::Whole;
    }
    let part = ["第", "中", "有关", "附件", "部分", "的"];
    let named = ["条", "款", "项", "规定", "内容", "附件", "部分", "章"];
    let one_clause = !rest.contains(['，', ',']);
    if one_clause
        && part.iter().any(|word| rest.starts_with(word))
        && named.iter().any(|word| rest.contains(word))
    {
        Filler::Part
    } else {
        Filler::Else
    }
}

/// `2件`, `等5份`: bytes.
fn counted(text: &str) -> Option<usize> {
    let rest = text
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十百".contains(c));
    let digits = text.len() - rest.len();
    let unit = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '件' | '份' | '个' | '部' | '项'))?;
    (digits > 0).then(|| digits + unit.len_utf8())
}

/// `自2023年1月1日起`, `自本办法施行之日起`: bytes.
fn since(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['自', '从', '于'])?;
    let at = rest.find('起')?;
    let until = rest.get(..at)?;
    let dated = date::at_start(until).is_some() || date_at_end(until).is_some();
    let own = until
        .strip_prefix('本')
        .is_some_and(|own| own_kind(own).is_some());
    let near = at <= 60 && (dated || own || until.ends_with('日'));
    near.then(|| text.len() - rest.len() + at + "起".len())
}

/// Whether only a link, 原 or a date stands between two documents.
pub(super) fn is_link(gap: &str) -> bool {
    let mut rest = gap;
    for _ in 0..6 {
        if let Some(shorter) = ["以及", "、", "，", "和", "及", "与", "原", ",", "；"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
        {
            rest = shorter;
        } else if let Some((_, length)) = date::at_start(rest) {
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some(shorter) = ["公布的", "发布的", "印发的", "颁布的", "制定的", "下发的"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
        {
            rest = shorter;
        } else if let Some(length) = year(rest) {
            rest = rest.get(length..).unwrap_or_default();
        } else {
            break;
        }
    }
    rest.is_empty()
}

/// Verbs of what befell a document before it was repealed.
const HISTORY: [&str; 13] = [
    "发布", "公布", "印发", "颁布", "颁发", "下发", "转发", "通过", "制定", "批准", "修正", "修订",
    "修改",
];

/// Longest history of one document in bytes: two hundred characters.
const MAX_HISTORY: usize = 600;

/// Whether between two documents stands what befell the second:
/// `，1989年12月13日市人民政府第3号令发布、根据…修改的`. Before the act that
/// amended it (`amended`) the last verb is still to come.
pub(super) fn tells_history(gap: &str, amended: bool) -> bool {
    let rest = gap.trim_start_matches(['，', '、', '；', ',', ';', '和', '及', '与', '以']);
    let verb = |words: &str| HISTORY.iter().any(|verb| words.ends_with(verb));
    rest.len() < gap.len()
        && gap.len() <= MAX_HISTORY
        && !rest.contains(['。', '；'])
        && date::at_start(rest.trim_start_matches('原')).is_some()
        && match rest.strip_suffix('的') {
            Some(words) => verb(words),
            // A mention begins at its issuing body: 甲批准、6月20日|乙发布的《…》.
            None => {
                (amended || rest.ends_with(['日', '月', '年', '、']))
                    && HISTORY.iter().any(|verb| rest.contains(verb))
            }
        }
}

/// Whether a document amended the one behind the gap: `《…的决定》第二次修正的`.
pub(super) fn amends(gap: &str) -> bool {
    gap.len() <= MAX_HISTORY
        && gap.strip_suffix('的').is_some_and(|words| {
            let first = words.trim_start_matches(|c| "第一二三四五六次进行".contains(c));
            ["修正", "修订", "修改"]
                .iter()
                .any(|verb| first.starts_with(verb))
        })
}

/// A year alone at the start of `text` (`1998年`): its bytes.
fn year(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marked = digits == 4 && text.get(digits..)?.starts_with('年');
    marked.then(|| digits + "年".len())
}
