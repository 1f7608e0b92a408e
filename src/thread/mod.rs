//! Lines become threads, one per notice, in reading order.
//!
//! A text dump has lost its boxes; what is left is a sequence of frames in
//! paint order. Which frame goes on with which is decided by one optimisation
//! over the whole issue: `frame` cuts, `state` says what a link costs,
//! `search` finds the cover of least cost, `assemble` hands out roles and
//! finds a notice for every satellite. This room decides order and ownership
//! of whole lines; it takes no value from them.

mod again;
mod alone;
mod assemble;
mod block;
mod cohesion;
mod feature;
mod frame;
mod head;
mod joint;
mod junction;
mod letter;
mod metadata;
mod names;
mod order;
mod report;
mod rows;
mod search;
mod state;
mod title;
mod weigh;
mod weights;
mod words;

pub use feature::{End, end_of};
pub use letter::{slashed_kind, told_value};
pub use names::{
    carried_type, is_hanzi, is_organ, is_post, notice_type, number_and_date, organ_and_date,
    signer, without_suffix,
};
pub use order::{bare_number, in_session};
pub use report::read_kind;
pub use rows::roster_row;
pub use search::Owner;
pub use weigh::{Link, Weighed, weigh};
pub use weights::Weights;

use crate::layout::Layout;
use crate::record::{Completeness, Role};
use cohesion::Cohesion;
use feature::{Feature, Shape};
use frame::{Cutter, Frame, Kind, Start, Tail};
use junction::Junctions;
use rustc_hash::{FxHashMap, FxHashSet};
use search::{Breadth, Facts, Found, Guide};
use state::{HeadFacts, NONE};

/// One line of a notice with its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Index into the layout's lines.
    pub line: usize,
    /// What it is.
    pub role: Role,
}

/// A carried document, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedThread {
    /// Its lines.
    pub lines: Vec<Placed>,
    /// The title it is announced under, if the carrying notice names it.
    pub announced: Option<String>,
}

/// A notice, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeThread {
    /// Its own lines.
    pub lines: Vec<Placed>,
    /// Documents it carries.
    pub enclosures: Vec<CarriedThread>,
    /// How much of it is there.
    pub completeness: Completeness,
    /// Whether numbers are left out where a page ends: a gap, if the tree of
    /// units says so too.
    pub hole: bool,
    /// Lines (indices) that may belong elsewhere, with the margin in points.
    pub guesses: Vec<(usize, i32)>,
}

/// Threads of an issue, in order of first printed appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Threads {
    /// The notices.
    pub notices: Vec<NoticeThread>,
}

/// Below this margin a link is reported as a guess: less than a jump apart.
pub const GUESS_MARGIN: i32 = 4;

/// Puts the lines of a layout into threads.
pub fn thread(layout: &Layout<'_>, weights: &Weights) -> Threads {
    let features = features(layout);
    let cutter = Cutter::new(&layout.lines, &layout.tears, &layout.turns, &features);
    let ask = Ask::of(layout, &features, &cutter, weights);
    let found = ask.found;
    let cut = cutter.finish(ask.frames);
    assemble::assemble(layout, &features, &cut, &found)
}

fn features(layout: &Layout<'_>) -> Vec<Feature> {
    let mut features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
    metadata::mark(&layout.lines, &mut features);
    letter::mark(&layout.lines, &mut features);
    again::mark(&layout.lines, &mut features);
    feature::mark_wrapped_printing(&layout.lines, &mut features);
    feature::mark_datelines(&layout.lines, &mut features);
    feature::mark_dated_rows(&layout.lines, &mut features);
    features
}

/// What the last search of an issue was asked, and what it found.
struct Ask {
    weights: Weights,
    frames: Vec<Frame>,
    facts: Facts,
    cohesion: Cohesion,
    breadth: Breadth,
    found: Found,
}

