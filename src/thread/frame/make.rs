//! A frame and what it shows: how it begins and ends, its brackets, its day.

use super::{Closing, Cutter, Frame, Kind, Part, Parted, Start, Tail, statutory};
use crate::layout::{Cues, Holds, Line, Turn};
use crate::lexicon::{CLOSINGS, Entry};
use crate::notation::date;
use crate::notation::label::Label;
use crate::thread::feature::{End, Shape};
use crate::thread::names;
use crate::thread::rows;
use crate::thread::rows::Style;
use std::borrow::Cow;

impl Cutter<'_, '_> {
    pub(super) fn frame(&self, first: usize, last: usize) -> Frame {
        let kind = match self.parts[first] {
            Part::Free => Kind::Text,
            Part::Head(n) => Kind::Head(n),
            Part::Recipients(_) => Kind::Recipients,
            Part::Fixed(kind, _) => kind,
            Part::Number | Part::Title(_) | Part::Loose => Kind::Text,
        };
        let sure = matches!(self.parts[first], Part::Fixed(_, true));
        let (line, feature) = (&self.lines[first], &self.features[first]);
        let (needs, leaves) = brackets(&self.lines[first..=last]);
        let label = if kind == Kind::Text {
            feature.label
        } else {
            None
        };
        let end = &self.features[last];
        let announces = |i: usize| {
            ["人员", "名单", "成员", "机构", "领导小组", "专班", "组成"]
                .iter()
                .any(|word| self.lines[i].flat.contains(word))
        };
        let colon = end.end == End::Colon
            || (label.is_some()
                && first == last
                && !line.holds.any(Holds::COMMA | Holds::STOP)
                && announces(first));
        let (style, sets) = if kind == Kind::Text {
            self.styles(first, last)
        } else {
            (Style::None, Style::None)
        };
        let skip = label.map_or(0, |label| label.len);
        let heading = last - first < 2
            && !(first..=last).any(|i| {
                const MARKS: Holds = Holds::COMMA
                    .with(Holds::STOP)
                    .with(Holds::SEMICOLON)
                    .with(Holds::PAUSE);
                if !self.lines[i].holds.any(MARKS) {
                    return false;
                }
                let text = self.lines[i].text;
                let words = text.get(skip..).filter(|_| i == first).unwrap_or(text);
                words.contains(['，', '。', '；', '、'])
            });
        let last_line = &self.lines[last];
        let dangles = dangling(&last_line.flat) && self.wide(last);
        let tail = match end.end {
            // A bracket or a list of units left open, words that end nothing.
            _ if leaves.iter().any(|&c| matches!(c, 1 | 3 | 5 | 9 | 11 | 13)) => Tail::Open,
            End::Colon if names::duty_colon(&last_line.flat) => Tail::Open,
            // A list of units under its own label ends with no mark at all.
            End::Word if line.holds.any(Holds::COLON) && names::duty_label(&line.flat) => {
                Tail::Soft
            }
            End::Word if dangles => Tail::Open,
            End::Stop | End::Semicolon if self.full(last) && style == Style::None => Tail::Soft,
            End::Stop | End::Semicolon | End::Colon => Tail::Done,
            End::Comma => Tail::Open,
            End::Close => Tail::Soft,
            End::Word if style == Style::Roster && first == last => Tail::Soft,
            // A clause with a comma in it is no heading.
            End::Word
                if style == Style::None
                    && last_line.holds.any(Holds::COMMA)
                    && self.widths.get(line.page as usize) != Some(&u16::MAX) =>
            {
                Tail::Open
            }
            End::Word if !self.full(last) => Tail::Done,
            End::Word if heading && label.is_some() => Tail::Soft,
            End::Word => Tail::Open,
        };
        let start = self.start(first, label.as_ref(), line);
        let issues = kind == Kind::Text && self.lines[first..=last].iter().any(issues);
        Frame {
            kind,
            first: first as u32,
            last: last as u32,
            page: line.page,
            tears: self.tears.get(line.page as usize).copied().unwrap_or(0),
            day: self.day(kind, first, last),
            label,
            start,
            tail: if kind == Kind::Text || kind == Kind::Attach {
                tail
            } else {
                Tail::Done
            },
            style,
            sets,
            needs,
            leaves,
            heading,
            colon,
            issues,
            title: None,
            notifies: kind == Kind::Text && end.end == End::Colon && notifies(&last_line.flat),
            closing: if kind == Kind::Text && end.end == End::Stop {
                self.closing(first, last)
            } else {
                Closing::None
            },
            turns: kind == Kind::Text
                && self.turn_between(
                    Some(last),
                    Some(last + 1).filter(|&next| next < self.lines.len()),
                    Turn::To,
                ),
            resumes: kind == Kind::Text
                && self.turn_between(first.checked_sub(1), Some(first), Turn::From),
            worded: end.end == End::Word,
            stops: end.end == End::Stop,
            listing: kind == Kind::Text && end.end == End::Colon && listing(&last_line.flat),
            sure,
            dated: feature.shape == Shape::OrganDate,
            begins: kind == Kind::Text && self.text_begins(first),
            opens: kind == Kind::Text
                && feature.label.is_none()
                && self.lines[first..=last]
                    .iter()
                    .any(|line| line.cues.any(Cues::ENACTS)),
            page_start: first == 0 || self.lines[first - 1].page != line.page,
            parted: self.parted(first),
            bracketed: label.is_none() && matches!(line.first(), '（' | '(' | '［' | '[' | '【'),
        }
    }

