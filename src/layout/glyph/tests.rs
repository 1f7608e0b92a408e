//! Repairs, traps, and every guard.

use super::*;
use proptest::prelude::*;

/// A text with its mends put in.
fn mended_with(text: &str, profile: &Profile) -> String {
    let mut out = String::new();
    let mut last = 0;
    for mend in mends(text, profile) {
        out.push_str(&text[last..mend.range.start]);
        out.push_str(&mend.meant);
        last = mend.range.end;
    }
    out + &text[last..]
}

fn mended_text(text: &str) -> String {
    mended_with(text, &Profile::of(text))
}

/// What is printed and what was meant.
const REPAIRS: &[(&str, &str)] = &[
    // num-both
    ("实行7伊24小时服务", "实行7×24小时服务"),
    ("实行 7 伊 24 小时服务", "实行 7 × 24 小时服务"),
    ("坚持“5伊8小时在岗”", "坚持“5×8小时在岗”"),
    ("误差为5依3", "误差为5±3"),
    ("2016原2020年", "2016-2020年"),
    ("1耀3个月", "1~3个月"),
    ("总数1袁234个", "总数1,234个"),
    ("比重3援5%", "比重3.5%"),
    ("8院30开始，17院00结束", "8:30开始，17:00结束"),
    // num-left
    ("达到100豫全覆盖", "达到100%全覆盖"),
    (
        "出资占 62.5豫股份，7.5 豫 归县级",
        "出资占 62.5%股份，7.5 % 归县级",
    ),
    ("不低于20豫。", "不低于20%。"),
    ("学生凭证享受50豫优惠", "学生凭证享受50%优惠"),
    ("低于25益时", "低于25℃时"),
    ("含量3译", "含量3‰"),
    ("倾角30毅以上", "倾角30°以上"),
    // formula
    (
        "误工费用越误工费用标准伊实际人数伊误工天数，误工费用的标准另行规定",
        "误工费用=误工费用标准×实际人数×误工天数，误工费用的标准另行规定",
    ),
    (
        "按照平均单价（合同总价衣设备台数）伊租用台数结算；没有合同的",
        "按照平均单价（合同总价÷设备台数）×租用台数结算；没有合同的",
    ),
    ("票价越里程伊运价率垣站务费。", "票价=里程×运价率+站务费。"),
    ("补助额越（总额原自筹）伊比例", "补助额=（总额-自筹）×比例"),
    ("应发工资越应发工资基数", "应发工资=应发工资基数"),
    (
        "利用率越利用量衣总量伊100豫，按照容积伊系数折算",
        "利用率=利用量÷总量×100%，按照容积×系数折算",
    ),
    ("按（单价）伊次数计算", "按（单价）×次数计算"),
    // pair
    (
        "按照叶安全生产管理办法曳执行",
        "按照《安全生产管理办法》执行",
    ),
    (
        "你局叶关于调整票价的请示曳收悉",
        "你局《关于调整票价的请示》收悉",
    ),
    (
        "按照叶价格管理规定渊试行冤曳的要求",
        "按照《价格管理规定（试行）》的要求",
    ),
    ("（某政发也2023页3号）", "（某政发〔2023〕3号）"),
    ("某政发 也 2023 页 3 号", "某政发 〔 2023 〕 3 号"),
    ("某政发也圆园员缘页员愿号", "某政发〔2015〕18号"),
    ("坚持野放管服冶改革", "坚持“放管服”改革"),
    ("渊此件公开发布冤", "（此件公开发布）"),
    ("渊一冤总体要求", "（一）总体要求"),
    (
        "叶实施掖促进法业办法曳的通知",
        "《实施〈促进法〉办法》的通知",
    ),
    ("揖公告铱", "【公告】"),
    ("窑市政府文件窑", "·市政府文件·"),
    // digits, letters
    ("到圆园员缘年", "到2015年"),
    ("检测人员圆园员缘年", "检测人员2015年"),
    ("第猿远次常务会议", "第36次常务会议"),
    ("圆园员缘年员圆月员日起", "2015年12月1日起"),
    ("达到怨缘豫以上", "达到95%以上"),
    ("共圆园园源户", "共2004户"),
    ("通过陨杂韵怨园园员认证", "通过ISO9001认证"),
    ("开展宰匀韵培训", "开展WHO培训"),
    // radicals
    ("⼈⺠政府⼀、⽉⽇", "人民政府一、月日"),
    ("⻓江⻄路", "长江西路"),
];

