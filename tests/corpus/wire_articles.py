"""Make any number of wire-length articles, the same ones for a seed, from sentences of our example texts and invented stories."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.examples import article_path
from mapper.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

STORIES = Path(__file__).parents[1] / "merge" / "stories" / "tune.txt"
FIRST_DAY = date(2025, 1, 1)
_MARKS = re.compile(r"\[[a-z]+:[\w-]+\] | \[/\]")
_HEAD = re.compile(r"-- (\S+) \| (\w\w) \| (\S+) \| (.+)")
_NUMBER = re.compile(r"(?<![\d.,:-])\d{2,3}(?![\d.,:-])")
_QUIET = {
    "en": (
        "The mayor said that the new market would open after the summer holidays.",
        "Farmers in the valley expect a good harvest of olives and oregano this season.",
        "The team lost at home and its coach asked the fans for patience.",
        "A spokeswoman for the ministry did not answer questions from reporters.",
        "Prices of bread and rice rose for the third month in a row, according to the statistics office.",
        "The road between the two cities is the busiest of the region, and its repair has been put off for years.",
        "Students of the university showed their work on drinking water at a fair in the main square.",
        "The orchestra will play in the cathedral, and entry is free for children.",
    ),
    "es": (
        "El alcalde dijo que el nuevo mercado abrirá después de las vacaciones de verano.",
        "Los agricultores del valle esperan una buena cosecha de aceitunas y orégano esta temporada.",
        "El equipo perdió en casa y su entrenador pidió paciencia a los hinchas.",
        "Una vocera del ministerio no respondió las preguntas de los periodistas.",
        "Los precios del pan y del arroz subieron por tercer mes seguido, según la oficina de estadísticas.",
        "La ruta entre las dos ciudades es la más transitada de la región y su arreglo se posterga desde hace años.",
        "Estudiantes de la universidad mostraron sus trabajos sobre agua potable en una feria de la plaza principal.",
        "La orquesta tocará en la catedral y la entrada es gratuita para los niños.",
    ),
}

_SCENES = (
    ("Peru", "Chile", "Tacna", "Arica", "Santa Rosa", "Chacalluta"),
    ("Mexico", "Guatemala", "Tapachula", "Tecún Umán", "Ciudad Hidalgo", "Malacatán"),
    ("Colombia", "Ecuador", "Ipiales", "Tulcán", "Rumichaca", "San Gabriel"),
    ("Argentina", "Paraguay", "Posadas", "Encarnación", "Clorinda", "Asunción"),
    ("Brazil", "Venezuela", "Pacaraima", "Santa Elena de Uairén", "Boa Vista", "Ciudad Bolívar"),
    ("Bolivia", "Brazil", "Cobija", "Brasiléia", "Guayaramerín", "Guajará-Mirim"),
    ("Haiti", "Dominican Republic", "Ouanaminthe", "Dajabón", "Belladère", "Elías Piña"),
    ("Costa Rica", "Panama", "Paso Canoas", "David", "Golfito", "Almirante"),
    ("Nicaragua", "Honduras", "Somoto", "Choluteca", "Ocotal", "Danlí"),
    ("Uruguay", "Brazil", "Rivera", "Santana do Livramento", "Chuy", "Pelotas"),
)
_SPANISH = {
    "Peru": "Perú", "Mexico": "México", "Brazil": "Brasil", "Haiti": "Haití", "Dominican Republic": "República Dominicana",
    "Panama": "Panamá",
}  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_NAMES = re.compile(r"\b(?:Peru|Perú|Chile|Tacna|Arica|Santa Rosa|Chacalluta)\b")


def wire_articles(count: int, *, words: int = 400, a_day: int = 400, quiet: float = 0.8, seed: int = 7) -> Iterator[Article]:
    """
    Give articles of about this many words, half of them Spanish, so many a day.

    ``quiet`` is the share of sentences that tell nothing of a border; numbers vary from article to article.
    """
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    for number in range(count):
        lang = ("en", "es")[number % 2]
        text = _text(chance, lang, words, quiet)
        day = FIRST_DAY + timedelta(days=number // a_day)
        name = f"wire-{number:07d}"
        yield Article(
            article_id=name, text=text, lang=lang, title=f"Wire {number}", published=day.isoformat(),
            source=f"Wire {chance.randrange(20)}", source_url=f"https://wire.example/{name}",
        )  # fmt: skip


def write_wire(path: Path, articles: Iterator[Article]) -> Path:
    """Write articles as JSON lines under the names of their fields."""
    with path.open("w", encoding="utf-8") as file:
        for each in articles:
            row = {
                "id": each.article_id, "text": each.text, "lang": each.lang, "title": each.title, "published": each.published,
                "source": each.source, "url": each.source_url,
            }  # fmt: skip
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    return path


def _text(chance: random.Random, lang: str, words: int, quiet: float) -> str:
    told, still = _sentences()[lang], _QUIET[lang]
    scene = _scene(chance, lang)
    paragraphs: list[str] = []
    length = 0
    while length < words:
        chosen = [chance.choice(still if chance.random() < quiet else told) for _ in range(2)]
        paragraph = _NUMBER.sub(lambda found: str(chance.randrange(10, 10 ** len(found[0]))), " ".join(chosen))
        length += paragraph.count(" ") + 1
        paragraphs.append(_NAMES.sub(lambda found: scene[found[0]], paragraph))
    day = chance.choice(_WEEKDAYS[lang])
    return re.sub("|".join(_WEEKDAYS[lang]), day, "\n\n".join(paragraphs)) + "\n"


def _scene(chance: random.Random, lang: str) -> dict[str, str]:
    """Move what happens between Peru and Chile to another border."""
    names = [_SPANISH.get(name, name) if lang == "es" else name for name in chance.choice(_SCENES)]
    return dict(zip(("Peru", "Chile", "Tacna", "Arica", "Santa Rosa", "Chacalluta"), names, strict=True)) | {"Perú": names[0]}


@cache
def _sentences() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {lang: _cut(article_path(lang).read_text(encoding="utf-8")) for lang in ("en", "es")}
    lang = "en"
    for line in STORIES.read_text(encoding="utf-8").splitlines():
        head = _HEAD.fullmatch(line)
        if head:
            lang = head[2]
        elif line and not line.startswith(("#", "==")):
            found[lang] += _cut(_MARKS.sub("", line))
    return {lang: tuple(dict.fromkeys(sentences)) for lang, sentences in found.items()}


def _cut(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?]) (?=[A-ZÁÉÍÓÚ])|\n+", text) if sentence.count(" ") > 3]
