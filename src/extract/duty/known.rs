//! What has been found out about a name, kept for the document: the same few
//! hundred names fill all its clauses.

use super::names::{self, Class};
use super::quick::SeededMap;
use super::resolve::directory;
use super::separate::{conjunction, open_tail};
use crate::record::UnitKind;
use std::cell::RefCell;

/// What a name has to do with levels of government (省发展改革委、财政厅).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// It takes the level of its neighbours: 财政厅.
    Lent,
    /// It has its own and lends it: 省教育厅.
    Own(&'static str),
    /// It names a place, and nothing is lent across it: 江北区政府.
    Place,
    /// Nothing.
    None,
}

/// A name's class, kind and level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub class: Class,
    pub kind: UnitKind,
    pub level: Level,
}

impl Known {
    /// Finds out about `name` (for comparing).
    pub fn new(name: &str) -> Self {
        let stem = names::stem(name);
        Known {
            class: names::classify_stem(name, stem),
            kind: names::kind_stem(name, stem),
            level: level(stem),
        }
    }
}

fn level(main: &str) -> Level {
    if directory().knows(main) {
        Level::Lent
    } else if let Some((level, _)) = names::level(main) {
        Level::Own(level)
    } else if main.contains(['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡']) {
        Level::Place
    } else {
        Level::None
    }
}

/// Names met so far in one document. A plain cache: it never changes what is
/// found.
#[derive(Debug, Default)]
pub(super) struct Names(RefCell<SeededMap<String, Option<Known>>>);

impl Names {
    /// What is known of a piece between two separators, if it is one name as
    /// it stands: without conjunction, 等, 各, number or 下属. The piece holds no
    /// brackets, breaks or white space.
    pub fn plain(&self, piece: &str) -> Option<Known> {
        if let Some(known) = self.0.borrow().get(piece) {
            return *known;
        }
        let plain = conjunction(piece, 0).is_none()
            && open_tail(piece).is_none()
            && !piece.starts_with(|c: char| c.is_ascii_digit())
            && !piece.contains("下属")
            && !piece.chars().skip(1).any(|c| c == '各');
        let known = plain.then(|| Known::new(piece));
        self.0.borrow_mut().insert(piece.to_owned(), known);
        known
    }
}
