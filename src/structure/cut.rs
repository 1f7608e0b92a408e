//! Labels inside a paragraph, where a layout lost the line break before them.
//!
//! Only places are found here; whether the label found there begins a unit is
//! decided by the numbering, in [`super::tree`].

use super::signs::Signs;
use crate::notation::label::{self, Label, LabelKind};

/// What stands before a label inside a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// 。 or ；
    SentenceEnd,
    /// ：
    Colon,
    /// A bracket that closes a responsibility clause: …负责）, ］.
    Clause,
}

/// A label inside a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inner {
    /// Its first byte.
    pub at: usize,
    /// The label.
    pub label: Label,
    /// What stands before it.
    pub mark: Mark,
}

/// Ends of a responsibility clause before its bracket, with an example each.
pub(super) const CLAUSE_ENDS: &[(&str, &str)] = &[
    ("负责", "（市应急局负责）"),
    ("配合", "（市应急局牵头，市财政局配合）"),
    ("落实", "（各县政府落实）"),
    ("参与", "（市财政局参与）"),
    ("牵头", "（市应急局牵头）"),
    ("負責", "（市應急局負責）"),
    ("落實", "（各縣政府落實）"),
    ("參與", "（市財政局參與）"),
    ("牽頭", "（市應急局牽頭）"),
];

/// The labels of `text` that stand after a sentence end, a colon or a
/// responsibility clause, from byte `from` on.
pub(super) fn inner_labels(text: &str, from: usize) -> impl Iterator<Item = Inner> {
    // 。 and 】 begin with E3, ；：） and ］ with EF; neither byte occurs inside
    // another character.
    let bytes = text.as_bytes().get(from..).unwrap_or(&[]);
    memchr::memchr2_iter(0xE3, 0xEF, bytes).filter_map(move |at| label_after(text, from + at))
}

/// Bytes of each of the signs that may stand before a label.
const SIGN: usize = "。".len();

/// The label after the sign at byte `at`, if it is one of those meant. Nearly always a plain word follows
/// instead: that is asked for first.
fn label_after(text: &str, at: usize) -> Option<Inner> {
    let (mark, round) = match text.as_bytes().get(at..at + SIGN)? {
        [0xE3, 0x80, 0x82] | [0xEF, 0xBC, 0x9B] => (Mark::SentenceEnd, false), // 。；
        [0xEF, 0xBC, 0x9A] => (Mark::Colon, false),                            // ：
        [0xE3, 0x80, 0x91] | [0xEF, 0xBC, 0xBD] => (Mark::Clause, false),      // 】］
        [0xEF, 0xBC, 0x89] => (Mark::Clause, true),                            // ）
        _ => return None,
    };
    let rest = text.get(at + SIGN..)?;
    if rest.chars().next().is_none_or(is_plain_hanzi) {
        return None;
    }
    let words = match mark {
        Mark::SentenceEnd => rest.trim_start_matches(|c| {
            matches!(c, '”' | '’' | '」' | '』' | '）' | '］' | '】' | '》')
        }),
        _ => rest,
    };
    let words = words.trim_start();
    let label = label::at_start(words)?;
    let fits = !round || ends_clause(text.get(..at)?);
    fits.then_some(Inner {
        at: text.len() - words.len(),
        label,
        mark,
    })
}

/// A hanzi that neither is a label nor begins one.
const fn is_plain_hanzi(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
        && !matches!(
            c,
            '第' | '一'
                | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '廿'
                | '卅'
        )
}

fn ends_clause(text: &str) -> bool {
    CLAUSE_ENDS.iter().any(|(end, _)| text.ends_with(end))
}

/// The most characters of a title that stands before a label in the same
/// paragraph.
const TITLE: usize = 40;

/// The label after the title of a chapter or section in the same paragraph:
/// 第一章 总则 第一条 为规范…. `text` begins after the chapter's own label.
pub(super) fn after_chapter_title(text: &str, above: LabelKind) -> Option<(usize, Label)> {
    let title = text.get(..title_end(text))?;
    title.match_indices('第').find_map(|(at, _)| {
        let label = label::at_start(text.get(at..)?)?;
        (label.kind > above && label.kind <= LabelKind::Article).then_some((at, label))
    })
}

/// Labels in brackets after a title in the same paragraph:
/// 一、总体要求（一）指导思想….
pub(super) fn after_title(text: &str) -> impl Iterator<Item = (usize, Label)> {
    Signs::within(text, TITLE)
        .take_while(|found| !ends_title(found.sign))
        .filter(|found| matches!(found.sign, '（' | '(' | '㈠' | '⑴'))
        .filter_map(|found| Some((found.at, label::at_start(text.get(found.at..)?)?)))
}

/// Where a title ends at the latest: after [`TITLE`] characters or before the
/// first punctuation of a sentence.
fn title_end(text: &str) -> usize {
    let stop = Signs::within(text, TITLE).find(|found| ends_title(found.sign));
    let most = || text.char_indices().nth(TITLE).map(|(at, _)| at);
    stop.map(|found| found.at)
        .or_else(most)
        .unwrap_or(text.len())
}

const fn ends_title(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | '，' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Mark)> {
        inner_labels(text, 0)
            .map(|inner| (&text[inner.at..inner.at + inner.label.len], inner.mark))
            .collect()
    }

    #[test]
    fn labels_after_sentence_ends() {
        assert_eq!(
            found("如下：（一）甲；（二）乙。（三）至（四）项。 第五条 丙。”2.丁"),
            [
                ("（一）", Mark::Colon),
                ("（二）", Mark::SentenceEnd),
                ("第五条", Mark::SentenceEnd),
                ("2.", Mark::SentenceEnd),
            ]
        );
        assert!(found("甲，（一）乙（二）丙、1.丁").is_empty());
        assert!(found("比例为1：2.5。3.5亿元；15日").is_empty());
    }

    #[test]
    fn labels_after_clauses() {
        for (end, example) in CLAUSE_ENDS {
            assert!(example.contains(end));
            assert_eq!(found(&format!("{example}2.乙")), [("2.", Mark::Clause)]);
        }
        assert_eq!(found("［甲局］2.乙"), [("2.", Mark::Clause)]);
        assert!(found("（甲）2.乙").is_empty());
    }

    #[test]
    fn labels_after_titles() {
        let (at, label) = after_chapter_title(" 总则 第一条 为规范", LabelKind::Chapter).unwrap();
        assert_eq!((at, label.number, label.kind), (8, 1, LabelKind::Article));
        assert!(after_chapter_title("总则。第一条 为规范", LabelKind::Chapter).is_none());
        assert!(after_chapter_title("总则第一章 为规范", LabelKind::Chapter).is_none());
        assert_eq!(after_title("总体要求（一）指导思想").count(), 1);
        assert_eq!(after_title("总体要求（试行）的（一）项").count(), 0);
    }
}
