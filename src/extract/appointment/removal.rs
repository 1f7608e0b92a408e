//! Removals (免去): persons with their post behind 的 or behind nothing.

use super::clause::{Clause, Found, GENERIC, Group, same_persons, shift};
use super::names::names;
use super::notes::post;
use super::reader::Mode;
use crate::extract::ending::ends_as_post;
use crate::extract::person::{Likeness, border, name_before};
use crate::record::AppointmentAction;
use std::ops::Range;

/// `甲、乙的…职务、丙的…职务`, each with or without 的.
pub(super) fn removals(clause: &Clause, from: usize, verb: bool) -> Option<Found> {
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
pub(super) fn removal(clause: &Clause, range: Range<usize>, verb: bool) -> Option<Found> {
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
        ["的", "同志", "担任", "兼任", "所任", "原任"]
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
