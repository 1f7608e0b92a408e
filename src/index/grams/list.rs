//! Lists of places and summaries as bytes.
//!
//! Numbers are LEB128. A list of places is the first of them and the distances
//! that follow. One of more than [`BLOCK`] is cut into blocks; before them
//! stand, for each block, its first place and where it begins among the bytes
//! (two little-endian numbers of four bytes), so that places in one stretch of
//! the text are read without the others.

/// Places in a block.
pub(super) const BLOCK: usize = 128;

/// Appends a number.
pub(super) fn put(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes a number off the front; `None` at the end or where there is none.
#[inline]
pub(super) fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Appends a list of places in order.
pub(super) fn put_places(out: &mut Vec<u8>, places: &[u32]) {
    if places.len() <= BLOCK {
        return put_block(out, 0, places);
    }
    let table = out.len();
    out.resize(table + 8 * places.len().div_ceil(BLOCK), 0);
    let start = out.len();
    for (n, block) in places.chunks(BLOCK).enumerate() {
        let first = block.first().copied().unwrap_or(0);
        let at = (out.len() - start) as u32;
        let row = table + 8 * n;
        if let Some(bytes) = out.get_mut(row..row + 4) {
            bytes.copy_from_slice(&first.to_le_bytes());
        }
        if let Some(bytes) = out.get_mut(row + 4..row + 8) {
            bytes.copy_from_slice(&at.to_le_bytes());
        }
        put_block(out, first, block.get(1..).unwrap_or_default());
    }
}

fn put_block(out: &mut Vec<u8>, mut before: u32, places: &[u32]) {
    for &place in places {
        put(out, place.wrapping_sub(before));
        before = place;
    }
}

/// A list of so many places, as bytes that begin with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) count: usize,
    pub(super) bytes: &'a [u8],
}

impl Places<'_> {
    /// Appends all places. Of damaged bytes as many as can be read.
    pub(super) fn all(&self, out: &mut Vec<u32>) {
        out.reserve(self.count.min(self.bytes.len()));
        if self.count <= BLOCK {
            let mut bytes = self.bytes;
            read_block(&mut bytes, 0, self.count, out);
            return;
        }
        let mut left = self.count;
        for n in 0..self.count.div_ceil(BLOCK) {
            let Some((first, mut bytes)) = self.block(n) else {
                return;
            };
            out.push(first);
            read_block(&mut bytes, first, left.min(BLOCK) - 1, out);
            left = left.saturating_sub(BLOCK);
        }
    }

    /// Appends the places in `[from, to)`.
    pub(super) fn between(&self, from: u32, to: u32, out: &mut Vec<u32>) {
        let start = out.len();
        if self.count <= BLOCK {
            self.all(out);
        } else {
            let blocks = self.count.div_ceil(BLOCK);
            // The last block that begins at or before `from`.
            let (mut low, mut high) = (0, blocks);
            while low < high {
                let middle = low + (high - low) / 2;
                match self.block(middle) {
                    Some((first, _)) if first <= from => low = middle + 1,
                    _ => high = middle,
                }
            }
            for n in low.saturating_sub(1)..blocks {
                let Some((first, mut bytes)) = self.block(n) else {
                    break;
                };
                if first >= to {
                    break;
                }
                out.push(first);
                let left = self.count.saturating_sub(n * BLOCK).min(BLOCK);
                read_block(&mut bytes, first, left.saturating_sub(1), out);
            }
        }
        let mut kept = start;
        for at in start..out.len() {
            if let Some(&place) = out.get(at)
                && (from..to).contains(&place)
            {
                out.swap(kept, at);
                kept += 1;
            }
        }
        out.truncate(kept);
    }

    /// The first place of a block, and the bytes that follow it.
    fn block(&self, n: usize) -> Option<(u32, &[u8])> {
        let table = 8 * self.count.div_ceil(BLOCK);
        let row = self.bytes.get(8 * n..8 * n + 8)?;
        let (first, at) = row.split_first_chunk::<4>()?;
        let at = u32::from_le_bytes(*at.first_chunk::<4>()?) as usize;
        let bytes = self.bytes.get(table.checked_add(at)?..)?;
        Some((u32::from_le_bytes(*first), bytes))
    }
}

fn read_block(bytes: &mut &[u8], mut before: u32, count: usize, out: &mut Vec<u32>) {
    for _ in 0..count {
        let Some(distance) = take(bytes) else { return };
        before = before.wrapping_add(distance);
        out.push(before);
    }
}

/// Appends a summary: for each notice the distance from the one before, the
/// parts of it that hold the gram, and how often each does. Before it stand
/// the number of notices and of bytes.
pub(super) fn put_summary(out: &mut Vec<u8>, rows: &[(u32, [u32; 3])]) {
    let mut body = Vec::with_capacity(3 * rows.len());
    let mut before = 0;
    for (doc, counts) in rows {
        let mask = counts
            .iter()
            .rev()
            .fold(0, |mask, &count| mask << 1 | u32::from(count > 0));
        put(&mut body, (doc - before) << 3 | mask);
        for &count in counts.iter().filter(|count| **count > 0) {
            put(&mut body, count);
        }
        before = *doc;
    }
    put(out, rows.len() as u32);
    put(out, body.len() as u32);
    out.extend(body);
}

/// A summary read from the front of some bytes, and what follows it.
pub(super) fn take_summary(mut bytes: &[u8]) -> Option<(Summary<'_>, &[u8])> {
    let count = take(&mut bytes)?;
    let length = take(&mut bytes)? as usize;
    let (body, rest) = bytes.split_at_checked(length)?;
    Some((
        Summary {
            left: count,
            bytes: body,
            doc: 0,
        },
        rest,
    ))
}

/// The notices of a summary, in order, and how often the gram stands in their
/// titles, their other fields and their text.
pub(super) struct Summary<'a> {
    left: u32,
    bytes: &'a [u8],
    doc: u32,
}

impl Iterator for Summary<'_> {
    type Item = (u32, [u32; 3]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let head = take(&mut self.bytes)?;
        self.doc = self.doc.wrapping_add(head >> 3);
        let mut counts = [0; 3];
        for (bit, count) in counts.iter_mut().enumerate() {
            if head >> bit & 1 == 1 {
                *count = take(&mut self.bytes)?;
            }
        }
        Some((self.doc, counts))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some((self.left as usize).min(self.bytes.len())))
    }
}
