//! Labels (牵头单位：) and the segments they and the separators make of a clause.

use super::lexicon::{LabelRole, lexicon};
use super::list::{DEEPEST, Name, Strict};
use super::marks::Kind;
use super::names;
use super::read::Reader;
use super::rules::{self, Rule};
use super::separate::open_tail;
use std::ops::Range;

/// A label: what it says of its list, and its words. Two labels may say the same
/// (责任领导, 责任人); the same label twice begins a new clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// What it says.
    pub role: LabelRole,
    /// The entry of the word list; empty for words that are none.
    pub name: &'static str,
}

impl Label {
    /// The label with these words: an entry, an entry whose level or rank is
    /// named before it (市级牵头单位, 主要协办单位), or leaders with their task and
    /// level (分管省领导, 牵头县级领导).
    fn find(words: &str) -> Option<Self> {
        let lex = lexicon();
        if let Some((name, &role)) = lex.labels.get_key_value(words) {
            return Some(Label { role, name });
        }
        if words.len() > LONGEST_QUALIFIED {
            return None;
        }
        let rest = &words[lex.qualifiers.of(words)?.len()..];
        if let Some((name, &role)) = lex.labels.get_key_value(rest) {
            // 主要责任, 具体分工: what only announces is not qualified.
            return (role != LabelRole::Head).then_some(Label { role, name });
        }
        let level = rest.strip_suffix("领导")?;
        let level = level.strip_suffix('级').unwrap_or(level);
        lex.levels.contains(level).then_some(Label {
            role: LabelRole::Person,
            name: "领导",
        })
    }
}

/// Bytes of the longest cell of units below its label.
const LONGEST_CELL: usize = 1200;

/// Bytes of the longest label with a qualifier.
const LONGEST_QUALIFIED: usize = 45;

/// One segment of a clause.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The label it begins with.
    pub label: Option<Label>,
    /// Its words after the label.
    pub words: Range<usize>,
    /// An ordering rule in a bracket after the label.
    pub rule: Option<Rule>,
    /// What stands before it; [`Kind::Enum`] where nothing or white space does.
    pub before: Kind,
    /// Where the next segment begins.
    pub next: usize,
}

/// Labels of fewer characters need a border before them.
const SHORTEST_UNBORDERED: usize = 4;

