"""Events in text: frames of word classes found in clauses, with their status, roles, time and place."""

from mapper.events.codes import Codes, codes_for, sub_event_types
from mapper.events.extractor import extract
from mapper.language.lexicon import Frame, Lexicon, load_lexicon

__all__ = ["Codes", "Frame", "Lexicon", "codes_for", "extract", "load_lexicon", "sub_event_types"]
