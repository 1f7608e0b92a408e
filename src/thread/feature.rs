//! What one line shows of its role, without its neighbours.
//!
//! Computed once per line, cheaply: the first and last characters decide for
//! nearly all lines; only short lines are looked at more closely.

use crate::layout::Line;
use crate::lexicon::{CARRIED_TYPES, NOTICE_TYPES, ORGANS};
use crate::notation::{date, docnumber, label};

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// 。！？ also before a closing quotation mark.
    Stop,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// ，、 and the like: the sentence goes on.
    Comma,
    /// ） ］ ” 》: a clause may end here.
    Close,
    /// A word.
    Word,
}

/// What a line is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing special.
    Plain,
    /// Nothing but a date.
    Date,
    /// Nothing but a document number.
    Number,
    /// （此件公开发布）
    Note,
    /// Nothing but the name of an organ.
    Organ,
    /// An organ and a date on one line.
    OrganDate,
    /// A post and a name: who signs an order.
    Signer,
    /// （2019年12月12日市政府令第2号公布）
    History,
    /// 附件：…
    Attach,
    /// 附件 or 附件1 alone: what follows is the attachment itself.
    AttachHead,
    /// 抄送：
    Copied,
    /// 主题词：
    Subject,
    /// …2023年1月6日印发
    Printing,
    /// A unified registration number.
    Registration,
    /// A row of a web page's metadata table: 索引号：…
    Metadata,
}

/// Features of one line.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// How it ends.
    pub end: End,
    /// What it is.
    pub shape: Shape,
    /// The label it starts with.
    pub label: Option<label::Label>,
}

/// Looks at a line.
pub fn of(line: &Line<'_>) -> Feature {
    let end = end_of(&line.flat);
    let shape = shape_of(line, end);
    let label = match shape {
        Shape::Plain | Shape::Note => label::at_start(line.text),
        _ => None,
    };
    Feature { end, shape, label }
}

/// How a text without white space ends.
pub fn end_of(flat: &str) -> End {
    let mut chars = flat.chars().rev();
    let Some(last) = chars.next() else {
        return End::Word;
    };
    match last {
        '。' | '！' | '？' | '…' | '!' | '?' => End::Stop,
        '；' | ';' => End::Semicolon,
        '：' | ':' => End::Colon,
        '，' | '、' | ',' | '－' | '—' | '-' | '～' | '/' | '＋' | '+' | '《' | '（' | '“'
        | '‘' | '［' | '〔' | '(' | '[' | '〈' | '「' | '『' => End::Comma,
        '”' | '’' | '」' | '』' | '"' => match chars.next() {
            Some('。' | '！' | '？') => End::Stop,
            _ => End::Close,
        },
        '）' | ')' | '］' | ']' | '】' | '》' | '〉' | '〕' => match chars.next() {
            Some('。' | '！' | '？') => End::Stop,
            _ => End::Close,
        },
        _ => End::Word,
    }
}

fn shape_of(line: &Line<'_>, end: End) -> Shape {
    let flat = line.flat.as_ref();
    if flat.len() > 150 {
        return if starts_with_any(flat, &["附件：", "附件:"]) {
            Shape::Attach
        } else {
            edition(flat).unwrap_or(Shape::Plain)
        };
    }
    let first = line.first();
    if metadata(flat) {
        return Shape::Metadata;
    }
    match first {
        '（' | '(' if matches!(end, End::Close | End::Stop) => {
            if note(flat) {
                return Shape::Note;
            }
            if history(flat) {
                return Shape::History;
            }
            if let Some(shape) = edition(flat) {
                return shape;
            }
        }
        '附' => {
            if let Some(shape) = attach(flat) {
                return shape;
            }
        }
        '抄' | '主' | '分' => {
            if let Some(shape) = edition(flat) {
                return shape;
            }
        }
        _ => {}
    }
    if !matches!(end, End::Word | End::Close) {
        return Shape::Plain;
    }
    if flat.ends_with("印发") || flat.ends_with("印發") || flat.starts_with("共印") {
        return edition(flat).unwrap_or(Shape::Plain);
    }
    if docnumber::registration(flat) {
        return Shape::Registration;
    }
    if date::whole(flat).is_some() {
        return Shape::Date;
    }
    if docnumber::whole(flat).is_some() {
        return Shape::Number;
    }
    if is_organ(flat) && label::at_start(line.text).is_none() {
        return Shape::Organ;
    }
    if organ_and_date(flat).is_some() {
        return Shape::OrganDate;
    }
    if signer(line.text).is_some() {
        Shape::Signer
    } else {
        Shape::Plain
    }
}

