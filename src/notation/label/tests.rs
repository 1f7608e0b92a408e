//! Tables of what is a label and what is not.

use super::LabelKind::*;
use super::*;
use proptest::prelude::*;

/// Text, kind, number, printed label.
const LABELS: &[(&str, LabelKind, u32, &str)] = &[
    // Statutes.
    ("第一编 总则", Part, 1, "第一编"),
    ("第三篇　构建现代产业体系", Part, 3, "第三篇"),
    ("第一章 总则", Chapter, 1, "第一章"),
    ("第一章总则", Chapter, 1, "第一章"),
    ("第 一 章 总 则", Chapter, 1, "第 一 章"),
    ("第　一　章　总　则", Chapter, 1, "第　一　章"),
    ("第十二章", Chapter, 12, "第十二章"),
    ("第一章 总则 第一条 为规范", Chapter, 1, "第一章"),
    ("第一章 第一节 一般规定", Chapter, 1, "第一章"),
    ("第三节 专家论证", Section, 3, "第三节"),
    ("第一节 一般规定", Section, 1, "第一节"),
    ("第十四条 决策事项有下列情形之一的", Article, 14, "第十四条"),
    ("第十四条　决策事项", Article, 14, "第十四条"),
    ("第十四条本办法所称企业", Article, 14, "第十四条"),
    ("第 十 四 条 决策事项", Article, 14, "第 十 四 条"),
    ("第十四条\t决策", Article, 14, "第十四条"),
    ("第十四条", Article, 14, "第十四条"),
    ("第1条 目的", Article, 1, "第1条"),
    ("第 12 条 目的", Article, 12, "第 12 条"),
    ("第１４条 目的", Article, 14, "第１４条"),
    ("第一百零八条 本法自", Article, 108, "第一百零八条"),
    ("第一百二十条 本法自", Article, 120, "第一百二十条"),
    ("第一千二百六十条 本法自", Article, 1260, "第一千二百六十条"),
    ("第一条（目的）", Article, 1, "第一条"),
    ("第一条 （目的和依据）为了", Article, 1, "第一条"),
    ("第一条【目的】为了", Article, 1, "第一条"),
    ("第二条：本办法适用于", Article, 2, "第二条"),
    ("第三条 （一）市级单位", Article, 3, "第三条"),
    ("第五条 规定期限内未办理的", Article, 5, "第五条"),
    ("第五条“市级”是指", Article, 5, "第五条"),
    ("第五条《规划》批准后", Article, 5, "第五条"),
    ("第六条 第一责任人是主要负责人", Article, 6, "第六条"),
    ("第九条有关单位应当如实提供资料", Article, 9, "第九条"),
    ("第九条项目竣工后，建设单位应当验收", Article, 9, "第九条"),
    ("第九条中小学校应当公开收费", Article, 9, "第九条"),
    ("第九条所有权人应当申请登记", Article, 9, "第九条"),
    ("第九条到期未缴的，加收滞纳金", Article, 9, "第九条"),
    // In traditional characters.
    ("第一編　總　則", Part, 1, "第一編"),
    ("第一章　總　則", Chapter, 1, "第一章"),
    ("第二節 一般規定", Section, 2, "第二節"),
    ("第一條　為加強古厝的保護", Article, 1, "第一條"),
    ("第 十 四 條 決策", Article, 14, "第 十 四 條"),
    ("第一章 第一節 一般規定", Chapter, 1, "第一章"),
    ("第一條（目的）", Article, 1, "第一條"),
    ("第五條 規定期限內未辦理的", Article, 5, "第五條"),
    ("第五條「市級」是指", Article, 5, "第五條"),
    ("（一）項目申報", BracketHanzi, 1, "（一）"),
    ("（二）與會人員", BracketHanzi, 2, "（二）"),
    ("一、二手車市場", Hanzi, 1, "一、"),
    // 一、
    ("一、指导思想", Hanzi, 1, "一、"),
    ("一 、指导思想", Hanzi, 1, "一 、"),
    ("一、 指导思想", Hanzi, 1, "一、"),
    ("十二、其他", Hanzi, 12, "十二、"),
    ("十 二、其他", Hanzi, 12, "十 二、"),
    ("一百二十、其他", Hanzi, 120, "一百二十、"),
    ("廿一、其他", Hanzi, 21, "廿一、"),
    ("一．指导思想", Hanzi, 1, "一．"),
    ("一、", Hanzi, 1, "一、"),
    ("一、（一）指导思想", Hanzi, 1, "一、"),
    ("一、“十四五”发展目标", Hanzi, 1, "一、"),
    ("一、二〇二二年工作回顾", Hanzi, 1, "一、"),
    ("一、二手车市场", Hanzi, 1, "一、"),
    ("二、三农工作", Hanzi, 2, "二、"),
    ("二、十个方面的任务", Hanzi, 2, "二、"),
    ("一、2023年工作要点", Hanzi, 1, "一、"),
    ("三、一季度工作", Hanzi, 3, "三、"),
    ("八、本通知由市住建局负责解读。", Hanzi, 8, "八、"),
    // （一）
    ("（一）制定评估工作方案。", BracketHanzi, 1, "（一）"),
    ("(一)制定评估工作方案。", BracketHanzi, 1, "(一)"),
    ("（一)制定", BracketHanzi, 1, "（一)"),
    ("（ 一 ）制定", BracketHanzi, 1, "（ 一 ）"),
    ("（十三）促进食品合理利用", BracketHanzi, 13, "（十三）"),
    ("（ 十 三 ）促进", BracketHanzi, 13, "（ 十 三 ）"),
    ("（二十）促进", BracketHanzi, 20, "（二十）"),
    ("（一） 总体要求", BracketHanzi, 1, "（一）"),
    ("（一）", BracketHanzi, 1, "（一）"),
    ("（一）、总体要求", BracketHanzi, 1, "（一）、"),
    ("（一）项目申报", BracketHanzi, 1, "（一）"),
    ("（二）和谐社会建设", BracketHanzi, 2, "（二）"),
    ("（三）以评促建", BracketHanzi, 3, "（三）"),
    ("（四）到位资金", BracketHanzi, 4, "（四）"),
    ("（四）到2025年，建成三座水厂", BracketHanzi, 4, "（四）"),
    ("（1）到 2025 年，建成三座水厂", BracketDigit, 1, "（1）"),
    ("①到2025年，建成三座水厂", Circled, 1, "①"),
    ("②至三月底完成", Circled, 2, "②"),
    ("（三）与二次供水设施有关的", BracketHanzi, 3, "（三）"),
    ("（三）和一般企业相比", BracketHanzi, 3, "（三）"),
    ("（五）款物管理", BracketHanzi, 5, "（五）"),
    ("（二）2022 年度政务公开", BracketHanzi, 2, "（二）"),
    ("（二）一般工业固废", BracketHanzi, 2, "（二）"),
    ("㈠制定方案", BracketHanzi, 1, "㈠"),
    ("㈩ 其他", BracketHanzi, 10, "㈩"),
    // 1.
    ("1.规范市场准入", Digit, 1, "1."),
    ("1 .破除", Digit, 1, "1 ."),
    ("1. 破除", Digit, 1, "1."),
    ("31.健全完善", Digit, 31, "31."),
    ("100.健全", Digit, 100, "100."),
    ("1．破除", Digit, 1, "1．"),
    ("１．破除", Digit, 1, "１．"),
    ("1、破除", Digit, 1, "1、"),
    ("12、破除", Digit, 12, "12、"),
    ("⒈破除", Digit, 1, "⒈"),
    ("⒛破除", Digit, 20, "⒛"),
    ("1.", Digit, 1, "1."),
    ("1.“十四五”核心指标", Digit, 1, "1."),
    ("1.（1）方案", Digit, 1, "1."),
    ("1.《规划》", Digit, 1, "1."),
    ("2.B级危房", Digit, 2, "2."),
    ("1.2022年度全市", Digit, 1, "1."),
    ("1.2022 年度", Digit, 1, "1."),
    ("2.2022年", Digit, 2, "2."),
    ("1、2022年度", Digit, 1, "1、"),
    ("1．2022年度", Digit, 1, "1．"),
    ("1.2021—2023年目标", Digit, 1, "1."),
    ("1.2021-2025年", Digit, 1, "1."),
    ("3.10月底前完成", Digit, 3, "3."),
    ("3. 10 月底前完成", Digit, 3, "3."),
    ("1.12345政务服务热线", Digit, 1, "1."),
    // （1）
    ("（1）完善领导指挥体制", BracketDigit, 1, "（1）"),
    ("(1)完善", BracketDigit, 1, "(1)"),
    ("(1）完善", BracketDigit, 1, "(1）"),
    ("（ 1 ）完善", BracketDigit, 1, "（ 1 ）"),
    ("（28）发挥市场主体作用", BracketDigit, 28, "（28）"),
    ("（１）完善", BracketDigit, 1, "（１）"),
    ("⑴完善", BracketDigit, 1, "⑴"),
    ("⒇完善", BracketDigit, 20, "⒇"),
    ("1）完善", BracketDigit, 1, "1）"),
    ("2)完善", BracketDigit, 2, "2)"),
    ("〈1〉完善", BracketDigit, 1, "〈1〉"),
    ("<1>完善", BracketDigit, 1, "<1>"),
    ("（4）年均因自然灾害死亡率<0.", BracketDigit, 4, "（4）"),
    // ①
    ("①建立台账", Circled, 1, "①"),
    ("⑳建立台账", Circled, 20, "⑳"),
    ("㉑建立台账", Circled, 21, "㉑"),
    ("㊱建立台账", Circled, 36, "㊱"),
    ("❶建立台账", Circled, 1, "❶"),
    ("① 建立", Circled, 1, "①"),
    ("①2023年", Circled, 1, "①"),
];

