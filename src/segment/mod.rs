//! a thread becomes zones.
