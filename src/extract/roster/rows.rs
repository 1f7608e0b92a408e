//! Printed rows become entries: a role, and all the words of one row or list.

use super::Out;
use super::entry::Entry;
use super::label::{Label, is_role, labels};
use super::{person, shape, table};
use crate::extract::passage::{fold, simplified, squeezed};
use crate::extract::person::Known;
use crate::text::{Joined, LineRanges};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::OnceLock;

/// Longest entry in bytes: a list of two hundred units. More is no roster.
const MAX_ENTRY: usize = 8_000;

/// Longest role on a row of its own, in bytes, its spaces included.
const MAX_ALONE: usize = 30;

/// Longest row of a table in bytes: eighty characters.
const MAX_ROW: usize = 240;

/// First characters of the roles in tables, in both scripts.
const ROLE_HEADS: [char; 19] = [
    '组', '組', '副', '成', '主', '委', '总', '總', '召', '指', '常', '第', '办', '辦', '政', '顾',
    '顧', '联', '秘',
];

/// Whether a colon of any width stands in a row.
fn has_colon(row: &str) -> bool {
    static FINDERS: OnceLock<[Finder<'static>; 2]> = OnceLock::new();
    let bytes = row.as_bytes();
    memchr::memchr(b':', bytes).is_some()
        || FINDERS
            .get_or_init(|| [Finder::new("："), Finder::new("∶")])
            .iter()
            .any(|finder| finder.find(bytes).is_some())
}

/// Reads rows in order and gives entries when they are complete.
pub(super) struct Rows<'k> {
    known: &'k Known,
    /// The role that holds.
    role: Option<String>,
    /// The entry that may still go on.
    open: Option<Entry>,
    /// Whether a person was parted from the post by a space or a bracket.
    spaced: bool,
    /// Whether a row was printed in traditional characters.
    traditional: bool,
    /// Whether the rows are those of a table with a head (姓名, 职务).
    table: bool,
}

impl<'k> Rows<'k> {
    pub(super) fn new(known: &'k Known) -> Self {
        Rows {
            known,
            role: None,
            open: None,
            spaced: false,
            traditional: false,
            table: false,
        }
    }

    /// Whether a roster is being read.
    pub(super) fn holds(&self) -> bool {
        self.role.is_some() || self.open.is_some() || self.table
    }

    /// Ends the roster: no role holds any more.
    pub(super) fn leave(&mut self, out: &mut Out) {
        self.close(out);
        self.role = None;
        self.table = false;
    }

    /// Takes a printed row; gives back the bytes that are none of a roster.
    /// `soft` says that the row was joined to the one before it, so that it
    /// begins something of its own only where its words say so.
    pub(super) fn take(
        &mut self,
        text: &Joined,
        range: Range<usize>,
        soft: bool,
        out: &mut Out,
    ) -> Option<Range<usize>> {
        let printed = text.text().get(range.clone()).unwrap_or_default();
        if printed.trim().is_empty() {
            return self.role.is_none().then_some(range);
        }
        if table::is_head(printed) {
            self.leave(out);
            self.table = true;
            return None;
        }
        let tabled =
            self.table || printed.len() <= MAX_ROW && printed.trim_start().starts_with(ROLE_HEADS);
        if self.role.is_none() && printed.len() > MAX_ALONE && !has_colon(printed) && !tabled {
            return Some(range);
        }
        let folded = fold(printed);
        self.traditional |= folded.is_some();
        // A row of a traditional text may have no sign of it.
        let folded = folded.or_else(|| self.traditional.then(|| simplified(printed)));
        let row = Row {
            text,
            start: range.start,
            printed,
            words: folded.as_deref().unwrap_or(printed),
            soft,
        };
        if self.table {
            if self.tabled(&row, out) {
                return None;
            }
            self.table = false;
        }
        let labels = labels(row.words);
        if !labels.is_empty() {
            let end = self.labelled(&row, &labels, out);
            return (end < row.words.len()).then_some(range.start + end..range.end);
        }
        let alone = row.words.len() <= MAX_ALONE
            && is_role(&squeezed(row.words))
            && !person::begins_with_person(row.words);
        if alone && !self.goes_on(&row) {
            self.close(out);
            self.role = Some(squeezed(row.printed));
            return None;
        }
        if is_heading(row.words) {
            self.leave(out);
        }
        if let Some(at) = table::spaced_role(row.words) {
            let label = Label {
                range: 0..at,
                words: 0..at,
            };
            self.labelled(&row, &[label], out);
            return None;
        }
        if self.role.is_some()
            && let Some(at) = shape::list_end(row.words)
        {
            let part = Row {
                printed: row.printed.get(..at).unwrap_or_default(),
                words: row.words.get(..at).unwrap_or_default(),
                ..row
            };
            let taken = self.plain(&part, out);
            self.leave(out);
            return Some(range.start + if taken { at } else { 0 }..range.end);
        }
        let taken = self.role.is_some() && self.plain(&row, out);
        (!taken).then_some(range)
    }

