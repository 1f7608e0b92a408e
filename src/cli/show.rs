//! `gongbao show`: one notice, whole.

use super::args::{Global, ShowArgs, TextFormat};
use super::failure::{CliError, Exit};
use super::open_archive;
use super::output::{Output, print};
use super::relations;
use super::render::{BOLD, DIM, PLAIN, clean, clean_line, lines, padded};
use crate::ParseOptions;
use crate::archive::Archive;
use crate::export;
use crate::index::{Head, Target};
use crate::parse::read_source;
use crate::record::{IssueDocument, LineRanges, Notice, Responsibility, Unit};
use std::fmt::Write;

pub fn run(args: &ShowArgs, global: &Global) -> Result<Exit, CliError> {
    let archive = open_archive(global)?;
    let (document, place) = resolve(&archive, &args.id.join(" "))?;
    let Some(notice) = document.notices.get(place) else {
        return Ok(Exit::Nothing);
    };
    let answer = match &args.in_force {
        Some(day) => Some(relations::in_force(&archive, notice, day)?),
        None => None,
    };
    match args.format {
        TextFormat::Json => {
            let mut bytes = Vec::new();
            match &answer {
                Some(answer) => bytes = export::line(answer)?,
                None => export::notice(&mut bytes, &document, notice)?,
            }
            let mut out = Output::open(None)?;
            out.json(bytes)?;
            out.finish()?;
        }
        TextFormat::Text => {
            let mut text = page(&document, notice);
            relations::links(&mut text, &archive, notice)?;
            if let Some(answer) = &answer {
                relations::answer(&mut text, answer);
            }
            if args.source {
                printed(&mut text, &archive, &document, notice)?;
            }
            print(&text)?;
        }
    }
    Ok(Exit::Done)
}

/// The record with the notice of this id or number, and the notice's place in
/// it.
pub fn resolve(archive: &Archive, name: &str) -> Result<(IssueDocument, usize), CliError> {
    let head = match archive.reader()?.resolve(name)? {
        Target::One(head) => *head,
        Target::None => {
            let why = format!("no notice has the id or number `{name}`");
            return Err(CliError::new(Exit::Nothing, why));
        }
        Target::Many(heads) => return Err(ambiguous(name, &heads)),
    };
    let document = archive.record(&head.source)?;
    let place = find(&document, &head)?;
    Ok((document, place))
}

fn ambiguous(name: &str, heads: &[Head]) -> CliError {
    let mut why = format!("`{name}` may be one of several notices:");
    for head in heads {
        let title = head.title.as_deref().unwrap_or("(no title)");
        let _ = write!(why, "\n  {}  {}", head.id, clean_line(title));
    }
    CliError::new(Exit::Usage, why)
}

/// The notice's place in its record. Where a rebuild is under way the record
/// may be newer than the index; the id decides.
fn find(document: &IssueDocument, head: &Head) -> Result<usize, CliError> {
    let notices = &document.notices;
    let place = head.ordinal as usize;
    notices
        .get(place)
        .filter(|notice| notice.id == head.id)
        .map(|_| place)
        .or_else(|| notices.iter().position(|notice| notice.id == head.id))
        .ok_or_else(|| {
            let why = format!(
                "the record of {} has no notice {}",
                document.source.file, head.id
            );
            CliError::new(Exit::Integrity, why)
        })
}

/// The notice for people.
fn page(document: &IssueDocument, notice: &Notice) -> String {
    let mut out = String::new();
    let title = notice.title.as_deref().unwrap_or("(no title)");
    let _ = writeln!(out, "{BOLD}{}{PLAIN}\n", clean_line(title));
    head(&mut out, document, notice);
    out.push('\n');
    for unit in &notice.body {
        units(&mut out, unit, 0);
    }
    for enclosure in &notice.enclosures {
        let title = enclosure.title.as_deref().unwrap_or("(no title)");
        let _ = writeln!(out, "\n{BOLD}{}{PLAIN}\n", clean_line(title));
        for unit in &enclosure.body {
            units(&mut out, unit, 0);
        }
    }
    facts(&mut out, notice);
    out
}

/// Name and value of a fact; nothing where there is no value.
fn fact(out: &mut String, name: &str, value: &str, at: Option<&LineRanges>) {
    if value.is_empty() {
        return;
    }
    let place = match at {
        Some(at) if !at.is_empty() => format!("  {DIM}[{}]{PLAIN}", lines(at)),
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "{DIM}{}{PLAIN} {}{place}",
        padded(name, 18),
        clean_line(value)
    );
}

fn head(out: &mut String, document: &IssueDocument, notice: &Notice) {
    let mut put = |key: &str, value: Option<&str>| {
        fact(
            out,
            key,
            value.unwrap_or_default(),
            notice.field_lines.get(key),
        );
    };
    put("id", Some(&notice.id));
    put("document_type", notice.document_type.as_deref());
    let kind = serde_json::to_value(notice.notice_kind).unwrap_or_default();
    put("notice_kind", kind.as_str());
    let region = notice.region.as_ref();
    let region = region.map(|r| format!("{} {} ({})", r.code, r.name, r.revision));
    put("region", region.as_deref());
    put("signed_by", Some(&notice.signed_by.join("、")));
    put("issuing_body", Some(&notice.issuing_bodies.join("、")));
    put("recipients", Some(&notice.recipients.join("、")));
    put("date", notice.date.as_deref());
    put("rubric", notice.rubric.as_deref());
    put("disclosure", notice.disclosure.as_deref());
    put(
        "approval",
        notice.approval.as_ref().and_then(|a| a.text.as_deref()),
    );
    put(
        "effective",
        notice.effective.as_ref().and_then(|e| e.text.as_deref()),
    );
    put("copied_to", Some(&notice.copied_to.join("、")));
    put("registration_number", notice.registration_number.as_deref());
    put("history_note", notice.history_note.as_deref());
    put("printing", notice.printing.as_deref());
    if let Some(number) = &notice.document_number {
        fact(out, "document_number", &number.text, Some(&number.lines));
    }
    let completeness = serde_json::to_value(notice.completeness).unwrap_or_default();
    fact(
        out,
        "completeness",
        completeness.as_str().unwrap_or_default(),
        None,
    );
    let gazette = &document.gazette;
    let issue = [
        gazette.title.clone(),
        gazette.year.map(|year| format!("{year}年")),
        gazette.number.map(|number| format!("第{number}期")),
    ];
    fact(
        out,
        "gazette",
        &issue.into_iter().flatten().collect::<String>(),
        None,
    );
    fact(out, "source", &document.source.file, None);
}

