//! Names a gazette prints of itself: its title, year and number, its sections,
//! its page numbers. Each test looks at one line.

use crate::lexicon::RUBRICS;

/// The section's name in a line that is nothing but one, decorated or of the
/// list of sections.
pub fn rubric(flat: &str) -> Option<&str> {
    if flat.len() > 90 {
        return None;
    }
    let inner = flat.trim_matches(is_ornament);
    if inner.is_empty()
        || inner
            .chars()
            .any(|c| matches!(c, '。' | '，' | '；' | '：' | '、' | '《' | '（' | '('))
    {
        return None;
    }
    let stem = inner
        .strip_suffix("规范性文件")
        .or_else(|| inner.strip_suffix("文件"));
    let organ = stem.is_some_and(|stem| {
        [
            "政府",
            "办公室",
            "办公厅",
            "行署",
            "公署",
            "部门",
            "辦公室",
            "辦公廳",
            "部門",
        ]
        .iter()
        .any(|end| stem.ends_with(end))
            && inner.chars().count() <= 14
    });
    // 某政府令: the place's one character before it is the gazette's own.
    let order = inner.ends_with("政府令") && inner.chars().count() == 4;
    let named = organ || order || RUBRICS.of(inner).is_some_and(|word| word == inner);
    let dotted = |c: char| {
        matches!(
            c,
            '·' | '•' | '・' | '‧' | '∙' | '●' | '◆' | '■' | '【' | '】' | '〖' | '〗'
        )
    };
    let framed = || {
        flat.starts_with(dotted)
            && flat.ends_with(dotted)
            && inner.chars().count() <= 16
            && !inner.chars().all(|c| digit(c).is_some())
    };
    if !named && !framed() {
        return None;
    }
    let other = inner.chars().any(|c| digit(c).is_some())
        || gazette_name(inner).is_some_and(|(_, rest)| !rest.is_empty());
    (!other).then_some(inner)
}

/// Whether every word of a line is a part of a running head: the gazette's
/// name, year and number, a section, a page number. A word that is none of
/// them passes where name and number are both there (an unknown section).
pub fn running_parts(text: &str) -> bool {
    let (mut named, mut issue, mut section, mut page, mut parts, mut unknown) =
        (false, false, false, false, 0, 0);
    for part in text.split_whitespace() {
        parts += 1;
        if is_issue_number(part) {
            issue = true;
        } else if rubric(part).is_some() {
            section = true;
        } else if gazette_like(part) {
            named = true;
        } else if page_number(part).is_some() || part.chars().all(is_ornament) {
            page = true;
        } else if part.chars().count() <= 12 && !part.contains(['。', '，', '：', '；', '《'])
        {
            unknown += 1;
        } else {
            return false;
        }
    }
    let marks = u32::from(named) + u32::from(issue) + u32::from(section) + u32::from(page);
    parts > 1
        && parts <= 6
        && (named || issue || section)
        && marks >= 2
        && (unknown == 0 || (unknown == 1 && named && issue))
}

/// A short name that ends as names of gazettes do.
pub fn gazette_like(part: &str) -> bool {
    let name = part.trim_matches(is_ornament);
    let ends = ["公报", "公報", "政报", "政報"]
        .iter()
        .any(|end| name.ends_with(end));
    ends && (4..=20).contains(&name.chars().count())
        && !name.contains("统计公报")
        && !name.contains("关于")
        && !name.contains(['《', '，', '、'])
}

/// What may stand after the gazette's name in a running head.
pub fn is_head_rest(rest: &str) -> bool {
    let rest = rest.trim_matches(is_ornament);
    rest.is_empty()
        || is_issue_number(rest)
        || rubric(rest).is_some()
        || rest.chars().count() <= 12 && !rest.contains("关于")
}

/// The section's name in a running head: alone, as one of its words, or after
/// the gazette's name.
pub fn rubric_within<'t>(text: &'t str, flat: &'t str) -> Option<&'t str> {
    if let Some(name) = rubric(flat).or_else(|| text.split_whitespace().find_map(rubric)) {
        return Some(name);
    }
    let (_, rest) = gazette_name(flat)?;
    let rest = rest.trim_matches(is_ornament);
    let plain =
        !rest.is_empty() && rest.chars().count() <= 16 && !rest.chars().any(|c| digit(c).is_some());
    plain.then_some(rest)
}

/// Whether a line carries the gazette's name, year or number and nothing else.
pub fn running_head(flat: &str) -> bool {
    if flat.len() > 120 || flat.contains(['。', '，', '；', '《', '》']) {
        return false;
    }
    // Most lines hold nothing that either could begin with.
    let dated = || {
        let words = flat.trim_start_matches(is_ornament);
        words.starts_with(|c| digit(c).is_some()) || flat.contains('期')
    };
    dated() && is_issue_number(flat)
        || gazette_name(flat)
            .is_some_and(|(name, rest)| name.chars().count() >= 4 && is_head_rest(rest))
}

