//! Where the list before a verb begins and ends: behind the words that lead in
//! (由, 其中, 一是, 第五条, 2024年), before those that say how the verb is done
//! (共同, 要, 按职责分工, 按照规定职责).

use super::lexicon::lexicon;
use super::names;
use super::read::Reader;
use std::ops::Range;

/// Bytes of the longest phrase between the units and the verb (按照规定职责).
const LONGEST_MANNER: usize = 90;

impl Reader<'_> {
    /// Where the words between list and verb begin: 按职责分工, 共同, 要.
    pub(super) fn before_adverbs(&self, start: usize, end: usize, shares: bool) -> usize {
        let lex = lexicon();
        let mut text = self.key(start..end).trim_end();
        loop {
            if let Some(body) = lex.adverb_bodies.of(text) {
                let head = &text[..text.len() - body.len()];
                if let Some(word) = lex.adverb_heads.of(head) {
                    text = &head[..head.len() - word.len()];
                    continue;
                }
            }
            // 按 before the verb 职责分工 itself.
            if shares && let Some(word) = lex.adverb_heads.of(text) {
                text = &text[..text.len() - word.len()];
                continue;
            }
            if let Some(at) = manner(text) {
                text = &text[..at];
                continue;
            }
            match lex.adverbs.of(text) {
                Some(word) => text = &text[..text.len() - word.len()],
                None => return start + text.len(),
            }
        }
    }

    /// Where the list before a verb begins: after 由, else after what may stand
    /// before it (其中, 一是). `None` where 由 is no such word.
    pub(super) fn list_start(&self, range: Range<usize>) -> Option<(usize, bool)> {
        let text = self.key(range.clone());
        if !lexicon().needles.by.is_in(text) {
            return Some((self.after_lead_in(range), false));
        }
        let shut = self.shut(range.clone());
        for (at, word) in text.rmatch_indices('由') {
            let here = range.start + at;
            let inside = shut.iter().any(|group| group.contains(&here));
            if !inside && !text[..at].ends_with(['自', '理', '事', '缘']) {
                return Some((here + word.len(), true));
            }
        }
        Some((self.after_lead_in(range), false))
    }

    /// `range` begins with words that lead in (其中, 一是, 第五条): where they end.
    pub(super) fn after_lead_in(&self, range: Range<usize>) -> usize {
        let text = self.key(range.clone());
        let words = titled(text.trim_start());
        let skipped = range.start + (text.len() - words.len());
        if let Some(number) = words.strip_prefix('第')
            && let Some(at) = number.char_indices().take(7).find(|(_, c)| *c == '条')
        {
            let after = range.end - number.len() + at.0 + '条'.len_utf8();
            return range.end - titled(self.key(after..range.end)).len();
        }
        let year = year(words);
        let lead_in = lexicon().lead_ins.of(&words[year..]).map_or(0, str::len);
        skipped + year + lead_in
    }
}

/// Bytes of the longest title in brackets before an article's words.
const LONGEST_TITLE: usize = 60;

/// The words after a title in brackets: 【主管部门】｜市水利局负责….
fn titled(words: &str) -> &str {
    let Some(title) = words.strip_prefix(['【', '〖', '［', '[']) else {
        return words;
    };
    let near = &title[..title.floor_char_boundary(LONGEST_TITLE)];
    match near.find(['】', '〗', '］', ']']) {
        Some(at) => title[at..].trim_start_matches(['】', '〗', '］', ']']),
        None => words,
    }
}

/// Bytes of the year `text` begins with (2024年), which is no part of a name.
fn year(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 && text[digits..].starts_with('年') {
        digits + '年'.len_utf8()
    } else {
        0
    }
}

/// Where the phrase begins that `text` ends in, after a unit: 市教育局｜按照规定职责.
fn manner(text: &str) -> Option<usize> {
    lexicon().manners.of(text)?;
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST_MANNER));
    lexicon()
        .manner_heads
        .iter()
        .filter_map(|word| Some(from + text[from..].rfind(word.as_str())?))
        .filter(|&at| names::ends_like_unit(&text[..at]))
        .min()
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::VerbRole;
    use super::super::list::Strict;
    use super::super::verb::tests::read;

    #[test]
    fn lists_end_before_adverbs_and_verbs() {
        for text in [
            "市教育局按职责分工负责",
            "市教育局按照各自职责分别负责落实",
            "市教育局负责",
            "由市教育局具体负责",
            "其中市教育局要负责组织实施",
            "市教育局按职责分工",
            "市教育局按职责分工落实",
        ] {
            let want = Some((vec!["市教育局".to_owned()], Some(VerbRole::Neutral), vec![]));
            assert_eq!(read(text, Strict::Bracket), want, "{text}");
        }
        for text in [
            "市教育局牵头",
            "市教育局负责牵头编制规划",
            "市教育局总牵头负责",
        ] {
            let want = Some((vec!["市教育局".to_owned()], Some(VerbRole::Lead), vec![]));
            assert_eq!(read(text, Strict::Sentence), want, "{text}");
        }
    }
}
