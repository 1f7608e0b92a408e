//! Facts drawn from a notice's text.

use crate::text::LineRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A clause that says who does what (职责分工).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Responsibility {
    /// Path of labels of the unit it speaks for, `二、/（三）/4.`, with `附/`
    /// before it in an enclosure (`附2/` in the second).
    pub unit: String,
    /// How the clause is printed.
    pub form: DutyForm,
    /// Why the lead is the lead.
    pub basis: DutyBasis,
    /// Lead units (牵头单位).
    pub lead_units: Vec<UnitName>,
    /// Supporting units (配合单位).
    pub supporting_units: Vec<UnitName>,
    /// Responsible units without a lead (责任单位).
    pub responsible_units: Vec<UnitName>,
    /// Whether the list ends in 等, 等部门, 等单位.
    pub open_ended: bool,
    /// Deadline (完成时限), as printed.
    pub deadline: Option<String>,
    /// Persons who lead (牵头领导).
    pub leaders: Vec<String>,
    /// The clause, mended.
    pub text: String,
    /// Where it is printed, from the opening bracket on.
    pub lines: LineRanges,
}

/// How a responsibility clause is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyForm {
    /// A clause of its own in brackets.
    #[default]
    Bracket,
    /// A label such as 牵头单位： on a line of its own or in a table.
    Label,
    /// A sentence such as 市能源局负责牵头编制….
    Sentence,
}

/// Why a lead unit is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyBasis {
    /// The clause says so.
    #[default]
    Stated,
    /// A rule of the document says so (列第一位的为牵头单位).
    Rule,
    /// The heading above says so.
    Heading,
}

/// A unit named in a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitName {
    /// As printed.
    pub name: String,
    /// Full name, where there is evidence for it.
    pub full_name: Option<String>,
    /// A single unit or a class of them.
    pub kind: UnitKind,
}

/// Whether a name names one unit or many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// One unit.
    #[default]
    Unit,
    /// A class of units (各县（市、区）人民政府).
    Collective,
}

/// A cited document (引用文件).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// Title without its outer 《》.
    pub title: Option<String>,
    /// Canonical document number.
    pub document_number: Option<String>,
    /// Issuing body, where named.
    pub issuing_body: Option<String>,
    /// Where it is cited.
    pub lines: LineRanges,
}

/// A repealed document (废止).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repeal {
    /// Title without its outer 《》.
    pub title: Option<String>,
    /// Canonical document number.
    pub document_number: Option<String>,
}

/// From when to when a document is in force (施行、有效期).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Effective {
    /// First day, ISO 8601.
    pub from: Option<String>,
    /// Whether it says 自印发之日起; `from` is then the notice's date.
    pub on_issue: bool,
    /// Validity period (有效期) as printed, such as `2年`.
    pub validity: Option<String>,
    /// Last day in force, ISO 8601, computed from `validity`.
    pub to: Option<String>,
    /// The printed words, mended.
    pub text: Option<String>,
}

/// One person appointed to or removed from one post (任免).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Appointment {
    /// What happens.
    pub action: AppointmentAction,
    /// Name without spaces.
    pub person: Option<String>,
    /// Post as printed.
    pub post: String,
    /// Note without brackets, such as `试用期一年`.
    pub note: Option<String>,
    /// Where it is printed.
    pub lines: LineRanges,
}

/// What an appointment row does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentAction {
    /// 任命
    #[default]
    Appoint,
    /// 免去
    Remove,
    /// 辞去
    Resign,
    /// 提名
    Nominate,
}

/// One member of a body (组成人员).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterRow {
    /// 组长, 副组长, 成员, 成员单位 …
    pub role: String,
    /// Name without spaces; `null` for a post or a unit.
    pub name: Option<String>,
    /// Position or unit.
    pub position: Option<String>,
    /// How it is printed.
    pub form: RosterForm,
    /// Where it is printed.
    pub lines: LineRanges,
}

/// How a roster is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RosterForm {
    /// As rows.
    #[default]
    List,
    /// In a sentence: 组长由…兼任.
    Prose,
}
