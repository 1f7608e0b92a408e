//! The open units, and the walk over the paragraphs.
//!
//! The units from the root to the last one read are kept on a stack; a unit is
//! closed, and its heading found, when a label or paragraph that is not its
//! own comes.

use super::ahead::{Ahead, KINDS, Paragraph};
use super::number::{self, Before, Last};
use super::{MAX_DEPTH, Node, follow, heading};
use crate::diag::Diagnostic;
use crate::notation::label::{self, Label, LabelKind};
use crate::text::{Joined, LineRanges};
use std::ops::Range;

/// What is known of the units already closed in one place.
#[derive(Debug, Default)]
pub(super) struct Below {
    /// Last number of each kind among them.
    pub(super) last: Last,
    /// How many labelled ones there are.
    pub(super) labelled: usize,
    /// How many of them are one finished paragraph without units below.
    pub(super) plain: usize,
    /// How many of them have a responsibility clause of their own.
    pub(super) with_clause: usize,
    /// Whether an unlabelled paragraph came after the last labelled one.
    pub(super) parted: bool,
}

/// A unit that may still grow.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) kind: LabelKind,
    pub(super) number: u32,
    pub(super) node: Node,
    /// Paragraphs in its own text.
    pub(super) paragraphs: usize,
    /// Bytes of its first paragraph.
    pub(super) first: usize,
    pub(super) below: Below,
}

/// Words about to be added: a part of a joined text without white space at its
/// ends, not yet copied.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    joined: &'a Joined,
    start: usize,
    end: usize,
}

impl<'a> Words<'a> {
    pub(super) fn text(&self) -> &'a str {
        self.joined.text().get(self.start..self.end).unwrap_or("")
    }

    fn append_to(&self, out: &mut Joined) {
        out.append_part(self.joined, self.start..self.end);
    }
}

/// How long an unclosed “ is believed, in paragraphs.
const QUOTE_REACH: usize = 20;

/// The most remarks about numbering for one text: what has more is no list of
/// units any more.
const MAX_REPORTS: usize = 100;

/// Builds one tree; see [`super::build`].
pub(super) struct Builder<'a> {
    pub(super) ahead: Ahead<'a>,
    pub(super) roots: Vec<Node>,
    pub(super) root: Below,
    pub(super) stack: Vec<Open>,
    pub(super) running: Last,
    /// The kind of the unit each kind was last found under, to recognise a
    /// document that nests its kinds in another order.
    pub(super) under: [Option<LabelKind>; KINDS],
    /// The kind of unit that has shared clauses below its list.
    pub(super) clauses_of: Option<LabelKind>,
    /// Quotes left open, and the paragraph that opened the first.
    pub(super) quotes: (usize, usize),
    /// Bytes still allowed for looking for the second label of a list.
    pub(super) budget: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) too_deep: bool,
    /// Remarks about numbering, the dropped ones included.
    pub(super) reports: usize,
}

impl<'a> Builder<'a> {
    pub fn new(texts: &'a [Joined]) -> Self {
        let bytes: usize = texts.iter().map(|text| text.text().len()).sum();
        Builder {
            ahead: Ahead::new(texts),
            roots: Vec::new(),
            root: Below::default(),
            stack: Vec::new(),
            running: [None; KINDS],
            under: [None; KINDS],
            clauses_of: None,
            quotes: (0, 0),
            budget: 4 * bytes,
            diagnostics: Vec::new(),
            too_deep: false,
            reports: 0,
        }
    }

    pub fn run(mut self) -> (Vec<Node>, Vec<Diagnostic>) {
        let paragraphs = std::mem::take(&mut self.ahead.paragraphs);
        let mut before = "";
        for (index, paragraph) in paragraphs.iter().enumerate() {
            self.ahead.read_to(index);
            self.read(index, paragraph, before);
            before = paragraph.text();
            self.count_quotes(index, before);
        }
        self.close_down_to(0);
        if let Some(more) = self.reports.checked_sub(MAX_REPORTS).filter(|&n| n > 0) {
            let message = format!("{more} more labels are out of step");
            let none = LineRanges::new();
            self.diagnostics
                .push(Diagnostic::note("structure/number-more", message, none));
        }
        (self.roots, self.diagnostics)
    }

