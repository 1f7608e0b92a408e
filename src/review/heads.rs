//! Number, date, signature and meeting against each other.

use crate::diag::Diagnostic;
use crate::record::{Gazette, LineRanges, Notice, Role};

/// Who a number or a name speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// 人民政府
    Government,
    /// 人民政府办公室, 办公厅
    Office,
}

/// What follows 政 or 府 in agency codes of a government itself (政发, 府函).
const CLASSES: [&str; 12] = [
    "发", "函", "字", "规", "任", "任字", "批", "通", "干", "干字", "规发", "复",
];

pub(super) fn check(notice: &Notice, gazette: &Gazette, out: &mut Vec<Diagnostic>) {
    class(notice, out);
    bodies(notice, out);
    years(notice, out);
    meeting(notice, out);
    future(notice, gazette, out);
}

/// The voice of an agency code; `None` for departments and unknown forms.
fn of_code(code: &str) -> Option<Voice> {
    let at = code.rfind(['政', '府'])?;
    // 政府 is one word: 区政府发.
    let class = code.get(at..)?.trim_start_matches(['政', '府']);
    // 政法, 财政, 民政, 行政 are no governments: 市财政发, 民政函.
    let before = code.get(..at)?;
    if before.is_empty() || before.ends_with(['财', '民', '行', '邮', '市', '廉', '农', '审'])
    {
        return None;
    }
    if class.starts_with('办') {
        return Some(Voice::Office);
    }
    CLASSES.contains(&class).then_some(Voice::Government)
}

/// The voice of a body's name.
fn of_body(body: &str) -> Option<Voice> {
    let body = body.trim_end();
    if body.ends_with("政府办公室") || body.ends_with("政府办公厅") {
        Some(Voice::Office)
    } else if body.ends_with("人民政府") {
        Some(Voice::Government)
    } else {
        None
    }
}

/// The voice all these names have in common.
fn of_bodies(bodies: &[String]) -> Option<Voice> {
    let mut voices = bodies.iter().map(|body| of_body(body));
    let first = voices.next()??;
    voices.all(|voice| voice == Some(first)).then_some(first)
}

/// Lines of the signature.
fn signature(notice: &Notice) -> LineRanges {
    notice
        .provenance
        .iter()
        .filter(|row| row.role == Role::Signature && row.enclosure.is_none())
        .flat_map(|row| row.lines.0..=row.lines.1)
        .collect()
}

fn field(notice: &Notice, name: &str) -> LineRanges {
    notice.field_lines.get(name).cloned().unwrap_or_default()
}

fn class(notice: &Notice, out: &mut Vec<Diagnostic>) {
    let Some(number) = &notice.document_number else {
        return;
    };
    let Some(code) = number.agency_code.as_deref().and_then(of_code) else {
        return;
    };
    let signed = of_bodies(&notice.signed_by);
    let Some(body) = signed.or_else(|| of_bodies(&notice.issuing_bodies)) else {
        return;
    };
    if code == body {
        return;
    }
    let (is, by) = match code {
        Voice::Office => ("the office's", "the government"),
        Voice::Government => ("the government's", "its office"),
    };
    let mut lines = number.lines.clone();
    lines.extend(&signature(notice));
    out.push(
        Diagnostic::warning(
            "check/number-class",
            format!(
                "{} is a number of {is} series, the notice is signed by {by}",
                number.text
            ),
            lines,
        )
        .with_hint("compare number and signature with the signed original"),
    );
}

fn bodies(notice: &Notice, out: &mut Vec<Diagnostic>) {
    let (Some(title), Some(signed)) = (
        of_bodies(&notice.issuing_bodies),
        of_bodies(&notice.signed_by),
    ) else {
        return;
    };
    if title != signed {
        let mut lines = field(notice, "title");
        lines.extend(&signature(notice));
        out.push(
            Diagnostic::warning(
                "check/signature-body",
                "title and signature name the government in one place and its office in the other",
                lines,
            )
            .with_hint("compare both with the signed original"),
        );
    }
}

