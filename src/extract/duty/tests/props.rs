//! Properties that hold for any text: no panic, names and lines that are in the
//! text, the same answer twice, and linear time for hostile input.

use super::cases::node;
use crate::diag::Diagnostic;
use crate::extract::Subject;
use crate::extract::duty::extract;
use crate::record::Responsibility;
use crate::structure::Node;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn read(body: &[Node]) -> (Vec<Responsibility>, Vec<Diagnostic>) {
    extract(&Subject {
        issuing_body: Some("青禾市人民政府"),
        date: Some("2023-02-03"),
        body,
        ..Subject::default()
    })
}

/// Words of clauses, names, punctuation and damage.
fn word() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = vec![
        "牵头",
        "负责",
        "配合",
        "会同",
        "按职责分工负责",
        "参与",
        "协助",
        "等",
        "等部门",
        "由",
        "对",
        "的",
        "牵头单位：",
        "配合单位:",
        "责任单位：",
        "责任领导：",
        "完成时限：",
        "第一责任单位为牵头单位",
        "下同",
        "市教育局",
        "市财政局",
        "市经信局（市国资委）",
        "各县（市、区）人民政府",
        "规划和自然资源局",
        "分管副市长",
        "王建国",
        "市",
        "和",
        "及",
        "以及",
        "与",
        "有关部门",
        "承担有任务的成员单位",
        "（",
        "）",
        "(",
        ")",
        "［",
        "］",
        "【",
        "】",
        "〔",
        "《",
        "》",
        "“",
        "”",
        "、",
        "，",
        "；",
        "。",
        "：",
        ":",
        ",",
        ".",
        " ",
        "　",
        "\n",
        "\t",
        "|",
        "2024年底前完成",
        "持续推进",
        "制定方案",
        "以下简称",
        "均涉及各县区，不再列出",
        "解释",
        "人",
        "制",
        "牽頭",
        "責任單位：",
        "負責",
        "1.",
        "（一）",
        "é",
        "😀",
        "\u{3000}",
        "GDP 2035",
    ];
    prop_oneof![
        8 => proptest::sample::select(words).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn soup(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 0..most).prop_map(|words| words.concat())
}

