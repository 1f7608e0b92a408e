//! Citations as links (引用关系): which notice a citation means, and which
//! notices cite a notice.
//!
//! Nothing is stored about a link. The index holds the names of every notice
//! (number and title keys) and the names it cites; a link is looked up when it
//! is asked for, so that a citation finds its notice whichever of both came
//! first. A link is told only where one notice answers: by number, else by
//! title, never one dated after the notice that cites it, never one whose
//! number or issuing body is known to be another.

use super::IndexError;
use super::fold::fold;
use super::search::Reader;
use super::write::{Head, number_key};
use crate::record::{Citation, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tantivy::Term;
use tantivy::schema::Field;

/// Characters a title's key needs to stand for one document: shorter ones are
/// kinds (管理办法), not titles.
const MIN_KEY: usize = 6;

/// Characters a key may have: a longer one is a text run together.
const MAX_KEY: usize = 300;

/// Notices looked at for one name; a name that more have means none of them.
const MAX_CANDIDATES: usize = 64;

/// What a link was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkBy {
    /// The document number.
    Number,
    /// The title.
    Title,
}

/// A document as another one names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named<'a> {
    /// Title without its outer 《》.
    pub title: Option<&'a str>,
    /// Canonical document number.
    pub number: Option<&'a str>,
    /// Issuing body, where named.
    pub body: Option<&'a str>,
}

impl<'a> From<&'a Citation> for Named<'a> {
    fn from(citation: &'a Citation) -> Self {
        Named {
            title: citation.title.as_deref(),
            number: citation.document_number.as_deref(),
            body: citation.issuing_body.as_deref(),
        }
    }
}

impl<'a> From<&'a crate::record::Repeal> for Named<'a> {
    fn from(repeal: &'a crate::record::Repeal) -> Self {
        Named {
            title: repeal.title.as_deref(),
            number: repeal.document_number.as_deref(),
            body: None,
        }
    }
}

impl Reader {
    /// The notice that `citing` means by `named`, if exactly one answers.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn named(
        &self,
        citing: &Notice,
        named: Named<'_>,
    ) -> Result<Option<(Head, LinkBy)>, IndexError> {
        if let Some(number) = named.number {
            let key = number_key(number);
            let candidates = self.with_names(self.fields.number, [key.as_str()])?;
            let chosen = choose(citing, named, candidates, LinkBy::Number);
            if chosen.is_some() {
                return Ok(chosen.map(|head| (head, LinkBy::Number)));
            }
        }
        let keys = named.title.map(title_keys).unwrap_or_default();
        let keys = keys.iter().map(String::as_str);
        let candidates = self.with_names(self.fields.title_key, keys)?;
        let chosen = choose(citing, named, candidates, LinkBy::Title);
        Ok(chosen.map(|head| (head, LinkBy::Title)))
    }

    /// Notices that cite or repeal a name of `notice`. Whether they mean it is
    /// for [`Reader::named`] to say.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn may_cite(&self, notice: &Notice) -> Result<Vec<Head>, IndexError> {
        let names = own_names(notice);
        let numbers = names.numbers.iter().map(String::as_str);
        let mut found = self.all_with(self.fields.cites, numbers, usize::MAX)?;
        let titles = names.titles.iter().map(String::as_str);
        found.extend(self.all_with(self.fields.cites_title, titles, usize::MAX)?);
        found.retain(|head| head.id != notice.id);
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        Ok(found)
    }

    /// Notices with one of these names; none where too many have it.
    fn with_names<'k>(
        &self,
        field: Field,
        keys: impl IntoIterator<Item = &'k str>,
    ) -> Result<Vec<Head>, IndexError> {
        let mut heads = self.all_with(field, keys, MAX_CANDIDATES + 1)?;
        if heads.len() > MAX_CANDIDATES {
            heads.clear();
        }
        heads.sort_by(|a, b| a.id.cmp(&b.id));
        heads.dedup_by(|a, b| a.id == b.id);
        Ok(heads)
    }

    fn all_with<'k>(
        &self,
        field: Field,
        keys: impl IntoIterator<Item = &'k str>,
        limit: usize,
    ) -> Result<Vec<Head>, IndexError> {
        let mut heads = Vec::new();
        for key in keys {
            for address in self.with_term(&Term::from_field_text(field, key))? {
                if heads.len() >= limit {
                    return Ok(heads);
                }
                heads.push(self.head(address)?);
            }
        }
        Ok(heads)
    }
}

/// The one candidate that can be meant; `None` where there is none, or more
/// than one.
fn choose(citing: &Notice, named: Named<'_>, candidates: Vec<Head>, by: LinkBy) -> Option<Head> {
    let key = named.number.map(number_key);
    let fits = |head: &Head| {
        let numbers = match (&key, head.document_number.as_deref().map(number_key)) {
            // A carried document's number is not its carrier's.
            (Some(key), Some(other)) => by == LinkBy::Number || *key == other,
            _ => true,
        };
        head.id != citing.id
            && numbers
            && !after(head.date.as_deref(), citing.date.as_deref())
            && (by == LinkBy::Title || titles_agree(named.title, head.title.as_deref()))
            && bodies_agree(named.body, head.issuing_body.as_deref())
    };
    let mut rest: Vec<Head> = candidates.into_iter().filter(|head| fits(head)).collect();
    // Its own number comes before that of a document it carries.
    if by == LinkBy::Number && rest.len() > 1 {
        let own = |head: &Head| head.document_number.as_deref().map(number_key) == key;
        if rest.iter().any(own) {
            rest.retain(own);
        }
    }
    (rest.len() == 1).then(|| rest.swap_remove(0))
}

