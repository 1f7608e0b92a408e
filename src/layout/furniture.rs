//! What belongs to the gazette and not to a notice: page numbers, running
//! heads, contents pages, mastheads.
//!
//! Each test looks at one line; [`mark`] adds the evidence of repetition and
//! of place. Sources of the forms: GB/T 9704-2012 7.5 (`— 22 —`) and gazettes
//! as their extractors print them (`22- -`).

use super::line::Line;
use crate::lexicon::RUBRICS;
use crate::notation::{date, docnumber};
use crate::record::FurnitureKind;
use std::collections::{HashMap, HashSet};

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

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// Marks that decorate a section's name.
fn is_ornament(c: char) -> bool {
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
    let organ = inner.strip_suffix("文件").is_some_and(|stem| {
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
    let named = organ || RUBRICS.of(inner).is_some_and(|word| word == inner);
    if inner.chars().any(|c| digit(c).is_some())
        || gazette_name(inner).is_some_and(|(_, rest)| !rest.is_empty())
    {
        return None;
    }
    let dotted = |c: char| {
        matches!(
            c,
            '·' | '•' | '・' | '‧' | '∙' | '●' | '◆' | '■' | '【' | '】' | '〖' | '〗'
        )
    };
    let framed = flat.starts_with(dotted)
        && flat.ends_with(dotted)
        && inner.chars().count() <= 16
        && !inner.chars().all(|c| digit(c).is_some());
    (framed || named).then_some(inner)
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
    if flat.len() > 120
        || flat
            .chars()
            .any(|c| matches!(c, '。' | '，' | '；' | '《' | '》'))
    {
        return false;
    }
    is_issue_number(flat)
        || gazette_name(flat)
            .is_some_and(|(name, rest)| name.chars().count() >= 4 && is_head_rest(rest))
}

/// Whether every word of a line is a part of a running head: the gazette's
/// name, year and number, a section, a page number. A word that is none of
/// them passes where name and number are both there (an unknown section).
fn running_parts(text: &str) -> bool {
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
fn gazette_like(part: &str) -> bool {
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
fn is_head_rest(rest: &str) -> bool {
    let rest = rest.trim_matches(is_ornament);
    rest.is_empty()
        || is_issue_number(rest)
        || rubric(rest).is_some()
        || rest.chars().count() <= 12 && !rest.contains("关于")
}

/// Splits a line after the gazette's name: `某市人民政府公报` and the rest.
/// A line that begins with year and number has them in the rest.
pub fn gazette_name(flat: &str) -> Option<(&str, &str)> {
    for word in [
        "政府公报",
        "政府公報",
        "政报",
        "政報",
        "府公報",
        "委员会公报",
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

/// A line of a contents page: words, then dots or spaces, then a page number.
/// Returns whether there are leaders (certain) or only a number (weak).
pub fn contents_entry(text: &str) -> Option<bool> {
    let body = text.trim_end_matches([')', '）', ' ', '\u{3000}', '】', '〕']);
    let words = body.trim_end_matches(|c| digit(c).is_some());
    if words.len() == body.len() || body.len() - words.len() > 12 {
        return None;
    }
    let words = words.trim_end_matches(['(', '（', '【', '〔']);
    let stem = words.trim_end_matches(|c: char| {
        matches!(
            c,
            '.' | '…' | '·' | '．' | '⋯' | '─' | '—' | '-' | '┈' | '•' | '‥'
        ) || c.is_whitespace()
    });
    if stem.is_empty() {
        return None;
    }
    let gap = words[stem.len()..]
        .chars()
        .filter(|c| !c.is_whitespace())
        .count();
    let leaders = gap >= 3
        || words[stem.len()..]
            .chars()
            .any(|c| matches!(c, '…' | '⋯' | '┈'));
    Some(leaders)
}

/// Whether a line heads a contents page.
pub fn contents_heading(flat: &str) -> bool {
    matches!(
        flat.trim_matches(is_ornament),
        "目录"
            | "目次"
            | "本期目录"
            | "目錄"
            | "本期目錄"
            | "CONTENTS"
            | "Contents"
            | "要目"
            | "本期要目"
            | "目录CONTENTS"
    )
}

/// Imprint lines of covers: editor, address, telephone.
fn imprint(flat: &str) -> bool {
    const HEADS: [&str; 26] = [
        "主办",
        "主办单位",
        "主管",
        "主管单位",
        "编辑",
        "编辑出版",
        "编印",
        "出版",
        "主编",
        "副主编",
        "印刷",
        "承印",
        "地址",
        "邮编",
        "邮政编码",
        "电话",
        "传真",
        "网址",
        "电子邮箱",
        "准印证",
        "刊号",
        "国内统一刊号",
        "发行",
        "编辑部",
        "投稿邮箱",
        "责任编辑",
    ];
    flat.split_once(['：', ':'])
        .is_some_and(|(head, _)| HEADS.contains(&head))
        || flat.starts_with("GAZETTE")
        || flat.starts_with("BULLETIN")
        || flat.contains("准印证号")
        || flat.contains("（内部资料）")
}

/// The line a browser prints above each page: `2022/9/20下午3:12` and a title.
fn browser_head(flat: &str) -> bool {
    let Some(at) = flat.find("上午").or_else(|| flat.find("下午")) else {
        return false;
    };
    let day = &flat[..at];
    let clock = flat[at + "上午".len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    day.len() <= 10
        && day.matches('/').count() == 2
        && day.chars().all(|c| c.is_ascii_digit() || c == '/')
        && clock.starts_with(':')
}

/// Navigation and service lines of web pages.
fn web(flat: &str) -> bool {
    const HEADS: [&str; 22] = [
        "当前位置：",
        "当前位置:",
        "您的位置：",
        "您当前的位置",
        "您现在的位置",
        "扫一扫",
        "上一篇：",
        "上一篇:",
        "下一篇：",
        "下一篇:",
        "【打印】",
        "【关闭】",
        "打印本页",
        "关闭窗口",
        "网站标识码",
        "浏览次数",
        "阅读次数",
        "分享到",
        "备案号",
        "字号：",
        "字体：",
        "版权所有",
    ];
    HEADS.iter().any(|head| flat.starts_with(head))
        || flat.starts_with("http://")
        || flat.starts_with("https://")
        || flat.starts_with("www.")
        || browser_head(flat)
        || flat.ends_with("仅供参考") && flat.contains("网站")
        || (flat.starts_with("来源：")
            || flat.starts_with("信息来源：")
            || flat.starts_with("发布时间：")
            || flat.starts_with("发布日期：")
            || flat.starts_with("时间："))
            && ["浏览", "字体", "字号", "打印", "发布时间", "来源", "点击"]
                .iter()
                .any(|word| flat[6..].contains(word))
        || flat.starts_with("主办：") && flat.contains("备案")
        || flat.contains("ICP备") && flat.len() < 150
}

/// What every line is, `None` for lines of notices.
pub fn mark(lines: &[Line<'_>]) -> Vec<Option<FurnitureKind>> {
    let mut kinds: Vec<Option<FurnitureKind>> = vec![None; lines.len()];
    let mut numbers: Vec<(usize, u32, bool)> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let flat = line.flat.as_ref();
        if flat.len() <= 600 && web(flat) {
            kinds[i] = Some(FurnitureKind::Other);
            continue;
        }
        if flat.len() > 120 {
            continue;
        }
        if let Some((number, proven)) = page_number(flat) {
            numbers.push((i, number, proven));
        } else if flat.starts_with("GAZETTE")
            || flat.starts_with("Gazette")
            || rubric(flat).is_some()
            || running_parts(line.text)
            || running_head(flat) && !(line.width > 24 && sentence_goes_on(lines, i))
        {
            kinds[i] = Some(FurnitureKind::RunningHead);
        }
    }
    mark_page_numbers(lines, &numbers, &mut kinds);
    mark_repeated(lines, &mut kinds);
    mark_contents(lines, &mut kinds);
    mark_mastheads(lines, &mut kinds);
    kinds
}

/// A wrapped sentence may end in the gazette's name; a running head does not
/// follow a full line without punctuation of the same width.
fn sentence_goes_on(lines: &[Line<'_>], at: usize) -> bool {
    at > 0
        && lines[at - 1].width.abs_diff(lines[at].width) <= 4
        && !matches!(lines[at - 1].last(), '。' | '）' | '；')
}

/// A number alone on a line is a page number when its form proves it, or when
/// another one on the pages before or after it counts on.
fn mark_page_numbers(
    lines: &[Line<'_>],
    numbers: &[(usize, u32, bool)],
    kinds: &mut [Option<FurnitureKind>],
) {
    for (k, &(i, number, proven)) in numbers.iter().enumerate() {
        let near = |j: usize| {
            numbers
                .get(j)
                .is_some_and(|&(at, other, _)| at.abs_diff(i) > 1 && other.abs_diff(number) == 1)
        };
        let beside = [i.wrapping_sub(1), i + 1]
            .iter()
            .any(|&j| kinds.get(j) == Some(&Some(FurnitureKind::RunningHead)));
        let counts = beside && number < 2000
            || (k > 0 && near(k - 1))
            || near(k + 1)
            || (k > 1 && near(k - 2))
            || near(k + 2);
        if (proven && lines[i].flat.len() <= 24) || counts {
            kinds[i] = Some(FurnitureKind::PageNumber);
        }
    }
}

/// Short lines that come back beside page numbers and form feeds.
fn mark_repeated(lines: &[Line<'_>], kinds: &mut [Option<FurnitureKind>]) {
    let mut beside: Vec<usize> = Vec::new();
    let mut boundaries = 0usize;
    for i in 0..lines.len() {
        if kinds[i] == Some(FurnitureKind::PageNumber) {
            boundaries += 1;
            beside.extend([i.wrapping_sub(1), i + 1]);
        } else if lines[i].form_feed {
            boundaries += 1;
            beside.extend([i.wrapping_sub(1), i]);
        }
    }
    if boundaries < 3 {
        return;
    }
    let mut count: HashMap<String, HashSet<usize>> = HashMap::new();
    for &i in &beside {
        let Some(line) = lines.get(i) else { continue };
        if kinds[i].is_none()
            && line.width <= 60
            && !matches!(line.last(), '。' | '；' | '，' | '：' | '、' | '）' | ')')
        {
            let key: String = line.flat.chars().filter(|&c| digit(c).is_none()).collect();
            if !key.is_empty()
                && date::whole(&line.flat).is_none()
                && docnumber::whole(&line.flat).is_none()
            {
                count.entry(key).or_default().insert(i);
            }
        }
    }
    for places in count.values() {
        if places.len() >= 3 && places.len() * 3 >= boundaries {
            for &i in places {
                kinds[i] = Some(FurnitureKind::RunningHead);
            }
        }
    }
}

/// From a contents heading to the last line with a page number near it.
fn mark_contents(lines: &[Line<'_>], kinds: &mut [Option<FurnitureKind>]) {
    let mut i = 0;
    while i < lines.len() {
        if !contents_heading(&lines[i].flat) {
            i += 1;
            continue;
        }
        let mut last = i;
        let mut j = i + 1;
        // An entry may be wrapped over several lines, and section names stand
        // between entries: up to six lines without a page number go along.
        while j < lines.len() && j - last <= 6 {
            match contents_entry(lines[j].text) {
                Some(true) => last = j,
                Some(false)
                    if date::whole(&lines[j].flat).is_none()
                        && docnumber::whole(&lines[j].flat).is_none() =>
                {
                    last = j;
                }
                _ if contents_heading(&lines[j].flat) => last = j,
                _ => {}
            }
            j += 1;
        }
        for (line, kind) in lines[i..=last].iter().zip(&mut kinds[i..=last]) {
            if *kind != Some(FurnitureKind::PageNumber) || contents_entry(line.text).is_some() {
                *kind = Some(FurnitureKind::Contents);
            }
        }
        i = last + 1;
    }
}

/// Covers and imprints: names, issue numbers and imprint lines at the front or
/// the back of the issue; a short line between two of them goes along.
fn mark_mastheads(lines: &[Line<'_>], kinds: &mut [Option<FurnitureKind>]) {
    let is_mark = |line: &Line<'_>| {
        let flat = line.flat.as_ref();
        flat.len() <= 150
            && (imprint(flat)
                || is_issue_number(flat)
                || gazette_like(flat)
                || gazette_name(flat).is_some_and(|(_, rest)| is_head_rest(rest)))
    };
    let front = lines.len().min(25);
    let mut last = None;
    for i in 0..front {
        if kinds[i] == Some(FurnitureKind::Contents) {
            break;
        }
        if is_mark(&lines[i]) || matches!(kinds[i], Some(FurnitureKind::RunningHead)) && i < 4 {
            last = Some(i);
        } else if last.is_none_or(|l| i - l > 3) && i > 3 {
            break;
        }
    }
    if let Some(last) = last {
        for i in 0..=last {
            let cover = is_mark(&lines[i]) || (i <= 4 && date::whole(&lines[i].flat).is_some());
            if cover
                && kinds[i] != Some(FurnitureKind::PageNumber)
                && rubric(&lines[i].flat).is_none()
            {
                kinds[i] = Some(FurnitureKind::Masthead);
            }
        }
        // The day the issue came out stands under its number.
        if let Some(line) = lines.get(last + 1)
            && date::whole(&line.flat).is_some()
        {
            kinds[last + 1] = Some(FurnitureKind::Masthead);
        }
    }
    for i in lines.len().saturating_sub(25)..lines.len() {
        if kinds[i].is_none() && imprint(&lines[i].flat) {
            kinds[i] = Some(FurnitureKind::Masthead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(
            issue_number("一九九六年第三期（总第八十七期）"),
            Some((Some(1996), Some(3)))
        );
    }

    #[test]
    fn contents_entries() {
        assert_eq!(
            contents_entry("某市人民政府关于防汛的通知……………（3）"),
            Some(true)
        );
        assert_eq!(
            contents_entry("某市人民政府关于防汛的通知 .......... 12"),
            Some(true)
        );
        assert_eq!(contents_entry("某市人民政府关于防汛的通知  5"), Some(false));
        assert_eq!(contents_entry("某市人民政府关于防汛的通知"), None);
    }
}