const NOT_LABELS: &[&str] = &[
    "",
    "为规范",
    "第",
    "第一",
    "第一次会议",
    "第2号",
    "第十条、第十一条",
    "第十四条第二款规定",
    "第十四条 第二款",
    "第十四条 第（二）项",
    "第十四条 第十五条",
    "第十四条、第十五条的规定",
    "第十四条，",
    "第十四条 ，应当",
    "第十四条。",
    "第十四条）",
    "第十四条》",
    "第十四条—第十六条",
    "第十四条（一）项",
    "第十四条（一）、（二）项",
    "第十四条（三）规定的情形",
    "第三章第十条",
    "第三章的规定",
    "第〇条 ",
    "第五条：“市政府”",
    "第三十八条之规定",
    "第十四条之一第二款",
    "第四條第二款",
    "第五條、第六條",
    "第四條 第（二）項",
    "第四條（三）項規定的情形",
    "第四條關於聽證的規定",
    "第四條與第五條",
    "第四條」",
    "第五條：「市政府」",
    "第三章第十條",
    "（一）項規定",
    "（一）與（二）",
    "（1）號樓",
    "一、二級",
    "2、3號樓",
    "一是加强领导",
    "一要加强领导",
    "一方面",
    "一",
    "十个方面",
    "二〇二三年",
    "二○○六年四月",
    "二〇二三、",
    "两、",
    "〇、",
    "一、二",
    "一、二级",
    "一、二、三级",
    "一、二 、三级",
    "十、十一月",
    "二十、三十年代",
    "三、四季度",
    "一、，",
    "五）项",
    "（2021-2035年）",
    "（2021 - 2035 年）的批复",
    "（2023）3号",
    "（试行）",
    "（一",
    "（一、二）",
    "（一）至（三）项",
    "（一）至（三）",
    "（一）、（二）项",
    "（一）和（二）",
    "（一）或者（二）",
    "（一）以及第（二）项",
    "（一）项规定",
    "（一） 项规定",
    "（一）款",
    "（一）的规定",
    "（一），",
    "（一）。",
    "（一））",
    "（1）号楼",
    "（1）+（2）",
    "（1）—（3）",
    "（1）、2",
    "（0）",
    "（含 3000 万元）",
    "（）",
    "〈一〉",
    "（D 级危房）",
    "(1",
    "2 倍为基数",
    "15 日",
    "15日内",
    "7×24小时",
    "1.5亿元",
    "1. 5亿元",
    "1．5亿元",
    "12.5%",
    "1.%",
    "1024.38 平方米",
    "2022.11",
    "2022年",
    "2022 年 12 月 30 日",
    "0.03。",
    "312.84 万元",
    "1.1总则",
    "1.2.3",
    "1..",
    "1.，",
    "1、2、3号楼",
    "1、2号楼",
    "1、2月份",
    "10、11月",
    "1000、",
    "2022.年",
    "0.加强",
    "1.10个百分点",
    "1.2022个",
    "1.1850年代",
    "1.12345亿元",
    "1234567890.加强",
    "52 号）、《关于",
    "3）",
    "3）。",
    "3）、",
    "8:30",
    "3-5年",
    "22- -",
    "①②③",
    "①、②",
    "①至③",
    "①+②",
    "①项",
    "㈠至㈢",
    "㈠、㈡",
    "⑴、⑵项",
    "B1、B2",
    "A 类",
    "附件：1.方案",
    "“一、",
];

