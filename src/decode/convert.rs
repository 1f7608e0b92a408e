//! Bytes to text with a known encoding; places that do not decode are counted.

use encoding_rs::{DecoderResult, Encoding};

/// Offsets of undecodable places that are remembered; further ones are counted.
const MAX_OFFSETS: usize = 4096;

/// The outcome of a conversion.
#[derive(Debug, Default)]
pub(super) struct Converted {
    /// The text.
    pub(super) text: String,
    /// Byte offsets in `text` of the first U+FFFD put in, ascending.
    pub(super) bad: Vec<u32>,
    /// How many were put in, that of `cut` not counted.
    pub(super) bad_count: u64,
    /// Whether the bytes ended inside a character; a last U+FFFD stands for it.
    pub(super) cut: bool,
}

impl Converted {
    /// A text that needed no conversion.
    pub(super) fn whole(text: String) -> Self {
        Converted {
            text,
            ..Converted::default()
        }
    }
}

/// Decodes all of `bytes`. Every place that does not decode becomes one U+FFFD,
/// as the WHATWG Encoding Standard cuts such places.
pub(super) fn convert(encoding: &'static Encoding, bytes: &[u8]) -> Converted {
    let mut out = Converted::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = bytes;
    out.text.reserve(room(bytes.len()));
    loop {
        let (result, read) =
            decoder.decode_to_string_without_replacement(rest, &mut out.text, false);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => out.text.reserve(room(rest.len())),
            DecoderResult::Malformed(..) => {
                out.bad_count += 1;
                if out.bad.len() < MAX_OFFSETS && u32::try_from(out.text.len()).is_ok() {
                    out.bad.push(out.text.len() as u32);
                }
                out.text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    // Told that no more bytes come, the decoder objects if it still waits for
    // the rest of a character.
    loop {
        let (result, _) = decoder.decode_to_string_without_replacement(&[], &mut out.text, true);
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => out.text.reserve(room(0)),
            DecoderResult::Malformed(..) => {
                out.cut = true;
                out.text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    out
}

/// Bytes of text to make room for: two bytes of a hanzi become three.
fn room(bytes: usize) -> usize {
    bytes.saturating_add(bytes / 2).saturating_add(64)
}
