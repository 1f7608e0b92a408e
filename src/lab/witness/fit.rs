//! What a reader knows at the end of a piece and sees at the start of one,
//! and whether the two fit.

use super::super::compose::rank;
use super::super::draft::{Date, Part, Row};
use super::{Piece, Weigher};
use crate::record::{Level, Role};

/// What a reader knows at the end of a piece.
#[derive(Debug, Clone, Default)]
pub(super) struct End {
    unfinished: bool,
    open: Option<char>,
    /// Last number and its rank, outermost first, as printed so far.
    labels: Vec<(u8, Level, u32)>,
    row: Option<Row>,
    /// The rows of a list must or may follow.
    row_open: bool,
    this: Option<String>,
    /// Issuing bodies, where the head is printed.
    bodies: Option<Vec<String>>,
    met: Option<Date>,
    /// Who has signed so far.
    signed: Vec<String>,
    front_done: bool,
    wide: bool,
}

/// What a reader sees at the start of a piece.
#[derive(Debug, Clone, Default)]
pub(super) struct Start {
    mid: bool,
    /// A label or list row stands at its very start.
    marked: bool,
    /// It starts with a mark that no sentence starts with.
    dangling: bool,
    closes: Option<char>,
    label: Option<(u8, Level, u32)>,
    row: Option<Row>,
    calls: Option<String>,
    signed_by: Option<String>,
    dated: Option<Date>,
    wide: bool,
}

const NAMES: [&str; 9] = [
    "本办法",
    "本实施细则",
    "本规定",
    "本规则",
    "本方案",
    "本计划",
    "本规划",
    "本预案",
    "本意见",
];

fn opener(c: char) -> Option<char> {
    Some(match c {
        '（' => '）',
        '《' => '》',
        '“' => '”',
        '［' => '］',
        '〔' => '〕',
        '【' => '】',
        '(' => ')',
        '[' => ']',
        _ => return None,
    })
}

fn closer(c: char) -> bool {
    matches!(c, '）' | '》' | '”' | '］' | '〕' | '】' | ')' | ']')
}

fn sentence_end(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | '！' | '？')
}

impl Weigher<'_> {
    fn words(&self, notice: usize, line: u32) -> &str {
        let seen = &self.seen[notice];
        let set = seen.galley.lines[line as usize];
        &seen.part(line).text[set.from as usize..set.to as usize]
    }

    fn wide(&self, notice: usize, part: &Part) -> bool {
        self.seen[notice].draft.wide && part.enclosure == 0
    }

    pub(super) fn start(&self, piece: &Piece) -> Start {
        let seen = &self.seen[piece.notice];
        let set = seen.galley.lines[piece.first as usize];
        let part = seen.part(piece.first);
        let before = part.text[..set.from as usize]
            .trim_end()
            .chars()
            .next_back();
        let mut start = Start {
            mid: before.is_some_and(|c| !sentence_end(c)),
            wide: self.wide(piece.notice, part),
            row: (set.from == 0).then_some(part.row),
            ..Start::default()
        };
        let first = self.words(piece.notice, piece.first);
        start.dangling = first
            .chars()
            .next()
            .is_some_and(|c| closer(c) || matches!(c, '，' | '、' | ',') || sentence_end(c));
        start.marked = part.marks.iter().any(|mark| mark.at == set.from)
            || (set.from == 0 && part.row != Row::None);
        // The first bracket that closes what was not opened, in the rest of
        // the paragraph as far as the piece prints it.
        let mut depth = Vec::new();
        'paragraph: for line in piece.first..=piece.last {
            if !std::ptr::eq(seen.part(line), part) {
                break;
            }
            for c in self.words(piece.notice, line).chars() {
                if let Some(close) = opener(c) {
                    depth.push(close);
                } else if closer(c) && depth.pop().is_none() {
                    start.closes = Some(c);
                    break 'paragraph;
                }
            }
        }
        for line in piece.first..=piece.last {
            let set = seen.galley.lines[line as usize];
            let document = part.enclosure;
            let part = seen.part(line);
            if part.enclosure != document {
                break; // the next carried document speaks for itself
            }
            if start.label.is_none() {
                let mark = part
                    .marks
                    .iter()
                    .find(|mark| set.from <= mark.at && mark.at < set.to);
                start.label = mark.map(|mark| (rank(mark.level), mark.level, mark.number));
            }
            match part.role {
                Role::Signature if start.signed_by.is_none() && seen.draft.signatory.is_none() => {
                    start.signed_by = Some(part.text.clone());
                }
                Role::Date => start.dated = seen.draft.date,
                _ => {}
            }
            if start.calls.is_none() {
                let words = self.words(piece.notice, line);
                start.calls = NAMES
                    .iter()
                    .find(|name| words.contains(**name))
                    .map(|name| (*name).to_owned());
            }
        }
        start
    }

    /// What is known at the end of a piece: from everything of its notice
    /// printed up to there.
    pub(super) fn end(&self, piece: &Piece) -> End {
        let seen = &self.seen[piece.notice];
        let set = seen.galley.lines[piece.last as usize];
        let part = seen.part(piece.last);
        let finished = set.to as usize == part.text.len();
        let read = &part.text[..set.to as usize];
        let mut open = Vec::new();
        for c in read.chars() {
            if let Some(close) = opener(c) {
                open.push(close);
            } else if closer(c) {
                open.pop();
            }
        }
        let stops = read.trim_end().chars().next_back();
        let mut end = End {
            unfinished: !finished && !stops.is_some_and(sentence_end),
            open: if finished { None } else { open.last().copied() },
            row: Some(part.row),
            row_open: part.row == Row::Roster || stops != Some('。'),
            wide: self.wide(piece.notice, part),
            bodies: seen
                .present(seen.lines.start)
                .then(|| seen.draft.issuing_bodies.clone()),
            ..End::default()
        };
        if read.ends_with("任命：") || read.ends_with("任命") {
            end.row = Some(Row::Appoint);
            end.row_open = true;
        } else if read.ends_with("免去：") || read.ends_with("免去") {
            end.row = Some(Row::Remove);
            end.row_open = true;
        } else if read.contains("组成") && part.marks.len() == 1 && finished {
            end.row = Some(Row::Roster);
            end.row_open = true;
        }
        let carried = part.enclosure.checked_sub(1).map(usize::from);
        end.this = carried
            .and_then(|at| seen.draft.enclosures.get(at))
            .map(|carried| carried.this.clone());
        let mut enclosure = 0;
        for line in seen.lines.start..=piece.last {
            if !seen.present(line) {
                continue;
            }
            let part = seen.part(line);
            if part.enclosure != enclosure {
                enclosure = part.enclosure;
                end.labels.clear();
            }
            let set = seen.galley.lines[line as usize];
            for mark in &part.marks {
                if set.from <= mark.at && mark.at < set.to {
                    let rank = rank(mark.level);
                    // Numbers below may run on: they are kept.
                    end.labels.retain(|label| label.0 != rank);
                    end.labels.push((rank, mark.level, mark.number));
                }
            }
            if part.role == Role::Signature && !end.signed.contains(&part.text) {
                end.signed.push(part.text.clone());
            }
        }
        // The last words of the front matter, or of a carried document that
        // another one follows: the notice's title says how many there are.
        let document_end = seen
            .draft
            .parts
            .iter()
            .rposition(|other| other.enclosure == part.enclosure)
            .unwrap_or_default();
        end.front_done = finished
            && set.part as usize == document_end
            && usize::from(part.enclosure) < seen.draft.enclosures.len();
        end.met = seen.draft.meeting_date;
        end
    }
}

