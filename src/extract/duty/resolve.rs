//! Short names of units and what they stand for (机构简称): full names by
//! evidence only. Evidence is a definition in the document (以下简称), the
//! issuing body or else the gazette (for its place), the province the place
//! lies in by GB/T 2260 (省财政厅 in the gazette of a city), and the directory of
//! short names. Names that none of them knows stay as they are.

use super::define::definitions;
use super::endings::Beginnings;
use super::lexicon::{Word, parse};
use super::names::{LEVELS, kind, level, stem};
use super::quick::{FixedMap, SeededMap};
use crate::lexicon::regions;
use crate::record::UnitKind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A short name and its full one.
#[derive(Debug, Clone, Deserialize)]
struct Entry {
    s: String,
    f: String,
    #[serde(default)]
    v: bool,
    from: Option<i32>,
    to: Option<i32>,
    #[cfg(test)]
    e: String,
}

/// A name that holds its own place.
#[derive(Debug, Clone, Deserialize)]
struct Affix {
    b: String,
    r: String,
    z: String,
    y: String,
    from: Option<i32>,
    to: Option<i32>,
    #[cfg(test)]
    e: String,
}

/// `names.toml`
#[derive(Debug, Default, Deserialize)]
struct File {
    local: Vec<Entry>,
    national: Vec<Entry>,
    inside: Vec<Entry>,
    affix: Vec<Affix>,
    not_level: Vec<Word>,
}

/// The directory in the shape it is asked in.
#[derive(Debug)]
pub(super) struct Directory {
    local: FixedMap<String, Entry>,
    national: FixedMap<String, Entry>,
    /// Names with their level inside, spelt out for every level.
    inside: FixedMap<String, (String, Entry)>,
    affixes: Vec<Affix>,
    /// Words that begin with a level character and hold none: 市场.
    pub not_levels: Beginnings,
}

/// Levels a name may hold inside it: 团市委.
const INNER_LEVELS: &[&str] = &["省", "市", "县", "区", "州", "盟", "旗", "镇", "乡"];

/// The directory, built at first use.
pub(super) fn directory() -> &'static Directory {
    static DIRECTORY: OnceLock<Directory> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        let file: File = parse(include_str!("data/names.toml"));
        let keyed = |list: Vec<Entry>| -> FixedMap<String, Entry> {
            list.into_iter().map(|e| (e.s.clone(), e)).collect()
        };
        let mut inside = FixedMap::default();
        for entry in file.inside {
            if entry.s.contains("{l}") {
                for &level in INNER_LEVELS {
                    let name = entry.s.replace("{l}", level);
                    inside.insert(name, (level.to_owned(), entry.clone()));
                }
            } else {
                inside.insert(entry.s.clone(), ("自治区".to_owned(), entry));
            }
        }
        Directory {
            local: keyed(file.local),
            national: keyed(file.national),
            inside,
            affixes: file.affix,
            not_levels: file.not_level.iter().map(|w| w.t.as_str()).collect(),
        }
    })
}

impl Directory {
    /// Whether `name` (without its level) is a department whose level can be
    /// understood from its neighbours.
    pub fn knows(&self, name: &str) -> bool {
        self.local.contains_key(name)
    }
}

/// The place a notice speaks for, and its level.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Home {
    place: String,
    level: &'static str,
    /// The province it lies in, where GB/T 2260 lists the place.
    province: Option<&'static str>,
}

/// Full names given, by name.
type Answers = SeededMap<String, Option<String>>;

/// What is known about the names of one document.
#[derive(Debug, Default)]
pub(super) struct Resolver {
    home: Option<Home>,
    year: Option<i32>,
    defined: HashMap<String, String>,
    /// Answers given, by the level lent and the name: names come back often.
    answers: Vec<(Option<&'static str>, Answers)>,
}

impl Resolver {
    /// Takes the issuing body and the date (ISO 8601) as evidence.
    pub fn new(issuing_body: Option<&str>, date: Option<&str>) -> Self {
        let year = date.and_then(|d| d.get(..4)?.parse().ok());
        Resolver {
            home: issuing_body.and_then(|body| home(body, year)),
            year,
            defined: HashMap::new(),
            answers: Vec::new(),
        }
    }

