//! The laboratory: made-up gazette issues with known truth, and the measure
//! of a parse against it.
//!
//! [`issue`] invents an issue from a seed: notices of every kind are composed
//! from word lists (`compose`), set in type (`typeset`), laid out in bands
//! and columns (`pages`), painted in the order a page dump has them
//! (`paint`) and written out with line numbers (`dump`). What is true of
//! it is known throughout and handed back as a [`Truth`], in the shape of a
//! hand-checked gold file. [`compare`] measures a parsed document against it.
//!
//! This room is a tool for development. It knows [`crate::record`] and nothing
//! of the rooms that read: neither side may learn the other's rules. Same seed
//! and profile, same bytes, on every platform.

mod compare;
mod compose;
mod draft;
mod dump;
mod grammar;
mod pages;
mod paint;
mod perfect;
mod prng;
mod profile;
mod score;
mod seen;
mod truth;
mod typeset;
mod witness;
mod world;

#[cfg(test)]
mod tests;

pub use compare::{Miss, compare, examine};
pub use perfect::perfect;
pub use profile::{Era, PageMark, Plan, Profile, profile, profiles};
pub use score::{Count, OrderCounts, Score, Sets};
pub use truth::*;

use crate::record::{FurnitureKind, Gazette, IssueDocument};
use compose::{Habits, Like};
use draft::Draft;
use pages::{Measure, Press};
use paint::{Manner, Painted, Painter, Printed};
use prng::Prng;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use typeset::Setting;
use world::World;

/// An invented issue: its text and what is true of it.
pub fn issue(seed: u64, profile: &Profile) -> (String, Truth) {
    let made = Made::new(seed, profile);
    let mut truth = made.truth();
    truth.source = TruthSource {
        file: format!("{}.txt", name(seed, profile)),
        profile: profile.name.to_owned(),
        seed,
    };
    truth.note = format!("generated: profile {}, seed {seed}", profile.name);
    (made.text, truth)
}

/// The name of an issue's files, without extension.
pub fn name(seed: u64, profile: &Profile) -> String {
    format!("{}-{seed:06}", profile.name)
}

/// Writes issues into a folder: `NAME.txt` and `NAME.truth.json`.
///
/// # Errors
/// Where the folder or a file cannot be written.
pub fn write(dir: &Path, seeds: Range<u64>, profile: &Profile) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    for seed in seeds {
        let (text, truth) = issue(seed, profile);
        let name = name(seed, profile);
        std::fs::write(dir.join(format!("{name}.txt")), text)?;
        let json = serde_json::to_vec(&truth).map_err(std::io::Error::other)?;
        std::fs::write(dir.join(format!("{name}.truth.json")), json)?;
    }
    Ok(())
}

/// Writes issues one after another until at least `bytes` are written, without
/// their truth: a corpus for benchmarks. Gives the bytes and issues written.
///
/// # Errors
/// Where `out` cannot be written.
pub fn corpus(
    out: &mut impl Write,
    seed: u64,
    bytes: u64,
    profile: &Profile,
) -> std::io::Result<(u64, u64)> {
    let (mut written, mut issues) = (0, 0);
    while written < bytes {
        let text = Made::new(seed + issues, profile).text;
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
        issues += 1;
    }
    Ok((written, issues))
}

/// Measures a parser over the issues of some seeds: the score, and the first
/// `listed` things that differ. `parse` gets a file name and its bytes.
pub fn measure_listing(
    profile: &Profile,
    seeds: Range<u64>,
    listed: usize,
    parse: impl Fn(&str, &[u8]) -> IssueDocument + Sync,
) -> (Score, Vec<Miss>) {
    let mut score = Score::default();
    let mut misses = Vec::new();
    for seed in seeds {
        let (text, truth) = issue(seed, profile);
        let document = parse(&truth.source.file, text.as_bytes());
        let (one, found) = examine(&truth, &document);
        score += one;
        let room = listed.saturating_sub(misses.len());
        misses.extend(found.into_iter().take(room));
    }
    (score, misses)
}

/// Measures a parser over the issues of some seeds.
pub fn measure(
    profile: &Profile,
    seeds: Range<u64>,
    parse: impl Fn(&str, &[u8]) -> IssueDocument + Sync,
) -> Score {
    measure_listing(profile, seeds, 0, parse).0
}

