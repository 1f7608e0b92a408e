//! Rosters in sentences: 组长由…兼任, 由…任组长, 成员为…, 办公室设在….

use super::label::role_at_end;
use super::people::{MAX_PEOPLE, is_people, named, people};
use super::shape::{open_ended, position, shared_tail};
use crate::extract::ending::{ends_as_post, ends_as_unit};
use crate::extract::passage::{Brackets, Passage, pieces};
use crate::extract::words::{WordList, roles};
use crate::record::{RosterForm, RosterRow};
use std::ops::Range;
use std::sync::OnceLock;

/// Words of the sentences read here.
pub(in crate::extract) const TRIGGERS: [&str; 21] = [
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
    "任办公室",
    "设于",
    "公室在",
    "任委员",
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
        "人组成",
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
    // What says the seat, and how many of its bytes belong to the role before.
    const SEATS: [(&str, usize); 4] = [
        ("设在", 0),
        ("设于", 0),
        ("办公室于", "办公室".len()),
        ("设办公室在", "设办公室".len()),
    ];
    let marks = SEATS.iter().flat_map(|(mark, role)| {
        words
            .match_indices(mark)
            .map(move |(at, mark)| (at + role, mark.get(*role..).unwrap_or_default()))
    });
    for (at, mark) in marks {
        let before = words.get(..at).unwrap_or_default();
        let before = before.trim_end_matches(['（', '(']);
        // 下设办公室，地点设在县教育局
        let before = before.strip_suffix("地点").unwrap_or(before);
        let before = before.trim_end_matches(['，', ',']);
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
        let set_up =
            before.ends_with(['设', '置']) || ["设有", "设立"].iter().any(|w| before.ends_with(w));
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

/// The position in `由市能源局局长兼任`, of a labelled row.
pub(super) fn seat_of(printed: &str) -> Option<String> {
    let words = printed.trim().trim_end_matches(['。', '；']);
    let inner = words.strip_prefix('由')?;
    let inner = inner
        .strip_suffix("兼任")
        .or_else(|| inner.strip_suffix("担任"))?;
    Some(position(inner))
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
