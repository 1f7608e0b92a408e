//! What a notice has to do with others, for people: what it rests on, what it
//! cites and who cites it, whether it is in force on a day.

use super::failure::{CliError, Exit};
use super::render::{BOLD, DIM, PLAIN, clean_line, lines, padded};
use crate::archive::Archive;
use crate::archive::links::{Link, LinkKind};
use crate::force::{self, Answer, Fact};
use crate::lexicon::successions;
use crate::notation::date;
use crate::record::{LineRanges, Notice, UnitName};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Most notices listed as citing one.
const MAX_SHOWN: usize = 50;

/// The record's word for a value.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn title(out: &mut String, name: &str) {
    let _ = writeln!(out, "\n{BOLD}{name}{PLAIN}");
}

fn row(out: &mut String, name: &str, words: &str, at: &LineRanges) {
    let place = match at.is_empty() {
        true => String::new(),
        false => format!("  {DIM}[{}]{PLAIN}", lines(at)),
    };
    let name = padded(&clean_line(name), 18);
    let _ = writeln!(out, "{DIM}{name}{PLAIN} {}{place}", clean_line(words));
}

/// What the record says beyond citations: basis, targets, own references,
/// history.
pub fn facts(out: &mut String, notice: &Notice) {
    let join = |parts: [&Option<String>; 3]| {
        let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        words.join(" · ")
    };
    if !notice.basis.is_empty() {
        title(out, "Basis");
    }
    for one in &notice.basis {
        let tier = one.tier.map(word).unwrap_or_default();
        let name = format!("{} {tier}", word(one.relation));
        let words = join([&one.title, &one.document_number, &one.issuing_body]);
        row(out, &name, &words, &one.lines);
    }
    if !notice.targets.is_empty() {
        title(out, "Deadlines and targets");
    }
    for one in &notice.targets {
        let due = one.due.as_deref().map(|due| format!("{due}: "));
        let words = format!("{}{}", due.unwrap_or_default(), one.text);
        row(out, &one.unit, &words, &one.lines);
    }
    if !notice.references.is_empty() {
        title(out, "References to its own articles");
    }
    for one in &notice.references {
        let words = format!("{} → {}", one.text, one.targets.join("、"));
        row(out, &one.unit, &words, &one.lines);
    }
    if !notice.history.is_empty() {
        title(out, "History");
    }
    for one in &notice.history {
        let words = join([&one.date, &one.by, &one.document_number]);
        row(out, &word(one.act), &words, &LineRanges::new());
    }
    later_names(out, notice);
}

/// What units named in the notice became since.
fn later_names(out: &mut String, notice: &Notice) {
    let units = notice.responsibilities.iter().flat_map(|duty| {
        let lists = [
            &duty.lead_units,
            &duty.supporting_units,
            &duty.responsible_units,
        ];
        lists.into_iter().flatten()
    });
    let mut later = BTreeMap::new();
    for UnitName {
        name, full_name, ..
    } in units
    {
        let full = full_name.as_deref().unwrap_or(name);
        let steps = successions::of(full);
        if !steps.is_empty() {
            later.entry(full.to_owned()).or_insert(steps);
        }
    }
    if !later.is_empty() {
        title(out, "Later names of units");
    }
    for (name, steps) in later {
        let steps: Vec<String> = steps
            .iter()
            .map(|step| format!("{} {} ({})", step.year, step.name, step.source))
            .collect();
        row(
            out,
            "",
            &format!("{name} → {}", steps.join(" → ")),
            &LineRanges::new(),
        );
    }
}

/// The notices of the archive that it cites, and those that cite it.
pub fn links(out: &mut String, archive: &Archive, notice: &Notice) -> Result<(), CliError> {
    let links = archive.links()?;
    let held: Vec<Link> = links
        .from(notice)?
        .into_iter()
        .filter(|link| link.to.is_some() && link.kind != LinkKind::Carries)
        .collect();
    if !held.is_empty() {
        title(out, "Cites, in this archive");
    }
    for link in &held {
        let id = link.to.as_deref().unwrap_or_default();
        let words = format!("{id}  {}", named(link));
        row(out, &word(link.kind), &words, &link.lines);
    }
    let citing = links.to(notice)?;
    if !citing.is_empty() {
        title(out, "Cited by");
    }
    for link in citing.iter().take(MAX_SHOWN) {
        let number = link.from_number.as_deref().unwrap_or_default();
        let kind = match link.kind {
            LinkKind::Cites | LinkKind::Carries => "cites",
            LinkKind::Basis => "rests on it",
            LinkKind::Repeals => "repeals it",
        };
        row(out, kind, &format!("{}  {number}", link.from), &link.lines);
    }
    if citing.len() > MAX_SHOWN {
        let words = format!(
            "and {} more: `gongbao links {}`",
            citing.len() - MAX_SHOWN,
            notice.id
        );
        row(out, "", &words, &LineRanges::new());
    }
    Ok(())
}

fn named(link: &Link) -> String {
    let parts = [&link.title, &link.document_number];
    let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    words.join(" · ")
}

/// Whether a notice is in force on a day, with what other notices of the
/// archive say.
pub fn in_force(archive: &Archive, notice: &Notice, day: &str) -> Result<Answer, CliError> {
    let day = date::whole(day)
        .filter(|date| date.day.is_some())
        .map(|date| date.iso())
        .ok_or_else(|| {
            let why = format!("`{day}` is no day; write it like 2024-05-01");
            CliError::new(Exit::Usage, why)
        })?;
    let endings = archive.links()?.endings(notice)?;
    Ok(force::on(&day, notice, &endings))
}

/// The answer for people.
pub fn answer(out: &mut String, answer: &Answer) {
    title(out, &format!("In force on {}", answer.day));
    row(out, "verdict", &word(answer.verdict), &LineRanges::new());
    for piece in &answer.evidence {
        let said = match piece.fact {
            Fact::Dated => "dated",
            Fact::Begins => "in force from",
            Fact::Expires => "last day",
            Fact::Repealed => "repealed",
            Fact::Amended => "amended",
            Fact::OpenEnd => "no end is printed, and this archive knows of none",
            Fact::NoBeginning => "nothing says from when it is in force",
            Fact::Incomplete => "pages are missing that may say more",
        };
        let mut words = said.to_owned();
        for part in [&piece.date, &piece.text, &piece.notice]
            .into_iter()
            .flatten()
        {
            words.push_str("  ");
            words.push_str(part);
        }
        row(out, "", &words, &piece.lines);
    }
}
