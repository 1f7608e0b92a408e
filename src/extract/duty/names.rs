//! What a name of a unit looks like (机构名称), and what only looks like one.
//!
//! All functions take the name for comparing (traditional characters folded).

use super::lexicon::{Lexicon, lexicon};
use super::resolve::directory;
use crate::record::UnitKind;

/// How sure a text is to be the name of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It ends like a unit: 市教育局.
    Unit,
    /// Its ending also ends other words: 江北区.
    Loose,
    /// Nothing speaks against it: 财政 in 财政、住建等部门.
    Bare,
    /// A post, so a person: 分管副市长.
    Post,
    /// No name.
    Bad,
}

/// Names longer than this many characters are sentences gone astray; the
/// longest seen in gazettes (领导小组办公室 with its full subject) has 34.
const LONGEST: usize = 60;
/// A bare word stands for a department only when it is short.
const LONGEST_BARE: usize = 14;

/// Characters of the longest class described by a clause that does not begin
/// with a class word.
const LONGEST_RELATIVE: usize = 26;

/// Bytes after which a bracket at the end of a name is no longer one.
const LONGEST_BRACKET: usize = 240;

/// Classes `name`.
pub(super) fn classify(name: &str) -> Class {
    classify_stem(name, stem(name))
}

/// Classes a name whose [`stem`] is known.
pub(super) fn classify_stem(name: &str, stem: &str) -> Class {
    let lex = lexicon();
    // Four bytes a character at most: texts without end are not counted through.
    if name.len() > 4 * LONGEST {
        return Class::Bad;
    }
    let chars = name.chars().count();
    let label = lex.labels.contains_key(name) && !lex.bodies.contains(name);
    if !(2..=LONGEST).contains(&chars) || label {
        return Class::Bad;
    }
    if lex.starts.of(name).is_none() && lex.not_starts.of(name).is_some() {
        return Class::Bad;
    }
    if name.ends_with(['和', '与', '或']) || name.ends_with("以及") {
        return Class::Bad;
    }
    if !words_only(name, lex) || lex.not_inside.any_in(name) {
        return Class::Bad;
    }
    match ending(stem, lex) {
        // 市委常委 is a post, whatever 委 says.
        _ if lex.posts.of(stem).is_some() => Class::Post,
        Some(class) => class,
        None if stem != name && ending(name, lex).is_some() => Class::Unit,
        None if chars <= LONGEST_BARE => Class::Bare,
        None => Class::Bad,
    }
}

/// What the ending says: a unit, perhaps one, or nothing.
fn ending(stem: &str, lex: &Lexicon) -> Option<Class> {
    let none = lex.not_suffixes.of(stem).map_or(0, str::len);
    if let Some(word) = lex.suffixes.of(stem)
        && word.len() > none
    {
        return Some(Class::Unit);
    }
    let word = lex.loose.of(stem)?;
    (word.len() > none).then_some(Class::Loose)
}

/// Whether `text` ends like a unit (brackets at its end aside).
pub(super) fn ends_like_unit(text: &str) -> bool {
    ending(stem(text), lexicon()) == Some(Class::Unit)
}

/// Whether `text` ends like a unit or perhaps one.
pub(super) fn ends_loosely(text: &str) -> bool {
    ending(stem(text), lexicon()).is_some()
}

/// Whether a new name can be told to begin with `text`: a level, 各 and its
/// like, or a national body.
pub(super) fn begins_name(text: &str) -> bool {
    level(text).is_some()
        || lexicon().collective_starts.of(text).is_some()
        || lexicon().national.of(text).is_some()
}

/// Whether a character opens a bracket inside a name.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '［' | '[' | '〔' | '【' | '〈' | '<' | '＜')
}

/// Whether it closes one.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '］' | ']' | '〕' | '】' | '〉' | '>' | '＞')
}

/// Whether `name` begins with a level or 各, or is a national body, so that it is
/// no word of another kind that ends alike.
pub(super) fn begins_sure(name: &str) -> bool {
    begins_name(name) || directory().knows(stem(name))
}

