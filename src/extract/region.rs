//! The place a notice speaks for (行政区划): by its issuing body, else by the
//! gazette; a county (县级行政区) where only one of its name fits.

use super::Subject;
use crate::lexicon::regions::{self, COUNTY_REVISION, Place, REVISION};
use crate::record::{Region, Tier};

/// Organs of the whole country: what they issue speaks for no place.
const NATIONAL: [&str; 5] = ["国务院", "中共中央", "中央", "全国", "中华人民共和国"];

/// What may follow a place's name in the name of its government.
const GOVERNMENTS: [&str; 5] = ["人民政府", "政府", "人民委员会", "革命委员会", "行政公署"];

/// The region of a notice, where the list has it.
pub fn extract(subject: &Subject) -> Option<Region> {
    place(subject).map(|place| Region {
        code: place.code.to_owned(),
        name: place.name.to_owned(),
        tier: Some(tier(&place)),
        revision: match place.is_county() {
            true => COUNTY_REVISION.to_owned(),
            false => REVISION.to_owned(),
        },
    })
}

/// The level of a listed place.
pub(super) fn tier(place: &Place) -> Tier {
    match (place.is_province(), place.is_county()) {
        (true, _) => Tier::Province,
        (_, true) => Tier::County,
        _ => Tier::Prefecture,
    }
}

/// The listed place a notice speaks for.
pub(super) fn place(subject: &Subject) -> Option<Place> {
    let year = subject
        .date
        .and_then(|date| date.get(..4))
        .and_then(|year| year.parse().ok());
    let gazette = || of_body(subject.gazette?, year);
    let Some(body) = subject.issuing_body else {
        return gazette();
    };
    let body = body.strip_prefix("中共").unwrap_or(body);
    if NATIONAL.iter().any(|word| body.starts_with(word)) {
        return None;
    }
    if let Some(place) = of_body(body, year) {
        return Some(place);
    }
    // 市人民政府 is that of the gazette, when the gazette is a city's.
    if let Some(level) = body.chars().next().filter(|c| "省市州盟".contains(*c)) {
        return gazette().filter(|place| place.name.ends_with(level));
    }
    // 朝阳区人民政府 in the gazette of the city it lies in.
    of_county(body, gazette().as_ref(), year)
}

/// The place a body's name begins with, if it is a body of that place and not
/// of one inside it (杭州市西湖区财政局).
fn of_body(body: &str, year: Option<i32>) -> Option<Place> {
    let Some((place, end)) = regions::at_start(body, year) else {
        return of_county(body, None, year);
    };
    let rest = body.get(end..)?;
    if let Some(county) = of_county(rest, Some(&place), year) {
        return Some(county);
    }
    if GOVERNMENTS.iter().any(|word| rest.starts_with(word)) || rest.is_empty() {
        return Some(place);
    }
    let inner = rest.contains(['县', '区', '旗', '镇', '乡', '盟', '州'])
        || GOVERNMENTS.iter().any(|word| rest.contains(word));
    (!inner).then_some(place)
}

/// The county in `outer` a body's name begins with, if it is a body of the
/// county's and not of a town in it.
fn of_county(body: &str, outer: Option<&Place>, year: Option<i32>) -> Option<Place> {
    // Most bodies are none of a county's: its last character says so.
    const LEVELS: [char; 4] = ['县', '区', '市', '旗'];
    if !body.chars().take(15).any(|c| LEVELS.contains(&c)) {
        return None;
    }
    let (county, end) = regions::county_at_start(body, outer, year)?;
    let rest = body.get(end..)?;
    let own = GOVERNMENTS.iter().any(|word| rest.starts_with(word));
    let town = rest.contains(['镇', '乡']) || rest.contains("街道");
    (own || !town).then_some(county)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_bodies_and_gazettes() {
        for (body, gazette, date, want) in [
            (Some("杭州市人民政府"), None, "2020-01-01", Some("330100")),
            (
                Some("杭州市人民政府办公厅"),
                None,
                "2020-01-01",
                Some("330100"),
            ),
            (
                Some("浙江省杭州市人民政府"),
                None,
                "2020-01-01",
                Some("330100"),
            ),
            (
                Some("杭州市市场监督管理局"),
                None,
                "2020-01-01",
                Some("330100"),
            ),
            (
                Some("中共杭州市委办公厅"),
                None,
                "2020-01-01",
                Some("330100"),
            ),
            (
                Some("杭州市西湖区人民政府"),
                None,
                "2020-01-01",
                Some("330106"),
            ),
            (
                Some("杭州市西湖区财政局"),
                None,
                "2020-01-01",
                Some("330106"),
            ),
            (
                Some("浙江省桐庐县人民政府"),
                None,
                "2020-01-01",
                Some("330122"),
            ),
            (Some("朝阳区人民政府"), None, "2020-01-01", None),
            (
                Some("朝阳区人民政府"),
                Some("长春市人民政府公报"),
                "2020-01-01",
                Some("220104"),
            ),
            (Some("义乌市人民政府"), None, "2020-01-01", Some("330782")),
            (Some("杭州市青禾区人民政府"), None, "2020-01-01", None),
            (Some("桐庐县青禾镇人民政府"), None, "2020-01-01", None),
            (Some("云南省人民政府"), None, "2020-01-01", Some("530000")),
            (Some("思茅市人民政府"), None, "2005-01-01", Some("530800")),
            (Some("思茅市人民政府"), None, "2015-01-01", None),
            (
                None,
                Some("杭州市人民政府公报"),
                "2020-01-01",
                Some("330100"),
            ),
            (
                Some("市人民政府"),
                Some("杭州市人民政府公报"),
                "2020-01-01",
                Some("330100"),
            ),
            (
                Some("市财政局"),
                Some("浙江省人民政府公报"),
                "2020-01-01",
                None,
            ),
            (
                Some("国务院办公厅"),
                Some("浙江省人民政府公报"),
                "2020-01-01",
                None,
            ),
            (
                Some("桐庐县人民政府"),
                Some("杭州市人民政府公报"),
                "2020-01-01",
                Some("330122"),
            ),
            (Some("青禾市人民政府"), None, "2020-01-01", None),
            (None, None, "2020-01-01", None),
        ] {
            let got = extract(&Subject {
                issuing_body: body,
                gazette,
                date: Some(date),
                ..Subject::default()
            });
            let got = got.map(|region| region.code);
            assert_eq!(got.as_deref(), want, "{body:?} {gazette:?}");
        }
    }
}