/// Texts in which nothing is to be mended.
const TRAPS: &[&str] = &[
    "豫政办〔2023〕5号",
    "晋陕豫黄河金三角",
    "2023年豫剧演出100场",
    "增长20豫剧",
    "2023豫0102民初5号",
    "（2023）豫01行终5号",
    "伊犁哈萨克自治州",
    "共3伊犁马",
    "超越代理权限、逾越职责作出的决定，",
    "2021年原则上",
    "第3原告",
    "第3原告提起的诉讼，由县法院依法审理。",
    "共5依法处理",
    "长垣市和垣曲县的二期项目，襄垣县的三期项目",
    "长垣县、襄垣县，垣曲县越权审批",
    "不得以越级上访为由；经济越来越好，越早越好",
    "对袁家村、原家庄等3起征地纠纷",
    "伊水路、尧山路沿线拆迁要依法补偿，不得犹豫拖延",
    "县中医院、县人民医院扩建项目要利用遥感影像核定边界。",
    "豫桐、桐昭两省交界地区的纠纷，由袁大均同志负责联系协调。",
    "5院18栋、第3院20号楼、1号院12号楼",
    "成立3年原班子成员8人",
    "新增2家医院，3所学院，10家企业就业20人",
    "茶叶、树叶，按照叶片的办法摇曳",
    "视野开阔，冶金工业、田野里的陶冶",
    "冤假错案，深渊",
    "也是2023年第3页的5号",
    "2023页3号也不是",
    "人员来源、公园园区、意愿、长远、边缘",
    "员工自愿，资源圆满，缘由不远",
    "防护衣、救生衣，雨衣10件",
    "王越、李垣：伊某衣某",
    "伊力 主任 王垣 副主任 张越 成员",
    "更衣室穿越伊春",
    "张掖市企业",
    "毅力、公益、翻译3人",
    "3益阳市民、5译者、8毅力",
    "由伊力同志负责，某乡伊某村",
    "①（一）㎡％·×÷2×3",
    "在运载火箭再造责任则择",
    "窑洞里的古窑",
];

#[test]
fn repairs_and_traps() {
    for (printed, meant) in REPAIRS {
        assert_eq!(mended_text(printed), *meant, "{printed}");
    }
    for text in TRAPS {
        assert_eq!(mended_text(text), *text);
    }
}

#[test]
fn mends_say_where_and_why() {
    let text = "100豫伊犁，7伊24";
    let found = mends(text, &Profile::of(text));
    let found: Vec<_> = found
        .iter()
        .map(|m| (&text[m.range.clone()], m.meant.as_str(), m.reason))
        .collect();
    assert_eq!(found, [("豫", "%", "num-left"), ("伊", "×", "num-both")]);
}

/// A notice that lost all its punctuation between two that did not.
const DAMAGED: &str = "\
某县人民政府文件
　　一、加强管理。对袁家村、原家庄等地，要依法处理，不得拖延。
　　二、畅通渠道。尧山路沿线、县中医院要利用遥感影像核定边界。
　　三、其他事项由袁大均同志负责，按规定办理。
某县人民政府
关于加强饮水安全管理的意见
某政发也圆园员缘页员愿号
各乡镇人民政府袁县政府各部门院
　　为保障农村饮水安全袁根据叶某省农村供水管理条例曳袁经县政府第猿远次常务会议研究通过袁提出如下意见遥
　　一尧总体目标遥到圆园员愿年袁集中供水率达到怨缘豫以上袁水质达标率明显提高遥
　　渊一冤明晰产权遥国家投资兴建的工程袁产权归国家所有曰社会资本投资兴建的袁产权归投资者所有遥渊县水利局牵头袁县财政局尧各乡镇人民政府配合冤
　　渊二冤加强监测遥县疾控中心每季度检测员次袁结果及时公布遥
　　各乡镇尧各部门要加强领导袁形成合力遥本意见自圆园员缘年员圆月员日起施行遥
　　　　某县人民政府
　　　　圆园员缘年员园月圆缘日
某县人民政府办公室
关于做好袁家山纠纷化解工作的通知
　　一、依法分类处理，由县法院依法审理，袁大均、袁小均负责。";

