//! The decisions of the search become notices: lines with roles, in reading
//! order, satellites placed, completeness judged.

use super::feature::{Feature, Shape};
use super::frame::{Cut, Frame, Kind, Tail};
use super::search::{Found, Move};
use super::state::{HeadFacts, NONE, Phase, Thread};
use super::{CarriedThread, GUESS_MARGIN, NoticeThread, Placed, Threads, head};
use crate::layout::Layout;
use crate::notation::docnumber;
use crate::record::{Completeness, Role};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A thread while the decisions are replayed.
#[derive(Debug)]
struct Replay {
    state: Thread,
    /// Frames in reading order, each with the phase it was taken in.
    frames: Vec<(u32, Phase)>,
    head: Option<u32>,
    carrier: u32,
    headless: bool,
    gap: bool,
    hole: bool,
    torn_at_end: bool,
    closed: bool,
    margin: Vec<(u32, i32)>,
}

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

/// Plays the decisions through once more, now keeping every frame.
fn replay(cut: &Cut, found: &Found) -> (BTreeMap<u32, Replay>, Vec<u32>) {
    let mut threads: BTreeMap<u32, Replay> = BTreeMap::new();
    let mut order: Vec<u32> = Vec::new();
    for step in &found.steps {
        let frame = &cut.frames[step.frame as usize];
        let margin = found
            .margins
            .get(step.frame as usize)
            .copied()
            .unwrap_or(i32::MAX);
        match step.action {
            Move::Start | Move::Carried | Move::Promised(_) => {
                let head = match frame.kind {
                    Kind::Head(_) => Some(HeadFacts::default()),
                    _ => None,
                };
                let state = Thread::start(step.frame, frame, head, step.carrier);
                let phase = if head.is_some() {
                    Phase::Opened
                } else {
                    Phase::Body
                };
                order.push(step.thread);
                threads.insert(
                    step.thread,
                    Replay {
                        state,
                        frames: vec![(step.frame, phase)],
                        head: match frame.kind {
                            Kind::Head(n) => Some(n),
                            _ => None,
                        },
                        carrier: step.carrier,
                        headless: head.is_none(),
                        gap: step.action == Move::Carried
                            && frame.label.is_some_and(|label| label.number > 1),
                        hole: false,
                        torn_at_end: false,
                        closed: false,
                        margin: Vec::new(),
                    },
                );
            }
            Move::HeadAfter => {
                if let Some(thread) = threads.get_mut(&step.thread)
                    && let Kind::Head(n) = frame.kind
                {
                    thread.head = Some(n);
                    thread.headless = false;
                    thread.state.take_head(frame, HeadFacts::default());
                    thread.frames.push((step.frame, Phase::Opened));
                }
            }
            Move::Append | Move::Join(_) => {
                if let Some(thread) = threads.get_mut(&step.thread) {
                    let torn = thread.state.tail == Tail::Open
                        && frame.kind == Kind::Text
                        && frame.label.is_some();
                    let hole = thread.state.leaves_hole(frame);
                    thread.gap |= frame.kind == Kind::Text
                        && hole
                        && (torn || frame.tears != thread.state.tears());
                    thread.hole |=
                        frame.kind == Kind::Text && hole && frame.page != thread.state.page;
                    thread.state.advance(step.frame, frame, 0);
                    thread.frames.push((step.frame, thread.state.phase));
                    if margin < GUESS_MARGIN {
                        thread.margin.push((step.frame, margin));
                    }
                }
                if let Move::Join(orphan) = step.action
                    && let Some(rest) = threads.remove(&orphan)
                {
                    order.retain(|&id| id != orphan);
                    if let Some(thread) = threads.get_mut(&step.thread) {
                        thread.frames.extend(rest.frames);
                        thread.margin.extend(rest.margin);
                        thread.gap |= rest.gap;
                        thread.hole |= rest.hole;
                        let (id, carrier) = (thread.state.id, thread.state.carrier);
                        thread.state = rest.state;
                        thread.state.id = id;
                        thread.state.carrier = carrier;
                    }
                }
            }
        }
    }
    for thread in threads.values_mut() {
        thread.torn_at_end = thread.state.tail == Tail::Open;
        thread.closed = thread.state.is_dated() || thread.state.is_signed();
    }
    order.sort_unstable();
    (threads, order)
}

