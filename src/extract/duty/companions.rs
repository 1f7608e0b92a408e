//! Who stands after 会同: the companions, up to where the words go on with what
//! they do (市财政局等部门｜研究提出).

use super::lexicon::lexicon;
use super::list::{List, Strict};
use super::marks::Kind;
use super::names::{self, Class, classify};
use super::read::Reader;
use super::separate::open_tail;
use super::verb::LONGEST_NAME;
use crate::record::UnitKind;
use std::ops::Range;

impl Reader<'_> {
    /// The units after 会同, up to where the words go on with something else.
    pub(super) fn companions(&self, range: Range<usize>, depth: u8) -> Option<List> {
        let parts = self.cut(range.clone(), &[Kind::Enum]);
        let last = parts.len();
        let mut end = range.start;
        for (index, part) in parts.into_iter().enumerate() {
            let text = self.key(part.clone());
            // 审查服务等级 is no open list: what stands before 等 must be a name.
            let opens = |head: &str| !head.is_empty() && classify(head) != Class::Bad;
            let unit = classify(text) == Class::Unit;
            let whole = unit
                || open_tail(text).is_some_and(|(head, _)| opens(head))
                || names::kind(text) == UnitKind::Collective && classify(text) == Class::Loose;
            // 登记管理机关｜强制收缴: no such word is known.
            let name_end = self.name_end(part.clone());
            let name_end = name_end.or_else(|| match whole {
                true => None,
                false => self.body_end(part.clone()),
            });
            match name_end {
                _ if unit && index + 1 < last => end = part.end,
                Some(at) => {
                    end = at;
                    break;
                }
                None if whole => end = part.end,
                // 省、自治区、直辖市人民政府: a level that shares the noun.
                None if index + 1 < last && lexicon().levels.contains(text) => end = part.end,
                None if index + 1 < last && classify(text) == Class::Bare => end = part.end,
                None => break,
            }
        }
        if end == range.start {
            return None;
        }
        let list = self.list(range.start..end, Strict::Sentence, false, depth)?;
        (!list.is_empty()).then_some(list)
    }

    /// Where the name at the beginning of `part` ends and other words begin:
    /// 市财政局等部门｜研究提出. `None` where no such place is found.
    fn name_end(&self, part: Range<usize>) -> Option<usize> {
        let lex = lexicon();
        let text = self.key(part.clone());
        let shut = self.shut(part.clone());
        for (at, _) in text.char_indices().skip(2) {
            if at > LONGEST_NAME {
                break;
            }
            let here = part.start + at;
            let inside = shut
                .iter()
                .any(|group| group.start < here && here < group.end);
            let rest = &text[at..];
            // 组织部 is the end of a name, 组织验收 is not.
            if inside || lex.after.of(rest).is_none() || rest.starts_with("组织部") {
                continue;
            }
            let name = &text[..at];
            let head = open_tail(name).map_or(name, |(head, _)| head);
            // 交通运输等行政｜管理部门
            if head.len() < name.len() && lex.tails.of(rest).is_some() {
                continue;
            }
            let class = classify(head);
            let unit = class == Class::Unit
                || class == Class::Loose && names::kind(head) == UnitKind::Collective
                || class == Class::Bare && head.len() < name.len();
            if unit {
                return Some(here);
            }
        }
        None
    }

    /// The same by the first noun that ends a class of bodies.
    fn body_end(&self, part: Range<usize>) -> Option<usize> {
        if !self.shut(part.clone()).is_empty() {
            return None;
        }
        let text = self.key(part.clone());
        let ends = lexicon().organs.iter();
        let at = ends
            .filter_map(|body| Some(text.find(body.as_str())? + body.len()))
            .min()
            .filter(|&at| at < text.len())?;
        (at <= LONGEST_NAME && classify(&text[..at]) == Class::Unit).then_some(part.start + at)
    }
}
