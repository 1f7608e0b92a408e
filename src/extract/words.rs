//! Word lists of the fact extractors: tab-separated data files beside the
//! code, embedded, read once.
//!
//! A file has one entry a line: the word, then an example that uses it. Files
//! of several kinds put the kind first. Lines that begin with `#` are
//! comments. Every entry is exercised by its example in a test.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A list of words that can be asked for at the start or end of a text, or
/// searched for.
#[derive(Debug)]
pub(super) struct WordList {
    by_first: FxHashMap<char, Vec<&'static str>>,
    by_last: FxHashMap<char, Vec<&'static str>>,
    words: Vec<&'static str>,
    /// Built at the first search: most lists are only asked for at an end.
    finder: OnceLock<Option<AhoCorasick>>,
}

impl WordList {
    /// A list of these words.
    pub(super) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let words: Vec<&'static str> = words.into_iter().collect();
        let mut by_first: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        let mut by_last: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for word in &words {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                by_first.entry(first).or_default().push(word);
                by_last.entry(last).or_default().push(word);
            }
        }
        for list in by_first.values_mut().chain(by_last.values_mut()) {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        WordList {
            by_first,
            by_last,
            words,
            finder: OnceLock::new(),
        }
    }

    fn finder(&self) -> Option<&AhoCorasick> {
        let build = || {
            // Few characters get past the search for the words' beginnings:
            // what is built fast is fast enough.
            AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .match_kind(MatchKind::LeftmostLongest)
                .build(&self.words)
                .ok()
        };
        self.finder.get_or_init(build).as_ref()
    }

    /// The longest word `text` begins with.
    pub(super) fn start(&self, text: &str) -> Option<&'static str> {
        let list = self.by_first.get(&text.chars().next()?)?;
        list.iter().copied().find(|word| text.starts_with(word))
    }

    /// The words `text` begins with, the longest first.
    pub(super) fn starts(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let first = text.chars().next().and_then(|c| self.by_first.get(&c));
        let list = first.into_iter().flatten().copied();
        list.filter(move |word| text.starts_with(word))
    }

    /// The longest word `text` ends with.
    pub(super) fn end(&self, text: &str) -> Option<&'static str> {
        let list = self.by_last.get(&text.chars().next_back()?)?;
        list.iter().copied().find(|word| text.ends_with(word))
    }

    /// Whether `text` is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        self.start(text)
            .is_some_and(|word| word.len() == text.len())
            || self.end(text).is_some_and(|word| word.len() == text.len())
    }

    /// Where words stand in `text`, without overlap, the longest at each
    /// place: byte ranges and words.
    pub(super) fn find<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, &'static str)> + 't {
        self.finder()
            .into_iter()
            .flat_map(move |finder| finder.find_iter(text))
            .filter_map(|found| Some((found.range(), *self.words.get(found.pattern().as_usize())?)))
    }

    /// Whether any word stands in `text`.
    pub(super) fn within(&self, text: &str) -> bool {
        self.finder().is_some_and(|finder| finder.is_match(text))
    }
}

/// The entries of a data file with `fields` columns, comments left out.
pub(super) fn entries<const FIELDS: usize>(
    data: &'static str,
) -> impl Iterator<Item = [&'static str; FIELDS]> {
    data.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let entry: Vec<&str> = fields.by_ref().take(FIELDS).collect();
            <[&str; FIELDS]>::try_from(entry).ok()
        })
}

/// The words of one kind in a file that puts the kind first.
pub(super) fn of_kind(data: &'static str, kind: &str) -> WordList {
    WordList::new(
        entries::<3>(data)
            .filter(|[of, ..]| *of == kind)
            .map(|[_, word, _]| word),
    )
}

/// Declares a list read from a data file of words and examples.
macro_rules! word_list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) fn $name() -> &'static WordList {
            static LIST: OnceLock<WordList> = OnceLock::new();
            LIST.get_or_init(|| {
                WordList::new(entries::<2>(include_str!(concat!("data/", $file))).map(|[word, _]| word))
            })
        }
    };
}

