"""Write a file whole or not at all, and never over another one unless asked."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


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


@contextmanager
def whole_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Lend a path to write to; move what was written into place at the end, or remove it if anything went wrong.

    The lent path has the name of the file to be, in a new folder beside it: side files of SQLite and the like vanish with that folder.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, its folder is missing or not writable, or the disk refused.
    """
    check_writable(path, overwrite=overwrite)
    try:
        workshop = Path(tempfile.mkdtemp(prefix=".writing-", dir=path.parent))
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
