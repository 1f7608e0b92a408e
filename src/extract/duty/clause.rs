//! Clauses (职责分工条款): segments with labels or verbs become roles.
//!
//! A clause is read from left to right, one segment at a time. A label gives
//! its list a role; a verb gives one to the lists before it. 负责 is decided
//! at the end: beside a lead it supports, alone it is responsible.

use super::label::{Label, Segment};
use super::lexicon::{LabelRole, VerbRole, lexicon};
use super::list::{DEEPEST, List, Name, Strict};
use super::marks::Kind;
use super::names::{self, Class};
use super::read::Reader;
use super::rules::{self, Rule, Standing};
use super::time;
use super::verb::Said;
use std::ops::Range;

/// A role in a clause. `Neutral` is 负责 until the clause is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 牵头
    Lead,
    /// 配合
    Support,
    /// 责任
    Responsible,
    /// 负责, in words.
    Neutral,
}

/// Lists with verbs that may follow each other after 、 in one segment.
pub(super) const LONGEST_CHAIN: usize = 8;

/// A clause as read.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause {
    /// Who does what, in reading order.
    pub items: Vec<(Role, Name)>,
    /// Whether a list ends in 等.
    pub open: bool,
    /// Deadline as printed.
    pub deadline: Option<String>,
    /// Persons.
    pub leaders: Vec<String>,
    /// An ordering rule stated inside.
    pub rule: Option<Rule>,
    /// A standing addition stated inside.
    pub standing: Option<Standing>,
    /// Labels seen, to tell where the next clause of a list of lines begins.
    pub labels: Vec<Label>,
    /// Whether it is only a list of units in a bracket, without label or verb.
    pub bare: bool,
    /// One past the last byte that belongs to it.
    pub end: usize,
}

impl Clause {
    /// Takes the units out, 负责 settled: supporting beside a lead, responsible
    /// without one.
    pub fn settled(&mut self) -> impl ExactSizeIterator<Item = (Role, Name)> + use<> {
        let lead = self.has_lead();
        std::mem::take(&mut self.items)
            .into_iter()
            .map(move |(role, name)| (settle(role, lead), name))
    }

    /// Whether a unit leads.
    pub fn has_lead(&self) -> bool {
        self.items.iter().any(|(role, _)| *role == Role::Lead)
    }

    /// Whether it names anybody.
    pub fn names_someone(&self) -> bool {
        !self.items.is_empty() || !self.leaders.is_empty()
    }

    /// Adds a list in a role; remarks of single names and clauses in brackets
    /// keep their own.
    pub fn add(&mut self, role: Role, list: List) {
        // A clause has two lists or three; the first reserves for the next.
        self.items.reserve(list.names.len().max(8));
        for name in list.names {
            let role = match name.role {
                Some(VerbRole::Lead | VerbRole::With) => Role::Lead,
                Some(VerbRole::Support) => Role::Support,
                Some(VerbRole::Neutral) | None => role,
            };
            self.items.push((role, name));
        }
        for inner in list.clauses {
            let lead = inner.has_lead();
            self.open |= inner.open;
            self.items.extend(
                inner
                    .items
                    .into_iter()
                    .map(|(role, name)| (settle(role, lead), name)),
            );
        }
        self.leaders.extend(list.posts);
        self.open |= list.open;
        self.rule = self.rule.or(list.rule);
        if self.deadline.is_none() {
            self.deadline = list.deadline;
        }
    }
}

/// 负责 beside a lead supports; alone it is responsible.
fn settle(role: Role, lead: bool) -> Role {
    match role {
        Role::Neutral if lead => Role::Support,
        Role::Neutral => Role::Responsible,
        other => other,
    }
}

/// What a clause in the making knows.
struct State {
    clause: Clause,
    /// Lists that still wait for their verb.
    pending: List,
    /// The label in force.
    label: Option<LabelRole>,
    /// Whether the words of the label's list hold a lead of their own.
    label_led: bool,
    /// The role of the verb read last.
    last: Option<Role>,
    /// Whether anything has been said: a label or a verb.
    said: bool,
    /// Whether a standing addition has begun; nothing of the clause follows it.
    added: bool,
}

