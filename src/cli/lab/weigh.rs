//! `gongbao lab weigh`: the true order beside the found one, with their costs.

use super::{CliError, known, print};
use crate::cli::failure::Exit;
use crate::lab::Truth;
use crate::layout::{self, Layout};
use crate::record::Role;
use crate::thread::{Link, Owner, Weighed, Weights};
use crate::{ParseOptions, parse};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Frames printed before and after a stretch where the two differ.
const AROUND: usize = 2;

/// Prints every stretch where the found cover parts from the true one: ≠ where
/// they differ, × a frame whose lines do not belong together, ? where no true
/// link was to be had.
pub(super) fn weigh(truths: &[PathBuf]) -> Result<(), CliError> {
    for path in truths {
        let (truth, bytes) = known(path)?;
        let source = parse::read_source(bytes, &ParseOptions::default())
            .map_err(|error| CliError::new(Exit::Unreadable, error.to_string()))?;
        let layout = layout::layout(&source);
        let owners = owners(&truth);
        let owner = |line: usize| owners.get(&layout.lines[line].number).copied();
        let weighed = crate::thread::weigh(&layout, &Weights::default(), &owner);
        let sum = |of: fn(&Weighed) -> i32| weighed.iter().map(of).sum::<i32>();
        let mut out = format!(
            "# {} found {} true {} mixed {} astray {}\n",
            truth.source.file,
            sum(|one| one.found.cost),
            sum(|one| one.truth.cost),
            weighed.iter().filter(|one| one.mixed).count(),
            weighed.iter().filter(|one| one.astray).count()
        );
        for (first, last) in stretches(&weighed) {
            let _ = writeln!(
                out,
                "## {} {}",
                truth.source.file,
                balance(&weighed[first..=last])
            );
            for one in &weighed[first.saturating_sub(AROUND)..weighed.len().min(last + 1 + AROUND)]
            {
                out.push_str(&row(&layout, one));
            }
        }
        print(&out)?;
    }
    Ok(())
}

/// Whose every physical line is, and its place in the reading order.
fn owners(truth: &Truth) -> HashMap<u32, (Owner, u32)> {
    let mut out = HashMap::new();
    for (n, notice) in truth.notices.iter().enumerate() {
        let (mut enclosure, mut before) = (0, Role::Other);
        for &(role, first, last) in &notice.segments {
            let titled = role == Role::EnclosureTitle && before != role;
            if titled || (carried(role) && enclosure == 0) {
                enclosure += 1;
            }
            // The history note of a carried statute stands under its title.
            let under = role == Role::HistoryNote && before == Role::EnclosureTitle;
            before = role;
            let owner = Owner {
                notice: n as u32,
                enclosure: if under || carried(role) { enclosure } else { 0 },
            };
            for line in first..=last {
                let place = out.len() as u32;
                out.insert(line, (owner, place));
            }
        }
    }
    out
}

fn carried(role: Role) -> bool {
    matches!(
        role,
        Role::EnclosureTitle | Role::EnclosureBody | Role::EnclosureAttachments
    )
}

fn differs(one: &Weighed) -> bool {
    (one.found.action, one.found.thread, one.found.before)
        != (one.truth.action, one.truth.thread, one.truth.before)
}

/// First and last frame of every stretch that differs.
fn stretches(weighed: &[Weighed]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (n, _) in weighed.iter().enumerate().filter(|(_, one)| differs(one)) {
        match out.last_mut() {
            Some((_, last)) if n <= *last + 2 * AROUND => *last = n,
            _ => out.push((n, n)),
        }
    }
    out
}

/// By how much the true links of a stretch are dearer, and how many frames.
fn balance(stretch: &[Weighed]) -> String {
    let cost = |of: fn(&Weighed) -> i32| stretch.iter().map(of).sum::<i32>();
    format!(
        "frames {} truth dearer by {}",
        stretch.len(),
        cost(|one| one.truth.cost) - cost(|one| one.found.cost)
    )
}

fn row(layout: &Layout<'_>, one: &Weighed) -> String {
    let number = |line: usize| layout.lines[line].number;
    let words = |line: usize| layout.lines[line].flat.chars();
    let (first, last) = one.lines;
    let link = |link: &Link| {
        let before = link.before.map_or(String::new(), |line| {
            let end: Vec<char> = words(line).rev().take(6).collect();
            format!(" after …{}", end.iter().rev().collect::<String>())
        });
        let (action, thread, cost) = (link.action, number(link.thread), link.cost);
        format!("{action} {thread} {cost:+}{before}")
    };
    let end: Vec<char> = words(last).rev().take(8).collect();
    format!(
        "{}{}{} {}-{} p{} n{} | {} | {} | {}…{} [{}]\n",
        if differs(one) { "≠" } else { " " },
        if one.mixed { "×" } else { "" },
        if one.astray { "?" } else { "" },
        number(first),
        number(last),
        layout.lines[first].page,
        one.owner.map_or("?".to_owned(), |owner| format!(
            "{}.{}",
            owner.notice, owner.enclosure
        )),
        link(&one.found),
        link(&one.truth),
        words(first).take(16).collect::<String>(),
        end.iter().rev().collect::<String>(),
        one.looks,
    )
}
