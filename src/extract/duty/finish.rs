//! From drafts to records: labelled lines joined, rules and headings applied,
//! units of the outline and full names found.

use super::clause::{Clause, Role};
use super::list::Name;
use super::outline::{Counts, Place, owner, path};
use super::resolve::Resolver;
use super::rules::{Leads, Standing};
use super::scan::{Draft, Scan};
use crate::extract::Subject;
use crate::record::{DutyBasis, DutyForm, Responsibility, UnitName};
use crate::text::LineRanges;
use std::collections::BTreeMap;

/// Everything found in one notice.
#[derive(Debug, Default)]
pub(super) struct Document {
    drafts: Vec<Draft>,
    headings: BTreeMap<usize, Heading>,
    /// Places that define short names.
    defining: Vec<usize>,
}

/// A heading that leads.
#[derive(Debug)]
struct Heading {
    names: Vec<Name>,
    leaders: Vec<String>,
    text: String,
    lines: LineRanges,
}

/// A record in the making.
struct Draw {
    draft: Draft,
    /// Lead units, when a rule or a heading names them.
    lead: Vec<Name>,
    support: Vec<Name>,
    responsible: Vec<Name>,
    basis: DutyBasis,
}

impl Document {
    /// Adds what one place holds.
    pub fn add(&mut self, place: usize, found: Scan) {
        self.drafts.extend(found.drafts);
        if found.defines {
            self.defining.push(place);
        }
        if let Some((leads, text, lines)) = found.heading {
            self.headings.insert(
                place,
                Heading {
                    names: leads.names,
                    leaders: leads.leaders,
                    text,
                    lines,
                },
            );
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.headings.is_empty()
    }

    /// Makes the records.
    pub fn finish(mut self, subject: &Subject, places: &[Place<'_>]) -> Vec<Responsibility> {
        self.drop_bare();
        self.join_lines(places);
        let drafts = std::mem::take(&mut self.drafts);
        let counts = Counts::new(places.len(), &drafts);
        let mut draws = apply_rules(drafts, places);
        self.inherit(&mut draws, places, &counts);
        let mut resolver =
            Resolver::new(subject.issuing_body, subject.date).with_gazette(subject.gazette);
        for place in self.defining.iter().filter_map(|&index| places.get(index)) {
            resolver.learn(place.node.text.text());
        }
        draws
            .into_iter()
            .map(|draw| {
                let unit = owner(places, &counts, &draw.draft);
                let part = places.get(draw.draft.place).map_or(0, |place| place.part);
                draw.record(path(places, unit, part), &mut resolver)
            })
            .collect()
    }

    /// A bracket that only lists units (…改革。（市教育局、市财政局）) is a clause
    /// where the document does so again, or has other clauses in brackets; a
    /// single one may be a source or a signature.
    fn drop_bare(&mut self) {
        let printed = |draft: &&Draft| draft.form == DutyForm::Bracket;
        if self.drafts.iter().filter(printed).count() < 2 {
            self.drafts.retain(|draft| !draft.clause.bare);
        }
    }

    /// Joins labelled lines that were kept as paragraphs of their own: a line
    /// goes on with the clause of the line before when its labels are new.
    fn join_lines(&mut self, places: &[Place<'_>]) {
        let mut joined: Vec<Draft> = Vec::with_capacity(self.drafts.len());
        for draft in std::mem::take(&mut self.drafts) {
            match joined.last_mut() {
                Some(last) if goes_on(last, &draft, places) => {
                    last.text.push('\n');
                    last.text.push_str(&draft.text);
                    last.lines.extend(&draft.lines);
                    last.clause.join(draft.clause);
                }
                _ => joined.push(draft),
            }
        }
        self.drafts = joined;
    }

    /// Gives clauses without a lead that of the heading above them, and items
    /// without any clause one from their heading.
    fn inherit(&self, draws: &mut Vec<Draw>, places: &[Place<'_>], counts: &Counts) {
        if self.headings.is_empty() {
            return;
        }
        for draw in draws.iter_mut() {
            let mut above = places.get(draw.draft.place).and_then(|place| place.parent);
            while let Some(index) = above {
                if let Some(heading) = self.headings.get(&index) {
                    draw.inherit(heading);
                    break;
                }
                above = places.get(index).and_then(|place| place.parent);
            }
        }
        for (&index, heading) in &self.headings {
            let Some(place) = places.get(index) else {
                continue;
            };
            let mut child = index + 1;
            while child < place.end
                && let Some(item) = places.get(child)
            {
                if item.labelled() && counts.between(child, item.end) == 0 {
                    draws.push(heading.draw(child));
                }
                child = item.end;
            }
        }
        draws.sort_by_key(|draw| draw.draft.place);
    }
}

/// Whether `next` is a labelled line that belongs to the clause of `last`.
fn goes_on(last: &Draft, next: &Draft, places: &[Place<'_>]) -> bool {
    let lines = |draft: &Draft| {
        draft.form == DutyForm::Label && draft.alone && !draft.clause.labels.is_empty()
    };
    let (Some(a), Some(b)) = (places.get(last.place), places.get(next.place)) else {
        return false;
    };
    // The next line is the paragraph right after, below the same unit.
    let neighbours = next.place == last.place + 1
        && !b.labelled()
        && next.first
        && last.last
        && (a.parent == b.parent && !a.labelled() || b.parent == Some(last.place));
    lines(last)
        && lines(next)
        && neighbours
        && next
            .clause
            .labels
            .iter()
            .all(|label| !last.clause.labels.contains(label))
}

impl Clause {
    /// Takes over what a further labelled line says.
    fn join(&mut self, other: Clause) {
        self.items.extend(other.items);
        self.open |= other.open;
        self.leaders.extend(other.leaders);
        self.labels.extend(other.labels);
        self.rule = self.rule.or(other.rule);
        if self.deadline.is_none() {
            self.deadline = other.deadline;
        }
        if self.standing.is_none() {
            self.standing = other.standing;
        }
    }
}

/// What the document has said so far that holds for later clauses.
#[derive(Default)]
struct Said<'a> {
    rule: Option<Leads>,
    standing: Vec<&'a Standing>,
}

/// Applies ordering rules and standing additions in reading order. What the
/// text of the notice says holds for its enclosures too; what an enclosure says
/// ends with it.
fn apply_rules(drafts: Vec<Draft>, places: &[Place<'_>]) -> Vec<Draw> {
    let part = |draft: &Draft| places.get(draft.place).map_or(0, |place| place.part);
    let noted: Vec<(usize, Leads)> = drafts
        .iter()
        .filter_map(|draft| {
            let rule = draft.clause.rule.filter(|rule| rule.note)?;
            Some((part(draft), rule.leads))
        })
        .collect();
    let mut notice = Said::default();
    let mut enclosure = Said::default();
    let mut current = 0;
    let mut extra: Vec<(usize, Vec<Name>, Vec<Name>)> = Vec::new();
    let mut leads: Vec<Option<Leads>> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let part = part(draft);
        if part != current {
            enclosure = Said::default();
            current = part;
        }
        let clause = &draft.clause;
        let states = !clause.names_someone();
        let scope = if part == 0 {
            &mut notice
        } else {
            &mut enclosure
        };
        if let Some(standing) = &clause.standing
            && (states || standing.onward && !standing.later)
        {
            scope.standing.push(standing);
        }
        if let Some(rule) = clause.rule.filter(|rule| rule.onward || states) {
            scope.rule = Some(rule.leads);
        }
        let own = clause.rule.map(|rule| rule.leads);
        let note = || noted.iter().find(|(at, _)| *at == part || *at == 0);
        leads.push(
            own.or(enclosure.rule)
                .or(notice.rule)
                .or_else(|| note().map(|(_, leads)| *leads)),
        );
        let own = clause
            .standing
            .iter()
            .filter(|standing| !standing.onward && !states);
        let all = notice
            .standing
            .iter()
            .chain(&enclosure.standing)
            .copied()
            .chain(own);
        let (mut support, mut responsible) = (Vec::new(), Vec::new());
        for standing in all {
            let list = if standing.responsible {
                &mut responsible
            } else {
                &mut support
            };
            list.extend(standing.names.iter().cloned());
        }
        if !support.is_empty() || !responsible.is_empty() {
            extra.push((index, support, responsible));
        }
        // 以下均需…: it holds from the next clause on.
        if let Some(standing) = clause.standing.as_ref().filter(|s| s.later && !states) {
            let scope = if part == 0 {
                &mut notice
            } else {
                &mut enclosure
            };
            scope.standing.push(standing);
        }
    }
    let mut extra = extra.into_iter().peekable();
    let mut draws = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let added = extra.next_if(|(at, ..)| *at == index);
        if !draft.clause.names_someone() {
            continue;
        }
        let mut draw = Draw::new(draft);
        if draw.draft.form != DutyForm::Sentence {
            if let Some((_, support, responsible)) = added {
                draw.append(support, responsible);
            }
            if let Some(leads) = leads.get(index).copied().flatten() {
                draw.lead_by_rule(leads);
            }
        }
        draws.push(draw);
    }
    draws
}

impl Draw {
    fn new(draft: Draft) -> Self {
        let mut draw = Draw {
            lead: Vec::new(),
            support: Vec::new(),
            responsible: Vec::new(),
            basis: DutyBasis::Stated,
            draft,
        };
        let items = draw.draft.clause.settled();
        // One list takes nearly all of the names: the second of two, the first
        // of one.
        let many = items.len();
        for (role, name) in items {
            let list = match role {
                Role::Lead => &mut draw.lead,
                Role::Support => &mut draw.support,
                Role::Responsible | Role::Neutral => &mut draw.responsible,
            };
            if list.is_empty() && role != Role::Lead {
                list.reserve(many);
            }
            list.push(name);
        }
        draw
    }

    /// Adds the units of a standing addition that are not there yet.
    fn append(&mut self, support: Vec<Name>, responsible: Vec<Name>) {
        for (names, supports) in [(support, true), (responsible, false)] {
            for name in names {
                let mut all = self
                    .lead
                    .iter()
                    .chain(&self.support)
                    .chain(&self.responsible);
                if all.any(|there| there.text == name.text) {
                    continue;
                }
                // （X牵头），各市落实: beside a lead, whoever carries out supports.
                if supports || !self.lead.is_empty() && self.draft.clause.labels.is_empty() {
                    self.support.push(name);
                } else {
                    self.responsible.push(name);
                }
            }
        }
    }

    /// Those that the rule means lead, the others keep their role.
    fn lead_by_rule(&mut self, leads: Leads) {
        if !self.lead.is_empty() || self.responsible.is_empty() {
            return;
        }
        let many = match leads {
            Leads::First => 1,
            // Without a comma nobody is set apart.
            Leads::BeforeComma => {
                let rest = self.responsible.iter().skip(1);
                match rest.into_iter().position(|name| name.opens) {
                    Some(at) => at + 1,
                    None => return,
                }
            }
            Leads::Unseen => return,
        };
        self.lead = self.responsible.drain(..many).collect();
        self.basis = DutyBasis::Rule;
    }

    /// Takes lead and leaders from the heading above where it has none.
    fn inherit(&mut self, heading: &Heading) {
        if self.draft.form == DutyForm::Sentence {
            return;
        }
        if self.lead.is_empty() && !heading.names.is_empty() {
            self.lead.clone_from(&heading.names);
            self.basis = DutyBasis::Heading;
        }
        if self.draft.clause.leaders.is_empty() && !heading.leaders.is_empty() {
            self.draft.clause.leaders.clone_from(&heading.leaders);
            if self.lead.is_empty() {
                self.basis = DutyBasis::Heading;
            }
        }
    }

    fn record(self, unit: String, resolver: &mut Resolver) -> Responsibility {
        let mut named = |names: Vec<Name>| -> Vec<UnitName> {
            names
                .into_iter()
                .map(|name| UnitName {
                    full_name: resolver.full(&name.text, name.kind, name.shared),
                    kind: name.kind,
                    name: name.text,
                })
                .collect()
        };
        Responsibility {
            unit,
            form: self.draft.form,
            basis: self.basis,
            lead_units: named(self.lead),
            supporting_units: named(self.support),
            responsible_units: named(self.responsible),
            open_ended: self.draft.clause.open,
            deadline: self.draft.clause.deadline,
            leaders: self.draft.clause.leaders,
            text: self.draft.text,
            lines: self.draft.lines,
        }
    }
}

impl Heading {
    /// A record for an item below the heading that has no clause of its own.
    fn draw(&self, place: usize) -> Draw {
        Draw {
            lead: self.names.clone(),
            support: Vec::new(),
            responsible: Vec::new(),
            basis: DutyBasis::Heading,
            draft: Draft {
                place,
                form: DutyForm::Sentence,
                clause: Clause {
                    leaders: self.leaders.clone(),
                    ..Clause::default()
                },
                text: self.text.clone(),
                lines: self.lines.clone(),
                alone: false,
                opens_line: false,
                first: true,
                last: false,
                cut: false,
            },
        }
    }
}