/// Splits a line after the gazette's name: `某市人民政府公报` and the rest.
/// A line that begins with year and number has them in the rest.
pub fn gazette_name(flat: &str) -> Option<(&str, &str)> {
    // Each of the words holds one of the two: most lines are done with here.
    if !flat.contains(['报', '報']) {
        return None;
    }
    for word in [
        "政府公报",
        "政府公報",
        "政报",
        "政報",
        "府公報",
        "委员会公报",
        "常委会公报",
        "代表大会公报",
        "国务院公报",
        "人大公报",
        "院公報",
        "委員會公報",
        "行政區公報",
    ] {
        if let Some(at) = flat.find(word) {
            let end = at + word.len();
            let (head, rest) = (&flat[..end], &flat[end..]);
            let name =
                head.trim_start_matches(|c: char| is_ornament(c) || digit(c).is_some() || c == '.');
            let name = name.strip_prefix("年第").unwrap_or(name);
            let name = name.split_once('期').map_or(name, |(_, name)| name);
            if name.chars().count() <= 20 && !name.contains("关于") && !name.contains('、') {
                return Some((name.trim_matches(is_ornament), rest));
            }
        }
    }
    None
}

/// `2023年第3期`, `2023·3`, `第12期`, with `总第…期`, `（双月刊）` after it.
pub fn is_issue_number(flat: &str) -> bool {
    issue_number(flat).is_some()
}

/// Year and number of an issue: `2023年第3期（总第45期）`.
pub fn issue_number(flat: &str) -> Option<(Option<i32>, Option<u32>)> {
    let flat = flat.trim_matches(is_ornament);
    if flat.len() > 90 {
        return None;
    }
    if let Some(short) = short_issue(flat) {
        return Some(short);
    }
    if !flat.contains('期') {
        return None;
    }
    if let Some(number) = seasonal(flat) {
        return Some((None, Some(number)));
    }
    let mut rest = flat;
    let year = leading_number(rest)
        .or_else(|| crate::notation::numeral::hanzi_prefix(rest))
        .filter(|(n, _)| (1900..=2100).contains(n));
    if let Some((_, len)) = year {
        rest = rest[len..].strip_prefix('年')?;
    }
    let serial = rest
        .strip_prefix('第')
        .or_else(|| rest.strip_prefix("总第"))
        .or_else(|| rest.strip_prefix("總第"))?;
    let (number, len) =
        leading_number(serial).or_else(|| crate::notation::numeral::hanzi_prefix(serial))?;
    let rest = serial[len..].strip_prefix('期')?;
    let plain = rest.chars().all(|c| {
        digit(c).is_some()
            || "（）()总總第期刊月旬半双单周年日出版号卷·—-:：全共一二三四五六七八九十百零〇○"
                .contains(c)
    });
    plain.then_some((year.map(|(n, _)| n as i32), Some(number)))
}

/// `112年夏字第10期`: the number in a season of a year of the republic.
fn seasonal(flat: &str) -> Option<u32> {
    let (_, len) = leading_number(flat)?;
    let rest = flat[len..].strip_prefix('年')?;
    let rest = rest.strip_prefix(['春', '夏', '秋', '冬'])?;
    let (number, len) = leading_number(rest.strip_prefix("字第")?)?;
    let rest = rest.strip_prefix("字第")?.get(len..)?;
    (rest == "期").then_some(number)
}

/// `2023·2`, `1996.3`: year and number with a dot.
fn short_issue(flat: &str) -> Option<(Option<i32>, Option<u32>)> {
    let (year, len) =
        leading_number(flat).filter(|(n, len)| *len == 4 && (1949..=2100).contains(n))?;
    let serial = flat[len..].strip_prefix(['·', '.', '．', '•', '／', '/'])?;
    let (number, used) = leading_number(serial)?;
    (used == serial.len() && used <= 2 && (1..=60).contains(&number))
        .then_some((Some(year as i32), Some(number)))
}

fn leading_number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut len = 0;
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(d)?;
        len += c.len_utf8();
    }
    (len > 0).then_some((value, len))
}

/// Marks that decorate a section's name.
pub fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '·' | '•'
            | '・'
            | '‧'
            | '∙'
            | '●'
            | '○'
            | '◆'
            | '◇'
            | '■'
            | '□'
            | '▲'
            | '★'
            | '【'
            | '】'
            | '〖'
            | '〗'
            | '『'
            | '』'
            | '|'
            | '｜'
            | '-'
            | '—'
            | '－'
            | '*'
            | '※'
    )
}

