//! Tables of titles.

use super::extract;
use crate::extract::Subject;
use crate::extract::words::entries;
use crate::record::NoticeKind;
use crate::structure::Node;
use crate::text::Joined;

fn name(kind: Option<NoticeKind>) -> String {
    let value = serde_json::to_value(kind).expect("a kind has a name");
    value.as_str().unwrap_or("-").to_owned()
}

fn of(title: &str, text: &str) -> String {
    let body = [Node {
        text: Joined::plain(text),
        ..Node::default()
    }];
    name(extract(&Subject {
        title: Some(title),
        body: &body,
        ..Subject::default()
    }))
}

fn check(data: &str) {
    let mut wrong = Vec::new();
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (want, title, text) = (next(), next(), next());
        let got = of(title, text);
        if got != want {
            wrong.push(format!("{title}: {got}, not {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cases() {
    check(include_str!("cases.txt"));
}

#[test]
fn cases_set_aside() {
    check(include_str!("held.txt"));
}

#[test]
fn every_word_has_its_example() {
    for [how, word, example] in entries::<3>(include_str!("../data/notice_kinds.txt")) {
        let (kind, place) = how.split_once(' ').expect("kind and place");
        assert!(example.contains(word), "{word}");
        if kind == "any" {
            let got = of(example, "");
            assert_eq!(got == "arrange", place != "skip", "{word} in {example}");
            continue;
        }
        let got = match place {
            "text" => of("某市人民政府令第3号", example),
            _ => of(example, ""),
        };
        assert_eq!(got, kind, "{word} in {example}");
    }
}

#[test]
fn every_kind_has_a_name() {
    assert_eq!(name(None), "-");
    assert_eq!(super::named("issue"), Some(NoticeKind::Issue));
    assert_eq!(super::named("nothing"), None);
}
