//! Titles of carried documents: told by the heads that issue them, or by what
//! stands around them; and heads that are such titles.

use super::{Cutter, Part, Satellite};
use crate::layout::Holds;
use crate::thread::feature::{End, Shape};
use crate::thread::head::{self, Head};
use crate::thread::names;
use crate::thread::title;
use crate::thread::words;
use rustc_hash::{FxHashMap, FxHashSet};

/// Lines between a notice's head and the title of what it carries, at most.
const CARRIED_WITHIN: usize = 240;

impl Cutter<'_, '_> {
    /// Heads that are titles of carried documents: a notice near by says so in
    /// its own title (转发某局关于…的意见), or the notice before names them
    /// whole in its text.
    pub(super) fn demote_heads(&mut self) {
        let heads = std::mem::take(&mut self.heads);
        let carriers: Vec<Option<usize>> = (0..heads.len())
            .map(|n| self.carrier_of(&heads, n))
            .collect();
        // Where the heads that stay stand among those that stay.
        let mut place = 0;
        let places: Vec<usize> = carriers
            .iter()
            .map(|carrier| {
                place += usize::from(carrier.is_none());
                place - usize::from(carrier.is_none())
            })
            .collect();
        for (head, carrier) in heads.into_iter().zip(&carriers) {
            let Some(carrier) = carrier else {
                self.heads.push(head);
                continue;
            };
            // What is carried carries nothing itself.
            let carrier = carriers[*carrier].unwrap_or(*carrier);
            let n = self.titles.len() as u32;
            for part in &mut self.parts[head.first..head.end] {
                *part = Part::Title(n);
            }
            self.titles.push(Satellite {
                first: head.first,
                last: head.end - 1,
                head: Some(places[carrier]),
            });
        }
    }

    /// The head of the notice that carries a document whose title was taken
    /// for a head; never one that is carried itself.
    fn carrier_of(&self, heads: &[Head], n: usize) -> Option<usize> {
        let head = &heads[n];
        if head.bare {
            // The carrier may be printed after it, where pages are painted
            // out of order.
            let near = |other: &Head| {
                let way = if other.first < head.first {
                    head.first - other.end.min(head.first)
                } else {
                    (other.first - head.first) * 2
                };
                (way < CARRIED_WITHIN).then_some(way)
            };
            let after = heads[n + 1..]
                .iter()
                .enumerate()
                .map(|(m, h)| (n + 1 + m, h));
            let before = heads[..n].iter().enumerate().rev();
            let reached = |&(_, other): &(usize, &Head)| near(other).is_some();
            let found = before
                .take_while(reached)
                .chain(after.take_while(reached))
                .filter(|(_, other)| !other.bare && similar(&other.words, &head.words))
                .min_by_key(|&(_, other)| near(other));
            if let Some((at, _)) = found {
                return Some(at);
            }
        }
        let before = n.checked_sub(1)?;
        let numbered = matches!(
            self.features.get(head.end).map(|f| f.shape),
            Some(Shape::Number)
        ) || head.numbered;
        let other = &heads[before];
        let near = head.first > other.end && head.first - other.end < 120;
        (near && !numbered && (self.names(other, head) || self.attached(head))).then_some(before)
    }

    /// Whether a head stands right under 附件.
    fn attached(&self, head: &Head) -> bool {
        head.first
            .checked_sub(1)
            .is_some_and(|before| self.features[before].shape == Shape::AttachHead)
    }

    /// Whether the first lines after a head name another head's whole title as
    /// the document they issue: 《…》已经…通过，现予公布.
    fn names(&self, carrier: &Head, head: &Head) -> bool {
        let end = head.first.min(carrier.end + 12);
        let words: String = self.lines[carrier.end..end]
            .iter()
            .map(|line| line.flat.as_ref())
            .collect();
        let title: String = self.lines[head.first..head.end]
            .iter()
            .map(|line| line.flat.as_ref())
            .collect();
        let even = |text: &str| -> String {
            text.chars()
                .map(|c| match c {
                    '〈' => '《',
                    '〉' => '》',
                    c => c,
                })
                .collect()
        };
        let (words, title) = (even(&words), even(&title));
        let quoted = format!("《{title}》");
        words.find(&quoted).is_some_and(|at| {
            let after = &words[at + quoted.len()..];
            ["已", "经", "業經", "已經"]
                .iter()
                .any(|word| after.starts_with(word))
                || words[..at].ends_with("现将")
                || words[..at].ends_with("现公布")
        })
    }

