//! What an archive costs, as ratios within one run.
//!
//! 1. ingest (parse, records, index, all of it durable) against tantivy alone
//!    indexing the same texts with the same tokenizer;
//! 2. phrases, counts, facets and nearness: how long, and against a scan of
//!    the folded texts held in memory.
//!
//! `cargo bench --bench search`. `GONGBAO_BENCH_MB` sets the size of the
//! corpus (default 20), which `lab::corpus` invents. With `GONGBAO_BENCH_DIR`
//! the texts and queries are written there; `python3 benches/fts5.py DIR` then
//! asks SQLite's FTS5 (trigram) the same.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

use gongbao::archive::{Archive, Offer, Session};
use gongbao::index::fold::fold;
use gongbao::index::passage::{Passage, passages};
use gongbao::index::schema::register;
use gongbao::index::tokenizer::BIGRAMS;
use gongbao::index::{Reader, Request};
use gongbao::record::Notice;
use gongbao::{ParseOptions, lab, parse};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

fn main() {
    // `cargo test --benches` asks for a look, not for figures.
    let quick = !std::env::args().any(|argument| argument == "--bench");
    let wanted = std::env::var("GONGBAO_BENCH_MB")
        .ok()
        .and_then(|words| words.parse().ok());
    let megabytes = match wanted {
        _ if quick => 1,
        Some(megabytes) => megabytes,
        None => 20,
    };
    let dir = tempfile::tempdir().unwrap();
    let (bytes, took) = ingest(dir.path(), megabytes << 20);
    let notices = notices(dir.path());
    println!(
        "ingest: {} notices, {:.1} MB in {:.2} s ({:.1} MB/s), peak memory {} MB",
        notices.len(),
        bytes as f64 / 1e6,
        took.as_secs_f64(),
        bytes as f64 / 1e6 / took.as_secs_f64(),
        peak_memory()
    );
    stages(dir.path(), &notices, took);
    let texts: Vec<String> = notices.iter().map(|list| folded(list)).collect();
    let reader = Archive::open(dir.path()).unwrap().reader().unwrap();
    let phrases = draw(&notices, if quick { 20 } else { 400 });
    if let Some(folder) = std::env::var_os("GONGBAO_BENCH_DIR") {
        hand_over(Path::new(&folder), &texts, &phrases);
    }
    questions(&reader, &texts, &phrases);
    opening(dir.path());
}

/// Ingests invented issues in batches; only the ingest is timed.
fn ingest(dir: &Path, size: usize) -> (usize, Duration) {
    const BATCH: usize = 4 << 20;
    let profile = lab::profile("clean-one-column").unwrap();
    let (mut bytes, mut seed, mut took) = (0, 900_000, Duration::ZERO);
    let start = Instant::now();
    let mut session = Session::open(dir).unwrap();
    took += start.elapsed();
    while bytes < size {
        let mut offers = Vec::new();
        let mut batch = 0;
        while batch < BATCH.min(size - bytes) {
            let mut text = Vec::new();
            lab::corpus(&mut text, seed, 1, profile).unwrap();
            batch += text.len();
            offers.push(Offer {
                file: format!("{seed}.txt"),
                bytes: text,
            });
            seed += 1;
        }
        bytes += batch;
        let start = Instant::now();
        session.ingest(offers, &ParseOptions::default()).unwrap();
        took += start.elapsed();
    }
    let start = Instant::now();
    session.finish().unwrap();
    (bytes, took + start.elapsed())
}

/// Passages of every notice that counts, from the records.
fn notices(dir: &Path) -> Vec<Vec<Passage>> {
    let archive = Archive::open(dir).unwrap();
    let catalog = archive.catalog().unwrap();
    let winners = catalog.winners();
    let rows: Vec<_> = catalog.rows().collect();
    rows.par_iter()
        .flat_map_iter(|row| {
            let record = archive.record(&row.source).unwrap();
            let counts = |(n, notice): &(usize, Notice)| {
                winners.get(&notice.id) == Some(&(row.source.clone(), *n as u32))
            };
            let list: Vec<_> = record
                .notices
                .into_iter()
                .enumerate()
                .filter(counts)
                .collect();
            list.into_iter().map(|(_, notice)| passages(&notice))
        })
        .collect()
}

