//! Units named twice in one responsibility clause.

use crate::diag::Diagnostic;
use crate::record::{DutyBasis, DutyForm, Notice, Responsibility, UnitName};

/// Names of a clause compared with each other; longer lists are left alone.
const MAX_NAMES: usize = 400;

pub(super) fn check(notice: &Notice, out: &mut Vec<Diagnostic>) {
    for duty in &notice.responsibilities {
        // Sentences and leads taken from a heading may name a unit again.
        if duty.form == DutyForm::Sentence || duty.basis == DutyBasis::Heading {
            continue;
        }
        // One label twice: two clauses run together, no misprint.
        if label_twice(&duty.text) {
            continue;
        }
        if let Some(name) = twice(duty) {
            out.push(
                Diagnostic::warning(
                    "check/duplicate-unit",
                    format!("{name} stands twice in one clause"),
                    duty.lines.clone(),
                )
                .with_hint("one of both may be meant for another unit"),
            );
        }
    }
}

/// Bytes of a label before its colon that are compared: four characters.
const LABEL: usize = 12;

/// Whether a clause has one label (责任单位：) more than once.
fn label_twice(text: &str) -> bool {
    let mut seen = Vec::new();
    for (at, _) in text.match_indices(['：', ':']).take(16) {
        let start = text.floor_char_boundary(at.saturating_sub(LABEL));
        let label = text.get(start..at).unwrap_or_default();
        if seen.contains(&label) {
            return true;
        }
        seen.push(label);
    }
    false
}

/// A name that is printed twice in the clause and stands twice in one list, or
/// leads and supports. A unit that leads may well stand among the responsible
/// ones again.
fn twice(duty: &Responsibility) -> Option<&str> {
    let carry_out: Vec<&UnitName> = duty
        .lead_units
        .iter()
        .chain(&duty.supporting_units)
        .collect();
    let answer: Vec<&UnitName> = duty.responsible_units.iter().collect();
    // A list that a rule of the document adds to may repeat what is printed
    // once.
    [carry_out, answer]
        .iter()
        .filter_map(|list| repeated(list))
        .find(|name| duty.text.matches(name).count() > 1)
}

/// The first name, in order of the names, that a list has twice.
fn repeated<'a>(list: &[&'a UnitName]) -> Option<&'a str> {
    if list.len() > MAX_NAMES {
        return None;
    }
    let mut names: Vec<&str> = list.iter().map(|unit| unit.name.as_str()).collect();
    names.sort_unstable();
    let pair = names.windows(2).find(|pair| pair.first() == pair.last())?;
    pair.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(text: &str, lead: &[&str], support: &[&str]) -> Responsibility {
        let units = |names: &[&str]| {
            names
                .iter()
                .map(|name| UnitName {
                    name: (*name).to_owned(),
                    ..UnitName::default()
                })
                .collect()
        };
        Responsibility {
            text: text.to_owned(),
            lead_units: units(lead),
            supporting_units: units(support),
            ..Responsibility::default()
        }
    }

    #[test]
    fn repeats_in_one_clause() {
        let text = "（市财政局牵头，市教育局、市财政局配合）";
        let of = |duty: Responsibility| {
            let mut out = Vec::new();
            check(
                &Notice {
                    responsibilities: vec![duty],
                    ..Notice::default()
                },
                &mut out,
            );
            out.len()
        };
        assert_eq!(of(duty(text, &["市财政局"], &["市教育局", "市财政局"])), 1);
        assert_eq!(of(duty(text, &["市财政局"], &["市教育局"])), 0);
        // The lead among the responsible ones.
        let again = "（牵头单位：市财政局；责任单位：市财政局、市教育局）";
        let mut both = duty(again, &["市财政局"], &[]);
        both.responsible_units = both.lead_units.clone();
        assert_eq!(of(both), 0);
        // Printed once, added by a rule.
        let once = "（市财政局牵头）";
        assert_eq!(of(duty(once, &["市财政局"], &["市财政局"])), 0);
        let run = "责任单位：市财政局责任单位：市财政局";
        assert_eq!(of(duty(run, &["市财政局", "市财政局"], &[])), 0);
        let mut sentence = duty(text, &["市财政局"], &["市财政局"]);
        sentence.form = DutyForm::Sentence;
        assert_eq!(of(sentence), 0);
    }
}
