//! Traditional and variant hanzi (繁体字、异体字), folded to their simplified
//! forms.
//!
//! One character leads to one character, so offsets stay what they were. The
//! table is `data/variants.txt`. Where one traditional form stands for several
//! simplified ones (乾 for 干 and 乾) the commoner is taken: the extractors match
//! words so, the index folds text and query alike.

use std::sync::OnceLock;

/// First and last character of the table: the block of unified ideographs.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// The simplified form of every ideograph of the block, by its distance from
/// [`FIRST`].
#[derive(Debug, Clone, Copy)]
pub struct Variants(&'static [u16]);

impl Variants {
    /// The table, read once a process.
    #[must_use]
    pub fn table() -> Self {
        static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
        Variants(TABLE.get_or_init(read))
    }

    /// The simplified form of a character; any other is its own. Both have
    /// the same length in UTF-8.
    #[must_use]
    pub fn simplified(self, c: char) -> char {
        let at = (c as u32).wrapping_sub(FIRST) as usize;
        self.0
            .get(at)
            .and_then(|&to| char::from_u32(to.into()))
            .unwrap_or(c)
    }
}

fn read() -> Vec<u16> {
    let mut table: Vec<u16> = (FIRST..=LAST).map(|c| c as u16).collect();
    let lines = include_str!("data/variants.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars();
        let Some(simplified) = chars.next() else {
            continue;
        };
        for variant in chars {
            if let Some(slot) = table.get_mut((variant as u32).wrapping_sub(FIRST) as usize) {
                *slot = simplified as u16;
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn both_scripts_meet() {
        let fold = |text: &str| -> String {
            let table = Variants::table();
            text.chars().map(|c| table.simplified(c)).collect()
        };
        for (traditional, simplified) in [
            ("關於印發辦法的通知", "关于印发办法的通知"),
            ("臺灣", "台湾"),
            ("頭髮", "头发"),
            ("後來", "后来"),
            ("著作", "著作"),
            ("人民", "人民"),
            ("A〔２〕", "A〔２〕"),
        ] {
            assert_eq!(fold(traditional), simplified);
            assert_eq!(fold(simplified), simplified, "its own form");
        }
    }

    #[test]
    fn the_table_is_sound() {
        let mut seen = HashSet::new();
        let mut targets = HashSet::new();
        let lines = include_str!("data/variants.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            assert!(
                line.chars().all(|c| (FIRST..=LAST).contains(&(c as u32))),
                "{line}"
            );
            assert!(line.chars().count() > 1, "{line}");
            let mut chars = line.chars();
            assert!(targets.insert(chars.next().unwrap()), "{line}");
            for c in chars {
                assert!(seen.insert(c), "{c} leads to two forms");
            }
        }
        assert!(seen.is_disjoint(&targets), "one step leads home");
        assert!(seen.len() > 2500);
    }
}
