//! The index held against a scan of the records.
//!
//! Random strings of the texts, strings that almost are in them, and random
//! pairs of words near each other are looked for twice: in the index, and in
//! every passage of every notice ([`super::scan`]). Any difference is a fault.
//! The choice of strings hangs on a seed alone.

use super::fold::fold;
use super::near::Nearness;
use super::passage::Passage;
use super::request::{Found, Request};
use super::search::Reader;
use super::{IndexError, scan};
use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;

/// A notice as the records have it.
#[derive(Debug, Clone)]
pub struct Scanned {
    /// Where it stands.
    pub place: Found,
    /// Its passages.
    pub passages: Vec<Passage>,
}

/// What a comparison came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// Queries asked.
    pub asked: usize,
    /// Queries that found something.
    pub found: usize,
    /// Notices found in all.
    pub notices: u64,
    /// The queries whose answers differ, the first hundred.
    pub differences: Vec<String>,
}

impl Proof {
    fn hold(&mut self, query: &str, index: &BTreeSet<Found>, scan: &BTreeSet<Found>) {
        self.asked += 1;
        self.found += usize::from(!scan.is_empty());
        self.notices += scan.len() as u64;
        if index != scan && self.differences.len() < 100 {
            self.differences.push(query.to_owned());
        }
    }
}

/// Draws strings of the texts.
struct Draw<'a> {
    notices: &'a [Scanned],
    state: u64,
}

impl<'a> Draw<'a> {
    /// Draws from notices, if there is anything in them to look for.
    fn new(notices: &'a [Scanned], state: u64) -> Option<Self> {
        let words = |passage: &Passage| fold(&passage.text).chars().any(|c| c != '"');
        let some = notices
            .iter()
            .any(|notice| notice.passages.iter().any(words));
        some.then_some(Draw { notices, state })
    }

    fn roll(&mut self, below: usize) -> usize {
        // splitmix64
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }

    fn notice(&mut self) -> Option<&'a Scanned> {
        let at = self.roll(self.notices.len());
        self.notices.get(at)
    }

    /// Some characters of one passage, without the quote that would end a
    /// phrase; never blank.
    fn part(&mut self, notice: &'a Scanned, longest: usize) -> Option<Vec<char>> {
        let at = self.roll(notice.passages.len());
        let text = &notice.passages.get(at)?.text;
        let from = self.roll(text.chars().count());
        let length = 1 + self.roll(longest);
        let part: Vec<char> = text
            .chars()
            .skip(from)
            .take(length)
            .filter(|c| *c != '"')
            .collect();
        let words: String = part.iter().collect();
        (!fold(&words).is_empty()).then_some(part)
    }

    /// Draws again until something comes of it.
    fn until<T>(&mut self, draw: impl Fn(&mut Self) -> Option<T>) -> T {
        loop {
            if let Some(drawn) = draw(self) {
                return drawn;
            }
        }
    }

    /// Two words of 1 to 6 characters, three times of four of one notice.
    fn pair(&mut self) -> (String, String) {
        self.until(|draw| {
            let notice = draw.notice()?;
            let left = draw.part(notice, 6)?;
            let other = match draw.roll(4) {
                0 => draw.notice()?,
                _ => notice,
            };
            let right = draw.part(other, 6)?;
            Some((left.into_iter().collect(), right.into_iter().collect()))
        })
    }

    /// 1 to 40 characters as printed; for a near miss two neighbours turned
    /// round or one character replaced.
    fn phrase(&mut self, miss: bool) -> String {
        self.until(|draw| {
            let notice = draw.notice()?;
            let mut part = draw.part(notice, 40)?;
            if miss {
                let at = draw.roll(part.len());
                if draw.roll(2) == 0 && at + 1 < part.len() {
                    part.swap(at, at + 1);
                } else if let Some(other) = draw.notice().and_then(|n| draw.part(n, 1))
                    && let (Some(slot), Some(c)) = (part.get_mut(at), other.first())
                {
                    *slot = *c;
                }
            }
            let words: String = part.into_iter().collect();
            (!fold(&words).is_empty()).then_some(words)
        })
    }
}

