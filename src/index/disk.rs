//! The index's folder as the writer opens it.
//!
//! Merging reads whole segments. Through a memory map every page read stays
//! with the process until the system wants it back, so that the larger the
//! archive, the more memory a merge is seen to hold. Here files are read piece
//! by piece instead: one list of postings, one block of the store at a time.

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
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
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
    use std::fs::File;
    use std::io;
    use std::ops::Range;
    use std::os::unix::fs::FileExt;
    use std::path::Path;
    use tantivy::HasLen;
    use tantivy::directory::{FileHandle, OwnedBytes};

    /// A file read piece by piece.
    #[derive(Debug)]
    pub(super) struct Pieces {
        file: File,
        length: usize,
    }

    impl Pieces {
        pub(super) fn open(path: &Path) -> io::Result<Self> {
            let file = File::open(path)?;
            let length = file.metadata()?.len();
            let length = usize::try_from(length).map_err(io::Error::other)?;
            Ok(Pieces { file, length })
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
            let mut bytes = vec![0; range.len()];
            self.file.read_exact_at(&mut bytes, range.start as u64)?;
            Ok(OwnedBytes::new(bytes))
        }
    }
}
