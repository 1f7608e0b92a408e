//! Word lists as tested data.
//!
//! Each list is a TOML file of entries `{word, example}`; the example is a
//! printed line in which the word does its work, and a test of the room that
//! uses the list reads every example. Lists are embedded and parsed once.

pub mod regions;
pub mod successions;
pub mod variants;
pub mod words;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// One entry of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// The word.
    pub word: String,
    /// A printed line that shows it.
    pub example: String,
}

#[derive(Deserialize)]
struct File {
    entry: Vec<Entry>,
}

/// Parses a list; a broken file gives an empty list, which its tests notice.
pub fn entries(toml: &str) -> Vec<Entry> {
    toml::from_str::<File>(toml)
        .map(|file| file.entry)
        .unwrap_or_default()
}

/// A set of words asked for by their end.
#[derive(Debug, Default)]
pub struct Suffixes {
    by_last: FxHashMap<char, Vec<String>>,
}

impl Suffixes {
    /// Builds the set; among words with the same last character the longest
    /// is found first.
    pub fn new<I: IntoIterator<Item = String>>(words: I) -> Self {
        let mut by_last: FxHashMap<char, Vec<String>> = FxHashMap::default();
        for word in words {
            if let Some(last) = word.chars().next_back() {
                by_last.entry(last).or_default().push(word);
            }
        }
        for list in by_last.values_mut() {
            list.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Suffixes { by_last }
    }

    /// The longest word the text ends in.
    pub fn of<'a>(&'a self, text: &str) -> Option<&'a str> {
        let last = text.chars().next_back()?;
        let list = self.by_last.get(&last)?;
        list.iter()
            .find(|word| text.ends_with(word.as_str()))
            .map(String::as_str)
    }
}

/// Document types (文种) of the notices themselves.
pub static NOTICE_TYPES: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        entries(include_str!("data/notice_types.toml"))
            .into_iter()
            .map(|e| e.word),
    )
});

/// Types of carried documents (办法, 方案 …).
pub static CARRIED_TYPES: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        entries(include_str!("data/carried_types.toml"))
            .into_iter()
            .map(|e| e.word),
    )
});

/// Ends of names of organs (机关名称的词尾).
pub static ORGANS: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        entries(include_str!("data/organs.toml"))
            .into_iter()
            .map(|e| e.word),
    )
});

/// Words that close a notice (结束语).
#[derive(Debug, Default, Deserialize)]
pub struct Closings {
    /// They tell the reader to carry something out: 遵照执行. Where a document
    /// is carried nothing follows them but the signature.
    pub order: Vec<Entry>,
    /// They are the last words in any case: 特此通知, 此复.
    pub last: Vec<Entry>,
}

/// Words that close a notice; a broken file gives none, which its test notices.
pub static CLOSINGS: LazyLock<Closings> =
    LazyLock::new(|| toml::from_str(include_str!("data/closings.toml")).unwrap_or_default());

/// Sections of gazettes (栏目) that stand alone on a line.
pub static RUBRICS: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        entries(include_str!("data/rubrics.toml"))
            .into_iter()
            .map(|e| e.word),
    )
});

/// Surnames (姓), compound ones first: a line each, the surname, a tab, a name
/// that bears it; lines that begin with `#` are comments.
pub const SURNAME_FILE: &str = include_str!("data/surnames.txt");

/// Traditional and simplified forms of surnames' first characters, in pairs.
const TRADITIONAL_SURNAMES: &str = "蘇苏龍龙歐欧鄔邬鄭郑陳陈張张劉刘楊杨趙赵黃黄吳吴孫孙馬马羅罗許许\
    鄧邓馮冯蕭萧葉叶蔣蒋盧卢賈贾錢钱譚谭鄒邹陸陆韓韩嚴严賀贺顧顾龔龚萬万湯汤喬乔賴赖龐庞顏颜聶聂關关\
    駱骆藍蓝簡简齊齐畢毕樂乐紀纪莊庄單单鮑鲍閻阎鍾钟連连應应費费談谈麥麦諸诸衛卫闕阙鄺邝謝谢賓宾範范溫温蘭兰竇窦華华東东軒轩獨独長长";

/// Surnames by their first character, the longest first; under a traditional
/// first character stands the simplified one.
struct Surnames {
    by_first: FxHashMap<char, Vec<&'static str>>,
    simplified: FxHashMap<char, char>,
}

static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| {
    let mut by_first: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
    let rows = SURNAME_FILE.lines().filter(|row| !row.starts_with('#'));
    for (name, _) in rows.filter_map(|row| row.split_once('\t')) {
        if let Some(first) = name.chars().next() {
            by_first.entry(first).or_default().push(name);
        }
    }
    for list in by_first.values_mut() {
        list.sort_by_key(|name| std::cmp::Reverse(name.len()));
    }
    let mut simplified = FxHashMap::default();
    let mut pairs = TRADITIONAL_SURNAMES.chars();
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old != new {
            simplified.entry(old).or_insert(new);
        }
    }
    Surnames {
        by_first,
        simplified,
    }
});

/// The longest surname `text` begins with, in the simplified form.
#[must_use]
pub fn surname(text: &str) -> Option<&'static str> {
    let surnames: &Surnames = &SURNAMES;
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    // Of compound surnames only the first character has two forms.
    let listed = |first: char, rest: &str| {
        let list = surnames.by_first.get(&first)?;
        list.iter().copied().find(|name| {
            name.get(first.len_utf8()..)
                .is_some_and(|tail| rest.starts_with(tail))
        })
    };
    listed(first, rest).or_else(|| {
        let new = *surnames.simplified.get(&first)?;
        // No more than one character after it belongs to a surname.
        let near = rest.chars().next().map_or(0, char::len_utf8);
        listed(new, rest.get(..near)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_an_example_that_shows_it() {
        let files = [
            include_str!("data/notice_types.toml"),
            include_str!("data/carried_types.toml"),
            include_str!("data/organs.toml"),
            include_str!("data/rubrics.toml"),
        ];
        for file in files {
            let list = entries(file);
            assert!(!list.is_empty());
            let mut seen = std::collections::BTreeSet::new();
            for entry in &list {
                assert!(
                    entry.example.contains(&entry.word),
                    "{} not in its example",
                    entry.word
                );
                assert!(seen.insert(entry.word.clone()), "{} twice", entry.word);
            }
        }
    }

    #[test]
    fn the_longest_surname_wins() {
        assert_eq!(surname("欧阳建国"), Some("欧阳"));
        assert_eq!(surname("原秀兰 市长"), Some("原"));
        assert_eq!(surname("蘇幕遮"), Some("苏"));
        assert_eq!(surname("歐陽修遠"), Some("欧"));
        assert_eq!(surname("的确"), None);
        assert_eq!(surname(""), None);
    }

    #[test]
    fn the_longest_end_wins() {
        assert_eq!(NOTICE_TYPES.of("某省人民政府令"), Some("令"));
        assert_eq!(ORGANS.of("某市人民政府办公室"), Some("人民政府办公室"));
        assert_eq!(ORGANS.of("天气晴朗"), None);
    }
}
