//! Persons in printed rows: `陈 杰 市长`, `高娃（女，蒙古族） 旗长`.

use super::shape::ENDS;
use crate::extract::ending::{ends_as_post, ends_as_unit};
use crate::extract::passage::squeezed;
use crate::extract::person::{Known, Likeness, begins_like_unit, border, is_hanzi, likeness};
use crate::extract::words::{organ_beginnings, surnames};
use std::ops::Range;

/// A person's name in a row.
pub(super) struct Person {
    /// Bytes of its parts (`陈 杰` has two).
    pub(super) name: Vec<Range<usize>>,
    /// Where the post begins.
    pub(super) rest: usize,
    /// The token behind the name.
    pub(super) next: usize,
}

/// Byte ranges of the words between white space or clause marks, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let marks = |c: char| c.is_whitespace() || matches!(c, '，' | '；' | ';' | ',');
        let start = from + rest.len() - rest.trim_start_matches(marks).len();
        let words = text.get(start..).filter(|words| !words.is_empty())?;
        let mut depth = 0usize;
        let end = words.find(|c: char| {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c.is_whitespace() || (depth == 0 && marks(c))
        });
        from = start + end.unwrap_or(words.len());
        Some(start..from)
    })
}

/// A person that begins at a token and is parted from what follows by white
/// space or a bracket.
pub(super) fn person_at(text: &str, tokens: &[Range<usize>], index: usize) -> Option<Person> {
    let first = tokens.get(index)?;
    let (first_name, after) = base(text, first);
    let word = text.get(first_name.clone())?;
    let single = word.chars().count() == 1;
    let following = tokens.get(index + 1);
    let second = following.map(|token| base(text, token));
    if after == first_name.end
        && let Some((given, behind)) = &second
    {
        // 陈 杰, 李 四光, 欧阳 修
        let given_words = text.get(given.clone())?;
        let short = match given_words.chars().count() {
            1 => word.chars().count() <= 2,
            2 => single,
            _ => false,
        };
        let whole = format!("{word}{given_words}");
        // Two single characters before a post are a name, whatever the first.
        let post = text
            .get(*behind..)
            .unwrap_or_default()
            .trim()
            .trim_end_matches(ENDS);
        let spelt = single && given_words.chars().count() == 1 && ends_as_post(post);
        let named = match likeness(&whole) {
            Likeness::Sure => true,
            Likeness::Unsure => spelt,
            Likeness::No => false,
        };
        if short && named && given_words.chars().all(is_hanzi) {
            return Some(Person {
                name: vec![first_name, given.clone()],
                rest: *behind,
                next: index + 2 - usize::from(*behind < following?.end),
            });
        }
    }
    // 张 伟市财政局局长: a name of two characters is spelt with a space, and
    // the post stands right behind it.
    if single
        && after == first_name.end
        && surnames().has(word)
        && let Some((given, _)) = &second
        && let Some(post) = post_behind(text, given)
    {
        return Some(Person {
            name: vec![first_name, given.start..post],
            rest: post,
            next: index + 1,
        });
    }
    let sure = match likeness(word) {
        Likeness::Sure => true,
        // A long name without a surname we know: only before a plain post.
        // A remark such as （女） says that it is a person.
        Likeness::Unsure if after > first_name.end => true,
        Likeness::Unsure => {
            let post = text
                .get(after..)
                .unwrap_or_default()
                .trim()
                .trim_end_matches(ENDS);
            let unit = organ_beginnings().start(post).is_some();
            (unit || word.chars().count() >= 3)
                && following.is_some()
                && ends_as_post(post)
                && !ends_as_post(word)
                && !ends_as_unit(word)
                && organ_beginnings().start(word).is_none()
        }
        Likeness::No => false,
    };
    sure.then(|| Person {
        name: vec![first_name],
        rest: after,
        next: index + 1 - usize::from(after < first.end),
    })
}

