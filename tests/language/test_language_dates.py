from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.dates import TimeExpression, find_times

FRIDAY, SATURDAY = "2025-11-28", "2025-11-29"


def one(text: str, lang: str, published: str | None) -> TimeExpression:
    [found] = find_times(text, lang, published)
    return found


@pytest.mark.parametrize(
    ("lang", "text", "published", "start", "end"),
    [
        ("en", "It shut on Friday.", FRIDAY, "2025-11-28", "2025-11-28"),
        ("en", "It shut on Friday.", SATURDAY, "2025-11-28", "2025-11-28"),
        ("en", "It shut last Friday.", FRIDAY, "2025-11-21", "2025-11-21"),
        ("en", "It shuts next Monday.", FRIDAY, "2025-12-01", "2025-12-01"),
        ("en", "It shut on Monday of last week.", FRIDAY, "2025-11-17", "2025-11-17"),
        ("en", "It shut three days ago.", FRIDAY, "2025-11-25", "2025-11-25"),
        ("en", "It shut the day before yesterday.", FRIDAY, "2025-11-26", "2025-11-26"),
        ("en", "It shuts tomorrow.", FRIDAY, "2025-11-29", "2025-11-29"),
        ("en", "It shuts tonight.", FRIDAY, "2025-11-28", "2025-11-28"),
        ("en", "It shut last night.", FRIDAY, "2025-11-27", "2025-11-27"),
        ("en", "On the night of 27 April they left.", "2023-04-29", "2023-04-27", "2023-04-27"),
        ("en", "Data of 4-17 October 2021.", "2021-10-20", "2021-10-04", "2021-10-17"),
        ("en", "It lapses on 27 January.", "2025-12-12", "2026-01-27", "2026-01-27"),
        ("en", "It shut on December 30.", "2026-01-03", "2025-12-30", "2025-12-30"),
        ("en", "On Thursday, April 27, 2023 it shut.", "2023-05-02", "2023-04-27", "2023-04-27"),
        ("en", "It shut last week.", FRIDAY, "2025-11-17", "2025-11-23"),
        ("en", "It shut in October.", FRIDAY, "2025-10", "2025-10"),
        ("en", "It shut last July.", "2025-02-20", "2024-07", "2024-07"),
        ("en", "It shut in late October.", FRIDAY, "2025-10-21", "2025-10-31"),
        ("en", "It shut in 2023.", FRIDAY, "2023-01", "2023-12"),
        ("en", "It was mined in the 1970s.", FRIDAY, "1970-01", "1979-12"),
        ("en", "Ten years ago it shut.", FRIDAY, "2015-01", "2015-12"),
        ("en", "Between Saturday and Thursday it shut.", "2020-03-06", "2020-02-29", "2020-03-05"),
        ("en", "From 28 November to 3 December it snowed.", "2025-12-05", "2025-11-28", "2025-12-03"),
        ("en", "Many crossed in recent days.", FRIDAY, "2025-11-21", "2025-11-28"),
        ("en", "It opened on 2025-11-20.", FRIDAY, "2025-11-20", "2025-11-20"),
        ("en", "It opened on 20/11/2025.", FRIDAY, "2025-11-20", "2025-11-20"),
        ("en", "It opens in mid-December 2025.", FRIDAY, "2025-12-11", "2025-12-20"),
        ("en", "It ran from 2016-2018.", FRIDAY, "2016-01", "2018-12"),
        ("es", "Cerró el viernes.", FRIDAY, "2025-11-28", "2025-11-28"),
        ("es", "Cerró el viernes pasado.", FRIDAY, "2025-11-21", "2025-11-21"),
        ("es", "Cerró el último viernes.", SATURDAY, "2025-11-28", "2025-11-28"),
        ("es", "Cierra el próximo lunes.", FRIDAY, "2025-12-01", "2025-12-01"),
        ("es", "Cierra el lunes que viene.", FRIDAY, "2025-12-01", "2025-12-01"),
        ("es", "Cerró el lunes de la semana pasada.", FRIDAY, "2025-11-17", "2025-11-17"),
        ("es", "Cerró hace tres días.", FRIDAY, "2025-11-25", "2025-11-25"),
        ("es", "Cerró anteayer.", FRIDAY, "2025-11-26", "2025-11-26"),
        ("es", "Cerró anoche.", FRIDAY, "2025-11-27", "2025-11-27"),
        ("es", "Cerró esta madrugada.", FRIDAY, "2025-11-28", "2025-11-28"),
        ("es", "Cierra mañana.", FRIDAY, "2025-11-29", "2025-11-29"),
        ("es", "Cierra pasado mañana.", FRIDAY, "2025-11-30", "2025-11-30"),
        ("es", "Del 4 al 17 de octubre de 2021 nevó.", FRIDAY, "2021-10-04", "2021-10-17"),
        ("es", "Desde el sábado 25 de febrero hay soldados.", "2023-02", "2023-02-25", "2023-02-25"),
        ("es", "A partir del lunes 21 habrá soldados.", "2022-02-17", "2022-02-21", "2022-02-21"),
        ("es", "El relevo será el día 15.", "2023-03-02", "2023-03-15", "2023-03-15"),
        ("es", "Cerró la semana pasada.", FRIDAY, "2025-11-17", "2025-11-23"),
        ("es", "Cerró en octubre.", FRIDAY, "2025-10", "2025-10"),
        ("es", "Cerró en octubre del año pasado.", FRIDAY, "2024-10", "2024-10"),
        ("es", "Cerró a mediados de octubre.", FRIDAY, "2025-10-11", "2025-10-20"),
        ("es", "Cruzaron muchos en los últimos días.", FRIDAY, "2025-11-21", "2025-11-28"),
        ("es", "En lo que va de setiembre salieron.", "2024-09-17", "2024-09", "2024-09"),
        ("es", "Cerró el 3/10/2025.", FRIDAY, "2025-10-03", "2025-10-03"),
        ("es", "Ese mes cerró en 2023.", FRIDAY, "2023-01", "2023-12"),
        ("es", "Cerró el primero de mayo.", FRIDAY, "2025-05-01", "2025-05-01"),
        ("es", "Durante el fin de semana cerró.", "2025-11-26", "2025-11-22", "2025-11-23"),
    ],
)
def test_a_time_is_resolved_against_the_publication_date(lang: str, text: str, published: str, start: str, end: str) -> None:
    when = find_times(text, lang, published)[-1].when
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("lang", "text", "start"),
    [
        ("en", "The lane reopens on Monday.", "2025-12-01"),
        ("en", "A restart is due in January.", "2026-01"),
        ("es", "El jueves embarcarán a los pasajeros.", "2025-12-04"),
        ("es", "La cita será este domingo.", "2025-11-30"),
    ],
)
def test_an_announcement_reads_the_same_words_as_a_time_to_come(lang: str, text: str, start: str) -> None:
    found = one(text, lang, FRIDAY)
    assert found.reading(future=True).start == start
    assert (found.reading(future=False).start or "") < FRIDAY


