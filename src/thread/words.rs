//! The word lists of this room, from `data/words.txt`.

use crate::lexicon::words::of_kind;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const FILE: &str = include_str!("data/words.txt");

type List = LazyLock<Vec<&'static str>>;

/// Posts of those who sign orders: 市长.
pub static POSTS: List = LazyLock::new(|| of_kind(FILE, "post"));
/// Keys of tables of metadata: 索引号. Asked of every line that holds a colon.
pub static KEYS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| of_kind(FILE, "key").into_iter().collect());
/// Keys that other lines may begin with, too: only a table makes them certain.
pub static DOUBTFUL: List = LazyLock::new(|| of_kind(FILE, "doubtful"));
/// What is read at a meeting: 报告.
pub static READ: List = LazyLock::new(|| of_kind(FILE, "read"));
/// What the editors of a gazette add: 政策解读.
pub static ADDED: List = LazyLock::new(|| of_kind(FILE, "added"));
/// Ends of posts of those who read reports: 主任.
pub static SPEAKERS: List = LazyLock::new(|| of_kind(FILE, "speaker"));
/// Kinds of documents that stand alone under the name of an organ: 公告.
pub static LONE: List = LazyLock::new(|| of_kind(FILE, "lone"));
/// What an organ does in a title without 关于: 印发.
pub static DEEDS: List = LazyLock::new(|| of_kind(FILE, "deed"));

/// Rows without a value in the head of a letter: 速別.
pub static LETTER: List = LazyLock::new(|| of_kind(FILE, "letter"));
/// Kinds of documents whose title begins with their number: 批示.
pub static SLASHED: List = LazyLock::new(|| of_kind(FILE, "slashed"));

/// Ends of titles of lists that a meeting passed: 任免名单.
pub static LISTED: List = LazyLock::new(|| of_kind(FILE, "listed"));
/// Verbs that carry a document: 印发.
pub static ISSUE_VERBS: List = LazyLock::new(|| of_kind(FILE, "issue"));
/// Ends of titles of notices that carry one: 的通知.
pub static NOTICE_ENDS: List = LazyLock::new(|| of_kind(FILE, "notice_end"));
/// Words that end as names of organs do: 干部.
pub static NOT_ORGANS: List = LazyLock::new(|| of_kind(FILE, "not_organ"));
/// Ends of labels of lists of responsible units: 单位.
pub static DUTY_ENDS: List = LazyLock::new(|| of_kind(FILE, "duty_end"));
/// Holders of posts without a name: 主要负责人.
pub static HOLDERS: List = LazyLock::new(|| of_kind(FILE, "holder"));
/// Words before a role: 常务.
pub static MODIFIERS: List = LazyLock::new(|| of_kind(FILE, "modifier"));
/// Roles in rosters: 组长.
pub static ROLES: List = LazyLock::new(|| of_kind(FILE, "role"));
/// Ends of posts in rows of rosters: 长.
pub static ROW_POSTS: List = LazyLock::new(|| of_kind(FILE, "row_post"));
/// What an organ does with another's document: 转发.
pub static FORWARDS: List = LazyLock::new(|| of_kind(FILE, "forward"));
/// The characters these begin with.
pub static FORWARD_FIRST: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let firsts = FORWARDS.iter().filter_map(|word| word.chars().next());
    firsts.collect()
});
/// Ends of titles of treaties: 协定.
pub static TREATIES: List = LazyLock::new(|| of_kind(FILE, "treaty"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words::{self, faults};
    use crate::thread::{metadata, names, rows};

    #[test]
    fn every_word_has_an_example_that_shows_it() {
        assert!(faults(FILE).is_empty(), "{:?}", faults(FILE));
        let kinds = "post key doubtful read added speaker lone deed letter slashed listed \
                     issue notice_end not_organ duty_end holder modifier role row_post forward treaty";
        for [kind, word, example] in words::rows(FILE) {
            assert!(kinds.split(' ').any(|known| known == kind), "{kind} {word}");
            match kind {
                "post" => assert!(names::signer(example).is_some(), "{example}"),
                "key" if !DOUBTFUL.contains(&word) => {
                    assert!(metadata::metadata(example), "{example}");
                }
                "role" | "modifier" => assert!(rows::roster_role(example), "{example}"),
                "holder" | "row_post" => assert!(rows::roster_row(example), "{example}"),
                "duty_end" => assert!(names::duty_label(example), "{example}"),
                "not_organ" => assert!(!names::is_organ(example), "{example}"),
                _ => {}
            }
        }
    }
}
