//! Stretches that lost all their punctuation: 袁 for ，, 遥 for 。 and so on.

use super::signs::{DIGITS, Signs, is_digit, is_hanzi};
use crate::text::{LineRanges, Source};

/// Hanzi that stand for punctuation.
const PUNCTUATION: &str = "袁遥尧曰院渊冤叶曳";
/// Lines a stretch is judged by at a time.
const WINDOW: usize = 9;
/// Hanzi a window must have to be judged.
const FEWEST_HANZI: usize = 60;
/// Hanzi to one real comma or full stop in damaged text, at least; sound text
/// has one to about 10.
const HANZI_A_MARK: usize = 60;
/// Mis-decoded punctuation in a thousand hanzi of damaged text, at least. Where
/// all is lost it is about 100; names and hospitals in sound text give 5.
const GLYPHS_A_THOUSAND: usize = 15;
/// 豫 as a name, not behind a number, in a text where % is taken for granted
/// only before what follows a percentage: a gazette of Henan.
const MANY_YU: usize = 5;

/// What the whole of a text tells about its glyphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    damaged: LineRanges,
    certain: bool,
    yu: bool,
}

impl Profile {
    /// The profile of a whole document text. A sound text is told by two quick
    /// searches.
    pub fn of(text: &str) -> Self {
        Profile {
            damaged: damaged_lines(text),
            certain: false,
            yu: counts_yu(text),
        }
    }

    /// Lines (physical, 1-based, as [`Source`] counts them) of stretches that
    /// lost their punctuation. The first and last may be a line or two off.
    pub fn damaged_lines(&self) -> &LineRanges {
        &self.damaged
    }

    /// The profile for paragraphs that certainly lie in such a stretch: single
    /// glyphs are mended there too. For paragraphs whose lines are
    /// [`Profile::damaged_lines`] and whose neighbours were found dense.
    #[must_use]
    pub fn within(&self) -> Self {
        Profile {
            certain: true,
            ..self.clone()
        }
    }

    /// Whether the `density` tier is on.
    pub fn may_be_dense(&self) -> bool {
        self.certain || !self.damaged.is_empty()
    }

    /// Whether 豫 is a common name in the text.
    pub(super) fn names_yu(&self) -> bool {
        self.yu
    }
}

/// Whether 豫 stands [`MANY_YU`] times without a number before it.
fn counts_yu(text: &str) -> bool {
    let names = memchr::memmem::find_iter(text.as_bytes(), "豫").filter(|&at| {
        let before = text[..at].trim_end_matches(' ').chars().next_back();
        before.is_none_or(|c| !is_digit(c) && !DIGITS.contains(c))
    });
    names.take(MANY_YU).count() == MANY_YU
}

/// Counts of one line, or of a window.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    hanzi: usize,
    /// ，。、；：
    real: usize,
    glyphs: usize,
    /// 袁 and 遥, of which every damaged sentence has one.
    commas: usize,
    stops: usize,
    /// Kinds of glyphs, a bit each.
    kinds: u16,
}

impl Counts {
    fn of(line: &str) -> Self {
        let mut counts = Counts::default();
        for c in line.chars() {
            counts.hanzi += usize::from(is_hanzi(c));
            counts.real += usize::from(matches!(c, '，' | '。' | '、' | '；' | '：'));
            counts.commas += usize::from(c == '袁');
            counts.stops += usize::from(c == '遥');
            if let Some(kind) = PUNCTUATION.chars().position(|glyph| glyph == c) {
                counts.glyphs += 1;
                counts.kinds |= 1 << kind;
            }
        }
        counts
    }

    fn add(self, other: Counts) -> Self {
        Counts {
            hanzi: self.hanzi + other.hanzi,
            real: self.real + other.real,
            glyphs: self.glyphs + other.glyphs,
            commas: self.commas + other.commas,
            stops: self.stops + other.stops,
            kinds: self.kinds | other.kinds,
        }
    }

    fn is_damaged(self) -> bool {
        self.hanzi >= FEWEST_HANZI
            && self.real * HANZI_A_MARK < self.hanzi
            && self.glyphs * 1000 > GLYPHS_A_THOUSAND * self.hanzi
            && self.commas >= 2
            && self.stops >= 1
            && self.kinds.count_ones() >= 3
    }
}

fn damaged_lines(text: &str) -> LineRanges {
    let many = |glyph: &str, least: usize| {
        let found = memchr::memmem::find_iter(text.as_bytes(), glyph);
        found.take(least).count() == least
    };
    if !many("遥", 2) || !many("袁", 3) {
        return LineRanges::new();
    }
    let source = Source::new(text.to_owned());
    let lines: Vec<(u32, Counts)> = source
        .lines()
        .filter(|(_, _, words)| !words.trim().is_empty())
        .map(|(number, _, words)| (number, Counts::of(words)))
        .collect();
    let mut damaged = vec![false; lines.len()];
    for first in 0..lines.len() {
        let window = &lines[first..lines.len().min(first + WINDOW)];
        let sum = window
            .iter()
            .fold(Counts::default(), |sum, (_, line)| sum.add(*line));
        if sum.is_damaged() {
            for (flag, (_, line)) in damaged[first..].iter_mut().zip(window) {
                *flag |= line.real == 0;
            }
        }
    }
    let flagged = lines.iter().zip(damaged).filter(|(_, flag)| *flag);
    flagged.map(|((number, _), _)| *number).collect()
}