/// An issue in all its states.
struct Made {
    world: World,
    drafts: Vec<Draft>,
    galley: typeset::Galley,
    painted: Vec<Painted>,
    places: dump::Places,
    text: String,
}

impl Made {
    fn new(seed: u64, profile: &Profile) -> Made {
        let mut prng = Prng::new(seed);
        let world = World::draw(&mut prng, profile.years);
        let habits = Habits::draw(&mut prng, profile, &world);
        let setting = setting(&mut prng, profile);
        let measure = Measure::draw(&mut prng, profile);
        let manner = Manner::draw(&mut prng, profile);
        let blank_lines = prng.chance(profile.blank_lines);
        let count = prng.between(profile.notices.0, profile.notices.1);
        let mut words = prng.fork(1);
        let mut drafts: Vec<Draft> = Vec::with_capacity(count as usize);
        let mut before: Option<Like> = None;
        for serial in 1..=count {
            let (draft, like) =
                compose::compose(&world, &habits, &mut words, serial, before.as_ref());
            drafts.push(draft);
            before = Some(like);
        }
        // Sections in the order in which their first notice was drawn.
        let order: Vec<String> = drafts.iter().map(|draft| draft.rubric.clone()).collect();
        drafts.sort_by_key(|draft| order.iter().position(|rubric| *rubric == draft.rubric));
        let mut type_prng = prng.fork(2);
        let mut press = Press::new(measure, &setting);
        for (index, draft) in drafts.iter().enumerate() {
            press.add(index as u16, draft, &mut type_prng);
        }
        let painter = Painter {
            world: &world,
            profile,
            manner: &manner,
            drafts: &drafts,
        };
        let painted = painter.paint(&press.pages, &mut prng.fork(3));
        let galley = press.galley;
        let (mut text, places) = dump::write_out(&galley, &painted, profile, blank_lines);
        if prng.chance(profile.crlf) {
            text = text.replace('\n', "\r\n");
        }
        Made {
            world,
            drafts,
            galley,
            painted,
            places,
            text,
        }
    }

    fn truth(&self) -> Truth {
        let seen = seen::Seen::all(&self.drafts, &self.galley, &self.places);
        let mut cuts = witness::cuts(&seen);
        let mut notices: Vec<TruthNotice> = Vec::with_capacity(seen.len());
        for (index, one) in seen.iter().enumerate() {
            if let Some(mut notice) = one.truth() {
                notice.rubric = dump::rubric(one, &self.painted);
                notice.cuts = std::mem::take(&mut cuts[index]);
                notice.witnessed = notice.cuts.iter().all(|cut| cut.witness);
                notices.push(notice);
            }
        }
        let first = |notice: &TruthNotice| notice.segments.iter().map(|segment| segment.1).min();
        notices.sort_by_key(first);
        for (index, notice) in notices.iter_mut().enumerate() {
            notice.id = format!("N{:02}", index + 1);
        }
        Truth {
            notices,
            gazette: self.gazette(),
            ..dump::frame_of(&self.places)
        }
    }

    /// What the mastheads and running heads print of the gazette.
    fn gazette(&self) -> Gazette {
        let title = format!("{}公报", self.world.government);
        let number = format!("第{}期", self.world.number);
        let mut gazette = Gazette::default();
        for item in self.painted.iter().flat_map(|page| &page.lines) {
            if let Printed::Furniture { kind, text } = item {
                let names = matches!(kind, FurnitureKind::Masthead | FurnitureKind::RunningHead);
                if names && text.contains(&title) {
                    gazette.title = Some(title.clone());
                }
                if names && text.contains(&number) {
                    gazette.year = Some(self.world.year);
                    gazette.number = Some(self.world.number);
                }
            }
        }
        gazette
    }
}

fn setting(prng: &mut Prng, profile: &Profile) -> Setting {
    Setting {
        latin_spaces: prng.chance(profile.latin_spaces),
        title_spaces: if prng.chance(profile.title_spaces) {
            prng.between(profile.title_spaces / 15, profile.title_spaces / 4)
        } else {
            0
        },
        indents: prng.chance(profile.indents),
        hanging: prng.chance(700),
        breaks_numbers: prng.chance(150),
        no_orphans: prng.chance(400),
        glyphs: if prng.chance(700) { profile.glyphs } else { 0 },
        percent_glyphs: if prng.chance(100) {
            profile.glyphs / 3
        } else {
            0
        },
        wide_spaces: prng.chance(300),
    }
}