pub fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// A mark that a text goes on elsewhere: （下转第12页）, or comes from there:
/// （上接第11页）.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// 下转: it goes on.
    To,
    /// 上接: it comes from there.
    From,
}

/// Reads a continuation mark that fills a line.
pub fn turn(flat: &str) -> Option<Turn> {
    if flat.len() > 45 {
        return None;
    }
    let inner = flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '【' | '】'));
    let (rest, turn) = [("下转", Turn::To), ("上接", Turn::From), ("下轉", Turn::To)]
        .iter()
        .find_map(|&(word, turn)| Some((inner.strip_prefix(word)?, turn)))?;
    let rest = rest.strip_prefix('第')?;
    let number = rest
        .strip_suffix('页')
        .or_else(|| rest.strip_suffix('版'))?;
    number.chars().all(|c| digit(c).is_some()).then_some(turn)
}

/// A page number line: the number and whether its form alone proves it.
pub fn page_number(flat: &str) -> Option<(u32, bool)> {
    if flat.len() > 30 {
        return None;
    }
    let inner = flat.trim_matches(|c| {
        matches!(
            c,
            '-' | '—' | '－' | '–' | '─' | '―' | '·' | '•' | '~' | '～' | '_'
        )
    });
    let (digits, worded) = match inner
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix('页'))
    {
        Some(digits) => (digits, true),
        None => (inner, false),
    };
    let mut number = 0u32;
    let mut count = 0;
    for c in digits.chars() {
        number = number * 10 + digit(c)?;
        count += 1;
        if count > 4 {
            return None;
        }
    }
    (count > 0).then_some((number, worded || inner.len() < flat.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn continuation_marks() {
        assert_eq!(turn("（下转第12页）"), Some(Turn::To));
        assert_eq!(turn("(上接第11页)"), Some(Turn::From));
        assert_eq!(turn("上接第２版"), Some(Turn::From));
        for text in ["下转第二款", "（上接国务院文件）", "下转第12页的内容"] {
            assert_eq!(turn(text), None, "{text}");
        }
    }

    #[test]
    fn page_numbers_in_all_dress() {
        for (text, want) in [
            ("—22—", Some((22, true))),
            ("22--", Some((22, true))),
            ("-7-", Some((7, true))),
            ("·13·", Some((13, true))),
            ("第9页", Some((9, true))),
            ("１４", Some((14, false))),
            ("46", Some((46, false))),
            ("2023年", None),
            ("12345", None),
            ("——", None),
            ("一", None),
        ] {
            assert_eq!(page_number(text), want, "{text}");
        }
    }

    #[test]
    fn sections_and_running_heads() {
        for text in [
            "·市政府文件·",
            "【部门文件】",
            "人事任免",
            "◆县政府办公室文件",
        ] {
            assert!(rubric(text).is_some(), "{text}");
        }
        for text in [
            "各县（市、区）人民政府：",
            "市政府办公室",
            "·22·",
            "2023年1月6日",
            "某市人民政府",
        ] {
            assert!(rubric(text).is_none(), "{text}");
        }
        for text in [
            "某市人民政府公报",
            "某市人民政府公报·市政府文件·",
            "2023年第3期（总第45期）",
            "某省人民政府公报2023年第1期",
            "2022年第12期某市人民政府公报",
        ] {
            assert!(running_head(text), "{text}");
        }
        for text in [
            "通过市人民政府网站、政府公报、新闻发布会等便",
            "某市2022年统计公报",
            "第三期工程",
        ] {
            assert!(!running_head(text), "{text}");
        }
        assert_eq!(
            issue_number("2023年第3期（总第45期）"),
            Some((Some(2023), Some(3)))
        );
        assert_eq!(
            gazette_name("2022年第12期某市人民政府公报").map(|n| n.0),
            Some("某市人民政府公报")
        );
    }

    #[test]
    fn running_heads_in_parts() {
        for text in [
            "2019年第4期　　区政府文件",
            "·12·    某署公报 1996.3",
            "某省财政公报　2022年第4期　　转发文件",
            "人事任免　　2023·2　　某县人民政府公报",
            "16 某市人民政府公报",
        ] {
            assert!(running_parts(text), "{text}");
        }
        for text in [
            "某市人民政府 2023年1月6日",
            "组 长：陈 杰 副市长",
            "2023 年 1 月",
            "一、目标 任务",
        ] {
            assert!(!running_parts(text), "{text}");
        }
        assert_eq!(issue_number("112年夏字第10期"), Some((None, Some(10))));
        assert_eq!(issue_number("112年夏天第10期"), None);
        assert_eq!(
            issue_number("一九九六年第三期（总第八十七期）"),
            Some((Some(1996), Some(3)))
        );
    }
}
