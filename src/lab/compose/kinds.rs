//! The kinds of notices: 通知 of every sort, 意见, 批复, 决定, 公告, 通告,
//! 通报, 函, 令; what each says, to whom, under which number.

use super::super::draft::{Date, Draft, Form, Mark, hanzi};
use super::super::prng::Prng;
use super::super::profile::Era;
use super::super::world::{Department, Kind, World, person};
use super::{Habits, Pen, number, some_date};
use crate::record::{Level, Role};

/// What a notice does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Issue,
    Arrange,
    Opinions,
    Reply,
    Appoint,
    SetUp,
    Forward,
    Publish,
    Decide,
    Announce,
    Commend,
    Letter,
    Order,
    Repeal,
    Joint,
    Department,
}

const DEEDS: [(Deed, u32); 16] = [
    (Deed::Issue, 30),
    (Deed::Arrange, 14),
    (Deed::Opinions, 7),
    (Deed::Reply, 14),
    (Deed::Appoint, 10),
    (Deed::SetUp, 8),
    (Deed::Forward, 4),
    (Deed::Publish, 5),
    (Deed::Decide, 3),
    (Deed::Announce, 6),
    (Deed::Commend, 3),
    (Deed::Letter, 3),
    (Deed::Order, 3),
    (Deed::Repeal, 2),
    (Deed::Joint, 4),
    (Deed::Department, 6),
];

/// Who issues it.
#[derive(Debug, Clone)]
enum Issuer {
    Government,
    Office,
    Departments(Vec<Department>),
}

/// One notice of the issue; `serial` is its running number.
pub(crate) fn compose(world: &World, habits: &Habits, prng: &mut Prng, serial: u32) -> Draft {
    let weights: Vec<u32> = DEEDS.iter().map(|row| row.1).collect();
    let deed = DEEDS[prng.weighted(&weights)].0;
    let mut pen = Pen::new(world, habits, prng);
    pen.draft.date = Some(some_date(world, pen.prng));
    let issuer = pen.issuer(deed);
    pen.number_for(deed, &issuer, serial);
    pen.draft.rubric = pen.rubric(deed, &issuer);
    match deed {
        Deed::Issue => pen.issue(&issuer),
        Deed::Arrange => pen.arrange(&issuer, "通知"),
        Deed::Opinions => pen.arrange(&issuer, "意见"),
        Deed::Reply => pen.reply(&issuer),
        Deed::Appoint => pen.appoint(&issuer),
        Deed::SetUp => pen.set_up(&issuer),
        Deed::Forward => pen.forward(&issuer),
        Deed::Publish => pen.publish(&issuer),
        Deed::Decide => pen.decide(&issuer),
        Deed::Announce => pen.announce(&issuer),
        Deed::Commend => pen.commend(&issuer),
        Deed::Letter => pen.letter(&issuer),
        Deed::Order => pen.order(),
        Deed::Repeal => pen.repeal(&issuer),
        Deed::Joint | Deed::Department => pen.issue(&issuer),
    }
    pen.draft
}

impl Pen<'_, '_> {
    fn issuer(&mut self, deed: Deed) -> Issuer {
        match deed {
            Deed::Appoint | Deed::Order | Deed::Decide | Deed::Repeal => Issuer::Government,
            Deed::Forward | Deed::Letter => Issuer::Office,
            Deed::Joint => {
                let count = 2 + self.prng.below(3);
                let mut bodies = self.world.departments.clone();
                self.prng.shuffle(&mut bodies);
                bodies.truncate(count);
                Issuer::Departments(bodies)
            }
            Deed::Department => Issuer::Departments(vec![self.world.department(self.prng).clone()]),
            _ if self.prng.chance(500) => Issuer::Government,
            _ => Issuer::Office,
        }
    }

