//! Short word lists of a room, several kinds of them in one file: a line each,
//! kind, tab, word, tab, a printed line in which the word does its work; lines
//! that begin with `#` are comments. Among the words of a kind the longest
//! stands first, so that the first hit is the longest.

/// The words of one kind in such a file, the longest first; those of equal
/// length in the order of the file.
pub fn of_kind(data: &'static str, kind: &str) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = rows(data)
        .filter(|[own, _, _]| *own == kind)
        .map(|[_, word, _]| word)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// The rows of such a file: kind, word, example. Other lines are left out,
/// which the tests of the file notice.
pub fn rows(data: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (kind, rest) = line.split_once('\t')?;
            let (word, example) = rest.split_once('\t')?;
            Some([kind, word, example])
        })
}

/// What is wrong with a file: lines that are no rows, examples without their
/// word, words that stand twice under a kind. For tests.
pub fn faults(data: &'static str) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let mut wrong: Vec<String> = rows(data)
        .filter_map(|[kind, word, example]| {
            if !seen.insert((kind, word)) {
                Some(format!("{kind} {word} twice"))
            } else if word.is_empty() || !example.contains(word) {
                Some(format!("{kind} {word} not in {example}"))
            } else {
                None
            }
        })
        .collect();
    let listed = data.lines().filter(|line| !line.starts_with('#')).count();
    if listed != seen.len() + wrong.iter().filter(|w| w.ends_with("twice")).count() {
        wrong.push(format!("{listed} lines, {} rows", seen.len()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str =
        "# posts\npost\t长\t市长 王某\npost\t市长\t市长 王某\nread\t报告\t工作报告\n";

    #[test]
    fn the_longest_word_of_a_kind_comes_first() {
        assert_eq!(of_kind(DATA, "post"), ["市长", "长"]);
        assert_eq!(of_kind(DATA, "read"), ["报告"]);
        assert!(of_kind(DATA, "other").is_empty());
        assert!(faults(DATA).is_empty());
    }

    #[test]
    fn faults_are_named() {
        for data in [
            "post\t长\n",
            "post\t长\t市\n",
            "post\t长\t长\npost\t长\t长\n",
        ] {
            assert!(!faults(data).is_empty(), "{data}");
        }
    }
}
