//! What the extractors read: the words of one unit without printed white
//! space, each range traceable to its physical lines.
//!
//! Rows of a paragraph that were not joined are joined here where the first
//! does not end a sentence. Traditional characters are matched as simplified
//! ones of the same length, so that offsets stay; values are taken from the
//! printed words.

use super::sieve::Lists;
use super::words::WordList;
use crate::lexicon::variants::Variants;
use crate::structure::Node;
use crate::text::{Joined, LineRanges};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// The words of a unit without white space.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    joined: &'a Joined,
    printed: Cow<'a, str>,
    folded: Option<String>,
    /// Where stretches begin: byte in `printed`, byte in `joined`. Empty when
    /// both texts are the same.
    stretches: Vec<(usize, usize)>,
}

impl<'a> Passage<'a> {
    /// The words of `joined`; line feeds stay where a sentence ends before
    /// them.
    pub(super) fn new(joined: &'a Joined) -> Self {
        Self::of(joined, 0..joined.text().len(), true, Lists::ALL)
    }

    /// As [`Passage::new`], for a unit's own text of which `lists` is known.
    pub(super) fn sifted(joined: &'a Joined, lists: Lists) -> Self {
        Self::of(joined, 0..joined.text().len(), true, lists)
    }

    /// The words of the part `range` of `joined`, which must lie on character
    /// boundaries, in one line.
    pub(super) fn row(joined: &'a Joined, range: Range<usize>) -> Self {
        Self::of(joined, range, false, Lists::ALL)
    }

    fn of(joined: &'a Joined, range: Range<usize>, keep_breaks: bool, lists: Lists) -> Self {
        let text = joined.text().get(range.clone()).unwrap_or_default();
        let (printed, stretches) = if has_space(text) {
            let (printed, stretches) = squeeze(text, range.start, keep_breaks);
            (Cow::Owned(printed), stretches)
        } else {
            let first = (range.start > 0).then_some((0, range.start));
            (Cow::Borrowed(text), first.into_iter().collect())
        };
        let folded = lists
            .any(Lists::TRADITIONAL)
            .then(|| fold(&printed))
            .flatten();
        Passage {
            joined,
            printed,
            folded,
            stretches,
        }
    }

    /// The words to match against; byte offsets are those of
    /// [`Passage::printed`].
    pub(super) fn text(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.printed)
    }

    /// The printed words.
    pub(super) fn printed(&self) -> &str {
        &self.printed
    }

    /// The words of the bytes `[start, end)` with their white space.
    pub(super) fn raw(&self, range: Range<usize>) -> &'a str {
        let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) else {
            return "";
        };
        let joined = self.origin(range.start)..self.origin(last) + 1;
        self.joined.text().get(joined).unwrap_or_default()
    }

    /// Physical lines of the bytes `[start, end)`.
    pub(super) fn lines(&self, range: Range<usize>) -> LineRanges {
        match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self
                .joined
                .lines(self.origin(range.start)..self.origin(last) + 1),
            _ => LineRanges::new(),
        }
    }

    /// The byte of the joined text that a byte here came from.
    fn origin(&self, at: usize) -> usize {
        let next = self.stretches.partition_point(|(out, _)| *out <= at);
        match next.checked_sub(1).and_then(|i| self.stretches.get(i)) {
            Some((out, joined)) => joined + (at - out),
            None => at,
        }
    }
}

/// Whether `c` is printed white space. ASCII is decided first.
pub(super) fn is_space(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_whitespace() || c == '\u{b}'
    } else {
        c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
    }
}

/// The text without its white space.
pub(super) fn squeezed(text: &str) -> String {
    text.split(is_space).collect()
}

/// Whether there is white space to take out. The bytes of U+0085 and U+2028
/// are not looked for: they do not reach joined text.
fn has_space(text: &str) -> bool {
    static WIDE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{3000}"));
    let bytes = text.as_bytes();
    memchr::memchr3(b' ', b'\n', b'\t', bytes).is_some()
        || WIDE.find(bytes).is_some()
        // U+00A0; other characters that begin with C2 (· ±) are rare.
        || memchr::memchr_iter(0xc2, bytes).any(|at| bytes.get(at + 1) == Some(&0xa0))
}

