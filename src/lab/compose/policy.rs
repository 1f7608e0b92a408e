//! Policy texts: 一、（一）1.（1）①.

use super::super::draft::{Mark, hanzi};
use super::Pen;
use super::duties::DutyStyle;
use crate::record::Level;

/// Rate, per mille, of sentences and articles that hold a formula.
pub(super) const FORMULAS: u32 = 12;

/// How a policy text is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Division {
    /// 一、 with its text on the same line.
    Flat,
    /// 一、 heading, （一） text.
    Two,
    /// 一、（一）1.
    Three,
    /// 一、1.
    Skipping,
    /// 一、（一）1.（1）①
    Five,
}

/// Numbers that may run on across higher units.
#[derive(Debug, Default)]
struct Counters {
    level3_runs_on: bool,
    level4_runs_on: bool,
    level3: u32,
    level4: u32,
}

impl Pen<'_, '_> {
    /// Sentences, `least` to `most` at usual length.
    pub(super) fn sentences(&mut self, list: &str, least: u32, most: u32, out: &mut String) {
        let count = self.prng.between(least, most) * self.habits.length / 1000;
        for _ in 0..count.max(1) {
            let start = out.len();
            let formula = list == "policy" && self.prng.chance(FORMULAS);
            self.voice
                .say_to(if formula { "formula" } else { list }, self.prng, out);
            if self.prng.chance(self.habits.ascii_punctuation) {
                // Editors type a half-width comma now and then.
                if let Some(at) = out[start..].find('，') {
                    out.replace_range(start + at..start + at + '，'.len_utf8(), ",");
                }
            }
        }
    }

    /// A label and its mark at the start of a text to be written.
    pub(super) fn label(&self, level: Level, number: u32) -> (String, Mark) {
        let words = hanzi(number);
        let (open2, close2) = self.habits.level2;
        let (open4, close4) = self.habits.level4;
        let label = match level {
            Level::Level1 => format!("{words}、"),
            Level::Level2 | Level::Item => format!("{open2}{words}{close2}"),
            Level::Level3 | Level::Subitem => format!("{number}{}", self.habits.level3),
            Level::Level4 => format!("{open4}{number}{close4}"),
            Level::Level5 => char::from_u32(0x245f + number.clamp(1, 20))
                .unwrap_or('①')
                .to_string(),
            Level::Part => format!("第{words}编"),
            Level::Chapter => format!("第{words}章"),
            Level::Section => format!("第{words}节"),
            _ => format!("第{words}条"),
        };
        let mark = Mark {
            at: 0,
            level,
            label: label.clone(),
            number,
            inserted: None,
            heading: None,
        };
        (label, mark)
    }

    /// A heading on a line of its own.
    fn headed(&mut self, level: Level, number: u32, heading: String) {
        let (label, mut mark) = self.label(level, number);
        let text = format!("{label}{heading}");
        mark.heading = Some(heading);
        self.unit(mark, text);
    }

    /// A unit whose short heading runs on into its text; gives the part.
    fn running(&mut self, level: Level, number: u32, least: u32, most: u32) -> usize {
        let (label, mut mark) = self.label(level, number);
        let mut text = label;
        if self.prng.chance(800) {
            let heading = self.say("runin");
            text.push_str(&heading);
            mark.heading = Some(heading.trim_end_matches('。').to_owned());
        }
        self.sentences("policy", least, most, &mut text);
        self.unit(mark, text)
    }

    /// A text divided by 一、（一）1.（1）①.
    pub(super) fn policy_text(&mut self, lead: bool) {
        if lead {
            let mut text = self.say("lead");
            if self.prng.chance(100) {
                self.sentences("policy", 1, 1, &mut text);
            }
            self.paragraph(text);
        }
        let division = [
            Division::Flat,
            Division::Two,
            Division::Three,
            Division::Skipping,
            Division::Five,
        ][self.prng.weighted(&[15, 30, 30, 10, 15])];
        let duties = self.duty_style();
        let mut counters = Counters {
            level3_runs_on: self.prng.chance(300),
            level4_runs_on: self.prng.chance(300),
            ..Counters::default()
        };
        let sections = (self.prng.between(3, 7) * self.habits.length / 1000).max(2);
        for section in 1..=sections {
            self.section(division, section, sections, &mut counters, duties);
        }
        if self.prng.chance(250) {
            let text = self.say("enddeed");
            self.paragraph(text);
        }
    }

