//! From [`Node`]s to tantivy queries, built directly, and to the needles that
//! choose and highlight passages.

use super::fragment::fragments;
use super::{Fit, Node, Scope, ValueField};
use crate::index::clock::Clock;
use crate::index::fold::fold;
use crate::index::listed::{ListedQuery, Wanted, Words};
use crate::index::near::{Near, Nearness};
use crate::index::number::NumberKey;
use crate::index::schema::Fields;
use crate::index::synonyms::Synonyms;
use std::ops::Bound;
use std::sync::Arc;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// What to look for in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// Folded words.
    pub words: String,
    /// Where they count.
    pub scope: Scope,
    /// How much a passage gains by holding them.
    pub weight: u32,
    /// Whether this is a fragment of a word, marked only where no whole
    /// word is.
    pub fragment: bool,
}

/// A query ready to run.
pub struct Plan {
    /// The tantivy query.
    pub query: Box<dyn Query>,
    /// Needles of everything asked for (not of what is excluded).
    pub needles: Vec<Needle>,
    /// Whether anything ranks the hits.
    pub ranked: bool,
}

/// A title says what the notice is about; a hit there is worth several in the
/// text. The numbers are the usual ones of title against text in web search;
/// the order of hits, never their set, depends on them.
const TITLE: f32 = 3.0;
const OTHER: f32 = 0.5;
/// The whole of a word in one place, against its parts in any.
const WHOLE: f32 = 2.0;
/// Share of a word's fragments a notice must hold, in percent. Below four
/// fragments all of them.
const SHARE: usize = 70;
/// Most fragments of a word looked at, spread over the whole of it: a pasted
/// page is long, and every notice is asked for each of them.
const MAX_FRAGMENTS: usize = 32;

/// Another name of a word, against the word itself.
const SYNONYM: f32 = 0.7;

/// What a query is planned for: one state of the index, and how to look.
pub struct Setting<'a> {
    /// The index.
    pub searcher: &'a Searcher,
    /// Its fields.
    pub fields: &'a Fields,
    /// Its words.
    pub(in crate::index) words: &'a Words,
    /// Other names of words.
    pub synonyms: &'a Synonyms,
    /// Whether a notice need not hold every word, and less of each: for a
    /// query that finds nothing otherwise.
    pub relaxed: bool,
    /// How long the search may take.
    pub(in crate::index) clock: &'a Arc<Clock>,
}

/// Plans a query.
///
/// # Errors
/// When the index cannot be read.
pub fn plan(node: &Node, setting: &Setting<'_>) -> tantivy::Result<Plan> {
    let mut planner = Planner {
        setting,
        fields: setting.fields,
        needles: Vec::new(),
        ranked: false,
        negated: false,
    };
    let query = planner.node(node)?;
    Ok(Plan {
        query,
        needles: planner.needles,
        ranked: planner.ranked,
    })
}

struct Planner<'a> {
    setting: &'a Setting<'a>,
    fields: &'a Fields,
    needles: Vec<Needle>,
    ranked: bool,
    negated: bool,
}

type Part = Box<dyn Query>;

