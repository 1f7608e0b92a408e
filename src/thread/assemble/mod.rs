//! The decisions of the search become notices: lines with roles, in reading
//! order, satellites placed, completeness judged.

mod replay;
mod satellites;

use super::feature::{Feature, Shape};
use super::frame::{Cut, Frame, Kind, statutory};
use super::search::Found;
use super::state::{NONE, Phase};
use super::{CarriedThread, NoticeThread, Placed, Threads};
use crate::layout::Layout;
use crate::record::{Completeness, Role};
use crate::thread::title;
use replay::{Replay, keep_promises, replay};
use satellites::{Numbers, place_above, place_loose, place_numbers, place_titles};
use std::collections::BTreeMap;

/// Builds the notices.
pub fn assemble(layout: &Layout<'_>, features: &[Feature], cut: &Cut, found: &Found) -> Threads {
    let (mut threads, order) = replay(cut, found);
    keep_promises(&mut threads, found);
    let numbers = place_numbers(layout, cut, &threads, &order);
    let titles = place_titles(cut, &threads, &order);
    let mut notices: Vec<NoticeThread> = Vec::new();
    let mut of_thread: BTreeMap<u32, usize> = BTreeMap::new();
    for &id in &order {
        let Some(thread) = threads.get(&id) else {
            continue;
        };
        if thread.carrier == NONE || !threads.contains_key(&thread.carrier) {
            of_thread.insert(id, notices.len());
            notices.push(notice(features, cut, thread, id, &numbers));
        }
    }
    // Enclosures in the order of their first lines.
    for &id in &order {
        let Some(thread) = threads.get(&id) else {
            continue;
        };
        let Some(&n) = of_thread
            .get(&thread.carrier)
            .filter(|_| thread.carrier != NONE)
        else {
            continue;
        };
        let carried = carried(features, cut, thread, titles.get(&id));
        push_guesses(cut, thread, &mut notices[n]);
        notices[n].hole |= thread.hole;
        if notices[n].completeness == Completeness::Complete && thread.gap {
            notices[n].completeness = Completeness::Gap;
        }
        if thread.torn_at_end
            && matches!(
                notices[n].completeness,
                Completeness::Complete | Completeness::Gap
            )
        {
            notices[n].completeness = Completeness::TailMissing;
        }
        notices[n].enclosures.push(carried);
    }
    headless_enclosures(cut, &mut notices, &threads, &of_thread);
    place_loose(cut, &mut notices, &of_thread, &threads, &numbers, &titles);
    place_above(features, cut, &mut notices, &of_thread, &threads, &numbers);
    announce(cut, &mut notices, &of_thread, &threads);
    notices.retain(|notice| !notice.lines.is_empty() || !notice.enclosures.is_empty());
    notices.sort_by_key(first_line);
    Threads { notices }
}

fn first_line(notice: &NoticeThread) -> usize {
    let own = notice.lines.iter().map(|placed| placed.line);
    own.chain(
        notice
            .enclosures
            .iter()
            .flat_map(|e| e.lines.iter().map(|placed| placed.line)),
    )
    .min()
    .unwrap_or(usize::MAX)
}

/// Lines of a frame with one role.
fn push_frame(out: &mut Vec<Placed>, frame: &Frame, role: Role) {
    for line in frame.first..=frame.last {
        out.push(Placed {
            line: line as usize,
            role,
        });
    }
}

/// A notice's own lines: head, number, addressees, then the frames in order.
fn notice(
    features: &[Feature],
    cut: &Cut,
    thread: &Replay,
    id: u32,
    numbers: &Numbers,
) -> NoticeThread {
    let mut lines = Vec::new();
    if let Some(n) = thread.head {
        let head = &cut.heads[n as usize];
        let shapes = features.iter().enumerate().take(head.end);
        for (line, feature) in shapes.skip(head.first) {
            let role = if line < head.title {
                Role::IssuingBody
            } else if line < head.number {
                Role::Title
            } else {
                match feature.shape {
                    Shape::Organ => Role::Signature,
                    Shape::Date | Shape::LetterDate => Role::Date,
                    Shape::LetterTo => Role::Recipients,
                    Shape::Metadata => Role::Other,
                    _ => Role::DocumentNumber,
                }
            };
            lines.push(Placed { line, role });
        }
    }
    if let Some(&n) = numbers.own.get(&id) {
        lines.push(Placed {
            line: cut.numbers[n].first,
            role: Role::DocumentNumber,
        });
    }
    let kinds = [Kind::History, Kind::Recipients];
    for kind in kinds {
        for &(n, _) in thread
            .frames
            .iter()
            .filter(|f| cut.frames[f.0 as usize].kind == kind)
        {
            push_frame(
                &mut lines,
                &cut.frames[n as usize],
                match kind {
                    Kind::Recipients => Role::Recipients,
                    _ => history_role(features, &cut.frames[n as usize]),
                },
            );
        }
    }
    for &(n, phase) in &thread.frames {
        let frame = &cut.frames[n as usize];
        if !matches!(frame.kind, Kind::Head(_) | Kind::History | Kind::Recipients) {
            push_role(features, &mut lines, frame, phase, false);
        }
    }
    let completeness = if thread.headless {
        if thread.closed {
            Completeness::HeadMissing
        } else {
            Completeness::Fragment
        }
    } else if thread.torn_at_end || (!thread.closed && thread.state.phase < Phase::Body) {
        Completeness::TailMissing
    } else if thread.gap {
        Completeness::Gap
    } else {
        Completeness::Complete
    };
    let mut notice = NoticeThread {
        lines,
        completeness,
        hole: thread.hole,
        ..NoticeThread::default()
    };
    push_guesses(cut, thread, &mut notice);
    notice
}

