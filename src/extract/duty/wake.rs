//! The literals that make a text worth reading, and the rare characters they
//! are found by while its punctuation is read.

use super::lexicon::Waker;
use super::quick::FixedMap;

/// A literal around its key character.
#[derive(Debug)]
struct Literal {
    /// What stands before the key character.
    before: String,
    /// What stands after it.
    after: String,
    /// The literal.
    word: String,
    /// Whether it is traditional.
    traditional: bool,
}

/// All literals by their key character.
#[derive(Debug)]
pub(super) struct Wakers {
    /// One bit for each character of the basic plane: whether it is a key.
    bits: Vec<u64>,
    by_key: FixedMap<char, Vec<Literal>>,
}

/// A literal found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Woken<'l> {
    /// Its first byte.
    pub start: usize,
    /// The literal.
    pub word: &'l str,
    /// Whether it is traditional.
    pub traditional: bool,
}

impl Wakers {
    /// Takes the list of literals; `scripts` tells traditional characters.
    pub fn new(list: Vec<Waker>, scripts: &FixedMap<char, char>) -> Self {
        let mut wakers = Wakers {
            bits: vec![0; 1024],
            by_key: FixedMap::default(),
        };
        for waker in list {
            let Some((before, after)) = waker.t.split_once(waker.k) else {
                continue;
            };
            let literal = Literal {
                before: before.to_owned(),
                after: after.to_owned(),
                traditional: waker.t.chars().any(|c| scripts.contains_key(&c)),
                word: waker.t.clone(),
            };
            if let Some(bits) = wakers.bits.get_mut(waker.k as usize / 64) {
                *bits |= 1 << (waker.k as u32 % 64);
                wakers.by_key.entry(waker.k).or_default().push(literal);
            }
        }
        for list in wakers.by_key.values_mut() {
            list.sort_by_key(|literal| std::cmp::Reverse(literal.word.len()));
        }
        wakers
    }

    /// Whether the character with this code is a key.
    pub fn is_key(&self, code: u32) -> bool {
        self.bits
            .get(code as usize / 64)
            .is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }

    /// The longest literal whose key character stands at byte `at`.
    pub fn at(&self, text: &str, at: usize) -> Option<Woken<'_>> {
        let key = text.get(at..)?.chars().next()?;
        let before = text.get(..at)?;
        let after = text.get(at + key.len_utf8()..)?;
        let literal = self.by_key.get(&key)?.iter().find(|literal| {
            after.starts_with(&literal.after) && before.ends_with(&literal.before)
        })?;
        Some(Woken {
            start: at - literal.before.len(),
            word: &literal.word,
            traditional: literal.traditional,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{Files, lexicon};
    use super::super::marks::Marks;

    #[test]
    fn every_literal_is_found_in_its_example() {
        for waker in Files::read().verbs.wake {
            assert!(waker.t.contains(waker.k) && waker.e.contains(&waker.t), "{waker:?}");
            let words: String = waker.e.split(' ').collect();
            let found = Marks::new(&words).keys.iter().any(|&at| {
                lexicon()
                    .wakers
                    .at(&words, at as usize)
                    .is_some_and(|woken| woken.word == waker.t)
            });
            assert!(found, "{waker:?}");
        }
    }
}
