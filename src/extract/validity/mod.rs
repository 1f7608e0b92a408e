//! From when to when a document is in force (施行、有效期), what it repeals
//! (废止), who interprets it (负责解释) and who explains it to the public
//! (负责解读).
//!
//! Only clauses about the document itself count: they begin with 本办法 and
//! its like, with the title of a carried document, or with nothing (自印发之日起
//! 施行). The validity of licences and the effect of other documents are not
//! its own. The clause of a carried document is preferred to one of the
//! carrying notice.
//!
//! Diagnostics: `validity/date-unreadable`, `validity/period-unreadable`,
//! `validity/several` (clauses that disagree), `validity/repeal-in-part` (an
//! article of a document, not the document), `validity/repeal-unclear`.

mod effect;
mod gap;
mod period;
mod repeal;
#[cfg(test)]
mod tests;
mod units;

use super::Subject;
use super::passage::{Brackets, Passage, pieces, squeezed, units as nodes};
use super::sieve::{Lists, Sifted};
use super::words::{WordList, document_kinds};
use crate::diag::Diagnostic;
use crate::notation::date::{self, Date};
use crate::record::{Effective, Repeal};
use crate::structure::Node;
use crate::text::LineRanges;
use std::ops::Range;
use std::sync::OnceLock;

/// Bytes looked back from a verb: three hundred characters, enough for dates,
/// periods and the list of units before 负责解释.
const MAX_BACK: usize = 900;

/// What a notice says about its own force, with the lines that say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validity {
    /// From when to when it is in force.
    pub effective: Option<Effective>,
    /// Lines of the clause.
    pub effective_lines: LineRanges,
    /// Documents it repeals, in reading order, each once.
    pub repeals: Vec<Repeal>,
    /// Who interprets it (负责解释).
    pub interpreting: Vec<String>,
    /// Lines of that clause.
    pub interpreting_lines: LineRanges,
    /// Who explains it to the public (负责解读).
    pub explaining: Vec<String>,
    /// Lines of that clause.
    pub explaining_lines: LineRanges,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a notice and the documents it carries.
pub fn extract(subject: &Subject) -> Validity {
    let mut out = Validity::default();
    let own = Own::new(subject);
    let mut effects = effect::Effects::default();
    let mut repeals = repeal::Repeals::default();
    let carried = subject.enclosures.iter().map(|carried| carried.body);
    let mut sifted = Sifted::new(subject);
    for (part, body) in std::iter::once(subject.body).chain(carried).enumerate() {
        for node in nodes(body) {
            let lists = sifted.next();
            let listed = repeals.in_list();
            let said = || lists.any(Lists::FORCE) && triggers(node.text.text());
            if !listed && !said() {
                continue;
            }
            let passage = Passage::sifted(&node.text, lists);
            read(part, &passage, &own, &mut effects, &mut repeals, &mut out);
        }
        repeals.leave_list();
    }
    for carried in subject.enclosures {
        repeals.of_directory(carried, &mut out.diagnostics);
    }
    if let Some(title) = subject.title {
        repeals.of_title(title);
    }
    out.repeals = repeals.finish();
    let issued = subject.date.and_then(date::whole);
    effects.choose(issued, &mut out);
    out
}

/// Reads one passage, sentence by sentence.
fn read(
    part: usize,
    passage: &Passage,
    own: &Own,
    effects: &mut effect::Effects,
    repeals: &mut repeal::Repeals,
    out: &mut Validity,
) {
    let text = passage.text();
    let brackets = Brackets::of(text);
    let ends = |c, _| matches!(c, '。' | '；' | ';' | '！' | '\n');
    let sentences = pieces(text, 0..text.len(), &brackets, ends);
    repeals.read(passage, &sentences, &mut out.diagnostics);
    for (range, _) in sentences {
        let sentence = Sentence::new(passage, range, &brackets);
        effects.read(part, &sentence, own, &mut out.diagnostics);
        units::read(&sentence, out);
    }
}

/// One sentence and its clauses.
struct Sentence<'p, 'a> {
    passage: &'p Passage<'a>,
    /// Bytes of the sentence without its label (第十条, 八、).
    range: Range<usize>,
    /// Clauses, cut at ，.
    clauses: Vec<Range<usize>>,
}

impl<'p, 'a> Sentence<'p, 'a> {
    fn new(passage: &'p Passage<'a>, range: Range<usize>, brackets: &Brackets) -> Self {
        let text = passage.text();
        let words = text.get(range.clone()).unwrap_or_default();
        let start = range.start + label_len(words);
        let range = start..range.end;
        let clauses = pieces(text, range.clone(), brackets, |c, _| {
            matches!(c, '，' | ',')
        })
        .into_iter()
        .map(|(range, _)| range)
        .collect();
        Sentence {
            passage,
            range,
            clauses,
        }
    }

