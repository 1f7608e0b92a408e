//! Searches that forgive: numbers in any spelling, numerals, words.

use super::*;

#[test]
fn a_number_goes_straight_to_its_notice() {
    let some = world()
        .notices
        .iter()
        .find(|n| n.document_number.is_some())
        .unwrap();
    let number = some.document_number.as_ref().unwrap();
    let (year, serial) = (number.year.unwrap(), number.serial.unwrap());
    let short = year % 100;
    let wide = |text: String| -> String {
        text.chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
                c => c,
            })
            .collect()
    };
    let hanzi = |n: i32| -> String {
        let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
        n.to_string()
            .bytes()
            .map(|b| digits[(b - b'0') as usize])
            .collect()
    };
    for spelling in [
        format!("某政发〔{year}〕{serial}号"),
        format!("某政发[{year}]{serial}号"),
        format!("某政发（{year}）第{serial:04} 号"),
        format!("某 政 发 【{year}】 {serial} 号"),
        format!("某政发({year}){serial}号"),
        format!("某政发〔{year}〕 {serial} 号"),
        format!("某政发 〔{year}〕{serial}号"),
        format!("某政发〔{year}〕第{serial}号"),
        format!("某政发〔{year}〕0{serial}号"),
        format!("某政发〔{year}〕{serial}"),
        format!("某政发﹝{year}﹞{serial}号"),
        format!("某政发［{year}］{serial}号"),
        format!("某政发〖{year}〗{serial}号"),
        format!("某政发〈{year}〉{serial}号"),
        format!("某政发<{year}>{serial}号"),
        format!("某政发「{year}」{serial}号"),
        format!("某政发{{{year}}}{serial}号"),
        format!("某政发〔{year}年〕{serial}号"),
        format!("某政发〔{short}〕{serial}号"),
        format!("某政发[{short}]第{serial}号"),
        wide(format!("某政发〔{year}〕{serial}号")),
        wide(format!("某政发（{year}）{serial}号")),
        format!("某政发〔{}〕{serial}号", hanzi(year)),
        format!("某政发〔{}〕{}号", hanzi(year), hanzi(serial as i32)),
        format!("某政發〔{year}〕{serial}號"),
        format!("某政發[{year}]第{serial}號"),
        format!("〔{year}〕某政发第{serial}号"),
        format!("〔{short}〕某政发第{serial}号"),
        format!("　某政发〔{year}〕{serial}号　"),
        format!("某\u{200B}政发〔{year}〕{serial}号\u{FEFF}"),
        format!("\u{202D}某政发〔{year}〕{serial}号\u{202C}"),
        format!("文号:某政发[{year}]{serial}号"),
        format!("number:某政发 （{year}） {serial}号"),
        format!("某政发\n〔{year}〕\n{serial}号"),
    ] {
        assert_eq!(
            ids(&spelling),
            BTreeSet::from([some.id.clone()]),
            "{spelling}"
        );
        if !spelling.contains(':') {
            assert!(
                matches!(world().reader.resolve(&spelling).unwrap(), Target::One(head) if head.id == some.id),
                "{spelling}"
            );
        }
    }
    assert_eq!(ids("另政函(2001)第9号"), all_ids(), "cited only");
    assert_eq!(ids("cites:另政函〔2001〕9号"), all_ids());
}

#[test]
fn numerals_are_found_either_way_unquoted() {
    let both = &scan("第十四条") | &scan("第14条");
    assert!(both.len() > scan("第十四条").len());
    assert_eq!(ids("第14条"), both);
    assert_eq!(ids("第十四条"), both);
}

#[test]
fn words_forgive_and_rank() {
    assert_eq!(ids("*"), all_ids());
    // A pasted page leads to where it is from.
    let page: String = world().folded[5]
        .concat()
        .chars()
        .filter(|c| *c > '一')
        .collect();
    let answer = world().reader.search(&ask(&page)).unwrap();
    let own = &world().notices[5].id;
    assert!(
        answer.hits.iter().take(3).any(|hit| hit.id == *own),
        "{page}"
    );
    let answer = world().reader.search(&ask("优化某市营商环境")).unwrap();
    assert!(answer.total > 0 && scan("优化某市营商环境").is_empty());
    let answer = world().reader.search(&ask("招标采购")).unwrap();
    assert!(answer.hits.windows(2).all(|w| w[0].score >= w[1].score));
    let first = &answer.hits[0];
    let titled = |passage: &PassageHit| passage.unit.ends_with("title");
    assert!(first.passages.iter().any(titled), "{first:?}");
}
