//! The tokenizer: bigrams of folded characters, with positions.
//!
//! A text of the characters `abcd` gives the tokens `ab` `bc` `cd` `d` at the
//! positions 0 to 3: every character begins exactly one token, and the last
//! one stands alone. From this follow the two exact searches of the index:
//!
//! * a string of two characters or more is in a text exactly when its bigrams
//!   stand at consecutive positions (any cover of them will do, see
//!   [`phrase_terms`]);
//! * a single character is in a text exactly when some token begins with it,
//!   which is one range of the sorted term dictionary.
//!
//! Punctuation, digits and letters are characters like any other, so a quoted
//! phrase needs no second look at the stored words. Segmentation into words
//! never comes into it. The values of one field (one unit of a notice each)
//! are parted by a gap in the positions, and the last token of a value is no
//! bigram, so no phrase crosses from one unit into the next.
//!
//! For nearness (see [`super::near`]) three marks stand beside the tokens, as
//! terms no folded text can hold: [`PASSAGE`] at the first position of every
//! value, [`SENTENCE`] where a sentence begins, [`ARTICLE`] where a value
//! begins that does not go on with the article before it.

use super::fold::FoldedChars;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the tokenizer is registered.
pub const BIGRAMS: &str = "gongbao_bigrams_2";

/// Mark: a value (a passage) begins here.
pub const PASSAGE: &str = "\u{1}";
/// Mark: a sentence begins here.
pub const SENTENCE: &str = "\u{2}";
/// Mark: an article (条) or a passage outside of articles begins here.
pub const ARTICLE: &str = "\u{3}";

/// First character of a value that goes on with the article of the value
/// before it. Every value handed to the tokenizer begins with this or with
/// [`FRESH`], so that no printed text can be taken for a mark.
pub const GOES_ON: char = '\u{2}';
/// First character of any other value.
pub const FRESH: char = '\u{1}';

/// See the module's description.
#[derive(Debug, Clone, Default)]
pub struct BigramTokenizer;

impl Tokenizer for BigramTokenizer {
    type TokenStream<'a> = BigramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BigramStream<'a> {
        let goes_on = text.starts_with(GOES_ON);
        let mut chars = FoldedChars::new(text);
        let current = chars.next();
        BigramStream {
            chars,
            current,
            position: 0,
            sentence: SentenceEnd::default(),
            marks: if goes_on {
                &[PASSAGE, SENTENCE]
            } else {
                &[PASSAGE, SENTENCE, ARTICLE]
            },
            token: Token {
                text: String::with_capacity(8),
                ..Token::default()
            },
        }
    }
}

/// The tokens of one text. Byte offsets are not kept: highlights are made
/// from the stored words.
pub struct BigramStream<'a> {
    chars: FoldedChars<'a>,
    /// The character the next token begins with.
    current: Option<char>,
    /// Its position.
    position: usize,
    sentence: SentenceEnd,
    /// Marks to give before the next token, at its position.
    marks: &'static [&'static str],
    token: Token,
}

