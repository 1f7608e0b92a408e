//! How good the first hits are, against judgments of people.
//!
//! A list of judgments names for each query the notices a reader would want,
//! each with a grade. Two figures tell how near an archive's answers come:
//!
//! * nDCG@10: the gain of the first ten hits, 2^grade − 1 each, divided by the
//!   binary logarithm of rank + 1, as a share of the best possible;
//! * P@3: of the first three hits (or as many as there are wanted notices, if
//!   fewer) the share that is wanted.

use super::request::{Hit, Request};
use super::search::Reader;
use super::{IndexError, number::key_of};

/// A query and the notices wanted, each with its grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgment {
    /// The query.
    pub query: String,
    /// Grade (1 to 3) and name of each notice: its number, or words that only
    /// its title holds.
    pub wanted: Vec<(u32, String)>,
}

/// Reads a list: a line is a query and `GRADE NAME` of each notice, parted by
/// tabs; lines that begin with `#` are remarks.
///
/// # Errors
/// A sentence with the number of the line, from 1, that is none.
pub fn judgments(text: &str) -> Result<Vec<Judgment>, String> {
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let mut cells = line.split('\t');
        let query = cells.next().unwrap_or_default().to_owned();
        let graded = |cell: &str| {
            let (grade, name) = cell.split_once(' ')?;
            let grade = grade.parse().ok().filter(|grade| (1..=3).contains(grade))?;
            Some((grade, name.to_owned()))
        };
        let wanted: Option<Vec<(u32, String)>> = cells.map(graded).collect();
        match wanted {
            Some(wanted) if !wanted.is_empty() => out.push(Judgment { query, wanted }),
            _ => return Err(format!("line {}: no judgment", n + 1)),
        }
    }
    Ok(out)
}

/// The figures of one query.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The query.
    pub query: String,
    /// nDCG@10, from 0 to 1.
    pub ndcg: f64,
    /// P@3, from 0 to 1.
    pub precision: f64,
    /// What the first three hits were.
    pub first: Vec<String>,
    /// Wanted notices that are not in the archive.
    pub unknown: Vec<String>,
}

/// Asks every query.
///
/// # Errors
/// When the index cannot be read.
pub fn judged(reader: &Reader, list: &[Judgment]) -> Result<Vec<Figures>, IndexError> {
    list.iter().map(|one| judge(reader, one)).collect()
}

fn judge(reader: &Reader, judgment: &Judgment) -> Result<Figures, IndexError> {
    let answer = reader.search(&Request {
        query: judgment.query.clone(),
        limit: 10,
        ..Request::default()
    })?;
    let grade = |hit: &Hit| {
        let wanted = judgment.wanted.iter().find(|(_, name)| is_named(hit, name));
        wanted.map_or(0, |(grade, _)| *grade)
    };
    let grades: Vec<u32> = answer.hits.iter().map(grade).collect();
    let mut best: Vec<u32> = judgment.wanted.iter().map(|(grade, _)| *grade).collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let looked = best.len().clamp(1, 3);
    let right = grades.iter().take(looked).filter(|grade| **grade > 0);
    let mut unknown = Vec::new();
    for (_, name) in &judgment.wanted {
        let named = match key_of(name) {
            Some(_) => name.clone(),
            None => format!("title:\"{name}\""),
        };
        let found = reader.search(&Request {
            query: named,
            limit: 3,
            ..Request::default()
        })?;
        if !found.hits.iter().any(|hit| is_named(hit, name)) {
            unknown.push(name.clone());
        }
    }
    Ok(Figures {
        query: judgment.query.clone(),
        ndcg: gain(&grades) / gain(&best),
        precision: right.count() as f64 / looked as f64,
        first: answer
            .hits
            .iter()
            .take(3)
            .map(|hit| {
                hit.document_number
                    .clone()
                    .unwrap_or_else(|| hit.id.clone())
            })
            .collect(),
        unknown,
    })
}

fn is_named(hit: &Hit, name: &str) -> bool {
    match &hit.document_number {
        Some(number) if key_of(name).is_some() => key_of(number) == key_of(name),
        _ => hit
            .title
            .as_deref()
            .is_some_and(|title| title.contains(name)),
    }
}

/// Discounted gain of the first ten.
fn gain(grades: &[u32]) -> f64 {
    grades
        .iter()
        .take(10)
        .zip(2u32..)
        .map(|(grade, place)| f64::from(2u32.pow(*grade) - 1) / f64::from(place).log2())
        .fold(0.0, |sum, gain| sum + gain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        let list = judgments("# x\n甲 乙\t3 某政发〔2023〕3号\t1 某题\n\n").unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].wanted[1], (1, "某题".to_owned()));
        for wrong in ["甲", "甲\t4 乙", "甲\t乙", "甲\t"] {
            assert!(judgments(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn early_hits_gain_more() {
        assert_eq!(gain(&[]), 0.0);
        assert_eq!(gain(&[3]), 7.0);
        assert!((gain(&[0, 3]) - 7.0 / 3f64.log2()).abs() < 1e-9);
        assert!(gain(&[3, 1]) > gain(&[1, 3]));
        assert_eq!(gain(&[0; 12]), 0.0);
        let late: Vec<u32> = [0; 10].into_iter().chain([3]).collect();
        assert_eq!(gain(&late), 0.0);
    }
}
