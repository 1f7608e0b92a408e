//! A parsed document held against the truth: counts, and what differs.

mod align;
mod values;

use super::score::{OrderCounts, Score};
use super::truth::{Truth, TruthNotice};
use crate::record::{IssueDocument, Notice, Role};
use align::pairing;
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

impl std::fmt::Display for Miss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Miss {
            file,
            notice,
            measure,
            detail,
        } = self;
        write!(f, "{file} {notice}: {measure}: {detail}")
    }
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
}
