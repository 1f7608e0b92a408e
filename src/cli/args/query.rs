//! What can be typed after the commands that take a query.

use super::{RecordFormat, TextFormat};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Conditions on notices.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Issuing body (发文机关), whole name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub issuer: Vec<String>,
    /// Document type (文种): 通知, 意见 …; may be repeated
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Vec<String>,
    /// Section of the gazette (栏目); may be repeated
    #[arg(long, value_name = "NAME")]
    pub rubric: Vec<String>,
    /// Name of the gazette; may be repeated
    #[arg(long, value_name = "NAME")]
    pub gazette: Vec<String>,
    /// complete, head_missing, tail_missing, gap, fragment; may be repeated
    #[arg(long, value_name = "WORD")]
    pub completeness: Vec<String>,
    /// Lead unit (牵头单位); may be repeated
    #[arg(long, value_name = "UNIT")]
    pub lead: Vec<String>,
    /// Supporting unit (配合单位); may be repeated
    #[arg(long, value_name = "UNIT")]
    pub support: Vec<String>,
    /// Responsible unit (责任单位); may be repeated
    #[arg(long, value_name = "UNIT")]
    pub responsible: Vec<String>,
    /// Year; may be repeated
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i64).range(1..=9999))]
    pub year: Vec<i64>,
    /// First day, month or year: 2023-01-06, 2023-01, 2023
    #[arg(long, value_name = "DATE", value_parser = since)]
    pub since: Option<i64>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE", value_parser = until)]
    pub until: Option<i64>,
}

fn since(text: &str) -> Result<i64, String> {
    crate::index::first_day(text)
        .ok_or_else(|| "not a date like 2023-01-06, 2023-01 or 2023".to_owned())
}

fn until(text: &str) -> Result<i64, String> {
    crate::index::last_day(text)
        .ok_or_else(|| "not a date like 2023-01-06, 2023-01 or 2023".to_owned())
}

impl FilterArgs {
    /// As the index takes them.
    pub fn filters(&self) -> crate::index::Filters {
        crate::index::Filters {
            issuers: self.issuer.clone(),
            types: self.kind.clone(),
            rubrics: self.rubric.clone(),
            gazettes: self.gazette.clone(),
            completeness: self.completeness.clone(),
            leads: self.lead.clone(),
            supports: self.support.clone(),
            responsibles: self.responsible.clone(),
            years: self.year.clone(),
            since: self.since,
            until: self.until,
        }
    }
}

/// The query language, for help texts.
const QUERY_HELP: &str = "\
Query:
  甲 乙            both words; notices that hold most of a word's parts count, best first
  \"甲乙\"          exactly these characters in one passage (“甲乙” likewise)
  营商*  PPP*       beginning like this, exactly
  -甲  NOT 甲      without (a query that begins with -ascii goes after --);  甲 OR 乙  either;  ( )  groups
  甲 NEAR/5 乙     at most 5 characters apart, in any order
  甲 同句 乙       in one sentence;  (甲 OR 乙) 同条 丙  in one article
  某政发[2023]3号   the notice with this number, in any spelling
  title: body: number: cites: issuer: type: section: gazette: person: completeness:
  lead: support: responsible: unit: (any of the three)
  标题: 正文: 文号: 引用: 机关: 文种: 栏目: 公报: 人员: 完整: 牵头: 配合: 责任: 单位:
  year:2021..2023  date:2023-01..2023-06  年份: 日期:
  issuer:办公室 holds the words; issuer:\"某市人民政府\" is the whole name; issuer:某市* begins so
Exact means: as printed, except for width, letter case, traditional and simplified
characters, and white space beside hanzi. Any bare text is a query; --explain shows how
it was read.";

/// See [`Command::Search`](super::Command::Search).
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao search 营商环境
  gongbao search '\"优化营商环境\" -招标' --type 意见 --since 2022
  gongbao search '某政发(2023)3号'
  gongbao search --sort newest --limit 50 牵头:能源局
  gongbao search --format json 社会保障卡 | jq .total
  gongbao search --limit 0 '牵头 同条 负责'         how many
  gongbao search --explain 市发改委                how it was read, why each was found",
    after_help = QUERY_HELP
)]
pub struct SearchArgs {
    /// What to look for; without it everything the filters leave
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// How to print
    #[arg(short, long, default_value = "table")]
    pub format: HitFormat,
    /// Most hits; 0 to count only
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Hits passed over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Go on after the page that ended with this: `next` of its answer
    #[arg(long, value_name = "CURSOR", conflicts_with = "offset")]
    pub cursor: Option<String>,
    /// Say how the query was read and what each hit was found by
    #[arg(long)]
    pub explain: bool,
    /// Seconds after which what was found so far is given; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    pub timeout: u64,
    /// Other names of words.
    #[command(flatten)]
    pub synonyms: SynonymArgs,
    /// Order of the hits
    #[arg(long, default_value = "relevance")]
    pub sort: SortArg,
    /// Most passages a hit
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub passages: usize,
    /// Most values a facet; tables show facets only when asked
    #[arg(long, value_name = "N")]
    pub facets: Option<usize>,
    /// Conditions.
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// How hits are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HitFormat {
    /// For people
    Table,
    /// One object: total, facets, hits
    Json,
    /// One hit a line
    Ndjson,
    /// A row for each passage of a hit, for spreadsheets
    Csv,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Best first
    Relevance,
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
    /// By document number: agency code, year, serial
    Number,
}