#[test]
fn labels() {
    for &(text, kind, number, printed) in LABELS {
        let found = at_start(text);
        let expected = Label {
            kind,
            number,
            inserted: None,
            len: printed.len(),
        };
        assert_eq!(found, Some(expected), "{text}");
        assert!(text.starts_with(printed), "{text}");
    }
}

#[test]
fn no_labels() {
    for text in NOT_LABELS {
        assert_eq!(at_start(text), None, "{text}");
    }
}

#[test]
fn words_after_a_reference_have_examples() {
    for (word, example) in AFTER_REFERENCE {
        assert_eq!(at_start(example), None, "{example}");
        assert!(example.contains(word), "{word} {example}");
        // Apart from its label the same word may begin an article.
        let apart = format!("第十四条 {word}某某");
        let may = *word != "第";
        assert_eq!(at_start(&apart).is_some(), may, "{apart}");
    }
}

#[test]
fn counters_make_enumerations() {
    for counter in COUNTERS.chars() {
        let text = format!("一、二{counter}某某");
        assert_eq!(at_start(&text), None, "{text}");
    }
}

#[test]
fn inserted_articles() {
    for (text, number, inserted, printed) in [
        ("第三十八条之一 市人民政府", 38, 1, "第三十八条之一"),
        ("第三十八条之十二 市人民政府", 38, 12, "第三十八条之十二"),
        ("第 八 条 之 二 市人民政府", 8, 2, "第 八 条 之 二"),
        ("第三十八条之一", 38, 1, "第三十八条之一"),
        ("第三十八條之一　市人民政府", 38, 1, "第三十八條之一"),
        ("第七条之一　二次供水设施", 7, 1, "第七条之一"),
        ("第七条之一 二次供水设施", 7, 1, "第七条之一"),
        ("第七条之一二次供水设施", 7, 1, "第七条之一"),
    ] {
        let label = at_start(text).expect(text);
        assert_eq!(
            (label.number, label.inserted, &text[..label.len]),
            (number, Some(inserted), printed)
        );
    }
}

#[test]
fn hostile_texts_end_soon() {
    assert_eq!(at_start(&"第一条 ".repeat(200_000)), None);
    assert_eq!(at_start(&format!("（{}一）", " ".repeat(100_000))), None);
    assert_eq!(at_start(&"（一）、".repeat(100_000)), None);
    assert_eq!(at_start(&"一".repeat(100_000)), None);
}

proptest! {
    #[test]
    fn never_panics_and_ends_on_a_boundary(
        text in "[第一十百〇之编章节条款项編節條項、．.（）()<>0-9 至和①㈠⑴⒈年月“：的规定总则\u{3000}]{0,16}"
    ) {
        if let Some(label) = at_start(&text) {
            prop_assert!(label.len > 0 && text.is_char_boundary(label.len));
            prop_assert!(label.number > 0);
        }
    }
}