/// Whether a date certainly lies after another, as far as both are printed.
fn after(date: Option<&str>, other: Option<&str>) -> bool {
    let (Some(date), Some(other)) = (date, other) else {
        return false;
    };
    let length = date.len().min(other.len());
    date.get(..length) > other.get(..length)
}

/// Whether a cited title can be that of a notice found by its number: one is
/// part of the other, or one of both is unknown.
fn titles_agree(cited: Option<&str>, own: Option<&str>) -> bool {
    let (Some(cited), Some(own)) = (cited, own) else {
        return true;
    };
    let own = flat(own);
    title_keys(cited).iter().any(|key| own.contains(key.as_str()))
        || flat(cited).contains(&own)
        // Too short to tell: a bare kind.
        || flat(cited).chars().count() < MIN_KEY
}

/// Whether two names can be of one body: the characters of the shorter stand
/// in the longer in their order (省政府, 某省人民政府).
fn bodies_agree(cited: Option<&str>, own: Option<&str>) -> bool {
    let (Some(cited), Some(own)) = (cited, own) else {
        return true;
    };
    let cited = cited.split('、').next().unwrap_or(cited);
    let (short, long) = match cited.chars().count() <= own.chars().count() {
        true => (cited, own),
        false => (own, cited),
    };
    let mut rest = long.chars();
    let office = |name: &str| name.contains("办公室") || name.contains("办公厅");
    // The office is not the government, though its name holds it.
    office(short) == office(long)
        && short
            .chars()
            .filter(|c| !c.is_whitespace())
            .all(|c| rest.any(|other| other == c))
}

/// The names a notice can be cited by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Keys of its number and of those it carries.
    pub numbers: BTreeSet<String>,
    /// Keys of its title and of those it carries.
    pub titles: BTreeSet<String>,
}

/// Names of the notice itself and of what it carries.
pub(super) fn own_names(notice: &Notice) -> Names {
    let carried = notice.enclosures.iter();
    let numbers = carried.clone().filter_map(|e| e.document_number.as_ref());
    let titles = carried.filter_map(|e| e.title.as_ref());
    Names {
        numbers: notice
            .document_number
            .iter()
            .chain(numbers)
            .map(|number| number_key(&number.text))
            .collect(),
        titles: notice
            .title
            .iter()
            .chain(titles)
            .flat_map(|title| title_keys(title))
            .collect(),
    }
}

/// Keys of a notice's own titles: its title and those it carries.
pub fn own_titles(notice: &Notice) -> BTreeSet<String> {
    own_names(notice).titles
}

/// Keys of the titles a notice cites or repeals.
pub(super) fn cited_titles(notice: &Notice) -> BTreeSet<String> {
    let cited = notice.citations.iter().filter_map(|c| c.title.as_ref());
    let ended = notice.repeals.iter().filter_map(|r| r.title.as_ref());
    cited
        .chain(ended)
        .flat_map(|title| title_keys(title))
        .collect()
}

/// Verbs with which a notice carries a document: 关于印发〈办法〉的通知.
const CARRIES: [&str; 5] = ["印发", "转发", "批转", "公布", "发布"];

/// Last characters of names of bodies.
const BODY_ENDS: [char; 12] = [
    '府', '室', '厅', '会', '局', '部', '委', '院', '署', '行', '办', '处',
];

/// The keys of a title: folded, without marks and issuing body; and that of
/// the document it carries, if it says so.
pub fn title_keys(title: &str) -> Vec<String> {
    let flat = flat(title);
    let subject = subject(&flat);
    let mut keys = Vec::new();
    let mut add = |key: &str| {
        let length = key.chars().count();
        if (MIN_KEY..=MAX_KEY).contains(&length) && !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    };
    add(subject);
    let carried = CARRIES
        .iter()
        .find_map(|verb| subject.strip_prefix(verb))
        .and_then(|rest| rest.strip_suffix("的通知"));
    if let Some(carried) = carried {
        add(carried);
    }
    keys
}

/// A title without issuing body and 关于.
fn subject(flat: &str) -> &str {
    let begin = std::iter::once("关于")
        .chain(CARRIES)
        .filter_map(|word| flat.find(word))
        .min();
    let Some(at) = begin else { return flat };
    let body = flat.get(..at).unwrap_or_default();
    let rest = flat.get(at..).unwrap_or(flat);
    if at > 0 && !body.ends_with(BODY_ENDS) {
        return flat;
    }
    rest.strip_prefix("关于").unwrap_or(rest)
}

