//! Whether numbering runs on: holes, repeats and restarts as diagnostics.
//!
//! Numbers may run on across parents (1.–31. across （一）–（四）) or begin
//! afresh under each; both are sound.

use super::ahead::KINDS;
use crate::diag::Diagnostic;
use crate::notation::label::{Label, LabelKind};
use crate::text::Joined;

/// The last number of each kind, in one place or in the whole text.
pub(super) type Last = [Option<u32>; KINDS];

/// What stands before a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    /// The number of its elder sibling of the same kind; for articles, of the
    /// last article wherever it stands.
    pub sibling: Option<u32>,
    /// The last number of its kind anywhere before.
    pub running: Option<u32>,
    /// Whether an unlabelled paragraph parts it from its siblings: a second
    /// list may then begin.
    pub parted: bool,
}

/// What is odd about the number of `label`, printed as `words`.
pub(super) fn check(label: &Label, before: Before, words: &Joined) -> Option<Diagnostic> {
    let number = label.number;
    let runs_on = before.running.is_some_and(|last| last + 1 == number);
    let Some(sibling) = before.sibling else {
        return (number != 1 && !runs_on)
            .then(|| report("hole", words, format!("numbering begins with {number}")));
    };
    if label.inserted.is_some() && number == sibling {
        return None;
    }
    if number == sibling + 1 || runs_on {
        return None;
    }
    if number == sibling {
        return Some(report(
            "repeat",
            words,
            format!("number {number} comes twice"),
        ));
    }
    if number > sibling {
        let message = format!("number {number} follows {sibling}");
        return Some(report("hole", words, message));
    }
    let quiet = before.parted && number == 1 && label.kind > LabelKind::Article;
    (!quiet).then(|| {
        let message = format!("numbering goes back from {sibling} to {number}");
        report("restart", words, message)
    })
}

fn report(what: &str, words: &Joined, message: String) -> Diagnostic {
    Diagnostic::warning(
        &format!("structure/number-{what}"),
        format!("{}: {message}", words.text()),
        words.all_lines(),
    )
    .with_hint("compare with the printed page; a line may be lost or misread")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(
        number: u32,
        sibling: Option<u32>,
        running: Option<u32>,
        parted: bool,
    ) -> Option<String> {
        let label = Label {
            kind: LabelKind::Digit,
            number,
            inserted: None,
            len: 0,
        };
        let before = Before {
            sibling,
            running,
            parted,
        };
        check(&label, before, &Joined::plain("1.")).map(|found| found.code)
    }

    #[test]
    fn holes_repeats_and_restarts() {
        for (number, sibling, running, parted, expected) in [
            (1, None, None, false, None),
            (14, None, None, false, Some("structure/number-hole")),
            (8, None, Some(7), false, None),
            (9, None, Some(7), false, Some("structure/number-hole")),
            (1, None, Some(7), false, None),
            (2, Some(1), Some(1), false, None),
            (4, Some(2), Some(2), false, Some("structure/number-hole")),
            (2, Some(2), Some(2), false, Some("structure/number-repeat")),
            (1, Some(3), Some(3), false, Some("structure/number-restart")),
            (1, Some(3), Some(3), true, None),
            (2, Some(3), Some(3), true, Some("structure/number-restart")),
        ] {
            assert_eq!(code(number, sibling, running, parted).as_deref(), expected);
        }
    }
}
