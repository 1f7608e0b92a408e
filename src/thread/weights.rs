//! What speaks for and against a link, in whole points.
//!
//! Only differences matter: about 6 points is a jump to another place of the
//! page, about 20 the start of a text without its head. A test moves every
//! weight by half and double; none may stand on an edge.

/// The weights of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// The next frame of a thread is not the next frame in print.
    pub jump: i32,
    /// … nor is it, at the head of a page.
    pub jump_page: i32,
    /// … nor is it, after a number or a line of the gazette itself.
    pub jump_mark: i32,
    /// … nor is it, after the title of a carried document.
    pub jump_title: i32,
    /// … and the frames between are of the same notice.
    pub within: i32,
    /// … and for each page between beyond the next.
    pub page: i32,
    /// A notice is left for another and taken up again on the same page.
    pub again: i32,
    /// A thread starts with its head.
    pub head: i32,
    /// A thread starts without a head.
    pub headless: i32,
    /// A thread starts without a head at its addressees.
    pub headless_addressed: i32,
    /// A thread starts with a signature, date or note.
    pub headless_end: i32,
    /// A head is printed after its text.
    pub head_after: i32,
    /// A carried document starts where one is expected.
    pub carried: i32,
    /// A carried document starts where none is announced.
    pub carried_unasked: i32,
    /// … while the notice's own text is not closed.
    pub carried_early: i32,
    /// A carried document starts under its own title.
    pub carried_title: i32,
    /// An open sentence is followed by a label or an indented paragraph.
    pub open_cut: i32,
    /// A closed sentence is followed by words in mid-sentence.
    pub closed_middle: i32,
    /// A closed sentence is followed by words without a mark.
    pub closed_unknown: i32,
    /// The next number, the strongest link there is.
    pub next: i32,
    /// A hole in the numbering.
    pub hole: i32,
    /// … for each number missing, up to four.
    pub hole_each: i32,
    /// A numbering that goes back or repeats.
    pub back: i32,
    /// Articles that go back.
    pub back_article: i32,
    /// A numbering that starts afresh without a new parent.
    pub restart: i32,
    /// 一、 in a statute or 第一条 in a policy text.
    pub system: i32,
    /// A closing bracket that nothing opened.
    pub bracket: i32,
    /// A closing bracket that the thread had open.
    pub bracket_closed: i32,
    /// A bracket that stays open over a whole frame.
    pub bracket_open: i32,
    /// A heading with nothing below it.
    pub bare_heading: i32,
    /// A row of another list.
    pub style: i32,
    /// A row where no list is.
    pub row: i32,
    /// The signature of another organ than the head's.
    pub issuer: i32,
    /// The signature of the head's organ.
    pub issuer_same: i32,
    /// A signature, date or note out of order.
    pub order: i32,
    /// Words after the notice is closed.
    pub closed: i32,
    /// A notice that never ends.
    pub endless: i32,
    /// A sentence that never ends.
    pub unfinished: i32,
    /// A head without any text.
    pub empty: i32,
    /// The junction of two lines whose characters never meet inside a line.
    pub junction: i32,
    /// The junction of two lines whose four characters meet inside a line.
    pub joined: i32,
    /// A text goes on where printed page numbers say pages are missing.
    pub torn: i32,
    /// A text goes on where 下转 and 上接 say so.
    pub turn: i32,
    /// A frame and a thread speak of the same things, at most.
    pub topic: i32,
    /// The opening words name the matter of a head.
    pub named: i32,
    /// The first words stand right under their head.
    pub opening: i32,
    /// Words after those that close a notice.
    pub said: i32,
    /// A date before the meeting the text names, or long after it.
    pub day: i32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            jump: 6,
            jump_page: 4,
            jump_mark: 3,
            jump_title: 1,
            within: -3,
            page: 6,
            again: 7,
            head: 3,
            headless: 22,
            headless_addressed: 18,
            headless_end: 19,
            head_after: 3,
            carried: 1,
            carried_unasked: 13,
            carried_early: 6,
            carried_title: -4,
            open_cut: 10,
            closed_middle: 13,
            closed_unknown: 2,
            next: -2,
            hole: 9,
            hole_each: 2,
            back: 21,
            back_article: 30,
            restart: 8,
            system: 12,
            bracket: 6,
            bracket_closed: -3,
            bracket_open: 4,
            bare_heading: 4,
            style: 10,
            row: 6,
            issuer: 8,
            issuer_same: -4,
            order: 10,
            closed: 26,
            endless: 6,
            unfinished: 6,
            empty: 8,
            junction: 3,
            joined: -7,
            torn: 10,
            turn: 16,
            topic: 4,
            named: 13,
            opening: -4,
            said: 6,
            day: 10,
        }
    }
}

