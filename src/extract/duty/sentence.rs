//! Duties in running sentences (市教育局负责…; 由X会同Y…): stricter than clauses in
//! brackets, since nothing but the words says that they are one.

use super::clause::{Clause, LONGEST_CHAIN, Role};
use super::lexicon::{LabelRole, VerbRole, lexicon};
use super::list::{List, Name, Strict};
use super::marks::Kind;
use super::names::Class;
use super::read::Reader;
use super::rules;
use super::verb::Said;
use std::ops::Range;

/// A duty found in a sentence, or a rule stated in one.
#[derive(Debug)]
pub(super) struct Stated {
    /// Its words, as bytes of the view, with the full stop.
    pub range: Range<usize>,
    /// What it says; without units where it only states a rule.
    pub clause: Clause,
}

/// What stands before a sentence and may say whom it speaks of.
struct Around {
    /// The sentence before, where it opened the paragraph.
    subject: Option<Range<usize>>,
    /// Where the sentence began that this one goes on with after ；.
    opening: Option<usize>,
}

/// A record in the making.
struct Open {
    clause: Clause,
    /// First segment.
    from: usize,
}

impl Reader<'_> {
    /// Reads the sentences of `range` that hold one of `hits` (sorted bytes).
    pub(super) fn sentences(&self, range: Range<usize>, hits: &[usize], out: &mut Vec<Stated>) {
        let mut start = range.start;
        // The sentence before, where it opened the paragraph: 市教育局。负责…
        let mut subject: Option<Range<usize>> = None;
        let mut opens = true;
        // Where the sentence began whose parts ； separates.
        let mut opening = range.start;
        let ends = self
            .outer(range.clone())
            .filter(|(_, mark)| matches!(mark.kind, Kind::Stop | Kind::Semi | Kind::Break))
            .map(|(_, mark)| (mark.start()..mark.end(), mark.kind))
            .chain(std::iter::once((range.end..range.end, Kind::Break)));
        let first = hits.partition_point(|&hit| hit < range.start);
        let last = hits.partition_point(|&hit| hit < range.end);
        let mut ahead = hits.get(first..last).unwrap_or_default();
        for (mark, kind) in ends {
            if ahead.is_empty() {
                break;
            }
            let words = start..mark.start;
            let inside = ahead.iter().take_while(|&&hit| hit < words.end).count();
            let (here, later) = ahead.split_at(inside);
            ahead = later;
            if !here.is_empty() {
                let end = if kind == Kind::Break {
                    mark.start
                } else {
                    mark.end
                };
                let around = Around {
                    subject: subject.take(),
                    opening: (opening < start).then_some(opening),
                };
                self.sentence(words, end, here, around, out);
            } else if !words.is_empty() {
                subject = (opens && kind != Kind::Semi).then_some(words);
            }
            opens = kind == Kind::Break;
            start = mark.end;
            if kind != Kind::Semi {
                opening = start;
            }
        }
    }

    /// Reads one sentence.
    fn sentence(
        &self,
        range: Range<usize>,
        end: usize,
        hits: &[usize],
        around: Around,
        out: &mut Vec<Stated>,
    ) {
        let text = self.key(range.clone());
        if let Some(rule) = lexicon()
            .needles
            .lead
            .is_in(text)
            .then(|| rules::read(text))
            .flatten()
        {
            let clause = Clause {
                rule: Some(rule),
                ..Clause::default()
            };
            out.push(Stated { range, clause });
            return;
        }
        if lexicon().needles.no_more.is_in(text)
            && let Some(standing) = self.standing(range.clone())
        {
            let clause = Clause {
                standing: Some(standing),
                ..Clause::default()
            };
            out.push(Stated { range, clause });
            return;
        }
        let segments = self.cut(range.clone(), &[Kind::Comma]);
        let mut done: Vec<Open> = Vec::new();
        let mut used = 0;
        for (index, segment) in segments.iter().enumerate() {
            // Before anybody leads or is responsible, only literals count;
            // after that, whoever supports may follow in any words.
            let first = hits.partition_point(|&hit| hit < segment.start);
            let literal = hits.get(first).is_some_and(|&hit| hit < segment.end);
            if !literal && done.is_empty() {
                continue;
            }
            let subject = around.subject.clone().filter(|_| index == 0);
            let heard = self.segment_says(segment.clone(), subject);
            let Some((mut said, fixed)) = heard else {
                continue;
            };
            // X按照职责分工，负责…: the list and its adverb stand before.
            if said.list.is_empty()
                && let Some(list) = index
                    .checked_sub(1)
                    .filter(|before| *before >= used)
                    .and_then(|before| {
                        let before = segments.get(before)?;
                        self.adverbial(before.clone())
                            .or_else(|| self.whole_list(before.clone()).filter(|_| !said.by))
                    })
            {
                said.list = list;
                said.start = segment.end;
            }
            let from = if said.by || said.list.is_empty() || said.start > segment.start {
                index
            } else {
                self.list_from(&segments, used, index)
            };
            let mut before = List::default();
            for earlier in segments.get(from..index).unwrap_or_default() {
                let list = self.list(self.trim(earlier.clone()), Strict::Sentence, false, 0);
                before.names.extend(list.into_iter().flat_map(|l| l.names));
            }
            if said.list.is_empty() && before.names.is_empty() && done.is_empty() && !said.by {
                let earlier = segments.get(..index).unwrap_or_default();
                if let Some(list) = self.topic(earlier, around.opening, &said) {
                    said.list = list;
                }
            }
            if hear(&mut done, from, before, said, fixed, self) {
                used = index + 1;
            }
        }
        self.close(done, &segments, range, end, out);
    }

    /// A segment that is a list of units and an adverb: 有关部门按照职责分工.
    fn adverbial(&self, segment: Range<usize>) -> Option<List> {
        let segment = self.trim(segment);
        let start = self.after_lead_in(segment.clone());
        let end = self.before_adverbs(start, segment.end, false);
        if end == segment.end || end <= start {
            return None;
        }
        let list = self.list(start..end, Strict::Sentence, false, 0)?;
        (!list.names.is_empty()).then_some(list)
    }

    /// A segment that only lists units, all of them sure: 各区教育局、财政局，｜分别
    /// 负责….
    fn whole_list(&self, segment: Range<usize>) -> Option<List> {
        let segment = self.trim(segment);
        // 复核委员会确定办事机构，负责…: the office does it.
        if lexicon().founding.any_in(self.key(segment.clone())) {
            return None;
        }
        let start = self.after_lead_in(segment.clone());
        let list = self.list(start..segment.end, Strict::Sentence, false, 0)?;
        let unit = |name: &Name| name.class == Class::Unit;
        (!list.names.is_empty() && list.names.iter().all(unit)).then_some(list)
    }

    /// What one segment of a sentence says, with its label's role for
    /// 责任单位为….
    fn segment_says(
        &self,
        segment: Range<usize>,
        subject: Option<Range<usize>>,
    ) -> Option<(Said, Option<Role>)> {
        if let Some((role, list)) = self.label_is(segment.clone()) {
            let said = Said {
                list,
                verb: Some(VerbRole::Neutral),
                start: segment.start,
                ..Said::default()
            };
            return Some((said, Some(role)));
        }
        let mut parts = self.cut(segment.clone(), &[Kind::Colon]);
        // 由市水利局会同有关部门批准：: what follows the colon is a list.
        if parts.len() > 1
            && parts
                .last()
                .is_some_and(|part| self.trim(part.clone()).is_empty())
        {
            parts.pop();
        }
        let body = parts.last()?.clone();
        let mut said = self.said(body, Strict::Sentence, false, false, 0)?;
        said.verb?;
        if said.list.is_empty() {
            // 市教育局：负责…; 市教育局。负责…
            let head = match parts.len() {
                1 => subject,
                n => parts.get(n - 2).cloned(),
            };
            if let Some(head) = head {
                let head = self.trim(head);
                said.list = self.list(head, Strict::Sentence, false, 0)?;
            }
        }
        Some((said, None))
    }

    /// 项目牵头单位为市城建局: the role and the units.
    fn label_is(&self, segment: Range<usize>) -> Option<(Role, List)> {
        let text = self.key(segment.clone());
        let (_, is) = lexicon().label_is.find(text).next()?;
        // 为 and 是 have three bytes each.
        let noun = is.end - '为'.len_utf8();
        let label = lexicon().label_ends.of(&text[..noun])?;
        let role = match lexicon().labels.get(label)? {
            LabelRole::Lead => Role::Lead,
            LabelRole::Support => Role::Support,
            LabelRole::Responsible => Role::Responsible,
            _ => return None,
        };
        let units = segment.start + is.end..segment.end;
        let list = self.list(self.trim(units), Strict::Sentence, false, 0)?;
        (!list.is_empty()).then_some((role, list))
    }

    /// The first of the segments before `index` that only list units and go on
    /// into it: 各区人民政府，高新区管委会负责….
    fn list_from(&self, segments: &[Range<usize>], used: usize, index: usize) -> usize {
        let mut from = index;
        while from > used {
            let Some(segment) = segments.get(from - 1) else {
                break;
            };
            let range = self.trim(segment.clone());
            let lists = self
                .list(range.clone(), Strict::Sentence, false, 0)
                .is_some_and(|list| !list.names.is_empty());
            if !lists {
                break;
            }
            from -= 1;
        }
        from
    }

    /// Gives each record its words: from its first segment (the first record:
    /// from the beginning) to the next record.
    fn close(
        &self,
        done: Vec<Open>,
        segments: &[Range<usize>],
        range: Range<usize>,
        end: usize,
        out: &mut Vec<Stated>,
    ) {
        let starts: Vec<usize> = done.iter().map(|open| open.from).collect();
        let begin = |segment: usize| segments.get(segment).map_or(range.end, |s| s.start);
        for (index, open) in done.into_iter().enumerate() {
            let from = if index == 0 {
                range.start
            } else {
                begin(open.from)
            };
            let to = starts.get(index + 1).map_or(end, |&next| begin(next));
            out.push(Stated {
                range: from..to.max(from),
                clause: open.clause,
            });
        }
    }
}

