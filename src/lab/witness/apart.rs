//! Numbers and titles printed apart from their text.

use super::super::seen::Seen;
use super::super::truth::Cut;
use super::satellite;
use crate::record::Role;

/// What may be printed apart from its text, in the order of [`Apart`].
const SATELLITES: [(&str, Role); 3] = [
    ("head", Role::Title),
    ("number", Role::DocumentNumber),
    ("carried_title", Role::EnclosureTitle),
];

/// For each satellite its first line, where it is printed apart.
type Apart = [Option<u32>; 3];

/// Numbers and titles printed apart from their text.
pub(super) fn apart(all: &[Seen<'_>], out: &mut [Vec<Cut>]) {
    let standing: Vec<Apart> = all
        .iter()
        .map(|one| SATELLITES.map(|(_, role)| stands_apart(one, role)))
        .collect();
    for (notice, one) in all.iter().enumerate() {
        let places = one.places;
        for (turn, (what, role)) in SATELLITES.into_iter().enumerate() {
            let Some(at) = standing[notice][turn] else {
                continue;
            };
            let page = places.page[at as usize];
            let rivals = |class: bool| {
                (0..all.len()).any(|other| {
                    other != notice
                        && (!class || by_government(&all[other]) == by_government(one))
                        && standing[other][turn]
                            .is_some_and(|line| places.page[line as usize] == page)
                })
            };
            let witness = match role {
                Role::EnclosureTitle => {
                    let title = &one.part(at).text;
                    let in_title = one.present(one.lines.start) && one.draft.title.contains(title);
                    let in_text = one.lines.clone().any(|line| {
                        let part = one.part(line);
                        part.enclosure == 0 && one.present(line) && part.text.contains(title)
                    });
                    let named = in_title || in_text;
                    named || !rivals(false)
                }
                Role::DocumentNumber => {
                    !rivals(true) || nearest_head(at, all, &standing) == Some(notice)
                }
                _ => !rivals(false),
            };
            out[notice].push(Cut {
                from: places.line[at as usize],
                to: places.line[at as usize],
                witness,
                firm: witness,
                what: what.to_owned(),
            });
        }
    }
}

fn by_government(one: &Seen<'_>) -> Option<bool> {
    let body = one.draft.issuing_bodies.first()?;
    Some(body.ends_with('府'))
}

/// The notice whose head is the nearest before a number, among the notices
/// whose number stands apart.
fn nearest_head(number: u32, all: &[Seen<'_>], standing: &[Apart]) -> Option<usize> {
    let places = all[0].places;
    let turn = |line: u32| places.turn[line as usize];
    (0..all.len())
        .filter(|&other| standing[other][1].is_some() && all[other].present(all[other].lines.start))
        .filter(|&other| turn(all[other].lines.start) < turn(number))
        .max_by_key(|&other| turn(all[other].lines.start))
}

/// The first line in a role, where it is printed apart from its text.
fn stands_apart(seen: &Seen<'_>, role: Role) -> Option<u32> {
    let places = seen.places;
    let lines: Vec<u32> = seen
        .lines
        .clone()
        .filter(|&line| seen.present(line))
        .collect();
    let of_role = |&line: &u32| {
        let found = seen.part(line).role;
        // A registration number stands with the document number.
        found == role || (role == Role::DocumentNumber && found == Role::RegistrationNumber)
    };
    let first = lines.iter().position(of_role)?;
    let last = lines.iter().rposition(of_role)?;
    let turn = |line: u32| places.turn[line as usize];
    if role == Role::DocumentNumber {
        let before = first.checked_sub(1).map(|at| lines[at]);
        let beside = before.is_some_and(|line| turn(line) + 1 == turn(lines[first]));
        return (!beside).then(|| lines[first]);
    }
    // A title stands by its text when nothing but other titles and numbers of
    // its notice is printed between them.
    let text = lines[last + 1..]
        .iter()
        .copied()
        .find(|&line| !satellite(seen.part(line).role));
    let beside = text.is_none_or(|text| {
        let between = places
            .printed
            .get(turn(lines[last]) as usize + 1..turn(text) as usize);
        between.is_some_and(|between| {
            between.iter().all(|&line| {
                let notice = seen.galley.lines[line as usize].notice;
                notice == seen.galley.lines[text as usize].notice && satellite(seen.part(line).role)
            })
        })
    });
    (!beside).then(|| lines[first])
}
