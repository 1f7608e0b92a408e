//! Where a head ends: its title over several lines, the number under it.

use super::feature::{End, Feature, Shape};
use super::head::{Head, history_at, starts_with_about};
use super::names;
use super::order::with_number;
use super::words;
use crate::layout::{Holds, Line};

/// The most lines of a title.
const MAX_TITLE: usize = 9;

/// Follows a title from its first line to its document type.
pub fn block(
    lines: &[Line<'_>],
    features: &[Feature],
    first: usize,
    title: usize,
    bare: bool,
) -> Option<Head> {
    let mut words = String::new();
    let mut carried = None;
    let mut depth = 0i32;
    for k in title..lines.len().min(title + MAX_TITLE) {
        let (line, feature) = (&lines[k], &features[k]);
        let wrong = matches!(feature.end, End::Stop | End::Semicolon | End::Colon)
            || line.width > 120
            || (k > title
                && (feature.label.is_some()
                    || line.page != lines[k - 1].page && !goes_over(line, &words)
                    || line.page > lines[title].page + 1
                    || (starts_with_about(&line.flat) && words.contains("关于"))))
            || matches!(
                feature.shape,
                Shape::Date
                    | Shape::BracketedDate
                    | Shape::History
                    | Shape::Number
                    | Shape::Note
                    | Shape::Attach
                    | Shape::Copied
                    | Shape::Subject
                    | Shape::Printing
                    | Shape::AttachHead
            );
        if wrong || line.holds.any(Holds::STOP | Holds::SEMICOLON) {
            break;
        }
        for c in line.flat.chars() {
            match c {
                '《' | '（' | '(' | '“' | '〈' | '〔' => depth += 1,
                '》' | '）' | ')' | '”' | '〉' | '〕' => depth -= 1,
                _ => {}
            }
            if depth < 0 {
                return None;
            }
        }
        words.push_str(&line.flat);
        if depth != 0 {
            continue;
        }
        if names::notice_type(&words).is_some() && !goes_on(lines, features, k + 1, depth) {
            return Some(with_number(
                lines,
                features,
                Head {
                    first,
                    end: k + 1,
                    title,
                    number: k + 1,
                    words,
                    bare,
                    numbered: false,
                },
            ));
        }
        if !bare
            && carried.is_none()
            && names::carried_type(&words).is_some()
            && stands_before_text(lines, features, k + 1)
        {
            carried = Some((k + 1, words.clone()));
        }
    }
    let (end, words) = carried?;
    Some(with_number(
        lines,
        features,
        Head {
            first,
            end,
            title,
            number: end,
            words,
            bare,
            numbered: false,
        },
    ))
}

/// Whether a title that a page's end has broken goes on in the first line of
/// the next: what stands before is a title begun, and this line ends it.
fn goes_over(line: &Line<'_>, words: &str) -> bool {
    let begun = words.contains("关于") || words.contains("關於") || words.ends_with("印发");
    let whole = || [words, line.flat.as_ref()].concat();
    begun
        && line.width <= 60
        && !line.holds.any(Holds::COMMA | Holds::STOP | Holds::COLON)
        && names::notice_type(&line.flat).is_some()
        && names::notice_type(&whole()).is_some()
}

/// Whether the next line goes on with a title that could end here:
/// …实施意见 / 有关问题的通知.
fn goes_on(lines: &[Line<'_>], features: &[Feature], next: usize, depth: i32) -> bool {
    let (Some(line), Some(feature)) = (lines.get(next), features.get(next)) else {
        return false;
    };
    depth == 0
        && feature.shape == Shape::Plain
        && feature.label.is_none()
        && matches!(feature.end, End::Word | End::Close)
        && line.width <= 60
        && line
            .flat
            .starts_with(['的', '有', '等', '及', '和', '与', '并'])
        && names::notice_type(&line.flat).is_some()
}

/// Whether what follows a title is a number, addressees or a text.
fn stands_before_text(lines: &[Line<'_>], features: &[Feature], next: usize) -> bool {
    let (Some(line), Some(feature)) = (lines.get(next), features.get(next)) else {
        return false;
    };
    matches!(feature.shape, Shape::Number | Shape::History)
        || history_at(lines, next).is_some()
        || feature.end == End::Colon
        || line.blank_before
        || feature.label.is_some()
}

/// 公告, 通告, 令 and the like alone.
pub fn lone_type(flat: &str) -> bool {
    words::LONE.contains(&flat)
}