/// A title folded, without white space and the marks around inner titles.
fn flat(title: &str) -> String {
    let folded = fold(title);
    let plain: String = folded
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>' | '“' | '”' | '"')
        })
        .collect();
    match plain.strip_prefix("中华人民共和国") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_titles() {
        let table: [(&str, &[&str]); 9] = [
            (
                "青禾市人民政府关于印发《青禾市渡口管理办法》的通知",
                &["印发青禾市渡口管理办法的通知", "青禾市渡口管理办法"],
            ),
            (
                "关于印发青禾市渡口管理办法的通知",
                &["印发青禾市渡口管理办法的通知", "青禾市渡口管理办法"],
            ),
            ("青禾市渡口管理办法", &["青禾市渡口管理办法"]),
            ("中华人民共和国水污染防治法", &["水污染防治法"]),
            ("管理办法", &[]),
            (
                "青禾市关于促进就业的若干措施",
                &["青禾市关于促进就业的若干措施"],
            ),
            (
                "青禾市人民政府办公室转发市教育局关于校车管理意见的通知",
                &[
                    "转发市教育局关于校车管理意见的通知",
                    "市教育局关于校车管理意见",
                ],
            ),
            (
                "青禾市人民政府 关于加强防汛工作的通知",
                &["加强防汛工作的通知"],
            ),
            ("", &[]),
        ];
        for (title, want) in table {
            assert_eq!(title_keys(title), want, "{title}");
        }
    }

    #[test]
    fn bodies() {
        for (cited, own, want) in [
            ("省政府", "云江省人民政府", true),
            ("云江省人民政府", "云江省人民政府", true),
            ("云江省人民政府", "青禾市人民政府", false),
            ("市政府", "云江省人民政府", false),
            ("省政府办公厅", "云江省人民政府", false),
            ("省政府", "云江省人民政府办公厅", false),
            ("省委办公厅、省政府办公厅", "云江省委办公厅", true),
        ] {
            assert_eq!(bodies_agree(Some(cited), Some(own)), want, "{cited} {own}");
        }
        assert!(bodies_agree(None, Some("市政府")) && bodies_agree(Some("市政府"), None));
    }

    fn head(id: &str, number: Option<&str>, title: &str, date: &str) -> Head {
        Head {
            id: id.to_owned(),
            document_number: number.map(str::to_owned),
            title: Some(title.to_owned()),
            date: Some(date.to_owned()),
            issuing_body: Some("青禾市人民政府".to_owned()),
            ..Head::default()
        }
    }

    #[test]
    fn one_survivor_is_accepted() {
        let citing = Notice {
            id: "me".to_owned(),
            date: Some("2023-01-06".to_owned()),
            ..Notice::default()
        };
        let title = "青禾市人民政府关于加强渡口管理的通知";
        let named = Named {
            title: Some("关于加强渡口管理的通知"),
            number: Some("青政发〔2020〕3号"),
            body: Some("市政府"),
        };
        let right = || head("a", Some("青政发〔2020〕3号"), title, "2020-02-01");
        let pick = |named, list: Vec<Head>, by| choose(&citing, named, list, by).map(|h| h.id);
        let found = Some("a".to_owned());
        assert_eq!(pick(named, vec![right()], LinkBy::Number), found);
        // Of another title, later, or the notice itself.
        let other = head(
            "b",
            Some("青政发〔2020〕3号"),
            "关于表彰劳动模范的决定",
            "2020-02-01",
        );
        let late = head("c", Some("青政发〔2020〕3号"), title, "2024-02-01");
        let own = head("me", Some("青政发〔2020〕3号"), title, "2020-02-01");
        let all = vec![other, late, own, right()];
        assert_eq!(pick(named, all, LinkBy::Number), found);
        // By title: another number is another document.
        let numbered = head("d", Some("青政发〔2019〕9号"), title, "2019-02-01");
        assert_eq!(pick(named, vec![numbered.clone()], LinkBy::Title), None);
        let bare = Named {
            number: None,
            ..named
        };
        assert_eq!(
            pick(bare, vec![numbered.clone()], LinkBy::Title),
            Some("d".to_owned())
        );
        assert_eq!(pick(bare, vec![numbered, right()], LinkBy::Title), None);
        assert_eq!(pick(bare, Vec::new(), LinkBy::Title), None);
    }

    #[test]
    fn the_number_itself_comes_before_a_carried_one() {
        let citing = Notice::default();
        let named = Named {
            number: Some("云政发〔2020〕3号"),
            ..Named::default()
        };
        let own = head(
            "a",
            Some("云政发〔2020〕3号"),
            "关于某事的通知",
            "2020-02-01",
        );
        let carrier = head("b", Some("青政发〔2020〕8号"), "转发通知", "2020-03-01");
        let list = vec![carrier.clone(), own];
        let found = choose(&citing, named, list, LinkBy::Number).map(|h| h.id);
        assert_eq!(found.as_deref(), Some("a"));
        let found = choose(&citing, named, vec![carrier], LinkBy::Number).map(|h| h.id);
        assert_eq!(found.as_deref(), Some("b"));
    }
}
