import pytest

from mapper.language.detection import detect_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Soldiers closed the bridge and nobody crossed on Monday.", "en"),
        ("El Ejército cerró el puente y nadie cruzó el lunes.", "es"),
        ("O Exército fechou a ponte e ninguém atravessou na segunda-feira, disse o governador do estado.", "pt"),
        ("L'armée a fermé le pont et personne n'a traversé la frontière lundi, selon le préfet de la région.", "fr"),
        ("EL EJÉRCITO CERRÓ EL PUENTE Y NADIE CRUZÓ EL LUNES", "es"),
        ("Chacalluta is open.", "en"),
        ("Una alegría.", "es"),
    ],
)
def test_the_language_of_a_text_is_told(text: str, lang: str) -> None:
    assert detect_language(text) == lang


@pytest.mark.parametrize("text", ["", " \n", "2025-11-28", "https://example.org/es/noticias", "\u2026"])
def test_a_text_without_words_is_taken_for_english(text: str) -> None:
    assert detect_language(text) == "en"
