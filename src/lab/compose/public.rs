//! Notices for everybody: 公布, 决定, 公告, 通告, 通报, 令, 废止; and letters.

use super::super::draft::{Form, Mark, hanzi};
use super::super::world::{Kind, person};
use super::kinds::Issuer;
use super::{Number, Pen};
use crate::record::{Level, Role};

impl Pen<'_, '_> {
    pub(super) fn publish(&mut self, issuer: &Issuer) {
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

    pub(super) fn decide(&mut self, issuer: &Issuer) {
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

    pub(super) fn announce(&mut self, issuer: &Issuer) {
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
        self.draft.number = Some(Number {
            canonical: format!("{kind}{printed}"),
            printed: printed.clone(),
        });
        let title = self.draft.title.clone();
        self.part(Role::Title, Form::Title, title);
        self.part(Role::DocumentNumber, Form::Centred, printed);
    }

    pub(super) fn commend(&mut self, issuer: &Issuer) {
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

    pub(super) fn letter(&mut self, issuer: &Issuer) {
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
    pub(super) fn order(&mut self) {
        let government = self.world.government.clone();
        let serial = self.prng.between(2, 320);
        let (title, kind, this, _) = self.carried(true);
        self.draft.title = format!("{government}令第{serial}号");
        self.draft.document_type = "令".to_owned();
        self.draft.issuing_bodies = vec![government.clone()];
        self.draft.number = Some(Number {
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
        if self.prng.chance(350)
            && let Some(date) = self.draft.date
        {
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
        self.statute_text();
        self.close_enclosure();
    }

    pub(super) fn repeal(&mut self, issuer: &Issuer) {
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
