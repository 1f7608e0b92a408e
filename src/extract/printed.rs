//! The printed rows of a joined text: where its lines began and where white
//! space stood that joining left out. Rows of lists that were joined like the
//! lines of a sentence can be read again as rows.

use super::passage::is_space;
use super::person::is_hanzi;
use crate::text::{Joined, Run, Span};

/// White space after more than one in so many hanzi of a line is noise, not
/// the border of a word.
const NOISE: usize = 2;

/// The text with a line feed where a printed line begins inside it and a space
/// where white space was left out; a line with a space behind every character
/// stays as it is. `None` where that changes nothing.
pub(super) fn rows(text: &Joined) -> Option<Joined> {
    let runs = text.runs();
    if runs.len() < 2 {
        return None;
    }
    let words = text.text();
    let mut out = Joined::new();
    let mut changed = false;
    let mut first = 0;
    let mut done = 0;
    while let Some(run) = runs.get(first) {
        let line = run.line;
        let rest = runs.get(first..).unwrap_or_default();
        let count = rest.iter().take_while(|other| other.line == line).count();
        let group = rest.get(..count.max(1)).unwrap_or_default();
        let spaced = !is_noise(words, group);
        for (index, run) in group.iter().enumerate() {
            let start = run.out as usize;
            let broken = words.get(done..start).is_some_and(|gap| gap.contains('\n'));
            if broken {
                out.push_break();
            } else if index == 0 && !out.is_empty() {
                out.push_break();
                changed = true;
            } else if let Some(gap) = gap(group, index).filter(|_| spaced && index > 0)
                && !ends_in_space(&out)
            {
                out.push_mended(" ", gap, line);
                changed = true;
            }
            done = start + run.len as usize;
            out.append_part(text, start..done);
        }
        first += group.len();
    }
    changed.then_some(out)
}

fn ends_in_space(text: &Joined) -> bool {
    text.text().ends_with(is_space)
}

/// The source bytes left out before a run of a line.
fn gap(group: &[Run], index: usize) -> Option<Span> {
    let before = group.get(index.checked_sub(1)?)?;
    let start = before.src + before.src_len;
    let end = group.get(index)?.src;
    (start < end).then_some(Span { start, end })
}

/// Whether the white space of a line stands between nearly all its characters.
fn is_noise(words: &str, group: &[Run]) -> bool {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return false;
    };
    let line = words.get(first.out as usize..(last.out + last.len) as usize);
    let hanzi = line.map_or(0, |line| line.chars().filter(|c| is_hanzi(*c)).count());
    let gaps = (1..group.len()).filter(|&at| gap(group, at).is_some());
    gaps.count() * NOISE > hanzi
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    /// Joins lines as the reader of paragraphs does: nothing between them, no
    /// white space.
    fn joined(text: &str) -> Joined {
        let source = Source::new(text.to_owned());
        let mut out = Joined::new();
        for (line, span, words) in source.lines() {
            let mut start = span.start;
            for word in words.split(' ') {
                let end = start + word.len() as u32;
                out.push_printed(&source, Span { start, end }, line);
                start = end + 1;
            }
        }
        out
    }

    #[test]
    fn rows_come_back() {
        for (printed, want) in [
            (
                "成员 甲某 市长\n乙某 局长",
                Some("成员 甲某 市长\n乙某 局长"),
            ),
            ("各 区 政 府 ：\n甲某 局长", Some("各区政府：\n甲某 局长")),
            ("甲某市长", None),
        ] {
            let text = joined(printed);
            assert!(!text.text().contains([' ', '\n']));
            let got = rows(&text);
            assert_eq!(got.as_ref().map(|got| got.text()), want, "{printed}");
            if let Some(got) = got {
                assert_eq!(got.all_lines(), text.all_lines());
            }
        }
    }

    #[test]
    fn breaks_that_are_kept_stay() {
        let text = Joined::plain("甲某 市长\n乙某 局长");
        assert_eq!(rows(&text), None);
    }
}