    fn bodies(&self, issuer: &Issuer) -> Vec<String> {
        match issuer {
            Issuer::Government => vec![self.world.government.clone()],
            Issuer::Office => vec![self.world.office.clone()],
            Issuer::Departments(list) => list.iter().map(|one| one.full.clone()).collect(),
        }
    }

    fn number_for(&mut self, deed: Deed, issuer: &Issuer, serial: u32) {
        let code = self.world.place.code;
        let serial = serial + self.habits.serial;
        let code = match (issuer, deed) {
            (_, Deed::Order) => return,
            (Issuer::Government, Deed::Appoint) => {
                format!(
                    "{code}{}",
                    ["任", "任字", "干", "人"][(serial as usize / 64) % 4]
                )
            }
            (Issuer::Government, Deed::Reply) => {
                format!("{code}{}", ["函", "批", "函"][self.prng.below(3)])
            }
            (Issuer::Government, Deed::Announce) => format!("{code}告"),
            (Issuer::Government, _) => format!("{code}发"),
            (Issuer::Office, Deed::Reply | Deed::Letter | Deed::SetUp) => format!("{code}办函"),
            (Issuer::Office, _) => {
                format!("{code}办{}", ["发", "发", "函", "字"][self.prng.below(4)])
            }
            (Issuer::Departments(list), _) => {
                let lead = list.first().map_or("", |one| one.code.as_str());
                format!("{lead}{}", ["规", "发", "字", "通"][self.prng.below(4)])
            }
        };
        if self.prng.chance(15) {
            return; // a few notices are printed without a number
        }
        self.draft.number = Some(number(&code, self.world.year, serial, self.habits));
        if matches!(issuer, Issuer::Departments(_))
            && self.habits.era == Era::Modern
            && self.prng.chance(300)
        {
            self.draft.registration_number = Some(format!(
                "{}-{}-{:05}",
                ["LZCR", "THGF", "YHBD"][self.prng.below(3)],
                self.world.year,
                self.prng.between(1001, 3099)
            ));
        }
    }

    fn rubric(&self, deed: Deed, issuer: &Issuer) -> String {
        let level = self.world.level;
        let office = match self.world.place.kind {
            Kind::Province | Kind::Region => "办公厅",
            _ => "办公室",
        };
        match (deed, issuer) {
            (Deed::Appoint, _) => "人事任免".to_owned(),
            (Deed::Order, _) => format!("{level}政府令"),
            (_, Issuer::Government) => format!("{level}政府文件"),
            (_, Issuer::Office) => format!("{level}政府{office}文件"),
            (_, Issuer::Departments(_)) => "部门文件".to_owned(),
        }
    }

    /// `已经市人民政府第18次常务会议研究通过`; records it as the approval
    /// that the part to be written next prints.
    fn approved(&mut self) -> String {
        let government = self.world.short_government.clone();
        let part = self.draft.parts.len();
        let meeting = match self.prng.weighted(&[40, 25, 10, 25]) {
            0 => format!("{government}第{}次常务会议", self.prng.between(2, 99)),
            1 => format!(
                "{government}{}年第{}次常务会议",
                self.world.year,
                self.prng.between(2, 30)
            ),
            2 => format!(
                "{government}{}年第{}次专题会议",
                self.world.year,
                self.prng.between(2, 30)
            ),
            _ => {
                self.draft.approval = Some((None, "同意".to_owned(), part));
                return format!("经{government}同意");
            }
        };
        let verb = ["研究通过", "审议通过", "讨论通过"][self.prng.weighted(&[50, 40, 10])];
        let words = format!("经{meeting}{verb}");
        self.draft.approval = Some((Some(meeting), verb.to_owned(), part));
        words
    }