impl Reader<'_> {
    /// Reads the content of a bracket as a clause; all of it must be one. With
    /// `cut` the bracket was never closed.
    pub(super) fn bracket_clause(
        &self,
        range: Range<usize>,
        cut: bool,
        depth: u8,
    ) -> Option<Clause> {
        let range = self.unwrap(range);
        let mut state = State::new();
        let mut at = range.start;
        while let Some(segment) = self.segment(at, range.end, false) {
            at = segment.next;
            let last = at >= range.end;
            if !self.take(&mut state, &segment, cut && last, depth) && !state.said {
                return None;
            }
        }
        state.clause.end = range.end;
        self.finish(state, range)
    }

    /// Reads the content of a bracket as a list of units without label or verb:
    /// all of them sure to be units. Whether such a list is a clause, only the
    /// whole document can tell.
    pub(super) fn bare_clause(&self, range: Range<usize>) -> Option<Clause> {
        let range = self.unwrap(range);
        let list = self.list(range.clone(), Strict::Bracket, false, DEEPEST)?;
        let sure = |name: &Name| name.class == Class::Unit && names::begins_sure(&name.text);
        let plain = list.posts.is_empty() && list.clauses.is_empty() && list.rule.is_none();
        if !plain || list.names.is_empty() || !list.names.iter().any(sure) {
            return None;
        }
        let units = |name: &Name| matches!(name.class, Class::Unit | Class::Loose);
        if !list.names.iter().all(units) {
            return None;
        }
        let mut clause = Clause {
            bare: true,
            end: range.end,
            ..Clause::default()
        };
        clause.add(Role::Neutral, list);
        Some(clause)
    }

    /// Reads labelled words from `start` on, over lines, as one clause. What
    /// follows it and belongs to something else is left.
    ///
    /// Also gives where reading stopped, so that nothing is read twice.
    pub(super) fn label_clause(
        &self,
        start: usize,
        end: usize,
        depth: u8,
    ) -> (usize, Option<Clause>) {
        let mut state = State::new();
        let mut at = start;
        while let Some(segment) = self.segment(at, end, true) {
            if at > start && !self.goes_on(&state, &segment) {
                break;
            }
            let taken = self.take(&mut state, &segment, false, depth);
            if !taken && segment.label.is_none() {
                break;
            }
            at = segment.next;
            state.clause.end = segment.words.end;
        }
        let range = start..state.clause.end;
        (at, self.finish(state, range))
    }

    /// Whether the next segment of labelled words still belongs to the clause.
    fn goes_on(&self, state: &State, segment: &Segment) -> bool {
        match segment.label {
            // A label that was there, on a new line: the next item.
            Some(label) => segment.before != Kind::Break || !state.clause.labels.contains(&label),
            None => match segment.before {
                Kind::Break => false,
                // After a full stop only what speaks of the clause goes on.
                Kind::Stop => {
                    let words = self.key(segment.words.clone());
                    words == "下同" || time::is_deadline(words) || rules::read(words).is_some()
                }
                _ => true,
            },
        }
    }

    /// Takes one segment into the clause; `false` where it cannot be read.
    fn take(&self, state: &mut State, segment: &Segment, cut: bool, depth: u8) -> bool {
        let words = self.trim(segment.words.clone());
        let text = self.key(words.clone());
        if let Some(label) = segment.label {
            state.flush();
            state.label = Some(label.role);
            state.label_led = false;
            state.said |= label.role != LabelRole::Skip;
            state.clause.labels.push(label);
        }
        if text.is_empty() || text == "下同" {
            return true;
        }
        state.clause.rule = state.clause.rule.or(segment.rule);
        // 以下均需各区人民政府落实，不再列出: for the clauses to come.
        state.added |= self.adds(words.clone());
        if state.added {
            return true;
        }
        if segment.label.is_none()
            || segment
                .label
                .is_some_and(|label| label.role == LabelRole::Head)
        {
            if lexicon().needles.lead.is_in(text)
                && let Some(rule) = rules::read(text)
            {
                state.clause.rule = Some(rule);
                // 市教育局、市财政局，列第一位的为牵头单位: a list, whatever its verb.
                state.said |= !state.pending.is_empty();
                return true;
            }
            if time::is_deadline(text) {
                let deadline = &mut state.clause.deadline;
                deadline.get_or_insert_with(|| self.printed(words));
                return true;
            }
        }
        match state.label {
            Some(LabelRole::Skip) => true,
            Some(LabelRole::Time) if segment.label.is_some() => {
                state.clause.deadline = Some(self.printed(words));
                true
            }
            Some(LabelRole::Person) => {
                let persons = self.persons(words);
                state.clause.leaders.extend(persons);
                true
            }
            _ => self.take_units(state, words, cut, depth),
        }
    }

    /// Takes a segment of units with or without a verb.
    fn take_units(&self, state: &mut State, words: Range<usize>, cut: bool, depth: u8) -> bool {
        let fixed = state.fixed();
        let strict = if fixed.is_some() {
            Strict::Label
        } else {
            Strict::Bracket
        };
        let mut rest = Some(words);
        let mut joined = false;
        // X牵头、Y配合、Z参与: more links than this make no clause.
        for _ in 0..LONGEST_CHAIN {
            let Some(range) = rest.take() else {
                return true;
            };
            let Some(said) = self.said(range, strict, cut, joined, depth) else {
                return false;
            };
            joined = true;
            rest = said.rest.clone();
            state.hear(said, fixed);
        }
        rest.is_none()
    }

    /// Settles what is left and decides whether it was a clause.
    fn finish(&self, mut state: State, range: Range<usize>) -> Option<Clause> {
        state.flush();
        let mut clause = state.clause;
        if let Some(rule) = &mut clause.rule {
            rule.onward |= lexicon().needles.likewise.is_in(self.key(range.clone()));
        }
        if lexicon().needles.no_more.is_in(self.key(range.clone())) {
            clause.standing = self.standing(range);
        }
        let labelled = clause.labels.iter().any(|label| {
            !matches!(
                label.role,
                LabelRole::Skip | LabelRole::Head | LabelRole::Time
            )
        });
        let sure = !clause.leaders.is_empty()
            || clause
                .items
                .iter()
                .any(|(_, name)| matches!(name.class, Class::Unit | Class::Loose));
        // 住建、城管等部门: bare words that an open list makes departments.
        let bare = !clause.items.is_empty() && clause.open;
        // A line that holds a deadline alone may go on from the line before.
        let timed = clause.deadline.is_some()
            && !clause.labels.is_empty()
            && clause.labels.iter().all(|l| l.role == LabelRole::Time);
        let someone = clause.names_someone() && state.said && (labelled || sure || bare);
        (someone || timed).then_some(clause)
    }

    /// The persons of a label: parted by separators, and by white space where
    /// both sides are whole names (`陈 杰` is one).
    fn persons(&self, range: Range<usize>) -> Vec<String> {
        let parts = self.cut(range, &[Kind::Enum, Kind::Comma, Kind::Semi]);
        let mut persons = Vec::new();
        for part in parts {
            let mut start = part.start;
            let gaps: Vec<usize> = self.view().gaps_in(part.clone()).collect();
            for gap in gaps {
                let whole = |r: Range<usize>| self.key(r).chars().count() >= 2;
                if whole(start..gap) && whole(gap..part.end) {
                    persons.push(self.printed(start..gap));
                    start = gap;
                }
            }
            persons.push(self.printed(self.trim(start..part.end)));
        }
        persons.retain(|person| !person.is_empty() && person.chars().count() <= 40);
        persons
    }

    /// A bracket that holds nothing but a bracket: the inner one.
    fn unwrap(&self, mut range: Range<usize>) -> Range<usize> {
        loop {
            let mut groups = self.marks().within(range.clone());
            let inner = groups
                .next()
                .and_then(|i| self.marks().get(i))
                .and_then(|m| {
                    let close = self.marks().get(m.partner()?)?;
                    (m.kind == Kind::Open && m.start() == range.start && close.end() == range.end)
                        .then(|| m.end()..close.start())
                });
            match inner {
                Some(inner) => range = inner,
                None => return range,
            }
        }
    }
}

