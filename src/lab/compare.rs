//! A parsed document held against the truth: counts, and what differs.

use super::score::{OrderCounts, Score, Sets};
use super::truth::{Truth, TruthNotice};
use crate::record::{
    AppointmentAction, IssueDocument, Level, Notice, Role, RosterForm, Unit, UnitName,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Diagnostic code by which a parser says that it guessed the order.
const GUESSED: &str = "thread/order-guessed";

/// Something that differs from the truth, for a person to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// File of the issue.
    pub file: String,
    /// Number of the notice, else its id in the truth.
    pub notice: String,
    /// Name of the measure.
    pub measure: String,
    /// What was wanted and what was found.
    pub detail: String,
}

/// Measures one parsed document.
pub fn compare(truth: &Truth, document: &IssueDocument) -> Score {
    examine(truth, document).0
}

/// Measures one parsed document and lists what differs.
pub fn examine(truth: &Truth, document: &IssueDocument) -> (Score, Vec<Miss>) {
    let mut exam = Exam {
        truth,
        document,
        nonblank: truth.nonblank_lines.iter().copied().collect(),
        score: Score {
            issues: 1,
            ..Score::default()
        },
        misses: Vec::new(),
        at: String::new(),
    };
    exam.run();
    (exam.score, exam.misses)
}

struct Exam<'a> {
    truth: &'a Truth,
    document: &'a IssueDocument,
    nonblank: BTreeSet<u32>,
    score: Score,
    misses: Vec<Miss>,
    /// The notice being measured.
    at: String,
}

