//! The index's folder as the writer opens it.
//!
//! Merging reads whole segments. Through a memory map every page read stays
//! with the process until the system wants it back, so that the larger the
//! archive, the more memory a merge is seen to hold. Here files are read piece
//! by piece instead: one list of postings, one block of the store at a time.

use super::fault;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// See the module's description.
#[derive(Debug, Clone)]
pub(super) struct WriterDirectory {
    mapped: MmapDirectory,
    root: PathBuf,
}

impl WriterDirectory {
    /// The folder at `root`.
    pub(super) fn open(root: &Path) -> tantivy::Result<Self> {
        Ok(WriterDirectory {
            mapped: MmapDirectory::open(root)?,
            root: root.to_owned(),
        })
    }
}

impl Directory for WriterDirectory {
    #[cfg(unix)]
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = pieces::Pieces::open(&self.root.join(path));
        let file = file.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(Arc::new(file))
    }

    #[cfg(not(unix))]
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        fault::written(&self.root.join(path)).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.root.join(path);
        fault::written(&file)
            .map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let inner = self.mapped.open_write(path)?;
        #[cfg(test)]
        let inner = WritePtr::new(Box::new(failing::Failing { inner, file }));
        Ok(inner)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        fault::read(&self.root.join(path))
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        fault::written(&self.root.join(path))?;
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        fault::written(&self.root)?;
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

#[cfg(unix)]
mod pieces {
    use super::fault;
    use std::fs::File;
    use std::io;
    use std::ops::Range;
    use std::os::unix::fs::FileExt;
    use std::path::{Path, PathBuf};
    use tantivy::HasLen;
    use tantivy::directory::{FileHandle, OwnedBytes};

    /// A file read piece by piece.
    #[derive(Debug)]
    pub(super) struct Pieces {
        file: File,
        length: usize,
        path: PathBuf,
    }

    impl Pieces {
        pub(super) fn open(path: &Path) -> io::Result<Self> {
            fault::read(path)?;
            let file = File::open(path)?;
            let length = file.metadata()?.len();
            let length = usize::try_from(length).map_err(io::Error::other)?;
            Ok(Pieces {
                file,
                length,
                path: path.to_owned(),
            })
        }
    }

    impl HasLen for Pieces {
        fn len(&self) -> usize {
            self.length
        }
    }

    impl FileHandle for Pieces {
        fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
            // A damaged length must not become an order for memory.
            if range.end > self.length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            fault::read(&self.path)?;
            let mut bytes = vec![0; range.len()];
            self.file.read_exact_at(&mut bytes, range.start as u64)?;
            Ok(OwnedBytes::new(bytes))
        }
    }
}

#[cfg(test)]
mod failing {
    use super::fault;
    use std::io::{self, Write};
    use std::path::PathBuf;
    use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};

    /// A file being written on a disk that may fail.
    pub(super) struct Failing {
        pub(super) inner: WritePtr,
        pub(super) file: PathBuf,
    }

    impl Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            fault::written(&self.file)?;
            self.inner.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            fault::written(&self.file)?;
            self.inner.flush()
        }
    }

    impl TerminatingWrite for Failing {
        fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
            fault::written(&self.file)?;
            self.inner.get_mut().terminate_ref(token)
        }
    }
}
