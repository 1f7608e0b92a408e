//! Names that fill a line or end it: organs, signers, document types.

use super::words;
use crate::lexicon::{CARRIED_TYPES, NOTICE_TYPES, ORGANS};
use crate::notation::{date, docnumber};

/// Bytes of the organ in a line that is an organ and a date.
pub fn organ_and_date(flat: &str) -> Option<usize> {
    if !flat.ends_with('日') || flat.len() > 150 {
        return None;
    }
    flat.char_indices()
        .filter(|(_, c)| matches!(c, '1' | '2' | '一' | '二' | '１' | '２'))
        .map(|(at, _)| at)
        .take(8)
        .find(|&at| at > 0 && is_organ(&flat[..at]) && date::whole(&flat[at..]).is_some())
}

/// Bytes of the document number in a line that is one and then a date:
/// `某政发〔1998〕41号　一九九八年八月十四日`.
pub fn number_and_date(flat: &str) -> Option<usize> {
    if !flat.ends_with('日') || flat.len() > 150 {
        return None;
    }
    let at = flat.find('号')? + '号'.len_utf8();
    let (number, day) = flat.split_at_checked(at)?;
    (date::whole(day).is_some() && docnumber::whole(number).is_some()).then_some(at)
}

/// Post and name in a line such as `市 长 王 某某`.
pub fn signer(text: &str) -> Option<(String, String)> {
    if text.len() > 60 || !text.contains(char::is_whitespace) {
        return None;
    }
    let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let post = words::POSTS.iter().find(|post| flat.starts_with(**post))?;
    let name = &flat[post.len()..];
    ((2..=4).contains(&name.chars().count()) && name.chars().all(|c| is_hanzi(c) || c == '·'))
        .then(|| ((*post).to_owned(), name.to_owned()))
}

/// Nothing but the post of who signs: the name was set as a picture.
pub fn is_post(flat: &str) -> bool {
    flat.len() <= 30 && words::POSTS.contains(&flat)
}

/// Nothing but the name of an organ (or of several).
pub fn is_organ(flat: &str) -> bool {
    if flat.len() < 9 || flat.len() > 40 * 3 {
        return false;
    }
    let stem = flat
        .strip_suffix('）')
        .and_then(|s| s.rsplit_once('（'))
        .map_or(flat, |(stem, _)| stem);
    ORGANS.of(stem).is_some()
        && !words::NOT_ORGANS.iter().any(|word| stem.ends_with(word))
        && !flat.chars().any(|c| {
            matches!(
                c,
                '，' | '。' | '、' | '；' | '：' | '《' | '》' | '“' | '”' | ':' | ',' | '.' | '0'
                    ..='9'
            )
        })
        && ![
            "关于", "负责", "关於", "關於", "设在", "报送", "提交", "是指", "或者", "应当", "以及",
            "的", "有关", "转发", "批转", "印发",
        ]
        .iter()
        .any(|word| flat.contains(word))
        && !starts_with_any(
            flat,
            &[
                "各", "和", "由", "向", "经", "对", "在", "与", "及", "或", "被", "将", "把", "并",
            ],
        )
}

/// The document type (文种) a title line ends in, with a bracketed suffix
/// such as （试行） passed over.
pub fn notice_type(flat: &str) -> Option<&'static str> {
    NOTICE_TYPES.of(without_suffix(flat))
}

/// The type of a carried document a title line ends in.
pub fn carried_type(flat: &str) -> Option<&'static str> {
    CARRIED_TYPES.of(without_suffix(flat))
}

/// Takes （试行）, （2021—2035年） and the like from the end of a title.
pub fn without_suffix(flat: &str) -> &str {
    let mut stem = flat;
    for _ in 0..3 {
        let Some(inner) = stem.strip_suffix('）').or_else(|| stem.strip_suffix(')')) else {
            break;
        };
        let Some(at) = inner.rfind(['（', '(']) else {
            break;
        };
        if at == 0 {
            break;
        }
        stem = &stem[..at];
    }
    stem
}

/// Whether a character is a hanzi of the common blocks.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Whether a text starts with any of some words.
pub fn starts_with_any(text: &str, heads: &[&str]) -> bool {
    // The first bytes in line: a call for each head costs more than the rest.
    let first = text.as_bytes().first_chunk::<3>();
    heads.iter().any(|head| {
        head.as_bytes()
            .first_chunk::<3>()
            .is_none_or(|own| first == Some(own))
            && text.starts_with(head)
    })
}

/// Whether a line begins with the label of a list of responsible units:
/// 责任单位：, 牵头部门：, 配合：.
pub fn duty_label(flat: &str) -> bool {
    let label: String = flat
        .chars()
        .take(12)
        .take_while(|&c| c != '：' && c != ':')
        .collect();
    let colon = flat[label.len()..].starts_with(['：', ':']);
    colon
        && words::DUTY_ENDS.iter().any(|end| label.ends_with(end))
        && !label.contains(['，', '。', '、'])
}

/// Whether a line ends in such a label: …，配合单位：.
pub fn duty_colon(flat: &str) -> bool {
    let stem = flat.trim_end_matches(['：', ':']);
    [
        "牵头", "配合", "责任", "主办", "协办", "参与", "承办", "落实",
    ]
    .iter()
    .any(|word| {
        ["单位", "部门"].iter().any(|end| {
            stem.strip_suffix(end)
                .is_some_and(|rest| rest.ends_with(word))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_day() {
        let text = "某政发〔1998〕41号一九九八年八月十四日";
        assert_eq!(
            number_and_date(text).map(|at| &text[..at]),
            Some("某政发〔1998〕41号")
        );
        assert_eq!(number_and_date("某政发〔1998〕41号"), None);
        assert_eq!(number_and_date("根据第41号令一九九八年八月十四日"), None);
    }

    #[test]
    fn organs_stand_alone() {
        for text in ["某市人民政府", "某市人民政府办公室", "某市发展和改革委员会"]
        {
            assert!(is_organ(text), "{text}");
        }
        for text in [
            "各县人民政府",
            "由市公安局",
            "领导小组设在市公安局",
            "主管部门和市财政局、",
            "某省人民政府办公厅转发省物价局",
        ] {
            assert!(!is_organ(text), "{text}");
        }
    }
}
