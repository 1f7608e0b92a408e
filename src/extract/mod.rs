//! Facts from zones, each with its lines.
//!
//! Every extractor is a pure function over one [`Subject`]; it knows nothing
//! of pages, files or other notices.

pub mod appointment;
pub mod basis;
pub mod citation;
pub mod duty;
pub mod history;
pub mod purpose;
pub mod reference;
pub mod region;
pub mod roster;
pub mod target;
pub mod validity;

#[cfg(test)]
mod cases;
mod ending;
#[cfg(test)]
mod gold;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod lexicons;
mod passage;
mod person;
mod printed;
mod sieve;
mod walk;
mod words;

use crate::structure::Node;
pub use sieve::Sieve;

/// What an extractor sees of one notice.
#[derive(Debug, Clone, Default)]
pub struct Subject<'a> {
    /// Title (标题), mended.
    pub title: Option<&'a str>,
    /// First issuing body (发文机关).
    pub issuing_body: Option<&'a str>,
    /// Date of the document (成文日期), ISO 8601.
    pub date: Option<&'a str>,
    /// Canonical document number.
    pub document_number: Option<&'a str>,
    /// Name of the gazette it is printed in.
    pub gazette: Option<&'a str>,
    /// The text of the notice itself.
    pub body: &'a [Node],
    /// Documents it carries, in order.
    pub enclosures: &'a [Carried<'a>],
    /// What may be found where; without it the extractors look everywhere, and
    /// find the same.
    pub sieve: Option<&'a Sieve>,
}

/// A carried document as an extractor sees it.
#[derive(Debug, Clone, Default)]
pub struct Carried<'a> {
    /// Its title, mended.
    pub title: Option<&'a str>,
    /// Its text.
    pub body: &'a [Node],
}
