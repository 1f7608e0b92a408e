//! Segments of words against a plain look at the same words.

use super::build::Builder;
use super::list::{BLOCK, Places, put_places, put_summary, take_summary};
use super::*;
use crate::index::clock::Clock;
use proptest::prelude::*;
use tantivy::directory::OwnedBytes;

/// A notice's passages: part, whether it goes on, text. Sentences end at `.`.
type Notice = Vec<(usize, bool, String)>;

fn marked(notice: &Notice) -> String {
    let mut out = String::new();
    let mut part = 0;
    for (of, goes_on, text) in notice {
        for mark in [OTHER, BODY].iter().take(*of).skip(part) {
            out.push(*mark);
        }
        part = part.max(*of);
        out.push(if *goes_on { GOES_ON } else { FRESH });
        let mut over = false;
        for c in text.chars() {
            if over {
                out.push(SENTENCE);
            }
            over = c == '.';
            out.push(c);
        }
    }
    out.extend([OTHER, BODY].iter().skip(part));
    out
}

fn written(notices: &[Notice]) -> Vec<u8> {
    let mut builder = Builder::new();
    for notice in notices {
        builder.add(&marked(notice)).unwrap();
    }
    let mut bytes = Vec::new();
    builder.write(&mut bytes).unwrap();
    bytes
}

fn grams(notices: &[Notice]) -> Grams {
    Grams::open(OwnedBytes::new(written(notices))).unwrap()
}

/// How often folded words stand in a text, overlapping ones too.
fn count(text: &str, words: &str) -> u32 {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.filter(|&at| text[at..].starts_with(words)).count() as u32
}

fn scan(notices: &[Notice], words: &str) -> Vec<Hit> {
    let hit = |(doc, notice): (u32, &Notice)| {
        let mut counts = [0; 3];
        for (part, _, text) in notice {
            counts[*part] += count(text, words);
        }
        (counts != [0; 3]).then_some((doc, counts))
    };
    (0..).zip(notices).filter_map(hit).collect()
}

/// The grams answer as a look at the words does, by notice and by place.
fn hold(grams: &Grams, notices: &[Notice], words: &str) {
    let clock = Clock::start(None);
    let wanted = scan(notices, words);
    assert_eq!(grams.notices(words, &clock), wanted, "{words}");
    let places = grams.places(words, &clock);
    assert!(places.is_sorted());
    assert_eq!(grams.hits(&places), wanted, "the places of {words}");
}

/// Text in which few characters follow each other in so many ways that grams
/// of every length are heavy and others light.
fn dense(seed: u64, notices: usize) -> Vec<Notice> {
    let mut state = seed;
    let mut roll = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below
    };
    let mut passage = |part: usize| {
        let mut text = String::new();
        for _ in 0..1 + roll(60) {
            match roll(8) {
                0 => text.push_str("人民政府"),
                1 => text.push_str("甲乙丙丁戊己庚"),
                2 => text.push('.'),
                3 => text.push(['a', '7', '市', '县'][roll(4) as usize]),
                4 => text.extend(char::from_u32(0x4E00 + roll(3000) as u32)),
                _ => text.push(['甲', '乙', '丙'][roll(3) as usize]),
            }
        }
        (part, part == 2 && roll(2) == 0, text)
    };
    let notice = |n: usize| match n % 50 {
        // One without words, and one with passages of one character.
        7 => Vec::new(),
        8 => vec![(1, false, "甲".to_owned()), (2, true, "乙".to_owned())],
        _ => (0..8)
            .map(|p| passage([0, 0, 1, 1, 2, 2, 2, 2][p]))
            .collect(),
    };
    let list: Vec<Notice> = (0..notices).map(notice).collect();
    list
}

#[test]
fn strings_are_found_exactly() {
    let notices = dense(7, 700);
    let grams = grams(&notices);
    assert!(grams.len() == 700 && grams.heavy() == 1024);
    for words in [
        "甲",
        "的",
        "人",
        "人民",
        "民政",
        "人民政",
        "人民政府",
        "民政府",
        "府人民政府",
        "甲乙",
        "甲乙丙",
        "甲乙丙丁",
        "甲乙丙丁戊",
        "甲乙丙丁戊己",
        "甲乙丙丁戊己庚",
        "乙丙丁戊己庚",
        "丁戊己庚甲乙丙",
        "甲甲甲",
        "乙乙乙乙乙",
        "甲乙丙甲乙丙",
        "庚人",
        "丁丙",
        "政民",
        "..",
        "a",
        "7a",
        "人民政府人民政府人民政府",
        "",
    ] {
        match words {
            "" => assert!(grams.notices(words, &Clock::start(None)).is_empty()),
            words => hold(&grams, &notices, words),
        }
    }
    // Every string of one notice, and some that cross from passage to passage.
    let all: Vec<char> = notices[3]
        .iter()
        .flat_map(|(_, _, text)| text.chars())
        .collect();
    for from in (0..all.len()).step_by(41) {
        for length in [1, 2, 3, 4, 5, 6, 9, 20] {
            let words: String = all.iter().skip(from).take(length).collect();
            hold(&grams, &notices, &words);
        }
    }
}

