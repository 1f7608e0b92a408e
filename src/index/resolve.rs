//! From what a notice is called to the notice: its id, the beginning of its
//! id, or its number in any spelling.

use super::IndexError;
use super::number::key_of;
use super::search::Reader;
use super::write::Head;
use tantivy::{DocAddress, SegmentReader, Term};

/// What the name of a notice led to.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// One notice.
    One(Box<Head>),
    /// Several; at most ten of them.
    Many(Vec<Head>),
    /// None.
    None,
}

impl Reader {
    /// Resolves an id, the unique beginning of an id, or a document number in
    /// any spelling.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn resolve(&self, name: &str) -> Result<Target, IndexError> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(Target::None);
        }
        let mut terms = vec![Term::from_field_text(self.fields.id, name)];
        if let Some(key) = key_of(name) {
            let field = if key.has_code {
                self.fields.number
            } else {
                self.fields.number_tail
            };
            terms.push(Term::from_field_text(field, &key.text));
        }
        for term in terms {
            let found = self.with_term(&term)?;
            if !found.is_empty() {
                return self.target(&found);
            }
        }
        let mut found = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.id)?;
            let mut ids = inverted
                .terms()
                .range()
                .ge(name)
                .into_stream()
                .map_err(engine_io)?;
            while found.len() < 11 && ids.advance() && ids.key().starts_with(name.as_bytes()) {
                let info = ids.value().clone();
                found.extend(docs_of(segment, segment_ord, &inverted, &info)?);
            }
        }
        self.target(&found)
    }

    pub(super) fn with_term(&self, term: &Term) -> Result<Vec<DocAddress>, IndexError> {
        let mut found = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term).map_err(engine_io)? {
                found.extend(docs_of(segment, segment_ord, &inverted, &info)?);
            }
        }
        Ok(found)
    }

    fn target(&self, found: &[DocAddress]) -> Result<Target, IndexError> {
        let mut heads = Vec::new();
        for address in found.iter().take(10) {
            heads.push(self.head(*address)?);
        }
        heads.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(match heads.len() {
            0 => Target::None,
            1 => Target::One(Box::new(heads.swap_remove(0))),
            _ => Target::Many(heads),
        })
    }
}

fn engine_io(error: std::io::Error) -> IndexError {
    IndexError::Engine(error.into())
}

/// The living documents of a term.
fn docs_of(
    segment: &SegmentReader,
    segment_ord: usize,
    inverted: &tantivy::InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
) -> Result<Vec<DocAddress>, IndexError> {
    use tantivy::DocSet;
    let mut postings = inverted
        .read_postings_from_terminfo(info, tantivy::schema::IndexRecordOption::Basic)
        .map_err(engine_io)?;
    let mut out = Vec::new();
    let mut doc = postings.doc();
    while doc != tantivy::TERMINATED {
        if !segment.is_deleted(doc) {
            out.push(DocAddress::new(segment_ord as u32, doc));
        }
        doc = postings.advance();
    }
    Ok(out)
}
