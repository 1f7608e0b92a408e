//! Bytes become text; the encoding is named, what could not be read is counted.
