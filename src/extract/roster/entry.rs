//! One entry: a person and posts, several persons, or posts and units without
//! names.

use super::Out;
use super::prose::seat_of;
use crate::diag::Diagnostic;
use crate::extract::passage::squeezed;
use crate::extract::person::{
    Known, Likeness, border, ends_as_post, is_hanzi, likeness, without_bracket,
};
use crate::extract::words::{organ_beginnings, organ_endings};
use crate::record::{RosterForm, RosterRow};
use crate::text::LineRanges;
use std::ops::Range;

/// A role and the words of one row or list; `printed` and `words` have the
/// same offsets.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) role: String,
    pub(super) printed: String,
    /// The printed words, traditional characters as simplified ones.
    pub(super) words: String,
    pub(super) lines: LineRanges,
    /// Whether it begins with a person.
    pub(super) named: bool,
    /// Whether 、 stands in it.
    pub(super) listed: bool,
}

/// Marks at the end of a row that are no part of it.
const ENDS: [char; 8] = ['。', '；', '，', '、', ';', ',', '.', ' '];

impl Entry {
    /// Whether nothing must follow: a post, a unit or a name is at its end.
    pub(super) fn is_complete(&self) -> bool {
        let words = self.words.trim_end();
        if words.is_empty() || words.ends_with(['、', '，', ',', '（', '(']) || is_unbalanced(words)
        {
            return false;
        }
        let words = words.trim_end_matches(['。', '；', ';', '.']);
        ends_as_post(words)
            || words.ends_with(['）', ')'])
            || (!self.named && ends_as_unit(words))
            || is_lone_name(words)
            || likeness(last_word(words)) == Likeness::Sure
    }

    /// Whether it is a list of units that has no full stop yet.
    pub(super) fn is_open_list(&self) -> bool {
        self.listed
            && !self.named
            && !self.words.trim_end().ends_with('。')
            && !ends_as_post(self.words.trim_end())
    }

    /// Whether a list went on in a new row without its separator.
    pub(super) fn needs_separator(&self, next: &str) -> bool {
        let words = self.words.trim_end();
        self.is_open_list()
            && ends_as_unit(words)
            && organ_beginnings().start(next.trim_start()).is_some()
    }

    /// Gives the rows of the entry.
    pub(super) fn read(&self, known: &Known, spaced: bool, out: &mut Out) {
        let before = out.rows.len();
        let content = self.words.trim();
        if content.is_empty() {
            return;
        }
        if let Some(seat) = seat_of(&self.printed) {
            // 办公室主任：由市能源局局长兼任
            self.push(out, None, Some(seat), RosterForm::Prose);
        } else if !(self.bracketed(out) || self.persons(out) || self.names(out)) {
            let joined = !spaced && self.unit_person(known, out);
            if !joined {
                self.nameless(out);
            }
        }
        if out.rows.len() == before {
            out.diagnostics.push(Diagnostic::note(
                "roster/row-unclear",
                format!(
                    "a row below {} is neither a person nor a post nor a unit",
                    self.role
                ),
                self.lines.clone(),
            ));
        }
    }

    fn push(
        &self,
        out: &mut Out,
        name: Option<String>,
        position: Option<String>,
        form: RosterForm,
    ) {
        out.rows.push(RosterRow {
            role: self.role.clone(),
            name,
            position: position.filter(|position| !position.is_empty()),
            form,
            lines: self.lines.clone(),
        });
    }

    fn printed(&self, range: Range<usize>) -> String {
        position(self.printed.get(range).unwrap_or_default())
    }

    /// `甲（市财政局局长）、乙（市民政局局长）`.
    fn bracketed(&self, out: &mut Out) -> bool {
        let mut found = Vec::new();
        for part in split(&self.words, &['、', '，', ',', '；', ';', '。']) {
            let words = self.words.get(part.clone()).unwrap_or_default();
            let Some(open) = words.find(['（', '(']) else {
                return false;
            };
            let name = squeezed(words.get(..open).unwrap_or_default());
            let inside = words.get(open..).unwrap_or_default();
            let inner = inside.trim().trim_start_matches(['（', '(']);
            let closed = inner.trim_end_matches(['）', ')']);
            // A row may lack its closing bracket, but nothing may follow it.
            let tail = closed.contains(['）', ')']) && !is_balanced(closed);
            let start = part.start + open + inside.len() - inside.trim_start().len();
            let from = start + inside.trim().len() - inner.len();
            let kept = without_remarks(&self.words, from..from + closed.len());
            if likeness(&name) == Likeness::No || tail || kept.is_empty() {
                return false;
            }
            found.push((
                squeezed(
                    self.printed
                        .get(part.start..part.start + open)
                        .unwrap_or_default(),
                ),
                kept,
            ));
        }
        for (name, kept) in &found {
            self.push(
                out,
                Some(name.clone()),
                Some(self.printed(kept.clone())),
                RosterForm::List,
            );
        }
        !found.is_empty()
    }

