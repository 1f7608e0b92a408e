//! Who a sentence speaks of, where its verb stands in a later part: 市水利局应当根据
//! 规划，会同市财政局制定方案; 市城管局是市容主管部门，负责…. Only a name that is sure to
//! be a unit and that a word such as 应当 follows is taken.

use super::lexicon::{VerbRole, lexicon};
use super::list::{List, Strict};
use super::marks::Kind;
use super::names::{Class, classify};
use super::read::Reader;
use super::separate::open_tail;
use super::verb::Said;
use std::ops::Range;

/// Earlier parts of a sentence in which a topic is looked for.
const NEAREST: usize = 6;

/// Bytes in which the names and the word after them must stand.
const LONGEST_TOPIC: usize = 360;

impl Reader<'_> {
    /// The units the sentence speaks of: at the beginning of the parts `earlier`
    /// than the one that said `said`, or at byte `opening`, where the sentence
    /// began that this one goes on with after ；.
    ///
    /// Whoever sets up a body does not do its work (市政府应当设立中心，负责…), so
    /// for all verbs but 会同 nothing of the kind may stand between.
    pub(super) fn topic(
        &self,
        earlier: &[Range<usize>],
        opening: Option<usize>,
        said: &Said,
    ) -> Option<List> {
        let with = said.verb == Some(VerbRole::With) || said.with.is_some();
        if !with && earlier.iter().any(|part| self.sets_up(part.clone())) {
            return None;
        }
        let own = earlier
            .first()
            .and_then(|first| self.topic_at(first.start, with, with));
        // 作业地点，由市气象局根据当地条件，会同…
        let by = || {
            let parts = earlier.iter().rev().take(if with { NEAREST } else { 0 });
            parts
                .into_iter()
                .find_map(|part| self.topic_by(part.clone()))
        };
        // “十四五”以来，市住建局认真贯彻部署，会同…
        let later = || {
            let parts = earlier.iter().rev().take(if with { NEAREST } else { 0 });
            parts
                .into_iter()
                .find_map(|part| self.topic_at(part.start, true, true))
        };
        own.or_else(by).or_else(later).or_else(|| {
            // 市公安局对市场进行巡查；负责…: only right at the beginning of the part.
            let opening = opening.filter(|_| with || earlier.is_empty())?;
            self.topic_at(opening, true, with)
        })
    }

    /// The units behind 由 in a part of the sentence, when a word follows that
    /// makes them the topic.
    fn topic_by(&self, part: Range<usize>) -> Option<List> {
        let (start, by) = self.list_start(part.clone())?;
        by.then(|| self.topic_in(start..part.end, true)).flatten()
    }

    /// The units at `start`, when a word follows that makes them the topic, or with
    /// `colon` a colon does.
    fn topic_at(&self, start: usize, with: bool, colon: bool) -> Option<List> {
        let end = self.floor(start + LONGEST_TOPIC);
        let mut first = start..end;
        if let Some((_, mark)) = self
            .outer(start..end)
            .find(|(_, mark)| !matches!(mark.kind, Kind::Enum | Kind::Open | Kind::OpenQuote))
        {
            first.end = mark.start();
            // 市水利局、市气象局，应当…: the word opens the next part.
            let whole = self.after_lead_in(first.clone())..first.end;
            let next = self.key(mark.end()..end);
            // 县水利局：推进改革，会同…: a colon says it too.
            let colon = colon && mark.kind == Kind::Colon;
            if colon || mark.kind == Kind::Comma && speaks(next, with) {
                let list = self.list(self.trim(whole), Strict::Sentence, false, 0);
                if let Some(list) = list
                    && sure(&list)
                {
                    return Some(list);
                }
            }
        }
        self.topic_in(first, with)
    }

    /// The units at the beginning of `range`, part of a sentence, when a word
    /// follows that makes them the topic.
    pub(super) fn topic_in(&self, range: Range<usize>, with: bool) -> Option<List> {
        let start = self.after_lead_in(range.clone());
        let end = range.end.min(self.floor(start + LONGEST_TOPIC));
        let at = self.topic_end(start..end, with)?;
        let list = self.list(start..at, Strict::Sentence, false, 0)?;
        sure(&list).then_some(list)
    }

    /// Where the names at the beginning of `range` end and the word begins that
    /// makes them the topic.
    fn topic_end(&self, range: Range<usize>, with: bool) -> Option<usize> {
        let text = self.key(range.clone());
        let shut = self.shut(range.clone());
        let find = |any: bool| {
            text.char_indices().skip(2).find_map(|(at, _)| {
                let here = range.start + at;
                let inside = shut.iter().any(|g| g.start < here && here < g.end);
                if inside || !speaks(&text[at..], any) {
                    return None;
                }
                names_end(&text[..at]).then_some(here)
            })
        };
        // 机构编制管理机关应当: the sure words first, 编制 is part of the name.
        find(false).or_else(|| if with { find(true) } else { None })
    }

    /// Whether a part of a sentence sets up, names or hires somebody who may do
    /// what comes after.
    fn sets_up(&self, part: Range<usize>) -> bool {
        lexicon().sets_up.any_in(self.key(part))
    }

    /// The nearest character border at or before byte `at`.
    fn floor(&self, at: usize) -> usize {
        let key = self.view().key();
        let mut at = at.min(key.len());
        while !key.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Whether `text` begins with a word that makes the names before it the topic:
/// 应当, 是; before 会同 also any other verb.
fn speaks(text: &str, with: bool) -> bool {
    let lex = lexicon();
    lex.topics.of(text).is_some() || with && lex.after.of(text).is_some()
}

/// Whether `text` ends in a unit, or in a list that stays open.
fn names_end(text: &str) -> bool {
    let last = text.rsplit('、').next().unwrap_or_default();
    let head = open_tail(last).map_or(last, |(head, _)| head);
    let tail = head.rsplit(['和', '及', '与']).next().unwrap_or(head);
    classify(head) == Class::Unit || classify(tail) == Class::Unit || head.len() < last.len()
}

/// Whether every name is one.
fn sure(list: &List) -> bool {
    list.posts.is_empty()
        && !list.names.is_empty()
        && list
            .names
            .iter()
            .any(|name| matches!(name.class, Class::Unit))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Files;

    #[test]
    fn topics_and_founders_are_apart() {
        let verbs = Files::read().verbs;
        for word in verbs.topic.iter().chain(&verbs.sets_up) {
            assert!(word.e.contains(&word.t), "{word:?}");
        }
    }
}
