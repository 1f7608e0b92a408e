//! What separates the units of a list: 、 and its like always, 和 and white space
//! where both sides are units, and nothing where levels share a noun
//! (各市、县人民政府).

use super::known::Known;
use super::lexicon::lexicon;
use super::marks::Kind;
use super::names::{self, Class, classify};
use super::read::Reader;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes a name before white space must at least have: three hanzi.
const SHORTEST_LEFT: usize = 6;

/// Bytes of the longest noun or level that is looked up after or before 和.
const LONGEST_NOUN: usize = 18;

/// Bytes of the longest piece in which a lost space is looked for.
const LONGEST_LOST: usize = 360;

/// Words between two separators.
pub(super) struct Piece {
    pub range: Range<usize>,
    /// Where the part joined last begins (its separator), for chains of levels.
    joined: usize,
    /// Whether a comma or the beginning stands before it: levels are not lent
    /// across.
    pub fresh: bool,
    /// What is known of it, when it is one name as it stands.
    pub known: Option<Known>,
}

impl Piece {
    fn new(range: Range<usize>, fresh: bool) -> Self {
        Piece {
            joined: range.start,
            range,
            fresh,
            known: None,
        }
    }
}

impl Reader<'_> {
    /// The pieces of a list: cut at 、 and its like, at white space and at 和
    /// where they separate units, joined where levels share a noun.
    pub(super) fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::with_capacity(range.len() / 18 + 1);
        let mut start = range.start;
        let mut fresh = true;
        // Whether the piece holds no bracket, quotation or break.
        let mut plain = true;
        let span = self.marks().within(range.clone());
        let mut at = span.start;
        while at < span.end
            && let Some(mark) = self.marks().get(at)
        {
            at += 1;
            let strong = matches!(mark.kind, Kind::Comma | Kind::Semi | Kind::Stop);
            if strong || mark.kind == Kind::Enum {
                self.push_piece(&mut pieces, start..mark.start(), fresh, plain);
                start = mark.end();
                fresh = strong;
                plain = true;
                continue;
            }
            plain = false;
            if let Some((partner, _)) = self.closed(mark, range.end) {
                at = partner + 1;
            }
        }
        self.push_piece(&mut pieces, start..range.end.max(start), fresh, plain);
        pieces
    }

    /// Adds what stands between two separators: joined to the piece before
    /// where both are levels that share a noun, else cut at 和 and white space.
    fn push_piece(&self, pieces: &mut Vec<Piece>, range: Range<usize>, fresh: bool, plain: bool) {
        if !fresh && let Some(last) = pieces.last_mut() {
            // 各市、自治州人民政府和省直有关部门: what 和 joins comes after.
            let cut = conjunction(self.key(range.clone()), 0)
                .map(|cut| range.start + cut.start..range.start + cut.end);
            let end = cut.as_ref().map_or(range.end, |cut| cut.start);
            if self.shares_noun(last, range.start..end) {
                last.joined = last.range.end;
                last.range.end = end;
                last.known = None;
                if let Some(cut) = cut {
                    self.push_piece(pieces, cut.end..range.end, true, plain);
                }
                return;
            }
        }
        if plain && !range.is_empty() && self.view().gaps_in(range.clone()).next().is_none() {
            let trimmed = self.trim(range.clone());
            if let Some(known) = self.names().plain(self.key(trimmed.clone())) {
                pieces.push(Piece {
                    known: Some(known),
                    ..Piece::new(trimmed, fresh)
                });
                return;
            }
        }
        let mut start = range.start;
        let mut fresh = fresh;
        for cut in self.conjunctions(range.clone()) {
            pieces.push(Piece::new(start..cut.start, fresh));
            start = cut.end;
            fresh = false;
        }
        pieces.push(Piece::new(start..range.end, fresh));
    }

    /// 各省、自治区、直辖市人民政府; 各镇、街道; 党委、政府: whether the words of
    /// `next` go on with the name in `last`.
    fn shares_noun(&self, last: &Piece, next: Range<usize>) -> bool {
        let lex = lexicon();
        let next = self.key(next);
        let next = open_tail(next).map_or(next, |(head, _)| head);
        let from = last.joined.max(last.range.start);
        let text = self.key(from..last.range.end);
        let text = text.strip_prefix(['、', '､', '﹑']).unwrap_or(text);
        let each = self.key(last.range.clone()).starts_with('各');
        if matches!(next, "政府" | "人民政府") {
            return text.ends_with("党委") || text.ends_with("党工委");
        }
        // 各县（市、区）人民政府、管委会
        if each && lex.level_nouns.contains(next) {
            return true;
        }
        let head = text.strip_prefix('各').unwrap_or(text);
        let head = ["有关", "相关"]
            .iter()
            .find_map(|word| head.strip_prefix(word))
            .unwrap_or(head);
        // 市、县（市）、江北区公安机关; 市和各区、县教育局: a level alone, even one
        // joined to another, is no unit, whatever the name that follows.
        let own = text.rsplit('和').next().unwrap_or(text);
        let own = bare(own.strip_prefix('各').unwrap_or(own));
        let short = own.len() <= 3 || own.len() < text.len();
        let short = short && own.len() <= LONGEST_NOUN;
        if !each && short && lex.levels.contains(&*own) && classify(next) != Class::Bad {
            return true;
        }
        let Some(level) = lex.level_starts.of(next) else {
            return false;
        };
        // Nearly every piece is refused here, so nothing is copied before.
        let noun = bare(&next[level.len()..]);
        // 市、县（区）公安部门: a level alone is no unit, so it shares the name
        // that follows. After 各 it may be one (各区、市教育局).
        if !each && !noun.is_empty() && lex.levels.contains(&*bare(text)) && ends_in_body(next) {
            return true;
        }
        if !noun.is_empty() && !lex.level_nouns.contains(&*noun) {
            return false;
        }
        let head = bare(head);
        if lex
            .levels
            .contains(head.strip_suffix("行政公署").unwrap_or(&head))
        {
            return true;
        }
        // 各镇人民政府、街道办事处: 各 stands before both.
        each && !noun.is_empty()
            && lex.below.contains(level)
            && lex.level_nouns.iter().any(|noun| {
                head.strip_suffix(noun.as_str())
                    .is_some_and(|level| lex.levels.contains(level))
            })
    }

    /// Where 和, 及, 以及, 与 or white space separates two units.
    fn conjunctions(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut cuts: Vec<Range<usize>> = Vec::new();
        let text = self.key(range.clone());
        let shut = self.shut(range.clone());
        let mut from = 0;
        let mut at = 0;
        while let Some(found) = conjunction(&text[from..], at - from) {
            let cut = from + found.start..from + found.end;
            let place = range.start + cut.start;
            match shut.iter().find(|group| group.contains(&place)) {
                Some(group) => at = group.end - range.start,
                None => {
                    from = cut.end;
                    at = cut.end;
                    cuts.push(range.start + cut.start..range.start + cut.end);
                }
            }
        }
        let spaces = self.view().gaps_in(range.clone()).filter(|&gap| {
            let from = cuts.iter().rev().find(|c| c.end <= gap);
            let left = self.key(from.map_or(range.start, |c| c.end)..gap);
            left.len() > SHORTEST_LEFT
                && names::ends_like_unit(left)
                && names::begins_name(self.key(gap..range.end))
        });
        let mut spaces: Vec<Range<usize>> = spaces.map(|gap| gap..gap).collect();
        // 县城管局各乡镇: the space was lost; no name holds 各 and a level.
        let short = if text.len() <= LONGEST_LOST { text } else { "" };
        let lost = short.match_indices('各').filter(|(at, word)| {
            names::ends_like_unit(&text[..*at])
                && lexicon()
                    .level_starts
                    .of(&text[at + word.len()..])
                    .is_some()
        });
        spaces.extend(
            lost.map(|(at, _)| range.start + at..range.start + at)
                .filter(|cut| {
                    !cuts.iter().any(|c| c.end == cut.start)
                        && !shut
                            .iter()
                            .any(|g| g.start < cut.start && cut.start < g.end)
                }),
        );
        if !spaces.is_empty() {
            cuts.extend(spaces);
            cuts.sort_by_key(|cut| cut.start);
        }
        cuts
    }
}

