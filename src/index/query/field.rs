//! The fields of a query: their names, and what stands behind the colon.

use super::date::{RangeFault, first_day, last_day, range, year};
use super::{Fit, Node, QueryErrorKind, Scope, ValueField};
use crate::index::number::{key_of, key_prefix};

/// What a field's name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// Words in titles.
    Title,
    /// Words in the text.
    Body,
    /// The notice's number.
    Number,
    /// A document it cites.
    Cites,
    /// Its date.
    Date,
    /// Its year.
    Year,
    /// A value.
    Value(ValueField),
}

/// Every field with its names, the English one first.
pub const FIELDS: [(FieldName, &[&str]); 16] = [
    (FieldName::Title, &["title", "标题"]),
    (FieldName::Body, &["body", "正文", "text"]),
    (FieldName::Number, &["number", "文号", "发文字号"]),
    (FieldName::Cites, &["cites", "引用"]),
    (FieldName::Date, &["date", "日期", "成文日期"]),
    (FieldName::Year, &["year", "年份"]),
    (
        FieldName::Value(ValueField::Issuer),
        &["issuer", "机关", "发文机关"],
    ),
    (FieldName::Value(ValueField::Kind), &["type", "文种"]),
    (
        FieldName::Value(ValueField::Rubric),
        &["section", "栏目", "rubric"],
    ),
    (FieldName::Value(ValueField::Gazette), &["gazette", "公报"]),
    (FieldName::Value(ValueField::Lead), &["lead", "牵头"]),
    (FieldName::Value(ValueField::Support), &["support", "配合"]),
    (
        FieldName::Value(ValueField::Responsible),
        &["responsible", "责任"],
    ),
    (FieldName::Value(ValueField::Unit), &["unit", "单位"]),
    (
        FieldName::Value(ValueField::Person),
        &["person", "人员", "人名"],
    ),
    (
        FieldName::Value(ValueField::Completeness),
        &["completeness", "完整"],
    ),
];

/// The field with this name; capitals and traditional forms do not matter.
pub fn field_named(name: &str) -> Option<FieldName> {
    let folded = crate::index::fold::fold(name);
    FIELDS
        .iter()
        .find(|(_, names)| names.contains(&folded.as_str()))
        .map(|(field, _)| *field)
}

/// What stood behind the colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind<'a> {
    /// Bare words.
    Bare(&'a str),
    /// Words in quotes.
    Quoted(&'a str),
    /// Bare words with a star at the end, here without it.
    Begun(&'a str),
}

/// The meaning of a field with a value that is not blank.
///
/// # Errors
/// When the value is none of the field's.
pub(super) fn meaning(field: FieldName, behind: Behind<'_>) -> Result<Node, QueryErrorKind> {
    let (Behind::Bare(words) | Behind::Quoted(words) | Behind::Begun(words)) = behind;
    let words = words.trim().to_owned();
    let fault = |unknown: QueryErrorKind| {
        move |fault| match fault {
            RangeFault::Unknown => unknown,
            RangeFault::Backwards => QueryErrorKind::Backwards,
        }
    };
    let scoped = |scope, words| match behind {
        Behind::Bare(_) => Node::Word(scope, words),
        Behind::Quoted(_) => Node::Phrase(scope, words),
        Behind::Begun(_) => Node::Prefix(scope, words),
    };
    let valued = |field, words| {
        let fit = match behind {
            Behind::Bare(_) => Fit::Holds,
            Behind::Quoted(_) => Fit::Whole,
            Behind::Begun(_) => Fit::Begins,
        };
        Node::Value(field, words, fit)
    };
    Ok(match field {
        FieldName::Title => scoped(Scope::Title, words),
        FieldName::Body => scoped(Scope::Body, words),
        FieldName::Number => match (behind, key_of(&words)) {
            (Behind::Begun(_), _) => Node::NumberPrefix(key_prefix(&words)),
            (_, Some(key)) => Node::Number(key, words),
            (_, None) => return Err(QueryErrorKind::NoNumber),
        },
        FieldName::Cites => match key_of(&words) {
            Some(key) => Node::Cites(key),
            None => {
                // 《》 belong to the sentence, not to the title.
                let title = words.trim_matches(['《', '》']).to_owned();
                valued(ValueField::CitedTitle, title)
            }
        },
        FieldName::Date => {
            let (from, to) =
                range(&words, first_day, last_day).map_err(fault(QueryErrorKind::NoDate))?;
            Node::Date(from, to)
        }
        FieldName::Year => {
            let (from, to) = range(&words, year, year).map_err(fault(QueryErrorKind::NoYear))?;
            Node::Year(from, to)
        }
        FieldName::Value(field) => valued(field, words),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_in_two_languages() {
        let mut seen = HashSet::new();
        for (field, names) in FIELDS {
            assert!(names.len() >= 2 && names[0].is_ascii() && !names[1].is_ascii());
            for name in names {
                assert!(seen.insert(*name), "{name}");
                assert_eq!(field_named(name), Some(field));
            }
        }
        assert_eq!(field_named("ＴＩＴＬＥ"), Some(FieldName::Title));
        assert_eq!(field_named("標題"), Some(FieldName::Title));
        assert_eq!(field_named("http"), None);
    }
}