    /// Whether the last words of a frame close a notice.
    fn closing(&self, first: usize, last: usize) -> Closing {
        let line = self.lines[last].flat.as_ref();
        // The words may be wrapped: 请遵照 / 执行。
        let words: Cow<'_, str> = if last > first && line.len() < 30 {
            Cow::Owned([self.lines[last - 1].flat.as_ref(), line].concat())
        } else {
            Cow::Borrowed(line)
        };
        let stem = words.trim_end_matches(['。', '！']);
        let of = |list: &[Entry]| list.iter().any(|entry| stem.ends_with(entry.word.as_str()));
        if of(&CLOSINGS.last) {
            Closing::Final
        } else if of(&CLOSINGS.order) {
            Closing::Order
        } else {
            Closing::None
        }
    }

    /// What stands between a line and the free line before it.
    fn parted(&self, first: usize) -> Parted {
        let Some(before) = first.checked_sub(1) else {
            return Parted::Page;
        };
        let (a, b) = (&self.lines[before], &self.lines[first]);
        match self.parts[before] {
            _ if a.page != b.page => Parted::Page,
            Part::Title(_) => Parted::Title,
            Part::Number | Part::Loose => Parted::Mark,
            _ if b.ordinal - a.ordinal > 1 => Parted::Mark,
            _ => Parted::Not,
        }
    }

    /// The day of a date line, or of the meeting a text names.
    fn day(&self, kind: Kind, first: usize, last: usize) -> u32 {
        let number = |date: date::Date| {
            date.year.max(0) as u32 * 10_000
                + u32::from(date.month.unwrap_or(0)) * 100
                + u32::from(date.day.unwrap_or(0))
        };
        match kind {
            Kind::Edition => {
                let words: String = self.lines[first..=last]
                    .iter()
                    .map(|line| line.flat.as_ref())
                    .collect();
                let printed = words.ends_with("印发") || words.ends_with("印發");
                let dates = if printed {
                    date::find(&words)
                } else {
                    Vec::new()
                };
                dates.last().map_or(0, |(_, date)| number(*date))
            }
            Kind::History => {
                let words: String = self.lines[first..=last]
                    .iter()
                    .map(|line| line.flat.as_ref())
                    .collect();
                date::find(&words)
                    .first()
                    .map_or(0, |(_, date)| number(*date))
            }
            Kind::Date => date::whole(&self.lines[first].flat).map_or(0, number),
            Kind::Sign => names::organ_and_date(&self.lines[first].flat)
                .and_then(|at| date::whole(&self.lines[first].flat[at..]))
                .map_or(0, number),
            Kind::Text if last - first < 8 => {
                let named = self.lines[first..=last]
                    .iter()
                    .any(|line| line.cues.any(Cues::MEETS));
                if !named || !(first..=last).any(|i| self.lines[i].flat.contains('日')) {
                    return 0;
                }
                let words: String = self.lines[first..=last]
                    .iter()
                    .map(|line| line.flat.as_ref())
                    .collect();
                let decided = |range: &std::ops::Range<usize>| {
                    let after: String = words[range.end..].chars().take(24).collect();
                    let before: String = words[..range.start].chars().rev().take(14).collect();
                    ["研究", "审议", "通过", "会议", "决定"]
                        .iter()
                        .any(|w| after.contains(w))
                        || before.contains("议会")
                };
                date::find(&words)
                    .into_iter()
                    .find(|(range, _)| decided(range))
                    .map_or(0, |(_, d)| number(d))
            }
            _ => 0,
        }
    }

    fn start(&self, first: usize, label: Option<&Label>, line: &Line<'_>) -> Start {
        if label.is_some() {
            return Start::Label;
        }
        if matches!(
            line.first(),
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '）'
                | '》'
                | '”'
                | '］'
                | '〉'
                | ','
                | ')'
                | '％'
                | '%'
        ) {
            return Start::Middle;
        }
        if self.indented {
            // Clauses in brackets stand flush left even where paragraphs do not.
            return match (
                self.lines[first].indent >= 2,
                matches!(line.first(), '（' | '(' | '［' | '[' | '【'),
            ) {
                (true, _) => Start::Paragraph,
                (false, true) => Start::Unknown,
                (false, false) => Start::Middle,
            };
        }
        Start::Unknown
    }

    /// Whether a row of a roster is wrapped: only all its lines together end
    /// in a post.
    fn wrapped_row(&self, first: usize, last: usize) -> bool {
        if !(1..4).contains(&(last - first)) || !rows::is_named_row(&self.lines[first]) {
            return false;
        }
        let words: Vec<&str> = self.lines[first..=last]
            .iter()
            .map(|line| line.text)
            .collect();
        rows::roster_row(&words.concat())
    }

    fn styles(&self, first: usize, last: usize) -> (Style, Style) {
        let label = self.features[first].label;
        if label.is_some_and(|label| statutory(label.kind)) {
            return (Style::None, Style::None);
        }
        if rows::is_roster_row(&self.lines[first]) || self.wrapped_row(first, last) {
            return (Style::Roster, Style::None);
        }
        let bytes: usize = self.lines[first..=last]
            .iter()
            .map(|line| line.flat.len())
            .sum();
        // Rows are short: no words need joining for anything else.
        if last - first > 5 || bytes > 400 && self.features[last].end != End::Colon {
            return (Style::None, Style::None);
        }
        let labelled = self.features[first].label.is_some() && bytes <= 8 * 4;
        let broken = self.features[last].end == End::Word && self.full(last);
        let end = self.lines[last].last();
        if !labelled && !broken && !matches!(end, '：' | ':') && !rows::ends_row(end) {
            return (Style::None, Style::None);
        }
        let words: Cow<'_, str> = if first == last {
            Cow::Borrowed(&self.lines[first].flat)
        } else {
            let flat = self.lines[first..=last].iter().map(|line| &*line.flat);
            Cow::Owned(flat.collect())
        };
        let labelled = labelled && words.chars().count() <= 8;
        let sets = match words.trim_end_matches(['：', ':']) {
            stem if stem.len() == words.len() && !labelled => Style::None,
            stem if stem.ends_with("任命") => Style::Appoint,
            stem if stem.ends_with("免去") => Style::Remove,
            _ => Style::None,
        };
        let style = match rows::row_style(&words) {
            Style::None if broken => rows::row_begun(&words),
            style => style,
        };
        (style, sets)
    }
}