fn ask(reader: &Reader, query: String) -> Result<BTreeSet<Found>, IndexError> {
    let request = Request {
        query,
        time_limit: None,
        ..Request::default()
    };
    Ok(reader.find_all(&request)?.into_iter().collect())
}

/// Patterns scanned for in one go.
const BATCH: usize = 2000;

/// Exact phrases: so many strings of the texts (`miss`: strings that almost
/// are in them), each a query in quotes.
///
/// # Errors
/// When the index cannot be read.
pub fn phrases(
    reader: &Reader,
    notices: &[Scanned],
    count: usize,
    miss: bool,
    seed: u64,
) -> Result<Proof, IndexError> {
    let mut proof = Proof::default();
    let Some(mut draw) = Draw::new(notices, seed) else {
        return Ok(proof);
    };
    while proof.asked < count {
        let size = BATCH.min(count - proof.asked);
        let words: Vec<String> = (0..size).map(|_| draw.phrase(miss)).collect();
        let folded: Vec<String> = words.iter().map(|words| fold(words)).collect();
        let scan = scanned(notices, &folded)?;
        for (words, scan) in words.iter().zip(scan) {
            let index = ask(reader, format!("\"{words}\""))?;
            proof.hold(words, &index, &scan);
        }
    }
    Ok(proof)
}

/// The notices in whose passages each folded pattern stands.
fn scanned(notices: &[Scanned], folded: &[String]) -> Result<Vec<BTreeSet<Found>>, IndexError> {
    let automaton =
        AhoCorasick::new(folded).map_err(|error| IndexError::Damaged(error.to_string()))?;
    let mut out = vec![BTreeSet::new(); folded.len()];
    let mut last = vec![usize::MAX; folded.len()];
    for (n, notice) in notices.iter().enumerate() {
        for passage in &notice.passages {
            for hit in automaton.find_overlapping_iter(&fold(&passage.text)) {
                let pattern = hit.pattern().as_usize();
                if let (Some(last), Some(found)) = (last.get_mut(pattern), out.get_mut(pattern))
                    && *last != n
                {
                    *last = n;
                    found.insert(notice.place.clone());
                }
            }
        }
    }
    Ok(out)
}

/// Two words of 1 to 6 characters, mostly of one notice, at most 40 characters
/// apart, in one sentence, or in one article.
///
/// # Errors
/// When the index cannot be read.
pub fn pairs(
    reader: &Reader,
    notices: &[Scanned],
    count: usize,
    seed: u64,
) -> Result<Proof, IndexError> {
    let mut proof = Proof::default();
    let Some(mut draw) = Draw::new(notices, seed) else {
        return Ok(proof);
    };
    let folded: Vec<Vec<String>> = notices
        .iter()
        .map(|notice| notice.passages.iter().map(|p| fold(&p.text)).collect())
        .collect();
    while proof.asked < count {
        let (left, right) = draw.pair();
        let (operator, nearness) = match draw.roll(3) {
            0 => {
                let most = draw.roll(41) as u32;
                (format!("NEAR/{most}"), Nearness::Characters(most))
            }
            1 => ("同句".to_owned(), Nearness::Sentence),
            _ => ("同条".to_owned(), Nearness::Article),
        };
        let query = format!("\"{left}\" {operator} \"{right}\"");
        let [left, right] = [left, right].map(|words| fold(&words));
        let scan: BTreeSet<Found> = notices
            .iter()
            .zip(&folded)
            .filter(|(_, texts)| {
                let holds = |words: &str| texts.iter().any(|text| text.contains(words));
                holds(&left) && holds(&right)
            })
            .filter(|(notice, _)| scan::together(&notice.passages, nearness, &left, &right))
            .map(|(notice, _)| notice.place.clone())
            .collect();
        let index = ask(reader, query.clone())?;
        proof.hold(&query, &index, &scan);
    }
    Ok(proof)
}
