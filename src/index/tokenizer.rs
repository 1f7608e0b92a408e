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

use super::fold::FoldedChars;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the tokenizer is registered.
pub const BIGRAMS: &str = "gongbao_bigrams_1";

/// See the module's description.
#[derive(Debug, Clone, Default)]
pub struct BigramTokenizer;

impl Tokenizer for BigramTokenizer {
    type TokenStream<'a> = BigramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BigramStream<'a> {
        let mut chars = FoldedChars::new(text);
        let current = chars.next();
        BigramStream {
            chars,
            current,
            token: Token {
                position: usize::MAX,
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
    current: Option<char>,
    token: Token,
}

impl TokenStream for BigramStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(first) = self.current else {
            return false;
        };
        self.current = self.chars.next();
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push(first);
        self.token.text.extend(self.current);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
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
        assert_eq!(
            tokens("市 人\n民Ａb"),
            own(&[(0, "市人"), (1, "人民"), (2, "民a"), (3, "ab"), (4, "b")])
        );
        assert_eq!(tokens("市"), own(&[(0, "市")]));
        assert!(tokens(" ").is_empty());
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
