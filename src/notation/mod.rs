//! How numbers, dates, labels and document numbers are printed.

pub mod label;
pub mod numeral;
