//! References of a statute to its own articles (本办法第三十八条, 第九、十、十一条,
//! 本条第（二）项, 前条): links to units of the same text.
//!
//! A bare 第X条 means the text it stands in; one behind a title in 《》, or behind
//! 该法, means another document and is left out, with all that is joined to it
//! by 、, 和, 至. Only texts that are divided into articles are read.

#[cfg(test)]
mod tests;

use super::Subject;
use super::passage::Passage;
use super::sieve::Lists;
use super::walk::walk;
use crate::notation::numeral;
use crate::record::{Level, Reference};
use crate::structure::Node;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Articles a range (第三条至第九条) may take in.
const MAX_RANGE: usize = 200;

/// What a text that is not this one is called: 该法第三条.
const OTHERS: [&str; 9] = [
    "该法",
    "该条例",
    "该办法",
    "该规定",
    "同法",
    "上述办法",
    "上述规定",
    "原办法",
    "省办法",
];

/// The articles of one text.
#[derive(Debug, Default)]
struct Articles {
    /// Number and insertion (第三十八条之一: 38 and 1), with path and items.
    by_number: BTreeMap<(u32, u32), Article>,
}

#[derive(Debug, Default)]
struct Article {
    path: String,
    /// Paths of its items by their label without brackets' width.
    items: HashMap<u32, String>,
}

/// References of a notice in reading order.
pub fn extract(subject: &Subject) -> Vec<Reference> {
    let texts = articles(subject);
    let mut found = Vec::new();
    if texts.is_empty() {
        return found;
    }
    walk(subject, |trail| {
        let Some(articles) = texts.get(&trail.part) else {
            return;
        };
        let Some(node) = trail.node() else { return };
        if !trail.lists.any(Lists::REFER) || !may_refer(node.text.text()) {
            return;
        }
        let own = trail
            .nodes()
            .iter()
            .find(|node| node.level == Level::Article)
            .and_then(|node| key(node));
        let passage = Passage::sifted(&node.text, trail.lists);
        for (range, targets) in read(passage.text(), articles, own) {
            found.push(Reference {
                unit: trail.path(),
                targets,
                text: passage
                    .printed()
                    .get(range.clone())
                    .unwrap_or_default()
                    .to_owned(),
                lines: passage.lines(range),
            });
        }
    });
    found
}

/// Whether a text holds what a reference is made of.
fn may_refer(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find(bytes, "条".as_bytes()).is_some()
        && (memchr::memmem::find(bytes, "第".as_bytes()).is_some()
            || memchr::memmem::find(bytes, "前条".as_bytes()).is_some())
}

fn key(node: &Node) -> Option<(u32, u32)> {
    Some((node.number?, node.inserted.unwrap_or(0)))
}

/// The articles of every text that has some, by part.
fn articles(subject: &Subject) -> HashMap<usize, Articles> {
    let mut texts: HashMap<usize, Articles> = HashMap::new();
    walk(subject, |trail| {
        let Some(node) = trail.node() else { return };
        match node.level {
            Level::Article => {
                let Some(key) = key(node) else { return };
                let article = Article {
                    path: trail.path(),
                    items: HashMap::new(),
                };
                let text = texts.entry(trail.part).or_default();
                text.by_number.entry(key).or_insert(article);
            }
            Level::Item => {
                let above = trail.nodes().iter().rfind(|n| n.level == Level::Article);
                let (Some(number), Some(key)) = (node.number, above.and_then(|n| key(n))) else {
                    return;
                };
                let text = texts.get_mut(&trail.part);
                if let Some(article) = text.and_then(|text| text.by_number.get_mut(&key)) {
                    article.items.entry(number).or_insert_with(|| trail.path());
                }
            }
            _ => {}
        }
    });
    texts
}