/// Whether a paragraph lost its punctuation: in a text with such stretches it
/// has no real punctuation, and either a label that ends in 尧 or several
/// glyphs of more than one kind.
pub(super) fn is_dense(signs: &Signs<'_>, profile: &Profile) -> bool {
    if !profile.may_be_dense() {
        return false;
    }
    if profile.certain {
        return true;
    }
    let (mut hanzi, mut real, mut glyphs, mut kinds) = (0, 0, 0, 0_u16);
    for at in 0..signs.len() {
        let Some(c) = signs.printed(at) else {
            continue;
        };
        hanzi += usize::from(is_hanzi(c));
        real += usize::from(matches!(c, '，' | '。' | '、' | '；' | '：'));
        if let Some(kind) = PUNCTUATION.chars().position(|glyph| glyph == c)
            && signs.is_open(at)
            && is_possible(signs, at, c)
        {
            glyphs += 1;
            kinds |= 1 << kind;
        }
    }
    let label = (1..=3)
        .find(|&at| signs.is_free(at, '尧'))
        .is_some_and(|end| {
            (0..end).all(|at| {
                signs
                    .read(at)
                    .is_some_and(|c| "一二三四五六七八九十".contains(c))
            })
        });
    real * HANZI_A_MARK <= hanzi && (label || glyphs >= 2 && kinds.count_ones() >= 2)
}

/// Reads the glyphs of a dense paragraph as punctuation.
pub(super) fn punctuation(signs: &mut Signs<'_>) {
    for at in 0..signs.len() {
        let Some(c) = signs.printed(at) else {
            continue;
        };
        let single = matches!(
            c,
            '袁' | '遥' | '尧' | '曰' | '院' | '渊' | '冤' | '曳' | '冶'
        );
        if single && signs.is_open(at) && is_possible(signs, at, c) {
            signs.mend(at, "density");
        }
        // —— and …… come in twos.
        if matches!(c, '要' | '噎')
            && signs.is_free(at, c)
            && signs.is_free(at + 1, c)
            && signs.printed(at + 2) != Some(c)
        {
            signs.mend(at, "density");
            signs.mend(at + 1, "density");
        }
    }
}

/// Whether punctuation can stand in the place of an open glyph.
fn is_possible(signs: &Signs<'_>, at: usize, c: char) -> bool {
    if c == '渊' || c == '叶' {
        return true; // what opens may begin a paragraph
    }
    // No paragraph and no clause begins with a comma: 袁大均 is a name there.
    let Some(before) = signs.before(at) else {
        return false;
    };
    if is_short_word(signs, at) {
        return false;
    }
    let clause_begins = !is_hanzi(before)
        && !is_digit(before)
        && !matches!(before, '）' | '》' | '”' | '’' | '〕' | '%' | '】');
    match c {
        '袁' => {
            let gap = signs.sign(at).is_some_and(|sign| sign.gap) && is_hanzi(before);
            let digits = is_digit(before) && signs.is_digit(at + 1);
            !clause_begins && !gap && !digits && !is_name(signs, at, before)
        }
        '院' => {
            let words = signs.words(at.saturating_sub(4)..at);
            let list = signs.guards.before_colon.iter();
            list.into_iter().any(|word| words.ends_with(word.as_str()))
        }
        '遥' | '曰' | '尧' => !clause_begins,
        _ => true,
    }
}

/// Whether the sign stands in a word of two or three hanzi between white space:
/// 李尧 in a list of names.
fn is_short_word(signs: &Signs<'_>, at: usize) -> bool {
    let gap = |at: usize| signs.sign(at).is_none_or(|sign| sign.gap || sign.c == '\n');
    let Some(start) = (at.saturating_sub(2)..=at)
        .rev()
        .find(|&at| at == 0 || gap(at))
    else {
        return false;
    };
    let Some(end) = (at + 1..=start + 3).find(|&at| gap(at)) else {
        return false;
    };
    let numeral = |at| {
        signs
            .read(at)
            .is_some_and(|c| is_digit(c) || "一二三四五六七八九十".contains(c))
    };
    !(start..at).all(numeral) && (start..end).all(|at| signs.read(at).is_some_and(is_hanzi))
}

/// Whether 袁 at `at` begins a name: after a word no comma follows, or before
/// 某某同志.
fn is_name(signs: &Signs<'_>, at: usize, before: char) -> bool {
    if signs.guards.no_comma_after.contains(before) {
        return true;
    }
    let next = signs.words(at + 1..at + 5);
    let mut rest = next.char_indices().skip(1).map(|(at, _)| &next[at..]);
    rest.by_ref().take(2).any(|rest| rest.starts_with("同志"))
}
