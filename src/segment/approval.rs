//! The approval (批准) a notice names: which meeting, what it did, on which day.

use super::words;
use crate::notation::date;
use crate::record::Approval;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::LazyLock;

/// Finds the approval named in a paragraph, with its byte range.
pub fn approval(text: &str) -> Option<(Approval, Range<usize>)> {
    // A sentence may begin with the meeting itself: 某会议研究决定：
    let opening = clause(text);
    if !opening.contains(['经', '經'])
        && let Some((meeting @ Some(_), date, verb, len)) = approve(opening)
        && verb.ends_with(['定', '过', '過'])
    {
        return Some((
            Approval {
                meeting,
                verb: Some(verb),
                date,
                text: Some(text[..len].to_owned()),
            },
            0..len,
        ));
    }
    let mut from = 0;
    while let Some(found) = text[from..].find('经').or_else(|| text[from..].find('經')) {
        let at = from + found;
        let start = at + '经'.len_utf8();
        // 须经, 未经 … say what is to come, not what was done.
        if text[..at].ends_with(['须', '需', '未', '应', '不', '报', '并', '财']) {
            from = start;
            continue;
        }
        let window = clause(&text[start..]);
        if let Some(hit) = approve(window) {
            let (meeting, date, verb, len) = hit;
            let approval = Approval {
                meeting,
                verb: Some(verb),
                date,
                text: Some(text[at..start + len].to_owned()),
            };
            return Some((approval, at..start + len));
        }
        from = start;
    }
    reported(text)
}

/// `经研究，并报市政府同意，`: agreed to by whom it was reported to.
fn reported(text: &str) -> Option<(Approval, Range<usize>)> {
    let at = text.find("并报")? + "并".len();
    let start = at + "报".len();
    let window = clause(&text[start..]);
    let (meeting, date, verb, len) = approve(window)?;
    // 并报市政府同意后实施 is to come.
    let rest = text.get(start + len..);
    let done = rest.is_some_and(|rest| rest.starts_with(['，', ',']));
    done.then(|| {
        (
            Approval {
                meeting,
                verb: Some(verb),
                date,
                text: Some(text[at..start + len].to_owned()),
            },
            at..start + len,
        )
    })
}

/// The clause at the start of a text: to the first mark, at most 60 hanzi.
fn clause(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(60)
        .take_while(|(_, c)| !matches!(c, '，' | '。' | '；' | '：' | '\n' | ','))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    &text[..end]
}

/// Splits `市人民政府第18次常务会议研究通过` into meeting, date, verb, length.
fn approve(window: &str) -> Option<(Option<String>, Option<String>, String, usize)> {
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let kind = MatchKind::LeftmostLongest;
        AhoCorasick::builder()
            .match_kind(kind)
            .build(words::VERBS.iter())
            .ok()
    });
    let found = FINDER.as_ref()?.find(window)?;
    let (at, verb) = (found.start(), window.get(found.range())?);
    let mut body = window[..at].trim().to_owned();
    let mut day = None;
    if let Some((range, found)) = date::find(&body).into_iter().next() {
        day = Some(found.iso());
        body.replace_range(range, "");
    }
    // A title or another 经 in between: the words do not say who approved.
    if body.contains(['《', '》', '“', '”', '经', '經']) {
        return None;
    }
    let body = body
        .trim_start_matches(['于', '，'])
        .trim()
        .trim_end_matches(['上', '的']);
    let meeting = (body.ends_with("会议")
        || body.ends_with('会')
        || body.ends_with("會議")
        || body.ends_with("全会"))
        && body.chars().count() >= 3;
    let organ = [
        "政府",
        "市委",
        "省委",
        "县委",
        "区委",
        "州委",
        "国务院",
        "领导",
        "政府领导",
        "党组",
        "办公室",
        "办公厅",
        "委员会",
        "局",
        "厅",
        "党委",
        "行署",
        "公署",
        "县府",
        "市府",
    ];
    if meeting {
        return Some((Some(body.to_owned()), day, verb.to_owned(), at + verb.len()));
    }
    let agreed = [
        "同意",
        "研究同意",
        "批准",
        "审定",
        "研究决定",
        "审核同意",
        "审定同意",
        "批准同意",
        "审议同意",
    ]
    .contains(&verb);
    (agreed && organ.iter().any(|end| body.ends_with(end)))
        .then(|| (None, day, verb.to_owned(), at + verb.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approvals() {
        for (text, meeting, verb) in [
            (
                "已经市人民政府第18次常务会议研究通过，现印发",
                Some("市人民政府第18次常务会议"),
                "研究通过",
            ),
            (
                "经市政府党组会议2022年11月25日研究决定，任命：",
                Some("市政府党组会议"),
                "研究决定",
            ),
            ("经市人民政府同意，现就", None, "同意"),
            ("经研究，并报市政府同意，现函复如下", None, "同意"),
            (
                "经2023年1月5日县人民政府第3次常务会议审议通过",
                Some("县人民政府第3次常务会议"),
                "审议通过",
            ),
        ] {
            let found = approval(text).map(|(a, _)| (a.meeting, a.verb));
            assert_eq!(
                found,
                Some((meeting.map(str::to_owned), Some(verb.to_owned()))),
                "{text}"
            );
        }
        for text in [
            "由市财政局审核，并报市政府同意后实施",
            "经研究，同意某项目",
            "加强经济建设",
            "经市级财政部门审核",
        ] {
            assert!(approval(text).is_none(), "{text}");
        }
    }
}
