//! Number and date that only a table of metadata tells: 发文字号：…,
//! 成文日期：…, above a text without them.

use super::title::record_number;
use super::{Zones, lines, words};
use crate::layout::Layout;
use crate::notation::{date, docnumber};
use crate::record::Role;
use crate::thread::Placed;

/// Fills number and date of a notice that prints none.
pub(super) fn told(layout: &Layout<'_>, placed: &[Placed], zones: &mut Zones) {
    if zones.number.is_some() && zones.date.is_some() {
        return;
    }
    let rows: Vec<Placed> = placed
        .iter()
        .filter(|at| at.role == Role::Other)
        .copied()
        .collect();
    for (n, at) in rows.iter().enumerate() {
        let flat = layout.lines[at.line].flat.as_ref();
        let words = flat.trim_start_matches(['•', '·', '●', '◆', '*', '【']);
        let Some((key, value)) = words.split_once(['：', ':', '】']) else {
            continue;
        };
        // The value stands on the line of its key or on the next.
        let (value, place) = match (value.is_empty(), rows.get(n + 1)) {
            (true, Some(next)) => (layout.lines[next.line].flat.as_ref(), next),
            _ => (value, at),
        };
        if zones.number.is_none()
            && words::NUMBERS.contains(&key)
            && let Some(found) = docnumber::whole(value)
        {
            let printed = value.to_owned();
            zones.number = Some(record_number(found, printed, lines(layout, &[*place])));
        } else if zones.date.is_none()
            && words::DATES.contains(&key)
            && let Some((day, _)) = date::at_start(value)
            && day.day.is_some()
        {
            zones.date = Some(day.iso());
            zones.note("date", layout, &[*place]);
        }
    }
}