    /// Takes the name of the gazette (某市人民政府公报) as evidence for the place
    /// where the issuing body gives none: it is missing or named 市财政局.
    pub fn with_gazette(mut self, gazette: Option<&str>) -> Self {
        if self.home.is_none() {
            self.home = gazette.and_then(|name| home(name, self.year));
        }
        self
    }

    /// Learns the definitions (以下简称) of one text.
    pub fn learn(&mut self, text: &str) {
        for (short, full) in definitions(text) {
            self.defined.entry(short).or_insert(full);
        }
    }

    /// The full name of `name`, where there is evidence. `shared` is the level
    /// its neighbours in the list lend it (省发展改革委、财政厅).
    pub fn full(
        &mut self,
        name: &str,
        kind: UnitKind,
        shared: Option<&'static str>,
    ) -> Option<String> {
        if kind == UnitKind::Collective && self.defined.is_empty() {
            return None;
        }
        // There are as many tables as levels: a handful.
        let table = self.answers.iter().position(|(level, _)| *level == shared);
        if let Some((_, known)) = table.and_then(|at| self.answers.get(at))
            && let Some(answer) = known.get(name)
        {
            return answer.clone();
        }
        let answer = self.look_up(name, shared);
        let at = table.unwrap_or_else(|| {
            self.answers.push((shared, Answers::default()));
            self.answers.len() - 1
        });
        if let Some((_, known)) = self.answers.get_mut(at) {
            known.insert(name.to_owned(), answer.clone());
        }
        answer
    }

    fn look_up(&self, name: &str, shared: Option<&str>) -> Option<String> {
        if kind(name) == UnitKind::Collective && !self.defined.contains_key(name) {
            return None;
        }
        if let Some(full) = self.defined(name) {
            return Some(full);
        }
        let main = stem(name);
        let directory = directory();
        if let Some(entry) = directory
            .national
            .get(main)
            .filter(|e| self.valid(e.from, e.to))
        {
            return Some(entry.f.clone());
        }
        if let Some((level, entry)) = directory.inside.get(main) {
            return self.expand(level, entry);
        }
        if let Some((level, rest)) = level(main)
            && let Some(entry) = directory.local.get(rest)
        {
            return self.expand(level, entry);
        }
        if let Some(entry) = directory.local.get(main) {
            let level = shared.filter(|_| !entry.v)?;
            return self
                .expand(level, entry)
                .or_else(|| Some(format!("{level}{main}")));
        }
        self.placed(main).or_else(|| self.affixed(main))
    }

    /// A defined name, also with the level of its full name before it.
    fn defined(&self, name: &str) -> Option<String> {
        if self.defined.is_empty() {
            return None;
        }
        if let Some(full) = self.defined.get(name) {
            return Some(full.clone());
        }
        let (level, rest) = level(name)?;
        let full = self.defined.get(rest)?;
        full.starts_with(level).then(|| full.clone())
    }

    fn expand(&self, level: &str, entry: &Entry) -> Option<String> {
        let home = self.home.as_ref()?;
        // 州教育局 of a 自治州, 县教育局 of a 自治县; 区 is not 自治区.
        let same = home.level == level || level != "区" && home.level.ends_with(level);
        let above = || home.province.filter(|name| name.ends_with(level));
        let place = if same { &home.place } else { above()? };
        self.valid(entry.from, entry.to)
            .then(|| entry.f.replace("{p}", place))
    }

