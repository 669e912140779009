"""Write a file whole or not at all, and never over another one unless asked."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import time
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = ".writing-"
_FORGOTTEN_S = 86_400.0  # a folder of another machine, or of a process that cannot be asked, is left over after a day


def check_writable(path: Path, *, overwrite: bool = False) -> None:
    """Raise `OutputError` if a file could not be written there, before any work is done for it.

    Parameters
    ----------
    path
        The file to be.
    overwrite
        Whether a file that is there already may be replaced.
    """
    folder = path.parent
    if path.is_dir():
        message = f"{path}: this is a folder; name a file in it"
    elif path.exists() and not overwrite:
        message = f"{path}: the file exists; choose another name or pass --overwrite"
    elif not folder.is_dir():
        message = f"{path}: there is no folder {folder}; create it first"
    elif not os.access(folder, os.W_OK | os.X_OK):
        message = f"{path}: the folder {folder} is not writable; choose another one or change its permissions"
    else:
        return
    raise OutputError(message)


def check_ending(path: Path, *endings: str) -> None:
    """Raise `OutputError` if the name of a file says another format than what is to be written there; a name without an ending will do.

    Examples
    --------
    >>> check_ending(Path("week.html"), ".html", ".htm")
    >>> check_ending(Path("week.txt"), ".html", ".htm")
    Traceback (most recent call last):
    mapper.errors.OutputError: week.txt: what is written there is HTML, which its ending does not say; name it week.html
    """
    if path.suffix and path.suffix.lower() not in endings:
        kind = endings[0].removeprefix(".").upper()
        message = f"{path}: what is written there is {kind}, which its ending does not say; name it {path.with_suffix(endings[0])}"
        raise OutputError(message)


@contextmanager
def whole_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Lend a path to write to; move what was written into place at the end, or remove it if anything went wrong.

    The lent path has the name of the file to be, in a new folder beside it: side files of SQLite and the like vanish with that folder.
    What a process that was killed left of such folders is removed first.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, its folder is missing or not writable, or the disk refused.
    """
    check_writable(path, overwrite=overwrite)
    try:
        _sweep(path.parent)
        workshop = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{_machine()}-{os.getpid()}-", dir=path.parent))
    except OSError as error:
        message = f"{path}: cannot write here ({error.strerror}); choose another folder"
        raise OutputError(message) from error
    try:
        draft = workshop / path.name
        yield draft
        _move(draft, path, overwrite=overwrite)
    except OutputError:
        raise
    except OSError as error:
        message = f"{path}: cannot write ({error.strerror or error}); check the space left on the disk and the permissions"
        raise OutputError(message) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove the folders of processes that no longer run."""
    for left in folder.glob(f"{_PREFIX}*"):
        try:
            if left.is_dir() and _is_left_over(left):
                shutil.rmtree(left, ignore_errors=True)
        except OSError:  # somebody else was quicker
            continue


def _is_left_over(folder: Path) -> bool:
    machine, _, rest = folder.name.removeprefix(_PREFIX).partition("-")
    process = rest.partition("-")[0]
    if os.name == "posix" and machine == _machine() and process.isdecimal():
        return not _runs(int(process))
    return time.time() - folder.stat().st_mtime > _FORGOTTEN_S


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 asks only
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _machine() -> str:
    """Give a short name of this machine: a folder may be shared by several, each with its own numbers of processes."""
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _move(draft: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        draft.replace(path)
        return
    try:
        # A hard link, unlike a rename, refuses to replace a file that someone else made in the meantime.
        path.hardlink_to(draft)
    except FileExistsError as error:
        message = f"{path}: the file exists; choose another name or pass --overwrite"
        raise OutputError(message) from error
    except OSError:  # a file system without hard links
        draft.replace(path)
