"""Reports of one happening, from several articles and in both languages, become one event that keeps them all."""

from __future__ import annotations

from mapper.merge.gists import Gist, gist, gist_of
from mapper.merge.merging import merge, merge_in_order, merge_told
from mapper.merge.traits import day_of

__all__ = ["Gist", "day_of", "gist", "gist_of", "merge", "merge_in_order", "merge_told"]
