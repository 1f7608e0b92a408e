//! The index as a whole, against a scan of the same records.

mod answers;
mod exact;
mod forgiving;

use super::fold::fold;
use super::passage::passages;
use super::*;
use crate::record::{
    Citation, Completeness, DocumentNumber, Enclosure, Gazette, LineRanges, Notice, Responsibility,
    Unit, UnitName,
};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A small generator of its own, so that the corpus is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

const CLAUSES: [&str; 24] = [
    "优化营商环境",
    "深化“放管服”改革",
    "推进政务服务一网通办",
    "各县（市、区）人民政府",
    "按照职责分工负责",
    "市场监管局牵头",
    "经市人民政府第 18 次常务会议研究通过",
    "依据《某省优化营商环境条例》",
    "（某政发〔2022〕16 号）",
    "加强PPP项目管理",
    "完成投资１２．５亿元",
    "建立健全长效机制",
    "人民",
    "人人民民",
    "市市",
    "本办法自印发之日起施行",
    "有效期2年",
    "Internet Plus 行动",
    "第十四条",
    "第14条",
    "一是\n二是",
    "节能×减排",
    "数据、数字",
    "招标采购",
];
const MARKS: [&str; 8] = ["，", "。", "；", "\n", " ", "", "：", "、"];

fn words(dice: &mut Dice) -> String {
    let mut out = String::new();
    for _ in 0..=dice.roll(8) {
        out.push_str(dice.pick(&CLAUSES));
        out.push_str(dice.pick(&MARKS));
    }
    out
}

fn unit(dice: &mut Dice, depth: usize) -> Unit {
    let label = dice.pick(&["", "第一条", "（一）", "1.", "一、"]);
    let children = if depth < 3 { dice.roll(3) } else { 0 };
    Unit {
        label: (!label.is_empty()).then(|| label.to_owned()),
        text: words(dice),
        lines: LineRanges::one(dice.roll(500) as u32 + 1),
        children: (0..children).map(|_| unit(dice, depth + 1)).collect(),
        ..Unit::default()
    }
}

fn notice(dice: &mut Dice, n: usize) -> Notice {
    let kind = dice.pick(&["通知", "意见", "批复"]);
    let body = dice.pick(&["某市人民政府", "某市人民政府办公室", "另市人民政府"]);
    let year = 2019 + dice.roll(5) as i32;
    Notice {
        id: format!("n-{n:04}"),
        document_number: (!n.is_multiple_of(3)).then(|| DocumentNumber {
            text: format!("某政发〔{year}〕{n}号"),
            printed: format!("某政发〔{year}〕 {n} 号"),
            year: Some(year),
            serial: Some(n as u32),
            ..DocumentNumber::default()
        }),
        title: (!n.is_multiple_of(7)).then(|| format!("{body}关于{}的{kind}", dice.pick(&CLAUSES))),
        document_type: Some(kind.to_owned()),
        issuing_body: Some(body.to_owned()),
        issuing_bodies: vec![body.to_owned()],
        recipients: vec!["各县".to_owned()],
        date: (!n.is_multiple_of(5)).then(|| format!("{year}-{:02}-{:02}", 1 + n % 12, 1 + n % 28)),
        completeness: if n.is_multiple_of(4) {
            Completeness::Fragment
        } else {
            Completeness::Complete
        },
        body: (0..=dice.roll(3)).map(|_| unit(dice, 0)).collect(),
        enclosures: (0..dice.roll(2))
            .map(|_| Enclosure {
                title: Some(dice.pick(&CLAUSES).to_owned()),
                body: vec![unit(dice, 0)],
                ..Enclosure::default()
            })
            .collect(),
        citations: vec![Citation {
            document_number: Some("另政函〔2001〕9号".to_owned()),
            ..Citation::default()
        }],
        responsibilities: vec![Responsibility {
            lead_units: vec![UnitName {
                name: dice.pick(&["市能源局", "市教育局"]).to_owned(),
                ..UnitName::default()
            }],
            ..Responsibility::default()
        }],
        ..Notice::default()
    }
}

struct World {
    notices: Vec<Notice>,
    /// The folded passages of each notice.
    folded: Vec<Vec<String>>,
    reader: Reader,
    _dir: tempfile::TempDir,
}

/// 300 notices in several segments, some replaced, some taken out.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let mut dice = Dice(42);
        let mut notices: Vec<Notice> = (1..=300).map(|n| notice(&mut dice, n)).collect();
        let gazette = Gazette {
            title: Some("某市公报".to_owned()),
            year: Some(2023),
            number: Some(1),
        };
        let mut writer = Writer::open(dir.path()).unwrap();
        for part in notices.chunks(70) {
            for (i, notice) in part.iter().enumerate() {
                let entry = Entry {
                    source: "ab",
                    ordinal: i as u32,
                    gazette: &gazette,
                    notice,
                };
                writer.add(entry).unwrap();
            }
            writer.commit("part").unwrap();
        }
        for n in (0..300).rev().step_by(20) {
            let gone = notices.remove(n);
            writer.delete(&gone.id);
        }
        writer.commit("{\"n\":1}").unwrap();
        writer.finish().unwrap();
        assert_eq!(
            Writer::open(dir.path())
                .unwrap()
                .payload()
                .unwrap()
                .as_deref(),
            Some("{\"n\":1}")
        );
        let reader = Reader::open(dir.path()).unwrap();
        assert_eq!(reader.len(), notices.len() as u64);
        let folded = notices
            .iter()
            .map(|notice| passages(notice).iter().map(|p| fold(&p.text)).collect())
            .collect();
        World {
            notices,
            folded,
            reader,
            _dir: dir,
        }
    })
}

