//! Where a paragraph begins: the question join asks before each line.
//!
//! A dump keeps line ends and drops what made them: the column's border or
//! the paragraph's end. What is left is how far a line reaches, how deep it
//! is indented, how its words end and how the next line begins.

use super::words;
use crate::layout::{Holds, Layout, Line};
use crate::lexicon;
use crate::notation::label::{Label, LabelKind};
use crate::thread::{self, End, Placed};

/// How the lines of one text are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Columns of words in a full line, without white space.
    column: u16,
    /// Columns up to the right border, white space included.
    border: u16,
    /// Whether paragraphs are indented.
    indented: bool,
    /// Whether every line is a paragraph, as in dumps of web pages.
    unwrapped: bool,
}

/// The paragraph being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Current<'a> {
    /// Its first line.
    pub(super) first: &'a Line<'a>,
    /// Its last line so far.
    pub(super) last: &'a Line<'a>,
    /// Whether it is a row of a roster, a post without a name below one, or a
    /// scrap of one: the list may go on.
    pub(super) list: bool,
    /// Round and square brackets it has opened and not closed.
    pub(super) depth: i32,
}

impl<'a> Current<'a> {
    /// The paragraph that begins with `line`.
    pub(super) fn new(line: &'a Line<'a>, row: bool, before: Option<&Current<'_>>) -> Self {
        Current {
            first: line,
            last: line,
            list: row || before.is_some_and(|before| before.list) && stays_in_list(line),
            depth: depth(line),
        }
    }

    /// The paragraph after it went on with `line`.
    pub(super) fn with(self, line: &'a Line<'a>) -> Self {
        Current {
            last: line,
            depth: self.depth.saturating_add(depth(line)),
            ..self
        }
    }
}

