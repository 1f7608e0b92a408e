//! Properties of all extractors on text nobody printed: no panic, sensible
//! values, time that grows with the text. Test code only.

use super::{
    Carried, Sieve, Subject, appointment, basis, citation, history, purpose, reference, region,
    roster, target, validity,
};
use crate::structure::Node;
use crate::text::Joined;
use proptest::prelude::*;

/// Words gazettes are made of, and what may break a reader of them.
const WORDS: &[&str] = &[
    "2024年6月底前",
    "到2025年",
    "15个工作日内",
    "日前",
    "完成",
    "为贯彻落实",
    "《某省渡口条例》",
    "，制定本办法",
    "第三条",
    "第（二）项",
    "前条",
    "任命",
    "免去",
    "任命：",
    "免去：",
    "张三",
    "欧阳修文",
    "买买提·依明",
    "李 雷",
    "为",
    "任",
    "兼任",
    "同志",
    "市财政局",
    "局长",
    "副局长",
    "职务",
    "（试用期一年）",
    "其",
    "不再担任",
    "辞去",
    "接受",
    "提名",
    "候选人",
    "、",
    "，",
    "；",
    "。",
    "\n",
    " ",
    "\u{3000}",
    "\t",
    "《",
    "》",
    "〈",
    "〉",
    "（",
    "）",
    "(",
    ")",
    "［",
    "］",
    "〔",
    "〕",
    "关于",
    "的通知",
    "办法",
    "《意见》",
    "〔2022〕16号",
    "国务院令第712号",
    "某政发",
    "以下简称",
    "和",
    "自",
    "印发",
    "之日起",
    "施行",
    "2023年2月11日",
    "起",
    "30日后",
    "有效期",
    "2年",
    "至",
    "同时",
    "废止",
    "失效",
    "本办法",
    "由",
    "负责解释",
    "负责解读",
    "会同",
    "组 长：",
    "副组长：",
    "成 员：",
    "成员单位：",
    "办公室",
    "设在",
    "主任",
    "兼",
    "各县（市、区）",
    "等",
    "第十条",
    "号",
    "號",
    "職務",
    "廢止",
    "組長：",
    "市",
    "县",
    "原",
    "中国",
    "、\n",
    "𠀀",
    "é",
    "\u{0}",
    "：",
    ":",
    ".",
    "一、",
    "“",
    "”",
    "以上同志试用期",
    "现予公布",
    "9999999999",
    "根据",
];

fn node(text: &str) -> Node {
    Node {
        text: Joined::plain(text),
        ..Node::default()
    }
}

/// All that is found, as one text.
fn everything(subject: &Subject) -> String {
    let (citations, remarks) = citation::extract(subject);
    let basis = super::basis::extract(subject, &citations);
    let rest = (
        super::duty::extract(subject),
        appointment::extract(subject),
        roster::extract(subject),
        super::target::extract(subject),
        super::reference::extract(subject),
    );
    let force = validity::extract(subject);
    format!("{citations:?} {remarks:?} {basis:?} {rest:?} {force:?}")
}

/// Runs everything over the nodes and checks what holds for any text.
fn check(nodes: &[Node], title: &str) {
    let carried = [Carried {
        title: Some(title),
        body: nodes,
    }];
    let subject = Subject {
        title: Some(title),
        issuing_body: Some("某省某市人民政府"),
        date: Some("2024-02-29"),
        document_number: Some("某政发〔2022〕16号"),
        gazette: None,
        body: nodes,
        enclosures: &carried,
        sieve: None,
    };
    // With the sieve nothing else is found than without it.
    let sieve = Sieve::of([nodes, nodes]);
    let sifted = Subject {
        sieve: Some(&sieve),
        ..subject.clone()
    };
    // Long texts are there for their time.
    if nodes.iter().all(|node| node.text.text().len() < 4_000) {
        assert_eq!(everything(&sifted), everything(&subject));
    }
    let lines: u32 = nodes
        .iter()
        .map(|n| n.text.text().lines().count() as u32)
        .max()
        .unwrap_or(0);
    let inside = |ranges: &crate::text::LineRanges| {
        ranges
            .0
            .iter()
            .all(|&(a, b)| a >= 1 && a <= b && b <= lines)
    };
    let (rows, remarks) = appointment::extract(&subject);
    for row in &rows {
        assert!(!row.post.is_empty() && row.post.len() <= 300);
        assert!(
            row.person
                .as_ref()
                .is_some_and(|name| name.chars().count() >= 2)
        );
        assert!(!row.lines.is_empty() && inside(&row.lines));
    }
    assert!(remarks.iter().all(|remark| inside(&remark.lines)));
    let (cited, remarks) = citation::extract(&subject);
    for row in &cited {
        assert!(row.title.is_some() || row.document_number.is_some());
        assert!(
            row.title
                .as_ref()
                .is_none_or(|title| !title.trim().is_empty())
        );
        assert!(!row.lines.is_empty() && inside(&row.lines), "{row:?}");
    }
    assert!(remarks.iter().all(|remark| inside(&remark.lines)));
    let (rows, remarks) = roster::extract(&subject);
    for row in &rows {
        assert!(row.name.is_some() || row.position.is_some(), "{row:?}");
        assert!(!row.role.is_empty() && !row.lines.is_empty() && inside(&row.lines));
    }
    assert!(remarks.iter().all(|remark| inside(&remark.lines)));
    let found = validity::extract(&subject);
    for repeal in &found.repeals {
        assert!(repeal.title.is_some() || repeal.document_number.is_some());
    }
    if let Some(effective) = &found.effective {
        assert!(inside(&found.effective_lines) && !found.effective_lines.is_empty());
        if let (Some(from), Some(to)) = (&effective.from, &effective.to)
            && effective.validity.is_some()
        {
            assert!(from <= to, "{effective:?}");
        }
    }
    assert!(found.interpreting.iter().all(|unit| !unit.is_empty()));
    edges(&subject, &cited, &inside);
}