#[test]
fn a_notice_without_punctuation() {
    let profile = Profile::of(DAMAGED);
    assert!(profile.may_be_dense());
    let lines: Vec<u32> = (1..=18)
        .filter(|n| profile.damaged_lines().contains(*n))
        .collect();
    assert!((8..=13).all(|n| lines.contains(&n)), "{lines:?}");
    assert!(
        (2..=4).all(|n| !lines.contains(&n)) && !lines.contains(&18),
        "{lines:?}"
    );
    let meant = "\
某县人民政府文件
　　一、加强管理。对袁家村、原家庄等地，要依法处理，不得拖延。
　　二、畅通渠道。尧山路沿线、县中医院要利用遥感影像核定边界。
　　三、其他事项由袁大均同志负责，按规定办理。
某县人民政府
关于加强饮水安全管理的意见
某政发〔2015〕18号
各乡镇人民政府，县政府各部门：
　　为保障农村饮水安全，根据《某省农村供水管理条例》，经县政府第36次常务会议研究通过，提出如下意见。
　　一、总体目标。到2018年，集中供水率达到95%以上，水质达标率明显提高。
　　（一）明晰产权。国家投资兴建的工程，产权归国家所有；社会资本投资兴建的，产权归投资者所有。（县水利局牵头，县财政局、各乡镇人民政府配合）
　　（二）加强监测。县疾控中心每季度检测1次，结果及时公布。
　　各乡镇、各部门要加强领导，形成合力。本意见自2015年12月1日起施行。
　　　　某县人民政府
　　　　2015年10月25日
某县人民政府办公室
关于做好袁家山纠纷化解工作的通知
　　一、依法分类处理，由县法院依法审理，袁大均、袁小均负责。";
    for (printed, meant) in DAMAGED.lines().zip(meant.lines()) {
        assert_eq!(mended_with(printed, &profile), meant);
    }
}

#[test]
fn single_glyphs_within_a_damaged_stretch() {
    let profile = Profile::of(DAMAGED).within();
    let table = [
        ("特此通知遥", "特此通知。"),
        ("为保障安全袁根据规定", "为保障安全，根据规定"),
        ("县财政局尧县发改局", "县财政局、县发改局"),
        ("通知如下院", "通知如下："),
        ("等等噎噎", "等等……"),
        ("要要以此为准", "——以此为准"),
        ("袁家村、县医院和遥感站", "袁家村、县医院和遥感站"),
        ("由袁大均同志负责", "由袁大均同志负责"),
        ("任命尧李小明袁大均同志任职", "任命、李小明袁大均同志任职"),
        ("组长  袁大均", "组长  袁大均"),
    ];
    for (printed, meant) in table {
        assert_eq!(mended_with(printed, &profile), meant);
        let sound = Profile::of("");
        if printed != meant {
            assert_eq!(mended_with(printed, &sound), printed);
        }
    }
}

#[test]
fn names_and_hospitals_are_no_damage() {
    let roster =
        "组长 袁大均 县医院院长\n副组长 王路遥 县人民医院\n成员 李尧 袁小均 张遥\n".repeat(20);
    let profile = Profile::of(&roster);
    for line in roster.lines() {
        assert_eq!(mended_with(line, &profile), line);
    }
}

#[test]
fn where_yu_is_a_name_percent_needs_proof() {
    let henan = Profile::of(&"豫某政〔2023〕5号 ".repeat(6));
    assert_eq!(mended_with("占50豫以上", &henan), "占50%以上");
    assert_eq!(mended_with("安排50豫某办", &henan), "安排50豫某办");
}

