//! The names of joint bodies (联合行文) above a title.

use super::block::block;
use super::feature::{End, Feature, Shape};
use super::head::{Head, MAX_ORGANS, sentence_open, starts_with_about};
use super::names;
use crate::layout::Line;

/// The names of joint bodies set as one text and broken wherever the line
/// ended: `某市残疾人联合` / `会 某市能源局` / `关于…`.
pub fn joint_organs(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<Head> {
    for k in i..lines.len().min(i + MAX_ORGANS) {
        let (line, feature) = (&lines[k], &features[k]);
        if k > i && starts_with_about(&line.flat) {
            let words: String = lines[i..k].iter().map(|line| line.text).collect();
            let listed = words.contains('、') && sentence_open(lines, features, i);
            let bodies = !listed && all_organs(&words) && !listed_before(lines, features, i);
            return bodies
                .then(|| block(lines, features, i, k, false))
                .flatten();
        }
        if !matches!(feature.shape, Shape::Plain | Shape::Organ)
            || feature.end != End::Word
            || feature.label.is_some()
            || line.page != lines[i].page
            || line.width > 80
        {
            return None;
        }
    }
    None
}

/// Whether words are the names of several bodies, one after the other, parted
/// by spaces, by 、 or by the name of their place, which comes back in each.
pub fn all_organs(words: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || c == '、';
    let mut parts = words.split(apart).filter(|part| !part.is_empty());
    if parts.clone().count() > 1 && parts.all(names::is_organ) {
        return true;
    }
    let flat: String = words.split_whitespace().collect();
    (2..=10).rev().any(|length| {
        let place: String = flat.chars().take(length).collect();
        let starts: Vec<usize> = flat.match_indices(&place).map(|(at, _)| at).collect();
        starts.len() > 1
            && starts.iter().enumerate().all(|(n, &at)| {
                let end = starts.get(n + 1).copied().unwrap_or(flat.len());
                names::is_organ(&flat[at..end])
            })
    })
}

/// Whether the line before ends in a comma: a list goes on in line `i`.
pub fn listed_before(lines: &[Line<'_>], features: &[Feature], i: usize) -> bool {
    i.checked_sub(1).is_some_and(|before| {
        features[before].end == End::Comma
            && features[before].shape == Shape::Plain
            && lines[before].page == lines[i].page
    })
}
