//! Frames: runs of lines that certainly belong together.
//!
//! The cutter cuts freely: a cut too many costs a little time, a missing one
//! cannot be undone. Document numbers and titles of carried documents that
//! stand alone are taken out as satellites, so that they do not part their
//! neighbours; they find their notices afterwards.

use super::feature::{self, End, Feature, Shape, Style};
use super::head::{self, Head};
use crate::layout::Line;
use crate::notation::date;
use crate::notation::label::{Label, LabelKind};
use std::collections::{HashMap, HashSet};

/// What a frame is, as far as it shows by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words of a text.
    Text,
    /// Issuing body and title; the index into the heads.
    Head(u32),
    /// Principal addressees.
    Recipients,
    /// A signature.
    Sign,
    /// A date.
    Date,
    /// A note on disclosure.
    Note,
    /// The attachment list.
    Attach,
    /// 附件 alone, before the attachment itself.
    AttachHead,
    /// A history note.
    History,
    /// 抄送, 主题词, 印发.
    Edition,
}

/// Whether the words of a frame go on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// A sentence or row ends.
    Done,
    /// It may end: a heading, a closed bracket.
    Soft,
    /// A sentence is left open.
    Open,
}

/// How the words of a frame begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    /// With a label.
    Label,
    /// Indented: a paragraph.
    Paragraph,
    /// With punctuation, or not indented where paragraphs are: in mid-sentence.
    Middle,
    /// It does not show.
    Unknown,
}

/// A run of lines, as indices into the layout's lines, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// What it is.
    pub kind: Kind,
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
    /// Page.
    pub page: u32,
    /// How many times pages are known to be missing before it.
    pub tears: u32,
    /// The day of a date, or of the meeting a text names, as yyyymmdd; else 0.
    pub day: u32,
    /// Its first label.
    pub label: Option<Label>,
    /// How it begins.
    pub start: Start,
    /// How it ends.
    pub tail: Tail,
    /// Style of a personnel row.
    pub style: Style,
    /// Whether it sets a style for what follows: 任命：, 免去：.
    pub sets: Style,
    /// Closing brackets without their opening ones, first four.
    pub needs: [u8; 4],
    /// Opening brackets left open, innermost last.
    pub leaves: [u8; 6],
    /// Whether a short heading could end here.
    pub heading: bool,
    /// Whether it ends in a colon: a list follows.
    pub colon: bool,
    /// Whether its words say that a document is carried.
    pub issues: bool,
    /// The carried title right before it, an index into the titles.
    pub title: Option<u32>,
    /// Whether it is certain that a signature is one (a date stands by).
    pub sure: bool,
    /// Whether a signature holds its date on the same line.
    pub dated: bool,
    /// Whether it begins with a bracket that is no label.
    pub bracketed: bool,
    /// Whether texts begin with such words: 为…, 根据…, 第一章, 一、.
    pub begins: bool,
    /// Whether its words can only open a text: …，制定本方案。
    pub opens: bool,
    /// Whether it is the first of its page.
    pub page_start: bool,
}

/// A line or lines outside the threads' paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Satellite {
    /// First line, an index into the layout's lines.
    pub first: usize,
    /// Last line, inclusive.
    pub last: usize,
    /// For titles of carried documents: which head they belong to, if known.
    pub head: Option<usize>,
}

/// The cut source.
#[derive(Debug, Default)]
pub struct Cut {
    /// Frames in printed order.
    pub frames: Vec<Frame>,
    /// Heads.
    pub heads: Vec<Head>,
    /// Number lines.
    pub numbers: Vec<Satellite>,
    /// Titles of carried documents.
    pub titles: Vec<Satellite>,
    /// Registration numbers and metadata tables, above their notices.
    pub loose: Vec<Satellite>,
}

/// Role of a line in the cutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Free,
    Head(u32),
    Number,
    Title(u32),
    Loose,
    Recipients(u32),
    Fixed(Kind, bool),
}

