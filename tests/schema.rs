//! The files in `schema/` say what the types say, and what is written obeys
//! them. `GONGBAO_RENEW=1 cargo test --test schema` writes them anew.

#![cfg(feature = "index")]

use gongbao::archive::links::{Link, LinkKind};
use gongbao::export::schema::{IN_FORCE, LINK, NOTICE, RECORD, SEARCH, of, text};
use gongbao::force;
use gongbao::index::{Answer, Hit, PassageHit, QueryNote, Reason};
use gongbao::record::*;
use std::path::Path;

fn files() -> [(&'static str, String); 5] {
    [
        (RECORD, text::<IssueDocument>(RECORD)),
        (NOTICE, text::<StreamNotice>(NOTICE)),
        (SEARCH, text::<Answer>(SEARCH)),
        (LINK, text::<Link>(LINK)),
        (IN_FORCE, text::<force::Answer>(IN_FORCE)),
    ]
}

#[test]
fn files_and_types_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    for (name, text) in files() {
        let path = folder.join(format!("{name}.schema.json"));
        if std::env::var_os("GONGBAO_RENEW").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let file = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            file == text,
            "schema/{name}.schema.json is not up to date; see this file's head"
        );
    }
}

/// A document with every field filled, each list with one element.
fn full() -> IssueDocument {
    let some = |text: &str| Some(text.to_owned());
    let list = |text: &str| vec![text.to_owned()];
    let lines = LineRanges::range(1, 2);
    let number = DocumentNumber {
        text: "某政发〔2023〕3号".to_owned(),
        printed: "某政发〔2023〕 3 号".to_owned(),
        agency_code: some("某政发"),
        year: Some(2023),
        serial: Some(3),
        lines: lines.clone(),
    };
    let attachment = Attachment {
        number: Some(1),
        title: "表".to_owned(),
        note: some("见网络版"),
        lines: lines.clone(),
    };
    let unit = Unit {
        level: Level::Article,
        label: some("第一条"),
        number: Some(1),
        inserted: Some(1),
        heading: some("目的"),
        text: "目的".to_owned(),
        rows: vec![list("格")],
        lines: lines.clone(),
        children: vec![Unit::default()],
    };
    let name = UnitName {
        name: "市能源局".to_owned(),
        full_name: some("某市能源局"),
        kind: UnitKind::Collective,
    };
    let diagnostic = Diagnostic::note("a/b", "某事", lines.clone()).with_hint("看");
    let notice = Notice {
        id: "x".to_owned(),
        supersedes: list("y"),
        document_number: Some(number.clone()),
        title: some("某市人民政府关于某事的通知"),
        document_type: some("通知"),
        issuing_body: some("某市人民政府"),
        issuing_bodies: list("某市人民政府"),
        recipients: list("各县"),
        date: some("2023-01-06"),
        rubric: some("市政府文件"),
        disclosure: some("此件公开发布"),
        approval: Some(Approval::default()),
        completeness: Completeness::Gap,
        body: vec![unit.clone()],
        enclosures: vec![Enclosure {
            title: some("办法"),
            document_type: some("办法"),
            document_number: Some(number),
            issuing_body: some("省"),
            date: some("2022-01-01"),
            body: vec![unit],
            attachments: vec![attachment.clone()],
        }],
        attachments: vec![attachment],
        responsibilities: vec![Responsibility {
            lead_units: vec![name],
            lines: lines.clone(),
            ..Responsibility::default()
        }],
        citations: vec![Citation::default()],
        notice_kind: Some(NoticeKind::Issue),
        region: Some(Region {
            tier: Some(Tier::Prefecture),
            ..Region::default()
        }),
        signed_by: list("某市人民政府"),
        basis: vec![Basis {
            tier: Some(Tier::National),
            ..Basis::default()
        }],
        targets: vec![Target {
            span_unit: Some(SpanUnit::WorkingDay),
            ..Target::default()
        }],
        references: vec![Reference {
            targets: list("附/第一条"),
            ..Reference::default()
        }],
        history: vec![HistoryEvent::default()],
        repeals: vec![Repeal::default()],
        effective: Some(Effective::default()),
        appointments: vec![Appointment::default()],
        roster: vec![RosterRow::default()],
        signatory: Some(Signatory::default()),
        field_lines: [("title".to_owned(), lines.clone())].into(),
        provenance: vec![Provenance {
            role: Role::Body,
            lines: (1, 2),
            enclosure: Some(1),
            span: Some((0, 3)),
        }],
        repairs: vec![Repair {
            lines: lines.clone(),
            column: 1,
            found: "伊".to_owned(),
            meant: "×".to_owned(),
            reason: "glyph".to_owned(),
        }],
        diagnostics: vec![diagnostic.clone()],
        ..Notice::default()
    };
    IssueDocument {
        schema_version: SCHEMA_VERSION.to_owned(),
        gazette: Gazette {
            title: some("某市人民政府公报"),
            year: Some(2023),
            number: Some(1),
        },
        pages: vec![Page {
            number: Some(1),
            lines: (1, 2),
            column_count: Some(2),
        }],
        line_boxes: vec![LineBox {
            line: 1,
            page: 1,
            bounds: [0.0, 1.0, 2.0, 3.5],
        }],
        notices: vec![notice, Notice::default()],
        furniture: vec![Furniture {
            kind: FurnitureKind::RunningHead,
            text: "·市政府文件·".to_owned(),
            lines: (3, 3),
        }],
        diagnostics: vec![diagnostic],
        ..IssueDocument::default()
    }
}

