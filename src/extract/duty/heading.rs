//! Headings that lead (省编办牵头的工作, 某副省长负责的工作): everything below them
//! inherits.

use super::lexicon::lexicon;
use super::list::{Name, Strict};
use super::marks::Kind;
use super::read::Reader;
use std::ops::Range;

/// Who a heading says leads.
#[derive(Debug, Clone)]
pub(super) struct Leads {
    /// Units.
    pub names: Vec<Name>,
    /// Persons, where no unit is named.
    pub leaders: Vec<String>,
    /// The heading, as bytes of the view.
    pub range: Range<usize>,
}

/// Headings have at most this many bytes.
const LONGEST: usize = 150;

impl Reader<'_> {
    /// Reads the first paragraph as a heading that leads.
    pub(super) fn heading(&self) -> Option<Leads> {
        let all = 0..self.view().key().len();
        let end = self
            .marks()
            .iter()
            .find(|mark| matches!(mark.kind, Kind::Break | Kind::Stop))
            .map_or(all.end, |mark| mark.start());
        if end > LONGEST {
            return None;
        }
        let range = self.trim(0..end);
        let text = self.key(range.clone());
        for verb in &lexicon().headings {
            let Some(at) = text.find(verb.as_str()) else {
                continue;
            };
            if !is_work(&text[at + verb.len()..]) {
                continue;
            }
            let skip = if text.starts_with('由') {
                '由'.len_utf8()
            } else {
                0
            };
            if at <= skip {
                continue;
            }
            let units = range.start + skip..range.start + at;
            let list = self.list(units, Strict::Bracket, false, 0)?;
            if list.is_empty() {
                return None;
            }
            return Some(Leads {
                names: list.names,
                leaders: list.posts,
                range,
            });
        }
        None
    }
}

/// Whether the words after the verb say what is led: 的工作, 重点工作, 负责的事项.
fn is_work(text: &str) -> bool {
    let mut rest = text;
    while let Some(word) = lexicon().fillers.of(rest) {
        rest = &rest[word.len()..];
    }
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    let rest = rest.split(['（', '(']).next().unwrap_or(rest);
    let rest = ["重点", "主要", "年度", "全部", "具体"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .filter(|rest| lexicon().works.contains(*rest))
        .unwrap_or(rest);
    lexicon().works.contains(rest)
}

#[cfg(test)]
mod tests {
    use super::super::known::Names;
    use super::super::lexicon::Files;
    use super::super::view::View;
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, Vec<String>)> {
        let view = View::new(text);
        let names = Names::default();
        let reader = Reader::new(&view, &names);
        let leads = reader.heading()?;
        let names = leads.names.into_iter().map(|n| n.text).collect();
        Some((names, leads.leaders))
    }

    #[test]
    fn every_entry_has_its_example() {
        let rules = Files::read().rules;
        for word in rules.work.iter().chain(&rules.heading) {
            assert!(word.e.contains(&word.t), "{word:?}");
            assert!(read(&word.e).is_some(), "{word:?}");
        }
    }

    #[test]
    fn headings_and_no_headings() {
        let names = |n: &str| (vec![n.to_owned()], vec![]);
        assert_eq!(read("省编办牵头的工作"), Some(names("省编办")));
        assert_eq!(
            read("由市教育局牵头的任务（8项）\n1"),
            Some(names("市教育局"))
        );
        let person = (vec![], vec!["某常务副省长".to_owned()]);
        assert_eq!(read("某常务副省长负责的工作"), Some(person));
        for text in [
            "牵头的工作",
            "加强组织领导",
            "市教育局负责招生工作",
            "健全牵头工作机制",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
