//! SQLite's FTS5 with trigrams, asked the same by `benches/fts5.py`.

use crate::Times;
use crate::ingest::Took;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Hands texts and queries over and prints ratios; says so where it cannot.
pub fn fts5(texts: &[String], phrases: &[String], index: Took, first: &Times) {
    let temporary = tempfile::tempdir().unwrap();
    let named = std::env::var_os("GONGBAO_BENCH_DIR").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| temporary.path().to_owned());
    hand_over(&folder, texts, phrases);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/fts5.py");
    let done = Command::new("python3").arg(script).arg(&folder).output();
    let said = done
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    let figures: Vec<f64> = said
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    let [seconds, processor, p50, p95, p99] = figures[..] else {
        println!("no python3 with SQLite's FTS5 here: left out");
        return;
    };
    println!(
        "SQLite FTS5, trigrams: {seconds:.2} s, {processor:.2} s of processors for its index: \
         {:.1} and {:.1} times the index's (aim 4)",
        seconds / index.wall,
        processor / index.processor
    );
    println!(
        "  {:<44} p50 {p50:>8.3} p95 {p95:>8.3} p99 {p99:>8.3} ms",
        "first ten"
    );
    println!(
        "    {:.1} times as long (p50, aim 5), {:.1} times (p99, aim 20)",
        p50 / first.at(50),
        p99 / first.at(99)
    );
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
