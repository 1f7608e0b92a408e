//! Where clauses stand in the outline, and for which unit they speak.

use super::scan::Draft;
use crate::extract::Subject;
use crate::record::{DutyForm, Level};
use crate::structure::Node;
use std::borrow::Cow;

/// One node of a document, in reading order.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// The node.
    pub node: &'a Node,
    /// 0 for the text of the notice, 1 for its first enclosure …
    pub part: usize,
    /// Index of the node above.
    pub parent: Option<usize>,
    /// One past the last index below it.
    pub end: usize,
    /// The labelled sibling before it.
    pub labelled_before: Option<usize>,
    /// Its last labelled child.
    pub last_labelled: Option<usize>,
}

impl Place<'_> {
    /// Whether it has a label.
    pub fn labelled(&self) -> bool {
        !self.node.label.is_empty()
    }
}

/// All nodes of a notice in reading order. Deep trees do not nest calls.
pub(super) fn flatten<'a>(subject: &Subject<'a>) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    add_part(&mut places, subject.body, 0);
    for (index, carried) in subject.enclosures.iter().enumerate() {
        add_part(&mut places, carried.body, index + 1);
    }
    places
}

/// Nodes still to visit below one parent.
struct Below<'a> {
    nodes: std::slice::Iter<'a, Node>,
    parent: Option<usize>,
    labelled_before: Option<usize>,
}

fn add_part<'a>(places: &mut Vec<Place<'a>>, nodes: &'a [Node], part: usize) {
    let mut stack = vec![Below {
        nodes: nodes.iter(),
        parent: None,
        labelled_before: None,
    }];
    while let Some(below) = stack.last_mut() {
        let parent = below.parent;
        let Some(node) = below.nodes.next() else {
            if let Some(place) = parent.and_then(|p| place_mut(places, p)) {
                place.1.end = place.0;
            }
            stack.pop();
            continue;
        };
        let index = places.len();
        places.push(Place {
            node,
            part,
            parent,
            end: index + 1,
            labelled_before: below.labelled_before,
            last_labelled: None,
        });
        if !node.label.is_empty() {
            below.labelled_before = Some(index);
            if let Some((_, place)) = parent.and_then(|p| place_mut(places, p)) {
                place.last_labelled = Some(index);
            }
        }
        stack.push(Below {
            nodes: node.children.iter(),
            parent: Some(index),
            labelled_before: None,
        });
    }
}

/// How many places there are, and one of them.
fn place_mut<'p, 'a>(
    places: &'p mut [Place<'a>],
    index: usize,
) -> Option<(usize, &'p mut Place<'a>)> {
    let len = places.len();
    Some((len, places.get_mut(index)?))
}

/// How many printed clauses (brackets and labels) stand in a run of places.
#[derive(Debug)]
pub(super) struct Counts(Vec<usize>);

impl Counts {
    /// Counts the drafts per place.
    pub fn new(places: usize, drafts: &[Draft]) -> Self {
        let mut sums = vec![0; places + 1];
        for draft in drafts {
            let printed = draft.form != DutyForm::Sentence && draft.clause.names_someone();
            if let Some(count) = sums.get_mut(draft.place + 1)
                && printed
            {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut sums {
            sum += *count;
            *count = sum;
        }
        Counts(sums)
    }

    /// Clauses in the places `from..to`.
    pub fn between(&self, from: usize, to: usize) -> usize {
        let at = |index: usize| self.0.get(index).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }
}

/// The place a clause speaks for.
///
/// A clause inside the words of a unit speaks for it. One that stands alone
/// after the last of several items speaks for that item when the items before
/// have clauses of their own, and for the unit above when they have none.
pub(super) fn owner(places: &[Place<'_>], counts: &Counts, draft: &Draft) -> Option<usize> {
    let here = draft.place;
    let place = places.get(here)?;
    if !place.labelled() {
        return match place.labelled_before {
            Some(item) if draft.form != DutyForm::Sentence => {
                closing(places, counts, item, here, place.parent)
            }
            _ => place.parent,
        };
    }
    let only_item = place.end == here + 1;
    // Paragraphs are not always told apart: a bracket that opens a printed line
    // after a full stop may be one of its own.
    let apart = draft.alone && !draft.first || draft.opens_line;
    let closes = apart && draft.last && draft.form != DutyForm::Sentence;
    if !(only_item && closes)
        || place.node.level < Level::Item && place.node.level != Level::Article
    {
        return Some(here);
    }
    let Some(above) = place.parent else {
        return Some(here);
    };
    let up = places.get(above)?;
    let last = up.last_labelled == Some(here);
    let several = place.labelled_before.is_some();
    let others_have = counts.between(above + 1, here) > 0;
    let own = counts.between(here, here + 1) > 1;
    let above_has = counts.between(above, above + 1) > 0;
    if up.labelled() && last && several && (!others_have || own) && !above_has {
        Some(above)
    } else {
        Some(here)
    }
}

/// For which unit a clause in the unlabelled place `here` speaks that stands
/// after the labelled sibling `item`.
fn closing(
    places: &[Place<'_>],
    counts: &Counts,
    item: usize,
    here: usize,
    above: Option<usize>,
) -> Option<usize> {
    let last = match above {
        Some(above) => places.get(above)?.last_labelled == Some(item),
        None => true,
    };
    let first_below = above.map_or(0, |above| above + 1);
    let others_have = counts.between(first_below, item) > 0;
    let item_has = counts.between(item, here) > 0;
    let up = above.filter(|&above| places.get(above).is_some_and(Place::labelled));
    match up {
        _ if !last => Some(item),
        Some(_) if item_has => up,
        Some(_) if others_have => Some(item),
        Some(_) => up,
        None if item_has => above,
        None => Some(item),
    }
}

/// The path of labels of a place, `附/` before it in the first enclosure,
/// `附2/` in the second.
pub(super) fn path(places: &[Place<'_>], owner: Option<usize>, part: usize) -> String {
    let mut labels: Vec<Cow<'_, str>> = Vec::new();
    let mut next = owner;
    while let Some(place) = next.and_then(|index| places.get(index)) {
        let label = place.node.label.text();
        if !label.is_empty() {
            labels.push(if label.contains(char::is_whitespace) {
                label.chars().filter(|c| !c.is_whitespace()).collect()
            } else {
                Cow::Borrowed(label)
            });
        }
        next = place.parent;
    }
    match part {
        0 => {}
        1 => labels.push(Cow::Borrowed("附")),
        n => labels.push(Cow::Owned(format!("附{n}"))),
    }
    labels.reverse();
    labels.join("/")
}