/// Bytes of the organ in a line that is an organ and a date.
pub fn organ_and_date(flat: &str) -> Option<usize> {
    if !flat.ends_with('日') || flat.len() > 150 {
        return None;
    }
    flat.char_indices()
        .filter(|(_, c)| matches!(c, '1' | '2' | '一' | '二' | '１' | '２'))
        .map(|(at, _)| at)
        .take(8)
        .find(|&at| at > 0 && is_organ(&flat[..at]) && date::whole(&flat[at..]).is_some())
}

/// Post and name in a line such as `市 长 王 某某`.
pub fn signer(text: &str) -> Option<(String, String)> {
    if text.len() > 60 || !text.contains(char::is_whitespace) {
        return None;
    }
    const POSTS: [&str; 24] = [
        "代省长",
        "代市长",
        "代县长",
        "代区长",
        "代州长",
        "自治区主席",
        "省长",
        "市长",
        "县长",
        "区长",
        "州长",
        "盟长",
        "旗长",
        "主席",
        "总理",
        "部长",
        "局长",
        "厅长",
        "主任",
        "行长",
        "署长",
        "委员长",
        "镇长",
        "乡长",
    ];
    let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let post = POSTS.iter().find(|post| flat.starts_with(*post))?;
    let name = &flat[post.len()..];
    ((2..=4).contains(&name.chars().count()) && name.chars().all(|c| is_hanzi(c) || c == '·'))
        .then(|| ((*post).to_owned(), name.to_owned()))
}

/// A row of the metadata table above a document on a web page.
fn metadata(flat: &str) -> bool {
    const KEYS: [&str; 22] = [
        "索引号",
        "索取号",
        "发文机关",
        "发文字号",
        "发布日期",
        "成文日期",
        "标题",
        "有效性",
        "主题分类",
        "公文时效",
        "文号",
        "发布机构",
        "发布机关",
        "生成日期",
        "公开方式",
        "公开范围",
        "信息分类",
        "名称",
        "主题词",
        "关键词",
        "体裁分类",
        "效力状态",
    ];
    let Some((key, _)) = flat.split_once(['：', ':']) else {
        return false;
    };
    // 主题词 alone belongs to old documents.
    key.len() <= 18 && key != "主题词" && KEYS.contains(&key)
}

/// A history note (题注) under the title of a regulation.
pub fn history(flat: &str) -> bool {
    let inner = flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
    let dated = inner.contains('年') && inner.contains('月') && inner.contains('日');
    dated
        && (inner.starts_with(|c: char| c.is_ascii_digit() || "一二〇○".contains(c))
            || inner.starts_with("根据"))
        && [
            "通过", "公布", "发布", "施行", "修订", "修正", "批准", "颁布", "通過",
        ]
        .iter()
        .any(|verb| inner.contains(verb))
}

fn starts_with_any(text: &str, heads: &[&str]) -> bool {
    heads.iter().any(|head| text.starts_with(head))
}

/// 抄送, 主题词, 印发机关和印发日期.
fn edition(flat: &str) -> Option<Shape> {
    if starts_with_any(
        flat,
        &[
            "抄送：",
            "抄送:",
            "抄报：",
            "抄报:",
            "主送：",
            "分送：",
            "抄送",
        ],
    ) && flat.contains(['：', ':'])
    {
        return Some(Shape::Copied);
    }
    if starts_with_any(flat, &["主题词：", "主题词:", "主題詞：", "主题词"]) {
        return Some(Shape::Subject);
    }
    let copies = flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
    if copies.starts_with("共印") && copies.ends_with('份') {
        return Some(Shape::Printing);
    }
    let stem = flat
        .strip_suffix("印发")
        .or_else(|| flat.strip_suffix("印發"))?;
    (stem.ends_with('日') && flat.chars().count() <= 45 && !stem.contains(['，', '。', '《']))
        .then_some(Shape::Printing)
}

