//! Lists of people: appointments and removals, members of bodies.

use super::super::draft::{Form, Mark, Person, Row, hanzi};
use super::super::world::person;
use super::Pen;
use crate::record::Level;

impl Pen<'_, '_> {
    /// A post in one of the government's departments.
    fn post(&mut self) -> String {
        let world = self.world;
        let unit = match self.prng.weighted(&[45, 30, 10, 15]) {
            0 => world.department(self.prng).short.clone(),
            1 => {
                // The full name under its level: 市人力资源和社会保障局
                let full = world.department(self.prng).full.clone();
                let tail = full.strip_prefix(world.place.name).unwrap_or(&full);
                format!("{}{tail}", world.level)
            }
            2 => format!(
                "{}第{}中学",
                world.place.name,
                hanzi(self.prng.between(1, 12))
            ),
            _ => {
                let noun = self.say("noun");
                format!("{}{noun}服务中心", world.level)
            }
        };
        let school = unit.ends_with("中学");
        let title = if school {
            ["校长", "副校长"][self.prng.below(2)]
        } else if unit.ends_with("中心") {
            ["主任", "副主任"][self.prng.below(2)]
        } else if unit.ends_with('委') || unit.ends_with("委员会") || unit.ends_with('办') {
            ["副主任", "主任", "总工程师"][self.prng.below(3)]
        } else {
            ["副局长", "局长", "总工程师", "二级巡视员"][self.prng.weighted(&[50, 20, 15, 15])]
        };
        let title = if unit.ends_with('厅') {
            title.replace('局', "厅")
        } else {
            title.to_owned()
        };
        format!("{unit}{title}")
    }

    fn people(&mut self) -> Vec<String> {
        if let Some(name) = self.first_person.take() {
            return vec![name];
        }
        let count = self.prng.weighted(&[0, 80, 15, 5]);
        (0..count).map(|_| person(self.prng)).collect()
    }

    fn appointed(
        &mut self,
        part: usize,
        action: &str,
        names: &[String],
        post: &str,
        note: Option<&str>,
    ) {
        for name in names {
            self.draft.appointments.push(Person {
                part,
                action: action.to_owned(),
                name: Some(name.clone()),
                post: Some(post.to_owned()),
                note: note.map(ToOwned::to_owned),
            });
        }
    }

    /// The rows 任命： and 免去：, as sections, labelled sections or sentences.
    pub(super) fn appointment_rows(&mut self, lead: String) -> usize {
        let (up, down) = (self.prng.between(2, 22), self.prng.between(0, 10));
        let labelled = self.prng.chance(150);
        let lead_part;
        if labelled {
            lead_part = self.paragraph(format!("{lead}："));
            self.section_head(1, "任命");
        } else {
            lead_part = self.paragraph(format!("{lead}，任命："));
        }
        for turn in 1..=up {
            self.appoint_row(turn == up);
        }
        if down > 0 {
            if labelled {
                self.section_head(2, "免去");
            } else {
                self.paragraph("免去：");
            }
            for turn in 1..=down {
                self.remove_row(turn == down);
            }
        }
        lead_part
    }

    fn section_head(&mut self, number: u32, word: &str) {
        let label = format!("{}、", hanzi(number));
        let mark = Mark {
            at: 0,
            level: Level::Level1,
            label: label.clone(),
            number,
            inserted: None,
            heading: Some(word.to_owned()),
        };
        self.unit(mark, format!("{label}{word}"));
    }

