//! How numbers, dates, labels and document numbers are printed.

<<<<<<< HEAD
pub mod label;
pub mod numeral;
=======
pub mod date;
pub mod docnumber;
>>>>>>> ha
