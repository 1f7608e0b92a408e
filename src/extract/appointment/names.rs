//! Lists of names in appointments, and the verbs around them.

use crate::extract::person::{Known, Likeness, border, name_before};
use crate::extract::words::{WordList, entries};
use crate::record::AppointmentAction;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Names at the start of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    /// Byte ranges of the names.
    pub(super) names: Vec<Range<usize>>,
    /// Byte behind the list, 同志 and remarks included.
    pub(super) end: usize,
    /// Whether every name has a known surname.
    pub(super) sure: bool,
    /// Bytes of a rank in brackets behind a name: `甲（正部长级）为…`.
    pub(super) rank: Option<Range<usize>>,
}

/// Reads `甲、乙（女，回族）和丙同志` at the start of `text`; `follows` says
/// whether a rest may follow the list.
pub(super) fn names(text: &str, follows: impl Fn(&str) -> bool) -> Option<Names> {
    let mut list = Names {
        names: Vec::new(),
        end: 0,
        sure: true,
        rank: None,
    };
    loop {
        let rest = text.get(list.end..)?;
        let (length, likeness) = name_before(rest, |rest| {
            rest.starts_with(['、', '（', '(', '和', '及', '与'])
                || behind_name(rest) > 0
                || follows(rest)
        })?;
        list.names.push(list.end..list.end + length);
        list.sure &= likeness == Likeness::Sure;
        list.end += length;
        let length = remark(text.get(list.end..)?)?;
        let inside = text.get(list.end..list.end + length)?;
        let inner = inside.trim_matches(['（', '(', '）', ')']);
        if inner.ends_with('级') {
            let from = list.end + inside.find(inner).unwrap_or(0);
            list.rank = Some(from..from + inner.len());
        }
        list.end += length;
        let called = behind_name(text.get(list.end..)?);
        list.end += called;
        if called > 0 {
            // 甲同志（女）
            list.end += remark(text.get(list.end..)?)?;
        }
        let rest = text.get(list.end..)?;
        let separator = ["、", "以及", "和", "及", "与"]
            .into_iter()
            .find(|word| rest.starts_with(word));
        match separator {
            Some(word) => list.end += word.len(),
            None if follows(rest) => return Some(list),
            None => return None,
        }
    }
}

/// Length of what may stand behind a name: 同志, 等同志, `等18名同志`.
fn behind_name(text: &str) -> usize {
    let and_others = text.strip_prefix('等').map_or(0, |rest| {
        let counted = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || ('０'..='９').contains(&c)
                || "一二两三四五六七八九十百".contains(c)
        });
        let unit = ["人", "名", "位"]
            .into_iter()
            .find(|unit| counted.starts_with(unit));
        match unit {
            Some(unit) if counted.len() < rest.len() => text.len() - counted.len() + unit.len(),
            _ if rest.starts_with("同志") => "等".len(),
            _ => 0,
        }
    });
    let rest = text.get(and_others..).unwrap_or_default();
    let called = ["同志", "女士", "先生"]
        .into_iter()
        .find(|word| rest.starts_with(word));
    and_others + called.map_or(0, str::len)
}

/// Length of a remark on the person at the start of `text`: `（女，回族）`;
/// 0 where there is none, `None` where a bracket holds something else.
fn remark(text: &str) -> Option<usize> {
    if !text.starts_with(['（', '(']) {
        return Some(0);
    }
    let close = text
        .char_indices()
        .take(16)
        .find(|(_, c)| matches!(c, '）' | ')'))?;
    let end = close.0 + close.1.len_utf8();
    let words = text.get(..close.0)?;
    ["女", "男", "族", "党", "兼", "无党派", "民主", "级"]
        .iter()
        .any(|sign| words.contains(sign))
        .then_some(end)
}

/// The verbs of appointing, by their place.
pub(super) struct Verbs {
    /// Verbs before the name: 任命, 免去.
    pub(super) before: WordList,
    /// Verbs behind the name: 任, 不再担任.
    pub(super) after: WordList,
    /// Verbs behind the post of 其: 自然免除.
    pub(super) own: WordList,
    actions: HashMap<&'static str, AppointmentAction>,
}

