//! The words of a notice as the index takes them: folded passages with marks.
//!
//! What a mark is see [`super::grams`]; no folded text holds one. An exact
//! phrase is found inside a passage, so every passage begins with a mark. For
//! nearness there are two more: where a sentence begins inside a passage, and
//! whether a passage goes on with the article (条) of the one before it.

use super::fold::FoldedChars;
use super::grams::{BODY, FRESH, GOES_ON, OTHER, SENTENCE};
use super::passage::{Part, Passage};
use super::scan::article;

/// The words of passages that come in the order of their parts.
pub(super) fn marked(passages: &[Passage]) -> String {
    let bytes: usize = passages.iter().map(|passage| passage.text.len() + 4).sum();
    let mut out = String::with_capacity(bytes + 2);
    let mut rest = [(Part::Other, OTHER), (Part::Body, BODY)].as_slice();
    let mut before = None;
    for passage in passages {
        while let Some(((part, mark), after)) = rest.split_first()
            && *part <= passage.part
        {
            out.push(*mark);
            rest = after;
        }
        let article = article(passage);
        let goes_on = article.is_some() && article == before;
        before = article;
        out.push(if goes_on { GOES_ON } else { FRESH });
        sentences(&passage.text, &mut out);
    }
    out.extend(rest.iter().map(|(_, mark)| mark));
    out
}

/// Appends the folded sentences of a passage.
fn sentences(text: &str, out: &mut String) {
    let mut chars = FoldedChars::new(text);
    let mut end = SentenceEnd::default();
    let mut current = chars.next();
    while let Some(c) = current {
        out.push(c);
        current = chars.next();
        if let Some(next) = current
            && (end.between(c, next) || chars.line_ended())
        {
            out.push(SENTENCE);
        }
    }
}

/// Where sentences end: after 。 ！ or ？ and the closing quotes and brackets
/// that follow it. The end of a line inside a passage is that of a paragraph
/// and ends a sentence too.
#[derive(Debug, Clone, Copy, Default)]
pub struct SentenceEnd {
    /// Whether an end mark stood last, or only closing marks since.
    over: bool,
}

impl SentenceEnd {
    /// Takes the next folded character; says whether a sentence ends between
    /// it and the one after it.
    pub fn between(&mut self, c: char, next: char) -> bool {
        let ends = |c: char| matches!(c, '。' | '!' | '?');
        let closes =
            |c: char| matches!(c, '”' | '’' | '」' | '』' | ')' | '】' | '》' | '〉' | '〕');
        self.over = ends(c) || (self.over && closes(c));
        self.over && !ends(next) && !closes(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::LineRanges;

    fn of(passages: &[(Part, &str, &str)]) -> String {
        let list: Vec<Passage> = passages
            .iter()
            .map(|(part, unit, text)| Passage {
                part: *part,
                unit: (*unit).to_owned(),
                lines: LineRanges::new(),
                text: (*text).to_owned(),
            })
            .collect();
        let shown = |c| match c {
            FRESH => '|',
            GOES_ON => '+',
            SENTENCE => '/',
            OTHER => 'O',
            BODY => 'B',
            c => c,
        };
        marked(&list).chars().map(shown).collect()
    }

    #[test]
    fn passages_and_parts_are_marked() {
        assert_eq!(of(&[]), "OB");
        assert_eq!(of(&[(Part::Body, "", "甲")]), "OB|甲");
        assert_eq!(
            of(&[
                (Part::Title, "title", "某市 人民\n政府"),
                (Part::Title, "附/title", "办法"),
                (Part::Other, "recipients", "各县Ａ"),
                (Part::Body, "附/第一条", "第一条"),
                (Part::Body, "附/第一条/（一）", "（一）"),
                (Part::Body, "附/第二条", "第二条"),
            ]),
            "|某市人民/政府|办法O|各县aB|第一条+(一)|第二条"
        );
        assert_eq!(of(&[(Part::Title, "title", " ")]), "|OB", "empty ones too");
    }

    #[test]
    fn sentences_are_marked() {
        let text = |text| of(&[(Part::Body, "", text)]).replace("OB|", "");
        assert_eq!(text("甲。乙"), "甲。/乙");
        assert_eq!(text("甲？！”）乙\n丙"), "甲?!”)/乙/丙");
        assert_eq!(text("\u{1}甲；乙。"), "甲;乙。", "text is no mark");
    }
}
