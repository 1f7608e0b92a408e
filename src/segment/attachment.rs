//! The attachment list (附件说明).

use super::words;
use crate::notation::label::{self, LabelKind};
use crate::record::Attachment;
use crate::text::Joined;

/// Reads a list: `附件：1.…（见网络版）`, `附件1：…`, one unnumbered title.
///
/// The text is the whole zone without line breaks. An ordinal before a year
/// (`1.2022年度…`) stays an ordinal.
pub fn list(zone: &Joined) -> Vec<Attachment> {
    let text = zone.text();
    let mut at = head(text);
    let mut items: Vec<(Option<u32>, usize, usize)> = Vec::new();
    if let Some((number, len)) = number_in_head(text) {
        items.push((Some(number), len, text.len()));
        at = len;
    } else {
        let first = label_at(text, at, 1);
        match first {
            Some(len) => items.push((Some(1), at + len, text.len())),
            None => items.push((None, at, text.len())),
        }
        at += first.unwrap_or(0);
    }
    // Later items: the next ordinal, wherever it stands, or another 附件N：.
    let mut next = items[0].0.unwrap_or(0) + 1;
    for (pos, c) in text.char_indices().skip_while(|(pos, _)| *pos < at) {
        let begins_item = c.is_ascii_digit() || matches!(c, '０'..='９' | '（' | '⒈'..='⒛');
        let len = if c == '附' {
            number_in_head(&text[pos..])
                .filter(|(n, _)| *n == next)
                .map(|(_, len)| len)
        } else if begins_item
            && items[0].0.is_some()
            && !text[..pos].ends_with(|c: char| c.is_ascii_digit())
        {
            label_at(text, pos, next)
        } else {
            None
        };
        if let Some(len) = len {
            if let Some(last) = items.last_mut() {
                last.2 = pos;
            }
            items.push((Some(next), pos + len, text.len()));
            next += 1;
        }
    }
    items
        .into_iter()
        .filter_map(|(number, start, end)| {
            let (title, note) = title_and_note(text[start..end].trim());
            let lines = zone.lines(start.min(end)..end);
            (!title.is_empty()).then_some(Attachment {
                number,
                title,
                note,
                lines,
            })
        })
        .collect()
}

/// Bytes of 附件： at the start.
fn head(text: &str) -> usize {
    for word in ["附件", "附表", "附"] {
        if let Some(rest) = text.strip_prefix(word) {
            let colon = rest
                .strip_prefix(['：', ':'])
                .map_or(rest, |r| r)
                .trim_start();
            return text.len() - colon.len();
        }
    }
    0
}

/// `附件1：` at the start: its number and length.
fn number_in_head(text: &str) -> Option<(u32, usize)> {
    let rest = text
        .strip_prefix("附件")
        .or_else(|| text.strip_prefix("附表"))?;
    let (number, len) = crate::notation::numeral::digits_prefix(rest)
        .or_else(|| crate::notation::numeral::hanzi_prefix(rest))?;
    let after = &rest[len..];
    let colon = after.strip_prefix(['：', ':', '.', '．'])?;
    // 附件1.…2.… is a plain list under 附件.
    Some((number, text.len() - colon.len()))
}

/// Length of an item label with the given number at `at`.
fn label_at(text: &str, at: usize, number: u32) -> Option<usize> {
    let found = label::at_start(text.get(at..)?)?;
    let item = matches!(found.kind, LabelKind::Digit | LabelKind::BracketDigit);
    (item && found.number == number).then_some(found.len)
}

/// Splits a note such as （见网络版） from the end of a title.
fn title_and_note(item: &str) -> (String, Option<String>) {
    let item = item.trim_end_matches(['。', '；', ';', '，']);
    let flat: String = item
        .chars()
        .filter(|c| !c.is_whitespace() || *c == ' ')
        .collect();
    let flat = flat.trim().trim_start_matches('《').to_owned();
    if let Some(inner) = flat.strip_suffix('）').or_else(|| flat.strip_suffix(')'))
        && let Some(at) = inner.rfind(['（', '('])
        && let Some(open) = inner[at..].chars().next()
    {
        let note = &inner[at + open.len_utf8()..];
        if words::NOTES.iter().any(|head| note.starts_with(head)) {
            return (close(&flat[..at]), Some(note.to_owned()));
        }
    }
    (close(&flat), None)
}

/// A title without a closing 》 that lost its opening one.
fn close(title: &str) -> String {
    let title = title.trim();
    if title.matches('》').count() > title.matches('《').count() {
        title.trim_end_matches('》').to_owned()
    } else {
        title.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_many_makes() {
        let read = |text: &str| -> Vec<(Option<u32>, String, Option<String>)> {
            list(&Joined::plain(text))
                .into_iter()
                .map(|a| (a.number, a.title, a.note))
                .collect()
        };
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            read("附件：某项目投资概算表（见网络版）"),
            [(None, "某项目投资概算表".into(), some("见网络版"))]
        );
        assert_eq!(
            read(
                "附件：1.2022年度考核对象（见网络版）2.2022年度评分表（A类）（见网络版）3.收益（应交利润）申报表"
            ),
            [
                (Some(1), "2022年度考核对象".into(), some("见网络版")),
                (Some(2), "2022年度评分表（A类）".into(), some("见网络版")),
                (Some(3), "收益（应交利润）申报表".into(), None),
            ]
        );
        assert_eq!(
            read("附件1：甲表附件2：乙表"),
            [
                (Some(1), "甲表".into(), None),
                (Some(2), "乙表".into(), None)
            ]
        );
        assert_eq!(
            read("附：组成人员名单"),
            [(None, "组成人员名单".into(), None)]
        );
    }
}