    /// A carried document: title, type, how it calls itself, whether it is a
    /// statute.
    fn carried(&mut self, statute: bool) -> (String, &'static str, String, bool) {
        let statutes = [
            ("管理办法", "办法"),
            ("暂行办法", "办法"),
            ("实施办法", "办法"),
            ("实施细则", "细则"),
            ("管理规定", "规定"),
            ("工作规则", "规则"),
        ];
        let policies = [
            ("实施方案", "方案"),
            ("工作方案", "方案"),
            ("行动计划", "计划"),
            ("若干措施", "措施"),
            ("专项规划", "规划"),
            ("工作要点", "要点"),
            ("应急预案", "预案"),
        ];
        let (suffix, kind) = if statute {
            statutes[self.prng.below(statutes.len())]
        } else {
            policies[self.prng.below(policies.len())]
        };
        let year = self.world.year;
        let (before, after) = match self.prng.below(8) {
            0 if !statute => (format!("{year}年"), String::new()),
            1 if !statute => (String::new(), format!("（{year}—{}年）", year + 5)),
            0..=2 => (String::new(), "（试行）".to_owned()),
            _ => (String::new(), String::new()),
        };
        let this = if suffix == "实施细则" {
            "本实施细则".to_owned()
        } else {
            format!("本{kind}")
        };
        let title = format!(
            "{}{before}{}{suffix}{after}",
            self.world.place.name, self.voice.topic
        );
        (title, kind, this, statute)
    }

    fn address(&mut self, issuer: &Issuer) {
        match issuer {
            Issuer::Departments(list) => {
                let lead = list.first().map_or("", |one| one.full.as_str());
                let tail = lead
                    .strip_prefix(self.world.place.name)
                    .unwrap_or("主管部门");
                let below = ["各县（市、区）", "各区县", "各地"][self.prng.below(3)];
                let groups = vec![
                    vec![format!("{below}{tail}")],
                    vec![format!("{}直有关单位", self.world.level)],
                ];
                self.recipients(&groups);
            }
            _ => self.all_below(),
        }
    }

    /// 印发: the notice carries one document, now and then two or none.
    fn issue(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let statute = self.prng.chance(400);
        let (title, kind, this, _) = self.carried(statute);
        let second = self
            .prng
            .chance(40)
            .then(|| self.carried(false))
            .filter(|other| other.0 != title);
        let quoted = self.prng.chance(self.habits.quoted_titles) || second.is_some();
        let named = match &second {
            Some((other, ..)) => format!("《{title}》和《{other}》"),
            None if quoted => format!("《{title}》"),
            None => title.clone(),
        };
        self.head(&bodies, &format!("关于印发{named}的"), "通知");
        self.address(issuer);
        let cited = match &second {
            Some((other, ..)) => format!("《{title}》和《{other}》"),
            None => format!("《{title}》"),
        };
        let deed = [
            "请认真贯彻执行",
            "请认真组织实施",
            "请遵照执行",
            "请结合实际认真贯彻落实",
        ][self.prng.below(4)];
        let words = match self.prng.weighted(&[60, 20, 20]) {
            0 => {
                let approved = self.approved();
                format!("{cited}已{approved}，现印发给你们，{deed}。")
            }
            1 => {
                let approved = self.approved();
                format!("{approved}，现将{cited}印发给你们，{deed}。")
            }
            _ => format!("现将{cited}印发给你们，{deed}。"),
        };
        self.paragraph(words);
        if self.prng.chance(80) {
            let unit = self.world.department(self.prng).short.clone();
            let part = self.paragraph(format!("本通知由{unit}负责解读。"));
            self.draft.explaining.push((unit, part));
        }
        self.close(&bodies);
        self.draft.wide = self.prng.chance(800);
        if self.prng.chance(60) {
            return; // the carried document stands on the web only
        }
        self.write_carried(title, kind, &this, statute);
        if let Some((title, kind, this, statute)) = second {
            self.write_carried(title, kind, &this, statute);
        }
    }

    fn write_carried(&mut self, title: String, kind: &str, this: &str, statute: bool) {
        self.open_enclosure(title, kind, this);
        if statute {
            self.statute_text();
        } else {
            self.policy_text(true);
        }
        self.close_enclosure();
    }

