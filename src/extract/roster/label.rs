//! Labels of roles: `组 长：`, `成员（排名不分先后）：`, `办公室主任：`.

use crate::extract::ending::{ends_as_post, without_bracket};
use crate::extract::passage::squeezed;
use crate::extract::words::{role_modifiers, roles};
use std::ops::Range;

/// Longest label in bytes, spaces and a bracket included.
const MAX_LABEL: usize = 120;

/// A label in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Bytes of the label with its colon.
    pub(super) range: Range<usize>,
    /// Bytes of the words before the colon.
    pub(super) words: Range<usize>,
}

/// Labels in a printed row, in order. The first may take the whole row up to
/// its colon; later ones begin behind white space or punctuation.
pub(super) fn labels(row: &str) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    let mut from = 0;
    for (at, colon) in row.match_indices([':', '：', '∶']) {
        if at < from {
            continue;
        }
        let low = from.max(floor(row, at.saturating_sub(MAX_LABEL)));
        let words = row.get(low..at).unwrap_or_default();
        if let Some(start) = label_start(words, low == from && from == 0) {
            found.push(Label {
                words: low + start..at,
                range: low + start..at + colon.len(),
            });
        } else if found.is_empty() {
            // A row that begins with another label is no roster row.
            return found;
        }
        from = at + colon.len();
    }
    found
}

fn floor(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where a role begins in the words before a colon: the whole of them, or the
/// longest end behind a border that is a role.
fn label_start(words: &str, first: bool) -> Option<usize> {
    if is_role(&squeezed(words)) {
        return Some(words.len() - words.trim_start().len());
    }
    if first {
        return behind_post(words);
    }
    let mut best = None;
    let mut tried = 0;
    for (at, c) in words.char_indices().rev() {
        let border = c.is_whitespace() || matches!(c, '；' | ';' | '。' | '，' | ',' | '、' | '/');
        if !border {
            continue;
        }
        let start = at + c.len_utf8();
        if is_role(&squeezed(words.get(start..).unwrap_or_default())) {
            best = Some(start);
        }
        tried += 1;
        if tried > 6 {
            break;
        }
    }
    best.or_else(|| behind_post(words))
}

/// Where a role begins right behind the post of the row before it:
/// `副市长副组长`. Only words that are never part of a post.
fn behind_post(words: &str) -> Option<usize> {
    const ROLES: [&str; 8] = [
        "组长",
        "副组长",
        "成员",
        "成员单位",
        "总指挥",
        "副总指挥",
        "召集人",
        "副召集人",
    ];
    let role = roles().end(words).filter(|role| ROLES.contains(role))?;
    let start = role_at_end(words)?;
    let before = words.get(..start)?.trim_end();
    // 党组成员, 纪检组长 are posts.
    let part = role == "成员" && before.ends_with(['组', '委', '会']);
    (!part && ends_as_post(before)).then_some(start)
}

/// Whether squeezed words are a role: a listed one, modifiers before it, a
/// group before those, a bracket behind it.
pub(super) fn is_role(label: &str) -> bool {
    let label = without_bracket(label);
    if label.is_empty() || label.len() > MAX_LABEL / 2 {
        return false;
    }
    let Some(role) = roles().end(label) else {
        return false;
    };
    let before = before_modifiers(label.get(..label.len() - role.len()).unwrap_or_default());
    const GROUPS: [&str; 11] = [
        "组",
        "办公室",
        "专班",
        "指挥部",
        "委员会",
        "会议",
        "办",
        "协会",
        "中心",
        "专家",
        "工作",
    ];
    before.is_empty()
        || GROUPS.iter().any(|group| before.ends_with(group))
            && !before.contains(['，', '。', '、', '：', '；', ';', ':', ','])
}

/// The text without modifiers of roles at its end.
fn before_modifiers(text: &str) -> &str {
    let mut rest = text;
    while let Some(word) = role_modifiers().end(rest) {
        rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
    }
    rest
}

/// Where a role that ends at the end of `text` begins, its modifiers and
/// 办公室 included; `None` where no role ends there.
pub(super) fn role_at_end(text: &str) -> Option<usize> {
    let role = roles().end(text)?;
    let before = before_modifiers(text.get(..text.len() - role.len())?);
    Some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_others() {
        for role in [
            "组长",
            "常务副组长",
            "第一总指挥",
            "专家组成员",
            "成员（排名不分先后）",
            "领导小组办公室主任",
        ] {
            assert!(is_role(role), "{role}");
        }
        for other in ["主要任务", "责任单位", "联系人", "", "组长负责", "班主任"]
        {
            assert!(!is_role(other), "{other}");
        }
    }

    #[test]
    fn every_role_makes_a_row() {
        let data = include_str!("../data/roles.txt");
        for [role, row] in crate::extract::words::entries::<2>(data) {
            let found = labels(row);
            assert_eq!(found.len(), 1, "{row}");
            assert_eq!(&row[found[0].words.clone()], role);
        }
    }

    #[test]
    fn several_labels_in_a_row() {
        let row = "组 长：甲 副组长：乙；成员:丙";
        let words: Vec<&str> = labels(row).iter().map(|l| &row[l.words.clone()]).collect();
        assert_eq!(words, ["组 长", "副组长", "成员"]);
        assert!(labels("主要任务：组长：甲").is_empty());
        let row = "组长：甲某某国务院副总理第一副组长：乙某某财政部部长成员：丙某某民政部副部长";
        let words: Vec<&str> = labels(row).iter().map(|l| &row[l.words.clone()]).collect();
        assert_eq!(words, ["组长", "第一副组长", "成员"]);
    }
}
