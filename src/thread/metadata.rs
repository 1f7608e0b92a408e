//! The table of metadata above a document on a web page: 索引号, 发文机关,
//! 成文日期 …, a key and its value on one line or on two.

use super::feature::{Feature, Shape};
use super::words;
use crate::layout::Line;
use crate::notation::{date, docnumber};

/// The key a line begins with and whether a value stands after it:
/// `索引号：000014349/2018-00222`, `【发布文号】-----------`.
fn row(flat: &str) -> Option<(&str, bool)> {
    let words = flat.trim_start_matches(['•', '·', '●', '◆', '*']);
    let (key, value) = match words.strip_prefix('【') {
        Some(rest) => rest.split_once('】')?,
        None => {
            let mut near = words.char_indices().take_while(|&(at, _)| at <= 36);
            let (at, c) = near.find(|&(_, c)| matches!(c, '：' | ':'))?;
            (words.get(..at)?, words.get(at + c.len_utf8()..)?)
        }
    };
    words::KEYS
        .contains(key)
        .then_some((key, !value.is_empty()))
}

/// Whether a line by itself is a row of a table of metadata.
pub fn metadata(flat: &str) -> bool {
    row(flat).is_some_and(|(key, _)| !words::DOUBTFUL.contains(&key))
}

/// Keys within this many lines of each other make a table.
const NEAR: usize = 5;

/// Finds the tables: doubtful keys between others, and values on lines of
/// their own.
pub fn mark(lines: &[Line<'_>], features: &mut [Feature]) {
    let sure: Vec<usize> = (0..lines.len())
        .filter(|&i| features[i].shape == Shape::Metadata)
        .collect();
    if sure.len() < 3 {
        return;
    }
    let beside = |i: usize| {
        let at = sure.partition_point(|&k| k < i);
        let before = at.checked_sub(1).and_then(|n| sure.get(n));
        let after = sure.get(at).filter(|&&k| k != i);
        before.is_some_and(|&k| i - k <= NEAR) || after.is_some_and(|&k| k - i <= NEAR)
    };
    let rows: Vec<(usize, bool)> = (0..lines.len())
        .filter(|&i| lines[i].flat.len() <= 400)
        .filter_map(|i| Some((i, row(&lines[i].flat)?.1)))
        .filter(|&(i, _)| beside(i) || features[i].shape == Shape::Metadata)
        .collect();
    for (n, &(i, valued)) in rows.iter().enumerate() {
        features[i].shape = Shape::Metadata;
        features[i].label = None;
        if valued {
            continue;
        }
        // What stands between two keys is the value of the first; the last
        // one's must look like a value.
        let next = rows.get(n + 1).map(|&(k, _)| k).filter(|&k| k - i <= 3);
        let end = next.unwrap_or_else(|| {
            let value = lines.get(i + 1).is_some_and(|line| {
                date::at_start(&line.flat).is_some_and(|(day, len)| {
                    day.day.is_some() && line.flat.len() - len <= "16:34:00".len()
                }) || docnumber::whole(&line.flat).is_some()
                    || line
                        .flat
                        .bytes()
                        .all(|b| b.is_ascii_digit() || b"-/: .".contains(&b))
                    || parted(lines, i)
            });
            i + 1 + usize::from(value)
        });
        for feature in &mut features[i + 1..end.min(lines.len())] {
            feature.shape = Shape::Metadata;
            feature.label = None;
        }
    }
}

/// Whether the line under key `i` is set apart from what comes after it, and
/// not from the key.
fn parted(lines: &[Line<'_>], i: usize) -> bool {
    let (Some(key), Some(value), Some(next)) = (lines.get(i), lines.get(i + 1), lines.get(i + 2))
    else {
        return false;
    };
    let (above, below) = (value.number - key.number, next.number - value.number);
    above <= 2 && below >= above + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thread::feature;

    fn marked(text: &str) -> Vec<u32> {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let mut features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
        mark(&layout.lines, &mut features);
        layout
            .lines
            .iter()
            .zip(&features)
            .filter(|(_, f)| f.shape == Shape::Metadata)
            .map(|(line, _)| line.number)
            .collect()
    }

    #[test]
    fn tables_on_one_line_and_on_two() {
        let head = "某市人民政府\n关于防汛的通知\n某政发〔2018〕3号\n各县：\n";
        for (table, want) in [
            (
                "索引号：1/2\n发文机关：某市人民政府\n发布日期：2018年1月2日\n",
                3,
            ),
            (
                "索 引 号：\n1/2\n标　　题：\n某市人民政府关于防汛的通知\n发文字号：\n某政发〔2018〕3号\n发布日期：\n2018年1月2日\n主 题 词：\n",
                9,
            ),
            (
                "• 索引号:\n1/2\n• 来源:\n• 发文字号:\n某政发〔2018〕3号\n• 发布日期:\n2018年1月2日 16:34\n",
                7,
            ),
            (
                "• 索引号:\n1/2\n• 发文字号:\n某政发〔2018〕3号\n• 发布日期:\n2018年1月2日 16:34\n",
                6,
            ),
            (
                "【发布单位】81202\n【发布文号】-----\n【发布日期】1985-05-04\n",
                3,
            ),
        ] {
            let got = marked(&format!("{table}{head}"));
            assert_eq!(got.len(), want, "{table} {got:?}");
            assert!(
                got.iter().all(|&n| n <= table.lines().count() as u32),
                "{table}"
            );
        }
        for text in [
            "主题词：防汛 通知\n抄送：市委办公室。\n",
            "一、名称：某市技师学院\n",
            "来源：市财政资金\n有效期：五年\n名称：某项目\n",
        ] {
            assert!(marked(text).is_empty(), "{text}");
        }
    }
}