fn ask(query: &str) -> Request {
    Request {
        query: query.to_owned(),
        limit: 1000,
        passages: 3,
        facets: 100,
        ..Request::default()
    }
}

fn ids(query: &str) -> BTreeSet<String> {
    let request = Request {
        passages: 0,
        facets: 0,
        ..ask(query)
    };
    let answer = world().reader.search(&request).unwrap();
    let ids: BTreeSet<String> = answer.hits.iter().map(|hit| hit.id.clone()).collect();
    assert_eq!(
        ids.len() as u64,
        answer.total,
        "{query}: total and no notice twice"
    );
    ids
}

/// The scan an exact phrase is compared with.
fn scan(phrase: &str) -> BTreeSet<String> {
    let wanted = fold(phrase);
    let World {
        notices, folded, ..
    } = world();
    let holds = |words: &[String]| words.iter().any(|text| text.contains(&wanted));
    notices
        .iter()
        .zip(folded)
        .filter(|(_, words)| holds(words))
        .map(|(notice, _)| notice.id.clone())
        .collect()
}

fn all_ids() -> BTreeSet<String> {
    world().notices.iter().map(|n| n.id.clone()).collect()
}

#[test]
fn filters_and_facets_count_exactly() {
    let world = world();
    let request = Request {
        filters: Filters {
            issuers: vec!["某市人民政府".to_owned(), "另市人民政府".to_owned()],
            types: vec!["通知".to_owned()],
            since: Some(20_200_000),
            until: Some(20_219_999),
            ..Filters::default()
        },
        ..ask("")
    };
    let expected: Vec<&Notice> = world
        .notices
        .iter()
        .filter(|n| {
            n.issuing_body.as_deref() != Some("某市人民政府办公室")
                && n.document_type.as_deref() == Some("通知")
                && n.date
                    .as_deref()
                    .is_some_and(|d| ("2020".."2022").contains(&d))
        })
        .collect();
    let answer = world.reader.search(&request).unwrap();
    assert_eq!(answer.total, expected.len() as u64);
    for year in ["2020", "2021"] {
        let count = answer.facets["year"]
            .iter()
            .find(|f| f.value == year)
            .unwrap()
            .count;
        let counted = expected
            .iter()
            .filter(|n| n.date.as_deref().unwrap().starts_with(year))
            .count();
        assert_eq!(count, counted as u64);
    }
    let leads: u64 = answer.facets["lead_units"].iter().map(|f| f.count).sum();
    assert_eq!(leads, answer.total);
    assert_eq!(
        answer.facets["document_type"],
        [FacetCount {
            value: "通知".to_owned(),
            count: answer.total
        }]
    );
    assert_eq!(
        ids("issuer:办公室 type:\"通知\"").len(),
        world
            .notices
            .iter()
            .filter(|n| {
                n.issuing_body.as_deref() == Some("某市人民政府办公室")
                    && n.document_type.as_deref() == Some("通知")
            })
            .count()
    );
    assert_eq!(ids("lead:能源 OR lead:教育"), all_ids());
    assert_eq!(
        ids("year:2020..2021").len(),
        world
            .notices
            .iter()
            .filter(|n| {
                let year = n.date.as_deref().map(|d| d[..4].to_owned()).or_else(|| {
                    n.document_number
                        .as_ref()
                        .map(|d| d.year.unwrap().to_string())
                });
                matches!(year.as_deref(), Some("2020" | "2021"))
            })
            .count()
    );
    assert!(ids("date:2030..").is_empty() && !ids("date:..2021").is_empty());
}

#[test]
fn names_resolve() {
    let reader = &world().reader;
    assert!(matches!(reader.resolve("n-0001").unwrap(), Target::One(_)));
    assert!(matches!(reader.resolve("n-000").unwrap(), Target::Many(list) if list.len() > 1));
    assert!(matches!(reader.resolve("n-0300").unwrap(), Target::None));
    assert!(matches!(reader.resolve("").unwrap(), Target::None));
    assert!(matches!(reader.resolve("x").unwrap(), Target::None));
}

#[test]
fn what_is_stored_comes_back() {
    let mut seen = BTreeSet::new();
    let each = |head: &str, words: &str| {
        let head: Head = serde_json::from_str(head).unwrap();
        let notice = world().notices.iter().find(|n| n.id == head.id).unwrap();
        assert_eq!(words, serde_json::to_string(&passages(notice)).unwrap());
        seen.insert(head.id);
        Ok(())
    };
    world().reader.for_each_stored(each).unwrap();
    assert_eq!(seen, all_ids());
    assert!(world().reader.damaged_files().unwrap().is_empty());
    assert_eq!(world().reader.find_all(&ask("")).unwrap().len(), seen.len());
}

#[test]
fn missing_and_foreign_indexes_are_named() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(
        Reader::open(dir.path()),
        Err(IndexError::Missing(_))
    ));
    let mut builder = tantivy::schema::SchemaBuilder::new();
    builder.add_text_field("x", tantivy::schema::STRING);
    drop(tantivy::Index::create_in_dir(dir.path(), builder.build()).unwrap());
    assert!(matches!(
        Reader::open(dir.path()),
        Err(IndexError::OtherVersion)
    ));
    assert!(matches!(
        Writer::open(dir.path()),
        Err(IndexError::OtherVersion)
    ));
}
