//! The literals that make a text worth reading, found in one pass, and which of
//! them may really speak of a duty.

use super::lexicon::lexicon;
use super::marks::{Kind, Marks};
use super::view::View;
use super::wake::Woken;

/// Places where a duty may be stated, in bytes of the view, in order.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// All of them.
    pub all: Vec<usize>,
    /// Those that may state one in a sentence.
    pub spoken: Vec<usize>,
}

impl Hits {
    /// Finds them among the key characters and colons of `marks`. Folds the
    /// view where a traditional literal is found.
    pub fn find(view: &mut View<'_>, marks: &Marks) -> Self {
        let wakers = &lexicon().wakers;
        let words = view.words();
        let mut woken: Vec<Woken> = Vec::new();
        for &at in &marks.keys {
            if let Some(found) = wakers.at(words, at as usize)
                && woken.last().is_none_or(|last| last.start < found.start)
            {
                woken.push(found);
            }
        }
        if woken.iter().any(|found| found.traditional) {
            view.fold();
        }
        let mut hits = Hits::default();
        for found in woken {
            match weigh(view, found) {
                Weight::None => {}
                Weight::Printed => hits.all.push(found.start),
                Weight::Spoken => {
                    hits.all.push(found.start);
                    hits.spoken.push(found.start);
                }
            }
        }
        hits.add_labels(view, marks);
        hits
    }

    /// Adds the labels before colons.
    fn add_labels(&mut self, view: &View<'_>, marks: &Marks) {
        let found = self.all.len();
        for mark in marks.iter().filter(|mark| mark.kind == Kind::Colon) {
            let before = view.key().get(..mark.start()).unwrap_or("");
            // A label may end in a bracket: 责任单位（牵头单位）.
            let before = before.strip_suffix(['）', ')']).unwrap_or(before);
            if let Some(label) = lexicon().label_ends.of(before) {
                self.all.push(before.len() - label.len());
            }
        }
        if self.all.len() > found && found > 0 {
            self.all.sort_unstable();
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

fn weigh(view: &View<'_>, found: Woken<'_>) -> Weight {
    let lex = lexicon();
    let end = found.start + found.word.len();
    let (Some(word), Some(rest)) = (view.key().get(found.start..end), view.key().get(end..)) else {
        return Weight::None;
    };
    match word {
        "负责" if rest.starts_with(['人', '制']) || rest.starts_with("同志") => Weight::None,
        "牵头" | "负责" | "会同" => Weight::Spoken,
        "不再" => match lex.unlisted.of(rest) {
            Some(_) => Weight::Spoken,
            None => Weight::None,
        },
        "职责分工" | "各负其责" | "主办" | "主责" | "主抓" => Weight::Printed,
        _ => label(view, found.start),
    }
}

/// 责任单位 …: part of a label where 为, a bracket or white space follows it; those
/// with a colon are found by their colon.
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
    let bordered = after.starts_with(['（', '(']) || view.gap_at(at + label.len());
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
        let marks = Marks::new(view.words());
        let hits = Hits::find(&mut view, &marks);
        (hits.all.len(), hits.spoken.len())
    }

    #[test]
    fn every_literal_wakes_in_its_example() {
        for word in Files::read().verbs.wake {
            assert!(count(&word.e).0 > 0, "{word:?}");
        }
        for label in Files::read().labels.label {
            assert!(count(&label.e).0 > 0, "{label:?}");
        }
    }

    #[test]
    fn words_that_state_nothing_do_not_wake() {
        for text in ["主要负责人", "强化责任担当", "明确责任单位、责任人", "不再组织评审", "终身负责制", "成员之间"] {
            assert_eq!(count(text), (0, 0), "{text}");
        }
        assert_eq!(count("按照职责分工"), (1, 0));
        assert_eq!(count("由市教育局負責"), (1, 1));
    }
}
