//! Provinces and prefectures by GB/T 2260 (行政区划代码), with the years in which
//! a name was in use; counties (县级行政区) in a list of their own, which is
//! looked at only where a name below a prefecture is asked for.

use std::collections::HashMap;
use std::sync::LazyLock;

/// State of the list, named in every record that quotes it.
pub const REVISION: &str = "GB/T 2260-2007, changes to 2023";

/// State of the list of counties.
pub const COUNTY_REVISION: &str = "GB/T 2260, counties of 2023-06";

/// One place of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Six digits; the last four are 0 for a province, the last two for a
    /// prefecture.
    pub code: &'static str,
    /// Full name, such as 杭州市 or 浙江省.
    pub name: &'static str,
    /// The character for a province in agency codes (浙).
    pub sign: Option<char>,
    /// First year of the name.
    pub from: Option<i32>,
    /// Last year of the name.
    pub to: Option<i32>,
}

impl Place {
    /// Whether it is a province, autonomous region or municipality.
    pub fn is_province(&self) -> bool {
        self.code.ends_with("0000")
    }

    /// Whether it is a county, a city of that level, a district or a banner.
    pub fn is_county(&self) -> bool {
        !self.code.ends_with("00")
    }

    /// Whether a county lies in it.
    fn holds(&self, county: &Place) -> bool {
        let digits = if self.is_province() { 2 } else { 4 };
        self.code.get(..digits) == county.code.get(..digits)
    }

    /// Whether the name was in use in `year`. Without a year only names that
    /// still are count.
    fn in_use(&self, year: Option<i32>) -> bool {
        match year {
            Some(year) => self.from.is_none_or(|y| y <= year) && self.to.is_none_or(|y| year <= y),
            None => self.to.is_none(),
        }
    }
}

/// The list, by name and by code.
#[derive(Debug, Default)]
struct Table {
    by_name: HashMap<&'static str, Place>,
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for place in include_str!("data/regions.tsv").lines().filter_map(row) {
        table.longest = table.longest.max(place.name.len());
        table.by_name.insert(place.name, place);
    }
    table
});

/// One line of the file; comments give nothing.
fn row(line: &'static str) -> Option<Place> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (code, name, sign) = (next(), next(), next());
    let place = Place {
        code,
        name,
        sign: sign.chars().next(),
        from: next().parse().ok(),
        to: next().parse().ok(),
    };
    (code.len() == 6 && !name.is_empty()).then_some(place)
}

/// The lines of the list of counties, by name: 46 kB, read at the first
/// question.
static COUNTIES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut lines: Vec<_> = include_str!("data/counties.tsv")
        .lines()
        .filter_map(|line| Some((row_of_county(line)?.name, line)))
        .collect();
    lines.sort_unstable();
    lines
});

/// Longest name of a county in bytes: 双江拉祜族佤族布朗族傣族自治县.
const LONGEST_COUNTY: usize = 45;

/// One line of the list of counties; comments give nothing.
fn row_of_county(line: &'static str) -> Option<Place> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (code, name) = (next(), next());
    let place = Place {
        code,
        name,
        sign: None,
        from: next().parse().ok(),
        to: next().parse().ok(),
    };
    (code.len() == 6 && !line.starts_with('#') && !name.is_empty()).then_some(place)
}

/// The county whose name `text` begins with, and the bytes of the name: one
/// that lies in `outer`, where that is given, and the only one of that name
/// (朝阳区 alone says nothing).
pub fn county_at_start(
    text: &str,
    outer: Option<&Place>,
    year: Option<i32>,
) -> Option<(Place, usize)> {
    let ends = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|&end| end <= LONGEST_COUNTY);
    ends.filter_map(|end| Some((county(text.get(..end)?, outer, year)?, end)))
        .last()
}

/// Whether a text begins with the name of a county of three characters and
/// more, today's or a former one.
pub fn begins_with_county(text: &str) -> bool {
    let ends = text.char_indices().skip(3).map(|(at, _)| at);
    let named = |end: usize| {
        let name = text.get(..end).unwrap_or_default();
        COUNTIES
            .binary_search_by(|(other, _)| (*other).cmp(name))
            .is_ok()
    };
    ends.take_while(|&end| end <= LONGEST_COUNTY).any(named)
}

/// The only county of a name that lies in `outer` and had its name in `year`.
fn county(name: &str, outer: Option<&Place>, year: Option<i32>) -> Option<Place> {
    let first = COUNTIES.partition_point(|(other, _)| *other < name);
    let same = COUNTIES.get(first..)?.iter();
    let mut fit = same
        .take_while(|(other, _)| *other == name)
        .filter_map(|(_, line)| row_of_county(line))
        .filter(|place| place.in_use(year) && outer.is_none_or(|outer| outer.holds(place)));
    let found = fit.next()?;
    fit.next().is_none().then_some(found)
}

