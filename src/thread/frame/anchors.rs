//! What certain lines are before anything is cut: heads, titles of carried
//! documents, numbers, dates, notes, signatures.

use super::{Cutter, Kind, Part, Satellite};
use crate::notation::label::LabelKind;
use crate::thread::feature::{self, End, Shape};
use crate::thread::head;
use crate::thread::names;
use crate::thread::order::{bare_number, takes_serial};
use rustc_hash::FxHashSet;

impl Cutter<'_, '_> {
    pub(super) fn place_heads(&mut self) {
        for (n, head) in self.heads.iter().enumerate() {
            for part in &mut self.parts[head.first..head.end] {
                *part = Part::Head(n as u32);
            }
        }
    }

    /// Whether a text begins at line `i`.
    pub(super) fn text_begins(&self, i: usize) -> bool {
        let (Some(line), Some(feature)) = (self.lines.get(i), self.features.get(i)) else {
            return false;
        };
        // Amended articles begin with any number.
        let amended = || {
            let above = i.checked_sub(1).and_then(|above| self.lines.get(above));
            above.is_some_and(|line| line.flat.ends_with("條文") || line.flat.ends_with("条文"))
        };
        let first_unit = feature.label.is_some_and(|label| {
            label.number == 1 || label.kind == LabelKind::Article && amended()
        });
        first_unit
            || head::history_at(self.lines, i).is_some()
            || names::starts_with_any(
                &line.flat,
                &[
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
                ],
            )
    }

