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
//! witness also when the notice's own title or text contains it.
//!
//! A witness is *firm* when it holds by marks alone: when a piece is taken to
//! start in mid-sentence only where its first character shows it, and not to
//! only where a label or list row stands first.
//!
//! This is a definition over the truth, not a way to find it.

mod apart;
mod fit;

use super::seen::Seen;
use super::truth::Cut;
use crate::record::Role;
use fit::{End, Start, fits};

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

/// Finds the cuts of every notice; `cuts[notice]` in reading order.
pub(crate) fn cuts(seen: &[Seen<'_>]) -> Vec<Vec<Cut>> {
    let mut out: Vec<Vec<Cut>> = vec![Vec::new(); seen.len()];
    let pieces = all_pieces(seen);
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
    apart::apart(seen, &mut out);
    out
}

/// The pieces of all notices, notice by notice, in reading order.
fn all_pieces(seen: &[Seen<'_>]) -> Vec<Piece> {
    let Some(one) = seen.first() else {
        return Vec::new();
    };
    let places = one.places;
    // Where each printed text line stands among the printed text lines.
    let mut rank_of = vec![0_u32; places.line.len()];
    let mut count = 0;
    for &line in &places.printed {
        let notice = one.galley.lines[line as usize].notice;
        if !satellite(seen[notice as usize].part(line).role) {
            count += 1;
            rank_of[line as usize] = count;
        }
    }
    seen.iter()
        .enumerate()
        .flat_map(|(notice, one)| pieces(notice, one, &rank_of))
        .collect()
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
}

#[cfg(test)]
mod tests {
    use super::super::{Made, profile};
    use super::*;

    /// The tests of fitness may be lenient; they must never part what truly
    /// belongs together.
    #[test]
    fn what_belongs_together_fits() {
        let mut pairs = 0;
        for name in ["double-damage", "old-damage"] {
            let profile = profile(name).expect("a profile");
            for seed in 0..40 {
                let made = Made::new(seed, profile);
                let seen = Seen::all(&made.drafts, &made.galley, &made.places);
                let pieces = all_pieces(&seen);
                let weigher = Weigher {
                    seen: &seen,
                    pieces: &pieces,
                };
                for pair in pieces.windows(2) {
                    let [from, to] = pair else { continue };
                    let whole = seen[from.notice]
                        .lines
                        .clone()
                        .all(|line| seen[from.notice].present(line));
                    if from.notice != to.notice || !whole {
                        continue;
                    }
                    pairs += 1;
                    let (end, start) = (weigher.end(from), weigher.start(to));
                    assert!(
                        fits(&end, &start, false),
                        "{name} {seed}: {end:?} {start:?}"
                    );
                    assert!(fits(&end, &start, true), "{name} {seed}: {end:?} {start:?}");
                }
            }
        }
        assert!(pairs > 300, "{pairs}");
    }
}
