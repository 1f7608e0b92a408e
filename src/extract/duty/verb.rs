//! Verbs (牵头, 负责, 会同, 配合): which one decides a segment, what follows it,
//! and when it is no duty (负责人, 负责解释, 对…负责).

use super::lexicon::{Place, Verb, VerbRole, lexicon};
use super::list::{List, Strict};
use super::literals::Literals;
use super::names::{self, Class, classify};
use super::read::Reader;
use super::separate::open_tail;
use std::ops::Range;

/// What a segment says: a list and what it does.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The units before the verb; all of them where there is none.
    pub list: List,
    /// What they do.
    pub verb: Option<VerbRole>,
    /// The units after 会同.
    pub with: Option<List>,
    /// What follows after 、 and says something of its own: X牵头、Y配合.
    pub rest: Option<Range<usize>>,
    /// Where the list begins.
    pub start: usize,
    /// Whether 由 stands before the list.
    pub by: bool,
}

/// Bytes after which a name before other words is no longer looked for.
pub(super) const LONGEST_NAME: usize = 180;
/// Weak verbs tried in one segment.
const WEAK_TRIES: usize = 4;

/// A verb found in a segment.
#[derive(Debug, Clone)]
struct Hit {
    verb: &'static Verb,
    range: Range<usize>,
}

impl Hit {
    /// 按职责分工, which is a verb only where no other follows.
    fn shares(&self) -> bool {
        self.verb.share
    }
}

