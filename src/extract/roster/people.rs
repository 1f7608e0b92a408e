//! The people of one role in a sentence: whether words can be people, where the
//! list of them is cut, and where in each a name stands beside a post.

use super::shape::{open_ended, shared_tail, split};
use crate::extract::ending::{ends_as_post, ends_as_unit};
use crate::extract::person::{Likeness, likeness};
use crate::extract::words::post_endings;
use std::ops::Range;

/// Longest list of people in one role in bytes: some fifteen posts.
pub(super) const MAX_PEOPLE: usize = 900;

/// Whether words can be people: they end as a post, a name or a unit.
pub(super) fn is_people(words: &str, range: &Range<usize>) -> bool {
    let people = words.get(range.clone()).unwrap_or_default();
    let called = people.rsplit(['、', '，', ',', '和']).next();
    if called.is_some_and(|last| last.ends_with("同志") && named(last).is_some()) {
        return people.len() <= MAX_PEOPLE;
    }
    // 负责同志 is a post, 张某同志 a person.
    let people = match ends_as_post(people) {
        true => people,
        false => people.trim_end_matches("同志"),
    };
    let last = people
        .rsplit(['、', '，', ',', '和'])
        .next()
        .unwrap_or(people);
    let whole = words.get(range.clone()).unwrap_or_default();
    !people.is_empty()
        && people.len() <= MAX_PEOPLE
        && (ends_as_post(people)
            || whole.ends_with("的同志")
            || ends_as_unit(people)
            || named(last).is_some())
}

/// A name and where it stands in the words: bytes of the name and of the
/// two parts of the position (市民政局…副局长).
pub(super) struct Named {
    pub name: Range<usize>,
    /// What stands before the name: a whole post, or a unit.
    pub before: Range<usize>,
    /// The post behind it; may be empty.
    pub after: Range<usize>,
}

/// Finds the name in `民政部部长甲某某`, `市民政局甲某某副局长`, `甲某某同志`.
pub(super) fn named(words: &str) -> Option<Named> {
    let end = words.trim_end_matches("同志").len();
    let core = words.get(..end)?;
    // 同志 behind it says that it is a name.
    let called = end < words.len() && !ends_as_post(core) && !ends_as_unit(core);
    if likeness(core) == Likeness::Sure || called && likeness(core) == Likeness::Unsure {
        return Some(Named {
            name: 0..end,
            before: 0..0,
            after: end..end,
        });
    }
    // 周某某（县扶贫办主任）
    if let Some(open) = core.find(['（', '('])
        && core.ends_with(['）', ')'])
        && core
            .get(..open)
            .is_some_and(|name| likeness(name) == Likeness::Sure)
    {
        let from = open + core.get(open..)?.chars().next()?.len_utf8();
        let to = core.len() - core.chars().next_back()?.len_utf8();
        return core
            .get(from..to)
            .is_some_and(ends_as_post)
            .then_some(Named {
                name: 0..open,
                before: from..to,
                after: to..to,
            });
    }
    // A name behind a post, or behind a unit if 同志 says that it is one.
    let called = end < words.len();
    for count in [3, 2, 4] {
        let start = core.char_indices().rev().nth(count - 1).map(|(at, _)| at)?;
        let (post, name) = core.split_at(start);
        let sure = likeness(name) == Likeness::Sure && !ends_as_post(name);
        if sure && (ends_as_post(post) || called && ends_as_unit(post)) {
            return Some(Named {
                name: start..end,
                before: 0..start,
                after: end..end,
            });
        }
    }
    // A name between a unit and a post; 主要负责人 and its like take none.
    if shared_tail(core).is_some() {
        return None;
    }
    let post = post_endings().end(core)?;
    let mut at = core.len() - post.len();
    for lead in ["副", "总", "常务副"] {
        let before = core.get(..at)?;
        if before.ends_with(lead) {
            at -= lead.len();
            break;
        }
    }
    let before = core.get(..at)?;
    for count in [3, 2] {
        let start = before
            .char_indices()
            .rev()
            .nth(count - 1)
            .map(|(at, _)| at)?;
        let (unit, name) = before.split_at(start);
        if likeness(name) == Likeness::Sure && ends_as_unit(unit) {
            return Some(Named {
                name: start..at,
                before: 0..start,
                after: at..end,
            });
        }
    }
    None
}

