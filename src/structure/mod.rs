//! Paragraphs become a tree of units (编章节条款项目; 一、（一）1.（1）①).
//!
//! Owns the shape of one text: where units begin (also two in one paragraph),
//! what each one's parent is, which unlabelled paragraph belongs to which
//! unit, what its heading is, and whether the numbering runs without holes. It
//! knows labels from [`crate::notation::label`] and nothing of lines, pages or
//! notices; no word is altered, lost or said twice, only white space between
//! label and text falls away.
//!
//! - `tree`: the open units, and the walk over the paragraphs;
//! - `place`: where the next label goes, and its level;
//! - `cut`, `inside`: labels inside a paragraph;
//! - `owner`, `follow`: paragraphs without a label;
//! - `heading`: short leading titles;
//! - `number`: holes, repeats and restarts;
//! - `ahead`: which labels are still to come;
//! - `signs`: punctuation and brackets, found fast.

mod ahead;
mod cut;
mod follow;
mod heading;
mod inside;
mod number;
mod owner;
mod place;
mod signs;
#[cfg(test)]
mod tests;
mod tree;

use crate::diag::Diagnostic;
use crate::record::{Level, Unit};
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
        let runs = self.label.runs().iter().chain(self.text.runs());
        runs.map(|run| run.line).collect()
    }

    /// The unit as it is recorded, children included.
    pub fn into_unit(self) -> Unit {
        Unit {
            level: self.level,
            lines: self.lines(),
            label: (!self.label.is_empty()).then(|| self.label.into_text()),
            number: self.number,
            inserted: self.inserted,
            heading: self.heading,
            text: self.text.into_text(),
            rows: Vec::new(),
            children: self.children.into_iter().map(Node::into_unit).collect(),
        }
    }
}

/// The deepest nesting; labels that would go deeper stay at this depth, with
/// a diagnostic `structure/too-deep`.
pub const MAX_DEPTH: usize = 16;

/// Builds the tree of one text (one body, one enclosure) from its paragraphs
/// in reading order, each joined from its lines. A `\n` inside a paragraph
/// parts it in two.
///
/// Diagnostics: `structure/number-hole`, `structure/number-repeat`,
/// `structure/number-restart` (after a hundred of these `structure/number-more`
/// counts the rest), `structure/too-deep`. Runs in linear time, apart
/// from binary searches among the labels.
pub fn build(paragraphs: &[Joined]) -> (Vec<Node>, Vec<Diagnostic>) {
    tree::Builder::new(paragraphs).run()
}
