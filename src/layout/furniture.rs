//! What belongs to the gazette and not to a notice: page numbers, running
//! heads, contents pages, mastheads.
//!
//! Each test looks at one line; [`mark`] adds the evidence of repetition and
//! of place. Sources of the forms: GB/T 9704-2012 7.5 (`— 22 —`) and gazettes
//! as their extractors print them (`22- -`).

use super::holds::Holds;
use super::line::Line;
use super::masthead::{
    digit, gazette_like, gazette_name, is_head_rest, is_issue_number, is_ornament, page_number,
    rubric, running_head, running_parts, turn,
};
use super::web::web;
use super::words;
use crate::notation::{date, docnumber};
use crate::record::FurnitureKind;
use std::collections::{HashMap, HashSet};

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
    let gap = words[stem.len()..]
        .chars()
        .filter(|c| !c.is_whitespace())
        .count();
    if stem.is_empty() {
        // The leaders of a wrapped entry stand on a line of their own.
        return (gap >= 4).then_some(true);
    }
    let leaders = gap >= 3
        || words[stem.len()..]
            .chars()
            .any(|c| matches!(c, '…' | '⋯' | '┈'));
    Some(leaders)
}

/// Whether a line heads a contents page.
pub fn contents_heading(flat: &str) -> bool {
    words::CONTENTS.contains(flat.trim_matches(is_ornament))
}

/// Imprint lines of covers: editor, address, telephone.
pub fn imprint(flat: &str) -> bool {
    keyed(flat).is_some_and(|head| words::IMPRINT.contains(head)) || printed(flat)
}

/// Lines that nothing but an imprint has: printer, permit.
fn printer(flat: &str) -> bool {
    keyed(flat).is_some_and(|head| words::PRINTER.contains(head)) || printed(flat)
}

fn printed(flat: &str) -> bool {
    flat.starts_with("GAZETTE")
        || flat.starts_with("BULLETIN")
        || flat.ends_with("GONGBAO") && flat.bytes().all(|b| b.is_ascii_uppercase())
        || flat.contains("准印证号")
        || flat.contains("（内部资料）")
}

fn keyed(flat: &str) -> Option<&str> {
    flat.split_once(['：', ':']).map(|(head, _)| head)
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
        if turn(flat).is_some() {
            kinds[i] = Some(FurnitureKind::Other);
            continue;
        }
        if let Some((number, proven)) = page_number(flat) {
            numbers.push((i, number, proven));
        } else if flat.starts_with("GAZETTE")
            || flat.starts_with("Gazette")
            // Sentences are no heads: their marks spare the other questions.
            || !line.holds.any(Holds::STOP | Holds::COMMA | Holds::SEMICOLON | Holds::TITLE)
                && (rubric(flat).is_some() && !read_below(lines, i)
                    || running_head(flat) && !(line.width > 24 && sentence_goes_on(lines, i)))
            // Without white space inside there are no parts.
            || line.text.len() > flat.len() && line.holds.any(Holds::SPACE)
                && !line.holds.any(Holds::COMMA)
                && running_parts(line.text)
        {
            kinds[i] = Some(FurnitureKind::RunningHead);
        }
    }
    mark_known_heads(lines, &mut kinds);
    mark_page_numbers(lines, &numbers, &mut kinds);
    mark_repeated(lines, &mut kinds);
    mark_contents(lines, &mut kinds);
    mark_mastheads(lines, &mut kinds);
    kinds
}

/// What is a running head on several pages is one wherever it stands alone, be
/// the line before it a heading or one that ends in a colon.
fn mark_known_heads(lines: &[Line<'_>], kinds: &mut [Option<FurnitureKind>]) {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (line, kind) in lines.iter().zip(kinds.iter()) {
        if *kind == Some(FurnitureKind::RunningHead) {
            *count.entry(line.flat.as_ref()).or_default() += 1;
        }
    }
    if count.is_empty() {
        return;
    }
    for (line, kind) in lines.iter().zip(kinds.iter_mut()) {
        if kind.is_none()
            && line.flat.len() <= 120
            && running_head(&line.flat)
            && count.get(line.flat.as_ref()).is_some_and(|&n| n >= 3)
        {
            *kind = Some(FurnitureKind::RunningHead);
        }
    }
}

/// Whether the line below says where a report was read: 政府工作报告 above
/// `——2023年1月10日在…会议上` is a title, not a section.
fn read_below(lines: &[Line<'_>], at: usize) -> bool {
    lines
        .get(at + 1)
        .is_some_and(|line| line.flat.starts_with("——") && line.flat.contains('年'))
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
        let mut led = false;
        // An entry may be wrapped over several lines, and section names stand
        // between entries: up to six lines without a page number go along.
        let own = listed_below(lines, i);
        while own.is_none() && j < lines.len() && j - last <= 6 {
            match contents_entry(lines[j].text) {
                Some(true) => {
                    last = j;
                    led = true;
                }
                // Where entries have leaders, other numbers are no entries.
                Some(false)
                    if !led
                        && date::whole(&lines[j].flat).is_none()
                        && docnumber::whole(&lines[j].flat).is_none()
                        && !docnumber::registration(&lines[j].flat) =>
                {
                    last = j;
                }
                _ if contents_heading(&lines[j].flat) => last = j,
                _ => {}
            }
            j += 1;
        }
        if let Some(own) = own {
            last = own;
        }
        for (line, kind) in lines[i..=last].iter().zip(&mut kinds[i..=last]) {
            if *kind != Some(FurnitureKind::PageNumber) || contents_entry(line.text).is_some() {
                *kind = Some(FurnitureKind::Contents);
            }
        }
        i = last + 1;
    }
}

