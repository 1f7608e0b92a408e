//! One clause: who, what, which post.

use super::names::{Names, names, verb_after, verbs};
use super::notes::{Post, is_note_clause, post};
use super::reader::Mode;
use super::removal::{removal, removals};
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
pub(super) const GENERIC: [&str; 18] = [
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
const LEADS: [&str; 22] = [
    "通过了",
    "通过",
    "表决",
    "确认",
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
        // 甲同志的市某局局长职务自然免除
        let named = names(before, |rest| rest.starts_with('的'));
        return match named {
            Some(_) if before.ends_with("职务") => {
                removal(clause, start..start + before.len(), true)
            }
            Some(_) => None,
            None => before.contains("职务").then_some(Found::Class),
        };
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

pub(super) fn same_persons(
    clause: &Clause,
    action: AppointmentAction,
    post: Post,
    start: usize,
) -> Option<Found> {
    let words = clause.text.get(post.range.clone())?;
    if GENERIC.contains(&words) {
        return None;
    }
    let sure_row = ends_as_post(words) || post.marked;
    if clause.last.is_empty() {
        return sure_row.then_some(Found::Nobody);
    }
    // 免去其当年水费 is no removal.
    if !sure_row && action == AppointmentAction::Remove {
        return None;
    }
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
        verb_after(rest).is_some() || reason(rest).is_some() || title_behind(rest) > 0
    })?;
    let mut behind = list.end + reason(words.get(list.end..)?).unwrap_or(0);
    behind += title_behind(words.get(behind..)?);
    let verb = verb_after(words.get(behind..)?)?;
    // 甲同志兼任的某所所长职务 says which post, not that it is given.
    if words.get(behind + verb.len()..)?.starts_with('的') {
        return None;
    }
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
            // 推荐王村为示范村 names no post.
            _ if told == Some(AppointmentAction::Nominate) => plain,
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

/// The bytes of a title between a name and 代理: 副区长 in 甲副区长代理区长.
fn title_behind(text: &str) -> usize {
    let verb = text.find("代理").filter(|&at| at <= 30).unwrap_or(0);
    let title = text.get(..verb).unwrap_or_default();
    let short = title.starts_with(['副', '常']) || title.chars().count() == 2;
    usize::from(short && ends_as_post(title)) * title.len()
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
    const REASONS: [&str; 13] = [
        "退休",
        "因",
        "由于",
        "已到",
        "到龄",
        "达到",
        "试用期",
        "挂职期",
        "挂职锻炼期",
        "任期",
        "聘期",
        "任职期",
        "工作调",
    ];
    REASONS.iter().any(|word| text.starts_with(word))
}

/// The persons a clause speaks of without saying what becomes of them:
/// `张三同志因到龄退休`.
pub(super) fn spoken_of(text: &str, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut start = range.start;
    let lead = |rest: &str| LEADS.iter().find(|lead| rest.starts_with(**lead));
    while let Some(lead) = text.get(start..range.end).and_then(lead) {
        start += lead.len();
    }
    let list = names(text.get(start..range.end)?, gives_reason)?;
    list.sure.then(|| shift(&list, start))
}

pub(super) fn shift(list: &Names, by: usize) -> Vec<Range<usize>> {
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
        from += cause(clause.text.get(from..clause.range.end).unwrap_or_default());
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

/// The bytes of a cause before a person: 因工作变动的 in 接受因工作变动的甲辞去….
fn cause(text: &str) -> usize {
    const OF: &str = "的";
    let end = || text.find(OF).filter(|&at| at <= MAX_REASON);
    let from = text.starts_with('因').then(end).flatten();
    from.map_or(0, |at| at + OF.len())
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
