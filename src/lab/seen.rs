//! One notice seen through its printed lines: what of it is true as far as
//! its pages are there.

use super::compose::rank;
use super::draft::{Attached, Draft, Part, Person};
use super::dump::Places;
use super::truth::{
    TruthAppointment, TruthApproval, TruthAttachment, TruthDuty, TruthEffective, TruthEnclosure,
    TruthGlyph, TruthNotice, TruthRoster, TruthSignatory, TruthUnit,
};
use super::typeset::Galley;
use crate::record::{Completeness, Repeal, Role};
use std::ops::Range;

/// One notice seen through its galley lines.
pub(crate) struct Seen<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) galley: &'a Galley,
    pub(crate) places: &'a Places,
    /// Its galley lines, in reading order.
    pub(crate) lines: Range<u32>,
    /// The galley lines of each part.
    pub(crate) parts: Vec<Range<u32>>,
}

impl<'a> Seen<'a> {
    pub(crate) fn all(
        drafts: &'a [Draft],
        galley: &'a Galley,
        places: &'a Places,
    ) -> Vec<Seen<'a>> {
        let mut seen: Vec<Seen<'a>> = drafts
            .iter()
            .map(|draft| Seen {
                draft,
                galley,
                places,
                lines: 0..0,
                parts: vec![0..0; draft.parts.len()],
            })
            .collect();
        for (at, line) in galley.lines.iter().enumerate() {
            let at = at as u32;
            let one = &mut seen[line.notice as usize];
            if one.lines.is_empty() {
                one.lines = at..at;
            }
            one.lines.end = at + 1;
            let part = &mut one.parts[line.part as usize];
            if part.start == part.end {
                *part = at..at;
            }
            part.end = at + 1;
        }
        seen
    }

    pub(crate) fn present(&self, line: u32) -> bool {
        self.places.line[line as usize] > 0
    }

    pub(crate) fn part(&self, line: u32) -> &'a Part {
        &self.draft.parts[self.galley.lines[line as usize].part as usize]
    }

    /// Whether all lines of a part are printed.
    pub(crate) fn whole(&self, part: usize) -> bool {
        self.parts
            .get(part)
            .is_some_and(|lines| !lines.is_empty() && lines.clone().all(|line| self.present(line)))
    }

    /// The galley line that prints byte `at` of a part.
    fn line_of(&self, part: usize, at: u32) -> Option<u32> {
        self.parts.get(part)?.clone().find(|&line| {
            let set = self.galley.lines[line as usize];
            set.from <= at && at < set.to
        })
    }

    fn role_parts(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        (0..self.draft.parts.len()).filter(move |&at| self.draft.parts[at].role == role)
    }

    /// Whether the part(s) of a role are all printed (and there are any).
    fn has(&self, role: Role) -> bool {
        let mut any = false;
        for part in self.role_parts(role) {
            any = true;
            if !self.whole(part) {
                return false;
            }
        }
        any
    }

    fn completeness(&self) -> Completeness {
        let head = self.present(self.lines.start);
        let tail = self.present(self.lines.end - 1);
        let all = self.lines.clone().all(|line| self.present(line));
        match (head, tail, all) {
            (_, _, true) => Completeness::Complete,
            (true, true, _) => Completeness::Gap,
            (true, false, _) => Completeness::TailMissing,
            (false, true, _) => Completeness::HeadMissing,
            (false, false, _) => Completeness::Fragment,
        }
    }

    fn segments(&self) -> Vec<(Role, u32, u32)> {
        let mut out: Vec<(Role, u32, u32)> = Vec::new();
        let mut last: Option<(u32, u8)> = None;
        for line in self.lines.clone().filter(|&line| self.present(line)) {
            let part = self.part(line);
            let (at, order) = (
                self.places.line[line as usize],
                self.places.order[line as usize],
            );
            match (out.last_mut(), last) {
                (Some(segment), Some((before, enclosure)))
                    if segment.0 == part.role
                        && before + 1 == order
                        && enclosure == part.enclosure =>
                {
                    segment.2 = at;
                }
                _ => out.push((part.role, at, at)),
            }
            last = Some((order, part.enclosure));
        }
        out
    }

    fn outline(&self) -> Vec<TruthUnit> {
        let mut out: Vec<TruthUnit> = Vec::new();
        // Open units: rank and index into `out`.
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut enclosure = 0;
        for (at, part) in self.draft.parts.iter().enumerate() {
            if part.enclosure != enclosure {
                enclosure = part.enclosure;
                open.clear();
            }
            for mark in &part.marks {
                let Some(line) = self.line_of(at, mark.at).filter(|&line| self.present(line))
                else {
                    continue;
                };
                let rank = rank(mark.level);
                while open.last().is_some_and(|top| top.0 >= rank) {
                    open.pop();
                }
                let parent = open.last().map(|top| top.1);
                open.push((rank, out.len()));
                out.push(TruthUnit {
                    level: mark.level,
                    label: mark.label.clone(),
                    number: mark.number,
                    inserted: mark.inserted,
                    heading: mark.heading.clone(),
                    line: self.places.line[line as usize],
                    parent_label: parent.map(|parent| out[parent].label.clone()),
                    parent_line: parent.map(|parent| out[parent].line),
                    inside: if enclosure == 0 { "body" } else { "enclosure" }.to_owned(),
                });
            }
        }
        out
    }

    /// The printed words in a role, without white space.
    fn text(&self, role: Role) -> String {
        let mut out = String::new();
        for line in self.lines.clone().filter(|&line| self.present(line)) {
            let part = self.part(line);
            if part.role == role {
                let set = self.galley.lines[line as usize];
                let words = &part.text[set.from as usize..set.to as usize];
                out.extend(words.chars().filter(|c| !c.is_whitespace()));
            }
        }
        out
    }

    fn duties(&self) -> Vec<TruthDuty> {
        let mut out = Vec::new();
        for duty in &self.draft.duties {
            let (Some(first), Some(last)) = (
                self.line_of(duty.part, duty.at),
                self.line_of(duty.part, duty.end.saturating_sub(1)),
            ) else {
                continue;
            };
            if (first..=last).all(|line| self.present(line)) {
                let text = &self.draft.parts[duty.part].text;
                out.push(TruthDuty {
                    line: self.places.line[first as usize],
                    form: if duty.bare { "label" } else { "bracket" }.to_owned(),
                    lead_units: duty.lead.clone(),
                    supporting_units: duty.support.clone(),
                    responsible_units: duty.responsible.clone(),
                    text: text[duty.at as usize..duty.end as usize].to_owned(),
                });
            }
        }
        out
    }

    fn attachments(&self, list: &[Attached], role: Role, enclosure: u8) -> Vec<TruthAttachment> {
        let rows = self
            .role_parts(role)
            .filter(|&part| self.draft.parts[part].enclosure == enclosure);
        rows.zip(list)
            .filter(|(part, _)| self.whole(*part))
            .map(|(_, attached)| TruthAttachment {
                number: attached.number,
                title: attached.title.clone(),
                note: attached.note.clone(),
            })
            .collect()
    }

    fn enclosures(&self) -> Vec<TruthEnclosure> {
        let mut out = Vec::new();
        for (index, carried) in self.draft.enclosures.iter().enumerate() {
            let enclosure = index as u8 + 1;
            let mut title = false;
            let mut any = false;
            let mut words = String::new();
            for line in self.lines.clone().filter(|&line| self.present(line)) {
                let part = self.part(line);
                if part.enclosure == enclosure {
                    any = true;
                    title |= part.role == Role::EnclosureTitle;
                    if !title && part.role == Role::EnclosureBody {
                        let set = self.galley.lines[line as usize];
                        words.push_str(&part.text[set.from as usize..set.to as usize]);
                    }
                }
            }
            if any {
                // Without its title it is known by what it calls itself.
                let known = title || words.contains(&carried.this);
                out.push(TruthEnclosure {
                    title: title.then(|| carried.title.clone()),
                    document_type: known.then(|| carried.document_type.clone()),
                    attachments: self.attachments(
                        &carried.attachments,
                        Role::EnclosureAttachments,
                        enclosure,
                    ),
                });
            }
        }
        out
    }

    fn named(&self, list: &[(String, usize)]) -> Vec<String> {
        list.iter()
            .filter(|(_, part)| self.whole(*part))
            .map(|(name, _)| name.clone())
            .collect()
    }

    fn people<'s>(&'s self, list: &'s [Person]) -> impl Iterator<Item = &'s Person> {
        list.iter().filter(|person| self.whole(person.part))
    }

    fn glyphs(&self) -> Vec<TruthGlyph> {
        let wrongs = &self.galley.wrongs;
        let start = wrongs.partition_point(|wrong| wrong.line < self.lines.start);
        wrongs[start..]
            .iter()
            .take_while(|wrong| wrong.line < self.lines.end)
            .filter(|wrong| self.present(wrong.line))
            .map(|wrong| TruthGlyph {
                line: self.places.line[wrong.line as usize],
                column: wrong.column + u32::from(self.places.prefixed[wrong.line as usize]),
                found: wrong.found.to_string(),
                meant: wrong.meant.to_string(),
            })
            .collect()
    }

    /// What is true of the notice as far as it is printed; `None` where all
    /// of its pages are missing. Cuts and rubric are added by others.
    pub(crate) fn truth(&self) -> Option<TruthNotice> {
        let draft = self.draft;
        if self.lines.is_empty() || !self.lines.clone().any(|line| self.present(line)) {
            return None;
        }
        let head = self.has(Role::Title);
        let signed = self.has(Role::Signature);
        let body_known = head || (signed && draft.signatory.is_none());
        Some(TruthNotice {
            document_number: draft
                .number
                .as_ref()
                .filter(|_| self.has(Role::DocumentNumber))
                .map(|number| number.canonical.clone()),
            title: head.then(|| draft.title.clone()),
            document_type: head.then(|| draft.document_type.clone()),
            issuing_bodies: if body_known {
                draft.issuing_bodies.clone()
            } else {
                Vec::new()
            },
            issuing_body: draft.issuing_bodies.first().filter(|_| body_known).cloned(),
            recipients: if self.has(Role::Recipients) {
                draft.recipients.clone()
            } else {
                Vec::new()
            },
            date: draft
                .date
                .filter(|_| self.has(Role::Date))
                .map(|date| date.iso()),
            disclosure: draft
                .disclosure
                .clone()
                .filter(|_| self.has(Role::Disclosure)),
            completeness: self.completeness(),
            approval: draft
                .approval
                .as_ref()
                .filter(|approval| self.whole(approval.2))
                .map(|(meeting, verb, _)| TruthApproval {
                    meeting: meeting.clone(),
                    verb: Some(verb.clone()),
                }),
            enclosures: self.enclosures(),
            attachments: self.attachments(&draft.attachments, Role::Attachments, 0),
            segments: self.segments(),
            outline: self.outline(),
            responsibilities: self.duties(),
            repeals: draft
                .repeals
                .iter()
                .filter(|(_, _, part)| self.whole(*part))
                .map(|(title, number, _)| Repeal {
                    title: Some(title.clone()),
                    document_number: number.clone(),
                })
                .collect(),
            effective: draft
                .in_force
                .as_ref()
                .filter(|found| self.whole(found.part))
                .map(|found| TruthEffective {
                    // From the day of issue means the notice's date, where
                    // that is printed.
                    from: found
                        .from
                        .clone()
                        .filter(|_| !found.on_issue || self.has(Role::Date)),
                    on_issue: found.on_issue,
                    validity: found.validity.clone(),
                    to: found
                        .to
                        .clone()
                        .filter(|_| !found.on_issue || self.has(Role::Date)),
                }),
            interpreting_units: self.named(&draft.interpreting),
            explaining_units: self.named(&draft.explaining),
            appointments: self
                .people(&draft.appointments)
                .map(|person| TruthAppointment {
                    action: person.action.clone(),
                    person: person.name.clone(),
                    post: person.post.clone().unwrap_or_default(),
                    note: person.note.clone(),
                })
                .collect(),
            roster: self
                .people(&draft.roster)
                .map(|person| TruthRoster {
                    role: person.action.clone(),
                    name: person.name.clone(),
                    position: person.post.clone(),
                    form: "list".to_owned(),
                })
                .collect(),
            glyph_repairs: self.glyphs(),
            body_text: self.text(Role::Body),
            enclosure_text: self.text(Role::EnclosureBody),
            subject_words: if self.has(Role::SubjectWords) {
                draft.subject_words.clone()
            } else {
                Vec::new()
            },
            copied_to: if self.has(Role::CopiedTo) {
                draft.copied_to.clone()
            } else {
                Vec::new()
            },
            signatory: draft
                .signatory
                .clone()
                .filter(|_| signed)
                .map(|(name, post)| TruthSignatory { name, post }),
            registration_number: draft
                .registration_number
                .clone()
                .filter(|_| self.has(Role::RegistrationNumber)),
            history_note: draft
                .history_note
                .clone()
                .filter(|_| self.has(Role::HistoryNote)),
            witnessed: true,
            ..TruthNotice::default()
        })
    }
}
