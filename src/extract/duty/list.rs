//! Lists of units: what separates names, what is part of a name, what in a
//! bracket after a name is a remark, and where a list stays open (等).

use super::clause::Clause;
use super::known::{Known, Level};
use super::lexicon::{VerbRole, lexicon};
use super::names::{self, Class, classify};
use super::read::Reader;
use super::rules::{self, Rule};
use super::separate::open_tail;
use super::time;
use crate::record::UnitKind;
use std::ops::Range;

/// How much a text must look like a list of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strict {
    /// A label says that it is one: what is no name is left out.
    Label,
    /// A clause in brackets: one real unit vouches for the others.
    Bracket,
    /// A sentence: every name must look like one.
    Sentence,
}

/// A name in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As printed, remarks left out.
    pub text: String,
    /// One unit or a class.
    pub kind: UnitKind,
    /// The level its neighbours lend it (省发展改革委、财政厅).
    pub shared: Option<&'static str>,
    /// What a remark says of it: 市教育局（牵头）.
    pub role: Option<VerbRole>,
    /// How sure it is to be a unit.
    pub class: Class,
    /// Whether it is the first after a comma, or of its list.
    pub opens: bool,
}

/// A list of units as read.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The names in order.
    pub names: Vec<Name>,
    /// Posts among them (副市长).
    pub posts: Vec<String>,
    /// Whether it ends in 等.
    pub open: bool,
    /// Clauses in brackets after a name (市税务局配合提供数据).
    pub clauses: Vec<Clause>,
    /// An ordering rule in such a bracket.
    pub rule: Option<Rule>,
    /// A deadline in such a bracket.
    pub deadline: Option<String>,
}

/// Remarks nest in clauses and clauses in remarks; deeper ones are left alone.
pub(super) const DEEPEST: u8 = 3;

/// Parts of the longest number before a name.
const LONGEST_NUMBER: usize = 6;

impl Reader<'_> {
    /// Reads `range` as a list of units; `None` where it is none. With `cut`
    /// the list was broken off: a last piece that is no name is left out.
    pub(super) fn list(
        &self,
        range: Range<usize>,
        strict: Strict,
        cut: bool,
        depth: u8,
    ) -> Option<List> {
        let pieces = self.pieces(range);
        let mut list = List::default();
        let mut shared: Option<&'static str> = None;
        let mut nominal = false;
        let last = pieces.len();
        list.names.reserve(last);
        let mut opens = false;
        for (index, piece) in pieces.into_iter().enumerate() {
            if piece.fresh {
                shared = None;
                opens = true;
            }
            let read = if let Some(known) = piece.known {
                NameRead::plain(
                    known,
                    self.key(piece.range.clone()),
                    self.words(piece.range).to_owned(),
                )
            } else {
                let range = self.trim(piece.range);
                if range.is_empty() {
                    continue;
                }
                match self.name(range, &mut list, depth) {
                    Some(read) => read,
                    None => continue, // only an aside in brackets
                }
            };
            nominal |= read.nominal;
            list.open |= read.open;
            let mut name = read.name;
            match name.class {
                Class::Bad if strict == Strict::Label => continue,
                Class::Bad | Class::Bare if cut && index + 1 == last => continue,
                Class::Bad => return None,
                Class::Post if strict == Strict::Sentence => return None,
                Class::Post => {
                    list.posts.push(name.text);
                    continue;
                }
                Class::Loose if strict == Strict::Sentence && !read.loose_in_sentence => {
                    return None;
                }
                _ => {}
            }
            match read.level {
                Level::Lent => name.shared = shared,
                Level::Own(level) => shared = Some(level),
                Level::Place => shared = None,
                Level::None => {}
            }
            name.opens = std::mem::take(&mut opens);
            list.names.push(name);
        }
        list.allowed(strict, nominal).then_some(list)
    }

    /// One name: its brackets sorted into name and remarks, 等 taken off.
    /// `None` where nothing but remarks is there.
    fn name(&self, range: Range<usize>, list: &mut List, depth: u8) -> Option<NameRead> {
        let mut range = self.after_number(range);
        let mut role = None;
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for (group, inside) in self.groups(range.clone()) {
            if self.remark(inside, list, &mut role, depth) {
                cuts.push(group);
            }
        }
        if let Some(at) = self.subordinate(range.clone()) {
            range.start = at;
        }
        let mut key = self.without(range.clone(), &cuts, self.view().key());
        let mut text = self.without(range.clone(), &cuts, self.view().words());
        let mut open = false;
        let mut nominal = false;
        if let Some((head, noun)) = open_tail(&key) {
            open = true;
            nominal = noun;
            let head = head.len();
            key.truncate(head);
            text.truncate(head);
        }
        if key.is_empty() {
            list.open |= open;
            return None;
        }
        let known = self.names().plain(&key).unwrap_or_else(|| Known::new(&key));
        let mut read = NameRead::plain(known, &key, text);
        read.name.role = role;
        read.open = open;
        read.nominal |= nominal;
        Some(read)
    }

    /// The words of `range` without the ranges in `cuts` and without breaks.
    fn without(&self, range: Range<usize>, cuts: &[Range<usize>], words: &str) -> String {
        let mut out = String::with_capacity(range.len());
        let mut from = range.start;
        for cut in cuts.iter().filter(|cut| cut.start >= range.start) {
            out.push_str(words.get(from..cut.start).unwrap_or(""));
            from = cut.end;
        }
        out.push_str(words.get(from..range.end).unwrap_or(""));
        out.retain(|c| c != '\n');
        let trimmed = out.trim();
        if trimmed.len() == out.len() {
            out
        } else {
            trimmed.to_owned()
        }
    }

    /// Whether a bracket is a remark and no part of the name; takes what it
    /// says.
    fn remark(
        &self,
        inside: Range<usize>,
        list: &mut List,
        role: &mut Option<VerbRole>,
        depth: u8,
    ) -> bool {
        let lex = lexicon();
        let words = self.key(self.trim(inside.clone()));
        if let Some(&said) = lex.remarks.get(words) {
            *role = Some(said);
            return true;
        }
        if lex.asides.of(words).is_some() {
            return true;
        }
        if lex.needles.lead.is_in(words)
            && let Some(rule) = rules::read(words)
        {
            list.rule = Some(rule);
            return true;
        }
        if time::is_deadline(words) {
            list.deadline.get_or_insert_with(|| self.printed(inside));
            return true;
        }
        let strong = lex.verb_finder.find(words).any(|(verb, found)| {
            lex.verbs.get(verb).is_some_and(|v| {
                v.s && !v
                    .not
                    .iter()
                    .any(|w| words[found.end..].starts_with(w.as_str()))
            })
        });
        if strong
            && depth < DEEPEST
            && let Some(clause) = self.bracket_clause(inside, false, depth + 1)
        {
            list.clauses.push(clause);
        }
        strong
    }

    /// `range` after a number such as `1.`.
    fn after_number(&self, range: Range<usize>) -> Range<usize> {
        let mut text = self.key(range.clone());
        // 6.2.1财政部: a number has a few parts, the last one without a point.
        let whole = text.len();
        for _ in 0..LONGEST_NUMBER {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            match rest.strip_prefix(['.', '．', ')']) {
                Some(words) if rest.len() < text.len() => text = words,
                _ if text.len() < whole => {
                    text = rest;
                    break;
                }
                _ => break,
            }
        }
        range.end - text.len()..range.end
    }

    /// Where the name of a subordinate unit begins: 甲集团下属｜乙有限公司.
    fn subordinate(&self, range: Range<usize>) -> Option<usize> {
        let text = self.key(range.clone());
        let at = lexicon().needles.subordinate.find(text)? + "下属".len();
        let rest = &text[at..];
        // 下属单位, 下属学校 alone name nothing.
        let names_one = rest.chars().count() >= 6 && classify(rest) == Class::Unit;
        names_one.then_some(range.start + at)
    }
}

