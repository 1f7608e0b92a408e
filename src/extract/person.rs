//! Names of persons (姓名), and the border between a name and the unit that
//! follows it without a separator.
//!
//! A name is two to four hanzi that begin with a surname, or parts joined by
//! a middle dot. What only might be a name is said to be unsure: the caller
//! decides with the words around it.

use super::ending::ends_as_post;
use super::words::{
    departments, institutions, name_parts, not_names, organ_beginnings, places, surnames,
};
use crate::lexicon::regions::begins_with_county;
use std::collections::HashSet;

/// How much a stretch of characters looks like a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It is none.
    No,
    /// It has the shape of one, without a known surname.
    Unsure,
    /// It begins with a surname, or has a middle dot.
    Sure,
}

/// Whether the whole of `text` is a name; white space must be gone.
pub(super) fn likeness(text: &str) -> Likeness {
    if text.len() > MAX_NAME || !text.chars().all(|c| is_hanzi(c) || is_dot(c)) {
        return Likeness::No;
    }
    let count = text.chars().count();
    if text.contains(is_dot) {
        let parts_fit = text
            .split(is_dot)
            .all(|part| (1..=8).contains(&part.chars().count()));
        return if parts_fit {
            Likeness::Sure
        } else {
            Likeness::No
        };
    }
    if not_a_name(text) {
        return Likeness::No;
    }
    let surname = surnames().start(text).map_or(0, |s| s.chars().count());
    match (count, surname) {
        (2 | 3, 1) | (3 | 4, 2) => Likeness::Sure,
        // A compound surname read as one hanzi and a given name: 东方, 南宫.
        (2, 2) => Likeness::Sure,
        (2..=LONGEST, _) if made_of_parts(text) => Likeness::Sure,
        (2..=3, _) if !text.contains(NO_NAME) => Likeness::Unsure,
        (4..=LONGEST, _) if !text.contains(NO_SOUND) => Likeness::Unsure,
        _ => Likeness::No,
    }
}

/// Longest name in bytes: six dotted parts of some hanzi.
const MAX_NAME: usize = 90;

/// Longest name without a dot, in hanzi: 努恩达古拉其其格.
const LONGEST: usize = 8;

/// Characters that stand in no name.
const NO_NAME: [char; 16] = [
    '的', '了', '不', '其', '将', '由', '及', '或', '与', '各', '是', '在', '被', '等', '应', '该',
];

/// Characters that stand in no name written by its sound, as names of four
/// characters and more without a surname are.
const NO_SOUND: [char; 89] = [
    '第', '师', '的', '了', '不', '将', '由', '及', '或', '与', '各', '是', '在', '被', '等', '应',
    '该', '为', '任', '命', '免', '职', '务', '市', '县', '区', '省', '州', '局', '部', '厅', '处',
    '科', '办', '院', '校', '所', '站', '会', '长', '员', '组', '党', '政', '府', '司', '级', '专',
    '者', '人', '民', '学', '工', '作', '管', '理', '制', '度', '情', '况', '有', '关', '行', '业',
    '企', '公', '共', '国', '家', '法', '律', '总', '副', '村', '镇', '乡', '街', '道', '同', '志',
    '对', '于', '以', '上', '下', '后', '前', '个', '这',
];

/// Whether a text is parts of names one after the other (扎西次仁). A part of
/// one character (江) only ends a name.
fn made_of_parts(text: &str) -> bool {
    // Bit `at` of `reached`: whether parts fill the text up to byte `at`.
    let mut reached = 1u64;
    for (at, _) in text.char_indices().take(LONGEST) {
        if at >= 64 || reached & (1 << at) == 0 {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        for part in name_parts().starts(rest) {
            let end = at + part.len();
            let single = part.chars().nth(1).is_none();
            if end < 64 && (!single || at > 0 && end == text.len()) {
                reached |= 1 << end;
            }
        }
    }
    text.len() < 64 && reached & (1 << text.len()) != 0
}

/// Short units (文旅局) and words of the list (主任) have the shape of a name
/// and are none.
fn not_a_name(text: &str) -> bool {
    let long = text.chars().nth(2).is_some();
    long && text.ends_with(['局', '委', '办', '厅', '处', '站', '所', '校', '署', '队'])
        || text.ends_with(['市', '县', '省', '厅', '局'])
        || not_names().has(text)
}

/// Whether `c` is a hanzi.
pub(super) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether `c` is a dot between the parts of a name (买买提·依明).
pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '∙' | '●' | '⋅')
}

