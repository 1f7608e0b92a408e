//! Links between the notices of an archive (引用、依据、废止), worked out from the
//! records when they are asked for; see [`crate::index::links`] for when a
//! citation means a notice.
//!
//! A citation whose document is not in the archive is a link without an end;
//! it has one as soon as the document is taken in.

use super::{Archive, ArchiveError};
use crate::diag::Diagnostic;
use crate::force::Ending;
use crate::index::Reader;
use crate::index::links::{self, LinkBy, Named};
use crate::record::{IssueDocument, LineRanges, Notice};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How one notice speaks of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// It carries it: the document is part of the notice itself (印发).
    Carries,
    /// It names it (引用).
    Cites,
    /// It rests on it or carries it out (依据).
    Basis,
    /// It repeals it (废止).
    Repeals,
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// Id of the notice that speaks.
    pub from: String,
    /// Its number.
    pub from_number: Option<String>,
    /// Id of the notice meant; `null` while the archive does not hold it.
    pub to: Option<String>,
    /// How the first speaks of the second; of several the strongest.
    pub kind: LinkKind,
    /// What the second was found by.
    pub by: Option<LinkBy>,
    /// Title as cited.
    pub title: Option<String>,
    /// Number as cited.
    pub document_number: Option<String>,
    /// Issuing body as cited.
    pub issuing_body: Option<String>,
    /// Lines of the first where the second is named.
    pub lines: LineRanges,
}

/// A number of a series the archive holds parts of, cited but absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Absent {
    /// Code of the diagnostic, `check/serial-absent`.
    pub code: &'static str,
    /// The number nobody has taken in.
    pub document_number: String,
    /// Title as cited, where one is.
    pub title: Option<String>,
    /// Numbers of its series (one agency, one year) that are there.
    pub held: u32,
    /// Ids of the notices that cite it.
    pub cited_by: Vec<String>,
}

impl Absent {
    /// The same as a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::note(
            self.code,
            format!(
                "{} is cited {} time(s) and not in the archive, which has {} of its series",
                self.document_number,
                self.cited_by.len(),
                self.held
            ),
            LineRanges::new(),
        )
    }
}

/// Looks links up in one state of an archive.
pub struct Links<'a> {
    archive: &'a Archive,
    reader: Reader,
}

impl Archive {
    /// Opens the archive's links.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn links(&self) -> Result<Links<'_>, ArchiveError> {
        Ok(Links {
            archive: self,
            reader: self.reader()?,
        })
    }
}

impl Links<'_> {
    /// The links of a notice to what it names, in its own order: one for each
    /// citation, and one for each repeal that is not among the citations.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn from(&self, notice: &Notice) -> Result<Vec<Link>, ArchiveError> {
        let mut links = Vec::new();
        let mut seen = BTreeSet::new();
        for citation in &notice.citations {
            let named = Named::from(citation);
            seen.insert((named.title, named.number));
            let mut link = self.link(notice, named)?;
            link.lines.clone_from(&citation.lines);
            links.push(link);
        }
        for repeal in &notice.repeals {
            let named = Named::from(repeal);
            if seen.insert((named.title, named.number)) && !cited(notice, named) {
                links.push(self.link(notice, named)?);
            }
        }
        Ok(links)
    }

    fn link(&self, notice: &Notice, named: Named<'_>) -> Result<Link, ArchiveError> {
        let carried = carries(notice, named);
        let found = match carried {
            true => None,
            false => self.reader.named(notice, named)?,
        };
        let own = |value: Option<&str>| value.map(str::to_owned);
        let to = found.as_ref().map(|(head, _)| head.id.clone());
        Ok(Link {
            from: notice.id.clone(),
            from_number: notice.document_number.as_ref().map(|n| n.text.clone()),
            to: to.or_else(|| carried.then(|| notice.id.clone())),
            kind: match carried {
                true => LinkKind::Carries,
                false => kind(notice, named),
            },
            by: found.map(|(_, by)| by).or(carried.then_some(LinkBy::Title)),
            title: own(named.title),
            document_number: own(named.number),
            issuing_body: own(named.body),
            lines: LineRanges::new(),
        })
    }

    /// The links that lead to a notice, in order of the ids they come from.
    ///
    /// # Errors
    /// When index or records cannot be read.
    pub fn to(&self, notice: &Notice) -> Result<Vec<Link>, ArchiveError> {
        let mut links = Vec::new();
        self.each_citing(notice, |citing| {
            let mut found = self.from(citing)?;
            found.retain(|link| link.to.as_deref() == Some(notice.id.as_str()));
            links.append(&mut found);
            Ok(())
        })?;
        Ok(links)
    }

    /// The repeals of a notice that others state, for [`crate::force::on`].
    ///
    /// # Errors
    /// When index or records cannot be read.
    pub fn endings(&self, notice: &Notice) -> Result<Vec<Ending>, ArchiveError> {
        let mut endings = Vec::new();
        self.each_citing(notice, |citing| {
            let links = self.from(citing)?;
            let ends = |link: &&Link| {
                link.kind == LinkKind::Repeals && link.to.as_deref() == Some(notice.id.as_str())
            };
            if let Some(link) = links.iter().find(ends) {
                let mut ending = Ending::by(citing);
                if !link.lines.is_empty() {
                    ending.lines.clone_from(&link.lines);
                }
                endings.push(ending);
            }
            Ok(())
        })?;
        Ok(endings)
    }

    /// Calls `each` with every notice that may cite this one.
    fn each_citing(
        &self,
        notice: &Notice,
        mut each: impl FnMut(&Notice) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let mut records: HashMap<String, IssueDocument> = HashMap::new();
        for head in self.reader.may_cite(notice)? {
            // One record at a time: neighbours in one source are rare.
            if !records.contains_key(&head.source) {
                records.clear();
                records.insert(head.source.clone(), self.archive.record(&head.source)?);
            }
            let citing = records.get(&head.source).and_then(|document| {
                let place = document.notices.get(head.ordinal as usize);
                place.filter(|notice| notice.id == head.id)
            });
            if let Some(citing) = citing {
                each(citing)?;
            }
        }
        Ok(())
    }
}

