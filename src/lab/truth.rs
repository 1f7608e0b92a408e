//! What is true of a generated issue, in the shape of a hand-checked gold
//! file: the same keys, so that one scorer reads both, and a few more. Keys
//! that a hand-checked file leaves out are empty; keys it has besides are
//! passed over.

use crate::record::{Completeness, FurnitureKind, Gazette, Level, Repeal, Role};
use serde::{Deserialize, Serialize};

/// The truth of one issue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Truth {
    /// The file and how it was made.
    pub source: TruthSource,
    /// One sentence for a person.
    pub note: String,
    /// Physical lines that are not blank, 1-based, in order.
    pub nonblank_lines: Vec<u32>,
    /// Lines of the gazette itself, `[first, last]`, 1-based, inclusive.
    pub furniture: Vec<(u32, u32)>,
    /// What stands there, line by line or in ranges.
    pub furniture_kinds: Vec<TruthFurniture>,
    /// Pages as printed.
    pub pages: Vec<TruthPage>,
    /// The gazette, as its mastheads and running heads print it.
    pub gazette: Gazette,
    /// Notices in order of first printed appearance.
    pub notices: Vec<TruthNotice>,
}

impl Truth {
    /// Whether it was made by a seed, not by hand.
    pub fn is_generated(&self) -> bool {
        !self.source.profile.is_empty()
    }
}

/// The file a truth speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthSource {
    /// File name.
    pub file: String,
    /// Profile it was made with.
    pub profile: String,
    /// Seed it was made from.
    pub seed: u64,
}

/// Lines of the gazette itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthFurniture {
    /// First and last physical line.
    pub lines: (u32, u32),
    /// What they are.
    pub kind: FurnitureKind,
}

/// One printed page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthPage {
    /// First physical line, 1-based.
    pub first_line: u32,
    /// Last physical line, inclusive.
    pub last_line: u32,
    /// The page number, where one is printed.
    pub printed_number: Option<u32>,
}

/// What is true of one notice. A single value that no reader could tell from
/// the print is `*`: it is not scored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthNotice {
    /// `N01`, `N02` … in order of appearance.
    pub id: String,
    /// Canonical document number.
    pub document_number: Option<String>,
    /// Full title.
    pub title: Option<String>,
    /// Document type.
    pub document_type: Option<String>,
    /// First issuing body.
    pub issuing_body: Option<String>,
    /// All issuing bodies.
    pub issuing_bodies: Vec<String>,
    /// Recipients, one string each.
    pub recipients: Vec<String>,
    /// Date, ISO 8601.
    pub date: Option<String>,
    /// Note without brackets.
    pub disclosure: Option<String>,
    /// The gazette's section.
    pub rubric: Option<String>,
    /// How much of it is printed.
    pub completeness: Completeness,
    /// Approval.
    pub approval: Option<TruthApproval>,
    /// Carried documents.
    pub enclosures: Vec<TruthEnclosure>,
    /// Attachments of the notice itself.
    pub attachments: Vec<TruthAttachment>,
    /// `[role, first, last]` in reading order; blank lines and nothing else
    /// may lie inside a range.
    pub segments: Vec<(Role, u32, u32)>,
    /// Labelled units in reading order.
    pub outline: Vec<TruthUnit>,
    /// Responsibility clauses in brackets or under labels.
    pub responsibilities: Vec<TruthDuty>,
    /// Cited documents; left empty, and not scored, in generated issues.
    pub citations: Vec<Repeal>,
    /// Repealed documents.
    pub repeals: Vec<Repeal>,
    /// When it is in force.
    pub effective: Option<TruthEffective>,
    /// Who interprets it.
    pub interpreting_units: Vec<String>,
    /// Who explains it.
    pub explaining_units: Vec<String>,
    /// Appointments and removals, one row a person.
    pub appointments: Vec<TruthAppointment>,
    /// Members of bodies.
    pub roster: Vec<TruthRoster>,
    /// Mis-decoded symbols.
    pub glyph_repairs: Vec<TruthGlyph>,
    /// Words of the notice's own text, without white space.
    pub body_text: String,
    /// Words of the carried documents, without white space.
    pub enclosure_text: String,
    /// Subject words (old notices).
    pub subject_words: Vec<String>,
    /// Copied to (old notices).
    pub copied_to: Vec<String>,
    /// Who signed an order.
    pub signatory: Option<TruthSignatory>,
    /// Registration number.
    pub registration_number: Option<String>,
    /// History note under a statute's title, without brackets.
    pub history_note: Option<String>,
    /// Whether every cut leaves a witness, as the room `witness` defines it.
    pub witnessed: bool,
    /// The cuts of its text, in reading order.
    pub cuts: Vec<Cut>,
}

