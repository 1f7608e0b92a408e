//! The generator against itself: its truth must speak of its text.

use super::*;
use crate::record::{Completeness, Provenance, Role};

/// Issues of every profile, few enough for a quick run.
fn some_issues() -> impl Iterator<Item = (String, Truth, &'static Profile)> {
    profiles().iter().flat_map(|profile| {
        (0..5).map(move |seed| {
            let (text, truth) = issue(seed, profile);
            (text, truth, profile)
        })
    })
}

fn squeeze(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for profile in profiles() {
        assert_eq!(issue(3, profile), issue(3, profile));
        assert_ne!(issue(3, profile).0, issue(4, profile).0);
    }
}

#[test]
fn every_line_is_in_exactly_one_place() {
    for (text, truth, profile) in some_issues() {
        let mut owners = vec![0; text.lines().count() + 1];
        for &(first, last) in &truth.furniture {
            (first..=last).for_each(|line| owners[line as usize] += 1);
        }
        for notice in &truth.notices {
            for &(_, first, last) in &notice.segments {
                (first..=last).for_each(|line| owners[line as usize] += 1);
            }
        }
        let mut nonblank = Vec::new();
        for (line, words) in (1..).zip(text.lines()) {
            if words.trim().is_empty() {
                continue;
            }
            nonblank.push(line);
            assert_eq!(
                owners[line as usize], 1,
                "{} line {line}: {words}",
                profile.name
            );
        }
        assert_eq!(nonblank, truth.nonblank_lines);
    }
}

#[test]
fn segments_print_the_text() {
    for (text, truth, profile) in some_issues() {
        let lines: Vec<&str> = text.lines().collect();
        for notice in &truth.notices {
            for (role, words) in [
                (Role::Body, &notice.body_text),
                (Role::EnclosureBody, &notice.enclosure_text),
            ] {
                let mut printed = String::new();
                for &(at, first, last) in &notice.segments {
                    if at == role {
                        for line in first..=last {
                            printed.push_str(&mended(lines[line as usize - 1], line, notice));
                        }
                    }
                }
                assert_eq!(squeeze(&printed), *words, "{} {}", profile.name, notice.id);
            }
        }
    }
}

/// A printed line with its mis-decoded symbols put right.
fn mended(words: &str, line: u32, notice: &TruthNotice) -> String {
    let mut chars: Vec<String> = words.chars().map(String::from).collect();
    for glyph in notice
        .glyph_repairs
        .iter()
        .filter(|glyph| glyph.line == line)
    {
        let at = &mut chars[glyph.column as usize - 1];
        assert_eq!(*at, glyph.found, "{words}");
        at.clone_from(&glyph.meant);
    }
    chars.concat()
}

#[test]
fn labels_stand_on_their_lines() {
    for (text, truth, profile) in some_issues() {
        let lines: Vec<&str> = text.lines().collect();
        for notice in &truth.notices {
            for unit in &notice.outline {
                let words = squeeze(lines[unit.line as usize - 1]);
                let start: String = unit.label.chars().take(1).collect();
                assert!(
                    words.contains(&unit.label) || words.contains(&start),
                    "{}: {} not in {words}",
                    profile.name,
                    unit.label
                );
            }
            for duty in &notice.responsibilities {
                let words = lines[duty.line as usize - 1];
                assert!(
                    duty.text.starts_with(|open| words.contains(open)),
                    "{words}"
                );
            }
        }
    }
}