/// A unit and those below it, indented. The parser nests to 16.
fn units(out: &mut String, unit: &Unit, depth: usize) {
    let indent = "  ".repeat(depth.min(16));
    let label = unit.label.as_deref().unwrap_or_default();
    let text = clean(&unit.text).replace('\n', &format!("\n{indent}"));
    let place = lines(&unit.lines);
    let gap = if text.is_empty() && label.is_empty() {
        ""
    } else {
        "  "
    };
    let _ = writeln!(
        out,
        "{indent}{BOLD}{}{PLAIN}{text}{gap}{DIM}[{place}]{PLAIN}",
        clean_line(label)
    );
    for child in &unit.children {
        units(out, child, depth + 1);
    }
}

fn facts(out: &mut String, notice: &Notice) {
    let title = |out: &mut String, name: &str, any: bool| {
        if any {
            let _ = writeln!(out, "\n{BOLD}{name}{PLAIN}");
        }
    };
    title(out, "Attachments", !notice.attachments.is_empty());
    for one in &notice.attachments {
        let number = one.number.map(|n| n.to_string()).unwrap_or_default();
        fact(out, &number, &one.title, Some(&one.lines));
    }
    title(out, "Responsibilities", !notice.responsibilities.is_empty());
    for one in &notice.responsibilities {
        duty(out, one);
    }
    title(out, "Citations", !notice.citations.is_empty());
    for one in &notice.citations {
        let words = [&one.title, &one.document_number, &one.issuing_body];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        fact(out, "", &words.join(" · "), Some(&one.lines));
    }
    title(out, "Repeals", !notice.repeals.is_empty());
    for one in &notice.repeals {
        let words: Vec<&str> = [&one.title, &one.document_number]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        fact(out, "", &words.join(" · "), None);
    }
    relations::facts(out, notice);
    title(out, "Appointments", !notice.appointments.is_empty());
    for one in &notice.appointments {
        let action = serde_json::to_value(one.action).unwrap_or_default();
        let person = one.person.as_deref().unwrap_or_default();
        let words = format!("{person} {}", one.post);
        fact(
            out,
            action.as_str().unwrap_or_default(),
            &words,
            Some(&one.lines),
        );
    }
    title(out, "Roster", !notice.roster.is_empty());
    for one in &notice.roster {
        let words: Vec<&str> = [&one.name, &one.position]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        fact(out, &one.role, &words.join(" "), Some(&one.lines));
    }
    title(out, "Repairs", !notice.repairs.is_empty());
    for one in &notice.repairs {
        let words = format!("{} → {} ({})", one.found, one.meant, one.reason);
        fact(out, "", &words, Some(&one.lines));
    }
    title(out, "Diagnostics", !notice.diagnostics.is_empty());
    for one in &notice.diagnostics {
        fact(out, &one.code, &one.message, Some(&one.lines));
    }
    title(out, "Provenance", true);
    for row in &notice.provenance {
        let role = serde_json::to_value(row.role).unwrap_or_default();
        let which = row.enclosure.map(|n| format!(" {n}")).unwrap_or_default();
        let name = format!("{}{which}", role.as_str().unwrap_or_default());
        let at = lines(&LineRanges(vec![row.lines]));
        fact(out, &name, &format!("lines {at}"), None);
    }
}

fn duty(out: &mut String, one: &Responsibility) {
    let names = |units: &[crate::record::UnitName]| {
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        names.join("、")
    };
    fact(out, &clean_line(&one.unit), &one.text, Some(&one.lines));
    for (role, units) in [
        ("  lead", &one.lead_units),
        ("  support", &one.supporting_units),
        ("  responsible", &one.responsible_units),
    ] {
        fact(out, role, &names(units), None);
    }
}

/// The printed lines of the notice in reading order, each with its role.
fn printed(
    out: &mut String,
    archive: &Archive,
    document: &IssueDocument,
    notice: &Notice,
) -> Result<(), CliError> {
    let sha256 = &document.source.sha256;
    let bytes = archive.original(sha256)?;
    let options = ParseOptions {
        encoding: archive
            .catalog()?
            .get(sha256)
            .and_then(|row| row.encoding.clone()),
        ..ParseOptions::default()
    };
    let source = read_source(bytes, &options)
        .map_err(|error| CliError::new(Exit::Unreadable, error.to_string()))?;
    let _ = writeln!(out, "\n{BOLD}As printed{PLAIN}");
    for row in &notice.provenance {
        let role = serde_json::to_value(row.role).unwrap_or_default();
        let (first, last) = row.lines;
        for line in first..=last.min(source.line_count()) {
            let words = source.line(line).unwrap_or_default();
            if !words.trim().is_empty() {
                let role = padded(role.as_str().unwrap_or_default(), 20);
                let _ = writeln!(out, "{DIM}{role} {line:>6} │{PLAIN} {}", clean_line(words));
            }
        }
    }
    Ok(())
}
