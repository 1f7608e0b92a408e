//! Glyphs put right in joined text, each mend logged with its printed place.
//!
//! What to mend is [`crate::layout::glyph`]'s to say; here every paragraph and
//! every single value of a notice is shown to it once, whole, so that pairs and
//! formulas over line ends are seen.

use crate::layout::Layout;
use crate::layout::glyph::{self, Profile};
use crate::record::{Provenance, Repair, Role};
use crate::segment::Zones;
use crate::text::{Joined, LineRanges, Source};

/// Mends the texts of one source.
pub struct Mender<'a> {
    profile: Profile,
    /// Bytes of the source where a mend may begin, in order; `None` where they
    /// may begin anywhere.
    places: Option<&'a [u32]>,
}

impl<'a> Mender<'a> {
    /// Looks at the whole source once.
    pub fn of(source: &Source, layout: &'a Layout<'_>) -> Self {
        let profile = Profile::of(source.text());
        Mender {
            places: (!profile.may_be_dense()).then_some(&layout.glyphs),
            profile,
        }
    }

    /// Mends every paragraph and title of a notice and lists what was mended,
    /// in reading order of the zones.
    pub fn mend_all(&self, source: &Source, zones: &mut Zones, repairs: &mut Vec<Repair>) {
        let of =
            |field: &str, zones: &Zones| zones.field_lines.get(field).cloned().unwrap_or_default();
        let (title, recipients) = (of("title", zones), of("recipients", zones));
        self.head_lines(source, &zones.provenance, repairs);
        if let Some(words) = &mut zones.title {
            self.words(source, words, &title, repairs);
        }
        for name in &mut zones.recipients {
            self.words(source, name, &recipients, repairs);
        }
        for paragraph in &mut zones.body {
            self.paragraph(source, paragraph, repairs);
        }
        for row in &mut zones.attachments {
            self.words(source, &mut row.title, &row.lines, repairs);
        }
        for (n, enclosure) in zones.enclosures.iter_mut().enumerate() {
            if let Some(words) = &mut enclosure.title {
                let own = |row: &&Provenance| {
                    row.role == Role::EnclosureTitle && row.enclosure == Some(n as u32 + 1)
                };
                let lines: LineRanges = zones
                    .provenance
                    .iter()
                    .filter(own)
                    .flat_map(|row| row.lines.0..=row.lines.1)
                    .collect();
                self.words(source, words, &lines, repairs);
            }
            for paragraph in &mut enclosure.body {
                self.paragraph(source, paragraph, repairs);
            }
            for row in &mut enclosure.attachments {
                self.words(source, &mut row.title, &row.lines, repairs);
            }
        }
    }

    /// Logs the mends in lines whose values were read from mended words: numbers,
    /// dates and the like in stretches that lost all their punctuation.
    fn head_lines(&self, source: &Source, rows: &[Provenance], repairs: &mut Vec<Repair>) {
        let damaged = self.profile.damaged_lines();
        if damaged.0.is_empty() {
            return;
        }
        let certain = self.profile.within();
        let read = |row: &&Provenance| {
            matches!(
                row.role,
                Role::DocumentNumber
                    | Role::Recipients
                    | Role::Signature
                    | Role::Date
                    | Role::Disclosure
            )
        };
        for line in rows
            .iter()
            .filter(read)
            .flat_map(|row| row.lines.0..=row.lines.1)
        {
            let near = (line.saturating_sub(2)..=line + 2).any(|n| damaged.contains(n));
            let printed = source.line(line).unwrap_or_default();
            let mends = if near {
                glyph::mends(printed, &certain)
            } else {
                Vec::new()
            };
            for mend in mends {
                let before = printed.get(..mend.range.start).unwrap_or_default();
                repairs.push(Repair {
                    lines: LineRanges::one(line),
                    column: before.chars().count() as u32 + 1,
                    found: printed.get(mend.range).unwrap_or_default().to_owned(),
                    meant: mend.meant,
                    reason: mend.reason.to_owned(),
                });
            }
        }
    }

    /// Mends a short value of which only the lines are known; each glyph is
    /// looked for in them, one after another.
    fn words(
        &self,
        source: &Source,
        value: &mut String,
        lines: &LineRanges,
        repairs: &mut Vec<Repair>,
    ) {
        let mends = glyph::mends(value, &self.profile);
        if mends.is_empty() {
            return;
        }
        let mut places = lines
            .0
            .iter()
            .flat_map(|(first, last)| *first..=*last)
            .flat_map(|line| {
                let printed = source.line(line).unwrap_or_default();
                printed
                    .chars()
                    .enumerate()
                    .map(move |(at, c)| (line, at as u32 + 1, c))
            });
        for mend in &mends {
            let found = value.get(mend.range.clone()).unwrap_or_default();
            let sign = found.chars().next();
            if let Some((line, column, _)) = places.find(|(_, _, c)| Some(*c) == sign) {
                repairs.push(Repair {
                    lines: LineRanges::one(line),
                    column,
                    found: found.to_owned(),
                    meant: mend.meant.clone(),
                    reason: mend.reason.to_owned(),
                });
            }
        }
        for mend in mends.iter().rev() {
            value.replace_range(mend.range.clone(), &mend.meant);
        }
    }

    /// Whether one of the places lies in the printed words of a paragraph.
    fn may_need(&self, paragraph: &Joined) -> bool {
        let Some(places) = self.places else {
            return true;
        };
        paragraph.runs().iter().any(|run| {
            let at = places.partition_point(|&place| place < run.src);
            places
                .get(at)
                .is_some_and(|&place| place < run.src + run.src_len)
        })
    }

    /// Mends a paragraph and logs each mend.
    fn paragraph(&self, source: &Source, paragraph: &mut Joined, repairs: &mut Vec<Repair>) {
        if !self.may_need(paragraph) {
            return;
        }
        let mends = glyph::mends(paragraph.text(), &self.profile);
        if mends.is_empty() {
            return;
        }
        for mend in &mends {
            let lines = paragraph.lines(mend.range.clone());
            repairs.push(Repair {
                column: column(source, paragraph, mend.range.start, &lines),
                lines,
                found: paragraph
                    .text()
                    .get(mend.range.clone())
                    .unwrap_or_default()
                    .to_owned(),
                meant: mend.meant.clone(),
                reason: mend.reason.to_owned(),
            });
        }
        let pairs: Vec<_> = mends
            .iter()
            .map(|mend| (mend.range.clone(), mend.meant.as_str()))
            .collect();
        *paragraph = paragraph.mended(&pairs);
    }
}

/// Column of a byte of joined text in its printed line: 1-based, in characters.
fn column(source: &Source, paragraph: &Joined, at: usize, lines: &LineRanges) -> u32 {
    let run = paragraph.runs().iter().rfind(|run| run.out as usize <= at);
    let (Some(run), Some((first, _))) = (run, lines.0.first()) else {
        return 1;
    };
    let printed = run.src as usize
        + if run.len == run.src_len {
            at - run.out as usize
        } else {
            0
        };
    let start = source
        .line_span(*first)
        .map_or(printed, |span| span.start as usize);
    let before = source.text().get(start..printed).unwrap_or_default();
    before.chars().count() as u32 + 1
}
