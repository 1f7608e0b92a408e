//! What an archive costs, as ratios within one run.
//!
//! 1. ingest (parse, records, index, all of it durable) against tantivy alone
//!    indexing the same texts with the same tokenizer, with each stage's share
//!    (`ingest`);
//! 2. phrases, counts, facets and nearness, against a scan of the folded texts
//!    held in memory (`questions`) and against SQLite's FTS5 (`peers`);
//! 3. other analysers: words and words beside bigrams (`analysers`);
//! 4. opening, and a search from a cold process.
//!
//! `cargo bench --bench search`. `GONGBAO_BENCH_MB` sets the size of the
//! corpus, which `lab::corpus` invents (default 20; the published figures are
//! of 190). Where there is a Python with SQLite's FTS5, `benches/fts5.py` is
//! asked the same; `GONGBAO_BENCH_DIR` names a folder for the texts and
//! queries it reads, else they go to a temporary one.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod analysers;
#[path = "../baseline/mod.rs"]
mod baseline;
mod ingest;
mod peers;
mod questions;

use gongbao::archive::Archive;
use gongbao::index::fold::fold;
use gongbao::index::passage::{Passage, passages};
use gongbao::record::{IssueDocument, Notice};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let archive = dir.path().join("archive");
    let whole = ingest::ingest(dir.path(), &archive, megabytes * 1_000_000);
    let documents = documents(&archive);
    let notices: Vec<Vec<Passage>> = documents
        .iter()
        .flat_map(|(_, list)| list.iter().map(|(_, notice)| passages(notice)))
        .collect();
    let index = ingest::stages(&archive, &documents, &notices, &whole);
    drop(documents);

    let texts: Vec<String> = notices.par_iter().map(|list| folded(list)).collect();
    let phrases = draw(&notices, if quick { 20 } else { 400 });
    let reader = Archive::open(&archive).unwrap().reader().unwrap();
    let first = questions::questions(&reader, &notices, &texts, &phrases);
    opening(&archive);
    peers::fts5(&texts, &phrases, index, &first);
    analysers::compare(&notices, &texts, &phrases);
}

/// A source's record and the notices of it that count, each with its place.
type Document = (IssueDocument, Vec<(u32, Notice)>);

/// Every record of the archive.
fn documents(dir: &Path) -> Vec<Document> {
    let archive = Archive::open(dir).unwrap();
    let catalog = archive.catalog().unwrap();
    let winners = catalog.winners();
    let rows: Vec<_> = catalog.rows().collect();
    rows.par_iter()
        .map(|row| {
            let mut record = archive.record(&row.source).unwrap();
            let list = std::mem::take(&mut record.notices);
            let list = list
                .into_iter()
                .enumerate()
                .map(|(n, notice)| (n as u32, notice))
                .filter(|(n, notice)| winners.get(&notice.id) == Some(&(row.source.clone(), *n)))
                .collect();
            (record, list)
        })
        .collect()
}

fn folded(list: &[Passage]) -> String {
    let texts: Vec<String> = list.iter().map(|passage| fold(&passage.text)).collect();
    texts.join("\n")
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

/// Times in milliseconds, in order.
pub struct Times(Vec<f64>);

impl Times {
    /// The least of three times of each question.
    fn of(asked: &[String], mut ask: impl FnMut(&str)) -> Self {
        let least = |query: &String| {
            (0..3)
                .map(|_| Times::once(|| ask(query)))
                .fold(f64::INFINITY, f64::min)
        };
        Times::sorted(asked.iter().map(least).collect())
    }

    /// Every one of so many times of one question.
    fn again(count: usize, mut ask: impl FnMut()) -> Self {
        Times::sorted((0..count).map(|_| Times::once(&mut ask)).collect())
    }

    fn once(ask: impl FnOnce()) -> f64 {
        let start = Instant::now();
        ask();
        start.elapsed().as_secs_f64() * 1e3
    }

    fn sorted(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Times(times)
    }

    fn at(&self, percent: usize) -> f64 {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    fn show(&self, what: &str) {
        println!(
            "  {what:<44} p50 {:>8.3} p95 {:>8.3} p99 {:>8.3} ms",
            self.at(50),
            self.at(95),
            self.at(99)
        );
    }
}

fn opening(dir: &Path) {
    println!("cold:");
    Times::again(20, || {
        black_box(Archive::open(dir).unwrap().reader().unwrap().len());
    })
    .show("opening the archive (aim 100 ms)");
    Times::again(20, || {
        let done = Command::new(env!("CARGO_BIN_EXE_gongbao"))
            .args(["search", "--format", "json", "\"应当\""])
            .arg("--archive")
            .arg(dir)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        black_box(done.unwrap().success());
    })
    .show("a process of its own: search (aim 50 ms)");
}
