//! Rosters printed as tables: a role, a name and a post between spaces
//! (`成员 甲某某 市财政局局长`), below a head (`序号 姓名 单位及职务 小组职务`) also
//! with a number before them and the role behind.

use super::label::is_role;
use super::person::{begins_with_person, tokens};
use super::shape::is_nameless;
use crate::extract::passage::squeezed;
use std::ops::Range;

/// Longest row of a table in bytes: a hundred characters.
const MAX_ROW: usize = 300;

/// Longest head of a table in bytes, its spaces included.
const MAX_HEAD: usize = 150;

/// Longest role in bytes.
const MAX_ROLE: usize = 30;

/// Whether a row is the head of a table of persons: 姓名 and 职务 or 单位, and
/// nothing but such words.
pub(super) fn is_head(row: &str) -> bool {
    const WORDS: [&str; 22] = [
        "序号",
        "编号",
        "姓名",
        "姓 名",
        "性别",
        "工作单位",
        "所在单位",
        "单位",
        "及",
        "现任",
        "行政",
        "职务",
        "职位",
        "职 务",
        "职责",
        "分工",
        "备注",
        "领导小组",
        "小组",
        "指挥部",
        "专班",
        "担任",
    ];
    if row.len() > MAX_HEAD {
        return false;
    }
    let words = squeezed(row);
    let person = words.contains("姓名");
    if !person
        || !["职务", "职位", "单位"]
            .iter()
            .any(|word| words.contains(word))
    {
        return false;
    }
    let mut rest = words.as_str();
    while let Some(next) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next.trim_start_matches(['、', '/', '（', '）', '(', ')']);
    }
    rest.is_empty()
}

/// The cells of a row of a table.
pub(super) struct Cells {
    /// Bytes of the role, where the row has one.
    pub(super) role: Option<Range<usize>>,
    /// Bytes of the name and the post.
    pub(super) content: Range<usize>,
}

/// The cells of a row below a head; `None` where it is no row of the table.
pub(super) fn cells(row: &str) -> Option<Cells> {
    if row.len() > MAX_ROW {
        return None;
    }
    let mut parts: Vec<Range<usize>> = tokens(row).collect();
    let is_number = |part: &Range<usize>| {
        let word = row.get(part.clone()).unwrap_or_default();
        let word = word.trim_end_matches(['.', '．', '、']);
        !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())
    };
    if parts.len() > 1 && parts.first().is_some_and(is_number) {
        parts.remove(0);
    }
    let start = parts.first()?.start;
    let end = parts.last()?.end;
    if let Some(at) = role_end(row, &parts) {
        let content = at..end;
        let words = row.get(content.clone())?;
        let known = begins_with_person(words) || is_nameless(words);
        return (known && !words.trim().is_empty()).then_some(Cells {
            role: Some(start..at),
            content,
        });
    }
    let last = parts.last()?;
    let role = row.get(last.clone()).is_some_and(is_role);
    let content = start..if role && parts.len() > 2 {
        last.start
    } else {
        end
    };
    row.get(content.clone())
        .is_some_and(begins_with_person)
        .then(|| Cells {
            role: (role && parts.len() > 2).then(|| last.clone()),
            content,
        })
}

/// Where a role at the start of a row ends, which may be spelt with spaces.
fn role_end(row: &str, parts: &[Range<usize>]) -> Option<usize> {
    let start = parts.first()?.start;
    let ends = parts.iter().take(4).map(|part| part.end);
    ends.take_while(|end| end - start <= MAX_ROLE)
        .filter(|&end| {
            row.get(start..end)
                .is_some_and(|words| is_role(&squeezed(words)))
        })
        .last()
}

/// The end of a role that a name and a post follow between spaces:
/// `成员 甲某某 市财政局局长`.
pub(super) fn spaced_role(row: &str) -> Option<usize> {
    let parts: Vec<Range<usize>> = tokens(row).take(4).collect();
    let at = role_end(row, &parts)?;
    let rest = row.get(at..)?;
    let spaced = rest
        .trim()
        .contains(|c: char| c.is_whitespace() || matches!(c, '（' | '('));
    (spaced && begins_with_person(rest)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        for head in [
            "序号 姓名 工作单位及职务 领导小组职务",
            "姓 名　职 务",
            "职务姓名单位及职务",
        ] {
            assert!(is_head(head), "{head}");
        }
        for other in ["姓名：张三，职务：局长", "单位及职务", "填写姓名和职务", ""]
        {
            assert!(!is_head(other), "{other}");
        }
    }

    #[test]
    fn rows() {
        let read = |row: &'static str| {
            cells(row).map(|cells| (cells.role.map(|role| &row[role]), row[cells.content].trim()))
        };
        assert_eq!(
            read("1 乔一峰 市长 组长"),
            Some((Some("组长"), "乔一峰 市长"))
        );
        assert_eq!(
            read("副组长 乔一峰 副市长"),
            Some((Some("副组长"), "乔一峰 副市长"))
        );
        assert_eq!(read("乔一峰 副市长"), Some((None, "乔一峰 副市长")));
        assert_eq!(read("成员 各镇镇长"), Some((Some("成员"), "各镇镇长")));
        assert_eq!(read("领导小组下设办公室。"), None);
    }
}
