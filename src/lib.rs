//! **gongbao** (公报) turns Chinese government gazettes into structured,
//! searchable, citable records.
//!
//! The journey of the data, each step a room of this crate:
//!
//! 1. [`decode`]: bytes become text ([`text::Source`]); the encoding is named.
//! 2. [`layout`]: text becomes pages, furniture and lines.
//! 3. [`thread`]: lines become threads, one per notice, in reading order.
//! 4. [`segment`]: a thread becomes zones: title, number, text, signature …
//! 5. [`structure`]: a text becomes a tree of units.
//! 6. [`extract`]: zones give facts, each with its lines.
//! 7. [`record`]: the public types, the only ones serialised; [`review`]: what
//!    an editor would check of a finished record;
//!    [`force`]: whether a notice is in force on a day.
//! 8. `archive`, `index`, `export`: records on disk, searchable, exported.
//!
//! Rooms 2–7 are pure: no files, no clock, no threads, no globals. Arrows
//! point down this list only; [`text`], [`diag`], [`notation`] and [`lexicon`]
//! are the ground they stand on.
//!
//! Glossary: notice 公文, document number 发文字号, issuing body 发文机关,
//! recipients 主送机关, rubric 栏目, disclosure 附注, enclosure 印发的文件,
//! attachment 附件, unit 条款项目, responsibility 职责分工.

#![forbid(unsafe_code)]

#[cfg(feature = "index")]
pub mod archive;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decode;
pub mod diag;
pub mod export;
pub mod extract;
pub mod force;
pub mod guard;
#[cfg(feature = "index")]
pub mod index;
pub mod lab;
pub mod layout;
pub mod lexicon;
pub mod notation;
pub mod parse;
pub mod record;
pub mod review;
pub mod segment;
pub mod structure;
pub mod text;
pub mod thread;

pub use decode::ReadError;
pub use parse::{ParseOptions, parse, read_source};