/// The last line of a document's own list of contents under the heading at
/// `at`: chapters or parts without page numbers, until the first of them comes
/// again above its text.
fn listed_below(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let first = lines.get(at + 1)?;
    first.label.filter(|label| label.number == 1)?;
    for (k, line) in lines.iter().enumerate().skip(at + 1).take(300) {
        if k > at + 1 && line.flat == first.flat {
            return Some(k - 1);
        }
        // Entries are headings; a long one is wrapped.
        if line.width > 80 || line.flat.contains(['。', '；', '：']) {
            return None;
        }
    }
    None
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
    let mut named = false;
    for i in 0..front {
        if kinds[i] == Some(FurnitureKind::Contents) {
            break;
        }
        // An address alone may begin a letter as well.
        let mark =
            is_mark(&lines[i]) && (named || !imprint(&lines[i].flat) || printer(&lines[i].flat));
        named |= mark;
        if mark || matches!(kinds[i], Some(FurnitureKind::RunningHead)) && i < 4 {
            last = Some(i);
        } else if i > 0 && last == Some(i - 1) && issue_by_number(&lines[i].flat) {
            // 2021年第4号 and （总号：256） stand under the gazette's name only.
            kinds[i] = Some(FurnitureKind::Masthead);
            last = Some(i);
        } else if last.is_none_or(|l| i - l > 3) && i > 3 {
            break;
        }
    }
    if let Some(last) = last {
        for i in 0..=last {
            let flat = lines[i].flat.as_ref();
            let day = flat.trim_end_matches("出版").trim_end_matches("出刊");
            let cover = named && is_mark(&lines[i])
                || kinds[i] == Some(FurnitureKind::Masthead)
                || (i <= 4 && date::whole(day).is_some());
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
    // Publisher and printer may stand under the contents.
    for i in 1..lines.len().min(150) {
        let under = matches!(
            kinds[i - 1],
            Some(FurnitureKind::Contents | FurnitureKind::Masthead)
        );
        if under && kinds[i].is_none() && lines[i].flat.len() <= 150 && printer(&lines[i].flat) {
            kinds[i] = Some(FurnitureKind::Masthead);
        }
    }
    mark_back(lines, kinds);
}

/// Whether a line numbers the issue by 号: `1993年第2号（总号：720）`, `（总号：720）`.
fn issue_by_number(flat: &str) -> bool {
    let stem = flat.split(['（', '(']).next().unwrap_or(flat);
    let whole = ["总号", "總號", "总第"]
        .iter()
        .any(|word| flat.contains(word));
    docnumber::bulletin(stem).is_some() || stem.is_empty() && whole && flat.len() <= 45
}

/// The imprint at the back of the issue: its last lines, with few others
/// between them. An address and a telephone alone end a letter, too.
fn mark_back(lines: &[Line<'_>], kinds: &mut [Option<FurnitureKind>]) {
    const APART: usize = 3;
    let last = lines.len().saturating_sub(25)..lines.len();
    let mut first = lines.len();
    let mut proven = false;
    for i in last.rev() {
        let flat = &lines[i].flat;
        if imprint(flat) || kinds[i].is_some() {
            first = i;
            proven |= printer(flat);
        } else if first - i > APART {
            break;
        }
    }
    for (line, kind) in lines.iter().zip(kinds).skip(first) {
        if proven && kind.is_none() && imprint(&line.flat) {
            *kind = Some(FurnitureKind::Masthead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_of_a_document_itself() {
        let source = crate::text::Source::new(
            "某市湿地条例\n目　录\n第一章　总则\n第二章　保护\n第一章　总则\n第一条　为了保护湿地，制定本条例。\n第二章　保护\n"
                .to_owned(),
        );
        let (lines, _) = crate::layout::line::lines(&source);
        assert_eq!(listed_below(&lines, 1), Some(3));
        assert_eq!(listed_below(&lines, 4), None);
    }

    #[test]
    fn imprints_end_the_issue() {
        let kinds = |text: &str| -> Vec<bool> {
            let source = crate::text::Source::new(text.to_owned());
            let (lines, _) = crate::layout::line::lines(&source);
            mark(&lines).iter().map(Option::is_some).collect()
        };
        let back = "特此通知。\n主办：某市人民政府\n地址：某路1号\n电话：1\n";
        assert_eq!(kinds(back), [false, true, true, true]);
        let letter = "请将意见寄至：\n邮编：361018\n电子邮箱：a@example.com\n某市人大常委会\n2018年11月12日\n";
        assert!(kinds(letter).iter().all(|&kind| !kind));
    }

    #[test]
    fn a_known_running_head_needs_no_end_of_sentence_before_it() {
        // A dozen lines a page: what stands near the front is a masthead.
        let page = |before: &str| {
            let items = "（一）事项到此完毕。\n".repeat(12);
            format!("{before}\n某某某某自治州人民政府公报\n{items}")
        };
        let whole = ["事项到此完毕。", "事项到此完毕；", "事项到此完毕。"];
        let count = |pages: &[String]| {
            let source = crate::text::Source::new(pages.concat());
            let (lines, _) = crate::layout::line::lines(&source);
            mark(&lines).iter().flatten().count()
        };
        let mut pages: Vec<String> = whole.iter().map(|before| page(before)).collect();
        pages.push(page("关于下列各项各事项事项："));
        assert_eq!(count(&pages), 4);
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
        assert_eq!(contents_entry("········13"), Some(true));
        assert_eq!(contents_entry("— 22 —"), None);
        assert_eq!(contents_entry("·13"), None);
    }
}
