//! The tree of grams on its way to the file.
//!
//! The places of a gram are sorted by the character that follows, which gives
//! the grams below it, and so on down. Characters come in groups, so that only
//! the places of a group are held at once; the text is read from end to end for
//! each group, and never looked up.

use super::SEPARATOR;
use super::build::{Text, guess};
use super::file::{ENTRY, Section};
use super::find::Walk;
use super::list::{put_places, put_summary};
use std::io::{self, Write};

/// For each character which entries are the grams that begin with it: the
/// first of them, and how many.
type Firsts = Vec<(u32, u32)>;

/// A gram on its way to the file.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    last: u32,
    count: u32,
    offset: u64,
    below: (u32, u32),
}

impl Entry {
    pub(super) fn row(&self) -> [u32; ENTRY] {
        let (start, count) = self.below;
        let (low, high) = (self.offset as u32, (self.offset >> 32) as u32);
        [self.last, self.count, low, high, start, count]
    }
}

/// A place where a gram stands, and the characters that follow it there, as
/// far as grams may go.
#[derive(Clone, Copy, Default)]
struct Step {
    place: u32,
    /// The next character in the lowest bits, then those after it; the
    /// separator where no longer gram is made.
    chain: u64,
}

/// How characters stand in a chain. The text is read once from end to end to
/// make the chains, so that no place need be looked up in it again.
#[derive(Clone, Copy)]
struct Shape {
    bits: u32,
}

impl Shape {
    /// Numbers of two bytes, four in a chain, or of any characters, three.
    fn new(text: &Text) -> Self {
        let bits = match text {
            Text::Narrow(_) => 16,
            Text::Wide(_) => 21,
        };
        Shape { bits }
    }

    /// Longest gram: a character and those of a chain.
    fn longest(self) -> usize {
        1 + (u64::BITS / self.bits) as usize
    }

    fn to(self, step: &Step) -> u32 {
        (step.chain & ((1 << self.bits) - 1)) as u32
    }

    /// The step of the gram one character longer.
    fn on(self, step: &Step) -> Step {
        Step {
            place: step.place,
            chain: step.chain >> self.bits,
        }
    }

    /// The step of the character at a place. `common` tells which neighbours
    /// may be heavy: longer grams go on only as long as they are.
    fn step<I: Copy + Into<u32>>(self, text: &[I], common: &[u64], place: usize) -> Step {
        let id = |at: usize| text.get(at).map_or(SEPARATOR, |&id| id.into());
        let is_common = |at: usize| {
            common
                .get(at / 64)
                .is_some_and(|word| word >> (at % 64) & 1 == 1)
        };
        let mut chain = u64::from(id(place + 1));
        let mut length = 2;
        while length < self.longest() && is_common(place + length - 2) {
            if !is_common(place + length - 1) {
                break;
            }
            chain |= u64::from(id(place + length)) << (self.bits * (length as u32 - 1));
            length += 1;
        }
        Step {
            place: place as u32,
            chain,
        }
    }
}

/// The file being written.
pub(super) struct File<'a> {
    out: &'a mut dyn Write,
    written: u64,
    heavy: usize,
    shape: Shape,
    docs: &'a [[u32; 3]],
    /// Grams; those below one gram stand together.
    entries: Vec<Entry>,
    buffer: Vec<u8>,
    /// The places of one gram.
    places: Vec<u32>,
    /// A counter for each character, all zero between two uses.
    followers: Vec<u32>,
}

/// Places sorted at once, unless a single character has more.
const AT_ONCE: usize = 2 << 20;

impl<'a> File<'a> {
    /// A file with nothing in it yet, of a text with so many different
    /// characters; a gram of so many places is heavy.
    pub(super) fn new(
        out: &'a mut dyn Write,
        text: &Text,
        docs: &'a [[u32; 3]],
        characters: usize,
        heavy: usize,
    ) -> Self {
        File {
            out,
            written: 0,
            heavy,
            shape: Shape::new(text),
            docs,
            entries: Vec::new(),
            buffer: Vec::new(),
            places: Vec::new(),
            followers: vec![0; characters],
        }
    }

