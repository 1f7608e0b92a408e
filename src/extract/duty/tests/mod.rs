//! Tests of the whole room: tables of clauses, word lists by their examples,
//! properties, and the sample issue where it is at hand.

mod cases;
mod gold;
mod lists;
mod notes;
mod props;
