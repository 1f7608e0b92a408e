//! How posts (职务) and names of units (单位名称) end.

use super::words::{organ_endings, post_endings};

/// Whether `text` ends as a post, brackets behind it (`（兼）`) left out.
pub(super) fn ends_as_post(text: &str) -> bool {
    post_endings().end(without_bracket(text)).is_some() || post_endings().end(text).is_some()
}

/// Whether `text` ends as the name of a unit, a bracket behind it
/// (`市工信局（市国资委）`) left out.
pub(super) fn ends_as_unit(text: &str) -> bool {
    organ_endings().end(without_bracket(text)).is_some()
}

/// The text without a bracket at its end; the whole where that leaves
/// nothing, or where the bracket is longer than a name or remark can be.
pub(super) fn without_bracket(text: &str) -> &str {
    if !text.ends_with(['）', ')']) {
        return text;
    }
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev().take(200) {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return if at > 0 { &text[..at] } else { text };
                }
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_do_not_hide_an_end() {
        assert!(ends_as_unit("市工信局（市国资委）") && !ends_as_unit("市规划"));
        assert!(ends_as_post("副局长（兼）") && ends_as_post("副校（院）长"));
        assert!(!ends_as_post("市政府分管教育"));
        assert_eq!(without_bracket("甲（乙（丙））"), "甲");
        assert_eq!(without_bracket("（甲）"), "（甲）");
        assert_eq!(without_bracket("甲）"), "甲）");
    }
}
