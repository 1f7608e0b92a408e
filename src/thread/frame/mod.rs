//! Frames: runs of lines that certainly belong together.
//!
//! The cutter cuts freely: a cut too many costs a little time, a missing one
//! cannot be undone. Document numbers and titles of carried documents that
//! stand alone are taken out as satellites, so that they do not part their
//! neighbours; they find their notices afterwards.

mod addressees;
mod anchors;
mod cut;
mod make;
mod titles;

use super::feature::{End, Feature, Shape};
use super::head::{self, Head};
use super::rows::Style;
use crate::layout::{Line, Turn};
use crate::notation::label::{Label, LabelKind};

/// What a frame is, as far as it shows by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words of a text.
    Text,
    /// Issuing body and title; the index into the heads.
    Head(u32),
    /// Principal addressees.
    Recipients,
    /// A signature.
    Sign,
    /// A date.
    Date,
    /// A note on disclosure.
    Note,
    /// The attachment list.
    Attach,
    /// 附件 alone, before the attachment itself.
    AttachHead,
    /// A history note.
    History,
    /// 抄送, 主题词, 印发.
    Edition,
}

/// Whether the words of a frame go on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// A sentence or row ends.
    Done,
    /// It may end: a heading, a closed bracket.
    Soft,
    /// A sentence is left open.
    Open,
}

/// How the words of a frame begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    /// With a label.
    Label,
    /// Indented: a paragraph.
    Paragraph,
    /// With punctuation, or not indented where paragraphs are: in mid-sentence.
    Middle,
    /// It does not show.
    Unknown,
}

/// What stands in print between a frame and the one before it: the more there
/// is, the likelier another notice goes on here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parted {
    /// Nothing: the next line of the column.
    Not,
    /// A document number or a line of the gazette itself.
    Mark,
    /// The title of a carried document.
    Title,
    /// The end of a page.
    Page,
}

/// Whether a text says that it says no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closing {
    /// It does not.
    None,
    /// Its reader is told to carry something out: …，请遵照执行。
    Order,
    /// 特此通知。, 此复。
    Final,
}

/// A run of lines, as indices into the layout's lines, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// What it is.
    pub kind: Kind,
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
    /// Page.
    pub page: u32,
    /// How many times pages are known to be missing before it.
    pub tears: u32,
    /// The day of a date, or of the meeting a text names, as yyyymmdd; else 0.
    pub day: u32,
    /// Its first label.
    pub label: Option<Label>,
    /// How it begins.
    pub start: Start,
    /// How it ends.
    pub tail: Tail,
    /// Style of a personnel row.
    pub style: Style,
    /// Whether it sets a style for what follows: 任命：, 免去：.
    pub sets: Style,
    /// Closing brackets without their opening ones, first four.
    pub needs: [u8; 4],
    /// Opening brackets left open, innermost last.
    pub leaves: [u8; 6],
    /// Whether a short heading could end here.
    pub heading: bool,
    /// Whether it ends in a colon: a list follows.
    pub colon: bool,
    /// Whether its words say that a document is carried.
    pub issues: bool,
    /// Whether it ends as only a notice's own text begins: 通知如下：.
    pub notifies: bool,
    /// Whether it ends with words that close a notice.
    pub closing: Closing,
    /// Whether 下转 after it says that its text goes on elsewhere.
    pub turns: bool,
    /// Whether 上接 before it says that its text began elsewhere.
    pub resumes: bool,
    /// Whether it ends in a word, without any mark.
    pub worded: bool,
    /// Whether it ends in a full stop.
    pub stops: bool,
    /// Whether it announces a list of labelled units: 下列条件：.
    pub listing: bool,
    /// The carried title right before it, an index into the titles.
    pub title: Option<u32>,
    /// Whether it is certain that a signature is one (a date stands by).
    pub sure: bool,
    /// Whether a signature holds its date on the same line.
    pub dated: bool,
    /// Whether it begins with a bracket that is no label.
    pub bracketed: bool,
    /// Whether texts begin with such words: 为…, 根据…, 第一章, 一、.
    pub begins: bool,
    /// Whether its words can only open a text: …，制定本方案。
    pub opens: bool,
    /// Whether it is the first of its page.
    pub page_start: bool,
    /// What stands before it.
    pub parted: Parted,
}

/// A line or lines outside the threads' paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Satellite {
    /// First line, an index into the layout's lines.
    pub first: usize,
    /// Last line, inclusive.
    pub last: usize,
    /// For titles of carried documents: which head they belong to, if known.
    pub head: Option<usize>,
}

/// The cut source.
#[derive(Debug, Default)]
pub struct Cut {
    /// Frames in printed order.
    pub frames: Vec<Frame>,
    /// Heads.
    pub heads: Vec<Head>,
    /// Number lines.
    pub numbers: Vec<Satellite>,
    /// Titles of carried documents.
    pub titles: Vec<Satellite>,
    /// Registration numbers and metadata tables, above their notices.
    pub loose: Vec<Satellite>,
}

