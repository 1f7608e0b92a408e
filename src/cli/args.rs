//! What can be typed. Every help text begins with examples.

mod query;

pub use query::{
    Dimension, ExportArgs, FilterArgs, HitFormat, KwicArgs, KwicFormat, KwicSort, SearchArgs,
    SortArg, StatsArgs, SynonymArgs, SynonymsArgs,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
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
            takes_query |= matches!(words, "search" | "export" | "kwic");
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
    /// Keyword in context: every place, one a line
    Kwic(KwicArgs),
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
    /// Print the other names words are also looked for under
    Synonyms(SynonymsArgs),
    /// Print the JSON Schemas of what gongbao writes
    Schema(SchemaArgs),
    /// Print what a shell needs to complete commands and options
    Completions(CompletionsArgs),
    /// Write the manual pages
    Man(ManArgs),
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
  gongbao ingest --encoding gb18030 old/
  gongbao ingest --watch inbox/                   and whatever is put there from now on",
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
    /// Go on looking for new files in the folders, until interrupted
    #[arg(long, conflicts_with = "export")]
    pub watch: bool,
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 5, requires = "watch",
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub every: u64,
    /// Stop after so many looks
    #[arg(long, hide = true, value_name = "N", requires = "watch")]
    pub looks: Option<u64>,
    /// Most files in a batch, which comes into the archive as one
    #[arg(long, hide = true, value_name = "N", value_parser = at_least_one)]
    pub batch: Option<usize>,
}

fn at_least_one(words: &str) -> Result<usize, String> {
    match words.parse() {
        Ok(0) | Err(_) => Err("not a number from 1 on".to_owned()),
        Ok(number) => Ok(number),
    }
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

/// See [`Command::Completions`].
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao completions bash > ~/.local/share/bash-completion/completions/gongbao
  gongbao completions fish > ~/.config/fish/completions/gongbao.fish")]
pub struct CompletionsArgs {
    /// Which shell
    pub shell: Shell,
}

/// See [`Command::Man`].
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  gongbao man | man -l -                         the manual page
  gongbao man --write ~/.local/share/man/man1    one page a command")]
pub struct ManArgs {
    /// Write gongbao.1 and one page for every command into a folder
    #[arg(long, value_name = "DIR")]
    pub write: Option<PathBuf>,
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
