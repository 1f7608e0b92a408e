//! Every entry of the word lists is exercised by its example.

use super::cases::node;
use crate::extract::Subject;
use crate::extract::duty::extract;
use crate::extract::duty::lexicon::{Files, LabelRole, VerbRole, lexicon};
use crate::record::Responsibility;

fn read(text: &str) -> Vec<Responsibility> {
    let body = [node("一、", text)];
    extract(&Subject {
        body: &body,
        ..Subject::default()
    })
    .0
}

/// Names of a role in the only clause of `text`.
fn role(text: &str, role: VerbRole) -> Vec<String> {
    let got = read(text);
    assert_eq!(got.len(), 1, "{text}: {got:?}");
    let units = match role {
        VerbRole::Lead | VerbRole::With => &got[0].lead_units,
        VerbRole::Support => &got[0].supporting_units,
        VerbRole::Neutral => &got[0].responsible_units,
    };
    units.iter().map(|unit| unit.name.clone()).collect()
}

#[test]
fn files_are_read() {
    let files = Files::read();
    assert!(files.labels.label.len() > 80 && files.labels.remark.len() > 10);
    assert!(files.verbs.verb.len() > 20 && files.verbs.after.len() > 80);
    assert!(files.units.suffix.len() > 150 && files.collectives.prefix.len() > 20);
    assert!(files.times.end.len() > 15 && files.rules.post.len() > 20);
    assert!(lexicon().verb_finder.find("牵头").next().is_some());
    assert!(lexicon().wake.find("负责").next().is_some());
}

#[test]
fn labels() {
    for label in Files::read().labels.label {
        assert!(label.e.contains(&label.t), "{label:?}");
        let got = read(&label.e);
        let unit = |units: &[crate::record::UnitName]| units.iter().any(|u| u.name == "市教育局");
        let one = got.first();
        let good = match label.r {
            LabelRole::Lead | LabelRole::Head => one.is_some_and(|r| unit(&r.lead_units)),
            LabelRole::Support => one.is_some_and(|r| unit(&r.supporting_units)),
            LabelRole::Responsible => one.is_some_and(|r| unit(&r.responsible_units)),
            LabelRole::Person => one.is_some_and(|r| r.leaders == ["王建国"]),
            LabelRole::Time => one.is_some_and(|r| r.deadline.as_deref() == Some("2024年6月底")),
            LabelRole::Skip => one.is_none(),
        };
        assert!(good, "{label:?}: {got:?}");
    }
}

#[test]
fn remarks() {
    for remark in Files::read().labels.remark {
        assert!(remark.e.contains(&remark.t), "{remark:?}");
        let names = role(&remark.e, remark.r);
        assert!(names.contains(&"市教育局".to_owned()), "{remark:?}");
    }
}

#[test]
fn verbs() {
    let verbs = Files::read().verbs;
    for verb in verbs.verb {
        assert!(verb.e.contains(&verb.t), "{verb:?}");
        let names = role(&verb.e, verb.r);
        assert!(names.contains(&"市教育局".to_owned()), "{verb:?}");
        for word in &verb.not_after {
            let text = format!("（市教育局、市{word}{}公厅负责）", verb.t);
            assert!(role(&text, verb.r).is_empty(), "{text}");
        }
        for word in &verb.not {
            let text = format!("（市教育局{}{word}）", verb.t);
            let names = read(&text);
            let alone = names
                .iter()
                .flat_map(|r| &r.lead_units)
                .any(|u| u.name == "市教育局");
            assert!(!alone, "{text}");
        }
    }
    for word in verbs
        .adverb
        .iter()
        .chain(&verbs.adverb_body)
        .chain(&verbs.lead_in)
    {
        assert!(word.e.contains(&word.t), "{word:?}");
        let got = read(&word.e);
        let named = |r: &Responsibility| {
            r.lead_units
                .iter()
                .chain(&r.supporting_units)
                .chain(&r.responsible_units)
                .any(|u| u.name == "市教育局")
        };
        assert!(got.len() == 1 && named(&got[0]), "{word:?}: {got:?}");
    }
    for head in &verbs.adverb_head {
        let text = format!("（市教育局{head}职责分工负责）");
        assert_eq!(role(&text, VerbRole::Neutral), ["市教育局"], "{text}");
    }
    for word in verbs.after {
        assert!(word.e.starts_with(&word.t), "{word:?}");
        let text = format!("市教育局会同市财政局{}。", word.e);
        assert_eq!(role(&text, VerbRole::Support), ["市财政局"], "{text}");
    }
}

#[test]
fn phrases_before_a_verb() {
    let verbs = Files::read().verbs;
    for word in verbs.manner.iter().chain(&verbs.manner_head) {
        assert!(word.e.contains(&word.t), "{word:?}");
        assert_eq!(role(&word.e, VerbRole::Neutral), ["市教育局"], "{word:?}");
    }
    let leads = verbs.through.iter().chain(&verbs.founder);
    for word in leads.chain(&verbs.mechanism) {
        assert!(word.e.contains(&word.t), "{word:?}");
        assert_eq!(role(&word.e, VerbRole::Lead), ["市教育局"], "{word:?}");
    }
    for word in &verbs.unread {
        let body = [node("一、", &word.e)];
        let (duties, notes) = extract(&Subject {
            body: &body,
            ..Subject::default()
        });
        assert!(word.e.ends_with(&format!("{}）", word.t)), "{word:?}");
        assert_eq!(duties, [], "{word:?}");
        let code = notes.first().map(|note| note.code.to_string());
        assert_eq!(code.as_deref(), Some("duty/clause-unread"), "{word:?}");
    }
}

