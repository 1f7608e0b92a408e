//! One entry: a person and posts, several persons, or posts and units without
//! names.

use super::Out;
use super::people::at_and;
use super::person::{
    Person, is_lone_name, person_at, post_first, run_together, tokens, unit_border, without_remarks,
};
use super::prose::seat_of;
use super::shape::{
    ENDS, is_balanced, is_nameless, is_unbalanced, open_ended, position, shared_tail, split,
};
use crate::diag::Diagnostic;
use crate::extract::ending::{ends_as_post, ends_as_unit, without_bracket};
use crate::extract::passage::squeezed;
use crate::extract::person::{Known, Likeness, likeness};
use crate::extract::words::organ_beginnings;
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
            || post_first(words).is_some()
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
        // 成员：从区卫健局抽调
        if content.is_empty() || content.starts_with('从') {
            return;
        }
        if let Some(seat) = seat_of(&self.printed) {
            // 办公室主任：由市能源局局长兼任
            self.push(out, None, Some(seat), RosterForm::Prose);
        } else if !(self.bracketed(out)
            || self.spaced_names(out)
            || self.persons(out)
            || self.names(out))
        {
            let joined = !spaced && (self.run(known, out) || self.unit_person(known, out));
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
        for part in split(
            &self.words,
            &['、', '，', ',', '；', ';', '。', ' ', '\u{3000}'],
        )
        .into_iter()
        .flat_map(|part| behind_brackets(&self.words, part))
        {
            // 杨 林（市长）: a space inside a name, or before its bracket.
            let whole = match found.last() {
                Some((name, None)) => {
                    let Range { start, .. } = *name;
                    found.pop();
                    start..part.end
                }
                _ => part,
            };
            match self.named_bracket(&whole) {
                Some((name, kept)) => found.push((name, Some(kept))),
                None if whole.len() > MAX_SPELT => return false,
                None => found.push((whole, None)),
            }
        }
        // Behind the persons: 各乡镇党委书记.
        let nameless = match found.as_slice() {
            [.., (_, Some(_)), (last, None)] => {
                let words = self.words.get(last.clone()).unwrap_or_default();
                ends_as_post(words.trim()).then(|| last.clone())
            }
            _ => None,
        };
        if nameless.is_some() {
            found.pop();
        }
        if found.iter().any(|(_, kept)| kept.is_none()) {
            return false;
        }
        let named = !found.is_empty();
        for (name, kept) in &found {
            let name = squeezed(self.printed.get(name.clone()).unwrap_or_default());
            let post = kept.clone().map(|kept| self.printed(kept));
            self.push(out, Some(name), post, RosterForm::List);
        }
        if let Some(post) = nameless {
            self.push(out, None, Some(self.printed(post)), RosterForm::List);
        }
        named
    }

    /// The name and the bracketed post in `甲（市长）`: their bytes.
    fn named_bracket(&self, part: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let words = self.words.get(part.clone())?;
        let open = words.find(['（', '('])?;
        let name = squeezed(words.get(..open)?);
        let inner = words.get(open..)?.trim_start_matches(['（', '(']);
        let closed = inner.trim_end_matches(['）', ')']);
        // A row may lack its closing bracket, but nothing may follow it.
        let tail = closed.contains(['）', ')']) && !is_balanced(closed);
        let from = part.end - inner.len();
        let kept = without_remarks(&self.words, from..from + closed.len());
        let named = match likeness(&name) {
            Likeness::Sure => true,
            Likeness::Unsure => self.words.get(kept.clone()).is_some_and(ends_as_post),
            Likeness::No => false,
        };
        (named && !tail && !kept.is_empty()).then(|| (part.start..part.start + open, kept))
    }

    /// `甲 乙 市财政局局长`, also several persons in one row.
    fn persons(&self, out: &mut Out) -> bool {
        let tokens: Vec<Range<usize>> = tokens(&self.words).collect();
        let Some(mut person) = person_at(&self.words, &tokens, 0) else {
            return self.post_first(out);
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
    fn post_first(&self, out: &mut Out) -> bool {
        let Some((name, post)) = post_first(&self.words) else {
            return false;
        };
        let (name, post) = (self.printed(name), self.printed(post));
        self.push(out, Some(name), Some(post), RosterForm::List);
        true
    }

    /// `甲、乙、丙`.
    fn names(&self, out: &mut Out) -> bool {
        // Spaces part names, or stand inside them (`张 伟、王 芳`).
        [&[' ', '\u{3000}', '\t'][..], &[]].iter().any(|spaces| {
            let mut marks = vec!['、', '，', ',', '；', ';', '。'];
            marks.extend(*spaces);
            let parts = split(&self.words, &marks);
            let found: Option<Vec<_>> = parts.iter().map(|part| self.lone(part)).collect();
            let found = found.unwrap_or_default();
            for (name, unit) in &found {
                self.push(out, Some(name.clone()), unit.clone(), RosterForm::List);
            }
            !found.is_empty()
        })
    }

    /// A name alone, or a unit and a name: `甲`, `市财政局甲`.
    fn lone(&self, part: &Range<usize>) -> Option<(String, Option<String>)> {
        let words = squeezed(self.words.get(part.clone())?);
        let words = without_bracket(&words);
        let printed = squeezed(self.printed.get(part.clone())?);
        // Printed and matched words have the same length.
        let printed = printed.get(..words.len())?;
        if likeness(words) == Likeness::Sure {
            return Some((printed.to_owned(), None));
        }
        [3, 2].into_iter().find_map(|count| {
            let (at, _) = words.char_indices().rev().nth(count - 1)?;
            let (unit, name) = words.split_at(at);
            let sure = likeness(name) == Likeness::Sure
                && ends_as_unit(unit)
                && !unit.starts_with('各')
                && !ends_as_post(words);
            sure.then(|| {
                Some((
                    printed.get(at..)?.to_owned(),
                    Some(printed.get(..at)?.to_owned()),
                ))
            })?
        })
    }

    /// `甲某某 乙 某 丙某某`: names between spaces, behind them perhaps posts
    /// without a name (各镇镇长).
    fn spaced_names(&self, out: &mut Out) -> bool {
        let parts: Vec<Range<usize>> = tokens(&self.words).collect();
        let word = |part: &Range<usize>| {
            let word = self.words.get(part.clone()).unwrap_or_default();
            without_bracket(word.trim_end_matches(ENDS))
        };
        let mut names: Vec<String> = Vec::new();
        let mut index = 0;
        while let Some(part) = parts.get(index) {
            let whole = word(part);
            let single = whole.chars().nth(1).is_none();
            // 曲 波: a name of two characters, spelt with a space.
            let next = parts.get(index + 1).filter(|_| single);
            let spelt = next.map(|next| format!("{whole}{}", word(next)));
            let name = spelt.as_deref().unwrap_or(whole);
            if likeness(name) != Likeness::Sure || single && name.chars().count() != 2 {
                break;
            }
            let last = next.unwrap_or(part);
            let end = last.start + word(last).len();
            names.push(self.printed(part.start..end));
            index += 1 + usize::from(next.is_some());
        }
        let rest = parts
            .get(index)
            .map_or("", |part| self.words.get(part.start..).unwrap_or_default());
        // Two words may be a name and a short post.
        let posts = !rest.is_empty() && is_nameless(rest) && rest.starts_with(['各', '有', '相']);
        if names.len() + usize::from(posts) < 3 || !(rest.is_empty() || posts) {
            return false;
        }
        for name in names {
            self.push(out, Some(name), None, RosterForm::List);
        }
        if posts {
            let start = self.words.len() - rest.len();
            self.push(
                out,
                None,
                Some(self.printed(start..self.words.len())),
                RosterForm::List,
            );
        }
        true
    }

    /// `甲某某财政部部长乙某某民政部副部长`: several persons without a mark.
    fn run(&self, known: &Known, out: &mut Out) -> bool {
        let persons = run_together(&self.words, known);
        for (name, post) in &persons {
            let (name, post) = (self.printed(name.clone()), self.printed(post.clone()));
            self.push(out, Some(name), Some(post), RosterForm::List);
        }
        !persons.is_empty()
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
        for part in split(&self.words, &['、', '，', ',', '。', '；', ';'])
            .into_iter()
            .flat_map(|part| at_and(&self.words, part))
        {
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
                Some(found) => {
                    tail = Some(found);
                    let unit = words.get(..words.len() - found.len()).unwrap_or_default();
                    if let Some(length) = open_ended(unit) {
                        // 市气象局等部门主要负责人: 等部门 names nobody.
                        printed.truncate(length);
                        printed.push_str(found);
                    }
                }
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

/// Longest name before a bracket, spaces included, in bytes.
const MAX_SPELT: usize = 60;

/// Cuts `甲（市长）乙（局长）` behind each bracket.
fn behind_brackets(words: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = part.start;
    let mut depth = 0usize;
    for (at, c) in words.get(part.clone()).unwrap_or_default().char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                let end = part.start + at + c.len_utf8();
                if depth == 0 && end < part.end {
                    found.push(start..end);
                    start = end;
                }
            }
            _ => {}
        }
    }
    found.push(start..part.end);
    found
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