    /// Whether the open entry is unfinished, so that even a role's word may
    /// be the rest of a post.
    fn goes_on(&self, row: &Row) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| !open.is_complete() && shape::may_go_on(row.words))
    }

    /// A row of a table; `false` where it is none.
    fn tabled(&mut self, row: &Row, out: &mut Out) -> bool {
        let Some(cells) = table::cells(row.words) else {
            return false;
        };
        // A list of persons without any role is no roster.
        if cells.role.is_none() && self.role.is_none() {
            return true;
        }
        self.close(out);
        if let Some(role) = cells.role {
            self.role = row.printed.get(role).map(squeezed);
        }
        self.begin(row, cells.content.clone(), row.lines(cells.content));
        self.close(out);
        true
    }

    /// A row with labels: an entry for each. Gives the byte at which something
    /// else begins.
    fn labelled(&mut self, row: &Row, labels: &[Label], out: &mut Out) -> usize {
        let before = labels.first().map_or(0, |label| label.range.start);
        let said = row.words.get(..before);
        if self.role.is_some() && said.is_some_and(|words| !words.trim().is_empty()) {
            let part = Row {
                printed: row.printed.get(..before).unwrap_or_default(),
                words: row.words.get(..before).unwrap_or_default(),
                ..*row
            };
            self.plain(&part, out);
        }
        for (index, label) in labels.iter().enumerate() {
            self.close(out);
            let role = row.printed.get(label.words.clone()).unwrap_or_default();
            let role = squeezed(role);
            let plain = crate::extract::ending::without_bracket(&role).to_owned();
            self.role = Some(plain);
            let end = labels
                .get(index + 1)
                .map_or(row.words.len(), |next| next.range.start);
            let words = row.words.get(label.range.end..end).unwrap_or_default();
            // 成员：甲、乙。办公室设在…: a sentence follows.
            let full_stop = words.find('。').map(|at| at + "。".len());
            let stop = full_stop.filter(|&at| {
                index + 1 == labels.len()
                    && words.get(at..).is_some_and(|rest| !rest.trim().is_empty())
            });
            // 成员：甲（局长）办公室设在…
            let listed = words.get(..stop.unwrap_or(words.len()));
            let stop = listed.and_then(shape::list_end).or(stop);
            let end = stop.map_or(end, |at| label.range.end + at);
            let lines = row.lines(label.range.start..end);
            self.begin(row, label.range.end..end, lines);
            if stop.is_some() {
                self.leave(out);
                return end;
            }
        }
        row.words.len()
    }

    /// A row without a label below a role.
    fn plain(&mut self, row: &Row, out: &mut Out) -> bool {
        let all = 0..row.words.len();
        let complete = self.open.as_ref().is_none_or(Entry::is_complete);
        let named = person::begins_with_person(row.words)
            || complete && person::post_first(row.words).is_some()
            || (!self.spaced && complete && person::begins_with_unit_person(row.words, self.known));
        let alone = person::is_lone_name(row.words);
        if named && (!alone || complete) {
            self.close(out);
            self.begin(row, all.clone(), row.lines(all));
            return true;
        }
        let list = self.open.as_ref().is_some_and(Entry::is_open_list);
        let rest = shape::is_rest(row.words)
            || row.soft && complete && !shape::begins_nameless(row.words, self.known);
        if (!complete || list || rest) && shape::may_go_on(row.words) && self.open.is_some() {
            self.append(row, all);
            return true;
        }
        // 各县（市、区）分管副县长、高新区管 | 委会副主任: the end is on the next row.
        if shape::is_nameless(row.words) || shape::begins_nameless(row.words, self.known) {
            self.close(out);
            self.begin(row, all.clone(), row.lines(all));
            return true;
        }
        self.leave(out);
        false
    }

    fn begin(&mut self, row: &Row, content: Range<usize>, lines: LineRanges) {
        let words = row.words.get(content.clone()).unwrap_or_default();
        let named = person::begins_with_person(words);
        self.spaced |= person::is_parted(words);
        self.open = Some(Entry {
            named,
            listed: words.contains('、'),
            role: self.role.clone().unwrap_or_default(),
            printed: row.printed.get(content).unwrap_or_default().to_owned(),
            words: words.to_owned(),
            lines,
        });
    }

    fn append(&mut self, row: &Row, part: Range<usize>) {
        let lines = row.lines(part.clone());
        if let Some(open) = self.open.as_mut() {
            if open.words.len() > MAX_ENTRY {
                return;
            }
            let (printed, words) = (row.printed.get(part.clone()), row.words.get(part));
            let (printed, words) = (printed.unwrap_or_default(), words.unwrap_or_default());
            if open.needs_separator(words) {
                open.printed.push('、');
                open.words.push('、');
            }
            open.printed.push_str(printed.trim());
            open.words.push_str(words.trim());
            open.listed |= words.contains('、');
            open.lines.extend(&lines);
        }
    }

    fn close(&mut self, out: &mut Out) {
        if let Some(entry) = self.open.take() {
            entry.read(self.known, self.spaced, out);
        }
    }
}

/// Whether a row begins with the label of a heading: 二、 or （二）.
fn is_heading(row: &str) -> bool {
    let row = row.trim_start();
    let bare = row.trim_start_matches(['（', '(']);
    let rest = bare.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let closed = match bare.len() < row.len() {
        true => rest.starts_with(['）', ')']),
        false => rest.starts_with('、'),
    };
    closed && rest.len() < bare.len()
}

/// One printed row.
struct Row<'r> {
    text: &'r Joined,
    /// Where it begins in the joined text.
    start: usize,
    printed: &'r str,
    /// The same words, traditional characters as simplified ones.
    words: &'r str,
    /// Whether it was joined to the row before it.
    soft: bool,
}

impl Row<'_> {
    fn lines(&self, part: Range<usize>) -> LineRanges {
        self.text
            .lines(self.start + part.start..self.start + part.end)
    }
}
