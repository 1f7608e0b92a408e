//! The word lists of this room, from `data/words.txt`.

use crate::lexicon::words::of_kind;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const FILE: &str = include_str!("data/words.txt");

type List = LazyLock<Vec<&'static str>>;
type Set = LazyLock<FxHashSet<&'static str>>;

/// How service lines of web pages begin: 扫一扫.
pub static WEB: List = LazyLock::new(|| of_kind(FILE, "web"));
/// Keys of such lines: 上一篇.
pub static ROWS: Set = LazyLock::new(|| of_kind(FILE, "row").into_iter().collect());
/// Keys of lines that tell a page's source: 来源.
pub static SOURCES: Set = LazyLock::new(|| of_kind(FILE, "source").into_iter().collect());
/// What such a line holds besides: 浏览.
pub static SERVICES: List = LazyLock::new(|| of_kind(FILE, "service"));
/// Keys of imprints: 主办单位.
pub static IMPRINT: Set = LazyLock::new(|| of_kind(FILE, "imprint").into_iter().collect());
/// Of these the keys that nothing else has: 准印证.
pub static PRINTER: Set = LazyLock::new(|| of_kind(FILE, "printer").into_iter().collect());
/// Headings of contents pages: 目录.
pub static CONTENTS: Set = LazyLock::new(|| of_kind(FILE, "contents").into_iter().collect());
/// The characters that the words of [`WEB`], [`ROWS`] and [`SOURCES`] begin
/// with: few lines begin so, and only they are looked at.
pub static FIRST: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let words = WEB.iter().chain(ROWS.iter()).chain(SOURCES.iter());
    words.filter_map(|word| word.chars().next()).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{furniture, web};
    use crate::lexicon::words::{faults, rows};

    #[test]
    fn every_word_has_an_example_that_shows_it() {
        assert!(faults(FILE).is_empty(), "{:?}", faults(FILE));
        for [kind, word, example] in rows(FILE) {
            let flat = crate::layout::flat(example);
            let shown = match kind {
                "web" | "row" | "source" | "service" => web::web(&flat),
                "imprint" => furniture::imprint(&flat),
                "printer" => furniture::imprint(&flat) && IMPRINT.contains(word),
                "contents" => furniture::contents_heading(&flat),
                _ => false,
            };
            assert!(shown, "{kind} {word} {example}");
        }
    }
}
