//! The words as a part of the engine's segments.

use super::Border;
use super::build::Builder;
use super::{BODY, FRESH, GOES_ON, Grams, OTHER, SENTENCE, SEPARATOR};
use crate::index::flow::Flow;
use std::any::Any;
use std::io;
use std::sync::Arc;
use tantivy::directory::TerminatingWrite;
use tantivy::index::SegmentComponent;
use tantivy::indexer::DocIdMapping;
use tantivy::indexer::doc_id_mapping::MappingType;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::schema::document::{ErasedDocument, Value};
use tantivy::schema::{Field, Schema};
use tantivy::{DocId, Segment, SegmentReader, TantivyDocument, TantivyError};

/// How the files of the words end.
const FILES: &str = "words";

/// Takes the words of notices from a field of their own: folded passages, each
/// after its mark ([`FRESH`], [`GOES_ON`]), with the other marks between.
pub(in crate::index) struct WordsPlugin {
    field: Field,
    flow: Arc<Flow>,
}

impl WordsPlugin {
    /// The plugin for the field with the words; tells when it takes some.
    pub(in crate::index) fn new(field: Field, flow: Arc<Flow>) -> Self {
        WordsPlugin { field, flow }
    }
}

/// The words of a segment.
///
/// # Errors
/// When its file cannot be read.
pub(in crate::index) fn open(segment: &SegmentReader) -> tantivy::Result<Grams> {
    let file = segment.open_read(SegmentComponent::Custom(FILES.to_owned()))?;
    Grams::open(file.read_bytes()?).ok_or_else(|| {
        let message = "the words of a segment cannot be read";
        io::Error::new(io::ErrorKind::InvalidData, message).into()
    })
}

impl SegmentPlugin for WordsPlugin {
    fn extensions(&self) -> &[&str] {
        &[FILES]
    }

    fn create_writer(&self, _: &PluginWriterContext<'_>) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(WordsWriter {
            field: self.field,
            flow: Arc::clone(&self.flow),
            builder: Builder::new(),
        }))
    }

    fn merge(&self, context: PluginMergeContext<'_>) -> tantivy::Result<()> {
        if context.doc_id_mapping.mapping_type() == MappingType::Shuffled {
            return Err(reordered());
        }
        let mut builder = Builder::new();
        let mut marked = String::new();
        for reader in context.readers {
            let grams = open(reader)?;
            let mut unmake = Unmake::new(&grams);
            for doc in reader.doc_ids_alive() {
                marked.clear();
                unmake.notice(doc, &mut marked);
                builder.add(&marked)?;
            }
        }
        write(builder, context.target_segment)
    }
}

/// The index is never sorted; were it, words and notices would part.
fn reordered() -> TantivyError {
    TantivyError::InvalidArgument("the words of an index keep its order".to_owned())
}

fn write(builder: Builder, segment: &Segment) -> tantivy::Result<()> {
    let mut out = segment.open_write(SegmentComponent::Custom(FILES.to_owned()))?;
    builder.write(&mut out)?;
    out.terminate()?;
    Ok(())
}

struct WordsWriter {
    field: Field,
    flow: Arc<Flow>,
    builder: Builder,
}

impl PluginWriter for WordsWriter {
    fn add_document(
        &mut self,
        _: DocId,
        document: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        let document = document.as_any().downcast_ref::<TantivyDocument>();
        let words = document
            .and_then(|document| document.get_first(self.field)?.as_custom())
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        // Every notice has its row, also one without words.
        let words = words.unwrap_or_default();
        self.flow.take(words.len());
        Ok(self.builder.add(words)?)
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        mapping: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        match mapping {
            None => write(self.builder, segment),
            Some(_) => Err(reordered()),
        }
    }

    fn mem_usage(&self) -> usize {
        self.builder.memory()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Gives back what a segment's builder was given.
struct Unmake<'a> {
    grams: &'a Grams,
    characters: Vec<Option<char>>,
    sentences: Vec<u32>,
    articles: Vec<u32>,
}

impl<'a> Unmake<'a> {
    fn new(grams: &'a Grams) -> Self {
        Unmake {
            characters: grams.characters(),
            grams,
            sentences: Vec::new(),
            articles: Vec::new(),
        }
    }

    fn notice(&mut self, doc: DocId, out: &mut String) {
        let docs = &self.grams.docs;
        let row = |doc: u32| docs.get(doc as usize).copied().unwrap_or_default();
        let ([start, other, body], [end, ..]) = (row(doc), row(doc.saturating_add(1)));
        self.sentences.clear();
        self.articles.clear();
        let borders = |border, out: &mut Vec<u32>| {
            self.grams.borders_between(border, start, end, out);
        };
        borders(Border::Sentence, &mut self.sentences);
        borders(Border::Article, &mut self.articles);
        let mut sentences = self.sentences.iter().copied().peekable();
        let mut articles = self.articles.iter().copied().peekable();
        for place in start..end {
            if place == other {
                out.push(OTHER);
            }
            if place == body {
                out.push(BODY);
            }
            let sentence = sentences.next_if_eq(&place).is_some();
            let id = self.grams.at(place);
            if id == SEPARATOR {
                let fresh = articles.next_if_eq(&place).is_some();
                out.push(if fresh { FRESH } else { GOES_ON });
                continue;
            }
            if sentence {
                out.push(SENTENCE);
            }
            out.extend(self.characters.get(id as usize).copied().flatten());
        }
        if other == end {
            out.push(OTHER);
        }
        if body == end {
            out.push(BODY);
        }
    }
}