fn year(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

fn years(notice: &Notice, out: &mut Vec<Diagnostic>) {
    let (Some(number), Some(date)) = (&notice.document_number, &notice.date) else {
        return;
    };
    let (Some(numbered), Some(dated)) = (number.year, year(date)) else {
        return;
    };
    // Numbers of December are signed in January, now and then.
    let turn = numbered + 1 == dated && date.get(5..7) == Some("01");
    if numbered == dated {
        return;
    }
    let message = format!("the number is of {numbered}, the date of {dated}");
    let mut lines = number.lines.clone();
    lines.extend(&field(notice, "date"));
    out.push(if turn {
        Diagnostic::note("check/number-year", message, lines)
    } else {
        Diagnostic::warning("check/number-year", message, lines)
            .with_hint("one of both is misprinted, or belongs to another notice")
    });
}

/// Whether one ISO date is certainly later than another, compared as far as
/// both are printed.
fn later(one: &str, other: &str) -> bool {
    let length = one.len().min(other.len());
    one.get(..length) > other.get(..length)
}

fn meeting(notice: &Notice, out: &mut Vec<Diagnostic>) {
    let held = notice.approval.as_ref().and_then(|a| a.date.as_deref());
    let (Some(held), Some(date)) = (held, &notice.date) else {
        return;
    };
    if later(held, date) {
        let mut lines = field(notice, "approval");
        lines.extend(&field(notice, "date"));
        out.push(
            Diagnostic::warning(
                "check/meeting-after-date",
                format!("the meeting was held on {held}, the notice is dated {date}"),
                lines,
            )
            .with_hint("the signature may belong to another notice"),
        );
    }
}

fn future(notice: &Notice, gazette: &Gazette, out: &mut Vec<Diagnostic>) {
    let (Some(printed), Some(date)) = (gazette.year, &notice.date) else {
        return;
    };
    if year(date).is_some_and(|year| year > printed) {
        out.push(Diagnostic::warning(
            "check/date-after-gazette",
            format!("the notice is dated {date}, the gazette is of {printed}"),
            field(notice, "date"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Approval, DocumentNumber};

    #[test]
    fn voices_of_codes() {
        for (code, want) in [
            ("青政发", Some(Voice::Government)),
            ("青政任字", Some(Voice::Government)),
            ("青府函", Some(Voice::Government)),
            ("青政规", Some(Voice::Government)),
            ("青区政府发", Some(Voice::Government)),
            ("青政办发", Some(Voice::Office)),
            ("青府办", Some(Voice::Office)),
            ("青政办函", Some(Voice::Office)),
            ("青财政发", None),
            ("民政函", None),
            ("青财字", None),
            ("青政法发", None),
            ("国务院令", None),
            ("青政", None),
            ("政府令", None),
        ] {
            assert_eq!(of_code(code), want, "{code}");
        }
    }

    /// A notice of these values.
    fn of(number: &str, code: &str, year: i32, title: &str, signed: &str, date: &str) -> Notice {
        let list = |name: &str| match name {
            "" => Vec::new(),
            name => vec![name.to_owned()],
        };
        Notice {
            document_number: Some(DocumentNumber {
                text: number.to_owned(),
                agency_code: Some(code.to_owned()),
                year: Some(year),
                lines: LineRanges::one(1),
                ..DocumentNumber::default()
            }),
            issuing_bodies: list(title),
            signed_by: list(signed),
            date: Some(date.to_owned()),
            ..Notice::default()
        }
    }

    fn codes(notice: &Notice, gazette: Option<i32>) -> Vec<String> {
        let mut out = Vec::new();
        let gazette = Gazette {
            year: gazette,
            ..Gazette::default()
        };
        check(notice, &gazette, &mut out);
        out.into_iter().map(|found| found.code).collect()
    }

    const CITY: &str = "青禾市人民政府";
    const OFFICE: &str = "青禾市人民政府办公室";

    #[test]
    fn what_fits_is_silent() {
        for notice in [
            of(
                "青政发〔2023〕5号",
                "青政发",
                2023,
                CITY,
                CITY,
                "2023-01-30",
            ),
            of(
                "青政办发〔2023〕5号",
                "青政办发",
                2023,
                OFFICE,
                OFFICE,
                "2023-01-30",
            ),
            of(
                "青政办发〔2023〕5号",
                "青政办发",
                2023,
                "",
                "",
                "2023-01-30",
            ),
            of(
                "青财发〔2023〕5号",
                "青财发",
                2023,
                "青禾市财政局",
                "",
                "2023-01-30",
            ),
            of(
                "青政发〔2023〕5号",
                "青政发",
                2023,
                "中共青禾市委",
                CITY,
                "2023",
            ),
        ] {
            assert_eq!(codes(&notice, Some(2023)), [""; 0], "{notice:?}");
        }
    }

    #[test]
    fn what_does_not_is_told() {
        let wrong = of(
            "青政发〔2023〕5号",
            "青政发",
            2023,
            OFFICE,
            OFFICE,
            "2023-01-30",
        );
        assert_eq!(codes(&wrong, None), ["check/number-class"]);
        let wrong = of(
            "青政办发〔2023〕5号",
            "青政办发",
            2023,
            "",
            CITY,
            "2023-01-30",
        );
        assert_eq!(codes(&wrong, None), ["check/number-class"]);
        let wrong = of(
            "青政发〔2023〕5号",
            "青政发",
            2023,
            OFFICE,
            CITY,
            "2023-01-30",
        );
        assert_eq!(codes(&wrong, None), ["check/signature-body"]);
        let wrong = of(
            "青政发〔2021〕5号",
            "青政发",
            2021,
            CITY,
            CITY,
            "2023-01-30",
        );
        assert_eq!(
            codes(&wrong, Some(2022)),
            ["check/number-year", "check/date-after-gazette"]
        );
    }

    #[test]
    fn the_turn_of_the_year_is_a_note() {
        let late = of(
            "青政发〔2022〕90号",
            "青政发",
            2022,
            CITY,
            CITY,
            "2023-01-03",
        );
        let mut out = Vec::new();
        check(&late, &Gazette::default(), &mut out);
        let severities: Vec<_> = out.iter().map(|found| found.severity).collect();
        assert_eq!(severities, [crate::diag::Severity::Note]);
    }

    #[test]
    fn meetings_come_first() {
        for (held, date, wrong) in [
            ("2023-01-03", "2023-01-03", false),
            ("2023-01-04", "2023-01-03", true),
            ("2023-01-04", "2023-01", false),
            ("2023-02", "2023-01-31", true),
        ] {
            let notice = Notice {
                approval: Some(Approval {
                    date: Some(held.to_owned()),
                    ..Approval::default()
                }),
                date: Some(date.to_owned()),
                ..Notice::default()
            };
            assert_eq!(
                codes(&notice, None).len(),
                usize::from(wrong),
                "{held} {date}"
            );
        }
    }
}
