//! Lines become paragraphs: wrapped lines joined, stray spaces taken out,
//! rows of lists and tables kept apart.

use crate::layout::{Layout, Line};
use crate::lexicon::ORGANS;
use crate::notation::label::{self, LabelKind};
use crate::text::{Joined, Source, Span};
use crate::thread::{self, End, Placed};

/// Joins placed lines into paragraphs, in order.
pub fn paragraphs(source: &Source, layout: &Layout<'_>, placed: &[Placed]) -> Vec<Joined> {
    let column = column(layout, placed);
    let indented = indented(layout, placed);
    let mut out: Vec<Joined> = Vec::new();
    let mut current = Joined::new();
    let mut before: Option<(&Line<'_>, bool)> = None;
    let mut first_of_paragraph = 0usize;
    for (n, at) in placed.iter().enumerate() {
        let line = &layout.lines[at.line];
        let row = thread::roster_row(line.text);
        if let Some(last) = before {
            let begins = begins(
                last,
                line,
                column,
                indented,
                row,
                layout.lines[placed[first_of_paragraph].line].text,
            );
            if begins && !current.is_empty() {
                out.push(std::mem::take(&mut current));
                first_of_paragraph = n;
            }
        }
        push_line(&mut current, source, line, row);
        before = Some((line, row));
    }
    if !current.is_empty() {
        out.push(current);
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

/// The width a full line has here: the most frequent width, weighted by width
/// so that headings and rows do not outvote the text.
fn column(layout: &Layout<'_>, placed: &[Placed]) -> u16 {
    let mut count = [0u32; 128];
    for at in placed {
        count[(layout.lines[at.line].width as usize).min(127)] += 1;
    }
    let near = |w: usize| (count[w - 1] + count[w] + count[w + 1]) * w as u32;
    (20..126)
        .max_by_key(|&w| (near(w), w))
        .filter(|&w| near(w) > 0)
        .unwrap_or(40) as u16
}

/// Whether paragraphs are indented here.
fn indented(layout: &Layout<'_>, placed: &[Placed]) -> bool {
    let deep = placed
        .iter()
        .filter(|at| layout.lines[at.line].indent >= 2)
        .count();
    deep * 12 >= placed.len() && deep * 10 <= placed.len() * 8 && placed.len() > 3
}

/// Whether a paragraph begins with `line`.
fn begins(
    (last, last_row): (&Line<'_>, bool),
    line: &Line<'_>,
    column: u16,
    indented: bool,
    row: bool,
    paragraph: &str,
) -> bool {
    let end = thread::end_of(&last.flat);
    let wide = last.width > column + column / 4;
    let full = if wide {
        line.width > column + column / 4 || end == End::Word
    } else {
        last.fills(column)
    };
    if row || (last_row && end != End::Comma && !full) {
        return true;
    }
    if let Some(found) = label::at_start(line.text) {
        let strong = matches!(
            found.kind,
            LabelKind::Article | LabelKind::Chapter | LabelKind::Part | LabelKind::Section
        );
        let closed = matches!(end, End::Stop | End::Semicolon | End::Colon) || !full;
        // A heading of one line may fill its column.
        let heading = matches!(end, End::Word | End::Close)
            && label::at_start(paragraph).is_some()
            && last.text.len() <= paragraph.len() + 3;
        if strong || closed || heading || end == End::Close {
            return true;
        }
    }
    if indented && line.indent >= 2 && last.indent != line.indent {
        return true;
    }
    if indented && line.indent >= 2 && matches!(end, End::Stop | End::Semicolon | End::Colon) {
        return true;
    }
    match end {
        End::Stop | End::Semicolon | End::Colon => !full || end == End::Colon && !indented,
        End::Word | End::Close => !full,
        End::Comma => false,
    }
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
    if line.flat.len() == line.text.len() {
        out.push_printed(source, line.span, line.number);
        return;
    }
    let mut start = 0;
    let mut gap: Option<usize> = None;
    for (at, c) in line.text.char_indices() {
        match (c.is_whitespace(), gap) {
            (true, None) => {
                out.push_printed(source, part(line, start, at), line.number);
                gap = Some(at);
            }
            (false, Some(from)) => {
                if keep || keeps(line.text, from, at) {
                    out.push_mended(" ", part(line, from, at), line.number);
                }
                start = at;
                gap = None;
            }
            _ => {}
        }
    }
    out.push_printed(source, part(line, start, line.text.len()), line.number);
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
    token.len() >= 9 && ORGANS.of(token).is_some() && next.len() >= 9 && ORGANS.of(next).is_some()
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
