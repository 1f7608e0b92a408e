//! Rosters in sentences: 组长由…兼任, 由…任组长, 成员为…, 办公室设在….

use super::label::role_at_end;
use super::shape::{open_ended, position, shared_tail, split};
use crate::extract::ending::{ends_as_post, ends_as_unit};
use crate::extract::passage::{Brackets, Passage, pieces};
use crate::extract::person::{Likeness, likeness};
use crate::extract::words::{WordList, post_endings, roles};
use crate::record::{RosterForm, RosterRow};
use std::ops::Range;
use std::sync::OnceLock;

/// Longest list of people in one role in bytes: some fifteen posts.
const MAX_PEOPLE: usize = 900;

/// Words of the sentences read here.
pub(in crate::extract) const TRIGGERS: [&str; 17] = [
    "兼任",
    "担任",
    "擔任",
    "设在",
    "設在",
    "任组长",
    "任組長",
    "任副",
    "任主任",
    "任总",
    "任指",
    "任召",
    "成员为",
    "成员由",
    "同志任",
    "任常务",
    "任成员",
];

/// Whether a text may hold such a sentence.
pub(super) fn triggers(text: &str) -> bool {
    static FINDER: OnceLock<WordList> = OnceLock::new();
    FINDER.get_or_init(|| WordList::new(TRIGGERS)).within(text)
}

/// A role and the words about who has it.
struct Part {
    role: Range<usize>,
    people: Range<usize>,
}

/// Reads the sentences of a passage.
pub(super) fn read(passage: &Passage) -> Vec<RosterRow> {
    let text = passage.text();
    let brackets = Brackets::of(text);
    let mut rows = Vec::new();
    let founding = [
        "成立",
        "组建",
        "设立",
        "专班",
        "小组",
        "指挥部",
        "委员会",
        "办公室",
        "联席会议",
        "协调机制",
    ]
    .iter()
    .any(|word| text.contains(word));
    let ends = |c, _| matches!(c, '。' | '；' | ';' | '！' | '\n');
    for (sentence, _) in pieces(text, 0..text.len(), &brackets, ends) {
        let mut parts = by_role(text, &sentence, founding);
        parts.extend(seats(text, &sentence));
        parts.sort_by_key(|part| part.role.start.min(part.people.start));
        for part in parts {
            rows_of(passage, &part, &mut rows);
        }
    }
    rows
}

