//! The query: what a person types, read leniently, and what it means.
//!
//! ```text
//! 营商环境 创新            both words, in any place of the notice, best first
//! "优化营商环境"           exactly these characters in one passage
//! 营商*  PPP*              beginning like this
//! 招标 -采购   招标 NOT 采购   without
//! 招标 OR 采购   (a OR b) c    either, groups
//! 某政发[2023]3号           the notice with this number, in any spelling
//! title:规划  body:规划     only in titles, only in the text
//! 招标 NEAR/5 采购   甲 同句 乙   (甲 OR 乙) 同条 丙   close to each other, exactly
//! issuer:市政府  type:通知  year:2023  date:2023-01..2023-06
//! ```
//!
//! Every bare text is a query: what is no operator is a word, and the reading
//! with its notes says how it was taken. Refused (see [`QueryError`]) are only
//! sizes, before anything recursive sees them, and conditions on dates and
//! numbers that can hold for none.

mod date;
mod field;
mod fragment;
mod parse;
#[cfg(test)]
mod parse_tests;
mod plan;
mod show;

pub use date::{first_day, last_day};
pub use field::{FIELDS, FieldName, field_named};
pub use parse::parse;
pub use plan::{Needle, Plan};
pub(super) use plan::{Setting, between, one_of, plan, value_field};

use super::near::Nearness;
use super::number::NumberKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Longest query, in bytes.
pub const MAX_BYTES: usize = 4096;
/// Deepest nesting of groups and negations.
pub const MAX_DEPTH: usize = 64;
/// Most words, phrases and field conditions; pairs of words that are to stand
/// together count one each.
pub const MAX_CLAUSES: usize = 256;

/// A query that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Everything.
    All,
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A word as typed: ranked, forgiving.
    Word(Scope, String),
    /// A quoted phrase as typed: exact.
    Phrase(Scope, String),
    /// The beginning of a word as typed, exact: `营商*`. Hanzi are not set in
    /// words, so it stands anywhere; a letter or digit stands first in a word.
    Prefix(Scope, String),
    /// Any of the exact phrases on the left close to any on the right.
    Together(Nearness, Vec<String>, Vec<String>),
    /// A document number; the words as typed beside it.
    Number(NumberKey, String),
    /// The beginning of a document number, in the form of keys.
    NumberPrefix(String),
    /// A citation of a document number (`cites:`).
    Cites(NumberKey),
    /// A value of a field.
    Value(ValueField, String, Fit),
    /// A range of dates, `yyyymmdd`, inclusive.
    Date(i64, i64),
    /// A range of years, inclusive.
    Year(i64, i64),
}

impl Node {
    /// Whether a bare word is wanted somewhere in it.
    pub fn wants_words(&self) -> bool {
        match self {
            Node::Word(..) => true,
            Node::And(parts) | Node::Or(parts) => parts.iter().any(Node::wants_words),
            _ => false,
        }
    }
}

/// Where a word or phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Anywhere.
    Any,
    /// Titles of the notice and of what it carries.
    Title,
    /// Text of the notice and of what it carries.
    Body,
}

/// Fields whose values are names, looked for whole or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueField {
    /// 发文机关
    Issuer,
    /// 文种
    Kind,
    /// 栏目
    Rubric,
    /// 公报
    Gazette,
    /// Completeness.
    Completeness,
    /// 牵头单位
    Lead,
    /// 配合单位
    Support,
    /// 责任单位
    Responsible,
    /// A unit in any of the three roles.
    Unit,
    /// 任免、名单、签署人
    Person,
    /// 引用文件的标题
    CitedTitle,
}

/// How a value must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It holds the words somewhere: `issuer:办公室`.
    Holds,
    /// It is the words: `issuer:"某市人民政府"`.
    Whole,
    /// It begins with the words: `issuer:某市*`.
    Begins,
}

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it means.
    pub node: Node,
    /// What was read otherwise than it may have been meant.
    pub notes: Vec<QueryNote>,
}

/// A remark on how a query was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QueryNote {
    /// Where, in bytes of the query, from 0.
    pub position: usize,
    /// One sentence.
    pub message: String,
}

/// A query that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Why.
    pub kind: QueryErrorKind,
    /// Where, in bytes of the query, from 0.
    pub position: usize,
}

/// Why a query is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// More than [`MAX_BYTES`].
    TooLong,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_CLAUSES`].
    TooManyClauses,
    /// `date:` with something that is no date.
    NoDate,
    /// `year:` with something that is no year.
    NoYear,
    /// `number:` with something that is no document number.
    NoNumber,
    /// A range whose end is before its beginning.
    Backwards,
    /// What was given as a cursor is none.
    NoCursor,
    /// The cursor of another query, or of another order or filters.
    OtherCursor,
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = self.position;
        match self.kind {
            QueryErrorKind::TooLong => write!(
                out,
                "the query is longer than {MAX_BYTES} bytes; leave words out"
            ),
            QueryErrorKind::TooDeep => write!(
                out,
                "the query nests deeper than {MAX_DEPTH} groups (at byte {at}); take brackets out"
            ),
            QueryErrorKind::TooManyClauses => write!(
                out,
                "the query has more than {MAX_CLAUSES} clauses (at byte {at}); leave words out"
            ),
            QueryErrorKind::NoDate => write!(
                out,
                "no date of the calendar at byte {at}; write 2023-01-06, 2023-01, 2023, or two of \
                 them as FROM..TO"
            ),
            QueryErrorKind::NoYear => write!(
                out,
                "no year at byte {at}; write 2023, or two years as 2021..2023"
            ),
            QueryErrorKind::NoNumber => write!(
                out,
                "no document number at byte {at}; write it like 某政发〔2023〕3号, or its beginning \
                 like 某政发*"
            ),
            QueryErrorKind::Backwards => write!(
                out,
                "the range at byte {at} ends before it begins; turn it round"
            ),
            QueryErrorKind::NoCursor => {
                out.write_str("this is no cursor; take `next` of the answer before")
            }
            QueryErrorKind::OtherCursor => out.write_str(
                "the cursor belongs to another query, order or filter; search without it first",
            ),
        }
    }
}

impl std::error::Error for QueryError {}
