//! Who and where: an invented jurisdiction with its departments, the people
//! in it, and the words a notice of it may use. Owns `data/places.txt`,
//! `data/organs.txt`, `data/names.txt`.

use super::grammar::{Grammar, List, Slot, Words};
use super::prng::Prng;
use std::fmt::Write;
use std::sync::OnceLock;

/// Fields of work in `data/domains.txt`.
pub(crate) const FIELDS: usize = 12;

/// A kind of jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Province,
    Region,
    City,
    Prefecture,
    County,
    District,
    CountyCity,
}

/// A row of `data/places.txt`.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// What stands before 发, 办发, 函 in its document numbers.
    pub(crate) code: &'static str,
    pub(crate) zone: &'static str,
    pub(crate) parent: &'static str,
    pub(crate) below: Vec<&'static str>,
}

/// A department of the government.
#[derive(Debug, Clone)]
pub(crate) struct Department {
    /// 市财政局
    pub(crate) short: String,
    /// 岚州市财政局
    pub(crate) full: String,
    /// 岚财
    pub(crate) code: String,
}

/// One issue's jurisdiction and year.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) place: &'static Place,
    pub(crate) departments: Vec<Department>,
    pub(crate) year: i32,
    pub(crate) number: u32,
    /// 市, 省, 自治区 …
    pub(crate) level: &'static str,
    /// 岚州市人民政府
    pub(crate) government: String,
    /// 市人民政府 or 市政府, as this issue likes it.
    pub(crate) short_government: String,
    /// 岚州市人民政府办公室
    pub(crate) office: String,
    /// 各县（市、区）人民政府
    pub(crate) below: String,
}

fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn places() -> &'static [Place] {
    static PLACES: OnceLock<Vec<Place>> = OnceLock::new();
    PLACES.get_or_init(|| {
        rows(include_str!("data/places.txt"))
            .filter_map(|row| {
                let mut cells = row.split('|');
                Some(Place {
                    name: cells.next()?,
                    kind: match cells.next()? {
                        "省" => Kind::Province,
                        "自治区" => Kind::Region,
                        "州" => Kind::Prefecture,
                        "县" => Kind::County,
                        "区" => Kind::District,
                        "县级市" => Kind::CountyCity,
                        _ => Kind::City,
                    },
                    code: cells.next()?,
                    zone: cells.next()?,
                    parent: Some(cells.next()?)
                        .filter(|name| !name.is_empty())
                        .unwrap_or("国家"),
                    below: cells.nth(1)?.split('、').collect(),
                })
            })
            .collect()
    })
}

/// Surnames and given names.
fn names() -> &'static [Vec<&'static str>; 2] {
    static NAMES: OnceLock<[Vec<&'static str>; 2]> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut lists = [Vec::new(), Vec::new()];
        let mut at = 0;
        for row in rows(include_str!("data/names.txt")) {
            match row.strip_prefix("= ") {
                Some(name) => at = usize::from(name == "given"),
                None => lists[at].push(row),
            }
        }
        lists
    })
}

/// An invented person's name, without spaces.
pub(crate) fn person(prng: &mut Prng) -> String {
    let [surnames, given] = names();
    format!("{}{}", prng.word(surnames), prng.word(given))
}

impl Kind {
    fn level(self) -> &'static str {
        match self {
            Kind::Province => "省",
            Kind::Region => "自治区",
            Kind::City | Kind::CountyCity => "市",
            Kind::Prefecture => "州",
            Kind::County => "县",
            Kind::District => "区",
        }
    }

    /// The column of `data/organs.txt` it draws from.
    fn tier(self) -> &'static str {
        match self {
            Kind::Province | Kind::Region => "省",
            Kind::City | Kind::Prefecture => "市",
            _ => "县",
        }
    }
}