impl Verbs {
    /// What a verb does.
    pub(super) fn action(&self, verb: &str) -> AppointmentAction {
        self.actions.get(verb).copied().unwrap_or_default()
    }
}

/// The verb list, read once.
pub(super) fn verbs() -> &'static Verbs {
    static VERBS: OnceLock<Verbs> = OnceLock::new();
    VERBS.get_or_init(|| {
        let data = include_str!("../data/appointment_verbs.txt");
        let place = |place: &'static str| {
            WordList::new(
                entries::<3>(data)
                    .filter(move |[kind, ..]| kind.ends_with(place))
                    .map(|[_, word, _]| word),
            )
        };
        let actions = entries::<3>(data)
            .filter_map(|[kind, word, _]| Some((word, kind.split_once(' ')?.0)))
            .map(|(word, action)| {
                let action = match action {
                    "remove" => AppointmentAction::Remove,
                    "resign" => AppointmentAction::Resign,
                    "nominate" => AppointmentAction::Nominate,
                    _ => AppointmentAction::Appoint,
                };
                (word, action)
            })
            .collect();
        Verbs {
            before: place("before"),
            after: place("after"),
            own: place("own"),
            actions,
        }
    })
}

/// The verb behind a name at the start of `text`.
pub(super) fn verb_after(text: &str) -> Option<&'static str> {
    let verb = verbs().after.start(text)?;
    let next = text.get(verb.len()..)?.chars().next();
    // 任命, 任期, 为了 are other words; of 为为 the first belongs to the name.
    let other = match verb {
        "任" => matches!(
            next,
            Some('命' | '免' | '职' | '期' | '务' | '何' | '意' | '性')
        ),
        "为" => matches!(next, Some('了' | '期' | '进' | '为')),
        _ => false,
    };
    (!other).then_some(verb)
}

/// Whether a row begins with a verb.
pub(super) fn starts_with_verb(text: &str) -> bool {
    verbs().before.start(text).is_some() || text.starts_with("决定")
}

/// Words that are a heading only where they stand alone.
const ALONE: [(&str, AppointmentAction); 8] = [
    ("任", AppointmentAction::Appoint),
    ("免", AppointmentAction::Remove),
    ("任职", AppointmentAction::Appoint),
    ("免职", AppointmentAction::Remove),
    ("任职人员", AppointmentAction::Appoint),
    ("免职人员", AppointmentAction::Remove),
    ("任职名单", AppointmentAction::Appoint),
    ("免职名单", AppointmentAction::Remove),
];

/// What the rows below a heading of one word do: 任, 免职.
pub(super) fn lone_head(words: &str) -> Option<AppointmentAction> {
    ALONE
        .iter()
        .find(|(word, _)| *word == words)
        .map(|(_, action)| *action)
}

/// Whether a row is a verb alone, a heading: 任命, 免去职务.
pub(super) fn is_bare_verb(row: &str) -> bool {
    if ALONE.iter().any(|(word, _)| *word == row) {
        return true;
    }
    let verb = row.strip_suffix("职务").unwrap_or(row);
    let verb = ["决定", "同意"]
        .iter()
        .find_map(|word| verb.strip_prefix(word))
        .unwrap_or(verb);
    verbs().before.has(verb)
}

/// Whether a row begins with a person: a name and a verb, or a name and a
/// unit without doubt before a removal.
pub(super) fn starts_row(text: &str, known: &Known) -> bool {
    let first = name_before(text, |rest| {
        rest.starts_with(['、', '（', '('])
            || rest.starts_with("同志")
            || verb_after(rest).is_some()
    });
    if first.is_some_and(|(_, likeness)| likeness == Likeness::Sure) {
        return true;
    }
    let ends = text
        .trim_end_matches(['；', '。', ';', '.'])
        .ends_with("职务");
    ends && border(text, known).is_some_and(|border| border.sure)
}
