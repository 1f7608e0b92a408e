//! One clause: who, what, which post.

use super::names::{Names, names, verb_after, verbs};
use super::notes::{Post, is_note_clause, post};
use super::reader::Mode;
use crate::extract::ending::ends_as_post;
use crate::extract::person::{Known, Likeness, border, name_before};
use crate::extract::words::organ_beginnings;
use crate::record::AppointmentAction;
use std::ops::Range;

/// A clause and what holds around it.
pub(super) struct Clause<'c> {
    /// The whole stream.
    pub(super) text: &'c str,
    /// The bytes of the clause.
    pub(super) range: Range<usize>,
    /// The head or verb above it.
    pub(super) mode: Mode,
    /// Whether a clause before it in its statement gave rows.
    pub(super) same_statement: bool,
    /// Names of the last group.
    pub(super) last: &'c [Range<usize>],
    /// How units begin in this notice.
    pub(super) known: &'c Known,
}

/// Persons and their post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) action: AppointmentAction,
    /// Bytes of the names; none where 其 or nothing stands for the last ones.
    pub(super) names: Vec<Range<usize>>,
    pub(super) post: Post,
    /// Bytes of the whole row.
    pub(super) range: Range<usize>,
    /// Whether the border between name and post was beyond doubt.
    pub(super) sure_border: bool,
    /// Whether name and post have their usual shape.
    pub(super) sure_row: bool,
    /// Whether a verb before the name says the action.
    pub(super) changes_mode: bool,
}

/// What a clause gave.
pub(super) enum Found {
    Groups(Vec<Group>),
    /// 其 without anyone before it.
    Nobody,
    /// A class of posts without names.
    Class,
}

/// Posts that say nothing: 免去其领导职务.
const GENERIC: [&str; 18] = [
    "",
    "领导",
    "原任",
    "现任",
    "原",
    "现",
    "相应",
    "有关",
    "相关",
    "一切",
    "行政",
    "党内",
    "党政",
    "所任",
    "担任",
    "所有",
    "其他",
    "党政领导",
];

/// Words a clause may begin with before its person or verb.
const LEADS: [&str; 18] = [
    "同时",
    "一并",
    "并",
    "会议",
    "研究",
    "决定",
    "同意",
    "由",
    "现由",
    "即日起",
    "自即日起",
    "其中",
    "另",
    "现",
    "拟",
    "建议",
    "：",
    ":",
];

/// Verbs a clause is tried at, so that a hostile one costs no more.
const MAX_VERBS: usize = 6;

/// Reads a clause.
pub(super) fn parse(clause: &Clause) -> Option<Found> {
    let words = clause.text.get(clause.range.clone())?;
    if clause.same_statement && is_note_clause(words) {
        return None;
    }
    let mut start = clause.range.start;
    while let Some(lead) = LEADS.iter().find(|lead| starts(clause, start, lead)) {
        start += lead.len();
    }
    own_post(clause, start)
        .or_else(|| carried_subject(clause, start))
        .or_else(|| name_first(clause, start))
        .or_else(|| verb_first(clause))
        .or_else(|| after_decision(clause))
        .or_else(|| below_head(clause, start))
}

fn starts(clause: &Clause, at: usize, word: &str) -> bool {
    clause
        .text
        .get(at..clause.range.end)
        .is_some_and(|rest| rest.starts_with(word))
}

/// `其…职务自然免除`, and a class of posts that ends so.
fn own_post(clause: &Clause, start: usize) -> Option<Found> {
    let words = clause.text.get(start..clause.range.end)?;
    let verb = verbs().own.end(words)?;
    let before = words.get(..words.len() - verb.len())?;
    let Some(rest) = before.strip_prefix('其') else {
        let named = name_before(before, |rest| rest.starts_with('的')).is_some();
        return (before.contains("职务") && !named).then_some(Found::Class);
    };
    let from = start + "其".len();
    let post = post(clause.text, from..from + rest.len());
    same_persons(clause, AppointmentAction::Remove, post, start)
}

