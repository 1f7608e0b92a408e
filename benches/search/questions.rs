//! Questions to an archive.

use crate::Times;
use gongbao::index::passage::Passage;
use gongbao::index::{Reader, Request};
use std::hint::black_box;

/// Asks, and prints how long it took. Gives the times of the first ten hits
/// of each phrase.
pub fn questions(
    reader: &Reader,
    notices: &[Vec<Passage>],
    texts: &[String],
    phrases: &[String],
) -> Times {
    let ask = |query: String, limit: usize, passages: usize, facets: usize| {
        let request = Request {
            query,
            limit,
            passages,
            facets,
            time_limit: None,
            ..Request::default()
        };
        black_box(reader.search(&request).unwrap().total)
    };
    let quoted = |limit, passages, facets| {
        Times::of(phrases, |phrase| {
            ask(format!("\"{phrase}\""), limit, passages, facets);
        })
    };
    let passages: usize = notices.iter().map(Vec::len).sum();
    println!(
        "{} phrases, {} notices, {passages} passages:",
        phrases.len(),
        notices.len()
    );
    let first = quoted(10, 0, 0);
    first.show("first ten");
    quoted(10, 3, 0).show("first ten with their passages");
    quoted(0, 0, 0).show("count");
    quoted(0, 0, 20).show("count with all facets");
    Times::of(phrases, |phrase| {
        ask(phrase.to_owned(), 10, 0, 0);
    })
    .show("as bare words, first ten");
    let pairs: Vec<String> = phrases
        .windows(2)
        .zip(["NEAR/10", "同句", "同条"].iter().cycle())
        .map(|(two, operator)| {
            let [left, right] =
                [&two[0], &two[1]].map(|words| words.chars().take(2).collect::<String>());
            format!("\"{left}\" {operator} \"{right}\"")
        })
        .collect();
    Times::of(&pairs, |query| {
        ask(query.to_owned(), 10, 0, 0);
    })
    .show("NEAR, 同句, 同条 of two characters each");
    for (what, query) in long(phrases) {
        Times::of(&[query], |query| {
            ask(query.to_owned(), 10, 3, 20);
        })
        .show(what);
    }
    Times::again(40, || {
        ask(String::new(), 10, 0, 20);
    })
    .show("everything with all facets (aim p95 50 ms)");
    Times::again(40, || {
        ask("\"的\"".to_owned(), 10, 0, 20);
    })
    .show("a character in most notices, all facets");
    scan(texts, phrases, &first);
    first
}

/// The heaviest questions.
fn long(phrases: &[String]) -> Vec<(&'static str, String)> {
    let two: Vec<String> = phrases
        .iter()
        .map(|words| words.chars().take(2).collect())
        .collect();
    let any = |from: usize, count: usize| {
        let some: Vec<&str> = two
            .iter()
            .skip(from)
            .take(count)
            .map(String::as_str)
            .collect();
        some.join(" OR ")
    };
    vec![
        ("250 words, any of them", any(0, 250)),
        (
            "15 words NEAR 15 others",
            format!("({}) NEAR/50 ({})", any(0, 15), any(15, 15)),
        ),
        (
            "a pasted page of 1,200 characters",
            phrases.concat().chars().take(1200).collect(),
        ),
    ]
}

fn scan(texts: &[String], phrases: &[String], first: &Times) {
    let scanned = Times::of(phrases, |phrase| {
        let finder = memchr::memmem::Finder::new(phrase.as_bytes());
        let holds = |text: &&String| finder.find(text.as_bytes()).is_some();
        black_box(texts.iter().filter(holds).count());
    });
    scanned.show("a scan of all texts in memory");
    println!(
        "    the scan takes {:.0} times as long (p50), {:.1} times (p99)",
        scanned.at(50) / first.at(50),
        scanned.at(99) / first.at(99)
    );
}