    fn words(&self, range: Range<usize>) -> &'p str {
        self.passage.text().get(range).unwrap_or_default()
    }

    fn printed(&self, range: Range<usize>) -> &'p str {
        self.passage.printed().get(range).unwrap_or_default()
    }

    /// A byte of the sentence not far before `at`: what a clause needs to be
    /// judged stands closer.
    fn back(&self, at: usize) -> usize {
        let text = self.passage.text();
        let mut low = at.saturating_sub(MAX_BACK).max(self.range.start).min(at);
        while low < at && !text.is_char_boundary(low) {
            low += 1;
        }
        low
    }

    fn lines(&self) -> LineRanges {
        self.passage.lines(self.range.clone())
    }

    /// The clause a byte lies in.
    fn clause_at(&self, at: usize) -> Option<Range<usize>> {
        let next = self.clauses.partition_point(|clause| clause.start <= at);
        self.clauses.get(next.checked_sub(1)?).cloned()
    }
}

/// Bytes of a label at the start of a sentence: `第十条`, `八、`, `（三）`, `2.`.
fn label_len(words: &str) -> usize {
    let numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c);
    let bare = words.trim_start_matches(['第', '（', '(']);
    let opened = words.len() - bare.len();
    let rest = bare.trim_start_matches(numeral);
    let counted = bare.len() - rest.len();
    if counted == 0 || opened > 3 || counted > 24 {
        return 0;
    }
    let closing = match words.chars().next() {
        Some('第') => rest.strip_prefix('条'),
        Some('（' | '(') => rest.strip_prefix(['）', ')']),
        _ => rest.strip_prefix(['、', '.', '．']),
    };
    closing.map_or(0, |closing| words.len() - closing.len())
}

/// How the document speaks of itself and of what it carries.
struct Own {
    titles: Vec<String>,
}

impl Own {
    fn new(subject: &Subject) -> Self {
        let carried = subject
            .enclosures
            .iter()
            .filter_map(|carried| carried.title);
        Own {
            titles: carried
                .chain(subject.title)
                .map(squeezed)
                .take(32)
                .collect(),
        }
    }

    /// Whether `words` are the subject of a clause about the document itself:
    /// 本办法, 以上措施, 《its title》.
    fn is_subject(&self, words: &str) -> bool {
        if let Some(rest) = words.strip_prefix('本') {
            let rest = super::ending::without_bracket(rest);
            return own_kind(rest).is_some_and(|length| length == rest.len());
        }
        if let Some(title) = words
            .strip_prefix('《')
            .and_then(|rest| rest.strip_suffix('》'))
        {
            let bare = document_kinds().has(title);
            return self.titles.iter().any(|own| {
                own == title
                    || own.ends_with(title) && (bare || title.len() > 12)
                    || own.contains(title) && title.len() > 18
            });
        }
        ["以上", "上述", "前款"]
            .iter()
            .any(|word| words.starts_with(word))
            && words.chars().count() <= 8
    }
}

/// Bytes of a kind of document at the start of `words`, behind at most four
/// characters that qualify it: 实施细则, 若干措施.
fn own_kind(words: &str) -> Option<usize> {
    const OTHERS: [&str; 12] = [
        "市",
        "省",
        "县",
        "区",
        "级",
        "单位",
        "人",
        "部门",
        "行政区",
        "地区",
        "届",
        "年",
    ];
    if OTHERS.iter().any(|other| words.starts_with(other)) {
        return None;
    }
    let end = words
        .char_indices()
        .nth(9)
        .map_or(words.len(), |(at, _)| at);
    let head = words.get(..end)?;
    let (range, _) = document_kinds()
        .find(head)
        .take_while(|(range, _)| range.start <= 12)
        .last()?;
    Some(range.end)
}

/// Words of the clauses read here.
pub(super) const TRIGGERS: [&str; 22] = [
    "日起",
    "月起",
    "日后",
    "月后",
    "施行",
    "试行",
    "有效期",
    "期限",
    "废止",
    "廢止",
    "失效",
    "停止执行",
    "停止使用",
    "不再执行",
    "不再有效",
    "终止执行",
    "停止施行",
    "停止实施",
    "解释",
    "解釋",
    "解读",
    "解讀",
];

/// Whether a text may hold one of the clauses.
fn triggers(text: &str) -> bool {
    static FINDER: OnceLock<WordList> = OnceLock::new();
    FINDER.get_or_init(|| WordList::new(TRIGGERS)).within(text)
}

/// Nodes of a carried document, for the parts that read them again.
fn nodes_of(body: &[Node]) -> impl Iterator<Item = &Node> {
    nodes(body)
}

/// A word list of one kind from the file of this room.
fn words_of(kind: &str) -> WordList {
    super::words::of_kind(include_str!("../data/validity_words.txt"), kind)
}

/// A date at the end of `words`: where it begins, and the date.
fn date_at_end(words: &str) -> Option<(usize, Date)> {
    // A date takes at most 16 characters; more is not looked at.
    let from = words.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let tail = words.get(from..)?;
    let (range, date) = date::find(tail).pop()?;
    (range.end == tail.len()).then_some((from + range.start, date))
}
