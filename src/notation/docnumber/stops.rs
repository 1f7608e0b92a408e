//! Where a code or an organ begins in running text: the stop words of
//! `data/number_stops.toml`.

use serde::Deserialize;
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

/// Byte offset in `run` behind its last stop word; 0 where there is none.
/// `run` is at most a few dozen characters.
pub(super) fn last_stop(run: &str, cut: Cut) -> usize {
    let mut last = 0;
    for entry in entries() {
        let counts = match entry.kind {
            Kind::Word => true,
            Kind::Weak => cut.weak,
            Kind::Organ => cut.organs,
            Kind::Keep => false,
        };
        if !counts {
            continue;
        }
        for (at, word) in run.rmatch_indices(entry.word.as_str()) {
            let end = at + word.len();
            if end <= last {
                break;
            }
            if !kept(run, at, end) {
                last = end;
                break;
            }
        }
    }
    last
}

/// Whether the stop word at `[start, end)` is part of a name that is not cut.
fn kept(run: &str, start: usize, end: usize) -> bool {
    let keeps = entries().iter().filter(|entry| entry.kind == Kind::Keep);
    keeps.into_iter().any(|entry| {
        run.match_indices(entry.word.as_str())
            .any(|(at, word)| at <= start && end <= at + word.len())
    })
}