/// Whether a repealed document is one of those cited: by its number, or by its
/// title where one of both has no number.
fn cited(notice: &Notice, named: Named<'_>) -> bool {
    notice.citations.iter().any(|citation| {
        let other = Named::from(citation);
        match (named.number, other.number) {
            (Some(a), Some(b)) => a == b,
            _ => named.title.is_some() && named.title == other.title,
        }
    })
}

/// Whether what is named is what the notice itself issues, by its title alone:
/// a document of the same title with a number is an earlier one.
fn carries(notice: &Notice, named: Named<'_>) -> bool {
    let Some(title) = named.title.filter(|_| named.number.is_none()) else {
        return false;
    };
    let own = links::own_titles(notice);
    links::title_keys(title).iter().any(|key| own.contains(key))
}

/// How a notice speaks of a document it names.
fn kind(notice: &Notice, named: Named<'_>) -> LinkKind {
    let same = |title: &Option<String>, number: &Option<String>| match (named.number, number) {
        (Some(a), Some(b)) => a == b,
        _ => named.title.is_some() && named.title == title.as_deref(),
    };
    if notice
        .repeals
        .iter()
        .any(|one| same(&one.title, &one.document_number))
    {
        LinkKind::Repeals
    } else if notice
        .basis
        .iter()
        .any(|one| same(&one.title, &one.document_number))
    {
        LinkKind::Basis
    } else {
        LinkKind::Cites
    }
}

/// Agency code with year, and serial, of a canonical number.
fn series(number: &str) -> Option<(&str, u32)> {
    let at = number.find('〕')? + "〕".len();
    let serial = number.get(at..)?.strip_suffix('号')?.parse().ok()?;
    let code = number.get(..at)?;
    (!code.starts_with('〔')).then_some((code, serial))
}

/// Gathers numbers of notices and of citations, one notice at a time, to tell
/// in the end which numbers are missing from series the archive has parts of.
#[derive(Debug, Default)]
pub struct Series {
    held: BTreeMap<String, BTreeSet<u32>>,
    cited: BTreeMap<String, (Option<String>, BTreeSet<String>)>,
}

impl Series {
    /// Takes a notice in.
    pub fn add(&mut self, notice: &Notice) {
        let own = notice.document_number.as_ref().map(|n| n.text.as_str());
        let carried = notice.enclosures.iter();
        let carried = carried.filter_map(|e| Some(e.document_number.as_ref()?.text.as_str()));
        for (code, serial) in own.into_iter().chain(carried).filter_map(series) {
            self.held.entry(code.to_owned()).or_default().insert(serial);
        }
        for citation in &notice.citations {
            let Some(number) = &citation.document_number else {
                continue;
            };
            let entry = self.cited.entry(number.clone()).or_default();
            entry.0 = entry.0.take().or_else(|| citation.title.clone());
            entry.1.insert(notice.id.clone());
        }
    }

    /// The numbers that are cited and absent, in order of their text.
    pub fn absent(&self) -> Vec<Absent> {
        let missing = self.cited.iter().filter_map(|(number, (title, by))| {
            let (code, serial) = series(number)?;
            let held = self.held.get(code)?;
            (!held.contains(&serial)).then(|| Absent {
                code: "check/serial-absent",
                document_number: number.clone(),
                title: title.clone(),
                held: held.len() as u32,
                cited_by: by.iter().cloned().collect(),
            })
        });
        missing.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Citation, DocumentNumber};

    fn numbered(id: &str, number: &str, cites: &[&str]) -> Notice {
        Notice {
            id: id.to_owned(),
            document_number: Some(DocumentNumber {
                text: number.to_owned(),
                ..DocumentNumber::default()
            }),
            citations: cites
                .iter()
                .map(|number| Citation {
                    document_number: Some((*number).to_owned()),
                    ..Citation::default()
                })
                .collect(),
            ..Notice::default()
        }
    }

    #[test]
    fn numbers_missing_from_a_series() {
        let mut all = Series::default();
        all.add(&numbered(
            "a",
            "青政发〔2023〕3号",
            &[
                "青政发〔2023〕1号",
                "青政发〔2022〕9号",
                "云政发〔2023〕2号",
            ],
        ));
        all.add(&numbered(
            "b",
            "青政发〔2023〕4号",
            &["青政发〔2023〕1号", "青政发〔2023〕3号", "国务院令第712号"],
        ));
        let absent = all.absent();
        let shown: Vec<(&str, u32, usize)> = absent
            .iter()
            .map(|one| (one.document_number.as_str(), one.held, one.cited_by.len()))
            .collect();
        assert_eq!(shown, [("青政发〔2023〕1号", 2, 2)]);
        let said = absent[0].diagnostic();
        assert_eq!(said.code, "check/serial-absent");
    }
}
