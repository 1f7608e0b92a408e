//! Running texts: policy texts (一、（一）1.（1）①) and statutes (章节条项目),
//! with the clauses that say who does what.

use super::super::draft::{Duty, Form, InForce, Mark, Part, hanzi};
use super::{Pen, number};
use crate::record::Level;

/// Rate, per mille, of sentences and articles that hold a formula.
const FORMULAS: u32 = 12;

/// Rate of inserted articles; of statutes whose first lines run together.
const INSERTED: u32 = 4;
const MERGED: u32 = 40;

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

/// How one text prints its responsibility clauses.
#[derive(Debug, Clone, Copy)]
struct DutyStyle {
    brackets: (char, char),
    /// Square brackets where a name holds round ones.
    square_outside: bool,
    labels: bool,
    own_line: bool,
    rate: u32,
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
    fn label(&self, level: Level, number: u32) -> (String, Mark) {
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
            let style = duties.map(|style| DutyStyle {
                own_line: true,
                ..style
            });
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

    fn duty_style(&mut self) -> Option<DutyStyle> {
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
        Some(DutyStyle {
            brackets: brackets[self.prng.weighted(&[40, 20, 5, 10, 10, 5])],
            square_outside: self.prng.chance(500),
            labels: self.prng.chance(400),
            own_line: self.prng.chance(250),
            rate: self.prng.between(500, 1000),
        })
    }

    /// A responsibility clause at the end of a part, or on its own line.
    fn clause(&mut self, part: usize, style: Option<DutyStyle>) {
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
        let clause = format!("{open}{words}{close}");
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

    /// A text divided by chapters and articles.
    pub(super) fn statute_text(&mut self) {
        let articles = (self.prng.between(8, 40) * self.habits.length / 1000).max(6);
        let chapters = if articles > 14 {
            self.prng.between(4, 7)
        } else {
            0
        };
        let sections_in = if self.prng.chance(200) {
            self.prng.between(2, 3)
        } else {
            0
        };
        let mut chapter = 0;
        let mut section = 0;
        for article in 1..=articles - 2 {
            if chapters > 0 && (article - 1) * (chapters - 1) / (articles - 2) + 1 > chapter {
                chapter += 1;
                section = 0;
                let title = if chapter == 1 {
                    "总则".to_owned()
                } else {
                    self.chapter_title()
                };
                self.chapter(Level::Chapter, chapter, title);
            }
            if chapter == sections_in && chapter > 0 && section < 3 && self.prng.chance(350) {
                section += 1;
                let title = self.say("section");
                self.chapter(Level::Section, section, title);
            }
            let list = match article {
                _ if article > 3 && self.prng.chance(FORMULAS) => "formula",
                1 => "purpose",
                2 => "scope",
                3 if self.prng.chance(500) => "meaning",
                _ => "article",
            };
            self.article(article, list);
            if article > 3 && self.prng.chance(INSERTED) {
                self.inserted_article(article);
            }
        }
        self.merge_first_lines();
        if chapters > 0 {
            self.chapter(Level::Chapter, chapter + 1, "附则".to_owned());
        }
        self.closing_articles(articles - 1);
    }

    fn chapter_title(&mut self) -> String {
        loop {
            let title = self.say("chapter");
            if title != "总则" && title != "附则" {
                return title;
            }
        }
    }

    fn chapter(&mut self, level: Level, number: u32, title: String) {
        let (label, mut mark) = self.label(level, number);
        let space = if self.habits.article_space.is_empty() {
            " "
        } else {
            self.habits.article_space
        };
        let text = format!("{label}{space}{title}");
        mark.heading = Some(title);
        let part = self.unit(mark, text);
        self.draft.parts[part].form = Form::Centred;
    }

    fn article(&mut self, number: u32, list: &str) {
        let (label, mark) = self.label(Level::Article, number);
        let mut text = format!("{label}{}", self.habits.article_space);
        let listed = list == "article" && self.prng.chance(300);
        self.voice
            .say_to(if listed { "listlead" } else { list }, self.prng, &mut text);
        self.unit(mark, text);
        if listed {
            let items = self.prng.between(3, 7);
            for item in 1..=items {
                self.item(item, item == items);
            }
        }
        if self.prng.chance(if listed { 300 } else { 200 }) {
            let text = self.say(if listed { "followup" } else { list });
            self.paragraph(text);
        }
    }

    /// 第八条之一, put in by an amendment.
    fn inserted_article(&mut self, number: u32) {
        let (label, mut mark) = self.label(Level::Article, number);
        let label = format!("{label}之一");
        mark.label.clone_from(&label);
        mark.inserted = Some(1);
        let mut text = format!("{label}{}", self.habits.article_space);
        self.voice.say_to("article", self.prng, &mut text);
        self.unit(mark, text);
    }

    /// Seldom, a text whose layout was lost runs its first chapter's heading
    /// and first article into one line.
    fn merge_first_lines(&mut self) {
        let is =
            |part: &Part, level: Level| part.marks.first().is_some_and(|mark| mark.level == level);
        let parts = &mut self.draft.parts;
        let chapter = parts.iter().position(|part| is(part, Level::Chapter));
        let Some(at) = chapter.filter(|at| {
            parts
                .get(at + 1)
                .is_some_and(|next| is(next, Level::Article))
        }) else {
            return;
        };
        if !self.prng.chance(MERGED) || self.draft.duties.iter().any(|duty| duty.part > at) {
            return;
        }
        let mut article = self.draft.parts.remove(at + 1);
        let chapter = &mut self.draft.parts[at];
        chapter.text.push(' ');
        for mark in &mut article.marks {
            mark.at += chapter.text.len() as u32;
        }
        chapter.text.push_str(&article.text);
        chapter.marks.append(&mut article.marks);
        chapter.form = Form::Indented;
    }

    fn item(&mut self, number: u32, last: bool) {
        let (mut text, mark) = self.label(Level::Item, number);
        self.voice.say_to("item", self.prng, &mut text);
        if self.prng.chance(50) {
            text.push('：');
            self.unit(mark, text);
            for sub in 1..=self.prng.between(2, 4) {
                let (mut text, mark) = self.label(Level::Subitem, sub);
                self.voice.say_to("subitem", self.prng, &mut text);
                text.push('；');
                self.unit(mark, text);
            }
            return;
        }
        text.push(if last { '。' } else { '；' });
        self.unit(mark, text);
    }

    /// Who interprets it; when it comes into force; what it repeals.
    fn closing_articles(&mut self, first: u32) {
        let this = self.voice.this.clone();
        let interpreters = self
            .world
            .some_departments(self.prng, 1 + usize::from(first % 3 == 0));
        let (label, mark) = self.label(Level::Article, first);
        let space = self.habits.article_space;
        let part = self.unit(
            mark,
            format!(
                "{label}{space}{this}由{}负责解释。",
                interpreters.join("、")
            ),
        );
        self.draft
            .interpreting
            .extend(interpreters.into_iter().map(|name| (name, part)));
        let (label, mark) = self.label(Level::Article, first + 1);
        let (words, in_force) = self.in_force(&this);
        let mut text = format!("{label}{space}{words}");
        let repeal = self.prng.chance(300).then(|| self.repealed());
        if let Some((title, printed, _)) = &repeal {
            text.push_str(&format!("《{title}》（{printed}）同时废止。"));
        }
        let part = self.unit(mark, text);
        self.draft.in_force = in_force.map(|in_force| InForce { part, ..in_force });
        if let Some((title, _, canonical)) = repeal {
            self.draft.repeals.push((title, Some(canonical), part));
        }
    }

    /// `本办法自…起施行，有效期…。`
    pub(super) fn in_force(&mut self, this: &str) -> (String, Option<InForce>) {
        let Some(date) = self.draft.date else {
            return (format!("{this}自印发之日起施行。"), None);
        };
        let on_issue = self.prng.chance(500);
        let from = if on_issue {
            date
        } else {
            date.plus_days(self.prng.between(10, 60) as i32)
        };
        let years = self
            .prng
            .chance(450)
            .then(|| self.prng.between(1, 5) as i32);
        let mut words = if on_issue {
            let verb = ["印发", "公布", "发布", "印发"][self.prng.below(4)];
            format!("{this}自{verb}之日起施行")
        } else {
            format!("{this}自{}起施行", from.modern())
        };
        if let Some(years) = years {
            words.push_str(&format!("，有效期{years}年"));
        }
        words.push('。');
        let in_force = InForce {
            part: 0,
            from: Some(from.iso()),
            on_issue,
            validity: years.map(|years| format!("{years}年")),
            to: years.map(|years| from.last_day_after(years).iso()),
        };
        (words, Some(in_force))
    }

    /// An older document: title, printed and canonical number.
    pub(super) fn repealed(&mut self) -> (String, String, String) {
        let back = self.prng.between(4, 12) as i32;
        let serial = self.prng.between(1, 150);
        let code = format!("{}发", self.world.place.code);
        let number = number(&code, self.world.year - back, serial, self.habits);
        let noun = self.say("noun");
        let title = format!("{}{noun}管理暂行办法", self.world.place.name);
        (title, number.printed, number.canonical)
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
