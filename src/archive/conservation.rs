//! The law of conservation: every non-blank line of a source is in exactly one
//! notice or in the furniture, and every printed character has one role.

use crate::record::IssueDocument;
use crate::text::{Source, Span};

/// Who a stretch of a line belongs to: a notice, or the furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Notice(usize),
    Furniture(usize),
}

/// Most faults told one by one.
const TOLD: usize = 20;

/// Checks a record against the text it was made from; gives one sentence for
/// each fault. Lines are physical lines, from 1.
pub fn faults(document: &IssueDocument, source: &Source) -> Vec<String> {
    let count = source.line_count();
    if document.source.lines != count {
        return vec![format!(
            "the record counts {} lines, the source has {count}",
            document.source.lines
        )];
    }
    let mut roles: Vec<Vec<(Span, Owner)>> = vec![Vec::new(); count as usize];
    let mut put = |lines: (u32, u32), span: Option<(u32, u32)>, owner: Owner| {
        let (first, last) = (lines.0.max(1), lines.1.min(count));
        for line in first..=last {
            if let (Some(whole), Some(slot)) =
                (source.line_span(line), roles.get_mut(line as usize - 1))
            {
                let part = span.map_or(whole, |(start, end)| Span {
                    start: start.clamp(whole.start, whole.end),
                    end: end.clamp(whole.start, whole.end),
                });
                // A record that claims a line over and over is wrong; the
                // first few claims show it.
                if slot.len() < 64 {
                    slot.push((part, owner));
                }
            }
        }
    };
    for (index, notice) in document.notices.iter().enumerate() {
        for row in &notice.provenance {
            put(row.lines, row.span, Owner::Notice(index));
        }
    }
    for (index, furniture) in document.furniture.iter().enumerate() {
        put(furniture.lines, None, Owner::Furniture(index));
    }
    let mut told = Vec::new();
    let mut count = 0usize;
    for ((line, span, words), parts) in source.lines().zip(&mut roles) {
        if let Some(fault) = line_fault(span, words, parts) {
            count += 1;
            if told.len() < TOLD {
                told.push(format!("line {line} {fault}"));
            }
        }
    }
    if count > told.len() {
        told.push(format!("{} more lines likewise", count - told.len()));
    }
    told
}

/// What is wrong with one line, if anything is.
fn line_fault(span: Span, words: &str, parts: &mut [(Span, Owner)]) -> Option<&'static str> {
    if words.trim().is_empty() {
        return None;
    }
    let Some(&(_, owner)) = parts.first() else {
        return Some("is in no notice and in no furniture");
    };
    if parts.iter().any(|(_, other)| *other != owner) {
        return Some("belongs to more than one notice or kind of furniture");
    }
    parts.sort_by_key(|(part, _)| (part.start, part.end));
    let mut at = span.start;
    for (part, _) in parts.iter() {
        if !blank(words, span, part.start, at.min(part.end)) {
            return Some("has characters with two roles");
        }
        if !blank(words, span, at, part.start) {
            return Some("has characters without a role");
        }
        at = at.max(part.end);
    }
    (!blank(words, span, at, span.end)).then_some("has characters without a role")
}

/// Whether the bytes `[from, to)` of the source hold nothing but white space.
fn blank(words: &str, line: Span, from: u32, to: u32) -> bool {
    if from >= to {
        return true;
    }
    let range = (from - line.start) as usize..(to - line.start) as usize;
    // A bound inside a character is a fault by itself.
    words.get(range).is_some_and(|part| part.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Furniture, FurnitureKind, Notice, Provenance, Role, SourceInfo};

    /// First line, last line, span.
    type Claim = (u32, u32, Option<(u32, u32)>);

    fn check(text: &str, notices: &[&[Claim]], furniture: &[(u32, u32)]) -> String {
        let source = Source::new(text.to_owned());
        let document = IssueDocument {
            source: SourceInfo {
                lines: source.line_count(),
                ..SourceInfo::default()
            },
            notices: notices
                .iter()
                .map(|rows| Notice {
                    provenance: rows
                        .iter()
                        .map(|&(a, b, span)| Provenance {
                            role: Role::Body,
                            lines: (a, b),
                            enclosure: None,
                            span,
                        })
                        .collect(),
                    ..Notice::default()
                })
                .collect(),
            furniture: furniture
                .iter()
                .map(|&lines| Furniture {
                    kind: FurnitureKind::Other,
                    text: String::new(),
                    lines,
                })
                .collect(),
            ..IssueDocument::default()
        };
        faults(&document, &source).join("; ")
    }

    #[test]
    fn every_line_has_one_place() {
        let text = "甲\n\n乙丙 丁\n12";
        let fine = [(1, 2, None), (3, 3, None)];
        assert_eq!(check(text, &[&fine], &[(4, 4)]), "");
        assert_eq!(check(text, &[&[(1, 1, None), (3, 3, None)]], &[(4, 4)]), "");
        assert_eq!(
            check(text, &[&fine], &[]),
            "line 4 is in no notice and in no furniture"
        );
        let two = "line 4 belongs to more than one notice or kind of furniture";
        assert_eq!(check(text, &[&fine, &[(4, 4, None)]], &[(4, 4)]), two);
        assert_eq!(check(text, &[&fine], &[(4, 4), (4, 9)]), two);
    }

    #[test]
    fn every_character_has_one_role() {
        // 乙 is bytes 5..8, 丙 8..11, the space 11, 丁 12..15.
        let text = "甲\n\n乙丙 丁";
        let with = |a, b| {
            check(
                text,
                &[&[(1, 1, None), (3, 3, Some(a)), (3, 3, Some(b))]],
                &[],
            )
        };
        assert_eq!(with((5, 11), (12, 15)), "");
        assert_eq!(with((5, 12), (11, 15)), "");
        assert_eq!(
            with((5, 8), (12, 15)),
            "line 3 has characters without a role"
        );
        assert_eq!(
            with((5, 11), (8, 15)),
            "line 3 has characters with two roles"
        );
        assert_eq!(
            with((5, 9), (9, 12)),
            "line 3 has characters without a role"
        );
        assert_eq!(
            check(text, &[&[(1, 3, None), (3, 3, None)]], &[]),
            "line 3 has characters with two roles"
        );
    }

    #[test]
    fn faults_are_told_within_bounds() {
        let text = "甲\n".repeat(1000);
        let told = faults(
            &IssueDocument {
                source: SourceInfo {
                    lines: 1000,
                    ..SourceInfo::default()
                },
                ..IssueDocument::default()
            },
            &Source::new(text),
        );
        assert_eq!(told.len(), TOLD + 1);
        assert!(told[TOLD].starts_with("980 more"));
        assert!(check("甲", &[&[(0, u32::MAX, None)]], &[]).is_empty());
    }
}