impl Reader<'_> {
    /// The segment that begins at `at`; `None` at the end. Over `lines` a
    /// paragraph break ends it, except inside a list that was wrapped.
    pub(super) fn segment(&self, at: usize, end: usize, lines: bool) -> Option<Segment> {
        if at >= end {
            return None;
        }
        let mut segment = Segment {
            label: None,
            words: at..end,
            rule: None,
            before: self.mark_before(at),
            next: end,
        };
        let mut floor = at;
        // Where the last name of a list begins; `None` before the first 、.
        let mut listed: Option<usize> = None;
        for (_, mark) in self.outer(at..end) {
            match mark.kind {
                Kind::Comma if lines && self.wrapped(mark.end()) => listed = Some(mark.end()),
                Kind::Comma | Kind::Semi | Kind::Stop => {
                    segment.words.end = mark.start();
                    segment.next = mark.end();
                    break;
                }
                Kind::Enum => listed = Some(mark.end()),
                Kind::Break
                    if lines && !listed.is_some_and(|from| self.is_torn(from..mark.start())) =>
                {
                    segment.words.end = mark.start();
                    segment.next = mark.end();
                    break;
                }
                Kind::Break => floor = mark.end(),
                Kind::Colon => {
                    let border = self.border(floor, mark.start());
                    if let Some((label, rule)) = self.label_in(border..mark.start()) {
                        if self.key(at..border).trim().is_empty() {
                            segment.label = Some(label);
                            segment.rule = rule;
                            segment.words.start = mark.end();
                            floor = mark.end();
                        } else {
                            segment.words.end = border;
                            segment.next = border;
                            break;
                        }
                    } else if segment.label.is_some() {
                        if let Some(start) = self.label_end(segment.words.start..mark.start()) {
                            segment.words.end = start;
                            segment.next = start;
                            break;
                        }
                    } else {
                        segment.label = Some(Label {
                            role: LabelRole::Head,
                            name: "",
                        });
                        segment.words.start = mark.end();
                        floor = mark.end();
                    }
                }
                _ => {}
            }
            if mark.kind != Kind::Enum && mark.kind != Kind::Comma {
                listed = None;
            }
        }
        if segment.label.is_none() {
            self.label_without_colon(&mut segment);
        }
        if lines
            && segment.label.is_none()
            && let Some(label) = Label::find(self.key(segment.words.clone()).trim())
            && let Some(below) = self.units_below(segment.words.end)
        {
            segment.label = Some(label);
            segment.next = (below.end + 1).min(end);
            segment.words = below;
        }
        Some(segment)
    }

    /// The line below a cell that is only a label, when it lists units: cells of
    /// a table, printed one a line.
    pub(super) fn units_below(&self, label_end: usize) -> Option<Range<usize>> {
        let rest = self.key(label_end..self.view().key().len());
        let rest = rest.strip_prefix('\n')?;
        let line = rest.split('\n').next().unwrap_or(rest);
        if line.is_empty() || line.len() > LONGEST_CELL {
            return None;
        }
        let start = label_end + 1;
        let range = start..start + line.len();
        let list = self.list(self.trim(range.clone()), Strict::Bracket, false, DEEPEST)?;
        let unit = |name: &Name| name.class == names::Class::Unit;
        (list.posts.is_empty() && list.names.iter().any(unit)).then_some(range)
    }

    /// A label followed by 为 (牵头单位为…), or by white space (责任单位 市教育局).
    fn label_without_colon(&self, segment: &mut Segment) {
        let text = self.key(segment.words.clone());
        let Some(label) = lexicon().label_starts.of(text) else {
            return;
        };
        // 第一责任单位为牵头单位 is a rule, no label with its list.
        if lexicon().needles.lead.is_in(text) && rules::read(text).is_some() {
            return;
        }
        let end = segment.words.start + label.len();
        let rest = &text[label.len()..];
        let is = ["为", "是", "系"].iter().find(|is| rest.starts_with(**is));
        let long = label.chars().count() >= SHORTEST_UNBORDERED;
        if let Some(is) = is
            && long
        {
            segment.label = Label::find(label);
            segment.words.start = end + is.len();
        } else if long && !rest.is_empty() && (self.view().gap_at(end) || names_follow(rest)) {
            segment.label = Label::find(label);
            segment.words.start = end;
        }
    }

    /// The label that `range` consists of, bullets aside, and the rule in a
    /// bracket after it.
    pub(super) fn label_in(&self, range: Range<usize>) -> Option<(Label, Option<Rule>)> {
        let text = self.key(range).trim();
        // A label has few characters of at most four bytes; a bracket after it
        // may add a rule.
        if text.is_empty() || text.len() > 240 {
            return None;
        }
        let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
        if let Some(label) = Label::find(text) {
            return Some((label, None));
        }
        let text: String = text
            .chars()
            .filter(|c| *c != '\n')
            .map(|c| match c {
                '(' => '（',
                ')' => '）',
                other => other,
            })
            .collect();
        if let Some(label) = Label::find(&text) {
            return Some((label, None));
        }
        let stem = names::stem(&text);
        Some((Label::find(stem)?, rules::read(&text[stem.len()..])))
    }

    /// Where a label begins that the words of `range` end in: 市教育局｜配合单位.
    fn label_end(&self, range: Range<usize>) -> Option<usize> {
        let label = lexicon().label_ends.of(self.key(range.clone()))?;
        (label.chars().count() >= SHORTEST_UNBORDERED).then_some(range.end - label.len())
    }

    /// The last border (white space) in `floor..end`, or `floor`.
    fn border(&self, floor: usize, end: usize) -> usize {
        self.view().gaps_in(floor..end).last().unwrap_or(floor)
    }

    /// Whether a list goes on in the next paragraph: nothing stands after its
    /// last separator, or a name that is none yet (市财|政局).
    fn is_torn(&self, last: Range<usize>) -> bool {
        let words = self.key(last).trim();
        words.is_empty() || !names::ends_like_unit(words) && open_tail(words).is_none()
    }

    /// Whether the line ends right at `at`: a list wrapped after a separator.
    fn wrapped(&self, at: usize) -> bool {
        let next = self.marks().within(at..at + 1).next();
        next.and_then(|i| self.marks().get(i))
            .is_some_and(|mark| mark.kind == Kind::Break)
    }

    /// What stands right before `at`.
    fn mark_before(&self, at: usize) -> Kind {
        let index = self.marks().within(0..at).end;
        index
            .checked_sub(1)
            .and_then(|i| self.marks().get(i))
            .filter(|mark| mark.end() == at)
            .map_or(Kind::Enum, |mark| mark.kind)
    }
}