    /// `甲 乙 市财政局局长`, also several persons in one row.
    fn persons(&self, out: &mut Out) -> bool {
        let tokens: Vec<Range<usize>> = tokens(&self.words).collect();
        let Some(mut person) = person_at(&self.words, &tokens, 0) else {
            return self.post_first(&tokens, out);
        };
        loop {
            let mut next = None;
            let mut index = person.next;
            while index < tokens.len() {
                let so_far = self
                    .words
                    .get(person.rest..tokens[index].start)
                    .unwrap_or_default();
                if ends_as_post(so_far.trim().trim_end_matches(ENDS)) {
                    next = person_at(&self.words, &tokens, index).filter(|p| p.next < tokens.len());
                    if next.is_some() {
                        break;
                    }
                }
                index += 1;
            }
            let end = match next {
                Some(_) => tokens
                    .get(index)
                    .map_or(self.words.len(), |token| token.start),
                None => self.words.len(),
            };
            let post = self.printed(person.rest.min(end)..end);
            let bare = post.is_empty();
            if bare && self.words.contains('、') {
                return false;
            }
            self.push(out, Some(self.name(&person)), Some(post), RosterForm::List);
            match next {
                Some(next) => person = next,
                None => return true,
            }
        }
    }

    fn name(&self, person: &Person) -> String {
        person
            .name
            .iter()
            .map(|part| squeezed(self.printed.get(part.clone()).unwrap_or_default()))
            .collect()
    }

    /// `市政府副秘书长 甲某`: the post first.
    fn post_first(&self, tokens: &[Range<usize>], out: &mut Out) -> bool {
        let [post @ .., name] = tokens else {
            return false;
        };
        let (Some(first), Some(last)) = (post.first(), post.last()) else {
            return false;
        };
        let words = self.words.get(first.start..last.end).unwrap_or_default();
        let named = self
            .words
            .get(name.clone())
            .unwrap_or_default()
            .trim_end_matches(ENDS);
        if !ends_as_post(words) || likeness(named) != Likeness::Sure {
            return false;
        }
        let name = position(self.printed.get(name.clone()).unwrap_or_default());
        self.push(
            out,
            Some(name),
            Some(self.printed(first.start..last.end)),
            RosterForm::List,
        );
        true
    }

    /// `甲、乙、丙`.
    fn names(&self, out: &mut Out) -> bool {
        let parts = split(
            &self.words,
            &['、', '，', ',', '；', ';', '。', ' ', '\u{3000}', '\t'],
        );
        let named = parts.iter().all(|part| {
            let words = self.words.get(part.clone()).unwrap_or_default();
            likeness(without_bracket(words)) == Likeness::Sure
        });
        if !named || parts.is_empty() {
            return false;
        }
        for part in parts {
            let printed = self.printed.get(part).unwrap_or_default();
            self.push(
                out,
                Some(without_bracket(printed).to_owned()),
                None,
                RosterForm::List,
            );
        }
        true
    }

    /// `甲某某市财政局局长`.
    fn unit_person(&self, known: &Known, out: &mut Out) -> bool {
        let start = self.words.len() - self.words.trim_start().len();
        let Some(at) = unit_border(self.words.get(start..).unwrap_or_default(), known) else {
            return false;
        };
        let name = self.printed(start..start + at);
        let post = self.printed(start + at..self.words.len());
        self.push(out, Some(name), Some(post), RosterForm::List);
        true
    }

