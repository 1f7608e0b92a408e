//! How numbers, dates, labels and document numbers are printed.

pub mod date;
pub mod docnumber;
