"""What can go wrong, as a tree of exceptions; each message names the culprit and the cure.

    MapperError
    ├── InputError      (ValueError)   an article, table or page cannot be read
    ├── OutputError     (OSError)      a file cannot be written, or would be overwritten
    ├── LayerError      (ValueError)   a bundled or fetched layer is missing, broken or without papers
    ├── LexiconError    (ValueError)   a lexicon file does not follow its schema
    ├── GeocoderError   (RuntimeError) an online geocoder could not answer
    ├── ExtractorError  (RuntimeError) an extractor of events is not there or gave up
    └── PluginError     (ImportError)  what an installed package adds cannot be loaded

Absence is not an error: an article without events gives no events, a name that nobody knows gives no candidates.
"""


class MapperError(Exception):
    """Any error that a user of this package can cure; the commands print it as one line and exit with 1."""


class InputError(MapperError, ValueError):
    """An input cannot be read as what it claims to be."""


class OutputError(MapperError, OSError):
    """An output cannot be written whole, so nothing was written."""


class LayerError(MapperError, ValueError):
    """A layer is missing, damaged or says too little about itself."""


class LexiconError(MapperError, ValueError):
    """A lexicon file breaks the schema of lexicon files."""


class GeocoderError(MapperError, RuntimeError):
    """A geocoder could not answer; the offline result stands."""


class ExtractorError(MapperError, RuntimeError):
    """An extractor cannot be opened, or can read no article at all; one that fails on a single article raises InputError."""


class PluginError(MapperError, ImportError):
    """What an installed package adds to this one is broken."""