/// What the cutter knows of the whole source.
pub struct Cutter<'a, 's> {
    lines: &'a [Line<'s>],
    tears: &'a [u32],
    features: &'a [Feature],
    parts: Vec<Part>,
    heads: Vec<Head>,
    numbers: Vec<Satellite>,
    titles: Vec<Satellite>,
    loose: Vec<Satellite>,
    widths: Vec<u16>,
    indented: bool,
    blanks: bool,
    no_blanks: bool,
}

impl<'a, 's> Cutter<'a, 's> {
    /// Finds anchors and satellites.
    pub fn new(lines: &'a [Line<'s>], tears: &'a [u32], features: &'a [Feature]) -> Self {
        let heads = head::find(lines, features);
        let blank = lines.iter().filter(|line| line.blank_before).count();
        let deep = lines.iter().filter(|line| line.indent >= 2).count();
        let mut cutter = Cutter {
            lines,
            tears,
            features,
            parts: vec![Part::Free; lines.len()],
            heads,
            numbers: Vec::new(),
            titles: Vec::new(),
            loose: Vec::new(),
            widths: page_widths(lines),
            indented: deep * 12 >= lines.len() && deep * 10 <= lines.len() * 8,
            blanks: blank * 10 >= lines.len() * 7,
            no_blanks: blank * 10 <= lines.len() * 2,
        };
        cutter.demote_heads();
        cutter.place_heads();
        cutter.place_titles();
        cutter.place_fixed();
        cutter.place_recipients();
        cutter
    }

    /// Heads that are titles of carried documents: a notice before says so in
    /// its own title (转发某局关于…的意见) or names them whole in its text.
    fn demote_heads(&mut self) {
        let heads = std::mem::take(&mut self.heads);
        let mut kept: Vec<Head> = Vec::new();
        for head in heads {
            let carrier = kept
                .last()
                .filter(|before| head.first > before.end && head.first - before.end < 120);
            let carried = carrier.is_some_and(|carrier| {
                let numbered = matches!(
                    self.features.get(head.end).map(|f| f.shape),
                    Some(Shape::Number)
                ) || head.numbered;
                (head.bare && similar(&carrier.words, &head.words))
                    || (!numbered && self.names(carrier, &head))
            });
            if carried {
                let title = Satellite {
                    first: head.first,
                    last: head.end - 1,
                    head: Some(kept.len() - 1),
                };
                let n = self.titles.len() as u32;
                for part in &mut self.parts[title.first..=title.last] {
                    *part = Part::Title(n);
                }
                self.titles.push(title);
            } else {
                kept.push(head);
            }
        }
        self.heads = kept;
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

    fn place_heads(&mut self) {
        for (n, head) in self.heads.iter().enumerate() {
            for part in &mut self.parts[head.first..head.end] {
                *part = Part::Head(n as u32);
            }
        }
    }

    /// Titles of carried documents that stand alone, told by the heads that
    /// issue them or by what stands around them.
    fn place_titles(&mut self) {
        let mut known: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        for (n, head) in self.heads.iter().enumerate() {
            for title in head::carried_titles(&head.words) {
                for form in [Some(title.as_str()), without_place(&title)]
                    .into_iter()
                    .flatten()
                {
                    let key: String = form.chars().take(2).collect();
                    known.entry(key).or_default().push((form.to_owned(), n));
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

    /// Lines from `i` on that together are a title some head issues.
    fn known_title(
        &self,
        i: usize,
        known: &HashMap<String, Vec<(String, usize)>>,
    ) -> Option<(usize, Option<usize>)> {
        if known.is_empty()
            || self.parts[i] != Part::Free
            || !self.features[i].label.is_none()
            || !self.title_line(i)
        {
            return None;
        }
        let flat = self.lines[i].flat.as_ref();
        let key: String = flat.chars().take(2).collect();
        let candidates = known.get(&key)?;
        // Of several heads with the same title the nearest before the line.
        let mut best: Option<(usize, usize, usize)> = None;
        for (title, head) in candidates
            .iter()
            .filter(|(title, _)| title.starts_with(flat))
        {
            let mut words = String::new();
            for k in i..self.lines.len().min(i + 6) {
                if self.parts[k] != Part::Free || !self.title_line(k) {
                    break;
                }
                words.push_str(&self.lines[k].flat);
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
            )
        });
        let dated = head::history_at(self.lines, i + 1)
            .or_else(|| head::history_at(self.lines, i + 2))
            .is_some();
        if !(closed || dated) || self.lines[i].flat.contains(['，', '；', '。', '：']) {
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
            if words.chars().count() >= 4
                && feature::carried_type(&words).is_some()
                && self.text_begins(k + 1)
            {
                return Some(k);
            }
        }
        None
    }

    /// Whether a text begins at line `i`.
    fn text_begins(&self, i: usize) -> bool {
        let (Some(line), Some(feature)) = (self.lines.get(i), self.features.get(i)) else {
            return false;
        };
        let first_unit = feature.label.is_some_and(|label| label.number == 1);
        first_unit
            || head::history_at(self.lines, i).is_some()
            || [
                "为",
                "根据",
                "按照",
                "依据",
                "為",
                "根據",
                "第一",
                "遵照",
                "依照",
                "结合",
                "围绕",
                "近年来",
                "贯彻",
            ]
            .iter()
            .any(|word| line.flat.starts_with(word))
    }

    /// Numbers, dates, notes, signatures, attachment lists.
    fn place_fixed(&mut self) {
        let organs: HashSet<&str> = self
            .heads
            .iter()
            .flat_map(|head| self.lines[head.first..head.title].iter())
            .map(|line| line.flat.as_ref())
            .collect();
        for i in 0..self.lines.len() {
            if self.parts[i] != Part::Free {
                continue;
            }
            if let Some(last) = head::history_at(self.lines, i) {
                for part in &mut self.parts[i..=last] {
                    *part = Part::Fixed(Kind::History, true);
                }
                continue;
            }
            let part = match self.features[i].shape {
                Shape::Number if self.number_stands_alone(i) => {
                    self.numbers.push(Satellite {
                        first: i,
                        last: i,
                        head: None,
                    });
                    Part::Number
                }
                Shape::Registration | Shape::Metadata => {
                    self.loose.push(Satellite {
                        first: i,
                        last: i,
                        head: None,
                    });
                    Part::Loose
                }
                Shape::Date => Part::Fixed(Kind::Date, true),
                Shape::Note => Part::Fixed(Kind::Note, true),
                Shape::OrganDate => Part::Fixed(Kind::Sign, true),
                Shape::History => Part::Fixed(Kind::History, true),
                Shape::Attach => Part::Fixed(Kind::Attach, true),
                Shape::AttachHead => Part::Fixed(Kind::AttachHead, true),
                Shape::Copied | Shape::Subject | Shape::Printing => {
                    Part::Fixed(Kind::Edition, true)
                }
                // Without a date beside it the name of an organ signs only if
                // some head prints the same name.
                Shape::Organ if self.date_stands_by(i) => Part::Fixed(Kind::Sign, true),
                Shape::Organ if organs.contains(self.lines[i].flat.as_ref()) => {
                    Part::Fixed(Kind::Sign, false)
                }
                Shape::Signer if self.date_stands_by(i) => Part::Fixed(Kind::Sign, true),
                _ => Part::Free,
            };
            self.parts[i] = part;
        }
    }

    /// A number line inside a bracket or sentence is no number of its own.
    fn number_stands_alone(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else {
            return true;
        };
        let flat = &self.lines[before].flat;
        let open = flat
            .rfind(['（', '('])
            .is_some_and(|at| !flat[at..].contains(['）', ')']));
        !open || self.parts[before] != Part::Free
    }

    /// Whether a date follows within the signatures, or stands right before.
    fn date_stands_by(&self, i: usize) -> bool {
        let mut k = i + 1;
        while k < self.lines.len()
            && k < i + 14
            && matches!(self.features[k].shape, Shape::Organ | Shape::Signer)
        {
            k += 1;
        }
        let after = self.features.get(k).is_some_and(|f| f.shape == Shape::Date);
        after || (i > 0 && self.features[i - 1].shape == Shape::Date)
    }

    /// Addressees: from a line that may begin them to a colon, nothing but
    /// names between.
    fn place_recipients(&mut self) {
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
                || line.flat.contains(['。', '；', '《'])
                || (k > i && line.page != self.lines[i].page)
            {
                return None;
            }
            count += line.flat.chars().count();
            if count > 260 {
                return None;
            }
            words.push_str(&line.flat);
            if closes_unopened(&words) {
                return None;
            }
            if feature.end == End::Colon {
                return addressees(&words, after_head).then_some(k);
            }
            if line.flat.contains(['：', ':']) {
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

    /// Whether a line fills its column: what follows may go on with it.
    fn full(&self, i: usize) -> bool {
        let column = self
            .widths
            .get(self.lines[i].page as usize)
            .copied()
            .unwrap_or(0);
        let width = self.lines[i].width;
        if width > column + column / 4 {
            // A block wider than the page's columns is measured by itself.
            let next = self.lines.get(i + 1).map_or(0, |line| line.width);
            return next > column + column / 4 || self.features[i].end == End::Word;
        }
        width * 10 >= column * 8
    }

    /// Cuts into frames. On pages `fine` accepts every end of a sentence cuts;
    /// `soft` adds cuts before the lines it accepts.
    pub fn cut(&self, fine: &dyn Fn(u32) -> bool, soft: &dyn Fn(usize) -> bool) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::with_capacity(self.lines.len() / 3 + 1);
        let mut title: Option<u32> = None;
        let mut first = 0;
        while first < self.lines.len() {
            if matches!(self.parts[first], Part::Number | Part::Loose) {
                first += 1;
                continue;
            }
            if let Part::Title(n) = self.parts[first] {
                title = Some(n);
                first += 1;
                continue;
            }
            let mut last = first;
            let fine = fine(self.lines[first].page);
            while last + 1 < self.lines.len()
                && !self.cut_between(first, last, last + 1, fine)
                && !(self.parts[last + 1] == Part::Free && soft(last + 1))
            {
                last += 1;
            }
            let mut frame = self.frame(first, last);
            frame.title = title.take();
            frames.push(frame);
            first = last + 1;
        }
        frames
    }

    /// Whether a cut stands between two neighbouring lines of a frame.
    fn cut_between(&self, first: usize, a: usize, b: usize, fine: bool) -> bool {
        match (self.parts[a], self.parts[b]) {
            (Part::Free, Part::Free) => self.text_cut(first, a, b, fine),
            (Part::Head(x), Part::Head(y)) => x != y,
            (Part::Recipients(x), Part::Recipients(y)) => x != y,
            (Part::Fixed(Kind::Sign, x), Part::Fixed(Kind::Sign, y)) => {
                !(x && y) || self.lines[a].page != self.lines[b].page
            }
            (Part::Fixed(Kind::Edition, _), Part::Fixed(Kind::Edition, _)) => true,
            // 抄送 and an attachment list run over several lines.
            (Part::Fixed(Kind::Edition, _), Part::Free) => self.edition_cut(a, b),
            (Part::Fixed(Kind::Attach, _), Part::Free) => {
                self.text_cut(first, a, b, fine) || self.lines[b].page != self.lines[a].page
            }
            (Part::Fixed(Kind::History, _), Part::Fixed(Kind::History, _)) => false,
            _ => true,
        }
    }

    fn edition_cut(&self, a: usize, b: usize) -> bool {
        self.features[a].end == End::Stop
            || self.features[b].label.is_some()
            || self.lines[a].page != self.lines[b].page
            || !self.full(a)
    }

    /// Cuts inside running text.
    fn text_cut(&self, first: usize, a: usize, b: usize, fine: bool) -> bool {
        let (la, lb) = (&self.lines[a], &self.lines[b]);
        let (fa, fb) = (&self.features[a], &self.features[b]);
        if fb.label.is_some() || la.page != lb.page {
            return true;
        }
        if matches!(fa.end, End::Stop | End::Semicolon | End::Colon) {
            // In a full line a sentence may end inside its paragraph.
            let inside = fa.end == End::Stop && self.full(a) && !(self.indented && lb.indent >= 2);
            return fine || !inside;
        }
        // Furniture or a satellite stood between, or the blanks change.
        let gap = lb.number - la.number;
        if (self.blanks && gap != 2) || (self.no_blanks && gap != 1) {
            return true;
        }
        if self.indented && lb.indent >= 2 && la.indent < lb.indent {
            return true;
        }
        if !self.full(a) && matches!(fa.end, End::Word | End::Close) {
            return true;
        }
        if feature::roster_row(lb.text)
            || feature::roster_row(la.text) && fa.end != End::Comma && !self.full(a)
        {
            return true;
        }
        // Bound the work on pathological sources without any end of sentence.
        b - first > 400
    }

    fn frame(&self, first: usize, last: usize) -> Frame {
        let kind = match self.parts[first] {
            Part::Free => Kind::Text,
            Part::Head(n) => Kind::Head(n),
            Part::Recipients(_) => Kind::Recipients,
            Part::Fixed(kind, _) => kind,
            Part::Number | Part::Title(_) | Part::Loose => Kind::Text,
        };
        let sure = matches!(self.parts[first], Part::Fixed(_, true));
        let (line, feature) = (&self.lines[first], &self.features[first]);
        let (needs, leaves) = brackets(&self.lines[first..=last]);
        let label = if kind == Kind::Text {
            feature.label
        } else {
            None
        };
        let end = &self.features[last];
        let announces = |i: usize| {
            ["人员", "名单", "成员", "机构", "领导小组", "专班", "组成"]
                .iter()
                .any(|word| self.lines[i].flat.contains(word))
        };
        let colon = end.end == End::Colon
            || (label.is_some()
                && first == last
                && !self.lines[first].flat.contains(['，', '。'])
                && announces(first));
        let (style, sets) = if kind == Kind::Text {
            self.styles(first, last)
        } else {
            (Style::None, Style::None)
        };
        let heading = last - first < 2
            && !(first..=last).any(|i| self.lines[i].flat.contains(['，', '。', '；', '、']));
        let tail = match end.end {
            End::Stop | End::Semicolon if self.full(last) && style == Style::None => Tail::Soft,
            End::Stop | End::Semicolon | End::Colon => Tail::Done,
            End::Comma => Tail::Open,
            End::Close => Tail::Soft,
            End::Word if style == Style::Roster && first == last => Tail::Soft,
            End::Word if !self.full(last) => Tail::Done,
            End::Word if heading && label.is_some() => Tail::Soft,
            End::Word => Tail::Open,
        };
        let start = self.start(first, label.as_ref(), line);
        let issues = kind == Kind::Text && (first..=last).any(|i| issues(&self.lines[i].flat));
        Frame {
            kind,
            first: first as u32,
            last: last as u32,
            page: line.page,
            tears: self.tears.get(line.page as usize).copied().unwrap_or(0),
            day: self.day(kind, first, last),
            label,
            start,
            tail: if kind == Kind::Text || kind == Kind::Attach {
                tail
            } else {
                Tail::Done
            },
            style,
            sets,
            needs,
            leaves,
            heading,
            colon,
            issues,
            title: None,
            sure,
            dated: feature.shape == Shape::OrganDate,
            begins: kind == Kind::Text && self.text_begins(first),
            opens: kind == Kind::Text
                && feature.label.is_none()
                && (first..=last).any(|i| self.lines[i].flat.contains("制定本")),
            page_start: first == 0 || self.lines[first - 1].page != line.page,
            bracketed: label.is_none() && matches!(line.first(), '（' | '(' | '［' | '[' | '【'),
        }
    }

    /// The day of a date line, or of the meeting a text names.
    fn day(&self, kind: Kind, first: usize, last: usize) -> u32 {
        let number = |date: date::Date| {
            date.year.max(0) as u32 * 10_000
                + u32::from(date.month.unwrap_or(0)) * 100
                + u32::from(date.day.unwrap_or(0))
        };
        match kind {
            Kind::Date => date::whole(&self.lines[first].flat).map_or(0, number),
            Kind::Sign => feature::organ_and_date(&self.lines[first].flat)
                .and_then(|at| date::whole(&self.lines[first].flat[at..]))
                .map_or(0, number),
            Kind::Text if last - first < 8 => {
                let named = (first..=last).any(|i| {
                    self.lines[i].flat.contains("会议") || self.lines[i].flat.contains("研究")
                });
                if !named || !(first..=last).any(|i| self.lines[i].flat.contains('日')) {
                    return 0;
                }
                let words: String = self.lines[first..=last]
                    .iter()
                    .map(|line| line.flat.as_ref())
                    .collect();
                let decided = |range: &std::ops::Range<usize>| {
                    let after: String = words[range.end..].chars().take(24).collect();
                    let before: String = words[..range.start].chars().rev().take(14).collect();
                    ["研究", "审议", "通过", "会议", "决定"]
                        .iter()
                        .any(|w| after.contains(w))
                        || before.contains("议会")
                };
                date::find(&words)
                    .into_iter()
                    .find(|(range, _)| decided(range))
                    .map_or(0, |(_, d)| number(d))
            }
            _ => 0,
        }
    }

    fn start(&self, first: usize, label: Option<&Label>, line: &Line<'_>) -> Start {
        if label.is_some() {
            return Start::Label;
        }
        if matches!(
            line.first(),
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '）'
                | '》'
                | '”'
                | '］'
                | '〉'
                | ','
                | ')'
                | '％'
                | '%'
        ) {
            return Start::Middle;
        }
        if self.indented {
            // Clauses in brackets stand flush left even where paragraphs do not.
            return match (
                self.lines[first].indent >= 2,
                matches!(line.first(), '（' | '(' | '［' | '[' | '【'),
            ) {
                (true, _) => Start::Paragraph,
                (false, true) => Start::Unknown,
                (false, false) => Start::Middle,
            };
        }
        Start::Unknown
    }

    fn styles(&self, first: usize, last: usize) -> (Style, Style) {
        if feature::roster_row(self.lines[first].text) {
            return (Style::Roster, Style::None);
        }
        if last - first > 5 {
            return (Style::None, Style::None);
        }
        let words: String = self.lines[first..=last]
            .iter()
            .map(|line| line.flat.as_ref())
            .collect();
        let sets = match words.trim_end_matches(['：', ':']) {
            stem if stem.len() == words.len() => Style::None,
            stem if stem.ends_with("任命") => Style::Appoint,
            stem if stem.ends_with("免去") => Style::Remove,
            _ => Style::None,
        };
        (feature::row_style(&words), sets)
    }

    /// Moves anchors out for the later rooms.
    pub fn finish(self, frames: Vec<Frame>) -> Cut {
        Cut {
            frames,
            heads: self.heads,
            numbers: self.numbers,
            titles: self.titles,
            loose: self.loose,
        }
    }

    /// Heads found.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// Titles of carried documents found.
    pub fn titles(&self) -> &[Satellite] {
        &self.titles
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
    const LOOSE: [&str; 26] = [
        "场", "厂", "矿", "农场", "部", "行", "馆", "区", "市", "镇", "人员", "同志", "科", "所",
        "室", "省", "州", "館", "場", "队", "盟", "旗", "乡", "街道", "群众", "居民",
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
        let stem = feature::without_suffix(group);
        let hard = ENDS.iter().any(|end| stem.ends_with(end));
        let soft = LOOSE.iter().any(|end| stem.ends_with(end));
        all &= hard || soft;
        last = hard || (soft && after_head);
    }
    all && last
}

/// Whether the title of a carried document is the matter of its carrier's:
/// nearly all its pairs of characters are in it.
fn similar(carrier: &str, title: &str) -> bool {
    let carries = head::ISSUE_VERBS
        .iter()
        .chain(&["轉發", "批轉"])
        .any(|verb| carrier.contains(verb));
    if !carries {
        return false;
    }
    let chars: Vec<char> = title.chars().collect();
    let inside: HashSet<(char, char)> = carrier.chars().zip(carrier.chars().skip(1)).collect();
    let pairs = chars.windows(2).count();
    let hits = chars
        .windows(2)
        .filter(|pair| inside.contains(&(pair[0], pair[1])))
        .count();
    pairs >= 6 && hits * 10 >= pairs * 8
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

/// Words that say a document is carried.
fn issues(flat: &str) -> bool {
    flat.contains("现印发")
        || flat.contains("现予")
        || flat.contains("现转发")
        || flat.contains("印发给你们")
        || flat.contains("转发给你们")
        || flat.contains("现将") && flat.contains("印发")
        || flat.contains("现公布")
        || flat.contains("现发布")
        || flat.contains("予以公布")
        || flat.contains("予以印发")
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

/// Column width of every page: the most frequent width of its longer lines.
///
/// Lists make short lines frequent, so a page that holds at least three lines
/// of the source's usual width has that width whatever is most frequent.
fn page_widths(lines: &[Line<'_>]) -> Vec<u16> {
    let mut all = [0u32; 128];
    let mut pages: Vec<[u32; 128]> = Vec::new();
    for line in lines {
        let width = (line.width as usize).min(127);
        all[width] += 1;
        let page = line.page as usize;
        while pages.len() <= page {
            pages.push([0; 128]);
        }
        pages[page][width] += 1;
    }
    // Two neighbouring widths count together: justified lines vary by one hanzi.
    let near = |count: &[u32; 128], w: usize| {
        count[w.saturating_sub(1)] + count[w] + count[(w + 1).min(127)]
    };
    let mode = |count: &[u32; 128]| {
        (20..126)
            .max_by_key(|&w| (near(count, w) * w as u32, w))
            .unwrap_or(0)
    };
    let overall = mode(&all);
    pages
        .iter()
        .map(|count| {
            let own = mode(count);
            if near(count, own) < 4 || (own < overall && near(count, overall) >= 3) {
                overall as u16
            } else {
                own as u16
            }
        })
        .collect()
}

/// Code of a bracket: odd opens, even closes, 0 for anything else.
fn bracket(c: char) -> u8 {
    match c {
        '《' => 1,
        '》' => 2,
        '〈' => 3,
        '〉' => 4,
        '（' | '(' => 5,
        '）' | ')' => 6,
        '“' => 7,
        '”' => 8,
        '［' | '[' => 9,
        '］' | ']' => 10,
        '【' => 11,
        '】' => 12,
        '〔' => 13,
        '〕' => 14,
        '‘' => 15,
        '’' => 16,
        _ => 0,
    }
}

/// Brackets a run of lines closes without opening and opens without closing.
fn brackets(lines: &[Line<'_>]) -> ([u8; 4], [u8; 6]) {
    let mut needs = [0u8; 4];
    let mut needed = 0;
    let mut stack = [0u8; 6];
    let mut depth = 0;
    for line in lines {
        // Only bytes of the blocks that hold brackets are looked at closely.
        for c in line.flat.chars() {
            let code = bracket(c);
            if code == 0 {
                continue;
            }
            if code % 2 == 1 {
                if depth < stack.len() {
                    stack[depth] = code;
                    depth += 1;
                }
            } else if depth > 0 && stack[..depth].contains(&(code - 1)) {
                while depth > 0 {
                    depth -= 1;
                    let top = stack[depth];
                    stack[depth] = 0;
                    if top == code - 1 {
                        break;
                    }
                }
            } else if needed < needs.len() {
                needs[needed] = code;
                needed += 1;
            }
        }
    }
    (needs, stack)
}

/// Whether labels of a kind belong to statutes.
pub fn statutory(kind: LabelKind) -> bool {
    matches!(
        kind,
        LabelKind::Part | LabelKind::Chapter | LabelKind::Section | LabelKind::Article
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn brackets_are_matched_by_kind() {
        let source = Source::new("）甲《乙（丙）\n丁》戊“己\n".to_owned());
        let layout = crate::layout::layout(&source);
        let (needs, leaves) = brackets(&layout.lines);
        assert_eq!(needs, [6, 0, 0, 0]);
        assert_eq!(leaves, [7, 0, 0, 0, 0, 0]);
    }
}
