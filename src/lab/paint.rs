//! The order a dump prints a page in, and what it prints besides: running
//! heads, page numbers, contents. Frames are moved within their page only;
//! pages stay in order, some are missing.

use super::draft::Draft;
use super::pages::{Band, Frame, Holds, Page};
use super::prng::Prng;
use super::profile::Profile;
use super::world::World;
use crate::record::FurnitureKind;

/// One line of the dump.
#[derive(Debug, Clone)]
pub(crate) enum Printed {
    /// Index of a galley line; whether it stands close to the line before.
    Line { line: u32, close: bool },
    /// A line of the gazette's own.
    Furniture { kind: FurnitureKind, text: String },
}

/// A painted page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Painted {
    pub(crate) lines: Vec<Printed>,
    /// The page number, where one is printed.
    pub(crate) number: Option<u32>,
    /// The rubric its running head prints.
    pub(crate) rubric: Option<String>,
    /// The start of this page is marked.
    pub(crate) marked: bool,
}

/// Habits of one issue's dump.
#[derive(Debug, Clone)]
pub(crate) struct Manner {
    running_heads: u32,
    page_numbers: u32,
    /// How running heads are worded.
    head_style: usize,
    number_style: usize,
    at_foot: bool,
    /// Title lines follow each other without a blank line.
    close_titles: u32,
    contents: bool,
    first_page: u32,
}

impl Manner {
    pub(crate) fn draw(prng: &mut Prng, profile: &Profile) -> Manner {
        Manner {
            running_heads: prng.between(profile.running_heads.0, profile.running_heads.1),
            page_numbers: prng.between(profile.page_numbers.0, profile.page_numbers.1),
            head_style: prng.weighted(&[45, 20, 15, 10, 10]),
            number_style: prng.weighted(&[50, 20, 20, 10]),
            at_foot: prng.chance(600),
            close_titles: prng.between(200, 700),
            contents: prng.chance(profile.contents),
            first_page: prng.between(1, 6),
        }
    }
}

/// Everything painting needs to know of an issue.
pub(crate) struct Painter<'a> {
    pub(crate) world: &'a World,
    pub(crate) profile: &'a Profile,
    pub(crate) manner: &'a Manner,
    pub(crate) drafts: &'a [Draft],
}