    /// Posts and units, each a row; a tail such as 分管负责同志 belongs to every
    /// unit before it.
    fn nameless(&self, out: &mut Out) {
        let units = self.role.ends_with("单位") || self.role.ends_with("單位");
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        for part in split(&self.words, &['、', '，', ',', '。', '；', ';']) {
            let from = *start.get_or_insert(part.start);
            let words = squeezed(self.words.get(from..part.end).unwrap_or_default());
            // 市政府分管教育、体育工作的副市长 is one post.
            if units || ends_as_post(&words) || ends_as_unit(&words) || open_ended(&words).is_some()
            {
                parts.push(from..part.end);
                start = None;
            }
        }
        if let Some(from) = start {
            // The last words end as nothing known.
            if parts.is_empty() && !units {
                return;
            }
            parts.push(from..self.words.trim_end_matches(ENDS).len().max(from));
        }
        let mut rows: Vec<String> = Vec::new();
        let mut tail: Option<&str> = None;
        for part in parts.iter().rev() {
            let words = squeezed(self.words.get(part.clone()).unwrap_or_default());
            let mut printed = self.printed(part.clone());
            if let Some(length) = open_ended(&words) {
                // Printed and matched words have the same length.
                printed.truncate(length);
            }
            match shared_tail(&words) {
                Some(found) => tail = Some(found),
                None if ends_as_post(&words) => tail = None,
                None => {
                    if let Some(tail) = tail {
                        printed.push_str(tail);
                    }
                }
            }
            if !printed.is_empty() {
                rows.push(printed);
            }
        }
        for row in rows.into_iter().rev() {
            self.push(out, None, Some(row), RosterForm::List);
        }
    }
}

/// The words behind the last 、 or space; nothing where they are longer than
/// a name.
fn last_word(words: &str) -> &str {
    for (at, c) in words.char_indices().rev().take(24) {
        if matches!(c, '、' | '，') || c.is_whitespace() {
            return words.get(at + c.len_utf8()..).unwrap_or_default();
        }
    }
    ""
}

/// Words that several units share at the end of a list.
const TAILS: [&str; 16] = [
    "主要负责同志",
    "分管负责同志",
    "有关负责同志",
    "相关负责同志",
    "负责同志",
    "主要负责人",
    "分管负责人",
    "有关负责人",
    "相关负责人",
    "负责人",
    "主要领导",
    "分管领导",
    "有关领导",
    "主管领导",
    "主要领导同志",
    "分管领导同志",
];

/// The tail at the end of a unit, if a unit stands before it.
pub(super) fn shared_tail(words: &str) -> Option<&'static str> {
    let tail = TAILS
        .into_iter()
        .filter(|tail| words.ends_with(tail))
        .max_by_key(|tail| tail.len())?;
    (words.len() > tail.len()).then_some(tail)
}

/// The bytes before 等, 等部门, 等单位 at the end of a list.
pub(super) fn open_ended(words: &str) -> Option<usize> {
    let words = words.trim_end_matches(ENDS);
    [
        "等有关部门",
        "等相关部门",
        "等有关单位",
        "等相关单位",
        "等部门",
        "等单位",
        "等",
    ]
    .iter()
    .find_map(|tail| words.strip_suffix(tail))
    .map(str::len)
}

/// A person's name in a row.
struct Person {
    /// Bytes of its parts (`陈 杰` has two).
    name: Vec<Range<usize>>,
    /// Where the post begins.
    rest: usize,
    /// The token behind the name.
    next: usize,
}

/// Byte ranges of the words between white space, in order.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.len() - rest.trim_start().len();
        let words = text.get(start..).filter(|words| !words.is_empty())?;
        let end = start + words.find(char::is_whitespace).unwrap_or(words.len());
        from = end;
        Some(start..end)
    })
}

