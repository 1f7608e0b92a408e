//! Header values: issuing bodies, recipients, disclosure.

use super::words;
use crate::lexicon::ORGANS;
use crate::text::is_invisible;
use crate::thread;

/// The issuing bodies of a line: joint bodies are parted by white space.
pub fn bodies(printed: &str) -> Vec<String> {
    joint_bodies(&[printed])
}

/// The issuing bodies of several lines. A long name may be wrapped, and stray
/// spaces may stand in it; joint bodies stand on lines of their own or are
/// parted by white space or 、. What is no body stays whole.
pub fn joint_bodies(printed: &[&str]) -> Vec<String> {
    let words: Vec<String> = printed
        .iter()
        .flat_map(|line| line.split(|c: char| c.is_whitespace() || c == '、'))
        .map(|word| word.chars().filter(|&c| !is_invisible(c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let mut out: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in words {
        let deed = open.is_empty() && deed(&word) == Some(0);
        open.push_str(&word);
        match out.last_mut() {
            Some(last) if deed || is_wrapped(last, &open) => {
                last.push_str(&std::mem::take(&mut open));
            }
            _ if is_body(&open) => out.push(std::mem::take(&mut open)),
            _ => {}
        }
    }
    // The end of a name, or words that are no body.
    match out.last_mut() {
        Some(last) => last.push_str(&open),
        None if !open.is_empty() => out.push(open),
        None => {}
    }
    out.iter().flat_map(|body| beside(body)).collect()
}

/// Whether words are the whole name of a body.
fn is_body(words: &str) -> bool {
    words.len() >= 9 && ORGANS.of(words).is_some()
}

/// Parts joint bodies whose names follow each other without a border, by the
/// place they share: 某市公安局|某市信访局.
fn beside(flat: &str) -> Vec<String> {
    let level = |c| matches!(c, '省' | '市' | '县' | '区' | '州' | '盟' | '旗');
    let place = flat
        .char_indices()
        .take(10)
        .skip(1)
        .find(|(_, c)| level(*c))
        .map_or("", |(at, c)| &flat[..at + c.len_utf8()]);
    let mut out = Vec::new();
    let mut start = 0;
    if !place.is_empty() {
        for (at, _) in flat.match_indices(place).skip(1) {
            let (left, right) = (&flat[start..at], &flat[at..]);
            if ORGANS.of(left).is_some() && ORGANS.of(right).is_some() {
                out.push(left.to_owned());
                start = at;
            }
        }
    }
    out.push(flat[start..].to_owned());
    out
}

/// Whether `next` is the rest of the name `last`: an office without a place of
/// its own (某市人民政府 | 办公室).
pub(super) fn is_wrapped(last: &str, next: &str) -> bool {
    words::GOVERNMENTS.iter().any(|head| last.ends_with(head))
        && words::OFFICES.iter().any(|office| next.ends_with(office))
        && !next.chars().take(6).any(|c| {
            matches!(
                c,
                '省' | '市' | '县' | '区' | '州' | '盟' | '旗' | '国' | '中'
            )
        })
        || next.starts_with("国有资产监督管理") && last.ends_with("人民政府")
}

/// The office whose name a title's line begins with, before 关于 or a deed:
/// 办公室关于….
pub(super) fn office_at_start(title: &str) -> Option<&str> {
    let rest = ["办公室", "办公厅", "辦公室", "辦公廳"]
        .iter()
        .find_map(|office| title.strip_prefix(office))?;
    let said = rest.starts_with("关于") || rest.starts_with("關於") || deed(rest) == Some(0);
    title.get(..title.len() - rest.len()).filter(|_| said)
}

/// Where a title says what its organ does with another body's document.
fn deed(title: &str) -> Option<usize> {
    let answers = title.ends_with("答复").then(|| title.find('对')).flatten();
    let deeds = words::DEEDS.iter().filter_map(|word| title.find(*word));
    deeds.chain(answers).min()
}

/// An issuing body without the deed that a title line added to it:
/// 某省人民政府办公厅转发某局.
pub fn without_deed(body: &str) -> &str {
    deed(body)
        .and_then(|at| body.get(..at))
        .filter(|stem| ORGANS.of(stem).is_some())
        .unwrap_or(body)
}

/// The organs a title begins with: before 关于, or before what they do with
/// another body's document (转发, 批转).
pub fn title_bodies(title: &str) -> Vec<String> {
    let about = ["关于", "關於"].iter().find_map(|word| title.find(word));
    let at = match (about, deed(title)) {
        (Some(about), Some(deed)) => about.min(deed),
        (Some(at), None) | (None, Some(at)) => at,
        (None, None) => return Vec::new(),
    };
    let stem = title.get(..at).unwrap_or_default().trim();
    if stem.len() < 6 || ORGANS.of(stem).is_none() {
        Vec::new()
    } else {
        bodies(stem)
    }
}

/// Splits addressees on ， and 、 outside brackets; what shares a head stays one.
pub fn recipients(flat: &str) -> Vec<String> {
    let words = flat.trim_end_matches(['：', ':']);
    let mut out: Vec<String> = Vec::new();
    for group in outside(words, &['，', ',', '；', ';']) {
        let mut open = String::new();
        for piece in outside(group, &['、']) {
            if !open.is_empty() && !parts_here(&open, piece) {
                open.push('、');
                open.push_str(piece);
            } else {
                if !open.is_empty() {
                    out.push(std::mem::take(&mut open));
                }
                open.push_str(piece);
            }
        }
        if !open.is_empty() {
            out.push(open);
        }
    }
    out
}

/// Whether 、 parts two addressees: the left one is a whole name and the right
/// one is more than a noun that shares its head (各委、办、厅、局).
fn parts_here(left: &str, right: &str) -> bool {
    let left_stem = thread::without_suffix(left);
    let shared = left.starts_with('各') && left.chars().count() <= 3;
    let whole = words::WHOLE.iter().any(|end| left_stem.ends_with(end)) && !shared;
    // 各大企业、事业单位: a bare noun shares the head of the one before.
    let own_head =
        right.chars().count() >= 3 && !(words::NOUNS.contains(&right) && left.starts_with('各'));
    // 各国有独资、控股、参股企业: the noun comes only at the end.
    whole && own_head
}

/// Splits a text at any of `marks` outside brackets; pieces are trimmed.
pub fn outside<'a>(text: &'a str, marks: &[char]) -> Vec<&'a str> {
    let mut out = Vec::new();
    let mut depth = 0i32;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '《' | '〔' | '[' | '［' => depth += 1,
            '）' | ')' | '》' | '〕' | ']' | '］' => depth -= 1,
            c if depth <= 0 && marks.contains(&c) => {
                out.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(text[start..].trim());
    out.retain(|piece| !piece.is_empty());
    out
}

/// A note without its brackets.
pub fn disclosure(flat: &str) -> String {
    flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '。'))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_lines_and_titles() {
        for (lines, want) in [
            (
                &["某某藏族自治州人", "民政府办公室"][..],
                &["某某藏族自治州人民政府办公室"][..],
            ),
            (&["某市人民政府", "办公室"], &["某市人民政府办公室"]),
            (
                &["某市人民政府", "金融工作办公室"],
                &["某市人民政府金融工作办公室"],
            ),
            (
                &["某市人民政府", "某市人民政府办公室"],
                &["某市人民政府", "某市人民政府办公室"],
            ),
            (&["某市 公安局 某 市信访局"], &["某市公安局", "某市信访局"]),
            (
                &["某市人民政府办公室 转发某市财政局"],
                &["某市人民政府办公室转发某市财政局"],
            ),
            (&["某市人民政府 办公 室"], &["某市人民政府办公室"]),
            (&["某市人民政府 办公室"], &["某市人民政府办公室"]),
            (
                &["某市统计局 某市", "民政局 某市公安局"],
                &["某市统计局", "某市民政局", "某市公安局"],
            ),
            (&["某市财政局 某市教育局"], &["某市财政局", "某市教育局"]),
            (&["某市财政局", "某市教育局"], &["某市财政局", "某市教育局"]),
            (&["国家发展改革委", "财政部"], &["国家发展改革委", "财政部"]),
            (&["某市教育局、某市财政局"], &["某市教育局", "某市财政局"]),
        ] {
            assert_eq!(joint_bodies(lines), want, "{lines:?}");
        }
        for (title, want) in [
            (
                "某省人民政府办公厅转发省粮食局关于加强储备意见的通知",
                "某省人民政府办公厅",
            ),
            ("某区人民政府批转区财政局工作要点的通知", "某区人民政府"),
            ("某市人民政府关于印发某方案的通知", "某市人民政府"),
        ] {
            assert_eq!(title_bodies(title), [want], "{title}");
        }
        for title in ["关于做好工作的通知", "某市工作要点", "印发方案的通知"]
        {
            assert!(title_bodies(title).is_empty(), "{title}");
        }
    }

    #[test]
    fn addressees_of_many_makes() {
        for (text, want) in [
            (
                "各县（市、区）人民政府，某开发区管委会,市直各有关单位：",
                vec!["各县（市、区）人民政府", "某开发区管委会", "市直各有关单位"],
            ),
            (
                "市直各有关单位，各国有独资、控股、参股企业：",
                vec!["市直各有关单位", "各国有独资、控股、参股企业"],
            ),
            (
                "各市、县人民政府，省人民政府各委、办、厅、局：",
                vec!["各市、县人民政府", "省人民政府各委、办、厅、局"],
            ),
            (
                "各盟行政公署、市人民政府，自治区各委、办、厅、局：",
                vec!["各盟行政公署、市人民政府", "自治区各委、办、厅、局"],
            ),
            ("省政府各部门、有关单位：", vec!["省政府各部门", "有关单位"]),
            ("市水务局：", vec!["市水务局"]),
        ] {
            assert_eq!(recipients(text), want, "{text}");
        }
    }
}
