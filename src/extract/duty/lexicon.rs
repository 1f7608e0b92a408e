//! The word lists of this room, built once from the data files, in the shapes
//! the readers ask them in.

use super::endings::{Beginnings, Endings};
pub(super) use super::files::{Files, LabelRole, Place, Verb, VerbRole, Word, parse};
use super::files::{LabelFile, Object, UnitFile, VerbFile};
use super::literals::Literals;
use super::quick::{FixedMap, FixedSet};
use crate::lexicon::variants::Variants;

use memchr::memmem::Finder as Searcher;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The lists in the shapes the readers ask them in.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Labels by their words, brackets full width.
    pub labels: FixedMap<String, LabelRole>,
    /// Labels by how a text begins or ends.
    pub label_starts: Beginnings,
    /// 单位为, 部门是 …
    pub label_is: Literals,
    pub label_ends: Endings,
    /// Labels that are names of bodies as well: 相关单位.
    pub bodies: FixedSet<String>,
    /// What may stand before a label: 市级, 主要, 分管.
    pub qualifiers: Beginnings,
    /// Role words in brackets after a name.
    pub remarks: FixedMap<String, VerbRole>,
    /// Verbs, in the order of [`Lexicon::verb_finder`].
    pub verbs: Vec<Verb>,
    /// Finds verbs, longest first.
    pub verb_finder: Literals,
    pub adverbs: Endings,
    pub adverb_heads: Endings,
    pub adverb_bodies: Endings,
    pub lead_ins: Beginnings,
    pub after: Beginnings,
    pub attributes: Beginnings,
    pub objects: Vec<Object>,
    pub founding: Literals,
    pub leading: Beginnings,
    /// What makes the names before it the topic of a sentence: 应当, 是.
    pub topics: Beginnings,
    /// What a founder does: 设立, 指定.
    pub sets_up: Literals,
    pub suffixes: Endings,
    pub loose: Endings,
    pub not_suffixes: Endings,
    pub not_starts: Beginnings,
    pub starts: Beginnings,
    pub not_inside: Literals,
    pub collective_starts: Beginnings,
    pub collective_inner: Literals,
    pub collective_ends: Endings,
    pub collectives: FixedSet<String>,
    pub levels: FixedSet<String>,
    pub level_starts: Beginnings,
    pub level_nouns: FixedSet<String>,
    pub tails: Beginnings,
    pub not_open: Endings,
    pub times: FixedSet<String>,
    pub time_starts: Beginnings,
    pub time_ends: Endings,
    pub first: Vec<String>,
    pub copulas: Vec<String>,
    pub missing: Vec<String>,
    pub before_comma: Vec<String>,
    pub in_print: Vec<String>,
    pub notes: Vec<String>,
    pub unlisted: Beginnings,
    pub all: Vec<String>,
    /// Ends of standing additions; whether the units are responsible.
    pub added_roles: Vec<(String, bool)>,
    pub added_verbs: Vec<(String, bool)>,
    pub fillers: Beginnings,
    pub manners: Endings,
    pub manner_heads: Vec<String>,
    pub unread: Endings,
    /// 应当经, 报经: what stands before the units of 会同.
    pub through: Literals,
    /// Those of them that end in 经, which may stand before any verb.
    pub through_any: Literals,
    /// 建立, 健全: what stands before those who lead a mechanism.
    pub founders: Literals,
    pub mechanisms: Literals,
    pub asides: Beginnings,
    /// What may follow 以 inside a name: 上, 工代赈.
    pub with: Beginnings,
    /// 部门, 单位 …: nouns that stand for no unit of their own after 和.
    pub bare_nouns: FixedSet<String>,
    pub bare_ends: Endings,
    pub bare_in: Literals,
    pub below: FixedSet<String>,
    pub organs: Vec<String>,
    pub national: Beginnings,
    pub tables: Literals,
    pub posts: Endings,
    pub works: FixedSet<String>,
    pub headings: Vec<String>,
    /// The literals of [`VerbFile::wake`] and of [`VerbFile::wake_rare`].
    pub wakes: Vec<String>,
    /// Per literal of [`VerbFile::wake`], whether it speaks in clauses only.
    pub wake_clause: Vec<bool>,
    /// Finds the literals of [`VerbFile::wake`].
    pub wake: Literals,
    /// Those of them that are the end of a name and a closing bracket.
    pub name_closed: FixedSet<String>,
    /// Finds those of [`VerbFile::wake_rare`].
    pub wake_rare: Literals,
    /// Per literal of [`Lexicon::wake_rare`], whether it is traditional.
    pub rare_traditional: Vec<bool>,
    /// The literal of [`Lexicon::wake`] that introduces a short name.
    pub wake_defines: Option<usize>,
    /// Words asked for often, each with its own finder.
    pub needles: Needles,
}

