//! Why a file could not be read as text.

use std::fmt;

/// Why a file is no text this program reads. Damaged text is never an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The file has no bytes.
    Empty,
    /// The file is larger than the limit.
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is a container of a known kind.
    Container(Container),
    /// The file holds NULs or control characters as only binary files do.
    Binary,
    /// No encoding this program reads has that label.
    UnknownEncoding {
        /// The label as given.
        label: String,
    },
}

/// Known kinds of files that are no plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Container {
    /// PDF.
    Pdf,
    /// OFD (GB/T 33190), the Chinese layout document.
    Ofd,
    /// Word document since 2007.
    Docx,
    /// Word, Excel or PowerPoint before 2007 (OLE).
    Doc,
    /// Rich Text Format.
    Rtf,
    /// An archive: ZIP, 7z, RAR, gzip.
    Archive,
    /// A picture.
    Image,
}

impl Container {
    /// Its name in a sentence, and what to do.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Container::Pdf => (
                "a PDF",
                "extract its text first, for example with `pdftotext -layout`; a scanned PDF needs OCR",
            ),
            Container::Ofd => (
                "an OFD document",
                "export it as text from an OFD reader first",
            ),
            Container::Docx => ("a Word document", "save it as plain text (UTF-8) first"),
            Container::Doc => (
                "an old Office document",
                "save it as plain text (UTF-8) first",
            ),
            Container::Rtf => ("an RTF document", "save it as plain text (UTF-8) first"),
            Container::Archive => ("an archive", "unpack it and read the files inside"),
            Container::Image => ("a picture", "run OCR on it first"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => write!(f, "the file is empty: fetch it again"),
            ReadError::TooLarge { bytes, limit } => write!(
                f,
                "the file has {bytes} bytes, over the limit of {limit} bytes: \
                 split it or raise the limit (max_bytes)"
            ),
            ReadError::Container(kind) => {
                let (name, advice) = kind.words();
                write!(f, "the file is {name}, not plain text: {advice}")
            }
            ReadError::Binary => write!(
                f,
                "the file is binary, not plain text: save the document as plain text (UTF-8) first"
            ),
            ReadError::UnknownEncoding { label } => write!(
                f,
                "the encoding `{}` is not read: name one such as utf-8, gb18030, big5, utf-16le, \
                 or convert the file to UTF-8",
                label.escape_debug()
            ),
        }
    }
}

impl std::error::Error for ReadError {}
