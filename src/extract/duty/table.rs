//! Tables of duties: columns 责任单位, 配合单位, 完成时限 …, one clause a row.

use super::clause::Clause;
use super::known::Names;
use super::lexicon::LabelRole;
use super::read::Reader;
use super::view::View;
use std::ops::Range;

/// A row that gives somebody a duty.
#[derive(Debug)]
pub(super) struct Row {
    /// What it says.
    pub clause: Clause,
    /// Its bytes in the table's text.
    pub range: Range<usize>,
    /// Its words, cells parted by one space.
    pub text: String,
}

/// Rows at the top of a table among which its header is looked for.
const HEADER_WITHIN: usize = 3;

/// Reads a table's text, row by row. Cells are parted by tabs, by bars, or by
/// two spaces or a wide one. No header with duty labels: no rows.
///
/// Also tells whether rows were left out because they have too few cells.
pub(super) fn rows(text: &str, names: &Names) -> (Vec<Row>, bool) {
    let mut lines = lines(text);
    let mut header = None;
    for line in lines.by_ref().take(HEADER_WITHIN) {
        header = header_of(text, line, names);
        if header.is_some() {
            break;
        }
    }
    let Some(header) = header else {
        return (Vec::new(), false);
    };
    let mut rows = Vec::new();
    let mut ragged = false;
    for line in lines {
        let cells = cells(&text[line.clone()], header.parting);
        if cells.len() != header.labels.len() {
            ragged |= !text[line].trim().is_empty();
            continue;
        }
        if let Some(clause) = row(&header.labels, &cells, names) {
            rows.push(Row {
                clause,
                range: line,
                text: cells.join(" "),
            });
        }
    }
    (rows, ragged)
}

/// The header of a table of duties.
struct Header {
    /// Per column, its label where it is one of ours.
    labels: Vec<Option<String>>,
    parting: Parting,
}

/// What parts the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parting {
    Tab,
    Bar,
    Space,
}

fn header_of(text: &str, line: Range<usize>, names: &Names) -> Option<Header> {
    let line = &text[line];
    [Parting::Tab, Parting::Bar, Parting::Space]
        .into_iter()
        .find_map(|parting| {
            let cells = cells(line, parting);
            let labels: Vec<Option<String>> = cells.iter().map(|cell| label(cell, names)).collect();
            let duties = labels.iter().flatten().count();
            (cells.len() > 1 && duties > 0).then_some(Header { labels, parting })
        })
}

/// The words of a header cell, when they are a label of ours.
fn label(cell: &str, names: &Names) -> Option<String> {
    let mut view = View::new(cell);
    view.fold();
    let reader = Reader::new(&view, names);
    let (label, _) = reader.label_in(0..view.words().len())?;
    let ours = !matches!(label.role, LabelRole::Skip | LabelRole::Head);
    ours.then(|| view.words().to_owned())
}

/// One row: its cells under their labels are read like labelled lines.
fn row(labels: &[Option<String>], cells: &[&str], names: &Names) -> Option<Clause> {
    let mut lines = String::new();
    for (label, cell) in labels.iter().zip(cells) {
        let Some(label) = label else { continue };
        if cell.chars().all(|c| !c.is_alphanumeric()) || *cell == "无" {
            continue;
        }
        lines.push_str(label);
        lines.push('：');
        lines.push_str(cell);
        lines.push('\n');
    }
    let mut view = View::new(&lines);
    view.fold();
    let reader = Reader::new(&view, names);
    let (_, clause) = reader.label_clause(0, view.words().len(), 0);
    clause.filter(Clause::names_someone)
}

fn cells(line: &str, parting: Parting) -> Vec<&str> {
    match parting {
        Parting::Tab => line.split('\t').map(str::trim).collect(),
        Parting::Bar => line
            .trim()
            .trim_matches(|c| matches!(c, '|' | '｜' | '│'))
            .split(['|', '｜', '│'])
            .map(str::trim)
            .collect(),
        Parting::Space => {
            let mut cells = Vec::new();
            for wide in line.split('\u{3000}') {
                cells.extend(
                    wide.split("  ")
                        .map(str::trim)
                        .filter(|cell| !cell.is_empty()),
                );
            }
            cells
        }
    }
}

/// The lines of a text as byte ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes())
        .chain(std::iter::once(text.len()))
        .map(move |end| {
            let line = start..end.max(start);
            start = end + 1;
            line
        })
}

#[cfg(test)]
mod tests {
    use super::super::clause::Role;
    use super::*;

    fn leads(text: &str) -> Vec<String> {
        let units = |row: &Row| {
            row.clause
                .items
                .iter()
                .filter(|(role, _)| *role == Role::Lead)
                .map(|(_, name)| name.text.clone())
                .collect::<Vec<_>>()
                .join("、")
        };
        rows(text, &Names::default()).0.iter().map(units).collect()
    }

    #[test]
    fn every_way_to_part_cells() {
        for part in ["\t", " | ", "｜", "  ", "　"] {
            let text = [
                "任务|牵头单位|完成时限",
                "一|市教育局|12月底",
                "二|市财政局|6月底",
            ]
            .map(|row| row.replace('|', part))
            .join("\n");
            assert_eq!(leads(&text), ["市教育局", "市财政局"], "{part:?}");
        }
    }

    #[test]
    fn tables_of_other_things_and_ragged_rows() {
        assert_eq!(rows("指标\t单位\n学校\t所", &Names::default()).0.len(), 0);
        assert_eq!(rows("", &Names::default()).0.len(), 0);
        let (rows, ragged) = rows("任务\t牵头单位\n一\t市教育局\n二", &Names::default());
        assert_eq!((rows.len(), ragged), (1, true));
    }
}
