//! Examples of heads, and of lines that are none.

use super::*;
use crate::text::Source;

#[test]
fn every_forwarder_is_looked_for() {
    for deed in words::FORWARDS.iter() {
        let line = format!("某市人民政府{deed}某事项");
        assert_eq!(forwarder(&line), Some("某市人民政府"), "{deed}");
    }
    assert_eq!(
        forwarder("某市人民政府办公室对转发"),
        Some("某市人民政府办公室")
    );
    assert_eq!(forwarder("转发某市人民政府"), None);
}

fn heads(text: &str) -> Vec<String> {
    let source = Source::new(text.to_owned());
    let layout = crate::layout::layout(&source);
    let features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
    find(&layout.lines, &features)
        .into_iter()
        .map(|h| h.words)
        .collect()
}

#[test]
fn titles_of_many_makes() {
    for (text, want) in [
        (
            "某市人民政 府\n关 于印发某市 规划\n和方案的通 知\n各县：\n",
            "关于印发某市规划和方案的通知",
        ),
        (
            "某市人民政府办公室关于防汛的通知\n某政办发〔2023〕1号\n",
            "某市人民政府办公室关于防汛的通知",
        ),
        (
            "某市教育局\n某市财政局\n关于收费的意见（试行）\n",
            "关于收费的意见（试行）",
        ),
        (
            "某市残疾人联合\n会 某市能源局\n关于收费的通知\n",
            "关于收费的通知",
        ),
        (
            "牵头单位：市教育局、\n市财政局\n某市人民政府\n关于防汛的通知\n",
            "关于防汛的通知",
        ),
        (
            "某市人民政府印发《某市医疗保险\n办法》的通知\n某府规〔2022〕17号\n",
            "某市人民政府印发《某市医疗保险办法》的通知",
        ),
        (
            "某市人民政府办公室对市人大\n第72号建议的答复\n某政办函〔2006〕71号\n",
            "某市人民政府办公室对市人大第72号建议的答复",
        ),
        ("某市教育局、某市财政局\n关于收费的通知\n", "关于收费的通知"),
        (
            "某市自然资源局\n国有建设用地使用权出让公告\n某告字〔2021〕6号\n",
            "国有建设用地使用权出让公告",
        ),
        (
            "某省税务局\n关于处罚裁量基准的公告\n某省税务局公告2022年第4号\n",
            "关于处罚裁量基准的公告",
        ),
        (
            "某海关公告2021年第7号\n某海关关于调整地点的公告\n自8月1日起调整。\n",
            "某海关关于调整地点的公告",
        ),
        (
            "某市人大常委会任免名单\n（2022年8月25日某市第八届人大常委会会议通过）\n",
            "某市人大常委会任免名单",
        ),
        (
            "国务院任免人员\n1993年1月16日\n任命王某为某部副部长。\n",
            "国务院任免人员",
        ),
        (
            "某省人大常委会\n第二次会议议程\n（2022年8月25日某省人大常委会会议通过）\n",
            "第二次会议议程",
        ),
        (
            "拟征收土地启动公告\n某征启公告〔2022〕4号\n为实施规划，\n",
            "拟征收土地启动公告",
        ),
        ("某省人民政府令\n第238号\n", "某省人民政府令"),
        (
            "某济某族自治州\n人民政府办公室\n关于防汛的通知\n",
            "关于防汛的通知",
        ),
        (
            "某市人民政府\n某市 人民 政府\n关于防汛的通知\n",
            "关于防汛的通知",
        ),
        ("某市人民政府\n公 告\n2023年第5号\n", "公告"),
    ] {
        assert_eq!(heads(text), [want], "{text}");
    }
    for text in [
        "根据省人民政府《关\n于印发某方案的通知》（某政发〔2022〕16号）要求，\n",
        "市人民政府\n2023年1月6日\n",
        "根据国务院关于干部任免的规定精神，现将有关问题通知\n如下：\n",
        "王小明 某市第一医院干部\n李大海 某县教育局干部\n",
    ] {
        assert!(heads(text).is_empty(), "{text}");
    }
}