/// Whether all characters of `name` stand in `text` in this order, white space
/// aside.
fn stands_in(name: &str, text: &str) -> bool {
    let mut rest = text.chars();
    name.chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| rest.any(|t| t == c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_is_read(texts in proptest::collection::vec(soup(40), 1..6)) {
        let mut body: Vec<Node> = texts.iter().map(|text| node("1.", text)).collect();
        if body.len() > 2 {
            let mut below = body.split_off(1);
            below[0].label = crate::text::Joined::new();
            body[0].children = below;
        }
        let all = texts.concat();
        let (got, notes) = read(&body);
        prop_assert_eq!(&read(&body).0, &got);
        for r in &got {
            let units = || r.lead_units.iter().chain(&r.supporting_units).chain(&r.responsible_units);
            prop_assert!(units().count() + r.leaders.len() > 0, "{:?}", r);
            for unit in units() {
                prop_assert!(!unit.name.is_empty());
                prop_assert!(stands_in(&unit.name, &all), "{} in {}", unit.name, all);
            }
            prop_assert!(!r.lines.is_empty() && !r.text.is_empty(), "{:?}", r);
            for &(first, last) in &r.lines.0 {
                prop_assert!(first <= last && last as usize <= all.matches(['\n', '\r']).count() + 1);
            }
        }
        for note in notes {
            prop_assert!(note.code.starts_with("duty/") && !note.lines.is_empty());
        }
    }

    #[test]
    fn words_without_literals_give_nothing(text in "[甲-龟、，。（）\n]{0,60}") {
        prop_assume!(!["责", "负", "牵", "会同", "主", "不再", "职", "单位", "办"].iter().any(|w| text.contains(w)));
        prop_assert_eq!(read(&[node("一、", &text)]).0, []);
    }

    #[test]
    fn what_stands_before_and_after_changes_nothing(text in soup(20)) {
        let clause = "（市教育局牵头，市财政局配合）";
        // Whatever may reach into the clause is closed first.
        prop_assume!(!text.contains(['（', '(', '［', '【', '〔', '“', '《', '「', '[', '〈', '‘', '『', '〖', '﹝', '﹙']));
        prop_assume!(!text.contains("不再") && !text.contains("下同"));
        let (got, _) = read(&[node("1.", &format!("{text}\n\n{clause}"))]);
        let found = got.iter().any(|r| {
            r.lead_units.iter().any(|u| u.name == "市教育局")
                && r.supporting_units.iter().any(|u| u.name == "市财政局")
        });
        prop_assert!(found, "{text}: {got:?}");
    }
}

/// Reads `text` and gives the time it took.
fn time(text: &str) -> Duration {
    let body = [node("1.", text)];
    let start = Instant::now();
    read(&body);
    start.elapsed()
}

#[test]
fn hostile_texts_are_linear() {
    let parts = [
        "（",
        "）",
        "（市教育局牵头",
        "（牵头单位：",
        "牵头单位：",
        "（牵头单位：市教育局",
        "市教育局、",
        "市教育局，",
        "市教育局负责，",
        "市教育局和",
        "负责",
        "牵头、",
        "由",
        "会同",
        "（（负责）",
        "等",
        "第一位为牵头",
        "不再",
        "以下简称",
        "（以下简称甲",
        "责任单位：市教育局\n",
        "配合",
        "落实",
        "，会同",
        "“",
        "《",
        "的",
        "市 ",
        "（市教育局落实",
        "市教育局会同",
        "牵头单位为",
        "：",
        "（责任单位：市教育局（配合）",
        "1.",
        "（市教育局牵头）",
        "市教育局牵头，",
        "（牵头）",
        "各市、",
        "（市教育局、",
        "注：第一位为牵头单位\n",
    ];
    for part in parts {
        for head in ["", "（市教育局牵头，", "牵头单位：", "（", "市教育局负责"]
        {
            let text = |bytes: usize| {
                let body = part.repeat(bytes / part.len());
                format!("{head}{body}市财政局按职责分工负责）")
            };
            // Without optimisation this takes a tenth of a second when it is
            // linear, and several seconds when it is not.
            let took = time(&text(30_000));
            assert!(
                took < Duration::from_millis(1500),
                "{head}{part}…: {took:?}"
            );
        }
    }
}

#[test]
fn a_hundred_thousand_names() {
    let names: Vec<String> = (0..100_000).map(|i| format!("第{i}中学")).collect();
    let text = format!("（市教育局牵头，{}按职责分工负责）", names.join("、"));
    let (got, _) = read(&[node("1.", &text)]);
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].supporting_units.len(), 100_000);
    assert_eq!(got[0].supporting_units[99_999].name, "第99999中学");
}

#[test]
fn brackets_a_thousand_deep() {
    for depth in [1000, 100_000] {
        let text = format!("{}市教育局负责{}", "（".repeat(depth), "）".repeat(depth));
        let (got, _) = read(&[node("1.", &text)]);
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].responsible_units[0].name, "市教育局");
    }
}

#[test]
fn deep_trees_do_not_nest_calls() {
    let mut tree = node("1.", "（市教育局负责）");
    for _ in 0..2_000 {
        let mut above = node("1.", "总则");
        above.children = vec![tree];
        tree = above;
    }
    let (got, _) = read(std::slice::from_ref(&tree));
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].unit.split('/').count(), 2_001);
}

/// Nanoseconds a byte over the sample issue's text, for
/// `cargo test --release -- --ignored --nocapture duty_speed`.
#[test]
#[ignore = "a measure, not a test"]
fn duty_speed() {
    let Some(nodes) = super::gold::whole_issue() else {
        return;
    };
    let bytes: usize = nodes.iter().map(|n| n.text.text().len()).sum();
    let rounds: u32 = std::env::var("ROUNDS").map_or(200, |r| r.parse().expect("a number"));
    let start = Instant::now();
    let mut found = 0;
    for _ in 0..rounds {
        found = read(&nodes).0.len();
    }
    let nanos = start.elapsed().as_nanos() as f64 / f64::from(rounds);
    println!(
        "{found} found, {bytes} bytes, {:.2} ns a byte",
        nanos / bytes as f64
    );
}
