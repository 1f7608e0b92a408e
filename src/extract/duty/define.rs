//! Definitions of short names inside a document (以下简称): the name right before
//! the bracket, freed of the words that lead up to it.

use super::lexicon::lexicon;
use super::names::{Class, classify};

/// What introduces a short name.
const DEFINES: &[&str] = &[
    "以下简称",
    "以下统称",
    "以下称",
    "以下合称",
    "以下簡稱",
    "以下統稱",
];

/// How many bytes before and after 以下简称 its names are looked for.
const LOOK_AROUND: usize = 240;

/// The short names of units that `text` defines, with their full ones.
pub(super) fn definitions(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    lexicon()
        .needles
        .hereafter
        .find_all(text)
        .filter_map(move |at| {
            let word = DEFINES.iter().find(|word| text[at..].starts_with(**word))?;
            definition(text, at, word.len())
        })
}

/// The short and the full name of a definition whose 以下简称 stands at `at`.
fn definition(text: &str, at: usize, len: usize) -> Option<(String, String)> {
    let from = text.floor_char_boundary(at.saturating_sub(LOOK_AROUND));
    let to = text.floor_char_boundary(at + len + LOOK_AROUND);
    let before = text[from..at].strip_suffix(['（', '('])?;
    let after = &text[at + len..to];
    let end = after.find(['）', ')', '，', ',', '；', '。', '\n', '、'])?;
    let quote = |c: char| matches!(c, '“' | '”' | '"' | '‘' | '’' | '「' | '」');
    let short: String = after[..end]
        .trim_start_matches('为')
        .chars()
        .filter(|c| !quote(*c) && !c.is_whitespace())
        .collect();
    // Most definitions are of documents (《清单》) and other things.
    if !matches!(classify(&short), Class::Unit | Class::Loose) {
        return None;
    }
    let start = before
        .rfind([
            '。', '，', '；', '、', '\n', '：', '《', '》', '“', '”', ',', ';', '）', ')',
        ])
        .map_or(0, |i| {
            i + before[i..].chars().next().map_or(1, char::len_utf8)
        });
    let words: String = before[start..]
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let full = full_name(&words)?;
    abbreviates(&short, full).then(|| (short, full.to_owned()))
}

/// The name at the end of the words before a definition: what leads up to it
/// goes, as long as a unit is left.
fn full_name(words: &str) -> Option<&str> {
    let lex = lexicon();
    let unit = |name: &str| classify(name) == Class::Unit;
    let cut = lex.founding.find(words).map(|(_, found)| found.end);
    let mut name = cut
        .filter(|&end| unit(&words[end..]))
        .last()
        .map_or(words, |end| &words[end..]);
    while let Some(word) = lex.leading.of(name)
        && unit(&name[word.len()..])
    {
        name = &name[word.len()..];
    }
    unit(name).then_some(name)
}

/// Whether the characters of `short` stand in `full` in this order.
fn abbreviates(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().all(|c| rest.any(|f| f == c))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Files;
    use super::*;

    #[test]
    fn every_entry_has_its_example() {
        let verbs = Files::read().verbs;
        for word in verbs.founding.iter().chain(&verbs.leading) {
            assert!(word.e.contains(&word.t), "{word:?}");
            let (_, full) = definitions(&word.e).next().expect(&word.e);
            assert_eq!(full, "青禾市节水工作领导小组", "{word:?}");
        }
    }

    #[test]
    fn names_before_the_bracket() {
        let table = [
            (
                "同意青禾市水利建设发展集团有限公司（以下简称市水发集团公司）下属公司实施。",
                Some(("市水发集团公司", "青禾市水利建设发展集团有限公司")),
            ),
            (
                "市政府决定成立青禾市节水工作领导小组（以下简称“领导小组”），",
                Some(("领导小组", "青禾市节水工作领导小组")),
            ),
            ("编制《清单》（以下简称《清单》）", None),
            ("各级人民政府（以下简称甲）", None),
            ("有关单位（以下简称", None),
            ("以下简称局）", None),
            ("市教育局（以下简称财政局）", None),
        ];
        for (text, want) in table {
            let got = definitions(text).next();
            let got = got
                .as_ref()
                .map(|(short, full)| (short.as_str(), full.as_str()));
            assert_eq!(got, want, "{text}");
        }
    }
}
