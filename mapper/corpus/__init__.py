"""Many articles: read on one machine or on a cluster, their events written to GeoParquet by month."""

from mapper.corpus.building import Summary, build_corpus
from mapper.corpus.engines import in_this_process, on_dask, on_processes
from mapper.corpus.reading import expected_articles
from mapper.corpus.settings import Settings

__all__ = ["Settings", "Summary", "build_corpus", "expected_articles", "in_this_process", "on_dask", "on_processes"]