/// Brackets opened minus brackets closed.
fn depth(line: &Line<'_>) -> i32 {
    if !line.holds.any(Holds::ROUND | Holds::SQUARE) {
        return 0;
    }
    let mut depth = 0;
    for c in line.signs() {
        match c {
            '（' | '(' | '［' | '[' | '【' => depth += 1,
            '）' | ')' | '］' | ']' | '】' => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// Rows of rosters stand in narrow columns behind their names; two columns
/// less than the border are a line that could have gone on, four are not.
const SLACK: u16 = 4;

/// The indent a paragraph had where none was kept, in columns.
const LOST: u16 = 4;

/// The widest scrap of a torn row, in columns: eight hanzi.
const SCRAP: u16 = 16;

/// From this depth on, white space before a line is no paragraph's indent but
/// the place of a list under its label (`组 长：`).
const HANGING: u16 = 8;

/// The widest line a printed column has, in columns: 45 hanzi.
const WIDEST: u16 = 90;

/// The widest heading in columns: lines above it end sentences where no line
/// was wrapped.
const HEADING: u16 = 50;

impl Setting {
    /// Measures the lines of one text.
    pub(super) fn of(layout: &Layout<'_>, placed: &[Placed]) -> Setting {
        let lines = || placed.iter().filter_map(|at| layout.lines.get(at.line));
        let deep = lines().filter(|line| line.indent >= 2).count();
        let count = placed.len();
        Setting {
            column: most(lines().map(|line| line.width)),
            border: most(lines().map(|line| line.reach)),
            indented: deep * 12 >= count && deep * 10 <= count * 8 && count > 3,
            unwrapped: unwrapped(lines()),
        }
    }

    /// Whether `line` begins a paragraph after `current`; `label` is the one it
    /// begins with, `row` says that it begins a row of a roster.
    pub(super) fn begins(
        &self,
        current: &Current<'_>,
        line: &Line<'_>,
        label: Option<Label>,
        row: bool,
    ) -> bool {
        let last = current.last;
        let end = thread::end_of(&last.flat);
        if row {
            return true;
        }
        if current.list {
            return self.leaves_row(current, line, label, end);
        }
        let full = !self.unwrapped && self.is_full(last, line, end);
        if begins_unit(current, line, label, end, full) {
            return true;
        }
        if end == End::Colon && full && lists_units_next(&last.flat) {
            return false;
        }
        if end != End::Comma && current.depth <= 0 && labels_duty(line) {
            return true;
        }
        if end != End::Comma && current.depth <= 0 && speaks_of_itself(&line.flat) {
            return true;
        }
        // 责任单位：某局等部门: the list is closed.
        let listed = current.depth <= 0 && labels_duty(current.first);
        if listed && closes_list(&last.flat) && !is_list_tail(&line.flat) {
            return true;
        }
        let deep = line.indent >= 2;
        if self.indented && deep {
            let closed = matches!(end, End::Stop | End::Semicolon | End::Colon);
            if closed || last.indent != line.indent || labels_duty(current.first) {
                return true;
            }
        }
        match end {
            End::Stop | End::Semicolon | End::Colon => !full || end == End::Colon && !self.indented,
            End::Word | End::Close => !full,
            End::Comma => false,
        }
    }

    /// Whether `last` reaches the border, so that the next line may go on
    /// with it.
    fn is_full(&self, last: &Line<'_>, next: &Line<'_>, end: End) -> bool {
        let wide = |line: &Line<'_>| line.width > self.column.saturating_add(self.column / 4);
        if wide(last) {
            wide(next) || end == End::Word
        } else {
            last.fills(self.column) || u32::from(last.reach) * 10 >= u32::from(self.border) * 8
        }
    }

    /// Whether a line that begins no row goes on after a row all the same, or
    /// begins a paragraph.
    fn leaves_row(
        &self,
        current: &Current<'_>,
        line: &Line<'_>,
        label: Option<Label>,
        end: End,
    ) -> bool {
        let last = current.last;
        if label.is_some() {
            return true;
        }
        if end == End::Comma {
            return false;
        }
        if self.unwrapped || matches!(end, End::Stop | End::Semicolon) {
            return true;
        }
        // Back from under the label to the margin.
        let dedent = last.indent >= HANGING && line.indent.saturating_add(SLACK) <= last.indent;
        // Both at the indent of paragraphs.
        let beside = self.indented
            && line.indent >= 2
            && line.indent < HANGING
            && line.indent == last.indent
            && last.number == current.first.number;
        if dedent || beside {
            return true;
        }
        if line.flat.starts_with(['、', '，', '）', ')']) {
            return false;
        }
        // A bare post is the rest of the row above: 市科技局 | 党组成员.
        if line.width <= SCRAP && ends_as_post(&line.flat) && !begins_as_unit(&line.flat) {
            return false;
        }
        let post = ends_as_post(&last.flat);
        // Another post without a name: 省残联主要负责人 below its like.
        if post && begins_as_unit(&line.flat) && ends_as_post(&line.flat) {
            return true;
        }
        // A unit ends a list of units; anything else is torn, unless the line
        // is short even for a row that hung deep.
        let slack = if post || lexicon::ORGANS.of(&last.flat).is_some() {
            SLACK
        } else {
            2 * HANGING + LOST
        };
        let lost = if self.indented { 0 } else { LOST };
        let reach = last.reach.saturating_add(slack + lost);
        reach < self.border || post && reach < line.reach
    }
}

/// Whether a line that is no row belongs to the roster all the same.
fn stays_in_list(line: &Line<'_>) -> bool {
    line.width <= SCRAP || begins_as_unit(&line.flat) && ends_as_post(&line.flat)
}

/// Whether a row's words can end here.
fn ends_as_post(flat: &str) -> bool {
    const ENDS: &[&str] = &[
        "长",
        "主任",
        "书记",
        "员",
        "干部",
        "主席",
        "专员",
        "总监",
        "经理",
        "师",
        "负责人",
        "领导",
        "同志",
        "司令",
        "政委",
        "常委",
        "参谋",
        "助理",
        "顾问",
        "代表",
        "主官",
        "主持",
        "長",
        "書記",
        "員",
        "負責人",
    ];
    ENDS.iter().any(|end| flat.ends_with(end))
}

/// Whether words begin as the name of a unit of a level does.
fn begins_as_unit(flat: &str) -> bool {
    flat.starts_with(['省', '市', '县', '区', '州', '盟', '旗', '各', '镇', '乡'])
        || flat.starts_with("自治")
}

/// Whether `line` begins a unit of the outline (一、, 第十四条).
fn begins_unit(
    current: &Current<'_>,
    line: &Line<'_>,
    label: Option<Label>,
    end: End,
    full: bool,
) -> bool {
    let Some(found) = label else {
        return false;
    };
    if found.kind <= LabelKind::Article || !full {
        return true;
    }
    match end {
        End::Stop | End::Semicolon | End::Colon | End::Close => true,
        // A heading of one line may fill its column; a list of responsible
        // units ends without a mark.
        End::Word => {
            let first = current.first;
            let heading = first.number == current.last.number;
            heading && first.label.is_some()
                || labels_duty(first)
                || line.indent >= 2 && line.indent < HANGING
        }
        End::Comma => false,
    }
}

/// `本通知自…`, `本办法由…`: what a document says of itself at its end.
fn speaks_of_itself(flat: &str) -> bool {
    let mut words = flat.chars();
    // 本着自愿的原则, 本市由 … are other words.
    const OTHERS: &str = "着市省县区州级单部人届年质来";
    words.next() == Some('本')
        && words.next().is_some_and(|c| !OTHERS.contains(c))
        && words
            .skip(1)
            .take(6)
            .any(|c| matches!(c, '自' | '由' | '从'))
}

/// Whether a line begins with the label of a duty, as [`is_duty_label`] says.
fn labels_duty(line: &Line<'_>) -> bool {
    line.holds.any(Holds::COLON) && is_duty_label(&line.flat)
}

/// `责任单位：` at the start of a paragraph.
fn is_duty_label(flat: &str) -> bool {
    let Some((label, _)) = flat.split_once(['：', ':']) else {
        return false;
    };
    // A clause in brackets ends the sentence above it.
    label.len() <= 36
        && !label.starts_with(['（', '(', '［', '[', '【'])
        && !label.contains(['；', '，', '、', '。', ';', ','])
        && words::DUTY_LABELS.iter().any(|end| label.ends_with(end))
}

/// Whether a line ends with such a label, whose list comes next:
/// `…，配合单位：`.
fn lists_units_next(flat: &str) -> bool {
    let words = flat.trim_end_matches(['：', ':']);
    words::DUTY_LABELS.iter().any(|end| words.ends_with(end))
}

/// Whether a list of units ends here: …等, …等部门.
fn closes_list(flat: &str) -> bool {
    let stem = words::TAILS
        .iter()
        .find_map(|tail| flat.strip_suffix(*tail))
        .unwrap_or(flat);
    stem.ends_with('等')
}

/// Whether a line is the rest of 等有关部门.
fn is_list_tail(flat: &str) -> bool {
    ["部门", "单位", "有关", "相关"]
        .iter()
        .any(|tail| flat.starts_with(tail))
}

/// Whether `line`, which begins with no label, begins a row of a roster; `open`
/// says that rows came before.
///
/// Among rows a name and white space are enough: in a narrow column the post
/// ends in a later line.
pub(super) fn begins_row(line: &Line<'_>, open: bool) -> bool {
    // A name with a surname; a role's label; a name before a unit of a level.
    if line.holds.any(Holds::SPACE) && is_named(line.text) {
        return open || thread::roster_row(line.text);
    }
    let post = || {
        let mut words = line.text.split_whitespace().skip(1).take(2);
        words.any(begins_as_unit)
    };
    let unit = open && (begins_as_unit(&line.flat) || post());
    (line.holds.any(Holds::COLON) || unit) && thread::roster_row(line.text)
}

/// Two to four hanzi that begin with a surname, white space, more hanzi; the
/// name may itself be parted (陈 杰).
fn is_named(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let hanzi = |word: &str| word.chars().all(thread::is_hanzi);
    let mut count = first.chars().count();
    let mut next = words.next();
    if lexicon::surname(first).is_none() || !hanzi(first) {
        return false;
    }
    if count == 1
        && let Some(given) = next.filter(|word| hanzi(word) && word.chars().count() <= 2)
    {
        count += given.chars().count();
        next = words.next();
    }
    let post = next.and_then(|word| word.chars().next());
    (2..=4).contains(&count) && post.is_some_and(thread::is_hanzi)
}

/// The most frequent of some widths, weighted by width so that headings and
/// rows do not outvote the text; 40 where there is none.
fn most(widths: impl Iterator<Item = u16>) -> u16 {
    const HIGHEST: usize = 127;
    let mut count = [0u32; HIGHEST + 1];
    for width in widths {
        count[usize::from(width).min(HIGHEST)] += 1;
    }
    let near = |w: usize| (count[w - 1] + count[w] + count[w + 1]) * w as u32;
    (20..HIGHEST - 1)
        .max_by_key(|&w| (near(w), w))
        .filter(|&w| near(w) > 0)
        .unwrap_or(40) as u16
}

/// Whether no line was wrapped: some are wider than any column, and those
/// that are no headings end their sentences.
fn unwrapped<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> bool {
    let (mut long, mut ended, mut widest) = (0usize, 0usize, 0u16);
    for line in lines.filter(|line| line.width > HEADING) {
        let end = thread::end_of(&line.flat);
        long += 1;
        ended += usize::from(!matches!(end, End::Word | End::Comma));
        widest = widest.max(line.width);
    }
    widest > WIDEST && ended * 10 >= long * 8
}

#[cfg(test)]
mod tests;
