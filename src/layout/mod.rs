//! text becomes pages, furniture and lines.

pub mod glyph;
