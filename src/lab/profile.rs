//! Profiles: what a generated gazette looks like and how it is damaged.
//!
//! Every rate is per mille. A range is drawn once per issue, so that issues of
//! one profile differ; a plain rate is drawn per event.

/// How a page is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// One column.
    One,
    /// Two columns; titles span both, each notice fills its own band of the
    /// page and balances its columns in it (通栏标题, 分栏平衡).
    Bands,
    /// Two columns, filled one after the other like a newspaper's.
    Columns,
    /// No pages: one notice after another, paragraphs unbroken.
    Scroll,
}

/// How the dump marks the start of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageMark {
    /// Not at all.
    None,
    /// The first line begins with a space.
    Space,
    /// The first line begins with a form feed.
    FormFeed,
}

/// How old the documents are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// After 2012: 〔2023〕, Arabic dates, 附注.
    Modern,
    /// Before: `[94]`, hanzi dates, 主题词, 抄送.
    Old,
}

/// What a generated gazette looks like. Rates are per mille.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name, used on the command line and in file names.
    pub name: &'static str,
    /// One sentence for a person.
    pub about: &'static str,
    /// Age of the documents.
    pub era: Era,
    /// First and last year of issue.
    pub years: (i32, i32),
    /// Notices in an issue, least and most.
    pub notices: (u32, u32),
    /// Length of texts: 1000 is the usual length.
    pub length: u32,
    /// Page plans to choose from.
    pub plans: &'static [Plan],
    /// Column width in hanzi, least and most.
    pub width: (u32, u32),
    /// Rows of text in a column, least and most.
    pub rows: (u32, u32),
    /// Whether a blank line follows every line; drawn per issue.
    pub blank_lines: u32,
    /// Lines end in CR LF; drawn per issue.
    pub crlf: u32,
    /// How pages are marked.
    pub page_mark: PageMark,
    /// A page's mark is lost.
    pub page_mark_lost: u32,
    /// First lines of paragraphs keep their indent; drawn per issue.
    pub indents: u32,
    /// A contents page is printed; drawn per issue.
    pub contents: u32,
    /// A page's running head survives (least, most; drawn per issue).
    pub running_heads: (u32, u32),
    /// A page's number survives (least, most; drawn per issue).
    pub page_numbers: (u32, u32),
    /// A surviving page number has its dashes moved: `22- -`.
    pub page_number_garbled: u32,
    /// Spaces strewn into titles; drawn per issue, then per character at a
    /// fifteenth to a quarter of the rate.
    pub title_spaces: u32,
    /// Numbers are set off by spaces; drawn per issue.
    pub latin_spaces: u32,
    /// A full-width comma or colon printed half-width.
    pub ascii_punctuation: u32,
    /// An operator of a formula mis-decoded.
    pub glyphs: u32,
    /// The number painted away from its place.
    pub number_displaced: u32,
    /// A carried document's title painted after its columns.
    pub carried_title_displaced: u32,
    /// Title and number painted after the notice's own text.
    pub title_displaced: u32,
    /// Bands or columns of a page painted in another order.
    pub frames_permuted: u32,
    /// The two columns of a band painted right before left.
    pub columns_swapped: u32,
    /// Another notice's band painted between the two columns of a band.
    pub band_inserted: u32,
    /// A page missing, with the ones after it at even odds.
    pub pages_missing: u32,
}

const CLEAN: Profile = Profile {
    name: "clean-one-column",
    about: "one column, contents page, page numbers, running heads, indents",
    era: Era::Modern,
    years: (2013, 2024),
    notices: (8, 20),
    length: 1000,
    plans: &[Plan::One],
    width: (28, 40),
    rows: (34, 46),
    blank_lines: 0,
    crlf: 80,
    page_mark: PageMark::FormFeed,
    page_mark_lost: 300,
    indents: 1000,
    contents: 900,
    running_heads: (800, 1000),
    page_numbers: (900, 1000),
    page_number_garbled: 0,
    title_spaces: 0,
    latin_spaces: 300,
    ascii_punctuation: 2,
    glyphs: 0,
    number_displaced: 0,
    carried_title_displaced: 0,
    title_displaced: 0,
    frames_permuted: 0,
    columns_swapped: 0,
    band_inserted: 0,
    pages_missing: 0,
};

const CLEAN_TWO: Profile = Profile {
    name: "clean-two-column",
    about: "two columns in reading order, narrow lines",
    plans: &[Plan::Bands, Plan::Columns],
    width: (18, 24),
    rows: (30, 46),
    blank_lines: 200,
    indents: 600,
    contents: 500,
    ..CLEAN
};

const DAMAGED: Profile = Profile {
    name: "sample-damage",
    about: "two columns as a page dump paints them: frames permuted, numbers and titles displaced, pages missing",
    plans: &[Plan::Bands, Plan::Bands, Plan::Columns],
    width: (18, 26),
    rows: (28, 42),
    notices: (10, 26),
    length: 750,
    blank_lines: 800,
    crlf: 0,
    page_mark: PageMark::Space,
    page_mark_lost: 60,
    indents: 60,
    contents: 60,
    running_heads: (300, 1000),
    page_numbers: (0, 200),
    page_number_garbled: 800,
    title_spaces: 850,
    latin_spaces: 850,
    ascii_punctuation: 12,
    glyphs: 900,
    number_displaced: 180,
    carried_title_displaced: 880,
    title_displaced: 40,
    frames_permuted: 550,
    columns_swapped: 10,
    band_inserted: 40,
    pages_missing: 12,
    ..CLEAN
};

const DOUBLED: Profile = Profile {
    name: "double-damage",
    about: "about twice the rates of sample-damage",
    page_mark_lost: 200,
    number_displaced: 400,
    carried_title_displaced: 950,
    title_displaced: 80,
    frames_permuted: 900,
    columns_swapped: 40,
    band_inserted: 100,
    pages_missing: 40,
    ascii_punctuation: 30,
    running_heads: (0, 700),
    ..DAMAGED
};

const OLD: Profile = Profile {
    name: "old",
    about: "documents of 1986 to 2011: hanzi dates, [ ] numbers, subject words, copies",
    era: Era::Old,
    years: (1986, 2011),
    plans: &[Plan::One, Plan::Bands, Plan::Columns],
    width: (20, 34),
    indents: 500,
    blank_lines: 300,
    title_spaces: 200,
    latin_spaces: 200,
    ..CLEAN
};

const OLD_DAMAGED: Profile = Profile {
    name: "old-damage",
    about: "old documents, damaged as in sample-damage",
    era: Era::Old,
    years: (1986, 2011),
    ..DAMAGED
};

const WEB: Profile = Profile {
    name: "web-dump",
    about: "one notice after another, paragraphs unbroken, no pages",
    plans: &[Plan::Scroll],
    blank_lines: 500,
    indents: 500,
    contents: 0,
    running_heads: (0, 0),
    page_numbers: (0, 0),
    ..CLEAN
};

static PROFILES: [Profile; 7] = [CLEAN, CLEAN_TWO, DAMAGED, DOUBLED, OLD, OLD_DAMAGED, WEB];

/// All profiles, by name unique.
pub fn profiles() -> &'static [Profile] {
    &PROFILES
}

/// The profile called `name`.
pub fn profile(name: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.name == name)
}
