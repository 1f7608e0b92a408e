//! The events of a history note (题注): when a statute was adopted, made public,
//! amended, in force, repealed. An event begins at its date; what stands up to
//! the next date says what happened, by whom and by which order.

use crate::notation::{date, docnumber};
use crate::record::{HistoryAct, HistoryEvent};

/// Words for what happened; of those in one event the last counts, as the verb
/// ends it (第3号公布, 第五次会议通过).
const ACTS: [(&str, HistoryAct); 20] = [
    ("通过", HistoryAct::Adopted),
    ("批准", HistoryAct::Adopted),
    ("公布", HistoryAct::Published),
    ("发布", HistoryAct::Published),
    ("颁布", HistoryAct::Published),
    ("印发", HistoryAct::Published),
    ("修正", HistoryAct::Amended),
    ("修改", HistoryAct::Amended),
    ("修订", HistoryAct::Amended),
    ("施行", HistoryAct::Effective),
    ("实施", HistoryAct::Effective),
    ("执行", HistoryAct::Effective),
    ("生效", HistoryAct::Effective),
    ("废止", HistoryAct::Repealed),
    ("失效", HistoryAct::Repealed),
    ("通過", HistoryAct::Adopted),
    ("批準", HistoryAct::Adopted),
    ("發布", HistoryAct::Published),
    ("修訂", HistoryAct::Amended),
    ("廢止", HistoryAct::Repealed),
];

/// Words before a verb that say how, not who.
const MANNERS: [&str; 6] = ["审议", "讨论", "审查", "修订", "第一次", "第二次"];

/// Events a note can have; a longer one is no note.
const MAX_EVENTS: usize = 64;

/// Reads a note without its brackets.
pub fn extract(note: &str) -> Vec<HistoryEvent> {
    let dates = date::find(note);
    let mut events = Vec::new();
    for (at, (range, day)) in dates.iter().enumerate().take(MAX_EVENTS) {
        let end = dates.get(at + 1).map_or(note.len(), |(next, _)| next.start);
        let Some(words) = note.get(range.end..end) else {
            continue;
        };
        let verb = ACTS
            .iter()
            .filter_map(|(word, act)| Some((words.rfind(word)?, *act)))
            .max_by_key(|(at, _)| *at);
        let Some((verb, act)) = verb else { continue };
        let before = words.get(..verb).unwrap_or_default();
        let number = docnumber::find(before).pop().map(|(_, number)| number.text);
        let by = number.is_none().then(|| actor(before)).flatten();
        events.push(HistoryEvent {
            act,
            date: Some(day.iso()),
            by,
            document_number: number,
        });
    }
    events
}

/// The meeting or body before a verb.
fn actor(before: &str) -> Option<String> {
    let mut words = before.trim_matches(|c: char| c.is_whitespace() || "，,、；;".contains(c));
    for manner in MANNERS {
        words = words.strip_suffix(manner).unwrap_or(words);
    }
    let named = words.chars().nth(2).is_some() && !words.contains(['《', '，', '起']);
    named.then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(event: &HistoryEvent) -> String {
        let act = serde_json::to_value(event.act).expect("a name");
        let field = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        format!(
            "{}|{}|{}|{}",
            act.as_str().expect("a name"),
            field(&event.date),
            field(&event.by),
            field(&event.document_number)
        )
    }

    fn check(data: &str) {
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let (note, want) = line.split_once('\t').unwrap_or((line, ""));
            let want: Vec<&str> = want.split('\t').filter(|row| !row.is_empty()).collect();
            let got: Vec<String> = extract(note).iter().map(shown).collect();
            assert_eq!(got, want, "{note}");
        }
    }

    #[test]
    fn cases() {
        check(include_str!("cases.txt"));
    }

    #[test]
    fn cases_set_aside() {
        check(include_str!("held.txt"));
    }
}
