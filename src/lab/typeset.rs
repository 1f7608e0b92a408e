//! Parts become printed lines: wrapped to a width, punctuation kept off line
//! starts, numbers set off by spaces, titles spread, symbols mis-decoded.
//! Every line remembers which bytes of its part it prints.

use super::draft::{Form, Part};
use super::prng::Prng;

/// How one issue sets its lines. Rates are per mille.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// Numbers and letters are set off by a space.
    pub(crate) latin_spaces: bool,
    /// A space after a character of a title.
    pub(crate) title_spaces: u32,
    /// First lines keep their indent, right-hand lines their offset.
    pub(crate) indents: bool,
    /// A closing mark may hang over the end of its line; otherwise the
    /// character before it moves down too.
    pub(crate) hanging: bool,
    /// A number may break over a line end.
    pub(crate) breaks_numbers: bool,
    /// A last line of one or two characters is filled up from the line above.
    pub(crate) no_orphans: bool,
    /// Operators mis-decoded; percent signs mis-decoded.
    pub(crate) glyphs: u32,
    pub(crate) percent_glyphs: u32,
    /// The space inside names and after 第一条: ASCII or ideographic.
    pub(crate) wide_spaces: bool,
}

/// One printed line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SetLine {
    pub(crate) notice: u16,
    pub(crate) part: u16,
    /// Bytes `[from, to)` of the part's text.
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// Bytes `[start, end)` of the galley's text.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A symbol printed wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wrong {
    /// Index of the line in the galley.
    pub(crate) line: u32,
    /// 1-based, in characters of the line as set.
    pub(crate) column: u32,
    pub(crate) found: char,
    pub(crate) meant: char,
}

/// All lines of an issue, in reading order.
#[derive(Debug, Default)]
pub(crate) struct Galley {
    pub(crate) text: String,
    pub(crate) lines: Vec<SetLine>,
    pub(crate) wrongs: Vec<Wrong>,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    start: u32,
    end: u32,
    /// In halves of a hanzi.
    width: u32,
    kind: TokenKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    /// Hanzi.
    Plain,
    /// Letters and digits.
    Latin,
    /// A label such as `1.`: like [`TokenKind::Latin`], no space after it.
    Ordinal,
    /// Signs that want no space beside them.
    Sign,
    Space,
    /// Must not start a line.
    Closing,
    /// Must not end a line.
    Opening,
}

/// Most spaces before a centred or right-hand line.
const MOST_PAD: u32 = 24;

/// The mis-decoding of symbol fonts: the high byte of the symbol's GB 2312
/// code grows by 0x31 (× A1C1 prints as 伊 D2C1).
const WRONG: [(char, char); 4] = [('×', '伊'), ('÷', '衣'), ('=', '越'), ('%', '豫')];

fn kind_of(c: char) -> TokenKind {
    match c {
        ' ' | '\u{3000}' => TokenKind::Space,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '》' | '〉' | '」' | '”' | '’'
        | '］' | '〕' | '】' | '．' | ',' | ')' | ']' | '%' => TokenKind::Closing,
        '（' | '《' | '〈' | '“' | '‘' | '［' | '〔' | '【' | '(' | '[' => {
            TokenKind::Opening
        }
        c if c.is_ascii_alphanumeric() => TokenKind::Latin,
        '.' => TokenKind::Ordinal,
        '×' | '÷' | '=' | '+' | '-' | '—' | '…' | '①'..='⑳' => TokenKind::Sign,
        _ => TokenKind::Plain,
    }
}

impl Galley {
    /// The words of line `index` as set.
    pub(crate) fn words(&self, index: u32) -> &str {
        let line = self.lines[index as usize];
        &self.text[line.start as usize..line.end as usize]
    }

