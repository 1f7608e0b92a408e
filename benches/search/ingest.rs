//! Ingest, whole and in parts.
//!
//! Times are told twice: by the clock on the wall, and by the processor time
//! the process used, which other work on the machine disturbs less.

use crate::Document;
use crate::baseline::{BIGRAMS, register};
use gongbao::archive::layout::sha256;
use gongbao::archive::{Archive, BatchSize, Offer, Session};
use gongbao::index::passage::Passage;
use gongbao::index::{Entry, Writer};
use gongbao::{ParseOptions, lab, parse};
use rayon::prelude::*;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

/// What a piece of work took.
#[derive(Clone, Copy)]
pub struct Took {
    /// Seconds on the wall.
    pub wall: f64,
    /// Seconds of processors; 0 where the system does not tell.
    pub processor: f64,
}

impl Took {
    fn of<T>(work: impl FnOnce() -> T) -> (T, Self) {
        let (start, before) = (Instant::now(), processor());
        let value = work();
        let took = Took {
            wall: start.elapsed().as_secs_f64(),
            processor: processor() - before,
        };
        (value, took)
    }
}

/// Writes invented issues and ingests them as the program does; only the
/// ingest is timed.
pub fn ingest(dir: &Path, archive: &Path, size: usize) -> Took {
    let profile = lab::profile("clean-one-column").unwrap();
    let (mut bytes, mut files) = (0, Vec::new());
    while bytes < size {
        let seed = 900_000 + files.len() as u64;
        let mut text = Vec::new();
        lab::corpus(&mut text, seed, 1, profile).unwrap();
        let path = dir.join(format!("{seed}.txt"));
        fs::write(&path, &text).unwrap();
        bytes += text.len();
        files.push((path, text.len()));
    }
    let windows = windows(files, 6 << 20);
    let (notices, took) = Took::of(|| {
        let mut session = Session::open(archive).unwrap();
        let offers = windows.iter().map(|window| ((), read(window)));
        session
            .ingest_windows(
                offers,
                &ParseOptions::default(),
                BatchSize::default(),
                |(), _| {},
            )
            .unwrap();
        session.finish().unwrap();
        Archive::open(archive).unwrap().reader().unwrap().len()
    });
    println!(
        "ingest: {notices} notices, {:.1} MB in {:.2} s ({:.1} MB/s, {:.2} s of processors), \
         peak memory {} MB (aim 500)",
        bytes as f64 / 1e6,
        took.wall,
        bytes as f64 / 1e6 / took.wall,
        took.processor,
        peak_memory()
    );
    took
}

/// Files in order, in windows of so many bytes.
fn windows(files: Vec<(PathBuf, usize)>, most: usize) -> Vec<Vec<PathBuf>> {
    let mut out: Vec<Vec<PathBuf>> = Vec::new();
    let mut bytes = most;
    for (path, size) in files {
        if bytes + size > most {
            out.push(Vec::new());
            bytes = 0;
        }
        bytes += size;
        out.last_mut().unwrap().push(path);
    }
    out
}

fn read(window: &[PathBuf]) -> Vec<Offer> {
    let offer = |path: &PathBuf| Offer {
        file: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: fs::read(path).unwrap(),
    };
    window.iter().map(offer).collect()
}

/// The parts of the ingest, each alone, and tantivy alone. Gives what the
/// whole index step took.
pub fn stages(dir: &Path, documents: &[Document], notices: &[Vec<Passage>], whole: &Took) -> Took {
    let archive = Archive::open(dir).unwrap();
    let catalog = archive.catalog().unwrap();
    let originals: Vec<Vec<u8>> = catalog
        .rows()
        .map(|row| archive.original(&row.source).unwrap())
        .collect();
    let (parsed, parsing) = Took::of(|| {
        originals
            .par_iter()
            .map(|bytes| parse("x.txt", bytes.clone(), &ParseOptions::default()).unwrap())
            .collect::<Vec<_>>()
    });
    let (json, making) = Took::of(|| {
        parsed
            .par_iter()
            .map(|document| serde_json::to_vec(document).unwrap())
            .collect::<Vec<_>>()
    });
    drop(parsed);
    let ((), hashing) = Took::of(|| {
        json.par_iter().chain(&originals).for_each(|bytes| {
            black_box(sha256(bytes));
        });
    });
    let ((), disk) = Took::of(|| durable(&json, &originals));
    let size: usize = json.iter().map(Vec::len).sum();
    drop((json, originals));
    let ((), index) = Took::of(|| index(documents));
    let share = |what: &str, took: Took| {
        println!(
            "  {what:<44} {:>7.2} s, {:>6.2} s of processors: {:>3.0} % of the ingest's",
            took.wall,
            took.processor,
            took.processor / whole.processor * 100.0
        );
    };
    share("parsing alone", parsing);
    share(
        &format!("making {:.0} MB of records", size as f64 / 1e6),
        making,
    );
    share("hashing originals and records", hashing);
    share("writing and flushing both", disk);
    share("the index alone (all fields, one thread)", index);
    for threads in [1, 2] {
        let took = tantivy_alone(notices, threads);
        share(&format!("tantivy alone, {threads} thread(s)"), took);
        println!(
            "    ingest takes {:.2} times that, {:.2} times its processor time (aim 1.5)",
            whole.wall / took.wall,
            whole.processor / took.processor
        );
    }
    index
}

/// As the archive does it: 256 files at a time, flushes side by side.
fn durable(json: &[Vec<u8>], originals: &[Vec<u8>]) {
    let dir = tempfile::tempdir().unwrap();
    let all: Vec<(PathBuf, &[u8])> = json
        .iter()
        .chain(originals)
        .enumerate()
        .map(|(n, bytes)| (dir.path().join(n.to_string()), bytes.as_slice()))
        .collect();
    for part in all.chunks(256) {
        gongbao::archive::layout::put_all(part).unwrap();
    }
}

/// The notices into an index of the program's own, durable.
fn index(documents: &[Document]) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path()).unwrap();
    for (document, notices) in documents {
        for (ordinal, notice) in notices {
            let entry = Entry {
                source: &document.source.sha256,
                ordinal: *ordinal,
                gazette: &document.gazette,
                notice,
            };
            writer.add(entry).unwrap();
        }
    }
    writer.commit("").unwrap();
    writer.finish().unwrap();
}

fn tantivy_alone(notices: &[Vec<Passage>], threads: usize) -> Took {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(BIGRAMS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing) | STORED;
    let field = builder.add_text_field("text", options);
    let ((), took) = Took::of(|| {
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
    });
    took
}

/// Seconds of processors used so far, where the system tells.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may hold anything, the 12th and 13th field in
    // hundredths of seconds.
    let ticks = |rest: &str| -> Option<u64> {
        let mut fields = rest.split_whitespace().skip(11);
        let mut next = || fields.next()?.parse::<u64>().ok();
        Some(next()? + next()?)
    };
    let used = stat.rsplit_once(')').and_then(|(_, rest)| ticks(rest));
    used.unwrap_or(0) as f64 / 100.0
}

/// Most memory the process held, in MB, where the system tells.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(
        || "?".to_owned(),
        |kilobytes| (kilobytes / 1024).to_string(),
    )
}
