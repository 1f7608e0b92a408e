//! A segment's text and its grams in the making.

use super::file::Footer;
use super::tree::{Entry, File};
use super::{BODY, FRESH, GOES_ON, OTHER, SENTENCE, SEPARATOR, heavy};
use std::io::{self, Write};

/// Characters by number: two bytes each while there are few different ones.
pub(super) enum Text {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

impl Text {
    fn len(&self) -> usize {
        match self {
            Text::Narrow(text) => text.len(),
            Text::Wide(text) => text.len(),
        }
    }

    fn push(&mut self, id: u32) {
        match self {
            Text::Narrow(text) => match u16::try_from(id) {
                Ok(id) => text.push(id),
                Err(_) => {
                    let mut wide: Vec<u32> = text.iter().map(|&id| id.into()).collect();
                    wide.push(id);
                    *self = Text::Wide(wide);
                }
            },
            Text::Wide(text) => text.push(id),
        }
    }
}

/// Rows of the counters that guess how often two characters are neighbours.
const GUESSES: usize = 1 << 20;

/// Takes notices in, one after the other, and writes the file.
pub(super) struct Builder {
    text: Text,
    /// The number of each character, by its code; 0 for those not met yet.
    numbers: Vec<u32>,
    /// The codes of the characters, by number; the separator has none.
    codes: Vec<u32>,
    /// How often each character stands in the text.
    counts: Vec<u32>,
    /// At least how often two characters are neighbours, by a hash of them.
    guesses: Vec<u32>,
    /// Where each notice and its second and third part begin.
    docs: Vec<[u32; 3]>,
    sentences: Vec<u32>,
    articles: Vec<u32>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Builder {
            text: Text::Narrow(Vec::new()),
            numbers: vec![0; char::MAX as usize + 1],
            codes: vec![u32::MAX],
            counts: vec![0],
            guesses: vec![0; GUESSES],
            docs: Vec::new(),
            sentences: Vec::new(),
            articles: Vec::new(),
        }
    }

    /// Bytes held, about; the list of places made at the end counts too.
    pub(super) fn memory(&self) -> usize {
        4 * (self.text.len() + self.sentences.len() + self.articles.len()) + 12 * self.docs.len()
    }

    /// Takes in a notice: its passages with their marks, see
    /// [`FRESH`](super::FRESH) and its neighbours.
    ///
    /// # Errors
    /// When the text would have more places than there are numbers.
    pub(super) fn add(&mut self, marked: &str) -> io::Result<()> {
        // A place and the one after the end must both be numbers.
        if self.text.len() + marked.len() >= u32::MAX as usize - 1 {
            return Err(io::Error::other("a segment of the index is too long"));
        }
        let start = self.text.len() as u32;
        let (mut other, mut body) = (None, None);
        let mut before = SEPARATOR;
        for c in marked.chars() {
            let here = self.text.len() as u32;
            match c {
                FRESH | GOES_ON => {
                    self.sentences.push(here);
                    if c == FRESH {
                        self.articles.push(here);
                    }
                    self.place(SEPARATOR);
                    before = SEPARATOR;
                }
                SENTENCE => self.sentences.push(here),
                OTHER => other = Some(here),
                BODY => body = Some(here),
                c => {
                    let id = self.number(c);
                    self.place(id);
                    if let Some(guess) = self.guesses.get_mut(guess(before, id)) {
                        *guess = guess.saturating_add(1);
                    }
                    before = id;
                }
            }
        }
        let end = self.text.len() as u32;
        // Parts that are not there are empty.
        let body = body.unwrap_or(end);
        self.docs.push([start, other.unwrap_or(body), body]);
        Ok(())
    }

    fn number(&mut self, c: char) -> u32 {
        let next = self.codes.len() as u32;
        let Some(number) = self.numbers.get_mut(c as usize) else {
            return SEPARATOR;
        };
        if *number == 0 {
            *number = next;
            self.codes.push(c.into());
            self.counts.push(0);
        }
        *number
    }

    fn place(&mut self, id: u32) {
        self.text.push(id);
        if let Some(count) = self.counts.get_mut(id as usize) {
            *count += 1;
        }
    }

    /// Writes the file.
    pub(super) fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        // What follows a place can always be asked.
        self.place(SEPARATOR);
        self.numbers = Vec::new();
        let Builder {
            text,
            codes,
            counts,
            guesses,
            docs,
            sentences,
            articles,
            ..
        } = self;
        let heavy = heavy(text.len());
        let mut file = File::new(out, &text, &docs, codes.len(), heavy);
        let (firsts, separators) = match &text {
            Text::Narrow(text) => file.grams(text, &counts, &guesses)?,
            Text::Wide(text) => file.grams(text, &counts, &guesses)?,
        };
        let mut sorted: Vec<[u32; 2]> = (1u32..)
            .zip(codes.iter().skip(1))
            .map(|(id, &code)| [code, id])
            .collect();
        sorted.sort_unstable();
        let entries = file.take_entries();
        let footer = Footer {
            heavy: heavy as u64,
            longest: file.longest() as u64,
            width: match text {
                Text::Narrow(_) => 2,
                Text::Wide(_) => 4,
            },
            borders: [
                file.places(&separators)?,
                file.places(&sentences)?,
                file.places(&articles)?,
            ],
            entries: file.rows(entries.iter().map(Entry::row))?,
            firsts: file.rows(firsts.iter().map(|&(start, count)| [start, count]))?,
            codes: file.rows(sorted.into_iter())?,
            docs: file.rows(docs.iter().copied())?,
            text: match &text {
                Text::Narrow(text) => file.text(text.iter().map(|id| id.to_le_bytes()))?,
                Text::Wide(text) => file.text(text.iter().map(|id| id.to_le_bytes()))?,
            },
        };
        file.put(&footer.to_bytes())
    }
}

/// Where two neighbours are counted. Others may be counted there too, so a
/// guess is never too low.
pub(super) fn guess(first: u32, second: u32) -> usize {
    let mixed = first
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add(second)
        .wrapping_mul(0x85eb_ca6b);
    (mixed >> (32 - GUESSES.trailing_zeros())) as usize
}