/// 附件：… and 附件 alone.
fn attach(flat: &str) -> Option<Shape> {
    let rest = flat
        .strip_prefix("附件")
        .or_else(|| flat.strip_prefix("附表"))
        .or_else(|| flat.strip_prefix('附'))?;
    if rest.is_empty() {
        return Some(Shape::AttachHead);
    }
    let number = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c)
    });
    if number.is_empty() {
        return Some(Shape::AttachHead);
    }
    if let Some(after) = number.strip_prefix(['：', ':']) {
        return Some(
            if after.is_empty() && (number.len() < rest.len() || flat.len() <= 6) {
                Shape::AttachHead
            } else {
                Shape::Attach
            },
        );
    }
    (rest.starts_with("1.") || rest.starts_with("1．")).then_some(Shape::Attach)
}

/// A note under the date (附注).
fn note(flat: &str) -> bool {
    let inner = flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '。'));
    if inner.chars().count() > 40 {
        return false;
    }
    starts_with_any(
        inner,
        &[
            "此件",
            "此文",
            "本文有删减",
            "本件",
            "本文公开",
            "主动公开",
            "公开发布",
            "依申请公开",
            "不予公开",
            "联系人",
            "此通知",
            "此公告",
            "全文公开",
            "略有删减",
            "有删节",
            "已公开",
        ],
    ) || inner.ends_with("公开发布")
        || inner.ends_with("公开形式：主动公开")
}

/// Nothing but the name of an organ (or of several).
pub fn is_organ(flat: &str) -> bool {
    if flat.len() < 9 || flat.len() > 40 * 3 {
        return false;
    }
    let stem = flat
        .strip_suffix('）')
        .and_then(|s| s.rsplit_once('（'))
        .map_or(flat, |(stem, _)| stem);
    ORGANS.of(stem).is_some()
        && !flat.chars().any(|c| {
            matches!(
                c,
                '，' | '。' | '、' | '；' | '：' | '《' | '》' | '“' | '”' | ':' | ',' | '.' | '0'
                    ..='9'
            )
        })
        && ![
            "关于", "负责", "关於", "關於", "设在", "报送", "提交", "是指", "或者", "应当", "以及",
            "的", "有关",
        ]
        .iter()
        .any(|word| flat.contains(word))
        && !starts_with_any(
            flat,
            &[
                "各", "和", "由", "向", "经", "对", "在", "与", "及", "或", "被", "将", "把", "并",
            ],
        )
}

/// The document type (文种) a title line ends in, with a bracketed suffix
/// such as （试行） passed over.
pub fn notice_type(flat: &str) -> Option<&'static str> {
    NOTICE_TYPES.of(without_suffix(flat))
}

/// The type of a carried document a title line ends in.
pub fn carried_type(flat: &str) -> Option<&'static str> {
    CARRIED_TYPES.of(without_suffix(flat))
}

/// Takes （试行）, （2021—2035年） and the like from the end of a title.
pub fn without_suffix(flat: &str) -> &str {
    let mut stem = flat;
    for _ in 0..3 {
        let Some(inner) = stem.strip_suffix('）').or_else(|| stem.strip_suffix(')')) else {
            break;
        };
        let Some(at) = inner.rfind(['（', '(']) else {
            break;
        };
        if at == 0 {
            break;
        }
        stem = &stem[..at];
    }
    stem
}

/// A row of a roster: a role label, or a name and a post parted by a space.
pub fn roster_row(text: &str) -> bool {
    if text.len() > 240 {
        return false;
    }
    roster_role(text) || named_row(text)
}