impl Painter<'_> {
    /// All pages in order, contents first, without the missing ones.
    pub(crate) fn paint(&self, pages: &[Page], prng: &mut Prng) -> Vec<Painted> {
        let missing = self.missing(pages.len(), prng);
        let mut out = Vec::with_capacity(pages.len() + 1);
        if self.manner.contents {
            out.push(self.contents(pages, prng));
        }
        for (index, page) in pages.iter().enumerate() {
            if !missing[index] {
                out.push(self.page(index, page, prng));
            }
        }
        out
    }

    fn missing(&self, pages: usize, prng: &mut Prng) -> Vec<bool> {
        let mut gone = vec![false; pages];
        for index in 0..pages {
            let after_gap = index > 0 && gone[index - 1];
            let rate = if after_gap && self.profile.pages_missing > 0 {
                500
            } else {
                self.profile.pages_missing
            };
            gone[index] = prng.chance(rate);
        }
        if gone.iter().all(|&gone| gone) {
            gone.fill(false);
        }
        gone
    }

    fn page(&self, index: usize, page: &Page, prng: &mut Prng) -> Painted {
        let profile = self.profile;
        let mut bands: Vec<Band> = page.bands.clone();
        self.permute(&mut bands, prng);
        let mut frames: Vec<Frame> = Vec::new();
        let mut late: Vec<Frame> = Vec::new();
        for band in bands {
            self.band(band, prng, &mut frames, &mut late);
        }
        frames.append(&mut late);
        let mut painted = Painted {
            marked: !prng.chance(profile.page_mark_lost),
            ..Painted::default()
        };
        let mut furniture = self.furniture(index, page, &mut painted, prng);
        let at_foot = self.manner.at_foot;
        if !at_foot {
            painted.lines.append(&mut furniture);
        }
        // Now and then the foot is painted before the page's last frame.
        let early = at_foot && frames.len() > 2 && prng.chance(profile.frames_permuted / 8);
        let count = frames.len();
        for (turn, frame) in frames.iter().enumerate() {
            if early && turn + 1 == count {
                painted.lines.append(&mut furniture);
            }
            self.frame(frame, &mut painted.lines, prng);
        }
        painted.lines.append(&mut furniture);
        painted
    }

    /// The bands of a page in another order. What one notice has in several
    /// columns is one story and stays together: dumps follow linked frames.
    fn permute(&self, bands: &mut Vec<Band>, prng: &mut Prng) {
        let mut stories: Vec<Vec<Band>> = Vec::new();
        for band in bands.drain(..) {
            let notice = |band: &Band| band.first().map(|frame| frame.notice);
            match stories.last_mut() {
                Some(story) if story.last().and_then(notice) == notice(&band) => story.push(band),
                _ => stories.push(vec![band]),
            }
        }
        if stories.len() > 1 && prng.chance(self.profile.frames_permuted) {
            match prng.weighted(&[40, 40, 20]) {
                0 => stories.reverse(),
                1 => stories.rotate_left(1),
                _ => prng.shuffle(&mut stories),
            }
        }
        for mut story in stories {
            if story.len() > 1 && prng.chance(self.profile.columns_swapped) {
                story.reverse();
            }
            bands.append(&mut story);
        }
        // A whole band set between the two columns of another.
        if bands.len() > 1 && prng.chance(self.profile.band_inserted) {
            let host = prng.below(bands.len());
            let guest = (host + 1) % bands.len();
            let columns: Vec<usize> = bands[host]
                .iter()
                .enumerate()
                .filter(|(_, frame)| frame.holds == Holds::Column)
                .map(|(at, _)| at)
                .collect();
            if let [.., _, last] = columns[..] {
                let tail = bands[host].split_off(last);
                let guest_band = std::mem::take(&mut bands[guest]);
                bands.insert(host + 1, guest_band);
                bands.insert(host + 2, tail);
                bands.retain(|band| !band.is_empty());
            }
        }
    }

    /// One band's frames, some of them displaced within it or to the end of
    /// the page.
    fn band(
        &self,
        mut band: Band,
        prng: &mut Prng,
        frames: &mut Vec<Frame>,
        late: &mut Vec<Frame>,
    ) {
        let profile = self.profile;
        let columns = band.iter().filter(|f| f.holds == Holds::Column).count();
        if columns == 2 && prng.chance(profile.columns_swapped) {
            let at = band.len() - 2;
            if band[at].holds == Holds::Column && band[at + 1].holds == Holds::Column {
                band.swap(at, at + 1);
            }
        }
        // The rest of a wide front matter, at the head of a page, is painted
        // when its story's columns are done.
        let tail_of_front =
            band.len() > 1 && band[0].holds == Holds::Wide && prng.chance(profile.frames_permuted);
        if tail_of_front {
            let front = band.remove(0);
            band.push(front);
        }
        if prng.chance(profile.carried_title_displaced) {
            self.move_back(&mut band, Holds::CarriedTitle, band_end, prng);
        }
        let headed = band.first().is_some_and(|frame| frame.holds == Holds::Head);
        if headed && band.len() > 2 && prng.chance(profile.title_displaced) {
            let number = band.iter().position(|f| f.holds == Holds::Number);
            let number = number.map(|at| band.remove(at));
            let head = band.remove(0);
            band.push(head);
            band.extend(number);
        } else if prng.chance(profile.number_displaced) {
            if prng.chance(250) {
                if let Some(at) = band.iter().position(|f| f.holds == Holds::Number) {
                    late.push(band.remove(at));
                }
            } else {
                self.move_back(&mut band, Holds::Number, after_front, prng);
            }
        } else if band.iter().any(|f| f.holds == Holds::Wide)
            && prng.chance(profile.number_displaced * 4)
        {
            // A number beside a wide front matter is a frame of its own more
            // often than not.
            self.move_back(&mut band, Holds::Number, after_front, prng);
        }
        frames.append(&mut band);
    }

    fn move_back(
        &self,
        band: &mut Band,
        what: Holds,
        to: fn(&Band, &mut Prng) -> usize,
        prng: &mut Prng,
    ) {
        if let Some(at) = band.iter().position(|frame| frame.holds == what) {
            let frame = band.remove(at);
            let to = to(band, prng).clamp(at, band.len());
            band.insert(to, frame);
        }
    }

    fn frame(&self, frame: &Frame, out: &mut Vec<Printed>, prng: &mut Prng) {
        for line in frame.lines.clone() {
            let title = matches!(frame.holds, Holds::Head | Holds::CarriedTitle);
            let close = title
                && line != frame.lines.start
                && (line == frame.lines.start + 1 || prng.chance(self.manner.close_titles));
            out.push(Printed::Line { line, close });
        }
    }

    /// Running head and page number, as far as they survive.
    fn furniture(
        &self,
        index: usize,
        page: &Page,
        painted: &mut Painted,
        prng: &mut Prng,
    ) -> Vec<Printed> {
        let mut out = Vec::new();
        let number = self.manner.first_page + index as u32;
        if prng.chance(self.manner.page_numbers) {
            let text = if prng.chance(self.profile.page_number_garbled) {
                format!("{number}- -")
            } else {
                match self.manner.number_style {
                    0 => format!("— {number} —"),
                    1 => format!("- {number} -"),
                    2 => format!("{number}"),
                    _ => format!("·{number}·"),
                }
            };
            painted.number = Some(number);
            out.push(Printed::Furniture {
                kind: FurnitureKind::PageNumber,
                text,
            });
        }
        if prng.chance(self.manner.running_heads) {
            let (text, rubric) = self.running_head(page);
            painted.rubric = rubric;
            out.push(Printed::Furniture {
                kind: FurnitureKind::RunningHead,
                text,
            });
        }
        out
    }

    fn running_head(&self, page: &Page) -> (String, Option<String>) {
        let starts = |band: &Band| band.iter().any(|frame| frame.holds == Holds::Head);
        let shown = page
            .bands
            .iter()
            .find(|band| starts(band))
            .or(page.bands.last())
            .and_then(|band| band.first())
            .and_then(|frame| self.drafts.get(frame.notice as usize));
        let rubric = shown.map(|draft| draft.rubric.clone()).unwrap_or_default();
        let gazette = format!("{}公报", self.world.government);
        let issue = format!("{}年第{}期", self.world.year, self.world.number);
        match self.manner.head_style {
            0 => (format!("·{rubric}·"), Some(rubric)),
            1 => (format!("{gazette} ·{rubric}·"), Some(rubric)),
            2 => (rubric.clone(), Some(rubric)),
            3 => (format!("{gazette} {issue}"), None),
            _ => (gazette, None),
        }
    }

    /// The contents page: masthead, rubrics, titles with their pages.
    fn contents(&self, pages: &[Page], prng: &mut Prng) -> Painted {
        let world = self.world;
        let mut lines = Vec::new();
        let mut add = |kind, text: String| lines.push(Printed::Furniture { kind, text });
        add(FurnitureKind::Masthead, format!("{}公报", world.government));
        let total = world.number + 24 * (world.year as u32 % 40);
        add(
            FurnitureKind::Masthead,
            format!("{}年第{}期（总第{total}期）", world.year, world.number),
        );
        add(FurnitureKind::Contents, "目 录".to_owned());
        let leader = ["…………", "········", " "][prng.below(3)];
        let with_numbers = prng.chance(500);
        let width = prng.between(24, 40) as usize;
        let mut rubric = "";
        for (index, draft) in self.drafts.iter().enumerate() {
            if draft.rubric != rubric {
                rubric = &draft.rubric;
                add(FurnitureKind::Contents, format!("【{rubric}】"));
            }
            let at = pages.iter().position(|page| {
                page.bands
                    .iter()
                    .flatten()
                    .any(|f| f.notice as usize == index)
            });
            let number = self.manner.first_page + at.unwrap_or_default() as u32;
            let mut words = draft.title.clone();
            if let (true, Some(number)) = (with_numbers, &draft.number) {
                words.push_str(&format!("（{}）", number.printed));
            }
            words.push_str(&format!("{leader}{number}"));
            let chars: Vec<char> = words.chars().collect();
            // The tail with the page number is never set alone.
            let mut start = 0;
            while chars.len() - start > width + 6 {
                add(
                    FurnitureKind::Contents,
                    chars[start..start + width].iter().collect(),
                );
                start += width;
            }
            add(FurnitureKind::Contents, chars[start..].iter().collect());
        }
        Painted {
            lines,
            marked: true,
            ..Painted::default()
        }
    }
}

fn band_end(band: &Band, _: &mut Prng) -> usize {
    band.len()
}

/// After the wide front matter, else after the first column, else at the end.
fn after_front(band: &Band, prng: &mut Prng) -> usize {
    let front = band
        .iter()
        .rposition(|frame| frame.holds == Holds::Wide)
        .or_else(|| band.iter().position(|frame| frame.holds == Holds::Column));
    match front {
        Some(at) if prng.chance(800) => at + 1,
        _ => band.len(),
    }
}
