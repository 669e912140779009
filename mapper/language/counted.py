"""What a number in text counts: the noun after it, unless it is a date, a time, money, a measure, an age or the number of a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.language.numerals import Numeral
    from mapper.language.pieces import FoldedText, Piece


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


MONTHS = _words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
    dec enero febrero marzo abril mayo junio julio agosto setiembre septiembre octubre noviembre diciembre
    """
)
_WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo")
# Words whose number is a name: always, and only where no counted noun follows ("in the sector 40 soldiers wait").
_LABELS = _words(
    """
    hito hitos monument monuments marker markers pillar pillars mojon mojones km kms kilometro kilometer kilometre ruta rutas route
    highway interstate number numero num nro art arts articulo articulos article articles page pages pag pagina paginas decreto decretos
    supremo ley resolucion resolution section seccion capitulo chapter covid vuelo flight kp psalm
    """
)
_WEAK_LABELS = _words(
    """
    carretera road autopista law act phase fase fases stage etapa etapas sector tramo zone zona distrito district room gate puerta unit
    line linea version vol volume top camp channel canal radio grupo group regimiento regiment battalion batallon division brigada
    brigade titulo title day dia dias week semana part parte aged age edad under sub
    """
)
_CURRENCIES = _words("$ € £ ¥ usd eur clp pen us")
_MEASURES = _words(
    """
    % º ° percent percentage points point puntos dollar dollars cents euro euros soles pesos dolares centavos reais reales rupees taka
    zloty zlotys lira liras naira yuan yen uf utm quetzales lempiras guaranies km kms kilometer kilometers kilometre kilometres
    kilometro kilometros meter meters metre metres metro metros m mile miles feet foot ft yard yards millas leguas inch inches cm
    centimetros mm hectare hectares hectareas ha acre acres km2 m2 degrees degree grados celsius knots mph kph times veces fold octanos
    watts second seconds segundos minute minutes minuto minutos hour hours hora horas hrs hr h day days dia dias night nights noches
    week weeks semana semanas fortnight fortnights quincenas month months mes meses year years ano anos decade decades decadas century
    centuries siglo siglos third thirds quarter quarters fifth fifths tenth tenths half halves tercio tercios cuarto cuartos quinto
    quintos am pm
    """
)
_MEASURE_ADJECTIVES = _words("de of odd us american metric square nautical cubic consecutive full new long short chilean peruvian -")
_YEAR_BEFORE = _words(
    "in since until till by during early late mid before after through en desde hasta durante ano anos year fy el del antes despues"
)
_FRACTIONS = _words("third thirds quarter quarters tercio tercios cuarto cuartos")
_PART_OF_DAY = _words("morning afternoon evening night manana tarde noche madrugada")
_PERSON_BEFORE_AGE = _words("man woman boy girl lad youth teenager child baby hombre mujer nino nina joven menor bebe adolescente")
_ABOUT = _words("about around some roughly unos unas")

