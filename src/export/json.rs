//! JSON: issue documents, alone or in an array.

use serde::Serialize;
use std::io::{self, Write};

/// Writes one value and a line feed; `pretty` over many lines.
///
/// # Errors
/// When the sink fails.
pub fn issue(out: &mut impl Write, value: &impl Serialize, pretty: bool) -> io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, value)?;
    } else {
        serde_json::to_writer(&mut *out, value)?;
    }
    out.write_all(b"\n")
}

/// The compact JSON text of a value with a line feed.
///
/// # Errors
/// Never in practice: records always have a JSON form.
pub fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    issue(&mut bytes, value, false)?;
    Ok(bytes)
}

/// An array of JSON values, written as they come: memory holds one at a time.
pub struct Documents<W: Write> {
    out: W,
    begun: bool,
}

impl<W: Write> Documents<W> {
    /// Begins an array.
    pub fn new(out: W) -> Self {
        Documents { out, begun: false }
    }

    /// Adds a value that is JSON text already; white space around it is
    /// dropped.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn push(&mut self, json: &[u8]) -> io::Result<()> {
        self.out
            .write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        self.out.write_all(json.trim_ascii())
    }

    /// Ends the array and gives the sink back.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.out
            .write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_json_whatever_their_length() {
        for count in 0..4 {
            let mut array = Documents::new(Vec::new());
            for n in 0..count {
                array.push(&line(&n).unwrap()).unwrap();
            }
            let bytes = array.finish().unwrap();
            let read: Vec<u32> = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(read, (0..count).collect::<Vec<_>>());
        }
    }
}