impl Weights {
    /// The weights for a source whose lines stand in the order they are read
    /// in: nothing is out of its place but for a reason as good as a head.
    pub fn in_print_order(&self) -> Weights {
        Weights {
            jump: self.jump * 5,
            jump_page: self.jump * 5,
            jump_mark: self.jump * 5,
            jump_title: self.jump * 5,
            head_after: self.head_after * 4,
            ..self.clone()
        }
    }

    /// How many weights there are.
    pub const COUNT: usize = 48;

    /// The usual weights with one of them halved, then with it doubled, one
    /// weight after the other.
    pub fn each_alone() -> Vec<Weights> {
        let mut out = Vec::with_capacity(Self::COUNT * 2);
        for n in 0..Self::COUNT {
            for double in [false, true] {
                let mut weights = Weights::default();
                if let Some(weight) = weights.each_mut().into_iter().nth(n) {
                    *weight = if double { *weight * 2 } else { *weight / 2 };
                }
                out.push(weights);
            }
        }
        out
    }

    /// All weights in order, for tests that move them.
    pub fn each_mut(&mut self) -> [&mut i32; Self::COUNT] {
        [
            &mut self.jump,
            &mut self.jump_page,
            &mut self.jump_mark,
            &mut self.jump_title,
            &mut self.within,
            &mut self.page,
            &mut self.again,
            &mut self.head,
            &mut self.headless,
            &mut self.headless_addressed,
            &mut self.headless_end,
            &mut self.head_after,
            &mut self.carried,
            &mut self.carried_unasked,
            &mut self.carried_early,
            &mut self.carried_title,
            &mut self.open_cut,
            &mut self.closed_middle,
            &mut self.closed_unknown,
            &mut self.next,
            &mut self.hole,
            &mut self.hole_each,
            &mut self.back,
            &mut self.back_article,
            &mut self.restart,
            &mut self.system,
            &mut self.bracket,
            &mut self.bracket_closed,
            &mut self.bracket_open,
            &mut self.bare_heading,
            &mut self.style,
            &mut self.row,
            &mut self.issuer,
            &mut self.issuer_same,
            &mut self.order,
            &mut self.closed,
            &mut self.endless,
            &mut self.unfinished,
            &mut self.empty,
            &mut self.junction,
            &mut self.joined,
            &mut self.torn,
            &mut self.turn,
            &mut self.topic,
            &mut self.named,
            &mut self.opening,
            &mut self.said,
            &mut self.day,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_weight_is_moved_alone() {
        let moved = Weights::each_alone();
        assert_eq!(moved.len(), Weights::COUNT * 2);
        for (n, mut weights) in moved.into_iter().enumerate() {
            let mut plain = Weights::default();
            let pairs = plain.each_mut().into_iter().zip(weights.each_mut());
            let differ: Vec<usize> = pairs
                .enumerate()
                .filter(|(_, (a, b))| a != b)
                .map(|(at, _)| at)
                .collect();
            assert!(differ.is_empty() || differ == [n / 2], "{n}: {differ:?}");
        }
    }
}