_STOPS = _words(
    """
    a an and are as at be been before but by can could did do does for from had has have he her his if in into is it its may might more
    most no nor not of off on or our out over per so than that the their them then there these they this those through to under until up
    was we were what when where which while who whom whose will with without would after against along also among around because between
    during each every least less fewer later earlier ago since yet still just only now today yesterday al ante antes aun aunque bajo
    cada como con contra cual cuando de del desde despues donde durante el ella ellas ellos en entre era eran es esas ese eso esos esta
    estas este estos fue fueron ha habia han hasta hay la las le les lo los mas menos mientras muy ni o para pero por porque que quien
    quienes se segun ser si sin sino sobre son su sus tambien tras un una unas unos y ya
    """
)
_PEOPLE_PLURALS = _words("people men women children police troops personnel cattle sheep policemen servicemen fishermen gunmen lorries")
_NOT_PLURALS = _words("always perhaps across towards besides whereas its his this thus plus ours theirs yours overseas news")
_PARTITIVE_ARTICLES = _words("the those these his her their los las esos esas estos estas sus")
_THEM = _words("them those us ellos ellas estos estas")
_BEFORE_NOUN = _words(
    "presuntos presuntas supuestos supuestas nuevos nuevas primeros primeras ultimos ultimas jovenes posibles otros otras"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """The noun that a number counts, folded, and the piece after it; ``unit`` None: no noun follows."""

    unit: str | None
    last: int


def counted_noun(text: FoldedText, position: int, lang: str) -> Counted:
    """Find the head of the noun phrase that begins at a piece, right after a number; "of them" belongs to the number."""
    pieces = text.pieces
    start = _skip_partitive(pieces, position)
    found = _spanish_noun(pieces, start) if lang == "es" else _english_noun(text, start)
    if found.unit is None:
        is_of_them = start > position and start < len(pieces) and pieces[start].word in _THEM
        return Counted(unit=None, last=start + 1 if is_of_them else position)
    return found


def _skip_partitive(pieces: Sequence[Piece], position: int) -> int:
    """Pass over "of", "de" and the article after it ("two of the mothers", "medio centenar de jóvenes")."""
    if position + 1 >= len(pieces) or pieces[position].word not in ("of", "de"):
        return position
    if pieces[position + 1].word in _PARTITIVE_ARTICLES and position + 2 < len(pieces):
        return position + 2
    return position + 1


def _is_word(piece: Piece) -> bool:
    return piece.word[0].isalpha() and piece.word not in _STOPS


def _looks_plural(word: str) -> bool:
    if word in _PEOPLE_PLURALS:
        return True
    return word[-1] == "s" and len(word) > 3 and word[-2:] != "ss" and word not in _NOT_PLURALS  # noqa: PLR2004 - "gas" is one


def _english_noun(text: FoldedText, position: int) -> Counted:
    """Pass over adjectives to the first plural; go on through names ("Texas National Guard troops") and compounds ("police officers")."""
    pieces = text.pieces
    head, last = None, position
    for at in range(position, min(position + 7, len(pieces))):
        word = pieces[at].word
        if word == "-":
            continue
        if not _is_word(pieces[at]):
            break
        if _looks_plural(word):
            head, last = word, at + 1
        elif head is not None and not (text.is_capital(pieces[at].start) and text.is_capital(pieces[at - 1].start)):
            break
    return Counted(unit=head, last=last)


def _spanish_noun(pieces: Sequence[Piece], position: int) -> Counted:
    """Take the first plural word, past adjectives that stand before their noun ("presuntos integrantes")."""
    head, last = None, position
    for at in range(position, min(position + 3, len(pieces))):
        word = pieces[at].word
        if not _is_word(pieces[at]) or not _looks_plural(word):
            break
        head, last = word, at + 1
        if word not in _BEFORE_NOUN:
            break
    return Counted(unit=head, last=last)


class Surroundings:
    """The words around a number: ``before[-1]`` and ``after[0]`` are the nearest; ``digits`` as written, None for number words."""

    __slots__ = ("after", "before", "digits", "glued_after", "glued_before", "has_noun", "value")

    def __init__(self, pieces: Sequence[Piece], numeral: Numeral, *, digits: str | None, has_noun: bool) -> None:
        first, last = numeral.first, numeral.last
        self.before = ["", "", "", *(piece.word for piece in pieces[max(0, first - 4) : first])]
        self.after = [*(piece.word for piece in pieces[last : last + 4]), "", "", ""]
        self.digits = digits
        self.glued_before = first > 0 and pieces[first - 1].end == pieces[first].start
        self.glued_after = last < len(pieces) and pieces[last].start == pieces[last - 1].end
        self.has_noun = has_noun
        self.value = numeral.minimum


def is_label(near: Surroundings) -> bool:
    """Say whether the number names a thing: monument 9, Route 5, Decree No. 135, "fase 2"."""
    b2, b1 = near.before[-2:]
    if b1 == "." or b1 in ("o", "°", "º"):
        return (b1 == "." and (b2 in ("no", "nos", "n") or b2 in _LABELS)) or b2 in ("n", ".")
    return b1 == "#" or b1 in _LABELS or (b1 in _WEAK_LABELS and not near.has_noun)


def is_no_count(near: Surroundings) -> bool:
    """Say whether a number is a date, a time, money, a measure, an age, a ratio or a code, and so counts nothing."""
    return (
        _is_measure(near.after) or _is_money(near.before) or _is_date(near) or _is_time(near) or _is_ratio(near) or _is_age(near)
        or (near.digits is not None and _is_code(near, near.digits))
    )  # fmt: skip


def _is_measure(after: Sequence[str]) -> bool:
    if (after[0], after[1]) in (("per", "cent"), ("por", "ciento")):
        return True
    for word in after[:3]:
        if word in _MEASURES:
            return True
        if word not in _MEASURE_ADJECTIVES:
            return False
    return False


def _is_money(before: Sequence[str]) -> bool:
    return before[-1] in _CURRENCIES or (before[-1] in ("/", ".") and before[-2] in ("s", "bs")) or tuple(before[-2:]) == ("r", "$")


def _is_date(near: Surroundings) -> bool:
    if near.value > 2100:  # noqa: PLR2004 - neither day nor year
        return False
    a1, a2 = near.after[:2]
    if a1 in MONTHS or (a1 in ("de", "of", "del") and a2 in MONTHS):
        return a1 not in ("may", "march") or near.value <= 31  # noqa: PLR2004 - "100 may cross"
    b2, b1 = near.before[-2:]
    is_day = near.digits and near.value <= 31 and not near.has_noun  # noqa: PLR2004 - days of a month
    if is_day and (b1 in MONTHS or b1 in _WEEKDAYS or (b1 in ("the", ".") and b2 in MONTHS)):
        return True
    if near.digits and len(near.digits) == 4 and near.digits.isdecimal() and near.value >= 1500:  # noqa: PLR2004 - a year
        return b1 in _YEAR_BEFORE or b1 in MONTHS or b1 in "-/" or not near.has_noun
    return False


def _is_time(near: Surroundings) -> bool:
    a1, a2, a3 = near.after[:3]
    if (a1 in ("a", "p") and a2 == "." and a3 == "m") or (near.glued_before and near.before[-1] == ":") or (near.glued_after and a1 == ":"):
        return True
    if near.value > 24:  # noqa: PLR2004 - hours of a day
        return False
    if (a1, a2) in (("in", "the"), ("de", "la")) and a3 in _PART_OF_DAY:
        return True
    return near.before[-1] in ("las", "la", "at") and not near.has_noun


def _is_ratio(near: Surroundings) -> bool:
    a1, a2 = near.after[:2]
    b2, b1 = near.before[-2:]
    if (a1, a2) in (("de", "cada"), ("out", "of"), ("en", "cada")) or (b2, b1) in (("de", "cada"), ("out", "of"), ("en", "cada")):
        return True
    if (b1 in ("of", "de") and b2 in _FRACTIONS) or (b1 == "por" and near.value == 100 and not near.has_noun):  # noqa: PLR2004 - por ciento
        return True
    is_small = (a2.isdecimal() and len(a2) < 4) or a2 in ("two", "three", "four", "five", "ten", "every")  # noqa: PLR2004 - not a year
    return (a1 == "in" and is_small) or (b1 in ("in", "every") and b2 == "one")


def _is_age(near: Surroundings) -> bool:
    if near.value > 110 or near.has_noun:  # noqa: PLR2004 - nobody is older
        return False
    b1 = near.before[-1]
    if near.digits and b1 in (",", "(") and near.after[0] in (",", ")", "."):
        return True
    before = [word for word in near.before if word not in _ABOUT]
    return before[-1] in ("of", "de", ",") and (before[-2] in _PERSON_BEFORE_AGE or before[-2].endswith(("ian", "ean")))


def _is_code(near: Surroundings, digits: str) -> bool:
    """Tell ordinals, telephone numbers, "C-130J", "4x4", list items."""
    a1 = near.after[0]
    b2, b1 = near.before[-2:]
    return bool(
        (digits.isdecimal() and len(digits) > 7)  # noqa: PLR2004 - telephones and cards
        or (len(digits) > 1 and digits[0] == "0")
        or (near.glued_before and (b1 in ("+", "/", "_", "@", "\\") or (b1 in ("-", ".") and b2.isalnum())))
        or (near.glued_after and (a1[:1].isalpha() or a1 in ("/", "_", "@", "\\")) and a1 not in ("kg", "g", "t"))
        or (not b1 and a1 in (".", ")"))
    )