/// Words that say a document is carried.
fn issues(line: &Line<'_>) -> bool {
    line.cues.any(Cues::CARRIES) || line.cues.any(Cues::PRESENTS) && line.flat.contains("印发")
}

/// Whether a line without a mark at its end cannot end a heading or a row: a
/// number, or a word that leads on to another.
fn dangling(flat: &str) -> bool {
    flat.ends_with(|c: char| {
        matches!(
            c,
            '0'..='9'
                | '的'
                | '和'
                | '与'
                | '及'
                | '或'
                | '在'
                | '对'
                | '将'
                | '把'
                | '为'
                | '由'
                | '从'
                | '向'
                | '于'
                | '第'
                | '了'
        )
    })
}

/// 现通知如下：, 批复如下：: so the text of a notice begins, never that of a
/// document it carries.
fn notifies(flat: &str) -> bool {
    let stem = flat.trim_end_matches(['：', ':']);
    [
        "通知", "公告", "通告", "批复", "决定", "通报", "函复", "答复", "公布", "报告",
    ]
    .iter()
    .any(|kind| {
        stem.strip_suffix("如下")
            .is_some_and(|words| words.ends_with(kind))
    })
}

/// Words that announce a list of labelled units: …如下：, 下列条件：.
fn listing(flat: &str) -> bool {
    let stem = flat.trim_end_matches(['：', ':']);
    let near: String = stem.chars().rev().take(10).collect();
    stem.ends_with("如下") || near.contains("列下")
}

