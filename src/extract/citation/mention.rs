//! Mentions of documents in one passage: what stands in 《》, the brackets
//! behind it, numbers that stand alone.

use super::issuer;
use super::kind;
use crate::extract::ending::ends_as_unit;
use crate::extract::passage::{Passage, squeezed};
use crate::notation::docnumber::{self, Number};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// One document as it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Mention {
    /// Bytes of everything that speaks of it: issuing body, title, brackets.
    pub(in crate::extract) whole: Range<usize>,
    /// Bytes between the outer 《》; `None` for a number alone.
    pub(in crate::extract) words: Option<Range<usize>>,
    /// Title without stray white space.
    pub(in crate::extract) title: Option<String>,
    /// Its number.
    pub(in crate::extract) number: Option<Number>,
    /// Its issuing body as printed.
    pub(in crate::extract) issuer: Option<String>,
    /// Whether the title has the make of a document.
    pub(in crate::extract) make: kind::Make,
}

/// What a passage mentions.
#[derive(Debug, Default)]
pub(in crate::extract) struct Mentions {
    /// In order of their first byte.
    pub(in crate::extract) list: Vec<Mention>,
    /// Short names defined here (规划 of 以下简称《规划》).
    pub(in crate::extract) short_names: Vec<String>,
    /// Bytes of 《 that are never closed.
    pub(in crate::extract) unclosed: Vec<usize>,
    /// Bytes of 》 that were never opened.
    pub(in crate::extract) unopened: Vec<usize>,
}

/// Longest title in bytes: 200 characters. What is longer lost a bracket.
const MAX_TITLE: usize = 600;
/// Longest bracket behind a title in bytes.
const MAX_BRACKET: usize = 450;

/// Finds all mentions.
pub(in crate::extract) fn mentions(passage: &Passage) -> Mentions {
    let text = passage.text();
    let mut found = Mentions::default();
    let pairs = title_pairs(text, &mut found);
    let mut numbers = numbers(passage).into_iter().peekable();
    let mut floor = 0;
    for pair in pairs {
        if pair.start < floor {
            // A short name inside the bracket behind an earlier title.
            continue;
        }
        let mut before: Option<(Range<usize>, Number)> = None;
        while let Some((range, number)) = numbers.next_if(|(range, _)| range.start < pair.start) {
            if range.start >= floor {
                if stands_before(text, &range, pair.start) {
                    before = Some((range, number));
                } else {
                    found.list.push(alone(range, number));
                }
            }
        }
        let inner = pair.start + "《".len()..pair.end - "》".len();
        // Numbers inside the title are its own words.
        while numbers
            .next_if(|(range, _)| range.start < pair.end)
            .is_some()
        {}
        let tail = tail(text, pair.end, &mut numbers, &mut found.short_names);
        let start = before.as_ref().map_or(pair.start, |(range, _)| {
            range.start - opening_before(text, range.start)
        });
        let title = tidy(passage.raw(inner.clone()));
        if title.is_empty() {
            continue;
        }
        let contiguous = found
            .list
            .last()
            .filter(|last| text.get(last.whole.end..start).is_some_and(is_link));
        let issuer = issuer::before(passage, floor, start);
        let number = tail.number.or(before.map(|(_, number)| number));
        let make = kind::make(
            &squeezed(&title),
            number.is_some(),
            text.get(floor..start).unwrap_or_default(),
            text.get(tail.end..).unwrap_or_default(),
            contiguous.map(|last| last.make),
        );
        let start = issuer.as_ref().map_or(start, |range| range.start);
        let issuer = issuer
            .map(|range| passage.printed().get(range).unwrap_or_default().to_owned())
            .or_else(|| issuer::inside(&title))
            .or_else(|| carried_over(contiguous, &title, number.as_ref()))
            .or_else(|| number.as_ref().and_then(issuer::of_order));
        floor = tail.end;
        found.list.push(Mention {
            whole: start..tail.end,
            words: Some(inner),
            title: Some(title),
            number,
            issuer,
            make,
        });
    }
    for (range, number) in numbers {
        if range.start >= floor {
            found.list.push(alone(range, number));
        }
    }
    found
}

