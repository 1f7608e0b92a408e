//! The fragments of a word: what a ranked search looks for.

use crate::index::number::hanzi_number;

/// The fragments of a folded word, each with its spellings: bigrams of hanzi,
/// runs of letters and digits whole, and numbered articles in both numerals.
/// A fragment comes once.
pub(super) fn fragments(folded: &str) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    let mut put = |spellings: Vec<String>| {
        if !out.contains(&spellings) {
            out.push(spellings);
        }
    };
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        if let Some((length, spellings)) = numbered(rest) {
            put(spellings);
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let solid = is_solid(first);
        let length = rest
            .char_indices()
            .skip(1)
            .find(|&(at, c)| is_solid(c) != solid || (!solid && numbered(&rest[at..]).is_some()))
            .map_or(rest.len(), |(at, _)| at);
        let (run, after) = rest.split_at(length);
        if solid || run.chars().nth(1).is_none() {
            put(vec![run.to_owned()]);
        } else {
            for bigram in bigrams(run) {
                put(vec![bigram.to_owned()]);
            }
        }
        rest = after;
    }
    // Single characters beside longer fragments only cost.
    if out
        .iter()
        .any(|f| f.iter().any(|s| s.chars().nth(1).is_some()))
    {
        out.retain(|f| f.iter().any(|s| s.chars().nth(1).is_some()));
    }
    out
}

/// All bigrams of a folded text, in order.
fn bigrams(folded: &str) -> impl Iterator<Item = &str> {
    let ends = folded
        .char_indices()
        .skip(2)
        .map(|(at, _)| at)
        .chain([folded.len()]);
    let many = folded.chars().nth(1).is_some();
    folded
        .char_indices()
        .map(|(at, _)| at)
        .zip(ends)
        .filter_map(move |(start, end)| folded.get(start..end).filter(|_| many))
}

/// Letters and digits make whole words, unlike hanzi.
fn is_solid(c: char) -> bool {
    c.is_alphanumeric() && !crate::index::fold::is_wide(c)
}

/// `第十四条` or `第14条` at the start: its length in bytes, and its two
/// spellings.
fn numbered(text: &str) -> Option<(usize, Vec<String>)> {
    let rest = text.strip_prefix('第')?;
    let (at, unit) = rest.char_indices().take(8).find(|(_, c)| {
        matches!(
            c,
            '条' | '章' | '节' | '编' | '款' | '项' | '次' | '届' | '号' | '期' | '批'
        )
    })?;
    let numeral: Vec<char> = rest.get(..at)?.chars().collect();
    let value = if numeral.iter().all(char::is_ascii_digit) {
        rest.get(..at)?.parse().ok()?
    } else {
        hanzi_number(&numeral)?
    };
    let mut spellings = vec![
        format!("第{}{unit}", hanzi(value)?),
        format!("第{value}{unit}"),
    ];
    spellings.dedup();
    Some(('第'.len_utf8() + at + unit.len_utf8(), spellings))
}

/// A number from 1 to 9999 in Chinese numerals.
fn hanzi(value: u32) -> Option<String> {
    if !(1..=9999).contains(&value) {
        return None;
    }
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut out = String::new();
    let mut gap = false;
    for (rank, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / rank % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(rank == 10 && digit == 1 && out.is_empty()) {
            out.push(*DIGITS.get(digit as usize)?);
        }
        out.push_str(name);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(word: &str) -> String {
        fragments(word)
            .iter()
            .map(|spellings| spellings.join("/"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_fall_into_fragments() {
        for (word, parts) in [
            ("营商环境", "营商 商环 环境"),
            ("市", "市"),
            ("市市市", "市市"),
            ("ppp项目", "ppp 项目"),
            ("2023年工作", "2023 年工 工作"),
            ("第十四条", "第十四条/第14条"),
            ("第14条规定", "第十四条/第14条 规定"),
            ("依据第三章", "依据 第三章/第3章"),
            ("第二批名录", "第二批/第2批 名录"),
            ("第条", "第条"),
            ("。", "。"),
        ] {
            assert_eq!(joined(word), parts, "{word}");
        }
    }

    #[test]
    fn bigrams_come_in_order() {
        assert_eq!(bigrams("甲b丙").collect::<Vec<_>>(), ["甲b", "b丙"]);
        assert_eq!(bigrams("甲").count(), 0);
        assert_eq!(bigrams("").count(), 0);
    }

    #[test]
    fn numerals_read_back() {
        for value in 1..=9999 {
            let words = hanzi(value).unwrap();
            let chars: Vec<char> = words.chars().collect();
            assert_eq!(hanzi_number(&chars), Some(value), "{words}");
        }
        assert_eq!(hanzi(0), None);
        assert_eq!(hanzi(14).unwrap(), "十四");
        assert_eq!(hanzi(105).unwrap(), "一百零五");
    }
}
