//! Where notices begin: issuing bodies and title, or an order's first lines.
//!
//! A head is recognised as a block: names of organs, then lines from 关于 to a
//! document type (文种), brackets balanced, nothing that ends a sentence. A
//! block without organs counts only where the line before it does not leave a
//! sentence open.

use super::alone;
use super::block::{block, lone_type};
use super::feature::{self, End, Feature, Shape};
use super::joint::{all_organs, joint_organs, listed_before};
use super::letter;
use super::names;
use super::order::{order, with_number};
use super::report::{report, subtitle};
use super::words;
use crate::layout::{Cues, Holds, Line};
use crate::lexicon::ORGANS;
use crate::notation::date;
use rustc_hash::FxHashSet;

/// The most lines of organs above a title (joint documents).
pub const MAX_ORGANS: usize = 14;

/// A head: indices into the layout's lines, half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// First line.
    pub first: usize,
    /// One past the last line.
    pub end: usize,
    /// One past the last line that names only organs.
    pub title: usize,
    /// One past the last line of the title; number lines of orders follow.
    pub number: usize,
    /// The title without white space, organs left out.
    pub words: String,
    /// Whether it stands without the name of an organ.
    pub bare: bool,
    /// Whether it holds its own number.
    pub numbered: bool,
}

/// Finds all heads.
pub fn find(lines: &[Line<'_>], features: &[Feature]) -> Vec<Head> {
    let organs: FxHashSet<&str> = lines
        .iter()
        .zip(features)
        .filter(|(_, f)| f.shape == Shape::Organ)
        .map(|(line, _)| line.flat.as_ref())
        .collect();
    let mut heads = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let found = at(lines, features, &organs, i)
            .or_else(|| alone::statute(lines, features, i, heads.last()))
            .or_else(|| alone::treaty(lines, features, i))
            .map(|head| letter::with_rows(features, head));
        match found {
            Some(head) => {
                i = head.end;
                heads.push(head);
            }
            None => i += 1,
        }
    }
    heads
}

