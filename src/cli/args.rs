//! What can be typed. Every help text begins with examples.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "gongbao",
    version,
    about = "Turns Chinese government gazettes (政府公报) into structured, searchable records",
    before_help = "\
Examples:
  gongbao parse issue.txt                        the issue as JSON
  gongbao ingest gazettes/                       files and folders into ./archive
  gongbao search '\"优化营商环境\" type:意见'       an exact phrase, one document type
  gongbao show '某政发[2023]3号'                  one notice, by number in any spelling
  gongbao export --year 2023 > 2023.ndjson       notices as NDJSON",
    after_help = "\
Exit codes: 0 done or found; 1 nothing found; 2 wrong usage; 3 done, but some inputs
failed (each is named); 4 nothing could be read; 5 the archive is damaged; 6 another
process is writing; 7 input/output error; 70 a bug in gongbao.",
    arg_required_else_help = true,
    propagate_version = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of all commands.
    #[command(flatten)]
    pub global: Global,
}

/// Makes `-采购` a part of a query: what begins with a hyphen and goes on with
/// no ASCII letter, digit or hyphen is never an option of ours. A space before
/// it, which a query does not mind, keeps it from being read as one.
pub fn shield(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut takes_query = false;
    arguments
        .map(|argument| {
            let words = argument.to_str().unwrap_or_default();
            let minus = words
                .strip_prefix('-')
                .and_then(|rest| rest.chars().next())
                .is_some_and(|c| !c.is_ascii_alphanumeric() && c != '-');
            if takes_query && minus {
                return OsString::from(format!(" {words}"));
            }
            takes_query |= words == "search" || words == "export";
            argument
        })
        .collect()
}

/// Options of all commands.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Folder of the archive
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "GONGBAO_ARCHIVE",
        default_value = "./archive"
    )]
    pub archive: PathBuf,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: every file, timings
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Colours; NO_COLOR in the environment turns them off too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On terminals.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Parse sources and write their records; needs no archive
    Parse(ParseArgs),
    /// Take files and folders into the archive
    Ingest(IngestArgs),
    /// Search the archive
    Search(SearchArgs),
    /// Show one notice
    Show(ShowArgs),
    /// Write who cites, rests on or repeals whom
    Links(LinksArgs),
    /// Write records of the archive, all or those a query finds
    Export(ExportArgs),
    /// Count what the archive holds
    Stats(StatsArgs),
    /// Check originals, records and index against each other
    Verify(VerifyArgs),
    /// Parse all originals again and rebuild the index
    Reindex(ReindexArgs),
    /// Take sources out of the archive
    Remove(RemoveArgs),
    /// Print the JSON Schemas of what gongbao writes
    Schema(SchemaArgs),
    /// Invented issues, and what the parser makes of them: for development
    #[command(hide = true)]
    Lab(super::lab::LabArgs),
}

/// See [`Command::Parse`].
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao parse issue.txt                        one JSON object
  gongbao parse a.txt b.txt folder/              a JSON array, one element a source
  gongbao parse --format ndjson folder/          one notice a line
  gongbao parse --encoding gb18030 -o x.json x.txt
  cat issue.txt | gongbao parse -",
    after_long_help = "\
One INPUT that is a file (or `-`) gives one issue document. A folder, or several INPUTs,
give an array of issue documents, even if it holds one. Folders are walked recursively in
order of names; only files that end in .txt or .text are taken, hidden ones are not. Output comes in the order of the inputs. A file
that cannot be read is named on standard error and left out."
)]
pub struct ParseArgs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Issue documents or a stream of notices
    #[arg(short, long, default_value = "json")]
    pub format: RecordFormat,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Encoding of the sources, where it is known better
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// JSON over many lines (for one INPUT file)
    #[arg(long)]
    pub pretty: bool,
}

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RecordFormat {
    /// Issue documents: one object a source
    Json,
    /// The notice stream: one notice a line
    Ndjson,
}

/// See [`Command::Ingest`].
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao ingest issue-2023-01.txt
  gongbao ingest --archive /data/gazettes folder/ other.txt
  gongbao ingest folder/ --export notices.ndjson  and write every notice of the archive
  gongbao ingest --encoding gb18030 old/",
    after_long_help = "\
The same bytes are taken in once: running it again after an interruption goes on where it
stopped. A better copy of an issue supersedes the one before. Of a folder, the files that
end in .txt or .text are taken; name others one by one."
)]
pub struct IngestArgs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub inputs: Vec<PathBuf>,
    /// Afterwards write all notices of the archive to a file, as NDJSON
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Encoding of the sources, where it is known better
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
}

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
  -甲  NOT 甲      without (a query that begins with -ascii goes after --);  甲 OR 乙  either;  ( )  groups
  甲 NEAR/5 乙     at most 5 characters apart;  甲 同句 乙  甲 同条 乙  in one sentence, article
  某政发[2023]3号   the notice with this number, in any spelling
  title: body: issuer: type: rubric: gazette: lead: support: responsible: cites:
  year:2021..2023  date:2023-01..2023-06
  (标题: 正文: 机关: 文种: 栏目: 公报: 牵头: 配合: 责任: 引用: 年份: 日期: 文号:)
Exact means: as printed, except for width, letter case, and white space beside hanzi.";