/// Whether a start fits an end; `firm`: by marks alone.
pub(super) fn fits(end: &End, start: &Start, firm: bool) -> bool {
    if end.front_done {
        // A carried document begins.
        let begins = start.label.is_none_or(|label| label.2 == 1);
        return begins
            && !start.mid
            && start.signed_by.is_none()
            && start.row.is_none_or(|row| row == Row::None);
    }
    let parted = if firm {
        // Without a feeling for sentences only marks tell a start from a
        // sentence's middle.
        (end.unfinished && start.marked) || (!end.unfinished && start.dangling)
    } else {
        end.unfinished != start.mid
    };
    if parted || end.wide != start.wide {
        return false;
    }
    match (end.open, start.closes) {
        (Some(open), closes) if closes != Some(open) => return false,
        (None, Some(_)) => return false,
        _ => {}
    }
    if let Some((rank, level, number)) = start.label {
        let same = end.labels.iter().find(|label| label.0 == rank);
        let goes_on = match same {
            // An inserted article (第八条之一) repeats its number.
            Some(last) => {
                last.1 == level
                    && (last.2 + 1 == number || (level == Level::Article && last.2 == number))
            }
            None => false,
        };
        let deepest = end.labels.last().map(|label| label.0);
        let begins = number == 1 && deepest.is_none_or(|deepest| deepest != rank);
        if !(goes_on || begins) {
            return false;
        }
    }
    match (end.row, start.row) {
        (Some(Row::None), Some(row)) if row != Row::None => return false,
        (Some(row), Some(other)) if row != Row::None && !start.mid => {
            let goes_on = other == row;
            let stops = !end.row_open || row == Row::Roster;
            if !(goes_on || stops && other == Row::None) {
                return false;
            }
        }
        _ => {}
    }
    if let (Some(this), Some(calls)) = (&end.this, &start.calls)
        && this != calls
    {
        return false;
    }
    if let Some(signed_by) = &start.signed_by {
        let expected = match &end.bodies {
            Some(bodies) => bodies.contains(signed_by) && !end.signed.contains(signed_by),
            None => end.signed.is_empty(),
        };
        if end.this.is_some() || !expected {
            return false;
        }
    }
    if let (Some(met), Some(dated)) = (end.met, start.dated)
        && (dated < met || met.plus_days(31) < dated)
    {
        return false;
    }
    true
}
