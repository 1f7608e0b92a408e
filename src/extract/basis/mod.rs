//! What a document rests on or carries out (制定依据): the documents behind 根据,
//! 按照, 为贯彻落实 in the words a notice opens with, in the first article of what
//! it carries and wherever a text says 制定本…. Each is an edge that points
//! upward, with the level of government it comes from where the print says it.
//!
//! Only documents that the notice cites are given, with the number and the
//! issuing body of the citation; documents the notice carries are no basis.

#[cfg(test)]
mod tests;
mod tier;

use super::passage::{Brackets, Passage, pieces, squeezed};
use super::sieve::Lists;
use super::walk::{Trail, walk};
use super::words::{WordList, entries, of_kind};
use super::{Subject, citation};
use crate::record::{Basis, BasisRelation, Citation, Level};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

/// Unlabelled paragraphs at the start of a text that are looked at.
const OPENING: usize = 6;

/// Bytes between the word and its document: forty characters, two issuing
/// bodies with their titles.
const MAX_GAP: usize = 240;

/// Words that say what a text is made on.
pub(super) fn making() -> impl Iterator<Item = &'static str> {
    entries::<3>(include_str!("../data/basis_words.txt"))
        .filter(|[kind, ..]| *kind == "making")
        .map(|[_, word, _]| word)
}

struct Words {
    leads: WordList,
    of: HashMap<&'static str, (BasisRelation, bool)>,
    making: WordList,
    goes_on: WordList,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut of = HashMap::new();
        let data = include_str!("../data/basis_words.txt");
        for [how, word, _] in entries::<3>(data) {
            let relation = match how.split(' ').next() {
                Some("rests_on") => BasisRelation::RestsOn,
                Some("carries_out") => BasisRelation::CarriesOut,
                _ => continue,
            };
            of.insert(word, (relation, how.ends_with("near")));
        }
        let mut leads: Vec<&'static str> = of.keys().copied().collect();
        leads.sort_unstable();
        Words {
            leads: WordList::new(leads),
            of,
            making: of_kind(data, "making"),
            goes_on: of_kind(data, "goes_on"),
        }
    })
}

/// What the notice rests on, in reading order, each document once.
/// `citations` are the notice's own, as [`citation::extract`] gives them.
pub fn extract(subject: &Subject, citations: &[Citation]) -> Vec<Basis> {
    if citations.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader::new(subject, citations);
    let mut opening = Opening::default();
    walk(subject, |trail| {
        if opening.holds(&trail) {
            reader.read(&trail);
        }
    });
    reader.found
}

/// Which units speak of what their text rests on.
#[derive(Debug, Default)]
struct Opening {
    part: usize,
    paragraphs: usize,
    begun: bool,
}

impl Opening {
    fn holds(&mut self, trail: &Trail) -> bool {
        if self.part != trail.part {
            *self = Opening {
                part: trail.part,
                ..Opening::default()
            };
        }
        let Some(node) = trail.node() else {
            return false;
        };
        let text = node.text.text();
        if !(trail.lists.any(Lists::CITE) && citation::triggers(text)) {
            self.begun |= !node.label.is_empty();
            return false;
        }
        let first = if node.label.is_empty() && !self.begun {
            self.paragraphs += 1;
            self.paragraphs <= OPENING
        } else {
            self.begun = true;
            node.level == Level::Article && node.number == Some(1)
        };
        first || trail.lists.any(Lists::MAKE) && words().making.within(text)
    }
}