impl State {
    fn new() -> Self {
        State {
            clause: Clause::default(),
            pending: List::default(),
            label: None,
            label_led: false,
            last: None,
            said: false,
            added: false,
        }
    }

    /// The role of the label in force.
    fn fixed(&self) -> Option<Role> {
        match self.label? {
            LabelRole::Lead => Some(Role::Lead),
            LabelRole::Support => Some(Role::Support),
            LabelRole::Responsible => Some(Role::Responsible),
            _ => None,
        }
    }

    /// Takes what a segment said.
    fn hear(&mut self, said: Said, fixed: Option<Role>) {
        let Some(verb) = said.verb else {
            self.wait(said.list);
            return;
        };
        self.said = true;
        let role = match verb {
            VerbRole::Lead | VerbRole::With => Role::Lead,
            VerbRole::Support => Role::Support,
            // 责任单位：X按职责分工负责 keeps the label's role, unless somebody
            // leads inside the list.
            VerbRole::Neutral => match fixed {
                Some(role) if !self.label_led => role,
                _ => Role::Neutral,
            },
        };
        // 责任单位：X、Y，Z配合: X and Y are the label's.
        if role == Role::Support
            && let Some(fixed) = fixed
            && !self.label_led
        {
            let pending = std::mem::take(&mut self.pending);
            self.clause.add(fixed, pending);
        }
        self.label_led |= role == Role::Lead;
        // 会同 at the beginning of a segment: the lead stands before it.
        let nobody = said.list.is_empty() && self.pending.is_empty();
        let pending = std::mem::take(&mut self.pending);
        self.clause.add(role, pending);
        self.clause.add(role, said.list);
        if let Some(with) = said.with {
            self.clause.add(Role::Support, with);
        } else if nobody {
            return;
        }
        self.last = Some(role);
    }

    /// A list without a verb waits for one.
    fn wait(&mut self, list: List) {
        if self.pending.is_blank() {
            self.pending = list;
            return;
        }
        self.pending.names.extend(list.names);
        self.pending.posts.extend(list.posts);
        self.pending.clauses.extend(list.clauses);
        self.pending.open |= list.open;
        self.pending.rule = self.pending.rule.or(list.rule);
        if self.pending.deadline.is_none() {
            self.pending.deadline = list.deadline;
        }
    }

    /// Lists that got no verb take the label's role; after a lead they
    /// support; after another verb they go with it.
    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            self.clause.add(Role::Neutral, pending);
            return;
        }
        let role = match (self.fixed(), self.last) {
            (Some(role), _) => role,
            (None, Some(Role::Lead)) => Role::Support,
            (None, Some(role)) => role,
            (None, None) => Role::Neutral,
        };
        self.clause.add(role, pending);
    }
}