impl Planner<'_> {
    fn node(&mut self, node: &Node) -> tantivy::Result<Part> {
        Ok(match node {
            Node::All => constant(Box::new(AllQuery)),
            Node::And(parts) => {
                let mut clauses = Vec::new();
                let mut words = Vec::new();
                for part in parts {
                    match part {
                        Node::Not(inner) => {
                            clauses.push((Occur::MustNot, self.excluded(inner)?));
                        }
                        Node::Word(..) if self.relaxed() => words.push(self.node(part)?),
                        part => clauses.push((Occur::Must, self.node(part)?)),
                    }
                }
                if !words.is_empty() {
                    clauses.push((Occur::Must, any(words)));
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, constant(Box::new(AllQuery))));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Or(parts) => {
                let parts: tantivy::Result<Vec<Part>> =
                    parts.iter().map(|part| self.node(part)).collect();
                any(parts?)
            }
            Node::Not(inner) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, constant(Box::new(AllQuery))),
                (Occur::MustNot, self.excluded(inner)?),
            ])),
            Node::Word(scope, word) => self.word(*scope, word),
            Node::Phrase(scope, words) => self.phrase(*scope, words),
            Node::Prefix(scope, words) => self.prefix(*scope, words),
            Node::Together(nearness, left, right) => self.together(*nearness, left, right),
            Node::NumberPrefix(words) => {
                let terms = self
                    .setting
                    .terms(self.fields.number, |text| text.starts_with(words.as_str()))?;
                among(terms)
            }
            Node::Number(key, typed) => self.number(key, typed)?,
            Node::Cites(key) => constant(self.exact(self.fields.cites, &key.text)),
            Node::Value(field, value, fit) => self.value(*field, value, *fit)?,
            Node::Date(from, to) => between(self.fields.date, *from, *to),
            Node::Year(from, to) => between(self.fields.year, *from, *to),
        })
    }

    /// What is excluded is never widened.
    fn relaxed(&self) -> bool {
        self.setting.relaxed && !self.negated
    }

    /// A node whose needles are not to be highlighted.
    fn excluded(&mut self, node: &Node) -> tantivy::Result<Part> {
        let (ranked, negated) = (self.ranked, self.negated);
        self.negated = true;
        let part = self.node(node);
        self.ranked = ranked;
        self.negated = negated;
        part
    }

    fn needle(&mut self, words: &str, scope: Scope, weight: u32, fragment: bool) {
        if !self.negated && !words.is_empty() {
            self.needles.push(Needle {
                words: words.to_owned(),
                scope,
                weight,
                fragment,
            });
        }
    }

    /// What words are worth in titles, other fields and the text.
    fn worth(scope: Scope) -> [f32; 3] {
        match scope {
            Scope::Any => [TITLE, OTHER, 1.0],
            Scope::Title => [TITLE, 0.0, 0.0],
            Scope::Body => [0.0, 0.0, 1.0],
        }
    }

    /// Notices whose words hold something.
    fn listed(&self, wanted: Wanted) -> Part {
        Box::new(ListedQuery {
            wanted,
            words: Arc::clone(self.setting.words),
            clock: Arc::clone(self.setting.clock),
        })
    }

    /// Exactly these characters in one passage.
    fn phrase(&mut self, scope: Scope, words: &str) -> Part {
        let folded = fold(words);
        if folded.is_empty() {
            return constant(Box::new(AllQuery));
        }
        self.ranked = true;
        self.needle(&folded, scope, 100, false);
        self.exactly(scope, &folded)
    }

    fn exactly(&self, scope: Scope, folded: &str) -> Part {
        self.listed(Wanted::Phrase(folded.to_owned(), Self::worth(scope)))
    }

    /// Phrases close to each other, in any one field.
    fn together(&self, nearness: Nearness, left: &[String], right: &[String]) -> Part {
        let [left, right] = [left, right].map(|side| {
            let folded: Vec<String> = side.iter().map(|words| fold(words)).collect();
            folded
        });
        // What is nothing when folded is near everything.
        if left.iter().chain(&right).any(String::is_empty) {
            return constant(Box::new(AllQuery));
        }
        constant(self.listed(Wanted::Near(Near {
            nearness,
            left,
            right,
        })))
    }

    /// Characters that begin a word.
    fn prefix(&mut self, scope: Scope, words: &str) -> Part {
        let folded = fold(words);
        if !folded.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return self.phrase(scope, words);
        }
        self.needle(&folded, scope, 100, false);
        constant(self.listed(Wanted::Beginning(folded, Self::worth(scope))))
    }

    /// A word under all its names.
    fn word(&mut self, scope: Scope, word: &str) -> Part {
        let folded = fold(word);
        if folded.is_empty() {
            return constant(Box::new(AllQuery));
        }
        self.ranked = true;
        let mut parts = vec![self.one_name(scope, &folded, 100)];
        for other in self.setting.synonyms.alternatives(&folded) {
            parts.push(boosted(self.one_name(scope, &other, 80), SYNONYM));
        }
        any(parts)
    }

    /// A word: most of its fragments anywhere in the notice, better the more
    /// and the closer.
    fn one_name(&mut self, scope: Scope, folded: &str, weight: u32) -> Part {
        self.needle(folded, scope, weight, false);
        let mut fragments = fragments(folded);
        let step = fragments.len().div_ceil(MAX_FRAGMENTS).max(1);
        let mut place = 0;
        fragments.retain(|_| {
            place += 1;
            (place - 1) % step == 0
        });
        for spellings in &fragments {
            for spelling in spellings {
                if *spelling != folded {
                    let short = spelling.chars().nth(2).is_none();
                    self.needle(spelling, scope, if short { 1 } else { 20 }, short);
                }
            }
        }
        let count = fragments.len();
        let needed = match count {
            _ if self.relaxed() => count.div_ceil(2),
            ..=3 => count,
            _ => (count * SHARE).div_ceil(100),
        };
        let most = self.listed(Wanted::Most(needed, fragments, Self::worth(scope)));
        if count <= 1 {
            return most;
        }
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, most),
            (Occur::Should, boosted(self.exactly(scope, folded), WHOLE)),
        ]))
    }

    /// The notice with this number; where there is none, those that cite it
    /// or print it somewhere.
    fn number(&mut self, key: &NumberKey, typed: &str) -> tantivy::Result<Part> {
        let field = if key.has_code {
            self.fields.number
        } else {
            self.fields.number_tail
        };
        self.needle(&fold(typed), Scope::Any, 100, false);
        self.needle(&fold(&key.text), Scope::Any, 100, false);
        let own = Term::from_field_text(field, &key.text);
        if self.setting.searcher.doc_freq(&own)? > 0 {
            return Ok(constant(self.exact(field, &key.text)));
        }
        self.ranked = true;
        Ok(any(vec![
            constant(self.exact(self.fields.cites, &key.text)),
            self.exactly(Scope::Any, &fold(&key.text)),
            self.exactly(Scope::Any, &fold(typed)),
        ]))
    }

    fn exact(&self, field: Field, value: &str) -> Part {
        Box::new(TermQuery::new(
            Term::from_field_text(field, value),
            IndexRecordOption::Basic,
        ))
    }

    /// A named value.
    fn value(&mut self, field: ValueField, value: &str, fit: Fit) -> tantivy::Result<Part> {
        let wanted = fold(value);
        let mut names = vec![wanted.clone()];
        if fit == Fit::Holds {
            names.extend(self.setting.synonyms.alternatives(&wanted));
        }
        let fits = |text: &str| {
            let text = fold(text);
            names.iter().any(|name| match fit {
                Fit::Holds => text.contains(name.as_str()),
                Fit::Whole => text == *name,
                Fit::Begins => text.starts_with(name.as_str()),
            })
        };
        let fields = match field {
            ValueField::Unit => vec![
                self.fields.lead,
                self.fields.support,
                self.fields.responsible,
            ],
            field => vec![value_field(self.fields, field)],
        };
        let mut terms = Vec::new();
        for field in fields {
            terms.extend(self.setting.terms(field, fits)?);
        }
        if !terms.is_empty() {
            for name in &names {
                self.needle(name, Scope::Any, 10, false);
            }
        }
        Ok(among(terms))
    }
}

