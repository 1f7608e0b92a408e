//! 自…起施行 and 有效期: the clauses, and the choice among them.

use super::period::{self, Period};
use super::{Own, Sentence, Validity, date_at_end, words_of};
use crate::diag::Diagnostic;
use crate::extract::words::WordList;
use crate::notation::date::{self, Date};
use crate::record::Effective;
use crate::text::LineRanges;
use std::ops::Range;
use std::sync::OnceLock;

/// When a document begins to be in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// The day it is issued.
    OnIssue,
    /// So long after it is issued.
    After(Period),
    /// A date.
    On(Date),
}

/// How long it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// For a period, with its printed words.
    For(Period, String),
    /// To a last day.
    Until(Date),
    /// From and to a day, in one phrase.
    Between(Date, Date),
}

/// A clause found.
#[derive(Debug)]
struct Clause {
    /// 0 for the notice itself, from 1 for carried documents.
    part: usize,
    start: Option<Start>,
    term: Option<Term>,
    text: String,
    lines: LineRanges,
}

/// All clauses of a notice.
#[derive(Debug, Default)]
pub(super) struct Effects {
    clauses: Vec<Clause>,
}

struct Words {
    effect: WordList,
    issue: WordList,
    term: WordList,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words {
        effect: words_of("effect"),
        issue: words_of("issue"),
        term: words_of("term"),
    })
}

impl Effects {
    /// Reads one sentence.
    pub(super) fn read(
        &mut self,
        part: usize,
        sentence: &Sentence,
        own: &Own,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let text = sentence.words(sentence.range.clone());
        let mut start = None;
        let mut after = 0;
        for (at, _) in words().effect.find(text) {
            let verb = sentence.range.start + at.start..sentence.range.start + at.end;
            if let Some(found) = effect(sentence, verb.clone(), own) {
                start = Some(found);
                after = verb.end;
                break;
            }
            if unreadable(sentence, verb.start, own) {
                diagnostics.push(Diagnostic::warning(
                    "validity/date-unreadable",
                    "the date from which it is in force cannot be read",
                    sentence.lines(),
                ));
            }
        }
        let speaks = start.is_some()
            || sentence.clauses.first().is_some_and(|clause| {
                let subject = sentence.words(clause.clone());
                words().term.find(subject).next().is_some_and(|(at, _)| {
                    own.is_subject(subject.get(..at.start).unwrap_or_default())
                })
            });
        if !speaks {
            return;
        }
        let from = after.max(sentence.range.start);
        let term = match term(sentence.words(from..sentence.range.end)) {
            Ok(term) => term,
            Err(()) => {
                diagnostics.push(Diagnostic::warning(
                    "validity/period-unreadable",
                    "how long it is in force cannot be read",
                    sentence.lines(),
                ));
                None
            }
        };
        let (start, term) = match (start, term) {
            (None, None) => return,
            (Some((start, None)), term) => (Some(start), term),
            (Some((start, Some(until))), _) => (Some(start), Some(Term::Until(until))),
            (None, Some(Term::Between(from, to))) => (Some(Start::On(from)), Some(Term::Until(to))),
            (None, term) => (None, term),
        };
        self.clauses.push(Clause {
            part,
            start,
            term,
            text: sentence.printed(sentence.range.clone()).trim().to_owned(),
            lines: sentence.lines(),
        });
    }

    /// Chooses the clause of the document, and its validity, and writes them.
    pub(super) fn choose(self, issued: Option<Date>, out: &mut Validity) {
        let carried = |clause: &&Clause| clause.start.is_some() && clause.part > 0;
        let main = self
            .clauses
            .iter()
            .find(carried)
            .or_else(|| self.clauses.iter().find(|clause| clause.start.is_some()))
            .or_else(|| self.clauses.first());
        let Some(main) = main else {
            return;
        };
        let term = main.term.as_ref().or_else(|| {
            self.clauses
                .iter()
                .filter(|clause| clause.start.is_none() || clause.start == main.start)
                .find_map(|clause| clause.term.as_ref())
        });
        let disagrees = |clause: &&Clause| clause.start.is_some() && clause.start != main.start;
        if let Some(other) = self.clauses.iter().find(disagrees) {
            out.diagnostics.push(Diagnostic::note(
                "validity/several",
                "another clause names another day from which it is in force",
                other.lines.clone(),
            ));
        }
        let from = match main.start {
            Some(Start::OnIssue) => issued,
            Some(Start::After(period)) => issued.and_then(|day| period::after(day, period)),
            Some(Start::On(day)) => Some(day),
            None => None,
        };
        let (validity, to) = match term {
            Some(Term::For(period, printed)) => (
                Some(printed.clone()),
                from.and_then(|from| period::last_day(from, *period)),
            ),
            Some(Term::Until(day) | Term::Between(_, day)) => (None, Some(period::end_of(*day))),
            None => (None, None),
        };
        out.effective_lines = main.lines.clone();
        out.effective = Some(Effective {
            from: from.map(|day| day.iso()),
            on_issue: main.start == Some(Start::OnIssue),
            validity,
            to: to.map(|day| day.iso()),
            text: Some(main.text.clone()),
        });
    }
}

