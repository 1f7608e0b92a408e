//! Deadlines and dated targets (时限、目标): 2024年6月底前完成…, 到2025年…,
//! 15个工作日内….
//!
//! A day, month or year counts where 前 or 底 follows and something is done by
//! it, or where 到 leads to it; one that lies before the notice's own date is
//! history. A span counts where 内 ends it, unless the words around say that it
//! lies behind or that nothing is due in it (近三年内, 五年内不得).
//!
//! A year that is not printed (12月底前) is that of the time before it in the
//! same sentence (2024年6月底前…，12月底前…), else the notice's own year, if the
//! month still lies before it then. Rules that come back (每年, 年度, articles)
//! and months that are over leave the year open.

#[cfg(test)]
mod tests;
mod time;

use super::Subject;
use super::passage::Passage;
use super::sieve::Lists;
use super::walk::walk;
use super::words::{WordList, of_kind};
use crate::record::{Target, TargetKind};
use std::ops::Range;
use std::sync::OnceLock;
use time::{Time, around};

/// Bytes of the clause kept: a hundred characters.
const MAX_CLAUSE: usize = 300;

/// Bytes before 到2025年 in which 从 or 自 opens a period: thirty characters.
const MAX_PERIOD: usize = 90;

/// Targets of one notice; a plan has some hundred, no text has more that
/// matter.
const MAX_TARGETS: usize = 10_000;

pub(super) struct Words {
    /// What a time may end or begin with.
    anchors: WordList,
    verbs: WordList,
    pub(super) past: WordList,
    pub(super) bars: WordList,
}

/// Ends of times, and the words that lead to a year.
pub(super) const ANCHORS: [&str; 30] = [
    "日内",
    "天内",
    "时内",
    "月内",
    "周内",
    "年内",
    "日之内",
    "天之内",
    "时之内",
    "月之内",
    "周之内",
    "年之内",
    "日以内",
    "月以内",
    "年以内",
    "日前",
    "月前",
    "年前",
    "日之前",
    "月之前",
    "年之前",
    "日以前",
    "月以前",
    "年以前",
    "年底",
    "月底",
    "年末",
    "月末",
    "到20",
    "至20",
];

pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let data = include_str!("../data/target_words.txt");
        Words {
            anchors: WordList::new(ANCHORS),
            verbs: of_kind(data, "verb"),
            past: of_kind(data, "past"),
            bars: of_kind(data, "bar"),
        }
    })
}

/// Targets of a notice in reading order.
pub fn extract(subject: &Subject) -> Vec<Target> {
    let mut found = Vec::new();
    walk(subject, |trail| {
        let Some(node) = trail.node() else { return };
        // In a text of traditional characters others stand for those of the list.
        let may = trail.lists.any(Lists::TIME | Lists::TRADITIONAL);
        if node.text.text().is_empty() || !may || found.len() >= MAX_TARGETS {
            return;
        }
        let passage = Passage::sifted(&node.text, trail.lists);
        let text = passage.text();
        let mut floor = 0;
        // Where the last dated time stands, and its year.
        let mut last: Option<(usize, String)> = None;
        for (anchor, _) in words().anchors.find(text) {
            if anchor.start < floor {
                continue;
            }
            let Some(mut time) = around(text, anchor, subject.date) else {
                continue;
            };
            let sentence = sentence_before(text, time.range.start);
            if let Some(day) = time.of_year.take() {
                let told = last.as_ref().filter(|(at, _)| *at >= sentence.start);
                time.due = told
                    .and_then(|(_, year)| in_year(year, &day, None))
                    .or_else(|| {
                        let around = clause(text, &time.range);
                        let words = text.get(sentence.start.min(around.start)..around.end)?;
                        let once = !recurs(words) && !trail.path().contains('条');
                        let date = subject.date.filter(|_| once)?;
                        in_year(date.get(..4)?, &day, Some(date))
                    });
            }
            if time.range.start < floor || !counts(text, &time, subject.date) {
                continue;
            }
            floor = time.range.end;
            if let Some(year) = time.due.as_ref().and_then(|due| due.get(..4)) {
                last = Some((time.range.start, year.to_owned()));
            }
            let clause = clause(text, &time.range);
            let printed =
                |range: Range<usize>| passage.printed().get(range).unwrap_or_default().to_owned();
            found.push(Target {
                unit: trail.path(),
                kind: time.kind,
                due: time.due,
                count: time.count,
                span_unit: time.span_unit,
                text: printed(clause),
                lines: passage.lines(time.range.clone()),
                time: printed(time.range),
            });
        }
    });
    found
}

