//! Notices made up from the word lists: parts in reading order, with their
//! truth. Owns the front and the back of a notice; the kinds of notices, the
//! texts and the lists have files of their own.

mod deeds;
mod duties;
mod kinds;
mod lists;
mod policy;
mod public;
mod statute;

pub(crate) use kinds::{Like, compose};

use super::draft::{Attached, Carried, Date, Draft, Duty, Form, Mark, Number, Part, Row};
use super::prng::Prng;
use super::profile::{Era, Profile};
use super::world::{Voice, World};
use crate::record::{Level, Role};

/// How a number's serial is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ordinal {
    /// 岚政发〔2023〕3号
    None,
    /// 岚政发[1994]第3号
    Spelt,
    /// 〔94〕岚财农字第3号
    YearFirst,
}

/// Habits of one issue's editors.
#[derive(Debug, Clone)]
pub(crate) struct Habits {
    pub(crate) era: Era,
    /// 〔 〕, [ ], ［ ］ …
    pub(crate) year_brackets: (char, char),
    pub(crate) ordinal: Ordinal,
    /// Whether two digits of the year are written.
    pub(crate) short_year: bool,
    /// Dates in hanzi with this zero.
    pub(crate) hanzi_dates: Option<char>,
    /// What follows 一 (、), stands around level 2, follows 1.
    pub(crate) level2: (&'static str, &'static str),
    pub(crate) level3: &'static str,
    pub(crate) level4: (&'static str, &'static str),
    /// What follows 第一条.
    pub(crate) article_space: &'static str,
    /// Disclosure notes in use.
    pub(crate) disclosure: Option<&'static str>,
    /// Rate of titles whose issuing body runs on into the subject.
    pub(crate) title_joined: u32,
    /// Rate of titles in 《》 after 印发.
    pub(crate) quoted_titles: u32,
    /// Length of texts, per mille.
    pub(crate) length: u32,
    /// The serial number before the first.
    pub(crate) serial: u32,
    /// Rate of sentences with a half-width comma.
    pub(crate) ascii_punctuation: u32,
}

impl Habits {
    pub(crate) fn draw(prng: &mut Prng, profile: &Profile, world: &World) -> Habits {
        let old = profile.era == Era::Old;
        let brackets = if old {
            prng.weighted(&[20, 50, 20, 10])
        } else {
            prng.weighted(&[90, 5, 3, 2])
        };
        Habits {
            era: profile.era,
            year_brackets: [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】')][brackets],
            ordinal: match prng.weighted(if old { &[60, 28, 12] } else { &[100, 0, 0] }) {
                0 => Ordinal::None,
                1 => Ordinal::Spelt,
                _ => Ordinal::YearFirst,
            },
            short_year: old && world.year < 2000 && prng.chance(500),
            hanzi_dates: (old && prng.chance(750)).then(|| ['〇', '○', 'O', '〇'][prng.below(4)]),
            level2: if prng.chance(850) {
                ("（", "）")
            } else {
                ("(", ")")
            },
            level3: ["．", ".", "、"][prng.weighted(&[15, 65, 20])],
            level4: if prng.chance(850) {
                ("（", "）")
            } else {
                ("(", ")")
            },
            article_space: [" ", "　", ""][prng.weighted(&[60, 35, 5])],
            disclosure: if old {
                None
            } else {
                [
                    Some("此件公开发布"),
                    Some("此件主动公开"),
                    Some("此件公开发布"),
                    None,
                ][prng.below(4)]
            },
            title_joined: [0, 0, 100, 600][prng.below(4)],
            quoted_titles: [0, 0, 400, 1000][prng.below(4)],
            length: profile.length,
            serial: prng.between(0, 60),
            ascii_punctuation: profile.ascii_punctuation,
        }
    }
}

/// A notice under construction.
pub(crate) struct Pen<'w, 'p> {
    pub(crate) world: &'w World,
    pub(crate) habits: &'p Habits,
    pub(crate) voice: Voice<'w>,
    pub(crate) prng: &'p mut Prng,
    pub(crate) draft: Draft,
    /// Role and enclosure of the text being written.
    role: Role,
    enclosure: u8,
    /// The person a title names, who comes first in the list.
    first_person: Option<String>,
}

impl<'w, 'p> Pen<'w, 'p> {
    pub(crate) fn new(world: &'w World, habits: &'p Habits, prng: &'p mut Prng) -> Pen<'w, 'p> {
        let voice = Voice::draw(world, prng);
        Pen {
            world,
            habits,
            voice,
            prng,
            draft: Draft::default(),
            role: Role::Body,
            enclosure: 0,
            first_person: None,
        }
    }

