//! Short leading titles of units (小标题): 指导思想;
//! 加强组织领导。各级要….

use super::follow;
use super::signs::{Sign, Signs};
use crate::record::Level;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// The longest title that stands alone, in characters.
const LONGEST_LINE: usize = 40;

/// The longest title that is the first sentence of its text, in characters.
/// The titles seen reach 24; sentences that state a rule begin near 30.
const LONGEST_SENTENCE: usize = 28;

/// The same for items of statutes, which state rules more often.
const LONGEST_ITEM_SENTENCE: usize = 20;

/// The longest name of an article, in characters: 第一条（目的和依据）.
const LONGEST_NAME: usize = 20;

/// Words that make a sentence a rule or a lead-in, no title; an example each.
pub(super) const NO_TITLE: &[(&str, &str)] = &[
    ("应当", "申请人应当提交材料。"),
    ("应由", "费用应由单位承担。"),
    ("不得", "任何人不得擅自改变。"),
    ("可以", "当事人可以申请复核。"),
    ("必须", "施工单位必须持证。"),
    ("负责", "本办法由市财政局负责解释。"),
    ("如下", "分工如下。"),
    ("下列", "提交下列材料。"),
    ("以下", "按以下程序办理。"),
    ("施行", "本办法自发布之日起施行。"),
    ("是指", "企业是指国有企业。"),
    ("为了", "为了规范管理。"),
    ("之一", "有情形之一。"),
    // The same in traditional characters.
    ("應當", "申請人應當提交材料。"),
    ("應由", "費用應由單位承擔。"),
    ("負責", "本辦法由市財政局負責解釋。"),
    ("為了", "為了規範管理。"),
];

/// The heading of a unit with these words, or `None`.
///
/// `first` is its first paragraph; `more` says whether another paragraph or a
/// unit below follows.
pub(super) fn of(level: Level, first: &str, more: bool) -> Option<String> {
    let title = match level {
        Level::Paragraph | Level::Table => None,
        Level::Part | Level::Chapter | Level::Section => line(first),
        Level::Article => bracket(first)
            .or_else(|| line(first).filter(|line| more && at_most(line, LONGEST_NAME))),
        // A last level1 or level2 without words below was cut off after its
        // title; below that, words alone are the content of a list.
        Level::Level1 | Level::Level2 => line(first).or_else(|| sentence(level, first, more)),
        _ => line(first)
            .filter(|_| more)
            .or_else(|| sentence(level, first, more)),
    }?;
    Some(squeeze(title))
}

/// A whole paragraph that is short and ends without punctuation.
fn line(first: &str) -> Option<&str> {
    let last = first.chars().next_back()?;
    let bracketed = matches!(last, '）' | ')') && !first.starts_with(['（', '(', '［', '【']);
    let open = matches!(
        last,
        '。' | '；' | '：' | '，' | '、' | '？' | ';' | ':' | ',' | '）' | ')'
    );
    let fits = (!open || bracketed)
        && at_most(first, LONGEST_LINE)
        && !Signs::of(first).any(|found| matches!(found.sign, '。' | '；' | '：'))
        && !follow::is_torn(first);
    fits.then_some(first)
}

/// The first sentence, when it is short, reads like a title and more follows.
fn sentence(level: Level, first: &str, more: bool) -> Option<&str> {
    let item = matches!(level, Level::Item | Level::Subitem);
    let longest = if item {
        LONGEST_ITEM_SENTENCE
    } else {
        LONGEST_SENTENCE
    };
    let title = short_sentence(first, longest)?;
    let rest = first.get(title.len() + "。".len()..)?;
    if title.is_empty() || (rest.trim_start().is_empty() && !more) {
        return None;
    }
    let comma = title.contains(is_comma);
    let fits = (!comma || (!item && even_clauses(title))) && !states_rule(title);
    fits.then_some(title)
}

/// The first sentence without its 。, when it has at most `longest` characters,
/// none that titles have not, and quotes and brackets in pairs.
fn short_sentence(text: &str, longest: usize) -> Option<&str> {
    let mut depth = 0_usize;
    for Sign { at, sign, .. } in Signs::within(text, longest + 1) {
        match sign {
            '。' => return text.get(..at).filter(|_| depth == 0),
            '；' | '：' | '？' | '！' | ':' | '%' | '％' | '<' | '>' | '＜' | '＞' | '≤' | '≥' =>
            {
                return None;
            }
            '“' | '‘' | '「' | '『' | '（' | '(' | '《' | '［' | '【' => depth += 1,
            '”' | '’' | '」' | '』' | '）' | ')' | '》' | '］' | '】' => {
                depth = depth.checked_sub(1)?;
            }
            _ => {}
        }
    }
    None
}

const fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',')
}

/// Whether one of [`NO_TITLE`] stands in `title`.
fn states_rule(title: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        // Of this kind, many bytes are looked at together.
        let kind = MatchKind::LeftmostFirst;
        let words = NO_TITLE.iter().map(|(word, _)| word);
        AhoCorasick::builder().match_kind(kind).build(words).ok()
    });
    WORDS.as_ref().is_some_and(|words| words.is_match(title))
}

