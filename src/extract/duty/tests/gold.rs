//! The sample issue, where it is at hand.
