//! Which documents are repealed: 《…》同时废止, 决定废止《…》, lists below a
//! sentence that says so, and directories of repealed documents.

use super::gap::{Filler, amends, filler, is_link, tells_history};
use super::{nodes_of, words_of};
use crate::diag::Diagnostic;
use crate::extract::Carried;
use crate::extract::citation::{Mention, mentions};
use crate::extract::passage::{Passage, squeezed};
use crate::extract::words::WordList;
use crate::notation::docnumber;
use crate::record::Repeal;
use crate::text::Joined;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

pub(super) struct Words {
    repeal: WordList,
    pub manner: WordList,
    basis: WordList,
}

pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words {
        repeal: words_of("repeal"),
        manner: words_of("manner"),
        basis: words_of("basis"),
    })
}

/// Repeals of a notice, each document once.
#[derive(Debug, Default)]
pub(super) struct Repeals {
    found: Vec<Repeal>,
    seen: HashSet<(Option<String>, Option<String>)>,
    titles: HashSet<String>,
    listed: bool,
}

impl Repeals {
    /// Whether rows below a sentence such as 对下列文件予以废止： are awaited.
    pub(super) fn in_list(&self) -> bool {
        self.listed
    }

    /// Ends a list with its text.
    pub(super) fn leave_list(&mut self) {
        self.listed = false;
    }

    /// The repeals in order.
    pub(super) fn finish(self) -> Vec<Repeal> {
        self.found
    }

    fn add(&mut self, title: Option<String>, number: Option<String>) {
        let key = (title.as_deref().map(squeezed), number.clone());
        if key.0.is_none() && key.1.is_none() || !self.seen.insert(key.clone()) {
            return;
        }
        self.titles.extend(key.0);
        self.found.push(Repeal {
            title,
            document_number: number,
        });
    }

    fn add_mention(&mut self, mention: &Mention) {
        let number = mention.number.as_ref().map(|number| number.text.clone());
        self.add(mention.title.clone(), number);
    }

    /// Reads the sentences of one passage.
    pub(super) fn read(
        &mut self,
        passage: &Passage,
        sentences: &[(Range<usize>, char)],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let text = passage.text();
        let verbs: Vec<Range<usize>> = words().repeal.find(text).map(|(at, _)| at).collect();
        if verbs.is_empty() && !self.listed {
            return;
        }
        let found = mentions(passage);
        if self.listed {
            self.row(text, passage.printed(), &found.list);
        }
        if verbs.is_empty() {
            return;
        }
        for (sentence, _) in sentences {
            let first = verbs.partition_point(|verb| verb.start < sentence.start);
            let last = verbs.partition_point(|verb| verb.start < sentence.end);
            let cited = within(&found.list, sentence);
            for verb in verbs.get(first..last).unwrap_or_default() {
                let before = cited.partition_point(|m| m.whole.start <= verb.start);
                let inside = before
                    .checked_sub(1)
                    .and_then(|last| cited.get(last))
                    .is_some_and(|m| verb.end <= m.whole.end);
                if inside {
                    continue;
                }
                let named = cited.len();
                let said = self
                    .behind(text, sentence, cited, verb)
                    .or_else(|| self.ahead(text, sentence, cited, verb));
                let remark = match said {
                    Some(Said::Whole) => None,
                    Some(Said::Part) => Some((
                        "repeal-in-part",
                        "an article or a part of a document ends; the document stays",
                    )),
                    None if found.unclosed.iter().any(|at| sentence.contains(at)) => Some((
                        "repeal-unclear",
                        "a document is repealed whose title is not closed",
                    )),
                    None if named > 0 && is_act(text, verb) => {
                        Some(("repeal-unclear", "a repeal whose document cannot be told"))
                    }
                    None => None,
                };
                if let Some((code, message)) = remark {
                    diagnostics.push(Diagnostic::note(
                        &format!("validity/{code}"),
                        message,
                        passage.lines(sentence.clone()),
                    ));
                }
            }
        }
        let opens_list = text.trim_end().ends_with(['：', ':'])
            && (found.list.is_empty() || text.contains('件'))
            && verbs
                .last()
                .is_some_and(|verb| is_act(text, verb) || announces_list(text, verb));
        self.listed |= opens_list;
    }

    /// A row of a list: nothing but a document.
    fn row(&mut self, text: &str, printed: &str, list: &[Mention]) {
        let row = text.trim_end_matches(['；', '。', ';', '.', '\n']);
        let start = super::label_len(row);
        match list {
            [only] if only.whole.start <= start && only.whole.end == row.len() => {
                self.add_mention(only);
            }
            [] if row.len() <= start => {}
            _ => match listed_document(printed) {
                Some((title, number)) => self.add(Some(title), Some(number)),
                None => self.listed = false,
            },
        }
    }