impl Setting<'_> {
    /// The values of a field that pass a test.
    fn terms(&self, field: Field, test: impl Fn(&str) -> bool) -> tantivy::Result<Vec<Term>> {
        let mut terms = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut values = inverted.terms().stream()?;
            while values.advance() && !self.clock.is_over() {
                if let Ok(text) = std::str::from_utf8(values.key())
                    && test(text)
                {
                    terms.push(Term::from_field_text(field, text));
                }
            }
        }
        Ok(terms)
    }
}

/// Notices whose field is one of these values as a whole, after folding.
///
/// # Errors
/// When the index cannot be read.
pub fn one_of(setting: &Setting<'_>, field: Field, values: &[String]) -> tantivy::Result<Part> {
    let wanted: Vec<String> = values.iter().map(|value| fold(value)).collect();
    let terms = setting.terms(field, |text| wanted.contains(&fold(text)))?;
    Ok(among(terms))
}

fn among(terms: Vec<Term>) -> Part {
    if terms.is_empty() {
        return Box::new(EmptyQuery);
    }
    constant(Box::new(TermSetQuery::new(terms)))
}

/// The index field of a named value.
pub fn value_field(fields: &Fields, field: ValueField) -> Field {
    match field {
        ValueField::Issuer => fields.issuer,
        ValueField::Kind => fields.kind,
        ValueField::Rubric => fields.rubric,
        ValueField::Gazette => fields.gazette,
        ValueField::Completeness => fields.completeness,
        ValueField::Lead => fields.lead,
        ValueField::Support => fields.support,
        ValueField::Responsible | ValueField::Unit => fields.responsible,
        ValueField::Person => fields.person,
        ValueField::CitedTitle => fields.cited_title,
    }
}

/// A range of a number field, inclusive, without a score.
pub fn between(field: Field, from: i64, to: i64) -> Part {
    constant(Box::new(RangeQuery::new(
        Bound::Included(Term::from_field_i64(field, from)),
        Bound::Included(Term::from_field_i64(field, to)),
    )))
}

fn any(mut parts: Vec<Part>) -> Part {
    match parts.len() {
        0 => Box::new(EmptyQuery),
        1 => parts.swap_remove(0),
        _ => Box::new(BooleanQuery::union(parts)),
    }
}

fn constant(part: Part) -> Part {
    Box::new(ConstScoreQuery::new(part, 0.0))
}

fn boosted(part: Part, boost: f32) -> Part {
    if boost == 1.0 {
        return part;
    }
    Box::new(BoostQuery::new(part, boost))
}