/// References in a text, as byte ranges with the paths they lead to.
fn read(
    text: &str,
    articles: &Articles,
    own: Option<(u32, u32)>,
) -> Vec<(Range<usize>, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    // Where the last reference of another document ended.
    let mut foreign = None;
    while let Some(start) = next_start(text, at) {
        let Some(mention) = mention(text, start, own) else {
            at = start + "第".len();
            continue;
        };
        at = mention.range.end;
        if is_foreign(text, mention.range.start, foreign) {
            foreign = Some(mention.range.end);
            continue;
        }
        let targets = mention.targets(articles);
        if !targets.is_empty() {
            found.push((with_name(text, mention.range), targets));
        }
    }
    found
}

/// Where 第, 本条 or 前条 stands next.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?.as_bytes();
    ["第", "本条第", "前条"]
        .iter()
        .filter_map(|word| memchr::memmem::find(rest, word.as_bytes()))
        .min()
        .map(|at| from + at)
}

/// Whether what begins at `start` speaks of another document.
fn is_foreign(text: &str, start: usize, last: Option<usize>) -> bool {
    if let Some(last) = last {
        let between = text.get(last..start).unwrap_or_default();
        let joined = ["、", "和", "及", "或", "至", "以及", "、第", "与", "或者"];
        if between.is_empty() || joined.contains(&between) {
            return true;
        }
    }
    let before = text.get(..start).unwrap_or_default();
    let before = before.trim_end_matches(['的', '中', '和', '第']).trim_end();
    before.ends_with(['》', '〉', '）', ')', '”'])
        || OTHERS.iter().any(|word| before.ends_with(word))
}

/// One mention: 第九、十、十一条, 第三条至第五条, 第八条第（二）项, 前条.
#[derive(Debug)]
struct Mention {
    range: Range<usize>,
    numbers: Vec<(u32, u32)>,
    /// Whether the last two numbers are the ends of a range.
    through: bool,
    /// Items of the last article.
    items: Vec<u32>,
}

impl Mention {
    fn targets(&self, articles: &Articles) -> Vec<String> {
        let mut out = Vec::new();
        let last = self.numbers.last();
        if self.through
            && let [.., from, to] = self.numbers.as_slice()
            && from <= to
        {
            let inside = articles.by_number.range(*from..=*to).take(MAX_RANGE);
            out.extend(inside.map(|(_, article)| article.path.clone()));
            return out;
        }
        for number in &self.numbers {
            let Some(article) = articles.by_number.get(number) else {
                continue;
            };
            let items = self.items.iter().filter_map(|item| article.items.get(item));
            let before = out.len();
            if Some(number) == last {
                out.extend(items.cloned());
            }
            if out.len() == before {
                out.push(article.path.clone());
            }
        }
        out.dedup();
        out
    }
}

/// Reads the mention that begins at `start`.
fn mention(text: &str, start: usize, own: Option<(u32, u32)>) -> Option<Mention> {
    let rest = text.get(start..)?;
    if let Some(after) = rest.strip_prefix("前条") {
        let (number, _) = own?;
        let end = text.len() - after.len();
        return Some(Mention {
            range: start..end,
            numbers: vec![(number.checked_sub(1)?, 0)],
            through: false,
            items: Vec::new(),
        });
    }
    if let Some(after) = rest.strip_prefix("本条") {
        let (items, end) = items(text, text.len() - after.len());
        return (!items.is_empty()).then_some(Mention {
            range: start..end,
            numbers: vec![own?],
            through: false,
            items,
        });
    }
    let mut numbers = Vec::new();
    let mut through = false;
    let mut end = start;
    while let Some((list, after)) = one(text, end) {
        numbers.extend(list);
        end = after;
        // 第三条至第五条, 第八条、第十条.
        let rest = text.get(end..)?;
        let joint = ["、", "和", "及", "或者", "或", "至", "到", "以及"]
            .iter()
            .filter(|joint| {
                rest.strip_prefix(**joint)
                    .is_some_and(|rest| rest.starts_with('第'))
            })
            .max_by_key(|joint| joint.len());
        let Some(joint) = joint else { break };
        if one(text, end + joint.len()).is_none() {
            break;
        }
        through = matches!(*joint, "至" | "到");
        end += joint.len();
    }
    if numbers.is_empty() {
        return None;
    }
    let (items, end) = items(text, end);
    Some(Mention {
        range: start..end,
        numbers,
        through,
        items,
    })
}

