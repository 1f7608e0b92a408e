//! A segment's file as it is read.
//!
//! Lists stand first, then tables of fixed rows, then the text, and at the end
//! a [`Footer`] that says where everything is. All numbers are little-endian.
//! Whatever a damaged file says, reading it ends, and gives too little at
//! worst: the engine's checksums and `verify` find the damage.

use super::list::Places;
use super::{Border, SEPARATOR};
use tantivy::directory::OwnedBytes;

/// Numbers of an entry: the gram's last character, its count, where its lists
/// begin (two), the first of the grams below it, and how many there are.
pub(super) const ENTRY: usize = 6;

/// Where rows begin in the file, and how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) start: u64,
    pub(super) count: u64,
}

/// See the module's description.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Footer {
    /// From how many places on a gram is heavy.
    pub(super) heavy: u64,
    /// Characters of the longest gram.
    pub(super) longest: u64,
    /// Bytes of a character in the text.
    pub(super) width: u64,
    /// Lists of the borders: of passages, sentences and articles.
    pub(super) borders: [Section; 3],
    /// The grams.
    pub(super) entries: Section,
    /// For each character the grams that begin with it: first and how many.
    pub(super) firsts: Section,
    /// Codes of characters, in order, each with its number.
    pub(super) codes: Section,
    /// For each notice where it and its second and third part begin.
    pub(super) docs: Section,
    /// The text.
    pub(super) text: Section,
}

/// Bytes of a footer.
const FOOTER: usize = 8 * 19;

impl Footer {
    fn sections(&self) -> [Section; 8] {
        let [a, b, c] = self.borders;
        [
            a,
            b,
            c,
            self.entries,
            self.firsts,
            self.codes,
            self.docs,
            self.text,
        ]
    }

    pub(super) fn to_bytes(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(FOOTER);
        out.extend(self.heavy.to_le_bytes());
        out.extend(self.longest.to_le_bytes());
        out.extend(self.width.to_le_bytes());
        for section in self.sections() {
            out.extend(section.start.to_le_bytes());
            out.extend(section.count.to_le_bytes());
        }
        out
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let last = bytes.last_chunk::<FOOTER>()?;
        let mut numbers = last
            .chunks_exact(8)
            .filter_map(|n| Some(u64::from_le_bytes(*n.first_chunk()?)));
        let mut next = || numbers.next();
        let (heavy, longest, width) = (next()?, next()?, next()?);
        let mut section = || {
            Some(Section {
                start: next()?,
                count: next()?,
            })
        };
        Some(Footer {
            heavy,
            longest,
            width,
            borders: [section()?, section()?, section()?],
            entries: section()?,
            firsts: section()?,
            codes: section()?,
            docs: section()?,
            text: section()?,
        })
    }
}

/// A gram of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gram {
    pub(super) last: u32,
    pub(super) count: u32,
    offset: u64,
    pub(super) below: (u32, u32),
}

/// The words of one segment.
#[derive(Debug, Clone)]
pub(in crate::index) struct Grams {
    bytes: OwnedBytes,
    footer: Footer,
    /// For each notice where it and its second and third part begin; after the
    /// last a row of the end.
    pub(super) docs: Vec<[u32; 3]>,
    /// Places of each part, all notices together.
    pub(super) sizes: [u64; 3],
}

impl Grams {
    /// A file's words; `None` when it is none of this version or damaged.
    pub(in crate::index) fn open(bytes: OwnedBytes) -> Option<Self> {
        let footer = Footer::read(&bytes)?;
        let text = footer.text.count.checked_mul(footer.width)?;
        let whole = bytes.len() as u64 - FOOTER as u64;
        let ends = footer.text.start.checked_add(text)? == whole;
        if !ends || !matches!(footer.width, 2 | 4) || footer.text.count >= u64::from(u32::MAX) {
            return None;
        }
        let mut grams = Grams {
            bytes,
            footer,
            docs: Vec::new(),
            sizes: [0; 3],
        };
        let count = footer.docs.count as usize;
        let rows = grams.section(footer.docs, 12)?;
        let mut docs = Vec::with_capacity(count + 1);
        for row in rows.chunks_exact(12) {
            docs.push([number(row, 0)?, number(row, 1)?, number(row, 2)?]);
        }
        // After the last passage stands one more separator, of no notice.
        let end = footer.text.count.saturating_sub(1) as u32;
        docs.push([end; 3]);
        for pair in docs.windows(2) {
            let &[[title, other, body], [end, ..]] = pair else {
                continue;
            };
            if !(title <= other && other <= body && body <= end) {
                return None;
            }
            for (size, length) in
                grams
                    .sizes
                    .iter_mut()
                    .zip([other - title, body - other, end - body])
            {
                *size += u64::from(length);
            }
        }
        grams.docs = docs;
        Some(grams)
    }

