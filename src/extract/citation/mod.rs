//! Cited documents (引用文件): titles in 《》 with their numbers and issuing
//! bodies, and numbers that stand alone.
//!
//! Each document is given once per notice, where it is first cited; what a
//! later mention adds (a number, an issuing body) is put in. Short names
//! (以下简称《规划》) and bare kinds (《意见》) stand for their document and are not
//! repeated. The document the notice carries is a citation as well; the
//! notice's own number and references to its own articles are none. Names of
//! works, papers, certificates and forms are left out.
//!
//! Diagnostics: `citation/bracket-unclosed`, `citation/bracket-unopened`,
//! `citation/short-name-unknown`, `citation/unknown-kind` (a title whose last
//! words say neither document nor work).

mod issuer;
mod kind;
mod ledger;
mod mention;
#[cfg(test)]
mod tests;

use super::Subject;
use super::passage::{Passage, units};
use super::sieve::{Lists, Sifted};
use super::words::WordList;
use crate::diag::Diagnostic;
use crate::record::Citation;
use ledger::Ledger;
use std::sync::OnceLock;

pub(super) use mention::{Mention, mentions};

/// Carried documents looked for by their title where no 《》 stands around it.
const MAX_CARRIED: usize = 16;

/// Citations of a notice in reading order of their first mention.
pub fn extract(subject: &Subject) -> (Vec<Citation>, Vec<Diagnostic>) {
    let mut ledger = Ledger::new(subject);
    let carried: Vec<&str> = subject
        .enclosures
        .iter()
        .filter_map(|carried| carried.title)
        .filter(|title| title.chars().count() > 4)
        .take(MAX_CARRIED)
        .collect();
    let mut sifted = Sifted::new(subject);
    for node in units(subject.body) {
        let text = node.text.text();
        let lists = sifted.next();
        if lists.any(Lists::CITE) && triggers(text)
            || carried.iter().any(|title| mention::may_hold(text, title))
        {
            let passage = Passage::sifted(&node.text, lists);
            let found = mentions(&passage).with_carried(&passage, &carried);
            ledger.enter(&passage, found);
        }
    }
    for node in subject
        .enclosures
        .iter()
        .flat_map(|carried| units(carried.body))
    {
        let lists = sifted.next();
        if lists.any(Lists::CITE) && triggers(node.text.text()) {
            let passage = Passage::sifted(&node.text, lists);
            ledger.enter(&passage, mentions(&passage));
        }
    }
    ledger.finish()
}

/// What a text that cites holds: title marks or the sign of a number.
pub(super) const TRIGGERS: [&str; 4] = ["《", "》", "号", "號"];

/// Whether a text may cite: it has a title mark or the sign of a number.
pub(super) fn triggers(text: &str) -> bool {
    static FINDER: OnceLock<WordList> = OnceLock::new();
    FINDER.get_or_init(|| WordList::new(TRIGGERS)).within(text)
}
