//! Documents that are printed by themselves: regulations of databases and of
//! gazettes of departments, which no notice carries, and treaties.

use super::feature::{End, Feature, Shape};
use super::head::{Head, history_at};
use super::names;
use super::words;
use crate::layout::{Holds, Line};

/// The most lines of such a title.
const MOST: usize = 3;

/// A regulation with its history below, where the notice before carries
/// nothing: `企业名称登记管理规定` / `（1991年5月6日国务院批准 …）` / `第一条`.
/// `before` is the head last found.
pub fn statute(
    lines: &[Line<'_>],
    features: &[Feature],
    i: usize,
    before: Option<&Head>,
) -> Option<Head> {
    let (end, title) = titled(lines, features, i, |title| {
        names::carried_type(title).is_some()
    })?;
    let history = history_at(lines, end)?;
    let begun = features
        .get(history + 1)
        .is_some_and(|f| f.label.is_some_and(|label| label.number == 1));
    let free = match before {
        None => i == 0,
        Some(head) => closed(features, i) && !carries(lines, head, &title, i),
    };
    (begun && free).then(|| head_of(i, end, title))
}

/// A treaty: `中华人民共和国和某国引渡条约`, its parties named again below or
/// its first article there.
pub fn treaty(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<Head> {
    const STATES: [&str; 2] = ["中华人民共和国", "中華人民共和國"];
    let states = |flat: &str| STATES.iter().any(|state| flat.starts_with(state));
    if !states(&lines[i].flat) || !(i == 0 || closed(features, i)) {
        return None;
    }
    let kind = |title: &str| {
        title.contains(['和', '与']) && words::TREATIES.iter().any(|end| title.ends_with(end))
    };
    let (end, title) = titled(lines, features, i, kind)?;
    let below = lines.get(end)?;
    let begun = states(&below.flat)
        || below.flat.starts_with(['（', '('])
        || features[end].label.is_some_and(|label| label.number == 1);
    begun.then(|| head_of(i, end, title))
}

fn head_of(first: usize, end: usize, words: String) -> Head {
    Head {
        first,
        end,
        title: first,
        number: end,
        words,
        bare: false,
        numbered: false,
    }
}

/// The lines from `i` on that spell a title of some kind: one past the last,
/// and the words.
fn titled(
    lines: &[Line<'_>],
    features: &[Feature],
    i: usize,
    kind: impl Fn(&str) -> bool,
) -> Option<(usize, String)> {
    let mut title = String::new();
    for k in i..lines.len().min(i + MOST) {
        let (line, feature) = (&lines[k], &features[k]);
        let plain = matches!(feature.shape, Shape::Plain | Shape::Organ)
            && feature.label.is_none()
            && matches!(feature.end, End::Word | End::Close)
            && line.width <= 80
            && line.page == lines[i].page
            && !line
                .holds
                .any(Holds::COMMA | Holds::STOP | Holds::COLON | Holds::SEMICOLON);
        if !plain {
            return None;
        }
        title.push_str(&line.flat);
        if kind(&title) {
            return Some((k + 1, title));
        }
    }
    None
}

/// Whether what stands before line `i` has come to an end.
fn closed(features: &[Feature], i: usize) -> bool {
    let before = i.checked_sub(1).and_then(|before| features.get(before));
    before.is_some_and(|f| f.end == End::Stop || !matches!(f.shape, Shape::Plain | Shape::Organ))
}

/// Whether a notice carries a document of this title, or any.
fn carries(lines: &[Line<'_>], head: &Head, title: &str, i: usize) -> bool {
    let verbs = words::ISSUE_VERBS.iter().chain(["轉發", "批轉"].iter());
    let issues = verbs.clone().any(|verb| head.words.contains(verb))
        || ["令", "公告", "决定", "決定"]
            .iter()
            .any(|end| head.words.ends_with(end));
    let text = lines.get(head.end..i).unwrap_or_default();
    let named = || {
        let words: String = text
            .iter()
            .take(40)
            .map(|line| line.flat.as_ref())
            .collect();
        words.contains(&format!("《{title}》")) || words.contains("附件")
    };
    issues || named()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thread::{feature, head};

    fn heads(text: &str) -> Vec<String> {
        let source = crate::text::Source::new(text.to_owned());
        let layout = crate::layout::layout(&source);
        let features: Vec<Feature> = layout.lines.iter().map(feature::of).collect();
        head::find(&layout.lines, &features)
            .into_iter()
            .map(|h| h.words)
            .collect()
    }

    const STATUTE: &str = "某业登记管理规定\n（1991年5月6日国务院批准 1991年7月22日某局令第7号发布）\n第一条 为了登记，制定本规定。\n";

    #[test]
    fn regulations_that_no_notice_carries() {
        assert_eq!(heads(STATUTE), ["某业登记管理规定"]);
        let after = format!(
            "某市人民政府关于防汛工作的意见\n各县：\n要做好防汛。\n2020年1月2日\n{STATUTE}"
        );
        assert_eq!(
            heads(&after),
            ["某市人民政府关于防汛工作的意见", "某业登记管理规定"]
        );
        for text in [
            format!("某市人民政府令\n第3号\n现予公布。\n2020年1月2日\n{STATUTE}"),
            format!(
                "某市人民政府关于印发规定的通知\n各县：\n现印发给你们。\n2020年1月2日\n{STATUTE}"
            ),
            format!(
                "某市人民政府关于登记的意见\n各县：\n请执行《某业登记管理规定》。\n2020年1月2日\n{STATUTE}"
            ),
        ] {
            assert_eq!(heads(&text).len(), 1, "{text}");
        }
    }

    #[test]
    fn treaties_are_documents_of_their_own() {
        let text = "办理完毕。\n中华人民共和国政府和某国政府\n文化合作协定\n中华人民共和国政府和某国政府为发展合作，议定如下：\n第一条 合作。\n";
        assert_eq!(heads(text), ["中华人民共和国政府和某国政府文化合作协定"]);
        let text = "根据一九九三年签订的\n中华人民共和国和某国引渡条约\n第一条的规定办理。\n";
        assert!(heads(text).is_empty());
    }
}
