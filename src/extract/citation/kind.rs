//! Whether what stands in 《》 is an official document.

use crate::extract::words::{WordList, document_kinds, of_kind};
use std::sync::OnceLock;

/// What a title is by its last words and by the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Make {
    /// A document.
    Document,
    /// Nothing says that it is one, and nothing that it is none.
    Unknown,
    /// A work, a paper, a certificate, a form.
    Other,
}

struct Others {
    end: WordList,
    cue: WordList,
    after: WordList,
}

fn others() -> &'static Others {
    static LISTS: OnceLock<Others> = OnceLock::new();
    LISTS.get_or_init(|| {
        let data = include_str!("../data/not_documents.txt");
        Others {
            end: of_kind(data, "end"),
            cue: of_kind(data, "cue"),
            after: of_kind(data, "after"),
        }
    })
}

/// Judges a title without white space. `last` is the make of a title right
/// before it in a list.
pub(super) fn make(
    title: &str,
    numbered: bool,
    before: &str,
    after: &str,
    last: Option<Make>,
) -> Make {
    if numbered || title.contains("关于") || title.contains("關於") {
        return Make::Document;
    }
    let core = core(title);
    let other = others().end.end(core).map_or(0, str::len);
    let document = document_kinds().end(&folded(core)).map_or(0, str::len);
    if other > 0 && other >= document {
        return Make::Other;
    }
    if document > 0 {
        return Make::Document;
    }
    let cued = others().cue.end(before).is_some() || others().after.start(after).is_some();
    match last {
        _ if cued => Make::Other,
        Some(Make::Other) => Make::Other,
        _ => Make::Unknown,
    }
}

/// The title as its kind is looked up: traditional characters simplified.
fn folded(title: &str) -> String {
    let table = crate::lexicon::variants::Variants::table();
    title.chars().map(|c| table.simplified(c)).collect()
}

/// The title without brackets and years behind it: `规划（修订）（2020年版）`.
pub(super) fn core(title: &str) -> &str {
    let mut core = title;
    for _ in 0..4 {
        let shorter = crate::extract::ending::without_bracket(core);
        if shorter.len() == core.len() {
            break;
        }
        core = shorter;
    }
    core
}

/// Whether a title is nothing but a kind (《意见》, 《实施方案》): a short name.
pub(super) fn is_bare(title: &str) -> bool {
    title.chars().count() <= 5 && title != "宪法" && document_kinds().has(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_an_example() {
        let data = include_str!("../data/not_documents.txt");
        for [kind, word, example] in crate::extract::words::entries::<3>(data) {
            let (before, rest) = example.split_once('《').expect("a title");
            let (title, after) = rest.split_once('》').expect("a title");
            assert!(example.contains(word), "{example}");
            let (before, after) = match kind {
                "end" => ("", ""),
                _ => (before, after),
            };
            assert_eq!(
                make(title, false, before, after, None),
                Make::Other,
                "{kind} {example}"
            );
        }
    }

    #[test]
    fn documents_and_others() {
        let plain = |title: &str| make(title, false, "", "", None);
        assert_eq!(plain("排污许可证管理办法"), Make::Document);
        assert_eq!(plain("某规划（2021—2035年）（修订）"), Make::Document);
        assert_eq!(plain("排污许可证"), Make::Other);
        assert_eq!(plain("山河"), Make::Unknown);
        assert_eq!(make("普查表", true, "", "", None), Make::Document);
        assert!(is_bare("实施方案") && !is_bare("宪法") && !is_bare("水法"));
    }
}