    /// A name that spells out its place: 江北区政府, 青禾市教育局.
    fn placed(&self, name: &str) -> Option<String> {
        let directory = directory();
        for (at, c) in name.char_indices().skip(1) {
            let end = at + c.len_utf8();
            let rest = &name[end..];
            if rest.is_empty() {
                break;
            }
            if matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '镇' | '乡')
                && let Some(entry) = directory.local.get(rest)
                && self.valid(entry.from, entry.to)
            {
                return Some(entry.f.replace("{p}", &name[..end]));
            }
        }
        None
    }

    /// A name with its own place inside: 人行青禾市中心支行, 青禾海关.
    fn affixed(&self, name: &str) -> Option<String> {
        directory().affixes.iter().find_map(|affix| {
            let middle = name.strip_prefix(&*affix.b)?.strip_suffix(&*affix.z)?;
            // 人民银行市分行 names no place.
            let known = middle.chars().count() > 1 && self.valid(affix.from, affix.to);
            known.then(|| format!("{}{middle}{}", affix.r, affix.y))
        })
    }

    /// Whether a name of the years `from`–`to` fits the document. Without a
    /// date only names that are still in use do.
    fn valid(&self, from: Option<i32>, to: Option<i32>) -> bool {
        match self.year {
            Some(year) => from.is_none_or(|y| y <= year) && to.is_none_or(|y| year <= y),
            None => to.is_none(),
        }
    }
}

