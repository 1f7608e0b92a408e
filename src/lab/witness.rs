//! Cuts, and whether the text says how to go on across them.
//!
//! A *cut* is a place where the next line of a notice, in reading order, is
//! not the next printed line of text (blank lines, furniture, document numbers
//! and titles standing apart do not count). Cuts divide the text into
//! *pieces*. A piece is *in reach* of a cut when it starts on the page of the
//! last line before the cut or on the next printed page.
//!
//! A start *fits* an end, for a careful reader who knows nothing but the
//! print, unless one of these speaks against it:
//!
//! - the end stops in mid-sentence and the start is not in mid-sentence, or
//!   the other way round;
//! - the end leaves a bracket or quotation mark open that the start does not
//!   close first, or the start closes one that is not open;
//! - the first label of the piece is neither 1 at a level below those open nor
//!   one more than the last at its level;
//! - the start is a list row (任命, 免去, roster) and the end does not stop in
//!   such a list, or the other way round;
//! - the piece calls its document by another name (本办法, 本方案) than the
//!   document the end belongs to;
//! - the piece is signed by another body than the one the notice's title
//!   names, or on a date before the meeting its preamble names or more than a
//!   month after it, or it is signed at all when the notice already is;
//! - one is set over the whole page and the other in a column.
//!
//! A cut has a *witness* when its start is the only one in reach that fits
//! its end, or its end the only one in reach that fits its start. Headless
//! and unfinished pieces (pages missing) count among the starts and ends; they
//! have a witness when nothing in reach fits them.
//!
//! A number or title printed apart has a witness when no other of its kind
//! stands apart on the same page (numbers: of the same class of issuing body);
//! a carried document's title also when the notice's own title contains it.
//!
//! This is a definition over the truth, not a way to find it.

use super::compose::rank;
use super::draft::{Date, Part, Row};
use super::dump::Seen;
use super::truth::Cut;
use crate::record::{Level, Role};

/// A run of a notice's text lines printed without a break.
#[derive(Debug, Clone, Copy)]
struct Piece {
    notice: usize,
    /// First and last galley line.
    first: u32,
    last: u32,
    /// No line of the notice's text precedes it in print although one should.
    headless: bool,
    /// Nothing follows it although something should.
    unfinished: bool,
    /// The text may go on after it, as far as a reader can tell.
    open_end: bool,
    /// It follows its notice's title directly.
    opens: bool,
}

/// What a reader knows at the end of a piece.
#[derive(Debug, Clone, Default)]
struct End {
    unfinished: bool,
    open: Option<char>,
    /// Last number and its rank, outermost first, as printed so far.
    labels: Vec<(u8, Level, u32)>,
    row: Option<Row>,
    /// The rows of a list must or may follow.
    row_open: bool,
    this: Option<String>,
    body: Option<String>,
    met: Option<Date>,
    signed: bool,
    front_done: bool,
    wide: bool,
}