    /// A notice or opinions with a policy text of its own.
    fn arrange(&mut self, issuer: &Issuer, kind: &'static str) {
        let bodies = self.bodies(issuer);
        let verb = ["加强", "进一步规范", "做好", "加快推进", "全面深化"][self.prng.below(5)];
        let topic = self.voice.topic.clone();
        let lead_in = if kind == "意见" && self.prng.chance(500) {
            "实施"
        } else {
            ""
        };
        self.head(&bodies, &format!("关于{verb}{topic}工作的{lead_in}"), kind);
        self.address(issuer);
        self.voice.this = format!("本{kind}");
        self.voice.kind = kind;
        let mut text = format!("为{verb}{topic}工作，");
        text.push_str(&self.say("act"));
        if self.prng.chance(400) {
            let approved = self.approved();
            text.push_str(&format!("，{approved}"));
        }
        text.push_str(match kind {
            "意见" => "，现提出如下意见。",
            _ => [
                "，现将有关事项通知如下：",
                "，现就有关事项通知如下。",
                "，现将有关事宜通知如下：",
            ][self.prng.below(3)],
        });
        self.paragraph(text);
        self.policy_text(false);
        if self.prng.chance(150) {
            self.inline_list();
        }
        if self.prng.chance(200) {
            let this = self.voice.this.clone();
            let (words, in_force) = self.in_force(&this);
            let part = self.paragraph(words);
            self.draft.in_force =
                in_force.map(|found| super::super::draft::InForce { part, ..found });
        }
        if self.prng.chance(150) {
            let unit = self.world.department(self.prng).short.clone();
            let this = self.voice.this.clone();
            let part = self.paragraph(format!("{this}由{unit}负责解读。"));
            self.draft.explaining.push((unit, part));
        }
        self.draft.attachments = self.attachments(350);
        self.close(&bodies);
    }

    fn reply(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let topic = self.voice.topic.clone();
        let county = self.world.county(self.prng);
        let (to, you, subject) = if self.prng.chance(500) {
            let you = county.chars().last().unwrap_or('县');
            (
                format!("{county}人民政府"),
                format!("你{you}"),
                format!("关于{county}{topic}项目"),
            )
        } else {
            let unit = self.world.department(self.prng).short.clone();
            let you = if unit.ends_with('局') {
                "你局"
            } else {
                "你单位"
            };
            (unit, you.to_owned(), format!("关于{topic}"))
        };
        let what = [
            "有关事项",
            "实施方案",
            "规划修编（2021—2035年）",
            "用地范围调整",
            "专项资金安排",
        ][self.prng.below(5)];
        let subject = format!("{subject}{what}的");
        self.head(&bodies, &subject, "批复");
        self.recipients(&[vec![to]]);
        let serial = self.prng.between(3, 90);
        let code = format!("{}政", county.chars().next().unwrap_or('某'));
        let request = number(&code, self.world.year, serial, self.habits).printed;
        let mut text = format!("{you}《{subject}请示》（{request}）收悉。");
        if self.prng.chance(400) {
            let approved = self.approved();
            text.push_str(&format!("{approved}，现批复如下："));
        } else {
            text.push_str("经研究，现批复如下：");
        }
        self.paragraph(text);
        self.flat_items("replybody", 2, 7);
        match self.prng.below(4) {
            0 => {
                self.paragraph("此复。");
            }
            1 => {
                self.paragraph("接文后，请据此开展下一阶段工作。");
            }
            _ => {}
        }
        self.draft.attachments = self.attachments(200);
        self.close(&bodies);
    }