/// Reads the effect whose verb lies at `verb`: when it begins, and the last
/// day where one is printed before the verb (自甲日起至乙日施行).
fn effect(sentence: &Sentence, verb: Range<usize>, own: &Own) -> Option<(Start, Option<Date>)> {
    if !ends_clause(sentence.words(verb.end..sentence.range.end)) {
        return None;
    }
    let low = sentence.back(verb.start);
    let mut before = sentence.words(low..verb.start);
    for word in ["正式", "开始", "全面"] {
        before = before.strip_suffix(word).unwrap_or(before);
    }
    for word in ["现予发布", "现予公布", "现予印发"] {
        if before.ends_with(word) {
            return Some((Start::OnIssue, None));
        }
    }
    let (start, until, from) = issue_start(before).or_else(|| date_start(before))?;
    speaks_of_itself(sentence, low + from, own).then_some((start, until))
}

/// What may follow the verb of effect.
fn ends_clause(rest: &str) -> bool {
    let plain = rest.is_empty()
        || rest.starts_with([
            '，', '。', '；', '、', '（', '）', ',', '.', ';', '(', ')', '\n',
        ]);
    plain
        || ["至", "到", "并", "有效期", "试行期", "，"]
            .iter()
            .any(|word| rest.starts_with(word))
}

/// `自(本通知)印发之日起`, `自公布之日起30日后`, `自即日起`: the start, and the
/// byte of 自.
fn issue_start(before: &str) -> Option<(Start, Option<Date>, usize)> {
    let (head, start) = match before.strip_suffix('起') {
        Some(head) => (head, Start::OnIssue),
        None => {
            let delayed = before
                .strip_suffix("之后")
                .or_else(|| before.strip_suffix('后'))?;
            let at = delayed.rfind('起')?;
            let quantity = delayed.get(at + "起".len()..)?;
            let quantity = quantity.strip_prefix('满').unwrap_or(quantity);
            let (period, length) = period::at_start(quantity)?;
            if length != quantity.len() {
                return None;
            }
            (delayed.get(..at)?, Start::After(period))
        }
    };
    if let Some(from) = head.strip_suffix("自即日").or(head.strip_suffix("从即日")) {
        return Some((start, None, from.len()));
    }
    let issued = ["之日", "当日", "之时", "日"]
        .iter()
        .find_map(|word| head.strip_suffix(word))?;
    let word = words().issue.end(issued)?;
    let rest = issued.strip_suffix(word)?;
    // 自本通知印发之日起: the subject in between is the document itself.
    let at = rest.rfind(['自', '从']);
    match at {
        Some(at) if rest.len() - at <= 36 => Some((start, None, at)),
        // 本通知印发之日起, without 自.
        _ if rest.is_empty() => Some((start, None, 0)),
        _ => None,
    }
}

/// `自2023年3月1日起`, `于2023年3月1日`, `自甲日起至乙日`: the start, the last day,
/// and the byte of 自.
fn date_start(before: &str) -> Option<(Start, Option<Date>, usize)> {
    let began = before.strip_suffix('起');
    let head = began.unwrap_or(before);
    let head = ["止", "零时", "0时", "零点", "0点"]
        .iter()
        .find_map(|hour| head.strip_suffix(hour))
        .unwrap_or(head);
    let (at, day) = date_at_end(head)?;
    let lead = head.get(..at)?;
    if let Some(rest) = lead.strip_suffix('至') {
        let rest = rest.strip_suffix('起').unwrap_or(rest);
        let (at, from) = date_at_end(rest)?;
        let lead = rest.get(..at)?.strip_suffix(['自', '从'])?;
        return Some((Start::On(from), Some(day), lead.len()));
    }
    let lead = match began {
        Some(_) => lead.strip_suffix(['自', '从', '于', '由'])?,
        None => lead.strip_suffix(['于', '自'])?,
    };
    Some((Start::On(day), None, lead.len()))
}

