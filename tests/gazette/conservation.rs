//! Nothing lost, nothing twice: every non-blank line in exactly one place, every
//! word of a text in its units, every range of lines and bytes a real one.

use crate::files::{parsed, short, texts};
use gongbao::record::{IssueDocument, Notice, Role, Unit};
use gongbao::text::Source;
use gongbao::{ParseOptions, parse};
use std::fs;

/// Checks a document against the source it was made from.
pub fn check(source: &Source, document: &IssueDocument) -> Result<(), String> {
    let count = source.line_count();
    let mut owner: Vec<Option<(usize, bool)>> = vec![None; count as usize + 1];
    let mut claim = |line: u32, who: usize, spanned: bool| {
        let blank = source
            .line(line)
            .is_none_or(|words| words.trim().is_empty());
        let slot = &mut owner[line as usize];
        match slot {
            Some((other, other_spanned))
                if !(blank || *other == who && *other_spanned && spanned) =>
            {
                Err(format!("line {line} has two owners, {other} and {who}"))
            }
            _ => {
                *slot = Some((who, spanned));
                Ok(())
            }
        }
    };
    for (who, notice) in document.notices.iter().enumerate() {
        for row in &notice.provenance {
            let (first, last) = row.lines;
            if !(1 <= first && first <= last && last <= count) {
                return Err(format!("provenance {first}..{last} of {count} lines"));
            }
            for line in first..=last {
                claim(line, who, row.span.is_some())?;
            }
            if let Some((start, end)) = row.span {
                let inside = source
                    .line_span(first)
                    .is_some_and(|whole| whole.start <= start && start < end && end <= whole.end);
                let words = source.text().get(start as usize..end as usize);
                if !inside || words.is_none() {
                    return Err(format!("span {start}..{end} is not inside line {first}"));
                }
            }
            if row
                .enclosure
                .is_some_and(|n| n == 0 || n as usize > notice.enclosures.len())
            {
                return Err(format!("there is no enclosure {:?}", row.enclosure));
            }
        }
        lines_exist(notice, count)?;
        words(source, notice)?;
    }
    for item in &document.furniture {
        for line in item.lines.0..=item.lines.1 {
            claim(line, usize::MAX, false)?;
        }
    }
    for (line, _, words) in source.lines() {
        if !words.trim().is_empty() && owner[line as usize].is_none() {
            return Err(format!("line {line} is lost: {words:?}"));
        }
    }
    let ids: std::collections::HashSet<&str> = document
        .notices
        .iter()
        .map(|notice| notice.id.as_str())
        .collect();
    if ids.len() != document.notices.len() || ids.contains("") {
        return Err("ids are not unique".to_owned());
    }
    if let Some(wrong) = document
        .diagnostics
        .iter()
        .find(|d| d.code.starts_with("record/"))
    {
        return Err(format!("the parse says of itself: {}", wrong.message));
    }
    Ok(())
}

/// Lines named by values lie in the source.
fn lines_exist(notice: &Notice, count: u32) -> Result<(), String> {
    let fields = notice.field_lines.values();
    let facts = notice
        .responsibilities
        .iter()
        .map(|r| &r.lines)
        .chain(notice.citations.iter().map(|c| &c.lines));
    let more = notice
        .appointments
        .iter()
        .map(|a| &a.lines)
        .chain(notice.repairs.iter().map(|r| &r.lines));
    let notes = notice.diagnostics.iter().map(|d| &d.lines);
    for lines in fields.chain(facts).chain(more).chain(notes) {
        for &(first, last) in &lines.0 {
            if !(1 <= first && first <= last && last <= count) {
                return Err(format!(
                    "a value is said to stand in {first}..{last} of {count} lines"
                ));
            }
        }
    }
    Ok(())
}

/// The units say what the lines of the text say, in order.
fn words(source: &Source, notice: &Notice) -> Result<(), String> {
    if !notice.repairs.is_empty() {
        return Ok(());
    }
    let parts = std::iter::once((Role::Body, None, &notice.body)).chain(
        notice
            .enclosures
            .iter()
            .enumerate()
            .map(|(n, enclosure)| (Role::EnclosureBody, Some(n as u32 + 1), &enclosure.body)),
    );
    for (role, enclosure, units) in parts {
        let rows = notice
            .provenance
            .iter()
            .filter(|row| row.role == role && row.enclosure == enclosure);
        let printed: String = rows
            .flat_map(|row| row.lines.0..=row.lines.1)
            .filter_map(|line| source.line(line))
            .flat_map(squeezed)
            .collect();
        let mut said = String::new();
        collect(units, &mut said);
        if printed != said {
            let at = printed
                .chars()
                .zip(said.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let near = |text: &str| {
                text.chars()
                    .skip(at.saturating_sub(5))
                    .take(20)
                    .collect::<String>()
            };
            return Err(format!(
                "{role:?} {enclosure:?}: printed {:?}, said {:?}",
                near(&printed),
                near(&said)
            ));
        }
    }
    Ok(())
}

/// What prints: no white space, no signs such as NUL or direction marks.
fn squeezed(words: &str) -> impl Iterator<Item = char> {
    words
        .chars()
        .filter(|&c| !c.is_whitespace() && !gongbao::text::is_invisible(c))
}

fn collect(units: &[Unit], out: &mut String) {
    for unit in units {
        out.extend(unit.label.iter().flat_map(|label| squeezed(label)));
        out.extend(squeezed(&unit.text));
        collect(&unit.children, out);
    }
}

#[test]
fn nothing_of_the_corpus_is_lost() {
    for path in texts() {
        let Ok(document) = parsed(&path) else {
            continue;
        };
        let bytes = fs::read(&path).unwrap();
        let source = gongbao::read_source(bytes, &ParseOptions::default()).unwrap();
        if let Err(why) = check(&source, &document) {
            panic!("{}: {why}", short(&path));
        }
    }
}

#[test]
fn a_lost_line_is_seen() {
    let text = "某市人民政府\n关于某事的通知\n各县人民政府：\n    现通知如下。\n";
    let source = Source::new(text.to_owned());
    let mut document = parse("a.txt", text.into(), &ParseOptions::default()).unwrap();
    assert_eq!(check(&source, &document), Ok(()));
    let row = document.notices[0].provenance.pop().unwrap();
    assert!(check(&source, &document).is_err());
    document.notices[0].provenance.extend([row.clone(), row]);
    assert!(check(&source, &document).is_err());
}

/// Sizes of bad input that a person may meet; deadlines are generous, since
/// they are there to tell linear time from quadratic.
#[test]
fn large_bad_input_is_read_in_time() {
    let cases: [(&str, String); 7] = [
        ("opening brackets", "（".repeat(200_000)),
        ("nested pairs", "《〈".repeat(5_000) + &"〉》".repeat(5_000)),
        ("one long line", "关于印发通知的意见，".repeat(50_000)),
        ("labels", "一、甲\n".repeat(10_000)),
        ("names", "任命：\n张三为某局局长；\n".repeat(5_000)),
        ("page numbers only", "12\n\u{c}\n".repeat(10_000)),
        ("one organ a line", "某市人民政府\n".repeat(5_000)),
    ];
    for (name, text) in cases {
        let start = std::time::Instant::now();
        let document = parse("x.txt", text.clone().into_bytes(), &ParseOptions::default()).unwrap();
        let took = start.elapsed();
        check(&Source::new(text), &document).unwrap_or_else(|why| panic!("{name}: {why}"));
        println!("{name}: {took:?}");
        assert!(took.as_secs() < 60, "{name}: {took:?}");
    }
}
