//! All mentions of a notice, put together: one entry per document.

use super::kind::{self, Make};
use super::mention::{Mention, Mentions};
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::passage::{Passage, squeezed};
use crate::record::Citation;
use crate::text::LineRanges;
use std::collections::{HashMap, HashSet};

/// Shortest title, in characters, that is taken for a document without a
/// word that says so; shorter ones are nearly always works.
const UNKNOWN_FROM: usize = 7;

pub(super) struct Ledger {
    entries: Vec<Citation>,
    /// First entry with a title key.
    by_key: HashMap<String, usize>,
    /// Entry with a title key and no number yet.
    unnumbered: HashMap<String, usize>,
    by_number: HashMap<String, usize>,
    short_names: HashSet<String>,
    /// Bare kinds, to be resolved when all is read.
    bare: Vec<(String, LineRanges)>,
    own_number: Option<String>,
    own_key: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Ledger {
    pub(super) fn new(subject: &Subject) -> Self {
        Ledger {
            entries: Vec::new(),
            by_key: HashMap::new(),
            unnumbered: HashMap::new(),
            by_number: HashMap::new(),
            short_names: HashSet::new(),
            bare: Vec::new(),
            own_number: subject.document_number.map(squeezed),
            own_key: subject.title.map(key),
            diagnostics: Vec::new(),
        }
    }

    /// Enters what one passage mentions.
    pub(super) fn enter(&mut self, passage: &Passage, found: Mentions) {
        self.short_names.extend(found.short_names);
        for at in found.unclosed {
            let lines = passage.lines(at..at + "《".len());
            self.diagnostics.push(Diagnostic::warning(
                "citation/bracket-unclosed",
                "a 《 is never closed; what it opens is not taken as a title",
                lines,
            ));
        }
        for at in found.unopened {
            let lines = passage.lines(at..at + "》".len());
            self.diagnostics.push(Diagnostic::warning(
                "citation/bracket-unopened",
                "a 》 closes nothing",
                lines,
            ));
        }
        for mention in found.list {
            self.mention(passage, mention);
        }
    }

    fn mention(&mut self, passage: &Passage, mention: Mention) {
        let start = mention
            .words
            .as_ref()
            .map_or(mention.whole.start, |words| words.start);
        let lines = passage.lines(start..mention.whole.end.max(start));
        let number = mention.number.map(|number| number.text);
        if number.is_some() && number == self.own_number {
            return;
        }
        let Some(title) = mention.title else {
            // A serial without its agency names no document.
            if number
                .as_ref()
                .is_some_and(|number| !number.starts_with('〔'))
            {
                self.add(None, number, mention.issuer, lines);
            }
            return;
        };
        let plain = squeezed(&title);
        if number.is_none() && kind::is_bare(&plain) {
            self.bare.push((plain, lines));
            return;
        }
        match mention.make {
            Make::Other => return,
            Make::Unknown => {
                let long = plain.chars().count() >= UNKNOWN_FROM;
                self.diagnostics.push(Diagnostic::note(
                    "citation/unknown-kind",
                    format!(
                        "《{plain}》 may be a document or not; it was {}",
                        if long { "taken" } else { "left out" }
                    ),
                    lines.clone(),
                ));
                if !long {
                    // A short name may be defined later or earlier.
                    return;
                }
            }
            Make::Document => {}
        }
        if number.is_none() && self.own_key.as_ref() == Some(&key(&title)) {
            return;
        }
        self.add(Some(title), number, mention.issuer, lines);
    }

    fn add(
        &mut self,
        title: Option<String>,
        number: Option<String>,
        issuer: Option<String>,
        lines: LineRanges,
    ) {
        let key = title.as_deref().map(key);
        let known = match (&number, &key) {
            (Some(number), Some(key)) => self
                .by_number
                .get(number)
                .or_else(|| self.unnumbered.get(key)),
            (Some(number), None) => self.by_number.get(number),
            (None, Some(key)) => self.by_key.get(key),
            (None, None) => return,
        }
        .copied();
        let index = match known.filter(|&index| self.agrees(index, &title, &number)) {
            Some(index) => {
                if let Some(entry) = self.entries.get_mut(index) {
                    entry.title = entry.title.take().or(title);
                    entry.document_number = entry.document_number.take().or(number.clone());
                    entry.issuing_body = entry.issuing_body.take().or(issuer);
                }
                index
            }
            None => {
                self.entries.push(Citation {
                    title,
                    document_number: number.clone(),
                    issuing_body: issuer,
                    lines,
                });
                self.entries.len() - 1
            }
        };
        if let Some(key) = key {
            match &number {
                None => {
                    let plain = self
                        .entries
                        .get(index)
                        .is_some_and(|entry| entry.document_number.is_none());
                    if plain {
                        self.unnumbered.entry(key.clone()).or_insert(index);
                    }
                }
                Some(_) => {
                    if self.unnumbered.get(&key) == Some(&index) {
                        self.unnumbered.remove(&key);
                    }
                }
            }
            self.by_key.entry(key).or_insert(index);
        }
        if let Some(number) = number {
            self.by_number.entry(number).or_insert(index);
        }
    }

    /// Whether a mention can be the document of an entry: of two titles with
    /// one number, one must be short for the other.
    fn agrees(&self, index: usize, title: &Option<String>, number: &Option<String>) -> bool {
        let Some(entry) = self.entries.get(index) else {
            return false;
        };
        let numbers = match (&entry.document_number, number) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let titles = match (&entry.title, title) {
            (Some(a), Some(b)) if number.is_some() => {
                let (a, b) = (key(a), key(b));
                a.contains(&b) || b.contains(&a)
            }
            _ => true,
        };
        numbers && titles
    }

    /// The entries in order, without those a short name stands for.
    pub(super) fn finish(mut self) -> (Vec<Citation>, Vec<Diagnostic>) {
        let short_names = std::mem::take(&mut self.short_names);
        self.entries.retain(|entry| {
            let short = |title: &str| short_names.contains(&squeezed(title));
            entry.document_number.is_some() || !entry.title.as_deref().is_some_and(short)
        });
        let mut endings: HashSet<String> = HashSet::new();
        for (word, lines) in std::mem::take(&mut self.bare) {
            if short_names.contains(&word) || endings.contains(&word) {
                continue;
            }
            let stands_for = self.entries.iter().any(|entry| {
                let core = entry.title.as_deref().map(kind::core);
                core.is_some_and(|core| core.ends_with(&word) || core.contains(&word))
            });
            endings.insert(word.clone());
            if !stands_for {
                self.diagnostics.push(Diagnostic::note(
                    "citation/short-name-unknown",
                    format!("《{word}》 is the short name of no document that is cited"),
                    lines,
                ));
            }
        }
        (self.entries, self.diagnostics)
    }
}

/// What two mentions of one document have in common: the title without white
/// space, width of brackets, 中华人民共和国 and the issuing body before 关于.
fn key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '《' | '<' | '＜' => key.push('〈'),
            '》' | '>' | '＞' => key.push('〉'),
            '(' => key.push('（'),
            ')' => key.push('）'),
            ',' => key.push('，'),
            '—' | '－' | '–' | '～' | '~' => key.push('-'),
            c if c.is_whitespace() => {}
            c => key.push(c),
        }
    }
    let plain = key.strip_prefix("中华人民共和国").unwrap_or(&key);
    let about = plain.find("关于").or_else(|| plain.find("關於"));
    match about {
        Some(at) if at > 0 && super::issuer::inside(title).is_some() => plain[at..].to_owned(),
        _ => plain.to_owned(),
    }
}