/// Whether the clause that begins with 自 at byte `at` is about the document.
fn speaks_of_itself(sentence: &Sentence, at: usize, own: &Own) -> bool {
    let Some(clause) = sentence.clause_at(at) else {
        return at == sentence.range.start;
    };
    let subject = sentence.words(clause.start..at);
    if !subject.is_empty() {
        return own.is_subject(subject) || own.is_subject(subject.trim_end_matches('从'));
    }
    // Without a subject of its own it goes on with the sentence's.
    let Some(first) = sentence.clauses.first() else {
        return true;
    };
    let first_words = sentence.words(first.clone());
    first.start == clause.start
        || first_words.starts_with('本')
            && super::own_kind(first_words.trim_start_matches('本')).is_some()
        || first_words.starts_with('《')
        || {
            let before = sentence.words(sentence.back(clause.start)..clause.start);
            ["现予", "现印发", "现将", "现公布"]
                .iter()
                .any(|word| before.contains(word))
        }
}

/// Whether 本办法自 is followed by digits that are no date.
fn unreadable(sentence: &Sentence, verb: usize, own: &Own) -> bool {
    let Some(clause) = sentence.clause_at(verb) else {
        return false;
    };
    let before = sentence.words(clause.start.max(sentence.back(verb))..verb);
    let Some(at) = before.find('自') else {
        return false;
    };
    let (subject, rest) = before.split_at(at);
    let rest = rest.trim_start_matches('自');
    own.is_subject(subject)
        && rest.ends_with('起')
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && date_start(before).is_none()
}

/// The first term in `words`; `Err` where one is announced and not readable.
fn term(words_after: &str) -> Result<Option<Term>, ()> {
    let mut announced = false;
    for (at, word) in words().term.find(words_after) {
        let rest = words_after.get(at.end..).unwrap_or_default();
        if ["满", "届满", "内", "一般", "到期", "结束"]
            .iter()
            .any(|w| rest.starts_with(w))
        {
            continue;
        }
        match read_term(rest) {
            Some(term) => return Ok(Some(term)),
            // 试行 alone is a verb of effect, not the name of a period.
            None => announced |= word != "试行",
        }
    }
    let plain = words_after.trim_start_matches(['，', ',']);
    let until = ["至", "到"]
        .iter()
        .find_map(|word| plain.strip_prefix(word))
        .and_then(last_date);
    match until {
        Some(day) => Ok(Some(Term::Until(day))),
        None if announced => Err(()),
        None => Ok(None),
    }
}

/// A term behind its announcing word: `为两年`, `至2025年底`, `自甲日至乙日`.
fn read_term(rest: &str) -> Option<Term> {
    let mut rest = rest;
    for word in [
        "限",
        "暂定",
        "原则上",
        "定",
        "为",
        "是",
        "共",
        "：",
        "自",
        "从",
    ] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(last) = rest.strip_prefix('至').or(rest.strip_prefix('到')) {
        return last_date(last).map(Term::Until);
    }
    if let Some((from, length)) = date::at_start(rest) {
        let rest = rest.get(length..)?;
        let rest = rest.strip_prefix('起').unwrap_or(rest);
        let last = ["至", "到", "—", "－", "-"]
            .iter()
            .find_map(|w| rest.strip_prefix(w))?;
        return last_date(last).map(|to| Term::Between(from, to));
    }
    let (period, length) = period::at_start(rest)?;
    Some(Term::For(period, rest.get(..length)?.to_owned()))
}

/// A last day at the start of `text`: a date, or the end of a year or month
/// (`2025年底`, `2025年12月底`).
fn last_date(text: &str) -> Option<Date> {
    if let Some((day, _)) = date::at_start(text) {
        return Some(day);
    }
    let digits = text.char_indices().nth(4).map(|(at, _)| at)?;
    let (year, rest) = text.split_at(digits);
    let rest = rest.strip_prefix('年')?;
    let year = year
        .parse()
        .ok()
        .filter(|year| (1949..=2100).contains(year))?;
    rest.starts_with(['底', '末']).then_some(Date {
        year,
        month: None,
        day: None,
    })
}