impl Reader<'_> {
    /// Whether a strong verb decides in a text of this kind. In sentences
    /// 各负其责, 职责分工 and 主办 are commonplace and say nothing.
    fn decides(&self, hit: &Hit, strict: Strict) -> bool {
        strict != Strict::Sentence || !hit.verb.clause
    }

    /// Reads one segment: list, verb, what follows. `None` where it is neither
    /// a list nor a list with a verb. `joined`: the segment follows a verb and
    /// 、, so that 的 after its verb does not speak against it.
    pub(super) fn said(
        &self,
        range: Range<usize>,
        strict: Strict,
        cut: bool,
        joined: bool,
        depth: u8,
    ) -> Option<Said> {
        let hits = self.hits(range.clone(), joined);
        let strong = |hit: &&Hit| hit.verb.s && self.decides(hit, strict);
        if let Some(hit) = hits.iter().find(|hit| strong(hit) && !hit.shares()) {
            let said = self.with_verb(range.clone(), hit, &hits, strict, depth);
            if said.is_some() || !hits.iter().any(|hit| hit.shares()) {
                return said;
            }
        }
        if let Some(hit) = hits.iter().find(|hit| strong(hit) && hit.shares()) {
            return self.with_verb(range, hit, &hits, strict, depth);
        }
        // 责任单位：X、Y根据各自职责分别组织实施: a label's list may end in any verb.
        let last = range.start + self.key(range.clone()).trim_end().len();
        let ends = |hit: &&Hit| {
            // 抓好落实: verbs in a row.
            let end = hits.iter().fold(hit.range.end, |end, next| {
                if next.range.start == end {
                    next.range.end
                } else {
                    end
                }
            });
            strict == Strict::Bracket || end == last
        };
        if strict != Strict::Sentence {
            for hit in hits.iter().filter(ends).take(WEAK_TRIES) {
                let said = self.with_verb(range.clone(), hit, &hits, strict, depth);
                if let Some(said) = said
                    && said
                        .list
                        .names
                        .last()
                        .is_some_and(|name| matches!(name.class, Class::Unit | Class::Loose))
                {
                    return Some(said);
                }
            }
        }
        // A sentence needs a verb; a list alone is none.
        if strict == Strict::Sentence {
            return None;
        }
        let start = self.after_lead_in(range.clone());
        let list = self.list(start..range.end, strict, cut, depth)?;
        let empty = list.is_empty() && list.rule.is_none() && list.deadline.is_none();
        (!empty || strict == Strict::Label).then_some(Said {
            list,
            start,
            ..Said::default()
        })
    }

    /// The verbs of `range` outside brackets and quotations, guards checked.
    fn hits(&self, range: Range<usize>, joined: bool) -> Vec<Hit> {
        let lex = lexicon();
        let text = self.key(range.clone());
        let mut found = lex.verb_finder.find(text).peekable();
        if found.peek().is_none() {
            return Vec::new();
        }
        let mut hits = Vec::with_capacity(4);
        let mut inside = self.shut(range.clone()).into_iter().peekable();
        for (verb, found) in found {
            let at = range.start + found.start..range.start + found.end;
            while inside.peek().is_some_and(|group| group.end <= at.start) {
                inside.next();
            }
            if inside.peek().is_some_and(|group| group.start <= at.start) {
                continue;
            }
            let Some(verb) = lex.verbs.get(verb) else {
                continue;
            };
            let after = &text[found.end..];
            // 建立市教育局牵头的协调机制: who leads it is told all the same.
            let of =
                |word: &str| word == "的" && (joined || verb.r == VerbRole::Lead && founded(after));
            let guarded = verb
                .not
                .iter()
                .any(|word| after.starts_with(word.as_str()) && !of(word))
                || verb
                    .not_after
                    .iter()
                    .any(|word| text[..found.start].ends_with(word.as_str()));
            if !guarded {
                hits.push(Hit { verb, range: at });
            }
        }
        hits
    }

    /// Reads a segment around its deciding verb.
    fn with_verb(
        &self,
        range: Range<usize>,
        hit: &Hit,
        hits: &[Hit],
        strict: Strict,
        depth: u8,
    ) -> Option<Said> {
        let left_end = self.before_adverbs(range.start, hit.range.start, hit.shares());
        let (start, by) = self.list_start(range.start..left_end)?;
        let start = match hit.verb.r {
            VerbRole::With if !by => self.after_words(start..left_end, &lexicon().through),
            VerbRole::Lead if !by && self.founds(hit, range.end) => {
                self.after_words(start..left_end, &lexicon().founders)
            }
            VerbRole::Lead if !by => self.after_words(start..left_end, &lexicon().through_any),
            _ => start,
        };
        let list = if start >= left_end {
            List::default()
        } else if let Some(list) = self.list(start..left_end, strict, false, depth) {
            list
        } else if strict == Strict::Sentence && hit.verb.r == VerbRole::With {
            // 出租方在出租前必须会同…, 由市住建局根据意向会同…: other words stand
            // before the verb.
            self.topic_in(start..left_end, true)?
        } else {
            return None;
        };
        let tail = hit.range.end..range.end;
        // 市教育局会同市财政局负责解释: the object of the last verb.
        let last = hits.last().map_or(hit.range.end, |last| last.range.end);
        let with = hit.verb.r == VerbRole::With;
        if self.no_duty(range.start..start, tail.clone(), strict, with)
            || hit.verb.r == VerbRole::With && self.explains(last.max(tail.start)..tail.end)
        {
            return None;
        }
        let mut said = Said {
            verb: Some(hit.verb.r),
            list,
            with: None,
            rest: None,
            start,
            by,
        };
        let mut end = hit.range.end;
        // Verbs in a row: 负责牵头, 牵头会同, 配合落实.
        for next in hits {
            if next.range.start < end {
                continue;
            }
            if self.before_adverbs(end, next.range.start, next.shares()) != end {
                break;
            }
            match (said.verb, next.verb.r) {
                (Some(VerbRole::Neutral), VerbRole::Lead) => said.verb = Some(VerbRole::Lead),
                (_, VerbRole::With) => break,
                _ => {}
            }
            end = next.range.end;
        }
        let with = hits
            .iter()
            .find(|next| next.verb.r == VerbRole::With && next.range.start >= hit.range.start);
        // Whoever the companions are, 市教育局会同… leads.
        let sure = !said.list.names.is_empty()
            && said.list.names.iter().all(|name| name.class == Class::Unit);
        if let Some(with) = with
            && matches!(
                said.verb,
                Some(VerbRole::Lead | VerbRole::With | VerbRole::Neutral)
            )
        {
            said.with = self.companions(with.range.end..range.end, depth);
            if said.with.is_some() {
                said.verb = Some(VerbRole::Lead);
            } else if hit.verb.r == VerbRole::With
                && (strict != Strict::Sentence
                    || !sure
                    || self.in_general(with.range.end..range.end))
            {
                return None;
            }
        }
        if let Some(after) = self.key(end..range.end).strip_prefix(['、', '､', '﹑']) {
            let rest = range.end - after.len()..range.end;
            // 政府统筹、企业负责、社会共治: a principle.
            if strict == Strict::Sentence && self.hits(rest.clone(), true).is_empty() {
                return None;
            }
            said.rest = Some(rest);
        }
        Some(said)
    }

    /// Whether what a verb says is who leads something that is set up: 建立｜市教育
    /// 局牵头、市财政局参与的机制.
    fn founds(&self, hit: &Hit, end: usize) -> bool {
        let tail = self.key(hit.range.end..end);
        founded(tail) || tail.find('的').is_some_and(|at| founded(&tail[at..]))
    }

    /// `range` after the last of `words` in it that a name follows; its start
    /// where there is none.
    fn after_words(&self, range: Range<usize>, words: &Literals) -> usize {
        let text = self.key(range.clone());
        let found = words.find(text).map(|(_, found)| found);
        let named = |found: &Range<usize>| {
            let rest = &text[found.end..];
            let rest = &rest[..rest.floor_char_boundary(LONGEST_NAME)];
            // 经 alone may be part of a word (市经信局).
            if found.len() == '经'.len_utf8() && !names::begins_name(rest) {
                return false;
            }
            let name = rest.split('、').next().unwrap_or(rest);
            let name = open_tail(name).map_or(name, |(head, _)| head);
            let class = classify(name);
            class == Class::Unit || class == Class::Bare && rest.len() > name.len()
        };
        range.start + found.filter(named).last().map_or(0, |found| found.end)
    }

    /// Whether the words after a verb are an object that makes it no duty.
    fn explains(&self, tail: Range<usize>) -> bool {
        let tail = self.key(tail).trim();
        let objects = &lexicon().objects;
        (tail.contains("解释") || tail.contains("解读"))
            && objects
                .iter()
                .any(|object| object.p == Place::Start && tail.starts_with(&object.t))
    }

    /// Whether the words around a verb make it no duty.
    ///
    /// What follows 会同 begins with its companions, who may be described
    /// (会同负责侨务工作的部门) without making it none.
    fn no_duty(
        &self,
        before: Range<usize>,
        tail: Range<usize>,
        strict: Strict,
        with: bool,
    ) -> bool {
        if before.is_empty() && tail.is_empty() {
            return false;
        }
        let lex = lexicon();
        let before = self.key(before);
        let tail = self.key(tail).trim();
        // 解释 or 解读 is in all of the objects.
        let near = |text: &str| text.contains("解释") || text.contains("解读");
        let explains = (near(tail) || near(before))
            && lex.objects.iter().any(|object| match object.p {
                Place::Start => tail.starts_with(&object.t),
                Place::End => tail.ends_with(&object.t),
                Place::Before => !before.is_empty() && before.contains(&object.t),
            });
        let attribute = lex
            .attributes
            .of(tail)
            .is_some_and(|verb| tail[verb.len()..].starts_with('的'));
        // 由保险公司负责理赔的，: a condition, no duty.
        let condition = strict == Strict::Sentence && tail.ends_with('的');
        let described = strict == Strict::Sentence && !with && describes(tail);
        explains || attribute || condition || described
    }

    /// 会同责任单位: whoever holds a role, and so nobody.
    fn in_general(&self, range: Range<usize>) -> bool {
        let text = self.key(range);
        let text = text.strip_prefix(['各', '其']).unwrap_or(text);
        lexicon().label_starts.of(text).is_some()
    }
}

