//! Random texts built from labels and words: whatever comes, nothing is lost,
//! said twice or put out of order, and the tree is sound.

use super::super::{MAX_DEPTH, Node, build};
use super::paragraphs;
use crate::record::{Level, Unit};
use crate::text::{Joined, Run, Source, Span};
use proptest::prelude::*;

/// Pieces of text: labels in and out of step, words, punctuation, references.
const PIECES: &[&str] = &[
    "第一章",
    "第二章",
    "第三章",
    "第一节",
    "第二节",
    "第一编",
    "第一条",
    "第二条",
    "第三条",
    "第三条之一",
    "第 四 条",
    "第十四条第二款",
    "一、",
    "二、",
    "三、",
    "一、二级",
    "（一）",
    "（二）",
    "（三）",
    "( 一 )",
    "㈠",
    "㈡",
    "1.",
    "2.",
    "3.",
    "1、",
    "2．",
    "⒈",
    "（1）",
    "（2）",
    "(3)",
    "⑴",
    "1）",
    "①",
    "②",
    "③",
    "1.5亿元",
    "15日",
    "2022年",
    "总则",
    "指导思想",
    "加强领导",
    "市财政局负责",
    "应当",
    "。",
    "。",
    "；",
    "：",
    "，",
    "、",
    "“",
    "”",
    "（甲局牵头，乙局配合）",
    "［牵头单位：甲局］",
    "其中",
    "特此通知",
    "本办法自印发之日起施行",
    "依照",
    "至",
    " ",
    "\u{3000}",
    "\n",
    "\n",
    "\n",
    "\n",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

/// The runs of a tree in walking order.
fn runs(nodes: &[Node], out: &mut Vec<Run>) {
    for node in nodes {
        out.extend(node.label.runs());
        out.extend(node.text.runs());
        runs(&node.children, out);
    }
}

fn words(nodes: &[Node], out: &mut String) {
    for node in nodes {
        out.push_str(node.label.text());
        out.push_str(node.text.text());
        words(&node.children, out);
    }
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn check_shape(nodes: &[Node], depth: usize) {
    assert!(depth <= MAX_DEPTH);
    for node in nodes {
        let labelled = !node.label.is_empty();
        assert_eq!(labelled, node.number.is_some());
        assert_eq!(labelled, node.level != Level::Paragraph);
        assert!(labelled || (node.children.is_empty() && !node.text.is_empty()));
        assert!(!node.label.text().contains(char::is_whitespace));
        let text = node.text.text();
        assert!(!text.starts_with('\n') && !text.ends_with('\n') && !text.contains("\n\n"));
        if let Some(heading) = &node.heading {
            assert!(bare(text).contains(&bare(heading)), "{heading} {text}");
        }
        check_shape(&node.children, depth + 1);
    }
}

/// Every printed byte but white space stands in the tree once, in order.
fn check_conservation(source: &Source, nodes: &[Node]) {
    let mut all = String::new();
    words(nodes, &mut all);
    assert_eq!(bare(&all), bare(source.text()));
    let mut found = Vec::new();
    runs(nodes, &mut found);
    let mut end = 0;
    for run in &found {
        assert!(run.src >= end, "{run:?} comes twice or out of order");
        let between = &source.text()[end as usize..run.src as usize];
        assert!(between.trim().is_empty(), "{between} is lost");
        let span = Span {
            start: run.src,
            end: run.src + run.src_len,
        };
        assert_eq!(source.line_at(run.src), Some(run.line));
        assert!(!source.text()[span.range()].contains('\n'));
        end = span.end;
    }
    assert!(source.text()[end as usize..].trim().is_empty());
}

fn count(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + count(&node.children)).sum()
}

fn count_units(units: &[Unit]) -> usize {
    units
        .iter()
        .map(|unit| 1 + count_units(&unit.children))
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_is_lost(text in soup()) {
        let source = Source::new(text.clone());
        let (nodes, _) = build(&paragraphs(&text));
        check_conservation(&source, &nodes);
        check_shape(&nodes, 1);
        let counted = count(&nodes);
        let units: Vec<Unit> = nodes.into_iter().map(Node::into_unit).collect();
        prop_assert_eq!(counted, count_units(&units));
    }

    #[test]
    fn breaks_inside_a_paragraph_are_paragraphs(text in soup()) {
        let whole = Joined::plain(&text);
        let (parted, _) = build(&paragraphs(&text));
        let (joined, _) = build(&[whole]);
        prop_assert_eq!(super::outline(&parted), super::outline(&joined));
    }

    #[test]
    fn mended_words_keep_their_place(text in soup()) {
        // Every character is a mend of its own; they stay in order.
        let mut mended = Joined::new();
        for (number, c) in text.chars().filter(|c| !c.is_whitespace()).enumerate() {
            let at = number as u32;
            mended.push_mended(c.to_string().as_str(), Span { start: at, end: at + 1 }, 1 + at / 9);
        }
        let (nodes, _) = build(&[mended]);
        let mut found = Vec::new();
        runs(&nodes, &mut found);
        let order: Vec<u32> = found.iter().map(|run| run.src).collect();
        prop_assert_eq!(order, (0..bare(&text).chars().count() as u32).collect::<Vec<_>>());
    }

    #[test]
    fn any_text_is_borne(text in "\\PC{0,200}") {
        let (nodes, _) = build(&paragraphs(&text));
        check_shape(&nodes, 1);
    }
}

#[test]
fn hostile_texts() {
    let nest: String = (0..200).map(|_| "1.\n（1）\n①\n（一）\n").collect();
    for text in [
        nest,
        "：（一）".repeat(30_000),
        "：1.甲".repeat(30_000),
        "（".repeat(100_000),
        "“".repeat(100_000),
        "一、".repeat(50_000),
        "一、\n".repeat(20_000),
        "第一章 第一节 第一条 ".repeat(20_000),
        "。第一条 ".repeat(50_000),
        "）".repeat(100_000),
        format!("一、甲\n{}", "甲（乙）\n".repeat(100_000)),
        format!("第一条 甲。\n{}", "甲。（乙）\n".repeat(100_000)),
        format!("一、{}", "；（一）".repeat(30_000)),
    ] {
        let source = Source::new(text.clone());
        let (nodes, _) = build(&paragraphs(&text));
        check_conservation(&source, &nodes);
        check_shape(&nodes, 1);
    }
}

#[test]
fn units_are_recorded() {
    let (nodes, _) = build(&paragraphs(
        "第 三 条之二 （目的）为了管理。\n其他。\n（一）甲；\n（二）乙。",
    ));
    let unit = nodes[0].clone().into_unit();
    assert_eq!(unit.level, Level::Article);
    assert_eq!(unit.label.as_deref(), Some("第三条之二"));
    assert_eq!((unit.number, unit.inserted), (Some(3), Some(2)));
    assert_eq!(unit.heading.as_deref(), Some("目的"));
    assert_eq!(unit.text, "（目的）为了管理。\n其他。");
    assert_eq!(unit.lines.0, vec![(1, 2)]);
    assert_eq!(unit.children[1].label.as_deref(), Some("（二）"));
    assert_eq!(unit.children[1].lines.0, vec![(4, 4)]);
}
