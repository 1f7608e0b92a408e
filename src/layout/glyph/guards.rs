//! Words in which a hanzi is itself, and the other word lists of
//! `lexicon/data/glyph_guards.toml`.

use super::signs::Sign;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

const DATA: &str = include_str!("../../lexicon/data/glyph_guards.toml");

/// The data file.
#[derive(Debug, Default, Deserialize)]
pub(super) struct File {
    pub(super) title_ends: Vec<String>,
    pub(super) measures: String,
    pub(super) before_colon: Vec<String>,
    pub(super) no_comma_after: String,
    pub(super) guard: Vec<Guard>,
}

/// The words of one glyph.
#[derive(Debug, Deserialize)]
pub(super) struct Guard {
    pub(super) glyph: char,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the tests of the list"))]
    pub(super) contexts: Vec<String>,
    pub(super) words: Vec<String>,
}

/// The lists, ready for use.
#[derive(Debug, Default)]
pub(super) struct Guards {
    /// For every glyph its words.
    words: HashMap<char, Vec<Word>>,
    pub(super) title_ends: Vec<String>,
    pub(super) measures: String,
    pub(super) before_colon: Vec<String>,
    pub(super) no_comma_after: String,
}

/// The program's own lists. The file is part of the program and checked by tests.
pub(super) fn shared() -> &'static Guards {
    static GUARDS: LazyLock<Guards> = LazyLock::new(|| Guards::new(read()));
    &GUARDS
}

/// The data file as it stands.
pub(super) fn read() -> File {
    toml::from_str(DATA).unwrap_or_default()
}

/// A word that holds a glyph.
#[derive(Debug)]
struct Word {
    /// The place of the glyph in it.
    place: usize,
    /// The place of a neighbour of the glyph, looked at first.
    neighbour: usize,
    signs: Vec<char>,
}

impl Word {
    /// Whether it stands in `signs` with its glyph at `at`.
    fn stands_at(&self, signs: &[Sign], at: usize) -> bool {
        let Some(start) = at.checked_sub(self.place) else {
            return false;
        };
        let sign = |place: usize| signs.get(start + place).map(|sign| sign.c);
        sign(self.neighbour) == self.signs.get(self.neighbour).copied()
            && (0..self.signs.len()).all(|place| sign(place) == self.signs.get(place).copied())
    }
}

impl Guards {
    pub(super) fn new(file: File) -> Self {
        let mut words: HashMap<char, Vec<Word>> = HashMap::new();
        for guard in file.guard {
            let list = words.entry(guard.glyph).or_default();
            for word in guard.words {
                let signs: Vec<char> = word.chars().collect();
                for (place, _) in signs.iter().enumerate().filter(|(_, c)| **c == guard.glyph) {
                    list.push(Word {
                        place,
                        neighbour: if place == 0 { 1 } else { place - 1 },
                        signs: signs.clone(),
                    });
                }
            }
        }
        Guards {
            words,
            title_ends: file.title_ends,
            measures: file.measures,
            before_colon: file.before_colon,
            no_comma_after: file.no_comma_after,
        }
    }

    /// Whether the sign at `at` is part of a word of its own.
    pub(super) fn guarded(&self, signs: &[Sign], at: usize) -> bool {
        let Some(words) = signs.get(at).and_then(|sign| self.words.get(&sign.c)) else {
            return false;
        };
        words.iter().any(|word| word.stands_at(signs, at))
    }
}