/// Where the post begins behind the given name in `伟市财政局局长`, a name of one
/// character with the post of the row right behind it.
fn post_behind(text: &str, given: &Range<usize>) -> Option<usize> {
    let words = text.get(given.clone())?;
    let first = words.chars().next().filter(|&c| is_hanzi(c))?;
    let post = words.get(first.len_utf8()..)?;
    let row = text.get(given.start + first.len_utf8()..)?;
    let row = row.trim().trim_end_matches(ENDS);
    (begins_like_unit(post) && ends_as_post(row)).then_some(given.start + first.len_utf8())
}

/// A token without a remark in brackets behind the name: bytes of the name,
/// and where what follows begins.
fn base(text: &str, token: &Range<usize>) -> (Range<usize>, usize) {
    let words = text.get(token.clone()).unwrap_or_default();
    let Some(open) = words.find(['（', '(']) else {
        return (token.clone(), token.end);
    };
    let close = words
        .find(['）', ')'])
        .and_then(|at| Some(at + words.get(at..)?.chars().next()?.len_utf8()));
    let Some(close) = close.filter(|close| *close > open) else {
        return (token.start..token.start + open, token.start + open);
    };
    let inside = words.get(open..close).unwrap_or_default();
    let remark = inside
        .trim_matches(['（', '(', '）', ')'])
        .split(['，', ',', '、'])
        .all(is_remark);
    let rest = if remark { close } else { open };
    (token.start..token.start + open, token.start + rest)
}

/// Whether a word in brackets speaks of the person, not of the post.
fn is_remark(word: &str) -> bool {
    matches!(
        word,
        "女" | "男" | "兼" | "兼职" | "挂职" | "党外" | "无党派" | "中共党员" | "特邀"
    ) || (word.ends_with('族') && word.chars().count() <= 6)
}

/// The bracketed words without remarks on the person at their start.
pub(super) fn without_remarks(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while let Some(words) = text.get(start..range.end) {
        let Some((first, rest)) = words.split_once(['，', ',', '、']) else {
            return if is_remark(words) {
                range.end..range.end
            } else {
                start..range.end
            };
        };
        if !is_remark(first) {
            break;
        }
        start = range.end - rest.len();
    }
    start..range.end
}

/// Most bytes a name and the white space in it may have.
const LONGEST: usize = 400;

/// Whether a row begins with a person and something behind it, or is names.
pub(super) fn begins_with_person(row: &str) -> bool {
    let head: Vec<Range<usize>> = tokens(row).take(4).collect();
    let named = person_at(row, &head, 0).is_some_and(|person| {
        let lone = row
            .get(person.rest..)
            .is_some_and(|rest| rest.trim().is_empty());
        !lone || is_lone_name(row)
    });
    named
        || row.find(['（', '(']).is_some_and(|open| {
            let (name, bracket) = row.split_at(open);
            // Longer words before the first bracket are no name, spaced as may be.
            if name.len() > LONGEST {
                return false;
            }
            let post = bracket.trim_matches(|c: char| "（()） 。、；".contains(c));
            let spelt = tokens(name).all(|token| token.len() <= 4) && ends_as_post(post);
            match likeness(&squeezed(name)) {
                Likeness::Sure => true,
                Likeness::Unsure => spelt,
                Likeness::No => false,
            }
        })
}

/// The post and the name in `市教育局 副局长 韩 晶`, the post before the name:
/// their bytes.
pub(super) fn post_first(row: &str) -> Option<Named> {
    if row.len() > LONGEST || !row.contains(char::is_whitespace) {
        return None;
    }
    let parts: Vec<Range<usize>> = tokens(row).collect();
    let last = parts.last()?.clone();
    let word = |part: &Range<usize>| {
        let word = row.get(part.clone()).unwrap_or_default();
        word.trim_end_matches(ENDS)
    };
    let single = word(&last).chars().count() == 1;
    // 韩 晶: a name of two characters, spelt with a space.
    let (start, posts) = match single {
        true => (
            parts.get(parts.len().checked_sub(2)?)?.start,
            parts.len() - 2,
        ),
        false => (last.start, parts.len() - 1),
    };
    let name = start..last.start + word(&last).len();
    let post = parts.first()?.start..parts.get(posts.checked_sub(1)?)?.end;
    let spelt = squeezed(row.get(name.clone())?);
    let sure = likeness(&spelt) == Likeness::Sure && (!single || spelt.chars().count() == 2);
    let before = squeezed(row.get(post.clone())?);
    (sure && ends_as_post(&before) && likeness(&before) == Likeness::No).then_some((name, post))
}

