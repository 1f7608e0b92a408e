//! Other names (同义词): short and full names of public bodies and matters.
//!
//! A group is a list of words that name the same thing. A bare word of a query
//! is also looked for with each other name of its group in place of the one
//! typed; quoted phrases never are. The list that is built in is
//! `data/synonyms.toml`; an archive or a user may add groups, and any search
//! can do without.

use super::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most other spellings of one word.
const MOST: usize = 12;
/// Most groups and most words of a group taken from a file.
const MAX_GROUPS: usize = 10_000;
const MAX_WORDS: usize = 32;

/// Groups of words, each looked for under all its names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    /// Folded word → its groups.
    by_word: BTreeMap<String, Vec<usize>>,
    /// Longest folded word, in characters.
    longest: usize,
}

/// A list of synonyms that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymsError(String);

impl std::fmt::Display for SynonymsError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "synonyms: {}", self.0)
    }
}

impl std::error::Error for SynonymsError {}

/// A file of groups.
#[derive(Serialize, Deserialize)]
struct File {
    #[serde(default)]
    group: Vec<Group>,
}

#[derive(Serialize, Deserialize)]
struct Group {
    words: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    example: Option<String>,
}

impl Synonyms {
    /// No synonyms.
    pub fn none() -> Self {
        Synonyms::default()
    }

    /// The groups that are built in.
    pub fn builtin() -> Self {
        // A test reads the list; here a broken one only means none.
        Synonyms::read(include_str!("data/synonyms.toml")).unwrap_or_default()
    }

    /// Reads groups: TOML, `[[group]]` with `words = ["发改委", …]`.
    ///
    /// # Errors
    /// When it is no such file, a group has fewer than two or more than 32
    /// words, or there are more than 10,000 groups.
    pub fn read(text: &str) -> Result<Self, SynonymsError> {
        let file: File =
            toml::from_str(text).map_err(|error| SynonymsError(error.message().to_owned()))?;
        if file.group.len() > MAX_GROUPS {
            return Err(SynonymsError(format!("more than {MAX_GROUPS} groups")));
        }
        let mut synonyms = Synonyms::none();
        for group in file.group {
            let words: Vec<String> = group
                .words
                .into_iter()
                .filter(|word| !fold(word).is_empty())
                .collect();
            if !(2..=MAX_WORDS).contains(&words.len()) {
                let first = words.first().map_or("", String::as_str);
                return Err(SynonymsError(format!(
                    "the group `{first}` has {} words; 2 to {MAX_WORDS} make one",
                    words.len()
                )));
            }
            synonyms.add(words);
        }
        Ok(synonyms)
    }

    /// Adds all groups of another list.
    pub fn extend(&mut self, other: &Synonyms) {
        for group in &other.groups {
            self.add(group.clone());
        }
    }

    fn add(&mut self, words: Vec<String>) {
        let index = self.groups.len();
        for word in &words {
            let folded = fold(word);
            self.longest = self.longest.max(folded.chars().count());
            self.by_word.entry(folded).or_default().push(index);
        }
        self.groups.push(words);
    }

    /// The groups.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// A folded word with another name in place of each of its parts that has
    /// one, a part at a time; the longest name at a place counts. At most 12.
    pub fn alternatives(&self, folded: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut rest = folded;
        while let Some(first) = rest.chars().next() {
            let at = folded.len() - rest.len();
            let Some((name, groups)) = self.longest_at(rest) else {
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                continue;
            };
            let after = rest.get(name.len()..).unwrap_or_default();
            let before = folded.get(..at).unwrap_or_default();
            let others = groups.iter().filter_map(|group| self.groups.get(*group));
            for other in others.flatten().map(|word| fold(word)) {
                let whole = format!("{before}{other}{after}");
                // 发展改革委 inside 发展改革委员会 is no other name of it.
                if other != name && whole != folded && !out.contains(&whole) && out.len() < MOST {
                    out.push(whole);
                }
            }
            rest = after;
        }
        out
    }

    /// The longest name that `rest` begins with.
    fn longest_at<'a>(&self, rest: &'a str) -> Option<(&'a str, &[usize])> {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut ends: Vec<usize> = ends.take(self.longest).collect();
        while let Some(end) = ends.pop() {
            let name = rest.get(..end)?;
            if let Some(groups) = self.by_word.get(name) {
                return Some((name, groups));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn other_names_take_the_place_of_the_one_typed() {
        let list = "[[group]]\nwords = ['发改委', '发展改革委', '发展和改革委员会']\n\
                    [[group]]\nwords = ['医保', '医疗保险']\n";
        let synonyms = Synonyms::read(list).unwrap();
        for (word, others) in [
            ("市发改委", vec!["市发展改革委", "市发展和改革委员会"]),
            ("市发展改革委", vec!["市发改委", "市发展和改革委员会"]),
            ("医保办法", vec!["医疗保险办法"]),
            (
                "发改委医保",
                vec!["发展改革委医保", "发展和改革委员会医保", "发改委医疗保险"],
            ),
            ("营商环境", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(synonyms.alternatives(word), others, "{word}");
        }
        assert!(Synonyms::none().alternatives("医保").is_empty());
        let mut more = Synonyms::none();
        more.extend(&synonyms);
        assert_eq!(more, synonyms);
        let many = "医保".repeat(500);
        assert_eq!(synonyms.alternatives(&many).len(), MOST);
    }

    #[test]
    fn broken_lists_are_refused() {
        for text in [
            "x",
            "[[group]]\nwords = ['甲']",
            "[[group]]\nwords = 3",
            "[[group]]\nwords = ['甲', ' ']",
        ] {
            assert!(Synonyms::read(text).is_err(), "{text}");
        }
        assert_eq!(Synonyms::read(""), Ok(Synonyms::none()));
    }

    #[test]
    fn the_built_in_list_is_sound() {
        let file: File = toml::from_str(include_str!("data/synonyms.toml")).unwrap();
        assert_eq!(Synonyms::builtin().groups().len(), file.group.len());
        let mut seen = HashSet::new();
        for group in &file.group {
            let example = group.example.as_deref().unwrap_or_default();
            let named = group
                .words
                .iter()
                .filter(|word| example.contains(word.as_str()));
            assert!(named.count() >= 1, "{:?} has no example", group.words);
            for word in &group.words {
                assert!(
                    word.chars().count() >= 2,
                    "{word} is too short to be sure of"
                );
                assert!(seen.insert(word.clone()), "{word} is in two groups");
            }
        }
        assert!(file.group.len() >= 50);
    }
}
