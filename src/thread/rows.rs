//! Rows of personnel lists: rosters, appointments, removals.

use super::names::is_hanzi;
use super::words;
use crate::layout::{Holds, Line};
use crate::lexicon::variants::Variants;

/// Whether a line is a row of a roster: [`roster_row`] asked of its words.
pub fn is_roster_row(line: &Line<'_>) -> bool {
    // A role has its colon, a name its space; posts alone are of people.
    let may = line.holds.any(Holds::SPACE | Holds::COLON) || line.text.ends_with(['人', '志']);
    may && roster_row(line.text)
}

/// Whether a line begins with a name and white space: [`names_someone`] asked
/// of its words.
pub fn is_named_row(line: &Line<'_>) -> bool {
    line.holds.any(Holds::SPACE) && names_someone(line.text)
}

/// A row of a roster: a role label, or a name and a post parted by a space.
pub fn roster_row(text: &str) -> bool {
    if text.len() > 240 {
        return false;
    }
    roster_role(text) || named_row(text) || post_row(text)
}

/// `省财政厅主要负责人`: a post without its holder's name.
fn post_row(text: &str) -> bool {
    text.len() <= 75
        && words::HOLDERS.iter().any(|end| text.ends_with(end))
        && text
            .chars()
            .all(|c| is_hanzi(c) || matches!(c, '（' | '）' | '(' | ')'))
}

/// `组 长：…`, `成 员：…`, `成员单位：…` at the start of a row.
pub fn roster_role(text: &str) -> bool {
    // A role is short: a colon further on is another's.
    let mut near = text.char_indices().take_while(|&(at, _)| at <= 45);
    let Some((at, _)) = near.find(|&(_, c)| matches!(c, '：' | ':')) else {
        return false;
    };
    if !text[..at].trim_end().ends_with(ends_role) {
        return false;
    }
    let role = flat(&text[..at]);
    // 常务副总指挥, 第一组长: modifiers before the role.
    let mut role = role.as_str();
    while let Some(rest) = words::MODIFIERS
        .iter()
        .find_map(|word| role.strip_prefix(*word))
    {
        role = rest;
    }
    words::ROLES.contains(&role)
}

/// Whether a role ends with this character, simplified or traditional: asked
/// first, since most words before a colon are no role.
fn ends_role(c: char) -> bool {
    matches!(
        c,
        '长' | '長'
            | '镸'
            | '员'
            | '員'
            | '任'
            | '位'
            | '挥'
            | '揮'
            | '人'
            | '问'
            | '問'
            | '委'
            | '席'
            | '蓆'
    )
}

/// The words without white space, traditional characters as simplified ones.
fn flat(text: &str) -> String {
    let table = Variants::table();
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| table.simplified(c))
        .collect()
}

/// Whether a line begins as a roster's row does: a name, white space, words.
pub fn names_someone(text: &str) -> bool {
    named(text).is_some()
}

/// What follows the name of two to four hanzi and white space; a name with a
/// dot in it (叶尔兰·哈山) may be longer.
fn named(text: &str) -> Option<&str> {
    let mut name = 0;
    let mut rest = text;
    let mut parts = 0;
    // A name may itself be parted: 陈 杰.
    while parts < 3 {
        // The next white space, if nothing but a name stands before it.
        let mut signs = rest.char_indices().take(LONGEST_NAME + 1);
        let other = signs.find(|&(_, c)| !is_hanzi(c) && !is_dot(c));
        // 柯 蓝（女） 副区长: a remark behind the name.
        if let Some((end, '（' | '(')) = other
            && let Some(behind) = remark(&rest[end..])
            && (2..=4).contains(&(name + rest[..end].chars().count()))
            && rest[end + behind..].starts_with(char::is_whitespace)
        {
            name += rest[..end].chars().count();
            rest = rest[end + behind..].trim_start();
            break;
        }
        let Some((end, _)) = other.filter(|(_, c)| c.is_whitespace()) else {
            break;
        };
        let word = &rest[..end];
        let count = word.chars().count();
        if count == 0 {
            break;
        }
        let dotted = parts == 0 && is_name(word) && count > 4;
        if !dotted && (name + count > 4 || !word.chars().all(is_hanzi)) {
            break;
        }
        name += count.min(4);
        rest = rest[end..].trim_start();
        parts += 1;
    }
    let words = rest.chars().next().is_some_and(is_hanzi);
    ((2..=4).contains(&name) && words).then_some(rest)
}

/// Bytes of a remark on a person in brackets at the start of `text`: （女，回族）.
fn remark(text: &str) -> Option<usize> {
    let (end, close) = text
        .char_indices()
        .take(10)
        .find(|(_, c)| matches!(c, '）' | ')'))?;
    let words = text[..end].trim_start_matches(['（', '(']);
    let personal = words.starts_with(['女', '男', '兼']) || words.ends_with('族');
    personal.then(|| end + close.len_utf8())
}

/// Characters of the longest name with dots.
const LONGEST_NAME: usize = 18;

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧')
}

