//! Where a code or an organ begins in running text: the stop words of
//! `data/number_stops.toml`.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// One entry of the data file.
#[derive(Debug, Deserialize)]
pub(super) struct Stop {
    /// The word.
    pub(super) word: String,
    /// What kind of word it is.
    kind: Kind,
    /// An example text.
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the tests of the list"))]
    pub(super) text: String,
    /// The number to be found in it.
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the tests of the list"))]
    pub(super) number: String,
}

/// See the head of the data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Word,
    Weak,
    Organ,
    Keep,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    stop: Vec<Stop>,
}

/// The entries; the file is part of the program and checked by a test.
pub(super) fn entries() -> &'static [Stop] {
    static FILE: LazyLock<File> = LazyLock::new(|| {
        toml::from_str(include_str!("../data/number_stops.toml")).unwrap_or_default()
    });
    &FILE.stop
}

/// How a run of hanzi before a number is cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Whether single characters such as 和 end it.
    pub(super) weak: bool,
    /// Whether names of organs end it.
    pub(super) organs: bool,
}

/// All words of the list, in its order; `None` only for a broken list.
fn words() -> Option<&'static AhoCorasick> {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(entries().iter().map(|entry| &entry.word))
            .ok()
    });
    WORDS.as_ref()
}

/// Byte offset in `run` behind its last stop word; 0 where there is none.
/// `run` is at most a few dozen characters.
pub(super) fn last_stop(run: &str, cut: Cut) -> usize {
    let Some(words) = words() else { return 0 };
    let found = || {
        words.find_overlapping_iter(run).filter_map(|hit| {
            let entry = entries().get(hit.pattern().as_usize())?;
            Some((entry.kind, hit.range()))
        })
    };
    // Whether a word is part of a name that is not cut.
    let kept = |word: &Range<usize>| {
        found().any(|(kind, name)| {
            kind == Kind::Keep && name.start <= word.start && word.end <= name.end
        })
    };
    found()
        .filter(|(kind, word)| {
            let counts = match kind {
                Kind::Word => true,
                Kind::Weak => cut.weak,
                Kind::Organ => cut.organs,
                Kind::Keep => false,
            };
            counts && !kept(word)
        })
        .map(|(_, word)| word.end)
        .max()
        .unwrap_or(0)
}
