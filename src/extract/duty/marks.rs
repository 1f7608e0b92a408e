//! Punctuation of one text in one pass: separators, and brackets with their
//! partners. Linear for any input; nothing nests on the call stack.

use std::ops::Range;

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Opens a bracket of any kind: （ ( ［ [ 【 〔 〈 <.
    Open,
    /// Closes a bracket.
    Close,
    /// Opens 《 or a quotation.
    OpenQuote,
    /// Closes 》 or a quotation.
    CloseQuote,
    /// 、
    Enum,
    /// ，
    Comma,
    /// ；
    Semi,
    /// 。 ！ ？
    Stop,
    /// ：
    Colon,
    /// A paragraph break.
    Break,
}

/// One punctuation mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its first byte.
    pub at: u32,
    /// Its bytes.
    pub len: u8,
    /// What it is.
    pub kind: Kind,
    /// Round, square …: closers prefer an opener of their own shape.
    shape: u8,
    /// Index of its partner among the marks; [`NONE`] without one.
    partner: u32,
}

const NONE: u32 = u32::MAX;
/// A pair may hold this many paragraph breaks: a clause is at times printed
/// over lines that were not joined. More breaks mean that two brackets met by
/// chance.
const BREAKS_IN_PAIR: u32 = 3;
/// How far down the open brackets a closer looks for one of its own shape.
const LOOK_DOWN: usize = 4;

impl Mark {
    /// First byte.
    pub fn start(&self) -> usize {
        self.at as usize
    }

    /// One past the last byte.
    pub fn end(&self) -> usize {
        self.at as usize + self.len as usize
    }

    /// Index of the partner, for brackets and quotations that have one.
    pub fn partner(&self) -> Option<usize> {
        (self.partner != NONE).then_some(self.partner as usize)
    }

    /// Whether it opens something that is closed later on.
    pub fn opens(&self) -> bool {
        matches!(self.kind, Kind::Open | Kind::OpenQuote) && self.partner != NONE
    }
}

/// The marks of one text, ordered by place.
#[derive(Debug, Default)]
pub(super) struct Marks {
    marks: Vec<Mark>,
}

impl Marks {
    /// Finds and pairs all marks of `text`.
    pub fn new(text: &str) -> Self {
        let mut marks = Marks { marks: lex(text) };
        marks.pair();
        marks
    }