/// Whether a row begins with a person whose name stands apart from the post.
pub(super) fn is_parted(row: &str) -> bool {
    let head: Vec<Range<usize>> = tokens(row).take(4).collect();
    match person_at(row, &head, 0) {
        Some(person) => row.get(person.rest..).is_none_or(|rest| {
            rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '（' | '('))
                || rest.is_empty()
        }),
        None => begins_with_person(row),
    }
}

/// Whether a row is nothing but a name.
pub(super) fn is_lone_name(row: &str) -> bool {
    let row = row.trim().trim_end_matches(ENDS);
    row.len() <= 120 && likeness(&squeezed(row)) == Likeness::Sure
}

/// Whether a row is a person and a unit without a space between.
pub(super) fn begins_with_unit_person(row: &str, known: &Known) -> bool {
    unit_border(row.trim_start(), known).is_some()
}

/// The border of `甲某某市财政局局长`. A place (海城市财政局) has the same shape:
/// only borders before a unit of the country, a province or a city count, and
/// no place that is known.
pub(super) fn unit_border(row: &str, known: &Known) -> Option<usize> {
    let words = row.trim_end_matches(ENDS);
    if known.starts_with_place(words) || !ends_as_post(words) {
        return None;
    }
    let found = border(words, known).filter(|found| found.sure)?;
    let rest = words.get(found.at..)?;
    let level = rest.chars().next()?;
    let doubtful = matches!(level, '区' | '县' | '旗' | '镇' | '乡' | '州');
    (!doubtful || known.is_level(level)).then_some(found.at)
}

/// Bytes of a name and of its post.
type Named = (Range<usize>, Range<usize>);

/// Persons printed without any mark between them, `甲某某财政部部长乙某某民政部副部长`:
/// names and posts. Empty unless the whole is two persons or more. A post
/// ends where a word that ends posts is followed by a name and a unit.
pub(super) fn run_together(words: &str, known: &Known) -> Vec<Named> {
    let end = words.trim_end_matches(ENDS).len();
    let mut found: Vec<Named> = Vec::new();
    let mut start = words.len() - words.trim_start().len();
    while start < end {
        let Some(border) = words.get(start..end).and_then(|rest| named(rest, known)) else {
            return Vec::new();
        };
        let post = start + border;
        let stop = words
            .get(post..end)
            .unwrap_or_default()
            .char_indices()
            .map(|(at, c)| post + at + c.len_utf8())
            // What is longer is no post.
            .take(60)
            .find(|&at| {
                let rest = words.get(at..end).unwrap_or_default();
                let closed = words.get(post..at).is_some_and(ends_as_post);
                closed && (rest.is_empty() || named(rest, known).is_some())
            });
        let Some(stop) = stop else {
            return Vec::new();
        };
        found.push((start..post, post..stop));
        start = stop;
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// The border of a name with a surname and a unit behind it.
fn named(rest: &str, known: &Known) -> Option<usize> {
    let border = border(rest, known)?;
    let (name, unit) = rest.split_at_checked(border.at)?;
    (likeness(name) == Likeness::Sure && ends_soon(unit)).then_some(border.at)
}

/// Whether a post ends within the first words of a text.
fn ends_soon(text: &str) -> bool {
    text.char_indices()
        .take(40)
        .any(|(at, c)| text.get(..at + c.len_utf8()).is_some_and(ends_as_post))
}