/// The day of a year, unless it lies before the notice's date.
fn in_year(year: &str, day: &str, date: Option<&str>) -> Option<String> {
    let due = format!("{year}-{day}");
    let over = date.is_some_and(|date| {
        let length = due.len().min(date.len());
        due.get(..length) < date.get(..length)
    });
    (!over).then_some(due)
}

/// Whether a sentence speaks of every year.
fn recurs(sentence: &str) -> bool {
    [
        "每", "年度", "次年", "翌年", "来年", "逐年", "历年", "常年", "当年",
    ]
    .iter()
    .any(|word| sentence.contains(word))
}

/// The sentence up to byte `at`, from its last full stop on.
fn sentence_before(text: &str, at: usize) -> Range<usize> {
    let low = text.floor_char_boundary(at.saturating_sub(MAX_CLAUSE));
    let before = text.get(low..at).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '。' | '\n'))
        .map_or(low, |(at, c)| low + at + c.len_utf8());
    start..at
}

/// Whether a time is one by which something is due.
fn counts(text: &str, time: &Time, date: Option<&str>) -> bool {
    let words = words();
    let before = text.get(..time.range.start).unwrap_or_default();
    let after = text.get(time.range.end..).unwrap_or_default();
    if words.past.end(before).is_some() {
        return false;
    }
    if time.kind == TargetKind::Within {
        return words.bars.start(after).is_none();
    }
    // What lies before the notice is history.
    if let (Some(due), Some(date)) = (&time.due, date) {
        let length = due.len().min(date.len());
        if due.get(..length) < date.get(..length) {
            return false;
        }
    }
    if time.led {
        // 2023年1月1日至2025年…, 从2021年到2025年 are periods.
        let joined = before.ends_with(['年', '月', '日', '号']);
        let near = before.floor_char_boundary(before.len().saturating_sub(MAX_PERIOD));
        let near = before.get(near..).unwrap_or_default();
        let clause = near
            .rsplit(['。', '；', '，', '\n'])
            .next()
            .unwrap_or_default();
        let period = joined || clause.contains(['从', '自']);
        return !period && !after.starts_with(['的', '期', '第', '之', '、', '间', '度']);
    }
    if words.verbs.start(after).is_some() {
        return true;
    }
    // 2010年底前建成的住宅 is a condition; 6月底前，各县区… is none.
    let rest = after.trim_start_matches(['，', ',', '、']);
    let comma = rest.len() < after.len();
    if !comma {
        return false;
    }
    let next: &str = rest.split(['。', '；', '\n']).next().unwrap_or_default();
    let next = next
        .get(..next.floor_char_boundary(MAX_CLAUSE))
        .unwrap_or(next);
    words.verbs.within(next)
}

/// The clause around a time: back to the last mark, on to the end of the
/// sentence.
fn clause(text: &str, range: &Range<usize>) -> Range<usize> {
    let low = text.floor_char_boundary(range.start.saturating_sub(MAX_CLAUSE));
    let high = text.floor_char_boundary((range.end + MAX_CLAUSE).min(text.len()));
    let before = text.get(low..range.start).unwrap_or_default();
    let marks = |c: char| matches!(c, '。' | '；' | ';' | '！' | '：' | '\n');
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| marks(*c))
        .map_or(low, |(at, c)| low + at + c.len_utf8());
    let after = text.get(range.end..high).unwrap_or_default();
    let end = after.find(marks).map_or(high, |at| range.end + at);
    start..end
}
