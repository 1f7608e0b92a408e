//! Pages without a depth limit.
//!
//! A cursor is where a page ended: the sort key of its last hit. The next page
//! keeps only hits after that key, so page 10,000 costs what page 1 does, and
//! an archive that grows meanwhile shows no hit twice. It also holds a
//! fingerprint of the request, for a cursor makes sense with its own only.

use super::collect::Key;
use super::query::{QueryError, QueryErrorKind};
use super::request::Request;
use sha2::{Digest, Sha256};

/// See the module's description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    fingerprint: u64,
    /// Key of the last hit given.
    pub(super) key: Key,
    /// Hits given so far.
    pub(super) given: u64,
}

impl Cursor {
    /// The cursor behind a hit.
    pub(super) fn after(request: &Request, key: Key, given: u64) -> Self {
        Cursor {
            fingerprint: fingerprint(request),
            key,
            given,
        }
    }

    /// The cursor of a request, if it has one.
    ///
    /// # Errors
    /// When it is no cursor, or belongs to another request.
    pub(super) fn read(request: &Request) -> Result<Option<Self>, QueryError> {
        let Some(text) = &request.cursor else {
            return Ok(None);
        };
        let refused = |kind| QueryError { kind, position: 0 };
        let cursor = parse(text.trim()).ok_or_else(|| refused(QueryErrorKind::NoCursor))?;
        if cursor.fingerprint != fingerprint(request) {
            return Err(refused(QueryErrorKind::OtherCursor));
        }
        Ok(Some(cursor))
    }
}

/// Six numbers of 16 hexadecimal digits each.
fn parse(text: &str) -> Option<Cursor> {
    if text.len() != 96 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let number = |n: usize| u64::from_str_radix(text.get(16 * n..16 * (n + 1))?, 16).ok();
    Some(Cursor {
        fingerprint: number(0)?,
        key: Key {
            parts: [number(1)? as i64, number(2)? as i64, number(3)? as i64],
            tie: number(4)?,
        },
        given: number(5)?,
    })
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c] = self.key.parts.map(|part| part as u64);
        for number in [self.fingerprint, a, b, c, self.key.tie, self.given] {
            write!(out, "{number:016x}")?;
        }
        Ok(())
    }
}

/// What decides which hits there are and in which order.
fn fingerprint(request: &Request) -> u64 {
    let Request {
        query,
        filters,
        sort,
        synonyms,
        ..
    } = request;
    let words = format!("{:?}", (query, filters, sort, synonyms));
    let digest = Sha256::digest(words.as_bytes());
    let bytes = digest.iter().take(8);
    bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Sort;

    #[test]
    fn cursors_come_back_and_keep_to_their_request() {
        let request = Request {
            query: "营商".to_owned(),
            ..Request::default()
        };
        let key = Key {
            parts: [-5, i64::MIN, 7],
            tie: u64::MAX,
        };
        let cursor = Cursor::after(&request, key, 40);
        let with = |request: Request, cursor: String| {
            Cursor::read(&Request {
                cursor: Some(cursor),
                ..request
            })
        };
        assert_eq!(with(request.clone(), cursor.to_string()), Ok(Some(cursor)));
        let other = Request {
            sort: Sort::Newest,
            ..request.clone()
        };
        let kind = |result: Result<Option<Cursor>, QueryError>| result.unwrap_err().kind;
        assert_eq!(
            kind(with(other, cursor.to_string())),
            QueryErrorKind::OtherCursor
        );
        for wrong in ["", "x", "市", &"g".repeat(96), &"0".repeat(95)] {
            assert_eq!(
                kind(with(request.clone(), wrong.to_owned())),
                QueryErrorKind::NoCursor
            );
        }
        assert_eq!(Cursor::read(&request), Ok(None));
    }
}
