//! Tables of days.

use super::*;
use crate::record::{Effective, HistoryEvent};

fn notice(date: Option<&str>, from: Option<&str>, to: Option<&str>) -> Notice {
    let own = |text: Option<&str>| text.map(str::to_owned);
    Notice {
        id: "n".to_owned(),
        date: own(date),
        effective: (from.is_some() || to.is_some()).then(|| Effective {
            from: own(from),
            to: own(to),
            ..Effective::default()
        }),
        ..Notice::default()
    }
}

fn ending(from: Option<&str>) -> Ending {
    Ending {
        notice: "r".to_owned(),
        title: None,
        from: from.map(str::to_owned),
        lines: LineRanges::one(4),
    }
}

use Verdict::{InForce, NotInForce, Unknown};

#[test]
fn days_against_what_is_printed() {
    let d = Some("2023-01-06");
    let table: [(&str, Notice, Vec<Ending>, Verdict); 19] = [
        // Two years of validity, both ends inclusive.
        (
            "2023-02-10",
            notice(d, Some("2023-02-11"), Some("2025-02-10")),
            vec![],
            NotInForce,
        ),
        (
            "2023-02-11",
            notice(d, Some("2023-02-11"), Some("2025-02-10")),
            vec![],
            InForce,
        ),
        (
            "2025-02-10",
            notice(d, Some("2023-02-11"), Some("2025-02-10")),
            vec![],
            InForce,
        ),
        (
            "2025-02-11",
            notice(d, Some("2023-02-11"), Some("2025-02-10")),
            vec![],
            NotInForce,
        ),
        // No end.
        (
            "2030-01-01",
            notice(d, Some("2023-02-11"), None),
            vec![],
            InForce,
        ),
        // Repealed: on the day of the repeal it no longer is.
        (
            "2024-05-31",
            notice(d, d, None),
            vec![ending(Some("2024-06-01"))],
            InForce,
        ),
        (
            "2024-06-01",
            notice(d, d, None),
            vec![ending(Some("2024-06-01"))],
            NotInForce,
        ),
        (
            "2024-06-01",
            notice(d, d, None),
            vec![ending(None)],
            Unknown,
        ),
        (
            "2024-06-10",
            notice(d, d, None),
            vec![ending(Some("2024-06"))],
            Unknown,
        ),
        (
            "2024-07-01",
            notice(d, d, None),
            vec![ending(Some("2024-06"))],
            NotInForce,
        ),
        // Nothing printed.
        ("2024-06-01", notice(d, None, None), vec![], Unknown),
        ("2023-01-05", notice(d, None, None), vec![], NotInForce),
        (
            "2024-06-01",
            notice(d, None, None),
            vec![ending(Some("2024-01-01"))],
            NotInForce,
        ),
        ("2024-06-01", notice(None, None, None), vec![], Unknown),
        // From a month; from before its own date.
        (
            "2023-02-10",
            notice(d, Some("2023-02"), None),
            vec![],
            Unknown,
        ),
        (
            "2023-03-01",
            notice(d, Some("2023-02"), None),
            vec![],
            InForce,
        ),
        (
            "2023-01-02",
            notice(d, Some("2023-01-01"), None),
            vec![],
            InForce,
        ),
        (
            "2022-12-31",
            notice(d, Some("2023-01-01"), None),
            vec![],
            NotInForce,
        ),
        // An end without a beginning.
        (
            "2024-06-01",
            notice(d, None, Some("2025-01-01")),
            vec![],
            Unknown,
        ),
    ];
    for (day, notice, endings, want) in table {
        let answer = on(day, &notice, &endings);
        assert_eq!(answer.verdict, want, "{day} {notice:?} {endings:?}");
        assert!(!answer.evidence.is_empty());
    }
}

#[test]
fn history_notes_count() {
    let event = |act, date: &str| HistoryEvent {
        act,
        date: Some(date.to_owned()),
        ..HistoryEvent::default()
    };
    let mut old = notice(None, None, None);
    old.history = vec![
        event(HistoryAct::Published, "2014-03-05"),
        event(HistoryAct::Effective, "2014-05-01"),
        event(HistoryAct::Amended, "2018-01-01"),
        event(HistoryAct::Repealed, "2020-01-01"),
    ];
    for (day, want) in [
        ("2014-04-30", NotInForce),
        ("2015-01-01", InForce),
        ("2019-12-31", InForce),
        ("2020-01-01", NotInForce),
    ] {
        assert_eq!(on(day, &old, &[]).verdict, want, "{day}");
    }
    let facts: Vec<Fact> = on("2019-01-01", &old, &[])
        .evidence
        .into_iter()
        .map(|piece| piece.fact)
        .collect();
    assert_eq!(facts, [Fact::Begins, Fact::Amended, Fact::Repealed]);
}

#[test]
fn what_is_open_or_missing_is_said() {
    let facts = |notice: &Notice| -> Vec<Fact> {
        let answer = on("2024-01-01", notice, &[]);
        answer
            .evidence
            .into_iter()
            .map(|piece| piece.fact)
            .collect()
    };
    let mut torn = notice(None, Some("2023-01-01"), None);
    torn.completeness = Completeness::HeadMissing;
    assert_eq!(
        facts(&torn),
        [Fact::Begins, Fact::OpenEnd, Fact::Incomplete]
    );
    assert_eq!(facts(&notice(None, None, None)), [Fact::NoBeginning]);
}

#[test]
fn a_repeal_counts_from_when_the_new_document_does() {
    let later = notice(Some("2024-04-20"), Some("2024-06-01"), None);
    assert_eq!(Ending::by(&later).from.as_deref(), Some("2024-06-01"));
    let plain = notice(Some("2024-04-20"), None, None);
    assert_eq!(Ending::by(&plain).from.as_deref(), Some("2024-04-20"));
}
