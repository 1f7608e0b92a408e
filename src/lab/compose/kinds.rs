//! The kinds of notices: 通知 of every sort, 意见, 批复, 决定, 公告, 通告,
//! 通报, 函, 令; what each says, to whom, under which number.

use super::super::draft::Draft;
use super::super::prng::Prng;
use super::super::profile::Era;
use super::super::world::{Department, Kind, Voice, World};
use super::{Habits, Pen, number, some_date};

/// What a notice does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
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
pub(super) enum Issuer {
    Government,
    Office,
    Departments(Vec<Department>),
}

/// What a notice has in common with the one before it: its kind, now and then
/// its subject.
#[derive(Debug, Clone)]
pub(crate) struct Like {
    deed: Deed,
    field: usize,
    topic: String,
}

/// One notice of the issue; `serial` is its running number, `before` the one
/// composed before it.
pub(crate) fn compose(
    world: &World,
    habits: &Habits,
    prng: &mut Prng,
    serial: u32,
    before: Option<&Like>,
) -> (Draft, Like) {
    let weights: Vec<u32> = DEEDS.iter().map(|row| row.1).collect();
    let drawn = DEEDS[prng.weighted(&weights)].0;
    // Notices of a kind come in rows, often about one matter.
    let like = before.filter(|_| prng.chance(250));
    let deed = like.map_or(drawn, |like| like.deed);
    let mut pen = Pen::new(world, habits, prng);
    if let Some(like) = like.filter(|_| pen.prng.chance(400)) {
        pen.voice = Voice::in_field(world, like.field, pen.prng);
        pen.voice.topic.clone_from(&like.topic);
    }
    let like = Like {
        deed,
        field: pen.voice.field,
        topic: pen.voice.topic.clone(),
    };
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
    (pen.draft, like)
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

    pub(super) fn bodies(&self, issuer: &Issuer) -> Vec<String> {
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
    pub(super) fn approved(&mut self) -> String {
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
    pub(super) fn carried(&mut self, statute: bool) -> (String, &'static str, String, bool) {
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

    pub(super) fn address(&mut self, issuer: &Issuer) {
        match issuer {
            Issuer::Departments(list) => {
                let lead = list.first().map_or("", |one| one.full.as_str());
                let tail = lead
                    .strip_prefix(self.world.place.name)
                    .unwrap_or("主管部门")
                    .replace('厅', "局");
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
}