    /// Titles of carried documents that stand alone, told by the heads that
    /// issue them or by what stands around them.
    pub(super) fn place_titles(&mut self) {
        let mut known: FxHashMap<String, Vec<(String, usize)>> = FxHashMap::default();
        for (n, head) in self.heads.iter().enumerate() {
            let mut titles = title::carried_titles(&head.words);
            titles.extend(
                titles
                    .clone()
                    .iter()
                    .filter_map(|title| title::forwarded(title)),
            );
            // A title may shorten what the text names whole.
            if head.numbered || !titles.is_empty() {
                let named = self.titles_named_after(head);
                titles.extend(
                    named
                        .into_iter()
                        .filter(|n| !titles.contains(n))
                        .collect::<Vec<_>>(),
                );
            }
            for title in &titles {
                for form in [Some(title.as_str()), without_place(title)]
                    .into_iter()
                    .flatten()
                {
                    let form = plain(form);
                    let key: String = form.chars().take(2).collect();
                    known.entry(key).or_default().push((form, n));
                }
            }
        }
        let mut i = 0;
        while i < self.lines.len() {
            if self.parts[i] != Part::Free {
                i += 1;
                continue;
            }
            let found = self
                .known_title(i, &known)
                .or_else(|| self.bare_title(i).map(|last| (last, None)));
            let Some((last, head)) = found else {
                i += 1;
                continue;
            };
            let last = last + usize::from(self.suffix_at(last + 1));
            let n = self.titles.len() as u32;
            self.titles.push(Satellite {
                first: i,
                last,
                head,
            });
            for part in &mut self.parts[i..=last] {
                *part = Part::Title(n);
            }
            i = last + 1;
        }
    }

    /// Whether line `i` is what a title ends in, on a line of its own: （试行）.
    fn suffix_at(&self, i: usize) -> bool {
        const SUFFIXES: [&str; 8] = [
            "（试行）",
            "(试行)",
            "（暂行）",
            "(暂行)",
            "（修订）",
            "（修正）",
            "（试行稿）",
            "（草案）",
        ];
        self.parts.get(i) == Some(&Part::Free) && SUFFIXES.contains(&self.lines[i].flat.as_ref())
    }

    /// Titles an order's first lines name as issued: 《…》已经…通过.
    fn titles_named_after(&self, head: &Head) -> Vec<String> {
        let end = self.lines.len().min(head.end + 6);
        let words: String = self.lines[head.end..end]
            .iter()
            .map(|line| line.flat.as_ref())
            .collect();
        let inside = words
            .split_once('《')
            .and_then(|(_, rest)| rest.split_once('》'));
        inside
            .filter(|(_, after)| ["已", "经", "業經"].iter().any(|w| after.starts_with(w)))
            .map(|(title, _)| title.to_owned())
            .into_iter()
            .collect()
    }

    /// Lines from `i` on that together are a title some head issues.
    fn known_title(
        &self,
        i: usize,
        known: &FxHashMap<String, Vec<(String, usize)>>,
    ) -> Option<(usize, Option<usize>)> {
        if known.is_empty()
            || self.parts[i] != Part::Free
            || self.features[i].label.is_some()
            || !self.title_line(i)
        {
            return None;
        }
        let flat = self.lines[i].flat.as_ref();
        let key = flat
            .char_indices()
            .nth(2)
            .map_or(flat, |(at, _)| &flat[..at]);
        let candidates = known.get(key)?;
        // Of several heads with the same title the nearest before the line.
        let mut best: Option<(usize, usize, usize)> = None;
        for (title, head) in candidates
            .iter()
            .filter(|(title, _)| title.starts_with(&plain(flat)))
        {
            let mut words = String::new();
            for k in i..self.lines.len().min(i + 6) {
                let short = k > i && self.features[k].shape == Shape::Plain;
                if self.parts[k] != Part::Free || !(short || self.title_line(k)) {
                    break;
                }
                words.push_str(&plain(&self.lines[k].flat));
                let bare = words.as_str();
                if bare == title {
                    let distance = self.heads[*head].first.abs_diff(i) * 2
                        + usize::from(self.heads[*head].first > i);
                    if best.is_none_or(|(d, last, _)| distance < d || distance == d && k > last) {
                        best = Some((distance, k, *head));
                    }
                    break;
                }
                if !title.starts_with(bare) {
                    break;
                }
            }
        }
        best.map(|(_, last, head)| (last, Some(head)))
    }

    fn title_line(&self, i: usize) -> bool {
        let (line, feature) = (&self.lines[i], &self.features[i]);
        matches!(feature.shape, Shape::Plain | Shape::Organ)
            && line.flat.len() >= 6
            && line.width <= 120
            && matches!(feature.end, End::Word | End::Close | End::Comma)
    }