/// A person that begins at a token and is parted from what follows by white
/// space or a bracket.
fn person_at(text: &str, tokens: &[Range<usize>], index: usize) -> Option<Person> {
    let first = tokens.get(index)?;
    let (first_name, after) = base(text, first);
    let word = text.get(first_name.clone())?;
    let single = word.chars().count() == 1;
    let following = tokens.get(index + 1);
    let second = following.map(|token| base(text, token));
    if after == first_name.end
        && let Some((given, behind)) = &second
    {
        // 陈 杰, 李 四光, 欧阳 修
        let given_words = text.get(given.clone())?;
        let short = match given_words.chars().count() {
            1 => word.chars().count() <= 2,
            2 => single,
            _ => false,
        };
        let whole = format!("{word}{given_words}");
        // Two single characters before a post are a name, whatever the first.
        let post = text
            .get(*behind..)
            .unwrap_or_default()
            .trim()
            .trim_end_matches(ENDS);
        let spelt = single && given_words.chars().count() == 1 && ends_as_post(post);
        let named = match likeness(&whole) {
            Likeness::Sure => true,
            Likeness::Unsure => spelt,
            Likeness::No => false,
        };
        if short && named && given_words.chars().all(is_hanzi) {
            return Some(Person {
                name: vec![first_name, given.clone()],
                rest: *behind,
                next: index + 2 - usize::from(*behind < following?.end),
            });
        }
    }
    let sure = match likeness(word) {
        Likeness::Sure => true,
        // A long name without a surname we know: only before a plain post.
        Likeness::Unsure => {
            let post = text
                .get(after..)
                .unwrap_or_default()
                .trim()
                .trim_end_matches(ENDS);
            word.chars().count() >= 3
                && following.is_some()
                && ends_as_post(post)
                && !ends_as_post(word)
                && !ends_as_unit(word)
                && organ_beginnings().start(word).is_none()
        }
        Likeness::No => false,
    };
    sure.then(|| Person {
        name: vec![first_name],
        rest: after,
        next: index + 1 - usize::from(after < first.end),
    })
}

/// A token without a remark in brackets behind the name: bytes of the name,
/// and where what follows begins.
fn base(text: &str, token: &Range<usize>) -> (Range<usize>, usize) {
    let words = text.get(token.clone()).unwrap_or_default();
    let Some(open) = words.find(['（', '(']) else {
        return (token.clone(), token.end);
    };
    let close = words
        .find(['）', ')'])
        .and_then(|at| Some(at + words.get(at..)?.chars().next()?.len_utf8()));
    let Some(close) = close.filter(|close| *close > open) else {
        return (token.start..token.start + open, token.start + open);
    };
    let inside = words.get(open..close).unwrap_or_default();
    let remark = inside
        .trim_matches(['（', '(', '）', ')'])
        .split(['，', ',', '、'])
        .all(is_remark);
    let rest = if remark { close } else { open };
    (token.start..token.start + open, token.start + rest)
}

/// Whether a word in brackets speaks of the person, not of the post.
fn is_remark(word: &str) -> bool {
    matches!(
        word,
        "女" | "男" | "兼" | "兼职" | "挂职" | "党外" | "无党派" | "中共党员" | "特邀"
    ) || (word.ends_with('族') && word.chars().count() <= 6)
}

/// The bracketed words without remarks on the person at their start.
fn without_remarks(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while let Some(words) = text.get(start..range.end) {
        let Some((first, rest)) = words.split_once(['，', ',', '、']) else {
            return if is_remark(words) {
                range.end..range.end
            } else {
                start..range.end
            };
        };
        if !is_remark(first) {
            break;
        }
        start = range.end - rest.len();
    }
    start..range.end
}

/// Whether a row begins with a person and something behind it, or is names.
pub(super) fn begins_with_person(row: &str) -> bool {
    let head: Vec<Range<usize>> = tokens(row).take(4).collect();
    let named = person_at(row, &head, 0).is_some_and(|person| {
        let lone = row
            .get(person.rest..)
            .is_some_and(|rest| rest.trim().is_empty());
        !lone || is_lone_name(row)
    });
    named
        || row.find(['（', '(']).is_some_and(|open| {
            let name = squeezed(row.get(..open).unwrap_or_default());
            likeness(&name) == Likeness::Sure
        })
}

/// Whether a row is nothing but a name.
pub(super) fn is_lone_name(row: &str) -> bool {
    let row = row.trim().trim_end_matches(ENDS);
    row.len() <= 120 && likeness(&squeezed(row)) == Likeness::Sure
}

/// Whether a row is a person and a unit without a space between.
pub(super) fn begins_with_unit_person(row: &str, known: &Known) -> bool {
    unit_border(row.trim_start(), known).is_some()
}