/// Role of a line in the cutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Free,
    Head(u32),
    Number,
    Title(u32),
    Loose,
    Recipients(u32),
    Fixed(Kind, bool),
}

/// What the cutter knows of the whole source.
pub struct Cutter<'a, 's> {
    lines: &'a [Line<'s>],
    tears: &'a [u32],
    turns: &'a [(u32, Turn)],
    features: &'a [Feature],
    parts: Vec<Part>,
    heads: Vec<Head>,
    numbers: Vec<Satellite>,
    titles: Vec<Satellite>,
    loose: Vec<Satellite>,
    widths: Vec<u16>,
    indented: bool,
    blanks: bool,
    no_blanks: bool,
}

impl<'a, 's> Cutter<'a, 's> {
    /// Finds anchors and satellites.
    pub fn new(
        lines: &'a [Line<'s>],
        tears: &'a [u32],
        turns: &'a [(u32, Turn)],
        features: &'a [Feature],
    ) -> Self {
        let heads = head::find(lines, features);
        let blank = lines.iter().filter(|line| line.blank_before).count();
        let deep = lines.iter().filter(|line| line.indent >= 2).count();
        let mut cutter = Cutter {
            lines,
            tears,
            turns,
            features,
            parts: vec![Part::Free; lines.len()],
            heads,
            numbers: Vec::new(),
            titles: Vec::new(),
            loose: Vec::new(),
            widths: cut::page_widths(lines),
            indented: deep * 12 >= lines.len()
                && deep * 10 <= lines.len() * 8
                && paragraphs_indented(lines, features),
            blanks: blank * 10 >= lines.len() * 7,
            no_blanks: blank * 10 <= lines.len() * 2,
        };
        cutter.demote_heads();
        cutter.place_heads();
        cutter.place_titles();
        cutter.place_fixed();
        cutter.place_editions();
        cutter.place_recipients();
        cutter
    }

    /// Whether a line fills its column: what follows may go on with it.
    fn full(&self, i: usize) -> bool {
        let column = self
            .widths
            .get(self.lines[i].page as usize)
            .copied()
            .unwrap_or(0);
        let width = self.lines[i].width;
        // A column of text that was never wrapped is as wide as can be.
        let wide = column.saturating_add(column / 4);
        if width > wide {
            // A block wider than the page's columns is measured by itself.
            let next = self.lines.get(i + 1).map_or(0, |line| line.width);
            return next > wide || self.features[i].end == End::Word;
        }
        self.lines[i].fills(column)
    }

    /// Whether a continuation mark of this kind stands between two lines.
    fn turn_between(&self, before: Option<usize>, after: Option<usize>, turn: Turn) -> bool {
        let ordinal = |i: usize| self.lines[i].ordinal;
        let low = before.map_or(0, ordinal);
        let high = after.map_or(u32::MAX, ordinal);
        let at = self.turns.partition_point(|&(mark, _)| mark < low);
        self.turns[at..]
            .iter()
            .take_while(|&&(mark, _)| mark < high)
            .any(|&(_, kind)| kind == turn)
    }

    /// Whether a line takes more than half of its column.
    fn wide(&self, i: usize) -> bool {
        let page = self.lines[i].page as usize;
        let column = self.widths.get(page).copied().unwrap_or(0);
        self.lines[i].width > column / 2
    }

    /// Whether the source's lines stand in the order they are read in.
    pub fn in_print_order(&self) -> bool {
        cut::in_print_order(self.lines, self.features, &self.widths)
    }

    /// Moves anchors out for the later rooms.
    pub fn finish(self, frames: Vec<Frame>) -> Cut {
        Cut {
            frames,
            heads: self.heads,
            numbers: self.numbers,
            titles: self.titles,
            loose: self.loose,
        }
    }

    /// Heads found.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// Titles of carried documents found.
    pub fn titles(&self) -> &[Satellite] {
        &self.titles
    }
}

/// Whether paragraphs begin with an indent: what follows the end of a sentence
/// tells, not titles in the middle of the page or tables above it.
fn paragraphs_indented(lines: &[Line<'_>], features: &[Feature]) -> bool {
    let (mut begun, mut deep) = (0usize, 0usize);
    for ((line, feature), before) in lines.iter().zip(features).skip(1).zip(features) {
        if feature.shape == Shape::Plain && before.end == End::Stop {
            begun += 1;
            deep += usize::from(line.indent >= 2);
        }
    }
    deep * 2 >= begun
}

/// Whether labels of a kind belong to statutes.
pub fn statutory(kind: LabelKind) -> bool {
    matches!(
        kind,
        LabelKind::Part | LabelKind::Chapter | LabelKind::Section | LabelKind::Article
    )
}