impl Ask {
    /// Searches once, and once more with a closer look where that left
    /// something unexplained.
    fn of(
        layout: &Layout<'_>,
        features: &[Feature],
        cutter: &Cutter<'_, '_>,
        weights: &Weights,
    ) -> Ask {
        let frames = cutter.cut(&|_| false, &|_| false);
        let mut ask = Ask {
            weights: if cutter.in_print_order() {
                weights.in_print_order()
            } else {
                weights.clone()
            },
            facts: facts(layout, features, cutter, &frames),
            frames,
            cohesion: Cohesion::default(),
            breadth: Breadth::NARROW,
            found: Found::default(),
        };
        ask.found = ask.search(None);
        let troubled = troubled_pages(&ask.frames, &ask.found);
        if troubled.is_empty() {
            return ask;
        }
        let junctions = Junctions::of(layout);
        // Where two lines never meet elsewhere, they may not belong together.
        let soft = |line: usize| {
            line > 0 && troubled.contains(&layout.lines[line].page) && {
                let before = junction::last_two(&layout.lines[line - 1].flat);
                let after = junction::first_two(&layout.lines[line].flat);
                junctions.never_meet(before, after)
            }
        };
        let finer = cutter.cut(&|page| troubled.contains(&page), &soft);
        if finer.len() > ask.frames.len() {
            ask.frames = finer;
        }
        ask.facts = facts(layout, features, cutter, &ask.frames);
        ask.facts.troubled = true;
        let near = |frame: &Frame| troubled.contains(&frame.page);
        ask.cohesion = Cohesion::of(layout, &ask.frames, &near, junctions);
        ask.breadth = Breadth::WIDE;
        ask.found = ask.search(None);
        ask
    }

    fn search(&mut self, guide: Option<&Guide>) -> Found {
        search::search(
            &self.frames,
            &self.facts,
            &mut self.cohesion,
            &self.weights,
            self.breadth,
            guide,
        )
    }
}

/// What the search asks beyond the frames.
fn facts(
    layout: &Layout<'_>,
    features: &[Feature],
    cutter: &Cutter<'_, '_>,
    frames: &[Frame],
) -> Facts {
    let signers: FxHashSet<&str> = frames
        .iter()
        .filter(|frame| frame.kind == Kind::Sign)
        .map(|frame| layout.lines[frame.first as usize].flat.as_ref())
        .collect();
    let heads = cutter
        .heads()
        .iter()
        .map(|head| {
            let names: String = layout.lines[head.first..head.title]
                .iter()
                .map(|line| line.flat.as_ref())
                .collect();
            let organ = if head.title > head.first {
                first_signer(&names, &signers)
            } else {
                organ_prefix(&head.words)
            };
            let titles = title::carried_titles(&head.words);
            HeadFacts {
                issuer: fingerprint(organ),
                titles: titles.len() as u32,
                expects: titles.iter().any(|title| !listed(title)) || head.words.ends_with('令'),
            }
        })
        .collect();
    let signs = frames
        .iter()
        .map(|frame| match frame.kind {
            Kind::Sign => {
                let line = &layout.lines[frame.first as usize];
                match features[frame.first as usize].shape {
                    Shape::OrganDate => names::organ_and_date(&line.flat)
                        .map_or(0, |at| fingerprint(&line.flat[..at])),
                    Shape::Signer => 0,
                    _ => fingerprint(&line.flat),
                }
            }
            _ => 0,
        })
        .collect();
    let titled = frames
        .iter()
        .map(|frame| {
            frame.title.map(|n| {
                cutter.titles()[n as usize]
                    .head
                    .map_or(NONE, |head| head as u32)
            })
        })
        .collect();
    let promises = promises(cutter, frames);
    let quotes = quotes(layout, cutter, frames);
    let count = |kind: Kind| frames.iter().filter(|frame| frame.kind == kind).count();
    let notes = count(Kind::Note) * 2 > count(Kind::Date);
    let editions = count(Kind::Edition) * 2 > count(Kind::Date);
    Facts {
        heads,
        signs,
        titled,
        promises,
        notes,
        editions,
        ordered: cutter.in_print_order(),
        quotes,
        troubled: false,
    }
}

/// The first of the joint bodies above a title, as a signature prints it; all
/// the words where none does.
fn first_signer<'n>(names: &'n str, signers: &FxHashSet<&str>) -> &'n str {
    names
        .char_indices()
        .map(|(at, c)| &names[..at + c.len_utf8()])
        // 办公室 after the name of a government is no second body.
        .rfind(|first| signers.contains(first) && names[first.len()..].chars().count() > 4)
        .unwrap_or(names)
}