/// Other names of words.
#[derive(Debug, Clone, Default, Args)]
pub struct SynonymArgs {
    /// Look for words as typed only, not for their other names
    #[arg(long)]
    pub no_synonyms: bool,
    /// More groups of names, in a file like `gongbao synonyms` prints
    #[arg(long, value_name = "FILE", conflicts_with = "no_synonyms")]
    pub synonyms: Option<PathBuf>,
}

/// See [`Command::Synonyms`](super::Command::Synonyms).
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao synonyms                               all groups, as TOML
  gongbao synonyms 市发改委                       what a word is also looked for as
  gongbao search --no-synonyms 市发改委            a search without them",
    after_help = "\
Groups of an archive of their own are in its file synonyms.toml, beside gongbao.toml."
)]
pub struct SynonymsArgs {
    /// A word of a query
    #[arg(value_name = "WORD")]
    pub word: Option<String>,
}

/// See [`Command::Kwic`](super::Command::Kwic).
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao kwic 营商环境                           every place, by what follows it
  gongbao kwic --sort left '\"牵头\"' --year 2023
  gongbao kwic --format csv --limit 0 '\"应当\"' > places.csv",
    after_help = QUERY_HELP,
    after_long_help = QUERY_HELP
)]
pub struct KwicArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// How to print
    #[arg(short, long, default_value = "table")]
    pub format: KwicFormat,
    /// Most places; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Characters of context on either side
    #[arg(short, long, value_name = "N", default_value_t = 20,
          value_parser = clap::value_parser!(u16).range(0..=500))]
    pub width: u16,
    /// Order of the places
    #[arg(long, default_value = "right")]
    pub sort: KwicSort,
    /// Other names of words.
    #[command(flatten)]
    pub synonyms: SynonymArgs,
    /// Conditions.
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// How places are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KwicFormat {
    /// For people, the words under each other
    Table,
    /// One place a line
    Ndjson,
    /// A row a place, for spreadsheets
    Csv,
}

/// Order of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KwicSort {
    /// By what stands before, from the word outwards
    Left,
    /// By what follows
    Right,
    /// Newest notice first, then as printed
    Date,
}

/// See [`Command::Export`](super::Command::Export).
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "\
Examples:
  gongbao export > all.ndjson                    every notice, one a line
  gongbao export --format json -o all.json       every issue document, in one array
  gongbao export '\"营商环境\"' --year 2023        notices a query finds
  gongbao export --type 批复 | jq -r .title",
    after_help = QUERY_HELP,
    after_long_help = QUERY_HELP
)]
pub struct ExportArgs {
    /// Which notices; without it and without filters all
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// The notice stream, or issue documents (of a query's result: with the notices found only)
    #[arg(short, long, default_value = "ndjson")]
    pub format: RecordFormat,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Conditions.
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// See [`Command::Stats`](super::Command::Stats).
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao stats
  gongbao stats --by year,body,type              notices by year, issuing body, type
  gongbao stats --units                          units by role: lead, support, responsible
  gongbao stats --sources                        the sources, with their hashes
  gongbao stats --format json --type 通知")]
pub struct StatsArgs {
    /// For people or as one JSON object
    #[arg(short, long, default_value = "text")]
    pub format: TextFormat,
    /// List the sources instead
    #[arg(long)]
    pub sources: bool,
    /// A table by these instead; a notice of several bodies counts under each
    #[arg(
        long,
        value_name = "WHAT",
        value_delimiter = ',',
        conflicts_with = "sources"
    )]
    pub by: Vec<Dimension>,
    /// A table of units by role instead
    #[arg(long, conflicts_with_all = ["sources", "by"])]
    pub units: bool,
    /// Most values a count; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Conditions.
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// What `stats --by` counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dimension {
    /// Year of the notice
    Year,
    /// Issuing body (发文机关)
    Body,
    /// Document type (文种)
    Type,
}