/// Gives carried documents printed before their notice's head their carrier.
fn keep_promises(threads: &mut BTreeMap<u32, Replay>, found: &Found) {
    for step in &found.steps {
        let Move::Promised(head) = step.action else {
            continue;
        };
        let carrier = threads
            .iter()
            .find(|(_, thread)| thread.head == Some(head) && thread.carrier == NONE)
            .map(|(&id, _)| id);
        if let (Some(carrier), Some(thread)) = (carrier, threads.get_mut(&step.thread)) {
            thread.carrier = carrier;
            thread.headless = false;
        }
    }
}

/// Which line is in which thread.
fn owners(cut: &Cut, threads: &BTreeMap<u32, Replay>) -> HashMap<usize, u32> {
    let mut owner = HashMap::new();
    for (&id, thread) in threads {
        for &(n, _) in &thread.frames {
            let frame = &cut.frames[n as usize];
            for line in frame.first..=frame.last {
                owner.insert(line as usize, id);
            }
        }
    }
    owner
}

/// A number's place: which thread, and whether it is that thread's own.
#[derive(Debug, Default)]
struct Numbers {
    own: BTreeMap<u32, usize>,
    loose: Vec<usize>,
}

/// Gives every number line to at most one head, nearest first.
fn place_numbers(
    layout: &Layout<'_>,
    cut: &Cut,
    threads: &BTreeMap<u32, Replay>,
    order: &[u32],
) -> Numbers {
    let mut pairs: Vec<(i64, usize, u32)> = Vec::new();
    for (n, number) in cut.numbers.iter().enumerate() {
        let at = number.first as i64;
        let parsed = docnumber::whole(&layout.lines[number.first].flat);
        for &id in order {
            let Some(thread) = threads.get(&id).filter(|t| t.carrier == NONE) else {
                continue;
            };
            let Some(cost) =
                number_distance(layout, cut, thread, at, number.first, parsed.as_ref())
            else {
                continue;
            };
            pairs.push((cost, n, id));
        }
    }
    pairs.sort_unstable();
    let mut out = Numbers::default();
    let mut used = vec![false; cut.numbers.len()];
    for (_, n, id) in pairs {
        if !used[n] && !out.own.contains_key(&id) {
            used[n] = true;
            out.own.insert(id, n);
        }
    }
    out.loose = (0..used.len()).filter(|&n| !used[n]).collect();
    out
}

/// How far a number stands from the places where a thread's number is printed:
/// after its title, after its last line, inside its addressees or first words.
fn number_distance(
    layout: &Layout<'_>,
    cut: &Cut,
    thread: &Replay,
    at: i64,
    line: usize,
    number: Option<&docnumber::Number>,
) -> Option<i64> {
    let page = layout.lines[line].page;
    let mut best: Option<i64> = None;
    let mut consider = |anchor: i64, page_of: u32, extra: i64| {
        let pages = i64::from(page.abs_diff(page_of));
        if pages > 1 {
            return;
        }
        let cost = (at - anchor).abs() * 2 + pages * 40 + extra;
        best = Some(best.map_or(cost, |b| b.min(cost)));
    };
    if let Some(n) = thread.head {
        let head = &cut.heads[n as usize];
        // Numbers follow their title; one before it is another notice's.
        let after = at >= head.end as i64;
        consider(
            head.end as i64,
            layout.lines[head.first].page,
            if after { 0 } else { 30 },
        );
        if head.numbered {
            return None; // the head holds its number
        }
    }
    for &(n, _) in &thread.frames {
        let frame = &cut.frames[n as usize];
        let extra = match frame.kind {
            Kind::Note => 3,
            Kind::Date => 5,
            Kind::Recipients | Kind::Text
                if frame.first
                    < (thread
                        .frames
                        .first()
                        .map_or(0, |f| cut.frames[f.0 as usize].first))
                        + 12 =>
            {
                8
            }
            _ => continue,
        };
        consider(
            i64::from(frame.last) + 1,
            frame.page,
            extra + if thread.head.is_none() { 12 } else { 0 },
        );
    }
    let mut cost = best?;
    if let (Some(number), Some(n)) = (number, thread.head) {
        let head = &cut.heads[n as usize];
        let office = layout.lines[head.first..head.end]
            .iter()
            .any(|l| l.flat.contains("办公"));
        if let Some(code) = &number.agency_code
            && code.contains('办') != office
        {
            cost += 9;
        }
        let personnel = head.words.contains("任免")
            || head.words.contains("任职")
            || head.words.contains("免职")
            || head.words.contains("职务");
        if let Some(code) = &number.agency_code
            && code.contains('任') != personnel
        {
            cost += 9;
        }
        let reply = head.words.ends_with("批复") || head.words.ends_with('函');
        if let Some(code) = &number.agency_code
            && code.ends_with('发')
            && reply
        {
            cost += 6;
        }
    }
    Some(cost)
}

