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
//! stands apart on the same page. For numbers only those of the same class of
//! issuing body count as others, and a number belongs in any case to the
//! nearest head before it that lacks one. A carried document's title has a
//! witness also when the notice's own title contains it.
//!
//! A witness is *firm* when it holds by marks alone: when a piece is taken to
//! start in mid-sentence only where its first character shows it, and not to
//! only where a label or list row stands first.
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

/// Roles that stand apart from the text.
pub(crate) fn satellite(role: Role) -> bool {
    matches!(
        role,
        Role::IssuingBody
            | Role::Title
            | Role::DocumentNumber
            | Role::RegistrationNumber
            | Role::EnclosureTitle
            | Role::HistoryNote
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
    apart(seen, &mut out);
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
        let fits = |from: usize, to: usize, firm: bool| {
            from != to && !self.pieces[to].opens && fits(&ends[from], &starts[to], firm)
        };
        let line = |at: u32| self.seen[0].places.line[at as usize];
        for (at, piece) in self.pieces.iter().enumerate() {
            let reach = |from: u32, to: u32| {
                let (from, to) = (self.page(from), self.page(to));
                from <= to && to <= from + 1
            };
            let others_after = |from: usize, except: Option<usize>, firm: bool| {
                self.pieces.iter().enumerate().any(|(to, other)| {
                    Some(to) != except
                        && reach(self.pieces[from].last, other.first)
                        && fits(from, to, firm)
                })
            };
            let others_before = |to: usize, except: Option<usize>, firm: bool| {
                self.pieces.iter().enumerate().any(|(from, other)| {
                    Some(from) != except
                        && other.open_end
                        && reach(other.last, self.pieces[to].first)
                        && fits(from, to, firm)
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
                    witness: !others_before(at, None, false),
                    firm: !others_before(at, None, true),
                    what: "start".to_owned(),
                });
            }
            if follows {
                let other = &self.pieces[next];
                let near = reach(piece.last, other.first);
                let told = |firm: bool| {
                    near && (!others_after(at, Some(next), firm)
                        || !others_before(next, Some(at), firm))
                };
                out[piece.notice].push(Cut {
                    from: line(piece.last),
                    to: line(other.first),
                    witness: told(false),
                    firm: told(true),
                    what: "text".to_owned(),
                });
            } else if piece.unfinished {
                out[piece.notice].push(Cut {
                    from: line(piece.last),
                    to: line(piece.last),
                    witness: !others_after(at, None, false),
                    firm: !others_after(at, None, true),
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

/// Whether a start fits an end; `firm`: by marks alone.
fn fits(end: &End, start: &Start, firm: bool) -> bool {
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

/// What may be printed apart from its text, in the order of [`Apart`].
const SATELLITES: [(&str, Role); 3] = [
    ("head", Role::Title),
    ("number", Role::DocumentNumber),
    ("carried_title", Role::EnclosureTitle),
];

/// For each satellite its first line, where it is printed apart.
type Apart = [Option<u32>; 3];

/// Numbers and titles printed apart from their text.
fn apart(all: &[Seen<'_>], out: &mut [Vec<Cut>]) {
    let standing: Vec<Apart> = all
        .iter()
        .map(|one| SATELLITES.map(|(_, role)| stands_apart(one, role)))
        .collect();
    for (notice, one) in all.iter().enumerate() {
        let places = one.places;
        for (turn, (what, role)) in SATELLITES.into_iter().enumerate() {
            let Some(at) = standing[notice][turn] else {
                continue;
            };
            let page = places.page[at as usize];
            let rivals = |class: bool| {
                (0..all.len()).any(|other| {
                    other != notice
                        && (!class || by_government(&all[other]) == by_government(one))
                        && standing[other][turn]
                            .is_some_and(|line| places.page[line as usize] == page)
                })
            };
            let witness = match role {
                Role::EnclosureTitle => {
                    let named = one.present(one.lines.start)
                        && one.draft.title.contains(&one.part(at).text);
                    named || !rivals(false)
                }
                Role::DocumentNumber => {
                    !rivals(true) || nearest_head(at, all, &standing) == Some(notice)
                }
                _ => !rivals(false),
            };
            out[notice].push(Cut {
                from: places.line[at as usize],
                to: places.line[at as usize],
                witness,
                firm: witness,
                what: what.to_owned(),
            });
        }
    }
}

fn by_government(one: &Seen<'_>) -> Option<bool> {
    let body = one.draft.issuing_bodies.first()?;
    Some(body.ends_with('府'))
}

/// The notice whose head is the nearest before a number, among the notices
/// whose number stands apart.
fn nearest_head(number: u32, all: &[Seen<'_>], standing: &[Apart]) -> Option<usize> {
    let places = all[0].places;
    let turn = |line: u32| places.turn[line as usize];
    (0..all.len())
        .filter(|&other| standing[other][1].is_some() && all[other].present(all[other].lines.start))
        .filter(|&other| turn(all[other].lines.start) < turn(number))
        .max_by_key(|&other| turn(all[other].lines.start))
}

/// The first line in a role, where it is printed apart from its text.
fn stands_apart(seen: &Seen<'_>, role: Role) -> Option<u32> {
    let places = seen.places;
    let lines: Vec<u32> = seen
        .lines
        .clone()
        .filter(|&line| seen.present(line))
        .collect();
    let of_role = |&line: &u32| {
        let found = seen.part(line).role;
        // A registration number stands with the document number.
        found == role || (role == Role::DocumentNumber && found == Role::RegistrationNumber)
    };
    let first = lines.iter().position(of_role)?;
    let last = lines.iter().rposition(of_role)?;
    let turn = |line: u32| places.turn[line as usize];
    if role == Role::DocumentNumber {
        let before = first.checked_sub(1).map(|at| lines[at]);
        let beside = before.is_some_and(|line| turn(line) + 1 == turn(lines[first]));
        return (!beside).then(|| lines[first]);
    }
    // A title stands by its text when nothing but other titles and numbers of
    // its notice is printed between them.
    let text = lines[last + 1..]
        .iter()
        .copied()
        .find(|&line| !satellite(seen.part(line).role));
    let beside = text.is_none_or(|text| {
        let between = places
            .printed
            .get(turn(lines[last]) as usize + 1..turn(text) as usize);
        between.is_some_and(|between| {
            between.iter().all(|&line| {
                let notice = seen.galley.lines[line as usize].notice;
                notice == seen.galley.lines[text as usize].notice && satellite(seen.part(line).role)
            })
        })
    });
    (!beside).then(|| lines[first])
}
