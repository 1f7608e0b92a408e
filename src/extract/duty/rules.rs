//! Rules that speak of clauses instead of being one: which unit of a list
//! leads (列第一位的为牵头单位，下同), and who belongs to every list (均涉及各县区人民
//! 政府，不再列出).

use super::lexicon::lexicon;
use super::list::{Name, Strict};
use super::marks::Kind;
use super::read::Reader;
use std::ops::Range;

/// Which units of a list a rule lets lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    /// The first: 列第一位的为牵头单位.
    First,
    /// All before the first comma: 逗号前的为牵头单位.
    BeforeComma,
    /// Those whose print stands out (以黑体字标注的为牵头单位), which the text has
    /// lost: none.
    Unseen,
}

/// Which unit leads where no clause says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Which one.
    pub leads: Leads,
    /// 下同: it holds from here to the end.
    pub onward: bool,
    /// It stands in a note (注：), which speaks of the whole document.
    pub note: bool,
}

/// Units that belong to every list (不再做分工).
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The units.
    pub names: Vec<Name>,
    /// Whether they are responsible; else they support.
    pub responsible: bool,
    /// 下同, 以下: from here to the end.
    pub onward: bool,
    /// 以下: only clauses after this one.
    pub later: bool,
}

/// How many bytes before 牵头 a rule's condition may stand.
const CONDITION: usize = 180;

/// Reads an ordering rule, if `text` (a clause or a sentence) states one.
///
/// 列第一位的为牵头单位 and 无牵头单位的，责任单位即为牵头单位 have the same effect: the
/// first of the list leads, the others keep their role.
pub(super) fn read(text: &str) -> Option<Rule> {
    let lex = lexicon();
    for at in lex.needles.lead.find_all(text) {
        let from = text.floor_char_boundary(at.saturating_sub(CONDITION));
        let before = &text[from..at];
        let said = lex
            .copulas
            .iter()
            .filter_map(|copula| before.strip_suffix(copula.as_str()))
            .min_by_key(|condition| condition.len());
        let Some(condition) = said else { continue };
        let names = |words: &[String]| words.iter().any(|word| condition.contains(word.as_str()));
        let leads = if names(&lex.before_comma) {
            Leads::BeforeComma
        } else if names(&lex.first) || names(&lex.missing) {
            Leads::First
        } else if names(&lex.in_print) {
            Leads::Unseen
        } else {
            continue;
        };
        return Some(Rule {
            leads,
            onward: text.contains("下同"),
            note: lex.notes.iter().any(|note| {
                text.strip_prefix(note.as_str())
                    .is_some_and(|rest| rest.starts_with(['：', ':']))
            }),
        });
    }
    None
}

impl Reader<'_> {
    /// Reads a standing addition, if the words of `range` (a clause or a
    /// sentence) state one.
    pub(super) fn standing(&self, range: Range<usize>) -> Option<Standing> {
        let lex = lexicon();
        let text = self.key(range.clone());
        let at = text.match_indices("不再").find_map(|(at, word)| {
            let rest = &text[at + word.len()..];
            lex.unlisted.of(rest).map(|_| at)
        })?;
        let before = range.start..range.start + at;
        let parts = self.cut(before.clone(), &[Kind::Comma, Kind::Semi, Kind::Stop]);
        // 以下均需各园区管委会，各镇政府落实，｜不再列出: one list over commas.
        let end = self.trim(before).end;
        let (names, responsible) = parts
            .into_iter()
            .rev()
            .find_map(|part| self.added(part.start..end))?;
        Some(Standing {
            names,
            responsible,
            later: text.contains("以下"),
            onward: text.contains("下同") || text.contains("以下"),
        })
    }

    /// Whether a segment states a standing addition and names nobody of its own
    /// clause: 以下均需各区人民政府落实，｜不再列出.
    pub(super) fn adds(&self, segment: Range<usize>) -> bool {
        let lex = lexicon();
        let text = self.key(segment);
        let all = |text: &str| lex.all.iter().any(|word| text.contains(word.as_str()));
        lex.needles.hereafter.find(text) == Some(0) && all(text)
            || text
                .match_indices("不再")
                .any(|(at, word)| lex.unlisted.of(&text[at + word.len()..]).is_some())
    }

    /// The units of one part of a standing addition: 均涉及X, X均为责任单位.
    fn added(&self, part: Range<usize>) -> Option<(Vec<Name>, bool)> {
        let text = self.key(part.clone());
        for (said, responsible) in &lexicon().added_roles {
            if let Some(head) = text.strip_suffix(said.as_str()) {
                let list = self.list(
                    part.start..part.start + head.len(),
                    Strict::Bracket,
                    false,
                    0,
                )?;
                return Some((list.names, *responsible));
            }
        }
        let word = lexicon()
            .all
            .iter()
            .find(|word| text.contains(word.as_str()))?;
        let at = text.find(word.as_str())? + word.len();
        let mut units = &text[at..];
        let mut responsible = false;
        for (verb, leads) in &lexicon().added_verbs {
            if let Some(head) = units.strip_suffix(verb.as_str()) {
                units = head;
                responsible = *leads;
            }
        }
        let start = part.start + at;
        let list = self.list(start..start + units.len(), Strict::Bracket, false, 0)?;
        (!list.names.is_empty()).then_some((list.names, responsible))
    }
}

#[cfg(test)]
mod tests {
    use super::super::known::Names;
    use super::super::lexicon::Files;
    use super::super::view::View;
    use super::*;

    #[test]
    fn every_entry_has_its_example() {
        let rules = Files::read().rules;
        for word in rules
            .first
            .iter()
            .chain(&rules.copula)
            .chain(&rules.missing)
            .chain(&rules.before_comma)
            .chain(&rules.in_print)
        {
            assert!(word.e.contains(&word.t), "{word:?}");
            assert!(read(&word.e).is_some(), "{word:?}");
        }
        for word in &rules.note {
            assert!(read(&word.e).is_some_and(|rule| rule.note), "{word:?}");
        }
        for word in rules.unlisted.iter().chain(&rules.all) {
            assert!(word.e.contains(&word.t), "{word:?}");
            let view = View::new(&word.e);
            let names = Names::default();
            let reader = Reader::new(&view, &names);
            let standing = reader.standing(0..word.e.len()).expect(&word.e);
            assert_eq!(standing.names[0].text, "各县区人民政府", "{word:?}");
        }
        for word in rules.role.iter().chain(&rules.doing) {
            assert!(word.e.contains(&word.t), "{word:?}");
            let view = View::new(&word.e);
            let names = Names::default();
            let reader = Reader::new(&view, &names);
            let standing = reader.standing(0..word.e.len()).expect(&word.e);
            assert_eq!(standing.names[0].text, "各县区人民政府", "{word:?}");
            assert_eq!(standing.responsible, word.r, "{word:?}");
        }
    }

    #[test]
    fn rules_and_no_rules() {
        for (text, onward) in [
            ("排在首位的为牵头单位，下同", true),
            ("列第一位的责任单位为牵头单位或汇总单位", false),
            ("无牵头单位的，责任单位即为牵头单位，下同", true),
        ] {
            assert_eq!(read(text).map(|r| r.onward), Some(onward), "{text}");
        }
        for text in [
            "牵头单位：市教育局",
            "市教育局为牵头单位",
            "把安全放在第一位",
            "第一牵头单位",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