/// The name without a bracket at its end.
pub(super) fn stem(name: &str) -> &str {
    if !name.ends_with(closes) {
        return name;
    }
    let mut depth = 0usize;
    for (at, c) in name.char_indices().rev() {
        if name.len() - at > LONGEST_BRACKET {
            break;
        }
        if closes(c) {
            depth += 1;
        } else if opens(c) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return if at == 0 { name } else { &name[..at] };
            }
        }
    }
    name
}

/// Whether the words outside brackets are those of a name: none of the
/// particles of a sentence, no punctuation but 、.
fn words_only(name: &str, lex: &Lexicon) -> bool {
    let mut depth = 0usize;
    let mut previous = ' ';
    let mut rest = name.chars();
    let mut hanzi = false;
    while let Some(c) = rest.next() {
        let inside = depth > 0;
        match c {
            // 省“双找”工作专班: a short quotation is part of a name.
            '“' if !inside => {
                let Some(word) = quoted(rest.as_str()) else {
                    return false;
                };
                rest = rest.as_str()[word.len() + '”'.len_utf8()..].chars();
                hanzi |= word.chars().any(is_hanzi);
                previous = '”';
                continue;
            }
            c if opens(c) => depth += 1,
            c if closes(c) => depth = depth.saturating_sub(1),
            _ if inside => {}
            '谁' | '了' | '把' | '是' | '并' | '吗' | '呢' => return false,
            '。' | '；' | '：' | '”' | '《' | '》' | '，' | '%' | '％' | ':' | ';' => {
                return false;
            }
            // 自由贸易试验区 is no sentence with 由.
            '由' if previous != '自' => return false,
            '向' if !matches!(previous, '方' | '定') && !rest.as_str().starts_with('阳') => {
                return false;
            }
            '对' if !rest.as_str().starts_with(['外', '口', '台', '俄', '日']) => {
                return false;
            }
            // 市财政将资金拨付主管部门 is a sentence.
            '将' if previous != ' ' && !rest.as_str().starts_with(['军', '乐']) => return false,
            // 县级以上, 以工代赈办公室; 认定以家庭 is a sentence.
            '以' if previous != ' ' && lex.with.of(rest.as_str()).is_none() => return false,
            '的' if !relative(name, lex) => return false,
            _ => {}
        }
        hanzi |= is_hanzi(c);
        previous = c;
    }
    hanzi
}

/// Characters of the longest quotation inside a name.
const LONGEST_QUOTED: usize = 12;

/// The words of a short quotation that `text` goes on with, after its opening
/// mark: without punctuation.
fn quoted(text: &str) -> Option<&str> {
    let end = text.char_indices().take(LONGEST_QUOTED + 1);
    let (at, _) = end.into_iter().find(|&(_, c)| c == '”')?;
    let word = &text[..at];
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '+' | '、' | '·' | '-');
    (!word.is_empty() && word.chars().all(plain)).then_some(word)
}