/// The people of a list: parts that end as a post, a unit or a name; others go
/// on into the next. A role that one person has (`single`) is no list.
pub(super) fn people(words: &str, single: bool) -> Vec<Range<usize>> {
    // 甲局副局长张某，乙联合会副主席、书记李某: posts of one person between
    // commas.
    let persons = split(words, &['，', ',']);
    let all_named = |parts: &[Range<usize>]| {
        parts.iter().all(|part| {
            words
                .get(part.clone())
                .is_some_and(|one| named(one).is_some())
        })
    };
    if !single && persons.len() > 1 && all_named(&persons) {
        return persons
            .into_iter()
            .flat_map(|part| listed(words, part))
            .collect();
    }
    listed_all(words, single)
}

/// Several persons between two commas: each at the place where a name ends.
fn listed(words: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for one in split(words.get(part.clone()).unwrap_or_default(), &['、']) {
        let one = part.start + one.start..part.start + one.end;
        let from = *start.get_or_insert(one.start);
        if words
            .get(one.clone())
            .is_some_and(|one| named(one).is_some())
        {
            found.push(from..one.end);
            start = None;
        }
    }
    found
}

/// The people of a list of one level.
fn listed_all(words: &str, single: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut last_end = 0;
    for part in split(words, &['、', '，', ','])
        .into_iter()
        .flat_map(|part| at_and(words, part))
    {
        let from = *start.get_or_insert(part.start);
        let one = words.get(from..part.end).unwrap_or_default();
        last_end = part.end;
        // 总召集人由…兼任 has one post, but for 甲副秘书长和乙局局长.
        let follows_and = words
            .get(part.end..)
            .is_some_and(|rest| rest.starts_with(['和', '及', '以', '与']));
        if single && !(follows_and && ends_as_post(one)) {
            continue;
        }
        // 党组成员、副局长甲某: posts of one person.
        if ends_as_post(one) && named(one).is_none() && goes_on(words, part.end) {
            continue;
        }
        if ends_as_post(one)
            || ends_as_unit(one)
            || named(one).is_some()
            || open_ended(one).is_some()
        {
            found.push(from..part.end);
            start = None;
        }
    }
    if let Some(from) = start {
        found.push(from..last_end);
    }
    found
}

/// Whether behind `at` a 、, a short post without a unit and a name follow.
fn goes_on(words: &str, at: usize) -> bool {
    let rest = words.get(at..).and_then(|rest| rest.strip_prefix('、'));
    let next = rest.and_then(|rest| rest.split(['、', '，', ',']).next());
    next.is_some_and(|next| {
        named(next).is_some_and(|named| (3..=12).contains(&named.before.len()))
            && next.starts_with(['副', '局', '主', '书', '党', '部', '院', '校', '处'])
    })
}

/// Cuts `甲局局长和乙局局长`, `甲局局长及各镇镇长` where the left side ends as a post
/// or a unit.
pub(super) fn at_and(words: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let text = words.get(part.clone()).unwrap_or_default();
    let marks = text.match_indices(['和', '及', '与']);
    let cut = marks.map(|(at, _)| at).find(|&at| {
        let left = text.get(..at).unwrap_or_default();
        let left = left.strip_suffix('以').unwrap_or(left);
        // 市气象局等部门和单位 is one phrase; 市气象局等部门和各区政府 is none.
        let right = text.get(at + "和".len()..).unwrap_or_default();
        let apart = match open_ended(left) {
            Some(_) => right.starts_with('各') && ends_as_unit(right),
            None => ends_as_post(left) || ends_as_unit(left) || named(left).is_some(),
        };
        apart && !right.is_empty()
    });
    match cut {
        Some(at) => {
            let left = text.get(..at).unwrap_or_default();
            let left = left.strip_suffix('以').unwrap_or(left).len();
            vec![
                part.start..part.start + left,
                part.start + at + "和".len()..part.end,
            ]
        }
        None => vec![part],
    }
}
