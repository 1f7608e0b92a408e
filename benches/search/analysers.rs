//! Other analysers on the same passages: words, and words beside bigrams.
//!
//! Each index holds one field (mixed: two) of positions and no stored text.
//! Exact is a phrase whose hits are those of a scan.

use crate::Times;
use crate::baseline::{BIGRAMS, phrase_terms, register};
use gongbao::index::fold::fold;
use gongbao::index::passage::Passage;
use jieba_rs::Jieba;
use std::sync::Arc;
use std::time::Instant;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, TantivyDocument, Term};

const WORDS: &str = "words";

/// Words as jieba cuts them.
#[derive(Clone)]
struct Cutter(Arc<Jieba>);

struct Cut {
    words: std::vec::IntoIter<String>,
    token: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut {
        let words = cut(&self.0, &fold(text));
        Cut {
            words: words.into_iter(),
            token: Token::default(),
        }
    }
}

impl TokenStream for Cut {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text = word;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

fn cut(jieba: &Jieba, folded: &str) -> Vec<String> {
    let words = jieba.cut(folded, false);
    words.into_iter().map(|word| word.word.to_owned()).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Design {
    Bigrams,
    Words,
    Mixed,
}

/// Builds each and asks each; `texts` are the folded passages of each notice,
/// a line each.
pub fn compare(notices: &[Vec<Passage>], texts: &[String], phrases: &[String]) {
    println!("analysers, one field, one thread, nothing stored:");
    let jieba = Arc::new(Jieba::new());
    let wanted: Vec<usize> = phrases
        .iter()
        .map(|phrase| {
            let finder = memchr::memmem::Finder::new(phrase.as_bytes());
            let holds = |text: &&String| finder.find(text.as_bytes()).is_some();
            texts.iter().filter(holds).count()
        })
        .collect();
    for (name, design) in [
        ("character bigrams, the engine's", Design::Bigrams),
        ("words", Design::Words),
        ("bigrams, and words to rank by", Design::Mixed),
    ] {
        one(name, design, &jieba, notices, phrases, &wanted);
    }
}

fn one(
    name: &str,
    design: Design,
    jieba: &Arc<Jieba>,
    notices: &[Vec<Passage>],
    phrases: &[String],
    wanted: &[usize],
) {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = Schema::builder();
    let mut field = |name: &str, tokenizer: &str, record: IndexRecordOption| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record);
        builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let fields: Vec<Field> = match design {
        Design::Bigrams => vec![field("bigrams", BIGRAMS, positions)],
        Design::Words => vec![field("words", WORDS, positions)],
        Design::Mixed => vec![
            field("bigrams", BIGRAMS, positions),
            field("words", WORDS, IndexRecordOption::WithFreqs),
        ],
    };
    let start = Instant::now();
    let index = Index::create_in_dir(dir.path(), builder.build()).unwrap();
    register(&index);
    index
        .tokenizers()
        .register(WORDS, Cutter(Arc::clone(jieba)));
    let mut writer = index.writer_with_num_threads(1, 96 << 20).unwrap();
    for list in notices {
        let mut document = TantivyDocument::new();
        for passage in list {
            for field in &fields {
                document.add_text(*field, &passage.text);
            }
        }
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    let took = start.elapsed().as_secs_f64();
    let size: u64 = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    let searcher = index.reader().unwrap().searcher();
    let query = |phrase: &str| -> Box<dyn Query> {
        let Some(exact) = exact(design, fields[0], jieba, phrase) else {
            return Box::new(tantivy::query::EmptyQuery);
        };
        if design != Design::Mixed {
            return exact;
        }
        let ranks = cut(jieba, phrase).into_iter().map(|word| {
            let term = Term::from_field_text(fields[1], &word);
            let query: Box<dyn Query> =
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, query)
        });
        let clauses = [(Occur::Must, exact)].into_iter().chain(ranks).collect();
        Box::new(BooleanQuery::new(clauses))
    };
    let wrong = phrases
        .iter()
        .zip(wanted)
        .filter(|(phrase, wanted)| searcher.search(&query(phrase), &Count).unwrap() != **wanted)
        .count();
    println!(
        "  {name:<44} {took:.2} s, {:.1} MB, {wrong} of {} phrases not exact",
        size as f64 / 1e6,
        phrases.len()
    );
    Times::of(phrases, |phrase| {
        let top = TopDocs::with_limit(10).order_by_score();
        searcher.search(&query(phrase), &(top, Count)).unwrap();
    })
    .show("  first ten and count");
}

/// The query for exactly this phrase, as far as the design can say it.
fn exact(design: Design, field: Field, jieba: &Jieba, phrase: &str) -> Option<Box<dyn Query>> {
    let term = |text: &str| Term::from_field_text(field, text);
    let mut terms: Vec<(usize, Term)> = match design {
        Design::Words => {
            let words = cut(jieba, phrase).into_iter().enumerate();
            words.map(|(at, word)| (at, term(&word))).collect()
        }
        _ => phrase_terms(phrase)
            .into_iter()
            .map(|(at, bigram)| (at, term(bigram)))
            .collect(),
    };
    match terms.len() {
        0 => None,
        1 => Some(Box::new(TermQuery::new(
            terms.swap_remove(0).1,
            IndexRecordOption::WithFreqs,
        ))),
        _ => Some(Box::new(PhraseQuery::new_with_offset(terms))),
    }
}
