//! One node's words from beginning to end: brackets and labels first, then the
//! sentences between them.

use super::clause::Clause;
use super::heading::Leads;
use super::hits::Hits;
use super::known::Names;
use super::lexicon::{LabelRole, lexicon};
use super::marks::{Kind, Mark};
use super::read::Reader;
use super::sentence::Stated;
use super::view::View;
use crate::record::DutyForm;
use crate::structure::Node;
use crate::text::LineRanges;
use std::ops::Range;

/// A clause found in a node, or a rule stated there.
#[derive(Debug)]
pub(super) struct Draft {
    /// Index of its node.
    pub place: usize,
    /// How it is printed.
    pub form: DutyForm,
    /// What it says.
    pub clause: Clause,
    /// Its words, mended.
    pub text: String,
    /// Where it is printed.
    pub lines: LineRanges,
    /// Whether its paragraph holds nothing else.
    pub alone: bool,
    /// Whether it begins a printed line after a full stop.
    pub opens_line: bool,
    /// Whether it stands in the first paragraph of its node.
    pub first: bool,
    /// Whether nothing follows it in its node.
    pub last: bool,
    /// Its bracket was never closed and its words end with the node.
    pub cut: bool,
}

/// What a node holds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Clauses and rules, in order.
    pub drafts: Vec<Draft>,
    /// Who its heading says leads everything below.
    pub heading: Option<(Leads, String, LineRanges)>,
    /// Whether it defines short names.
    pub defines: bool,
    /// Lines that look like a clause and could not be read.
    pub unread: Vec<(LineRanges, String)>,
}

/// Brackets that are no clause are looked into this deep.
const DEEPEST_BRACKET: usize = 6;
/// Brackets that were never closed are tried this often in one node.
const UNCLOSED_TRIES: usize = 8;
/// Bytes of the longest bracket that is read for sentences.
const LONGEST_TOLD: usize = 600;
/// More bytes than this before a clause in its paragraph are words.
const BULLET: usize = 24;

/// Reads one node.
pub(super) fn scan(node: &Node, place: usize, names: &Names) -> Scan {
    let text = node.text.text();
    if text.is_empty() {
        return Scan::default();
    }
    let mut view = View::new(text);
    let hits = Hits::find(&mut view);
    let defines = hits.defines;
    if hits.all.is_empty() {
        return Scan {
            defines,
            ..Scan::default()
        };
    }
    let reader = Reader::new(&view, names);
    let mut scanner = Scanner {
        node,
        place,
        reader: &reader,
        hits,
        breaks: breaks(&reader),
        taken: Vec::new(),
        scan: Scan {
            defines,
            ..Scan::default()
        },
        found: Vec::new(),
    };
    scanner.heading();
    scanner.brackets_and_labels();
    scanner.sentences();
    scanner.finish()
}

/// The bytes of all paragraph breaks.
fn breaks(reader: &Reader<'_>) -> Vec<usize> {
    reader
        .marks()
        .iter()
        .filter(|mark| mark.kind == Kind::Break)
        .map(Mark::start)
        .collect()
}

/// The work on one node.
struct Scanner<'a> {
    node: &'a Node,
    place: usize,
    reader: &'a Reader<'a>,
    hits: Hits,
    breaks: Vec<usize>,
    /// Ranges that belong to a clause already, in order.
    taken: Vec<Range<usize>>,
    scan: Scan,
    found: Vec<(Range<usize>, DutyForm, Clause, bool)>,
}