/// The first 和, 及, 以及 or 与 at or after byte `from` that separates two units in
/// `text`, which begins with the left one.
pub(super) fn conjunction(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    rest.match_indices(['和', '及', '与', '或'])
        .find_map(|(at, word)| {
            let at = from + at;
            let end = at + word.len();
            let left = &text[..at];
            let right = &text[end..];
            // 主管部门或者其他部门
            if word == "或" {
                let right = right.strip_prefix('者').unwrap_or(right);
                let cut = left.len()..text.len() - right.len();
                return either(left, right).then_some(cut);
            }
            let left = match left.strip_suffix('以') {
                Some(shorter) if word == "及" => shorter,
                _ => left,
            };
            separates(left, right).then_some(left.len()..end)
        })
}

/// Whether 或者 separates units: both sides are sure to be one.
fn either(left: &str, right: &str) -> bool {
    names::ends_like_unit(left) && !right.starts_with('其') && classify(right) == Class::Unit
}

/// Whether a conjunction between these words separates units: the left ends
/// like one, and the right begins like one, or is one after a sure left.
fn separates(left: &str, right: &str) -> bool {
    // A set hashes all it is asked for: only short words are.
    let noun = right.len() <= LONGEST_NOUN && lexicon().bare_nouns.contains(right);
    if noun || right.starts_with('其') && !right.starts_with("其他") {
        return false;
    }
    // 市和区县公安机关: a level alone is no unit.
    if left.len() <= LONGEST_NOUN && lexicon().levels.contains(left) {
        return false;
    }
    let closed = open_tail(left).is_some();
    if !closed && !names::ends_loosely(left) {
        return false;
    }
    if names::begins_name(right) {
        return true;
    }
    // 财政部和上海市
    let place = right.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
        && (2..=8).contains(&right.chars().count());
    if place && names::ends_like_unit(left) {
        return true;
    }
    (closed || names::ends_like_unit(left))
        && right.chars().count() >= 3
        && matches!(classify(right), Class::Unit)
}

