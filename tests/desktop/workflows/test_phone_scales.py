"""An agency copies a scale and edits it; what was scored stays scored as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.phone_scales import (
    copy_scale,
    edit_scale,
    find_scale,
    scales_of,
)
from forms.errors import UserError
from forms.phone.library import built_in, built_ins

if TYPE_CHECKING:
    from db.store import Store

TITLE = {"zh-TW": "本局量表", "en": "Our scale"}


def test_a_copy_is_a_scale_of_the_agencys_own(store: Store) -> None:
    copied = copy_scale(store, built_in("phone-courtesy"), code="ours", title=TITLE)
    assert scales_of(store) == (*built_ins(), copied)
    assert scales_of(None) == built_ins()
    assert find_scale(store, "ours@1") == copied
    with pytest.raises(UserError, match="already"):
        copy_scale(store, copied, code="phone-courtesy", title=TITLE)
    with pytest.raises(UserError, match="cannot name"):
        copy_scale(store, copied, code="本局", title=TITLE)


def test_an_edit_is_the_next_version(store: Store) -> None:
    copied = copy_scale(store, built_in("phone-courtesy"), code="ours", title=TITLE)
    edited = edit_scale(store, replace(copied, ring_limit=3))
    assert (edited.version, edited.ring_limit) == (2, 3)
    assert find_scale(store, "ours") == edited
    assert find_scale(store, "ours@1") == copied
    assert edit_scale(store, replace(edited, version=1)) == edited


def test_a_built_in_scale_is_edited_as_well(store: Store) -> None:
    scale = built_in("phone-courtesy-3")
    edited = edit_scale(store, replace(scale, second_limit=12))
    assert edited.version == scale.version + 1
    assert find_scale(store, scale.ref) == scale
    assert edited in scales_of(store)


def test_a_scale_that_contradicts_itself_is_not_kept(store: Store) -> None:
    scale = built_in("phone-courtesy")
    with pytest.raises(UserError):
        edit_scale(store, replace(scale, grades=()))
    assert store.scales.newest() == []


def test_no_scale_of_a_name_is_told_with_those_there_are(store: Store) -> None:
    with pytest.raises(UserError, match="phone-courtesy"):
        find_scale(store, "no-such-scale")
