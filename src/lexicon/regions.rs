//! Provinces and prefectures by GB/T 2260 (行政区划代码), with the years in which
//! a name was in use. Counties are not listed: a place below a prefecture has
//! no code here.

use std::collections::HashMap;
use std::sync::LazyLock;

/// State of the list, named in every record that quotes it.
pub const REVISION: &str = "GB/T 2260-2007, changes to 2023";

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
