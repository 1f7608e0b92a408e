//! Heads of orders (令) and announcements (公告) and the numbers under them.

use super::feature::{Feature, Shape};
use super::head::{Head, sentence_open};
use super::letter;
use crate::layout::{Holds, Line};
use crate::lexicon::ORGANS;
use crate::notation::docnumber;

/// Orders and bulletins: `某省人民政府令` / `第238号`, `某市人民政府公告`.
pub fn order(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<Head> {
    let flat = lines[i].flat.as_ref();
    const MARKS: Holds = Holds::COMMA
        .with(Holds::STOP)
        .with(Holds::PAUSE)
        .with(Holds::SEMICOLON);
    if flat.len() > 150
        || lines[i].holds.any(MARKS)
        || lines[i].holds.any(Holds::TITLE) && flat.contains('《')
    {
        return None;
    }
    let organ_before = |at: usize| at >= 9 && ORGANS.of(&flat[..at]).is_some();
    if features[i].shape == Shape::Number {
        // 某省人民政府令第238号 on one line.
        let at = flat
            .find("令第")
            .or_else(|| flat.find("令〔"))
            .or_else(|| flat.find("令("))
            .or_else(|| flat.find("公告"))
            .or_else(|| flat.find("通告"))?;
        // The number of an announcement may stand above its title.
        if flat
            .get(at..)
            .is_some_and(|rest| rest.starts_with(['公', '通']))
            && announcement_follows(lines, features, i + 1)
        {
            return None;
        }
        return organ_before(at).then(|| Head {
            first: i,
            end: i + 1,
            title: i,
            number: i + 1,
            words: flat.to_owned(),
            bare: false,
            numbered: true,
        });
    }
    if !flat.ends_with(['令', '告', '函']) {
        return None;
    }
    for word in ["命令", "令", "公告", "通告", "布告", "書函", "函"] {
        let Some(stem) = flat.strip_suffix(word) else {
            continue;
        };
        // A letter's kind stands above its rows; 某局函 ends other lines, too.
        if word.ends_with('函') && !letter::follows(features, i) {
            continue;
        }
        if stem.len() < 9 || ORGANS.of(stem).is_none() || stem.contains("关于") {
            continue;
        }
        let head = Head {
            first: i,
            end: i + 1,
            title: i,
            number: i + 1,
            words: flat.to_owned(),
            bare: false,
            numbered: false,
        };
        let numbered = with_number(lines, features, head.clone());
        let free = !sentence_open(lines, features, i) || letter::follows(features, i);
        return (numbered.end > head.end || free).then_some(numbered);
    }
    None
}

/// Whether the lines from `i` on are the title of an announcement, organ first.
fn announcement_follows(lines: &[Line<'_>], features: &[Feature], i: usize) -> bool {
    let mut words = String::new();
    for (line, feature) in lines.iter().zip(features).skip(i).take(6) {
        if !matches!(feature.shape, Shape::Plain | Shape::Organ)
            || feature.label.is_some()
            || line.width > 120
            || line.flat.contains(['，', '。', '；', '：'])
        {
            return false;
        }
        words.push_str(&line.flat);
        if words.contains("关于") && ["公告", "通告"].iter().any(|end| words.ends_with(end)) {
            return true;
        }
    }
    false
}

/// Whether a line is the number of an announcement with its organ:
/// 某局公告2022年第4号 under a title that ends in 公告.
fn announced(flat: &str, title: &str) -> bool {
    ["公告", "通告"].iter().any(|kind| {
        title.ends_with(kind)
            && docnumber::whole(flat)
                .and_then(|number| number.agency_code)
                .is_some_and(|code| code.ends_with(kind))
    })
}

/// Takes a number line that belongs to the head itself: 第238号, 2023年第5号.
pub fn with_number(lines: &[Line<'_>], features: &[Feature], mut head: Head) -> Head {
    if let (Some(line), Some(feature)) = (lines.get(head.end), features.get(head.end))
        && matches!(feature.shape, Shape::Plain | Shape::Number)
        && (line.flat.len() <= 60 && bare_number(&line.flat)
            || feature.shape == Shape::Number && announced(&line.flat, &head.words))
    {
        head.end += 1;
        head.numbered = true;
    }
    head
}

/// `第37号` of `（九届第37号）`: numbers of a session of a congress begin anew.
pub fn in_session(flat: &str) -> &str {
    let inner = flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
    match inner.split_once('届') {
        Some((session, rest)) if session.chars().count() <= 4 && rest.starts_with('第') => rest,
        _ => flat,
    }
}

/// Whether a title is one under which a bare serial number stands: 令, 公告.
pub fn takes_serial(title: &str) -> bool {
    ["令", "公告", "通告", "布告"]
        .iter()
        .any(|kind| title.ends_with(kind))
}

/// 第238号, （第5号）, 2023年第5号: what stands under an order or announcement.
pub fn bare_number(flat: &str) -> bool {
    docnumber::bare_serial(in_session(flat)).is_some() || docnumber::bulletin(flat).is_some()
}