impl TokenStream for BigramStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.position;
        if let Some((mark, rest)) = self.marks.split_first() {
            self.marks = rest;
            self.token.text.push_str(mark);
            return true;
        }
        let Some(first) = self.current else {
            return false;
        };
        self.token.text.push(first);
        self.position += 1;
        self.current = self.chars.next();
        if let Some(next) = self.current {
            self.token.text.push(next);
            if self.sentence.between(first, next) || self.chars.line_ended() {
                self.marks = &[SENTENCE];
            }
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Where sentences end: after 。 ！ or ？ and the closing quotes and brackets
/// that follow it. The end of a line inside a passage is that of a paragraph
/// and ends a sentence too.
#[derive(Debug, Clone, Copy, Default)]
pub struct SentenceEnd {
    /// Whether an end mark stood last, or only closing marks since.
    over: bool,
}

impl SentenceEnd {
    /// Takes the next folded character; says whether a sentence ends between
    /// it and the one after it.
    pub fn between(&mut self, c: char, next: char) -> bool {
        let ends = |c: char| matches!(c, '。' | '!' | '?');
        let closes =
            |c: char| matches!(c, '”' | '’' | '」' | '』' | ')' | '】' | '》' | '〉' | '〕');
        self.over = ends(c) || (self.over && closes(c));
        self.over && !ends(next) && !closes(next)
    }
}

/// The bigrams (with their positions) whose meeting means that a folded
/// phrase is there: every second one, and the last. Half the postings of all
/// bigrams, and just as exact, since together they cover every character.
/// Empty for phrases of fewer than two characters.
pub fn phrase_terms(folded: &str) -> Vec<(usize, &str)> {
    let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
    let bigram = |i: usize| {
        let start = starts.get(i).copied()?;
        starts.get(i + 1)?;
        let end = starts.get(i + 2).copied().unwrap_or(folded.len());
        Some((i, folded.get(start..end)?))
    };
    let mut terms: Vec<(usize, &str)> = (0..starts.len()).step_by(2).map_while(bigram).collect();
    if starts.len() > 2 && starts.len() % 2 == 1 {
        terms.extend(bigram(starts.len() - 2));
    }
    terms
}

/// All bigrams of a folded text, in order.
pub fn bigrams(folded: &str) -> impl Iterator<Item = &str> {
    let ends = folded
        .char_indices()
        .skip(2)
        .map(|(at, _)| at)
        .chain([folded.len()]);
    let many = folded.chars().nth(1).is_some();
    folded
        .char_indices()
        .map(|(at, _)| at)
        .zip(ends)
        .filter_map(move |(start, end)| folded.get(start..end).filter(|_| many))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = BigramTokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut out = Vec::new();
        stream.process(&mut |token| out.push((token.position, token.text.clone())));
        out
    }

    fn own(list: &[(usize, &str)]) -> Vec<(usize, String)> {
        list.iter().map(|(i, s)| (*i, (*s).to_owned())).collect()
    }

    #[test]
    fn every_character_begins_one_token() {
        let plain = |text: &str| -> Vec<(usize, String)> {
            let marks = [PASSAGE, SENTENCE, ARTICLE];
            let mut list = tokens(text);
            list.retain(|(_, token)| !marks.contains(&token.as_str()));
            list
        };
        assert_eq!(
            plain("市 人\n民Ａb"),
            own(&[(0, "市人"), (1, "人民"), (2, "民a"), (3, "ab"), (4, "b")])
        );
        assert_eq!(plain("市"), own(&[(0, "市")]));
        assert!(plain(" ").is_empty());
    }

    #[test]
    fn marks_stand_where_something_begins() {
        let marks = |text: &str| -> Vec<(usize, String)> {
            let names = [(PASSAGE, "p"), (SENTENCE, "s"), (ARTICLE, "a")];
            let named = |token: &str| names.iter().find(|(mark, _)| *mark == token);
            tokens(text)
                .into_iter()
                .filter_map(|(at, token)| Some((at, named(&token)?.1.to_owned())))
                .collect()
        };
        let begins = [(0, "p"), (0, "s"), (0, "a")];
        let with = |more: &[(usize, &str)]| own(&[begins.as_slice(), more].concat());
        assert_eq!(marks("甲。乙"), with(&[(2, "s")]));
        assert_eq!(marks("甲？！”）乙\n丙"), with(&[(5, "s"), (6, "s")]));
        assert_eq!(marks("\u{1}甲；乙。"), with(&[]));
        assert_eq!(marks("\u{2}甲"), own(&[(0, "p"), (0, "s")]));
        assert_eq!(marks("\u{1}"), with(&[]), "an empty value has its marks");
    }

    #[test]
    fn phrases_are_covered_by_half_their_bigrams() {
        assert_eq!(phrase_terms("甲乙"), [(0, "甲乙")]);
        assert_eq!(phrase_terms("甲乙丙"), [(0, "甲乙"), (1, "乙丙")]);
        assert_eq!(phrase_terms("甲乙丙丁"), [(0, "甲乙"), (2, "丙丁")]);
        assert_eq!(
            phrase_terms("甲乙丙丁戊"),
            [(0, "甲乙"), (2, "丙丁"), (3, "丁戊")]
        );
        assert!(phrase_terms("甲").is_empty());
        assert_eq!(bigrams("甲b丙").collect::<Vec<_>>(), ["甲b", "b丙"]);
        assert_eq!(bigrams("甲").count(), 0);
        assert_eq!(bigrams("").count(), 0);
    }
}
