//! The end of a post: 职务, 候选人 and notes such as （试用期一年） taken off.

use crate::extract::words::{WordList, of_kind};
use std::ops::Range;
use std::sync::OnceLock;

/// A post without what is printed behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Post {
    /// Bytes of the post.
    pub(super) range: Range<usize>,
    /// Bytes of its notes, without brackets, in order.
    pub(super) notes: Vec<Range<usize>>,
    /// Whether 职务 or 候选人 stood behind it.
    pub(super) marked: bool,
}

/// Words behind a post that are no part of it.
const TAILS: [&str; 15] = [
    "聘任职务",
    "的请求",
    "的申请",
    "的决定",
    "请求",
    "申请",
    "的职务",
    "等职务",
    "职务",
    "一职",
    "职位",
    "候选人",
    "人选",
    "的",
    "等",
];

/// Cuts a post out of `text[range]`.
pub(super) fn post(text: &str, range: Range<usize>) -> Post {
    let mut post = Post {
        range,
        notes: Vec::new(),
        marked: false,
    };
    // Each round takes something off; what a hostile text stacks up beyond
    // this many brackets is left in the post.
    for _ in 0..8 {
        let Some(words) = text.get(post.range.clone()) else {
            break;
        };
        let trimmed = words.trim_end_matches(['；', '。', '，', ';', ',', '.', '、', '！', '\n']);
        post.range.end -= words.len() - trimmed.len();
        if let Some(tail) = TAILS.iter().find(|tail| trimmed.ends_with(**tail)) {
            post.range.end -= tail.len();
            post.marked |= tail.ends_with(['务', '职', '人', '选', '位']);
            continue;
        }
        let Some((start, note)) = last_bracket(trimmed) else {
            break;
        };
        if start == 0 || !trimmed.get(note.clone()).is_some_and(is_note) {
            break;
        }
        let base = post.range.start;
        post.notes.insert(0, base + note.start..base + note.end);
        post.range.end = base + start;
    }
    for lead in [
        "兼任的",
        "担任的",
        "所担任的",
        "所任的",
        "所任",
        "原任",
        "的",
    ] {
        if text
            .get(post.range.clone())
            .is_some_and(|words| words.starts_with(lead))
        {
            post.range.start += lead.len();
        }
    }
    post
}

/// The bracket at the end of `text`, closed or not: the byte it begins at and
/// the bytes of its words.
fn last_bracket(text: &str) -> Option<(usize, Range<usize>)> {
    let close = text.ends_with(['）', ')']);
    let mut depth = 0usize;
    let end = match text.chars().next_back() {
        Some(last) if close => text.len() - last.len_utf8(),
        _ => text.len(),
    };
    for (at, c) in text.get(..end)?.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth == 0 => return Some((at, at + c.len_utf8()..end)),
            '（' | '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Longest note in bytes: 30 characters.
const MAX_NOTE: usize = 90;

struct Notes {
    inside: WordList,
    end: WordList,
    alone: WordList,
}

fn lists() -> &'static Notes {
    static LISTS: OnceLock<Notes> = OnceLock::new();
    LISTS.get_or_init(|| {
        let data = include_str!("../data/appointment_notes.txt");
        Notes {
            inside: of_kind(data, "in"),
            end: of_kind(data, "end"),
            alone: of_kind(data, "alone"),
        }
    })
}

/// Whether the words of a bracket behind a post are a note.
pub(super) fn is_note(words: &str) -> bool {
    !words.is_empty()
        && words.len() <= MAX_NOTE
        && (lists().inside.within(words) || lists().end.end(words).is_some())
}

/// Whether a clause is a note on what stands before it: `，试用期一年`.
pub(super) fn is_note_clause(clause: &str) -> bool {
    clause.len() <= MAX_NOTE && lists().alone.start(clause).is_some()
}

/// The note in `以上同志试用期均为一年`, as `试用期一年`.
pub(super) fn note_for_all(statement: &str) -> Option<String> {
    let rest = ["以上", "上述"]
        .iter()
        .find_map(|word| statement.strip_prefix(word))?;
    if statement.len() > 2 * MAX_NOTE {
        return None;
    }
    let (at, word) = lists().inside.find(rest).next()?;
    let period = rest.get(at.end..)?.trim_end_matches(['。', '；', '.']);
    let period = ["均为", "均", "为"]
        .iter()
        .find_map(|link| period.strip_prefix(link))
        .unwrap_or(period);
    // 试用期满考核合格的，… is a rule, not a note.
    let counted = period.starts_with(|c: char| c.is_ascii_digit() || "一二两三四五半".contains(c));
    counted.then(|| format!("{word}{period}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (&str, Vec<&str>) {
        let post = post(text, 0..text.len());
        let notes = post.notes.iter().map(|note| &text[note.clone()]).collect();
        (&text[post.range], notes)
    }

    #[test]
    fn posts_lose_what_is_behind_them() {
        assert_eq!(cut("市某局局长职务；"), ("市某局局长", vec![]));
        assert_eq!(cut("的市某局局长职务"), ("市某局局长", vec![]));
        assert_eq!(
            cut("局长（正处级）（试用期一年）。"),
            ("局长", vec!["正处级", "试用期一年"])
        );
        assert_eq!(cut("副市长职务的请求"), ("副市长", vec![]));
        assert_eq!(cut("副校（院）长"), ("副校（院）长", vec![]));
        assert_eq!(
            cut("主任（市招商局局长）"),
            ("主任（市招商局局长）", vec![])
        );
        assert_eq!(cut("站长（试用期一年；"), ("站长", vec!["试用期一年"]));
    }

    #[test]
    fn every_note_word_has_an_example() {
        for [kind, word, example] in
            crate::extract::words::entries::<3>(include_str!("../data/appointment_notes.txt"))
        {
            assert!(example.contains(word), "{example}");
            match kind {
                "alone" => assert!(is_note_clause(example), "{example}"),
                _ => assert!(is_note(example), "{example}"),
            }
        }
    }

    #[test]
    fn a_note_for_all() {
        let note = note_for_all("以上同志试用期均为一年。");
        assert_eq!(note.as_deref(), Some("试用期一年"));
        assert_eq!(note_for_all("以上措施自印发之日起施行"), None);
        assert_eq!(note_for_all("以上任职试用期满考核合格的，正式任职"), None);
    }
}
