//! What a stage noticed while it worked: plain data, rendered elsewhere.
//!
//! Bad text never fails. A stage returns its value together with diagnostics;
//! `Result` is kept for files, indexes and sockets. Every code is stable: a
//! program may match on it, a person may search for it.

use crate::text::LineRanges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something is lost or unusable.
    Error,
    /// Something is probably wrong in the print or in the result.
    Warning,
    /// Worth knowing: a guess, a repair, an oddity.
    Note,
}

/// One remark about a source, a notice or a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code `room/what`, such as `thread/order-guessed`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence for a person.
    pub message: String,
    /// Physical lines of the source it speaks of, 1-based, inclusive.
    pub lines: LineRanges,
    /// What a person could do about it; `null` where nothing helps.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a hint.
    pub fn new(
        severity: Severity,
        code: &str,
        message: impl Into<String>,
        lines: LineRanges,
    ) -> Self {
        Diagnostic {
            code: code.to_owned(),
            severity,
            message: message.into(),
            lines,
            hint: None,
        }
    }

    /// A [`Severity::Warning`].
    pub fn warning(code: &str, message: impl Into<String>, lines: LineRanges) -> Self {
        Self::new(Severity::Warning, code, message, lines)
    }

    /// A [`Severity::Note`].
    pub fn note(code: &str, message: impl Into<String>, lines: LineRanges) -> Self {
        Self::new(Severity::Note, code, message, lines)
    }

    /// A [`Severity::Error`].
    pub fn error(code: &str, message: impl Into<String>, lines: LineRanges) -> Self {
        Self::new(Severity::Error, code, message, lines)
    }

    /// The same diagnostic with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