/// What a reader sees at the start of a piece.
#[derive(Debug, Clone, Default)]
struct Start {
    mid: bool,
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

/// Roles that stand apart from the text.
pub(crate) fn satellite(role: Role) -> bool {
    matches!(
        role,
        Role::IssuingBody
            | Role::Title
            | Role::DocumentNumber
            | Role::RegistrationNumber
            | Role::EnclosureTitle
    )
}

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

/// Finds the cuts of every notice; `cuts[notice]` in reading order.
pub(crate) fn cuts(seen: &[Seen<'_>]) -> Vec<Vec<Cut>> {
    let mut out: Vec<Vec<Cut>> = vec![Vec::new(); seen.len()];
    let Some(places) = seen.first().map(|one| one.places) else {
        return out;
    };
    // Where each printed text line stands among the printed text lines.
    let mut rank_of = vec![0_u32; places.line.len()];
    let mut count = 0;
    for &line in &places.printed {
        let notice = seen[0].galley.lines[line as usize].notice;
        if !satellite(seen[notice as usize].part(line).role) {
            count += 1;
            rank_of[line as usize] = count;
        }
    }
    let pieces: Vec<Piece> = seen
        .iter()
        .enumerate()
        .flat_map(|(notice, one)| pieces(notice, one, &rank_of))
        .collect();
    if pieces.len() > seen.len()
        || pieces
            .iter()
            .any(|piece| piece.headless || piece.unfinished)
    {
        Weigher {
            seen,
            pieces: &pieces,
        }
        .weigh(&mut out);
    }
    for (notice, one) in seen.iter().enumerate() {
        apart(notice, one, seen, &mut out);
    }
    out
}

fn pieces(notice: usize, seen: &Seen<'_>, rank_of: &[u32]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut lost = false;
    let head = seen.present(seen.lines.start);
    for line in seen.lines.clone() {
        if satellite(seen.part(line).role) {
            continue;
        }
        if !seen.present(line) {
            lost = true;
            continue;
        }
        match out.last_mut() {
            Some(piece) if rank_of[piece.last as usize] + 1 == rank_of[line as usize] && !lost => {
                piece.last = line;
            }
            _ => out.push(Piece {
                notice,
                first: line,
                last: line,
                headless: out.is_empty() && (lost || !head),
                unfinished: false,
                open_end: true,
                opens: out.is_empty() && !lost && head,
            }),
        }
        lost = false;
    }
    if let Some(piece) = out.last_mut() {
        piece.unfinished = lost;
        let end = seen.part(piece.last);
        let closed = !lost && (end.enclosure == 0 || seen.draft.in_force.is_some());
        piece.open_end = !closed;
    }
    out
}

struct Weigher<'a> {
    seen: &'a [Seen<'a>],
    pieces: &'a [Piece],
}

impl Weigher<'_> {
    fn page(&self, line: u32) -> u32 {
        self.seen[0].places.page[line as usize]
    }

    fn weigh(&self, out: &mut [Vec<Cut>]) {
        let starts: Vec<Start> = self.pieces.iter().map(|piece| self.start(piece)).collect();
        let ends: Vec<End> = self.pieces.iter().map(|piece| self.end(piece)).collect();
        let fits = |from: usize, to: usize| {
            from != to && !self.pieces[to].opens && fits(&ends[from], &starts[to])
        };
        let line = |at: u32| self.seen[0].places.line[at as usize];
        for (at, piece) in self.pieces.iter().enumerate() {
            let reach = |from: u32, to: u32| {
                let (from, to) = (self.page(from), self.page(to));
                from <= to && to <= from + 1
            };
            let others_after = |from: usize, except: Option<usize>| {
                self.pieces.iter().enumerate().any(|(to, other)| {
                    Some(to) != except
                        && reach(self.pieces[from].last, other.first)
                        && fits(from, to)
                })
            };
            let others_before = |to: usize, except: Option<usize>| {
                self.pieces.iter().enumerate().any(|(from, other)| {
                    Some(from) != except
                        && other.open_end
                        && reach(other.last, self.pieces[to].first)
                        && fits(from, to)
                })
            };
            let next = at + 1;
            let follows = self
                .pieces
                .get(next)
                .is_some_and(|other| other.notice == piece.notice);
            if piece.headless {
                out[piece.notice].push(Cut {
                    from: line(piece.first),
                    to: line(piece.first),
                    witness: !others_before(at, None),
                    what: "start".to_owned(),
                });
            }
            if follows {
                let other = &self.pieces[next];
                let near = reach(piece.last, other.first);
                let witness =
                    near && (!others_after(at, Some(next)) || !others_before(next, Some(at)));
                out[piece.notice].push(Cut {
                    from: line(piece.last),
                    to: line(other.first),
                    witness,
                    what: "text".to_owned(),
                });
            } else if piece.unfinished {
                out[piece.notice].push(Cut {
                    from: line(piece.last),
                    to: line(piece.last),
                    witness: !others_after(at, None),
                    what: "end".to_owned(),
                });
            }
        }
    }

    fn words(&self, notice: usize, line: u32) -> &str {
        let seen = &self.seen[notice];
        let set = seen.galley.lines[line as usize];
        &seen.part(line).text[set.from as usize..set.to as usize]
    }

    fn wide(&self, notice: usize, part: &Part) -> bool {
        self.seen[notice].draft.wide && part.enclosure == 0
    }

    fn start(&self, piece: &Piece) -> Start {
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
            let part = seen.part(line);
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
    fn end(&self, piece: &Piece) -> End {
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
            body: seen
                .present(seen.lines.start)
                .then(|| seen.draft.issuing_bodies.first().cloned())
                .flatten(),
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
            end.signed |= part.role == Role::Signature;
        }
        let front_end = seen
            .draft
            .parts
            .iter()
            .rposition(|part| part.enclosure == 0)
            .unwrap_or_default();
        let at = set.part as usize;
        end.front_done = finished && at == front_end && !seen.draft.enclosures.is_empty();
        end.met = seen.draft.meeting_date;
        end
    }
}

