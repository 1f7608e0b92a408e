//! Repair of symbols that were decoded as hanzi (方正 fonts): `7伊24小时` for
//! `7×24小时`, `叶办法曳` for `《办法》`, 袁 for ， in whole notices.
//!
//! The wrong hanzi is always the symbol's GB2312 code with 0x31 added to the high
//! byte; so what a hanzi *could* mean is certain, whether it does is
//! not. The tiers, from the surest on:
//!
//! - `num-both`, `num-left`: between digits, or behind a number (× ± - ~ % ℃ …),
//! - `digits`, `letters`: runs of digits or letters (圆园员缘年 is 2015年),
//! - `pair`: two that belong together and hold what such brackets hold,
//! - `formula`: several operators in one clause, or a term and its like,
//! - `density`: paragraphs that lost all their punctuation, in texts that hold a
//!   stretch without punctuation but full of such hanzi ([`Profile`]),
//! - `radical`: radicals (U+2E80–2FDF) that stand for hanzi, everywhere.
//!
//! A hanzi inside a word of its own (超越, 豫剧, 袁家村) is guarded by a list.
//! When in doubt nothing is mended. This module alters no text and knows
//! nothing of lines but in [`Profile::damaged_lines`].

mod dense;
mod guards;
mod numbers;
mod pairs;
mod radicals;
mod scan;
mod signs;
mod table;
#[cfg(test)]
mod tests;

pub use dense::Profile;
pub(super) use radicals::hanzi_of as hanzi_of_radical;
pub(super) use scan::{Triggers, may_begin_at};

use guards::Guards;
use signs::Signs;
use std::ops::Range;

/// One hanzi to be read as another sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Bytes of the hanzi in the text given.
    pub range: Range<usize>,
    /// What was meant: half-width digits, letters and operators (`×`, `÷`, `=`,
    /// `%`), full-width punctuation, or a hanzi for a radical.
    pub meant: String,
    /// The tier: `num-both`, `num-left`, `digits`, `letters`, `pair`, `formula`,
    /// `density` or `radical`.
    pub reason: &'static str,
}

/// What is to be mended in one paragraph, in order. The paragraph's lines are
/// joined; white space between digits and hanzi may stand or be gone. Pairs and
/// formulas that go over a line end are found only in joined text.
///
/// ```
/// use gongbao::layout::glyph::{Profile, mends};
/// let text = "实行7伊24小时服务，占100豫";
/// let found = mends(text, &Profile::of(text));
/// let meant: Vec<_> = found.iter().map(|mend| mend.meant.as_str()).collect();
/// assert_eq!(meant, ["×", "%"]);
/// ```
pub fn mends(text: &str, profile: &Profile) -> Vec<Mend> {
    if !scan::may_need_mending(text, profile.may_be_dense()) {
        return Vec::new();
    }
    mends_guarded(text, profile, guards::shared())
}

/// [`mends`] with guards of the caller's, without the first quick look.
fn mends_guarded(text: &str, profile: &Profile, guards: &Guards) -> Vec<Mend> {
    mended(text, profile, guards).into_mends()
}

/// Runs all tiers in order; each sees what those before it mended.
fn mended<'g>(text: &str, profile: &Profile, guards: &'g Guards) -> Signs<'g> {
    let mut signs = Signs::new(text, guards);
    let dense = dense::is_dense(&signs, profile);
    numbers::bracketed_years(&mut signs);
    numbers::digits(&mut signs, dense);
    pairs::pairs(&mut signs, dense);
    if dense {
        dense::punctuation(&mut signs);
    }
    numbers::between_digits(&mut signs);
    numbers::behind_numbers(&mut signs, profile);
    pairs::formulas(&mut signs);
    numbers::letters(&mut signs);
    signs
}

/// Hanzi that look mis-decoded but were not mended, as byte ranges in order:
/// half of a pair, or an operator behind a number. For a diagnostic.
pub fn suspects(text: &str, profile: &Profile) -> Vec<Range<usize>> {
    if !scan::may_need_mending(text, profile.may_be_dense()) {
        return Vec::new();
    }
    mended(text, profile, guards::shared()).suspects()
}