    /// Adds a part in a role of its own; gives its index.
    fn part(&mut self, role: Role, form: Form, text: impl Into<String>) -> usize {
        self.draft.parts.push(Part {
            role,
            enclosure: self.enclosure,
            form,
            text: text.into(),
            marks: Vec::new(),
            row: Row::None,
        });
        self.draft.parts.len() - 1
    }

    /// Adds a paragraph of the text being written.
    fn paragraph(&mut self, text: impl Into<String>) -> usize {
        let role = self.role;
        self.part(role, Form::Indented, text)
    }

    /// Adds a paragraph that opens with a unit's label.
    fn unit(&mut self, mark: Mark, text: String) -> usize {
        let index = self.paragraph(text);
        self.draft.parts[index].marks.push(mark);
        index
    }

    fn say(&mut self, list: &str) -> String {
        self.voice.say(list, self.prng)
    }

    /// Puts a responsibility clause at bytes `[at, end)` of part `part`.
    fn duty(&mut self, part: usize, at: usize, duty: Duty) {
        let end = self.draft.parts[part].text.len();
        self.draft.duties.push(Duty {
            part,
            at: at as u32,
            end: end as u32,
            ..duty
        });
    }

    /// The head of the notice: issuing bodies, title lines, number,
    /// recipients. `subject` is 关于…的, with `|` where lines may break;
    /// `document_type` ends the title.
    fn head(&mut self, bodies: &[String], subject: &str, document_type: &str) {
        let words = format!("{subject}{document_type}");
        self.draft.issuing_bodies = bodies.to_vec();
        self.draft.document_type = document_type.to_owned();
        self.draft.title = format!("{}{words}", bodies.join(" "));
        if bodies.len() == 1 && self.prng.chance(self.habits.title_joined) {
            let whole = self.draft.title.clone();
            self.part(Role::Title, Form::Title, whole);
        } else {
            // Joint bodies stand below each other or in a row.
            let rows = if self.prng.chance(300) {
                vec![bodies.join(" ")]
            } else {
                bodies.to_vec()
            };
            for row in rows {
                self.part(Role::IssuingBody, Form::Title, row);
            }
            self.part(Role::Title, Form::Title, words);
        }
        if let Some(registration) = self.draft.registration_number.clone() {
            self.part(Role::RegistrationNumber, Form::Centred, registration);
        }
        if let Some(number) = self.draft.number.clone() {
            self.part(Role::DocumentNumber, Form::Centred, number.printed);
        }
    }

    /// The recipients: groups parted by ，, members by 、, closed by a colon.
    fn recipients(&mut self, groups: &[Vec<String>]) {
        let text = groups
            .iter()
            .map(|group| group.join("、"))
            .collect::<Vec<_>>()
            .join("，");
        self.draft.recipients = groups.concat();
        // The colon and the comma are typed half-width now and then.
        let sloppy = self.prng.chance(self.habits.ascii_punctuation * 4);
        let (text, colon) = match (sloppy, self.prng.below(3)) {
            (true, 0) => (text, ":"),
            (true, 1) => (text.replace('，', ","), "："),
            (true, _) => (text.replace('，', " ,"), "："),
            _ => (text, "："),
        };
        self.part(Role::Recipients, Form::Flush, format!("{text}{colon}"));
    }

