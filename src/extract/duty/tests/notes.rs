//! What could not be read is said, and certain facts are kept.

use super::cases::node;
use crate::diag::Severity;
use crate::extract::Subject;
use crate::extract::duty::extract;
use crate::record::Level;
use crate::text::LineRanges;

/// How many records, and the codes and lines of the notes.
fn check(level: Level, text: &str, records: usize, notes: &[(&str, &[(u32, u32)])]) {
    let mut node = node("", text);
    node.level = level;
    let body = [node];
    let (got, diagnostics) = extract(&Subject {
        body: &body,
        ..Subject::default()
    });
    assert_eq!(got.len(), records, "{text}: {got:?}");
    let said: Vec<(&str, &LineRanges)> = diagnostics
        .iter()
        .map(|d| (d.code.as_str(), &d.lines))
        .collect();
    let want: Vec<(&str, LineRanges)> = notes
        .iter()
        .map(|(code, lines)| (*code, LineRanges(lines.to_vec())))
        .collect();
    let want: Vec<(&str, &LineRanges)> = want.iter().map(|(code, lines)| (*code, lines)).collect();
    assert_eq!(said, want, "{text}");
    assert!(
        diagnostics
            .iter()
            .all(|d| d.severity == Severity::Note && !d.message.is_empty())
    );
}

#[test]
fn brackets_never_closed() {
    let cut: &[(&str, &[(u32, u32)])] = &[("duty/clause-cut", &[(2, 2)])];
    check(
        Level::Paragraph,
        "总则\n（市水利局牵头，市财政局配合",
        1,
        cut,
    );
    check(Level::Paragraph, "总则\n（市水利局牵头，市财", 1, cut);
    check(
        Level::Paragraph,
        "总则\n（市水利局牵头，市财政局配合）",
        1,
        &[],
    );
}

#[test]
fn brackets_that_only_look_like_a_clause() {
    check(
        Level::Paragraph,
        "甲（由本校牵头）乙",
        0,
        &[("duty/clause-unread", &[(1, 1)])],
    );
    check(Level::Paragraph, "（谁建设、谁牵头）", 0, &[]);
    check(Level::Paragraph, "（主要负责人）", 0, &[]);
}

#[test]
fn ragged_tables() {
    let note: &[(&str, &[(u32, u32)])] = &[("duty/table-ragged", &[(1, 3)])];
    check(Level::Table, "任务\t牵头单位\n一\t市教育局\n二", 1, note);
    check(Level::Table, "任务\t牵头单位\n一\t市教育局", 1, &[]);
}
