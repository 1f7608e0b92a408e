//! The level of government a cited document comes from (层级), where its issuing
//! body, its number or its title says so.

use crate::extract::Subject;
use crate::extract::region;
use crate::extract::words::{WordList, entries};
use crate::lexicon::regions::{self, Place};
use crate::record::{Citation, Tier};
use std::sync::OnceLock;

/// The level of a cited document; `None` where nothing certain is printed.
pub(super) fn of(citation: &Citation, subject: &Subject) -> Option<Tier> {
    let home = region::place(subject);
    let body = citation.issuing_body.as_deref();
    let number = citation.document_number.as_deref();
    let title = citation.title.as_deref();
    body.and_then(|body| of_body(body, home.as_ref()))
        .or_else(|| number.and_then(|number| of_number(number, subject, home.as_ref())))
        .or_else(|| title.and_then(of_title))
}

macro_rules! list {
    ($name:ident, $file:literal) => {
        fn $name() -> &'static WordList {
            static LIST: OnceLock<WordList> = OnceLock::new();
            LIST.get_or_init(|| {
                let data = include_str!(concat!("../data/", $file));
                WordList::new(entries::<2>(data).map(|[word, _]| word))
            })
        }
    };
}
list!(national_bodies, "national_bodies.txt");
list!(national_codes, "national_codes.txt");

/// By the name of the issuing body.
fn of_body(body: &str, home: Option<&Place>) -> Option<Tier> {
    let body = body.split('、').next().unwrap_or(body);
    if national_bodies().start(body).is_some() {
        return Some(Tier::National);
    }
    let body = body.strip_prefix("中共").unwrap_or(body);
    if body.starts_with('省') || body.starts_with("自治区") {
        return Some(Tier::Province);
    }
    if body.starts_with(['县', '旗']) {
        return Some(Tier::County);
    }
    // 市政府 in the gazette of a city the list has.
    if body.starts_with('市') {
        return home
            .filter(|home| home.name.ends_with('市'))
            .map(region::tier);
    }
    named_place(body)
}

/// By the agency code of the number.
fn of_number(number: &str, subject: &Subject, home: Option<&Place>) -> Option<Tier> {
    if national_codes().start(number).is_some() {
        return Some(Tier::National);
    }
    let first = number.chars().next()?;
    // 晋政发 for 晋 of the home province; 鄂州政发 is that of a city.
    let second = number.chars().nth(1)?;
    let sign = home.and_then(regions::province_of).and_then(|p| p.sign);
    if sign == Some(first) && !matches!(second, '州' | '市') {
        return Some(Tier::Province);
    }
    // A number of the same place as the notice's own.
    let own = subject.document_number?.chars().next()?;
    home.filter(|_| own == first).map(region::tier)
}

/// By the place a title begins with, or by its kind.
fn of_title(title: &str) -> Option<Tier> {
    let title = title.trim_start_matches(['“', '”', '"']);
    if national_bodies().start(title).is_some() {
        return Some(Tier::National);
    }
    if let Some(tier) = named_place(title) {
        return Some(tier);
    }
    // 城乡规划法, 城市道路管理条例 name no place.
    let head: String = title.chars().take(8).collect();
    let head = head
        .replace("城乡", "")
        .replace("城市", "")
        .replace("市场", "");
    let local = head.contains([
        '省', '市', '县', '区', '州', '旗', '盟', '镇', '乡', '本', '我',
    ]);
    // Only the National People's Congress makes 法; the titles of local 条例 begin
    // with their place, those of the State Council's do not.
    let law = title.ends_with('法') && !title.ends_with("办法") && !title.contains("关于");
    let regulation = title.ends_with("条例");
    ((law || regulation) && !local).then_some(Tier::National)
}

/// The level of the place some words begin with.
fn named_place(words: &str) -> Option<Tier> {
    if let Some((place, end)) = regions::at_start(words, None) {
        let next: String = words.get(end..)?.chars().take(5).collect();
        // 杭州市西湖区…: which of both is meant is not certain enough.
        let inner = next.contains(['县', '区', '旗']);
        return (!inner).then(|| region::tier(&place));
    }
    // Places that are not on the list: 某省…, 某某县….
    let at = words.chars().take(5).position(|c| "省县".contains(c))?;
    match words.chars().nth(at)? {
        '省' if (2..=3).contains(&at) => Some(Tier::Province),
        '县' if (1..=4).contains(&at) => Some(Tier::County),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_its_example() {
        for [word, name] in entries::<2>(include_str!("../data/national_bodies.txt")) {
            assert!(name.starts_with(word));
            assert_eq!(of_body(name, None), Some(Tier::National), "{word}");
        }
        for [word, number] in entries::<2>(include_str!("../data/national_codes.txt")) {
            assert!(number.starts_with(word));
            let got = of_number(number, &Subject::default(), None);
            assert_eq!(got, Some(Tier::National), "{word}");
        }
    }

    #[test]
    fn titles() {
        for (title, want) in [
            ("中华人民共和国水法", Some(Tier::National)),
            ("民法典", None),
            ("档案法", Some(Tier::National)),
            ("政府投资条例", Some(Tier::National)),
            ("城市道路管理条例", Some(Tier::National)),
            ("市容管理条例", None),
            ("“十四五”国家应急体系规划", None),
            ("浙江省水资源条例", Some(Tier::Province)),
            ("青江省水资源条例", Some(Tier::Province)),
            ("杭州市西湖区养犬规定", None),
            ("某市养犬管理条例", None),
            ("北京市实施《水法》办法", Some(Tier::Province)),
            ("节约用水省级标准", None),
        ] {
            assert_eq!(of_title(title), want, "{title}");
        }
    }
}
