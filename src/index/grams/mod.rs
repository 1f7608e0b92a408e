//! The words of a segment (字组): every string of it found exactly.
//!
//! The folded passages of a segment's notices stand behind each other in one
//! text, a [separator](SEPARATOR) before each, and a place in it is a number.
//! Beside the text stands a tree of its grams, the strings that occur:
//!
//! * every two neighbours are a gram, with the places where they stand;
//! * a gram that stands in many places (the threshold is [`heavy`]) is *heavy*:
//!   it has a summary, in which notices it is and how often. Grams one
//!   character longer hang below it, those whose last two characters are a
//!   heavy gram too.
//!
//! From this follows how a string is found. Read from any of its characters
//! on, the tree leads to a gram that is not heavy, or to the end of the string.
//! If the whole string is a gram, its places or its summary are the answer. If
//! it is not, one of its grams is *light*: its few places are looked at in the
//! text itself. So no string, however common its characters, costs more than
//! the longest light list, a fixed share of the text; and since the last look
//! is at the text, exactness hangs on no property of the lists but that none
//! lacks a place. Grams are five characters long at most (four where a text has
//! very many different ones); a longer string of nothing but heavy grams is
//! looked for among the places of its rarest longest gram.
//!
//! The engine knows this as a part of its segments ([`plugin`]): it is written,
//! merged, checked and removed with them.

mod build;
mod file;
mod find;
mod list;
pub(super) mod plugin;
mod tree;

#[cfg(test)]
mod tests;

pub(super) use file::Grams;
pub(super) use find::Hit;

/// What stands in the text before every passage and after the last.
pub(super) const SEPARATOR: u32 = 0;

/// First character of a passage that goes on with the article of the one
/// before it, in what [`plugin`] is given. No folded text holds these.
pub(super) const GOES_ON: char = '\u{2}';
/// First character of any other passage.
pub(super) const FRESH: char = '\u{1}';
/// Before the first character of a sentence inside a passage.
pub(super) const SENTENCE: char = '\u{3}';
/// Before the first passage that is no title.
pub(super) const OTHER: char = '\u{4}';
/// Before the first passage of the text proper.
pub(super) const BODY: char = '\u{5}';

/// From how many places on a gram is heavy, in a text of so many.
///
/// A look at a place costs some ten nanoseconds, so a light gram is looked
/// through in a fraction of a millisecond even in tens of millions of
/// characters; and few enough strings are common to this degree that their
/// grams hardly add to the index.
fn heavy(places: usize) -> usize {
    const SHARE: usize = 4096;
    const LEAST: usize = 1024;
    (places / SHARE).max(LEAST)
}

/// Which borders of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    /// Between passages.
    Passage,
    /// Between sentences, and between passages.
    Sentence,
    /// Between articles, and between passages outside of articles.
    Article,
}
