"""Extractors: other ways than our rules to read events from an article, by name or given as a function."""

from mapper.extractors.language_model import LanguageModel, from_environment
from mapper.extractors.opening import available_extractors, open_extractor
from mapper.extractors.protocol import Extractor

__all__ = ["Extractor", "LanguageModel", "available_extractors", "from_environment", "open_extractor"]
