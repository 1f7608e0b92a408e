//! Clauses that say who does what (职责分工), in brackets of every kind.

use super::super::draft::Duty;
use super::Pen;

/// How one text prints its responsibility clauses.
#[derive(Debug, Clone, Copy)]
pub(super) struct DutyStyle {
    brackets: (char, char),
    /// Square brackets where a name holds round ones.
    square_outside: bool,
    labels: bool,
    own_line: bool,
    /// No brackets at all: 责任单位：… on a line of its own.
    bare: bool,
    rate: u32,
}

impl DutyStyle {
    pub(super) fn on_its_own_line(self) -> DutyStyle {
        DutyStyle {
            own_line: true,
            ..self
        }
    }
}

impl Pen<'_, '_> {
    pub(super) fn duty_style(&mut self) -> Option<DutyStyle> {
        if !self.prng.chance(450) {
            return None;
        }
        let brackets = [
            ('（', '）'),
            ('（', '）'),
            ('〔', '〕'),
            ('［', '］'),
            ('(', ')'),
            ('[', ']'),
        ];
        let bare = self.prng.chance(120);
        Some(DutyStyle {
            brackets: brackets[self.prng.weighted(&[40, 20, 5, 10, 10, 5])],
            square_outside: self.prng.chance(500),
            labels: bare || self.prng.chance(400),
            own_line: bare || self.prng.chance(250),
            bare,
            rate: self.prng.between(500, 1000),
        })
    }

    /// A responsibility clause at the end of a part, or on its own line.
    pub(super) fn clause(&mut self, part: usize, style: Option<DutyStyle>) {
        let Some(style) = style else { return };
        if !self.prng.chance(style.rate) {
            return;
        }
        let (words, duty) = self.clause_words(style.labels);
        let (open, close) = if style.square_outside && words.contains('（') {
            ('［', '］')
        } else {
            style.brackets
        };
        let clause = if style.bare {
            words
        } else {
            format!("{open}{words}{close}")
        };
        let duty = Duty {
            bare: style.bare,
            ..duty
        };
        let (part, at) = if style.own_line {
            (self.paragraph(""), 0)
        } else {
            (part, self.draft.parts[part].text.len())
        };
        self.draft.parts[part].text.push_str(&clause);
        self.duty(part, at, duty);
    }

    fn clause_words(&mut self, labels: bool) -> (String, Duty) {
        let world = self.world;
        let many = self.prng.between(1, 9) as usize;
        let mut others = world.some_departments(self.prng, many + 2);
        let lead: Vec<String> = others.drain(..self.prng.weighted(&[0, 85, 15])).collect();
        if self.prng.chance(300) {
            others.push(world.below.clone());
            if self.prng.chance(400) {
                others.push(world.place.zone.to_owned());
            }
        }
        let open_end = ["", "等", "等部门", "等单位"][self.prng.weighted(&[60, 20, 12, 8])];
        let leads = lead.join("、");
        let list = others.join("、");
        let supporting = Duty {
            lead: lead.clone(),
            support: others.clone(),
            ..Duty::default()
        };
        let sharing = Duty {
            responsible: others.clone(),
            ..Duty::default()
        };
        if labels {
            return match self.prng.weighted(&[60, 40]) {
                0 => (
                    format!("牵头单位：{leads}，配合单位：{list}{open_end}"),
                    supporting,
                ),
                _ => (format!("责任单位：{list}{open_end}"), sharing),
            };
        }
        match self.prng.weighted(&[45, 25, 15, 15]) {
            0 => (
                format!("{leads}牵头，{list}{open_end}按职责分工负责"),
                supporting,
            ),
            1 => (format!("{list}{open_end}按职责分工负责"), sharing),
            2 => {
                let duty = Duty {
                    responsible: lead,
                    ..Duty::default()
                };
                (format!("{leads}负责"), duty)
            }
            _ => (format!("{leads}牵头，{list}{open_end}配合"), supporting),
        }
    }
}
