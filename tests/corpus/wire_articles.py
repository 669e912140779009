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
        "The {a} {n} of the {n} {v} the {a} {n}, and the {n} {v} a {n}.",
        "A {n} with a {a} {n} {v} the {n} in the {n}.",
        "The {n} {v} its {a} {n}, said the {n}, whose {n} {v} a {a} {n}.",
        "Every {n} {v} the {n} of a {a} {n} for the {a} {n}.",
    ),
    "es": (
        "El {a} {n} del {n} {v} el {n} y su {a} {n} {v} otro {n}.",
        "Un {n} con {a} {n} {v} el {n} en el {n}.",
        "El {n} {v} su {a} {n}, dijo el {n}, cuyo {n} {v} un {a} {n}.",
        "Cada {n} {v} el {n} de un {a} {n} para el {a} {n}.",
    ),
}  # fmt: skip
_QUIET_WORDS = {
    ("en", "n"): "market harvest orchestra school museum river library garden theatre festival choir painter poet recipe cheese vineyard "
                 "bakery song novel lamp chair window kitchen forest meadow lake pianist teacher pupil dancer sculptor gardener cook "
                 "biscuit teapot carpet clock violin drum piano portrait statue fountain orchard tailor cobbler weaver melody story",
    ("en", "a"): "old young quiet bright small large famous modest elegant simple curious patient gentle golden wooden purple sweet bitter",
    ("en", "v"): "delighted inspired surprised pleased admired painted praised remembered liked described improved resembled preferred",
    ("es", "n"): "mercado concierto museo jardín teatro festival coro pintor poeta libro queso viñedo cuento farol bosque prado lago "
                 "pianista maestro alumno bailarín escultor jardinero cocinero bizcocho reloj violín tambor piano retrato huerto sastre "
                 "telar relato pan olivo mantel cuadro espejo molino potro gato perro zorzal barco tren puente camino cielo verano",
    ("es", "a"): "viejo joven pequeño gran famoso modesto elegante sencillo curioso paciente dulce dorado amable bello raro noble",
    ("es", "v"): "encantó inspiró sorprendió agradó admiró pintó elogió recordó describió mejoró prefirió imitó celebró",
}  # fmt: skip
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
    told = _sentences()[lang]
    scene = _scene(chance, lang)
    paragraphs: list[str] = []
    length = 0
    while length < words:
        chosen = [_still(chance, lang) if chance.random() < quiet else chance.choice(told) for _ in range(2)]
        paragraph = _NUMBER.sub(lambda found: str(chance.randrange(10, 10 ** len(found[0]))), " ".join(chosen))
        length += paragraph.count(" ") + 1
        paragraphs.append(_NAMES.sub(lambda found: scene[found[0]], paragraph))
    day = chance.choice(_WEEKDAYS[lang])
    return re.sub("|".join(_WEEKDAYS[lang]), day, "\n\n".join(paragraphs)) + "\n"


def _still(chance: random.Random, lang: str) -> str:
    """Make a sentence in which nothing happens, hardly ever the same."""
    pattern = chance.choice(_QUIET[lang])
    return re.sub(r"\{(\w)\}", lambda slot: chance.choice(_quiet_words(lang, slot[1])), pattern)


@cache
def _quiet_words(lang: str, slot: str) -> tuple[str, ...]:
    return tuple(_QUIET_WORDS[lang, slot].split())


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
