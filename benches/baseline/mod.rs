//! The plain design the index is held against: the engine's own lists of
//! positions, of bigrams of folded characters.
//!
//! A text of the characters `abcd` gives the tokens `ab` `bc` `cd` `d` at the
//! positions 0 to 3, so a phrase is exact without words being told apart.

use gongbao::index::fold::FoldedChars;
use tantivy::Index;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the tokenizer is registered.
pub const BIGRAMS: &str = "bigrams";

/// Makes an index know the tokenizer.
pub fn register(index: &Index) {
    index.tokenizers().register(BIGRAMS, BigramTokenizer);
}

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
            position: 0,
            token: Token {
                text: String::with_capacity(8),
                ..Token::default()
            },
        }
    }
}

/// The tokens of one text.
pub struct BigramStream<'a> {
    chars: FoldedChars<'a>,
    /// The character the next token begins with.
    current: Option<char>,
    /// Its position.
    position: usize,
    token: Token,
}

impl TokenStream for BigramStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.position;
        let Some(first) = self.current else {
            return false;
        };
        self.token.text.push(first);
        self.position += 1;
        self.current = self.chars.next();
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
#[allow(dead_code, reason = "not every benchmark searches")]
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
