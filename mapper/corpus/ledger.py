"""The ledger of finished parts: a line each, written when its file is whole on the disk, so that a run can go on where it stopped."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from mapper.errors import OutputError
from mapper.exports import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapper.corpus.parts import Part
    from mapper.corpus.working import Worked


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A finished part: the digests of its articles and of its file, how much it holds, and its rejects, each with the reason."""

    number: int
    digest: str
    sha256: str
    articles: int
    events: int
    rejects: tuple[tuple[str, str], ...] = ()


class Ledger:
    """The finished parts of one folder, all made with the same settings.

    Raises
    ------
    OutputError
        The folder holds parts of other settings, or cannot be written.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self._path = folder / "ledger.jsonl"
        self.entries: dict[int, Entry] = {}
        self._inputs: frozenset[str] = frozenset()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError as error:
            message = f"{folder}: cannot be written ({error.strerror}); choose another folder"
            raise OutputError(message) from error
        try:
            _lock(self._file)
            if not self._read(fingerprint):
                self._append({"settings": fingerprint})
        except OutputError:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read(self, fingerprint: str) -> bool:
        """Read what an earlier run wrote, if it wrote anything; a line that was being written when the power went is cut off."""
        lines = self._path.read_bytes().splitlines(keepends=True)
        whole = [line for line in lines if line.endswith(b"\n")]
        os.truncate(self._path, sum(map(len, whole)))
        for at, line in enumerate(whole):
            row = _row(line)
            if at == 0 and row != {"settings": fingerprint}:
                message = f"{self.folder}: was made with other settings or another version; choose another folder or pass --overwrite"
                raise OutputError(message)
            if at and row is not None and "inputs" in row:
                self._inputs = frozenset(map(str, row["inputs"]))
            elif at and row is not None:
                rejects = tuple((str(name), str(reason)) for name, reason in row.pop("rejects"))
                self.entries[row["number"]] = Entry(**row, rejects=rejects)
        return bool(whole)

    def begin(self, first: Part | None, inputs: Iterable[str]) -> None:
        """Note the names of the inputs, of which ``first`` is the first part (None if nothing could be read).

        Raises
        ------
        OutputError
            The folder holds what was made from other inputs, none of which is among these, or nothing could be read in their place.
        """
        names = frozenset(inputs)
        if self.entries and first is None:
            message = f"{self.folder.parent}: nothing could be read, so the corpus that it holds stays; check the inputs"
            raise OutputError(message)
        if self.entries and first is not None and not self._inputs <= names and not self.has(first):
            message = f"{self.folder.parent}: holds the corpus of other inputs; choose another folder or pass --overwrite"
            raise OutputError(message)
        if names != self._inputs:
            self._inputs = names
            self._append({"inputs": sorted(names)})

    def has(self, part: Part) -> bool:
        """Whether this part is finished, and its file is as it was written."""
        entry = self.entries.get(part.number)
        if entry is None or entry.digest != part.digest():
            return False
        try:
            return sha256(self.path_of(part.number).read_bytes()).hexdigest() == entry.sha256
        except FileNotFoundError:
            return False

    def keep(self, worked: Worked) -> None:
        """Write a finished part to its file, and then into the ledger."""
        with whole_file(self.path_of(worked.number), overwrite=True) as draft, draft.open("wb") as file:
            file.write(worked.content)
            file.flush()
            os.fsync(file.fileno())
        entry = Entry(
            number=worked.number,
            digest=worked.digest,
            sha256=sha256(worked.content).hexdigest(),
            articles=worked.articles,
            events=worked.events,
            rejects=worked.rejects,
        )
        self._append(asdict(entry))
        self.entries[worked.number] = entry

    def path_of(self, number: int) -> Path:
        """Give the file of a part."""
        return self.folder / f"part-{number:06d}.jsonl.gz"

    def forget_from(self, number: int) -> None:
        """Remove parts from this number on: the input has become shorter."""
        for gone in [each for each in self.entries if each >= number]:
            self.path_of(gone).unlink(missing_ok=True)
            del self.entries[gone]

    def in_order(self) -> Iterator[Entry]:
        """Give the finished parts in the order of the input."""
        return (self.entries[number] for number in sorted(self.entries))

    def _append(self, row: object) -> None:
        self._file.write(f"{json.dumps(row)}\n".encode())
        self._file.flush()
        os.fsync(self._file.fileno())


def _lock(file: BinaryIO) -> None:
    """Keep other runs out of this folder while the file is open, where the system has such locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        message = f"{Path(file.name).parent}: another run is writing here; wait for it or choose another folder"
        raise OutputError(message) from error


def _row(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None
