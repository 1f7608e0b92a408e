//! text becomes pages, furniture and lines.
