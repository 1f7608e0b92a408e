//! how numbers, dates, labels and document numbers are printed.