/// A name at the start of `text` whose end the caller knows how to tell:
/// `ends_at` is asked whether a name may end before the rest it is given.
/// Shorter names are tried first, sure ones win over unsure ones. Gives the
/// byte behind the name.
pub(super) fn name_before(text: &str, ends_at: impl Fn(&str) -> bool) -> Option<(usize, Likeness)> {
    let mut unsure = None;
    let mut compound = None;
    let mut dotted = false;
    let mut sounds = true;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if !(is_hanzi(c) || is_dot(c)) {
            break;
        }
        dotted |= is_dot(c);
        sounds &= !NO_SOUND.contains(&c);
        let end = at + c.len_utf8();
        let long = sounds && count < LONGEST;
        if (count >= 4 && !dotted && !long && !dot_follows(&text[end..])) || end > MAX_NAME {
            break;
        }
        if count == 0 || !ends_at(&text[end..]) {
            continue;
        }
        let name = text.get(..end)?;
        match likeness(name) {
            // 诸葛|为民为: a compound surname is hardly ever a whole name.
            Likeness::Sure if surnames().has(name) => compound = Some((end, Likeness::Sure)),
            Likeness::Sure => return Some((end, Likeness::Sure)),
            Likeness::Unsure if unsure.is_none() => unsure = Some((end, Likeness::Unsure)),
            _ => {}
        }
    }
    compound.or(unsure)
}

/// Whether a middle dot comes within the next few hanzi.
fn dot_follows(text: &str) -> bool {
    text.chars()
        .take(6)
        .take_while(|&c| is_hanzi(c) || is_dot(c))
        .any(is_dot)
}

/// What a notice itself says about how its units begin.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// First two characters of units named elsewhere in the notice.
    heads: HashSet<String>,
    /// Names of places in the issuing body, without the word for their level.
    stems: Vec<String>,
    /// The level that issues: its units begin with that word (州财政局).
    level: Option<char>,
}

impl Known {
    /// Learns the places in an issuing body: 龙泉 in 龙泉市人民政府.
    pub(super) fn learn_places(&mut self, body: &str) {
        let mut stem = String::new();
        for c in body.chars().take(40) {
            if matches!(c, '省' | '市' | '县' | '区' | '州' | '盟' | '旗') {
                self.level = Some(c);
                if (2..=8).contains(&stem.chars().count()) {
                    self.stems.push(std::mem::take(&mut stem));
                }
                stem.clear();
            } else {
                stem.push(c);
            }
        }
    }

    /// Learns how a unit begins.
    pub(super) fn learn_unit(&mut self, unit: &str) {
        let head: String = unit.chars().take(2).collect();
        if head.chars().count() == 2 {
            self.heads.insert(head);
        }
    }

    /// Whether `text` begins with a place the notice or the country knows.
    pub(super) fn starts_with_place(&self, text: &str) -> bool {
        places().start(text).is_some() || self.starts_with_own_place(text)
    }

    /// Whether the notice is one of that level: 县 in a notice of a county.
    pub(super) fn is_level(&self, level: char) -> bool {
        self.level == Some(level)
    }

    /// Whether `text` begins with a place in the issuing body.
    fn starts_with_own_place(&self, text: &str) -> bool {
        self.stems.iter().any(|stem| text.starts_with(stem))
    }

    fn starts_like_known_unit(&self, text: &str) -> bool {
        let mut ends = text.char_indices().skip(2).map(|(at, _)| at);
        let head = ends.next().and_then(|end| text.get(..end));
        head.is_some_and(|head| self.heads.contains(head))
    }
}

/// Where a name ends and a unit begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Border {
    /// Byte at which the unit begins.
    pub(super) at: usize,
    /// Whether the words leave no doubt.
    pub(super) sure: bool,
}

