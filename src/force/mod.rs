//! Whether a notice is in force on a day (施行、有效期、废止): a pure function of
//! what is printed, with what it rests on. The answer is worked out when it is
//! asked for and stored nowhere.
//!
//! What is printed: the day from which it says it is in force, the last day of
//! its validity, the events of its history note (题注), and the repeals other
//! notices state. Where the beginning is not printed, or a repeal has no date,
//! the answer is `unknown`: nothing is taken for granted, neither that an
//! ordinary notice begins on its date nor that it ends after five years. What
//! the archive does not hold it cannot know; an open end is said to be open.

#[cfg(test)]
mod tests;

use crate::record::{Completeness, HistoryAct, LineRanges, Notice};
use schemars::JsonSchema;
use serde::Serialize;

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It had begun, and nothing known had ended it.
    InForce,
    /// It had not begun, or had ended.
    NotInForce,
    /// What is printed does not say.
    Unknown,
}

/// What a piece of evidence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The date of the notice (成文日期).
    Dated,
    /// From when it is in force.
    Begins,
    /// The last day of its validity (有效期).
    Expires,
    /// Another notice repeals it, or its history note says so (废止).
    Repealed,
    /// Its words were changed (修正); before and after they are not the same.
    Amended,
    /// No end is printed, and none is known to the archive.
    OpenEnd,
    /// Nothing is printed of when it is in force.
    NoBeginning,
    /// Pages are missing that may say more.
    Incomplete,
}

/// One thing the answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// What it says.
    pub fact: Fact,
    /// Its day, month or year, ISO 8601.
    pub date: Option<String>,
    /// The printed words, or the title of the notice that repeals.
    pub text: Option<String>,
    /// Id of the notice that says it; `null` for the notice itself.
    pub notice: Option<String>,
    /// Lines in the source of that notice.
    pub lines: LineRanges,
}

/// The answer with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// Id of the notice asked about.
    pub id: String,
    /// The day asked about, ISO 8601.
    pub day: String,
    /// Whether it was in force.
    pub verdict: Verdict,
    /// What says so, in order of dates; what decides it is among it.
    pub evidence: Vec<Evidence>,
}

/// A repeal that another notice states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Id of the notice that repeals.
    pub notice: String,
    /// Its title.
    pub title: Option<String>,
    /// From when the repeal counts, ISO 8601.
    pub from: Option<String>,
    /// Lines that state it.
    pub lines: LineRanges,
}

impl Ending {
    /// The repeal a notice states. It counts from the day the notice is in
    /// force, else from its date.
    pub fn by(notice: &Notice) -> Self {
        let effective = notice.effective.as_ref();
        let field = |name: &str| notice.field_lines.get(name).cloned().unwrap_or_default();
        Ending {
            notice: notice.id.clone(),
            title: notice.title.clone(),
            from: effective
                .and_then(|effective| effective.from.clone())
                .or_else(|| notice.date.clone()),
            lines: match field("effective") {
                lines if lines.is_empty() => field("title"),
                lines => lines,
            },
        }
    }
}

/// Where a day lies to a date that may be a month or a year only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    /// On the day itself.
    On,
    After,
    /// Within the month or year.
    Within,
}

/// Compares two ISO dates.
fn side(day: &str, date: &str) -> Side {
    let length = day.len().min(date.len());
    let (head, other) = (day.get(..length), date.get(..length));
    match head.cmp(&other) {
        std::cmp::Ordering::Less => Side::Before,
        std::cmp::Ordering::Greater => Side::After,
        std::cmp::Ordering::Equal if day.len() == date.len() => Side::On,
        std::cmp::Ordering::Equal => Side::Within,
    }
}

