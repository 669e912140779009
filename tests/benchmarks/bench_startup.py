"""Print how long commands take to start, beside Python with click alone: ``python tests/benchmarks/bench_startup.py``.

The promise: ``mapper --help`` in at most twice the time of ``python -c "import click"`` plus 0.2 s.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 7
CALLS = {
    'python -c "import click"': ["-c", "import click"],
    "mapper --help": ["-m", "mapper", "--help"],
    "mapper map --help": ["-m", "mapper", "map", "--help"],
    "mapper --version": ["-m", "mapper", "--version"],
    'python -c "import mapper"': ["-c", "import mapper"],
}


def seconds(arguments: list[str], runs: int = RUNS) -> float:
    """Give the median time of some runs of Python with these arguments, in seconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the calls above
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    rows = [f"| {name} | {seconds(arguments):.3f} |" for name, arguments in CALLS.items()]
    sys.stdout.write("\n".join([f"| call | seconds, median of {RUNS} |", "|---|---|", *rows]) + "\n")


if __name__ == "__main__":
    main()