    /// Recipients as a government addresses all below it.
    fn all_below(&mut self) {
        let world = self.world;
        let level = world.level;
        let mut groups = vec![vec![world.below.clone()]];
        if self.prng.chance(450) {
            groups.push(vec![world.place.zone.to_owned()]);
        }
        let level_gov = format!("{level}政府");
        let more: Vec<Vec<String>> = match self.prng.below(10) {
            0 => vec![vec![format!("{level}直各有关单位")]],
            1 => vec![vec![format!("{level_gov}各部门"), "各直属机构".to_owned()]],
            // A head shared by several nouns stays one recipient.
            2 => vec![
                vec![format!("{level_gov}各委、办、局")],
                vec!["各大企业、事业单位".to_owned()],
            ],
            3 => vec![vec![format!("{level_gov}有关部门")]],
            4 => vec![
                vec![format!("{level}级各部门")],
                vec!["有关单位".to_owned()],
            ],
            5 => {
                groups.clear();
                vec![vec![format!("{level}直各有关单位")]]
            }
            6 => {
                groups.clear();
                vec![
                    vec![format!("{level}直各有关单位")],
                    vec!["各国有独资、控股、参股企业".to_owned()],
                ]
            }
            7 => vec![vec![
                format!("{level_gov}各部门"),
                format!("中央驻{level}各单位"),
            ]],
            8 => vec![
                vec![format!("{level}委各部门")],
                vec![format!("{level_gov}各部门"), "各人民团体".to_owned()],
            ],
            _ => vec![vec![format!("{level_gov}各部门及有关单位")]],
        };
        groups.extend(more);
        self.recipients(&groups);
    }

    /// Attachments, signature, date, note and what old notices print below.
    fn close(&mut self, signatures: &[String]) {
        let attachments = self.draft.attachments.clone();
        self.attachment_list(&attachments, Role::Attachments);
        for body in signatures {
            self.part(Role::Signature, Form::Right, body.clone());
        }
        self.date_line();
        if let Some(note) = self.note() {
            self.part(Role::Disclosure, Form::Indented, format!("（{note}）"));
            self.draft.disclosure = Some(note.to_owned());
        }
        if self.habits.era == Era::Old && self.prng.chance(700) {
            self.old_foot();
        }
    }

    fn date_line(&mut self) {
        if let Some(date) = self.draft.date {
            let words = match self.habits.hanzi_dates {
                Some(zero) => date.hanzi(zero),
                None => date.modern(),
            };
            self.part(Role::Date, Form::Right, words);
        }
    }

    fn note(&mut self) -> Option<&'static str> {
        let usual = self.habits.disclosure?;
        Some(match self.prng.weighted(&[90, 3, 3, 2, 2]) {
            0 => usual,
            1 => "此件详见政府网站",
            2 => "此件依申请公开",
            3 => "此件删减后公开",
            _ => return None,
        })
    }

    /// 主题词, 抄送 and the printing line.
    fn old_foot(&mut self) {
        let kind = self.draft.document_type.clone();
        let words = vec![
            [
                "农业", "城建", "教育", "财政", "交通", "卫生", "机构", "人事",
            ][self.prng.below(8)]
            .to_owned(),
            ["管理", "规划", "改革", "安全", "监督"][self.prng.below(5)].to_owned(),
            kind,
        ];
        self.part(
            Role::SubjectWords,
            Form::Flush,
            format!("主题词：{}", words.join(" ")),
        );
        self.draft.subject_words = words;
        let level = self.world.level;
        let copies = vec![
            format!("{level}委各部门"),
            format!("{level}人大常委会办公室"),
            format!("{level}政协办公室"),
            format!("{level}法院"),
            format!("{level}检察院"),
        ];
        if self.prng.chance(700) {
            let text = format!(
                "抄送：{}，{}，{}，{}、{}。",
                copies[0], copies[1], copies[2], copies[3], copies[4]
            );
            self.part(Role::CopiedTo, Form::Flush, text);
            self.draft.copied_to = copies;
        }
        if let (Some(date), true) = (self.draft.date, self.prng.chance(600)) {
            let later = date.plus_days(2);
            let office = self.world.office.clone();
            let words = match self.habits.hanzi_dates {
                Some(zero) => later.hanzi(zero),
                None => later.modern(),
            };
            self.part(Role::Printing, Form::Flush, format!("{office} {words}印发"));
        }
    }