/// Takes white space out; `base` is where `text` begins in the joined text.
fn squeeze(text: &str, base: usize, keep_breaks: bool) -> (String, Vec<(usize, usize)>) {
    let mut out = String::with_capacity(text.len());
    let mut stretches = Vec::new();
    let mut copied = true;
    for (at, c) in text.char_indices() {
        if is_space(c) {
            let sentence_ends = || {
                out.ends_with(SENTENCE_ENDS)
                    || out.is_empty()
                    || speaks_of_itself(text.get(at..).unwrap_or_default())
            };
            if c == '\n' && keep_breaks && !out.ends_with('\n') && sentence_ends() {
                stretches.push((out.len(), base + at));
                out.push('\n');
            }
            copied = true;
            continue;
        }
        if copied {
            stretches.push((out.len(), base + at));
            copied = false;
        }
        out.push(c);
    }
    (out, stretches)
}

/// Marks after which a printed row is a paragraph's last.
const SENTENCE_ENDS: [char; 10] = ['。', '；', '：', '！', '？', ';', ':', '!', '?', '\n'];

/// Whether a row begins with what a document says of itself: 本通知自…,
/// 本办法由…. It never goes on a list of units above it.
fn speaks_of_itself(row: &str) -> bool {
    let mut words = row.trim_start().chars();
    // 本着自愿的原则, 本市由 … are other words.
    const OTHERS: &str = "着市省县区州级单部人届年质来";
    words.next() == Some('本')
        && words.next().is_some_and(|c| !OTHERS.contains(c))
        && words
            .skip(1)
            .take(6)
            .any(|c| matches!(c, '自' | '由' | '从'))
}

/// Nearly every traditional text has one of these in a sentence; looking every
/// character of every text up would cost more than all the rest.
pub(super) const TRADITIONAL: [&str; 54] = [
    "國", "會", "發", "務", "職", "辦", "長", "門", "員", "條", "據", "與", "負", "責", "釋", "組",
    "廢", "試", "關", "於", "為", "號", "爲", "縣", "區", "鄉", "鎮", "書", "記", "總", "聯", "廳",
    "黨", "處", "陳", "張", "劉", "楊", "趙", "黃", "吳", "孫", "馬", "許", "鄭", "羅", "謝", "馮",
    "葉", "蔣", "蘇", "盧", "韓", "龔",
];

/// The text with traditional characters as simplified ones, if it has any.
pub(super) fn fold(text: &str) -> Option<String> {
    static SIGNS: OnceLock<WordList> = OnceLock::new();
    let signs = SIGNS.get_or_init(|| WordList::new(TRADITIONAL));
    if !signs.within(text) {
        return None;
    }
    Some(simplified(text))
}

/// The text with traditional characters as simplified ones of the same
/// length.
pub(super) fn simplified(text: &str) -> String {
    let table = Variants::table();
    text.chars().map(|c| table.simplified(c)).collect()
}

/// All units of a text in reading order, whatever their depth.
pub(super) fn units(nodes: &[Node]) -> impl Iterator<Item = &Node> {
    let mut open = vec![nodes.iter()];
    std::iter::from_fn(move || {
        loop {
            let Some(node) = open.last_mut()?.next() else {
                open.pop();
                continue;
            };
            open.push(node.children.iter());
            return Some(node);
        }
    })
}

/// Pairs of round, square and corner brackets in a text: for each opening
/// byte the byte of its closing bracket. Unmatched brackets are in no pair,
/// and a pair never spans a line feed that stayed.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// Outermost pairs, in order: opening byte, byte behind the closing
    /// bracket.
    outer: Vec<Range<usize>>,
}

impl Brackets {
    /// Pairs the brackets of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut pairs: Vec<Range<usize>> = Vec::new();
        let mut open: Vec<(char, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            match c {
                c if opens(c) => open.push((c, at)),
                '）' | '］' | '】' | '〕' | '》' | '〉' | ')' | ']' | '”' => {
                    // A closing bracket pairs with the nearest opening one of
                    // its kind; those in between were never closed.
                    let near = open.len().saturating_sub(16);
                    let mate = open
                        .iter()
                        .skip(near)
                        .rposition(|(opening, _)| kind(*opening) == kind(c));
                    if let Some(mate) = mate {
                        if let Some((_, start)) = open.get(near + mate) {
                            pairs.push(*start..at + c.len_utf8());
                        }
                        open.truncate(near + mate);
                    }
                }
                '\n' => open.clear(),
                _ => {}
            }
        }
        // Pairs come in order of their closing; an outer pair follows all it
        // holds.
        let mut outer: Vec<Range<usize>> = Vec::new();
        for pair in pairs {
            while outer.last().is_some_and(|last| last.start > pair.start) {
                outer.pop();
            }
            outer.push(pair);
        }
        Brackets { outer }
    }

    /// The outermost pair that holds the byte `at`, its brackets included.
    pub(super) fn around(&self, at: usize) -> Option<Range<usize>> {
        let next = self.outer.partition_point(|pair| pair.start <= at);
        let pair = self.outer.get(next.checked_sub(1)?)?;
        (at < pair.end).then(|| pair.clone())
    }
}