/// For every frame the head whose matter its first words name: a reply quotes
/// the request, a notice the document it issues, others begin with their aim.
fn quotes(layout: &Layout<'_>, cutter: &Cutter<'_, '_>, frames: &[Frame]) -> Vec<u32> {
    let cores: Vec<Vec<(char, char)>> = cutter
        .heads()
        .iter()
        .map(|head| pairs_of(title::matter(&head.words).chars()))
        .collect();
    let mut by_page: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (n, head) in cutter.heads().iter().enumerate() {
        let page = layout.lines[head.first].page;
        for near in page.saturating_sub(1)..=page + 1 {
            by_page.entry(near).or_default().push(n);
        }
    }
    let mut after_addressees = false;
    let mut out = vec![NONE; frames.len()];
    for (n, frame) in frames.iter().enumerate() {
        let opening = frame.kind == Kind::Text
            && (after_addressees || frame.begins || frame.issues)
            && frame.label.is_none();
        after_addressees = matches!(frame.kind, Kind::Recipients | Kind::Head(_));
        let Some(near) = by_page.get(&frame.page).filter(|_| opening) else {
            continue;
        };
        let last = frame.last.min(frame.first + 7);
        let words = layout.lines[frame.first as usize..=last as usize]
            .iter()
            .flat_map(|line| line.flat.chars())
            .take(160);
        let inside: FxHashSet<(char, char)> = pairs_of(words).into_iter().collect();
        let score = |h: usize| {
            let hits = cores[h].iter().filter(|pair| inside.contains(pair)).count();
            if cores[h].len() >= 4 {
                hits * 100 / cores[h].len()
            } else {
                0
            }
        };
        let best = near
            .iter()
            .map(|&h| (score(h), h))
            .max_by_key(|&(score, h)| {
                (
                    score,
                    usize::MAX - cutter.heads()[h].first.abs_diff(frame.first as usize),
                )
            });
        if let Some((score, h)) = best
            && score >= 80
        {
            out[n] = h as u32;
        }
    }
    out
}

fn pairs_of(words: impl Iterator<Item = char>) -> Vec<(char, char)> {
    let mut before = None;
    let mut out = Vec::new();
    for c in words {
        if let Some(b) = before {
            out.push((b, c));
        }
        before = Some(c);
    }
    out
}

/// Beginnings of texts on a page that also holds the title of a carried
/// document whose notice's head is printed after it.
fn promises(cutter: &Cutter<'_, '_>, frames: &[Frame]) -> FxHashMap<u32, u32> {
    let mut out = FxHashMap::default();
    for title in cutter.titles() {
        let Some(head) = title.head else { continue };
        let printed = cutter.heads()[head].first;
        if printed < title.first {
            continue;
        }
        let after = frames.partition_point(|frame| (frame.first as usize) <= title.first);
        let Some(page) = frames.get(after.saturating_sub(1)).map(|frame| frame.page) else {
            continue;
        };
        for (n, frame) in frames.iter().enumerate().skip(after.saturating_sub(60)) {
            if frame.page > page || n > after + 4 {
                break;
            }
            if frame.page == page && frame.begins && (frame.first as usize) < printed {
                out.entry(n as u32).or_insert(head as u32);
            }
        }
    }
    out
}

/// Lists are announced in the notice and printed as its attachments.
fn listed(title: &str) -> bool {
    ["名录", "名单", "结果", "清单", "目录"]
        .iter()
        .any(|end| names::without_suffix(title).ends_with(end))
}

/// The organ a title begins with.
fn organ_prefix(words: &str) -> &str {
    let at = words
        .find("关于")
        .or_else(|| words.find("關於"))
        .unwrap_or(words.len());
    let organ = &words[..at];
    ["公告", "通告", "命令", "令", "布告"]
        .iter()
        .find_map(|end| organ.strip_suffix(end))
        .unwrap_or(organ)
}

/// A fingerprint of a name, never 0 for words.
fn fingerprint(name: &str) -> u32 {
    if name.is_empty() {
        return 0;
    }
    // FNV-1a: small, and the same on every platform.
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash.max(1)
}

/// One page in so many troubled: all of the issue are.
const PAGES_SPOILT: usize = 6;

/// Pages on which the first search left something unexplained: they and their
/// neighbours are cut more finely.
fn troubled_pages(frames: &[Frame], found: &Found) -> FxHashSet<u32> {
    let mut pages = FxHashSet::default();
    let mut tails: FxHashMap<u32, (Tail, u32)> = FxHashMap::default();
    let mut mark = |page: u32| {
        pages.extend([page.saturating_sub(1), page, page + 1]);
    };
    for step in &found.steps {
        let frame = &frames[step.frame as usize];
        let headless = step.action == search::Move::Start && !matches!(frame.kind, Kind::Head(_));
        let before = tails.insert(step.thread, (frame.tail, frame.page));
        let torn = before.is_some_and(|(tail, _)| {
            tail == Tail::Open && frame.start != Start::Unknown && frame.start != Start::Middle
        });
        if headless || torn {
            mark(frame.page);
            if let Some((_, page)) = before {
                mark(page);
            }
        }
    }
    for (tail, page) in tails.into_values() {
        if tail == Tail::Open {
            mark(page);
        }
    }
    // Where much is out of place, what looks whole may be as well.
    let count = frames.last().map_or(0, |frame| frame.page as usize + 1);
    if pages.len() * PAGES_SPOILT >= count && !pages.is_empty() {
        pages.extend(0..count as u32);
    }
    pages
}
