//! Lines become paragraphs: wrapped lines joined, stray spaces taken out,
//! rows of lists and tables kept apart.

use super::header;
use super::paragraph::{Current, Setting, begins_row};
use crate::layout::{Layout, Line};
use crate::lexicon::ORGANS;
use crate::notation::label::LabelKind;
use crate::text::{Joined, Source, Span, is_invisible};
use crate::thread::{self, Placed};
use std::borrow::Cow;

/// Joins placed lines into paragraphs, in order.
pub fn paragraphs(source: &Source, layout: &Layout<'_>, placed: &[Placed]) -> Vec<Joined> {
    let setting = Setting::of(layout, placed);
    let mut out: Vec<Joined> = Vec::new();
    let mut words = Joined::new();
    let mut current: Option<Current<'_>> = None;
    for line in placed.iter().filter_map(|at| layout.lines.get(at.line)) {
        let label = line.label;
        let row = label.is_none() && begins_row(line, current.is_some_and(|current| current.list));
        current = match current {
            Some(current) if !setting.begins(&current, line, label, row) => {
                Some(current.with(line))
            }
            before => {
                if !words.is_empty() {
                    // A copy has memory for just its words; what they were
                    // gathered in serves the next ones.
                    out.push(words.clone());
                    words.clear();
                }
                Some(Current::new(line, row, before.as_ref()))
            }
        };
        push_line(&mut words, source, line, row);
    }
    if !words.is_empty() {
        out.push(words);
    }
    out
}

/// Everything on one line, for titles and other short values.
pub fn one(source: &Source, layout: &Layout<'_>, placed: &[Placed]) -> Joined {
    let mut out = Joined::new();
    for at in placed {
        push_line(&mut out, source, &layout.lines[at.line], false);
    }
    out
}

/// Appends a line's words without its stray spaces.
pub fn push_line(out: &mut Joined, source: &Source, line: &Line<'_>, keep: bool) {
    let latin = |c: char| c.is_ascii_alphabetic();
    if let (Some(a), Some(b)) = (out.text().chars().next_back(), line.text.chars().next())
        && latin(a)
        && latin(b)
    {
        out.push_mended(
            " ",
            Span {
                start: line.span.start,
                end: line.span.start,
            },
            line.number,
        );
    }
    if matches!(line.flat, Cow::Borrowed(_)) {
        out.push_printed(source, line.span, line.number);
        return;
    }
    // White space after 第十四条 tells the label from a reference.
    let border = if out.is_empty() {
        label_end(line)
    } else {
        None
    };
    let mut start = 0;
    // Where a run of white space and of signs that print nothing begins, and
    // whether it holds white space.
    let mut gap: Option<(usize, bool)> = None;
    for (at, c) in line.text.char_indices() {
        let space = c.is_whitespace();
        match (space || is_invisible(c), gap) {
            (true, None) => {
                out.push_printed(source, part(line, start, at), line.number);
                gap = Some((at, space));
            }
            (true, Some((from, spaced))) => gap = Some((from, spaced || space)),
            (false, Some((from, spaced))) => {
                let kept = keep || border == Some(from) || keeps(line.text, from, at);
                if spaced && kept {
                    out.push_mended(" ", part(line, from, at), line.number);
                }
                start = at;
                gap = None;
            }
            (false, None) => {}
        }
    }
    if gap.is_none() {
        out.push_printed(source, part(line, start, line.text.len()), line.number);
    }
}

/// Bytes of the label of an article or chapter at the start of a line.
fn label_end(line: &Line<'_>) -> Option<usize> {
    line.label
        .filter(|label| label.kind <= LabelKind::Article)
        .map(|label| label.len)
}

fn part(line: &Line<'_>, from: usize, to: usize) -> Span {
    Span {
        start: line.span.start + from as u32,
        end: line.span.start + to as u32,
    }
}

/// Whether the white space `[from, to)` of a line parts two words: Latin ones,
/// or the names of joint bodies before 关于.
fn keeps(text: &str, from: usize, to: usize) -> bool {
    let (left, right) = (&text[..from], &text[to..]);
    let (Some(a), Some(b)) = (left.chars().next_back(), right.chars().next()) else {
        return false;
    };
    let latin = |c: char| c.is_ascii_alphanumeric();
    if latin(a) && latin(b) {
        return true;
    }
    if !thread::is_hanzi(a) || !thread::is_hanzi(b) {
        return false;
    }
    let token = left
        .rsplit([' ', '\u{3000}', '《', '〈', '“'])
        .next()
        .unwrap_or("");
    let next = right.split([' ', '\u{3000}']).next().unwrap_or("");
    let next = next.split("关于").next().unwrap_or("");
    token.len() >= 9
        && ORGANS.of(token).is_some()
        && next.len() >= 9
        && ORGANS.of(next).is_some()
        && !header::is_wrapped(token, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Role;

    fn joined(text: &str) -> Vec<String> {
        let source = Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let placed: Vec<Placed> = (0..layout.lines.len())
            .map(|line| Placed {
                line,
                role: Role::Body,
            })
            .collect();
        paragraphs(&source, &layout, &placed)
            .iter()
            .map(|p| p.text().to_owned())
            .collect()
    }

    #[test]
    fn stray_spaces_go_and_words_stay() {
        assert_eq!(
            joined("以 2023 年 1 月 1 日为基准日，使用 open data 平台。\n"),
            ["以2023年1月1日为基准日，使用open data平台。"]
        );
        assert_eq!(
            joined("《某市财政局 某市机关事务管理局关于印发\n"),
            ["《某市财政局 某市机关事务管理局关于印发"]
        );
        assert_eq!(
            joined("组 长：陈 杰 副市长\n副组长：阴乃鹏 秘书长\n"),
            ["组 长：陈 杰 副市长", "副组长：阴乃鹏 秘书长"]
        );
    }

    #[test]
    fn wrapped_lines_join_and_paragraphs_part() {
        let text = "为深入贯彻落实某某省优化营商环境条例及省委\n省政府关于优化营商环境的决策部署制定本方案。\n一、指导思想\n坚持以人民为中心的发展思想全面贯彻新发展理\n念。\n";
        assert_eq!(joined(text).len(), 3);
    }
}