/// Two or three clauses of like length (强化组织领导，压实工作责任), as titles
/// have them and sentences seldom do.
fn even_clauses(title: &str) -> bool {
    let (mut least, mut most, mut count) = (usize::MAX, 0, 0);
    for clause in title.split(is_comma) {
        let length = clause.chars().count();
        least = least.min(length);
        most = most.max(length);
        count += 1;
    }
    count <= 3 && least >= 3 && most <= 9 && most - least <= 2
}

/// The name of an article in brackets at its start: （目的）, 【适用范围】.
fn bracket(first: &str) -> Option<&str> {
    let open = first.chars().next()?;
    let close = match open {
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '［' => '］',
        '〔' => '〕',
        _ => return None,
    };
    let inside = first.get(open.len_utf8()..)?;
    let (name, _) = inside.split_once(close)?;
    let fits = !name.is_empty()
        && at_most(name, LONGEST_NAME)
        && !name.contains(['。', '；', '，', '：', '（', '(']);
    fits.then_some(name)
}

/// Whether `text` has at most `limit` characters, of which one takes up to four
/// bytes.
fn at_most(text: &str, limit: usize) -> bool {
    text.len() <= limit || (text.len() <= 4 * limit && text.chars().nth(limit).is_none())
}

/// Without the white space that touches a character outside ASCII (总 则).
fn squeeze(text: &str) -> String {
    let text = text.trim();
    if !Signs::of(text).any(|found| found.sign.is_whitespace()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && c.is_ascii() && out.ends_with(|c: char| c.is_ascii()) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(level: Level, first: &str, more: bool, expected: Option<&str>) {
        assert_eq!(of(level, first, more).as_deref(), expected, "{first}");
    }

    #[test]
    fn lines() {
        check(Level::Level1, "指导思想", true, Some("指导思想"));
        check(Level::Level2, "优化法治环境", false, Some("优化法治环境"));
        check(Level::Chapter, "总 则", false, Some("总则"));
        check(
            Level::Level2,
            "精心部署，周密安排",
            true,
            Some("精心部署，周密安排"),
        );
        check(
            Level::Level3,
            "“十四五”核心指标",
            true,
            Some("“十四五”核心指标"),
        );
        check(Level::Level3, "安全生产许可证", false, None);
        check(Level::Level1, "同意该《规划》。", false, None);
        check(Level::Level1, "分工如下：", true, None);
        check(
            Level::Level3,
            "工业园区（开发区）",
            true,
            Some("工业园区（开发区）"),
        );
        check(Level::Level3, "（市应急局负责）", true, None);
        check(Level::Article, "目的依据", true, Some("目的依据"));
        check(Level::Article, "目的依据", false, None);
        check(Level::Article, "参与重大行政决策的部门和", true, None);
        check(Level::Level2, "参与重大行政决策的部门和", true, None);
        check(
            Level::Level2,
            "建设 5G 基站 and WiFi 6",
            true,
            Some("建设5G基站and WiFi 6"),
        );
    }

    #[test]
    fn sentences() {
        check(
            Level::Level3,
            "规范市场准入。强化审查。",
            false,
            Some("规范市场准入"),
        );
        check(
            Level::Level3,
            "营造“人人参与”的氛围。强化。",
            false,
            Some("营造“人人参与”的氛围"),
        );
        check(
            Level::Level2,
            "加强组织领导，压实工作责任。各县要做好。",
            false,
            Some("加强组织领导，压实工作责任"),
        );
        check(Level::Level1, "总体要求。", true, Some("总体要求"));
        check(
            Level::Level4,
            "防汛抗旱水利提升工程。［市水务局牵头］",
            false,
            Some("防汛抗旱水利提升工程"),
        );
        check(
            Level::Item,
            "制定评估工作方案。明确评估内容。",
            false,
            Some("制定评估工作方案"),
        );
        check(Level::Item, "需要报送的其他材料。", false, None);
        check(
            Level::Item,
            "有事故责任单位的，由单位承担。没有的不计。",
            false,
            None,
        );
        check(
            Level::Level1,
            "授权你单位为实施机构，要以评估的结果作为底价。同时，落实。",
            false,
            None,
        );
        check(
            Level::Level4,
            "事故死亡率<0.03。（市应急局牵头）",
            false,
            None,
        );
        check(
            Level::Level4,
            "事故死亡人数下降15%。（市应急局牵头）",
            false,
            None,
        );
        check(Level::Article, "鼓励创新。支持试验。", false, None);
        check(Level::Level1, "建设地点：某镇。院内。", false, None);
        check(Level::Level1, "落实“一网。通办”。好。", false, None);
    }

    #[test]
    fn bracketed_names_of_articles() {
        check(
            Level::Article,
            "（目的）为了规范管理。",
            false,
            Some("目的"),
        );
        check(
            Level::Article,
            "【适用范围】本办法适用于本市。",
            false,
            Some("适用范围"),
        );
        check(Level::Article, "（以下简称甲，下同）本办法。", false, None);
        check(Level::Article, "为了规范管理。", true, None);
    }

    #[test]
    fn words_of_rules_have_examples() {
        for (word, example) in NO_TITLE {
            assert!(example.contains(word), "{word}");
            check(Level::Level2, &format!("{example}其他。"), false, None);
        }
    }
}