/// Code of a bracket: odd opens, even closes, 0 for anything else.
fn bracket(c: char) -> u8 {
    match c {
        '《' => 1,
        '》' => 2,
        '〈' => 3,
        '〉' => 4,
        '（' | '(' => 5,
        '）' | ')' => 6,
        '“' => 7,
        '”' => 8,
        '［' | '[' => 9,
        '］' | ']' => 10,
        '【' => 11,
        '】' => 12,
        '〔' => 13,
        '〕' => 14,
        '‘' => 15,
        '’' => 16,
        _ => 0,
    }
}

/// Brackets a run of lines closes without opening and opens without closing.
fn brackets(lines: &[Line<'_>]) -> ([u8; 4], [u8; 6]) {
    let mut needs = [0u8; 4];
    let mut needed = 0;
    let mut stack = [0u8; 6];
    let mut depth = 0;
    for line in lines.iter().filter(|line| line.holds.any(Holds::BRACKETS)) {
        for c in line.signs() {
            let code = bracket(c);
            if code == 0 {
                continue;
            }
            if code % 2 == 1 {
                if depth < stack.len() {
                    stack[depth] = code;
                    depth += 1;
                }
            } else if depth > 0 && stack[..depth].contains(&(code - 1)) {
                while depth > 0 {
                    depth -= 1;
                    let top = stack[depth];
                    stack[depth] = 0;
                    if top == code - 1 {
                        break;
                    }
                }
            } else if needed < needs.len() {
                needs[needed] = code;
                needed += 1;
            }
        }
    }
    (needs, stack)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn words_that_close_a_notice() {
        let closing = |text: &str| {
            let source = Source::new(format!("{text}\n"));
            let layout = crate::layout::layout(&source);
            let features = crate::thread::features(&layout);
            Cutter::new(&layout.lines, &layout.tears, &layout.turns, &features)
                .frame(0, layout.lines.len() - 1)
                .closing
        };
        for (examples, want) in [
            (&CLOSINGS.order, Closing::Order),
            (&CLOSINGS.last, Closing::Final),
        ] {
            assert!(!examples.is_empty());
            for Entry { example, .. } in examples {
                assert_eq!(closing(example), want, "{example}");
            }
        }
        assert_eq!(
            closing("现将方案印发给你们，请遵照\n执行。"),
            Closing::Order
        );
        assert_eq!(closing("各单位要抓好落实工作。"), Closing::None);
        assert_eq!(closing("特此通知如下："), Closing::None);
    }

    #[test]
    fn brackets_are_matched_by_kind() {
        let source = Source::new("）甲《乙（丙）\n丁》戊“己\n".to_owned());
        let layout = crate::layout::layout(&source);
        let (needs, leaves) = brackets(&layout.lines);
        assert_eq!(needs, [6, 0, 0, 0]);
        assert_eq!(leaves, [7, 0, 0, 0, 0, 0]);
    }
}
