//! The units of a notice in reading order, each with the labels above it.

use super::Subject;
use super::sieve::{Lists, Sifted};
use crate::structure::Node;

/// A unit and those above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trail<'t, 'a> {
    /// From the top down to the unit itself.
    nodes: &'t [&'a Node],
    /// 0 for the text of the notice, 1 for its first enclosure …
    pub part: usize,
    /// Of which lists the unit may hold a word.
    pub lists: Lists,
}

impl<'a> Trail<'_, 'a> {
    /// The unit itself.
    pub fn node(&self) -> Option<&'a Node> {
        self.nodes.last().copied()
    }

    /// The units above it and itself, from the top.
    pub fn nodes(&self) -> &[&'a Node] {
        self.nodes
    }

    /// The path of labels, `附/` before it in the first enclosure, `附2/` in
    /// the second.
    pub fn path(&self) -> String {
        self.path_to(self.nodes.len())
    }

    /// The path of the `depth` topmost units.
    pub fn path_to(&self, depth: usize) -> String {
        let mut path = match self.part {
            0 => String::new(),
            1 => "附".to_owned(),
            n => format!("附{n}"),
        };
        for node in self.nodes.iter().take(depth) {
            let label = node.label.text();
            if label.is_empty() {
                continue;
            }
            if !path.is_empty() {
                path.push('/');
            }
            path.extend(label.chars().filter(|c| !c.is_whitespace()));
        }
        path
    }
}

/// Visits every unit of a notice, then those of each enclosure. Deep trees do
/// not nest calls.
pub(super) fn walk<'a>(subject: &Subject<'a>, mut visit: impl FnMut(Trail<'_, 'a>)) {
    let carried = subject.enclosures.iter().map(|carried| carried.body);
    let mut sifted = Sifted::new(subject);
    for (part, body) in std::iter::once(subject.body).chain(carried).enumerate() {
        let mut open = vec![body.iter()];
        let mut nodes: Vec<&'a Node> = Vec::new();
        while let Some(below) = open.last_mut() {
            let Some(node) = below.next() else {
                open.pop();
                nodes.pop();
                continue;
            };
            nodes.push(node);
            visit(Trail {
                nodes: &nodes,
                part,
                lists: sifted.next(),
            });
            open.push(node.children.iter());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Carried;
    use crate::text::Joined;

    fn node(label: &str, children: Vec<Node>) -> Node {
        Node {
            label: Joined::plain(label),
            children,
            ..Node::default()
        }
    }

    #[test]
    fn paths_name_the_labels_above() {
        let body = [
            node("", vec![]),
            node("一、", vec![node("（一）", vec![]), node("", vec![])]),
        ];
        let carried = [node("第 一 条", vec![])];
        let enclosures = [
            Carried {
                title: None,
                body: &carried,
            },
            Carried {
                title: None,
                body: &carried,
            },
        ];
        let mut paths = Vec::new();
        walk(
            &Subject {
                body: &body,
                enclosures: &enclosures,
                ..Subject::default()
            },
            |trail| paths.push(trail.path()),
        );
        let want = ["", "一、", "一、/（一）", "一、", "附/第一条", "附2/第一条"];
        assert_eq!(paths, want);
    }
}
