//! How fast paragraphs become a tree of units: the bodies of invented issues,
//! joined as the rooms before [`gongbao::structure`] join them, and plain prose.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongbao::text::{Joined, Source};
use gongbao::{lab, layout, segment, structure, thread};
use std::hint::black_box;

/// The texts of an issue: bodies and enclosures.
fn texts(words: String) -> Vec<Vec<Joined>> {
    let source = Source::new(words);
    let layout = layout::layout(&source);
    let threads = thread::thread(&layout, &thread::Weights::default());
    let mut texts = Vec::new();
    for notice in &threads.notices {
        let zones = segment::segment(&source, &layout, notice);
        texts.push(zones.body);
        texts.extend(zones.enclosures.into_iter().map(|enclosure| enclosure.body));
    }
    texts
}

fn bytes(texts: &[Vec<Joined>]) -> u64 {
    let paragraphs = texts.iter().flatten();
    paragraphs.map(|words| words.text().len() as u64).sum()
}

/// Issues of one profile, enough of them for an even measure.
fn issues(profile: &str) -> Vec<Vec<Joined>> {
    let Some(profile) = lab::profile(profile) else {
        panic!("no profile {profile}");
    };
    let mut all = Vec::new();
    for seed in 0..8 {
        let (words, _) = lab::issue(seed, profile);
        all.extend(texts(words));
    }
    all
}

/// Paragraphs of three lines without any label.
fn prose() -> Vec<Vec<Joined>> {
    let line = "各县（市、区）人民政府要切实加强组织领导，明确责任分工，";
    let last = "确保各项工作落到实处。同时，要及时总结经验，加大宣传力度。";
    let source = Source::new(format!("{line}\n{line}\n{last}\n").repeat(2000));
    let mut paragraphs = vec![Joined::new()];
    for (number, span, _) in source.lines() {
        if let Some(open) = paragraphs.last_mut() {
            open.push_printed(&source, span, number);
        }
        if number % 3 == 0 {
            paragraphs.push(Joined::new());
        }
    }
    vec![paragraphs]
}

fn build(c: &mut Criterion) {
    let mut group = c.benchmark_group("structure");
    for (name, texts) in [
        ("clean-one-column", issues("clean-one-column")),
        ("clean-two-column", issues("clean-two-column")),
        ("prose", prose()),
    ] {
        group.throughput(Throughput::Bytes(bytes(&texts)));
        group.bench_function(name, |b| {
            b.iter(|| {
                for text in &texts {
                    black_box(structure::build(black_box(text)));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, build);
criterion_main!(benches);
