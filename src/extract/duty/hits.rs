//! The literals that make a text worth reading, found in one pass, and which of
//! them may really speak of a duty.

use super::lexicon::lexicon;
use super::literals::{Literals, Which};
use super::names;
use super::view::View;
use std::ops::Range;

/// Places where a duty may be stated, in bytes of the view, in order.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// All of them.
    pub all: Vec<usize>,
    /// Those that may state one in a sentence.
    pub spoken: Vec<usize>,
    /// Whether the text defines a short name (以下简称).
    pub defines: bool,
}

impl Hits {
    /// Finds them. Folds the view where a traditional literal is found.
    pub fn find(view: &mut View<'_>) -> Self {
        let lex = lexicon();
        let mut rare: Vec<Range<usize>> = Vec::new();
        // With each whether it speaks in clauses only.
        let mut usual: Vec<(Range<usize>, bool)> = Vec::new();
        let mut traditional = false;
        let mut hits = Hits::default();
        let wakes = (&lex.wake, &lex.wake_rare);
        Literals::find_both(
            wakes.0,
            wakes.1,
            view.words(),
            |list, word, range| match list {
                Which::First if lex.wake_defines == Some(word) => hits.defines = true,
                Which::First => {
                    let clause = lex.wake_clause.get(word).copied().unwrap_or(false);
                    usual.push((range, clause));
                }
                Which::Second => {
                    traditional |= lex.rare_traditional.get(word).copied().unwrap_or(false);
                    rare.push(range);
                }
            },
        );
        if traditional {
            view.fold();
        }
        for (range, clause) in usual {
            hits.add(view, range, clause);
        }
        if !rare.is_empty() {
            for range in rare {
                hits.add(view, range, false);
            }
            hits.all.sort_unstable();
            hits.spoken.sort_unstable();
        }
        hits
    }

    fn add(&mut self, view: &View<'_>, range: Range<usize>, clause: bool) {
        let start = range.start;
        match weigh(view, range, clause) {
            Weight::None => {}
            Weight::Printed => self.all.push(start),
            Weight::Spoken => {
                self.all.push(start);
                self.spoken.push(start);
            }
        }
    }
}

/// What a literal may be.
enum Weight {
    /// Part of a word that states nothing: 负责人, 责任感.
    None,
    /// Part of a clause with brackets or labels.
    Printed,
    /// Part of a sentence as well.
    Spoken,
}

/// `clause`: the literal speaks in brackets and labels only.
fn weigh(view: &View<'_>, range: Range<usize>, clause: bool) -> Weight {
    let lex = lexicon();
    let key = view.key();
    let (Some(word), Some(rest)) = (key.get(range.clone()), key.get(range.end..)) else {
        return Weight::None;
    };
    match word {
        "负责" if rest.starts_with(['人', '制']) || rest.starts_with("同志") => Weight::None,
        "牵头" | "负责" | "会同" => Weight::Spoken,
        "不再" => match lex.unlisted.of(rest) {
            Some(_) => Weight::Spoken,
            None => Weight::None,
        },
        _ if clause => Weight::Printed,
        // 局）: the name that ends a bracket after the last sentence.
        _ if lex.name_closed.contains(word) => {
            let closes = matches!(rest.chars().next(), None | Some('\n' | '。'));
            match closes && after_sentence(key, range.end) {
                true => Weight::Printed,
                false => Weight::None,
            }
        }
        // 落实）: the verb that ends a bracket.
        _ if word.ends_with(['）', ')', '］', '〕', '】']) => Weight::Printed,
        _ => match word.strip_suffix(['：', ':']) {
            Some(noun) => {
                let label = key.get(..range.start + noun.len()).unwrap_or("");
                match lex.label_ends.of(label) {
                    Some(_) => Weight::Printed,
                    None => Weight::None,
                }
            }
            None => label(view, range.start),
        },
    }
}

/// Bytes of the longest bracket that only lists units.
const LONGEST_BARE: usize = 900;

/// Whether the bracket that ends at byte `end` of `key` opens after a full stop.
fn after_sentence(key: &str, end: usize) -> bool {
    let from = key.floor_char_boundary(end.saturating_sub(LONGEST_BARE));
    let mut depth = 0usize;
    let mut chars = key[from..end].chars().rev();
    while let Some(c) = chars.next() {
        match c {
            _ if names::closes(c) => depth += 1,
            _ if names::opens(c) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return matches!(chars.next(), Some('。' | '；' | ';' | '.' | '！'));
                }
            }
            '\n' | '。' => return false,
            _ => {}
        }
    }
    false
}

/// 责任单位, 责任人 …: part of a label where a colon, 为, a bracket or white space
/// follows it.
fn label(view: &View<'_>, at: usize) -> Weight {
    let (Some(before), Some(rest)) = (view.key().get(..at), view.key().get(at..)) else {
        return Weight::None;
    };
    let Some(label) = lexicon().label_starts.of(rest) else {
        return Weight::None;
    };
    let after = &rest[label.len()..];
    if after.starts_with(['为', '是', '系']) {
        return Weight::Spoken;
    }
    let bordered =
        after.starts_with(['：', ':', '（', '(', '∶', '\n']) || view.gap_at(at + label.len());
    // 市教育局（责任单位）
    let remark = before.ends_with(['（', '(']) && after.starts_with(['）', ')']);
    if bordered || remark {
        Weight::Printed
    } else {
        Weight::None
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Files;
    use super::*;

    fn count(text: &str) -> (usize, usize) {
        let mut view = View::new(text);
        let hits = Hits::find(&mut view);
        (hits.all.len(), hits.spoken.len())
    }

    #[test]
    fn every_literal_wakes_in_its_example() {
        let verbs = Files::read().verbs;
        let wakes = verbs.wake.iter().map(|w| (&w.t, &w.e));
        let rare = verbs.wake_rare.iter().map(|w| (&w.t, &w.e));
        for (word, example) in wakes.chain(rare) {
            assert!(example.contains(word), "{word}");
            assert!(count(example).0 > 0, "{word}");
        }
        assert!(Hits::find(&mut View::new("甲（以下简称乙）")).defines);
    }

    #[test]
    fn words_that_state_nothing_do_not_wake() {
        for text in [
            "主要负责人",
            "强化责任担当",
            "明确责任单位、责任人",
            "不再组织评审",
            "终身负责制",
            "成员之间",
        ] {
            assert_eq!(count(text), (0, 0), "{text}");
        }
        assert_eq!(count("按照职责分工"), (1, 0));
        assert_eq!(count("由市教育局負責"), (1, 1));
    }
}
