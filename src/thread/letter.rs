//! Letters, orders and announcements in the form of Taiwan's offices: under
//! `某市政府　函` rows tell number, date and addressee (發文字號：…), then come
//! 主旨, 說明 or 公告事項. Source: 文書處理手冊, the forms of 令, 函 and 公告.

use super::feature::{Feature, Shape};
use super::head::Head;
use super::words;
use crate::layout::Line;

/// The most rows between the name of the kind and the text.
const MOST_ROWS: usize = 16;

/// The value of a row such as 發文字號：…; the words themselves where they are
/// no such row.
pub fn told_value(flat: &str) -> &str {
    told(flat).map_or(flat, |(_, value)| value)
}

/// What a row of the head of a letter tells, and its value.
fn told(flat: &str) -> Option<(Shape, &str)> {
    let (key, value) = flat.split_once(['：', ':'])?;
    let shape = match key {
        "發文字號" => Shape::LetterNumber,
        "發文日期" => Shape::LetterDate,
        "受文者" => Shape::LetterTo,
        _ => return None,
    };
    (!value.is_empty()).then_some((shape, value))
}

/// Tells the rows of heads of letters, and what stands between them: 地址：,
/// 速別：, 附件：.
pub fn mark(lines: &[Line<'_>], features: &mut [Feature]) {
    let mut last: Option<usize> = None;
    for i in 0..lines.len().min(features.len()) {
        let flat = lines[i].flat.as_ref();
        // 發, 受, 正, 副: few lines begin so.
        if last.is_some() && ["正本：", "副本："].iter().any(|key| flat.starts_with(key)) {
            features[i].shape = Shape::LetterCopy;
            features[i].label = None;
            continue;
        }
        let Some((shape, _)) = flat.starts_with(['發', '受']).then(|| told(flat)).flatten()
        else {
            continue;
        };
        let first = match last {
            Some(before) if i - before <= MOST_ROWS => before + 1,
            _ => i.saturating_sub(MOST_ROWS),
        };
        let begun = (first..i).rev().take_while(|&k| keyed(&lines[k].flat));
        let first = begun.last().unwrap_or(i);
        for feature in &mut features[first..i] {
            feature.shape = Shape::Metadata;
            feature.label = None;
        }
        features[i].shape = shape;
        features[i].label = None;
        last = Some(i);
        // Rows without a value of their own close the head.
        for k in i + 1..lines.len().min(i + 4) {
            if !words::LETTER
                .iter()
                .any(|key| lines[k].flat.starts_with(key))
            {
                break;
            }
            features[k].shape = Shape::Metadata;
            features[k].label = None;
        }
    }
}

/// Whether a line is a key of few characters and a value, and no part of the
/// text itself.
fn keyed(flat: &str) -> bool {
    let text = ["主旨", "依據", "說明", "公告事項", "正本", "副本"];
    flat.split_once(['：', ':'])
        .is_some_and(|(key, _)| key.chars().count() <= 14)
        && !text.iter().any(|word| flat.starts_with(word))
}

/// Whether a shape is a row of the head of a letter.
pub fn is_row(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::LetterNumber | Shape::LetterDate | Shape::LetterTo
    )
}

/// Takes the rows under a title into its head, where they are a letter's.
pub fn with_rows(features: &[Feature], mut head: Head) -> Head {
    let rows = features.iter().skip(head.end).take(MOST_ROWS);
    let count = rows
        .take_while(|f| is_row(f.shape) || f.shape == Shape::Metadata)
        .count();
    let inside = &features[head.end..head.end + count];
    if inside.iter().any(|f| is_row(f.shape)) {
        head.end += count;
        head.numbered |= inside.iter().any(|f| f.shape == Shape::LetterNumber);
    }
    head
}

/// Whether rows of a letter stand right below line `i`.
pub fn follows(features: &[Feature], i: usize) -> bool {
    let below = features.iter().skip(i + 1).take(MOST_ROWS);
    below
        .take_while(|f| is_row(f.shape) || f.shape == Shape::Metadata)
        .any(|f| is_row(f.shape))
}

/// A title that begins with its own number, as the gazette of Macau prints it:
/// `第98/2000號行政長官批示`, `第2/2020號法律` with the name of the law below.
pub fn slashed(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<Head> {
    let flat = lines[i].flat.as_ref();
    let kind = slashed_kind(flat)?;
    let named = ["法律", "行政法規", "法令"].contains(&kind);
    let mut end = i + 1;
    // The name of a law stands on lines of its own.
    while named && end < lines.len().min(i + 4) {
        let (line, feature) = (&lines[end], &features[end]);
        let plain = feature.shape == Shape::Plain && feature.label.is_none() && line.width <= 80;
        if !plain || line.flat.contains(['，', '。', '；', '：', '》']) {
            break;
        }
        end += 1;
    }
    Some(Head {
        first: i,
        end,
        title: i,
        number: end,
        words: lines[i..end]
            .iter()
            .map(|line| line.flat.as_ref())
            .collect(),
        bare: false,
        numbered: true,
    })
}

/// The kind of document such a title names.
pub fn slashed_kind(flat: &str) -> Option<&'static str> {
    let rest = flat.strip_prefix('第')?;
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let serial = digits(rest);
    let rest = rest.get(serial..)?.strip_prefix('/')?;
    let year = digits(rest);
    if !(1..=4).contains(&serial) || !matches!(year, 2 | 4) {
        return None;
    }
    let rest = rest.get(year..)?;
    let rest = rest
        .strip_prefix("/M")
        .unwrap_or(rest)
        .strip_prefix(['號', '号'])?;
    if rest.chars().count() > 14 || rest.contains(['，', '。', '；', '：', '《']) {
        return None;
    }
    words::SLASHED
        .iter()
        .find(|kind| rest.ends_with(**kind))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thread::feature;
    use crate::thread::head;

    fn heads(text: &str) -> Vec<(String, usize)> {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let mut features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
        mark(&layout.lines, &mut features);
        head::find(&layout.lines, &features)
            .into_iter()
            .map(|h| (h.words, h.end))
            .collect()
    }

    #[test]
    fn heads_of_letters_hold_their_rows() {
        for (text, words, end) in [
            (
                "某市政府　函\n地址：某市某路1號\n受文者：本市各級學校\n發文日期：中華民國112年5月8日\n發文字號：某市府人給字第11230412300號\n速別：普通件\n附件：如說明二\n主旨：函轉一案，請查照。\n說明：\n一、辦理。\n",
                "某市政府函",
                7,
            ),
            (
                "某市政府　令\n發文日期：中華民國112年5月10日\n發文字號：府法綜字第1123020456號\n修正「某市市場管理自治條例」第十條條文。\n",
                "某市政府令",
                3,
            ),
            (
                "第98/2000號行政長官批示\n行政長官行使職權，作出本批示。\n",
                "第98/2000號行政長官批示",
                1,
            ),
            (
                "第2/2020號法律\n電子政務\n立法會制定本法律。\n",
                "第2/2020號法律電子政務",
                2,
            ),
        ] {
            assert_eq!(heads(text), [(words.to_owned(), end)], "{text}");
        }
        for text in [
            "某市政府 函\n請查照。\n",
            "根據\n第98/2000號行政長官批示的規定辦理。\n",
            "第98/2000號\n",
        ] {
            assert!(heads(text).is_empty(), "{text}");
        }
        assert_eq!(told_value("發文字號：府法綜字第1號"), "府法綜字第1號");
        assert_eq!(told_value("某政发〔2023〕1号"), "某政发〔2023〕1号");
    }
}
