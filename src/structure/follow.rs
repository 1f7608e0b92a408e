//! Paragraphs without a label: whose words are they?
//!
//! A paragraph goes on with the unit above it, or it closes a list and belongs
//! to a unit further up. Here are the signs in the words themselves; the
//! choice is made in [`super::tree`], which knows what comes next.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Beginnings that go on with what was just said, with an example each.
pub(super) const GOES_ON: &[(&str, &str)] = &[
    ("其中", "其中涉及安全的，应当备案。"),
    ("同时", "同时，严格按照规定组织实施。"),
    ("此外", "此外，加强宣传。"),
    ("另外", "另外，加强宣传。"),
    ("一是", "一是加强领导。"),
    ("二是", "二是加强宣传。"),
    ("三是", "三是加强督导。"),
    ("四是", "四是加强考核。"),
    ("五是", "五是加强保障。"),
    ("一要", "一要加强领导。"),
    ("二要", "二要加强宣传。"),
    ("三要", "三要加强督导。"),
    ("同時", "同時，嚴格按照規定組織實施。"),
];

/// Beginnings of a paragraph that closes the whole text, with an example each.
pub(super) const CLOSES: &[(&str, &str)] = &[
    ("特此", "特此通知。"),
    ("接文后", "接文后，请据此开展下一阶段工作。"),
    ("此复", "此复。"),
    ("以上", "以上通知，请认真贯彻执行。"),
    ("请各", "请各单位按程序办理手续。"),
    ("请认真", "请认真贯彻执行。"),
    ("請各", "請各單位按程序辦理手續。"),
    ("請認真", "請認真貫徹執行。"),
];

/// What a document says about itself in its last paragraph, after 本 and its
/// own type, with an example each.
pub(super) const OF_ITSELF: &[(&str, &str)] = &[
    ("施行", "本办法自发布之日起施行，有效期2年。"),
    ("执行", "本通知自印发之日起执行。"),
    ("实施", "本意见自2023年1月1日起实施。"),
    ("解释", "本方案由市能源局负责解释。"),
    ("解读", "本通知由市住建局负责解读。"),
    ("生效", "本决定自公布之日起生效。"),
    ("執行", "本通知自印發之日起執行。"),
    ("實施", "本意見自2023年1月1日起實施。"),
    ("解釋", "本方案由市能源局負責解釋。"),
    ("解讀", "本通知由市住建局負責解讀。"),
];

/// The longest sentence in which a document speaks of its own validity, in
/// characters.
const OF_ITSELF_LENGTH: usize = 80;

/// Whether the last paragraph of a text came to the end of a sentence. Only
/// the last one is read, and mostly only its end: a text may grow by a million
/// paragraphs.
pub(super) fn is_finished(text: &str) -> bool {
    let text = text.trim_end();
    let bare = text.trim_end_matches(is_closing);
    if bare.ends_with(['。', '；', '！', '？', '…', ';']) {
        return true;
    }
    bare.len() < text.len() && last_paragraph(text).contains(['。', '；'])
}

fn last_paragraph(text: &str) -> &str {
    let start = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or(text)
}

const fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '］' | '】' | '》')
}

/// Whether the sentence must go on: nothing else can follow.
pub(super) fn is_torn(text: &str) -> bool {
    let text = text.trim_end();
    if !text.ends_with(may_tear) {
        return false;
    }
    TORN.iter().any(|(end, _)| text.ends_with(end))
        && !["参与", "參與", "普及", "目的"]
            .iter()
            .any(|word| text.ends_with(word))
}

/// The last characters of [`TORN`]: most texts end otherwise.
const fn may_tear(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '、'
            | '和'
            | '与'
            | '與'
            | '及'
            | '或'
            | '的'
            | '照'
            | '据'
            | '據'
            | '合'
            | '反'
            | '法'
            | '《'
            | '（'
            | '“'
            | '「'
            | '第'
    )
}

/// Ends after which a sentence must go on, with an example each.
pub(super) const TORN: &[(&str, &str)] = &[
    ("，", "有下列情形的，"),
    (",", "有下列情形的,"),
    ("、", "第十四条、"),
    ("和", "各部门和"),
    ("与", "各部门与"),
    ("及", "各部门及"),
    ("或", "各部门或"),
    ("的", "符合规定的"),
    ("照", "按照"),
    ("根据", "根据"),
    ("符合", "不符合"),
    ("违反", "违反"),
    ("本办法", "违反本办法"),
    ("《", "印发《"),
    ("（", "材料（"),
    ("“", "修改为“"),
    ("第", "依照第"),
    ("與", "各部門與"),
    ("根據", "根據"),
    ("違反", "違反"),
    ("本辦法", "違反本辦法"),
    ("「", "修改為「"),
];

/// Whether a paragraph is one clause in brackets: ［牵头单位：…］.
pub(super) fn is_bracket_clause(text: &str) -> bool {
    let text = without_stop(text);
    let Some(close) = text.chars().next().and_then(closing) else {
        return false;
    };
    text.ends_with(close) && names_duty(text)
}