@pytest.mark.parametrize(("text", "precision"), [("on 3 May", 1), ("last week", 2), ("in early May", 2), ("in May", 3), ("in 2020", 3)])
def test_precision_is_1_for_a_day_2_for_less_than_a_month_3_for_a_month_or_more(text: str, precision: int) -> None:
    assert one(f"It snowed {text}.", "en", "2025-06-01").when.precision == precision


@pytest.mark.parametrize(
    ("text", "basis"), [("on 3 May", "stated"), ("in 2023", "stated"), ("on Friday", "relative"), ("yesterday", "relative")]
)
def test_basis_tells_stated_dates_from_relative_ones(text: str, basis: str) -> None:
    assert one(f"It snowed {text}.", "en", "2025-06-01").when.basis == basis


@pytest.mark.parametrize("text", ["on Friday", "yesterday", "last week", "in October", "on 3 May", "two weeks ago"])
def test_without_a_publication_date_a_relative_time_stays_open(text: str) -> None:
    when = one(f"It snowed {text}.", "en", None).when
    assert (when.start, when.end, when.precision, when.basis) == (None, None, None, "none")


def test_a_full_date_needs_no_publication_date() -> None:
    assert one("It snowed on 3 May 2023.", "en", None).when.start == "2023-05-03"


def test_with_only_the_month_of_publication_a_weekday_gives_that_month() -> None:
    assert one("Troops arrived on Monday.", "en", "2022-12").when.start == "2022-12"


