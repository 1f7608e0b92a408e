//! A notice before it is set in type: its parts in reading order, and what is
//! true of it. Made by [`super::compose`], set by [`super::typeset`].

use crate::record::{Level, Role};

/// A calendar date; `month` and `day` from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: i32,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

/// How a part is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Centred, large: issuing body, titles. A space in the text is a
    /// permitted break.
    Title,
    /// Centred, text size: numbers, chapter headings, history notes.
    Centred,
    /// Flush left: recipients.
    Flush,
    /// Indented by two: paragraphs, notes in brackets.
    Indented,
    /// Flush right: signature, date.
    Right,
    /// A list row whose later lines hang under its words.
    Hanging(u32),
}

/// A unit's label inside a part's text.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Byte offset of the label.
    pub(crate) at: u32,
    pub(crate) level: Level,
    pub(crate) label: String,
    pub(crate) number: u32,
    /// 第八条之一: 1.
    pub(crate) inserted: Option<u32>,
    pub(crate) heading: Option<String>,
}

/// A stretch of text in one role: a paragraph or a line.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) role: Role,
    /// 1-based; 0 outside enclosures.
    pub(crate) enclosure: u8,
    pub(crate) form: Form,
    /// Words as meant: no spaces of the typesetter, no damage.
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
    /// A row of an appointment list or a roster, for witnesses.
    pub(crate) row: Row,
}

/// What kind of list row a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// No list row.
    None,
    /// X为Y；
    Appoint,
    /// XY职务；
    Remove,
    /// 组长：X Y
    Roster,
}

/// A document number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Number {
    /// Canonical form of the contract.
    pub(crate) canonical: String,
    /// As printed.
    pub(crate) printed: String,
}

/// An attachment named in a list.
#[derive(Debug, Clone)]
pub(crate) struct Attached {
    pub(crate) number: Option<u32>,
    pub(crate) title: String,
    pub(crate) note: Option<String>,
}

/// A carried document's own facts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carried {
    pub(crate) title: String,
    pub(crate) document_type: String,
    /// 本办法
    pub(crate) this: String,
    pub(crate) attachments: Vec<Attached>,
}

/// A responsibility clause, at bytes `[at, end)` of a part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Duty {
    pub(crate) part: usize,
    pub(crate) at: u32,
    pub(crate) end: u32,
    pub(crate) lead: Vec<String>,
    pub(crate) support: Vec<String>,
    pub(crate) responsible: Vec<String>,
    /// Printed without brackets, as a label and its units.
    pub(crate) bare: bool,
}

/// An appointment or a roster row, printed in a part.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) part: usize,
    /// `appoint`, `remove`; for rosters the role, 组长.
    pub(crate) action: String,
    pub(crate) name: Option<String>,
    pub(crate) post: Option<String>,
    pub(crate) note: Option<String>,
}

/// When it comes into force.
#[derive(Debug, Clone, Default)]
pub(crate) struct InForce {
    pub(crate) part: usize,
    pub(crate) from: Option<String>,
    pub(crate) on_issue: bool,
    pub(crate) validity: Option<String>,
    pub(crate) to: Option<String>,
}

/// A notice, composed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) issuing_bodies: Vec<String>,
    pub(crate) title: String,
    pub(crate) document_type: String,
    pub(crate) number: Option<Number>,
    pub(crate) recipients: Vec<String>,
    pub(crate) date: Option<Date>,
    pub(crate) disclosure: Option<String>,
    /// Meeting and verb, and the part that prints them.
    pub(crate) approval: Option<(Option<String>, String, usize)>,
    pub(crate) enclosures: Vec<Carried>,
    pub(crate) attachments: Vec<Attached>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) appointments: Vec<Person>,
    pub(crate) roster: Vec<Person>,
    pub(crate) in_force: Option<InForce>,
    /// Who interprets it, with the part.
    pub(crate) interpreting: Vec<(String, usize)>,
    /// Who explains it to the public, with the part.
    pub(crate) explaining: Vec<(String, usize)>,
    /// Title and number of what it repeals, with the part.
    pub(crate) repeals: Vec<(String, Option<String>, usize)>,
    pub(crate) subject_words: Vec<String>,
    pub(crate) copied_to: Vec<String>,
    pub(crate) signatory: Option<(String, String)>,
    pub(crate) registration_number: Option<String>,
    pub(crate) history_note: Option<String>,
    /// The date a meeting named in the preamble was held.
    pub(crate) meeting_date: Option<Date>,
    pub(crate) rubric: String,
    /// Whether its front matter is set over the whole page width.
    pub(crate) wide: bool,
    pub(crate) parts: Vec<Part>,
}