type Lines = Vec<(u32, Role)>;

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
    fn run(&mut self) {
        let parsed: Vec<Lines> = self
            .document
            .notices
            .iter()
            .map(|notice| {
                let rows = notice
                    .provenance
                    .iter()
                    .map(|row| (row.role, row.lines.0, row.lines.1));
                self.lines(rows)
            })
            .collect();
        let wanted: Vec<Lines> = self
            .truth
            .notices
            .iter()
            .map(|notice| self.lines(notice.segments.iter().copied()))
            .collect();
        self.conservation(&parsed);
        let pairing = pairing(&wanted, &parsed);
        self.score.spurious += (parsed.len() - pairing.len()) as u64;
        for (index, truth) in self.truth.notices.iter().enumerate() {
            self.at = truth.document_number.clone().unwrap_or(truth.id.clone());
            let found = pairing.get(&index).copied();
            self.score.found.add(found.is_some());
            if found.is_none() {
                self.miss("notice found", "no parsed notice of its own".to_owned());
            }
            let nothing = Notice::default();
            let notice = found.map_or(&nothing, |at| &self.document.notices[at]);
            let lines = found.map_or(&[][..], |at| &parsed[at]);
            self.order(truth, notice, &wanted[index], lines);
            self.fields(truth, notice, found.is_some());
            self.facts(truth, notice);
            self.units(truth, notice);
            self.text(truth, notice);
        }
    }

    fn miss(&mut self, measure: &str, detail: String) {
        self.misses.push(Miss {
            file: self.truth.source.file.clone(),
            notice: self.at.clone(),
            measure: measure.to_owned(),
            detail,
        });
    }

    /// Lines of ranges that are not blank. A range may be as wide as the
    /// parser likes: only lines of the source count.
    fn lines(&self, rows: impl Iterator<Item = (Role, u32, u32)>) -> Lines {
        rows.filter(|row| row.1 <= row.2)
            .flat_map(|(role, first, last)| {
                self.nonblank
                    .range(first..=last)
                    .map(move |&line| (line, role))
            })
            .collect()
    }

    fn conservation(&mut self, parsed: &[Lines]) {
        let mut owners: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (index, lines) in parsed.iter().enumerate() {
            for &(line, _) in lines {
                owners.entry(line).or_default().insert(index);
            }
        }
        let rows = self.document.furniture.iter();
        let furniture: BTreeSet<u32> = self
            .lines(rows.map(|row| (Role::Other, row.lines.0, row.lines.1)))
            .into_iter()
            .map(|line| line.0)
            .collect();
        let rows = self.truth.furniture.iter();
        let wanted: BTreeSet<u32> = self
            .lines(rows.map(|row| (Role::Other, row.0, row.1)))
            .into_iter()
            .map(|line| line.0)
            .collect();
        self.at = "issue".to_owned();
        for line in self.nonblank.clone() {
            let count =
                owners.get(&line).map_or(0, BTreeSet::len) + usize::from(furniture.contains(&line));
            self.score.lines_once.add(count == 1);
            if count != 1 {
                self.miss(
                    "lines accounted exactly once",
                    format!("line {line}: {count} times"),
                );
            }
        }
        for line in &wanted {
            self.score.furniture.add(furniture.contains(line));
            if !furniture.contains(line) {
                self.miss("furniture recognised", format!("line {line}"));
            }
        }
        for line in furniture.difference(&wanted) {
            self.score.false_furniture += 1;
            self.miss("false furniture", format!("line {line}"));
        }
    }

    fn order(
        &mut self,
        truth: &TruthNotice,
        notice: &Notice,
        wanted: &[(u32, Role)],
        found: &[(u32, Role)],
    ) {
        let roles: BTreeMap<u32, Role> = found.iter().copied().collect();
        for (line, role) in wanted {
            self.score.line_roles.add(roles.get(line) == Some(role));
        }
        let set =
            |lines: &[(u32, Role)]| lines.iter().map(|line| line.0).collect::<BTreeSet<u32>>();
        let (want_set, found_set) = (set(wanted), set(found));
        let sequence = |lines: &[(u32, Role)]| {
            let mut lines: Vec<u32> = lines.iter().map(|line| line.0).collect();
            lines.dedup();
            lines
        };
        let (want_order, found_order) = (sequence(wanted), sequence(found));
        let own = want_set == found_set;
        let in_order = own && want_order == found_order;
        let with_roles = in_order && wanted == found;
        let told = notice
            .diagnostics
            .iter()
            .chain(&self.document.diagnostics)
            .any(|d| d.code == GUESSED);
        let class: fn(&mut Score) -> &mut OrderCounts = if truth.cuts.is_empty() {
            |score| &mut score.uncut
        } else if truth.witnessed {
            |score| &mut score.witnessed
        } else {
            |score| &mut score.unwitnessed
        };
        for order in [class, |score: &mut Score| &mut score.all] {
            let counts = order(&mut self.score);
            counts.own_lines.add(own);
            counts.in_order.add(in_order);
            counts.with_roles.add(with_roles);
            if in_order {
                counts.right_but_told.add(told);
            } else {
                counts.wrong_but_told.add(told);
            }
        }
        // Cuts are of text: titles and numbers standing apart do not count.
        let apart: BTreeSet<u32> = wanted
            .iter()
            .filter(|line| super::witness::satellite(line.1))
            .map(|line| line.0)
            .collect();
        let text: Vec<u32> = found_order
            .iter()
            .copied()
            .filter(|line| !apart.contains(line))
            .collect();
        let crossed: BTreeMap<u32, u32> = text.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let follows: BTreeMap<u32, u32> = found_order
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .collect();
        for cut in truth.cuts.iter().filter(|cut| cut.what == "text") {
            let right = crossed.get(&cut.from) == Some(&cut.to);
            let count = match (cut.witness, cut.firm) {
                (true, true) => &mut self.score.cuts_firm,
                (true, false) => &mut self.score.cuts_soft,
                _ => &mut self.score.cuts_without,
            };
            count.add(right);
        }
        let witness = if truth.cuts.is_empty() {
            "uncut"
        } else if truth.witnessed {
            "witnessed"
        } else {
            "unwitnessed"
        };
        if !own {
            let missing: Vec<&u32> = want_set.difference(&found_set).take(12).collect();
            let extra: Vec<&u32> = found_set.difference(&want_set).take(12).collect();
            self.miss(
                "exactly its own lines",
                format!("{witness}: missing {missing:?}, extra {extra:?}"),
            );
        } else if !in_order {
            let broken: Vec<String> = want_order
                .windows(2)
                .filter(|pair| follows.get(&pair[0]) != Some(&pair[1]))
                .take(6)
                .map(|pair| format!("{}→{} not {:?}", pair[0], pair[1], follows.get(&pair[0])))
                .collect();
            self.miss(
                "in exact order",
                format!("{witness}: {}", broken.join(", ")),
            );
        } else if !with_roles {
            let wrong: Vec<String> = wanted
                .iter()
                .filter(|(line, role)| roles.get(line) != Some(role))
                .take(6)
                .map(|(line, role)| format!("line {line} {role:?} not {:?}", roles.get(line)))
                .collect();
            self.miss("exact roles", format!("{witness}: {}", wrong.join(", ")));
        }
    }

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

    fn fields(&mut self, truth: &TruthNotice, notice: &Notice, any: bool) {
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

    fn facts(&mut self, truth: &TruthNotice, notice: &Notice) {
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
            .filter(|d| d.form == crate::record::DutyForm::Bracket)
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

        let repeals = |list: &[crate::record::Repeal]| {
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

    fn units(&mut self, truth: &TruthNotice, notice: &Notice) {
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

    fn text(&mut self, truth: &TruthNotice, notice: &Notice) {
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

/// Pairs notices one to one, largest overlap of lines first.
fn pairing(wanted: &[Lines], parsed: &[Lines]) -> BTreeMap<usize, usize> {
    let mut owner: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, lines) in wanted.iter().enumerate() {
        for &(line, _) in lines {
            owner.entry(line).or_default().push(index);
        }
    }
    let mut overlaps: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (index, lines) in parsed.iter().enumerate() {
        let lines: BTreeSet<u32> = lines.iter().map(|line| line.0).collect();
        for line in lines {
            for &truth in owner.get(&line).into_iter().flatten() {
                *overlaps.entry((truth, index)).or_default() += 1;
            }
        }
    }
    let mut order: Vec<_> = overlaps
        .into_iter()
        .map(|((truth, index), common)| (std::cmp::Reverse(common), truth, index))
        .collect();
    order.sort_unstable();
    let mut out = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (_, truth, index) in order {
        if !out.contains_key(&truth) && used.insert(index) {
            out.insert(truth, index);
        }
    }
    out
}

/// Multisets compared: counts, what is missing, what is extra.
fn sets<T: Ord + Clone>(wanted: &[T], found: &[T]) -> (Sets, Vec<T>, Vec<T>) {
    let (mut a, mut b) = (wanted.to_vec(), found.to_vec());
    a.sort();
    b.sort();
    let (mut i, mut j, mut hit) = (0, 0, 0);
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                hit += 1;
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x < y) => {
                missing.push(x.clone());
                i += 1;
            }
            (_, Some(y)) => {
                extra.push(y.clone());
                j += 1;
            }
            (_, None) => break,
        }
    }
    let sets = Sets {
        hit,
        found: found.len() as u64,
        wanted: wanted.len() as u64,
    };
    (sets, missing, extra)
}

/// How many characters of `a` stand in `b` in the same order, counted by
/// words of twelve that occur once in each: exact for equal texts, a lower
/// bound else, in linear time but for a sort.
fn common(a: &[char], b: &[char]) -> usize {
    const WORD: usize = 12;
    if a == b {
        return a.len();
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    let mut places: BTreeMap<&[char], (u32, u32, u32)> = BTreeMap::new();
    for (at, word) in a.windows(WORD).enumerate() {
        let entry = places.entry(word).or_default();
        *entry = (entry.0 + 1, at as u32, entry.2);
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut seen: BTreeMap<&[char], (u32, u32)> = BTreeMap::new();
    for (at, word) in b.windows(WORD).enumerate() {
        let entry = seen.entry(word).or_default();
        *entry = (entry.0 + 1, at as u32);
    }
    for (word, (count, at)) in seen {
        if let (1, Some(&(1, from, _))) = (count, places.get(word)) {
            pairs.push((from, at));
        }
    }
    pairs.sort_unstable();
    // The longest run of words in the same order (patience).
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let at = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        before[index] = at.checked_sub(1).map(|at| tails[at]);
        if at == tails.len() {
            tails.push(index);
        } else {
            tails[at] = index;
        }
    }
    let mut covered = 0;
    let mut next = u32::MAX;
    let mut at = tails.last().copied();
    while let Some(index) = at {
        // Walking back: windows overlap, each character counts once.
        let start = pairs[index].0;
        covered += (start + WORD as u32).min(next).saturating_sub(start);
        next = start;
        at = before[index];
    }
    front + back + covered as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_text_counts_what_kept_its_order() {
        let text = |words: &str| words.chars().collect::<Vec<char>>();
        let a = text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒");
        assert_eq!(common(&a, &a), a.len());
        let mut swapped = a[16..].to_vec();
        swapped.extend(&a[..16]);
        let same = common(&a, &swapped);
        assert!((14..=18).contains(&same), "{same}");
        assert_eq!(common(&a, &[]), 0);
    }

    #[test]
    fn multisets_count_repeats() {
        let (counts, missing, extra) = sets(&[1, 1, 2], &[1, 3]);
        assert_eq!((counts.hit, counts.found, counts.wanted), (1, 2, 3));
        assert_eq!((missing, extra), (vec![1, 2], vec![3]));
    }
}