#[test]
fn clean_profiles_are_clean_and_damaged_ones_are_not() {
    for (_, truth, profile) in some_issues() {
        let damaged = profile.name.contains("damage");
        for notice in &truth.notices {
            if !damaged {
                assert!(
                    notice.cuts.is_empty(),
                    "{} {}: {:?}",
                    profile.name,
                    notice.id,
                    notice.cuts
                );
                assert_eq!(notice.completeness, Completeness::Complete);
            }
        }
    }
    let damaged = profile("sample-damage").expect("a profile");
    let notices: Vec<TruthNotice> = (0..40)
        .flat_map(|seed| issue(seed, damaged).1.notices)
        .collect();
    let cut = notices
        .iter()
        .filter(|notice| !notice.cuts.is_empty())
        .count();
    let witnessed = notices.iter().filter(|notice| notice.witnessed).count();
    assert!(cut * 4 > notices.len(), "{cut} of {} cut", notices.len());
    assert!(
        witnessed * 2 > notices.len(),
        "{witnessed} of {} witnessed",
        notices.len()
    );
    for wanted in [Completeness::HeadMissing, Completeness::TailMissing] {
        assert!(notices.iter().any(|notice| notice.completeness == wanted));
    }
}

#[test]
fn a_perfect_document_scores_everything() {
    for (text, truth, profile) in some_issues() {
        let (score, misses) = examine(&truth, &perfect(&text, &truth));
        assert!(
            score.perfect(),
            "{}: {:#?}",
            profile.name,
            &misses[..misses.len().min(3)]
        );
        assert!(misses.is_empty());
    }
}

#[test]
fn two_lines_swapped_are_noticed() {
    let (text, truth) = issue(5, &profiles()[0]);
    let mut document = perfect(&text, &truth);
    let long = |row: &Provenance| row.role == Role::Body && row.lines.1 > row.lines.0 + 1;
    let notice = document
        .notices
        .iter_mut()
        .find(|notice| notice.provenance.iter().any(long))
        .expect("a notice with a body of several lines");
    let rows = &mut notice.provenance;
    let at = rows.iter().position(long).expect("that body");
    // first, third …, second: one line printed out of its order.
    let (first, last) = rows[at].lines;
    let row = rows[at].clone();
    rows[at].lines = (first, first);
    rows.insert(
        at + 1,
        Provenance {
            lines: (first + 2, last),
            ..row.clone()
        },
    );
    rows.insert(
        at + 2,
        Provenance {
            lines: (first + 1, first + 1),
            ..row
        },
    );
    let score = compare(&truth, &document);
    assert!(!score.perfect());
    assert!(score.all.own_lines.perfect());
    assert_eq!(score.all.in_order.right + 1, score.all.in_order.total);
    assert_eq!(score.all.with_roles.right + 1, score.all.with_roles.total);
}

#[test]
fn an_empty_document_is_measured_too() {
    let (_, truth) = issue(5, &profiles()[2]);
    let score = compare(&truth, &IssueDocument::default());
    assert_eq!(score.found.right, 0);
    assert_eq!(score.lines_once.right, 0);
    let whole = measure(&profiles()[2], 0..2, |_, _| IssueDocument::default());
    assert_eq!(whole.issues, 2);
    assert!(whole.to_string().contains("notice found"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// Any seed gives an issue whose truth holds together.
    #[test]
    fn any_seed_holds_together(seed: u64, which in 0..profiles().len()) {
        let (text, truth) = issue(seed, &profiles()[which]);
        let (score, misses) = examine(&truth, &perfect(&text, &truth));
        proptest::prop_assert!(score.perfect(), "{:?}", misses.first());
        let json = serde_json::to_string(&truth).expect("a truth is plain data");
        let back: Truth = serde_json::from_str(&json).expect("and comes back");
        proptest::prop_assert_eq!(back, truth);
    }

    /// Whatever a parser hands in, it is measured.
    #[test]
    fn any_document_is_measured(rows in proptest::collection::vec((0_u32..5000, 0_u32..5000), 0..40)) {
        let (_, truth) = issue(1, &profiles()[2]);
        let mut document = IssueDocument::default();
        for (turn, lines) in rows.into_iter().enumerate() {
            if turn % 3 == 0 {
                document.notices.push(Default::default());
            }
            if let Some(notice) = document.notices.last_mut() {
                notice.provenance.push(Provenance { role: Role::Body, lines, enclosure: None, span: None });
            }
        }
        let score = compare(&truth, &document);
        proptest::prop_assert_eq!(score.found.total, truth.notices.len() as u64);
    }
}
