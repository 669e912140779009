from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_a_watch_killed_at_random_moments_loses_nothing_and_leaves_a_whole_map(tmp_path: Path) -> None:
    words = [sys.executable, str(HERE / "watch_crashing.py"), str(tmp_path), "10"]
    answer = subprocess.run(words, check=False, capture_output=True, text=True, cwd=HERE.parent.parent, env={"PYTHONPATH": "."})  # noqa: S603 - our own
    assert (answer.returncode, answer.stdout.split("\n")[0]) == (0, "10 kills, 132 articles kept, 0 lost")
