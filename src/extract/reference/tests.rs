//! References between the articles of a made-up statute.

use super::extract;
use crate::extract::{Carried, Subject};
use crate::record::Level;
use crate::structure::Node;
use crate::text::Joined;
use proptest::prelude::*;

/// A statute of twelve articles in two chapters; the fifth has three items.
/// `text` is the words of the tenth.
fn statute(text: &str) -> Vec<Node> {
    let numerals = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let article = |number: u32| Node {
        level: Level::Article,
        label: Joined::plain(&format!("第{}条", numerals[number as usize - 1])),
        number: Some(number),
        text: Joined::plain(if number == 10 {
            text
        } else {
            "本条另有规定。"
        }),
        children: match number {
            5 => (1..=3)
                .map(|item| Node {
                    level: Level::Item,
                    label: Joined::plain(&format!("（{}）", numerals[item as usize - 1])),
                    number: Some(item),
                    text: Joined::plain("甲；"),
                    ..Node::default()
                })
                .collect(),
            _ => Vec::new(),
        },
        ..Node::default()
    };
    let chapter = |label: &str, from, to| Node {
        level: Level::Chapter,
        label: Joined::plain(label),
        children: (from..=to).map(article).collect(),
        ..Node::default()
    };
    vec![chapter("第一章", 1, 6), chapter("第二章", 7, 12)]
}

/// What the tenth article refers to: words and targets without their chapters.
fn read(text: &str) -> Vec<(String, Vec<String>)> {
    let body = statute(text);
    let enclosures = [Carried {
        title: None,
        body: &body,
    }];
    extract(&Subject {
        enclosures: &enclosures,
        ..Subject::default()
    })
    .into_iter()
    .map(|row| {
        assert_eq!(row.unit, "附/第二章/第十条");
        assert!(!row.lines.is_empty());
        let targets = row.targets.into_iter();
        let short = targets.map(|path| path.splitn(3, '/').nth(2).unwrap_or("?").to_owned());
        (row.text, short.collect())
    })
    .collect()
}

#[test]
fn references_lead_to_their_articles() {
    /// A text, and each reference in it with its targets.
    type Row<'t> = (&'t str, &'t [(&'t str, &'t [&'t str])]);
    let table: [Row; 24] = [
        (
            "出现本办法第三条规定的情形",
            &[("本办法第三条", &["第三条"])],
        ),
        (
            "出现本实施办法第十二条规定的情形",
            &[("本实施办法第十二条", &["第十二条"])],
        ),
        (
            "按本办法第七、八、九条的规定执行",
            &[("本办法第七、八、九条", &["第七条", "第八条", "第九条"])],
        ),
        (
            "违反第三条、第六条规定的",
            &[("第三条、第六条", &["第三条", "第六条"])],
        ),
        (
            "第六条至第八条规定的事项",
            &[("第六条至第八条", &["第六条", "第七条", "第八条"])],
        ),
        (
            "有第五条第（二）项行为的",
            &[("第五条第（二）项", &["第五条/（二）"])],
        ),
        (
            "依照本规定第五条第一款第（一）、（三）项处理",
            &[(
                "本规定第五条第一款第（一）、（三）项",
                &["第五条/（一）", "第五条/（三）"],
            )],
        ),
        ("第五条第二项所列", &[("第五条第二项", &["第五条/（二）"])]),
        ("第五条第二款所列", &[("第五条第二款", &["第五条"])]),
        ("有前条情形的", &[("前条", &["第九条"])]),
        ("本条第（一）项", &[("本条第（一）项", &["第十条"])]),
        ("第 三 条规定", &[("第三条", &["第三条"])]),
        ("第3条规定", &[("第3条", &["第三条"])]),
        (
            "第三条和第四条",
            &[("第三条和第四条", &["第三条", "第四条"])],
        ),
        // Not in this text, or not of this text.
        ("本办法第三十八条", &[]),
        ("《某条例》第三条", &[]),
        ("《某条例》（国务院令第3号）第三条、第四条", &[]),
        ("依照《某条例》的第三条和第五条处理", &[]),
        ("该条例第三条规定", &[]),
        ("第三条例外", &[]),
        ("具备第三条件的", &[]),
        ("第三十条之一", &[]),
        ("一条道路，第三名", &[]),
        ("第第第条条条（（第三、", &[]),
    ];
    for (text, want) in table {
        let want: Vec<(String, Vec<String>)> = want
            .iter()
            .map(|(text, targets)| {
                let targets = targets.iter().map(|path| (*path).to_owned()).collect();
                ((*text).to_owned(), targets)
            })
            .collect();
        assert_eq!(read(text), want, "{text}");
    }
}

proptest! {
    #[test]
    fn soup_of_references(parts in prop::collection::vec(prop::sample::select(vec![
        "第", "三", "条", "、", "和", "至", "之", "一", "款", "项", "（", "）", "前条", "本条",
        "本办法", "《某条例》", "第五条", "第（二）项", "99999999999", "\n", " ", "é",
    ]), 0..60)) {
        for (text, targets) in read(&parts.concat()) {
            prop_assert!(!text.is_empty() && !targets.is_empty());
            prop_assert!(targets.iter().all(|path| path.starts_with('第')), "{targets:?}");
        }
    }
}

#[test]
fn plans_without_articles_have_none() {
    let body = [Node {
        text: Joined::plain("按第三条要求"),
        ..Node::default()
    }];
    let found = extract(&Subject {
        body: &body,
        ..Subject::default()
    });
    assert!(found.is_empty());
}

#[test]
fn long_lists_are_linear() {
    let text = "第三条、".repeat(100_000);
    assert_eq!(read(&text).len(), 1);
    let text = format!("第{}", "三、".repeat(200_000));
    assert!(read(&text).is_empty());
    let text = "第".repeat(300_000);
    assert!(read(&text).is_empty());
}
