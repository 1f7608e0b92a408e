//! What a notice is for, what it rests on, what it asks for by when, and where
//! it points inside itself.

use crate::text::LineRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a notice does (公文的用途), as its title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// 印发: brings a document of its own into force.
    Issue,
    /// 转发、批转: passes on a document of another body.
    Forward,
    /// 公布、发布: makes a list, a decision or a statute known.
    Publish,
    /// 成立、设立: sets a body up.
    Establish,
    /// 调整: changes a body, its members, a standard or a plan.
    Adjust,
    /// 更名: gives a body or a place a new name.
    Rename,
    /// 撤销: ends a body.
    Dissolve,
    /// 任免: appoints and removes.
    Appoint,
    /// 批复、复函: answers a request.
    Reply,
    /// 表彰、命名、授予: honours.
    Commend,
    /// 通报: reports or reproves.
    Inform,
    /// 废止、宣布失效: ends documents.
    Repeal,
    /// 修改、修订: changes the words of documents.
    Amend,
    /// 下放、划转、委托、取消: moves or ends powers and tasks.
    Delegate,
    /// 分工: says which leader or unit has which work.
    Assign,
    /// 部署: asks for work to be done; whatever else begins with 关于.
    Arrange,
    /// None of these.
    Other,
}

/// Whether a document is what a notice rests on, or what it carries out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BasisRelation {
    /// 根据、依据、按照, 依照: it rests on it.
    #[default]
    RestsOn,
    /// 贯彻、落实: it carries it out.
    CarriesOut,
}

/// Levels of government (层级), the highest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 国家: laws, the State Council, ministries, the Party's centre.
    National,
    /// 省、自治区、直辖市.
    Province,
    /// 市、自治州、地区、盟.
    Prefecture,
    /// 县、县级市、市辖区、旗.
    County,
    /// 乡、镇、街道.
    Township,
}

/// A document a notice is based on (制定依据): an edge that points upward.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// How the words put it.
    pub relation: BasisRelation,
    /// Title without its outer 《》.
    pub title: Option<String>,
    /// Canonical document number.
    pub document_number: Option<String>,
    /// Issuing body, where named.
    pub issuing_body: Option<String>,
    /// Level of government it comes from; `null` where the print does not say.
    pub tier: Option<Tier>,
    /// Where it is named.
    pub lines: LineRanges,
}

/// What a time in the text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A day, month or year by which something is done (2024年6月底前, 到2025年).
    #[default]
    ByDate,
    /// A span counted from an event (15个工作日内).
    Within,
}

/// What a span is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpanUnit {
    /// 工作日
    WorkingDay,
    /// 日、天
    Day,
    /// 小时
    Hour,
    /// 周
    Week,
    /// 个月
    Month,
    /// 年
    Year,
}

/// A deadline or a dated target (时限、目标).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// Path of labels of its unit, as in a responsibility.
    pub unit: String,
    /// What the time is.
    pub kind: TargetKind,
    /// The last day, month or year, ISO 8601 to the printed precision.
    pub due: Option<String>,
    /// Length of the span.
    pub count: Option<u32>,
    /// What the span is counted in.
    pub span_unit: Option<SpanUnit>,
    /// The words of the time itself.
    pub time: String,
    /// The clause it stands in, mended.
    pub text: String,
    /// Where the time is printed.
    pub lines: LineRanges,
}

/// A reference to units of the same document (本办法第三十八条).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// Path of labels of the unit that refers.
    pub unit: String,
    /// Paths of the units referred to, in printed order; those the source does
    /// not hold are left out.
    pub targets: Vec<String>,
    /// The words, mended.
    pub text: String,
    /// Where they are printed.
    pub lines: LineRanges,
}

/// What happened to a statute on a day (题注).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryAct {
    /// 通过、批准
    Adopted,
    /// 公布、发布、颁布、印发
    #[default]
    Published,
    /// 修正、修改、修订
    Amended,
    /// 施行
    Effective,
    /// 废止
    Repealed,
}

/// One event of a history note (题注).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryEvent {
    /// What happened.
    pub act: HistoryAct,
    /// When, ISO 8601 to the printed precision.
    pub date: Option<String>,
    /// Meeting or body that did it, as printed.
    pub by: Option<String>,
    /// Canonical number of the order that did it.
    pub document_number: Option<String>,
}

/// The place a notice speaks for (行政区划), by GB/T 2260.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// Six digits.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Level of government.
    pub tier: Option<Tier>,
    /// State of the code list.
    pub revision: String,
}