    /// All marks in order.
    pub fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter()
    }

    /// The mark at `index`.
    pub fn get(&self, index: usize) -> Option<&Mark> {
        self.marks.get(index)
    }

    /// Indexes of the marks that begin inside `range`.
    pub fn within(&self, range: Range<usize>) -> Range<usize> {
        let first = self.marks.partition_point(|m| m.start() < range.start);
        let last = self.marks.partition_point(|m| m.start() < range.end);
        first..last.max(first)
    }

    /// Joins openers and closers. Quotations and 《》 never span a paragraph.
    fn pair(&mut self) {
        let mut open: Vec<(usize, u32)> = Vec::new();
        let mut breaks = 0u32;
        for at in 0..self.marks.len() {
            let Some(mark) = self.marks.get(at).copied() else {
                break;
            };
            match mark.kind {
                Kind::Break => {
                    breaks += 1;
                    // Quotations left open end here. They can only be on top:
                    // below them lie brackets opened earlier.
                    while open.last().is_some_and(|&(i, _)| {
                        self.marks.get(i).is_some_and(|m| m.kind == Kind::OpenQuote)
                    }) {
                        open.pop();
                    }
                }
                Kind::Open | Kind::OpenQuote => open.push((at, breaks)),
                Kind::Close | Kind::CloseQuote => {
                    if let Some(depth) = self.opener(&open, mark) {
                        open.truncate(depth + 1);
                        if let Some((from, before)) = open.pop()
                            && breaks - before <= BREAKS_IN_PAIR
                        {
                            self.join(from, at);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Which of the open marks `closer` closes: the nearest of its shape, else
    /// (for brackets) the nearest bracket.
    fn opener(&self, open: &[(usize, u32)], closer: Mark) -> Option<usize> {
        let opens = if closer.kind == Kind::Close {
            Kind::Open
        } else {
            Kind::OpenQuote
        };
        let near = open.len().saturating_sub(LOOK_DOWN)..open.len();
        let same = near.clone().rev().find(|&i| {
            open.get(i)
                .and_then(|&(m, _)| self.marks.get(m))
                .is_some_and(|m| m.kind == opens && m.shape == closer.shape)
        });
        same.or_else(|| {
            let top = open.len().checked_sub(1)?;
            let mark = open.get(top).and_then(|&(m, _)| self.marks.get(m))?;
            (closer.kind == Kind::Close && mark.kind == Kind::Open).then_some(top)
        })
    }

    fn join(&mut self, from: usize, to: usize) {
        if let Some(mark) = self.marks.get_mut(from) {
            mark.partner = to as u32;
        }
        if let Some(mark) = self.marks.get_mut(to) {
            mark.partner = from as u32;
        }
    }
}

/// All marks in order, without partners.
fn lex(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::with_capacity(bytes.len() / 16 + 4);
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        // Hanzi hold no mark; most of the text is stepped over here.
        if (0xe4..=0xe9).contains(&first) {
            at += 3;
            continue;
        }
        let (len, found) = mark_at(bytes, at, first);
        if let Some((kind, shape)) = found {
            marks.push(Mark {
                at: at as u32,
                len: len as u8,
                kind,
                shape,
                partner: NONE,
            });
        }
        at += len;
    }
    marks
}

/// The bytes of the character at `at`, and what mark it is.
fn mark_at(bytes: &[u8], at: usize, first: u8) -> (usize, Option<(Kind, u8)>) {
    if first < 0x80 {
        return (1, ascii(bytes, at, first));
    }
    let len = match first {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    let (Some(&second), Some(&third)) = (bytes.get(at + 1), bytes.get(at + 2)) else {
        return (len, None);
    };
    let found = match (first, second, third) {
        (0xe3, 0x80, 0x81) | (0xef, 0xbd, 0xa4) | (0xef, 0xb9, 0x91) => (Kind::Enum, 0), // 、 ､ ﹑
        (0xef, 0xbc, 0x8c) | (0xef, 0xb9, 0x90) => (Kind::Comma, 0),                     // ， ﹐
        (0xef, 0xbc, 0x9b) | (0xef, 0xb9, 0x94) => (Kind::Semi, 0),                      // ； ﹔
        (0xe3, 0x80, 0x82) | (0xef, 0xbd, 0xa1) => (Kind::Stop, 0),                      // 。 ｡
        (0xef, 0xbc, 0x81) | (0xef, 0xbc, 0x9f) => (Kind::Stop, 0),                      // ！ ？
        (0xef, 0xbc, 0x9a) | (0xef, 0xb9, 0x95) | (0xe2, 0x88, 0xb6) => (Kind::Colon, 0), // ： ﹕ ∶
        (0xef, 0xbc, 0x88) | (0xef, 0xb9, 0x99) => (Kind::Open, 0),                      // （ ﹙
        (0xef, 0xbc, 0x89) | (0xef, 0xb9, 0x9a) => (Kind::Close, 0),                     // ） ﹚
        (0xef, 0xbc, 0xbb) => (Kind::Open, 1),                                           // ［
        (0xef, 0xbc, 0xbd) => (Kind::Close, 1),                                          // ］
        (0xe3, 0x80, 0x90) | (0xe3, 0x80, 0x96) => (Kind::Open, 2),                      // 【 〖
        (0xe3, 0x80, 0x91) | (0xe3, 0x80, 0x97) => (Kind::Close, 2),                     // 】 〗
        (0xe3, 0x80, 0x94) | (0xef, 0xb9, 0x9d) => (Kind::Open, 3),                      // 〔 ﹝
        (0xe3, 0x80, 0x95) | (0xef, 0xb9, 0x9e) => (Kind::Close, 3),                     // 〕 ﹞
        (0xe3, 0x80, 0x8a) => (Kind::OpenQuote, 4),                                      // 《
        (0xe3, 0x80, 0x8b) => (Kind::CloseQuote, 4),                                     // 》
        // Inside 《》 a title; elsewhere a bracket in a bracket: 区政府〈管委会〉.
        (0xe3, 0x80, 0x88) | (0xef, 0xbc, 0x9c) => (Kind::Open, 5), // 〈 ＜
        (0xe3, 0x80, 0x89) | (0xef, 0xbc, 0x9e) => (Kind::Close, 5), // 〉 ＞
        (0xe2, 0x80, 0x9c) => (Kind::OpenQuote, 6),                 // “
        (0xe2, 0x80, 0x9d) => (Kind::CloseQuote, 6),                // ”
        (0xe2, 0x80, 0x98) => (Kind::OpenQuote, 7),                 // ‘
        (0xe2, 0x80, 0x99) => (Kind::CloseQuote, 7),                // ’
        (0xe3, 0x80, 0x8c) | (0xe3, 0x80, 0x8e) => (Kind::OpenQuote, 8), // 「 『
        (0xe3, 0x80, 0x8d) | (0xe3, 0x80, 0x8f) => (Kind::CloseQuote, 8), // 」 』
        _ => return (len, None),
    };
    (len, Some(found))
}

/// Half-width marks. A full stop `.` counts only after a hanzi or a bracket
/// and before no digit: 3.5, 1. and www.x.cn have none.
fn ascii(bytes: &[u8], at: usize, byte: u8) -> Option<(Kind, u8)> {
    Some(match byte {
        b'\n' => (Kind::Break, 0),
        b',' => (Kind::Comma, 0),
        b';' => (Kind::Semi, 0),
        b':' => (Kind::Colon, 0),
        b'!' | b'?' => (Kind::Stop, 0),
        b'(' => (Kind::Open, 0),
        b')' => (Kind::Close, 0),
        b'[' => (Kind::Open, 1),
        b']' => (Kind::Close, 1),
        b'<' => (Kind::Open, 5),
        b'>' => (Kind::Close, 5),
        b'.' => {
            let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied();
            let after = bytes.get(at + 1).copied().unwrap_or(b' ');
            let words = before.is_some_and(|b| b >= 0x80 || b == b')' || b == b']');
            if !words || after.is_ascii_digit() {
                return None;
            }
            (Kind::Stop, 0)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each opener with its closer, as the text between them.
    fn pairs(text: &str) -> Vec<&str> {
        let marks = Marks::new(text);
        marks
            .iter()
            .filter(|m| m.opens())
            .filter_map(|m| Some(&text[m.end()..marks.get(m.partner()?)?.start()]))
            .collect()
    }

    #[test]
    fn brackets_find_their_partners() {
        let table: &[(&str, &[&str])] = &[
            ("（甲（乙）丙）", &["甲（乙）丙", "乙"]),
            ("［甲（乙］", &["甲（乙"]),
            ("（甲］", &["甲"]),
            ("）甲（乙）", &["乙"]),
            (
                "《甲》“乙”(丙)[丁]【戊】〔己〕",
                &["甲", "乙", "丙", "丁", "戊", "己"],
            ),
            ("（甲\n乙）", &["甲\n乙"]),
            ("（甲\n\n\n\n乙）", &[]),
            ("“甲\n乙”", &[]),
            ("（甲", &[]),
        ];
        for (text, want) in table {
            assert_eq!(&pairs(text), want, "{text}");
        }
    }

    #[test]
    fn half_width_stops_are_no_decimal_points() {
        let kinds = |text| {
            let marks = Marks::new(text);
            marks.iter().map(|m| m.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("负责.乙"), [Kind::Stop]);
        assert_eq!(kinds("达3.5%"), []);
        assert_eq!(
            kinds("甲､乙,丙;丁:戊｡"),
            [Kind::Enum, Kind::Comma, Kind::Semi, Kind::Colon, Kind::Stop]
        );
    }

    #[test]
    fn a_million_brackets_are_linear() {
        let text = "（".repeat(500_000) + &"）".repeat(500_000);
        let marks = Marks::new(&text);
        assert_eq!(marks.get(0).and_then(|m| m.partner()), Some(999_999));
        assert_eq!(marks.within(0..30), 0..10);
    }
}