impl Scanner<'_> {
    fn end(&self) -> usize {
        self.reader.view().key().len()
    }

    /// Whether a literal begins inside `range`.
    fn hit_in(&self, range: &Range<usize>) -> bool {
        let first = self.hits.all.partition_point(|&hit| hit < range.start);
        self.hits.all.get(first).is_some_and(|&hit| hit < range.end)
    }

    fn lines(&self, range: Range<usize>) -> LineRanges {
        self.node.text.lines(self.reader.view().raw(range))
    }

    fn heading(&mut self) {
        if self.node.children.is_empty() {
            return;
        }
        if let Some(leads) = self.reader.heading() {
            let range = leads.range.clone();
            self.taken.push(0..range.end);
            let text = self.reader.printed(range.clone());
            let lines = self.lines(range);
            self.scan.heading = Some((leads, text, lines));
        }
    }

    /// Goes over the marks once; what is taken is stepped over.
    fn brackets_and_labels(&mut self) {
        let marks = self.reader.marks();
        let mut at = 0;
        // Where a label may begin at the earliest.
        let mut floor = self.taken.last().map_or(0, |taken| taken.end);
        // The same, were the bracket that closed last part of the label.
        let mut wide = floor;
        // Ends of the brackets around that are no clause.
        let mut around: Vec<usize> = Vec::new();
        let mut unclosed = 0;
        if let Some(end) = self.label_without_colon(0) {
            at = marks.within(0..end).end;
            floor = end;
        }
        while let Some(mark) = marks.get(at).copied() {
            at += 1;
            while around.last().is_some_and(|&end| end <= mark.start()) {
                around.pop();
            }
            if mark.start() < floor && mark.kind != Kind::Open {
                continue;
            }
            match mark.kind {
                Kind::OpenQuote => {
                    if let Some(partner) = mark.partner() {
                        at = partner + 1;
                    }
                }
                Kind::Open => match mark.partner().and_then(|p| Some((p, *marks.get(p)?))) {
                    Some((partner, close)) => {
                        let inside = mark.end()..close.start();
                        if self.bracket(mark.start()..close.end(), inside, &around) {
                            at = partner + 1;
                            floor = close.end();
                        } else {
                            around.push(close.end());
                        }
                    }
                    None if unclosed < UNCLOSED_TRIES && mark.start() >= floor => {
                        match self.unclosed(at, mark) {
                            Tried::Taken(end) => {
                                at = marks.within(0..end).end;
                                floor = end;
                            }
                            Tried::Refused => unclosed += 1,
                            Tried::Passed => {}
                        }
                    }
                    None => {}
                },
                Kind::Colon if around.is_empty() => {
                    let label = self.label(floor, mark);
                    if let Some(end) = label.or_else(|| {
                        // 责任单位（首位为牵头单位）：, 责任（配合）单位：
                        (wide < floor).then(|| self.label(wide, mark)).flatten()
                    }) {
                        at = marks.within(0..end).end;
                        floor = end;
                    } else {
                        floor = mark.end();
                    }
                }
                Kind::Break => {
                    floor = mark.end();
                    if around.is_empty()
                        && let Some(end) = self.label_without_colon(floor)
                    {
                        at = marks.within(0..end).end;
                        floor = end;
                    }
                }
                Kind::Close => {
                    floor = mark.end();
                    continue;
                }
                _ => floor = mark.end(),
            }
            wide = floor;
        }
    }

    /// Tries a closed bracket; `true` where it is done with: a clause, or
    /// nothing to look for inside.
    fn bracket(&mut self, whole: Range<usize>, inside: Range<usize>, around: &[usize]) -> bool {
        if !self.hit_in(&inside) {
            return true;
        }
        if let Some(clause) = self.reader.bracket_clause(inside.clone(), false, 0) {
            self.take(whole, DutyForm::Bracket, clause, false);
            return true;
        }
        if self.closes(&whole)
            && let Some(clause) = self.reader.bare_clause(inside.clone())
        {
            self.take(whole, DutyForm::Bracket, clause, false);
            return true;
        }
        self.note_unread(whole, inside.clone());
        if self.told(inside) {
            return true;
        }
        around.len() >= DEEPEST_BRACKET
    }

    /// Whether a bracket stands where clauses do: after the last sentence of its
    /// paragraph.
    fn closes(&self, whole: &Range<usize>) -> bool {
        let reader = self.reader;
        let before = reader.key(0..whole.start).chars().next_back();
        let after = reader.key(whole.end..self.end()).chars().next();
        matches!(before, Some('。' | '；' | ';' | '.' | '！'))
            && matches!(after, None | Some('\n' | '。'))
    }

    /// Reads the sentences inside a bracket that is no clause as a whole
    /// (收到异议的，由市住建局牵头处理); `true` where there are some.
    fn told(&mut self, inside: Range<usize>) -> bool {
        let by = &lexicon().needles.by;
        if inside.len() > LONGEST_TOLD || !by.is_in(self.reader.key(inside.clone())) {
            return false;
        }
        let mut stated: Vec<Stated> = Vec::new();
        self.reader
            .sentences(inside.clone(), &self.hits.spoken, &mut stated);
        stated.retain(|said| said.clause.names_someone());
        if stated.is_empty() {
            return false;
        }
        self.taken.push(inside);
        for Stated { range, clause } in stated {
            self.found.push((range, DutyForm::Sentence, clause, false));
        }
        true
    }

    /// Tries a bracket that was never closed: to the end of its paragraph.
    fn unclosed(&mut self, next: usize, mark: Mark) -> Tried {
        let after = self.breaks.partition_point(|&b| b < mark.end());
        let end = self.breaks.get(after).copied().unwrap_or(self.end());
        let first = self.hits.all.partition_point(|&hit| hit < mark.end());
        let Some(hit) = self.hits.all.get(first).copied().filter(|&hit| hit < end) else {
            return Tried::Passed;
        };
        // Of several unclosed brackets before the words the last one counts.
        let mut index = next;
        while let Some(other) = self.reader.marks().get(index)
            && other.start() < hit
        {
            if other.kind == Kind::Open && other.partner().is_none() {
                return Tried::Passed;
            }
            index += 1;
        }
        let inside = self.reader.trim(mark.end()..end);
        let cut = end == self.end();
        let Some(clause) = self.reader.bracket_clause(inside, cut, 0) else {
            return Tried::Refused;
        };
        self.take(mark.start()..end, DutyForm::Bracket, clause, true);
        Tried::Taken(end)
    }

    /// Tries the words before a colon as a label; gives where reading stopped.
    fn label(&mut self, floor: usize, colon: Mark) -> Option<usize> {
        let view = self.reader.view();
        let start = view.gaps_in(floor..colon.start()).last().unwrap_or(floor);
        let (label, _) = self.reader.label_in(start..colon.start())?;
        let announces = self.reader.key(start..colon.start()).ends_with("分工");
        if label.role == LabelRole::Skip || label.role == LabelRole::Head && !announces {
            return None;
        }
        self.labelled(start)
    }

    /// A label at the beginning of a paragraph with white space for its colon.
    fn label_without_colon(&mut self, start: usize) -> Option<usize> {
        if !self.hit_in(&(start..start + BULLET)) {
            return None;
        }
        let text = self.reader.key(start..self.end());
        let label = lexicon().label_starts.of(text)?;
        let end = start + label.len();
        let bordered = self.reader.view().gap_at(end) || self.reader.units_below(end).is_some();
        bordered.then(|| self.labelled(start)).flatten()
    }

    fn labelled(&mut self, start: usize) -> Option<usize> {
        let (end, clause) = self.reader.label_clause(start, self.end(), 0);
        if let Some(clause) = clause {
            let whole = start..clause.end;
            self.take(whole, DutyForm::Label, clause, false);
        }
        (end > start).then_some(end)
    }

    /// Keeps a bracket that ends like a clause and was not read, for the notes.
    fn note_unread(&mut self, whole: Range<usize>, inside: Range<usize>) {
        let text = self.reader.key(self.reader.trim(inside));
        let like = lexicon().unread.of(text).is_some();
        if like && !text.contains('谁') {
            let lines = self.lines(whole.clone());
            self.scan.unread.push((lines, self.reader.printed(whole)));
        }
    }

    fn take(&mut self, range: Range<usize>, form: DutyForm, clause: Clause, cut: bool) {
        self.taken.push(range.clone());
        self.found.push((range, form, clause, cut));
    }

    /// Reads the sentences between what was taken.
    fn sentences(&mut self) {
        let mut stated: Vec<Stated> = Vec::new();
        let mut start = 0;
        let ends = self
            .taken
            .iter()
            .cloned()
            .chain(std::iter::once(self.end()..self.end()));
        for taken in ends {
            let between = start..taken.start.max(start);
            self.reader
                .sentences(between, &self.hits.spoken, &mut stated);
            start = taken.end.max(start);
        }
        for Stated { range, clause } in stated {
            self.found.push((range, DutyForm::Sentence, clause, false));
        }
    }

    fn finish(mut self) -> Scan {
        self.found.sort_by_key(|(range, ..)| range.start);
        for (range, form, clause, cut) in std::mem::take(&mut self.found) {
            let after = self.breaks.partition_point(|&b| b < range.end);
            let before = self.breaks.partition_point(|&b| b < range.start);
            let paragraph_start = before
                .checked_sub(1)
                .and_then(|i| self.breaks.get(i))
                .map_or(0, |b| b + 1);
            let paragraph_end = self.breaks.get(after).copied().unwrap_or(self.end());
            let alone =
                self.blank(paragraph_start..range.start) && self.blank(range.end..paragraph_end);
            self.scan.drafts.push(Draft {
                place: self.place,
                text: self
                    .reader
                    .view()
                    .words()
                    .get(range.clone())
                    .unwrap_or("")
                    .trim()
                    .to_owned(),
                opens_line: self.opens_line(range.start),
                lines: self.lines(range),
                form,
                clause,
                alone,
                first: before == 0,
                last: after >= self.breaks.len(),
                cut,
            });
        }
        self.scan
    }

    /// Whether the words at `at` begin a printed line after a full stop.
    fn opens_line(&self, at: usize) -> bool {
        let Some(before) = self.reader.key(0..at).chars().next_back() else {
            return false;
        };
        let view = self.reader.view();
        let line = |from: usize, to: usize| self.node.text.line_at(view.raw(from..to).start);
        matches!(before, '。' | '；' | '.')
            && line(at - before.len_utf8(), at) != line(at, self.end())
    }

    /// Whether nothing but bullets and punctuation stands in `range`.
    fn blank(&self, range: Range<usize>) -> bool {
        range.len() <= BULLET && self.reader.key(range).chars().all(|c| !c.is_alphanumeric())
    }
}

/// How a bracket that was never closed fared.
enum Tried {
    /// It is a clause that ends here.
    Taken(usize),
    /// It is none.
    Refused,
    /// It was not tried.
    Passed,
}
