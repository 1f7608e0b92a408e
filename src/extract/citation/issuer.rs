//! The issuing body of a cited document: before its title, inside it, or in
//! the number of an order.

use crate::extract::ending::ends_as_unit;
use crate::extract::passage::Passage;
use crate::extract::words::{WordList, entries, of_kind};
use crate::notation::date;
use crate::notation::docnumber::Number;
use std::ops::Range;
use std::sync::OnceLock;

/// Bytes looked back for issuing bodies: five joint bodies of twenty
/// characters.
const MAX_BACK: usize = 330;

/// Verbs between a body and its document: 市应急局制定的《…》.
const ISSUED: [&str; 16] = [
    "联合印发",
    "印发",
    "发布",
    "下发",
    "制定",
    "出台",
    "颁布",
    "公布",
    "颁发",
    "批准",
    "批复",
    "转发",
    "编制",
    "发出",
    "制发",
    "出具",
];

/// Words with which a recipient's own or an unnamed body begins.
const NOBODY: [&str; 8] = ["你", "贵", "我", "本", "该", "各", "其", "有关"];

/// The bytes of the bodies right before `at`; nothing before `floor` is
/// looked at.
pub(super) fn before(passage: &Passage, floor: usize, at: usize) -> Option<Range<usize>> {
    let text = passage.text();
    let start = clause_start(text, floor, at);
    let mut end = at;
    let words = text.get(start..end)?;
    if let Some(rest) = words.strip_suffix('的') {
        let verb = ISSUED.iter().find(|verb| rest.ends_with(**verb))?;
        end = start + rest.len() - verb.len();
    }
    // 市政府2010年5月6日公布的《…》
    if let Some((day, _)) = date::find(text.get(start..end)?).pop()
        && start + day.end == end
        && day.start > 0
    {
        end = start + day.start;
    }
    let start = start + lead_end(text.get(start..end)?);
    chain(text, start..end)
}

/// Where the clause before `at` begins.
fn clause_start(text: &str, floor: usize, at: usize) -> usize {
    let mut low = at.saturating_sub(MAX_BACK).max(floor);
    while low < at && !text.is_char_boundary(low) {
        low += 1;
    }
    let words = text.get(low..at).unwrap_or_default();
    let mut depth = 0usize;
    for (offset, c) in words.char_indices().rev() {
        let behind = low + offset + c.len_utf8();
        match c {
            '）' | ')' | '］' => depth += 1,
            '（' | '(' | '［' if depth == 0 => return behind,
            '（' | '(' | '［' => depth -= 1,
            '，' | '。' | '；' | '：' | '！' | '》' | '\n' | ',' | ';' | ':' if depth == 0 => {
                return behind;
            }
            _ => {}
        }
    }
    low
}

struct Leads {
    /// Strong words and the words to keep, found together.
    found: WordList,
    keep: WordList,
    weak: WordList,
}

fn leads() -> &'static Leads {
    static LEADS: OnceLock<Leads> = OnceLock::new();
    LEADS.get_or_init(|| {
        let data = include_str!("../data/lead_words.txt");
        Leads {
            found: WordList::new(
                entries::<3>(data)
                    .filter(|[kind, ..]| *kind != "weak")
                    .map(|[_, word, _]| word),
            ),
            keep: of_kind(data, "keep"),
            weak: of_kind(data, "weak"),
        }
    })
}

/// Bytes of `words` before a body's name can begin.
fn lead_end(words: &str) -> usize {
    let leads = leads();
    let mut end = leads
        .found
        .find(words)
        .filter(|(_, word)| !leads.keep.has(word))
        .last()
        .map_or(0, |(range, _)| range.end);
    loop {
        let rest = words.get(end..).unwrap_or_default();
        if leads.keep.start(rest).is_some() {
            break;
        }
        match leads.weak.start(rest) {
            Some(word) => end += word.len(),
            None => match date::at_start(rest) {
                Some((_, length)) if length > 0 => end += length,
                _ => break,
            },
        }
    }
    end
}

/// The bodies at the end of `text[range]`: the longest run of names parted by
/// 、 that all end as names of bodies.
fn chain(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let mut start = None;
    let mut end = words.len();
    while let Some(before) = words.get(..end) {
        let from = before.rfind('、').map_or(0, |at| at + "、".len());
        let part = before.get(from..).unwrap_or_default();
        // 甲批准、1996年6月20日乙发布的《…》: the day is no part of the name.
        let day = date::at_start(part).map_or(0, |(_, length)| length);
        if !part.get(day..).is_some_and(is_body) {
            break;
        }
        start = Some(from + day);
        if day > 0 {
            break;
        }
        match from.checked_sub("、".len()) {
            Some(at) => end = at,
            None => break,
        }
    }
    let start = range.start + start?;
    let whole = text.get(start..range.end)?;
    // 教育部等八部门: the bodies that are named.
    let length = match whole.rfind('等') {
        Some(at) if at > 0 && ends_as_unit(whole.get(..at)?) => at,
        _ => whole.len(),
    };
    Some(start..start + length)
}

fn is_body(name: &str) -> bool {
    name.chars().nth(1).is_some()
        && ends_as_unit(name)
        && !NOBODY.iter().any(|word| name.starts_with(word))
}

/// Whether a title's subject begins here, behind its issuing bodies.
pub(super) fn begins_subject(rest: &str) -> bool {
    ["关于", "印发", "转发", "批转", "關於"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// The body a title begins with: `某市人民政府` in `某市人民政府关于…`.
pub(super) fn inside(title: &str) -> Option<String> {
    let at = ["关于", "關於", "印发", "转发", "批转"]
        .iter()
        .filter_map(|word| title.find(word))
        .min()?;
    let before = title.get(..at)?.trim_end();
    let named = match before.rfind('等') {
        Some(at) if at > 0 && ends_as_unit(before.get(..at)?) => before.get(..at)?,
        _ => before,
    };
    let body = named.chars().nth(1).is_some() && ends_as_unit(named) && named.len() <= MAX_BACK;
    body.then(|| named.to_owned())
}

/// The body an order's number names: 国务院 in 国务院令第712号.
pub(super) fn of_order(number: &Number) -> Option<String> {
    let code = number.agency_code.as_deref()?;
    let body = code.strip_suffix("命令").or(code.strip_suffix('令'))?;
    let named = body.chars().nth(2).is_some() || body.ends_with('部');
    named.then(|| body.to_owned())
}