impl World {
    /// A jurisdiction drawn from the list, in the given years.
    pub(crate) fn draw(prng: &mut Prng, years: (i32, i32)) -> World {
        let all = places();
        let place = &all[prng.below(all.len())];
        let level = place.kind.level();
        let mut departments: Vec<Department> = rows(include_str!("data/organs.txt"))
            .filter_map(|row| {
                let cells: Vec<&str> = row.split('|').collect();
                let [short, full, code, tiers] = cells[..] else {
                    return None;
                };
                let here = tiers.split(' ').any(|tier| tier == place.kind.tier());
                here.then(|| Department {
                    short: format!("{level}{short}"),
                    full: format!("{}{full}", place.name),
                    code: format!("{}{code}", place.code.chars().next().unwrap_or_default()),
                })
            })
            .collect();
        prng.shuffle(&mut departments);
        // A reader meets some departments often and others never.
        departments.truncate(prng.between(14, 30) as usize);
        let government = format!("{}人民政府", place.name);
        let office = match place.kind {
            Kind::Province | Kind::Region => format!("{government}办公厅"),
            _ => format!("{government}办公室"),
        };
        let short_government = if prng.chance(600) {
            format!("{level}人民政府")
        } else {
            format!("{level}政府")
        };
        let below = prng
            .word(match place.kind {
                Kind::Province => &["各市、自治州人民政府", "各市人民政府"],
                Kind::Region => &["各盟行政公署、市人民政府", "各盟市人民政府（行政公署）"],
                Kind::City => &[
                    "各县（市、区）人民政府",
                    "各县区人民政府",
                    "各区县（自治县）人民政府",
                    "各县（区）人民政府",
                    "各县(市、区)人民政府",
                ],
                Kind::Prefecture => &["各县（市）人民政府", "各县市人民政府"],
                Kind::District => &["各街道办事处", "各镇人民政府、街道办事处"],
                _ => &["各乡镇人民政府", "各乡（镇）人民政府", "各镇（街道）"],
            })
            .to_owned();
        World {
            place,
            departments,
            year: prng.between(years.0 as u32, years.1 as u32) as i32,
            number: prng.between(1, 24),
            level,
            government,
            short_government,
            office,
            below,
        }
    }

    /// A department.
    pub(crate) fn department(&self, prng: &mut Prng) -> &Department {
        &self.departments[prng.below(self.departments.len())]
    }

    /// `count` different departments, short names (fewer where there are not
    /// so many).
    pub(crate) fn some_departments(&self, prng: &mut Prng, count: usize) -> Vec<String> {
        let start = prng.below(self.departments.len());
        let step = 1 + prng.below(3);
        let mut out: Vec<String> = Vec::with_capacity(count);
        for turn in 0..count {
            let at = (start + turn * step) % self.departments.len();
            let short = &self.departments[at].short;
            if !out.contains(short) {
                out.push(short.clone());
            }
        }
        out
    }

    /// One of the places below.
    pub(crate) fn county(&self, prng: &mut Prng) -> &'static str {
        prng.word(&self.place.below)
    }
}

/// The words of one notice: a field of work and a topic in a world.
#[derive(Debug)]
pub(crate) struct Voice<'w> {
    pub(crate) world: &'w World,
    pub(crate) topic: String,
    /// 本办法, 本方案, 本通知
    pub(crate) this: String,
    /// Document type, 通告
    pub(crate) kind: &'static str,
    pub(crate) field: usize,
    nouns: List,
    acts: List,
}

