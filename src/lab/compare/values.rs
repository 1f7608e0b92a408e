//! Values and facts of one notice compared.

use super::super::truth::TruthNotice;
use super::Exam;
use super::align::{common, sets};
use crate::record::{
    AppointmentAction, DutyForm, Level, Notice, Repeal, RosterForm, Unit, UnitName,
};

fn squeeze(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

fn squeezed(words: Option<&str>) -> Option<String> {
    words.map(squeeze).filter(|words| !words.is_empty())
}

fn names(units: &[UnitName]) -> Vec<String> {
    units.iter().map(|unit| squeeze(&unit.name)).collect()
}

impl Exam<'_> {
    fn field<T: PartialEq + std::fmt::Debug>(
        &mut self,
        name: &str,
        wanted: T,
        found: T,
        any: bool,
    ) {
        let right = any && wanted == found;
        self.score
            .fields
            .entry(name.to_owned())
            .or_default()
            .add(right);
        if !right {
            self.miss(name, format!("want {wanted:?} got {found:?}"));
        }
    }

    pub(super) fn fields(&mut self, truth: &TruthNotice, notice: &Notice, any: bool) {
        let number = notice
            .document_number
            .as_ref()
            .map(|number| number.text.as_str());
        self.field(
            "document_number",
            squeezed(truth.document_number.as_deref()),
            squeezed(number),
            any,
        );
        for (name, wanted, found) in [
            ("title", &truth.title, &notice.title),
            ("document_type", &truth.document_type, &notice.document_type),
            ("issuing_body", &truth.issuing_body, &notice.issuing_body),
            ("date", &truth.date, &notice.date),
            ("disclosure", &truth.disclosure, &notice.disclosure),
            ("rubric", &truth.rubric, &notice.rubric),
            ("history_note", &truth.history_note, &notice.history_note),
            (
                "registration_number",
                &truth.registration_number,
                &notice.registration_number,
            ),
        ] {
            if wanted.as_deref() != Some("*") {
                self.field(
                    name,
                    squeezed(wanted.as_deref()),
                    squeezed(found.as_deref()),
                    any,
                );
            }
        }
        self.field("completeness", truth.completeness, notice.completeness, any);
        let list = |words: &[String]| words.iter().map(|word| squeeze(word)).collect::<Vec<_>>();
        self.field(
            "issuing_bodies",
            list(&truth.issuing_bodies),
            list(&notice.issuing_bodies),
            any,
        );
        self.field(
            "recipients",
            list(&truth.recipients),
            list(&notice.recipients),
            any,
        );
        self.field(
            "subject_words",
            list(&truth.subject_words),
            list(&notice.subject_words),
            any,
        );
        self.field(
            "copied_to",
            list(&truth.copied_to),
            list(&notice.copied_to),
            any,
        );
        let approval =
            |meeting: Option<&str>, verb: Option<&str>| (squeezed(meeting), squeezed(verb));
        let wanted = truth.approval.as_ref().map_or((None, None), |a| {
            approval(a.meeting.as_deref(), a.verb.as_deref())
        });
        let found = notice.approval.as_ref().map_or((None, None), |a| {
            approval(a.meeting.as_deref(), a.verb.as_deref())
        });
        self.field("approval", wanted, found, any);
        let wanted: Vec<_> = truth
            .enclosures
            .iter()
            .map(|e| (squeezed(e.title.as_deref()), e.document_type.clone()))
            .collect();
        let found: Vec<_> = notice
            .enclosures
            .iter()
            .map(|e| (squeezed(e.title.as_deref()), e.document_type.clone()))
            .collect();
        self.field("enclosures", wanted, found, any);
        let wanted = truth
            .effective
            .as_ref()
            .map(|e| (e.from.clone(), e.on_issue, e.validity.clone(), e.to.clone()));
        let found = notice
            .effective
            .as_ref()
            .map(|e| (e.from.clone(), e.on_issue, e.validity.clone(), e.to.clone()));
        self.field("effective", wanted, found, any);
        let name = |words: &Option<String>| words.clone().unwrap_or_default();
        let wanted = truth
            .signatory
            .as_ref()
            .map(|s| (s.name.clone(), s.post.clone()));
        let found = notice
            .signatory
            .as_ref()
            .map(|s| (name(&s.name), name(&s.post)));
        self.field("signatory", wanted, found, any);
    }

    fn set<T: Ord + Clone + std::fmt::Debug>(&mut self, name: &str, wanted: &[T], found: &[T]) {
        let (sets, missing, extra) = sets(wanted, found);
        *self.score.facts.entry(name.to_owned()).or_default() += sets;
        self.set_misses(name, &missing, &extra);
    }

    fn set_misses<T: std::fmt::Debug>(&mut self, name: &str, missing: &[T], extra: &[T]) {
        if !(missing.is_empty() && extra.is_empty()) {
            let missing = &missing[..missing.len().min(4)];
            let extra = &extra[..extra.len().min(4)];
            self.miss(name, format!("missing {missing:?}, extra {extra:?}"));
        }
    }

    pub(super) fn facts(&mut self, truth: &TruthNotice, notice: &Notice) {
        let row = |owner, number: Option<u32>, title: &str, note: Option<&str>| {
            (owner, number, squeeze(title), squeezed(note))
        };
        let mut wanted: Vec<_> = truth
            .attachments
            .iter()
            .map(|a| row("body", a.number, &a.title, a.note.as_deref()))
            .collect();
        let carried = truth.enclosures.iter().flat_map(|e| &e.attachments);
        wanted.extend(carried.map(|a| row("enclosure", a.number, &a.title, a.note.as_deref())));
        let mut found: Vec<_> = notice
            .attachments
            .iter()
            .map(|a| row("body", a.number, &a.title, a.note.as_deref()))
            .collect();
        let carried = notice.enclosures.iter().flat_map(|e| &e.attachments);
        found.extend(carried.map(|a| row("enclosure", a.number, &a.title, a.note.as_deref())));
        self.set("attachments", &wanted, &found);

        let list = |words: &[String]| words.iter().map(|word| squeeze(word)).collect::<Vec<_>>();
        let wanted: Vec<_> = truth
            .responsibilities
            .iter()
            .filter(|d| d.form != "sentence")
            .map(|d| {
                (
                    d.line,
                    list(&d.lead_units),
                    list(&d.supporting_units),
                    list(&d.responsible_units),
                )
            })
            .collect();
        let found: Vec<_> = notice
            .responsibilities
            .iter()
            .filter(|d| d.form != DutyForm::Sentence)
            .map(|d| {
                let line = d.lines.first().unwrap_or_default();
                (
                    line,
                    names(&d.lead_units),
                    names(&d.supporting_units),
                    names(&d.responsible_units),
                )
            })
            .collect();
        self.set("responsibilities", &wanted, &found);

        let wanted: Vec<_> = truth
            .appointments
            .iter()
            .map(|a| {
                (
                    a.action.clone(),
                    squeezed(a.person.as_deref()),
                    squeeze(&a.post),
                    squeezed(a.note.as_deref()),
                )
            })
            .collect();
        let found: Vec<_> = notice
            .appointments
            .iter()
            .map(|a| {
                let action = match a.action {
                    AppointmentAction::Appoint => "appoint",
                    AppointmentAction::Remove => "remove",
                    AppointmentAction::Resign => "resign",
                    AppointmentAction::Nominate => "nominate",
                };
                (
                    action.to_owned(),
                    squeezed(a.person.as_deref()),
                    squeeze(&a.post),
                    squeezed(a.note.as_deref()),
                )
            })
            .collect();
        self.set("appointments", &wanted, &found);

        let wanted: Vec<_> = truth
            .roster
            .iter()
            .filter(|r| r.form != "prose")
            .map(|r| {
                (
                    squeeze(&r.role),
                    squeezed(r.name.as_deref()),
                    squeezed(r.position.as_deref()),
                )
            })
            .collect();
        let found: Vec<_> = notice
            .roster
            .iter()
            .filter(|r| r.form == RosterForm::List)
            .map(|r| {
                (
                    squeeze(&r.role),
                    squeezed(r.name.as_deref()),
                    squeezed(r.position.as_deref()),
                )
            })
            .collect();
        self.set("roster", &wanted, &found);

        let repeals = |list: &[Repeal]| {
            list.iter()
                .map(|r| {
                    (
                        squeezed(r.title.as_deref()),
                        squeezed(r.document_number.as_deref()),
                    )
                })
                .collect::<Vec<_>>()
        };
        self.set(
            "repeals",
            &repeals(&truth.repeals),
            &repeals(&notice.repeals),
        );
        if !self.truth.is_generated() {
            let found: Vec<Repeal> = notice
                .citations
                .iter()
                .map(|cited| Repeal {
                    title: cited.title.clone(),
                    document_number: cited.document_number.clone(),
                })
                .collect();
            self.set("citations", &repeals(&truth.citations), &repeals(&found));
        }
        self.set(
            "interpreting_units",
            &list(&truth.interpreting_units),
            &list(&notice.interpreting_units),
        );
        self.set(
            "explaining_units",
            &list(&truth.explaining_units),
            &list(&notice.explaining_units),
        );
        let wanted: Vec<_> = truth
            .glyph_repairs
            .iter()
            .map(|g| (g.line, g.column, g.found.clone(), g.meant.clone()))
            .collect();
        let found: Vec<_> = notice
            .repairs
            .iter()
            .map(|r| {
                (
                    r.lines.first().unwrap_or_default(),
                    r.column,
                    r.found.clone(),
                    r.meant.clone(),
                )
            })
            .collect();
        self.set("repairs", &wanted, &found);
    }

    pub(super) fn units(&mut self, truth: &TruthNotice, notice: &Notice) {
        type Row = (Level, String, u32, Option<(String, u32)>);
        let wanted: Vec<Row> = truth
            .outline
            .iter()
            .map(|unit| {
                let parent = unit.parent_label.as_deref().zip(unit.parent_line);
                (
                    unit.level,
                    squeeze(&unit.label),
                    unit.line,
                    parent.map(|(label, line)| (squeeze(label), line)),
                )
            })
            .collect();
        let mut found: Vec<Row> = Vec::new();
        let carried = notice
            .enclosures
            .iter()
            .flat_map(|enclosure| &enclosure.body);
        let mut stack: Vec<(&Unit, Option<(String, u32)>)> = notice
            .body
            .iter()
            .chain(carried)
            .map(|unit| (unit, None))
            .collect();
        // Order does not matter for sets; an explicit stack keeps any depth.
        while let Some((unit, parent)) = stack.pop() {
            let line = unit.lines.first().unwrap_or_default();
            let mine = unit.label.as_deref().map(|label| (squeeze(label), line));
            if let Some((label, line)) = &mine {
                found.push((unit.level, label.clone(), *line, parent));
            }
            stack.extend(unit.children.iter().map(|child| (child, mine.clone())));
        }
        let bare = |rows: &[Row]| {
            rows.iter()
                .map(|row| (row.0, row.1.clone(), row.2))
                .collect::<Vec<_>>()
        };
        let (counts, missing, extra) = sets(&bare(&wanted), &bare(&found));
        self.score.units += counts;
        self.set_misses("unit (level, label, line)", &missing, &extra);
        let (counts, missing, extra) = sets(&wanted, &found);
        self.score.unit_parents += counts;
        self.set_misses("unit with right parent", &missing, &extra);
    }

    pub(super) fn text(&mut self, truth: &TruthNotice, notice: &Notice) {
        let mut body = String::new();
        words_of(&notice.body, &mut body);
        let mut carried = String::new();
        for enclosure in &notice.enclosures {
            words_of(&enclosure.body, &mut carried);
        }
        for (name, wanted, found) in [
            ("body_text", &truth.body_text, body),
            ("enclosure_text", &truth.enclosure_text, carried),
        ] {
            let wanted: Vec<char> = wanted.chars().collect();
            let found: Vec<char> = found.chars().collect();
            let same = common(&wanted, &found);
            self.score.text.right += same as u64;
            self.score.text.total += wanted.len().max(found.len()) as u64;
            if same < wanted.len().max(found.len()) {
                let at = wanted
                    .iter()
                    .zip(&found)
                    .take_while(|(a, b)| a == b)
                    .count();
                let near = |text: &[char]| {
                    text[at.saturating_sub(8).min(text.len())..(at + 12).min(text.len())]
                        .iter()
                        .collect::<String>()
                };
                self.miss(
                    name,
                    format!(
                        "{} true, {} parsed, {same} common; first at {at}: {:?} / {:?}",
                        wanted.len(),
                        found.len(),
                        near(&wanted),
                        near(&found)
                    ),
                );
            }
        }
    }
}

/// Label and text of units in order, without white space.
fn words_of(units: &[Unit], out: &mut String) {
    let mut stack: Vec<std::slice::Iter<'_, Unit>> = vec![units.iter()];
    while let Some(top) = stack.last_mut() {
        match top.next() {
            Some(unit) => {
                let words = unit.label.iter().chain(std::iter::once(&unit.text));
                out.extend(
                    words
                        .flat_map(|words| words.chars())
                        .filter(|c| !c.is_whitespace()),
                );
                stack.push(unit.children.iter());
            }
            None => {
                stack.pop();
            }
        }
    }
}