@pytest.mark.parametrize(
    ("lang", "text", "relation"),
    [
        ("en", "Shut since 4 January.", "since"),
        ("en", "Shut until Monday.", "until"),
        ("en", "They left before Friday.", "before"),
        ("en", "They left on Friday.", "on"),
        ("es", "Cerrado desde el 4 de enero.", "since"),
        ("es", "Cerrado hasta el domingo.", "until"),
        ("es", "A partir del lunes habrá control.", "since"),
    ],
)
def test_the_relation_says_how_the_event_lies_to_the_time(lang: str, text: str, relation: str) -> None:
    assert one(text, lang, FRIDAY).relation == relation


@pytest.mark.parametrize(
    ("lang", "text", "noun"),
    [
        ("en", "She faces him in the December 14 run-off.", "runoff"),
        ("en", "The treaty of 1929 fixed the line.", "treaty"),
        ("es", "Las elecciones del 14 de diciembre se acercan.", "elecciones"),
        ("es", "En la guerra de 1879 hubo sed.", "guerra"),
        ("en", "He arrived on December 14.", None),
    ],
)
def test_the_date_of_an_election_treaty_or_war_is_marked(lang: str, text: str, noun: str | None) -> None:
    assert one(text, lang, SATURDAY).of_event == noun


@pytest.mark.parametrize(
    ("text", "is_background"),
    [("in 2023", True), ("in March", True), ("on Monday", False), ("since March 2020", False), ("in September 2025", False)],
)
def test_a_time_long_before_publication_is_background_unless_it_goes_on_since(text: str, *, is_background: bool) -> None:
    assert one(f"The road was shut {text}.", "en", "2025-11-10").is_past_background is is_background


def test_a_day_earlier_counts_from_the_day_named_before_it() -> None:
    first, second = find_times("On Thursday Arica acted. A day earlier Tacna had done so.", "en", "2023-04-28")
    assert (first.when.start, second.when.start) == ("2023-04-27", "2023-04-26")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You have 111 days to leave."),
        ("en", "A man of 47, and 1,900 people, may march at 8 a.m."),
        ("en", "It lasted sixty days and two weeks."),
        ("en", "The paper Isles Today and April Jones told it on Mondays."),
        ("en", "Route 2020 cost 2000 dollars; 1950 people came."),
        ("es", "Los lunes abre a las ocho de la mañana, por la mañana."),
        ("es", "Santo Domingo y la plaza 2 de Mayo."),
        ("es", "El plazo es de 45 días y el decreto 135-2025."),
        ("es", "Un joven de 19 años pagó 2000 soles."),
    ],
)
def test_durations_ages_times_of_day_names_and_numbers_are_no_times(lang: str, text: str) -> None:
    assert find_times(text, lang, FRIDAY) == ()


@pytest.mark.parametrize("text", ["on 31 February", "on 2025-13-45", "on 45/45/2025", "on 99 May"])
def test_a_day_that_does_not_exist_is_not_invented(text: str) -> None:
    assert all(len(found.when.start or "") != 10 for found in find_times(f"It snowed {text}.", "en", FRIDAY))


_WORDS = st.lists(
    st.sampled_from(
        ["el", "de", "del", "la", "en", "on", "in", "last", "next", "lunes", "Friday", "28", "4", "-", "2023", "noviembre", "May", "hace",
         "three", "dos", "days", "días", "ago", "pasado", "semana",
         "week", ".", ",", "between", "and", "entre", "y", "mañana", "since", "12/11/2025",
         "fin", "año", "mes", "early", "half"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(_WORDS, st.sampled_from(["en", "es"]), st.sampled_from([None, "2024-02-29", "2025-11", "nonsense", "0500-01-01", "2023-12-31"]))
def test_any_words_give_ordered_times_with_start_not_after_end(text: str, lang: str, published: str | None) -> None:
    found = find_times(text, lang, published)
    assert all(text[time.start : time.end] == time.text for time in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all((time.when.start or "") <= (time.when.end or "") for time in found)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_a_weekday_lies_within_the_week_before_publication(day: date) -> None:
    start = one("It snowed on Tuesday.", "en", day.isoformat()).when.start
    assert start is not None
    distance = (day - date.fromisoformat(start)).days
    assert 0 <= distance < 7
    assert date.fromisoformat(start).weekday() == 1
