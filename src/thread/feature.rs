//! What one line shows of its role, without its neighbours.
//!
//! Computed once per line, cheaply: the first and last characters decide for
//! nearly all lines; only short lines are looked at more closely.

use super::metadata::metadata;
use super::names::{
    carried_type, is_organ, is_post, notice_type, number_and_date, organ_and_date, signer,
    starts_with_any,
};
use crate::layout::{Holds, Line};
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
    /// （2022年11月18日）: some gazettes print the date so, under the title.
    BracketedDate,
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
    /// 發文字號：… in the head of a letter.
    LetterNumber,
    /// 發文日期：… in the head of a letter.
    LetterDate,
    /// 受文者：… in the head of a letter.
    LetterTo,
    /// 正本：…, 副本：… under a letter.
    LetterCopy,
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
        Shape::Plain | Shape::Note => line.own_label(),
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
    if line.holds.any(Holds::COLON | Holds::SQUARE) && metadata(flat) {
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
            if date::whole(bare(flat)).is_some() {
                return Shape::BracketedDate;
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
    // Every register's number has digits.
    if line.holds.any(Holds::DIGIT) && docnumber::registration(flat) {
        return Shape::Registration;
    }
    if date::whole(flat).is_some() {
        return Shape::Date;
    }
    // The signs a number ends with, and the brackets about it.
    let ends = matches!(line.last(), '号' | '號' | '令' | '告' | '）' | ')');
    if ends && docnumber::whole(flat).is_some() || number_and_date(flat).is_some() {
        return Shape::Number;
    }
    if is_organ(flat) && line.own_label().is_none() {
        return Shape::Organ;
    }
    if organ_and_date(flat).is_some() {
        return Shape::OrganDate;
    }
    if is_post(flat) || line.holds.any(Holds::SPACE) && signer(line.text).is_some() {
        Shape::Signer
    } else {
        Shape::Plain
    }
}

/// Words without brackets around the whole of them.
fn bare(flat: &str) -> &str {
    flat.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'))
}

/// A history note (题注) under the title of a regulation.
pub fn history(flat: &str) -> bool {
    let inner = bare(flat);
    let dated = inner.contains('年') && inner.contains('月') && inner.contains('日');
    if revised(inner) || organ_and_date(inner).is_some() || date_and_organ(inner) {
        return true;
    }
    // （二）《某办法》（1999年…公布）: a list of regulations.
    let listed = inner.contains(['）', ')']) && label::at_start(flat).is_some();
    dated
        && !listed
        && (date_and_number(inner)
            || (inner.starts_with(|c: char| c.is_ascii_digit() || "一二〇○".contains(c))
                || inner.starts_with("根据"))
                && [
                    "通过", "公布", "发布", "施行", "修订", "修正", "批准", "颁布", "通過",
                ]
                .iter()
                .any(|verb| inner.contains(verb)))
}

/// Nothing but a date and the name of an organ: （1999年7月13日 某某局）.
fn date_and_organ(flat: &str) -> bool {
    date::at_start(flat).is_some_and(|(day, len)| {
        day.day.is_some() && is_organ(flat[len..].trim_start_matches(['，', ',', '、']))
    })
}

/// Tells `1999年7月13日，某某局` under a title from the words of a text.
pub fn mark_datelines(lines: &[Line<'_>], features: &mut [Feature]) {
    for i in 1..lines.len().min(features.len()) {
        let titled = features[i - 1].end == End::Word
            && features[i - 1].label.is_none()
            && (notice_type(&lines[i - 1].flat).is_some()
                || carried_type(&lines[i - 1].flat).is_some());
        let plain = features[i].shape == Shape::Plain && lines[i].flat.len() <= 120;
        if titled && plain && date_and_organ(&lines[i].flat) {
            features[i].shape = Shape::BracketedDate;
        }
    }
}

/// Nothing but a month and what was done then: （2019年11月修订）.
fn revised(inner: &str) -> bool {
    ["修订", "修正", "修订版", "修订稿", "第二次修订", "修改"]
        .iter()
        .find_map(|verb| inner.strip_suffix(verb))
        .is_some_and(|day| date::whole(day).is_some())
}

/// Nothing but a date and a document number, in either order: gazettes of the
/// 1980s and web pages print them so under the title,
/// `（1985年5月4日某政〔1985〕38号）`.
fn date_and_number(inner: &str) -> bool {
    if !(inner.ends_with('号') || inner.ends_with('日')) || inner.len() > 150 {
        return false;
    }
    match (
        date::find(inner).as_slice(),
        docnumber::find(inner).as_slice(),
    ) {
        ([(day, _)], [(number, _)]) => {
            day.end.abs_diff(day.start) + number.end.abs_diff(number.start) + 6 >= inner.len()
        }
        _ => false,
    }
}

/// 抄送, 主题词, 印发机关和印发日期.
pub(super) fn edition(flat: &str) -> Option<Shape> {
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

/// Tells the days in a list of persons, each above its rows, from the date of a
/// notice: `1993年1月16日` / `任命某某为某部副部长。`.
pub fn mark_dated_rows(lines: &[Line<'_>], features: &mut [Feature]) {
    let row =
        |line: &Line<'_>| starts_with_any(&line.flat, &["任命", "免去", "决定任命", "决定免去"]);
    for i in 1..lines.len().min(features.len()) {
        let signed = matches!(
            features[i - 1].shape,
            Shape::Organ | Shape::Signer | Shape::OrganDate | Shape::Date | Shape::Number
        );
        if features[i].shape == Shape::Date && !signed && lines.get(i + 1).is_some_and(row) {
            features[i].shape = Shape::Plain;
        }
    }
}

/// Tells the last line of a 印发 line that was wrapped before its last word:
/// `某市人民政府办公室 2010年5月7日` / `印发`.
pub fn mark_wrapped_printing(lines: &[Line<'_>], features: &mut [Feature]) {
    for i in 1..lines.len().min(features.len()) {
        let flat = lines[i].flat.as_ref();
        if flat != "印发" && flat != "印發" {
            continue;
        }
        let whole: String = [lines[i - 1].flat.as_ref(), flat].concat();
        if edition(&whole) == Some(Shape::Printing) {
            features[i].shape = Shape::Printing;
        }
    }
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
    // 附件（另附）：
    let bare = number;
    let number = match number.strip_prefix(['（', '(']) {
        Some(remark) => remark
            .find(['）', ')'])
            .filter(|&at| at <= 18)
            .and_then(|at| remark.get(at..))
            .map_or(number, |rest| rest.trim_start_matches(['）', ')'])),
        None => number,
    };
    if let Some(after) = number.strip_prefix(['：', ':']) {
        return Some(
            if after.is_empty()
                && bare.len() == number.len()
                && (number.len() < rest.len() || flat.len() <= 6)
            {
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
            "联系单位",
            "联系电话",
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

#[cfg(test)]
mod tests;
