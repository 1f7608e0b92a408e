//! Principal addressees (主送机关): lines of names that end in a colon.

use super::{Cutter, Kind, Part};
use crate::layout::Holds;
use crate::thread::feature::{End, Shape};
use crate::thread::names;

impl Cutter<'_, '_> {
    /// Addressees: from a line that may begin them to a colon, nothing but
    /// names between.
    pub(super) fn place_recipients(&mut self) {
        let mut i = 0;
        while i < self.lines.len() {
            match self.recipients_at(i) {
                Some(last) => {
                    for part in &mut self.parts[i..=last] {
                        *part = Part::Recipients(i as u32);
                    }
                    i = last + 1;
                }
                None => i += 1,
            }
        }
    }

    fn recipients_at(&self, i: usize) -> Option<usize> {
        if !self.may_begin(i) {
            return None;
        }
        let after_head = i > 0 && matches!(self.parts[i - 1], Part::Head(_) | Part::Number);
        let mut count = 0;
        let mut words = String::new();
        for k in i..self.lines.len().min(i + 8) {
            let free = matches!(self.parts[k], Part::Free)
                || matches!(self.parts[k], Part::Fixed(Kind::Sign, false));
            let (line, feature) = (&self.lines[k], &self.features[k]);
            if !free
                || feature.label.is_some()
                || line.holds.any(Holds::STOP | Holds::SEMICOLON)
                || line.holds.any(Holds::TITLE) && line.flat.contains('《')
                || (k > i && line.page != self.lines[i].page)
            {
                return None;
            }
            count += line.flat.chars().count();
            if count > 260 {
                return None;
            }
            words.push_str(&line.flat);
            if line.holds.any(Holds::ROUND) && closes_unopened(&words) {
                return None;
            }
            if feature.end == End::Colon {
                return addressees(&words, after_head).then_some(k);
            }
            if line.holds.any(Holds::COLON) {
                return None;
            }
        }
        None
    }

    fn may_begin(&self, i: usize) -> bool {
        let free = matches!(self.parts[i], Part::Free)
            || matches!(self.parts[i], Part::Fixed(Kind::Sign, false));
        if !free
            || !matches!(self.features[i].shape, Shape::Plain | Shape::Organ)
            || matches!(
                self.lines[i].first(),
                '（' | '(' | '［' | '[' | '【' | '〔' | '《' | '“'
            )
        {
            return false;
        }
        let Some(before) = i.checked_sub(1) else {
            return true;
        };
        !matches!(self.parts[before], Part::Free)
            || matches!(self.features[before].end, End::Stop | End::Close)
            || self.lines[before].page != self.lines[i].page
            || !self.full(before)
    }
}

/// Whether words that end in a colon are addressees: every group between
/// commas ends as names of organs or of groups of them do.
fn addressees(words: &str, after_head: bool) -> bool {
    let words = words.trim_end_matches(['：', ':']);
    const ENDS: [&str; 41] = [
        "政府",
        "单位",
        "部门",
        "企业",
        "机构",
        "局",
        "委",
        "办",
        "厅",
        "院",
        "校",
        "会",
        "处",
        "中心",
        "公司",
        "署",
        "社",
        "站",
        "支队",
        "大队",
        "银行",
        "分行",
        "集团",
        "学校",
        "大学",
        "医院",
        "办公室",
        "團體",
        "团体",
        "组织",
        "機關",
        "單位",
        "縣",
        "县",
        "机关",
        "府",
        "區",
        "部門",
        "機構",
        "委員會",
        "企業",
    ];
    const LOOSE: [&str; 30] = [
        "场", "厂", "矿", "农场", "部", "行", "馆", "区", "市", "镇", "人员", "同志", "科", "所",
        "室", "省", "州", "館", "場", "队", "盟", "旗", "乡", "街道", "群众", "居民", "代表",
        "委员", "先生", "女士",
    ];
    // Clauses of responsibility end in units and colons as well.
    if words.ends_with("如下")
        || [
            "通知如",
            "牵头",
            "配合",
            "责任",
            "主办",
            "协办",
            "负责",
            "落实",
        ]
        .iter()
        .any(|word| words.contains(word))
    {
        return false;
    }
    let mut depth = 0i32;
    let groups = words.split(|c: char| {
        depth += match c {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        };
        depth <= 0 && matches!(c, '，' | ',')
    });
    let (mut all, mut last) = (true, false);
    for group in groups {
        let stem = names::without_suffix(group);
        let hard = ENDS.iter().any(|end| stem.ends_with(end));
        let soft = LOOSE.iter().any(|end| stem.ends_with(end));
        all &= hard || soft;
        last = hard || (soft && after_head);
    }
    all && last
}

/// Whether a closing bracket stands without its opening one.
fn closes_unopened(words: &str) -> bool {
    let mut depth = 0i32;
    words.chars().any(|c| {
        depth += match c {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        };
        depth < 0
    })
}
