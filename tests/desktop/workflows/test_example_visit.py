"""The practice visit is clearly one, and goes without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.workflows.example_visit import (
    begin_example,
    discard_example,
    example,
    is_example,
)
from desktop.workflows.filling import Filling
from resources.texts import LANGUAGES, Texts
from tests.desktop.conftest import NOW
from tests.desktop.workflows import make

if TYPE_CHECKING:
    from db.store import Store

CHINESE = Texts("zh-TW")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_practice_visit_says_what_it_is(store: Store, language: str) -> None:
    visit = begin_example(store, NOW, Texts(language))
    word = {"zh-TW": "練習", "en": "Practice"}[language]
    assert (visit.unit, visit.place) == (word, word)
    assert is_example(visit)
    assert not is_example(make.draft(store))
    filling = Filling(store, visit.id, lambda: NOW)
    assert filling.score().percent == 100
    assert filling.missing()  # something is left to try out
    assert len(filling.photos()) == 1


def test_there_is_one_at_a_time(store: Store) -> None:
    visit = begin_example(store, NOW, CHINESE)
    assert begin_example(store, NOW, CHINESE) == visit
    assert example(store) == visit


def test_it_is_thrown_away_whole(store: Store) -> None:
    other = make.draft(store)
    visit = begin_example(store, NOW, CHINESE)
    Filling(store, visit.id, lambda: NOW).set_value("EN01", "nonconform")
    discard_example(store)
    assert example(store) is None
    assert [one.id for one in store.inspections.all()] == [other.id]
    assert store.search.find("練習") == []
    for table in ("answers", "findings", "photos", "history"):
        rows = store.connection.query(f"SELECT * FROM {table}")  # noqa: S608
        assert rows == []
    discard_example(store)
