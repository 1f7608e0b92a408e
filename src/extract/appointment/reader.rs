//! Reads a stream statement by statement and keeps what holds over them: the
//! head, the persons last named, the rows a note may belong to.

use super::clause::{Clause, Found, parse, spoken_of};
use super::names::{is_bare_verb, lone_head, names, verb_after, verbs};
use super::notes::{is_note_clause, note_for_all};
use super::stream::Stream;
use crate::diag::Diagnostic;
use crate::extract::ending::ends_as_post;
use crate::extract::passage::{Brackets, pieces};
use crate::extract::person::{Known, name_before};
use crate::record::{Appointment, AppointmentAction};
use std::ops::Range;

/// What the rows below a head do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// No head, no verb yet.
    None,
    /// A verb earlier in the running text; rows must be plain.
    Chain(AppointmentAction),
    /// A head such as 任命：; rows may be elliptic.
    Head(AppointmentAction),
}

/// Longest post in bytes: 100 characters. What is longer is no post.
const MAX_POST: usize = 300;
/// Persons 其 may stand for; more are a list gone wrong.
const MAX_SAME: usize = 20;

pub(super) struct Reader<'s, 'a> {
    stream: &'s Stream<'a>,
    known: Known,
    mode: Mode,
    /// Names of the last group.
    last: Vec<Range<usize>>,
    /// Rows of the last group, for a note that follows.
    last_rows: Range<usize>,
    rows: Vec<Appointment>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s, 'a> Reader<'s, 'a> {
    pub(super) fn new(stream: &'s Stream<'a>, known: Known) -> Self {
        Reader {
            stream,
            known,
            mode: Mode::None,
            last: Vec::new(),
            last_rows: 0..0,
            rows: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Rows and remarks.
    pub(super) fn finish(self) -> (Vec<Appointment>, Vec<Diagnostic>) {
        (self.rows, self.diagnostics)
    }

    /// Reads the whole stream.
    pub(super) fn read(&mut self) {
        let text = self.stream.text();
        let brackets = Brackets::of(text);
        let statements = statements(text, &brackets);
        for statement in &statements {
            let words = text.get(statement.range.clone()).unwrap_or_default();
            if let Some(list) = names(words, |rest| rest.starts_with('为')) {
                self.known
                    .learn_unit(words.get(list.end + 3..).unwrap_or_default());
            }
        }
        for statement in statements {
            self.statement(text, &brackets, statement);
        }
    }

    fn statement(&mut self, text: &str, brackets: &Brackets, statement: Statement) {
        let words = text.get(statement.range.clone()).unwrap_or_default();
        if statement.head && self.head(words) {
            return;
        }
        if self.note_for_all(words) {
            return;
        }
        let before = self.rows.len();
        let mut nobody_said = false;
        let mut any = false;
        self.last_rows = 0..0;
        for range in clauses(text, brackets, statement.range.clone()) {
            let clause = Clause {
                text,
                range: range.clone(),
                mode: self.mode,
                same_statement: any,
                last: &self.last,
                known: &self.known,
            };
            match parse(&clause) {
                Some(Found::Groups(groups)) => {
                    for group in groups {
                        any = true;
                        self.group(&group, range.clone());
                    }
                }
                Some(Found::Nobody) if !nobody_said => {
                    nobody_said = true;
                    self.remark(
                        "nobody",
                        "a clause speaks of 其 without a person before it",
                        &range,
                    );
                }
                Some(Found::Class) => {
                    any = true;
                    self.remark(
                        "class-removal",
                        "a class of posts ends without names; it gives no row",
                        &range,
                    );
                }
                Some(Found::Nobody) => {}
                None => match spoken_of(text, range.clone()) {
                    // 张三同志因到龄退休，免去其…职务
                    Some(names) => {
                        self.last = names;
                        any = true;
                    }
                    None => self.unread(text, range, any),
                },
            }
        }
        if self.rows.len() == before && !any {
            self.leave_list(words, &statement.range, statement.mark);
        }
    }

    /// Takes a head such as 任命： or 决定：; `false` where it is none.
    fn head(&mut self, words: &str) -> bool {
        if let Some(action) = lone_head(words) {
            self.mode = Mode::Head(action);
            return true;
        }
        let verb = verbs().before.find(words).last();
        match verb {
            Some((at, verb)) => {
                let rest = words.get(at.end..).unwrap_or_default();
                let open = rest.is_empty()
                    || ["下列", "以下", "如下", "职务"]
                        .iter()
                        .any(|word| rest.contains(word))
                    || rest == "为";
                if open {
                    self.mode = Mode::Head(verbs().action(verb));
                }
                open
            }
            None if words.ends_with("决定") || words.ends_with("如下") => {
                self.mode = Mode::Chain(AppointmentAction::Appoint);
                true
            }
            None => false,
        }
    }

    /// Takes `以上同志试用期一年`.
    fn note_for_all(&mut self, words: &str) -> bool {
        let Some(note) = note_for_all(words) else {
            return false;
        };
        for row in &mut self.rows {
            if row.action == AppointmentAction::Appoint && row.note.is_none() {
                row.note = Some(note.clone());
            }
        }
        true
    }

    fn group(&mut self, group: &super::clause::Group, clause: Range<usize>) {
        let post = self.stream.printed(group.post.range.clone());
        let names = if group.names.is_empty() {
            if self.last.len() > MAX_SAME {
                self.remark(
                    "unsure",
                    "其 stands for more persons than one row names",
                    &clause,
                );
                return;
            }
            self.last.clone()
        } else {
            group.names.clone()
        };
        if post.is_empty() || post.len() > MAX_POST {
            self.remark("unsure", "a row without a post that can be told", &clause);
            return;
        }
        let notes: Vec<&str> = group
            .post
            .notes
            .iter()
            .map(|note| self.stream.printed(note.clone()))
            .collect();
        let note = (!notes.is_empty()).then(|| notes.join("，"));
        let lines = self.stream.lines(group.range.clone());
        let first = self.rows.len();
        for name in &names {
            self.rows.push(Appointment {
                action: group.action,
                person: Some(self.stream.printed(name.clone()).to_owned()),
                post: post.to_owned(),
                note: note.clone(),
                lines: lines.clone(),
            });
        }
        self.last_rows = first..self.rows.len();
        self.last = names;
        if self.mode == Mode::None || matches!(self.mode, Mode::Chain(_)) {
            self.mode = Mode::Chain(group.action);
        } else if let (Mode::Head(_), true) = (self.mode, group.changes_mode) {
            self.mode = Mode::Head(group.action);
        }
        if !group.sure_border {
            self.remark(
                "border-guessed",
                "name and unit have no separator and no sure border",
                &group.range,
            );
        }
        if !group.sure_row {
            self.remark(
                "unsure",
                "a row was read, but name or post is unusual",
                &group.range,
            );
        }
    }

    /// A clause that gave no row: a note on the rows before it, or something
    /// that should have been one.
    fn unread(&mut self, text: &str, range: Range<usize>, any: bool) {
        let words = text.get(range.clone()).unwrap_or_default();
        if any && is_note_clause(words) {
            let note = self.stream.printed(range.clone()).to_owned();
            let lines = self.stream.lines(range);
            for row in self
                .rows
                .get_mut(self.last_rows.clone())
                .into_iter()
                .flatten()
            {
                row.note = Some(match row.note.take() {
                    Some(before) => format!("{before}，{note}"),
                    None => note.clone(),
                });
                row.lines.extend(&lines);
            }
        } else if any && self.goes_on(words) {
            let post = self.stream.printed(range.clone()).to_owned();
            let lines = self.stream.lines(range);
            for row in self
                .rows
                .get_mut(self.last_rows.clone())
                .into_iter()
                .flatten()
            {
                if row.post.len() + post.len() < MAX_POST {
                    row.post = format!("{}，{post}", row.post);
                    row.lines.extend(&lines);
                }
            }
        } else if matches!(self.mode, Mode::Head(_))
            && words.len() <= MAX_POST
            && (words.ends_with("职务") || (words.contains('为') && ends_as_post(words)))
        {
            self.remark(
                "unsure",
                "a row below a head that could not be read",
                &range,
            );
        }
    }

    /// Whether a clause without verb and name is one more post of the persons
    /// before it.
    fn goes_on(&self, words: &str) -> bool {
        let appointed = self
            .rows
            .get(self.last_rows.clone())
            .and_then(<[Appointment]>::first)
            .is_some_and(|row| row.action == AppointmentAction::Appoint && row.note.is_none());
        let verb = verbs().before.within(words) || verbs().own.within(words);
        appointed
            && !verb
            && !holds_office(words)
            && ends_as_post(words)
            && !words.starts_with(['其', '由'])
            && name_before(words, |rest| verb_after(rest).is_some()).is_none()
    }

    /// A statement without any row ends a list once it is more than a scrap
    /// and no ； says that the list goes on.
    fn leave_list(&mut self, words: &str, range: &Range<usize>, mark: char) {
        let scrap = range.len() <= 60 && !words.contains(['，', ',']);
        let listed = matches!(mark, '；' | ';') && range.len() <= MAX_POST;
        if !(scrap || listed) {
            self.mode = Mode::None;
            self.last.clear();
        }
    }

    fn remark(&mut self, code: &str, message: &str, range: &Range<usize>) {
        let code = format!("appointment/{code}");
        let lines = self.stream.lines(range.clone());
        self.diagnostics.push(if code.ends_with("class-removal") {
            Diagnostic::note(&code, message, lines)
        } else {
            Diagnostic::warning(&code, message, lines)
        });
    }
}

/// Whether 任 stands in a clause as a verb: 甲任副主任, not 主任.
fn holds_office(words: &str) -> bool {
    words.match_indices('任').any(|(at, _)| {
        let before = words
            .get(..at)
            .and_then(|before| before.chars().next_back());
        !matches!(
            before,
            Some('主' | '责' | '常' | '历' | '现' | '前' | '后') | None
        )
    })
}

/// A statement: its bytes, and whether a colon ends it or it is a heading.
struct Statement {
    range: Range<usize>,
    head: bool,
    /// The mark that ends it.
    mark: char,
}

/// Cuts a text into statements at ；, 。, ： and row ends outside brackets.
fn statements(text: &str, brackets: &Brackets) -> Vec<Statement> {
    let ends = |c, previous: char| match c {
        '；' | ';' | '。' | '！' | '\n' | '：' | ':' => true,
        // A half-width full stop, but not the one in 1.2 or in a label.
        '.' => !previous.is_ascii(),
        _ => false,
    };
    pieces(text, 0..text.len(), brackets, ends)
        .into_iter()
        .map(|(range, mark)| Statement {
            head: matches!(mark, '：' | ':')
                || mark == '\n' && text.get(range.clone()).is_some_and(is_bare_verb),
            range,
            mark,
        })
        .collect()
}

/// Cuts a statement into clauses at ， outside brackets.
fn clauses(text: &str, brackets: &Brackets, range: Range<usize>) -> Vec<Range<usize>> {
    pieces(text, range, brackets, |c, _| matches!(c, '，' | ','))
        .into_iter()
        .map(|(range, _)| range)
        .collect()
}