    /// Sets one part to `width` hanzi.
    pub(crate) fn set(
        &mut self,
        at: (u16, u16),
        part: &Part,
        width: u32,
        setting: &Setting,
        prng: &mut Prng,
    ) {
        self.cut(&part.text, setting);
        if part.form == Form::Title {
            self.set_title(at, part, width, setting, prng);
            return;
        }
        let mut first = 0;
        let mut turn = 0;
        while first < self.tokens.len() {
            let indent = match (part.form, turn) {
                (Form::Indented, 0) => 4,
                (Form::Hanging(by), _) => by * 2,
                _ => 0,
            };
            let room = (width * 2).saturating_sub(indent).max(8);
            let mut last = self.fill(first, room, setting);
            if setting.no_orphans && last < self.tokens.len() && self.tokens.len() - last <= 2 {
                last = (last - 1).max(first + 1);
            }
            let pad = match part.form {
                _ if !setting.indents => 0,
                Form::Right if turn == 0 => {
                    let used: u32 = self.tokens[first..last].iter().map(|t| t.width).sum();
                    (room.saturating_sub(used + 4) / 2).min(MOST_PAD)
                }
                Form::Centred => {
                    let used: u32 = self.tokens[first..last].iter().map(|t| t.width).sum();
                    (room.saturating_sub(used) / 4).min(MOST_PAD)
                }
                _ => indent / 2,
            };
            self.emit(at, part, first..last, pad, 0, setting, prng);
            first = last;
            turn += 1;
        }
    }

    /// Cuts a text into tokens.
    fn cut(&mut self, text: &str, setting: &Setting) {
        self.tokens.clear();
        for (start, c) in text.char_indices() {
            let kind = kind_of(c);
            let end = (start + c.len_utf8()) as u32;
            let width = if c.is_ascii() { 1 } else { 2 };
            match self.tokens.last_mut() {
                Some(last)
                    if matches!(kind, TokenKind::Latin | TokenKind::Ordinal)
                        && matches!(last.kind, TokenKind::Latin | TokenKind::Ordinal)
                        && !(setting.breaks_numbers && last.end - last.start >= 3) =>
                {
                    last.end = end;
                    last.width += width;
                    last.kind = kind;
                }
                _ => self.tokens.push(Token {
                    start: start as u32,
                    end,
                    width,
                    kind,
                }),
            }
        }
    }

    /// Whether a space is set between two tokens.
    fn gap(setting: &Setting, before: Token, after: Token) -> bool {
        use TokenKind::{Latin, Plain};
        setting.latin_spaces && matches!((before.kind, after.kind), (Plain, Latin) | (Latin, Plain))
    }

    /// One past the last token of the line that begins at `first`.
    fn fill(&self, first: usize, room: u32, setting: &Setting) -> usize {
        let tokens = &self.tokens;
        let mut used = 0;
        let mut last = first;
        while let Some(token) = tokens.get(last) {
            let gap = last > first && Self::gap(setting, tokens[last - 1], *token);
            let wanted = used + token.width + u32::from(gap);
            if wanted > room && last > first {
                let hangs =
                    setting.hanging && token.kind == TokenKind::Closing && wanted <= room + 2;
                if !hangs {
                    break;
                }
            }
            used = wanted;
            last += 1;
        }
        // A mark must not start a line, an opening bracket must not end one;
        // three steps are enough for what occurs (”）。).
        let fullest = last;
        for _ in 0..3 {
            let starts_badly = tokens
                .get(last)
                .is_some_and(|t| t.kind == TokenKind::Closing);
            let ends_badly = last < tokens.len() && tokens[last - 1].kind == TokenKind::Opening;
            if !(starts_badly || ends_badly) {
                return last;
            }
            if last <= first + 1 {
                break;
            }
            last -= 1;
        }
        if last > first { last } else { fullest }
    }

    /// Sets a title: lines of about equal length, cut anywhere but in numbers.
    fn set_title(
        &mut self,
        at: (u16, u16),
        part: &Part,
        width: u32,
        setting: &Setting,
        prng: &mut Prng,
    ) {
        // Titles are set in a larger size: about two thirds as many fit.
        let most = (width * 2 * 2 / 3).max(16);
        let total: u32 = self.tokens.iter().map(|t| t.width).sum();
        let lines = total.div_ceil(most.max(1)).max(1);
        let share = total.div_ceil(lines);
        let mut first = 0;
        while first < self.tokens.len() {
            let room = (share + prng.between(0, 4)).min(most + 2);
            let last = self.fill(first, room, setting);
            self.emit(
                at,
                part,
                first..last,
                0,
                setting.title_spaces,
                setting,
                prng,
            );
            first = last;
        }
    }