    /// 一、二、… each one pattern, or a single unnumbered paragraph.
    fn flat_items(&mut self, list: &str, least: u32, most: u32) {
        let count = self.prng.between(least, most);
        if self.prng.chance(120) {
            let mut text = String::new();
            self.sentences(list, 1, 3, &mut text);
            self.paragraph(text);
            return;
        }
        for turn in 1..=count {
            let label = format!("{}、", hanzi(turn));
            let mut text = label.clone();
            let sentences = 1 + u32::from(self.prng.chance(300));
            self.sentences(list, sentences, sentences, &mut text);
            let mark = Mark {
                at: 0,
                level: Level::Level1,
                label,
                number: turn,
                inserted: None,
                heading: None,
            };
            self.unit(mark, text);
        }
    }

    fn appoint(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let first = person(self.prng);
        self.first_person = Some(first.clone());
        let subject = match self.prng.below(4) {
            0 => format!("关于{first}等人任免职务的"),
            1 => format!("关于{first}等任免职务的"),
            2 => format!("关于{first}等同志职务任免的"),
            _ => format!("关于{first}等同志任免的"),
        };
        self.head(&bodies, &subject, "通知");
        if self.prng.chance(600) {
            let unit = self.world.department(self.prng).full.clone();
            self.recipients(&[vec![format!("{unit}等单位")]]);
        } else {
            self.all_below();
        }
        let government = self.world.short_government.clone();
        let lead = match (self.draft.date, self.prng.below(4)) {
            (Some(date), 0 | 1) => {
                let met: Date = date.plus_days(-(self.prng.between(0, 6) as i32));
                self.draft.meeting_date = Some(met);
                let meeting = format!("{government}党组会议");
                self.draft.approval = Some((
                    Some(meeting.clone()),
                    "研究决定".to_owned(),
                    self.draft.parts.len(),
                ));
                // The meeting and the signing fall on one day in half of them.
                if self.prng.chance(500) {
                    self.draft.date = Some(met);
                }
                format!("经{meeting}{}研究决定", met.modern())
            }
            (_, 2) => {
                let meeting = format!("{government}第{}次常务会议", self.prng.between(2, 80));
                self.draft.approval = Some((
                    Some(meeting.clone()),
                    "研究决定".to_owned(),
                    self.draft.parts.len(),
                ));
                format!("经{meeting}研究决定")
            }
            _ => format!("{government}决定"),
        };
        self.appointment_rows(lead);
        self.close(&bodies);
    }

    fn set_up(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let topic = self.voice.topic.clone();
        let place = self.world.place.name;
        let group = ["领导小组", "工作专班", "协调小组", "联席会议", "指挥部"]
            [self.prng.weighted(&[50, 20, 10, 10, 10])];
        let verb = ["成立", "调整"][self.prng.weighted(&[80, 20])];
        self.head(
            &bodies,
            &format!("关于{verb}{place}{topic}工作{group}的"),
            "通知",
        );
        self.all_below();
        let approved = self.approved();
        let mut text = format!(
            "为加强对{topic}工作的组织领导，{approved}，决定{verb}{place}{topic}工作{group}（以下简称{group}）。"
        );
        text.push_str(["现将有关事项通知如下：", "现就有关事项通知如下。"][self.prng.below(2)]);
        self.paragraph(text);
        let order = self.prng.chance(500);
        let mut section = 0;
        let mut headed = |pen: &mut Self, words: &str| {
            section += 1;
            let label = format!("{}、", hanzi(section));
            let mark = Mark {
                at: 0,
                level: Level::Level1,
                label: label.clone(),
                number: section,
                inserted: None,
                heading: Some(words.to_owned()),
            };
            pen.unit(mark, format!("{label}{words}"));
        };
        if order {
            headed(self, "主要职责");
            let mut text = self.say("duty");
            text.push_str("；");
            text.push_str(&self.say("duty"));
            text.push('。');
            self.paragraph(text);
        }
        let words = ["组成人员", "人员组成", "组成人员名单"][self.prng.below(3)];
        headed(self, words);
        self.roster();
        let unit = self.world.department(self.prng).short.clone();
        self.paragraph(format!("{group}下设办公室，办公室设在{unit}，承担{group}日常工作，办公室主任由{unit}主要负责人兼任。{group}成员因工作变动需要调整的，由其继任者履行成员职责，不再另行发文。"));
        if self.prng.chance(450) {
            headed(self, "成员单位职责");
            for _ in 0..self.prng.between(3, 8) {
                let text = self.say("dutyof");
                self.paragraph(text);
            }
        }
        if self.prng.chance(500) {
            headed(self, "工作要求");
            for turn in 1..=self.prng.between(2, 4) {
                let (open, close) = self.habits.level2;
                let label = format!("{open}{}{close}", hanzi(turn));
                let mut text = label.clone();
                self.sentences("policy", 1, 2, &mut text);
                let mark = Mark {
                    at: 0,
                    level: Level::Level2,
                    label,
                    number: turn,
                    inserted: None,
                    heading: None,
                };
                self.unit(mark, text);
            }
        }
        self.close(&bodies);
    }