/// Puts what a segment says into the records of its sentence; `false` where it
/// says nothing new.
fn hear(
    done: &mut Vec<Open>,
    from: usize,
    before: List,
    said: Said,
    fixed: Option<Role>,
    reader: &Reader<'_>,
) -> bool {
    let Some(verb) = said.verb else { return false };
    let nobody = before.names.is_empty() && said.list.is_empty();
    let role = fixed.unwrap_or(match verb {
        VerbRole::Lead | VerbRole::With => Role::Lead,
        VerbRole::Support => Role::Support,
        VerbRole::Neutral => Role::Neutral,
    });
    let led = done.last().is_some_and(|open| open.clause.has_lead());
    if nobody {
        // ，会同Y…: goes on from the lead.
        let (true, Some(with), Some(open)) = (led, said.with, done.last_mut()) else {
            return false;
        };
        open.clause.add(Role::Support, with);
        return true;
    }
    let fresh = match role {
        Role::Lead => true,
        Role::Support if done.is_empty() && fixed.is_none() => return false,
        Role::Support => done.is_empty(),
        Role::Neutral => !led,
        Role::Responsible => done.is_empty(),
    };
    if fresh {
        done.push(Open {
            clause: Clause::default(),
            from,
        });
    }
    let Some(open) = done.last_mut() else {
        return false;
    };
    open.clause.add(role, before);
    open.clause.add(role, said.list);
    if let Some(with) = said.with {
        open.clause.add(Role::Support, with);
    }
    // X牵头、Y参与: what follows 、 speaks for the same record.
    let mut rest = said.rest;
    for _ in 0..LONGEST_CHAIN {
        let Some(range) = rest.take() else { break };
        let Some(next) = reader.said(range, Strict::Sentence, false, true, 0) else {
            break;
        };
        let role = match next.verb {
            Some(VerbRole::Support) => Role::Support,
            Some(VerbRole::Neutral) => Role::Neutral,
            _ => break,
        };
        open.clause.add(role, next.list);
        rest = next.rest;
    }
    true
}