/// The place an issuing body speaks for: 青禾市 of 青禾市人民政府办公室.
fn home(body: &str, year: Option<i32>) -> Option<Home> {
    let body: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let body = body.strip_prefix("中共").unwrap_or(&body);
    let place = match body.find("人民政府").or_else(|| body.find("委员会办公")) {
        Some(end) => &body[..end],
        None => {
            let ends = body.char_indices().map(|(at, c)| at + c.len_utf8());
            let end = ends
                .filter(|&end| directory().local.contains_key(&body[end..]))
                .min()?;
            &body[..end]
        }
    };
    let level = LEVELS
        .iter()
        .filter(|&&level| level != "街道")
        .find(|level| place.ends_with(**level))?;
    let province = regions::at_start(place, year)
        .and_then(|(listed, _)| regions::province_of(&listed))
        .map(|province| province.name);
    (place.chars().count() > level.chars().count()).then(|| Home {
        place: place.to_owned(),
        level,
        province,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_gives_its_example() {
        let file: File = parse(include_str!("data/names.toml"));
        assert!(file.local.len() > 100 && file.national.len() > 40);
        let check = |e: &str, from: Option<i32>, to: Option<i32>, body: &str| {
            let (short, full) = e.split_once('=').expect("short=full");
            let year = from.or(to).unwrap_or(2023);
            let mut resolver = Resolver::new(Some(body), Some(&format!("{year}-06-01")));
            assert_eq!(
                resolver.full(short, UnitKind::Unit, None).as_deref(),
                Some(full),
                "{e}"
            );
        };
        for entry in file.local.iter().chain(&file.national) {
            check(&entry.e, entry.from, entry.to, "青禾市人民政府");
        }
        for entry in &file.inside {
            let (short, full) = entry.e.split_once('=').expect("short=full");
            let home = if short.starts_with("自治区") {
                "青禾自治区"
            } else {
                "青禾市"
            };
            let full = full.replace("青禾市", home);
            let mut resolver = Resolver::new(Some(&format!("{home}人民政府")), None);
            assert_eq!(
                resolver.full(short, UnitKind::Unit, None).as_deref(),
                Some(&*full)
            );
        }
        for affix in &file.affix {
            check(&affix.e, affix.from, affix.to, "青禾市人民政府");
        }
        for word in &file.not_level {
            assert!(
                word.e.starts_with(&word.t) && level(&word.e).is_none(),
                "{word:?}"
            );
        }
    }

    #[test]
    fn homes() {
        let table = [
            ("青禾市人民政府", Some(("青禾市", "市"))),
            ("青禾市人民政府办公室", Some(("青禾市", "市"))),
            ("青禾市教育局", Some(("青禾市", "市"))),
            ("望江县白石镇人民政府", Some(("望江县白石镇", "镇"))),
            ("桂水壮族自治区人民政府", Some(("桂水壮族自治区", "自治区"))),
            ("国务院办公厅", None),
            ("市人民政府", None),
        ];
        for (body, want) in table {
            let got = home(body, None);
            let got = got.as_ref().map(|h| (h.place.as_str(), h.level));
            assert_eq!(got, want, "{body}");
        }
    }

    #[test]
    fn definitions_are_learned() {
        let mut resolver = Resolver::new(None, None);
        resolver.learn("同意青禾市水利建设发展集团有限公司（以下简称市水发集团）下属公司实施。");
        resolver.learn("市城乡环境整治指挥部办公室（以下简称“环治办”）负责组织编制《清单》（以下简称《清单》）。");
        resolver.learn("各级人民政府（以下简称甲）和有关单位（以下简称");
        assert_eq!(
            resolver.full("市水发集团", UnitKind::Unit, None).as_deref(),
            Some("青禾市水利建设发展集团有限公司")
        );
        assert_eq!(
            resolver.full("市环治办", UnitKind::Unit, None).as_deref(),
            Some("市城乡环境整治指挥部办公室")
        );
        assert_eq!(resolver.full("清单", UnitKind::Unit, None), None);
        assert_eq!(resolver.full("甲", UnitKind::Unit, None), None);
    }

    #[test]
    fn provinces_and_gazettes() {
        let full = |body: Option<&str>, gazette: Option<&str>, name: &str| {
            Resolver::new(body, Some("2020-03-01"))
                .with_gazette(gazette)
                .full(name, UnitKind::Unit, None)
        };
        let city = Some("杭州市人民政府");
        for (body, gazette, name, want) in [
            (city, None, "市教育局", Some("杭州市教育局")),
            (city, None, "省教育厅", Some("浙江省教育厅")),
            (
                Some("南宁市人民政府"),
                None,
                "自治区财政厅",
                Some("广西壮族自治区财政厅"),
            ),
            (
                Some("杭州市西湖区人民政府"),
                None,
                "省教育厅",
                Some("浙江省教育厅"),
            ),
            (Some("青禾市人民政府"), None, "省教育厅", None),
            (
                None,
                Some("青禾市人民政府公报"),
                "市教育局",
                Some("青禾市教育局"),
            ),
            (
                Some("市财政局"),
                Some("青禾市人民政府公报"),
                "市教育局",
                Some("青禾市教育局"),
            ),
            (
                Some("望江县人民政府"),
                Some("青禾市人民政府公报"),
                "市教育局",
                None,
            ),
            (None, Some("中华人民共和国国务院公报"), "市教育局", None),
            (None, None, "市教育局", None),
        ] {
            let got = full(body, gazette, name);
            assert_eq!(got.as_deref(), want, "{body:?} {gazette:?} {name}");
        }
    }

    #[test]
    fn shared_levels_and_places() {
        let mut resolver = Resolver::new(Some("云江省人民政府"), None);
        assert_eq!(
            resolver
                .full("财政厅", UnitKind::Unit, Some("省"))
                .as_deref(),
            Some("云江省财政厅")
        );
        assert_eq!(resolver.full("财政厅", UnitKind::Unit, None), None);
        assert_eq!(resolver.full("税务局", UnitKind::Unit, Some("省")), None);
        let mut resolver = Resolver::new(None, None);
        assert_eq!(
            resolver
                .full("财政厅", UnitKind::Unit, Some("省"))
                .as_deref(),
            Some("省财政厅")
        );
        assert_eq!(
            resolver.full("江北区政府", UnitKind::Unit, None).as_deref(),
            Some("江北区人民政府")
        );
        assert_eq!(resolver.full("市联勤办", UnitKind::Unit, None), None);
    }
}
