//! Sentence patterns: the word lists in `data/`, compiled once, expanded many
//! times. Owns the pattern language (`= list`, `{list}`, `{a|b}`), knows
//! nothing of notices: what `{place}` or `{year}` mean, its caller says.

use super::prng::Prng;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Lists nest at most this deep; deeper references expand to nothing.
const DEEPEST: u32 = 6;

/// A list of patterns, by its place in the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List(u16);

/// A piece of a pattern.
#[derive(Debug)]
enum Piece {
    Literal(Box<str>),
    List(u16),
    Choice(Box<[Box<str>]>),
    /// Neither a list nor a choice: the caller's word.
    Slot(Slot),
}

/// Words only the caller knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// 市, 省, 自治区, 州, 县, 区
    Level,
    /// The same, as in 本市: 市, 省, 区, 州, 县
    LevelBare,
    /// Level of the government above.
    ParentLevel,
    /// Name of the place.
    Place,
    /// Name of the place above.
    Parent,
    /// Short name of the government: 市人民政府
    Government,
    /// A department, short: 市财政局
    Organ,
    /// The collective of governments below: 各县（市、区）人民政府
    Below,
    /// One place below.
    County,
    /// The special zone's committee.
    Zone,
    /// Topic of the notice.
    Topic,
    /// A word of the notice's field of work.
    Noun,
    /// An action of the notice's field of work.
    Act,
    /// 本办法, 本方案
    This,
    /// Document type of the notice.
    Type,
    /// The year, shifted.
    Year(i8),
    /// A small number, 2–12.
    Small,
    /// A number, 20–500.
    Middle,
    /// Hundreds to ten thousands.
    Big,
    /// A decimal such as 956.52.
    Decimal,
    /// A percentage.
    Percent,
    /// So many digits.
    Digits(u8),
}

/// Gives the words for slots.
pub(crate) trait Words {
    /// Appends the word for `slot`.
    fn put(&mut self, slot: Slot, prng: &mut Prng, out: &mut String);
}

/// All lists.
#[derive(Debug)]
pub(crate) struct Grammar {
    lists: Vec<Vec<Vec<Piece>>>,
    names: BTreeMap<String, u16>,
}

const FILES: [&str; 2] = [
    include_str!("data/grammar.txt"),
    include_str!("data/domains.txt"),
];

impl Grammar {
    /// The grammar of the lists in `data/`.
    pub(crate) fn get() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| Grammar::compile(&FILES))
    }

    fn compile(files: &[&str]) -> Grammar {
        let mut names = BTreeMap::new();
        let mut sources: Vec<Vec<&str>> = Vec::new();
        for line in files.iter().flat_map(|file| file.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix("= ") {
                names.insert(name.to_owned(), sources.len() as u16);
                sources.push(Vec::new());
            } else if let Some(list) = sources.last_mut() {
                list.push(line);
            }
        }
        let lists = sources
            .iter()
            .map(|list| list.iter().map(|line| pieces(line, &names)).collect())
            .collect();
        Grammar { lists, names }
    }

    /// The list called `name`; the first list where there is none (a test
    /// asks for every name used).
    pub(crate) fn list(&self, name: &str) -> List {
        List(self.names.get(name).copied().unwrap_or_default())
    }

    /// Appends one pattern of `list`, expanded.
    pub(crate) fn expand(
        &self,
        list: List,
        words: &mut impl Words,
        prng: &mut Prng,
        out: &mut String,
    ) {
        self.expand_at(list.0, words, prng, out, DEEPEST);
    }

    fn expand_at(
        &self,
        list: u16,
        words: &mut impl Words,
        prng: &mut Prng,
        out: &mut String,
        depth: u32,
    ) {
        let Some(pattern) = self
            .lists
            .get(list as usize)
            .and_then(|patterns| prng.pick(patterns))
        else {
            return;
        };
        for piece in pattern {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Choice(choices) => {
                    if let Some(text) = prng.pick(choices) {
                        out.push_str(text);
                    }
                }
                Piece::Slot(slot) => words.put(*slot, prng, out),
                Piece::List(inner) if depth > 0 => {
                    self.expand_at(*inner, words, prng, out, depth - 1);
                }
                Piece::List(_) => {}
            }
        }
    }
}

/// Cuts one pattern into pieces.
fn pieces(line: &str, names: &BTreeMap<String, u16>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            out.push(Piece::Literal(before.into()));
        }
        let Some((inside, tail)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        if inside.contains('|') {
            out.push(Piece::Choice(inside.split('|').map(Into::into).collect()));
        } else if let Some(slot) = slot(inside) {
            out.push(Piece::Slot(slot));
        } else if let Some(&list) = names.get(inside) {
            out.push(Piece::List(list));
        } else {
            out.push(Piece::Literal(format!("{{{inside}}}").into()));
        }
        rest = tail;
    }
    if !rest.is_empty() {
        out.push(Piece::Literal(rest.into()));
    }
    out
}

fn slot(name: &str) -> Option<Slot> {
    Some(match name {
        "lv" => Slot::Level,
        "lvb" => Slot::LevelBare,
        "parentlv" => Slot::ParentLevel,
        "place" => Slot::Place,
        "parent" => Slot::Parent,
        "govs" => Slot::Government,
        "org" => Slot::Organ,
        "subs" => Slot::Below,
        "county" => Slot::County,
        "zone" => Slot::Zone,
        "topic" => Slot::Topic,
        "noun" => Slot::Noun,
        "act" => Slot::Act,
        "self" => Slot::This,
        "type" => Slot::Type,
        "year" => Slot::Year(0),
        "year+1" => Slot::Year(1),
        "year+2" => Slot::Year(2),
        "year-1" => Slot::Year(-1),
        "n" => Slot::Small,
        "nn" => Slot::Middle,
        "big" => Slot::Big,
        "dec" => Slot::Decimal,
        "pct" => Slot::Percent,
        "code3" => Slot::Digits(3),
        "code6" => Slot::Digits(6),
        "code7" => Slot::Digits(7),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Blank;
    impl Words for Blank {
        fn put(&mut self, _: Slot, _: &mut Prng, out: &mut String) {
            out.push('某');
        }
    }

    #[test]
    fn every_pattern_expands_without_a_loose_brace() {
        let grammar = Grammar::get();
        let mut prng = Prng::new(1);
        for &list in grammar.names.values() {
            for _ in 0..200 {
                let mut out = String::new();
                grammar.expand(List(list), &mut Blank, &mut prng, &mut out);
                assert!(!out.contains(['{', '}', '|']), "{out}");
                assert!(!out.is_empty());
            }
        }
    }

    #[test]
    fn every_field_has_its_words() {
        let grammar = Grammar::get();
        for field in 0..super::super::world::FIELDS {
            for kind in ["topic", "noun", "act"] {
                let name = format!("{kind}@{field}");
                assert!(grammar.names.contains_key(&name), "{name}");
            }
        }
    }
}