    /// Numbers, dates, notes, signatures, attachment lists.
    pub(super) fn place_fixed(&mut self) {
        let organs: FxHashSet<&str> = self
            .heads
            .iter()
            .flat_map(|head| self.lines[head.first..head.title].iter())
            .map(|line| line.flat.as_ref())
            .collect();
        let orders = self.pages_of_orders();
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
                // 第238号 printed apart from its order.
                Shape::Plain | Shape::Number if self.serial_of_order(i, &orders) => {
                    self.numbers.push(Satellite {
                        first: i,
                        last: i,
                        head: None,
                    });
                    Part::Number
                }
                Shape::Registration
                | Shape::Metadata
                | Shape::LetterNumber
                | Shape::LetterDate
                | Shape::LetterTo
                | Shape::LetterCopy => {
                    self.loose.push(Satellite {
                        first: i,
                        last: i,
                        head: None,
                    });
                    Part::Loose
                }
                Shape::Date => Part::Fixed(Kind::Date, true),
                // Under a title it says when the document was made.
                Shape::BracketedDate => {
                    let before = i.checked_sub(1).map(|b| self.parts[b]);
                    let titled =
                        matches!(before, Some(Part::Head(_) | Part::Title(_) | Part::Number));
                    Part::Fixed(if titled { Kind::History } else { Kind::Date }, true)
                }
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
                Shape::Signer if self.date_stands_by(i) || self.in_letter(i) => {
                    Part::Fixed(Kind::Sign, true)
                }
                _ => Part::Free,
            };
            self.parts[i] = part;
        }
        self.place_wrapped_signatures();
    }

    /// The name of an organ under a text may be longer than its column:
    /// `某州国有资产监督管理` / `委员会`, with the date or another name below.
    fn place_wrapped_signatures(&mut self) {
        for i in 0..self.lines.len().saturating_sub(2) {
            let plain = |k: usize| {
                self.features[k].end == End::Word
                    && self.features[k].label.is_none()
                    && matches!(self.parts[k], Part::Free | Part::Fixed(Kind::Sign, _))
            };
            let below = matches!(
                self.parts[i + 2],
                Part::Fixed(Kind::Sign | Kind::Date, true)
            );
            if self.parts[i] != Part::Free
                || !below
                || !plain(i)
                || !plain(i + 1)
                || self.lines[i].page != self.lines[i + 1].page
                || self.lines[i + 1].width >= self.lines[i].width
            {
                continue;
            }
            let whole = [&*self.lines[i].flat, &*self.lines[i + 1].flat].concat();
            if names::is_organ(&whole) {
                self.parts[i] = Part::Fixed(Kind::Sign, true);
                self.parts[i + 1] = Part::Fixed(Kind::Sign, true);
            }
        }
    }

    /// Lines that go on with 抄送 until its full stop, and 印发 lines broken
    /// anywhere: `某市政府办公室 2010年3月` / `5日印发`.
    pub(super) fn place_editions(&mut self) {
        for i in 0..self.lines.len() {
            let last = match (self.parts[i], self.features[i].shape) {
                (Part::Fixed(Kind::Edition, true), Shape::Copied | Shape::Subject) => {
                    self.copied_until(i)
                }
                (Part::Free | Part::Fixed(Kind::Sign, _), _) => self.printing_until(i),
                _ => None,
            };
            let Some(last) = last else { continue };
            self.parts[i] = Part::Fixed(Kind::Edition, true);
            for part in &mut self.parts[i + 1..=last] {
                *part = Part::Fixed(Kind::Edition, false);
            }
        }
    }

    /// The line with the full stop of a list of names that begins at line `i`.
    fn copied_until(&self, i: usize) -> Option<usize> {
        let mut k = i;
        while matches!(self.features[k].end, End::Comma | End::Word | End::Close) {
            k += 1;
            let feature = self.features.get(k)?;
            let plain = matches!(feature.shape, Shape::Plain | Shape::Organ);
            let free = matches!(self.parts[k], Part::Free | Part::Fixed(Kind::Sign, false));
            if !plain || !free || feature.label.is_some() || k > i + 8 {
                return None;
            }
        }
        (k > i && self.features[k].end == End::Stop).then_some(k)
    }

    /// The last line of a 印发 line that begins at line `i` and is wrapped.
    fn printing_until(&self, i: usize) -> Option<usize> {
        let opens = matches!(
            self.features[i].shape,
            Shape::Plain | Shape::Organ | Shape::OrganDate
        );
        if !opens || self.features[i].end != End::Word || self.lines[i].width > 90 {
            return None;
        }
        let last = (i + 1..self.lines.len().min(i + 3)).find(|&k| {
            let flat = &self.lines[k].flat;
            flat.ends_with('发') || flat.ends_with('發')
        })?;
        let words: String = self.lines[i..=last]
            .iter()
            .map(|line| line.flat.as_ref())
            .collect();
        let free = self.parts[i + 1..=last].iter().all(|&part| {
            matches!(
                part,
                Part::Free | Part::Fixed(Kind::Edition | Kind::Date, _)
            )
        });
        (free && feature::edition(&words) == Some(Shape::Printing)).then_some(last)
    }

    /// Whether a line is nothing but the serial number of an order or
    /// announcement whose head stands near without one.
    fn serial_of_order(&self, i: usize, orders: &FxHashSet<u32>) -> bool {
        let line = &self.lines[i];
        line.flat.len() <= 60 && orders.contains(&line.page) && bare_number(&line.flat)
    }

    /// Pages on or beside which an order's head stands without its number.
    fn pages_of_orders(&self) -> FxHashSet<u32> {
        let mut pages = FxHashSet::default();
        for head in &self.heads {
            if !head.numbered && takes_serial(&head.words) {
                let page = self.lines[head.first].page;
                pages.extend(page.saturating_sub(1)..=page.saturating_add(1));
            }
        }
        pages
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

    /// Whether the head last printed before line `i` holds the date.
    fn in_letter(&self, i: usize) -> bool {
        let at = self.heads.partition_point(|head| head.first < i);
        let head = at.checked_sub(1).and_then(|n| self.heads.get(n));
        head.is_some_and(|head| {
            let rows = self.features.get(head.number..head.end);
            rows.is_some_and(|rows| rows.iter().any(|f| f.shape == Shape::LetterDate))
        })
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
}