/// Titles of carried documents: by carried thread.
fn place_titles(
    cut: &Cut,
    threads: &BTreeMap<u32, Replay>,
    order: &[u32],
) -> BTreeMap<u32, Vec<usize>> {
    let owner = owners(cut, threads);
    let mut placed: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, title) in cut.titles.iter().enumerate() {
        // Carried threads of the head that issues the title; the nearest wins.
        let mut best: Option<(usize, u32)> = None;
        for &id in order {
            let Some(thread) = threads.get(&id).filter(|t| t.carrier != NONE) else {
                continue;
            };
            let Some(carrier) = threads.get(&thread.carrier) else {
                continue;
            };
            let named = title.head.is_some() && carrier.head == title.head.map(|h| h as u32);
            let first = thread
                .frames
                .first()
                .map_or(0, |f| cut.frames[f.0 as usize].first as usize);
            let distance = if first > title.last {
                (first - title.last) * 2
            } else {
                title.first - first.min(title.first)
            };
            let next = owner.get(&(title.last + 1)) == Some(&id);
            if !(named || (title.head.is_none() && (next || distance < 80))) {
                continue;
            }
            let cost = if next && first == title.last + 1 {
                0
            } else {
                distance + 1
            } + placed
                .get(&id)
                .map_or(0, |list: &Vec<usize>| list.len() * 500);
            if best.is_none_or(|(b, _)| cost < b) {
                best = Some((cost, id));
            }
        }
        if let Some((_, id)) = best {
            placed.entry(id).or_default().push(n);
        }
    }
    placed
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
        for line in head.first..head.end {
            let role = if line < head.title {
                Role::IssuingBody
            } else if line < head.number {
                Role::Title
            } else {
                Role::DocumentNumber
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
                if kind == Kind::Recipients {
                    Role::Recipients
                } else {
                    Role::HistoryNote
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
        Kind::History => Role::HistoryNote,
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

/// A carried document's lines, its title first.
fn carried(
    features: &[Feature],
    cut: &Cut,
    thread: &Replay,
    titles: Option<&Vec<usize>>,
) -> CarriedThread {
    let mut lines = Vec::new();
    for &n in titles.into_iter().flatten() {
        let title = &cut.titles[n];
        for line in title.first..=title.last {
            lines.push(Placed {
                line,
                role: Role::EnclosureTitle,
            });
        }
    }
    for &(n, phase) in &thread.frames {
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
                .is_some_and(|label| super::frame::statutory(label.kind))
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

/// Numbers and titles no head wanted go to the notice printed around them.
fn place_loose(
    cut: &Cut,
    notices: &mut [NoticeThread],
    of_thread: &BTreeMap<u32, usize>,
    threads: &BTreeMap<u32, Replay>,
    numbers: &Numbers,
    titles: &BTreeMap<u32, Vec<usize>>,
) {
    let owner = owners(cut, threads);
    let notice_at = |line: usize| -> Option<(usize, u32)> {
        let id = *owner.get(&line)?;
        let carrier = threads.get(&id)?.carrier;
        let root = if carrier == NONE { id } else { carrier };
        of_thread.get(&root).map(|&n| (n, id))
    };
    let nearest = |first: usize, last: usize, after: bool| -> Option<(usize, u32)> {
        for step in 1..5000usize {
            let ahead = notice_at(last + step);
            let behind = first.checked_sub(step).and_then(notice_at);
            let hit = if after {
                ahead.or(behind)
            } else {
                behind.or(ahead)
            };
            if hit.is_some() {
                return hit;
            }
        }
        None
    };
    for &n in &numbers.loose {
        let line = cut.numbers[n].first;
        let Some((notice, id)) = nearest(line, line, false) else {
            continue;
        };
        let carried = threads.get(&id).is_some_and(|t| t.carrier != NONE);
        let target = &mut notices[notice];
        let placed = Placed {
            line,
            role: if carried {
                Role::DocumentNumber
            } else {
                Role::Other
            },
        };
        match target
            .enclosures
            .iter_mut()
            .find(|e| carried && e.lines.iter().any(|p| owner.get(&p.line) == Some(&id)))
        {
            Some(enclosure) => {
                let at = enclosure
                    .lines
                    .iter()
                    .position(|p| p.role != Role::EnclosureTitle)
                    .unwrap_or(enclosure.lines.len());
                enclosure.lines.insert(at, placed);
            }
            None => target.lines.push(placed),
        }
    }
    let used: BTreeSet<usize> = titles.values().flatten().copied().collect();
    let unused = cut
        .titles
        .iter()
        .enumerate()
        .filter(|(n, _)| !used.contains(n));
    for (_, title) in unused {
        let by_head = title.head.and_then(|h| {
            of_thread
                .iter()
                .find(|(id, _)| threads.get(id).is_some_and(|t| t.head == Some(h as u32)))
                .map(|(_, &n)| n)
        });
        let Some(notice) =
            by_head.or_else(|| nearest(title.first, title.last, true).map(|(n, _)| n))
        else {
            continue;
        };
        let lines = (title.first..=title.last).map(|line| Placed {
            line,
            role: Role::EnclosureTitle,
        });
        let target = &mut notices[notice];
        match target
            .enclosures
            .iter_mut()
            .find(|e| !e.lines.iter().any(|p| p.role == Role::EnclosureTitle))
        {
            Some(enclosure) => {
                let rest = std::mem::take(&mut enclosure.lines);
                enclosure.lines = lines.chain(rest).collect();
            }
            None => target.enclosures.push(CarriedThread {
                lines: lines.collect(),
                announced: None,
            }),
        }
    }
}

/// Registration numbers and metadata stand above their notice's head.
fn place_above(
    features: &[Feature],
    cut: &Cut,
    notices: &mut [NoticeThread],
    of_thread: &BTreeMap<u32, usize>,
    threads: &BTreeMap<u32, Replay>,
    numbers: &Numbers,
) {
    let mut heads: Vec<(usize, usize, usize)> = of_thread
        .iter()
        .filter_map(|(id, &n)| {
            let head = threads.get(id)?.head?;
            let head = &cut.heads[head as usize];
            Some((head.first, head.end, n))
        })
        .collect();
    heads.sort_unstable();
    let mut above: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
    let mut lost = Vec::new();
    for item in &cut.loose {
        let role = if features[item.first].shape == Shape::Registration {
            Role::RegistrationNumber
        } else {
            Role::Other
        };
        let placed = Placed {
            line: item.first,
            role,
        };
        let next = heads.partition_point(|(first, _, _)| *first < item.first);
        // Right under a title it belongs to that title, else to the next one.
        let under = next
            .checked_sub(1)
            .and_then(|n| heads.get(n))
            .filter(|(_, end, _)| item.first <= end + 1);
        // Beside a document number it belongs to that number's notice.
        let numbered = numbers
            .own
            .iter()
            .find(|(_, n)| cut.numbers[**n].first.abs_diff(item.first) == 1)
            .and_then(|(id, _)| of_thread.get(id))
            .map(|&n| (0, 0, n));
        let near = under
            .or_else(|| heads.get(next))
            .or_else(|| heads.last())
            .copied();
        match numbered
            .filter(|_| role == Role::RegistrationNumber)
            .or(near)
        {
            Some((_, _, n)) => above.entry(n).or_default().push(placed),
            None => lost.push(placed),
        }
    }
    for (n, mut lines) in above {
        lines.append(&mut notices[n].lines);
        notices[n].lines = lines;
    }
    if let Some(first) = notices.first_mut() {
        first.lines.splice(0..0, lost);
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
        let titles = head::carried_titles(&cut.heads[head as usize].words);
        for (enclosure, title) in notices[n].enclosures.iter_mut().zip(titles) {
            enclosure.announced = Some(title);
        }
    }
}