/// See [`Command::Search`].
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao search 营商环境
  gongbao search '\"优化营商环境\" -招标' --type 意见 --since 2022
  gongbao search '某政发(2023)3号'
  gongbao search --sort newest --limit 50 牵头:能源局
  gongbao search --format json 社会保障卡 | jq .total",
    after_help = QUERY_HELP
)]
pub struct SearchArgs {
    /// What to look for; without it everything the filters leave
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// How to print
    #[arg(short, long, default_value = "table")]
    pub format: HitFormat,
    /// Most hits
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Hits passed over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
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
}

/// See [`Command::Show`].
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao show 某政发〔2023〕3号                   by number, in any spelling
  gongbao show 3f9a                              by id, or its unique beginning
  gongbao show --source '国务院令 第712号'         with the printed lines
  gongbao show --in-force 2024-05-01 3f9a        and whether it is in force on a day
  gongbao show --format json 3f9a | jq .title")]
pub struct ShowArgs {
    /// Id, its beginning, or a document number
    #[arg(value_name = "ID", required = true)]
    pub id: Vec<String>,
    /// For people or as one JSON object (a line of the notice stream)
    #[arg(short, long, default_value = "text")]
    pub format: TextFormat,
    /// Add the printed lines of the original, each with its role
    #[arg(short, long)]
    pub source: bool,
    /// Say whether it is in force on a day, and why; `unknown` where the print does not say. As
    /// JSON, the answer comes in place of the notice
    #[arg(long, value_name = "DAY")]
    pub in_force: Option<String>,
}

/// See [`Command::Links`].
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao links > links.ndjson                   every link of the archive, one a line
  gongbao links 某政发〔2023〕3号                  what it cites and who cites it
  gongbao links --unresolved | jq -r .document_number
  gongbao links --absent                         cited numbers missing from series that are held",
    after_long_help = "\
A link is `{from, from_number, to, kind, by, title, document_number, issuing_body, lines}`:
`to` is the id of the notice meant, found by its number or else by its title, and null while
the archive does not hold it; kind is cites, basis, repeals, or carries for what the notice
itself issues. Links are worked out anew each
time, so a document that comes in later is found by those that cite it already. Exit code 1
when there is none."
)]
pub struct LinksArgs {
    /// Only links from and to this notice: id, its beginning, or a document number
    #[arg(value_name = "ID")]
    pub id: Vec<String>,
    /// Only links whose document is not in the archive
    #[arg(long)]
    pub unresolved: bool,
    /// Instead, the numbers that are cited and absent, of agencies and years the archive has
    #[arg(long, conflicts_with_all = ["id", "unresolved"])]
    pub absent: bool,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How one thing is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// See [`Command::Export`].
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

/// See [`Command::Stats`].
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao stats
  gongbao stats --sources                        the sources, with their hashes
  gongbao stats --format json --type 通知")]
pub struct StatsArgs {
    /// For people or as one JSON object
    #[arg(short, long, default_value = "text")]
    pub format: TextFormat,
    /// List the sources instead
    #[arg(long)]
    pub sources: bool,
    /// Most values a count; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Conditions.
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// See [`Command::Verify`].
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao verify
  gongbao verify --format json | jq '.findings[]'",
    after_long_help = "\
Checked are: the SHA-256 of every original and record, the chain of manifests, the
checksums of the index and the hash of its meta.json, that every line of an original is in
exactly one notice or in the furniture, and that the index stores what the records say.
Each finding is a line on standard output. Exit code 5 when there is any."
)]
pub struct VerifyArgs {
    /// For people or as one JSON object
    #[arg(short, long, default_value = "text")]
    pub format: TextFormat,
}

/// See [`Command::Reindex`].
#[derive(Debug, Args)]
#[command(
    before_help = "\
Examples:
  gongbao reindex
  gongbao reindex --archive /data/gazettes",
    after_long_help = "\
The originals are the truth: records and index are made from them again. With the same
gongbao the records come out the same, byte for byte. Searches go on meanwhile."
)]
pub struct ReindexArgs {}

/// See [`Command::Remove`].
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao stats --sources                        which sources there are
  gongbao remove issue-2023-01.txt               by file name
  gongbao remove 1f3c9a                          by the beginning of its SHA-256")]
pub struct RemoveArgs {
    /// File name or SHA-256 (or its unique beginning) of a source
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<String>,
}

/// See [`Command::Schema`].
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao schema                                 the issue document
  gongbao schema notice                          a line of the notice stream
  gongbao schema --write schema/                 all of them, as files")]
pub struct SchemaArgs {
    /// Which schema
    #[arg(default_value = "record")]
    pub name: SchemaName,
    /// Write NAME.schema.json of every schema into a folder
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub write: Option<PathBuf>,
}

/// The schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// The issue document
    Record,
    /// A line of the notice stream
    Notice,
    /// The answer to a search
    Search,
    /// A line of `gongbao links`
    Link,
    /// The answer of `gongbao show --in-force --format json`
    InForce,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_minus_belongs_to_the_query_where_it_can() {
        let typed = [
            "gongbao", "search", "招标", "-采购", "-\"a b\"", "-n", "3", "--format", "json",
        ];
        let cli = Cli::try_parse_from(shield(typed.iter().map(OsString::from))).unwrap();
        let Command::Search(args) = cli.command else {
            panic!("a search");
        };
        assert_eq!(args.query.join(" "), "招标  -采购  -\"a b\"");
        assert_eq!((args.limit, args.format), (3, HitFormat::Json));
        let typed = ["gongbao", "parse", "-文件"].iter().map(OsString::from);
        assert_eq!(shield(typed)[2], "-文件");
    }
}