    /// Reads one paragraph: its units and what stands between them.
    fn read(&mut self, index: usize, paragraph: &Paragraph<'a>, before: &str) {
        let text = paragraph.text();
        let mut at = 0;
        let mut label = paragraph
            .label
            .filter(|label| self.is_believable(index, label, text, before));
        loop {
            let owner = label;
            if let Some(label) = &owner {
                self.open(label, paragraph, at);
                at += label.len;
            }
            let rest = text.get(at..).unwrap_or("");
            let inner = self.inner_label(rest, owner);
            let end = inner.map_or(text.len(), |(offset, _)| at + offset);
            let words = trimmed(text, at..end);
            if !words.is_empty() {
                let words = Words {
                    joined: paragraph.joined,
                    start: paragraph.start + words.start,
                    end: paragraph.start + words.end,
                };
                if owner.is_some() {
                    self.say(words);
                } else {
                    self.follow(words);
                }
            }
            let Some((_, next)) = inner else { break };
            at = end;
            label = Some(next);
        }
    }

    /// Whether a label at the start of a paragraph is one. A sentence torn
    /// before it, or a quotation around it, makes 第十四条 a reference unless
    /// it is just the next article.
    fn is_believable(&self, index: usize, label: &Label, text: &str, before: &str) -> bool {
        let ordinal = label.kind <= LabelKind::Article;
        let next = match self.running[label.kind as usize] {
            Some(last) => label.number == last + 1,
            None => label.number == 1,
        };
        let quoted = || self.quotes.0 > 0 && index <= self.quotes.1 + QUOTE_REACH;
        let torn = || follow::is_torn(before);
        if ordinal {
            next || !(quoted() || torn() || may_refer(label, text))
        } else {
            next || label.number == 1 || !torn()
        }
    }

    fn count_quotes(&mut self, index: usize, text: &str) {
        // “ and ” are E2 80 9C and E2 80 9D.
        let bytes = text.as_bytes();
        for at in memchr::memchr_iter(0xE2, bytes) {
            match bytes.get(at + 1..at + 3) {
                Some([0x80, 0x9C]) => {
                    if self.quotes.0 == 0 {
                        self.quotes.1 = index;
                    }
                    self.quotes.0 += 1;
                }
                Some([0x80, 0x9D]) => self.quotes.0 = self.quotes.0.saturating_sub(1),
                _ => {}
            }
        }
        if index > self.quotes.1 + QUOTE_REACH {
            self.quotes.0 = 0;
        }
    }

    // Labels.

    /// Opens the unit whose label stands at byte `at` of the paragraph.
    fn open(&mut self, label: &Label, paragraph: &Paragraph<'a>, at: usize) {
        let mut depth = self.place(label);
        if depth >= MAX_DEPTH {
            depth = MAX_DEPTH - 1;
            self.report_depth(paragraph, at);
        }
        self.close_down_to(depth);
        let printed = without_spaces(paragraph, at..at + label.len);
        let kind = label.kind as usize;
        let level = self.level(label.kind);
        let below = self.below();
        let before = Before {
            sibling: if label.kind == LabelKind::Article {
                self.running[kind]
            } else {
                below.last[kind]
            },
            running: self.running[kind],
            parted: below.parted,
        };
        if let Some(odd) = number::check(label, before, &printed) {
            self.report(odd);
        }
        self.under[kind] = self.stack.last().map(|parent| parent.kind);
        self.running[kind] = Some(label.number);
        let below = self.below_mut();
        below.last[kind] = Some(label.number);
        below.parted = false;
        self.stack.push(Open {
            kind: label.kind,
            number: label.number,
            node: Node {
                level,
                label: printed,
                number: Some(label.number),
                inserted: label.inserted,
                ..Node::default()
            },
            paragraphs: 0,
            first: 0,
            below: Below::default(),
        });
    }

    /// Keeps a remark about the numbering, up to [`MAX_REPORTS`].
    fn report(&mut self, odd: Diagnostic) {
        if self.reports < MAX_REPORTS {
            self.diagnostics.push(odd);
        }
        self.reports += 1;
    }

