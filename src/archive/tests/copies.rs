//! Copies of the same issue: the better one counts.

use super::*;

/// A source as it comes from the parser, made by hand.
fn parsed(text: &str, ids: &[(&str, Completeness)]) -> Parsed {
    let bytes = text.as_bytes().to_vec();
    let document = IssueDocument {
        source: SourceInfo {
            file: format!("{text}.txt"),
            sha256: layout::sha256(&bytes),
            lines: 1,
            ..SourceInfo::default()
        },
        gazette: Gazette {
            title: Some("某市人民政府公报".to_owned()),
            year: Some(2023),
            number: Some(1),
        },
        notices: ids
            .iter()
            .map(|(id, completeness)| Notice {
                id: (*id).to_owned(),
                title: Some(format!("{id}在{text}")),
                completeness: *completeness,
                ..Notice::default()
            })
            .collect(),
        ..IssueDocument::default()
    };
    let record = record_bytes(&document).unwrap();
    Parsed {
        row: Row::new(&document, None, &record),
        bytes,
        record,
        document,
    }
}

#[test]
fn a_better_copy_takes_the_place_of_the_one_before() {
    use Completeness::{Complete, Fragment, TailMissing};
    let dir = tempfile::tempdir().unwrap();
    let poor = || {
        parsed(
            "poor",
            &[("a", Complete), ("b", TailMissing), ("scrap", Fragment)],
        )
    };
    let good = || parsed("good", &[("a", Complete), ("b", Complete)]);
    let titles = || -> Vec<String> {
        let mut titles: Vec<String> = search(dir.path(), "")
            .hits
            .into_iter()
            .filter_map(|h| h.title)
            .collect();
        titles.sort();
        titles
    };
    let write = |batch: Vec<Parsed>| {
        let mut session = Session::open(dir.path()).unwrap();
        session.write_batch(batch).unwrap();
        session.finish().unwrap();
    };
    write(vec![poor()]);
    assert_eq!(titles(), ["a在poor", "b在poor", "scrap在poor"]);
    write(vec![good()]);
    assert_eq!(titles(), ["a在good", "b在good"]);
    let (events, _) = events::read(&Layout::new(dir.path())).unwrap();
    let turned = |event: &Event| matches!(event.kind, EventKind::Supersede { .. });
    assert_eq!(events.iter().filter(|event| turned(event)).count(), 1);
    let mut session = Session::open(dir.path()).unwrap();
    session.remove(&good().row.source).unwrap();
    session.finish().unwrap();
    assert_eq!(titles(), ["a在poor", "b在poor", "scrap在poor"]);
    write(vec![good(), parsed("late", &[("c", Complete)])]);
    assert_eq!(titles(), ["a在good", "b在good", "c在late"]);
}
