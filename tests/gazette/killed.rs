//! Ingest killed at random moments, recovery too: after each kill the archive
//! opens, what was acknowledged is in it, no notice is in it twice, no window
//! of files by half; left alone, it becomes the one an undisturbed run makes.
//!
//! `GONGBAO_KILLS` sets how often (100 unless said otherwise).

#![cfg(feature = "cli")]

use gongbao::archive::{Archive, verify};
use gongbao::index::Request;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Files, and how many come in together.
const FILES: usize = 48;
const TOGETHER: usize = 4;

fn name(n: usize) -> String {
    format!("in/{n:02}.txt")
}

/// Files of one notice each. Every seventh is a fuller copy of the notice of
/// the file before it, every eleventh has the same bytes.
fn write_sources(dir: &Path) {
    fs::create_dir(dir.join("in")).unwrap();
    for n in 0..FILES {
        let of = if n % 7 == 6 || n % 11 == 10 { n - 1 } else { n };
        let more = if n % 7 == 6 {
            "推进政务服务。\n"
        } else {
            ""
        };
        let text = format!(
            "某市人民政府\n关于第{of}件事的通知\n某政发〔2023〕{}号\n各县（市、区）人民政府：\n\
             优化营商环境。\n{more}某市人民政府\n2023年1月5日\n",
            of + 1
        );
        fs::write(dir.join(name(n)), text).unwrap();
    }
}

fn ingest(dir: &Path, archive: &str) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("gongbao"));
    command
        .current_dir(dir)
        .env_remove("GONGBAO_ARCHIVE")
        .args(["ingest", "--verbose", "--batch"])
        .arg(TOGETHER.to_string())
        .args(["--archive", archive, "in"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Files named in whole lines of what ingest said: they are acknowledged.
fn acknowledged(said: &str, sha: &BTreeMap<String, String>) -> BTreeSet<String> {
    said.split_inclusive('\n')
        .filter(|line| line.ends_with(" notices\n"))
        .filter_map(|line| line.strip_prefix("gongbao: ")?.split_once(": "))
        .filter_map(|(file, _)| sha.get(file).cloned())
        .collect()
}

/// What must hold of an archive whenever it is looked at. Gives its sources.
fn hold(root: &Path, windows: &[BTreeSet<String>]) -> BTreeSet<String> {
    let archive = Archive::open(root).unwrap();
    let catalog = archive.catalog().unwrap();
    let mut wanted: Vec<(String, u32)> = catalog.winners().into_values().collect();
    wanted.sort();
    let reader = archive.reader().unwrap();
    let found: Vec<(String, u32)> = reader
        .find_all(&Request::default())
        .unwrap()
        .into_iter()
        .map(|found| (found.source, found.ordinal))
        .collect();
    assert_eq!(
        found, wanted,
        "the index shows each notice once, and no other"
    );
    let sources: BTreeSet<String> = catalog.rows().map(|row| row.source.clone()).collect();
    for window in windows {
        let there = window.intersection(&sources).count();
        assert!(
            there == 0 || there == window.len(),
            "half a window is there"
        );
    }
    sources
}

/// Records by path.
fn records(root: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir(&root.join("records"))
        .into_iter()
        .filter(|(name, _)| !name.contains("manifest"))
        .collect()
}

fn walkdir(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let inner = walkdir(&path).into_iter();
            out.extend(inner.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            out.insert(name, fs::read(&path).unwrap());
        }
    }
    out
}

#[test]
fn kills_at_any_moment_lose_nothing() {
    let kills: u32 = std::env::var("GONGBAO_KILLS")
        .ok()
        .and_then(|words| words.parse().ok())
        .unwrap_or(100);
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write_sources(dir);
    let sha: BTreeMap<String, String> = (0..FILES)
        .map(|n| {
            let bytes = fs::read(dir.join(name(n))).unwrap();
            (name(n), gongbao::archive::layout::sha256(&bytes))
        })
        .collect();
    let mut seen = BTreeSet::new();
    let windows: Vec<BTreeSet<String>> = (0..FILES)
        .collect::<Vec<_>>()
        .chunks(TOGETHER)
        .map(|numbers| {
            let sources = numbers.iter().map(|&n| sha[&name(n)].clone());
            sources
                .filter(|source| seen.insert(source.clone()))
                .collect()
        })
        .collect();
    let started = Instant::now();
    assert!(ingest(dir, "whole").output().unwrap().status.success());
    let whole = started.elapsed();
    assert_eq!(hold(&dir.join("whole"), &windows).len(), seen.len());

    let torn = dir.join("torn");
    let mut safe = BTreeSet::new();
    let (mut killed, mut mended, mut heard, mut state) = (0, 0, 0, 2023u64);
    while killed < kills {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let part = (state >> 33) as f64 / f64::from(1u32 << 31);
        let mut child = ingest(dir, "torn").spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * part * 0.8));
        child.kill().unwrap();
        let done = child.wait().unwrap().success();
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        safe.extend(acknowledged(&said, &sha));
        killed += u32::from(!done);
        heard = heard.max(safe.len());
        if !torn.join("gongbao.toml").exists() {
            assert!(safe.is_empty(), "acknowledged, and no archive");
            continue;
        }
        let sources = hold(&torn, &windows);
        assert!(
            safe.is_subset(&sources),
            "kill {killed}: lost what was acknowledged"
        );
        // Now and then the next to come is a check instead of an ingest.
        if killed % 7 == 0 {
            assert_eq!(verify(&torn, &mut |_, _| {}).unwrap(), [], "kill {killed}");
        }
        if done {
            assert_eq!(sources.len(), seen.len());
            assert_eq!(verify(&torn, &mut |_, _| {}).unwrap(), [], "kill {killed}");
            assert!(
                records(&torn) == records(&dir.join("whole")),
                "the same records"
            );
            fs::remove_dir_all(&torn).unwrap();
            safe.clear();
            mended += 1;
        }
    }
    println!("{killed} kills, {mended} archives made whole in between");
    assert!(heard > 0, "nothing was acknowledged");
}