struct Reader<'s, 'a> {
    subject: &'s Subject<'a>,
    citations: &'s [Citation],
    by_number: HashMap<&'s str, usize>,
    by_title: HashMap<String, usize>,
    seen: BTreeSet<usize>,
    found: Vec<Basis>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(subject: &'s Subject<'a>, citations: &'s [Citation]) -> Self {
        let mut by_number = HashMap::new();
        let mut by_title = HashMap::new();
        for (at, citation) in citations.iter().enumerate() {
            if let Some(number) = &citation.document_number {
                by_number.entry(number.as_str()).or_insert(at);
            }
            if let Some(title) = &citation.title {
                by_title.entry(squeezed(title)).or_insert(at);
            }
        }
        for carried in subject.enclosures.iter().filter_map(|c| c.title) {
            by_title.remove(&squeezed(carried));
        }
        Reader {
            subject,
            citations,
            by_number,
            by_title,
            seen: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    fn read(&mut self, trail: &Trail) {
        let Some(node) = trail.node() else { return };
        let words = words();
        if !words.leads.within(node.text.text()) {
            // Traditional texts are matched folded, below; they are rare, and
            // 根據 is in the list.
            return;
        }
        let passage = Passage::sifted(&node.text, trail.lists);
        let text = passage.text();
        let leads: Vec<(Range<usize>, &str)> = words.leads.find(text).collect();
        if leads.is_empty() {
            return;
        }
        let mentions = citation::mentions(&passage).list;
        let brackets = Brackets::of(text);
        let ends = |c, _| matches!(c, '，' | '。' | '；' | '：' | ',' | ';' | ':' | '\n');
        let mut governed = None;
        for (clause, mark) in pieces(text, 0..text.len(), &brackets, ends) {
            let first = mentions.partition_point(|m| m.whole.start < clause.start);
            let last = mentions.partition_point(|m| m.whole.start < clause.end);
            let inside = mentions.get(first..last).unwrap_or_default();
            let from = leads.partition_point(|(at, _)| at.start < clause.start);
            let to = leads.partition_point(|(at, _)| at.start < clause.end);
            let own = leads.get(from..to).unwrap_or_default();
            let mut end = clause.start;
            let mut here = governed.filter(|_| goes_on(text, &clause, inside));
            for mention in inside {
                let lead = own
                    .iter()
                    .rfind(|(at, _)| at.start >= end && at.end <= mention.whole.start);
                if let Some((at, word)) = lead {
                    here = relation(text, at, word, mention.whole.start);
                }
                if let Some(relation) = here {
                    let lines = passage.lines(mention.whole.clone());
                    let number = mention.number.as_ref().map(|n| n.text.as_str());
                    self.add(relation, number, mention.title.as_deref(), lines);
                }
                end = mention.whole.end;
            }
            governed = here.filter(|_| matches!(mark, '，' | ','));
        }
    }

    fn add(
        &mut self,
        relation: BasisRelation,
        number: Option<&str>,
        title: Option<&str>,
        lines: crate::text::LineRanges,
    ) {
        let by_title = || self.by_title.get(&squeezed(title?)).copied();
        let known = number
            .and_then(|number| self.by_number.get(number).copied())
            .or_else(by_title);
        let Some(citation) = known.and_then(|at| self.citations.get(at)) else {
            return;
        };
        // What a unit below asks for is the occasion, not the ground.
        let asked = citation.title.as_deref().map(squeezed);
        let asked = asked.is_some_and(|title| title.ends_with("请示") || title.ends_with("請示"));
        if asked || !known.is_some_and(|at| self.seen.insert(at)) {
            return;
        }
        self.found.push(Basis {
            relation,
            title: citation.title.clone(),
            document_number: citation.document_number.clone(),
            issuing_body: citation.issuing_body.clone(),
            tier: tier::of(citation, self.subject),
            lines,
        });
    }
}

/// What the word at `at` says of a document that begins at byte `document`.
fn relation(text: &str, at: &Range<usize>, word: &str, document: usize) -> Option<BasisRelation> {
    let before = text.get(..at.start)?;
    if before.ends_with(['不', '未', '非', '应', '须']) || before.ends_with("没有") {
        return None;
    }
    let (relation, near) = words().of.get(word)?;
    let gap = text.get(at.end..document)?;
    let fits = if *near {
        gap.is_empty()
    } else {
        gap.len() <= MAX_GAP
    };
    fits.then_some(*relation)
}

/// Whether a clause is nothing but more documents of the list before it.
fn goes_on(text: &str, clause: &Range<usize>, inside: &[citation::Mention]) -> bool {
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return false;
    };
    let rest = text.get(last.whole.end..clause.end).unwrap_or_default();
    first.whole.start == clause.start && (rest.is_empty() || words().goes_on.start(rest).is_some())
}