/// Surnames (姓), compound ones included.
pub(super) fn surnames() -> &'static WordList {
    static LIST: OnceLock<WordList> = OnceLock::new();
    LIST.get_or_init(|| {
        WordList::new(entries::<2>(crate::lexicon::SURNAME_FILE).map(|[word, _]| word))
    })
}

word_list!(
    /// Words with the shape of a name that are none.
    not_names, "not_names.txt");
word_list!(
    /// Parts of names without a surname (扎西, 巴特尔, 买买提).
    name_parts, "name_parts.txt");
word_list!(
    /// Provinces and cities without the word for their level.
    places, "places.txt");
word_list!(
    /// How names of units begin.
    organ_beginnings, "organ_beginnings.txt");
word_list!(
    /// What follows a place in the name of a school or a company (中学, 港).
    institutions, "institutions.txt");
word_list!(
    /// How names of units begin that are printed without their level (财政局).
    departments, "departments.txt");
word_list!(
    /// How names of units end.
    organ_endings, "organ_endings.txt");
word_list!(
    /// How posts (职务) end.
    post_endings, "post_endings.txt");
word_list!(
    /// Words that several units share at the end of a list (分管负责人).
    shared_tails, "shared_tails.txt");
word_list!(
    /// Roles in a body (组长, 成员单位 …).
    roles, "roles.txt");
word_list!(
    /// Words before a role (常务, 第一 …).
    role_modifiers, "role_modifiers.txt");
word_list!(
    /// Words that end titles of documents (文种).
    document_kinds, "document_kinds.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn every_entry(data: &'static str, used: impl Fn(&str, &str) -> bool) {
        let mut seen = std::collections::HashSet::new();
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let (word, example) = line.split_once('\t').expect("two columns");
            assert!(seen.insert(word), "{word} twice");
            assert!(used(word, example), "{word} is not exercised by {example}");
        }
        assert!(seen.len() > 5);
    }

    #[test]
    fn every_ending_has_an_example() {
        let ends = |list: &'static WordList| {
            move |word: &str, example: &str| {
                list.has(word) && example.ends_with(word) && list.end(example).is_some()
            }
        };
        every_entry(
            include_str!("data/organ_endings.txt"),
            ends(organ_endings()),
        );
        every_entry(include_str!("data/post_endings.txt"), ends(post_endings()));
        every_entry(include_str!("data/shared_tails.txt"), ends(shared_tails()));
        every_entry(
            include_str!("data/document_kinds.txt"),
            ends(document_kinds()),
        );
    }

    #[test]
    fn every_beginning_has_an_example() {
        let starts = |list: &'static WordList| {
            move |word: &str, example: &str| list.has(word) && list.start(example).is_some()
        };
        every_entry(
            include_str!("data/organ_beginnings.txt"),
            starts(organ_beginnings()),
        );
        every_entry(include_str!("data/departments.txt"), starts(departments()));
        every_entry(include_str!("data/places.txt"), starts(places()));
        every_entry(crate::lexicon::SURNAME_FILE, starts(surnames()));
        every_entry(include_str!("data/roles.txt"), starts(roles()));
        every_entry(
            include_str!("data/role_modifiers.txt"),
            starts(role_modifiers()),
        );
    }

    #[test]
    fn every_institution_has_an_example() {
        let data = include_str!("data/institutions.txt");
        every_entry(data, |word, example| {
            let tail = example.strip_prefix("临江").expect("a place");
            tail.starts_with(word) && institutions().start(tail).is_some()
        });
    }

    #[test]
    fn every_other_word_has_an_example() {
        let data = include_str!("data/not_names.txt");
        every_entry(data, |word, example| {
            not_names().within(example) && example.contains(word)
        });
    }

    #[test]
    fn the_longest_word_wins() {
        let list = WordList::new(["委", "市委", "党委"]);
        assert_eq!(list.end("某市委"), Some("市委"));
        assert_eq!(list.start("委员"), Some("委"));
        let found: Vec<_> = list.find("党委和市委").map(|(at, _)| at).collect();
        assert_eq!(found, [0..6, 9..15]);
        assert!(list.within("省委") && !list.within("省"));
    }
}
