//! Records as documents for other programs: one small file per format.
//!
//! This room sees records only and writes to anything that takes bytes. The
//! same record gives the same bytes, always.

mod json;
mod ndjson;
pub mod schema;

pub use json::{Documents, issue, line};
pub use ndjson::{notice, notices};