/// `办公室设在市能源局`.
fn seats(text: &str, sentence: &Range<usize>) -> Vec<Part> {
    let words = text.get(sentence.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for (at, mark) in words.match_indices("设在") {
        let before = words.get(..at).unwrap_or_default();
        let before = before.trim_end_matches(['（', '(']);
        if !before.ends_with("办公室") {
            continue;
        }
        let start = at + mark.len();
        let rest = words.get(start..).unwrap_or_default();
        let length = rest
            .find(['，', ',', '。', '；', '）', ')', '、', '\n'])
            .unwrap_or(rest.len());
        // 市工信局（市国资委） has a bracket of its own.
        let rest_words = rest.get(..length).unwrap_or_default();
        let length = match rest_words.find(['（', '(']) {
            Some(_)
                if rest
                    .get(length..)
                    .is_some_and(|r| r.starts_with(['）', ')'])) =>
            {
                length
                    + rest
                        .get(length..)
                        .and_then(|r| r.chars().next())
                        .map_or(0, char::len_utf8)
            }
            _ => length,
        };
        if ends_as_unit(rest.get(..length).unwrap_or_default()) {
            let role = before.len() - "办公室".len();
            found.push(Part {
                role: sentence.start + role..sentence.start + before.len(),
                people: sentence.start + start..sentence.start + start + length,
            });
        }
    }
    found
}

/// Roles with their people, in every word order.
fn by_role(text: &str, sentence: &Range<usize>, founding: bool) -> Vec<Part> {
    let words = text.get(sentence.clone()).unwrap_or_default();
    let held = ["兼任", "担任", "任"]
        .iter()
        .any(|verb| words.contains(verb));
    let mut found: Vec<Part> = Vec::new();
    if !held {
        return found;
    }
    let marks: Vec<Range<usize>> = roles()
        .find(words)
        .filter_map(|(at, _)| Some(role_at_end(words.get(..at.end)?)?..at.end))
        .collect();
    let mut floor = 0;
    for (index, role) in marks.iter().enumerate() {
        if role.start < floor {
            continue;
        }
        let after = head(words.get(role.end..).unwrap_or_default());
        let low = tail_start(words, floor, role.start);
        let before = words.get(low..role.start).unwrap_or_default();
        // 设联络员，由…担任
        let set_up = before.ends_with(['设', '置']) || before.ends_with("设有");
        let comma = after.strip_prefix(['，', ',']).filter(|_| set_up);
        let gap = comma.map_or(0, |rest| after.len() - rest.len());
        let part = if let Some(rest) = comma.unwrap_or(after).strip_prefix('由') {
            let start = role.end + gap + "由".len();
            let limit = marks
                .get(index + 1..)
                .unwrap_or_default()
                .iter()
                .find(|next| {
                    words
                        .get(next.end..)
                        .is_some_and(|w| w.starts_with(['由', '为']))
                })
                .map_or(rest.len(), |next| next.start.saturating_sub(start));
            people_before_verb(words, start, limit)
        } else if let Some(rest) = after.strip_prefix('为') {
            let start = role.end + "为".len();
            let end = rest.find(['，', ',', '；']).unwrap_or(rest.len());
            let people = start..start + end;
            is_people(words, &people).then_some(people)
        } else if after.starts_with('的') {
            None
        } else {
            let chained = !found.is_empty();
            people_before_role(before, chained, founding)
                .map(|range| low + range.start..low + range.end)
        };
        let Some(people) = part.filter(|people| people.len() <= MAX_PEOPLE) else {
            continue;
        };
        floor = people.end.max(role.end);
        found.push(Part {
            role: sentence.start + role.start..sentence.start + role.end,
            people: sentence.start + people.start..sentence.start + people.end,
        });
    }
    found
}

/// As much of a text as people can take.
fn head(text: &str) -> &str {
    let mut end = text.len().min(MAX_PEOPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Where people before byte `end` can begin, not before `floor`.
fn tail_start(text: &str, floor: usize, end: usize) -> usize {
    let mut start = end.saturating_sub(MAX_PEOPLE).max(floor);
    while start < end && !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

/// `…兼任`, `…担任`, `…组成` behind 由: the people; without a verb of their own
/// they reach to the next role.
fn people_before_verb(words: &str, start: usize, limit: usize) -> Option<Range<usize>> {
    let rest = head(words.get(start..)?);
    let composed = || {
        rest.match_indices("组成")
            .map(|(at, _)| at)
            .find(|at| !rest.get(at + 6..).is_some_and(|b| b.starts_with('员')))
    };
    let verb = ["兼任", "担任", "兼", "组成", "任"]
        .iter()
        .filter_map(|verb| {
            let at = match *verb {
                "组成" => composed(),
                verb => rest.find(verb),
            };
            at.map(|at| (at, *verb))
        })
        // 主任, 责任, 党组成员, 小组成员 are no verbs.
        .filter(|(at, verb)| match *verb {
            "任" => {
                rest.get(at + 3..).is_none_or(str::is_empty)
                    && !rest.get(..*at).is_some_and(|b| b.ends_with('主'))
            }
            _ => true,
        })
        .map(|(at, _)| at)
        .min();
    let end = match verb {
        Some(at) if at <= limit => at,
        _ if limit < rest.len() => limit,
        _ => return None,
    };
    let people = start..start + end;
    let trimmed = words
        .get(people.clone())?
        .trim_end_matches(['，', ',', '、', '；']);
    let people = start..start + trimmed.len();
    is_people(words, &people).then_some(people)
}

/// `由甲任组长`, `甲任副组长`, `甲为成员`: the people in the words before a role.
fn people_before_role(before: &str, chained: bool, founding: bool) -> Option<Range<usize>> {
    // 为联席会议成员: the group is named between verb and role.
    const GROUPS: [&str; 8] = [
        "联席会议",
        "领导小组",
        "协调小组",
        "工作小组",
        "指挥部",
        "委员会",
        "专班",
        "小组",
    ];
    let before = GROUPS
        .iter()
        .find_map(|group| before.strip_suffix(group))
        .unwrap_or(before);
    let (rest, verb) = ["兼任", "担任", "任", "为"]
        .iter()
        .find_map(|verb| Some((before.strip_suffix(verb)?, *verb)))?;
    // Only behind another role is 为 a verb of holding one.
    if verb == "为" && !chained || verb == "任" && rest.ends_with(['主', '责', '现', '历', '连'])
    {
        return None;
    }
    let by = rest.rfind('由').map(|at| at + "由".len()).map(|start| {
        // 由民政局牵头，分管副市长担任召集人: another clause stands between.
        let between = rest.get(start..).unwrap_or_default();
        match between.rfind('，') {
            Some(comma) if !is_people(between, &(0..comma)) => start + comma + "，".len(),
            _ => start,
        }
    });
    let start = match by {
        Some(start) => start,
        None if chained => {
            let marks = ['，', ',', '、', '；', ' '];
            let mut words = rest.trim_start_matches(marks);
            // The verb of the role before.
            for verb in ["兼任", "担任"] {
                words = words.strip_prefix(verb).unwrap_or(words);
            }
            rest.len() - words.trim_start_matches(marks).len()
        }
        None if founding => rest.rfind(['，', ',', '：', ':']).map_or(0, |at| {
            at + rest
                .get(at..)
                .and_then(|r| r.chars().next())
                .map_or(0, char::len_utf8)
        }),
        None => return None,
    };
    let people = start..rest.len();
    let directed = rest.get(people.clone())?.starts_with("成立");
    (!directed && is_people(rest, &people)).then_some(people)
}

/// Whether words can be people: they end as a post, a name or a unit.
fn is_people(words: &str, range: &Range<usize>) -> bool {
    let people = words.get(range.clone()).unwrap_or_default();
    // 负责同志 is a post, 张某同志 a person.
    let people = match ends_as_post(people) {
        true => people,
        false => people.trim_end_matches("同志"),
    };
    let last = people
        .rsplit(['、', '，', ',', '和'])
        .next()
        .unwrap_or(people);
    !people.is_empty()
        && people.len() <= MAX_PEOPLE
        && (ends_as_post(people) || ends_as_unit(people) || named(last).is_some())
}

/// The position in `由市能源局局长兼任`, of a labelled row.
pub(super) fn seat_of(printed: &str) -> Option<String> {
    let words = printed.trim().trim_end_matches(['。', '；']);
    let inner = words.strip_prefix('由')?;
    let inner = inner
        .strip_suffix("兼任")
        .or_else(|| inner.strip_suffix("担任"))?;
    Some(position(inner))
}

/// A name and where it stands in the words: bytes of the name and of the
/// two parts of the position (市民政局…副局长).
struct Named {
    name: Range<usize>,
    /// What stands before the name: a whole post, or a unit.
    before: Range<usize>,
    /// The post behind it; may be empty.
    after: Range<usize>,
}

/// Finds the name in `民政部部长甲某某`, `市民政局甲某某副局长`, `甲某某同志`.
fn named(words: &str) -> Option<Named> {
    let end = words.trim_end_matches("同志").len();
    let core = words.get(..end)?;
    if likeness(core) == Likeness::Sure {
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

/// Writes the rows of one role.
fn rows_of(passage: &Passage, part: &Part, rows: &mut Vec<RosterRow>) {
    let words = passage.text().get(part.people.clone()).unwrap_or_default();
    let printed = passage
        .printed()
        .get(part.people.clone())
        .unwrap_or_default();
    let role = passage.printed().get(part.role.clone()).unwrap_or_default();
    let lines = {
        let start = part.role.start.min(part.people.start);
        passage.lines(start..part.role.end.max(part.people.end))
    };
    let single = !(role.contains('副')
        || role.contains("成员")
        || role.contains("成員")
        || role.contains("委员"));
    let parts = people(words, single);
    let mut tail: Option<&str> = None;
    let mut found = Vec::new();
    for range in parts.iter().rev() {
        let one = words.get(range.clone()).unwrap_or_default();
        let row = |name: Option<String>, position: Option<String>| RosterRow {
            role: role.to_owned(),
            name,
            position: position.filter(|position| !position.is_empty()),
            form: RosterForm::Prose,
            lines: lines.clone(),
        };
        let at = |part: &Range<usize>| {
            printed
                .get(range.start + part.start..range.start + part.end)
                .unwrap_or_default()
        };
        if let Some(named) = named(one) {
            let post = format!("{}{}", at(&named.before), at(&named.after));
            found.push(row(Some(at(&named.name).to_owned()), Some(position(&post))));
            tail = None;
            continue;
        }
        let length = open_ended(one).unwrap_or(one.len());
        let mut words = position(
            printed
                .get(range.start..range.start + length)
                .unwrap_or_default(),
        );
        match shared_tail(one) {
            Some(shared) => {
                tail = Some(shared);
                if let Some(length) =
                    open_ended(one.get(..one.len() - shared.len()).unwrap_or_default())
                {
                    // 市气象局等部门主要负责人: 等部门 names nobody.
                    words.truncate(length);
                    words.push_str(shared);
                }
            }
            None if ends_as_post(one) => tail = None,
            None => words.push_str(tail.unwrap_or_default()),
        }
        found.push(row(None, Some(words)));
    }
    rows.extend(found.into_iter().rev());
}

/// Cuts `甲局局长和乙局局长` where the left side ends as a post or a unit.
fn at_and(words: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let text = words.get(part.clone()).unwrap_or_default();
    let cut = text.match_indices('和').map(|(at, _)| at).find(|&at| {
        let left = text.get(..at).unwrap_or_default();
        // 市气象局等部门和单位 is one phrase.
        open_ended(left).is_none() && (ends_as_post(left) || ends_as_unit(left))
    });
    match cut {
        Some(at) => vec![
            part.start..part.start + at,
            part.start + at + "和".len()..part.end,
        ],
        None => vec![part],
    }
}

/// The people of a list: parts that end as a post, a unit or a name; others go
/// on into the next. A role that one person has (`single`) is no list.
fn people(words: &str, single: bool) -> Vec<Range<usize>> {
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
            .is_some_and(|rest| rest.starts_with('和'));
        if single && !(follows_and && ends_as_post(one)) {
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
