//! Which passages of a notice answer a query best, and what to mark in them.
//!
//! Marks are ranges of characters, never tags spliced into the text: whoever
//! renders them escapes and colours pieces.

use super::fold::{Folded, fold};
use super::passage::{Part, Passage};
use super::query::{Needle, Scope};
use super::request::Reason;
use memchr::memmem::Finder;
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// A passage as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// Which passage, by its place in the list.
    pub index: usize,
    /// The passage's words, or the part of them around the marks.
    pub text: String,
    /// Characters `[start, end)` of `text`, in order, apart from each other.
    pub marks: Vec<(usize, usize)>,
}

/// Longest text of a passage shown, in characters; of longer ones a window.
const SHOWN: usize = 240;
/// Characters before the first mark in a window.
const BEFORE: usize = 60;
/// Most marks in one passage.
const MAX_MARKS: usize = 64;

/// The best `limit` passages, best first; passages alike in reading order.
pub(super) fn best(passages: &[Passage], needles: &[Needle], limit: usize) -> Vec<Marked> {
    let mut found = Vec::new();
    let needles = finders(needles);
    for (index, passage) in passages.iter().enumerate() {
        let (worth, marks) = marks(passage, &needles);
        if worth > 0 {
            found.push((worth, index, marks));
        }
    }
    found.sort_by_key(|(worth, index, _)| (std::cmp::Reverse(*worth), *index)); // best first
    found.truncate(limit);
    found
        .into_iter()
        .filter_map(|(_, index, marks)| {
            let (text, marks) = window(&passages.get(index)?.text, marks);
            Some(Marked { index, text, marks })
        })
        .collect()
}

/// A needle and what looks for it, made ready once for many passages: that
/// takes longer than to look through one.
type Finders<'a> = Vec<(&'a Needle, Finder<'a>)>;

fn finders(needles: &[Needle]) -> Finders<'_> {
    needles
        .iter()
        .map(|needle| (needle, Finder::new(&needle.words)))
        .collect()
}

/// Where the words asked for stand, passage by passage in reading order, in
/// characters; fragments of words do not count.
pub(super) fn places(
    passages: &[Passage],
    needles: &[Needle],
) -> Vec<(usize, Vec<(usize, usize)>)> {
    let mut whole = finders(needles);
    whole.retain(|(needle, _)| !needle.fragment);
    passages
        .iter()
        .enumerate()
        .map(|(index, passage)| (index, marks(passage, &whole).1))
        .filter(|(_, marks)| !marks.is_empty())
        .collect()
}