    /// `《甲》（…）、《乙》同时废止`.
    fn behind(
        &mut self,
        text: &str,
        sentence: &Range<usize>,
        cited: &[Mention],
        verb: &Range<usize>,
    ) -> Option<Said> {
        let last = cited
            .partition_point(|m| m.whole.end <= verb.start)
            .checked_sub(1)?;
        let gap = text.get(cited.get(last)?.whole.end..verb.start)?;
        match filler(gap) {
            Filler::Whole => {}
            Filler::Part => return Some(Said::Part),
            Filler::Else => return None,
        }
        if !ends(text.get(verb.end..sentence.end)?) {
            return None;
        }
        let mut first = last;
        let mut comma = None;
        // Acts that amended a document of the list: they stay.
        let mut amending = Vec::new();
        while let Some(previous) = first.checked_sub(1) {
            let link = text.get(cited.get(previous)?.whole.end..cited.get(first)?.whole.start)?;
            if amends(link) {
                amending.push(previous);
            } else if !(is_link(link) || tells_history(link, amending.last() == Some(&first))) {
                // 市人民政府第3号令 inside the history of a document.
                let Some(titled) = titled_before(cited, previous) else {
                    break;
                };
                let link = text.get(cited.get(titled)?.whole.end..cited.get(first)?.whole.start);
                if !link.is_some_and(|link| tells_history(link, amending.last() == Some(&first))) {
                    break;
                }
                amending.extend(titled + 1..first);
                first = titled;
                continue;
            }
            if link.contains(['，', ',']) && comma.is_none() {
                comma = Some(first);
            }
            first = previous;
        }
        // 根据《甲》，《乙》同时废止: what the first words rest on is kept.
        let lead = text.get(sentence.start..cited.get(first)?.whole.start)?;
        if words().basis.end(lead).is_some() {
            first = comma?;
        }
        for (index, mention) in cited.get(first..=last)?.iter().enumerate() {
            if !amending.contains(&(first + index)) {
                self.add_mention(mention);
            }
        }
        Some(Said::Whole)
    }

    /// `决定废止《甲》（…）、《乙》`.
    fn ahead(
        &mut self,
        text: &str,
        sentence: &Range<usize>,
        cited: &[Mention],
        verb: &Range<usize>,
    ) -> Option<Said> {
        if !is_act(text, verb) {
            return None;
        }
        let first = cited.partition_point(|m| m.whole.start < verb.end);
        let gap = text.get(verb.end..cited.get(first)?.whole.start)?;
        let gap = gap.trim_start_matches(['原', '了', '：', ':']);
        if !(gap.is_empty() || words().manner.has(gap)) {
            return None;
        }
        let mut last = first;
        while let Some(next) = cited.get(last + 1) {
            if !is_link(text.get(cited.get(last)?.whole.end..next.whole.start)?) {
                break;
            }
            last += 1;
        }
        let after = text.get(cited.get(last)?.whole.end..sentence.end)?;
        if after.starts_with('的') {
            return None;
        }
        for mention in cited.get(first..=last)? {
            self.add_mention(mention);
        }
        Some(Said::Whole)
    }

    /// A directory of repealed documents, one a row: `关于…的通知（某政发〔2001〕3号）`.
    pub(super) fn of_directory(&mut self, carried: &Carried, diagnostics: &mut Vec<Diagnostic>) {
        let title = carried.title.unwrap_or_default();
        if !words().repeal.within(title) || kept(title) {
            return;
        }
        for node in nodes_of(carried.body) {
            let mut start = 0;
            for line in node.text.text().split_inclusive('\n') {
                let row = Passage::row(&node.text, start..start + line.len());
                start += line.len();
                self.directory_row(&row, diagnostics);
            }
        }
    }

    fn directory_row(&mut self, row: &Passage, diagnostics: &mut Vec<Diagnostic>) {
        let printed = row.printed();
        let printed = printed.trim_end_matches(['；', '。', ';', '.', '\n']);
        let Some((range, number)) = docnumber::find(printed).pop() else {
            if let [only] = mentions(row).list.as_slice() {
                self.add_mention(only);
            }
            return;
        };
        let title = printed
            .get(super::label_len(printed)..range.start)
            .unwrap_or_default();
        let title = title.trim_end_matches(['（', '(', '〔', '［', '[']);
        let title = title.strip_prefix('《').unwrap_or(title);
        let title = title.strip_suffix('》').unwrap_or(title);
        if title.len() > 600 || title.contains(['《', '》']) {
            diagnostics.push(Diagnostic::note(
                "validity/repeal-unclear",
                "a row of a directory of repealed documents that could not be read",
                row.lines(0..row.printed().len()),
            ));
            return;
        }
        self.add(
            (!title.is_empty()).then(|| title.to_owned()),
            Some(number.text),
        );
    }