    /// 转发: an office passes on a department's opinions.
    fn forward(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let unit = self.world.department(self.prng).short.clone();
        let topic = self.voice.topic.clone();
        self.head(
            &bodies,
            &format!("转发{unit}关于加强{topic}工作意见的"),
            "通知",
        );
        self.all_below();
        let approved = self.approved();
        self.paragraph(format!(
            "{unit}《关于加强{topic}工作的意见》已{approved}，现转发给你们，请认真贯彻执行。"
        ));
        self.close(&bodies);
        self.write_carried(
            format!("关于加强{topic}工作的意见"),
            "意见",
            "本意见",
            false,
        );
    }

    fn publish(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let noun = self.say("noun");
        let place = self.world.place.name;
        let batch = hanzi(self.prng.between(2, 12));
        let what = format!("{place}第{batch}批{noun}名录");
        self.head(&bodies, &format!("关于公布{what}的"), "通知");
        self.address(issuer);
        let count = self.prng.between(10, 99);
        self.paragraph(format!("现将{what}（共计{count}项）予以公布。"));
        let mut text = self.say("enddeed");
        self.sentences("policy", 1, 3, &mut text);
        self.paragraph(text);
        self.draft.attachments = self.attachments(900);
        self.close(&bodies);
    }

    fn decide(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let topic = self.voice.topic.clone();
        self.voice.this = "本决定".to_owned();
        self.head(&bodies, &format!("关于{topic}有关事项的"), "决定");
        if self.prng.chance(400) {
            self.all_below();
        }
        let act = self.say("act");
        let government = self.world.short_government.clone();
        self.paragraph(format!("为{act}，促进{topic}，{government}作出如下决定："));
        self.flat_items("policy", 3, 9);
        self.close(&bodies);
    }

    fn announce(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let topic = self.voice.topic.clone();
        let kind = ["公告", "通告"][self.prng.below(2)];
        self.voice.kind = kind;
        self.voice.this = format!("本{kind}");
        if matches!(issuer, Issuer::Government) && self.prng.chance(300) {
            self.bulletin_head(kind);
        } else {
            self.head(&bodies, &format!("关于{topic}有关事项的"), kind);
        }
        let act = self.say("act");
        self.paragraph(format!(
            "为{act}，保障社会公共利益，根据有关法律法规，现将有关事项{kind}如下："
        ));
        self.flat_items("announce", 3, 9);
        if self.prng.chance(300) {
            self.paragraph(format!("特此{kind}。"));
        }
        self.close(&bodies);
    }

    /// A title line without a subject, and a number of the year: 公告,
    /// 2023年第5号.
    fn bulletin_head(&mut self, kind: &str) {
        let government = self.world.government.clone();
        let printed = format!("{}年第{}号", self.world.year, self.prng.between(1, 40));
        self.draft.title = format!("{government}{kind}");
        self.draft.document_type = kind.to_owned();
        self.draft.issuing_bodies = vec![government];
        self.draft.number = Some(super::Number {
            canonical: format!("{kind}{printed}"),
            printed: printed.clone(),
        });
        let title = self.draft.title.clone();
        self.part(Role::Title, Form::Title, title);
        self.part(Role::DocumentNumber, Form::Centred, printed);
    }