/// A list that stays open: the words before 等, and whether a noun such as
/// 部门 follows it. `None` where the words are a closed name.
pub(super) fn open_tail(text: &str) -> Option<(&str, bool)> {
    let lex = lexicon();
    let at = text.rfind('等')?;
    let head = &text[..at];
    let mut tail = &text[at + '等'.len_utf8()..];
    if lex.not_open.of(head).is_some() && !tail.is_empty() {
        return None;
    }
    let noun = lex.bare_in.any_in(tail);
    while !tail.is_empty() {
        let digits = tail.trim_start_matches(|c: char| c.is_ascii_digit());
        tail = if digits.len() < tail.len() {
            digits
        } else {
            &tail[lex.tails.of(tail)?.len()..]
        };
    }
    Some((head, noun))
}

/// Whether `name` ends like a body of government, not only like a place.
fn ends_in_body(name: &str) -> bool {
    names::ends_like_unit(name) && !matches!(name, "区县" | "县区" | "市县" | "县市" | "乡镇")
}

/// The text without what stands in brackets.
fn bare(text: &str) -> Cow<'_, str> {
    // Full-width brackets begin with the byte EF, as no hanzi does.
    if memchr::memchr3(0xef, b'(', b'[', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut depth = 0usize;
    let kept = text.chars().filter(|c| match c {
        '（' | '(' | '［' | '[' => {
            depth += 1;
            false
        }
        '）' | ')' | '］' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    Cow::Owned(kept.collect())
}