fn is_hanzi(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// 承担有防汛任务的成员单位, 限养区外的乡镇人民政府: a class described by a clause.
fn relative(name: &str, lex: &Lexicon) -> bool {
    let class = lex.collective_ends.of(name).is_some()
        || name.ends_with("政府")
        || name.ends_with("办事处");
    // Longer descriptions are sentences of their own.
    class && (lex.collective_starts.of(name).is_some() || name.chars().count() <= LONGEST_RELATIVE)
}

/// Whether `name` names one unit or a class of them.
pub(super) fn kind(name: &str) -> UnitKind {
    kind_stem(name, stem(name))
}

/// The same for a name whose [`stem`] is known.
pub(super) fn kind_stem(name: &str, stem: &str) -> UnitKind {
    let lex = lexicon();
    // Full-width brackets begin with the byte EF, as no hanzi does.
    let bracket = memchr::memchr2(0xef, b'(', name.as_bytes()).is_some();
    let collective = lex.collectives.contains(name)
        || lex.collective_starts.of(name).is_some()
        || lex.collective_ends.of(stem).is_some()
        || lex.collective_inner.any_in(name)
        || name.contains('、') && !stem.contains(['（', '('])
        || bracket && slot(name, lex);
    if collective {
        UnitKind::Collective
    } else {
        UnitKind::Unit
    }
}

/// 县（市、区）人民政府, 镇（街道）: a level with other levels in brackets.
fn slot(name: &str, lex: &Lexicon) -> bool {
    let Some(open) = name.find(['（', '(']) else {
        return false;
    };
    let head = &name[..open];
    let bracket = &name[open..];
    let Some(close) = bracket.find(['）', ')']) else {
        return false;
    };
    let inside = bracket[..close].trim_start_matches(['（', '(']);
    (lex.levels.contains(head) || lex.collectives.contains(head))
        && inside
            .split(['、', ',', '，'])
            .all(|word| lex.levels.contains(word))
}

/// The level a name begins with (省, 市, 自治区 …) and the rest of it.
pub(super) fn level(name: &str) -> Option<(&'static str, &str)> {
    if directory().not_levels.of(name).is_some() {
        return None;
    }
    LEVELS.iter().find_map(|&level| {
        let rest = name.strip_prefix(level)?;
        (!rest.is_empty()).then_some((level, rest))
    })
}

/// Levels of government, the longer words first.
pub(super) const LEVELS: &[&str] = &[
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
];

#[cfg(test)]
mod tests {
    use super::super::lexicon::Files;
    use super::*;

    #[test]
    fn every_entry_of_the_unit_lists_has_its_example() {
        let units = Files::read().units;
        assert!(units.suffix.len() > 100 && units.not_start.len() > 100);
        for word in &units.suffix {
            assert!(word.e.ends_with(&word.t), "{word:?}");
            assert_eq!(ending(&word.e, lexicon()), Some(Class::Unit), "{word:?}");
        }
        for word in &units.loose {
            assert!(word.e.ends_with(&word.t), "{word:?}");
            assert!(ending(&word.e, lexicon()).is_some(), "{word:?}");
        }
        for word in &units.not_suffix {
            assert!(word.e.ends_with(&word.t), "{word:?}");
            assert_eq!(ending(&word.e, lexicon()), None, "{word:?}");
        }
        for word in &units.not_start {
            assert!(word.e.starts_with(&word.t), "{word:?}");
            assert_eq!(classify(&word.e), Class::Bad, "{word:?}");
        }
        for word in &units.not_inside {
            assert!(word.e.contains(&word.t), "{word:?}");
            assert_eq!(classify(&word.e), Class::Bad, "{word:?}");
        }
        for word in &units.start {
            assert!(word.e.starts_with(&word.t), "{word:?}");
            assert_ne!(classify(&word.e), Class::Bad, "{word:?}");
        }
    }

    #[test]
    fn every_entry_of_the_class_lists_has_its_example() {
        let lists = Files::read().collectives;
        for word in lists.prefix.iter().chain(&lists.inner).chain(&lists.suffix) {
            assert!(word.e.contains(&word.t), "{word:?}");
            assert_eq!(kind(&word.e), UnitKind::Collective, "{word:?}");
        }
        for word in &lists.whole {
            assert_eq!(kind(&word.e), UnitKind::Collective, "{word:?}");
        }
    }

    #[test]
    fn posts_are_no_units() {
        for word in Files::read().rules.post {
            assert_eq!(classify(&word.e), Class::Post, "{word:?}");
        }
    }

    #[test]
    fn names_and_no_names() {
        let table = [
            ("市规划和自然资源局", Class::Unit),
            ("市经信局（市国资委）", Class::Unit),
            ("各县（市、区）人民政府", Class::Unit),
            ("承担有防汛任务的成员单位", Class::Unit),
            ("江北区", Class::Loose),
            ("各镇（街道）", Class::Loose),
            ("财政", Class::Bare),
            ("分管副市长", Class::Post),
            ("谁审批", Class::Bad),
            ("政府向人民代表大会", Class::Bad),
            ("牵头单位", Class::Bad),
            ("局", Class::Bad),
            ("", Class::Bad),
        ];
        for (name, class) in table {
            assert_eq!(classify(name), class, "{name}");
        }
    }

    #[test]
    fn stems_leave_out_the_last_bracket() {
        assert_eq!(stem("市经信局（市国资委）"), "市经信局");
        assert_eq!(stem("各县（市、区）政府"), "各县（市、区）政府");
        assert_eq!(stem("甲（乙（丙））"), "甲");
        assert_eq!(stem("（甲）"), "（甲）");
        assert_eq!(stem("甲）"), "甲）");
    }
}