    fn commend(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let topic = self.voice.topic.clone();
        self.head(
            &bodies,
            &format!("关于{}年度{topic}工作情况的", self.world.year - 1),
            "通报",
        );
        self.all_below();
        for _ in 0..self.prng.between(3, 7) {
            let text = self.say("praise");
            self.paragraph(text);
        }
        self.draft.attachments = self.attachments(500);
        self.close(&bodies);
    }

    fn letter(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        let topic = self.voice.topic.clone();
        self.head(&bodies, &format!("关于{topic}有关问题的"), "函");
        let unit = self.world.department(self.prng).short.clone();
        self.recipients(&[vec![unit]]);
        self.paragraph("贵单位来函收悉。经研究，现函复如下：");
        self.flat_items("letter", 2, 4);
        if self.prng.chance(500) {
            self.paragraph("特此函复。");
        }
        self.close(&bodies);
    }

    /// 令: a title line and a number line, a sentence, who signed, the rules.
    fn order(&mut self) {
        let government = self.world.government.clone();
        let serial = self.prng.between(2, 320);
        let (title, kind, this, _) = self.carried(true);
        self.draft.title = format!("{government}令第{serial}号");
        self.draft.document_type = "令".to_owned();
        self.draft.issuing_bodies = vec![government.clone()];
        self.draft.number = Some(super::Number {
            canonical: format!("{government}令第{serial}号"),
            printed: format!("第{serial}号"),
        });
        self.part(Role::Title, Form::Title, format!("{government}令"));
        self.part(Role::DocumentNumber, Form::Centred, format!("第{serial}号"));
        let approved = self.approved();
        let deed = ["现予公布", "现予发布"][self.prng.below(2)];
        self.paragraph(format!("《{title}》已{approved}，{deed}。"));
        let post = match self.world.place.kind {
            Kind::Region => "自治区主席".to_owned(),
            _ => format!("{}长", self.world.level),
        };
        let name = person(self.prng);
        self.part(Role::Signature, Form::Right, format!("{post} {name}"));
        self.draft.signatory = Some((name, post));
        self.date_line();
        self.open_enclosure(title, kind, &this);
        if self.prng.chance(350) {
            if let Some(date) = self.draft.date {
                let on = date.modern();
                let level = self.world.level;
                let note = [
                    format!("{on}{level}政府令第{serial}号公布"),
                    format!("{on}{government}令第{serial}号发布"),
                ][self.prng.below(2)]
                .clone();
                self.part(Role::HistoryNote, Form::Centred, format!("（{note}）"));
                self.draft.history_note = Some(note);
            }
        }
        self.statute_text();
        self.close_enclosure();
    }

    fn repeal(&mut self, issuer: &Issuer) {
        let bodies = self.bodies(issuer);
        self.voice.this = "本决定".to_owned();
        self.head(&bodies, "关于废止部分行政规范性文件的", "决定");
        self.all_below();
        let mut text = String::new();
        self.sentences("repealreason", 1, 1, &mut text);
        text.push_str("现将废止的文件公布如下：");
        self.paragraph(text);
        for turn in 1..=self.prng.between(2, 9) {
            let (title, printed, canonical) = self.repealed();
            let label = format!("{}、", hanzi(turn));
            let mark = Mark {
                at: 0,
                level: Level::Level1,
                label: label.clone(),
                number: turn,
                inserted: None,
                heading: None,
            };
            let part = self.unit(mark, format!("{label}《{title}》（{printed}）。"));
            self.draft.repeals.push((title, Some(canonical), part));
        }
        self.close(&bodies);
    }
}