/// The lists, built at first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| build(Files::read()))
}

fn build(files: Files) -> Lexicon {
    let Files {
        labels,
        verbs,
        units,
        collectives,
        times,
        rules,
    } = files;
    let variants = Variants::table();
    let mut rare = wake_rare(&verbs, &labels);
    rare.extend(closed(&units));
    Lexicon {
        label_is: words(&labels.is).collect(),
        label_starts: labels.label.iter().map(|l| l.t.as_str()).collect(),
        label_ends: labels.label.iter().map(|l| l.t.as_str()).collect(),
        qualifiers: words(&labels.qualifier).collect(),
        bodies: owned(&labels.body).into_iter().collect(),
        labels: labels.label.into_iter().map(|l| (l.t, l.r)).collect(),
        remarks: labels.remark.into_iter().map(|l| (l.t, l.r)).collect(),
        verb_finder: verbs.verb.iter().map(|v| v.t.as_str()).collect(),
        rare_traditional: rare
            .iter()
            .map(|w| w.chars().any(|c| variants.simplified(c) != c))
            .collect(),
        wakes: wakes(&verbs)
            .map(str::to_owned)
            .chain(rare.iter().cloned())
            .collect(),
        wake_clause: verbs.wake.iter().map(|w| w.clause).collect(),
        name_closed: closed(&units).into_iter().collect(),
        wake_rare: rare.iter().map(String::as_str).collect(),
        wake_defines: verbs.wake.iter().position(|w| w.t == "以下简称"),
        wake: wakes(&verbs).collect(),
        verbs: verbs.verb,
        adverbs: words(&verbs.adverb).collect(),
        adverb_heads: verbs.adverb_head.iter().map(String::as_str).collect(),
        adverb_bodies: words(&verbs.adverb_body).collect(),
        lead_ins: words(&verbs.lead_in).collect(),
        after: words(&verbs.after).collect(),
        attributes: words(&verbs.attribute).collect(),
        objects: verbs.object,
        founding: words(&verbs.founding).collect(),
        leading: words(&verbs.leading).collect(),
        topics: words(&verbs.topic).collect(),
        sets_up: words(&verbs.sets_up).collect(),
        suffixes: words(&units.suffix).collect(),
        loose: words(&units.loose).collect(),
        not_suffixes: words(&units.not_suffix).collect(),
        not_starts: words(&units.not_start).collect(),
        starts: words(&units.start).collect(),
        not_inside: words(&units.not_inside).collect(),
        collective_starts: words(&collectives.prefix).collect(),
        collective_inner: words(&collectives.inner).collect(),
        collective_ends: words(&collectives.suffix).collect(),
        collectives: owned(&collectives.whole).into_iter().collect(),
        levels: owned(&collectives.level).into_iter().collect(),
        level_starts: words(&collectives.level).collect(),
        level_nouns: owned(&collectives.noun).into_iter().collect(),
        tails: words(&collectives.tail).collect(),
        not_open: words(&collectives.not_open).collect(),
        times: owned(&times.whole).into_iter().collect(),
        time_starts: words(&times.begin).collect(),
        time_ends: words(&times.end).collect(),
        first: owned(&rules.first),
        copulas: owned(&rules.copula),
        missing: owned(&rules.missing),
        before_comma: owned(&rules.before_comma),
        in_print: owned(&rules.in_print),
        notes: owned(&rules.note),
        unlisted: words(&rules.unlisted).collect(),
        all: owned(&rules.all),
        added_roles: rules.role.into_iter().map(|w| (w.t, w.r)).collect(),
        added_verbs: rules.doing.into_iter().map(|w| (w.t, w.r)).collect(),
        fillers: words(&rules.filler).collect(),
        manners: words(&verbs.manner).collect(),
        manner_heads: owned(&verbs.manner_head),
        unread: words(&verbs.unread).collect(),
        through: words(&verbs.through).collect(),
        through_any: words(&verbs.through)
            .filter(|word| word.ends_with('经'))
            .collect(),
        founders: words(&verbs.founder).collect(),
        mechanisms: words(&verbs.mechanism).collect(),
        asides: words(&units.aside).collect(),
        with: words(&units.with).collect(),
        bare_nouns: owned(&collectives.bare).into_iter().collect(),
        bare_ends: words(&collectives.bare).collect(),
        bare_in: words(&collectives.bare).collect(),
        below: owned(&collectives.below).into_iter().collect(),
        organs: owned(&collectives.organ),
        national: words(&collectives.national).collect(),
        tables: words(&labels.table).collect(),
        posts: words(&rules.post).collect(),
        headings: owned(&rules.heading),
        works: owned(&rules.work).into_iter().collect(),
        needles: Needles::new(),
    }
}

