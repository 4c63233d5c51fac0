"""The photos of a draft in hand: taken in, described, drawn on, moved."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.draft import KeptPhoto, Parts
from db.history import ChangeKind
from desktop.workflows.draft_in_hand import DraftInHand
from forms.checklist.model import Demand
from forms.checklist.reading import read_text
from forms.errors import UserError
from forms.inspection import Photo
from forms.photo import take_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.photo import PhotoFile

ROOM_FOR_PHOTOS: Final = 200 << 20
"""Bytes that stay free for answers: with less, no photos are taken in."""


class PhotosInHand(DraftInHand):
    """A draft whose photos can be worked on."""

    def refuse_photo(self, item: str | None) -> None:
        """Raise a `UserError` where no photo may be taken in."""
        self._refuse_forbidden(item)
        if shutil.disk_usage(self._store.folder).free < ROOM_FOR_PHOTOS:
            raise UserError(
                "The disk that holds {folder} is nearly full, so no more photos are "
                "taken in; answers are still saved. Make room, then add the photo.",
                folder=self._store.folder,
            )

    def add_photo(
        self,
        item: str | None,
        data: bytes,
        name: str,
        caption: str = "",
        *,
        finding: str | None = None,
    ) -> Photo:
        """Take a picture in; ``name`` is what errors call it."""
        self.refuse_photo(item)
        file = take_in(data, name)
        return self.keep_photo(item, data, file, caption, finding=finding)

    def keep_photo(
        self,
        item: str | None,
        data: bytes,
        file: PhotoFile,
        caption: str = "",
        *,
        finding: str | None = None,
    ) -> Photo:
        """`add_photo` for a picture that a worker has looked through already."""
        self.refuse_photo(item)
        photo = Photo(
            id=self._store.ids.new(),
            sha256=self._store.evidence.put(data, file.media_type),
            media_type=file.media_type,
            width=file.width,
            height=file.height,
            item=item,
            finding=finding,
            caption=text_of(caption, item),
        )
        parts = Parts(photos=self._placed([photo]))
        self._change(ChangeKind.PHOTO_ADDED, item, parts)
        return photo

    def mark_photo(self, photo: str, shapes: str, marked: bytes | None) -> Photo:
        """Keep what was drawn on a photo beside the original.

        Args:
            photo: Its id.
            shapes: What was drawn, as JSON.
            marked: The picture with it, JPEG or PNG; ``None`` if all was wiped off.
        """
        kept = self._kept(photo)
        drawn = None
        if marked is not None:
            self.refuse_photo(kept.photo.item)
            file = take_in(marked, kept.photo.caption)
            drawn = self._store.evidence.put(marked, file.media_type)
        return self._keep_photo(
            ChangeKind.PHOTO_MARKED,
            replace(
                kept,
                photo=replace(kept.photo, marked=drawn),
                shapes=shapes if drawn else "",
            ),
        )

    def set_caption(self, photo: str, text: str) -> Photo:
        """Say what the photo shows."""
        kept = self._kept(photo)
        caption = text_of(text, kept.photo.item)
        return self._keep_photo(
            ChangeKind.PHOTO_CAPTION,
            replace(kept, photo=replace(kept.photo, caption=caption)),
        )

    def move_photo(
        self, photo: str, item: str | None, finding: str | None = None
    ) -> Photo:
        """Let the photo belong to another item or finding, or to none."""
        self._refuse_forbidden(item)
        kept = self._kept(photo)
        return self._keep_photo(
            ChangeKind.PHOTO_MOVED,
            replace(kept, photo=replace(kept.photo, item=item, finding=finding)),
        )

    def remove_photo(self, photo: str) -> None:
        """Take the photo out of the visit; what was taken in stays as evidence."""
        item = self._kept(photo).photo.item
        self._change(ChangeKind.PHOTO_REMOVED, item, Parts(photos={photo: None}))

    def _keep_photo(self, kind: ChangeKind, kept: KeptPhoto) -> Photo:
        photo = kept.photo
        self._change(kind, photo.item, Parts(photos={photo.id: kept}))
        return photo

    def _placed(self, photos: Iterable[Photo]) -> dict[str, KeptPhoto | None]:
        """New photos behind those that are there."""
        there = self._filled.draft.photos.values()
        first = 1 + max((kept.position for kept in there), default=0)
        return {
            photo.id: KeptPhoto(photo=photo, position=position)
            for position, photo in enumerate(photos, start=first)
        }

    def _refuse_forbidden(self, item: str | None) -> None:
        if item is not None and self.item(item).photo is Demand.FORBIDDEN:
            raise UserError(
                "{items}: no photo may be taken here, because personal data would be "
                "in the picture; describe it in words.",
                items=item,
            )


def text_of(text: str, item: str | None = None) -> str:
    """The text as it is kept; errors name the item, where there is one."""
    return read_text(text, item or "—")
