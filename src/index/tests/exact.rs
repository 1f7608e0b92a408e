//! Exact searches against a scan of the same records.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// Every substring of every passage, and the same with a wrong turn in it.
    #[test]
    fn exact_means_exact(n in 0usize..1000, p in 0usize..100, from in 0usize..200, len in 1usize..=40, swap in proptest::option::of(0usize..40)) {
        let notices = &world().notices;
        let list = passages(&notices[n % notices.len()]);
        let text = &list[p % list.len()].text;
        let size = text.chars().count();
        let mut part: Vec<char> = text.chars().skip(from % size).take(len).filter(|c| *c != '"').collect();
        if let Some(swap) = swap && part.len() > 1 {
            let at = swap % (part.len() - 1);
            part.swap(at, at + 1);
        }
        let phrase: String = part.into_iter().collect();
        if !phrase.trim().is_empty() {
            prop_assert_eq!(ids(&format!("\"{phrase}\"")), scan(&phrase), "{}", phrase);
        }
    }

    /// AND, OR, NOT of phrases are those of sets.
    #[test]
    fn boolean_queries_are_set_algebra(a in 0usize..24, b in 0usize..24, c in 0usize..24, shape in 0usize..6) {
        let [a, b, c] = [CLAUSES[a], CLAUSES[b], CLAUSES[c]];
        let [x, y, z] = [scan(a), scan(b), scan(c)];
        let (query, expected): (String, BTreeSet<String>) = match shape {
            0 => (format!("\"{a}\" \"{b}\""), &x & &y),
            1 => (format!("\"{a}\" OR \"{b}\""), &x | &y),
            2 => (format!("\"{a}\" AND NOT \"{b}\""), &x - &y),
            3 => (format!("-\"{a}\" -\"{b}\""), &(&all_ids() - &x) - &y),
            4 => (format!("(\"{a}\" OR NOT \"{b}\") \"{c}\""), &(&x | &(&all_ids() - &y)) & &z),
            _ => (format!("\"{a}\" (\"{b}\" OR -(\"{c}\" \"{a}\"))"), &x & &(&y | &(&all_ids() - &(&z & &x)))),
        };
        prop_assert_eq!(ids(&query), expected, "{}", query);
    }
}

#[test]
fn single_characters_are_found_at_every_edge() {
    for c in ["市", "策", "第", "p", "Ｐ", "5", "。", "×", "（", "民"] {
        assert_eq!(ids(&format!("\"{c}\"")), scan(c), "{c}");
        assert_eq!(ids(c), scan(c), "{c} unquoted");
    }
}

#[test]
fn phrases_stay_inside_one_passage() {
    // The recipient 各县 and any other passage's beginning never meet.
    assert!(ids("\"各县各县\"").is_empty());
    assert_eq!(ids("\"各县\""), all_ids());
}

/// Notices that hold two phrases together, by a scan.
fn scan_near(nearness: near::Nearness, left: &str, right: &str) -> BTreeSet<String> {
    let [left, right] = [left, right].map(fold);
    let holds = |n: &&Notice| scan::together(&passages(n), nearness, &left, &right);
    let found = world().notices.iter().filter(holds);
    found.map(|n| n.id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Words of any length, of the text and not.
    #[test]
    fn nearness_is_what_a_scan_says(a in 0usize..24, b in 0usize..24, cut in (0usize..6, 1usize..6, 0usize..6, 1usize..6), most in 0u32..30) {
        let part = |words: &str, from: usize, length: usize| -> String {
            let all: Vec<char> = words.chars().collect();
            let from = from % all.len();
            all[from..all.len().min(from + length)].iter().filter(|c| **c != '"').collect()
        };
        let (left, right) = (part(CLAUSES[a], cut.0, cut.1), part(CLAUSES[b], cut.2, cut.3));
        prop_assume!(!fold(&left).is_empty() && !fold(&right).is_empty());
        for (operator, nearness) in [
            (format!("NEAR/{most}"), near::Nearness::Characters(most)),
            ("同句".to_owned(), near::Nearness::Sentence),
            ("同条".to_owned(), near::Nearness::Article),
        ] {
            let query = format!("\"{left}\" {operator} \"{right}\"");
            prop_assert_eq!(ids(&query), scan_near(nearness, &left, &right), "{}", query);
        }
    }
}

#[test]
fn nearness_is_exact() {
    let both = &scan("牵头") & &scan("负责");
    let near = ids("牵头 NEAR/12 负责");
    let sentence = ids("牵头 同句 负责");
    let article = ids("牵头 同条 负责");
    assert!(!near.is_empty() && near.is_subset(&article) && article.is_subset(&both));
    assert!(!sentence.is_empty() && sentence.is_subset(&article) && article != both);
    assert_eq!(ids("牵头 负责 -(牵头 同条 负责)"), &both - &article);
}