    /// A notice whose title is 关于废止《甲》的通知.
    pub(super) fn of_title(&mut self, title: &str) {
        let Some(verb) = words().repeal.find(title).next().map(|(at, _)| at) else {
            return;
        };
        let joined = Joined::plain(title);
        let passage = Passage::new(&joined);
        let text = passage.text();
        let list = mentions(&passage).list;
        let mut end = verb.end;
        for mention in &list {
            let link = text.get(end..mention.whole.start);
            if !link.is_some_and(|link| link.is_empty() || is_link(link)) {
                break;
            }
            let named = mention.title.as_deref().map(squeezed);
            if named.is_some_and(|named| !self.titles.contains(&named)) {
                self.add_mention(mention);
            }
            end = mention.whole.end;
        }
    }
}

/// A document without title marks in a list: `1.某县人民政府关于…的决定（某发〔1995〕8号）`.
fn listed_document(printed: &str) -> Option<(String, String)> {
    let row = printed.trim_end_matches(['；', '。', ';', '.', '\n']);
    let (range, number) = docnumber::find(row).pop()?;
    let behind = row.get(range.end..)?;
    let title = row.get(super::label_len(row)..range.start)?;
    let title = title.strip_suffix(['（', '(', '〔', '［', '['])?;
    let open = title.matches('《').count();
    let whole = title.contains("关于")
        && title.len() <= 600
        && !title.starts_with('《')
        && !title.contains(['。', '；'])
        && open == title.matches('》').count();
    let closed = behind.chars().count() == 1 && behind.ends_with(['）', ')', '〕', '］', ']']);
    (whole && closed).then(|| (title.to_owned(), number.text))
}

/// How much of a document a clause repeals.
enum Said {
    Whole,
    Part,
}

/// The nearest document with a title before one that has none.
fn titled_before(cited: &[Mention], at: usize) -> Option<usize> {
    if cited.get(at)?.title.is_some() {
        return None;
    }
    cited
        .get(..at)?
        .iter()
        .rposition(|mention| mention.title.is_some())
}

/// Whether a verb does what it says: not 已废止, 不得废止, 废止前, 废止的.
fn is_act(text: &str, verb: &Range<usize>) -> bool {
    let before = text.get(..verb.start).unwrap_or_default();
    let said = [
        "已", "已经", "未", "不得", "不予", "尚未", "曾", "被", "拟", "可", "可以", "建议", "提出",
        "到",
    ];
    let after = text.get(verb.end..).unwrap_or_default();
    !said.iter().any(|word| before.ends_with(word)) && !qualifies(after)
}

/// 现将废止的文件公布如下：: the list below is what the text repeals.
fn announces_list(text: &str, verb: &Range<usize>) -> bool {
    let before = text.get(..verb.start).unwrap_or_default();
    let after = text.get(verb.end..).unwrap_or_default();
    let clause = before.rsplit(['。', '；', '，']).next().unwrap_or_default();
    after.starts_with('的')
        && ["如下", "公布", "目录", "名单"]
            .iter()
            .any(|word| after.contains(word))
        && ["现将", "现对", "决定", "将"]
            .iter()
            .any(|word| clause.contains(word))
        && !["拟", "建议", "已"]
            .iter()
            .any(|word| clause.contains(word))
}

/// Whether the words behind a verb turn it into a time or an attribute.
fn qualifies(after: &str) -> bool {
    [
        "的", "前", "后", "之前", "之后", "之日", "情况", "程序", "工作", "退出",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}

/// Whether the clause ends behind the verb.
fn ends(after: &str) -> bool {
    after.is_empty()
        || after.starts_with([
            '，', '。', '；', '、', '）', ',', '.', ';', ')', '\n', '和', '或', '：',
        ])
        || ["并", "，", "不再", "使用"]
            .iter()
            .any(|word| after.starts_with(word))
}

/// Whether a directory also, or only, lists documents that stay.
fn kept(title: &str) -> bool {
    ["继续有效", "保留", "修改", "拟"]
        .iter()
        .any(|word| title.contains(word))
}

/// The mentions that lie in a sentence.
fn within<'m>(list: &'m [Mention], sentence: &Range<usize>) -> &'m [Mention] {
    let first = list.partition_point(|mention| mention.whole.start < sentence.start);
    let last = list.partition_point(|mention| mention.whole.start < sentence.end);
    list.get(first..last).unwrap_or_default()
}
