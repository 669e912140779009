"""Measure `mapper.language` on one core: tokens a second, best of three. Run: python tests/benchmarks/bench_language.py."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from mapper.language.dates import find_times
from mapper.language.detection import detect_language
from mapper.language.folding import fold_map
from mapper.language.quantities import find_durations, find_quantities
from mapper.language.sentences import split_sentences
from mapper.language.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = (
    "At least 120 people, among them two dozen children, waited at the bridge on Monday after Peru closed the border for 60 days. "
    "Gen. R. Soto said another 50 soldiers would arrive next week. Since 4 January around 2,400 migrants a day had crossed near Arica. "
)
SPANISH = (
    "Al menos 120 personas, entre ellas dos docenas de niños, esperaban el lunes en el puente tras el cierre por 60 días de la frontera. "
    "El gral. R. Soto dijo que otros 50 militares llegarán la próxima semana. Desde el 4 de enero cruzaban unos 2.400 migrantes al día. "
)
PUBLISHED = "2025-11-28"


def main() -> None:
    """Print the table."""
    articles = [(f"{number}. {text}" * 12, lang) for number in range(100) for text, lang in ((ENGLISH, "en"), (SPANISH, "es"))]
    count = sum(len(tokenize(text)) for text, _ in articles)
    functions: dict[str, Callable[[str, str], object]] = {
        "fold_map": lambda text, _: fold_map(text),
        "tokenize": lambda text, _: tokenize(text),
        "split_sentences": split_sentences,
        "detect_language": lambda text, _: detect_language(text),
        "find_quantities": find_quantities,
        "find_durations": find_durations,
        "find_times": lambda text, lang: find_times(text, lang, PUBLISHED),
        "quantities, durations, times": lambda text, lang: (
            find_quantities(text, lang), find_durations(text, lang), find_times(text, lang, PUBLISHED)
        ),
    }  # fmt: skip
    sys.stdout.write(f"{count:,} tokens in {len(articles)} articles\n{'function':30}{'tokens a second':>18}\n")
    for name, function in functions.items():
        sys.stdout.write(f"{name:30}{count / best_of_three(function, articles):>18,.0f}\n")


def best_of_three(function: Callable[[str, str], object], articles: list[tuple[str, str]]) -> float:
    """Give the seconds of the fastest of three runs, after one article to load what is loaded late."""
    function(*articles[0])
    times = []
    for run in range(3):
        started = time.perf_counter()
        for text, lang in articles:
            function(f"{run} {text}", lang)  # another text each time, so that nothing kept from the last run helps
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
