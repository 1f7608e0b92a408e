//! The data files of this room, as they are written: what an entry says, every
//! one with an example that the tests check, and how a file is read.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a label says of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LabelRole {
    /// 牵头单位
    Lead,
    /// 配合单位
    Support,
    /// 责任单位
    Responsible,
    /// 责任领导
    Person,
    /// 完成时限
    Time,
    /// A list that is none of our business: 联系人.
    Skip,
    /// Words that only announce the clause: 责任分工.
    Head,
}

/// What a verb says of the list before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum VerbRole {
    /// 牵头
    Lead,
    /// 配合
    Support,
    /// 负责: supports beside a lead, is responsible without one.
    Neutral,
    /// 会同: leads; what follows supports.
    With,
}

/// A verb with its guards.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Verb {
    /// The word.
    pub t: String,
    /// Its role.
    pub r: VerbRole,
    /// Whether it decides alone.
    pub s: bool,
    /// Whether it says nothing in a running sentence.
    #[serde(default)]
    pub clause: bool,
    /// Whether it shares the work out: a verb only where no other follows.
    #[serde(default)]
    pub share: bool,
    /// Words that must not follow.
    #[serde(default)]
    pub not: Vec<String>,
    /// Words that must not stand right before.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// An example.
    #[cfg(test)]
    pub e: String,
}

/// Where a guarded object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    /// Right after the verb.
    Start,
    /// At the end of the words after it.
    End,
    /// Before 由.
    Before,
}

/// An object that makes a verb no duty: 负责解释.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Object {
    /// The words.
    pub t: String,
    /// Where they stand.
    pub p: Place,
    /// An example.
    #[cfg(test)]
    pub e: String,
}

/// A word with its example.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Word {
    /// The word.
    pub t: String,
    /// An example.
    #[cfg(test)]
    pub e: String,
}

/// A literal without one of which nothing is read.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Wake {
    /// The word.
    pub t: String,
    /// Whether it speaks of a duty in brackets and labels only.
    #[serde(default)]
    pub clause: bool,
    /// An example.
    #[cfg(test)]
    pub e: String,
}

/// A label or remark with its role `R` and example.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Tagged<R> {
    /// The word.
    pub t: String,
    /// Its role.
    pub r: R,
    /// An example.
    #[cfg(test)]
    pub e: String,
}

/// `labels.toml`
#[derive(Debug, Default, Deserialize)]
pub(super) struct LabelFile {
    pub label: Vec<Tagged<LabelRole>>,
    pub qualifier: Vec<Word>,
    pub body: Vec<Word>,
    pub is: Vec<Word>,
    pub table: Vec<Word>,
    pub remark: Vec<Tagged<VerbRole>>,
}

/// `verbs.toml`
#[derive(Debug, Default, Deserialize)]
pub(super) struct VerbFile {
    pub verb: Vec<Verb>,
    pub adverb: Vec<Word>,
    pub adverb_head: Vec<String>,
    pub adverb_body: Vec<Word>,
    pub lead_in: Vec<Word>,
    pub after: Vec<Word>,
    pub attribute: Vec<Word>,
    pub object: Vec<Object>,
    pub wake: Vec<Wake>,
    pub wake_rare: Vec<Word>,
    pub founding: Vec<Word>,
    pub leading: Vec<Word>,
    pub topic: Vec<Word>,
    pub sets_up: Vec<Word>,
    pub manner: Vec<Word>,
    pub manner_head: Vec<Word>,
    pub unread: Vec<Word>,
    pub through: Vec<Word>,
    pub founder: Vec<Word>,
    pub mechanism: Vec<Word>,
}

/// `units.toml`
#[derive(Debug, Default, Deserialize)]
pub(super) struct UnitFile {
    pub suffix: Vec<Word>,
    pub loose: Vec<Word>,
    pub not_suffix: Vec<Word>,
    pub not_start: Vec<Word>,
    pub start: Vec<Word>,
    pub not_inside: Vec<Word>,
    pub aside: Vec<Word>,
    pub with: Vec<Word>,
    pub closing: Vec<Word>,
}

/// `collectives.toml`
#[derive(Debug, Default, Deserialize)]
pub(super) struct CollectiveFile {
    pub prefix: Vec<Word>,
    pub inner: Vec<Word>,
    pub suffix: Vec<Word>,
    pub whole: Vec<Word>,
    pub level: Vec<Word>,
    pub noun: Vec<Word>,
    pub tail: Vec<Word>,
    pub not_open: Vec<Word>,
    pub bare: Vec<Word>,
    pub below: Vec<Word>,
    pub organ: Vec<Word>,
    pub national: Vec<Word>,
}

/// `times.toml`
#[derive(Debug, Default, Deserialize)]
pub(super) struct TimeFile {
    pub whole: Vec<Word>,
    pub begin: Vec<Word>,
    pub end: Vec<Word>,
}

/// `rules.toml`
#[derive(Debug, Default, Deserialize)]
pub(super) struct RuleFile {
    pub first: Vec<Word>,
    pub copula: Vec<Word>,
    pub missing: Vec<Word>,
    pub before_comma: Vec<Word>,
    pub in_print: Vec<Word>,
    pub note: Vec<Word>,
    pub unlisted: Vec<Word>,
    pub all: Vec<Word>,
    pub post: Vec<Word>,
    pub work: Vec<Word>,
    pub heading: Vec<Word>,
    pub role: Vec<Tagged<bool>>,
    pub doing: Vec<Tagged<bool>>,
    pub filler: Vec<Word>,
}

/// The data files as read, for the tests that go through every entry.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub labels: LabelFile,
    pub verbs: VerbFile,
    pub units: UnitFile,
    pub collectives: CollectiveFile,
    pub times: TimeFile,
    pub rules: RuleFile,
}

impl Files {
    /// Reads the embedded files. A broken one reads as empty, and the test
    /// [`tests::files_are_read`] fails: no panic reaches a user.
    pub fn read() -> Self {
        Files {
            labels: parse(include_str!("data/labels.toml")),
            verbs: parse(include_str!("data/verbs.toml")),
            units: parse(include_str!("data/units.toml")),
            collectives: parse(include_str!("data/collectives.toml")),
            times: parse(include_str!("data/times.toml")),
            rules: parse(include_str!("data/rules.toml")),
        }
    }
}

/// A data file; empty where it cannot be read.
pub(super) fn parse<T: DeserializeOwned + Default>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}
