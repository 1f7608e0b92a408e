//! Rows for spreadsheets: CSV.
//!
//! The bytes are UTF-8 without a mark at the beginning, lines end in CRLF. A
//! cell that a spreadsheet would take for a formula gets an apostrophe before
//! it.

use super::failure::{CliError, Exit};
use super::output::Output;
use std::io::Write;

/// Most UTF-16 units in a cell that spreadsheets take.
const MAX_CELL: usize = 32_767;

/// A table on its way to standard output.
pub struct Sheet {
    rows: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// A table with these columns.
    ///
    /// # Errors
    /// Never in practice: memory is written to.
    pub fn new(columns: &[&str]) -> Result<Self, CliError> {
        let mut rows = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        rows.write_record(columns).map_err(failed)?;
        Ok(Sheet { rows })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When it has not as many cells as there are columns.
    pub fn row(&mut self, cells: &[String]) -> Result<(), CliError> {
        self.rows
            .write_record(cells.iter().map(|cell| guarded(cell)))
            .map_err(failed)
    }

    /// Writes the table out.
    ///
    /// # Errors
    /// When standard output fails.
    pub fn finish(self) -> Result<(), CliError> {
        let bytes = self
            .rows
            .into_inner()
            .map_err(|error| CliError::new(Exit::Io, error.to_string()))?;
        let mut out = Output::open(None)?;
        out.text(&bytes)?;
        out.flush()?;
        out.finish()
    }
}

fn failed(error: csv::Error) -> CliError {
    CliError::new(Exit::Io, error.to_string())
}

/// A cell that is shown as it is and never computed.
fn guarded(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len() + 1);
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        out.push('\'');
    }
    let mut units = out.len();
    for c in cell.chars() {
        units += c.len_utf16();
        if units > MAX_CELL {
            break;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_formulas_and_fit() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("-招标", "'-招标"),
            ("@x", "'@x"),
            ("营商=环境", "营商=环境"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), shown);
        }
        assert_eq!(guarded(&"市".repeat(40_000)).chars().count(), MAX_CELL);
        assert_eq!(guarded(&"𠮷".repeat(40_000)).chars().count(), MAX_CELL / 2);
        let mut sheet = Sheet::new(&["a", "b"]).unwrap();
        sheet
            .row(&["1,\"2\"".to_owned(), "三\n四".to_owned()])
            .unwrap();
        let bytes = sheet.rows.into_inner().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "a,b\r\n\"1,\"\"2\"\"\",\"三\n四\"\r\n"
        );
    }
}