/// Finds the border in `刘某某市公安局副局长`. The evidence is how the rest
/// begins (units known from the notice, words such as 市 and 中国, places, a
/// place before 中学 and its like), the surname, and that most given names
/// have two characters.
pub(super) fn border(text: &str, known: &Known) -> Option<Border> {
    if let Some(at) = dotted_end(text, known) {
        return Some(Border { at, sure: true });
    }
    let mut best: Option<(i32, usize, i32)> = None;
    let mut second = i32::MIN;
    for (count, (at, c)) in text.char_indices().enumerate().take(LONGEST + 1) {
        if count >= 2 {
            let (name, rest) = text.split_at(at);
            let likeness = likeness(name);
            if likeness != Likeness::No && !rest.is_empty() {
                let beginning = beginning(rest, known);
                // A rest that begins like no unit speaks against a border.
                let doubt = 2 * i32::from(beginning == 0);
                let score = 2 * beginning + shape(name, likeness) - doubt;
                if best.is_none_or(|(top, ..)| score > top) {
                    second = best.map_or(second, |(top, ..)| top);
                    best = Some((score, at, beginning));
                } else {
                    second = second.max(score);
                }
            }
        }
        if !is_hanzi(c) || count >= 4 && NO_SOUND.contains(&c) {
            break;
        }
    }
    let (score, at, beginning) = best?;
    let named = surnames().start(text).is_some() || text.get(..at).is_some_and(made_of_parts);
    let sure = beginning > 0 && score > second + 1 && named;
    Some(Border { at, sure })
}

/// The end of a dotted name before a unit: the last part has the length that
/// leaves a rest beginning like a unit.
fn dotted_end(text: &str, known: &Known) -> Option<usize> {
    let run = text
        .char_indices()
        .take(24)
        .take_while(|(_, c)| is_hanzi(*c) || is_dot(*c));
    let dot = run
        .filter(|(_, c)| is_dot(*c))
        .map(|(at, c)| at + c.len_utf8())
        .last()?;
    let tail = text.get(dot..)?;
    let by_unit = tail
        .char_indices()
        .skip(2)
        .take(5)
        .map(|(at, _)| dot + at)
        .find(|&at| {
            text.get(..at)
                .is_some_and(|name| likeness(name) == Likeness::Sure && !name.contains(NO_SOUND))
                && beginning(&text[at..], known) >= 2
        });
    // 阿依恒·别克第十师副师长: the last part is one that names are made of.
    by_unit.or_else(|| {
        let ends = tail.char_indices().skip(2).take(5).map(|(at, _)| at);
        let part = ends.filter(|&at| tail.get(..at).is_some_and(made_of_parts));
        part.last().map(|at| dot + at)
    })
}

/// How much `rest` begins like a unit, 0 to 7; 7 for the notice's own place,
/// whatever a shorter word says (朔原自治区, not 原自治区).
fn beginning(rest: &str, known: &Known) -> i32 {
    if known.starts_with_own_place(rest) {
        return 7;
    }
    if let Some(former) = rest.strip_prefix('原') {
        // 原 as the last character of a given name is rarer than a former unit.
        return if beginning_word(former) > 0 { 5 } else { 1 };
    }
    // 关桂兰|州财政局, not 关桂|兰州: the notice's own level before any place.
    if known.level.is_some_and(|level| rest.starts_with(level)) && beginning_word(rest) > 0 {
        return 4;
    }
    if known.starts_like_known_unit(rest) || known.starts_with_place(rest) {
        return 3;
    }
    if begins_with_county(rest) {
        return 3;
    }
    beginning_word(rest)
        .max(institution(rest))
        .max(department(rest))
        .max(bare_post(rest))
}

/// Whether a text begins as units and posts do, whatever the notice.
pub(super) fn begins_like_unit(text: &str) -> bool {
    beginning(text, &Known::default()) > 0
}

/// Whether `rest` is a post without a unit: 副省长, 常务副县长.
fn bare_post(rest: &str) -> i32 {
    let deputy = rest.strip_prefix("常务").unwrap_or(rest).strip_prefix('副');
    let head = |post: &str| {
        let short: String = post.chars().take(2).collect();
        ends_as_post(&short)
    };
    4 * i32::from(deputy.is_some_and(head))
}

/// Whether `rest` begins like a unit printed without its level: 财政局, 统计局;
/// the word for the kind of unit must come soon.
fn department(rest: &str) -> i32 {
    const KINDS: [char; 9] = ['部', '局', '委', '厅', '署', '办', '处', '院', '队'];
    let named = departments()
        .start(rest)
        .and_then(|word| rest.get(word.len()..))
        .is_some_and(|tail| tail.chars().take(10).any(|c| KINDS.contains(&c)));
    3 * i32::from(named)
}

/// How much `rest` begins with one of the listed words: 3 for a word of
/// several characters, 2 for one such as 市.
fn beginning_word(rest: &str) -> i32 {
    match organ_beginnings().start(rest) {
        Some(word) if word.chars().nth(1).is_some() => 3,
        Some(_) => 2,
        None => 0,
    }
}