/// Answers for one day, written `2024-05-01`. `endings` are the repeals of this
/// notice that other notices state.
pub fn on(day: &str, notice: &Notice, endings: &[Ending]) -> Answer {
    let mut evidence = gather(notice, endings);
    let verdict = judge(day, &evidence);
    let has = |fact: Fact| evidence.iter().any(|e| e.fact == fact);
    let (begun, ends) = (has(Fact::Begins), has(Fact::Expires) || has(Fact::Repealed));
    let mut say = |fact: Fact| {
        evidence.push(Evidence {
            fact,
            date: None,
            text: None,
            notice: None,
            lines: LineRanges::new(),
        });
    };
    if !begun {
        say(Fact::NoBeginning);
    }
    if begun && !ends {
        say(Fact::OpenEnd);
    }
    if notice.completeness != Completeness::Complete {
        say(Fact::Incomplete);
    }
    Answer {
        id: notice.id.clone(),
        day: day.to_owned(),
        verdict,
        evidence,
    }
}

/// What is printed, in order of dates.
fn gather(notice: &Notice, endings: &[Ending]) -> Vec<Evidence> {
    let field = |name: &str| notice.field_lines.get(name).cloned().unwrap_or_default();
    let own = |fact, date: Option<String>, text: Option<String>, lines| Evidence {
        fact,
        date,
        text,
        notice: None,
        lines,
    };
    let mut found = Vec::new();
    if let Some(date) = &notice.date {
        found.push(own(Fact::Dated, Some(date.clone()), None, field("date")));
    }
    let effective = notice.effective.as_ref();
    if let Some(effective) = effective {
        let text = || effective.text.clone();
        if let Some(from) = &effective.from {
            found.push(own(
                Fact::Begins,
                Some(from.clone()),
                text(),
                field("effective"),
            ));
        }
        if let Some(to) = &effective.to {
            found.push(own(
                Fact::Expires,
                Some(to.clone()),
                text(),
                field("effective"),
            ));
        }
    }
    let begun = effective.is_some_and(|effective| effective.from.is_some());
    for event in &notice.history {
        let fact = match event.act {
            HistoryAct::Effective if !begun => Fact::Begins,
            HistoryAct::Repealed => Fact::Repealed,
            HistoryAct::Amended => Fact::Amended,
            _ => continue,
        };
        let note = notice.history_note.clone();
        found.push(own(fact, event.date.clone(), note, field("history_note")));
    }
    for ending in endings {
        found.push(Evidence {
            fact: Fact::Repealed,
            date: ending.from.clone(),
            text: ending.title.clone(),
            notice: Some(ending.notice.clone()),
            lines: ending.lines.clone(),
        });
    }
    // A stable sort: what has no date stays behind what has one.
    found.sort_by(|a, b| {
        let key = |e: &Evidence| (e.date.is_none(), e.date.clone());
        key(a).cmp(&key(b))
    });
    found
}

/// The verdict that follows.
fn judge(day: &str, evidence: &[Evidence]) -> Verdict {
    let mut unsure = false;
    let mut begun = false;
    for piece in evidence {
        let side = piece.date.as_deref().map(|date| side(day, date));
        match (piece.fact, side) {
            // Not yet written, not yet begun; ended.
            (Fact::Dated | Fact::Begins, Some(Side::Before)) => {
                // What is said to hold from before its own date does.
                let retroactive = piece.fact == Fact::Dated
                    && evidence
                        .iter()
                        .any(|other| other.fact == Fact::Begins && other.date < piece.date);
                if !retroactive {
                    return Verdict::NotInForce;
                }
            }
            (Fact::Expires, Some(Side::After)) => return Verdict::NotInForce,
            (Fact::Repealed, Some(Side::On | Side::After)) => return Verdict::NotInForce,
            (Fact::Begins, Some(Side::On | Side::After)) => begun = true,
            (Fact::Begins | Fact::Expires | Fact::Repealed, Some(Side::Within)) => unsure = true,
            (Fact::Repealed, None) => unsure = true,
            _ => {}
        }
    }
    match begun && !unsure {
        true => Verdict::InForce,
        false => Verdict::Unknown,
    }
}