fn fits(end: &End, start: &Start) -> bool {
    if end.front_done {
        // A carried document begins.
        let begins = start.label.is_none_or(|label| label.2 == 1);
        return begins
            && !start.mid
            && start.signed_by.is_none()
            && start.row.is_none_or(|row| row == Row::None);
    }
    if end.unfinished != start.mid || end.wide != start.wide {
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
            Some(last) => last.1 == level && last.2 + 1 == number,
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
            if !goes_on && !(stops && other == Row::None) {
                return false;
            }
        }
        _ => {}
    }
    if let (Some(this), Some(calls)) = (&end.this, &start.calls) {
        if this != calls {
            return false;
        }
    }
    if let Some(signed_by) = &start.signed_by {
        if end.signed
            || end.this.is_some()
            || end.body.as_ref().is_some_and(|body| body != signed_by)
        {
            return false;
        }
    }
    if let (Some(met), Some(dated)) = (end.met, start.dated) {
        if dated < met || met.plus_days(31) < dated {
            return false;
        }
    }
    true
}

/// Numbers and titles printed apart from their text.
fn apart(notice: usize, seen: &Seen<'_>, all: &[Seen<'_>], out: &mut [Vec<Cut>]) {
    let places = seen.places;
    for (what, role) in [
        ("head", Role::Title),
        ("number", Role::DocumentNumber),
        ("carried_title", Role::EnclosureTitle),
    ] {
        let Some(at) = stands_apart(seen, role) else {
            continue;
        };
        let page = places.page[at as usize];
        let class = |one: &Seen<'_>| {
            one.draft
                .issuing_bodies
                .first()
                .map(|body| body.ends_with('府'))
        };
        let rivals = all.iter().enumerate().any(|(other, one)| {
            other != notice
                && (role != Role::DocumentNumber || class(one) == class(seen))
                && stands_apart(one, role).is_some_and(|line| places.page[line as usize] == page)
        });
        let told = role == Role::EnclosureTitle
            && seen.present(seen.lines.start)
            && seen.draft.title.contains(&seen.part(at).text);
        out[notice].push(Cut {
            from: places.line[at as usize],
            to: places.line[at as usize],
            witness: told || !rivals,
            what: what.to_owned(),
        });
    }
}

/// The first line in a role, where it is printed and touches neither the line
/// before it nor the line after it in reading order.
fn stands_apart(seen: &Seen<'_>, role: Role) -> Option<u32> {
    let places = seen.places;
    let lines: Vec<u32> = seen
        .lines
        .clone()
        .filter(|&line| seen.present(line))
        .collect();
    let first = lines
        .iter()
        .position(|&line| seen.part(line).role == role)?;
    let last = lines
        .iter()
        .rposition(|&line| seen.part(line).role == role)?;
    let turn = |at: usize| places.turn[lines[at] as usize];
    let after = last + 1 < lines.len() && turn(last) + 1 == turn(last + 1);
    let before = first > 0 && turn(first - 1) + 1 == turn(first);
    let ok = match role {
        Role::Title => after,
        Role::DocumentNumber => before,
        _ => after,
    };
    (!ok).then(|| lines[first])
}
