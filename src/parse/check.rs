//! Nothing is lost: every non-blank line in exactly one place.

use crate::diag::Diagnostic;
use crate::record::{IssueDocument, LineRanges};
use crate::text::Source;

/// Counts every line's places; a line with none or several is an error.
///
/// A line whose rows carry spans may stand twice in the same notice.
pub fn conservation(source: &Source, document: &IssueDocument) -> Vec<Diagnostic> {
    let mut owner: Vec<u32> = vec![0; source.line_count() as usize + 1];
    let mut twice = LineRanges::new();
    let mut claim = |first: u32, last: u32, who: u32, spanned: bool| {
        for line in first..=last.min(source.line_count()) {
            let slot = &mut owner[line as usize];
            if *slot != 0 && !(spanned && *slot == who) {
                let blank = source
                    .line(line)
                    .is_none_or(|words| words.trim().is_empty());
                if !blank {
                    twice.push(line);
                }
            }
            *slot = who;
        }
    };
    for (n, notice) in document.notices.iter().enumerate() {
        for row in &notice.provenance {
            claim(row.lines.0, row.lines.1, n as u32 + 1, row.span.is_some());
        }
    }
    for item in &document.furniture {
        claim(item.lines.0, item.lines.1, u32::MAX, false);
    }
    let lost: LineRanges = source
        .lines()
        .filter(|(number, _, words)| owner[*number as usize] == 0 && !words.trim().is_empty())
        .map(|(number, _, _)| number)
        .collect();
    let mut out = Vec::new();
    for (lines, code, what) in [
        (lost, "record/line-lost", "in no place of the record"),
        (twice, "record/line-twice", "in two places of the record"),
    ] {
        if !lines.is_empty() {
            out.push(
                Diagnostic::error(
                    code,
                    format!("{} line range(s) stand {what}", lines.0.len()),
                    lines,
                )
                .with_hint("please report this source: it is a bug"),
            );
        }
    }
    out
}