/// Whether `text` might hold `title` outside 《》.
pub(super) fn may_hold(text: &str, title: &str) -> bool {
    // Stray white space may stand between any two characters; the first two
    // are enough to look closer.
    let mut ends = title.char_indices().skip(2).map(|(at, _)| at);
    let head = ends.next().and_then(|end| title.get(..end));
    head.is_some_and(|head| memchr::memmem::find(text.as_bytes(), head.as_bytes()).is_some())
}

impl Mentions {
    /// Adds carried documents that are named without 《》.
    pub(super) fn with_carried(mut self, passage: &Passage, carried: &[&str]) -> Self {
        for title in carried {
            let title = squeezed(title);
            let Some(at) = passage.printed().find(&title) else {
                continue;
            };
            let range = at..at + title.len();
            let quoted = self
                .list
                .iter()
                .any(|mention| mention.whole.start < range.end && range.start < mention.whole.end);
            if !quoted {
                self.list.push(Mention {
                    whole: range.clone(),
                    words: Some(range),
                    title: Some(title),
                    number: None,
                    issuer: None,
                    make: kind::Make::Document,
                });
            }
        }
        self.list.sort_by_key(|mention| mention.whole.start);
        self
    }
}

fn alone(range: Range<usize>, number: Number) -> Mention {
    Mention {
        whole: range,
        words: None,
        title: None,
        issuer: issuer::of_order(&number),
        number: Some(number),
        make: kind::Make::Document,
    }
}

/// Outermost 《》 pairs, brackets included. What is not closed in its
/// paragraph is no bracket; pairs inside it stand for themselves.
fn title_pairs(text: &str, found: &mut Mentions) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut outer: Vec<Range<usize>> = Vec::new();
    // 《 and 》 differ in their last byte only.
    for at in memchr::memchr3_iter(b'\n', 0x8a, 0x8b, bytes) {
        if bytes.get(at) == Some(&b'\n') {
            found.unclosed.append(&mut open);
            continue;
        }
        let Some(start) = at.checked_sub(2) else {
            continue;
        };
        match bytes.get(start..=at) {
            Some(mark) if mark == "《".as_bytes() => open.push(start),
            Some(mark) if mark == "》".as_bytes() => match open.pop() {
                Some(first) if at + 1 - first <= MAX_TITLE => {
                    while outer.last().is_some_and(|last| last.start > first) {
                        outer.pop();
                    }
                    outer.push(first..at + 1);
                }
                Some(first) => found.unclosed.push(first),
                None => found.unopened.push(start),
            },
            _ => {}
        }
    }
    found.unclosed.append(&mut open);
    outer
}

/// Numbers of the passage, with byte ranges in it.
fn numbers(passage: &Passage) -> Vec<(Range<usize>, Number)> {
    let text = passage.printed();
    if memchr::memmem::find(text.as_bytes(), "號".as_bytes()).is_some() {
        docnumber::find(&text.replace('號', "号"))
    } else {
        docnumber::find(text)
    }
}

/// Whether a number belongs to the title that opens at `title`: it stands
/// right before it, in brackets or not.
fn stands_before(text: &str, number: &Range<usize>, title: usize) -> bool {
    let gap = text.get(number.end..title).unwrap_or("?");
    match opening_before(text, number.start) {
        0 => gap.is_empty(),
        _ => matches!(gap, "）" | ")"),
    }
}

/// Bytes of the round bracket right before `at`, 0 if there is none.
fn opening_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    match before.chars().next_back() {
        Some(c @ ('（' | '(')) => c.len_utf8(),
        _ => 0,
    }
}

/// Whether only a link stands between two mentions.
fn is_link(gap: &str) -> bool {
    matches!(
        gap,
        "" | "、" | "和" | "及" | "以及" | "与" | "，" | "、和" | "；"
    )
}

/// The issuing body of the title before, where this one goes on with it: the
/// same agency's number, or a second 《关于…》 in a list.
fn carried_over(last: Option<&Mention>, title: &str, number: Option<&Number>) -> Option<String> {
    let last = last?;
    let same_code = match (last.number.as_ref(), number) {
        (Some(a), Some(b)) => a.agency_code.is_some() && a.agency_code == b.agency_code,
        (_, None) => title.starts_with("关于"),
        _ => false,
    };
    // An issuing body read from inside the last title is that title's own.
    let inside = last.title.as_deref().and_then(issuer::inside);
    (same_code && inside.is_none()).then(|| last.issuer.clone())?
}