/// A place of two or three characters before a word for a level or a school:
/// 临江中学, 红枫县.
fn institution(rest: &str) -> i32 {
    const LEVELS: [char; 7] = ['县', '市', '区', '旗', '镇', '乡', '州'];
    let after = |skip: usize| {
        let at = rest.char_indices().nth(skip).map(|(at, _)| at)?;
        let (place, tail) = rest.split_at(at);
        let kind = tail.starts_with(LEVELS) || institutions().start(tail).is_some();
        // 西|自治区 is no place.
        (kind && !place.contains(LEVELS) && !place.contains("自治")).then_some(())
    };
    i32::from(after(2).is_some() || after(3).is_some())
}

/// How usual a name is: three characters, or a compound surname and one or
/// two; a name that ends in 市 or 县 is not.
fn shape(name: &str, likeness: Likeness) -> i32 {
    let count = name.chars().count();
    let compound = surnames()
        .start(name)
        .is_some_and(|s| s.chars().count() == 2);
    let usual = match (count, compound) {
        _ if count > 3 && likeness == Likeness::Sure && made_of_parts(name) => 3,
        (3, false) => 2,
        (4, true) => 2,
        (2 | 3, _) => 1,
        _ => -2,
    };
    let unlikely = name.ends_with(['市', '省', '县', '区', '州', '局', '委', '厅', '副']);
    usual - i32::from(likeness == Likeness::Unsure) * 2 - i32::from(unlikely) * 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_surname_or_a_dot() {
        for name in [
            "李雷",
            "韩梅梅",
            "欧阳修文",
            "上官云",
            "买买提·依明",
            "东方",
        ] {
            assert_eq!(likeness(name), Likeness::Sure, "{name}");
        }
        for name in ["扎西次仁", "那么远方"] {
            assert!(likeness(name) >= Likeness::Unsure, "{name}");
        }
        for word in [
            "文旅局",
            "主任",
            "李",
            "李2",
            "",
            "金融办",
            "人民政府办公室",
            "司法局",
        ] {
            assert_eq!(likeness(word), Likeness::No, "{word}");
        }
    }

    #[test]
    fn every_surname_makes_its_example_a_name() {
        let data = crate::lexicon::SURNAME_FILE;
        for [surname, name] in super::super::words::entries::<2>(data) {
            assert!(name.starts_with(surname) && name.len() > surname.len());
            assert_eq!(likeness(name), Likeness::Sure, "{name}");
        }
    }

    #[test]
    fn names_end_where_the_caller_says() {
        let ends = |rest: &str| rest.starts_with('为');
        assert_eq!(name_before("张为民为局长", ends), Some((9, Likeness::Sure)));
        assert_eq!(name_before("李为为局长", ends), Some((6, Likeness::Sure)));
        assert_eq!(
            name_before("诸葛为民为局长", ends),
            Some((12, Likeness::Sure))
        );
        assert_eq!(name_before("东方为局长", ends), Some((6, Likeness::Sure)));
        assert_eq!(name_before("李局长", ends), None);
        let long = "艾合买提江·吐尔逊为局长";
        let end = long.find('为').expect("verb");
        assert_eq!(name_before(long, ends), Some((end, Likeness::Sure)));
    }

    #[test]
    fn borders() {
        let mut known = Known::default();
        known.learn_places("江东省龙泉市人民政府");
        known.learn_unit("玉屏中学校长");
        for (text, name, sure) in [
            ("钱学文市财政局局长", "钱学文", true),
            ("王海市市场监督管理局局长", "王海", true),
            ("李军国家税务总局局长", "李军", true),
            ("欧阳明市图书馆馆长", "欧阳明", true),
            ("孔祥龙泉博物馆馆长", "孔祥", true),
            ("易宏玉屏中学副校长", "易宏", true),
            ("白雪梅苏州博物馆馆长", "白雪梅", true),
            ("孔祥龙原区财政局局长", "孔祥龙", true),
            ("艾力·吐尔逊自治区水利厅厅长", "艾力·吐尔逊", true),
            ("张三丰飞行处处长", "张三丰", false),
        ] {
            let found = border(text, &known).expect(text);
            assert_eq!((&text[..found.at], found.sure), (name, sure), "{text}");
        }
        assert_eq!(border("局", &known), None);
        let mut known = Known::default();
        known.learn_places("某某藏族自治州人民政府");
        let text = "关桂兰州证明事项服务中心副主任";
        assert_eq!(
            border(text, &known).map(|found| &text[..found.at]),
            Some("关桂兰")
        );
    }
}
