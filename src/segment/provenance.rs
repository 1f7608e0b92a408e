//! Every line with its role, in reading order.

use super::Zones;
use crate::layout::Layout;
use crate::record::{Provenance, Role};
use crate::text::is_invisible;
use crate::thread::{self, NoticeThread, Placed};

/// Every line with its role, neighbours in print melted into one row.
pub(super) fn provenance(layout: &Layout<'_>, notice: &NoticeThread, zones: &mut Zones) {
    let own = notice.lines.iter().map(|placed| (placed, None));
    let carried = notice.enclosures.iter().enumerate().flat_map(|(n, e)| {
        e.lines
            .iter()
            .map(move |placed| (placed, Some(n as u32 + 1)))
    });
    let mut last_ordinal = u32::MAX;
    for (placed, enclosure) in own.chain(carried) {
        let line = &layout.lines[placed.line];
        let end = match placed.role {
            Role::Signature => thread::organ_and_date(&line.flat),
            Role::DocumentNumber => thread::number_and_date(&line.flat),
            _ => None,
        };
        if let Some(end) = end {
            split_row(layout, placed, enclosure, end, zones);
            last_ordinal = u32::MAX;
            continue;
        }
        match zones.provenance.last_mut() {
            Some(row)
                if row.role == placed.role
                    && row.enclosure == enclosure
                    && row.span.is_none()
                    && last_ordinal.wrapping_add(1) == line.ordinal =>
            {
                row.lines.1 = line.number;
            }
            _ => zones.provenance.push(Provenance {
                role: placed.role,
                lines: (line.number, line.number),
                enclosure,
                span: None,
            }),
        }
        last_ordinal = line.ordinal;
    }
}

/// A line that is signature or number and date: two rows, each with its span.
fn split_row(
    layout: &Layout<'_>,
    placed: &Placed,
    enclosure: Option<u32>,
    flat_end: usize,
    zones: &mut Zones,
) {
    let line = &layout.lines[placed.line];
    // The cut lies where `flat_end` bytes without white space have passed.
    let mut passed = 0;
    let mut cut = line.text.len();
    for (at, c) in line.text.char_indices() {
        if passed >= flat_end && !unseen(c) {
            cut = at;
            break;
        }
        if !unseen(c) {
            passed += c.len_utf8();
        }
    }
    let middle = line.span.start + cut as u32;
    for (role, span) in [
        (placed.role, (line.span.start, middle)),
        (Role::Date, (middle, line.span.end)),
    ] {
        zones.provenance.push(Provenance {
            role,
            lines: (line.number, line.number),
            enclosure,
            span: Some(span),
        });
    }
}

/// Whether `c` is left out of a line's flat words.
fn unseen(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}
