//! A net under the reading order: a line that no thread took, or that two
//! took, is set right before anything is read from it.
//!
//! Nothing may be lost on any input. A spare line becomes a fragment of its
//! own, with a diagnostic that says so; a line taken twice stays with the
//! thread that comes first.

use crate::diag::Diagnostic;
use crate::layout::Layout;
use crate::record::{Completeness, LineRanges, Role};
use crate::thread::{NoticeThread, Placed, Threads};

/// Puts spare lines into fragments, neighbours together, in order of print.
pub fn catch(layout: &Layout<'_>, threads: &mut Threads) -> Option<Diagnostic> {
    let mut taken = vec![false; layout.lines.len()];
    let mut twice = false;
    for notice in &mut threads.notices {
        let own = std::iter::once(&mut notice.lines);
        let parts = own.chain(
            notice
                .enclosures
                .iter_mut()
                .map(|carried| &mut carried.lines),
        );
        for lines in parts {
            lines.retain(|placed| {
                let first = taken
                    .get_mut(placed.line)
                    .is_some_and(|seen| !std::mem::replace(seen, true));
                twice |= !first;
                first
            });
        }
    }
    if twice {
        threads.notices.retain(|notice| start(notice).is_some());
    }
    let spare: Vec<usize> = (0..taken.len()).filter(|&line| !taken[line]).collect();
    if spare.is_empty() {
        return None;
    }
    for run in spare.chunk_by(|a, b| a + 1 == *b) {
        threads.notices.push(NoticeThread {
            lines: run
                .iter()
                .map(|&line| Placed {
                    line,
                    role: Role::Body,
                })
                .collect(),
            completeness: Completeness::Fragment,
            ..NoticeThread::default()
        });
    }
    threads.notices.sort_by_key(start);
    let lines: LineRanges = spare
        .iter()
        .map(|&line| layout.lines[line].number)
        .collect();
    Some(
        Diagnostic::warning(
            "thread/unplaced",
            "lines that belong to no notice are kept as fragments",
            lines,
        )
        .with_hint("compare them with the printed page"),
    )
}

/// The first printed line of a notice, as an index.
fn start(notice: &NoticeThread) -> Option<usize> {
    let carried = notice.enclosures.iter().flat_map(|carried| &carried.lines);
    notice
        .lines
        .iter()
        .chain(carried)
        .map(|placed| placed.line)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout;
    use crate::text::Source;

    #[test]
    fn spare_lines_become_fragments_and_doubles_go() {
        let source = Source::new("甲\n乙\n丙\n丁\n".to_owned());
        let layout = layout::layout(&source);
        let placed = |line| Placed {
            line,
            role: Role::Body,
        };
        let one = |lines: &[usize]| NoticeThread {
            lines: lines.iter().copied().map(placed).collect(),
            ..NoticeThread::default()
        };
        let mut threads = Threads {
            notices: vec![one(&[1]), one(&[1])],
        };
        let told = catch(&layout, &mut threads).unwrap();
        assert_eq!(told.lines.0, [(1, 1), (3, 4)]);
        let lines: Vec<Vec<usize>> = threads
            .notices
            .iter()
            .map(|notice| notice.lines.iter().map(|placed| placed.line).collect())
            .collect();
        assert_eq!(lines, [vec![0], vec![1], vec![2, 3]]);
        assert_eq!(catch(&layout, &mut threads), None);
    }
}