/// A name as read, before its list decides on it.
struct NameRead {
    name: Name,
    level: Level,
    /// Whether 等 followed.
    open: bool,
    /// Whether 部门, 单位 … stands at its end or after 等: bare words beside it
    /// then stand for departments.
    nominal: bool,
    loose_in_sentence: bool,
}

impl NameRead {
    /// A name that is known, without remarks.
    fn plain(known: Known, key: &str, text: String) -> Self {
        NameRead {
            level: known.level,
            open: false,
            nominal: known.kind == UnitKind::Collective && lexicon().bare_ends.of(key).is_some(),
            loose_in_sentence: known.class == Class::Loose && loose_in_sentence(key, known),
            name: Name {
                text,
                kind: known.kind,
                class: known.class,
                shared: None,
                role: None,
                opens: false,
            },
        }
    }
}

impl List {
    /// Whether the names, together, can stand as a list.
    fn allowed(&self, strict: Strict, nominal: bool) -> bool {
        let sure = self
            .names
            .iter()
            .any(|n| matches!(n.class, Class::Unit | Class::Loose));
        let bare = self.names.iter().any(|n| n.class == Class::Bare);
        match strict {
            Strict::Label => true,
            Strict::Bracket => sure || !bare || nominal,
            Strict::Sentence => !bare || nominal,
        }
    }

    /// Whether nothing at all is in it.
    pub fn is_blank(&self) -> bool {
        self.is_empty() && !self.open && self.rule.is_none() && self.deadline.is_none()
    }

    /// Whether there is nobody in it.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.posts.is_empty() && self.clauses.is_empty()
    }
}

/// Loose endings in a sentence: with a level or a class word before them, or
/// as the short name of a place.
fn loose_in_sentence(name: &str, known: Known) -> bool {
    matches!(known.level, Level::Own(_))
        || known.kind == UnitKind::Collective
        || names::stem(name).ends_with(['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'])
            && name.chars().count() <= 8
}
