//! Links in an archive, whatever the order its sources come in.

use super::ingest::{Offer, Session};
use super::links::{Link, LinkKind};
use super::*;
use crate::ParseOptions;
use crate::force::{Verdict, on};
use crate::index::Target;
use crate::index::links::LinkBy;
use crate::record::Notice;

/// A statute of 2020.
const STATUTE: &str = "\
青禾市人民政府公报\n\
\n\
青禾市人民政府\n\
关于印发青禾市渡口管理办法的通知\n\
\n\
青政发〔2020〕3号\n\
\n\
各县（市、区）人民政府，市直各部门：\n\
\n\
《青禾市渡口管理办法》已经市人民政府第8次常务会议研究通过，现印发给你们，请认真遵照执行。\n\
\n\
青禾市人民政府\n\
\n\
2020年3月2日\n\
\n\
（此件公开发布）\n\
\n\
青禾市渡口管理办法\n\
\n\
第一条 为了加强渡口管理，根据《云江省渡口条例》，制定本办法。\n\
\n\
第二条 市卫生健康委员会负责渡口卫生工作。\n\
\n\
第三条 违反本办法第二条规定的，依法处理。\n\
\n\
第四条 本办法自2020年4月1日起施行，有效期5年。\n";

/// A notice of 2021 that cites it, by number and by title.
const CITING: &str = "\
青禾市人民政府公报\n\
\n\
青禾市人民政府办公室\n\
关于加强渡口安全工作的通知\n\
\n\
青政办发〔2021〕9号\n\
\n\
各县（市、区）人民政府，市直各部门：\n\
\n\
为贯彻落实《青禾市人民政府关于印发青禾市渡口管理办法的通知》（青政发〔2020〕3号）和青政发〔2020〕5号文件精神，现就有关事项通知如下：\n\
\n\
一、加强领导。各县（市、区）要于2021年10月底前完成排查。\n\
\n\
二、落实责任。按照《青禾市渡口管理办法》执行。\n\
\n\
青禾市人民政府办公室\n\
\n\
2021年9月1日\n\
\n\
（此件公开发布）\n";

/// A statute of 2023 that repeals it.
const REPEALING: &str = "\
青禾市人民政府公报\n\
\n\
青禾市人民政府\n\
关于印发青禾市水上交通管理办法的通知\n\
\n\
青政发〔2023〕7号\n\
\n\
各县（市、区）人民政府，市直各部门：\n\
\n\
《青禾市水上交通管理办法》已经市人民政府同意，现印发给你们，请认真遵照执行。\n\
\n\
青禾市人民政府\n\
\n\
2023年5月2日\n\
\n\
（此件公开发布）\n\
\n\
青禾市水上交通管理办法\n\
\n\
第一条 为了加强水上交通管理，制定本办法。\n\
\n\
第二条 本办法自2023年6月1日起施行。《青禾市渡口管理办法》（青政发〔2020〕3号）同时废止。\n";

const OLD: &str = "青政发〔2020〕3号";

fn ingest(root: &Path, texts: &[&str]) {
    let mut session = Session::open(root).unwrap();
    for (n, text) in texts.iter().enumerate() {
        let offer = Offer {
            file: format!("{n}.txt"),
            bytes: text.as_bytes().to_vec(),
        };
        session
            .ingest(vec![offer], &ParseOptions::default())
            .unwrap();
    }
    session.finish().unwrap();
}

fn notice(archive: &Archive, number: &str) -> Notice {
    let Target::One(head) = archive.reader().unwrap().resolve(number).unwrap() else {
        panic!("no {number}");
    };
    let document = archive.record(&head.source).unwrap();
    document.notices[head.ordinal as usize].clone()
}

fn shown(links: Vec<Link>) -> Vec<(LinkKind, Option<LinkBy>, bool)> {
    let row = |link: Link| (link.kind, link.by, link.to.is_some());
    links.into_iter().map(row).collect()
}

#[test]
fn links_are_the_same_in_any_order() {
    let orders: [[&str; 3]; 3] = [
        [STATUTE, CITING, REPEALING],
        [REPEALING, CITING, STATUTE],
        [CITING, STATUTE, REPEALING],
    ];
    for order in orders {
        let dir = tempfile::tempdir().unwrap();
        ingest(dir.path(), &order);
        let archive = Archive::open(dir.path()).unwrap();
        let links = archive.links().unwrap();
        let old = notice(&archive, OLD);
        let citing = notice(&archive, "青政办发〔2021〕9号");
        let later = notice(&archive, "青政发〔2023〕7号");
        assert_eq!(
            shown(links.from(&citing).unwrap()),
            [
                (LinkKind::Basis, Some(LinkBy::Number), true),
                (LinkKind::Basis, None, false),
                (LinkKind::Cites, Some(LinkBy::Title), true),
            ]
        );
        assert_eq!(
            shown(links.from(&later).unwrap()),
            [
                (LinkKind::Carries, Some(LinkBy::Title), true),
                (LinkKind::Repeals, Some(LinkBy::Number), true),
            ]
        );
        let mut to: Vec<(LinkKind, String)> = links
            .to(&old)
            .unwrap()
            .into_iter()
            .map(|link| (link.kind, link.from))
            .collect();
        to.sort();
        assert_eq!(
            to,
            [
                (LinkKind::Cites, citing.id.clone()),
                (LinkKind::Basis, citing.id),
                (LinkKind::Repeals, later.id),
            ]
        );
        let endings = links.endings(&old).unwrap();
        let verdict = |day: &str| on(day, &old, &endings).verdict;
        assert_eq!(verdict("2020-03-31"), Verdict::NotInForce);
        assert_eq!(verdict("2023-05-31"), Verdict::InForce);
        assert_eq!(verdict("2023-06-01"), Verdict::NotInForce);
    }
}

#[test]
fn a_citation_waits_for_its_document() {
    let dir = tempfile::tempdir().unwrap();
    ingest(dir.path(), &[CITING]);
    let archive = Archive::open(dir.path()).unwrap();
    let citing = notice(&archive, "青政办发〔2021〕9号");
    let before = shown(archive.links().unwrap().from(&citing).unwrap());
    assert!(before.iter().all(|(_, by, held)| by.is_none() && !held));
    ingest(dir.path(), &[STATUTE]);
    let after = shown(archive.links().unwrap().from(&citing).unwrap());
    assert_eq!(after.iter().filter(|(_, _, held)| *held).count(), 2);
    // Without the notice that repeals it, the statute ends with its validity.
    let old = notice(&archive, OLD);
    assert!(archive.links().unwrap().endings(&old).unwrap().is_empty());
    assert_eq!(on("2025-03-31", &old, &[]).verdict, Verdict::InForce);
    assert_eq!(on("2025-04-01", &old, &[]).verdict, Verdict::NotInForce);
}