fn push_guesses(cut: &Cut, thread: &Replay, notice: &mut NoticeThread) {
    for &(n, margin) in &thread.margin {
        notice
            .guesses
            .push((cut.frames[n as usize].first as usize, margin));
    }
}

/// What stands in brackets under a title: a note, or the date alone.
fn history_role(features: &[Feature], frame: &Frame) -> Role {
    match features[frame.first as usize].shape {
        Shape::BracketedDate => Role::Date,
        _ => Role::HistoryNote,
    }
}

/// The role of a frame by its kind and the phase it was taken in.
fn push_role(
    features: &[Feature],
    lines: &mut Vec<Placed>,
    frame: &Frame,
    phase: Phase,
    carried: bool,
) {
    let role = match frame.kind {
        Kind::Head(_) => Role::Title,
        Kind::Recipients => Role::Recipients,
        Kind::Sign => Role::Signature,
        Kind::Date => Role::Date,
        Kind::Note => Role::Disclosure,
        Kind::History => history_role(features, frame),
        Kind::AttachHead => Role::Other,
        Kind::Attach => {
            if carried {
                Role::EnclosureAttachments
            } else {
                Role::Attachments
            }
        }
        Kind::Edition => match features[frame.first as usize].shape {
            Shape::Copied => Role::CopiedTo,
            Shape::Subject => Role::SubjectWords,
            _ => Role::Printing,
        },
        Kind::Text => match (phase == Phase::Attach, carried) {
            (true, false) => Role::Attachments,
            (true, true) => Role::EnclosureAttachments,
            (false, true) => Role::EnclosureBody,
            (false, false) => Role::Body,
        },
    };
    push_frame(lines, frame, role);
}

/// A carried document's lines: 附件, where it stands above, and the title first.
fn carried(
    features: &[Feature],
    cut: &Cut,
    thread: &Replay,
    titles: Option<&Vec<usize>>,
) -> CarriedThread {
    let mut lines = Vec::new();
    let titles = titles.into_iter().flatten().map(|&n| &cut.titles[n]);
    let first_title = titles.clone().map(|title| title.first).min();
    let above = |frame: &Frame| {
        frame.kind == Kind::AttachHead
            && first_title.is_some_and(|title| (frame.last as usize) < title)
    };
    let (head, text) = match thread.frames.split_first() {
        Some((first, rest)) if above(&cut.frames[first.0 as usize]) => (Some(first), rest),
        _ => (None, thread.frames.as_slice()),
    };
    if let Some(&(n, phase)) = head {
        push_role(features, &mut lines, &cut.frames[n as usize], phase, true);
    }
    for title in titles {
        for line in title.first..=title.last {
            lines.push(Placed {
                line,
                role: Role::EnclosureTitle,
            });
        }
    }
    for &(n, phase) in text {
        push_role(features, &mut lines, &cut.frames[n as usize], phase, true);
    }
    CarriedThread {
        lines,
        announced: None,
    }
}

/// A headless text with articles, or of a plan by its own words, is the
/// carried document of a notice whose head is missing.
fn headless_enclosures(
    cut: &Cut,
    notices: &mut [NoticeThread],
    threads: &BTreeMap<u32, Replay>,
    of_thread: &BTreeMap<u32, usize>,
) {
    for (id, &n) in of_thread {
        let Some(thread) = threads.get(id) else {
            continue;
        };
        let statute = thread.frames.iter().any(|&(f, _)| {
            cut.frames[f as usize]
                .label
                .is_some_and(|label| statutory(label.kind))
        });
        if !thread.headless || !statute || thread.closed {
            continue;
        }
        let notice = &mut notices[n];
        let mut lines = std::mem::take(&mut notice.lines);
        for placed in &mut lines {
            placed.role = match placed.role {
                Role::Body => Role::EnclosureBody,
                Role::Attachments => Role::EnclosureAttachments,
                other => other,
            };
        }
        if notice.completeness == Completeness::Fragment && !thread.torn_at_end {
            notice.completeness = Completeness::HeadMissing;
        }
        notice.enclosures.insert(
            0,
            CarriedThread {
                lines,
                announced: None,
            },
        );
    }
}

/// Names the carried documents by the titles the heads announce, in order.
fn announce(
    cut: &Cut,
    notices: &mut [NoticeThread],
    of_thread: &BTreeMap<u32, usize>,
    threads: &BTreeMap<u32, Replay>,
) {
    for (id, &n) in of_thread {
        let Some(head) = threads.get(id).and_then(|t| t.head) else {
            continue;
        };
        let titles = title::carried_titles(&cut.heads[head as usize].words);
        for (enclosure, title) in notices[n].enclosures.iter_mut().zip(titles) {
            enclosure.announced = Some(title);
        }
    }
}