/// The rare literals: those listed, and how each label ends, with its colon.
fn wake_rare(verbs: &VerbFile, labels: &LabelFile) -> Vec<String> {
    let mut rare = owned(&verbs.wake_rare);
    let mut known: BTreeSet<String> = wakes(verbs).map(str::to_owned).collect();
    known.extend(rare.iter().cloned());
    for label in &labels.label {
        let from = label.t.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        for colon in ['：', ':'] {
            let literal = format!("{}{colon}", &label.t[from..]);
            if known.insert(literal.clone()) {
                rare.push(literal);
            }
        }
    }
    rare
}

/// The ends of names that may close a bracket, with the bracket: 局）.
fn closed(units: &UnitFile) -> Vec<String> {
    let ends = words(&units.closing);
    ends.flat_map(|end| CLOSERS.map(|close| format!("{end}{close}")))
        .collect()
}

/// What closes a bracket that may list units.
const CLOSERS: [char; 4] = ['）', ')', '〕', '］'];

fn wakes(verbs: &VerbFile) -> impl Iterator<Item = &str> {
    verbs.wake.iter().map(|w| w.t.as_str())
}

fn words(list: &[Word]) -> impl Iterator<Item = &str> {
    list.iter().map(|w| w.t.as_str())
}

fn owned(list: &[Word]) -> Vec<String> {
    list.iter().map(|w| w.t.clone()).collect()
}

/// Single words that are looked for in every clause: finders made once.
#[derive(Debug)]
pub(super) struct Needles {
    pub lead: Needle,
    pub likewise: Needle,
    pub no_more: Needle,
    pub subordinate: Needle,
    pub hereafter: Needle,
    pub by: Needle,
    pub wide_space: Needle,
}

impl Needles {
    fn new() -> Self {
        Needles {
            lead: Needle::new("牵头"),
            likewise: Needle::new("下同"),
            no_more: Needle::new("不再"),
            subordinate: Needle::new("下属"),
            hereafter: Needle::new("以下"),
            by: Needle::new("由"),
            wide_space: Needle::new("\u{3000}"),
        }
    }
}

/// A word with its finder.
#[derive(Debug)]
pub(super) struct Needle(Searcher<'static>);

impl Needle {
    fn new(word: &'static str) -> Self {
        Needle(Searcher::new(word))
    }

    /// Whether it stands in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }

    /// Where it stands first in `text`, in bytes.
    pub fn find(&self, text: &str) -> Option<usize> {
        self.0.find(text.as_bytes())
    }

    /// All places where it stands in `text`, in bytes.
    pub fn find_all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        self.0.find_iter(text.as_bytes())
    }
}

impl Lexicon {
    /// Whether `text` holds a literal of a label, for tables, whose labels
    /// have no colon.
    pub fn wake_label(&self, text: &str) -> bool {
        self.tables.any_in(text)
    }
}
