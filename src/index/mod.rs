//! The index (索引): notices made searchable with tantivy.
//!
//! This room sees records and nothing else of the program. It knows no
//! archive: [`Writer`] puts notices in and takes them out, [`Reader`] answers
//! [`Request`]s. Why one document is one notice: see [`mod@schema`]; why a
//! quoted phrase is exact, and how it is found: see `grams`.

mod clock;
mod collect;
mod cursor;
mod disk;
pub(crate) mod fault;
mod flow;
pub mod fold;
mod grams;
mod highlight;
pub mod judge;
pub mod links;
mod listed;
pub mod marked;
mod merge;
pub mod near;
pub mod number;
pub mod passage;
pub mod proof;
pub mod query;
mod request;
mod resolve;
pub mod scan;
pub mod schema;
mod search;
mod shared;
mod synonyms;
mod write;

#[cfg(test)]
mod tests;

pub use query::{QueryError, QueryErrorKind, QueryNote};
pub use query::{first_day, last_day};
pub use request::{
    Answer, Cross, FacetCount, Filters, Found, Hit, PassageHit, Reason, Request, Sort, TIME_LIMIT,
};
pub use resolve::Target;
pub use search::Reader;
pub use synonyms::{Synonyms, SynonymsError};
pub use write::{Entry, Head, Writer, day_number};

use std::path::PathBuf;

/// What can go wrong with an index.
#[derive(Debug)]
#[non_exhaustive]
pub enum IndexError {
    /// The query is refused.
    Query(QueryError),
    /// A list of synonyms cannot be read.
    Synonyms(SynonymsError),
    /// There is no index in the folder.
    Missing(PathBuf),
    /// The index was made by another version of this program.
    OtherVersion,
    /// What is stored in the index cannot be read back.
    Damaged(String),
    /// A file or folder could not be read or written.
    Io(PathBuf, std::io::Error),
    /// tantivy failed.
    Engine(tantivy::TantivyError),
}

impl std::fmt::Display for IndexError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            IndexError::Query(error) => error.fmt(out),
            IndexError::Synonyms(error) => error.fmt(out),
            IndexError::Missing(path) => write!(out, "there is no index in {}", path.display()),
            IndexError::OtherVersion => out.write_str(
                "the index was made by another version of gongbao; rebuild it with `gongbao reindex`",
            ),
            IndexError::Damaged(what) => write!(
                out,
                "the index is damaged ({what}); rebuild it with `gongbao reindex`"
            ),
            IndexError::Io(path, error) => write!(out, "{}: {error}", path.display()),
            IndexError::Engine(error) => write!(out, "index: {error}"),
        }
    }
}

impl std::error::Error for IndexError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            IndexError::Query(error) => Some(error),
            IndexError::Synonyms(error) => Some(error),
            IndexError::Io(_, error) => Some(error),
            IndexError::Engine(error) => Some(error),
            _ => None,
        }
    }
}

impl From<tantivy::TantivyError> for IndexError {
    /// What is an input or output error underneath is told as one.
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError::{IoError, OpenWriteError};
        use tantivy::directory::error::OpenWriteError as Write;
        let again = |error: &std::io::Error| std::io::Error::new(error.kind(), error.to_string());
        match &error {
            IoError(io) => IndexError::Io(PathBuf::from("index"), again(io)),
            OpenWriteError(Write::IoError { io_error, filepath }) => {
                IndexError::Io(filepath.clone(), again(io_error))
            }
            _ => IndexError::Engine(error),
        }
    }
}

impl From<QueryError> for IndexError {
    fn from(error: QueryError) -> Self {
        IndexError::Query(error)
    }
}

impl From<SynonymsError> for IndexError {
    fn from(error: SynonymsError) -> Self {
        IndexError::Synonyms(error)
    }
}
