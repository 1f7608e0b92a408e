//! A quick hash for tables whose keys are ours: words of the data files. Nobody
//! else chooses the keys, so nobody can make them collide. Tables filled from
//! documents keep the standard hash.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Multiplies and turns, eight bytes at a time.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Quick(u64);

/// An odd number with its bits well spread (the golden ratio's).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(SPREAD);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let word = chunk.iter().fold(0u64, |word, &b| word << 8 | u64::from(b));
            self.mix(word);
        }
        let rest = chunks.remainder();
        let word = rest.iter().fold(1u64, |word, &b| word << 8 | u64::from(b));
        self.mix(word);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

/// A map with fixed keys.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set with fixed keys.
pub(super) type FixedSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_spread() {
        let words = ["市教育局", "市财政局", "市公安局", "", "局", "市教育", "教育局"];
        let hash = |word: &str| {
            let mut quick = Quick::default();
            quick.write(word.as_bytes());
            quick.finish()
        };
        let all: HashSet<u64> = words.iter().map(|w| hash(w)).collect();
        assert_eq!(all.len(), words.len());
    }
}
