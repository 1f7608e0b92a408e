//! The few characters of a text that are no hanzi, found fast: punctuation,
//! brackets, digits and spaces decide where units and titles end.

/// A character that is no hanzi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    /// Its first byte.
    pub at: usize,
    /// How many characters stand before it.
    pub count: usize,
    /// The character.
    pub sign: char,
}

/// Walks over a text and stops at its signs.
#[derive(Debug, Clone)]
pub(super) struct Signs<'a> {
    text: &'a str,
    at: usize,
    count: usize,
    most: usize,
}

impl<'a> Signs<'a> {
    /// The signs among the first `most` characters of `text`.
    pub fn within(text: &'a str, most: usize) -> Self {
        Signs {
            text,
            at: 0,
            count: 0,
            most,
        }
    }

    /// All signs of `text`.
    pub fn of(text: &'a str) -> Self {
        Signs::within(text, usize::MAX)
    }
}

impl Iterator for Signs<'_> {
    type Item = Sign;

    fn next(&mut self) -> Option<Sign> {
        let bytes = self.text.as_bytes();
        let (mut at, mut count) = (self.at, self.count);
        while count < self.most {
            // U+4000 to U+9FFF, three bytes each, are hanzi and no signs.
            if matches!(bytes.get(at)?, 0xE4..=0xE9) {
                at += 3;
                count += 1;
                continue;
            }
            let sign = self.text.get(at..)?.chars().next()?;
            self.at = at + sign.len_utf8();
            self.count = count + 1;
            return Some(Sign { at, count, sign });
        }
        (self.at, self.count) = (at, count);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slowly(text: &str, most: usize) -> Vec<Sign> {
        text.char_indices()
            .take(most)
            .enumerate()
            .map(|(count, (at, sign))| Sign { at, count, sign })
            .filter(|found| !matches!(found.sign, '\u{4000}'..='\u{9FFF}'))
            .collect()
    }

    proptest! {
        #[test]
        fn every_sign_is_found(text in "[一龥甲。，（）a1 \u{3400}\u{20000}é\u{E000}]{0,40}", most in 0_usize..50) {
            prop_assert_eq!(Signs::within(&text, most).collect::<Vec<_>>(), slowly(&text, most));
            prop_assert_eq!(Signs::of(&text).collect::<Vec<_>>(), slowly(&text, usize::MAX));
        }

        #[test]
        fn any_text_is_borne(text in "\\PC{0,60}") {
            prop_assert_eq!(Signs::of(&text).collect::<Vec<_>>(), slowly(&text, usize::MAX));
        }
    }
}
