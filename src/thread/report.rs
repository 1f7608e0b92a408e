//! Heads without the name of an organ: reports read at a meeting, with a line
//! that says where, communiqués with their bodies and date under the title,
//! and what a gazette's editors add: explanations, chronicles.

use super::feature::{End, Feature, Shape};
use super::head::{Head, sentence_open};
use super::names;
use super::words;
use crate::layout::{Holds, Line};

/// `政府工作报告` / `——2023年1月10日在某市人民代表大会上`, and
/// `某市2022年国民经济和社会发展统计公报` / `某市统计局` / `2023年3月28日`.
pub fn report(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<Head> {
    const MARKS: Holds = Holds::COMMA
        .with(Holds::STOP)
        .with(Holds::SEMICOLON)
        .with(Holds::COLON);
    let mut title = String::new();
    for k in i..lines.len().min(i + 3) {
        let (line, feature) = (lines.get(k)?, features.get(k)?);
        if feature.shape != Shape::Plain
            || feature.label.is_some()
            || !matches!(feature.end, End::Word | End::Close)
            || line.width > 80
            || line.holds.any(MARKS) && line.flat.contains(['，', '。', '；', '：', ':'])
            || line.flat.starts_with(['—', '－'])
        {
            return None;
        }
        title.push_str(&line.flat);
        let stem = title.as_str();
        let head = |end: usize| Head {
            first: i,
            end,
            title: i,
            number: k + 1,
            words: title.clone(),
            bare: true,
            numbered: false,
        };
        let read = words::READ.iter().any(|end| stem.ends_with(end));
        if read && subtitle(lines, k + 1).is_some() {
            return (!sentence_open(lines, features, i)).then(|| head(k + 1));
        }
        if words::ADDED.iter().any(|end| title.ends_with(end)) {
            let free = i.checked_sub(1).is_none_or(|before| {
                features[before].end == End::Stop || features[before].shape != Shape::Plain
            });
            // It names what it explains, or the time it tells of.
            let named = title.contains(['《', '年']) || title.contains("关于");
            return (free && named && title.matches('《').count() == title.matches('》').count())
                .then(|| head(k + 1));
        }
        if stem.ends_with("公报") && stem.contains('年') {
            let signed = (k + 1..lines.len().min(k + 5))
                .take_while(|&n| features[n].shape == Shape::Organ)
                .count();
            let dated = features.get(k + 1 + signed).map(|f| f.shape) == Some(Shape::Date);
            return (dated && !sentence_open(lines, features, i)).then(|| head(k + 2 + signed));
        }
    }
    None
}

/// What a title says was read: 说明 of 关于…的说明.
pub fn read_kind(title: &str) -> Option<&'static str> {
    let stem = names::without_suffix(title);
    words::READ
        .iter()
        .copied()
        .find(|kind| stem.ends_with(kind))
}

/// Where a report was read, `——2023年1月10日在…会议上`, wrapped or not, and who
/// read it, `市长 陈某某`: the last line.
pub fn subtitle(lines: &[Line<'_>], i: usize) -> Option<usize> {
    if !lines.get(i)?.flat.starts_with(['—', '－', '–', '─']) {
        return None;
    }
    let mut words = String::new();
    for (k, line) in lines.iter().enumerate().skip(i).take(3) {
        words.push_str(&line.flat);
        if line.flat.contains(['。', '，', '；', '：']) {
            return None;
        }
        if words.ends_with('上') && words.contains('会') && words.contains('年') {
            let read_by = lines.get(k + 1).is_some_and(|line| speaker(line.text));
            return Some(k + usize::from(read_by));
        }
    }
    None
}

/// A post and a name, parted by a space: `省司法厅厅长 李某`.
fn speaker(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let Some(post) = parts.next().filter(|_| text.len() <= 90) else {
        return false;
    };
    let name: String = parts.collect();
    (2..=4).contains(&name.chars().count())
        && name.chars().all(|c| names::is_hanzi(c) || c == '·')
        && post.chars().all(names::is_hanzi)
        && words::SPEAKERS.iter().any(|end| post.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thread::feature;

    fn heads(text: &str) -> Vec<(String, usize)> {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
        super::super::head::find(&layout.lines, &features)
            .into_iter()
            .map(|h| (h.words, h.end))
            .collect()
    }

    #[test]
    fn reports_and_communiques() {
        for (text, words, end) in [
            (
                "政府工作报告\n——2023年1月10日在某市第七届人民代表大会\n第三次会议上\n市长 陈立群\n各位代表：\n现在报告工作。\n",
                "政府工作报告",
                1,
            ),
            (
                "关于《某省湿地条例（草案）》的说明\n——2022年3月1日在某省人大常委会会议上\n省林业局局长 李明\n",
                "关于《某省湿地条例（草案）》的说明",
                1,
            ),
            (
                "某市2022年国民经济和社会\n发展统计公报\n某市统计局\n2023年3月28日\n一、综合\n",
                "某市2022年国民经济和社会发展统计公报",
                4,
            ),
            (
                "二、实施。\n《某市停车规定》政策解读\n一、背景\n",
                "《某市停车规定》政策解读",
                2,
            ),
            (
                "某市人民政府2022年6月份大事记\n1日 开会。\n",
                "某市人民政府2022年6月份大事记",
                1,
            ),
        ] {
            assert_eq!(heads(text), [(words.to_owned(), end)], "{text}");
        }
        for text in [
            "听取工作报告\n一、情况\n",
            "及时发布信息，做好\n政策解读\n",
            "做好重大决策和\n文件的政策解读\n工作。\n",
            "按时提交情况说明\n——某市某局\n",
            "特此公报\n某市统计局\n2023年3月28日\n",
        ] {
            assert!(heads(text).is_empty(), "{text}");
        }
        let source = crate::text::Source::new(
            "——2023年1月10日在某市人民代表大会第三次会议上\n市长　陈立群\n各位代表：\n".to_owned(),
        );
        assert_eq!(subtitle(&crate::layout::layout(&source).lines, 0), Some(1));
    }
}
