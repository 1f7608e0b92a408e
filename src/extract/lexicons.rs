//! Every entry of the lists that only an extractor can judge is exercised by
//! its example. Test code only.

use super::words::entries;
use super::{Subject, appointment, citation, roster, validity};
use crate::record::AppointmentAction;
use crate::structure::Node;
use crate::text::Joined;

fn with_text<T>(text: &str, read: impl FnOnce(&Subject) -> T) -> T {
    let body = [Node {
        text: Joined::plain(text),
        ..Node::default()
    }];
    read(&Subject {
        date: Some("2020-01-31"),
        body: &body,
        title: Some("关于任免职务的通知"),
        ..Subject::default()
    })
}

#[test]
fn appointment_verbs() {
    for [kind, verb, example] in entries::<3>(include_str!("data/appointment_verbs.txt")) {
        let (action, place) = kind.split_once(' ').expect("action and place");
        let text = match place {
            "own" => format!("任命张三为市财政局局长，{example}。"),
            _ if verb == "为" => format!("任命：{example}。"),
            _ => format!("{example}。"),
        };
        let (rows, _) = with_text(&text, appointment::extract);
        let wanted = match action {
            "appoint" => AppointmentAction::Appoint,
            "remove" => AppointmentAction::Remove,
            "resign" => AppointmentAction::Resign,
            "nominate" => AppointmentAction::Nominate,
            other => panic!("{other}"),
        };
        let row = rows
            .last()
            .unwrap_or_else(|| panic!("{example} gives nothing"));
        assert_eq!(
            (row.action, row.person.as_deref()),
            (wanted, Some("张三")),
            "{example}"
        );
        assert!(
            !row.post.starts_with(verb) && !row.post.contains("职务"),
            "{row:?}"
        );
    }
}

#[test]
fn lead_words() {
    for [kind, word, example] in entries::<3>(include_str!("data/lead_words.txt")) {
        let (rows, _) = with_text(example, citation::extract);
        let body = rows.first().and_then(|row| row.issuing_body.as_deref());
        let before = example.split('《').next().expect("a title");
        assert!(example.contains(word));
        match kind {
            "keep" => assert!(
                body.is_some_and(|body| before.ends_with(body) && body.contains(word)),
                "{example}: {body:?}"
            ),
            _ => assert!(
                matches!(body, Some("省政府" | "市政府" | "市财政局")),
                "{example}: {body:?}"
            ),
        }
    }
}

#[test]
fn validity_words() {
    for [kind, word, example] in entries::<3>(include_str!("data/validity_words.txt")) {
        assert!(example.contains(word), "{example}");
        let text = match kind {
            "term" => format!("本办法自印发之日起施行，{example}。"),
            _ => format!("{example}。"),
        };
        let found = with_text(&text, validity::extract);
        match kind {
            "issue" | "effect" => {
                let from = found
                    .effective
                    .as_ref()
                    .and_then(|effect| effect.from.as_deref());
                assert_eq!(from, Some("2020-01-31"), "{example}");
            }
            "term" => {
                let to = found
                    .effective
                    .as_ref()
                    .and_then(|effect| effect.to.as_deref());
                assert_eq!(to, Some("2022-01-30"), "{example}");
            }
            _ => {
                assert_eq!(found.repeals.len(), 1, "{example}: {:?}", found.repeals);
                let repeal = &found.repeals[0];
                let title = repeal.title.as_deref();
                assert!(title.is_none_or(|title| title == "甲办法"), "{example}");
            }
        }
    }
}

#[test]
fn role_modifiers() {
    for [word, label] in entries::<2>(include_str!("data/role_modifiers.txt")) {
        assert!(label.starts_with(word));
        let (rows, _) = with_text(&format!("{label}：李四 市财政局局长"), roster::extract);
        assert_eq!(
            rows.first().map(|row| row.role.as_str()),
            Some(label),
            "{label}"
        );
    }
}
