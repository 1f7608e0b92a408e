//! Random texts built from our own headings, numerals and damage still give
//! valid records, with nothing lost.

use crate::conservation::check;
use crate::files::{root, texts};
use gongbao::export::schema::{RECORD, text};
use gongbao::record::IssueDocument;
use gongbao::text::Source;
use gongbao::{ParseOptions, parse};
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;

/// Pieces of lines.
const PIECES: [&str; 64] = [
    "某市人民政府",
    "某市人民政府办公室",
    "关于印发",
    "某市优化营商环境实施方案",
    "的通知",
    "的意见",
    "某政发〔2023〕3号",
    "某政办发〔2022〕75号",
    "各县（市、区）人民政府",
    "，市直各单位：",
    "现印发给你们，请认真贯彻执行。",
    "2023年1月6日",
    "二〇二三年一月六日",
    "（此件公开发布）",
    "附件：",
    "1.某某细则",
    "2.某某表",
    "一、",
    "二、",
    "（一）",
    "（二）",
    "（",
    "）",
    "《",
    "》",
    "〈",
    "〉",
    "“",
    "”",
    "第一章",
    "总则",
    "第一条",
    "第二条",
    "第三条之一",
    "第十五条",
    "1.",
    "2.",
    "①",
    "（1）",
    "（牵头单位：市发改委；配合单位：",
    "市财政局）",
    "任命：",
    "免去：",
    "张三为某局局长；",
    "李四某局副局长职务。",
    "组 长：",
    "陈 杰 副市长",
    "成 员：",
    "12",
    "—13—",
    "·市政府文件·",
    "目 录",
    "本办法自2023年2月1日起施行，有效期2年。",
    "由市司法局负责解释。",
    "7伊24小时",
    "占30豫",
    "\u{c}",
    "\u{3000}\u{3000}",
    " ",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "abc",
    "某省人民政府令第238号",
];

static CORPUS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut lines = Vec::new();
    for path in texts() {
        if let Ok(words) = fs::read_to_string(&path) {
            lines.extend(words.lines().map(str::to_owned));
        }
    }
    lines
});

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: serde_json::Value = serde_json::from_str(&text::<IssueDocument>(RECORD)).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

fn line() -> impl Strategy<Value = String> {
    let made = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..6)
        .prop_map(|pieces| pieces.concat());
    let printed =
        any::<prop::sample::Index>().prop_map(|at| CORPUS[at.index(CORPUS.len())].clone());
    prop_oneof![3 => made, 2 => printed]
}

fn soup() -> impl Strategy<Value = String> {
    let end = proptest::sample::select(&["\n", "\n", "\n", "\r\n", "\r", "\n\n"][..]);
    proptest::collection::vec((line(), end), 1..60).prop_map(|lines| {
        lines
            .iter()
            .map(|(line, end)| format!("{line}{end}"))
            .collect()
    })
}

fn valid(text: &str) -> Result<(), TestCaseError> {
    let document = match parse(
        "soup.txt",
        text.as_bytes().to_vec(),
        &ParseOptions::default(),
    ) {
        Ok(document) => document,
        Err(error) => {
            // Only what is no text at all may be refused.
            prop_assert!(!error.to_string().is_empty());
            return Ok(());
        }
    };
    let source = gongbao::read_source(text.as_bytes().to_vec(), &ParseOptions::default())
        .map_err(|e| TestCaseError::fail(e.to_string()))?;
    check(&source, &document).map_err(TestCaseError::fail)?;
    let value = serde_json::to_value(&document).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert!(
        SCHEMA.is_valid(&value),
        "{:?}",
        SCHEMA
            .iter_errors(&value)
            .map(|e| e.to_string())
            .take(3)
            .collect::<Vec<_>>()
    );
    let back: IssueDocument =
        serde_json::from_value(value).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert!(back == document, "a record does not survive JSON");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soup_gives_valid_records(text in soup()) {
        valid(&text)?;
    }

    #[test]
    fn any_words_give_valid_records(text in "[\\PC\\n\\r\\x0b\\x0c\\x00]{0,300}") {
        valid(&text)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = parse("x", bytes.clone(), &ParseOptions::default()) {
            let source: Source = gongbao::read_source(bytes, &ParseOptions::default()).map_err(|e| TestCaseError::fail(e.to_string()))?;
            check(&source, &document).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn pages_of_issues_in_any_order_give_valid_records(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(), file in 0..4usize) {
        let name = ["interleaved", "split-lists", "missing-pages", "symbol-font"][file];
        let text = fs::read_to_string(root().join(format!("corpus/damaged/{name}.txt"))).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let lines: Vec<&str> = text.lines().collect();
        let size = lines.len() / order.len() + 1;
        let pieces: Vec<&[&str]> = lines.chunks(size).collect();
        let mixed: Vec<&str> = order.iter().filter_map(|at| pieces.get(*at)).flat_map(|piece| piece.iter().copied()).collect();
        valid(&mixed.join("\n"))?;
    }
}