fn folded(list: &[Passage]) -> String {
    let texts: Vec<String> = list.iter().map(|passage| fold(&passage.text)).collect();
    texts.join("\n")
}

/// The parts of the ingest, each alone, and tantivy alone.
fn stages(dir: &Path, notices: &[Vec<Passage>], whole: Duration) {
    let archive = Archive::open(dir).unwrap();
    let catalog = archive.catalog().unwrap();
    let originals: Vec<Vec<u8>> = catalog
        .rows()
        .map(|row| archive.original(&row.source).unwrap())
        .collect();
    let start = Instant::now();
    let documents: Vec<_> = originals
        .par_iter()
        .map(|bytes| parse("x.txt", bytes.clone(), &ParseOptions::default()).unwrap())
        .collect();
    let parsing = start.elapsed();
    let start = Instant::now();
    let json: usize = documents
        .par_iter()
        .map(|document| serde_json::to_vec(document).unwrap().len())
        .sum();
    let records = start.elapsed();
    drop(documents);
    let alone: Vec<(usize, Duration)> = [1, 2]
        .map(|threads| (threads, tantivy_alone(notices, threads)))
        .into();
    let part = |took: Duration| took.as_secs_f64() / whole.as_secs_f64() * 100.0;
    println!(
        "  of it parsing {:.0} %, making {:.1} MB of JSON {:.0} %",
        part(parsing),
        json as f64 / 1e6,
        part(records)
    );
    for (threads, took) in alone {
        println!(
            "  tantivy alone, texts stored, {threads} thread(s): {:.2} s; ingest takes {:.2} times that",
            took.as_secs_f64(),
            whole.as_secs_f64() / took.as_secs_f64()
        );
    }
}

