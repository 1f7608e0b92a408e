//! What a title says: the documents it carries, its matter.

use super::names;
use super::words;

/// Titles of the documents a head issues: 关于印发X的通知 gives X.
pub fn carried_titles(words: &str) -> Vec<String> {
    let Some((_, rest)) = words::ISSUE_VERBS
        .iter()
        .filter_map(|verb| words.find(*verb).map(|at| (at, &words[at + verb.len()..])))
        .min_by_key(|(at, _)| *at)
    else {
        return Vec::new();
    };
    let stem = words::NOTICE_ENDS
        .iter()
        .find_map(|end| rest.strip_suffix(*end))
        .unwrap_or(rest);
    if stem.contains("》") {
        let mut titles = Vec::new();
        let mut rest = stem;
        while let Some(at) = rest.find('《') {
            let tail = &rest[at + '《'.len_utf8()..];
            let Some(end) = tail.find('》') else { break };
            titles.push(tail[..end].to_owned());
            rest = &tail[end..];
        }
        return titles;
    }
    if stem.chars().count() < 4 {
        Vec::new()
    } else {
        vec![stem.to_owned()]
    }
}

/// The title a forwarded document bears itself: 某局关于加强某事工作意见, as
/// its carrier's title has it, is 关于加强某事工作的意见.
pub fn forwarded(carried: &str) -> Option<String> {
    let at = carried.find("关于")?;
    let words = &carried[at..];
    let Some(kind) = names::carried_type(words) else {
        return (at > 0 && words.chars().count() >= 8).then(|| words.to_owned());
    };
    let stem = words.strip_suffix(kind)?;
    let own = if stem.ends_with('的') {
        words.to_owned()
    } else {
        format!("{stem}的{kind}")
    };
    (own != carried).then_some(own)
}

/// The matter of a title: what stands between 关于 and the document type, with
/// the verb that carries a document left out.
pub fn matter(words: &str) -> &str {
    let at = words
        .find("关于")
        .or_else(|| words.find("關於"))
        .map_or(0, |at| at + "关于".len());
    let mut core = &words[at..];
    for verb in words::ISSUE_VERBS.iter() {
        if let Some(rest) = core.strip_prefix(*verb) {
            core = rest;
        }
    }
    let stem = names::without_suffix(core);
    let stem = names::notice_type(stem)
        .and_then(|kind| stem.strip_suffix(kind))
        .unwrap_or(stem);
    let mut stem = stem;
    for end in ["实施", "指导", "若干", "的", "有关事项", "有关问题", "的"] {
        stem = stem.strip_suffix(end).unwrap_or(stem);
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carried_documents_by_the_title() {
        assert_eq!(
            carried_titles("关于印发某市停车办法的通知"),
            ["某市停车办法"]
        );
        assert_eq!(
            carried_titles("关于印发《甲办法》《乙办法》的通知"),
            ["甲办法", "乙办法"]
        );
        assert!(carried_titles("关于加强防汛工作的通知").is_empty());
        assert_eq!(
            forwarded("某局关于加强防汛工作意见").as_deref(),
            Some("关于加强防汛工作的意见")
        );
        assert_eq!(forwarded("某市停车办法"), None);
    }
}