    /// A title no head names: it ends in a type of carried documents and
    /// stands between an end and a beginning.
    fn bare_title(&self, i: usize) -> Option<usize> {
        if self.parts[i] != Part::Free
            || !self.title_line(i)
            || self.features[i].label.is_some()
            || self.features[i].shape != Shape::Plain
        {
            return None;
        }
        let before = i.checked_sub(1);
        let closed = before.is_none_or(|b| {
            matches!(
                self.features[b].shape,
                Shape::Note
                    | Shape::Date
                    | Shape::Printing
                    | Shape::AttachHead
                    | Shape::Number
                    | Shape::Copied
                    | Shape::OrganDate
                    | Shape::Signer
            )
        });
        let dated = std::cell::LazyCell::new(|| {
            head::history_at(self.lines, i + 1)
                .or_else(|| head::history_at(self.lines, i + 2))
                .is_some()
        });
        if before.is_some_and(|b| self.features[b].shape == Shape::AttachHead)
            && let Some(last) = self.attachment_title(i)
        {
            return Some(last);
        }
        let second = before.is_some_and(|b| self.features[b].end == End::Stop)
            && self.issuer_above(i).is_some();
        const MARKS: Holds = Holds::COMMA
            .with(Holds::SEMICOLON)
            .with(Holds::STOP)
            .with(Holds::COLON);
        if !(closed || second || *dated)
            || self.lines[i].holds.any(MARKS)
                && self.lines[i].flat.contains(['，', '；', '。', '：'])
        {
            return None;
        }
        let mut words = String::new();
        for k in i..self.lines.len().min(i + 4) {
            if self.parts[k] != Part::Free
                || !self.title_line(k)
                || (k > i && self.features[k].label.is_some())
            {
                return None;
            }
            words.push_str(&self.lines[k].flat);
            let named = || {
                let carrier = self.issuer_above(i);
                carrier.is_some_and(|head| similar(&head.words, &words))
            };
            if words.chars().count() >= 4
                && names::carried_type(&words).is_some()
                && self.text_begins(k + 1)
                && (closed || *dated || named())
            {
                return Some(k);
            }
        }
        None
    }

    /// The head last printed before line `i`, if it issues documents.
    fn issuer_above(&self, i: usize) -> Option<&Head> {
        let at = self.heads.partition_point(|head| head.first < i);
        let head = self.heads.get(at.checked_sub(1)?)?;
        words::ISSUE_VERBS
            .iter()
            .any(|verb| head.words.contains(verb))
            .then_some(head)
    }

    /// Whether the last list of attachments before line `i` names these words.
    fn listed_above(&self, i: usize, words: &str) -> bool {
        let near = i.saturating_sub(CARRIED_WITHIN)..i;
        let listed = near
            .rev()
            .find(|&k| self.features[k].shape == Shape::Attach);
        words.chars().count() >= 6
            && listed.is_some_and(|k| {
                let list: String = self.lines[k..i.min(k + LIST_LINES)]
                    .iter()
                    .map(|line| line.flat.as_ref())
                    .collect();
                list.contains(words)
            })
    }

    /// The last line of the title of a list or table printed under 附件.
    fn attachment_title(&self, i: usize) -> Option<usize> {
        let mut words = String::new();
        for k in i..self.lines.len().min(i + 3) {
            if self.parts[k] != Part::Free
                || !self.title_line(k)
                || self.features[k].label.is_some()
                || self.lines[k].flat.contains(['，', '；', '。', '：'])
            {
                return None;
            }
            words.push_str(&self.lines[k].flat);
            let list = names::without_suffix(&words);
            if ["名单", "表", "清单", "目录", "名录", "图", "安排", "分工"]
                .iter()
                .any(|end| list.ends_with(end))
                || self.listed_above(i, &words)
            {
                return Some(k);
            }
        }
        None
    }
}

/// Lines of a list of attachments that are looked at.
const LIST_LINES: usize = 8;

/// Whether the title of a carried document is the matter of its carrier's:
/// nearly all its pairs of characters are in it.
fn similar(carrier: &str, title: &str) -> bool {
    let carries = words::ISSUE_VERBS
        .iter()
        .chain(&["轉發", "批轉"])
        .any(|verb| carrier.contains(verb));
    if !carries {
        return false;
    }
    let chars: Vec<char> = title.chars().collect();
    let inside: FxHashSet<(char, char)> = carrier.chars().zip(carrier.chars().skip(1)).collect();
    let pairs = chars.windows(2).count();
    let hits = chars
        .windows(2)
        .filter(|pair| inside.contains(&(pair[0], pair[1])))
        .count();
    pairs >= 6 && hits * 10 >= pairs * 8
}

/// A title as it is compared: a carrier's title may leave out 的 and print
/// the marks of titles inside it otherwise.
fn plain(title: &str) -> String {
    title
        .chars()
        .filter(|&c| c != '的')
        .map(|c| match c {
            '〈' => '《',
            '〉' => '》',
            c => c,
        })
        .collect()
}

/// A title without the name of its place at its start.
fn without_place(title: &str) -> Option<&str> {
    let (at, c) = title
        .char_indices()
        .take(6)
        .find(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗'))?;
    let rest = &title[at + c.len_utf8()..];
    (rest.chars().count() >= 6).then_some(rest)
}
