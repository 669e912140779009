"""What decides the result of a corpus, whatever machine works on it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from mapper.errors import InputError

_FORM_OF_PARTS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How articles of a corpus are read.

    ``lang`` and ``published`` complete articles that do not say theirs; ``border_id`` is what "the border" means where a text leaves it
    open; ``gazetteer`` and ``lexicon`` name files of one's own, readable wherever the work is done; ``exact`` keeps sensitive places where
    they are; ``merged`` makes one event of what several articles report. ``allow_private_addresses`` fetches addresses in private networks
    too. ``part_size`` is the number of articles worked on in one go. ``extractor`` names what reads the events instead of our rules,
    installed wherever the work is done; ``model_url`` and ``model`` are those of a language model, whose key each machine has in its
    environment.
    """

    lang: str | None = None
    published: str | None = None
    border_id: str | None = None
    gazetteer: str | None = None
    lexicon: str | None = None
    extractor: str | None = None
    model_url: str | None = None
    model: str | None = None
    exact: bool = False
    merged: bool = True
    allow_private_addresses: bool = False
    part_size: int = 100

    def fingerprint(self) -> str:
        """Give a digest of all that decides what is read from an article: settings, contents of own files, versions of code and data."""
        files = [_digest_of(path) for path in (self.gazetteer, self.lexicon)]
        told = asdict(self) | {"gazetteer": files[0], "lexicon": files[1], "versions": versions()}
        told |= {"merged": None, "allow_private_addresses": None}  # these change nothing in what an article says
        told["parts"] = _FORM_OF_PARTS
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@cache
def versions() -> str:
    """Name the versions of code and data; machines that work on one corpus must have the same."""
    from mapper import __version__
    from mapper.layers.catalog import data_version

    return f"mapper {__version__}, data {data_version()}"


def _digest_of(path: str | None) -> str | None:
    if path is None:
        return None
    try:
        return sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the name and its permissions"
        raise InputError(message) from error