    fn section(
        &mut self,
        division: Division,
        section: u32,
        sections: u32,
        counters: &mut Counters,
        duties: Option<DutyStyle>,
    ) {
        if division == Division::Flat {
            let part = self.running(Level::Level1, section, 1, 4);
            self.clause(part, duties);
            return;
        }
        let heading = self.heading(section, sections);
        self.headed(Level::Level1, section, heading);
        if section == 1 && self.prng.chance(700) {
            let mut text = String::new();
            self.sentences("policy", 1, 4, &mut text);
            self.paragraph(text);
            return;
        }
        let items = self.prng.between(2, 6);
        for item in 1..=items {
            match division {
                Division::Skipping => {
                    if counters.level3_runs_on {
                        counters.level3 += 1;
                    } else {
                        counters.level3 = item;
                    }
                    let part = self.running(Level::Level3, counters.level3, 1, 3);
                    self.clause(part, duties);
                }
                Division::Three | Division::Five if section != sections => {
                    self.item_with_parts(division, item, counters, duties);
                }
                _ if self.prng.chance(500) => {
                    let heading = self.say("heading");
                    self.headed(Level::Level2, item, heading);
                    let mut text = String::new();
                    self.sentences("policy", 1, 3, &mut text);
                    let part = self.paragraph(text);
                    self.clause(part, duties);
                }
                _ => {
                    let part = self.running(Level::Level2, item, 1, 3);
                    self.clause(part, duties);
                }
            }
        }
    }

    /// （一） with 1., and with （1） and ① below where the text is that deep.
    fn item_with_parts(
        &mut self,
        division: Division,
        item: u32,
        counters: &mut Counters,
        duties: Option<DutyStyle>,
    ) {
        let heading = self.say("heading");
        self.headed(Level::Level2, item, heading);
        let per_part = self.prng.chance(600);
        for part_number in 1..=self.prng.between(2, 5) {
            if counters.level3_runs_on {
                counters.level3 += 1;
            } else {
                counters.level3 = part_number;
            }
            let part = self.running(Level::Level3, counters.level3, 1, 3);
            if division == Division::Five && self.prng.chance(600) {
                self.leaves(counters, duties);
            } else if per_part {
                self.clause(part, duties);
            }
        }
        if !per_part && duties.is_some() {
            let style = duties.map(DutyStyle::on_its_own_line);
            let last = self.draft.parts.len() - 1;
            self.clause(last, style);
        }
    }

    /// （1） rows, some with ① rows.
    fn leaves(&mut self, counters: &mut Counters, duties: Option<DutyStyle>) {
        for leaf in 1..=self.prng.between(2, 4) {
            if counters.level4_runs_on {
                counters.level4 += 1;
            } else {
                counters.level4 = leaf;
            }
            let part = self.running(Level::Level4, counters.level4, 1, 2);
            if self.prng.chance(150) {
                for deepest in 1..=self.prng.between(2, 4) {
                    let (mut text, mark) = self.label(Level::Level5, deepest);
                    self.voice.say_to("sub", self.prng, &mut text);
                    text.push('。');
                    self.unit(mark, text);
                }
            } else {
                self.clause(part, duties);
            }
        }
    }

    fn heading(&mut self, section: u32, sections: u32) -> String {
        if section == 1 {
            return ["总体要求", "指导思想", "工作目标", "目标任务", "基本原则"]
                [self.prng.below(5)]
            .to_owned();
        }
        if section == sections {
            return ["保障措施", "组织保障", "工作要求", "组织实施", "有关要求"]
                [self.prng.below(5)]
            .to_owned();
        }
        self.say("part")
    }

    /// Inline 一是…二是… in one paragraph.
    pub(super) fn inline_list(&mut self) {
        let count = self.prng.between(3, 8);
        let word = ["是", "要"][self.prng.below(2)];
        let mut text = String::new();
        self.sentences("policy", 1, 1, &mut text);
        for turn in 1..=count {
            text.push_str(&hanzi(turn));
            let words = self.say("inline");
            let words = words.trim_start_matches(['是', '要']);
            text.push_str(&format!("{word}{words}"));
            text.push(if turn == count { '。' } else { '；' });
        }
        self.paragraph(text);
    }
}
