//! Counts of a measure: what was right, of how much. They add up over issues,
//! print as a table and serialise.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

/// So many right, of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many were right.
    pub right: u64,
    /// Of how many.
    pub total: u64,
}

/// Sets compared: hits, found in the parse, wanted by the truth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sets {
    /// In both.
    pub hit: u64,
    /// In the parse.
    pub found: u64,
    /// In the truth.
    pub wanted: u64,
}

/// The order of lines in one class of notices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCounts {
    /// Notices with exactly their own lines.
    pub own_lines: Count,
    /// … in exactly their order.
    pub in_order: Count,
    /// … with exactly their roles.
    pub with_roles: Count,
    /// Notices not in order that carry (or whose issue carries) the
    /// diagnostic `thread/order-guessed`.
    pub wrong_but_told: Count,
    /// Notices in order that carry it all the same.
    pub right_but_told: Count,
}

/// The measure of parsed issues against their truth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Issues measured.
    pub issues: u64,
    /// Notices that have a parsed notice of their own.
    pub found: Count,
    /// Parsed notices that match none.
    pub spurious: u64,
    /// All notices.
    pub all: OrderCounts,
    /// Notices without any cut.
    pub uncut: OrderCounts,
    /// Notices with cuts, each of which has a witness.
    pub witnessed: OrderCounts,
    /// Notices with a cut that has none.
    pub unwitnessed: OrderCounts,
    /// Cuts of text with a firm witness crossed rightly: the next line in the
    /// parse is the true one.
    pub cuts_firm: Count,
    /// Cuts of text whose witness wants a feeling for sentences.
    pub cuts_soft: Count,
    /// Cuts of text without a witness.
    pub cuts_without: Count,
    /// Single values, by name.
    pub fields: BTreeMap<String, Count>,
    /// Facts in lists, by name.
    pub facts: BTreeMap<String, Sets>,
    /// Units by level, label and line.
    pub units: Sets,
    /// Units with the right parent besides.
    pub unit_parents: Sets,
    /// Characters of text in the right order.
    pub text: Count,
    /// Lines with the right notice and role.
    pub line_roles: Count,
    /// Lines of furniture recognised.
    pub furniture: Count,
    /// Lines taken for furniture that are not.
    pub false_furniture: u64,
    /// Lines accounted for exactly once.
    pub lines_once: Count,
}

impl Count {
    /// Adds one case.
    pub fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.total += 1;
    }

    /// Right per mille, rounded down; 1000 of nothing.
    pub fn per_mille(self) -> u64 {
        (self.right * 1000).checked_div(self.total).unwrap_or(1000)
    }

    /// Whether everything was right.
    pub fn perfect(self) -> bool {
        self.right == self.total
    }
}

impl Sets {
    /// Twice the hits over found and wanted, per mille; 1000 of nothing.
    pub fn per_mille(self) -> u64 {
        (self.hit * 2000)
            .checked_div(self.found + self.wanted)
            .unwrap_or(1000)
    }

    /// Whether both sides agree.
    pub fn perfect(self) -> bool {
        self.hit == self.found && self.hit == self.wanted
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.right += other.right;
        self.total += other.total;
    }
}

impl AddAssign for Sets {
    fn add_assign(&mut self, other: Sets) {
        self.hit += other.hit;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

impl AddAssign for OrderCounts {
    fn add_assign(&mut self, other: OrderCounts) {
        self.own_lines += other.own_lines;
        self.in_order += other.in_order;
        self.with_roles += other.with_roles;
        self.wrong_but_told += other.wrong_but_told;
        self.right_but_told += other.right_but_told;
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.issues += other.issues;
        self.found += other.found;
        self.spurious += other.spurious;
        self.all += other.all;
        self.uncut += other.uncut;
        self.witnessed += other.witnessed;
        self.unwitnessed += other.unwitnessed;
        self.cuts_firm += other.cuts_firm;
        self.cuts_soft += other.cuts_soft;
        self.cuts_without += other.cuts_without;
        for (name, count) in other.fields {
            *self.fields.entry(name).or_default() += count;
        }
        for (name, sets) in other.facts {
            *self.facts.entry(name).or_default() += sets;
        }
        self.units += other.units;
        self.unit_parents += other.unit_parents;
        self.text += other.text;
        self.line_roles += other.line_roles;
        self.furniture += other.furniture;
        self.false_furniture += other.false_furniture;
        self.lines_once += other.lines_once;
    }
}

impl Score {
    /// Whether nothing at all is wrong.
    pub fn perfect(&self) -> bool {
        self.spurious == 0
            && self.false_furniture == 0
            && [
                self.found,
                self.all.own_lines,
                self.all.in_order,
                self.all.with_roles,
                self.text,
                self.line_roles,
                self.furniture,
                self.lines_once,
                self.cuts_firm,
                self.cuts_soft,
                self.cuts_without,
            ]
            .into_iter()
            .chain(self.fields.values().copied())
            .all(Count::perfect)
            && [self.units, self.unit_parents]
                .into_iter()
                .chain(self.facts.values().copied())
                .all(Sets::perfect)
    }
}

fn row(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    per_mille: u64,
    counts: fmt::Arguments<'_>,
) -> fmt::Result {
    writeln!(
        f,
        "{:3}.{}%  {name}  ({counts})",
        per_mille / 10,
        per_mille % 10
    )
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} issues, {} notices", self.issues, self.found.total)?;
        let count = |f: &mut fmt::Formatter<'_>, name: &str, count: Count| {
            row(
                f,
                name,
                count.per_mille(),
                format_args!("{}/{}", count.right, count.total),
            )
        };
        let sets = |f: &mut fmt::Formatter<'_>, name: &str, sets: Sets| {
            let Sets { hit, found, wanted } = sets;
            row(
                f,
                name,
                sets.per_mille(),
                format_args!("hit {hit}, parsed {found}, true {wanted}"),
            )
        };
        count(f, "notice found", self.found)?;
        writeln!(f, "        {} parsed notices match none", self.spurious)?;
        for (class, order) in [
            ("all", self.all),
            ("uncut", self.uncut),
            ("witnessed", self.witnessed),
            ("unwitnessed", self.unwitnessed),
        ] {
            count(
                f,
                &format!("{class}: exactly its own lines"),
                order.own_lines,
            )?;
            count(f, &format!("{class}: in exact order"), order.in_order)?;
            count(
                f,
                &format!("{class}: in exact order, exact roles"),
                order.with_roles,
            )?;
            count(
                f,
                &format!("{class}: wrong order, told"),
                order.wrong_but_told,
            )?;
            count(
                f,
                &format!("{class}: right order, told all the same"),
                order.right_but_told,
            )?;
        }
        count(f, "cuts with a firm witness crossed", self.cuts_firm)?;
        count(f, "cuts with a soft witness crossed", self.cuts_soft)?;
        count(f, "cuts without a witness crossed", self.cuts_without)?;
        count(f, "line has right notice and role", self.line_roles)?;
        count(f, "lines accounted exactly once", self.lines_once)?;
        count(f, "furniture recognised", self.furniture)?;
        writeln!(
            f,
            "        {} lines falsely taken for furniture",
            self.false_furniture
        )?;
        count(f, "text in order (characters)", self.text)?;
        sets(f, "unit (level, label, line)", self.units)?;
        sets(f, "unit with right parent", self.unit_parents)?;
        for (name, found) in &self.fields {
            count(f, name, *found)?;
        }
        for (name, found) in &self.facts {
            sets(f, name, *found)?;
        }
        Ok(())
    }
}
