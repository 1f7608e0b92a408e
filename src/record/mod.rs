//! The public record: the only serialised types.
//!
//! Names and meanings are those of the published contract; English keys follow
//! the usual translations of GB/T 9704-2012 and GB/T 33480-2016, values stay
//! Chinese. Every key is always there: absent values are `null`, absent lists
//! `[]`. The JSON Schema in `schema/` is generated from these types.

mod edges;
mod facts;
mod notice;

pub use crate::diag::{Diagnostic, Severity};
pub use crate::text::LineRanges;
pub use edges::*;
pub use facts::*;
pub use notice::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the record format this program writes.
pub const SCHEMA_VERSION: &str = "1.0";

/// One source file, whole: every line of it is somewhere in here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IssueDocument {
    /// Version of the format, [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// The file it was read from.
    pub source: SourceInfo,
    /// The gazette the issue belongs to.
    pub gazette: Gazette,
    /// Pages in printed order, as far as they can be told.
    pub pages: Vec<Page>,
    /// Boxes of lines, for containers with geometry only.
    pub line_boxes: Vec<LineBox>,
    /// Notices in order of first printed appearance.
    pub notices: Vec<Notice>,
    /// Lines that belong to the gazette and not to a notice.
    pub furniture: Vec<Furniture>,
    /// What was noticed about the issue as a whole.
    pub diagnostics: Vec<Diagnostic>,
}

/// The file a record was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceInfo {
    /// File name without its folders; `-` for standard input.
    pub file: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Media type, such as `text/plain`.
    pub media_type: String,
    /// WHATWG name of the encoding used, such as `UTF-8`.
    pub encoding: String,
    /// Number of physical lines.
    pub lines: u32,
}

/// The gazette (公报) an issue belongs to, as printed in its mastheads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gazette {
    /// Its name, such as `某市人民政府公报`.
    pub title: Option<String>,
    /// Year of the issue.
    pub year: Option<i32>,
    /// Number of the issue in its year (期号).
    pub number: Option<u32>,
}

/// One printed page (页).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// The printed page number (页码), `null` where none is printed.
    pub number: Option<u32>,
    /// First and last physical line.
    pub lines: (u32, u32),
    /// Number of columns (栏), where it can be told.
    pub column_count: Option<u32>,
}

/// Where a line stands on its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineBox {
    /// Line number, 1-based.
    pub line: u32,
    /// Page, 1-based, in file order.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points, origin at the top left.
    #[serde(rename = "box")]
    pub bounds: [f32; 4],
}

/// Lines of the gazette itself: running heads, page numbers, contents pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// The printed words.
    pub text: String,
    /// First and last physical line.
    pub lines: (u32, u32),
}

/// Kinds of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    /// Running head (书眉), such as `·市政府文件·`.
    RunningHead,
    /// Page number (页码).
    PageNumber,
    /// A line of the contents (目录).
    Contents,
    /// Masthead (刊头): the gazette's name, year and number.
    Masthead,
    /// Anything else that belongs to no notice.
    Other,
}

/// One line of the notice stream: a notice that stands alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StreamNotice {
    /// Version of the format.
    pub schema_version: String,
    /// The file it was read from.
    pub source: SourceInfo,
    /// The gazette it was printed in.
    pub gazette: Gazette,
    /// The notice.
    #[serde(flatten)]
    pub notice: Notice,
}