/// Cuts a text at marks outside brackets: byte ranges without the mark, and
/// the mark (`\n` at the end of the text). Empty pieces are left out. `ends` is
/// given a mark and the character before it.
pub(super) fn pieces(
    text: &str,
    range: Range<usize>,
    brackets: &Brackets,
    ends: impl Fn(char, char) -> bool,
) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut inside = range.start;
    let mut previous = '\n';
    let words = text.get(range.clone()).unwrap_or_default();
    for (at, c) in words.char_indices() {
        let at = range.start + at;
        if at >= inside {
            if opens(c) {
                inside = brackets.around(at).map_or(inside, |pair| pair.end);
            } else if ends(c, previous) {
                if at > start {
                    found.push((start..at, c));
                }
                start = at + c.len_utf8();
            }
        }
        previous = c;
    }
    if start < range.end {
        found.push((start..range.end, '\n'));
    }
    found
}

/// Whether `c` opens a bracket.
fn opens(c: char) -> bool {
    matches!(c, '（' | '［' | '【' | '〔' | '《' | '〈' | '“' | '(' | '[')
}

/// The kind of a bracket, half and full width taken as the same.
fn kind(bracket: char) -> u8 {
    match bracket {
        '（' | '(' | '）' | ')' => 0,
        '［' | '[' | '］' | ']' => 1,
        '【' | '】' => 2,
        '〔' | '〕' => 3,
        '《' | '》' => 4,
        '〈' | '〉' => 5,
        _ => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lead_back_to_their_lines() {
        let joined = Joined::plain("根据 2023 年\n安排，\n第二句。\n第三句");
        let passage = Passage::new(&joined);
        assert_eq!(passage.text(), "根据2023年安排，第二句。\n第三句");
        let at = passage.text().find("年安").expect("joined");
        assert_eq!(passage.lines(at..at + 6).0, [(1, 2)]);
        let at = passage.text().find("三").expect("last");
        assert_eq!(passage.lines(at..at + 3).0, [(4, 4)]);
        assert!(passage.lines(5..5).is_empty());
    }

    #[test]
    fn rows_are_cut_out_of_their_text() {
        let joined = Joined::plain("甲\n乙 丙");
        let start = "甲\n".len();
        let row = Passage::row(&joined, start..joined.text().len());
        assert_eq!(row.printed(), "乙丙");
        assert_eq!(row.lines(0..6).0, [(2, 2)]);
        let row = Passage::row(&joined, 0..3);
        assert_eq!(row.lines(0..3).0, [(1, 1)]);
    }

    #[test]
    fn traditional_characters_keep_their_offsets() {
        let joined = Joined::plain("副局長職務");
        let passage = Passage::new(&joined);
        assert_eq!(passage.text(), "副局长职务");
        assert_eq!(passage.printed(), "副局長職務");
    }

    #[test]
    fn unmatched_brackets_hold_nothing() {
        let text = "甲（乙；丙（丁（戊））己）庚）";
        let pairs = Brackets::of(text);
        let at = |word: &str| text.find(word).expect(word);
        assert!(pairs.around(at("乙")).is_some());
        assert!(pairs.around(at("庚")).is_none());
        let text = "甲（乙；丙（丁）戊";
        let pairs = Brackets::of(text);
        assert!(pairs.around(text.find('乙').expect("乙")).is_none());
        assert!(pairs.around(text.find('丁').expect("丁")).is_some());
    }

    #[test]
    fn deep_brackets_are_linear() {
        let text = format!("{}{}", "（".repeat(200_000), "）".repeat(200_000));
        assert!(Brackets::of(&text).around(3).is_some());
        let text = format!("{}{}", "（".repeat(200_000), "]".repeat(200_000));
        assert!(Brackets::of(&text).around(3).is_none());
    }
}
