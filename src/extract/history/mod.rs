//! The events of a history note (题注): when a statute was adopted, made public,
//! amended, in force, repealed. An event begins at its date; what stands up to
//! the next date says what happened, by whom and by which order.

use super::words::entries;
use crate::notation::{date, docnumber};
use crate::record::{HistoryAct, HistoryEvent};
use std::sync::OnceLock;

/// The words of the list: acts, and how they were done.
#[derive(Debug, Default)]
struct Words {
    acts: Vec<(&'static str, HistoryAct)>,
    manners: Vec<&'static str>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for [kind, word, _] in entries::<3>(include_str!("../data/history_words.txt")) {
            let act = serde_json::Value::String(kind.to_owned());
            match serde_json::from_value(act) {
                Ok(act) => words.acts.push((word, act)),
                Err(_) => words.manners.push(word),
            }
        }
        words
    })
}

/// Events a note can have; a longer one is no note.
const MAX_EVENTS: usize = 64;

/// Reads a note without its brackets.
pub fn extract(note: &str) -> Vec<HistoryEvent> {
    let mut dates = date::find(note);
    dates.truncate(MAX_EVENTS);
    // A date in a title is none of the note's own.
    dates.retain(|(range, _)| !in_title(note.get(..range.start).unwrap_or_default()));
    let mut events = Vec::new();
    for (at, (range, day)) in dates.iter().enumerate() {
        let end = dates.get(at + 1).map_or(note.len(), |(next, _)| next.start);
        let Some(words) = note.get(range.end..end) else {
            continue;
        };
        // Of several words the last counts: it is the verb that ends the event
        // (第3号公布, 第五次会议通过).
        let verb = self::words()
            .acts
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

/// Whether a text ends inside 《》, titles inside titles counted.
fn in_title(before: &str) -> bool {
    let opened = before.matches('《').count();
    opened > before.matches('》').count()
}

/// The meeting or body before a verb.
fn actor(before: &str) -> Option<String> {
    let mut words = before.trim_matches(|c: char| c.is_whitespace() || "，,、；;".contains(c));
    for manner in &self::words().manners {
        words = words.strip_suffix(*manner).unwrap_or(words);
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
    fn every_word_has_its_example() {
        for [kind, word, note] in entries::<3>(include_str!("../data/history_words.txt")) {
            assert!(note.contains(word), "{word}");
            let events = extract(note);
            assert_eq!(events.len(), 1, "{note}");
            let row = shown(&events[0]);
            match kind {
                "manner" => assert!(!row.contains(word), "{row}"),
                act => assert!(row.starts_with(&format!("{act}|2020-01-01|")), "{row}"),
            }
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