/// The place whose name `text` begins with, and the bytes of the name. Of 某省
/// 某市 the second counts.
pub fn at_start(text: &str, year: Option<i32>) -> Option<(Place, usize)> {
    let table = &*TABLE;
    let mut found: Option<(Place, usize)> = None;
    for _ in 0..2 {
        let done = found.map_or(0, |(_, end)| end);
        let rest = text.get(done..)?;
        let next = rest
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take_while(|&end| end <= table.longest)
            .filter_map(|end| Some((table.by_name.get(rest.get(..end)?)?, end)))
            .filter(|(place, _)| place.in_use(year))
            .last();
        match next {
            Some((place, length)) if found.is_none_or(|(outer, _)| inside(place, &outer)) => {
                found = Some((*place, done + length));
            }
            _ => break,
        }
    }
    found
}

/// Whether a prefecture lies in a province.
fn inside(place: &Place, outer: &Place) -> bool {
    outer.is_province() && place.code.get(..2) == outer.code.get(..2)
}

/// The province of a place.
pub fn province_of(place: &Place) -> Option<Place> {
    let head = place.code.get(..2)?;
    TABLE
        .by_name
        .values()
        .find(|other| other.is_province() && other.code.starts_with(head))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_whole() {
        let rows: Vec<Place> = include_str!("data/regions.tsv")
            .lines()
            .filter_map(row)
            .collect();
        let provinces = rows.iter().filter(|p| p.is_province()).count();
        let today: BTreeSet<&str> = rows
            .iter()
            .filter(|p| !p.is_province() && p.to.is_none())
            .map(|p| p.code)
            .collect();
        // 34 provinces; 293 cities, 30 自治州, 7 地区 and 3 盟.
        assert_eq!((provinces, today.len()), (34, 333));
        let names: BTreeSet<&str> = rows.iter().map(|p| p.name).collect();
        assert_eq!(names.len(), rows.len(), "a name stands twice");
        for place in &rows {
            assert!(place.code.bytes().all(|b| b.is_ascii_digit()), "{place:?}");
            let province = province_of(place).expect(place.name);
            assert!(province.is_province() && province.sign.is_some());
            // A former name has its years, and what follows it is listed.
            if let Some(to) = place.to {
                assert!((1990..2024).contains(&to), "{place:?}");
            }
        }
    }

    #[test]
    fn the_list_of_counties_is_whole() {
        let data = include_str!("data/counties.tsv");
        let rows: Vec<Place> = data.lines().filter_map(row_of_county).collect();
        let comments = data.lines().filter(|line| line.starts_with('#')).count();
        assert_eq!(rows.len() + comments, data.lines().count());
        let today = rows.iter().filter(|p| p.to.is_none()).count();
        assert_eq!((today, rows.len()), (2843, 2863));
        for place in &rows {
            assert!(place.is_county() && place.name.len() <= LONGEST_COUNTY);
            let province = format!("{}0000", &place.code[..2]);
            assert!(TABLE.by_name.values().any(|p| p.code == province));
            assert_eq!(
                rows.iter().filter(|p| p.code == place.code).count(),
                1,
                "{place:?}"
            );
        }
    }

    #[test]
    fn counties_are_found_where_one_fits() {
        let at = |name: &str| at_start(name, None).map(|(place, _)| place);
        for (text, outer, year, want) in [
            ("桐庐县人民政府", None, None, Some("330122")),
            ("桐庐县人民政府", at("杭州市"), None, Some("330122")),
            ("桐庐县人民政府", at("南京市"), None, None),
            ("朝阳区人民政府", None, None, None),
            ("朝阳区人民政府", at("北京市"), None, Some("110105")),
            ("朝阳区人民政府", at("长春市"), None, Some("220104")),
            ("横县人民政府", None, Some(2015), Some("450127")),
            ("横县人民政府", None, Some(2022), None),
            ("三元区人民政府", None, Some(2019), Some("350403")),
            ("三元区人民政府", None, Some(2022), Some("350404")),
            ("青禾县人民政府", None, None, None),
            ("", None, None, None),
        ] {
            let got = county_at_start(text, outer.as_ref(), year).map(|(place, _)| place.code);
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn the_last_name_of_a_chain_counts() {
        for (text, year, want) in [
            ("杭州市人民政府", None, Some("330100")),
            ("浙江省杭州市人民政府", None, Some("330100")),
            ("浙江省人民政府", None, Some("330000")),
            ("内蒙古自治区人民政府", None, Some("150000")),
            ("吉林市人民政府", None, Some("220200")),
            ("吉林省吉林市人民政府", None, Some("220200")),
            ("浙江省南京市", None, Some("330000")),
            ("襄樊市人民政府", Some(2005), Some("420600")),
            ("襄樊市人民政府", Some(2015), None),
            ("襄阳市人民政府", Some(2015), Some("420600")),
            ("毕节地区行署", Some(2008), Some("522400")),
            ("青禾市人民政府", None, None),
            ("", None, None),
        ] {
            let got = at_start(text, year).map(|(place, _)| place.code);
            assert_eq!(got, want, "{text}");
        }
    }
}
