//! Examples of what single lines show.

use super::*;

#[test]
fn the_last_word_of_a_printing_line() {
    for (text, last) in [
        ("某市人民政府办公室 2010年5月7日\n印发\n", Shape::Printing),
        ("关于\n印发\n", Shape::Plain),
        ("某市人民政府办公室\n印发\n", Shape::Plain),
    ] {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let mut features: Vec<Feature> = layout.lines.iter().map(of).collect();
        mark_wrapped_printing(&layout.lines, &mut features);
        assert_eq!(features[1].shape, last, "{text}");
    }
}

#[test]
fn datelines_stand_under_titles() {
    for (text, shape) in [
        (
            "某某管理暂行办法\n1999年7月13日，某省民政厅\n",
            Shape::BracketedDate,
        ),
        ("会议定于\n1999年7月13日，某省民政厅\n", Shape::Plain),
        (
            "某某管理暂行办法\n1999年7月13日，在某省民政厅\n",
            Shape::Plain,
        ),
    ] {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let mut features: Vec<Feature> = layout.lines.iter().map(of).collect();
        mark_datelines(&layout.lines, &mut features);
        assert_eq!(features[1].shape, shape, "{text}");
    }
}

#[test]
fn days_in_lists_of_persons() {
    for (text, shape) in [
        (
            "某省任免人员\n1993年1月16日\n任命王某为某厅厅长。\n",
            Shape::Plain,
        ),
        (
            "某省人民政府\n1993年1月16日\n任命王某为某厅厅长。\n",
            Shape::Date,
        ),
        ("某省任免人员\n1993年1月16日\n根据规定，\n", Shape::Date),
    ] {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let mut features: Vec<Feature> = layout.lines.iter().map(of).collect();
        mark_dated_rows(&layout.lines, &mut features);
        assert_eq!(features[1].shape, shape, "{text}");
    }
}

#[test]
fn what_stands_in_brackets_under_titles() {
    for text in [
        "（2019年12月12日市政府令第2号公布 自2020年1月12日起施行）",
        "（1985年5月4日某政〔1985〕38号）",
        "（某政〔1985〕38号 1985年5月4日）",
        "（2019年11月修订）",
        "（省物价局 一九九八年七月十日）",
        "（1999年7月13日 省民政厅）",
    ] {
        assert!(history(&crate::layout::flat(text)), "{text}");
    }
    for text in [
        "（二）《某市屠宰规定》（1999年3月2日市政府令第3号公布）",
        "（2022年11月18日）",
        "（见某政〔1985〕38号，1985年5月4日起执行的部分除外）",
    ] {
        assert!(!history(&crate::layout::flat(text)), "{text}");
    }
    let source = crate::text::Source::new("（2022年11月18日）\n（一九六二年三月）\n".to_owned());
    let layout = crate::layout::layout(&source);
    assert_eq!(of(&layout.lines[0]).shape, Shape::BracketedDate);
}

#[test]
fn notes_and_attachments() {
    for text in [
        "（此件公开发布）",
        "（此件详见市政府网站）",
        "(此件主动公开)",
        "（本文有删减）",
    ] {
        assert!(note(text), "{text}");
    }
    for text in ["（见网络版）", "（市教育局负责）", "（一）"] {
        assert!(!note(text), "{text}");
    }
    assert_eq!(attach("附件：1.某办法"), Some(Shape::Attach));
    assert_eq!(attach("附件"), Some(Shape::AttachHead));
    assert_eq!(attach("附件2"), Some(Shape::AttachHead));
    assert_eq!(attach("附件1：某表"), Some(Shape::Attach));
    assert_eq!(attach("附件（另附）：某图"), Some(Shape::Attach));
    assert_eq!(attach("附件（共3件）"), None);
    assert_eq!(attach("附则"), None);
    assert_eq!(attach("附属设施"), None);
}
