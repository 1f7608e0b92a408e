//! Sets of words asked for by how a text ends or begins.

/// Words a text may end in.
#[derive(Debug, Default)]
pub(super) struct Endings(Table);

/// Words a text may begin with.
#[derive(Debug, Default)]
pub(super) struct Beginnings(Table);

/// Words in groups that share their last (or first) character, the longest
/// first; groups ordered by that character.
#[derive(Debug, Default)]
struct Table(Vec<(char, Vec<String>)>);

impl Table {
    fn new<'a>(words: impl Iterator<Item = &'a str>, key: impl Fn(&str) -> Option<char>) -> Self {
        let mut keyed: Vec<(char, String)> = words
            .filter_map(|word| Some((key(word)?, word.to_owned())))
            .collect();
        keyed.sort_by(|a, b| {
            a.0.cmp(&b.0)
                .then(b.1.len().cmp(&a.1.len()))
                .then(a.1.cmp(&b.1))
        });
        let mut groups: Vec<(char, Vec<String>)> = Vec::new();
        for (c, word) in keyed {
            match groups.last_mut() {
                Some(last) if last.0 == c => last.1.push(word),
                _ => groups.push((c, vec![word])),
            }
        }
        Table(groups)
    }

    fn group(&self, c: char) -> &[String] {
        self.0
            .binary_search_by_key(&c, |group| group.0)
            .ok()
            .and_then(|i| self.0.get(i))
            .map_or(&[], |group| &group.1)
    }
}

impl<'a> FromIterator<&'a str> for Endings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Endings(Table::new(words.into_iter(), |w| w.chars().next_back()))
    }
}

impl<'a> FromIterator<&'a str> for Beginnings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Beginnings(Table::new(words.into_iter(), |w| w.chars().next()))
    }
}

impl Endings {
    /// The longest word `text` ends in.
    pub fn of(&self, text: &str) -> Option<&str> {
        let last = text.chars().next_back()?;
        let found = self.0.group(last).iter().find(|w| text.ends_with(*w));
        found.map(String::as_str)
    }
}

impl Beginnings {
    /// The longest word `text` begins with.
    pub fn of(&self, text: &str) -> Option<&str> {
        let first = text.chars().next()?;
        let found = self.0.group(first).iter().find(|w| text.starts_with(*w));
        found.map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins() {
        let ends: Endings = ["局", "管理局", "委"].into_iter().collect();
        assert_eq!(ends.of("应急管理局"), Some("管理局"));
        assert_eq!(ends.of("教育局"), Some("局"));
        assert_eq!(ends.of("教育"), None);
        assert_eq!(ends.of(""), None);
        let begins: Beginnings = ["由", "由于"].into_iter().collect();
        assert_eq!(begins.of("由于天气"), Some("由于"));
        assert_eq!(begins.of("由市"), Some("由"));
    }
}
