//! Ground types: a decoded source, its physical lines, ranges of lines, and
//! mended text that remembers where each of its pieces was printed.
//!
//! Offsets are bytes into the decoded, unmended UTF-8 text of one source, from
//! 0, half-open. Lines are physical lines, from 1, inclusive. This room does no
//! I/O and knows nothing of gazettes.

mod joined;
mod lines;
mod signs;
mod source;

pub use joined::{Joined, Run};
pub use lines::LineRanges;
pub use signs::is_invisible;
pub use source::{Source, Span};