    /// Number of notices.
    pub(in crate::index) fn len(&self) -> usize {
        self.docs.len().saturating_sub(1)
    }

    /// From how many places on a gram is heavy.
    pub(super) fn heavy(&self) -> u64 {
        self.footer.heavy
    }

    /// Characters of the longest gram.
    pub(super) fn longest(&self) -> usize {
        self.footer.longest as usize
    }

    fn section(&self, section: Section, row: usize) -> Option<&[u8]> {
        let start = usize::try_from(section.start).ok()?;
        let length = usize::try_from(section.count).ok()?.checked_mul(row)?;
        self.bytes.get(start..start.checked_add(length)?)
    }

    /// The number of a character; `None` for one that is nowhere.
    pub(super) fn number(&self, c: char) -> Option<u32> {
        let rows = self.section(self.footer.codes, 8)?;
        let code = c as u32;
        let (mut low, mut high) = (0, rows.len() / 8);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = rows.get(8 * middle..)?;
            match number(row, 0)?.cmp(&code) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return number(row, 1),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// All characters by number, those of unknown numbers as `None`.
    pub(super) fn characters(&self) -> Vec<Option<char>> {
        let mut out = Vec::new();
        let rows = self.section(self.footer.codes, 8).unwrap_or_default();
        for row in rows.chunks_exact(8) {
            let (Some(code), Some(id)) = (number(row, 0), number(row, 1)) else {
                continue;
            };
            let id = id as usize;
            // There are no more numbers than codes.
            if id <= rows.len() / 8 {
                if out.len() <= id {
                    out.resize(id + 1, None);
                }
                if let Some(slot) = out.get_mut(id) {
                    *slot = char::from_u32(code);
                }
            }
        }
        out
    }

    /// The grams of two characters that begin with one.
    pub(super) fn first(&self, id: u32) -> (u32, u32) {
        let rows = self.section(self.footer.firsts, 8).unwrap_or_default();
        let row = (id as usize).checked_mul(8).and_then(|at| rows.get(at..));
        row.and_then(|row| Some((number(row, 0)?, number(row, 1)?)))
            .unwrap_or((0, 0))
    }

    /// The gram at a place of the table.
    pub(super) fn gram(&self, at: u32) -> Option<Gram> {
        let rows = self.section(self.footer.entries, 4 * ENTRY)?;
        let row = rows.get((at as usize).checked_mul(4 * ENTRY)?..)?;
        Some(Gram {
            last: number(row, 0)?,
            count: number(row, 1)?,
            offset: u64::from(number(row, 2)?) | u64::from(number(row, 3)?) << 32,
            below: (number(row, 4)?, number(row, 5)?),
        })
    }

    /// The gram among those of a range that ends with a character.
    pub(super) fn child(&self, range: (u32, u32), last: u32) -> Option<Gram> {
        let rows = self.section(self.footer.entries, 4 * ENTRY)?;
        let (mut low, mut high) = (range.0, range.0.checked_add(range.1)?);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = rows.get((middle as usize).checked_mul(4 * ENTRY)?..)?;
            match number(row, 0)?.cmp(&last) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return self.gram(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The bytes of a gram's lists and what follows them.
    pub(super) fn lists(&self, gram: &Gram) -> &[u8] {
        usize::try_from(gram.offset)
            .ok()
            .and_then(|start| self.bytes.get(start..))
            .unwrap_or_default()
    }

    /// The borders of a kind, as places: of passages and articles where the
    /// separator stands, of sentences inside a passage where their first
    /// character stands.
    pub(super) fn borders(&self, border: Border) -> Places<'_> {
        let [passages, sentences, articles] = self.footer.borders;
        let section = match border {
            Border::Passage => passages,
            Border::Sentence => sentences,
            Border::Article => articles,
        };
        let start = usize::try_from(section.start).unwrap_or(usize::MAX);
        Places {
            count: section.count as usize,
            bytes: self.bytes.get(start..).unwrap_or_default(),
        }
    }

    /// Bytes of a character in the text.
    pub(super) fn width(&self) -> usize {
        self.footer.width as usize
    }

    /// The text's bytes.
    pub(super) fn text(&self) -> &[u8] {
        self.section(self.footer.text, self.width())
            .unwrap_or_default()
    }

    /// The character's number at a place; behind the end a separator's.
    pub(super) fn at(&self, place: u32) -> u32 {
        let width = self.width();
        let bytes = self.text().get(place as usize * width..);
        let id = bytes.and_then(|bytes| match width {
            2 => Some(u16::from_le_bytes(*bytes.first_chunk()?).into()),
            _ => Some(u32::from_le_bytes(*bytes.first_chunk()?)),
        });
        id.unwrap_or(SEPARATOR)
    }
}

/// The number at a place of a row.
fn number(row: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*row.get(4 * at..)?.first_chunk()?))
}
