//! A quick hash for short names. Tables of our own words use it as it is;
//! tables filled from documents start it from a random number, so that no text
//! can be written to make its names collide.

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

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
            self.mix(<[u8; 8]>::try_from(chunk).map_or(0, u64::from_le_bytes));
        }
        let rest = chunks.remainder();
        let word = rest.iter().fold(1u64, |word, &b| word << 8 | u64::from(b));
        self.mix(word);
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

/// Starts from a random number, one a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Seeded(RandomState::new().hash_one(SPREAD))
    }
}

impl BuildHasher for Seeded {
    type Hasher = Quick;

    fn build_hasher(&self) -> Quick {
        Quick(self.0)
    }
}

/// A map whose keys come from a document.
pub(super) type SeededMap<K, V> = HashMap<K, V, Seeded>;

/// A map with fixed keys.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set with fixed keys.
pub(super) type FixedSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_spread() {
        let words = [
            "市教育局",
            "市财政局",
            "市公安局",
            "",
            "局",
            "市教育",
            "教育局",
        ];
        let hash = |word: &str| {
            let mut quick = Quick::default();
            quick.write(word.as_bytes());
            quick.finish()
        };
        let all: HashSet<u64> = words.iter().map(|w| hash(w)).collect();
        assert_eq!(all.len(), words.len());
    }
}
