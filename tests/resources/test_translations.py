from __future__ import annotations

import string

import pytest

from resources.translations import build

CATALOGUE = build.read()


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogue_holds_just_what_the_code_says() -> None:
    said = {message for message, _, _ in build.messages()}
    kept = {str(entry.id) for entry in CATALOGUE if entry.id}
    assert sorted(said - kept) == []
    assert sorted(kept - said) == []


def test_every_message_is_translated_and_none_is_doubtful() -> None:
    assert [
        entry.id
        for entry in CATALOGUE
        if entry.id and (not entry.string or entry.fuzzy)
    ] == []


@pytest.mark.parametrize(
    ("message", "translation"),
    [(str(entry.id), str(entry.string)) for entry in CATALOGUE if entry.id],
)
def test_a_translation_has_the_places_of_its_message(
    message: str, translation: str
) -> None:
    assert _places(translation) == _places(message)


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    compiled = build._PO.with_suffix(".mo").read_bytes()
    assert compiled == build.compiled(CATALOGUE)