impl Date {
    /// ISO 8601.
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// 2023年1月6日
    pub(crate) fn modern(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }

    /// 二〇〇六年四月二十八日, with the issue's own zero.
    pub(crate) fn hanzi(self, zero: char) -> String {
        let mut out = String::new();
        for digit in self.year.to_string().bytes() {
            match digit {
                b'0' => out.push(zero),
                _ => out.push_str(&hanzi(u32::from(digit - b'0'))),
            }
        }
        out.push('年');
        out.push_str(&hanzi(self.month));
        out.push('月');
        out.push_str(&hanzi(self.day));
        out.push('日');
        out
    }

    fn days_in_month(year: i32, month: u32) -> u32 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// The date some days later (negative: earlier).
    pub(crate) fn plus_days(self, days: i32) -> Date {
        let mut date = self;
        for _ in 0..days.unsigned_abs() {
            if days > 0 {
                date.day += 1;
                if date.day > Self::days_in_month(date.year, date.month) {
                    date.day = 1;
                    date.month += 1;
                }
                if date.month > 12 {
                    date.month = 1;
                    date.year += 1;
                }
            } else if date.day > 1 {
                date.day -= 1;
            } else {
                if date.month == 1 {
                    date.year -= 1;
                    date.month = 12;
                } else {
                    date.month -= 1;
                }
                date.day = Self::days_in_month(date.year, date.month);
            }
        }
        date
    }

    /// The last day of a period of years that begins on this date.
    pub(crate) fn last_day_after(self, years: i32) -> Date {
        let mut end = self;
        end.year += years;
        end.day = end.day.min(Self::days_in_month(end.year, end.month));
        end.plus_days(-1)
    }
}

/// A number in hanzi, 1–999: 三, 十二, 二十, 一百零八.
pub(crate) fn hanzi(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", if number > 10 { digit(number) } else { "" }),
        20..=99 => {
            let ones = if !number.is_multiple_of(10) {
                digit(number)
            } else {
                ""
            };
            format!("{}十{ones}", digit(number / 10))
        }
        _ => {
            let rest = number % 100;
            let tail = match rest {
                0 => String::new(),
                1..=9 => format!("零{}", digit(rest)),
                10..=19 => format!("一{}", hanzi(rest)),
                _ => hanzi(rest),
            };
            format!("{}百{tail}", digit(number / 100))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_in_print() {
        for (number, words) in [
            (3, "三"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (47, "四十七"),
            (108, "一百零八"),
            (110, "一百一十"),
        ] {
            assert_eq!(hanzi(number), words);
        }
        let date = Date {
            year: 2006,
            month: 4,
            day: 28,
        };
        assert_eq!(date.hanzi('〇'), "二〇〇六年四月二十八日");
        assert_eq!(date.modern(), "2006年4月28日");
        assert_eq!(date.iso(), "2006-04-28");
        let start = Date {
            year: 2023,
            month: 2,
            day: 11,
        };
        assert_eq!(start.last_day_after(2).iso(), "2025-02-10");
        let new_year = Date {
            year: 2024,
            month: 1,
            day: 1,
        };
        assert_eq!(new_year.last_day_after(1).iso(), "2024-12-31");
        assert_eq!(new_year.plus_days(59).iso(), "2024-02-29");
    }
}
