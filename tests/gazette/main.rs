//! The library on whole texts: accuracy on the corpus, nothing lost on any
//! input, the same bytes every time, rooms that keep to their place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accuracy;
mod conservation;
mod determinism;
mod files;
mod hostile;
mod killed;
mod layers;
mod readme;
mod sample;
mod searched;
mod soup;
