import pytest

from mapper.language.quantities import find_durations


@pytest.mark.parametrize(
    ("lang", "text", "wording", "days"),
    [
        ("en", "The emergency lasts 60 days.", "60 days", 60),
        ("en", "A 60-day emergency.", "60-day", 60),
        ("en", "Extended by two months.", "two months", 60),
        ("en", "A ban for a week.", "a week", 7),
        ("en", "Shut for 36 hours.", "36 hours", 2),
        ("es", "Un plazo de 45 días calendario.", "45 días", 45),
        ("es", "Por treinta y cinco días.", "treinta y cinco días", 35),
        ("es", "Prórroga de un mes.", "un mes", 30),
        ("es", "Por 90 días los uniformados controlan.", "90 días", 90),
    ],
)
def test_a_length_of_time_is_given_in_days(lang: str, text: str, wording: str, days: int) -> None:
    [found] = find_durations(text, lang)
    assert (found.text, found.days) == (wording, days)
    assert text[found.start : found.end] == wording


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It happened three days ago."),
        ("en", "Four days after the storm it opened."),
        ("en", "A boy of 12 years old."),
        ("en", "Checks are made every two hours."),
        ("es", "Cerró hace tres días."),
        ("es", "Un joven de 19 años de edad."),
        ("es", "Lo revisan cada dos horas."),
    ],
)
def test_ages_frequencies_and_distances_in_time_are_no_durations(lang: str, text: str) -> None:
    assert find_durations(text, lang) == ()
