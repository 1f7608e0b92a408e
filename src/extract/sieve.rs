//! Of which lists a unit may hold a word: one look at every unit spares the
//! readers of facts most of theirs.
//!
//! A list is told by two neighbouring characters of each of its words; where
//! the first of one word meets the second of another the reader looks for
//! itself and finds nothing. White space between the characters is passed
//! over, as some readers pass over it; so the sieve lets through too much and
//! never too little.

use super::passage::is_space;
use super::{Subject, appointment, basis, citation, duty, passage, roster, target, validity};
use crate::structure::Node;
use std::ops::BitOr;
use std::sync::LazyLock;

/// A set of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lists(u16);

impl Lists {
    /// 《 》 号: a citation.
    pub(super) const CITE: Lists = Lists(1);
    /// 任命, 免去 …
    pub(super) const APPOINT: Lists = Lists(1 << 1);
    /// 施行, 有效期, 解释 …
    pub(super) const FORCE: Lists = Lists(1 << 2);
    /// 兼任, 设在 …: who belongs to a body.
    pub(super) const ROSTER: Lists = Lists(1 << 3);
    /// 制定本 …
    pub(super) const MAKE: Lists = Lists(1 << 4);
    /// 月底, 年内 …
    pub(super) const TIME: Lists = Lists(1 << 5);
    /// 牵头, 负责 …
    pub(super) const DUTY: Lists = Lists(1 << 6);
    /// Traditional characters.
    pub(super) const TRADITIONAL: Lists = Lists(1 << 7);
    /// 条: a reference.
    pub(super) const REFER: Lists = Lists(1 << 8);

    /// All of them: nothing is known.
    pub(super) const ALL: Lists = Lists(SPACE - 1);

    /// Whether one of `lists` may have a word here.
    pub(super) const fn any(self, lists: Lists) -> bool {
        self.0 & lists.0 != 0
    }

    /// The lists that may have a word in `text`.
    pub(super) fn of(text: &str) -> Lists {
        let classes: &Classes = &CLASSES;
        let mut found = 0;
        // Lists of which the next character may end two of a word.
        let mut open = SINGLE.0;
        for c in text.chars() {
            // No word has a character beyond U+FFFF.
            let (begins, ends) = classes.get(c as usize).copied().unwrap_or_default();
            if ends & SPACE == 0 {
                found |= open & ends;
                open = begins | SINGLE.0;
            }
        }
        Lists(found)
    }
}

impl BitOr for Lists {
    type Output = Lists;

    fn bitor(self, other: Lists) -> Lists {
        Lists(self.0 | other.0)
    }
}

/// Marks white space among the lists.
const SPACE: u16 = 1 << 15;

/// Lists of single characters.
const SINGLE: Lists = Lists(Lists::CITE.0 | Lists::TRADITIONAL.0 | Lists::REFER.0);

/// By the code of a character: the lists of which it begins two of a word,
/// and those of which it ends them.
type Classes = [(u16, u16); 0x10000];

static CLASSES: LazyLock<Box<Classes>> = LazyLock::new(|| {
    let mut classes = Box::new([(0, 0); 0x10000]);
    for (list, word) in words() {
        let (first, second) = told_by(word);
        if let Some(class) = first.and_then(|c| classes.get_mut(c as usize)) {
            class.0 |= list.0;
        }
        if let Some(class) = second.and_then(|c| classes.get_mut(c as usize)) {
            class.1 |= list.0;
        }
    }
    // Behind the wide space only one sign prints nothing.
    for c in ('\0'..='\u{3000}')
        .chain(['\u{feff}'])
        .filter(|&c| is_space(c))
    {
        if let Some(class) = classes.get_mut(c as usize) {
            class.1 = SPACE;
        }
    }
    classes
});

/// The words of all lists.
fn words() -> impl Iterator<Item = (Lists, &'static str)> {
    let of = |list: Lists, words: &'static [&'static str]| words.iter().map(move |w| (list, *w));
    let duty = duty::wakes().map(|word| (Lists::DUTY, word));
    let make = basis::making().map(|word| (Lists::MAKE, word));
    of(Lists::CITE, &citation::TRIGGERS)
        .chain(of(Lists::APPOINT, &appointment::TRIGGERS))
        .chain(of(Lists::FORCE, &validity::TRIGGERS))
        .chain(of(Lists::ROSTER, &roster::TRIGGERS))
        .chain(of(Lists::TIME, &target::ANCHORS))
        .chain(of(Lists::TRADITIONAL, &passage::TRADITIONAL))
        .chain(of(Lists::REFER, &["条"]))
        .chain(duty)
        .chain(make)
}

/// The two neighbouring characters a word is told by: those in the middle of a
/// long one, whose beginnings and ends are common words, else the last two
/// (of 到20 the first: many words end so).
fn told_by(word: &str) -> (Option<char>, Option<char>) {
    let mut chars = word.chars();
    let skip = match word.chars().count() {
        0 | 1 => return (None, chars.next()),
        4.. => 1,
        _ if word.ends_with(|c: char| c.is_ascii_digit()) => 0,
        count => count - 2,
    };
    let mut chars = chars.skip(skip);
    (chars.next(), chars.next())
}

/// What may be in the units of a notice, those of its text first, then those
/// of its enclosures, each in reading order.
#[derive(Debug, Clone, Default)]
pub struct Sieve(Vec<Lists>);

impl Sieve {
    /// Looks at all units of a text and of its enclosures.
    pub fn of<'n>(parts: impl IntoIterator<Item = &'n [Node]>) -> Self {
        let units = parts.into_iter().flat_map(passage::units);
        Sieve(units.map(|node| Lists::of(node.text.text())).collect())
    }
}

/// What may be in one unit after the other.
pub(super) struct Sifted<'s>(std::slice::Iter<'s, Lists>);

impl<'s> Sifted<'s> {
    /// From the first unit of `subject` on.
    pub(super) fn new(subject: &Subject<'s>) -> Self {
        Sifted(subject.sieve.map_or([].iter(), |sieve| sieve.0.iter()))
    }

    /// What may be in the next unit; anything, where there is no sieve.
    pub(super) fn next(&mut self) -> Lists {
        self.0.next().copied().unwrap_or(Lists::ALL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_word_passes_whole_and_parted() {
        for (list, word) in words() {
            assert!(word.chars().all(|c| (c as u32) < 0x10000), "{word}");
            let parted: String = word.chars().flat_map(|c| [c, '\u{3000}', '\n']).collect();
            for text in [
                word.to_owned(),
                format!("甲{word}乙"),
                format!("甲 {parted}乙"),
            ] {
                assert!(Lists::of(&text).any(list), "{text}");
            }
        }
    }

    #[test]
    fn other_words_do_not() {
        for text in [
            "",
            "任 ",
            "的单位和部门",
            "主要领导",
            "éßä",
            "𠀀𠀁",
            "2023年",
        ] {
            assert_eq!(Lists::of(text), Lists(0), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_borne(text in "\\PC{0,60}") {
            let _ = Lists::of(&text);
        }
    }
}
