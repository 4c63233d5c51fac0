"""The photos of a report with what is written below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.inspection import Photo
    from forms.report.numbering import Numbers
    from forms.sealed import SealedInspection
    from resources.texts import Texts

_HASH_SHOWN: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo; its original is known by its SHA-256 and not in the report.

    Attributes:
        sha256: Of the picture that is printed, drawings and all.
    """

    sha256: str
    width: int
    height: int
    title: str
    caption: str
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureGroup:
    """Photos that belong to one finding, or to none."""

    heading: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """All photos: those that prove findings, and the others."""

    of_findings: tuple[PictureGroup, ...]
    others: PictureGroup | None


def pictures_of(sealed: SealedInspection, numbers: Numbers, texts: Texts) -> Pictures:
    """Every photo of the visit, once, in the order of its number."""

    def pictures(photos: Iterable[Photo]) -> tuple[Picture, ...]:
        return tuple(_picture(photo, numbers, texts) for photo in photos)

    groups = (
        PictureGroup(
            heading=texts(
                "Finding {number}: {text}", number=finding.number, text=finding.text
            ),
            pictures=pictures(
                one for one in numbers.shown if one.finding == finding.id
            ),
        )
        for finding in sorted(sealed.findings, key=lambda one: one.number)
    )
    others = pictures(one for one in numbers.shown if one.finding is None)
    return Pictures(
        of_findings=tuple(group for group in groups if group.pictures),
        others=PictureGroup(heading=texts("Further photos"), pictures=others)
        if others
        else None,
    )


def _picture(photo: Photo, numbers: Numbers, texts: Texts) -> Picture:
    title = texts("Photo {number}", number=numbers.photos[photo.id])
    item = numbers.items.get(photo.item or "")
    if item is not None:
        title = texts("{photo} (item {number})", photo=title, number=item)
    original = texts("Original {hash}…", hash=photo.sha256[:_HASH_SHOWN])
    if photo.marked is not None:
        original = texts(
            "{original}; with what was drawn on it {hash}…",
            original=original,
            hash=photo.marked[:_HASH_SHOWN],
        )
    return Picture(
        sha256=photo.printed,
        width=photo.width,
        height=photo.height,
        title=title,
        caption=photo.caption,
        original=original,
    )