    #[allow(clippy::too_many_arguments)] // one line needs all of these
    fn emit(
        &mut self,
        (notice, index): (u16, u16),
        part: &Part,
        tokens: std::ops::Range<usize>,
        pad: u32,
        strewn: u32,
        setting: &Setting,
        prng: &mut Prng,
    ) {
        let start = self.text.len() as u32;
        for _ in 0..pad {
            self.text.push('\u{3000}');
        }
        let mut column = pad;
        let line = self.lines.len() as u32;
        let (mut from, mut to) = (0, 0);
        for at in tokens.clone() {
            let token = self.tokens[at];
            if at == tokens.start {
                from = token.start;
            } else if Self::gap(setting, self.tokens[at - 1], token)
                || (strewn > 0 && prng.chance(strewn))
            {
                self.text.push(' ');
                column += 1;
            }
            to = token.end;
            let words = &part.text[token.start as usize..token.end as usize];
            if token.kind == TokenKind::Space {
                // A space at a line's end or start is not printed.
                if at + 1 != tokens.end && at != tokens.start {
                    self.text
                        .push(if setting.wide_spaces { '\u{3000}' } else { ' ' });
                    column += 1;
                }
                continue;
            }
            column += words.chars().count() as u32;
            match self.damaged(words, setting, prng) {
                Some((meant, found)) => {
                    self.wrongs.push(Wrong {
                        line,
                        column,
                        found,
                        meant,
                    });
                    self.text.push(found);
                }
                None => self.text.push_str(words),
            }
        }
        self.lines.push(SetLine {
            notice,
            part: index,
            from,
            to,
            start,
            end: self.text.len() as u32,
        });
    }

    fn damaged(&self, words: &str, setting: &Setting, prng: &mut Prng) -> Option<(char, char)> {
        let mut chars = words.chars();
        let (only, None) = (chars.next()?, chars.next()) else {
            return None;
        };
        let pair = WRONG.iter().find(|pair| pair.0 == only)?;
        let rate = if only == '%' {
            setting.percent_glyphs
        } else {
            setting.glyphs
        };
        prng.chance(rate).then_some(*pair)
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::Row;
    use super::*;
    use crate::record::Role;

    fn plain() -> Setting {
        Setting {
            latin_spaces: false,
            title_spaces: 0,
            indents: false,
            hanging: true,
            breaks_numbers: false,
            no_orphans: false,
            glyphs: 0,
            percent_glyphs: 0,
            wide_spaces: false,
        }
    }

    fn set(text: &str, form: Form, width: u32, setting: &Setting) -> Vec<String> {
        let part = Part {
            role: Role::Body,
            enclosure: 0,
            form,
            text: text.to_owned(),
            marks: Vec::new(),
            row: Row::None,
        };
        let mut galley = Galley::default();
        galley.set((0, 0), &part, width, setting, &mut Prng::new(5));
        let joined: String = galley
            .lines
            .iter()
            .map(|line| &part.text[line.from as usize..line.to as usize])
            .collect();
        assert_eq!(joined, text, "lines cover the part");
        (0..galley.lines.len() as u32)
            .map(|at| galley.words(at).to_owned())
            .collect()
    }

    #[test]
    fn marks_keep_off_line_ends() {
        let setting = plain();
        assert_eq!(
            set("甲乙丙丁戊己，庚辛壬癸", Form::Flush, 6, &setting),
            ["甲乙丙丁戊己，", "庚辛壬癸"]
        );
        let pushed = Setting {
            hanging: false,
            ..plain()
        };
        assert_eq!(
            set("甲乙丙丁戊己，庚辛壬癸", Form::Flush, 6, &pushed),
            ["甲乙丙丁戊", "己，庚辛壬癸"]
        );
        assert_eq!(
            set("甲乙丙丁戊《庚辛壬癸》", Form::Flush, 6, &setting),
            ["甲乙丙丁戊", "《庚辛壬癸》"]
        );
    }

    #[test]
    fn numbers_are_set_off_and_kept_whole() {
        let setting = Setting {
            latin_spaces: true,
            indents: true,
            ..plain()
        };
        assert_eq!(
            set("第18次会议", Form::Indented, 20, &setting),
            ["\u{3000}\u{3000}第 18 次会议"]
        );
        assert_eq!(
            set("甲乙丙2023年", Form::Flush, 4, &plain()),
            ["甲乙丙", "2023年"]
        );
    }

    #[test]
    fn damage_follows_the_shift() {
        let setting = Setting {
            glyphs: 1000,
            ..plain()
        };
        assert_eq!(
            set("费用=单价×3", Form::Flush, 20, &setting),
            ["费用越单价伊3"]
        );
    }
}