/// The head that begins at line `i`.
fn at(
    lines: &[Line<'_>],
    features: &[Feature],
    organs: &FxHashSet<&str>,
    i: usize,
) -> Option<Head> {
    let shape = features[i].shape;
    let may = match shape {
        Shape::Organ | Shape::Number => true,
        Shape::Plain => {
            features[i].label.is_none()
                && lines[i].width <= 120
                && matches!(features[i].end, End::Word | End::Close | End::Comma)
        }
        _ => false,
    };
    if !may {
        return None;
    }
    if shape == Shape::Number {
        return order(lines, features, i);
    }
    let mut title = i;
    while title < lines.len()
        && title - i < MAX_ORGANS
        && features[title].shape == Shape::Organ
        && (title == i || lines[title].page == lines[i].page)
    {
        title += 1;
    }
    // A name printed twice is a signature first, then the next notice's.
    if (i + 1..title).any(|k| lines[k].flat == lines[i].flat) {
        return None;
    }
    // The last name of a list that runs on is none of the issuing bodies.
    if title > i + 1 && listed_before(lines, features, i) {
        return None;
    }
    if let Some(head) = order(lines, features, i) {
        return Some(head);
    }
    let first = lines.get(title)?;
    let flat = first.flat.as_ref();
    if starts_with_about(flat) {
        let bare = title == i;
        if bare && sentence_open(lines, features, i) {
            return None;
        }
        let head = block(lines, features, i, title, bare);
        return head.or_else(|| report(lines, features, i).filter(|_| bare));
    }
    if title > i
        && (starts_with_verb(flat) || numbered_below(lines, features, title))
        && features[title].shape == Shape::Plain
        && let Some(head) = block(lines, features, i, title, false)
    {
        return Some(head);
    }
    if title > i {
        // 公 告, 通 告 alone under the name of an organ.
        if lone_type(flat) && features[title].shape == Shape::Plain {
            return Some(with_number(
                lines,
                features,
                Head {
                    first: i,
                    end: title + 1,
                    title,
                    number: title + 1,
                    words: flat.to_owned(),
                    bare: false,
                    numbered: false,
                },
            ));
        }
        if let Some(head) = (i..=title)
            .rev()
            .find_map(|from| listed(lines, features, i, from))
        {
            return Some(head);
        }
        // The last organ may be printed on the line of the title's first words.
        return inline_organ(lines, features, organs, i, title)
            .or_else(|| joint_organs(lines, features, i));
    }
    joint_organs(lines, features, i)
        .or_else(|| inline_organ(lines, features, organs, i, i))
        .or_else(|| report(lines, features, i))
        .or_else(|| letter::slashed(lines, features, i))
        .or_else(|| on_page(lines, features, i))
}

/// A title without 关于 and organ: of a regulation that a web page prints by
/// itself, right under the page's table of metadata, its first unit below; or
/// of a notice whose number stands right below.
fn on_page(lines: &[Line<'_>], features: &[Feature], i: usize) -> Option<Head> {
    let line = lines.get(i)?;
    let before = i.checked_sub(1).and_then(|before| features.get(before));
    let under = before.is_some_and(|f| f.shape == Shape::Metadata);
    let begun = features
        .get(i + 1)
        .is_some_and(|next| next.label.is_some_and(|label| label.number == 1))
        || history_at(lines, i + 1).is_some();
    let title = matches!(features[i].end, End::Word | End::Close)
        && line.width <= 80
        && names::carried_type(&line.flat).is_some()
        && !line.flat.contains(['，', '。', '；', '：', ':']);
    // Without a table above it the number below tells: 某市征收土地启动公告.
    let numbered = features.get(i + 1).map(|f| f.shape) == Some(Shape::Number)
        && features[i].end == End::Word
        && (8..=60).contains(&line.width)
        && names::notice_type(&line.flat).is_some()
        && !line
            .holds
            .any(Holds::COMMA | Holds::STOP | Holds::COLON | Holds::SEMICOLON)
        && i.checked_sub(1).is_none_or(|before| {
            features[before].shape != Shape::Plain || features[before].end == End::Stop
        });
    (under && begun && title || numbered).then(|| Head {
        first: i,
        end: i + 1,
        title: i,
        number: i + 1,
        words: line.flat.as_ref().to_owned(),
        bare: false,
        numbered: false,
    })
}

pub fn starts_with_about(flat: &str) -> bool {
    flat.starts_with("关于") || flat.starts_with("關於")
}

/// A title under its organ may begin with the verb: 批转某局关于…的通知.
fn starts_with_verb(flat: &str) -> bool {
    words::DEEDS.iter().any(|verb| flat.starts_with(verb))
}

/// Whether a line under the name of an organ is a title without 关于: it names
/// a kind of notice, and a document number stands below it.
fn numbered_below(lines: &[Line<'_>], features: &[Feature], i: usize) -> bool {
    let titled = lines.get(i).is_some_and(|line| {
        names::notice_type(&line.flat).is_some() || names::carried_type(&line.flat).is_some()
    });
    titled && features.get(i + 1).map(|f| f.shape) == Some(Shape::Number)
}

/// Whether the line before leaves a sentence open at the width of this one.
pub fn sentence_open(lines: &[Line<'_>], features: &[Feature], i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    // A closed bracket leaves nothing open: clauses of responsibility end so.
    matches!(features[before].end, End::Comma | End::Word)
        && features[before].shape == Shape::Plain
        && lines[before].width + 6 >= lines[i].width
        && lines[before].width >= 30
        && lines[before].page == lines[i].page
}

/// Where 关于 stands.
fn about(flat: &str) -> Option<usize> {
    // To ask whether a word is there costs far less than to ask where.
    ["关于", "關於"]
        .into_iter()
        .find_map(|word| flat.contains(word).then(|| flat.find(word))?)
}

/// `某市人民政府办公室关于…`: organ and title share a line.
fn inline_organ(
    lines: &[Line<'_>],
    features: &[Feature],
    organs: &FxHashSet<&str>,
    first: usize,
    title: usize,
) -> Option<Head> {
    let flat = lines.get(title)?.flat.as_ref();
    if features[title].shape != Shape::Plain || flat.len() > 300 {
        return None;
    }
    let about = lines[title]
        .cues
        .any(Cues::ABOUT)
        .then(|| about(flat))
        .flatten();
    let Some(at) = about.or_else(|| forwarder(flat).map(str::len)) else {
        return listed(lines, features, first, title)
            .or_else(|| broken_organ(lines, features, organs, first, title));
    };
    let organ = forwarder(flat).unwrap_or(&flat[..at]);
    let joint = organ.contains('、') && all_organs(organ);
    if organ.len() < 6
        || organ.contains('、') && !joint
        || organ.chars().any(|c| "。，；：《》“”,:;".contains(c))
        || names::starts_with_any(
            organ,
            &["根据", "按照", "依照", "遵照", "依据", "经", "现将"],
        )
        || ORGANS.of(organ).is_none()
    {
        return None;
    }
    let head = block(lines, features, first, title, false)
        .or_else(|| listed(lines, features, first, title))?;
    let free = !sentence_open(lines, features, title)
        || (organs.contains(organ) && stands_as_head(lines, features, head.end));
    free.then_some(head)
}

/// Whether what follows a title follows heads only: a number, addressees, the
/// first words of a notice.
fn stands_as_head(lines: &[Line<'_>], features: &[Feature], next: usize) -> bool {
    let near = next..lines.len().min(next + 3);
    let (Some(line), Some(feature)) = (lines.get(next), features.get(next)) else {
        return false;
    };
    feature.shape == Shape::Number
        || features[near.clone()].iter().any(|f| f.end == End::Colon)
        || ["为", "根据", "经", "现", "你", "《", "按照"]
            .iter()
            .any(|word| line.flat.starts_with(word))
}

/// Who forwards, issues, appoints or answers: the words before 转发, 印发,
/// 任免, 对.
fn forwarder(flat: &str) -> Option<&str> {
    // Where each verb stands first: one look at the line finds them all.
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in flat.char_indices() {
        if !words::FORWARD_FIRST.contains(&c) {
            continue;
        }
        for (verb, word) in words::FORWARDS.iter().enumerate() {
            let known = found.iter().any(|&(other, _)| other == verb);
            if !known && flat[at..].starts_with(word) {
                found.push((verb, at));
            }
        }
    }
    // The verbs in the order of the list.
    found.sort_unstable();
    let mut organs = found.into_iter().map(|(_, at)| &flat[..at]);
    organs.find(|organ| names::is_organ(organ))
}

/// The name of the organ itself is broken over two or three lines
/// (`某市人民政府办公` / `室关于印发…`), or 关于 is: the whole name must stand
/// alone elsewhere in the source, as under a signature.
fn broken_organ(
    lines: &[Line<'_>],
    features: &[Feature],
    organs: &FxHashSet<&str>,
    first: usize,
    title: usize,
) -> Option<Head> {
    let plain = |k: usize| {
        let (line, feature) = (lines.get(k)?, features.get(k)?);
        let fits = matches!(feature.shape, Shape::Plain | Shape::Organ)
            && feature.label.is_none()
            && matches!(feature.end, End::Word | End::Close)
            && line.width <= 80;
        let marks = Holds::COMMA | Holds::STOP | Holds::SEMICOLON | Holds::COLON | Holds::PAUSE;
        // A half-width colon is none of them.
        let marked = line.holds.any(marks) && line.flat.contains(['，', '。', '；', '：', '、']);
        (fits && !marked).then_some(line)
    };
    if features[title].shape != Shape::Plain
        || features[title].end != End::Word
        || lines[title].page != lines.get(title + 1)?.page
    {
        return None;
    }
    let mut words = String::new();
    for k in title..title + 3 {
        let line = plain(k)?;
        let before = words.len();
        words.push_str(&line.flat);
        if let Some(at) = about(&words) {
            // A place's name never ends before 人民政府: the two are one.
            let whole =
                lines[title + 1].flat.starts_with("人民政府") && names::is_organ(&words[..at]);
            if k == title || !whole && !organs.contains(&words[..at]) {
                return None;
            }
            let mut head = block(lines, features, first, title, false)?;
            // Lines that hold nothing but the name are the issuing body's.
            if at == before {
                head.title = k;
                head.words = head.words[at..].to_owned();
            }
            return Some(head);
        }
    }
    None
}

/// `某县人民代表大会常务委员会任免名单`, `某市人大常委会` / `第二次会议议程`: an
/// organ's list, dated under its title or begun there.
fn listed(lines: &[Line<'_>], features: &[Feature], first: usize, title: usize) -> Option<Head> {
    let mut words = String::new();
    for k in title..lines.len().min(title + 3) {
        let (line, feature) = (&lines[k], &features[k]);
        let plain = matches!(feature.shape, Shape::Plain | Shape::Organ);
        // The name of the congress may end one page, the rest begin the next.
        let over = line.page > lines[title].page + u32::from(k > title);
        if !plain || feature.end != End::Word || over {
            return None;
        }
        words.push_str(&line.flat);
        let Some(stem) = words::LISTED.iter().find_map(|end| words.strip_suffix(end)) else {
            continue;
        };
        let organ = ORGANS.of(stem).is_some()
            || stem.ends_with('次') && (stem.contains("委员会") || stem.contains("代表大会"));
        let named = organ || first < title && (stem.is_empty() || stem.ends_with('次'));
        return (named && told_below(lines, features, k + 1)).then(|| Head {
            first,
            end: k + 1,
            title,
            number: k + 1,
            words: words.clone(),
            bare: false,
            numbered: false,
        });
    }
    None
}

/// Whether below the title of a list stands its date, its number, its history
/// or its first row.
fn told_below(lines: &[Line<'_>], features: &[Feature], i: usize) -> bool {
    let (Some(line), Some(feature)) = (lines.get(i), features.get(i)) else {
        return false;
    };
    matches!(
        feature.shape,
        Shape::History | Shape::Number | Shape::BracketedDate | Shape::Date
    ) || history_at(lines, i).is_some()
        || ["任命", "免去", "决定任命", "决定免去", "任免"]
            .iter()
            .any(|word| line.flat.starts_with(word))
        // A day above the first row.
        || date::whole(&line.flat).is_some()
}

/// A history note that begins at line `i`, wrapped or not: its last line.
pub fn history_at(lines: &[Line<'_>], i: usize) -> Option<usize> {
    // Asked of every line: nearly all are done with at their first byte. These
    // are the dashes, the bracket of full width and the one of ASCII.
    if !matches!(lines.get(i)?.flat.as_bytes(), [0xE2 | 0xEF | b'(', ..]) {
        return None;
    }
    if let Some(last) = subtitle(lines, i) {
        return Some(last);
    }
    let first = &lines.get(i)?.flat;
    if !first.starts_with(['（', '(']) {
        return None;
    }
    if first.ends_with(['）', ')']) {
        return feature::history(first).then_some(i);
    }
    let mut words = String::new();
    for (k, line) in lines.iter().enumerate().skip(i).take(5) {
        words.push_str(&line.flat);
        if line.flat.ends_with(['）', ')']) {
            return feature::history(&words).then_some(k);
        }
        let marked = line.holds.any(Holds::STOP | Holds::SEMICOLON);
        if marked && line.flat.contains(['。', '；']) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests;
