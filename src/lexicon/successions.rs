//! What bodies became (机构更名、重组): 卫生和计划生育委员会 → 卫生健康委员会 in
//! 2018, each with the plan that says so. Links, not merges: a record keeps the
//! name of its time.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One step from a name to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// Full name of the body that took over.
    pub name: String,
    /// Year in which it did at the centre; localities followed within about a
    /// year.
    pub year: i32,
    /// The plan or act that laid it down.
    pub source: &'static str,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
struct Row {
    former: &'static str,
    later: &'static str,
    year: i32,
    source: &'static str,
    #[cfg(test)]
    example: &'static str,
}

/// Rows by the last character of the former name, longest first.
static ROWS: LazyLock<HashMap<char, Vec<Row>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<Row>> = HashMap::new();
    for row in rows() {
        if let Some(last) = row.former.chars().next_back() {
            table.entry(last).or_default().push(row);
        }
    }
    for list in table.values_mut() {
        list.sort_by_key(|row| (std::cmp::Reverse(row.former.len()), row.former));
    }
    table
});

fn rows() -> impl Iterator<Item = Row> {
    let lines = include_str!("data/successions.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some(Row {
                former: fields.next()?,
                later: fields.next()?,
                year: fields.next()?.parse().ok()?,
                source: fields.next()?,
                #[cfg(test)]
                example: fields.next()?,
            })
        })
}

/// Names of more steps than this are not followed.
const MAX_STEPS: usize = 8;

/// What the body of this full name became, step by step; empty where nothing is
/// known. The place before the name stays.
///
/// ```
/// use gongbao::lexicon::successions;
/// let later = successions::of("某市卫生和计划生育委员会");
/// assert_eq!(later[0].name, "某市卫生健康委员会");
/// assert_eq!(later[0].year, 2018);
/// ```
pub fn of(name: &str) -> Vec<Succession> {
    let mut steps: Vec<Succession> = Vec::new();
    while steps.len() < MAX_STEPS {
        let now = steps.last().map_or(name, |step| step.name.as_str());
        let Some(next) = step(now) else { break };
        // A later step cannot lie before an earlier one.
        if steps.last().is_some_and(|last| last.year >= next.year) {
            break;
        }
        steps.push(next);
    }
    steps
}

fn step(name: &str) -> Option<Succession> {
    let list = ROWS.get(&name.chars().next_back()?)?;
    let (row, place) = list
        .iter()
        .find_map(|row| Some((row, name.strip_suffix(row.former)?)))?;
    // What stands before must be a place or nothing: 某公司人事部 is no ministry.
    let central = row.former.ends_with('部') || row.former.starts_with("中国");
    let placed = place == "国家" || place.ends_with(['省', '市', '县', '区', '州', '盟', '旗']);
    let fits = if place.is_empty() {
        true
    } else {
        placed && !central
    };
    fits.then(|| Succession {
        name: format!("{place}{}", row.later),
        year: row.year,
        source: row.source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_gives_its_example() {
        let mut seen = std::collections::BTreeSet::new();
        for row in rows() {
            let (former, later) = row.example.split_once('=').expect("former=later");
            let steps = of(former);
            assert_eq!(
                steps.first().map(|s| s.name.as_str()),
                Some(later),
                "{former}"
            );
            assert!(!row.source.is_empty() && (1949..2100).contains(&row.year));
            assert!(seen.insert((row.former, row.later)));
        }
        assert!(seen.len() > 40);
    }

    #[test]
    fn chains_and_names_that_stay() {
        let names =
            |name: &str| -> Vec<String> { of(name).into_iter().map(|step| step.name).collect() };
        assert_eq!(
            names("卫生部"),
            ["国家卫生和计划生育委员会", "国家卫生健康委员会"]
        );
        assert_eq!(
            names("中国银行业监督管理委员会"),
            ["中国银行保险监督管理委员会", "国家金融监督管理总局"]
        );
        for name in [
            "民政部",
            "某市交通运输局",
            "住房和城乡建设部",
            "某市财政局",
            "建设局",
            "",
        ] {
            let want: &[&str] = if name == "建设局" {
                &["住房和城乡建设局"]
            } else {
                &[]
            };
            assert_eq!(names(name), want, "{name}");
        }
        // A company's department is no ministry.
        assert!(names("某公司人事部").is_empty() && names("市委农业部").is_empty());
    }
}