/// Two to four hanzi, or parts of a name with dots between.
fn is_name(word: &str) -> bool {
    // No sign of a name has more than four bytes.
    if word.len() > 4 * LONGEST_NAME {
        return false;
    }
    let count = word.chars().count();
    let dotted = word.contains(is_dot);
    let hanzi = |part: &str| !part.is_empty() && part.chars().all(is_hanzi);
    if dotted {
        count <= LONGEST_NAME && word.split(is_dot).all(hanzi)
    } else {
        (2..=4).contains(&count) && hanzi(word)
    }
}

/// `陈 杰 市委常委、常务副市长`: a name, white space, a post.
fn named_row(text: &str) -> bool {
    let Some(rest) = named(text) else {
        return false;
    };
    // White space may stand between the last characters too; posts have three
    // at most.
    let words = rest.trim_end();
    let near = words.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    let near = &words[near..];
    let flat = if near.contains(char::is_whitespace) {
        flat(rest)
    } else {
        flat(near)
    };
    words::ROW_POSTS.iter().any(|post| flat.ends_with(post))
}

/// Styles of personnel lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Style {
    /// No list.
    #[default]
    None,
    /// Rows `X为Y；`.
    Appoint,
    /// Rows `XY职务；`.
    Remove,
    /// Rows with a verb each: 任命X同志为Y；免去XY职务；
    Verb,
    /// Rows of a roster.
    Roster,
}

/// Whether a sign ends a row `X为Y；`.
pub fn ends_row(c: char) -> bool {
    matches!(c, '；' | '。' | ';' | '，' | ',')
}

/// The style of a personnel row, from its whole words.
pub fn row_style(words: &str) -> Style {
    if words.len() > 400 || !words.ends_with(ends_row) {
        return Style::None;
    }
    let stem = words.trim_end_matches(ends_row);
    if words.starts_with(['任', '免', '聘', '解'])
        && ["任命", "免去", "聘任", "解聘"].iter().any(|verb| {
            stem.strip_prefix(verb)
                .is_some_and(|rest| rest.chars().nth(1).is_some_and(is_hanzi))
        })
    {
        return Style::Verb;
    }
    // 为 may be part of a name as well.
    let before = |at: usize| {
        words[..at]
            .split('、')
            .all(|name| is_name(name.trim_end_matches("同志")))
    };
    let near = &words[..words.floor_char_boundary(60 + '为'.len_utf8())];
    let mut verbs = near
        .match_indices('为')
        .map(|(at, _)| at)
        .filter(|&at| at >= 6);
    let named = verbs.clone().next().is_some();
    if named && verbs.any(before) {
        return Style::Appoint;
    }
    if stem.ends_with("职务") && !named && !stem.contains(['，', '《']) {
        return Style::Remove;
    }
    Style::None
}

/// The style of a row that is broken where its column ends.
pub fn row_begun(words: &str) -> Style {
    let Some(at) = words.find('为').filter(|at| (6..=60).contains(at)) else {
        return Style::None;
    };
    let named = words[..at].split('、').all(is_name);
    let post = words[at..].contains(['，', '、']) || words.chars().count() < 24;
    if named && post {
        Style::Appoint
    } else {
        Style::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_ends_as_one() {
        let ends: Vec<char> = words::ROLES
            .iter()
            .filter_map(|role| role.chars().last())
            .collect();
        let table = Variants::table();
        for c in ('\0'..='\u{3ffff}').filter(|&c| ends.contains(&table.simplified(c))) {
            assert!(ends_role(c), "{c}");
        }
    }

    #[test]
    fn rows_of_lists() {
        for text in [
            "陈 杰 市委常委、常务副市长",
            "阴乃鹏 市政府副秘书长",
            "成 員：王 峰 中央編辦副主任",
            "常务副总指挥：李某某",
            "戴均良 民政部副部長",
            "柯 蓝（女） 副区长",
            "副总河长：秦岭 副市长",
            "组 长：陈 杰 副市长",
            "成员单位：市委宣传部",
            "省财政厅主要负责人",
            "古丽娜尔·马木提 州农业农村局局长",
        ] {
            assert!(roster_row(text), "{text}");
        }
        for text in [
            "第一条 为规范",
            "市教育局党组成员",
            "以 2023 年 1 月",
            "任命：",
            "一、建设 内容",
            "各单位主要负责人要切实负起责任",
            "抓落实，由各单位主要负责人",
        ] {
            assert!(!roster_row(text), "{text}");
        }
        assert_eq!(
            row_style("张三丰为某中学校长（试用期一年）；"),
            Style::Appoint
        );
        assert_eq!(
            row_style("任命叶尔波力·卡德尔同志为州公安局副局长；"),
            Style::Verb
        );
        assert_eq!(row_style("免去张弛同志的局长职务；"), Style::Verb);
        assert_eq!(row_style("邵为民为某中学副校长；"), Style::Appoint);
        assert_eq!(row_style("李大双市公安局副局长职务；"), Style::Remove);
        assert_eq!(row_style("各单位要认真落实；"), Style::None);
    }
}
