//! Deadlines (完成时限) that stand in a clause without a label.

use super::lexicon::lexicon;

/// Longer texts are no deadline.
const LONGEST: usize = 30;

/// Whether `text` is nothing but a deadline: 2024年底前完成, 持续推进.
pub(super) fn is_deadline(text: &str) -> bool {
    let lex = lexicon();
    if lex.times.contains(text) {
        return true;
    }
    if text.is_empty() || text.chars().count() > LONGEST {
        return false;
    }
    let ends = lex.time_ends.of(text).is_some();
    if starts_with_date(text) {
        return ends;
    }
    match lex.time_starts.of(text) {
        Some(word) => {
            let rest = &text[word.len()..];
            // 到, 于, 力争 and their like need a date behind them.
            let dated =
                rest.is_empty() || starts_with_date(rest) || lex.time_starts.of(rest).is_some();
            let phrase = word.chars().count() > 1 && ends;
            (dated && (ends || rest.is_empty()) && word.chars().count() + rest.len() > 1) || phrase
        }
        None => false,
    }
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
        for text in [
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