/// The border of `甲某某市财政局局长`. A place (海城市财政局) has the same shape:
/// only borders before a unit of the country, a province or a city count, and
/// no place that is known.
fn unit_border(row: &str, known: &Known) -> Option<usize> {
    let words = row.trim_end_matches(ENDS);
    if known.starts_with_place(words) || !ends_as_post(words) {
        return None;
    }
    let found = border(words, known).filter(|found| found.sure)?;
    let rest = words.get(found.at..)?;
    (!rest.starts_with(['区', '县', '旗', '镇', '乡', '州'])).then_some(found.at)
}

/// Whether a row can go on the one before it: no sentence of its own.
pub(super) fn may_go_on(row: &str) -> bool {
    const PROSE: [&str; 9] = [
        "下设",
        "设在",
        "兼任",
        "承担",
        "按照",
        "根据",
        "应当",
        "负责对",
        "负责统",
    ];
    let row = row.trim();
    let inner = row.trim_end_matches(['。', '；']);
    if inner.contains(['。', '；', '：', ':', '！']) {
        return false;
    }
    // 要 is a verb but for 主要负责人, 重要.
    let must = inner.match_indices('要').any(|(at, _)| {
        !inner
            .get(..at)
            .is_some_and(|b| b.ends_with(['主', '重', '纪', '概']))
    });
    let speaks = must || PROSE.iter().any(|word| inner.contains(word));
    let commas = inner.contains(['，', ',']);
    !(speaks && (commas || row.ends_with('。')))
}

/// Whether a row can only be the rest of another: a tail without its unit, or
/// a mark that cannot begin one.
pub(super) fn is_rest(row: &str) -> bool {
    let words = squeezed(row);
    let plain = words.trim_end_matches(ENDS);
    words.starts_with(['、', '，', '）', ')', ',', '兼']) || TAILS.contains(&plain)
}

/// Whether a row is posts or units without a name.
pub(super) fn is_nameless(row: &str) -> bool {
    let words = squeezed(row);
    let plain = words.trim_end_matches(ENDS);
    if !may_go_on(row) || plain.contains('由') {
        return false;
    }
    ends_as_post(plain) || ends_as_unit(plain) || open_ended(plain).is_some()
}

/// Whether a row begins like posts or units without a name whose end is
/// printed on the next row.
pub(super) fn begins_nameless(row: &str, known: &Known) -> bool {
    let words = squeezed(row);
    let begins = organ_beginnings().start(&words).is_some()
        || words.starts_with(['各', '县'])
        || ["有关", "相关"].iter().any(|word| words.starts_with(word))
        || known.starts_with_place(&words);
    begins && may_go_on(row) && !words.contains(['，', '。', '由', ','])
}

/// Whether words end as the name of a unit, a bracket behind it left out.
pub(super) fn ends_as_unit(words: &str) -> bool {
    organ_endings().end(without_bracket(words)).is_some()
}

/// A position as it is given: no white space, no marks at its ends, no bracket
/// around the whole.
pub(super) fn position(printed: &str) -> String {
    let words = squeezed(printed);
    let words = words
        .trim_end_matches(ENDS)
        .trim_start_matches(['，', '、', ',', '；', '—', '-']);
    let inner = words
        .strip_prefix(['（', '('])
        .and_then(|inner| inner.strip_suffix(['）', ')']));
    match inner {
        Some(inner) if is_balanced(inner) => inner.to_owned(),
        _ => words.to_owned(),
    }
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0i64;
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Whether a bracket opened near the end is not closed.
fn is_unbalanced(text: &str) -> bool {
    for c in text.chars().rev().take(40) {
        match c {
            '（' | '(' => return true,
            '）' | ')' => return false,
            _ => {}
        }
    }
    false
}

/// Parts of a text between marks outside round brackets, trimmed, empty ones
/// left out. A bracket that is never closed holds nothing.
pub(super) fn split(text: &str, marks: &[char]) -> Vec<Range<usize>> {
    let mut closing = 0usize;
    for c in text.chars() {
        closing += usize::from(matches!(c, '）' | ')'));
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' if closing > depth => depth += 1,
            '）' | ')' => {
                closing = closing.saturating_sub(1);
                depth = depth.saturating_sub(1);
            }
            c if depth == 0 && marks.contains(&c) => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found
        .into_iter()
        .filter_map(|part| {
            let words = text.get(part.clone())?;
            let lead = words.len() - words.trim_start().len();
            let length = words.trim().len();
            (length > 0).then(|| part.start + lead..part.start + lead + length)
        })
        .collect()
}