/// Whether a unit's words end with such a clause.
pub(super) fn ends_with_clause(text: &str) -> bool {
    let text = without_stop(text);
    let Some(close) = text.chars().next_back() else {
        return false;
    };
    // The clause itself is the tail; its opening bracket is what matters.
    let Some(open) = opening(close).and_then(|open| text.rfind(open)) else {
        return false;
    };
    let tail = text.get(open..).unwrap_or("");
    names_duty(tail)
        // A bracket inside the clause may be the last one opened.
        || (matches!(close, '］' | '】') && names_duty(text))
}

fn without_stop(text: &str) -> &str {
    text.trim_end_matches(['。', '；'])
}

const fn closing(open: char) -> Option<char> {
    match open {
        '（' => Some('）'),
        '(' => Some(')'),
        '［' => Some('］'),
        '[' => Some(']'),
        '【' => Some('】'),
        '〔' => Some('〕'),
        _ => None,
    }
}

const fn opening(close: char) -> Option<char> {
    match close {
        '）' => Some('（'),
        ')' => Some('('),
        '］' => Some('［'),
        ']' => Some('['),
        '】' => Some('【'),
        '〕' => Some('〔'),
        _ => None,
    }
}

/// Words of a responsibility clause, with an example each.
pub(super) const DUTY: &[(&str, &str)] = &[
    ("负责", "（市应急局负责）"),
    ("牵头", "（市应急局牵头）"),
    ("单位：", "（责任单位：市应急局）"),
    ("配合", "（市财政局配合）"),
    ("落实", "（各县政府落实）"),
    ("部门：", "（责任部门：市应急局）"),
    ("分工", "（市应急局、市财政局按职责分工推进）"),
    ("負責", "（市應急局負責）"),
    ("牽頭", "（市應急局牽頭）"),
    ("單位：", "（責任單位：市應急局）"),
    ("落實", "（各縣政府落實）"),
    ("部門：", "（責任部門：市應急局）"),
];

fn names_duty(clause: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        // Of this kind, many bytes are looked at together.
        let kind = MatchKind::LeftmostFirst;
        let words = DUTY.iter().map(|(word, _)| word);
        AhoCorasick::builder().match_kind(kind).build(words).ok()
    });
    WORDS.as_ref().is_some_and(|words| words.is_match(clause))
}

/// Whether a paragraph goes on with the unit above it.
pub(super) fn goes_on(text: &str) -> bool {
    GOES_ON.iter().any(|(word, _)| text.starts_with(word))
}

/// Whether a paragraph closes the whole text.
pub(super) fn closes_text(text: &str) -> bool {
    if CLOSES.iter().any(|(word, _)| text.starts_with(word)) {
        return true;
    }
    text.starts_with('本')
        && text.chars().nth(OF_ITSELF_LENGTH).is_none()
        && OF_ITSELF.iter().any(|(word, _)| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_an_example() {
        for (word, example) in GOES_ON {
            assert!(example.starts_with(word) && goes_on(example), "{word}");
        }
        for (word, example) in CLOSES {
            assert!(example.starts_with(word) && closes_text(example), "{word}");
        }
        for (word, example) in OF_ITSELF {
            assert!(example.contains(word) && closes_text(example), "{word}");
        }
        assert!(!closes_text("本市行政区域内的企业适用。"));
        assert!(!goes_on("其他材料。"));
    }

    #[test]
    fn ends() {
        assert!(is_finished("甲。"));
        assert!(is_finished("“甲。”"));
        assert!(is_finished("甲。（市应急局负责）"));
        assert!(!is_finished("指导思想"));
        assert!(!is_finished("园区（开发区）"));
        assert!(!is_finished("如下："));
        for (end, example) in TORN {
            assert!(example.ends_with(end) && is_torn(example), "{end}");
        }
        assert!(is_finished("甲\n「乙。」") && !is_finished("甲。\n（乙）"));
        for whole in [
            "甲。",
            "目的依据",
            "公众参与",
            "公眾參與",
            "加强科学普及",
            "立法目的",
        ] {
            assert!(!is_torn(whole), "{whole}");
        }
    }

    #[test]
    fn clauses() {
        assert!(is_bracket_clause(
            "［牵头单位：甲局，配合单位：乙局（丙局）］"
        ));
        assert!(is_bracket_clause("（甲局负责）"));
        for (word, example) in DUTY {
            assert!(
                example.contains(word) && is_bracket_clause(example),
                "{word}"
            );
            assert!(ends_with_clause(&format!("甲。{example}")), "{word}");
        }
        assert!(!is_bracket_clause("（此件公开发布）"));
        assert!(!is_bracket_clause("（甲）乙负责"));
        assert!(ends_with_clause("完善体制。（甲局牵头，乙局配合）"));
        assert!(ends_with_clause("完善体制。［甲局（乙局）牵头］"));
        assert!(ends_with_clause("完善体制。［甲局牵头，乙局（丙局）］"));
        assert!(!ends_with_clause("完善体制。"));
        assert!(!ends_with_clause("完善体制（试行）"));
    }
}
