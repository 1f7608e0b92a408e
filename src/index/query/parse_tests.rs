//! Queries and their meaning, in tables.

use super::parse::parse as read;
use super::*;
use proptest::prelude::*;

fn parse(input: &str) -> Result<Node, QueryError> {
    read(input).map(|reading| reading.node)
}

/// A short notation of the tree, for tables.
fn show(node: &Node) -> String {
    let list = |parts: &[Node]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
    let scope = |scope: &Scope| match scope {
        Scope::Any => "",
        Scope::Title => "t:",
        Scope::Body => "b:",
    };
    match node {
        Node::All => "*".to_owned(),
        Node::And(parts) => format!("(& {})", list(parts)),
        Node::Or(parts) => format!("(| {})", list(parts)),
        Node::Not(inner) => format!("!{}", show(inner)),
        Node::Word(s, word) => format!("{}{word}", scope(s)),
        Node::Phrase(s, words) => format!("{}'{words}'", scope(s)),
        Node::Number(key, _) => format!("#{}", key.text),
        Node::Cites(key) => format!("cites#{}", key.text),
        Node::Value(field, value, fit) => {
            let mark = match fit {
                Fit::Holds => "",
                Fit::Whole => "!",
                Fit::Begins => "*",
            };
            format!("{field:?}={value}{mark}")
        }
        Node::Prefix(s, words) => format!("{}{words}*", scope(s)),
        Node::NumberPrefix(words) => format!("#{words}*"),
        Node::Together(nearness, a, b) => {
            format!("{nearness:?}[{}|{}]", a.join(","), b.join(","))
        }
        Node::Date(a, b) => format!("date {a}..{b}"),
        Node::Year(a, b) => format!("year {a}..{b}"),
    }
}

#[test]
fn queries_mean_what_they_say() {
    for (input, tree) in [
        ("", "*"),
        ("  ", "*"),
        ("营商环境", "营商环境"),
        ("营商 环境", "(& 营商 环境)"),
        ("营商　环境", "(& 营商 环境)"),
        ("营商 AND 环境", "(& 营商 环境)"),
        ("a OR b c", "(| a (& b c))"),
        ("(a OR b) c", "(& (| a b) c)"),
        ("a AND NOT b", "(& a !b)"),
        ("a -b", "(& a !b)"),
        ("-\"b c\" a", "(& !'b c' a)"),
        ("NOT (a OR b)", "!(| a b)"),
        ("\"优化 营商环境\"", "'优化 营商环境'"),
        ("“优化营商”", "'优化营商'"),
        ("深化“四零服务”改革", "深化“四零服务”改革"),
        ("\"未“完”", "'未“完”'"),
        ("\"\"", "*"),
        ("甲\"乙\"丙", "(& 甲 '乙' 丙)"),
        ("办法(试行)", "办法(试行)"),
        ("(办法(试行))", "办法(试行)"),
        ("办法（试行）", "办法（试行）"),
        (") a", "a"),
        ("a) b", "(& a b)"),
        ("((a", "a"),
        ("OR", "*"),
        ("a OR", "a"),
        ("AND a", "a"),
        ("NOT", "*"),
        ("-", "-"),
        ("- a", "(& - a)"),
        ("--a", "!!a"),
        ("+a", "a"),
        ("ORDER", "ORDER"),
        ("title:规划", "t:规划"),
        ("标题：规划", "t:规划"),
        ("标题：\"发展 规划\" x", "(& t:'发展 规划' x)"),
        ("正文:“规划”", "b:'规划'"),
        ("issuer:市政府", "Issuer=市政府"),
        ("机关:\"某市人民政府\"", "Issuer=某市人民政府!"),
        ("-type:通知", "!Kind=通知"),
        ("type:", "type:"),
        ("某:\"甲 乙\"", "(& 某: '甲 乙')"),
        ("營商*", "營商*"),
        ("title:规划＊ *", "(& t:规划* *)"),
        ("issuer:某市* PPP*", "(& Issuer=某市* PPP*)"),
        ("number:某政发[2023]*", "#某政发〔2023〕*"),
        ("文号：某政发 〔2023〕 3号 甲", "(& #某政发〔2023〕3号 甲)"),
        ("unit:能源局 人员:张三", "(& Unit=能源局 Person=张三)"),
        ("section:市政府文件", "Rubric=市政府文件"),
        ("cites:《某省条例》", "CitedTitle=某省条例"),
        (
            "(甲 OR \"乙 丙\") NEAR/3 (丁 OR 戊)",
            "(& (| 甲 '乙 丙') Characters(3)[甲,乙 丙|丁,戊] (| 丁 戊))",
        ),
        (
            "甲 NEAR/4294967296 乙",
            "(& 甲 Characters(4294967295)[甲|乙] 乙)",
        ),
        ("ti\u{200B}tle:\u{202E}规划", "t:规划"),
        ("日期:2023年1月", "date 20230100..20230199"),
        ("日期：见附件", "日期：见附件"),
        ("type:\"\" 甲", "(& type: 甲)"),
        ("正文:“规划 纲要” 甲", "(& b:'规划 纲要' 甲)"),
        ("牵头单位：市能源局", "牵头单位：市能源局"),
        ("http://a.b", "http://a.b"),
        ("year:2023", "year 2023..2023"),
        ("year:2021..2023", "year 2021..2023"),
        ("date:2023-01..2023-06-30", "date 20230100..20230630"),
        ("date:2023", "date 20230000..20239999"),
        ("日期:..2022-12", "date 0..20221299"),
        ("date:2023-01-06", "date 20230106..20230106"),
        ("某政发[2023]3号", "#某政发〔2023〕3号"),
        ("某政发 〔2023〕 第03号", "#某政发〔2023〕3号"),
        ("招标 某政发(2023)3号 -x", "(& 招标 #某政发〔2023〕3号 !x)"),
        ("(某政发(2023)3号)", "#某政发〔2023〕3号"),
        ("甲 NEAR/5 乙", "(& 甲 Characters(5)[甲|乙] 乙)"),
        (
            "甲 同句 \"乙 丙\" NEAR 丁",
            "(& 甲 Sentence[甲|乙 丙] '乙 丙' Characters(10)[乙 丙|丁] 丁)",
        ),
        ("甲 同条 type:通知", "(& 甲 Kind=通知)"),
        ("同条 甲", "(& 同条 甲)"),
        ("甲 同条", "(& 甲 同条)"),
        ("甲 NEAR/x 乙", "(& 甲 NEAR/x 乙)"),
        ("number:〔2023〕3号", "#〔2023〕3号"),
        ("cites:国务院令第712号", "cites#国务院令第712号"),
        ("依据某政发〔2023〕3号文件", "依据某政发〔2023〕3号文件"),
    ] {
        assert_eq!(show(&parse(input).unwrap()), tree, "{input}");
    }
}