    fn report_depth(&mut self, paragraph: &Paragraph<'a>, at: usize) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let at = paragraph.start + at;
            let message = format!("units nest deeper than {MAX_DEPTH}; deeper ones are kept flat");
            let lines = paragraph.joined.lines(at..at + 1);
            self.diagnostics
                .push(Diagnostic::warning("structure/too-deep", message, lines));
        }
    }

    // Words.

    /// Adds words to the text of the innermost open unit.
    pub(super) fn say(&mut self, words: Words<'_>) {
        let Some(top) = self.stack.last_mut() else {
            return self.add_paragraph(words);
        };
        if top.paragraphs > 0 {
            top.node.text.push_break();
        }
        words.append_to(&mut top.node.text);
        if top.paragraphs == 0 {
            top.first = top.node.text.text().len();
        }
        top.paragraphs += 1;
    }

    /// Adds an unlabelled paragraph as a child of the innermost open unit.
    pub(super) fn add_paragraph(&mut self, words: Words<'_>) {
        let mut node = Node::default();
        words.append_to(&mut node.text);
        self.below_mut().parted = true;
        self.children_mut().push(node);
    }

    // The stack.

    pub(super) fn close_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.close();
        }
    }

    /// Closes the innermost open unit.
    fn close(&mut self) {
        let Some(mut open) = self.stack.pop() else {
            return;
        };
        let text = open.node.text.text();
        let first = text.get(..open.first).unwrap_or("");
        let more = open.paragraphs > 1 || !open.node.children.is_empty();
        let title = heading::of(open.node.level, first, more);
        let plain = is_plain(&open);
        let clause = follow::ends_with_clause(text);
        open.node.heading = title;
        let below = self.below_mut();
        below.labelled += 1;
        below.plain += usize::from(plain);
        below.with_clause += usize::from(clause);
        self.children_mut().push(open.node);
    }

    fn children_mut(&mut self) -> &mut Vec<Node> {
        match self.stack.last_mut() {
            Some(open) => &mut open.node.children,
            None => &mut self.roots,
        }
    }

    fn below(&self) -> &Below {
        self.below_at(self.stack.len())
    }

    /// What lies below the first `depth` open units.
    pub(super) fn below_at(&self, depth: usize) -> &Below {
        match depth.checked_sub(1).and_then(|at| self.stack.get(at)) {
            Some(open) => &open.below,
            None => &self.root,
        }
    }

    fn below_mut(&mut self) -> &mut Below {
        match self.stack.last_mut() {
            Some(open) => &mut open.below,
            None => &mut self.root,
        }
    }
}

/// Whether only white space tells the label at the start of `text` from a
/// reference: 第十四条 规定的程序.
fn may_refer(label: &Label, text: &str) -> bool {
    let (printed, rest) = text.split_at_checked(label.len).unwrap_or((text, ""));
    let words = rest.trim_start();
    if words.len() == rest.len() {
        return false;
    }
    let close: String = printed
        .chars()
        .chain(words.chars().take(8))
        .filter(|c| !c.is_whitespace())
        .collect();
    label::at_start(&close).is_none()
}

/// One finished paragraph without units below.
pub(super) fn is_plain(open: &Open) -> bool {
    open.paragraphs == 1
        && open.node.children.is_empty()
        && follow::is_finished(open.node.text.text())
}

/// The part of `range` of `text` without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or("");
    let end = range.start + words.trim_end().len();
    let start = range.end - words.trim_start().len();
    start.min(end)..end
}

/// A label as it is printed, without the white space inside it.
fn without_spaces(paragraph: &Paragraph, range: Range<usize>) -> Joined {
    let mut out = Joined::new();
    let text = paragraph.text();
    let mut at = range.start;
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or("");
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let from = paragraph.start + at;
        out.append_part(paragraph.joined, from..from + word);
        let after = rest.get(word..).unwrap_or("");
        at += rest.len() - after.trim_start().len();
        if after.is_empty() {
            break;
        }
    }
    out
}
