//! word lists as tested data.
