//! How numbers, dates, labels and document numbers are printed.

pub mod date;
pub mod docnumber;
pub mod label;
pub mod numeral;

#[cfg(test)]
mod corpus_tests;
