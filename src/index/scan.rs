//! The meaning of exact searches, read from the passages themselves.
//!
//! The index answers from positions; this room answers the same questions by
//! looking at every passage, slowly and plainly. It is what the index is held
//! against, in tests and by `gongbao lab exact`.

use super::fold::{FoldedChars, fold};
use super::marked::SentenceEnd;
use super::near::Nearness;
use super::passage::{Part, Passage};

/// Whether two folded phrases stand together in a notice.
pub fn together(passages: &[Passage], nearness: Nearness, left: &str, right: &str) -> bool {
    match nearness {
        Nearness::Characters(most) => passages
            .iter()
            .any(|passage| near(&fold(&passage.text), left, right, most as usize)),
        Nearness::Sentence => passages.iter().any(|passage| {
            sentences(&passage.text)
                .iter()
                .any(|sentence| sentence.contains(left) && sentence.contains(right))
        }),
        Nearness::Article => {
            let mut start = 0;
            while let Some(first) = passages.get(start) {
                let article = article(first);
                let count = passages
                    .iter()
                    .skip(start)
                    .take_while(|p| article.is_some() && self::article(p) == article)
                    .count()
                    .max(1);
                let texts: Vec<String> = passages
                    .iter()
                    .skip(start)
                    .take(count)
                    .map(|p| fold(&p.text))
                    .collect();
                let holds = |words: &str| texts.iter().any(|text| text.contains(words));
                if holds(left) && holds(right) {
                    return true;
                }
                start += count;
            }
            false
        }
    }
}

/// The folded sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut end = SentenceEnd::default();
    let mut chars = FoldedChars::new(text);
    let mut previous = None;
    while let Some(c) = chars.next() {
        let over = previous.is_some_and(|before| end.between(before, c));
        if over || (previous.is_some() && chars.line_ended()) {
            out.push(String::new());
        }
        if let Some(sentence) = out.last_mut() {
            sentence.push(c);
        }
        previous = Some(c);
    }
    out
}

/// The path of the article a passage belongs to, if it does.
pub(super) fn article(passage: &Passage) -> Option<&str> {
    if passage.part != Part::Body {
        return None;
    }
    let mut end = 0;
    for label in passage.unit.split('/') {
        end += label.len();
        if label.starts_with('第') && label.contains('条') {
            return passage.unit.get(..end);
        }
        end += 1;
    }
    None
}

/// Whether the phrases stand at most `most` characters apart in a folded text.
fn near(text: &str, left: &str, right: &str, most: usize) -> bool {
    let [a, b] = [left, right].map(|words| occurrences(text, words));
    follows(text, &a, &b, most) || follows(text, &b, &a, most)
}

/// Bytes `[start, end)` of every occurrence, overlapping ones too.
fn occurrences(text: &str, words: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let finder = memchr::memmem::Finder::new(words.as_bytes());
    let mut from = 0;
    while let Some(found) = text
        .as_bytes()
        .get(from..)
        .and_then(|rest| finder.find(rest))
    {
        let at = from + found;
        out.push((at, at + words.len()));
        // The next occurrence begins at the next character or later.
        from = at
            + text
                .get(at..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8);
    }
    out
}

/// Whether some occurrence of the second list begins at or after the end of
/// one of the first, with at most `most` characters between.
fn follows(text: &str, first: &[(usize, usize)], second: &[(usize, usize)], most: usize) -> bool {
    first.iter().any(|&(_, end)| {
        let next = second.partition_point(|&(start, _)| start < end);
        second
            .get(next)
            .and_then(|&(start, _)| text.get(end..start))
            .is_some_and(|between| between.chars().nth(most).is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::LineRanges;
    use proptest::prelude::*;

    fn passage(unit: &str, text: &str) -> Passage {
        Passage {
            part: Part::Body,
            unit: unit.to_owned(),
            lines: LineRanges::new(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn nearness_is_what_it_says() {
        let list = [
            passage("第一章/第一条", "甲乙。丙"),
            passage("第一章/第一条/（一）", "丁"),
            passage("第一章/第二条", "戊"),
            passage("一、", "己\n庚"),
            passage("二、", "辛"),
        ];
        for (nearness, left, right, answer) in [
            (Nearness::Characters(0), "甲", "乙", true),
            (Nearness::Characters(1), "丙", "乙", true),
            (Nearness::Characters(0), "丙", "乙", false),
            (Nearness::Characters(99), "丙", "丁", false),
            (Nearness::Characters(99), "甲", "甲", false),
            (Nearness::Characters(99), "甲乙", "乙", false),
            (Nearness::Sentence, "甲", "乙", true),
            (Nearness::Sentence, "乙", "丙", false),
            (Nearness::Sentence, "乙。", "甲", true),
            (Nearness::Sentence, "己", "庚", false),
            (Nearness::Article, "甲", "丁", true),
            (Nearness::Article, "甲", "戊", false),
            (Nearness::Article, "己", "庚", true),
            (Nearness::Article, "己", "辛", false),
        ] {
            assert_eq!(
                together(&list, nearness, left, right),
                answer,
                "{nearness:?} {left} {right}"
            );
        }
    }

    proptest! {
        #[test]
        fn near_is_what_a_naive_scan_says(text in "[甲乙丙ab]{0,24}", left in "[甲乙a]{1,3}", right in "[甲乙b]{1,3}", most in 0usize..8) {
            let all: Vec<char> = text.chars().collect();
            let at = |words: &str| -> Vec<(usize, usize)> {
                let words: Vec<char> = words.chars().collect();
                (0..all.len()).filter(|&i| all[i..].starts_with(&words)).map(|i| (i, i + words.len())).collect()
            };
            let (a, b) = (at(&left), at(&right));
            let naive = a.iter().any(|x| b.iter().any(|y| {
                (y.0 >= x.1 && y.0 - x.1 <= most) || (x.0 >= y.1 && x.0 - y.1 <= most)
            }));
            prop_assert_eq!(near(&text, &left, &right, most), naive);
        }
    }
}
