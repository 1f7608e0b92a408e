//! Which kinds of signs a line holds: one look at a line answers many of the
//! questions the later rooms ask of it.

use std::ops::BitOr;

/// A set of kinds of signs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holds(u16);

impl Holds {
    /// White space between words.
    pub const SPACE: Holds = Holds(1);
    /// ： or :
    pub const COLON: Holds = Holds(1 << 1);
    /// （ ） ( )
    pub const ROUND: Holds = Holds(1 << 2);
    /// ［ ］ [ ] 【 】 〔 〕
    pub const SQUARE: Holds = Holds(1 << 3);
    /// 《 》 〈 〉
    pub const TITLE: Holds = Holds(1 << 4);
    /// “ ” ‘ ’
    pub const QUOTE: Holds = Holds(1 << 5);
    /// ，
    pub const COMMA: Holds = Holds(1 << 6);
    /// 、
    pub const PAUSE: Holds = Holds(1 << 7);
    /// 。
    pub const STOP: Holds = Holds(1 << 8);
    /// ；
    pub const SEMICOLON: Holds = Holds(1 << 9);
    /// Digits of half or full width.
    pub const DIGIT: Holds = Holds(1 << 10);

    /// Everything that may open or close.
    pub const BRACKETS: Holds =
        Holds(Self::ROUND.0 | Self::SQUARE.0 | Self::TITLE.0 | Self::QUOTE.0);

    /// Nothing.
    pub const NONE: Holds = Holds(0);

    /// The kind of a visible sign of ASCII.
    pub const fn of_ascii(byte: u8) -> Holds {
        match byte {
            b':' => Self::COLON,
            b'(' | b')' => Self::ROUND,
            b'[' | b']' => Self::SQUARE,
            b'0'..=b'9' => Self::DIGIT,
            _ => Self::NONE,
        }
    }

    /// The kind of one character; most have none. All kinds but white space
    /// take two columns beyond ASCII.
    pub fn of(c: char) -> Holds {
        match c {
            '!'..='~' => Self::of_ascii(c as u8),
            _ if c.is_whitespace() => Self::SPACE,
            _ => Self::of_sign(c),
        }
    }

    /// The kind of a sign beyond ASCII that is no white space.
    pub const fn of_sign(c: char) -> Holds {
        match c {
            '：' => Self::COLON,
            '（' | '）' => Self::ROUND,
            '［' | '］' | '【' | '】' | '〔' | '〕' => Self::SQUARE,
            '《' | '》' | '〈' | '〉' => Self::TITLE,
            '“' | '”' | '‘' | '’' => Self::QUOTE,
            '，' => Self::COMMA,
            '、' => Self::PAUSE,
            '。' => Self::STOP,
            '；' => Self::SEMICOLON,
            '０'..='９' => Self::DIGIT,
            _ => Self::NONE,
        }
    }

    /// Both sets in one, as `|` gives them, for constants.
    pub const fn with(self, other: Holds) -> Holds {
        Holds(self.0 | other.0)
    }

    /// Whether at least one of `kinds` is there.
    pub const fn any(self, kinds: Holds) -> bool {
        self.0 & kinds.0 != 0
    }
}

impl BitOr for Holds {
    type Output = Holds;

    fn bitor(self, other: Holds) -> Holds {
        self.with(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::text::Source;

    #[test]
    fn a_line_knows_what_it_holds() {
        let all = [
            (Holds::SPACE, "甲 乙"),
            (Holds::COLON, "甲：乙"),
            (Holds::COLON, "甲:乙"),
            (Holds::ROUND, "甲）乙"),
            (Holds::ROUND, "甲(乙"),
            (Holds::SQUARE, "甲〔乙"),
            (Holds::TITLE, "甲》乙"),
            (Holds::QUOTE, "甲“乙"),
            (Holds::COMMA, "甲，乙"),
            (Holds::PAUSE, "甲、乙"),
            (Holds::STOP, "甲。乙"),
            (Holds::SEMICOLON, "甲；乙"),
            (Holds::DIGIT, "甲３乙"),
            (Holds::DIGIT, "甲3乙"),
            (Holds::NONE, "甲乙abc÷"),
        ];
        for (kind, text) in all {
            let source = Source::new(text.to_owned());
            let holds = layout(&source).lines[0].holds;
            assert_eq!(holds, kind, "{text}");
        }
    }
}