/// A place where a notice's next line is not the next printed line of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Last line before it.
    pub from: u32,
    /// First line after it.
    pub to: u32,
    /// Whether the text says how to go on, as the room `witness` defines it.
    pub witness: bool,
    /// Whether it says so by marks alone (numbers, brackets, list rows, names,
    /// dates, widths), without a feeling for sentences.
    pub firm: bool,
    /// What is cut: `text`, `head`, `number`, `carried_title`, `start` (of a
    /// headless piece) or `end` (of an unfinished one).
    pub what: String,
}

/// Who signed an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthSignatory {
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
}

/// Approval: meeting and verb.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthApproval {
    /// The meeting; `null` where a government agreed.
    pub meeting: Option<String>,
    /// What it did.
    pub verb: Option<String>,
}

/// A carried document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthEnclosure {
    /// Its title, where printed.
    pub title: Option<String>,
    /// Its type.
    pub document_type: Option<String>,
    /// Its own attachments.
    pub attachments: Vec<TruthAttachment>,
}

/// An attachment named in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthAttachment {
    /// Its number.
    pub number: Option<u32>,
    /// Its title.
    pub title: String,
    /// Note without brackets.
    pub note: Option<String>,
}

/// A labelled unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthUnit {
    /// Its level.
    pub level: Level,
    /// Its printed label, without spaces.
    pub label: String,
    /// The number in it.
    pub number: u32,
    /// For inserted articles: 1 in 第八条之一.
    pub inserted: Option<u32>,
    /// A short heading.
    pub heading: Option<String>,
    /// The line of its label.
    pub line: u32,
    /// Label of the labelled unit above it, in the same text.
    pub parent_label: Option<String>,
    /// Line of that label.
    pub parent_line: Option<u32>,
    /// `body` or `enclosure`.
    #[serde(rename = "in")]
    pub inside: String,
}

/// A responsibility clause.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthDuty {
    /// The line of its opening bracket or label.
    pub line: u32,
    /// `bracket`, or `label` where no bracket is printed; `sentence` is not
    /// scored.
    pub form: String,
    /// Leading units.
    pub lead_units: Vec<String>,
    /// Supporting units.
    pub supporting_units: Vec<String>,
    /// Responsible units.
    pub responsible_units: Vec<String>,
    /// The clause.
    pub text: String,
}

/// When a document is in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthEffective {
    /// First day.
    pub from: Option<String>,
    /// From the day of issue.
    pub on_issue: bool,
    /// Period, `2年`.
    pub validity: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

/// An appointment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthAppointment {
    /// `appoint` or `remove`.
    pub action: String,
    /// Name.
    pub person: Option<String>,
    /// Post.
    pub post: String,
    /// Note.
    pub note: Option<String>,
}

/// A roster row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthRoster {
    /// 组长 …
    pub role: String,
    /// Name.
    pub name: Option<String>,
    /// Position or unit.
    pub position: Option<String>,
    /// `list`; `prose` is not scored.
    pub form: String,
}

/// A mis-decoded symbol.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthGlyph {
    /// Line.
    pub line: u32,
    /// Column, 1-based, in characters.
    pub column: u32,
    /// As printed.
    pub found: String,
    /// As meant.
    pub meant: String,
}
