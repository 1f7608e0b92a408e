//! The files of the corpus.

use gongbao::record::IssueDocument;
use gongbao::{ParseOptions, ReadError, parse};
use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All texts of the corpus, in order of names.
pub fn texts() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ["clean", "damaged", "hostile"]
        .iter()
        .flat_map(|folder| fs::read_dir(root().join("corpus").join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    found.sort();
    assert!(found.len() > 25, "the corpus is not there");
    found
}

/// `clean/joint.txt`.
pub fn short(path: &Path) -> String {
    let name = path.strip_prefix(root().join("corpus")).unwrap();
    name.to_string_lossy().replace('\\', "/")
}

/// A file parsed with the defaults.
pub fn parsed(path: &Path) -> Result<IssueDocument, ReadError> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    parse(&name, fs::read(path).unwrap(), &ParseOptions::default())
}

/// A table kept in a file: fails when it differs, saying what was gained and
/// lost; `GONGBAO_RENEW=1` writes it anew.
pub fn hold(table: &str, kept: &Path) {
    let before = fs::read_to_string(kept).unwrap_or_default();
    if before == table {
        return;
    }
    if std::env::var_os("GONGBAO_RENEW").is_some() {
        fs::write(kept, table).unwrap();
        return;
    }
    let gone: Vec<&str> = before
        .lines()
        .filter(|line| !table.lines().any(|new| new == *line))
        .collect();
    let new: Vec<&str> = table
        .lines()
        .filter(|line| !before.lines().any(|old| old == *line))
        .collect();
    panic!(
        "{} is not what the parser gives now.\nwas:\n{}\nis:\n{}\nRead the difference; GONGBAO_RENEW=1 renews the table.",
        kept.display(),
        gone.join("\n"),
        new.join("\n")
    );
}