/// What stands behind a title.
struct Tail {
    end: usize,
    number: Option<Number>,
}

/// Reads the brackets behind a title: number, short name, remark. Takes the
/// numbers that stand in them.
fn tail(
    text: &str,
    from: usize,
    numbers: &mut Peekable<IntoIter<(Range<usize>, Number)>>,
    short_names: &mut Vec<String>,
) -> Tail {
    let mut tail = Tail {
        end: from,
        number: None,
    };
    for _ in 0..3 {
        let rest = text.get(tail.end..).unwrap_or_default();
        let plain = rest.strip_prefix('，').or(rest.strip_prefix(','));
        if let Some((name, length)) = plain.and_then(short_name) {
            short_names.push(name);
            tail.end += rest.len() - plain.map_or(0, str::len) + length;
            continue;
        }
        let Some(words) = bracket(rest) else {
            break;
        };
        let inside = tail.end + words.start..tail.end + words.end;
        let matched = text.get(inside.clone()).unwrap_or_default();
        let numbered = numbers
            .peek()
            .is_some_and(|(range, _)| range.start < inside.end);
        let named = short_names_in(matched, short_names);
        let remark = matched.len() <= 120 && matched.bytes().any(|byte| byte.is_ascii_digit());
        if !(numbered || named || remark) {
            break;
        }
        while let Some((_, number)) = numbers.next_if(|(range, _)| range.start < inside.end) {
            tail.number = tail.number.or(Some(number));
        }
        tail.end = inside.end + closing_len(text, inside.end);
    }
    tail
}

fn closing_len(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8)
}

/// The bytes between a bracket at the start of `text` and its closing one.
fn bracket(text: &str) -> Option<Range<usize>> {
    let opening = text.chars().next()?;
    if !matches!(opening, '（' | '(' | '［' | '[') {
        return None;
    }
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if at > MAX_BRACKET || c == '\n' {
            return None;
        }
        match c {
            '（' | '(' | '［' | '[' => depth += 1,
            '）' | ')' | '］' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(opening.len_utf8()..at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Ways to introduce a short name, longest first.
const NAMING: [&str; 8] = [
    "以下统一简称",
    "以下简称为",
    "以下简称",
    "以下统称",
    "以下称",
    "以下合称",
    "下称",
    "简称",
];

/// Takes the short names a bracket defines.
fn short_names_in(words: &str, short_names: &mut Vec<String>) -> bool {
    let at = NAMING.iter().filter_map(|naming| words.find(naming)).min();
    match at.and_then(|at| short_name(words.get(at..)?)) {
        Some((name, _)) => {
            short_names.push(name);
            true
        }
        None => false,
    }
}

/// A definition at the start of `text`: the short name without marks, and the
/// bytes it takes.
fn short_name(text: &str) -> Option<(String, usize)> {
    let naming = NAMING.iter().find(|naming| text.starts_with(**naming))?;
    let marks = |c: char| matches!(c, '《' | '》' | '“' | '”' | '"' | '‘' | '’' | '〈' | '〉');
    let rest = text.get(naming.len()..)?;
    let name_start = rest.len() - rest.trim_start_matches(marks).len();
    let marked = name_start > 0;
    let name: String = rest
        .get(name_start..)?
        .chars()
        .take_while(|&c| !marks(c) && !matches!(c, '，' | '、' | '）' | ')' | ',' | '；' | '。'))
        .collect();
    if name.is_empty() || name.len() > MAX_TITLE || (!marked && name.chars().count() > 20) {
        return None;
    }
    let after = rest.get(name_start + name.len()..)?;
    let closing = after.len() - after.trim_start_matches(marks).len();
    let length = naming.len() + name_start + name.len() + closing;
    Some((name, length))
}

/// A title without stray white space; a space that parts two issuing bodies
/// stays.
fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut gap = false;
    let mut about = false;
    for (at, c) in raw.char_indices() {
        if c.is_whitespace() {
            gap |= c != '\n';
            continue;
        }
        let rest = raw.get(at..).unwrap_or_default();
        about |= issuer::begins_subject(rest);
        if std::mem::take(&mut gap) && !about && ends_as_unit(&out) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}