/// A clause about the persons before it: `，不再担任…`, `，提名为…候选人`.
fn carried_subject(clause: &Clause, start: usize) -> Option<Found> {
    let words = clause.text.get(start..clause.range.end)?;
    let verb = verb_after(words).filter(|verb| !matches!(*verb, "为" | "免去"))?;
    if !clause.same_statement {
        return None;
    }
    let post = post(clause.text, start + verb.len()..clause.range.end);
    same_persons(clause, verbs().action(verb), post, start)
}

fn same_persons(
    clause: &Clause,
    action: AppointmentAction,
    post: Post,
    start: usize,
) -> Option<Found> {
    let words = clause.text.get(post.range.clone())?;
    if GENERIC.contains(&words) {
        return None;
    }
    if clause.last.is_empty() {
        let plain = post.marked || ends_as_post(words);
        return plain.then_some(Found::Nobody);
    }
    let sure_row = ends_as_post(words) || post.marked;
    Some(Found::Groups(vec![Group {
        action,
        names: Vec::new(),
        post,
        range: start..clause.range.end,
        sure_border: true,
        sure_row,
        changes_mode: false,
    }]))
}

/// `甲、乙为…`, `甲同志任…`, `甲不再担任…`.
fn name_first(clause: &Clause, start: usize) -> Option<Found> {
    let words = clause.text.get(start..clause.range.end)?;
    if verbs().before.start(words).is_some() {
        return None;
    }
    let mut groups = Vec::new();
    let mut start = start;
    // 甲为A局局长、乙为B局局长: each part is tried until one is no row.
    while let Some((group, next)) = assignment(clause, start, None) {
        groups.push(group);
        match next {
            Some(next) => start = next,
            None => break,
        }
    }
    (!groups.is_empty()).then_some(Found::Groups(groups))
}

/// One assignment at `start`: names, verb, post. Gives the group and where the
/// next assignment of the clause begins. `told` is the action a verb before
/// the names has said.
fn assignment(
    clause: &Clause,
    start: usize,
    told: Option<AppointmentAction>,
) -> Option<(Group, Option<usize>)> {
    let words = clause.text.get(start..clause.range.end)?;
    let list = names(words, |rest| {
        verb_after(rest).is_some() || reason(rest).is_some()
    })?;
    let behind = list.end + reason(words.get(list.end..)?).unwrap_or(0);
    let verb = verb_after(words.get(behind..)?)?;
    let after = start + behind + verb.len();
    let (end, next) = post_end(clause, after);
    let mut post = post(clause.text, after..end);
    if let Some(rank) = &list.rank {
        post.notes.insert(0, start + rank.start..start + rank.end);
    }
    let title = clause.text.get(post.range.clone())?;
    if GENERIC.contains(&title) {
        return None;
    }
    let plain = ends_as_post(title) || post.marked;
    // 决定：格桑罗布任自治区农牧厅副厅长: the unit speaks for the name.
    let decided = matches!(clause.mode, Mode::Chain(_))
        && (organ_beginnings().start(title).is_some() || clause.known.starts_with_place(title));
    let elliptic = matches!(clause.mode, Mode::Head(_)) || told.is_some() || decided;
    let addressed = words.get(..list.end)?.ends_with("同志");
    let accepted = match verb {
        // Without a verb before it, 为 is a verb of appointing below a head,
        // or after one in the running text and before a plain post.
        "为" => match clause.mode {
            _ if told.is_some() => plain || list.sure,
            Mode::Head(_) => plain || list.sure,
            Mode::Chain(_) => plain && list.sure,
            _ => false,
        },
        _ => plain && (list.sure || addressed || elliptic),
    };
    if !accepted {
        return None;
    }
    let action = match verbs().action(verb) {
        AppointmentAction::Appoint => match told {
            Some(AppointmentAction::Nominate) => AppointmentAction::Nominate,
            _ => AppointmentAction::Appoint,
        },
        action => action,
    };
    let group = Group {
        action,
        names: shift(&list, start),
        range: start..end,
        sure_border: true,
        sure_row: plain && list.sure,
        changes_mode: told.is_some(),
        post,
    };
    Some((group, next))
}

/// Longest reason between a name and its verb, in bytes: thirty characters.
const MAX_REASON: usize = 90;