impl<'w> Voice<'w> {
    /// A voice in a field of work drawn at random.
    pub(crate) fn draw(world: &'w World, prng: &mut Prng) -> Voice<'w> {
        let field = prng.below(FIELDS);
        Voice::in_field(world, field, prng)
    }

    /// A voice in a field of work.
    pub(crate) fn in_field(world: &'w World, field: usize, prng: &mut Prng) -> Voice<'w> {
        let grammar = Grammar::get();
        let mut voice = Voice {
            world,
            field,
            topic: String::new(),
            this: "本通知".to_owned(),
            kind: "通知",
            nouns: grammar.list(&format!("noun@{field}")),
            acts: grammar.list(&format!("act@{field}")),
        };
        let mut topic = String::new();
        let topics = grammar.list(&format!("topic@{field}"));
        grammar.expand(topics, &mut voice, prng, &mut topic);
        voice.topic = topic;
        voice
    }

    /// A pattern of the list `name`, appended.
    pub(crate) fn say_to(&mut self, name: &str, prng: &mut Prng, out: &mut String) {
        let grammar = Grammar::get();
        let list = match name {
            "noun" => self.nouns,
            "act" => self.acts,
            _ => grammar.list(name),
        };
        grammar.expand(list, self, prng, out);
    }

    /// A pattern of the list `name`.
    pub(crate) fn say(&mut self, name: &str, prng: &mut Prng) -> String {
        let mut out = String::new();
        self.say_to(name, prng, &mut out);
        out
    }
}

impl Words for Voice<'_> {
    fn put(&mut self, slot: Slot, prng: &mut Prng, out: &mut String) {
        let world = self.world;
        let mut number = |n: u32| {
            let _ = write!(out, "{n}");
        };
        match slot {
            Slot::Year(shift) => number((world.year + i32::from(shift)) as u32),
            Slot::Small => number(prng.between(2, 12)),
            Slot::Middle => number(prng.between(20, 500)),
            Slot::Big => number(prng.between(2, 90) * 100),
            Slot::Decimal => {
                let (whole, cents) = (prng.between(1, 3000), prng.between(1, 99));
                let _ = write!(out, "{whole}.{cents:02}");
            }
            Slot::Percent => {
                let (whole, tenth) = (prng.between(5, 99), prng.between(1, 9));
                if prng.chance(250) {
                    let _ = write!(out, "{whole}.{tenth}%");
                } else {
                    let _ = write!(out, "{whole}%");
                }
            }
            Slot::Digits(count) => {
                for _ in 0..count {
                    out.push(char::from(b'0' + prng.below(10) as u8));
                }
            }
            Slot::Noun => Grammar::get().expand(self.nouns, self, prng, out),
            Slot::Act => Grammar::get().expand(self.acts, self, prng, out),
            Slot::Organ => out.push_str(&world.department(prng).short),
            Slot::Level => out.push_str(world.level),
            Slot::LevelBare => out.push_str(match world.place.kind {
                Kind::Region => "区",
                _ => world.level,
            }),
            Slot::ParentLevel => out.push_str(match world.place.kind {
                Kind::Province | Kind::Region => "国务院有关部门",
                Kind::City | Kind::Prefecture => "省",
                _ => "上级",
            }),
            Slot::Place => out.push_str(world.place.name),
            Slot::Parent => out.push_str(world.place.parent),
            Slot::Government => out.push_str(&world.short_government),
            Slot::Below => out.push_str(&world.below),
            Slot::County => out.push_str(world.county(prng)),
            Slot::Zone => out.push_str(world.place.zone),
            Slot::Topic => out.push_str(&self.topic),
            Slot::This => out.push_str(&self.this),
            Slot::Type => out.push_str(self.kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_draws_a_world() {
        for row in rows(include_str!("data/places.txt")) {
            assert_eq!(row.split('|').count(), 7, "{row}");
        }
        assert!(places().len() >= 12);
        for seed in 0..200 {
            let world = World::draw(&mut Prng::new(seed), (2019, 2024));
            assert!(world.departments.len() >= 10, "{}", world.place.name);
            assert!(world.place.below.len() >= 4);
        }
    }

    #[test]
    fn people_have_two_to_four_characters() {
        let mut prng = Prng::new(3);
        for _ in 0..1000 {
            let name = person(&mut prng);
            assert!((2..=4).contains(&name.chars().count()), "{name}");
        }
    }
}