/// 责任单位｜市教育局: whether a name begins right after a label, its colon lost.
fn names_follow(rest: &str) -> bool {
    let first = rest
        .split(['、', '，', ',', '；', ';'])
        .next()
        .unwrap_or(rest);
    names::begins_name(rest) && names::classify(first) == names::Class::Unit
}

#[cfg(test)]
mod tests {
    use super::super::known::Names;
    use super::super::view::View;
    use super::*;

    fn segments(text: &str, lines: bool) -> Vec<(Option<LabelRole>, String)> {
        let view = View::new(text);
        let names = Names::default();
        let reader = Reader::new(&view, &names);
        let end = view.words().len();
        let mut at = 0;
        let mut out = Vec::new();
        while let Some(segment) = reader.segment(at, end, lines) {
            assert!(segment.next > at, "{text}");
            at = segment.next;
            let role = segment.label.map(|label| label.role);
            out.push((role, reader.printed(segment.words)));
        }
        out
    }

    #[test]
    fn labels_cut_where_separators_are_lost() {
        let lead = Some(LabelRole::Lead);
        let support = Some(LabelRole::Support);
        let want = [
            (lead, "市教育局".to_owned()),
            (support, "市财政局".to_owned()),
        ];
        for text in [
            "牵头单位：市教育局，配合单位：市财政局",
            "牵头单位:市教育局 配合单位:市财政局",
            "牵头单位：市教育局配合单位：市财政局",
            "牵头单位为市教育局；配合单位为市财政局",
            "1.牵头单位：市教育局。配合单位：市财政局",
        ] {
            assert_eq!(segments(text, false), want, "{text}");
            assert_eq!(segments(text, true), want, "{text}");
        }
        let text = "牵头单位：市教育局\n配合单位：市财政局";
        assert_eq!(segments(text, false), want);
        assert_eq!(segments(text, true), want);
    }

    #[test]
    fn wrapped_lists_go_on_in_lines() {
        let got = segments("责任单位：市教育局、\n市财政局，\n市水利局\n后文", true);
        let words: Vec<&str> = got.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["市教育局、市财政局，市水利局", "后文"]);
        for (text, first) in [
            (
                "责任单位：市教育局、市财政局\n各级要密切配合",
                "市教育局、市财政局",
            ),
            (
                "责任单位：市教育局、市财政局等\n各级要密切配合",
                "市教育局、市财政局等",
            ),
            ("责任单位：市教育局、市财\n政局\n后文", "市教育局、市财政局"),
        ] {
            assert_eq!(segments(text, true)[0].1, first, "{text}");
        }
    }

    #[test]
    fn rules_after_a_label() {
        let view = View::new("责任单位（排在首位的为牵头单位）：市教育局");
        let names = Names::default();
        let reader = Reader::new(&view, &names);
        let segment = reader.segment(0, view.words().len(), false).expect("one");
        assert_eq!(
            segment.label.map(|label| label.role),
            Some(LabelRole::Responsible)
        );
        assert!(segment.rule.is_some());
    }
}