/// `第九、十、十一条` or `第三十八条之一` at byte `at`: its numbers, its end.
fn one(text: &str, at: usize) -> Option<(Vec<(u32, u32)>, usize)> {
    let mut rest = text.get(at..)?.strip_prefix('第')?;
    let mut numbers = Vec::new();
    loop {
        let (number, length) = number(rest)?;
        numbers.push((number, 0));
        rest = rest.get(length..)?;
        if let Some(after) = rest.strip_prefix('条') {
            rest = after;
            break;
        }
        rest = ["、第", "、", "和", "及", "至"]
            .iter()
            .find_map(|joint| rest.strip_prefix(joint))?;
        if numbers.len() > MAX_RANGE {
            return None;
        }
    }
    // 第三条件 is none.
    if rest.starts_with(['件', '例', '款', '约', '目']) {
        return None;
    }
    if let Some(after) = rest.strip_prefix('之')
        && let Some((inserted, length)) = number(after)
    {
        if let Some(last) = numbers.last_mut() {
            last.1 = inserted;
        }
        rest = after.get(length..)?;
    }
    Some((numbers, text.len() - rest.len()))
}

/// The numeral at the start of a text and its bytes.
fn number(text: &str) -> Option<(u32, usize)> {
    numeral::digits_prefix(text).or_else(|| numeral::hanzi_prefix(text))
}

/// `第一款第（二）、（三）项` behind an article: the items, and where it ends. 款
/// are not labelled and lead to the article.
fn items(text: &str, at: usize) -> (Vec<u32>, usize) {
    let mut end = at;
    let mut found = Vec::new();
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('第')) {
        let from = text.len() - rest.len();
        if let Some((_, length)) = number(rest)
            && let Some(after) = rest.get(length..)
            && after.starts_with(['款', '项'])
        {
            if after.starts_with('项') {
                found.extend(number(rest).map(|(value, _)| value));
            }
            end = from + length + "款".len();
            continue;
        }
        let Some((list, after)) = bracketed(text, from) else {
            break;
        };
        found.extend(list);
        end = after;
    }
    (found, end)
}

/// `（二）、（三）项` at byte `at`.
fn bracketed(text: &str, at: usize) -> Option<(Vec<u32>, usize)> {
    let mut rest = text.get(at..)?;
    let mut found = Vec::new();
    loop {
        let inner = rest.strip_prefix(['（', '('])?;
        let (value, length) = number(inner)?;
        found.push(value);
        rest = inner.get(length..)?.strip_prefix(['）', ')'])?;
        if let Some(after) = rest.strip_prefix('项') {
            return Some((found, text.len() - after.len()));
        }
        rest = ["、第", "、", "和第", "和", "至第", "至", "或者", "或"]
            .iter()
            .find_map(|joint| rest.strip_prefix(joint))?;
        if found.len() > MAX_RANGE {
            return None;
        }
    }
}

/// The range with the document's own name before it: 本办法第三条.
fn with_name(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let name = before
        .char_indices()
        .rev()
        .take(8)
        .find(|(_, c)| *c == '本')
        .map(|(at, _)| at);
    match name {
        Some(at) if before.get(at..).is_some_and(is_name) => at..range.end,
        _ => range,
    }
}

/// Whether words are how a document calls itself: 本实施办法.
fn is_name(words: &str) -> bool {
    [
        "办法", "细则", "规定", "条例", "规则", "方案", "意见", "章程", "决定", "预案", "规程",
    ]
    .iter()
    .any(|end| words.ends_with(end))
}