fn check(schema: &serde_json::Value, value: &serde_json::Value) -> Result<(), String> {
    let validator = jsonschema::draft202012::new(schema).expect("a valid schema");
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.join("\n"))
    }
}

#[test]
fn what_is_written_obeys_the_schemas() {
    let document = full();
    let mut stream = Vec::new();
    gongbao::export::notices(&mut stream, &document).unwrap();
    let record = serde_json::to_value(of::<IssueDocument>(RECORD)).unwrap();
    let notice = serde_json::to_value(of::<StreamNotice>(NOTICE)).unwrap();
    check(&record, &serde_json::to_value(&document).unwrap()).unwrap();
    for line in String::from_utf8(stream).unwrap().lines() {
        check(&notice, &serde_json::from_str(line).unwrap()).unwrap();
    }
    let answer = Answer {
        query: "x".to_owned(),
        total: 1,
        took_ms: 1,
        facets: [("year".to_owned(), vec![])].into(),
        hits: vec![Hit {
            id: "x".to_owned(),
            document_number: None,
            title: None,
            date: None,
            issuing_body: None,
            document_type: None,
            score: 1.5,
            passages: vec![PassageHit {
                unit: "第一条".to_owned(),
                lines: LineRanges::one(1),
                text: "目的".to_owned(),
                highlights: vec![(0, 2)],
            }],
            why: vec![Reason {
                words: "目的".to_owned(),
                part: "body".to_owned(),
                count: 1,
            }],
        }],
        next: None,
        partial: false,
        reading: "目的".to_owned(),
        notes: vec![QueryNote {
            position: 0,
            message: "x".to_owned(),
        }],
    };
    let search = serde_json::to_value(of::<Answer>(SEARCH)).unwrap();
    check(&search, &serde_json::to_value(&answer).unwrap()).unwrap();
    let link = Link {
        from: "x".to_owned(),
        from_number: None,
        to: Some("y".to_owned()),
        kind: LinkKind::Basis,
        by: Some(gongbao::index::links::LinkBy::Title),
        title: Some("办法".to_owned()),
        document_number: None,
        issuing_body: None,
        lines: LineRanges::one(1),
    };
    let schema = serde_json::to_value(of::<Link>(LINK)).unwrap();
    check(&schema, &serde_json::to_value(&link).unwrap()).unwrap();
    let ending = force::Ending::by(&document.notices[0]);
    let answer = force::on("2024-05-01", &document.notices[0], &[ending]);
    let schema = serde_json::to_value(of::<force::Answer>(IN_FORCE)).unwrap();
    check(&schema, &serde_json::to_value(&answer).unwrap()).unwrap();
}

#[test]
fn every_key_is_required() {
    let record = serde_json::to_value(of::<IssueDocument>(RECORD)).unwrap();
    let value = serde_json::to_value(full()).unwrap();
    for key in value.as_object().unwrap().keys() {
        let mut without = value.clone();
        without.as_object_mut().unwrap().remove(key);
        assert!(check(&record, &without).is_err(), "{key}");
    }
    for key in value["notices"][0].as_object().unwrap().keys() {
        let mut without = value.clone();
        without["notices"][0].as_object_mut().unwrap().remove(key);
        assert!(check(&record, &without).is_err(), "notices[0].{key}");
    }
}