fn tantivy_alone(notices: &[Vec<Passage>], threads: usize) -> Duration {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(BIGRAMS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing) | STORED;
    let field = builder.add_text_field("text", options);
    let start = Instant::now();
    let index = Index::create_in_dir(dir.path(), builder.build()).unwrap();
    register(&index);
    let mut writer = index
        .writer_with_num_threads(threads, threads * (96 << 20))
        .unwrap();
    for list in notices {
        let mut document = TantivyDocument::new();
        for passage in list {
            document.add_text(field, &passage.text);
        }
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    start.elapsed()
}

/// Phrases of the texts, 2 to 12 characters, the same in every run.
fn draw(notices: &[Vec<Passage>], count: usize) -> Vec<String> {
    let mut state = 42u64;
    let mut roll = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut out = Vec::new();
    while out.len() < count {
        let list = &notices[roll(notices.len())];
        let Some(passage) = list.get(roll(list.len())) else {
            continue;
        };
        let text: Vec<char> = fold(&passage.text).chars().collect();
        let from = roll(text.len());
        let words: String = text.iter().skip(from).take(2 + roll(11)).collect();
        if words.chars().count() >= 2 && !words.contains('"') {
            out.push(words);
        }
    }
    out
}

/// The least of three times of each question, in milliseconds, in order.
fn times(asked: &[String], mut ask: impl FnMut(&str)) -> Vec<f64> {
    let mut out: Vec<f64> = asked
        .iter()
        .map(|query| {
            (0..3)
                .map(|_| {
                    let start = Instant::now();
                    ask(query);
                    start.elapsed().as_secs_f64() * 1e3
                })
                .fold(f64::INFINITY, f64::min)
        })
        .collect();
    out.sort_by(f64::total_cmp);
    out
}

fn at(times: &[f64], percent: usize) -> f64 {
    times[(times.len() - 1) * percent / 100]
}

fn show(what: &str, times: &[f64]) {
    println!(
        "  {what:<44} p50 {:>8.3} p95 {:>8.3} p99 {:>8.3} ms",
        at(times, 50),
        at(times, 95),
        at(times, 99)
    );
}

fn questions(reader: &Reader, texts: &[String], phrases: &[String]) {
    let ask = |query: String, limit: usize, passages: usize, facets: usize| {
        let request = Request {
            query,
            limit,
            passages,
            facets,
            time_limit: None,
            ..Request::default()
        };
        black_box(reader.search(&request).unwrap().total)
    };
    println!("{} phrases:", phrases.len());
    let first = times(phrases, |phrase| {
        ask(format!("\"{phrase}\""), 10, 0, 0);
    });
    show("first ten", &first);
    show(
        "first ten with their passages",
        &times(phrases, |phrase| {
            ask(format!("\"{phrase}\""), 10, 3, 0);
        }),
    );
    show(
        "count",
        &times(phrases, |phrase| {
            ask(format!("\"{phrase}\""), 0, 0, 0);
        }),
    );
    show(
        "count with all facets",
        &times(phrases, |phrase| {
            ask(format!("\"{phrase}\""), 0, 0, 20);
        }),
    );
    show(
        "as bare words, first ten",
        &times(phrases, |phrase| {
            ask(phrase.to_owned(), 10, 0, 0);
        }),
    );
    let pairs: Vec<String> = phrases
        .windows(2)
        .zip(["NEAR/10", "同句", "同条"].iter().cycle())
        .map(|(two, operator)| {
            let [left, right] =
                [&two[0], &two[1]].map(|words| words.chars().take(2).collect::<String>());
            format!("\"{left}\" {operator} \"{right}\"")
        })
        .collect();
    show(
        "NEAR, 同句, 同条 of two characters each",
        &times(&pairs, |query| {
            ask(query.to_owned(), 10, 0, 0);
        }),
    );
    let two: Vec<String> = phrases
        .iter()
        .map(|words| words.chars().take(2).collect())
        .collect();
    let many: String = two
        .iter()
        .take(250)
        .cloned()
        .collect::<Vec<_>>()
        .join(" OR ");
    let side = |from: usize| {
        let some: Vec<&str> = two.iter().skip(from).take(15).map(String::as_str).collect();
        some.join(" OR ")
    };
    let crossed = format!("({}) NEAR/50 ({})", side(0), side(15));
    let long: String = phrases.concat().chars().take(1200).collect();
    for (what, query) in [
        ("250 words, any of them", many),
        ("15 words NEAR 15 others", crossed),
        ("a pasted page of 1,200 characters", long),
        ("one character", "\"的\"".to_owned()),
    ] {
        show(
            what,
            &times(&[query], |query| {
                ask(query.to_owned(), 10, 3, 20);
            }),
        );
    }
    show(
        "everything with all facets",
        &times(&phrases[..1], |_| {
            ask(String::new(), 10, 0, 20);
        }),
    );
    let scanned = times(phrases, |phrase| {
        let finder = memchr::memmem::Finder::new(phrase.as_bytes());
        black_box(
            texts
                .iter()
                .filter(|text| finder.find(text.as_bytes()).is_some())
                .count(),
        );
    });
    show("a scan of all texts in memory", &scanned);
    println!(
        "  the scan takes {:.0} times as long (p50), {:.1} times (p99)",
        at(&scanned, 50) / at(&first, 50),
        at(&scanned, 99) / at(&first, 99)
    );
}

fn opening(dir: &Path) {
    let open = times(&["x".to_owned()], |_| {
        black_box(Archive::open(dir).unwrap().reader().unwrap().len());
    });
    println!("opening: {:.2} ms", open[0]);
}

/// Texts and queries for another engine.
fn hand_over(folder: &Path, texts: &[String], phrases: &[String]) {
    std::fs::create_dir_all(folder).unwrap();
    let lines: Vec<String> = texts
        .iter()
        .map(|text| serde_json::to_string(text).unwrap())
        .collect();
    std::fs::write(folder.join("texts.ndjson"), lines.join("\n")).unwrap();
    std::fs::write(folder.join("queries.txt"), phrases.join("\n")).unwrap();
}

/// Most memory the process held, in MB, where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(
        || "?".to_owned(),
        |kilobytes| (kilobytes / 1024).to_string(),
    )
}