/// `组 长：…`, `成 员：…`, `成员单位：…` at the start of a row.
pub fn roster_role(text: &str) -> bool {
    let Some(at) = text.find(['：', ':']) else {
        return false;
    };
    if at > 45 {
        return false;
    }
    let role: String = text[..at].chars().filter(|c| !c.is_whitespace()).collect();
    const ROLES: [&str; 26] = [
        "组长",
        "副组长",
        "成员",
        "成员单位",
        "主任",
        "副主任",
        "委员",
        "总指挥",
        "副总指挥",
        "指挥长",
        "副指挥长",
        "常务副组长",
        "第一组长",
        "召集人",
        "副召集人",
        "总召集人",
        "联络员",
        "秘书长",
        "副秘书长",
        "顾问",
        "组员",
        "政委",
        "主席",
        "副主席",
        "专班长",
        "常务副主任",
    ];
    ROLES.contains(&role.as_str())
}

/// `陈 杰 市委常委、常务副市长`: two to four hanzi, white space, a post.
fn named_row(text: &str) -> bool {
    let mut name = 0;
    let mut rest = text;
    let mut parts = 0;
    // A name may itself be parted: 陈 杰.
    while parts < 3 {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let count = rest[..end].chars().count();
        if end == rest.len() || count == 0 {
            break;
        }
        if name + count > 4 || !rest[..end].chars().all(is_hanzi) {
            break;
        }
        name += count;
        rest = rest[end..].trim_start();
        parts += 1;
    }
    if !(2..=4).contains(&name) || rest.chars().next().is_none_or(|c| !is_hanzi(c)) {
        return false;
    }
    let flat: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    const POSTS: [&str; 32] = [
        "长",
        "主任",
        "书记",
        "员",
        "干部",
        "副职",
        "主席",
        "委员",
        "专员",
        "总监",
        "理",
        "师",
        "职级",
        "负责人",
        "司令",
        "政委",
        "常委",
        "区长",
        "、",
        "任",
        "调",
        "调研",
        "副",
        "人",
        "县",
        "市",
        "局",
        "办",
        "部",
        "委",
        "党",
        "组",
    ];
    POSTS.iter().any(|post| flat.ends_with(post))
}

/// Whether a character is a hanzi of the common blocks.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Styles of personnel lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Style {
    /// No list.
    #[default]
    None,
    /// Rows `X为Y；`.
    Appoint,
    /// Rows `XY职务；`.
    Remove,
    /// Rows of a roster.
    Roster,
}

/// The style of a personnel row, from its whole words.
pub fn row_style(words: &str) -> Style {
    if words.len() > 400 {
        return Style::None;
    }
    let stem = words.trim_end_matches(['；', '。', ';', '，', ',']);
    if stem.len() == words.len() {
        return Style::None;
    }
    let names = words.find('为').filter(|&at| (6..=60).contains(&at));
    if let Some(at) = names
        && words[..at]
            .split('、')
            .all(|name| (2..=4).contains(&name.chars().count()) && name.chars().all(is_hanzi))
    {
        return Style::Appoint;
    }
    if stem.ends_with("职务") && names.is_none() && !stem.contains(['，', '《']) {
        return Style::Remove;
    }
    Style::None
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(attach("附则"), None);
        assert_eq!(attach("附属设施"), None);
    }

    #[test]
    fn rows_of_lists() {
        for text in [
            "陈 杰 市委常委、常务副市长",
            "阴乃鹏 市政府副秘书长",
            "组 长：陈 杰 副市长",
            "成员单位：市委宣传部",
        ] {
            assert!(roster_row(text), "{text}");
        }
        for text in [
            "第一条 为规范",
            "市教育局党组成员",
            "以 2023 年 1 月",
            "任命：",
            "一、建设 内容",
        ] {
            assert!(!roster_row(text), "{text}");
        }
        assert_eq!(
            row_style("张三丰为某中学校长（试用期一年）；"),
            Style::Appoint
        );
        assert_eq!(row_style("李大双市公安局副局长职务；"), Style::Remove);
        assert_eq!(row_style("各单位要认真落实；"), Style::None);
    }

    #[test]
    fn organs_stand_alone() {
        for text in ["某市人民政府", "某市人民政府办公室", "某市发展和改革委员会"]
        {
            assert!(is_organ(text), "{text}");
        }
        for text in [
            "各县人民政府",
            "由市公安局",
            "领导小组设在市公安局",
            "主管部门和市财政局、",
        ] {
            assert!(!is_organ(text), "{text}");
        }
    }
}
