//! What a parse costs, as ratios within one run.
//!
//! 1. clean issues, side by side, against tantivy indexing the same text with
//!    the project's tokenizer on as many threads;
//! 2. a damaged issue with its whole search for the reading order, alone and
//!    ten times as long;
//! 3. the share of each stage.
//!
//! `cargo bench --bench parse`. `GONGBAO_BENCH_MB` sets the size of the clean
//! corpus (default 20), `GONGBAO_SAMPLE` a file to measure in place of the
//! corpus's own damaged issue.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod baseline;

use baseline::{BIGRAMS, register};
use gongbao::text::Source;
use gongbao::thread::Weights;
use gongbao::{
    ParseOptions, decode, extract, lab, layout, parse, review, segment, structure, thread,
};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo test --benches` asks for a look, not for figures.
    let quick = !std::env::args().any(|argument| argument == "--bench");
    let megabytes = match std::env::var("GONGBAO_BENCH_MB")
        .ok()
        .and_then(|words| words.parse().ok())
    {
        _ if quick => 1,
        Some(megabytes) => megabytes,
        None => 20,
    };
    let issues = clean(megabytes << 20);
    against_tantivy(&issues, if quick { 1 } else { 3 });
    damaged(if quick { 1 } else { 25 });
    shares(&issues);
}

/// Clean issues of one column and web pages, of a size in bytes.
fn clean(bytes: usize) -> Vec<String> {
    let profile = lab::profile("clean-one-column").unwrap();
    let mut out = Vec::new();
    let (mut size, mut seed) = (0, 900_000);
    while size < bytes {
        let mut text = Vec::new();
        lab::corpus(&mut text, seed, 1, profile).unwrap();
        size += text.len();
        seed += 1;
        out.push(String::from_utf8(text).unwrap());
    }
    out
}

/// The least of several runs: what the work costs when nothing disturbs it.
fn least(runs: usize, mut work: impl FnMut()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap()
}

fn rate(bytes: usize, took: Duration) -> f64 {
    bytes as f64 / 1e6 / took.as_secs_f64()
}

fn against_tantivy(issues: &[String], runs: usize) {
    let bytes: usize = issues.iter().map(String::len).sum();
    let threads = rayon::current_num_threads();
    let parsing = least(runs, || {
        issues.par_iter().for_each(|text| {
            black_box(parse("x.txt", text.clone().into_bytes(), &ParseOptions::default()).unwrap());
        });
    });
    let indexing = least(runs, || index(issues, threads));
    println!(
        "{:.0} MB of clean issues ({}), {threads} threads",
        bytes as f64 / 1e6,
        issues.len()
    );
    println!(
        "  parse            {:8.0} ms  {:6.1} MB/s",
        parsing.as_secs_f64() * 1e3,
        rate(bytes, parsing)
    );
    println!(
        "  tantivy, bigrams {:8.0} ms  {:6.1} MB/s",
        indexing.as_secs_f64() * 1e3,
        rate(bytes, indexing)
    );
    println!(
        "  parse / tantivy  {:.3}",
        parsing.as_secs_f64() / indexing.as_secs_f64()
    );
}

/// Indexes texts with tantivy alone: positions, committed, on disk.
fn index(issues: &[String], threads: usize) {
    let folder = tempfile::tempdir().unwrap();
    let words = TextFieldIndexing::default()
        .set_tokenizer(BIGRAMS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(words));
    let index = Index::create_in_dir(folder.path(), schema.build()).unwrap();
    register(&index);
    let mut writer = index
        .writer_with_num_threads(threads, threads * (64 << 20))
        .unwrap();
    for text in issues {
        let mut document = TantivyDocument::default();
        document.add_text(body, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

fn damaged(runs: usize) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/damaged/interleaved.txt");
    let path = std::env::var_os("GONGBAO_SAMPLE").map_or(own, Into::into);
    let text = std::fs::read_to_string(path).unwrap();
    let once = |text: &str| {
        let bytes = text.as_bytes().to_vec();
        least(runs, || {
            black_box(parse("x.txt", bytes.clone(), &ParseOptions::default()).unwrap());
        })
    };
    let (one, ten) = (once(&text), once(&text.repeat(10)));
    println!(
        "a damaged issue of {} lines, one core",
        text.lines().count()
    );
    println!(
        "  once             {:8.2} ms  {:6.1} MB/s",
        one.as_secs_f64() * 1e3,
        rate(text.len(), one)
    );
    println!("  ten times as long{:8.2} ms", ten.as_secs_f64() * 1e3);
    println!(
        "  ratio            {:.1}",
        ten.as_secs_f64() / one.as_secs_f64()
    );
}

/// Time of the stages over clean issues on one core; what is left of a whole
/// parse is mending, checks and the record.
fn shares(issues: &[String]) {
    let mut spent = [Duration::ZERO; 8];
    let mut whole = Duration::ZERO;
    let sample = issues.get(..issues.len().min(100)).unwrap();
    for text in sample {
        let bytes = text.clone().into_bytes();
        let start = Instant::now();
        black_box(parse("x.txt", bytes.clone(), &ParseOptions::default()).unwrap());
        whole += start.elapsed();
        let mut lap = Lap {
            spent: &mut spent,
            at: 0,
            start: Instant::now(),
        };
        let decoded = decode::decode(bytes, &decode::DecodeOptions::default()).unwrap();
        lap.done();
        stages(&decoded.source, &mut lap);
        let mut document =
            parse("x.txt", text.clone().into_bytes(), &ParseOptions::default()).unwrap();
        let start = Instant::now();
        review::issue(&mut document);
        black_box(&document);
        spent[7] += start.elapsed();
    }
    println!("stages over {} clean issues, one core", sample.len());
    let known: Duration = spent.iter().sum();
    let names = [
        "decode",
        "layout",
        "thread",
        "segment",
        "structure",
        "extract",
        "extract: edges",
        "review",
    ];
    let rest = ("mend, check, record", whole.saturating_sub(known));
    for (name, took) in names.into_iter().zip(spent).chain([rest]) {
        println!(
            "  {name:20}{:6.1} %",
            took.as_secs_f64() / whole.as_secs_f64() * 100.0
        );
    }
    let bytes: usize = sample.iter().map(String::len).sum();
    println!("  whole               {:6.1} MB/s", rate(bytes, whole));
}

/// A stop watch over the stages in order.
struct Lap<'a> {
    spent: &'a mut [Duration; 8],
    at: usize,
    start: Instant,
}

impl Lap<'_> {
    fn done(&mut self) {
        self.spent[self.at] += self.start.elapsed();
        self.at += 1;
        self.start = Instant::now();
    }

    /// Takes out of the last stage what is counted as one of its own.
    fn part(&mut self, took: Duration) {
        self.spent[self.at - 1] -= took;
        self.spent[self.at] += took;
        self.at += 1;
    }
}

fn stages(source: &Source, lap: &mut Lap<'_>) {
    let layout = layout::layout(source);
    lap.done();
    let threads = thread::thread(&layout, &Weights::default());
    lap.done();
    let zones: Vec<_> = threads
        .notices
        .iter()
        .map(|notice| segment::segment(source, &layout, notice))
        .collect();
    lap.done();
    let trees: Vec<_> = zones
        .iter()
        .map(|zones| {
            let carried: Vec<_> = zones
                .enclosures
                .iter()
                .map(|enclosure| structure::build(&enclosure.body).0)
                .collect();
            (structure::build(&zones.body).0, carried)
        })
        .collect();
    lap.done();
    let mut edges = Duration::ZERO;
    for (zones, (body, carried)) in zones.iter().zip(&trees) {
        let enclosures: Vec<_> = zones
            .enclosures
            .iter()
            .zip(carried)
            .map(|(zone, body)| extract::Carried {
                title: zone.title.as_deref(),
                body,
            })
            .collect();
        let parts = carried.iter().map(Vec::as_slice);
        let sieve = extract::Sieve::of(std::iter::once(&body[..]).chain(parts));
        let subject = extract::Subject {
            title: zones.title.as_deref(),
            issuing_body: zones.issuing_bodies.first().map(String::as_str),
            date: zones.date.as_deref(),
            document_number: zones.number.as_ref().map(|number| number.text.as_str()),
            gazette: layout.gazette.title.as_deref(),
            body,
            enclosures: &enclosures,
            sieve: Some(&sieve),
        };
        black_box(extract::duty::extract(&subject));
        let citations = black_box(extract::citation::extract(&subject)).0;
        black_box(extract::appointment::extract(&subject));
        black_box(extract::roster::extract(&subject));
        black_box(extract::validity::extract(&subject));
        let start = Instant::now();
        black_box(extract::purpose::extract(&subject));
        black_box(extract::region::extract(&subject));
        black_box(extract::basis::extract(&subject, &citations));
        black_box(extract::target::extract(&subject));
        black_box(extract::reference::extract(&subject));
        edges += start.elapsed();
    }
    lap.done();
    lap.part(edges);
}
