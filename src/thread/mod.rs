//! lines become threads.