#[test]
fn a_text_of_very_many_characters_is_found_too() {
    let every: Vec<char> = ('\u{3400}'..='\u{2FFFF}')
        .filter(|c| c.is_alphanumeric())
        .collect();
    assert!(every.len() > 70_000);
    let mut notices = dense(9, 60);
    for chunk in every.chunks(1000) {
        notices.push(vec![(2, false, chunk.iter().collect())]);
    }
    let grams = grams(&notices);
    assert_eq!((grams.width(), grams.longest()), (4, 4));
    for at in (0..every.len()).step_by(2999) {
        let words: String = every.iter().skip(at).take(3).collect();
        hold(&grams, &notices, &words);
    }
    for words in ["甲", "甲乙丙", "甲乙丙丁戊己", "人民政府"] {
        hold(&grams, &notices, words);
    }
}

#[test]
fn borders_stand_where_passages_sentences_and_articles_begin() {
    let notices = vec![
        vec![(0, false, "甲乙".to_owned())],
        vec![(2, false, "丙.丁.".to_owned()), (2, true, "戊".to_owned())],
    ];
    let grams = grams(&notices);
    let between = |border, from, to| {
        let mut out = Vec::new();
        grams.borders_between(border, from, to, &mut out);
        out
    };
    // |甲乙|丙./丁.|戊|
    assert_eq!(between(Border::Passage, 0, 99), [0, 3, 8, 10]);
    assert_eq!(between(Border::Sentence, 0, 99), [0, 3, 6, 8]);
    assert_eq!(between(Border::Article, 0, 99), [0, 3]);
    assert_eq!(between(Border::Passage, 1, 8), [3]);
    assert_eq!(grams.notice_at(2), (0, 0, 3));
    assert_eq!(grams.notice_at(9), (1, 3, 10));
    assert_eq!(
        (grams.sizes_of(0), grams.sizes_of(1)),
        ([3, 0, 0], [0, 0, 7])
    );
}

#[test]
fn damaged_files_never_panic() {
    let notices = dense(3, 40);
    let bytes = written(&notices);
    let clock = Clock::start(None);
    let mut state = 5u64;
    for n in 0..400 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(11);
        let mut wrong = bytes.clone();
        // Half of the faults fall on the end, where everything else is named.
        let at = match n % 2 {
            0 => (state >> 20) as usize % wrong.len(),
            _ => wrong.len() - 1 - (state >> 20) as usize % 152,
        };
        wrong[at] ^= 1 << (state % 8);
        if n % 5 == 0 {
            wrong.truncate(at);
        }
        let Some(grams) = Grams::open(OwnedBytes::new(wrong)) else {
            continue;
        };
        for words in ["甲", "甲乙", "人民政府", "甲乙丙丁戊己"] {
            grams.notices(words, &clock);
            grams.places(words, &clock);
        }
        let mut out = Vec::new();
        grams.borders_between(Border::Sentence, 5, 500, &mut out);
    }
}

proptest! {
    #[test]
    fn short_texts_are_found(
        texts in prop::collection::vec("[ab.]{0,9}", 0..6),
        words in "[abc.]{1,4}",
    ) {
        let notices: Vec<Notice> = texts
            .into_iter()
            .map(|text| vec![(0, false, text.clone()), (2, false, text)])
            .collect();
        hold(&grams(&notices), &notices, &words);
    }

    #[test]
    fn lists_come_back(
        steps in prop::collection::vec(1u32..100_000, 0..700),
        from in 0u32..30_000_000,
        length in 0u32..5_000_000,
    ) {
        let places: Vec<u32> = steps
            .iter()
            .scan(0u32, |at, step| {
                *at += step;
                Some(*at)
            })
            .collect();
        let mut bytes = Vec::new();
        put_places(&mut bytes, &places);
        let list = Places { count: places.len(), bytes: &bytes };
        let mut all = Vec::new();
        list.all(&mut all);
        prop_assert_eq!(&all, &places);
        let mut some = vec![1];
        list.between(from, from + length, &mut some);
        let wanted = places.iter().filter(|at| (from..from + length).contains(*at));
        let wanted: Vec<u32> = [1].iter().chain(wanted).copied().collect();
        prop_assert_eq!(some, wanted);
        prop_assert!(places.len() <= BLOCK || bytes.len() > 16);
    }

    #[test]
    fn summaries_come_back(
        rows in prop::collection::btree_map(0u32..1_000_000, (0u32..9, 0u32..300, 1u32..70_000), 0..50),
    ) {
        let rows: Vec<Hit> = rows.into_iter().map(|(doc, (a, b, c))| (doc, [a, b, c])).collect();
        let mut bytes = Vec::new();
        put_summary(&mut bytes, &rows);
        bytes.extend([1, 2, 3]);
        let (summary, rest) = take_summary(&bytes).unwrap();
        prop_assert_eq!(summary.collect::<Vec<_>>(), rows);
        prop_assert_eq!(rest, [1, 2, 3]);
    }
}
