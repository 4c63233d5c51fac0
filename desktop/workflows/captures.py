"""Quick captures: something noticed while walking about, kept in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.checklist.reading import read_text
from forms.errors import UserError
from forms.inspection import Capture, Photo
from forms.photo import take_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.store import Store

NewPhoto = tuple[bytes, str]
"""A picture, and what errors call it."""


def capture(
    store: Store,
    *,
    text: str,
    now: datetime,
    place: str = "",
    unit: str = "",
    photos: Sequence[NewPhoto] = (),
) -> Capture:
    """Keep what was noticed: a place, words, photos, or any of them.

    Raises:
        UserError: There is nothing in it, or a picture is none.
    """
    return _save(
        store,
        Capture(id=store.ids.new(), at=now, text=text, place=place, unit=unit),
        photos,
    )


def save_capture(
    store: Store, changed: Capture, photos: Sequence[NewPhoto] = ()
) -> Capture:
    """Keep what has changed about a capture, and photos besides those it has.

    Raises:
        UserError: Nothing is left in it, or a picture is none.
    """
    return _save(store, changed, photos)


def _save(store: Store, changed: Capture, photos: Sequence[NewPhoto]) -> Capture:
    checked = replace(
        changed,
        text=read_text(changed.text, "—"),
        place=read_text(changed.place, "—"),
        unit=read_text(changed.unit, "—"),
    )
    if not (checked.text.strip() or checked.photos or photos):
        raise UserError("Write a few words or add a photo before keeping it.")
    # All are looked through before the first is kept.
    files = [(take_in(data, name), data) for data, name in photos]
    new = tuple(
        Photo(
            id=store.ids.new(),
            sha256=store.evidence.put(data, file.media_type),
            media_type=file.media_type,
            width=file.width,
            height=file.height,
        )
        for file, data in files
    )
    kept = replace(checked, photos=(*checked.photos, *new))
    store.captures.save(kept)
    return kept
