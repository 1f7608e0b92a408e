//! What an answer is made of: pages and cursors, order, highlights, the
//! reading of the query, counts.

use super::*;

#[test]
fn pages_of_hits_are_parts_of_one_list() {
    let reader = &world().reader;
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let whole = reader
            .search(&Request {
                sort,
                ..ask("营商环境")
            })
            .unwrap();
        let mut pages = Vec::new();
        for offset in (0..whole.total as usize).step_by(7) {
            let page = reader
                .search(&Request {
                    sort,
                    offset,
                    limit: 7,
                    ..ask("营商环境")
                })
                .unwrap();
            assert_eq!((page.total, &page.facets), (whole.total, &whole.facets));
            pages.extend(page.hits);
        }
        assert_eq!(pages, whole.hits);
    }
}

#[test]
fn highlights_are_the_phrase() {
    let answer = world().reader.search(&ask("\"第18次常务会议\"")).unwrap();
    assert!(!answer.hits.is_empty());
    for hit in answer.hits {
        for passage in &hit.passages {
            let chars: Vec<char> = passage.text.chars().collect();
            for &(a, b) in &passage.highlights {
                let marked: String = chars[a..b].iter().collect();
                assert_eq!(fold(&marked), "第18次常务会议");
            }
            assert!(!passage.highlights.is_empty());
        }
    }
}

#[test]
fn cursors_walk_the_whole_list() {
    let reader = &world().reader;
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Number] {
        let request = Request {
            sort,
            facets: 0,
            ..ask("营商环境")
        };
        let whole = reader.search(&request).unwrap();
        assert_eq!(whole.next, None);
        let mut hits = Vec::new();
        let mut page = Request {
            limit: 7,
            ..request.clone()
        };
        loop {
            let answer = reader.search(&page).unwrap();
            assert_eq!(answer.total, whole.total);
            hits.extend(answer.hits);
            match answer.next {
                Some(next) => page.cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(hits, whole.hits, "{sort:?}");
        page.query = "招标".to_owned();
        assert!(matches!(
            reader.search(&page),
            Err(IndexError::Query(QueryError {
                kind: QueryErrorKind::OtherCursor,
                ..
            }))
        ));
    }
}

#[test]
fn hits_come_by_number() {
    let request = Request {
        sort: Sort::Number,
        passages: 0,
        ..ask("")
    };
    let hits = world().reader.search(&request).unwrap().hits;
    let numbers: Vec<Option<(i32, u32)>> = hits
        .iter()
        .map(|hit| {
            let key = number::key_of(hit.document_number.as_deref()?)?;
            let (year, serial) = key.text.split_once('〔')?.1.split_once('〕')?;
            Some((
                year.parse().ok()?,
                serial.trim_end_matches('号').parse().ok()?,
            ))
        })
        .collect();
    let first_without = numbers.iter().position(Option::is_none).unwrap();
    assert!(
        numbers[first_without..].iter().all(Option::is_none),
        "without a number last"
    );
    assert!(numbers[..first_without].is_sorted() && first_without > 100);
}

#[test]
fn beginnings_of_words_are_found() {
    assert_eq!(ids("营商*"), scan("营商"));
    assert_eq!(ids("pp*"), scan("ppp"));
    assert_eq!(ids("ＰＰＰ*"), scan("ppp"));
    assert!(ids("nternet*").is_empty() && !ids("intern*").is_empty());
    assert!(ids("title:优化* 某政*").is_subset(&ids("title:优化")));
    assert_eq!(ids("issuer:某市*"), &all_ids() - &ids("issuer:另市*"));
    assert_eq!(ids("number:某政发[2021]*"), {
        let has = |n: &&Notice| {
            n.document_number
                .as_ref()
                .is_some_and(|number| number.year == Some(2021))
        };
        let found = world().notices.iter().filter(has);
        found.map(|n| n.id.clone()).collect()
    });
    assert_eq!(ids("\"营商环境\" -营商*"), BTreeSet::new());
}

#[test]
fn scripts_and_other_names_meet() {
    assert_eq!(ids("\"優化營商環境\""), scan("优化营商环境"));
    assert_eq!(ids("機關:辦公室"), ids("issuer:办公室"));
    let without = Request {
        synonyms: false,
        ..ask("招投标采购")
    };
    let reader = &world().reader;
    assert!(
        reader.search(&without).unwrap().total <= reader.search(&ask("招投标采购")).unwrap().total
    );
    assert_eq!(ids("title:\"没有\" OR unit:能源"), ids("lead:能源"));
}

#[test]
fn answers_tell_how_they_were_read_and_why() {
    let request = Request {
        explain: true,
        ..ask("招标采购 titel:甲")
    };
    let answer = world().reader.search(&request).unwrap();
    assert_eq!(answer.reading, "(招标采购 AND titel:甲)");
    assert_eq!(answer.notes.len(), 2); // the field, and that none holds both
    let answer = world()
        .reader
        .search(&Request {
            explain: true,
            ..ask("title:招标采购")
        })
        .unwrap();
    assert!(!answer.hits.is_empty());
    for hit in answer.hits {
        let whole = |reason: &&Reason| reason.words == "招标采购" && reason.part == "title";
        assert!(hit.why.iter().any(|reason| whole(&reason)), "{hit:?}");
    }
}

#[test]
fn words_that_find_nothing_together_find_something_apart() {
    let answer = world().reader.search(&ask("招标采购 没有这词")).unwrap();
    assert_eq!(answer.total, scan("招标采购").len() as u64);
    assert_eq!(answer.notes.len(), 1);
    let none = world()
        .reader
        .search(&ask("招标采购 \"没有这词\""))
        .unwrap();
    assert_eq!(
        (none.total, none.notes.len()),
        (0, 0),
        "a phrase is wanted as it is"
    );
    let excluded = world()
        .reader
        .search(&ask("没有这词 招标采购 -招标采购"))
        .unwrap();
    assert_eq!(excluded.total, 0);
}

#[test]
fn time_is_limited() {
    let request = Request {
        time_limit: Some(std::time::Duration::ZERO),
        ..ask("营商环境")
    };
    let answer = world().reader.search(&request).unwrap();
    assert!(answer.partial && answer.total < ids("营商环境").len() as u64);
    assert!(!world().reader.search(&ask("营商环境")).unwrap().partial);
}

#[test]
fn crossed_counts_add_up() {
    let rows = world().reader.crossed(&ask("")).unwrap();
    assert_eq!(
        rows.iter().map(|row| row.notices).sum::<u64>(),
        world().reader.len()
    );
    let of_2021: u64 = rows
        .iter()
        .filter(|row| row.year == Some(2021))
        .map(|row| row.notices)
        .sum();
    assert_eq!(of_2021, ids("year:2021").len() as u64);
}

#[test]
fn every_place_is_walked() {
    let mut count = 0;
    let request = ask("\"营商环境\"");
    let each = |head: &Head, list: &[passage::Passage], found: &[(usize, Vec<(usize, usize)>)]| {
        let notice = world().notices.iter().find(|n| n.id == head.id).unwrap();
        assert_eq!(list, passages(notice));
        for (index, marks) in found {
            let chars: Vec<char> = list[*index].text.chars().collect();
            for &(a, b) in marks {
                assert_eq!(fold(&chars[a..b].iter().collect::<String>()), "营商环境");
            }
            count += marks.len();
        }
        true
    };
    world().reader.for_each_hit(&request, each).unwrap();
    let all = world().folded.iter().flatten();
    assert_eq!(
        count,
        all.map(|text| text.matches("营商环境").count())
            .sum::<usize>()
    );
}