/// Characters between 牵头的 and the noun of what is set up.
const LONGEST_FOUNDED: usize = 24;

/// 牵头｜的协调机制: whether the words after a verb make its units the founders of
/// a mechanism.
fn founded(after: &str) -> bool {
    let Some(rest) = after.strip_prefix('的') else {
        return false;
    };
    let end = rest
        .char_indices()
        .nth(LONGEST_FOUNDED)
        .map_or(rest.len(), |(at, _)| at);
    let stop = |c: char| matches!(c, '，' | ',' | '。' | '；' | ';' | '、' | '\n');
    let near = rest[..end].split(stop).next().unwrap_or_default();
    lexicon().mechanisms.any_in(near)
}

/// Characters in which a body is described by what it does, and of its name.
const LONGEST_DESCRIPTION: usize = 24;
const LONGEST_DESCRIBED: usize = 12;

/// 县政府｜负责｜水利工作的部门应当…: whether the words after the verb describe a
/// part of the body before it, or a person, instead of saying what it does.
fn describes(tail: &str) -> bool {
    let lex = lexicon();
    let nth = |text: &str, n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let near = &tail[..nth(tail, LONGEST_DESCRIPTION)];
    if near.contains("的副") || near.contains("工作副") {
        return true;
    }
    near.match_indices('的').any(|(at, word)| {
        let rest = &tail[at + word.len()..];
        let reach = nth(rest, LONGEST_DESCRIBED);
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        ends.skip(2).take_while(|&end| end <= reach).any(|end| {
            let (name, after) = rest.split_at(end);
            let person = name.ends_with("人员") || name.ends_with("同志");
            let body = lex.collective_ends.of(name).is_some() && !name.ends_with("组织");
            let told = after.is_empty()
                || after.starts_with(['和', '或', '、', '未', '有'])
                || lex.topics.of(after).is_some();
            // 参保的人员申报: what the person does is the object of the duty.
            person && told || body && (told || lex.after.of(after).is_some())
        })
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::known::Names;
    use super::super::view::View;
    use super::*;

    /// The list, the verb and the companions of a text that is one segment.
    pub(in crate::extract::duty) fn read(
        text: &str,
        strict: Strict,
    ) -> Option<(Vec<String>, Option<VerbRole>, Vec<String>)> {
        let view = View::new(text);
        let names = Names::default();
        let reader = Reader::new(&view, &names);
        let said = reader.said(0..view.words().len(), strict, false, false, 0)?;
        let names = |list: List| list.names.into_iter().map(|n| n.text).collect();
        Some((
            names(said.list),
            said.verb,
            said.with.map(names).unwrap_or_default(),
        ))
    }

    #[test]
    fn companions_end_before_what_they_do() {
        for (text, with) in [
            ("市教育局会同市财政局研究提出方案", vec!["市财政局"]),
            (
                "市教育局会同市公安局交警支队开展检查",
                vec!["市公安局交警支队"],
            ),
            ("市教育局会同市委组织部制定办法", vec!["市委组织部"]),
            (
                "市教育局会同市财政局、市水利局等部门制定办法",
                vec!["市财政局", "市水利局"],
            ),
            ("市教育局会同各县（市、区）开展检查", vec!["各县（市、区）"]),
            ("市教育局会同财政、住建等部门制定办法", vec!["财政", "住建"]),
        ] {
            let got = read(text, Strict::Sentence).map(|(_, _, with)| with);
            let with: Vec<String> = with.into_iter().map(str::to_owned).collect();
            assert_eq!(got, Some(with), "{text}");
        }
    }

    #[test]
    fn objects_attributes_and_conditions_are_none() {
        for text in [
            "本办法由市教育局负责解释",
            "由市教育局负责审批的项目",
            "由市教育局负责补偿的",
            "主要负责人",
            "有关部门负责的工作",
        ] {
            let verb = read(text, Strict::Sentence).and_then(|(_, verb, _)| verb);
            assert_eq!(verb, None, "{text}");
        }
    }
}
