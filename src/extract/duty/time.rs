//! Deadlines (完成时限) that stand in a clause without a label.

use super::lexicon::lexicon;

/// Texts of more characters are no deadline.
const LONGEST: usize = 30;
/// The most characters of a date with 底前 after it: 2024年12月31日前.
const DATE: usize = 13;

/// Whether `text` is nothing but a deadline: 2024年底前完成, 持续推进, 6月底前出台政策.
pub(super) fn is_deadline(text: &str) -> bool {
    let lex = lexicon();
    if text.is_empty() || text.len() > 4 * LONGEST || text.chars().count() > LONGEST {
        return false;
    }
    if lex.times.contains(text) {
        return true;
    }
    let ends = lex.time_ends.of(text).is_some();
    if starts_with_date(text) {
        return (ends || before_date(text)) && !speaks(text);
    }
    let Some(word) = lex.time_starts.of(text) else {
        return false;
    };
    // 到, 于, 力争 and their like need a date behind them; 年内, 全年 need none.
    let rest = &text[word.len()..];
    let dated = starts_with_date(rest) || lex.time_starts.of(rest).is_some();
    let alone = word.chars().count() > 1;
    (dated && ends || alone && (ends || rest.is_empty())) && !speaks(text)
}

/// 6月底前出台政策: a date, 前, and what is due.
fn before_date(text: &str) -> bool {
    text.chars().take(DATE).any(|c| c == '前')
}

/// Whether the text is a clause of its own: 9月底前由县教体局牵头完成.
fn speaks(text: &str) -> bool {
    let lex = lexicon();
    let strong = |index: usize| lex.verbs.get(index).is_some_and(|verb| verb.s);
    lex.verb_finder.find(text).any(|(index, _)| strong(index))
}

/// 2024年…, 6月底…, 30日内…: digits before a unit of time.
fn starts_with_date(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
            )
    });
    let unit = ["年", "月", "日", "个工作日", "个月", "天", "周"];
    digits.len() < text.len() && unit.iter().any(|u| digits.starts_with(u))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Files;
    use super::*;

    #[test]
    fn every_entry_has_its_example() {
        let times = Files::read().times;
        for word in times.whole.iter().chain(&times.begin).chain(&times.end) {
            assert!(word.e.contains(&word.t), "{word:?}");
            assert!(is_deadline(&word.e), "{word:?}");
        }
    }

    #[test]
    fn no_deadlines() {
        assert!(is_deadline("6月底前出台相关政策"));
        for text in [
            "6月底前市教育局负责",
            "",
            "到市教育局",
            "市教育局",
            "于洪区政府",
            "在建项目业主",
            "2024年市教育局负责组织全市各学校开展安全检查",
            "一把手负责",
            "确保安全",
        ] {
            assert!(!is_deadline(text), "{text}");
        }
    }
}
