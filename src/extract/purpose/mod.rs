//! What a notice is for (公文的用途): 印发, 转发, 公布, 成立, 任免 …, read from the
//! subject of its title (what stands between 关于 and the document type), and
//! from the first words of an order, whose title has no subject.
//!
//! A word counts where the subject begins with it (关于印发…); elsewhere only
//! words that cannot mean anything else do (更名为, 任免). The list of words is
//! data.

#[cfg(test)]
mod tests;

use super::Subject;
use super::passage::{fold, squeezed};
use super::words::{WordList, entries};
use crate::lexicon::NOTICE_TYPES;
use crate::record::NoticeKind;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Verbs that begin a subject without 关于 before them.
const PLAIN: [&str; 3] = ["印发", "转发", "批转"];

/// Characters of an order's text that are looked at.
const ORDER_WORDS: usize = 160;

/// One list per place where a word may stand.
#[derive(Debug, Default)]
struct Words {
    start: Option<WordList>,
    kinds: HashMap<(&'static str, &'static str), NoticeKind>,
    within: Vec<(&'static str, NoticeKind)>,
    text: Vec<(&'static str, NoticeKind)>,
    types: Vec<(&'static str, NoticeKind)>,
    /// Words before the verb that change nothing.
    skip: Vec<&'static str>,
    /// Beginnings of subjects that look like a kind and are none.
    policy: Vec<&'static str>,
    /// Ends of subjects that speak of work with such notices.
    work: Vec<&'static str>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        let mut start = Vec::new();
        for [how, word, _] in entries::<3>(include_str!("../data/notice_kinds.txt")) {
            let Some((kind, place)) = how.split_once(' ') else {
                continue;
            };
            let Some(kind) = named(kind) else {
                match place {
                    "skip" => words.skip.push(word),
                    "policy" => words.policy.push(word),
                    _ => words.work.push(word),
                }
                continue;
            };
            match place {
                "start" => {
                    start.push(word);
                    words.kinds.insert(("start", word), kind);
                }
                "within" => words.within.push((word, kind)),
                "type" => words.types.push((word, kind)),
                _ => words.text.push((word, kind)),
            }
        }
        words.start = Some(WordList::new(start));
        words
    })
}

/// The kind with this name in the record.
fn named(name: &str) -> Option<NoticeKind> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// What a notice is for; `None` without a title.
pub fn extract(subject: &Subject) -> Option<NoticeKind> {
    let title = squeezed(subject.title?);
    let title = fold(&title).unwrap_or(title);
    if title.is_empty() {
        return None;
    }
    let words = words();
    let kind = NOTICE_TYPES.of(&title);
    let Some(about) = subject_of(&title) else {
        return Some(of_text(subject, &title).unwrap_or(NoticeKind::Other));
    };
    let end = kind
        .and_then(|kind| about.strip_suffix(kind))
        .unwrap_or(about);
    let about = words
        .skip
        .iter()
        .fold(about, |rest, word| rest.strip_prefix(*word).unwrap_or(rest));
    let ends = |list: &[(&str, NoticeKind)]| {
        list.iter()
            .find(|(word, _)| title.ends_with(word))
            .map(|(_, kind)| *kind)
    };
    if let Some(kind) = ends(&words.types) {
        return Some(kind);
    }
    let policy = words.policy.iter().any(|word| about.starts_with(word));
    let first = words.start.as_ref().and_then(|list| list.start(about));
    if let Some(word) = first
        && !policy
        && let Some(kind) = words.kinds.get(&("start", word))
        && !only_work(*kind, end)
    {
        return Some(*kind);
    }
    let inside = words.within.iter().find(|(word, _)| about.contains(word));
    if let Some((_, kind)) = inside
        && !only_work(*kind, end)
    {
        return Some(*kind);
    }
    Some(match kind {
        Some("通报") => NoticeKind::Inform,
        _ => NoticeKind::Arrange,
    })
}

/// Whether a title speaks of work with such documents rather than being one:
/// 关于废止文件清理工作的意见.
fn only_work(kind: NoticeKind, subject: &str) -> bool {
    let subject = subject.trim_end_matches('的');
    matches!(kind, NoticeKind::Repeal | NoticeKind::Commend)
        && words().work.iter().any(|end| subject.ends_with(end))
}

/// What stands behind the issuing bodies: after 关于, or from 印发 on.
fn subject_of(title: &str) -> Option<&str> {
    let about = title.find("关于");
    let plain = PLAIN.iter().filter_map(|word| title.find(word)).min();
    match (about, plain) {
        // 转发…关于…的通知: the first of them begins the subject.
        (Some(at), Some(verb)) if verb < at => title.get(verb..),
        (Some(at), _) => title.get(at + "关于".len()..),
        (None, Some(verb)) => title.get(verb..),
        (None, None) => None,
    }
}

/// What an order's first words say.
fn of_text(subject: &Subject, title: &str) -> Option<NoticeKind> {
    title.contains('令').then_some(())?;
    let mut text = String::new();
    for node in subject.body.iter().take(4) {
        text.extend(node.text.text().chars().take(ORDER_WORDS));
    }
    let text = squeezed(&text);
    let text = fold(&text).unwrap_or(text);
    let found = words().text.iter().find(|(word, _)| text.contains(word));
    found.map(|(_, kind)| *kind)
}