#[test]
fn conditions_that_can_hold_for_none_are_refused() {
    for (input, kind, position) in [
        ("year:abc", QueryErrorKind::NoYear, 0),
        ("甲 date:5月", QueryErrorKind::NoDate, 4),
        ("date:2023-02-30", QueryErrorKind::NoDate, 0),
        ("\u{FEFF}甲 date:2023-13", QueryErrorKind::NoDate, 7),
        ("date:2023..2022", QueryErrorKind::Backwards, 0),
        ("(number:甲)", QueryErrorKind::NoNumber, 1),
    ] {
        let error = parse(input).unwrap_err();
        assert_eq!((error.kind, error.position), (kind, position), "{input}");
        assert!(error.to_string().contains("byte") || error.to_string().len() > 20);
    }
}

#[test]
fn readings_are_told_with_notes() {
    for (input, reading, notes) in [
        ("营商环境 -招标", "(营商环境 AND NOT 招标)", vec![]),
        ("titel:规划 甲", "(titel:规划 AND 甲)", vec![0]),
        ("甲 (乙", "(甲 AND 乙)", vec![4]),
        ("甲) 乙", "(甲 AND 乙)", vec![3]),
        ("\"甲", "\"甲\"", vec![0]),
        ("甲 NEAR/x 乙", "(甲 AND NEAR/x AND 乙)", vec![4]),
        ("甲 NEAR type:通知", "(甲 AND type:通知)", vec![4]),
        ("日期:2023-02-30", "日期:2023-02-30", vec![0]),
        ("http://a.b", "http://a.b", vec![]),
        (
            "甲 同条 (乙 OR 丙)",
            "(甲 AND (\"甲\" 同条 (\"乙\" OR \"丙\")) AND (乙 OR 丙))",
            vec![],
        ),
        (
            "date:2023-01..2023-03-05 year:2021..",
            "(date:2023-01..2023-03-05 AND year:2021..)",
            vec![],
        ),
        ("date:2023", "date:2023", vec![]),
        ("", "(everything)", vec![]),
    ] {
        let found = read(input).unwrap();
        assert_eq!(found.node.to_string(), reading, "{input}");
        let places: Vec<usize> = found.notes.iter().map(|note| note.position).collect();
        assert_eq!(places, notes, "{input}: {:?}", found.notes);
    }
}

#[test]
fn hostile_queries_are_answered_at_once() {
    let kind = |input: &str| parse(input).unwrap_err().kind;
    assert_eq!(kind(&"(".repeat(1_000_000)), QueryErrorKind::TooLong);
    assert_eq!(kind(&"a OR ".repeat(100_000)), QueryErrorKind::TooLong);
    let pairs = format!("({}) NEAR ({})", "甲 OR ".repeat(20), "乙 OR ".repeat(20));
    assert_eq!(kind(&pairs), QueryErrorKind::TooManyClauses);
    assert!(parse(&"\u{202E}\u{200B}".repeat(600)).is_ok());
}

#[test]
fn only_size_is_refused() {
    let kind = |input: &str| parse(input).unwrap_err().kind;
    assert_eq!(kind(&"a".repeat(4097)), QueryErrorKind::TooLong);
    assert_eq!(kind(&"(".repeat(65)), QueryErrorKind::TooDeep);
    assert_eq!(kind(&"-".repeat(70)), QueryErrorKind::TooDeep);
    assert!(parse(&"-".repeat(65)).is_ok());
    assert_eq!(kind(&"a ".repeat(257)), QueryErrorKind::TooManyClauses);
    assert_eq!(parse(&"(".repeat(66)).unwrap_err().position, 65);
    assert!(parse(&"a ".repeat(256)).is_ok());
    assert!(parse(&format!("{}a{}", "(".repeat(64), ")".repeat(64))).is_ok());
}

proptest! {
    #[test]
    fn every_text_is_a_query(text in "[ab()\"“”:：\\-+* 〔〕2023号第ORANDT.年title甲\u{200B}]{0,60}|\\PC{0,40}") {
        prop_assert!(parse(&text).is_ok());
    }
}
