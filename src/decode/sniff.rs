//! What kind of file it is, by its first bytes.

use super::Container;

/// How far into a file NULs and control characters count, in bytes.
const HEAD: usize = 8 << 10;
/// How far into a ZIP file its first names are looked for, in bytes.
const ZIP_HEAD: usize = 64 << 10;

/// The container a file is, by its magic number.
pub(super) fn container(bytes: &[u8]) -> Option<Container> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    // Readers of PDF accept up to 1024 bytes before the mark; a few blanks or
    // a byte order mark do occur.
    let solid = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if solid.trim_ascii_start().starts_with(b"%PDF-") {
        return Some(Container::Pdf);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Container::Doc);
    }
    if starts(b"{\\rtf") {
        return Some(Container::Rtf);
    }
    if starts(b"7z\xBC\xAF\x27\x1C") || starts(b"Rar!\x1A\x07") || starts(b"\x1F\x8B\x08") {
        return Some(Container::Archive);
    }
    let riff = starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let bitmap = starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    let image = starts(b"\x89PNG\r\n\x1A\n")
        || starts(b"\xFF\xD8\xFF")
        || starts(b"GIF87a")
        || starts(b"GIF89a")
        || starts(b"II*\0")
        || starts(b"MM\0*")
        || starts(b"\0\0\0\x0CjP  ");
    (image || riff || bitmap).then_some(Container::Image)
}

/// What a ZIP file holds, by the names in its first bytes.
fn zip(bytes: &[u8]) -> Container {
    let head = bytes.get(..ZIP_HEAD).unwrap_or(bytes);
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if holds(b"OFD.xml") {
        Container::Ofd
    } else if holds(b"word/") || holds(b"[Content_Types].xml") {
        Container::Docx
    } else {
        Container::Archive
    }
}

/// Whether the file begins with U+FEFF in UTF-32, little or big endian.
pub(super) fn has_utf32_bom(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF])
}

/// Whether more than 1 in 100 of the first 8 KiB are NULs: a text padded or
/// broken by a few NULs is still text.
pub(super) fn has_many_nuls(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    memchr::memchr_iter(0, head).count() * 100 > head.len()
}

/// Whether what is not UTF-16 is no text at all: many NULs, or more than 1 in
/// 10 control characters, which even damaged extractions do not hold.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let controls = head
        .iter()
        .filter(|&&b| matches!(b, 1..=8 | 0x0B | 0x0E..=0x1F | 0x7F))
        .count();
    has_many_nuls(bytes) || controls * 10 > head.len()
}

/// `text/html` for what begins like a web page, else `text/plain`.
pub(super) fn media_type(text: &str) -> &'static str {
    let mut head = text.trim_start();
    if head.starts_with("<?xml") {
        head = head
            .split_once("?>")
            .map_or("", |(_, rest)| rest.trim_start());
    }
    while let Some(rest) = head.strip_prefix("<!--") {
        head = rest
            .split_once("-->")
            .map_or("", |(_, rest)| rest.trim_start());
    }
    let begins = |tag: &str| {
        head.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if begins("<!doctype html") || begins("<html") || begins("<head") || begins("<body") {
        "text/html"
    } else {
        "text/plain"
    }
}