/// The bytes of a reason before a verb of leaving: `因工作调动` in
/// 因工作调动不再担任….
fn reason(text: &str) -> Option<usize> {
    // Few words give one: that is asked before anything is looked for.
    if !gives_reason(text) {
        return None;
    }
    let at = ["不再担任", "不再兼任", "请求辞去", "申请辞去", "辞去"]
        .iter()
        .filter_map(|verb| text.find(verb))
        .min()?;
    (at <= MAX_REASON).then_some(at)
}

/// Whether what follows a name says why something happens to that person.
fn gives_reason(text: &str) -> bool {
    ["因", "由于", "已到", "到龄", "达到"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// The persons a clause speaks of without saying what becomes of them:
/// `张三同志因到龄退休`.
pub(super) fn spoken_of(text: &str, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let words = text.get(range.clone())?;
    let list = names(words, gives_reason)?;
    list.sure.then(|| shift(&list, range.start))
}

fn shift(list: &Names, by: usize) -> Vec<Range<usize>> {
    list.names
        .iter()
        .map(|name| by + name.start..by + name.end)
        .collect()
}

/// Where a post that begins at `from` ends: at the clause's end, or before a
/// 、 behind which another assignment begins.
fn post_end(clause: &Clause, from: usize) -> (usize, Option<usize>) {
    let rest = clause.text.get(from..clause.range.end).unwrap_or_default();
    for (at, mark) in rest.match_indices('、') {
        let next = from + at + mark.len();
        let begins = clause.text.get(next..clause.range.end).is_some_and(|rest| {
            // 秘书长、办公室主任 is no list of persons: a surname is wanted.
            name_before(rest, |rest| {
                rest.starts_with("同志") || verb_after(rest).is_some()
            })
            .is_some_and(|(_, likeness)| likeness == Likeness::Sure)
        });
        if begins {
            return (from + at, Some(next));
        }
    }
    (clause.range.end, None)
}

/// `任命甲为…`, `免去甲…职务`, `接受甲辞去…`, `提名甲为…`.
fn verb_first(clause: &Clause) -> Option<Found> {
    let words = clause.text.get(clause.range.clone())?;
    for (at, verb) in verbs().before.find(words).take(MAX_VERBS) {
        let action = verbs().action(verb);
        let mut from = clause.range.start + at.end;
        if starts(clause, from, "了") {
            from += "了".len();
        }
        // 批准任命甲为…: the verb that follows says what is done.
        let rest = clause.text.get(from..clause.range.end).unwrap_or_default();
        if verbs().before.start(rest).is_some() {
            continue;
        }
        let found = match action {
            AppointmentAction::Remove => removals(clause, from, true),
            _ => told(clause, from, action),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Assignments behind a verb that says the action.
fn told(clause: &Clause, from: usize, action: AppointmentAction) -> Option<Found> {
    let resigns = action == AppointmentAction::Resign;
    let mut groups = Vec::new();
    let mut start = from;
    while let Some((group, next)) = assignment(clause, start, (!resigns).then_some(action)) {
        // 接受 and 同意 stand before any verb of their own persons.
        groups.push(group);
        match next {
            Some(next) => start = next,
            None => break,
        }
    }
    (!groups.is_empty()).then_some(Found::Groups(groups))
}

/// `根据…提名，决定甲同志任…`: a person behind the last 决定.
fn after_decision(clause: &Clause) -> Option<Found> {
    let words = clause.text.get(clause.range.clone())?;
    let at = words.rfind("决定")?;
    name_first(clause, clause.range.start + at + "决定".len())
}

/// A row below 免去：, where the verb is not repeated.
fn below_head(clause: &Clause, start: usize) -> Option<Found> {
    match clause.mode {
        Mode::Head(AppointmentAction::Remove) => removals(clause, start, false),
        Mode::Head(AppointmentAction::Appoint) if !clause.same_statement => unmarked(clause, start),
        Mode::Chain(AppointmentAction::Remove) => {
            let words = clause.text.get(start..clause.range.end)?;
            words
                .ends_with("职务")
                .then(|| removals(clause, start, false))?
        }
        _ => None,
    }
}

/// A row of a name and a post below 任命, without 为 between.
fn unmarked(clause: &Clause, start: usize) -> Option<Found> {
    let words = clause.text.get(start..clause.range.end)?;
    let border = border(words, clause.known).filter(|border| border.sure)?;
    let post = post(clause.text, start + border.at..clause.range.end);
    let plain = ends_as_post(clause.text.get(post.range.clone())?);
    let name = start..start + border.at;
    let verb = words.contains(['为', '任']) && verb_after(words.get(border.at..)?).is_some();
    (plain && !verb).then(|| {
        Found::Groups(vec![Group {
            action: AppointmentAction::Appoint,
            names: vec![name],
            post,
            range: start..clause.range.end,
            sure_border: true,
            sure_row: true,
            changes_mode: false,
        }])
    })
}

/// `甲、乙的…职务、丙的…职务`, each with or without 的.
fn removals(clause: &Clause, from: usize, verb: bool) -> Option<Found> {
    let mut groups = Vec::new();
    let mut start = from;
    loop {
        let rest = clause.text.get(start..clause.range.end)?;
        let cut = rest.find("职务、").map(|at| at + "职务".len());
        let end = start + cut.unwrap_or(rest.len());
        match removal(clause, start..end, verb) {
            Some(Found::Groups(found)) => groups.extend(found),
            Some(other) if groups.is_empty() => return Some(other),
            _ => break,
        }
        if cut.is_none() {
            break;
        }
        start = end + "、".len();
    }
    (!groups.is_empty()).then_some(Found::Groups(groups))
}

/// One removal: names, then a post behind 的 or behind nothing.
fn removal(clause: &Clause, range: Range<usize>, verb: bool) -> Option<Found> {
    let words = clause.text.get(range.clone())?;
    if let Some(rest) = words.strip_prefix('其') {
        let from = range.start + "其".len();
        let post = post(clause.text, from..from + rest.len());
        return same_persons(clause, AppointmentAction::Remove, post, range.start);
    }
    let (names, from, sure_names, sure_border) = removed_persons(clause, range.clone())?;
    let post = post(clause.text, from..range.end);
    let title = clause.text.get(post.range.clone())?;
    let plain = ends_as_post(title);
    let accepted =
        !GENERIC.contains(&title) && (plain || (post.marked && sure_border && sure_names));
    // In running text only a whole clause is believed.
    let believed = post.marked || matches!(clause.mode, Mode::Head(_)) || (verb && sure_border);
    if !accepted || !believed {
        return None;
    }
    Some(Found::Groups(vec![Group {
        action: AppointmentAction::Remove,
        names,
        post,
        range,
        sure_border,
        sure_row: plain && sure_names,
        changes_mode: verb,
    }]))
}

/// The persons of a removal: their names, where the post begins, whether the
/// names are sure, whether the border is.
fn removed_persons(
    clause: &Clause,
    range: Range<usize>,
) -> Option<(Vec<Range<usize>>, usize, bool, bool)> {
    let words = clause.text.get(range.clone())?;
    let of = |rest: &str| {
        ["的", "同志", "担任", "所任", "原任"]
            .iter()
            .any(|word| rest.starts_with(word))
    };
    if let Some(list) = names(words, |rest| of(rest)) {
        // The loop over 、 ended at the last name: what follows is the post.
        return Some((
            shift(&list, range.start),
            range.start + list.end,
            list.sure,
            true,
        ));
    }
    // 甲、乙市某局副局长: whole names before the last 、, then one with a
    // unit right behind it.
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut sure = true;
    let mut at = 0;
    loop {
        let rest = words.get(at..)?;
        let whole = name_before(rest, |rest| rest.starts_with('、'));
        if let Some((length, likeness)) = whole {
            found.push(range.start + at..range.start + at + length);
            sure &= likeness == Likeness::Sure;
            at += length + "、".len();
            continue;
        }
        // 同志 ends a name as well as 的 does.
        if let Some((length, likeness)) = name_before(rest, of) {
            found.push(range.start + at..range.start + at + length);
            sure &= likeness == Likeness::Sure;
            at += length;
            for word in ["同志"] {
                if words.get(at..)?.starts_with(word) {
                    at += word.len();
                }
            }
            return Some((found, range.start + at, sure, true));
        }
        let border = border(rest, clause.known)?;
        found.push(range.start + at..range.start + at + border.at);
        return Some((found, range.start + at + border.at, sure, border.sure));
    }
}
