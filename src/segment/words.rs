//! The word lists of this room, from `data/words.txt`.

use crate::lexicon::words::of_kind;
use std::sync::LazyLock;

const FILE: &str = include_str!("data/words.txt");

type List = LazyLock<Vec<&'static str>>;

/// Keys that tell the number: 发文字号.
pub(super) static NUMBERS: List = LazyLock::new(|| of_kind(FILE, "told_number"));
/// Keys that tell the date: 成文日期.
pub(super) static DATES: List = LazyLock::new(|| of_kind(FILE, "told_date"));
/// Nouns after 等 at the end of a list, the longer first.
pub(super) static TAILS: List = LazyLock::new(|| of_kind(FILE, "tail"));
/// Ends of labels of responsible units and their terms: 牵头单位.
pub(super) static DUTY_LABELS: List = LazyLock::new(|| of_kind(FILE, "duty"));
/// Ends of names whose office may stand on the next line: 人民政府.
pub(super) static GOVERNMENTS: List = LazyLock::new(|| of_kind(FILE, "government"));
/// Such offices: 办公室.
pub(super) static OFFICES: List = LazyLock::new(|| of_kind(FILE, "office"));
/// What an organ does with another body's document: 转发.
pub(super) static DEEDS: List = LazyLock::new(|| of_kind(FILE, "deed"));
/// Ends of names that are whole addressees: 人民政府.
pub(super) static WHOLE: List = LazyLock::new(|| of_kind(FILE, "whole"));
/// Addressees that share the head of the one before: 事业单位.
pub(super) static NOUNS: List = LazyLock::new(|| of_kind(FILE, "noun"));
/// How a note behind an attachment's title begins: 见.
pub(super) static NOTES: List = LazyLock::new(|| of_kind(FILE, "note"));
/// What an approving body does: 审议通过.
pub(super) static VERBS: List = LazyLock::new(|| of_kind(FILE, "verb"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words::{faults, rows};
    use crate::segment::{approval, recipients};

    #[test]
    fn every_word_has_an_example_that_shows_it() {
        assert!(faults(FILE).is_empty(), "{:?}", faults(FILE));
        let kinds = "told_number told_date tail duty government office deed whole noun note verb";
        for [kind, word, example] in rows(FILE) {
            assert!(kinds.split(' ').any(|known| known == kind), "{kind} {word}");
            match kind {
                "verb" => {
                    let found = approval(example).and_then(|(found, _)| found.verb);
                    assert_eq!(found.as_deref(), Some(word), "{example}");
                }
                "whole" => assert_eq!(recipients(example).len(), 2, "{example}"),
                "noun" => assert_eq!(recipients(example).len(), 1, "{example}"),
                _ => {}
            }
        }
    }
}
