//! Statutes: chapters, sections, articles, items (章节条项目), and how they
//! end: who interprets them, when they come into force, what they repeal.

use super::super::draft::{Form, InForce, Part};
use super::policy::FORMULAS;
use super::{Pen, number};
use crate::record::Level;

/// Rate of inserted articles; of statutes whose first lines run together.
const INSERTED: u32 = 4;
const MERGED: u32 = 40;

impl Pen<'_, '_> {
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
            let text = self.say(if listed { "followup" } else { "article" });
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
            .some_departments(self.prng, 1 + usize::from(first.is_multiple_of(3)));
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
}
