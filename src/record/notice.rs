//! A notice (公文) and its parts.

use super::{
    Appointment, Basis, Citation, Effective, HistoryEvent, NoticeKind, Reference, Region, Repeal,
    Responsibility, RosterRow, Target,
};
use crate::diag::Diagnostic;
use crate::text::LineRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One official document (公文) of an issue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Stable identifier, the same for the same notice from any file.
    pub id: String,
    /// Identifiers this notice had before its head was known.
    pub supersedes: Vec<String>,
    /// Document number (发文字号).
    pub document_number: Option<DocumentNumber>,
    /// Title (标题), mended, without spaces inside names.
    pub title: Option<String>,
    /// Document type (文种), such as `通知`.
    pub document_type: Option<String>,
    /// First issuing body (发文机关).
    pub issuing_body: Option<String>,
    /// All issuing bodies, for joint documents (联合行文).
    pub issuing_bodies: Vec<String>,
    /// Principal addressees (主送机关).
    pub recipients: Vec<String>,
    /// Date of the document (成文日期), ISO 8601.
    pub date: Option<String>,
    /// The gazette's own section (栏目).
    pub rubric: Option<String>,
    /// Note on disclosure (附注), without its brackets.
    pub disclosure: Option<String>,
    /// Approval by a meeting or a government (审议通过).
    pub approval: Option<Approval>,
    /// How much of the notice the source holds.
    pub completeness: Completeness,
    /// The text (正文) as a tree of units.
    pub body: Vec<Unit>,
    /// Documents the notice issues or forwards (印发、转发的文件).
    pub enclosures: Vec<Enclosure>,
    /// Attachments named under the text (附件说明).
    pub attachments: Vec<Attachment>,
    /// Who leads, supports, is responsible (职责分工).
    pub responsibilities: Vec<Responsibility>,
    /// Documents cited (引用文件).
    pub citations: Vec<Citation>,
    /// What the notice is for (用途); `null` without a title.
    #[serde(default)]
    pub notice_kind: Option<NoticeKind>,
    /// The place it speaks for, where GB/T 2260 lists it.
    #[serde(default)]
    pub region: Option<Region>,
    /// Bodies that signed it (署名), as printed.
    #[serde(default)]
    pub signed_by: Vec<String>,
    /// What it is based on (制定依据).
    #[serde(default)]
    pub basis: Vec<Basis>,
    /// Deadlines and dated targets (时限、目标).
    #[serde(default)]
    pub targets: Vec<Target>,
    /// References to its own units (第三十八条).
    #[serde(default)]
    pub references: Vec<Reference>,
    /// Events of the history note (题注).
    #[serde(default)]
    pub history: Vec<HistoryEvent>,
    /// Documents repealed (废止).
    pub repeals: Vec<Repeal>,
    /// From when to when it is in force (施行).
    pub effective: Option<Effective>,
    /// Who interprets it (负责解释).
    pub interpreting_units: Vec<String>,
    /// Who explains it to the public (负责解读).
    pub explaining_units: Vec<String>,
    /// Appointments and removals (任免).
    pub appointments: Vec<Appointment>,
    /// Members of bodies set up or listed (组成人员).
    pub roster: Vec<RosterRow>,
    /// Copied to (抄送机关).
    pub copied_to: Vec<String>,
    /// Subject words (主题词), abolished in 2012.
    pub subject_words: Vec<String>,
    /// History note under the title (题注).
    pub history_note: Option<String>,
    /// Unified registration number (统一登记号).
    pub registration_number: Option<String>,
    /// Who signed an order (签署人).
    pub signatory: Option<Signatory>,
    /// Printing organ and date (印发机关和印发日期), as printed.
    pub printing: Option<String>,
    /// Lines of the single values, by their key.
    pub field_lines: BTreeMap<String, LineRanges>,
    /// Every line of the notice in reading order, with its role.
    pub provenance: Vec<Provenance>,
    /// Mended glyphs.
    pub repairs: Vec<Repair>,
    /// What was noticed about this notice.
    pub diagnostics: Vec<Diagnostic>,
}

/// Document number (发文字号).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentNumber {
    /// Canonical form: code, full year in 〔〕, serial without zeros.
    pub text: String,
    /// As printed.
    pub printed: String,
    /// Agency code (机关代字), such as `运政办发`.
    pub agency_code: Option<String>,
    /// Year, four digits.
    pub year: Option<i32>,
    /// Serial number (序号).
    pub serial: Option<u32>,
    /// Where it is printed.
    pub lines: LineRanges,
}

