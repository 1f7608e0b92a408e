//! Words that tell a line's work in its notice, found in one pass over the
//! whole source instead of a search of every line for each of them.

use super::line::Line;
use crate::text::Source;
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;
use std::ops::BitOr;
use std::sync::LazyLock;

/// A set of such words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cues(u8);

impl Cues {
    /// 现印发, 予以公布 …: a document is carried.
    pub const CARRIES: Cues = Cues(1);
    /// 现将: so it may be.
    pub const PRESENTS: Cues = Cues(1 << 1);
    /// 会议, 研究: somebody met.
    pub const MEETS: Cues = Cues(1 << 2);
    /// 制定本: a text begins.
    pub const ENACTS: Cues = Cues(1 << 3);
    /// 关于: a title.
    pub const ABOUT: Cues = Cues(1 << 4);

    /// Whether at least one of `cues` is there.
    pub const fn any(self, cues: Cues) -> bool {
        self.0 & cues.0 != 0
    }

    /// The cues in `words`.
    pub fn of(words: &str) -> Cues {
        found(words)
            .map(|(_, cue)| cue)
            .fold(Cues::default(), Cues::bitor)
    }
}

impl BitOr for Cues {
    type Output = Cues;

    fn bitor(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }
}

/// The words, the longer first where one begins another.
const WORDS: [(&str, Cues); 15] = [
    ("现印发", Cues::CARRIES),
    ("现予", Cues::CARRIES),
    ("现转发", Cues::CARRIES),
    ("印发给你们", Cues::CARRIES),
    ("转发给你们", Cues::CARRIES),
    ("现公布", Cues::CARRIES),
    ("现发布", Cues::CARRIES),
    ("予以公布", Cues::CARRIES),
    ("予以印发", Cues::CARRIES),
    ("现将", Cues::PRESENTS),
    ("会议", Cues::MEETS),
    ("研究", Cues::MEETS),
    ("制定本", Cues::ENACTS),
    ("关于", Cues::ABOUT),
    ("關於", Cues::ABOUT),
];

/// The cues of a text and where they stand, in bytes.
fn found(text: &str) -> impl Iterator<Item = (usize, Cues)> {
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        // Of this kind, many bytes are looked at together.
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(WORDS.iter().map(|(word, _)| word))
            .ok()
    });
    let hits = FINDER.iter().flat_map(move |finder| finder.find_iter(text));
    hits.filter_map(|hit| Some((hit.start(), WORDS.get(hit.pattern().as_usize())?.1)))
}

/// Notes the cues of every line.
pub(super) fn mark(source: &Source, lines: &mut [Line<'_>]) {
    let mut rest = lines.iter_mut();
    let mut line = rest.next();
    for (at, cue) in found(source.text()) {
        while let Some(done) = &line
            && done.span.end as usize <= at
        {
            line = rest.next();
        }
        if let Some(line) = &mut line
            && line.span.start as usize <= at
        {
            line.cues = line.cues | cue;
        }
    }
    // Where white space parts the characters of a word the source hides it.
    for line in lines {
        if let Cow::Owned(flat) = &line.flat {
            line.cues = Cues::of(flat);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;

    #[test]
    fn every_word_is_found_alone_and_parted() {
        for (word, cue) in WORDS {
            let parted: String = word.chars().flat_map(|c| [c, ' ']).collect();
            for text in [
                format!("甲\n  乙{word}丙\n丁"),
                format!("甲\n乙{parted}丙\n丁"),
                format!("甲\n\u{3000}{word}\n丁"),
            ] {
                let source = Source::new(text);
                let layout = layout(&source);
                let cues: Vec<Cues> = layout.lines.iter().map(|line| line.cues).collect();
                assert_eq!(cues, [Cues::default(), cue, Cues::default()], "{word}");
            }
        }
    }

    #[test]
    fn no_word_hides_another() {
        for (word, cue) in WORDS {
            for (other, hidden) in WORDS {
                let told = cue | hidden == cue;
                for (at, _) in word.char_indices().skip(1) {
                    let end = &word[at..];
                    let overlaps = other.starts_with(end) || end.starts_with(other);
                    assert!(!overlaps || told, "{word} {other}");
                }
            }
        }
    }
}
