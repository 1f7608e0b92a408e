//! What notices do, one method each: those a government sends to those below
//! it. What it tells everybody stands in `public`.

use super::super::draft::{Date, InForce, Mark, hanzi};
use super::super::world::person;
use super::kinds::Issuer;
use super::{Pen, number};
use crate::record::Level;

impl Pen<'_, '_> {
    /// 印发: the notice carries one document, now and then two or none.
    pub(super) fn issue(&mut self, issuer: &Issuer) {
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

    pub(super) fn write_carried(&mut self, title: String, kind: &str, this: &str, statute: bool) {
        self.open_enclosure(title, kind, this);
        if statute {
            self.statute_text();
        } else {
            self.policy_text(true);
        }
        self.close_enclosure();
    }

    /// A notice or opinions with a policy text of its own.
    pub(super) fn arrange(&mut self, issuer: &Issuer, kind: &'static str) {
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
            self.draft.in_force = in_force.map(|found| InForce { part, ..found });
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

    pub(super) fn reply(&mut self, issuer: &Issuer) {
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
    pub(super) fn flat_items(&mut self, list: &str, least: u32, most: u32) {
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

    pub(super) fn appoint(&mut self, issuer: &Issuer) {
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

    pub(super) fn set_up(&mut self, issuer: &Issuer) {
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
            text.push('；');
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
    pub(super) fn forward(&mut self, issuer: &Issuer) {
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
}
