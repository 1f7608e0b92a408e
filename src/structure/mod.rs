//! Paragraphs become a tree of units (编章节条款项目; 一、（一）1.（1）①).

use crate::record::Level;
use crate::text::{Joined, LineRanges};

/// One unit of a text, before it is written as a [`crate::record::Unit`]:
/// its words still know where each of them was printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Its level.
    pub level: Level,
    /// The printed label with its origins, without spaces; empty for a
    /// paragraph or a table.
    pub label: Joined,
    /// The number in the label.
    pub number: Option<u32>,
    /// For inserted articles: 1 in 第三十八条之一.
    pub inserted: Option<u32>,
    /// A short leading title, repeated from `text`.
    pub heading: Option<String>,
    /// Its own words after the label, paragraphs parted by `\n`.
    pub text: Joined,
    /// Units below it, in order.
    pub children: Vec<Node>,
}

impl Node {
    /// Lines of label and text, in reading order.
    pub fn lines(&self) -> LineRanges {
        let mut lines = self.label.all_lines();
        lines.extend(&self.text.all_lines());
        lines
    }
}
