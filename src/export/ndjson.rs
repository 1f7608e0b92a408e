//! NDJSON: the notice stream, one notice a line, each line standing alone.

use super::json::issue;
use crate::record::{Gazette, IssueDocument, Notice, SourceInfo};
use serde::Serialize;
use std::io::{self, Write};

/// [`crate::record::StreamNotice`] without owning its parts.
#[derive(Serialize)]
struct Line<'a> {
    schema_version: &'a str,
    source: &'a SourceInfo,
    gazette: &'a Gazette,
    #[serde(flatten)]
    notice: &'a Notice,
}

/// Writes one notice of a document as a line.
///
/// # Errors
/// When the sink fails.
pub fn notice(out: &mut impl Write, document: &IssueDocument, notice: &Notice) -> io::Result<()> {
    let line = Line {
        schema_version: &document.schema_version,
        source: &document.source,
        gazette: &document.gazette,
        notice,
    };
    issue(out, &line, false)
}

/// Writes all notices of a document as lines.
///
/// # Errors
/// When the sink fails.
pub fn notices(out: &mut impl Write, document: &IssueDocument) -> io::Result<()> {
    for one in &document.notices {
        notice(out, document, one)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::StreamNotice;

    #[test]
    fn a_line_is_a_stream_notice() {
        let document = IssueDocument {
            schema_version: "1.0".to_owned(),
            notices: vec![
                Notice::default(),
                Notice {
                    id: "x\ny".to_owned(),
                    ..Notice::default()
                },
            ],
            ..IssueDocument::default()
        };
        let mut bytes = Vec::new();
        notices(&mut bytes, &document).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let owned: String = document
            .notices
            .iter()
            .map(|notice| {
                let line = StreamNotice {
                    schema_version: document.schema_version.clone(),
                    source: document.source.clone(),
                    gazette: document.gazette.clone(),
                    notice: notice.clone(),
                };
                serde_json::to_string(&line).unwrap() + "\n"
            })
            .collect();
        assert_eq!(text, owned);
        for line in text.lines() {
            serde_json::from_str::<StreamNotice>(line).unwrap();
        }
    }
}
