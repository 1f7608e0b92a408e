//! Where data goes: standard output, or a file that appears whole.

use super::failure::{CliError, Exit, io_words};
use super::render::{clean, clean_json};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// A sink for data.
pub struct Output {
    sink: Sink,
    /// Whether a person looks at it: JSON is made harmless then.
    terminal: bool,
}

enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// A device or pipe, written to as it is.
    Direct(BufWriter<std::fs::File>),
    /// A file beside its final place.
    File(BufWriter<tempfile::NamedTempFile>, PathBuf),
}

impl Output {
    /// Standard output, or a file. The file appears when [`Output::finish`]
    /// is called, with all its words, or not at all.
    ///
    /// # Errors
    /// When the file's folder cannot be written.
    pub fn open(path: Option<&Path>) -> Result<Self, CliError> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output {
                terminal: io::stdout().is_terminal(),
                sink: Sink::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())),
            });
        };
        let failed = |error: io::Error| {
            CliError::new(
                Exit::Io,
                format!("{}: {}", path.display(), io_words(&error)),
            )
        };
        let special = std::fs::metadata(path).is_ok_and(|meta| !meta.is_file());
        let sink = if special {
            let file = std::fs::OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(failed)?;
            Sink::Direct(BufWriter::new(file))
        } else {
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            let mut builder = tempfile::Builder::new();
            builder.prefix(".gongbao-");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                // As a new file would have, before the process's mask.
                builder.permissions(std::fs::Permissions::from_mode(0o666));
            }
            let file = builder
                .tempfile_in(folder.unwrap_or(Path::new(".")))
                .map_err(failed)?;
            Sink::File(BufWriter::with_capacity(1 << 16, file), path.to_owned())
        };
        Ok(Output {
            sink,
            terminal: false,
        })
    }

    /// Writes JSON text, harmless on a terminal.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn json(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        if self.terminal {
            self.write_all(&clean_json(bytes))
        } else {
            self.write_all(&bytes)
        }
    }

    /// Writes text, harmless on a terminal.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn text(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.terminal {
            let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
            self.write_all(clean(&text).as_bytes())
        } else {
            self.write_all(bytes)
        }
    }

    /// Writes everything out and puts a file in place.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn finish(self) -> Result<(), CliError> {
        match self.sink {
            Sink::Stdout(mut out) => out.flush()?,
            Sink::Direct(mut out) => out.flush()?,
            Sink::File(out, path) => {
                let failed = |error: io::Error| {
                    CliError::new(
                        Exit::Io,
                        format!("{}: {}", path.display(), io_words(&error)),
                    )
                };
                let file = out
                    .into_inner()
                    .map_err(|error| failed(error.into_error()))?;
                file.persist(&path).map_err(|error| failed(error.error))?;
            }
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Stdout(out) => out.write(bytes),
            Sink::Direct(out) => out.write(bytes),
            Sink::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stdout(out) => out.flush(),
            Sink::Direct(out) => out.flush(),
            Sink::File(out, _) => out.flush(),
        }
    }
}

/// Prints text for people on standard output, colours as wished.
///
/// # Errors
/// When standard output fails; a closed pipe ends the program quietly.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
