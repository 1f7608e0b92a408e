//! From what was typed to files, and from files to bytes.

use super::failure::io_words;
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Largest source read, in bytes.
pub const MAX_BYTES: u64 = 256 << 20;

/// One source to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// How it is named in messages.
    pub label: String,
    /// File name without its folders; `-` for standard input.
    pub name: String,
    /// The file; `None` for standard input.
    path: Option<PathBuf>,
    /// Its size as the folder says, for planning.
    size: u64,
}

/// What tells whether a file was written to: its size and when it changed.
pub type Stamp = (u64, Option<SystemTime>);

/// A source that was not there, with a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// How it was named.
    pub label: String,
    /// What is wrong.
    pub why: String,
}

/// Finds the files that are meant: files as they are, the text files of folders
/// recursively in order of names without hidden ones. A folder that is an
/// archive is not walked. The order is that of the arguments.
pub fn find(arguments: &[PathBuf]) -> (Vec<Input>, Vec<Missing>) {
    let mut inputs = Vec::new();
    let mut missing = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs.push(Input {
                label: "standard input".to_owned(),
                name: "-".to_owned(),
                path: None,
                size: 0,
            });
            continue;
        }
        match std::fs::metadata(argument) {
            Ok(meta) if meta.is_dir() => walk(argument, &mut inputs, &mut missing),
            Ok(meta) => inputs.push(Input::file(argument, meta.len())),
            Err(error) => missing.push(Missing {
                label: argument.display().to_string(),
                why: io_words(&error),
            }),
        }
    }
    (inputs, missing)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, missing: &mut Vec<Missing>) {
    let hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
    };
    let archive = |entry: &walkdir::DirEntry| {
        entry.file_type().is_dir() && entry.path().join("gongbao.toml").is_file()
    };
    let walk = walkdir::WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !hidden(entry) && !archive(entry));
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_text(entry.path()) => {
                let size = entry.metadata().map_or(0, |meta| meta.len());
                inputs.push(Input::file(entry.path(), size));
            }
            Ok(_) => {}
            Err(error) => missing.push(Missing {
                label: error.path().unwrap_or(folder).display().to_string(),
                why: error.io_error().map_or_else(|| error.to_string(), io_words),
            }),
        }
    }
}

/// Whether a file found in a folder is taken: one named `.txt` or `.text`.
fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("txt") || end.eq_ignore_ascii_case("text"))
}

impl Input {
    fn file(path: &Path, size: u64) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Input {
            label: path.display().to_string(),
            name: name.to_string_lossy().into_owned(),
            path: Some(path.to_owned()),
            size,
        }
    }

    /// The file and its stamp now; `None` for what is no file.
    pub fn stamp(&self) -> Option<(&Path, Stamp)> {
        let path = self.path.as_deref()?;
        let meta = std::fs::metadata(path).ok()?;
        Some((path, (meta.len(), meta.modified().ok())))
    }

    /// Reads the whole source.
    ///
    /// # Errors
    /// One sentence, without the source's name.
    pub fn read(&self) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let read = match &self.path {
            None => std::io::stdin()
                .lock()
                .take(MAX_BYTES + 1)
                .read_to_end(&mut bytes),
            Some(path) => {
                File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            }
        };
        read.map_err(|error| io_words(&error))?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(format!("larger than the limit of {} MiB", MAX_BYTES >> 20));
        }
        Ok(bytes)
    }
}

/// Bytes of sources held at once where nothing else is kept of them, beyond
/// the first of a window.
pub const WINDOW_BYTES: u64 = 32 << 20;

/// Parts of the inputs that may be in memory together: at most so many files,
/// and at most so many bytes, but always at least one file.
pub fn windows(inputs: &[Input], files: usize, most: u64) -> Vec<&[Input]> {
    let mut out = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, input) in inputs.iter().enumerate() {
        if at > start && (at - start >= files || bytes + input.size > most) {
            out.extend(inputs.get(start..at));
            start = at;
            bytes = 0;
        }
        bytes += input.size;
    }
    if start < inputs.len() {
        out.extend(inputs.get(start..));
    }
    out
}

/// Reads and works on the inputs of a window side by side; results in order.
pub fn side_by_side<T: Send>(window: &[Input], work: impl Fn(&Input) -> T + Sync + Send) -> Vec<T> {
    window.par_iter().map(work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_are_walked_in_order() {
        let dir = tempfile::tempdir().unwrap();
        for path in [
            "b/2.txt",
            "b/1.txt",
            "a.txt",
            "a.truth.json",
            ".hidden",
            ".git/x",
            "b/.y",
            "arc/gongbao.toml",
            "arc/sources/z",
        ] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let arguments = [
            dir.path().to_owned(),
            dir.path().join("none"),
            dir.path().join(".hidden"),
            PathBuf::from("-"),
        ];
        let (inputs, missing) = find(&arguments);
        let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "1.txt", "2.txt", ".hidden", "-"]);
        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0].why, "no such file or folder");
        assert_eq!(inputs[0].read().unwrap(), b"x");
    }

    #[test]
    fn windows_are_bounded() {
        let input = |size| Input {
            label: String::new(),
            name: String::new(),
            path: None,
            size,
        };
        let sizes = |inputs: &[Input], files| -> Vec<usize> {
            windows(inputs, files, WINDOW_BYTES)
                .iter()
                .map(|w| w.len())
                .collect()
        };
        let small: Vec<Input> = (0..7).map(|_| input(1)).collect();
        assert_eq!(sizes(&small, 3), [3, 3, 1]);
        let big = [
            input(WINDOW_BYTES * 2),
            input(1),
            input(WINDOW_BYTES),
            input(1),
        ];
        assert_eq!(sizes(&big, 9), [1, 1, 1, 1]);
        assert!(sizes(&[], 3).is_empty());
    }
}
