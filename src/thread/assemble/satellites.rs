//! Lines outside the threads' paths find their notices: document numbers,
//! titles of carried documents, registration numbers, metadata.

use super::replay::{Replay, owners};
use crate::layout::Layout;
use crate::notation::docnumber;
use crate::record::Role;
use crate::thread::feature::{Feature, Shape};
use crate::thread::frame::{Cut, Kind};
use crate::thread::order::{bare_number, takes_serial};
use crate::thread::state::NONE;
use crate::thread::{CarriedThread, NoticeThread, Placed};
use std::collections::{BTreeMap, BTreeSet};

/// A number's place: which thread, and whether it is that thread's own.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) own: BTreeMap<u32, usize>,
    pub(super) loose: Vec<usize>,
}

/// Gives every number line to at most one head, nearest first.
pub(super) fn place_numbers(
    layout: &Layout<'_>,
    cut: &Cut,
    threads: &BTreeMap<u32, Replay>,
    order: &[u32],
) -> Numbers {
    let mut pairs: Vec<(i64, usize, u32)> = Vec::new();
    let above = numbers_above(cut);
    let anchors = anchors(cut, threads, order);
    for (n, number) in cut.numbers.iter().enumerate() {
        let parsed = docnumber::whole(&layout.lines[number.first].flat);
        for id in near(&anchors, number.first) {
            let Some(thread) = threads.get(&id) else {
                continue;
            };
            let Some(cost) =
                number_distance(layout, cut, thread, above, number.first, parsed.as_ref())
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

/// Anchors on either side of a number that are asked: more than any page has,
/// few enough for a source made of nothing else.
const ANCHORS: usize = 200;

/// Lines of heads and frames, each with its thread, by line.
fn anchors(cut: &Cut, threads: &BTreeMap<u32, Replay>, order: &[u32]) -> Vec<(usize, u32)> {
    let mut out = Vec::new();
    for &id in order {
        let Some(thread) = threads.get(&id).filter(|t| t.carrier == NONE) else {
            continue;
        };
        out.extend(thread.head.map(|n| (cut.heads[n as usize].first, id)));
        let frames = thread.frames.iter().map(|&(n, _)| &cut.frames[n as usize]);
        let kept = frames.filter(|frame| {
            matches!(
                frame.kind,
                Kind::Note | Kind::Date | Kind::Recipients | Kind::Text
            )
        });
        let mut before = None;
        for frame in kept {
            // A long text needs no anchor but its first words.
            let kind = std::mem::discriminant(&frame.kind);
            if frame.kind != Kind::Text || before != Some(kind) {
                out.push((frame.first as usize, id));
            }
            before = Some(kind);
        }
    }
    out.sort_unstable();
    out
}

/// The threads with the anchors nearest to a line, each once.
fn near(anchors: &[(usize, u32)], line: usize) -> BTreeSet<u32> {
    let at = anchors.partition_point(|&(anchor, _)| anchor < line);
    let range = at.saturating_sub(ANCHORS)..anchors.len().min(at + ANCHORS);
    anchors[range].iter().map(|&(_, id)| id).collect()
}

/// Whether this gazette prints the number above the title: the first number
/// stands right above the first title, so do nearly all others, and none
/// stands right under one.
fn numbers_above(cut: &Cut) -> bool {
    let firsts: BTreeSet<usize> = cut.heads.iter().map(|head| head.first).collect();
    let ends: BTreeSet<usize> = cut.heads.iter().map(|head| head.end).collect();
    let above = |line: usize| firsts.contains(&(line + 1));
    let lines = cut.numbers.iter().map(|number| number.first);
    let count = lines.clone().filter(|&line| above(line)).count();
    let first = lines.clone().min().is_some_and(above)
        && lines.clone().min().map(|line| line + 1) == firsts.first().copied();
    first && count * 10 >= cut.numbers.len() * 8 && !lines.clone().any(|line| ends.contains(&line))
}

/// How far a number stands from the places where a thread's number is printed:
/// after its title, after its last line, inside its addressees or first words.
fn number_distance(
    layout: &Layout<'_>,
    cut: &Cut,
    thread: &Replay,
    above: bool,
    line: usize,
    number: Option<&docnumber::Number>,
) -> Option<i64> {
    let page = layout.lines[line].page;
    let at = line as i64;
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
        let under = at >= head.end as i64;
        if above {
            // Where every title has its number above it, no other is near.
            let extra = if under { 30 } else { 0 };
            consider(head.first as i64 - 1, layout.lines[head.first].page, extra);
        } else {
            // Numbers follow their title; one before it is another notice's.
            let extra = if under { 0 } else { 30 };
            consider(head.end as i64, layout.lines[head.first].page, extra);
        }
        if head.numbered {
            return None; // the head holds its number
        }
    }
    let late = thread.frames.iter().filter(|_| !above);
    for &(n, _) in late {
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
    if bare_number(&layout.lines[line].flat)
        && thread
            .head
            .is_none_or(|n| !takes_serial(&cut.heads[n as usize].words))
    {
        return None;
    }
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
        // 某局公告2022年第4号 belongs to a 公告.
        if let Some(code) = &number.agency_code
            && ["公告", "通告"]
                .iter()
                .any(|kind| code.ends_with(kind) && !head.words.ends_with(kind))
        {
            cost += 60;
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
pub(super) fn place_titles(
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
            let next = owner.get(title.last + 1) == Some(&id);
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

/// Numbers and titles no head wanted go to the notice printed around them.
pub(super) fn place_loose(
    cut: &Cut,
    notices: &mut [NoticeThread],
    of_thread: &BTreeMap<u32, usize>,
    threads: &BTreeMap<u32, Replay>,
    numbers: &Numbers,
    titles: &BTreeMap<u32, Vec<usize>>,
) {
    let owner = owners(cut, threads);
    let notice_at = |line: usize| -> Option<(usize, u32)> {
        let id = *owner.get(line).filter(|&&id| id != NONE)?;
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
            .find(|e| carried && e.lines.iter().any(|p| owner.get(p.line) == Some(&id)))
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
pub(super) fn place_above(
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
        let role = match features[item.first].shape {
            Shape::Registration => Role::RegistrationNumber,
            Shape::LetterNumber => Role::DocumentNumber,
            Shape::LetterDate => Role::Date,
            Shape::LetterTo => Role::Recipients,
            Shape::LetterCopy => Role::CopiedTo,
            _ => Role::Other,
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
        // Copies are told under the letter.
        let above_it = next.checked_sub(1).and_then(|n| heads.get(n)).copied();
        if let Some((_, _, n)) = above_it.filter(|_| role == Role::CopiedTo) {
            let own = &mut notices[n].lines;
            let at = own.iter().rposition(|at| at.line < placed.line);
            own.insert(at.map_or(0, |at| at + 1), placed);
            continue;
        }
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
    for (n, loose) in above {
        for placed in loose {
            let at = place_in_head(&notices[n].lines, placed.line);
            notices[n].lines.insert(at, placed);
        }
    }
    if let Some(first) = notices.first_mut() {
        first.lines.splice(0..0, lost);
    }
}

/// Where a line printed above, in or under a head stands in reading order: as
/// it is printed, as long as the head's own lines are printed in order.
fn place_in_head(lines: &[Placed], line: usize) -> usize {
    lines
        .iter()
        .take_while(|at| {
            at.line < line
                && matches!(
                    at.role,
                    Role::IssuingBody
                        | Role::Title
                        | Role::DocumentNumber
                        | Role::RegistrationNumber
                        | Role::Other
                )
        })
        .count()
}
