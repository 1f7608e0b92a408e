//! Every document number, date, registration number and label line of the
//! corpus is read to the value its truth gives.

use super::{date, docnumber, label};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// One issue: its lines, glyphs mended as the truth says, and its truth.
struct Issue {
    name: String,
    lines: Vec<String>,
    truth: Value,
}

impl Issue {
    /// The words of line `number`, from 1.
    fn line(&self, number: u64) -> &str {
        &self.lines[number as usize - 1]
    }

    fn notices(&self) -> &[Value] {
        self.truth["notices"].as_array().unwrap()
    }
}

fn issues() -> Vec<Issue> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut truths: Vec<PathBuf> = ["clean", "damaged", "hostile"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(corpus.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(".truth.json"))
        .collect();
    truths.sort();
    truths.iter().map(|path| read_issue(path)).collect()
}

fn read_issue(path: &Path) -> Issue {
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let text_path = path.to_str().unwrap().replace(".truth.json", ".txt");
    let text = std::fs::read_to_string(&text_path).unwrap();
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let mut lines: Vec<String> = text.split(['\n', '\r']).map(str::to_owned).collect();
    for repair in list(&truth["notices"], "glyph_repairs") {
        let line = &mut lines[repair["line"].as_u64().unwrap() as usize - 1];
        let column = repair["column"].as_u64().unwrap() as usize - 1;
        let mut signs: Vec<String> = line.chars().map(String::from).collect();
        signs[column] = repair["meant"].as_str().unwrap().to_owned();
        *line = signs.concat();
    }
    Issue {
        name: text_path,
        lines,
        truth,
    }
}

/// All entries of the lists `key` of several objects.
fn list<'a>(objects: &'a Value, key: &'a str) -> impl Iterator<Item = &'a Value> {
    let objects = objects.as_array().into_iter().flatten();
    objects.flat_map(move |object| object[key].as_array().into_iter().flatten())
}

/// The value `key` of a notice and of what it carries.
fn values<'a>(notice: &'a Value, key: &str) -> Vec<&'a str> {
    let carried = notice["enclosures"].as_array().unwrap();
    let own = notice[key].as_str().into_iter();
    own.chain(carried.iter().filter_map(|inner| inner[key].as_str()))
        .collect()
}

/// The lines of a role in a notice.
fn lines_of<'a>(issue: &'a Issue, notice: &'a Value, role: &'a str) -> Vec<&'a str> {
    let segments = notice["segments"].as_array().unwrap();
    segments
        .iter()
        .filter(|segment| segment[0] == role)
        .flat_map(|segment| segment[1].as_u64().unwrap()..=segment[2].as_u64().unwrap())
        .map(|number| issue.line(number))
        .collect()
}

/// What a line under a role `document_number` says, with the word above it
/// taken from `wanted` where the line is only a serial.
fn number_of(line: &str, wanted: &str) -> Option<String> {
    // A row of a letter's head tells its number behind a key.
    let line = line.trim();
    let line = line.strip_prefix("發文字號：").unwrap_or(line);
    let line = line.trim_matches(['（', '）']);
    if let Some(number) = docnumber::whole(line) {
        return Some(number.text);
    }
    let from_head = |printed: &str| {
        let head = wanted.strip_suffix(printed)?;
        docnumber::whole(&format!("{head}{line}")).map(|number| number.text)
    };
    for mark in ["号", "號"] {
        if let Some(serial) = docnumber::bare_serial(line) {
            let found = from_head(&format!("第{serial}{mark}"));
            if found.is_some() {
                return found;
            }
        }
        if let Some((year, serial)) = docnumber::bulletin(line) {
            let found = from_head(&format!("{year}年第{serial}{mark}"));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

#[test]
fn document_numbers() {
    let mut count = 0;
    for issue in issues() {
        for notice in issue.notices() {
            let wanted = values(notice, "document_number");
            for line in lines_of(&issue, notice, "document_number") {
                let found = wanted
                    .iter()
                    .any(|&number| number_of(line, number).as_deref() == Some(number));
                assert!(found, "{}: {line}", issue.name);
                assert!(!docnumber::registration(line), "{}: {line}", issue.name);
                count += 1;
            }
        }
    }
    assert!(count >= 50, "{count}");
}

#[test]
fn dates() {
    let mut count = 0;
    for issue in issues() {
        for notice in issue.notices() {
            let wanted = values(notice, "date");
            for line in lines_of(&issue, notice, "date") {
                // Signature and date may share a line.
                let found = date::whole(line)
                    .or_else(|| date::find(line).last().map(|(_, date)| *date))
                    .unwrap_or_else(|| panic!("{}: {line}", issue.name));
                assert!(wanted.contains(&found.iso().as_str()), "{line}");
                count += 1;
            }
        }
    }
    assert!(count >= 50, "{count}");
}

#[test]
fn registration_numbers() {
    let mut count = 0;
    for issue in issues() {
        let mut marked = Vec::new();
        for notice in issue.notices() {
            marked.extend(lines_of(&issue, notice, "registration_number"));
        }
        for line in &issue.lines {
            let wanted = marked.contains(&line.as_str());
            assert_eq!(docnumber::registration(line), wanted, "{line}");
            count += usize::from(wanted);
        }
    }
    assert!(count >= 1, "{count}");
}

#[test]
fn labels_that_begin_a_line() {
    let mut count = 0;
    for issue in issues() {
        for unit in list(&issue.truth["notices"], "outline") {
            let (Some(printed), Some(at)) = (unit["label"].as_str(), unit["line"].as_u64()) else {
                continue;
            };
            let line = issue.line(at).trim();
            let flat = |text: &str| text.split_whitespace().collect::<String>();
            if !flat(line).starts_with(&flat(printed)) {
                continue; // inside a line of several units
            }
            let found = label::at_start(line)
                .unwrap_or_else(|| panic!("{}: no label in {line}", issue.name));
            assert_eq!(flat(&line[..found.len]), flat(printed), "{line}");
            assert_eq!(u64::from(found.number), unit["number"].as_u64().unwrap());
            count += 1;
        }
    }
    assert!(count >= 300, "{count}");
}
