//! The query: what a person types, read leniently, and what it means.
//!
//! ```text
//! 营商环境 创新            both words, in any place of the notice, best first
//! "优化营商环境"           exactly these characters in one passage
//! 招标 -采购   招标 NOT 采购   without
//! 招标 OR 采购   (a OR b) c    either, groups
//! 某政发[2023]3号           the notice with this number, in any spelling
//! title:规划  body:规划     only in titles, only in the text
//! 招标 NEAR/5 采购   甲 同句 乙   甲 同条 乙   close to each other, exactly
//! issuer:市政府  type:通知  year:2023  date:2023-01..2023-06
//! ```
//!
//! Every text is a query: what is no operator is a word. Only size is refused
//! (see [`QueryError`]), before anything recursive sees it.

mod fragment;
mod parse;
mod plan;

pub use parse::parse;
pub use parse::{first_day, last_day};
pub use plan::{Needle, Plan, plan};
pub(crate) use plan::{between, equals, value_field};

use super::number::NumberKey;
use super::together::Nearness;

/// Longest query, in bytes.
pub const MAX_BYTES: usize = 4096;
/// Deepest nesting of groups and negations.
pub const MAX_DEPTH: usize = 64;
/// Most words, phrases and field conditions.
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
    /// Two exact phrases as typed, close to each other.
    Together(Nearness, String, String),
    /// A document number; the words as typed beside it.
    Number(NumberKey, String),
    /// A citation of a document number (`cites:`).
    Cites(NumberKey),
    /// A value of a field; exact when quoted, else any value that contains it.
    Value(ValueField, String, bool),
    /// A range of dates, `yyyymmdd`, inclusive.
    Date(i64, i64),
    /// A range of years, inclusive.
    Year(i64, i64),
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
}

/// A query that is too large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// What is too large.
    pub kind: QueryErrorKind,
    /// Where the limit was passed, in bytes of the query, from 0.
    pub position: usize,
}

/// What about a query is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueryErrorKind {
    /// More than [`MAX_BYTES`].
    TooLong,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_CLAUSES`].
    TooManyClauses,
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = self.position;
        match self.kind {
            QueryErrorKind::TooLong => {
                write!(out, "the query is longer than {MAX_BYTES} bytes")
            }
            QueryErrorKind::TooDeep => write!(
                out,
                "the query nests deeper than {MAX_DEPTH} groups (at byte {at})"
            ),
            QueryErrorKind::TooManyClauses => write!(
                out,
                "the query has more than {MAX_CLAUSES} clauses (at byte {at})"
            ),
        }
    }
}

impl std::error::Error for QueryError {}