    /// The grams written so far, in the order of their rows.
    pub(super) fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Characters of the longest gram.
    pub(super) fn longest(&self) -> usize {
        self.shape.longest()
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Writes the lists of every gram: characters in groups, so that only the
    /// places of a group are held at once. Gives the grams that begin with
    /// each character, and the places of the separator.
    pub(super) fn grams<I: Copy + Into<u32>>(
        &mut self,
        text: &[I],
        counts: &[u32],
        guesses: &[u32],
    ) -> io::Result<(Firsts, Vec<u32>)> {
        let at_once = AT_ONCE.max(text.len() / 8);
        let common = self.common(text, guesses);
        let mut firsts = vec![(0, 0); counts.len()];
        let mut separators = Vec::new();
        let mut low = 0;
        while low < counts.len() {
            // Where the steps of each character of the group begin.
            let mut starts = vec![0];
            let mut sum = 0;
            while let Some(&count) = counts.get(low + starts.len() - 1)
                && (sum == 0 || sum + count as usize <= at_once)
            {
                sum += count as usize;
                starts.push(sum);
            }
            let mut next = starts.clone();
            // The last start is the end of the group.
            next.pop();
            let mut steps = vec![Step::default(); sum];
            for (place, &id) in text.iter().enumerate() {
                let row = (id.into() as usize).wrapping_sub(low);
                if let Some(next) = next.get_mut(row)
                    && let Some(slot) = steps.get_mut(*next)
                {
                    *slot = self.shape.step(text, &common, place);
                    *next += 1;
                }
            }
            for range in starts.windows(2) {
                let &[start, end] = range else { continue };
                let own = steps.get(start..end).unwrap_or_default();
                if low == SEPARATOR as usize {
                    separators = own.iter().map(|step| step.place).collect();
                } else if let Some(first) = firsts.get_mut(low) {
                    *first = self.below(own, 1)?;
                }
                low += 1;
            }
        }
        Ok((firsts, separators))
    }

    /// A bit for each place: whether the character there and its follower may
    /// be a heavy gram.
    fn common<I: Copy + Into<u32>>(&self, text: &[I], guesses: &[u32]) -> Vec<u64> {
        let mut bits = vec![0u64; text.len().div_ceil(64)];
        let followers = text.iter().skip(1);
        for (place, (&first, &second)) in text.iter().zip(followers).enumerate() {
            let (first, second) = (first.into(), second.into());
            let enough = guesses
                .get(guess(first, second))
                .is_some_and(|&count| count as usize >= self.heavy);
            if enough
                && first != SEPARATOR
                && second != SEPARATOR
                && let Some(word) = bits.get_mut(place / 64)
            {
                *word |= 1 << (place % 64);
            }
        }
        bits
    }

    /// Writes the grams one longer than one of so many characters, whose
    /// places come with what follows there; gives which entries they are.
    fn below(&mut self, steps: &[Step], length: usize) -> io::Result<(u32, u32)> {
        // A passage's end makes a gram of two, for the last character's sake,
        // and none longer.
        let shape = self.shape;
        let leads = |step: &Step| length == 1 || shape.to(step) != SEPARATOR;
        // Each follower and how often it comes.
        let mut groups: Vec<(u32, u32)> = Vec::new();
        let mut kept = 0;
        for step in steps.iter().filter(|step| leads(step)) {
            kept += 1;
            let to = shape.to(step);
            if let Some(count) = self.followers.get_mut(to as usize) {
                if *count == 0 {
                    groups.push((to, 0));
                }
                *count += 1;
            }
        }
        groups.sort_unstable();
        let mut start = 0;
        for (to, count) in &mut groups {
            if let Some(slot) = self.followers.get_mut(*to as usize) {
                *count = std::mem::replace(slot, start);
                start += *count;
            }
        }
        let mut sorted = vec![Step::default(); kept];
        for step in steps.iter().filter(|step| leads(step)) {
            if let Some(slot) = self.followers.get_mut(shape.to(step) as usize)
                && let Some(out) = sorted.get_mut(*slot as usize)
            {
                *out = shape.on(step);
                *slot += 1;
            }
        }
        for (to, _) in &groups {
            if let Some(slot) = self.followers.get_mut(*to as usize) {
                *slot = 0;
            }
        }
        let mut entries = Vec::with_capacity(groups.len());
        let mut rest = sorted.as_slice();
        for (to, count) in groups {
            let Some((own, after)) = rest.split_at_checked(count as usize) else {
                break;
            };
            rest = after;
            entries.push(self.gram(own, length + 1, to)?);
        }
        let range = (self.entries.len() as u32, entries.len() as u32);
        self.entries.extend(entries);
        Ok(range)
    }

    /// Writes one gram's lists and what is below it.
    fn gram(&mut self, steps: &[Step], length: usize, last: u32) -> io::Result<Entry> {
        let heavy = steps.len() >= self.heavy;
        let offset = self.written;
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        self.places.clear();
        self.places.extend(steps.iter().map(|step| step.place));
        if heavy {
            put_summary(&mut buffer, &summary(self.docs, &self.places));
        }
        let longest = length == self.shape.longest();
        // Of a heavy gram in the midst of the tree nobody asks the places:
        // those of its light or shortest grams serve as well.
        if !heavy || length == 2 || longest {
            put_places(&mut buffer, &self.places);
        }
        self.put(&buffer)?;
        self.buffer = buffer;
        let below = match heavy && !longest && last != SEPARATOR {
            true => self.below(steps, length)?,
            false => (0, 0),
        };
        Ok(Entry {
            last,
            count: steps.len() as u32,
            offset,
            below,
        })
    }

    /// Writes a list of places that is no gram's.
    pub(super) fn places(&mut self, places: &[u32]) -> io::Result<Section> {
        let mut bytes = Vec::with_capacity(2 * places.len());
        put_places(&mut bytes, places);
        let section = Section {
            start: self.written,
            count: places.len() as u64,
        };
        self.put(&bytes)?;
        Ok(section)
    }

    /// Writes rows of little-endian numbers.
    pub(super) fn rows<const N: usize>(
        &mut self,
        rows: impl ExactSizeIterator<Item = [u32; N]>,
    ) -> io::Result<Section> {
        let section = Section {
            start: self.written,
            count: rows.len() as u64,
        };
        let mut bytes = Vec::with_capacity(4 * N * rows.len());
        for number in rows.flatten() {
            bytes.extend(number.to_le_bytes());
        }
        self.put(&bytes)?;
        Ok(section)
    }

    /// Writes the text, so many bytes a character.
    pub(super) fn text<const N: usize>(
        &mut self,
        text: impl ExactSizeIterator<Item = [u8; N]>,
    ) -> io::Result<Section> {
        let section = Section {
            start: self.written,
            count: text.len() as u64,
        };
        let mut bytes = Vec::with_capacity(PIECE + N);
        for id in text {
            bytes.extend(id);
            if bytes.len() >= PIECE {
                self.put(&bytes)?;
                bytes.clear();
            }
        }
        self.put(&bytes)?;
        Ok(section)
    }
}

/// Bytes of the text written at once.
const PIECE: usize = 1 << 16;

/// In which notices places are, and how often in each part.
fn summary(docs: &[[u32; 3]], places: &[u32]) -> Vec<(u32, [u32; 3])> {
    let mut rows: Vec<(u32, [u32; 3])> = Vec::new();
    let mut walk = Walk::new(docs);
    for &place in places {
        let (doc, part) = walk.to(place);
        match rows.last_mut() {
            Some((last, counts)) if *last == doc => {
                if let Some(count) = counts.get_mut(part) {
                    *count += 1;
                }
            }
            _ => {
                let mut counts = [0; 3];
                if let Some(count) = counts.get_mut(part) {
                    *count = 1;
                }
                rows.push((doc, counts));
            }
        }
    }
    rows
}