/// Which words were found in which part of a notice, and how often.
pub(super) fn reasons(passages: &[Passage], needles: &[Needle]) -> Vec<Reason> {
    let mut counts: BTreeMap<(usize, Part), u64> = BTreeMap::new();
    let ready = finders(needles);
    for passage in passages {
        let folded = fold(&passage.text);
        for (index, (needle, finder)) in ready.iter().enumerate() {
            if in_scope(needle, passage) {
                let found = finder.find_iter(folded.as_bytes());
                *counts.entry((index, passage.part)).or_default() += found.count() as u64;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .filter_map(|((index, part), count)| {
            Some(Reason {
                words: needles.get(index)?.words.clone(),
                part: match part {
                    Part::Title => "title",
                    Part::Other => "other",
                    Part::Body => "body",
                }
                .to_owned(),
                count,
            })
        })
        .collect()
}

fn in_scope(needle: &Needle, passage: &Passage) -> bool {
    match needle.scope {
        Scope::Any => true,
        Scope::Title => passage.part == Part::Title,
        Scope::Body => passage.part == Part::Body,
    }
}

/// What a passage is worth and where the needles are, in characters.
fn marks(passage: &Passage, needles: &Finders<'_>) -> (u32, Vec<(usize, usize)>) {
    let folded = Folded::new(&passage.text);
    let mut worth = 0;
    let mut found = Vec::new();
    let mut whole = false;
    for (needle, finder) in needles {
        if !in_scope(needle, passage) || (needle.fragment && whole) {
            continue;
        }
        let before = found.len();
        let hits = finder.find_iter(folded.text.as_bytes());
        for at in hits.take(MAX_MARKS) {
            found.extend(folded.original_chars(at, at + needle.words.len()));
        }
        let hits = found.len() - before;
        if hits > 0 {
            // Every needle counts once; more of the same counts little.
            worth += needle.weight * 8 + (hits as u32).min(7);
            whole |= !needle.fragment;
        }
    }
    (worth, merged(found))
}

/// Ranges in order, overlapping and touching ones made one.
fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out.truncate(MAX_MARKS);
    out
}

/// The part of a long text around its first mark, cut between graphemes.
fn window(text: &str, marks: Vec<(usize, usize)>) -> (String, Vec<(usize, usize)>) {
    if text.chars().nth(SHOWN).is_none() {
        return (text.to_owned(), marks);
    }
    let first = marks.first().map_or(0, |mark| mark.0);
    let wanted = first.saturating_sub(BEFORE);
    let (mut start, mut at) = (0, 0);
    let mut shown = String::new();
    let mut length = 0;
    for grapheme in text.graphemes(true) {
        let size = grapheme.chars().count();
        if at < wanted {
            at += size;
            start = at;
            continue;
        }
        if length > 0 && length + size > SHOWN {
            break;
        }
        shown.push_str(grapheme);
        length += size;
        at += size;
    }
    let marks = marks
        .into_iter()
        .map(|(a, b)| (a.saturating_sub(start), b.saturating_sub(start).min(length)))
        .filter(|(a, b)| a < b)
        .collect();
    (shown, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::LineRanges;

    fn passage(text: &str) -> Passage {
        Passage {
            part: Part::Body,
            unit: String::new(),
            lines: LineRanges::new(),
            text: text.to_owned(),
        }
    }

    fn needle(words: &str, fragment: bool) -> Needle {
        Needle {
            words: words.to_owned(),
            scope: Scope::Any,
            weight: if fragment { 1 } else { 100 },
            fragment,
        }
    }

    fn shown(marked: &Marked) -> Vec<String> {
        let chars: Vec<char> = marked.text.chars().collect();
        marked
            .marks
            .iter()
            .map(|&(a, b)| chars[a..b].iter().collect())
            .collect()
    }

    #[test]
    fn marks_are_characters_of_the_printed_words() {
        let list = [passage("无关"), passage("优化营 商\n环境，改善营商环境。")];
        let found = best(&list, &[needle("营商环境", false), needle("营商", true)], 3);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].index, 1);
        assert_eq!(shown(&found[0]), ["营 商\n环境", "营商环境"]);
    }

    #[test]
    fn whole_words_come_before_fragments() {
        let list = [passage("营商、商环、环境"), passage("营商环境")];
        let needles = [
            needle("营商环境", false),
            needle("营商", true),
            needle("环境", true),
        ];
        let found = best(&list, &needles, 2);
        assert_eq!(found.iter().map(|m| m.index).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(shown(&found[1]), ["营商", "环境"]);
        assert!(best(&list, &[], 2).is_empty());
    }

    #[test]
    fn long_passages_are_windows() {
        let text = format!("{}营商环境{}", "前".repeat(500), "后".repeat(500));
        let found = best(&[passage(&text)], &[needle("营商环境", false)], 1);
        assert_eq!(found[0].text.chars().count(), SHOWN);
        assert_eq!(shown(&found[0]), ["营商环境"]);
        assert_eq!(found[0].marks, [(60, 64)]);
        let long = "营".repeat(1000);
        let found = best(&[passage(&long)], &[needle(&long, false)], 1);
        assert_eq!(found[0].marks, [(0, SHOWN)]);
    }
}