#[test]
fn labels_that_are_names_or_have_no_colon() {
    let labels = Files::read().labels;
    for word in labels.body {
        assert!(word.e.contains(&word.t), "{word:?}");
        assert_eq!(
            role(&word.e, VerbRole::Support),
            [word.t.as_str()],
            "{word:?}"
        );
    }
    for word in labels.is {
        assert!(word.e.contains(&word.t), "{word:?}");
        let got = read(&word.e);
        assert_eq!(got.len(), 1, "{word:?}");
        let units = got[0].lead_units.iter().chain(&got[0].responsible_units);
        assert!(units.map(|u| u.name.as_str()).eq(["市教育局"]), "{word:?}");
    }
    for word in labels.table {
        assert!(word.e.contains(&word.t), "{word:?}");
        assert!(lexicon().wake_label(&word.e), "{word:?}");
    }
}

#[test]
fn asides_are_no_part_of_a_name() {
    for word in Files::read().units.aside {
        assert!(word.e.contains(&word.t), "{word:?}");
        let text = format!("（{}负责）", word.e);
        assert_eq!(role(&text, VerbRole::Neutral), ["市教育局"], "{word:?}");
    }
}

#[test]
fn names_that_close_a_bracket() {
    for word in Files::read().units.closing {
        assert!(word.e.ends_with(&word.t), "{word:?}");
        let text = format!("推进改革。（市教育局、{0}）\n完善制度。（{0}）", word.e);
        let got = read(&text);
        assert_eq!(got.len(), 2, "{word:?}: {got:?}");
        assert_eq!(got[0].responsible_units.len(), 2, "{word:?}");
    }
}

#[test]
fn names_with_a_preposition_inside() {
    for word in Files::read().units.with {
        assert!(word.e.contains(&format!("以{}", word.t)), "{word:?}");
        let got = read(&format!("（{}负责）", word.e));
        assert_eq!(got.len(), 1, "{word:?}");
    }
    assert_eq!(read("（认定以家庭办公室负责）"), []);
}

#[test]
fn headings_end_in_fillers() {
    for word in Files::read().rules.filler {
        assert!(word.e.contains(&word.t), "{word:?}");
        let mut body = [node("一、", &word.e)];
        body[0].children = vec![node("（一）", "推进改革。")];
        let (duties, _) = extract(&Subject {
            body: &body,
            ..Subject::default()
        });
        let lead = duties.first().and_then(|duty| duty.lead_units.first());
        let lead = lead.map(|unit| unit.name.as_str());
        assert_eq!(lead, Some("省编办"), "{word:?}");
    }
}

#[test]
fn what_is_no_duty() {
    let verbs = Files::read().verbs;
    for word in verbs.attribute {
        assert!(word.e.contains(&word.t), "{word:?}");
        assert_eq!(read(&word.e), [], "{word:?}");
    }
    for object in verbs.object {
        assert!(object.e.contains(&object.t), "{object:?}");
        assert_eq!(read(&object.e), [], "{object:?}");
    }
}

#[test]
fn lists_of_levels_and_open_lists() {
    let lists = Files::read().collectives;
    for word in lists.level.iter().chain(&lists.noun) {
        let names = role(&format!("（{}负责）", word.e), VerbRole::Neutral);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert!(word.e.contains(&word.t), "{word:?}");
        assert_eq!(names.join("、"), word.e, "{word:?}");
        assert_eq!(names.len(), 1, "{word:?}");
    }
    for word in lists.tail {
        assert!(word.e.contains(&word.t), "{word:?}");
        let got = read(&format!("（{}负责）", word.e));
        assert!(got.len() == 1 && got[0].open_ended, "{word:?}: {got:?}");
        assert_eq!(got[0].responsible_units.len(), 1, "{word:?}");
    }
    for word in lists.bare {
        assert!(word.e.contains(&word.t), "{word:?}");
        let got = read(&format!("（{}负责）", word.e));
        assert!(got.len() == 1 && got[0].open_ended, "{word:?}: {got:?}");
        assert_eq!(got[0].responsible_units.len(), 1, "{word:?}");
    }
    for word in lists.below {
        assert!(word.e.contains(&word.t), "{word:?}");
        let names = role(&format!("（{}负责）", word.e), VerbRole::Neutral);
        assert_eq!(names, [word.e.as_str()], "{word:?}");
    }
    for word in lists.organ {
        assert!(word.e.contains(&word.t), "{word:?}");
        let names = role(&format!("市教育局会同{}。", word.e), VerbRole::Support);
        assert!(names.len() == 1 && names[0].ends_with(&word.t), "{word:?}");
    }
    for word in lists.national {
        assert!(word.e.starts_with(&word.t), "{word:?}");
        let names = role(&format!("（市教育局和{}负责）", word.e), VerbRole::Neutral);
        assert_eq!(names, ["市教育局", word.e.as_str()], "{word:?}");
    }
    for word in lists.not_open {
        assert!(word.e.contains(&format!("{}等", word.t)), "{word:?}");
        let got = read(&format!("（{}负责）", word.e));
        assert!(got.len() == 1 && !got[0].open_ended, "{word:?}: {got:?}");
        assert_eq!(got[0].responsible_units[0].name, word.e, "{word:?}");
    }
}