    fn appoint_row(&mut self, last: bool) {
        let end = if last { "。" } else { "；" };
        let names = self.people();
        let post = self.post();
        let note = match self.prng.weighted(&[50, 35, 8, 7]) {
            0 => None,
            1 => Some("试用期一年"),
            2 => Some("挂职期一年"),
            _ => Some("正处长级"),
        };
        let mut text = format!("{}为{post}", names.join("、"));
        if let Some(note) = note {
            text.push_str(&format!("（{note}）"));
        }
        let removed = (names.len() == 1 && self.prng.chance(120)).then(|| self.post());
        if let Some(post) = &removed {
            text.push_str(&format!("，免去其{post}职务"));
        }
        text.push_str(end);
        let part = self.paragraph(text);
        self.draft.parts[part].row = Row::Appoint;
        self.appointed(part, "appoint", &names, &post, note);
        if let Some(post) = removed {
            self.appointed(part, "remove", &names, &post, None);
        }
    }

    fn remove_row(&mut self, last: bool) {
        let end = if last { "。" } else { "；" };
        let name = vec![person(self.prng)];
        let post = self.post();
        let of = if self.prng.chance(250) { "的" } else { "" };
        let part = self.paragraph(format!("{}{of}{post}职务{end}", name[0]));
        self.draft.parts[part].row = Row::Remove;
        self.appointed(part, "remove", &name, &post, None);
    }

    /// A roster: 组长, 副组长, 成员, one person a row, or units.
    pub(super) fn roster(&mut self) {
        let names = self.prng.chance(800);
        let chief = ["组长", "主任", "总指挥", "召集人"][self.prng.weighted(&[70, 10, 10, 10])];
        self.roster_rows(chief, 1, names);
        let deputies = self.prng.between(1, 4);
        self.roster_rows(&format!("副{chief}"), deputies, names);
        if self.prng.chance(if names { 80 } else { 600 }) {
            self.member_units();
        } else {
            let members = self.prng.between(5, 32);
            self.roster_rows("成员", members, names);
        }
    }

    fn roster_rows(&mut self, role: &str, count: u32, names: bool) {
        // Two-character roles are spread to the width of three: 组　长.
        let shown = if role.chars().count() == 2 {
            let mut chars = role.chars();
            format!(
                "{} {}",
                chars.next().unwrap_or_default(),
                chars.next().unwrap_or_default()
            )
        } else {
            role.to_owned()
        };
        for turn in 0..count {
            let name = names.then(|| person(self.prng));
            let post = match self.prng.weighted(&[70, 15, 15]) {
                0 => self.post(),
                1 => format!(
                    "{}、{}党组成员",
                    self.post(),
                    self.world.department(self.prng).short
                ),
                _ if role == "组长" => "副市长".replace('市', self.world.level),
                _ => {
                    let unit = self.world.department(self.prng).short.clone();
                    format!("{unit}{}", self.say("post"))
                }
            };
            let post = if names {
                post
            } else {
                format!("{}主要负责人", self.world.department(self.prng).short)
            };
            let mut text = String::new();
            if turn == 0 {
                text.push_str(&format!("{shown}："));
            }
            if let Some(name) = &name {
                let mut chars = name.chars();
                match (chars.next(), chars.next(), chars.next()) {
                    (Some(first), Some(second), None) => {
                        text.push_str(&format!("{first} {second} "))
                    }
                    _ => text.push_str(&format!("{name} ")),
                }
            }
            text.push_str(&post);
            let hang = if name.is_some() { 8 } else { 4 };
            let part = self.paragraph(text);
            self.draft.parts[part].row = Row::Roster;
            self.draft.parts[part].form = if turn == 0 {
                Form::Indented
            } else {
                Form::Hanging(hang)
            };
            self.draft.roster.push(Person {
                part,
                action: role.to_owned(),
                name,
                post: Some(post),
                note: None,
            });
        }
    }

    fn member_units(&mut self) {
        let count = self.prng.between(6, 18) as usize;
        let units = self.world.some_departments(self.prng, count);
        let part = self.paragraph(format!("成员单位：{}。", units.join("、")));
        self.draft.parts[part].row = Row::Roster;
        for unit in units {
            self.draft.roster.push(Person {
                part,
                action: "成员单位".to_owned(),
                name: None,
                post: Some(unit),
                note: None,
            });
        }
    }
}