#[test]
fn doubtful_glyphs_are_suspects() {
    let text = "按照有关规定曳执行，7伊";
    let profile = Profile::of(text);
    assert_eq!(mends(text, &profile), []);
    let found: Vec<_> = suspects(text, &profile)
        .into_iter()
        .map(|r| &text[r])
        .collect();
    assert_eq!(found, ["曳", "伊"]);
    assert!(suspects("伊犁、摇曳，7伊24", &profile).is_empty());
}

#[test]
fn every_guard_keeps_its_word() {
    let none = Guards::new(guards::File {
        guard: Vec::new(),
        ..guards::read()
    });
    let all = guards::shared();
    let file = guards::read();
    assert!(file.guard.len() > 30 && file.title_ends.len() > 30);
    for guard in &file.guard {
        let at_glyph = |text: &str, place: usize, guards: &Guards| {
            [Profile::of("").within(), Profile::default()]
                .iter()
                .any(|profile| {
                    let found = mends_guarded(text, profile, guards);
                    found
                        .iter()
                        .any(|mend| mend.range.start == place && mend.reason != "radical")
                })
        };
        let bare = guard.contexts.iter().any(|context| {
            let text = context.replace('□', &guard.glyph.to_string());
            at_glyph(&text, context.find('□').unwrap(), all)
        });
        assert!(bare, "{} is not mended in any of its contexts", guard.glyph);
        for word in &guard.words {
            let mut exercised = false;
            for context in &guard.contexts {
                let text = context.replace('□', word);
                let place = context.find('□').unwrap() + word.find(guard.glyph).unwrap();
                assert!(!at_glyph(&text, place, all), "{text}");
                exercised |= at_glyph(&text, place, &none);
            }
            assert!(exercised, "{} needs no guard in {word}", guard.glyph);
        }
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for piece in [
        "叶",
        "渊",
        "渊冤",
        "野冶叶曳",
        "越",
        "费用越",
        "伊衣越垣原",
        "圆",
        "1伊",
        "袁遥尧院曰",
        "也2023页",
        "陨杂韵",
    ] {
        let text = piece.repeat(10_000);
        let profile = Profile::of(&text);
        let _ = (mends(&text, &profile), mends(&text, &profile.within()));
    }
}

#[test]
fn all_letters_are_known_to_the_quick_look() {
    let letters = ('\u{4E00}'..='\u{9FA5}')
        .filter(|c| table::meant_by(*c).is_some_and(|c| c.is_ascii_alphabetic()));
    assert_eq!(letters.clone().count(), 52);
    for c in letters {
        assert!(scan::may_need_mending(&format!("{c}宰"), false), "{c}");
    }
}

proptest! {
    #[test]
    fn mends_are_single_signs_in_order(text in "[伊衣越垣原豫袁遥尧院曰渊冤叶曳野冶也页圆园员缘陨杂韵0-9年月日号。，、（） \n⼈办法]{0,60}") {
        for profile in [Profile::of(&text), Profile::of(&text).within()] {
            let mut last = 0;
            for mend in mends(&text, &profile) {
                prop_assert!(mend.range.start >= last);
                prop_assert_eq!(text[mend.range.clone()].chars().count(), 1);
                prop_assert_eq!(mend.meant.chars().count(), 1);
                last = mend.range.end;
            }
            let _ = suspects(&text, &profile);
        }
    }

    #[test]
    fn the_quick_look_hides_nothing(text in "[伊衣越垣原豫袁遥院渊冤叶曳野冶也页圆园员缘远杂韵陨A0-9年月日号第次。，） \n人办法费用]{0,24}") {
        let profile = Profile::of(&text);
        if !scan::may_need_mending(&text, profile.may_be_dense()) {
            let found = mends_guarded(&text, &profile, guards::shared());
            prop_assert_eq!(found, Vec::new(), "{}", text);
        }
    }

    #[test]
    fn sound_text_is_left_alone(text in "[的一是在和工作通知管理部门，。、（）0-9年月日号]{0,60}") {
        let profile = Profile::of(&text);
        prop_assert_eq!(mends(&text, &profile.within()), Vec::new());
    }
}
