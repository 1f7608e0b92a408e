//! Forms of documents that gazettes of other places print, in one web dump and
//! each alone: dates and numbers under titles, attachments under one another,
//! announcements, reports, answers, tables of metadata. All places are invented.

use gongbao::record::{IssueDocument, Notice};
use gongbao::{ParseOptions, parse};

/// A document and what its record must say.
struct Form {
    text: &'static str,
    title: &'static str,
    number: Option<&'static str>,
    date: Option<&'static str>,
    enclosures: &'static [&'static str],
}

const FORMS: [Form; 9] = [
    Form {
        text: "青石海市人民政府印发《青石海市城乡居民\n基本医疗保险办法》的通知\n（2022年11月18日）\n青府规〔2022〕17号\n各区人民政府，市政府各委、办、局：\n现将《青石海市城乡居民基本医疗保险办法》印发给你们，请认真按照执行。\n青石海市城乡居民基本医疗保险办法\n第一条（目的和依据）\n为了保障城乡居民的基本医疗需求，根据国家有关规定，结合本市实际，制定本办法。\n第二条（施行日期）\n本办法自2023年1月1日起施行，有效期至2027年12月31日。\n",
        title: "青石海市人民政府印发《青石海市城乡居民基本医疗保险办法》的通知",
        number: Some("青府规〔2022〕17号"),
        date: Some("2022-11-18"),
        enclosures: &["青石海市城乡居民基本医疗保险办法"],
    },
    Form {
        text: "岭东省人民政府关于任免工作人员问题的通知\n（1985年5月4日岭政〔1985〕38号）\n根据干部任免的规定精神，现将有关问题通知如下：\n一、任免权限按本通知执行。\n二、以前的规定与本通知有抵触的，以本通知为准。\n",
        title: "岭东省人民政府关于任免工作人员问题的通知",
        number: Some("岭政〔1985〕38号"),
        date: Some("1985-05-04"),
        enclosures: &[],
    },
    Form {
        text: "白石县人民政府\n关于表彰2020年度先进集体和先进个人的决定\n白政发〔2021〕3号\n各乡镇人民政府，县政府各部门：\n2020年，全县上下奋力拼搏，涌现出一批先进集体和先进个人，县政府决定予以表彰。\n附件：1.先进集体名单\n2.先进个人名单\n白石县人民政府\n2021年2月9日\n附件1\n先进集体名单\n县公安局刑侦大队\n县第一人民医院呼吸科\n附件2\n先进个人名单\n王小明　县第一人民医院护士\n李大海　县教育局干部\n",
        title: "白石县人民政府关于表彰2020年度先进集体和先进个人的决定",
        number: Some("白政发〔2021〕3号"),
        date: Some("2021-02-09"),
        enclosures: &["先进集体名单", "先进个人名单"],
    },
    Form {
        text: "岭东省税务局\n关于发布《岭东省税务处罚裁量基准》的公告\n岭东省税务局公告2022年第4号\n为规范税务行政处罚裁量权，现将《岭东省税务处罚裁量基准》予以发布，自2023年1月1日起施行。\n特此公告。\n岭东省税务局\n2022年11月30日\n",
        title: "岭东省税务局关于发布《岭东省税务处罚裁量基准》的公告",
        number: Some("岭东省税务局公告2022年第4号"),
        date: Some("2022-11-30"),
        enclosures: &[],
    },
    Form {
        text: "政府工作报告\n——2023年1月10日在白石县第七届人民代表大会第三次会议上\n县长　陈立群\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议，并请各位委员提出意见。\n一、2022年工作回顾\n过去的一年，全县地区生产总值增长4.5%，新增城镇就业4200人。\n二、2023年工作安排\n新建高标准农田20万亩，实施重点项目320个，完成投资560亿元。\n",
        title: "政府工作报告",
        number: None,
        date: Some("2023-01-10"),
        enclosures: &[],
    },
    Form {
        text: "岭东省人民政府办公厅、岭东省军区办公室\n关于加强征兵工作的通知\n岭政办发〔1996〕25号\n各市、县人民政府：\n为加强征兵工作，经省政府同意，现将有关事项通知如下，请认真贯彻执行。\n一、切实加强领导，落实征兵工作责任制，严格按照条件和程序办理。\n岭东省人民政府办公厅　岭东省军区办公室\n一九九六年六月二十九日\n",
        title: "岭东省人民政府办公厅、岭东省军区办公室关于加强征兵工作的通知",
        number: Some("岭政办发〔1996〕25号"),
        date: Some("1996-06-29"),
        enclosures: &[],
    },
    Form {
        text: "岭东省人民政府办公厅对省政协\n第4626号提案的答复\n岭政办函〔2006〕82号\n你们提出的关于建设法规网站的建议收悉，现答复如下，感谢你们对政府工作的支持。\n门户网站已于2006年1月1日正式开通，并专门开设了“法律法规”栏目。\n岭东省人民政府办公厅\n二〇〇六年十月十八日\n",
        title: "岭东省人民政府办公厅对省政协第4626号提案的答复",
        number: Some("岭政办函〔2006〕82号"),
        date: Some("2006-10-18"),
        enclosures: &[],
    },
    Form {
        text: "岭东省人大常委会公告\n第 88 号\n《岭东省湿地保护条例》已由岭东省人大常委会会议于2020年9月30日通过，现予公布，自2021年1月1日起施行。\n岭东省人大常委会\n2020年9月30日\n岭东省湿地保护条例\n（2020年9月30日岭东省人大常委会会议通过）\n目　　录\n第一章　总　则\n第二章　附　则\n第一章　总　则\n第一条　为了加强湿地保护，维护湿地生态功能和生物多样性，制定本条例。\n第二章　附　则\n第二条　本条例自2021年1月1日起施行。\n",
        title: "岭东省人大常委会公告",
        number: Some("岭东省人大常委会公告第88号"),
        date: Some("2020-09-30"),
        enclosures: &["岭东省湿地保护条例"],
    },
    Form {
        text: "索 引 号：\n000/2018-00222\n发文机关：\n白石县人民政府\n成文日期：\n2018年12月21日\n标　　题：\n白石县人民政府关于防汛工作的通知\n发文字号：\n白政发〔2018〕43号\n发布日期：\n2018年12月29日\n主 题 词：\n白石县人民政府\n关于防汛工作的通知\n白政发〔2018〕43号\n各乡镇人民政府：\n为切实做好防汛工作，现就有关事项通知如下，请认真遵照执行。\n一、严格执行领导带班和24小时值班制度，发现险情及时报告。\n白石县人民政府\n2018年12月21日\n（此件公开发布）\n",
        title: "白石县人民政府关于防汛工作的通知",
        number: Some("白政发〔2018〕43号"),
        date: Some("2018-12-21"),
        enclosures: &[],
    },
];

fn read(text: &str) -> IssueDocument {
    parse("forms.txt", text.into(), &ParseOptions::default()).unwrap()
}

fn check(notice: &Notice, form: &Form) {
    assert_eq!(notice.title.as_deref(), Some(form.title));
    let number = notice.document_number.as_ref().map(|n| n.text.as_str());
    assert_eq!(number, form.number, "{}", form.title);
    assert_eq!(notice.date.as_deref(), form.date, "{}", form.title);
    let enclosures: Vec<&str> = notice
        .enclosures
        .iter()
        .map(|part| part.title.as_deref().unwrap_or(""))
        .collect();
    assert_eq!(enclosures, form.enclosures, "{}", form.title);
}

#[test]
fn each_form_alone() {
    for form in &FORMS {
        let issue = read(form.text);
        assert_eq!(issue.notices.len(), 1, "{}", form.title);
        check(&issue.notices[0], form);
    }
}

#[test]
fn all_forms_one_after_the_other() {
    let text: String = FORMS.iter().flat_map(|form| [form.text, "\n"]).collect();
    let issue = read(&text);
    assert_eq!(issue.notices.len(), FORMS.len());
    for (notice, form) in issue.notices.iter().zip(&FORMS) {
        check(notice, form);
    }
}
