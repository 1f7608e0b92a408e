//! Titles that a web page prints twice: once above its table of metadata or
//! its line of service, once above the text. The first belongs to the page.

use super::feature::{End, Feature, Shape};
use super::names;
use crate::layout::Line;

/// Lines within which the title comes again, those of tables not counted.
const NEAR: usize = 2;

/// Marks titles that come again right below as rows of the page.
pub fn mark(lines: &[Line<'_>], features: &mut [Feature]) {
    for i in 0..lines.len().min(features.len()) {
        if !title_like(&lines[i], &features[i]) {
            continue;
        }
        let Some(again) = comes_again(lines, features, i) else {
            continue;
        };
        // An organ between the two is the page's, too, if the title names it.
        let passed = i + 1..again;
        let named = |k: usize| {
            features[k].shape == Shape::Organ
                && ["关于", "印发", "转发"].iter().any(|word| {
                    let organ = lines[i].flat.split(word).next().unwrap_or_default();
                    organ.len() < lines[i].flat.len() && lines[k].flat.ends_with(organ)
                })
        };
        let organs: Vec<usize> = passed.filter(|&k| named(k)).collect();
        for k in std::iter::once(i).chain(organs) {
            features[k].shape = Shape::Metadata;
            features[k].label = None;
        }
    }
}

/// Whether a line may be a whole title.
fn title_like(line: &Line<'_>, feature: &Feature) -> bool {
    feature.shape == Shape::Plain
        && feature.label.is_none()
        && line.width >= 16
        && line.flat.len() <= 300
        && matches!(feature.end, End::Word | End::Close)
        && (names::notice_type(&line.flat).is_some() || names::carried_type(&line.flat).is_some())
}

/// Where the words of line `i` come again below, on one line or on a few.
fn comes_again(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<usize> {
    let title = lines[i].flat.as_ref();
    let mut passed = 0;
    for k in i + 1..lines.len().min(i + 60) {
        let flat = lines[k].flat.as_ref();
        if title.starts_with(flat) && spelled(lines, features, k, title) {
            return Some(k);
        }
        if features[k].shape != Shape::Metadata {
            passed += 1;
        }
        if passed > NEAR || features[k].end == End::Stop {
            return None;
        }
    }
    None
}

/// Whether lines from `k` on spell `title`.
fn spelled(lines: &[Line<'_>], features: &[Feature], k: usize, title: &str) -> bool {
    let mut rest = title;
    for (line, feature) in lines.iter().zip(features).skip(k).take(5) {
        let Some(left) = rest
            .strip_prefix(line.flat.as_ref())
            .filter(|_| matches!(feature.shape, Shape::Plain | Shape::Organ))
        else {
            return false;
        };
        if left.is_empty() {
            return true;
        }
        rest = left;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thread::{feature, metadata};

    #[test]
    fn the_first_of_two_belongs_to_the_page() {
        let marked = |text: &str| -> Vec<u32> {
            let source = crate::text::Source::new(text.to_owned());
            let layout = crate::layout::layout(&source);
            let mut features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
            metadata::mark(&layout.lines, &mut features);
            mark(&layout.lines, &mut features);
            let lines = layout.lines.iter().zip(&features);
            lines
                .filter(|(line, f)| f.shape == Shape::Metadata && line.flat.contains("某市"))
                .map(|(line, _)| line.number)
                .collect()
        };
        for text in [
            "某市人民政府关于防汛工作的通知\n来源：某网 发布时间：2020-01-02\n某市人民政府关于防汛工作的通知\n各县：\n",
            "某市人民政府关于防汛工作的通知\n某市人民政府\n关于防汛工作的通知\n各县：\n",
            "某市人民政府工作规则修订规定\n索引号：1\n发文机构：县\n发文字号：\n发布日期：2024年1月2日\n某市人民政府工作规则修订规定\n一、目的。\n",
        ] {
            assert_eq!(marked(text), [1], "{text}");
        }
        for text in [
            "某市人民政府关于防汛工作的通知\n各县：\n某市人民政府关于防汛工作的通知已印发。\n",
            "现印发某市防汛应急管理办法\n请执行。\n某市防汛应急管理办法\n第一条 目的。\n",
        ] {
            assert!(marked(text).is_empty(), "{text}");
        }
    }
}