/// What must hold of kinds, bases, targets and references of any text.
fn edges(
    subject: &Subject,
    cited: &[crate::record::Citation],
    inside: &impl Fn(&crate::text::LineRanges) -> bool,
) {
    let title = subject.title.unwrap_or_default();
    let blank = super::passage::squeezed(title).is_empty();
    assert_eq!(purpose::extract(subject).is_some(), !blank, "{title}");
    assert!(region::extract(subject).is_none_or(|region| region.code.len() == 6));
    for row in basis::extract(subject, cited) {
        assert!(row.title.is_some() || row.document_number.is_some());
        assert!(!row.lines.is_empty() && inside(&row.lines), "{row:?}");
    }
    for row in target::extract(subject) {
        assert!(
            !row.time.is_empty() && row.text.contains(row.time.as_str()),
            "{row:?}"
        );
        assert!(row.due.is_none() || row.count.is_none());
        assert!(!row.lines.is_empty() && inside(&row.lines), "{row:?}");
    }
    for row in reference::extract(subject) {
        assert!(!row.targets.is_empty() && !row.lines.is_empty() && inside(&row.lines));
    }
    for event in history::extract(subject.title.unwrap_or_default()) {
        assert!(event.date.is_some(), "{event:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn soup_of_gazette_words(parts in prop::collection::vec(prop::sample::select(WORDS), 0..120), cut in 0usize..40) {
        let text: String = parts.concat();
        let middle = text.char_indices().nth(cut).map_or(text.len(), |(at, _)| at);
        let (first, second) = text.split_at(middle);
        check(&[node(first), node(second)], second);
        check(&[node(&text)], "关于废止《某办法》的通知");
    }

    #[test]
    fn any_text(text in "\\PC{0,200}", title in "\\PC{0,40}") {
        check(&[node(&text)], &title);
    }
}

/// Texts on which a careless reader takes quadratic time or its stack.
#[test]
fn hostile_texts_end() {
    const MANY: usize = 4_000;
    let repeated = |word: &str| word.repeat(MANY);
    let texts = [
        format!("任命：{}李四为市财政局局长；", repeated("张三、")),
        format!("免去：{}李四市财政局局长职务。", repeated("张三、")),
        format!("免去张三的{}职务", repeated("市财政局局长职务、李四的")),
        format!("任命张三为{}", repeated("市财政局局长、")),
        format!("任命{}", repeated("任命")),
        format!("任命：\n{}", repeated("张三为局长，免去其处长职务；")),
        format!("{}任命", repeated("（")),
        format!("任命{}{}", repeated("（"), repeated("）")),
        repeated("《"),
        repeated("》"),
        format!("{}{}", repeated("《"), repeated("》")),
        format!("{}{}", repeated("《办法"), repeated("》")),
        repeated("《某办法》（"),
        repeated("《某办法》、"),
        repeated("《某办法》（某政发〔2022〕16号）、") + "同时废止。",
        repeated("某局、") + "《关于某事的通知》",
        repeated("号"),
        repeated("〔2022〕16号"),
        repeated("以下简称《某》"),
        format!("本办法{}", repeated("自印发之日起施行，")),
        format!("本办法由{}负责解释", repeated("市财政局、")),
        repeated("由市财政局负责解释，"),
        repeated("废止《甲办法》，"),
        repeated("有效期"),
        repeated("解释"),
        repeated("后施行，"),
        format!("甲，{}", repeated("自印发之日起施行，")),
        format!("《甲》{}", repeated("自废止")),
        repeated("自2022年1月1日起至"),
        repeated("不再担任"),
        repeated("由"),
        repeated("任命、"),
        repeated("张三为"),
        repeated("的职务、"),
        format!("组长：{}", repeated("张三、")),
        format!("成员单位：{}", repeated("市财政局、")),
        format!("成员：{}", repeated("张三 市财政局局长 ")),
        format!("成员：\n{}", repeated("张三 市财政局局长\n")),
        format!("成员：\n{}", repeated("市财\n")),
        repeated("组长："),
        repeated("组长：张三 "),
        repeated("组长由市长兼任，"),
        repeated("办公室设在市财政局，"),
        format!("组长由{}兼任", repeated("市长、")),
        repeated("组长由"),
        repeated("任组长"),
        format!("成员：{}", repeated("（")),
        format!("成员：张三（{}", repeated("、")),
        repeated("組長："),
        repeated("根据"),
        repeated("根据《某条例》，"),
        format!("根据{}", repeated("《某条例》、")),
        format!("根据{}《某条例》", repeated("某局、")),
        repeated("到2025年"),
        repeated("到20"),
        repeated("2024年底前，"),
        repeated("日前完成"),
        repeated("二十日内，"),
        repeated("1") + "日前完成",
    ];
    for text in texts {
        let start = std::time::Instant::now();
        check(&[node(&text)], "关于任免职务的通知");
        // Linear readers need about a second for the worst of these without
        // optimisation; a quadratic one needs minutes.
        assert!(
            start.elapsed().as_secs() < 60,
            "slow on {}",
            text.chars().take(12).collect::<String>()
        );
    }
}

/// Depth is bounded whatever the tree.
#[test]
fn deep_and_wide_trees() {
    let mut tree = node("《某办法》");
    for _ in 0..1_000 {
        tree = Node {
            children: vec![tree],
            ..node("任命：张三为市财政局局长；")
        };
    }
    check(&[tree], "关于任免职务的通知");
}