/// Approval named in the text: `市人民政府第18次常务会议研究通过`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    /// The meeting; `null` where a government simply agreed.
    pub meeting: Option<String>,
    /// What it did, such as `研究通过`, `同意`.
    pub verb: Option<String>,
    /// Date of the meeting, ISO 8601, where printed.
    pub date: Option<String>,
    /// The printed words, mended.
    pub text: Option<String>,
}

/// How much of a notice the source holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// From head to end.
    #[default]
    Complete,
    /// The pages with its head are missing.
    HeadMissing,
    /// The pages with its end are missing.
    TailMissing,
    /// Pages inside are missing.
    Gap,
    /// Neither head nor end.
    Fragment,
}

/// A document carried by a notice (印发、转发、公布的文件).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Enclosure {
    /// Its title; `null` where the page with it is missing.
    pub title: Option<String>,
    /// Its type, such as `方案`, `办法`.
    pub document_type: Option<String>,
    /// Its own number, for forwarded documents.
    pub document_number: Option<DocumentNumber>,
    /// Its own issuing body, for forwarded documents.
    pub issuing_body: Option<String>,
    /// Its own date, for forwarded documents.
    pub date: Option<String>,
    /// Its text.
    pub body: Vec<Unit>,
    /// Its own attachments.
    pub attachments: Vec<Attachment>,
}

/// An attachment named in the text (附件说明).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// Its number; `null` where there is one unnumbered attachment.
    pub number: Option<u32>,
    /// Its title.
    pub title: String,
    /// A note such as `见网络版`, without brackets.
    pub note: Option<String>,
    /// Where it is printed.
    pub lines: LineRanges,
}

/// Who signed an order: post and name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signatory {
    /// Name, without spaces.
    pub name: Option<String>,
    /// Post, such as `市长`.
    pub post: Option<String>,
}

/// One unit of a text: an article, an item, a paragraph, a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unit {
    /// Its level.
    pub level: Level,
    /// Its printed label without spaces, such as `第十四条`, `（一）`.
    pub label: Option<String>,
    /// The number in the label.
    pub number: Option<u32>,
    /// For inserted articles: 1 in 第三十八条之一.
    pub inserted: Option<u32>,
    /// A short leading title, repeated from `text`.
    pub heading: Option<String>,
    /// Its own words after the label, paragraphs parted by `\n`.
    pub text: String,
    /// Rows of cells, for tables whose cells are known.
    pub rows: Vec<Vec<String>>,
    /// Where label and text are printed.
    pub lines: LineRanges,
    /// Units below it, in order.
    pub children: Vec<Unit>,
}

/// Levels of units, in both systems.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 第X编
    Part,
    /// 第X章
    Chapter,
    /// 第X节
    Section,
    /// 第X条
    Article,
    /// （一） inside an article (项)
    Item,
    /// 1. inside an item (目)
    Subitem,
    /// 一、
    Level1,
    /// （一）
    Level2,
    /// 1.
    Level3,
    /// （1）
    Level4,
    /// ①
    Level5,
    /// Text without a label (款).
    #[default]
    Paragraph,
    /// A table.
    Table,
}

/// One stretch of a notice's lines in reading order, with its role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// What the lines are.
    pub role: Role,
    /// First and last physical line.
    pub lines: (u32, u32),
    /// Which enclosure (1-based), for the roles of enclosures.
    pub enclosure: Option<u32>,
    /// Bytes `[start, end)` of the decoded text, where the row is less than
    /// its lines.
    pub span: Option<(u32, u32)>,
}

/// Roles of lines.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Issuing body above the title (发文机关).
    IssuingBody,
    /// Title (标题).
    Title,
    /// Document number (发文字号).
    DocumentNumber,
    /// Principal addressees (主送机关).
    Recipients,
    /// Text (正文).
    Body,
    /// Signature (署名).
    Signature,
    /// Date under the signature (成文日期).
    Date,
    /// Note (附注).
    Disclosure,
    /// Attachment list (附件说明).
    Attachments,
    /// Title of a carried document.
    EnclosureTitle,
    /// Text of a carried document.
    EnclosureBody,
    /// Attachment list of a carried document.
    EnclosureAttachments,
    /// Copied to (抄送).
    CopiedTo,
    /// Subject words (主题词).
    SubjectWords,
    /// History note (题注).
    HistoryNote,
    /// Registration number (登记号).
    RegistrationNumber,
    /// Printing organ and date (印发机关和印发日期).
    Printing,
    /// Anything else inside the notice.
    Other,
}

/// One mended glyph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// Where it is printed.
    pub lines: LineRanges,
    /// Column of the glyph, 1-based, in characters of the printed line.
    pub column: u32,
    /// What is printed.
    pub found: String,
    /// What was meant.
    pub meant: String,
    /// The rule that says so.
    pub reason: String,
}