    /// 附件：1.… 2.…
    fn attachment_list(&mut self, attachments: &[Attached], role: Role) {
        for (turn, attached) in attachments.iter().enumerate() {
            let mut text = String::new();
            if turn == 0 {
                text.push_str("附件：");
            }
            if let Some(number) = attached.number {
                text.push_str(&format!("{number}{}", self.habits.level3));
            }
            text.push_str(&attached.title);
            if let Some(note) = &attached.note {
                text.push_str(&format!("（{note}）"));
            }
            let indent = if turn == 0 { 3 } else { 5 };
            let form = if turn == 0 {
                Form::Indented
            } else {
                Form::Hanging(indent)
            };
            self.part(role, form, text);
        }
    }

    /// Some attachments for a list; often none.
    fn attachments(&mut self, rate: u32) -> Vec<Attached> {
        if !self.prng.chance(rate) {
            return Vec::new();
        }
        let note = ["见网络版", "略", "另发", "此略"][self.prng.weighted(&[60, 25, 10, 5])];
        let note = self.prng.chance(800).then(|| note.to_owned());
        let count = [1, 1, 2, 3, 5][self.prng.below(5)];
        (0..count)
            .map(|turn| {
                let mut noun = String::new();
                self.voice.say_to("noun", self.prng, &mut noun);
                let year = if self.prng.chance(250) {
                    format!("{}年度", self.world.year)
                } else {
                    String::new()
                };
                let place = if self.prng.chance(500) {
                    self.world.place.name
                } else {
                    ""
                };
                let what = [
                    "清单",
                    "名录",
                    "任务分解表",
                    "申报表",
                    "目录",
                    "成员名单",
                    "统计表（样表）",
                    "评分细则（A类）",
                    "情况汇总表",
                    "流程图",
                    "（应交部分）核定表",
                ][self.prng.below(11)];
                Attached {
                    number: (count > 1).then_some(turn + 1),
                    title: format!("{year}{place}{noun}{what}"),
                    note: note.clone(),
                }
            })
            .collect()
    }

    /// Opens an enclosure: its title, then what is written goes into it.
    fn open_enclosure(&mut self, title: String, document_type: &str, this: &str) {
        self.draft.enclosures.push(Carried {
            title: title.clone(),
            document_type: document_type.to_owned(),
            this: this.to_owned(),
            attachments: Vec::new(),
        });
        self.enclosure = self.draft.enclosures.len() as u8;
        self.role = Role::EnclosureBody;
        self.voice.this = this.to_owned();
        self.part(Role::EnclosureTitle, Form::Title, title);
    }

    /// Closes an enclosure with its own attachments.
    fn close_enclosure(&mut self) {
        let attachments = self.attachments(250);
        self.attachment_list(&attachments, Role::EnclosureAttachments);
        if let Some(carried) = self.draft.enclosures.last_mut() {
            carried.attachments = attachments;
        }
        self.role = Role::Body;
        self.enclosure = 0;
    }
}

/// A document number in the manner.
pub(crate) fn number(code: &str, year: i32, serial: u32, habits: &Habits) -> Number {
    let (open, close) = habits.year_brackets;
    let canonical = format!("{code}〔{year}〕{serial}号");
    let shown = if habits.short_year { year % 100 } else { year };
    let width = if habits.short_year { 2 } else { 4 };
    let year = format!("{open}{shown:0width$}{close}");
    let printed = match habits.ordinal {
        Ordinal::None => format!("{code}{year}{serial}号"),
        Ordinal::Spelt => format!("{code}{year}第{serial}号"),
        Ordinal::YearFirst => format!("{year}{code}第{serial}号"),
    };
    Number { canonical, printed }
}

/// A date in the weeks before the issue.
pub(crate) fn some_date(world: &World, prng: &mut Prng) -> Date {
    Date {
        year: world.year,
        month: prng.between(1, 12),
        day: prng.between(1, 28),
    }
}

/// A label's rank: smaller stands higher.
pub(crate) fn rank(level: Level) -> u8 {
    match level {
        Level::Part => 0,
        Level::Chapter => 1,
        Level::Section => 2,
        Level::Article => 3,
        Level::Item => 4,
        Level::Subitem => 5,
        Level::Level1 => 1,
        Level::Level2 => 2,
        Level::Level3 => 3,
        Level::Level4 => 4,
        Level::Level5 => 5,
        Level::Paragraph | Level::Table => 9,
    }
}
