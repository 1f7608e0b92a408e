//! Lines that go on with the one before, and lines that do not.

use super::*;
use crate::text::Source;

#[test]
fn rows_begin_with_names() {
    for text in [
        "陈 杰 市综合执",
        "张文 市城市管理综",
        "欧阳文 市残联",
        "诸葛 明 市残联",
        "组 长：区财政局主要负责人",
    ] {
        let source = Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        assert!(begins_row(&layout.lines[0], true), "{text}");
    }
    for text in [
        "局党组 成员",
        "二级 巡视员",
        "市教育局党组成员",
        "的 规定",
        "程师",
        "陈 杰",
    ] {
        let source = Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        assert!(!begins_row(&layout.lines[0], true), "{text}");
    }
}

#[test]
fn words_about_the_document() {
    for text in [
        "本通知自印发之日起施行",
        "本办法由市财政局负责解释",
        "本实施细则自2023年",
    ] {
        assert!(speaks_of_itself(text), "{text}");
    }
    for text in [
        "本着自愿的原则",
        "本市由市级部门",
        "本次会议",
        "根据本办法由",
    ] {
        assert!(!speaks_of_itself(text), "{text}");
    }
}

#[test]
fn labels_of_duty() {
    assert!(is_duty_label("责任单位：某局"));
    assert!(is_duty_label("市级牵头单位：某局"));
    assert!(!is_duty_label("（责任单位：某局）"));
    assert!(!is_duty_label("民政府；配合单位：某局"));
    assert!(closes_list("市财政局、市人社局等部门") && closes_list("市人社局等"));
    assert!(!closes_list("市财政局、市人社局") && is_list_tail("部门"));
    assert!(!is_duty_label("现通知如下：某局"));
    assert!(lists_units_next("牵头单位：某局，配合单位："));
    assert!(!lists_units_next("现通知如下："));
}
