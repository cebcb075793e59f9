"""The data folder: its files by name, opened without following links, 0600, replaced whole."""

import errno
import fcntl
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from repdesk.domain.errors import Damaged, DiskError

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_F_FULLFSYNC = 51  # macOS: fsync alone leaves the data in the drive's cache


class Folder:
    """The names in one data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = path / "repdesk.json"
        self.journal = path / "repdesk.json.journal"
        self.lock = path / "repdesk.json.lock"
        self.reserve = path / "reserve"
        self.rescue = path / "rescue"
        self.drafts = path / "drafts"
        self.backups = path / "backups"

    def make(self) -> None:
        """Make the folder, 0700, unless it is there."""
        with disk("mkdir", self.path):
            if not self.path.is_dir():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    make_private(self.path)
                except FileExistsError:
                    if not self.path.is_dir():  # else another session's first save made it
                        raise

    def room(self, path: Path) -> Path:
        """Make one of the inner folders, 0700, unless it is there; a link in its place is refused.

        Raises Damaged, DiskError.
        """
        with disk("mkdir", path):
            with suppress(FileExistsError):
                make_private(path)
            if not stat.S_ISDIR(path.lstat().st_mode):
                raise Damaged("file.planted", path=str(path), way="doctor")
        return path

    def traces(self) -> bool:
        """Say whether something tells that there was a book here."""
        for room in (self.rescue, self.backups):
            with suppress(OSError):
                if next(iter(room.iterdir()), None) is not None:
                    return True
        return False


def make_private(path: Path) -> None:
    """Make a folder that only its owner can enter, whatever the umask."""
    path.mkdir(mode=FOLDER_MODE)
    if stat.S_IMODE(path.stat().st_mode) != FOLDER_MODE:
        path.chmod(FOLDER_MODE)


@contextmanager
def disk(operation: str, path: Path) -> Iterator[None]:
    """Turn what the system refuses into DiskError; a link where a file should be into Damaged."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Damaged("file.planted", path=str(path), way="doctor") from error
        raise DiskError(
            f"disk.{operation}", path=str(path), errno=error.errno, operation=operation
        ) from error


def open_private(path: Path, flags: int) -> int:
    """Open a file of the folder and return its descriptor.

    Never through a link, never a file with a second name; one that is made is 0600. Raises
    FileNotFoundError as it is (without O_CREAT), else Damaged, DiskError.
    """
    try:
        fd = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
        with disk("open", path):
            raise
    except OSError:
        with disk("open", path):
            raise
    try:
        with disk("open", path):
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                raise Damaged("file.planted", path=str(path), way="doctor")
            if flags & os.O_CREAT and stat.S_IMODE(found.st_mode) != FILE_MODE:
                os.fchmod(fd, FILE_MODE)
    except BaseException:
        os.close(fd)
        raise
    return fd


def sync_data(fd: int) -> None:
    """Make what was written durable; raises OSError, after which the file can't be trusted."""
    if sys.platform == "darwin":
        fcntl.fcntl(fd, _F_FULLFSYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(fd)
    else:
        os.fsync(fd)


def sync_folder(path: Path) -> None:
    """Make names in a folder durable."""
    with disk("fsync", path):
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all the bytes, in as many calls as the system wants."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def write_new(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that must not be there yet, and make its bytes durable (not yet its name)."""
    with disk("write", path):
        fd = _made(path)
        try:
            _fill(fd, chunks)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        finally:
            os.close(fd)


def _made(path: Path) -> int:
    fd = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE
    )
    if stat.S_IMODE(os.fstat(fd).st_mode) != FILE_MODE:
        os.fchmod(fd, FILE_MODE)
    return fd


def _fill(fd: int, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        write_all(fd, chunk)
    sync_data(fd)


class Unfinished:
    """A file whole and synced under an unguessable name, until it takes the place of another.

    Its writer keeps it locked: others tell it by that from what a killed session left behind.
    Raises DiskError.
    """

    def __init__(self, path: Path, chunks: Iterable[bytes]) -> None:
        self.path = path
        self.ended = False
        """Whether it has its name, or was dropped."""
        with disk("write", path):
            self.file, self._fd = _locked_new(path)
            try:
                _fill(self._fd, chunks)
            except BaseException:
                self.drop()
                raise

    def take_name(self) -> None:
        """Put the file in the place of the old: rename, fsync of the folder. Raises DiskError.

        Before the rename the old file stands as it was.
        """
        try:
            with disk("rename", self.path):
                self.file.replace(self.path)
        except BaseException:
            self.drop()
            raise
        self.ended = True
        os.close(self._fd)
        sync_folder(self.path.parent)

    def drop(self) -> None:
        """Remove the file: it is not wanted."""
        self.ended = True
        try:
            with suppress(OSError):
                self.file.unlink()
        finally:
            os.close(self._fd)


def _locked_new(path: Path) -> tuple[Path, int]:
    """Make a temporary file beside the path and lock it before anyone could remove it."""
    while True:
        new = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
        fd = _made(new)
        fcntl.flock(fd, fcntl.LOCK_EX)
        if os.fstat(fd).st_nlink:
            return new, fd
        os.close(fd)


def replace_file(path: Path, chunks: Iterable[bytes]) -> None:
    """Put a new file in the place of the old: temporary file, fsync, rename, fsync of the folder.

    On DiskError before the rename the old file stands as it was.
    """
    Unfinished(path, chunks).take_name()


def remove_leftovers(path: Path) -> None:
    """Remove temporary files that killed sessions left beside the file; `*` as its name: any."""
    with suppress(OSError):
        for left in path.parent.glob(f".{path.name}.*.tmp"):
            with suppress(OSError):
                _remove_if_left(left)


def _remove_if_left(path: Path) -> None:
    fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(fd)
