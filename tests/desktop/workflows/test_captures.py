"""What is noticed while walking about is kept in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.captures import capture, save_capture
from forms.errors import UserError
from tests.desktop.conftest import NOW
from tests.desktop.workflows import make

if TYPE_CHECKING:
    from db.store import Store


def test_words_a_place_and_photos_are_kept(store: Store) -> None:
    data = make.picture()
    made = capture(
        store, text="招牌脫落", now=NOW, place="碼頭", photos=[(data, "a.jpg")]
    )
    assert store.captures.open() == [made]
    assert store.evidence.get(made.photos[0].sha256) == data
    assert (made.at, made.photos[0].width) == (NOW, 40)
    changed = save_capture(
        store, replace(made, text="招牌掉落"), [(make.picture("red"), "b.jpg")]
    )
    assert len(changed.photos) == 2
    assert store.captures.open() == [changed]


def test_nothing_is_no_capture(store: Store) -> None:
    with pytest.raises(UserError, match="few words or add a photo"):
        capture(store, text=" ", now=NOW, place="碼頭")
    assert store.captures.open() == []


def test_a_picture_that_is_none_keeps_nothing(store: Store) -> None:
    photos = [(make.picture(), "a.jpg"), (b"<html>", "b.jpg")]
    with pytest.raises(UserError, match=r"b\.jpg"):
        capture(store, text="招牌脫落", now=NOW, photos=photos)
    assert store.captures.open() == []
    assert list(store.evidence.all()) == []
