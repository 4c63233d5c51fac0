"""The numbers by which a report refers to its items, findings and photos."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.inspection import Photo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.checklist.model import Checklist, Section
    from forms.inspection import Finding
    from forms.sealed import SealedInspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What is called by which number.

    Attributes:
        items: Item key to 1.1, 1.2 …, through all checklists.
        photos: Photo id to 1, 2 …, in the order in which they are shown.
        shown: The photos in that order.
        findings_of: Item key to the numbers of its findings.
        photos_of: Item key to the numbers of its photos.
    """

    items: dict[str, str]
    photos: dict[str, int]
    shown: tuple[Photo, ...]
    findings_of: dict[str, list[int]]
    photos_of: dict[str, list[int]]


def counted_sections(checklist: Checklist) -> tuple[Section, ...]:
    """The sections without the closing one, which is told elsewhere."""
    return tuple(one for one in checklist.sections if not is_closing(one))


def is_closing(section: Section) -> bool:
    """Whether it holds the inspector's summing-up instead of things to look at."""
    return section.key.endswith("closing")


def item_numbers(checklists: Iterable[Checklist]) -> dict[str, str]:
    """Item key to section and place in it; sections count through the checklists."""
    sections = (
        section for checklist in checklists for section in counted_sections(checklist)
    )
    return {
        item.key: f"{number}.{place}"
        for number, section in enumerate(sections, 1)
        for place, item in enumerate(section.items, 1)
    }


def numbers_of(sealed: SealedInspection) -> Numbers:
    """Items in the checklists' order; photos of findings before all others."""
    items = item_numbers(sealed.checklists)
    findings = {finding.id: finding for finding in sealed.findings}
    shown = _in_order(sealed.photos, findings, list(items))
    photos = {photo.id: number for number, photo in enumerate(shown, 1)}
    findings_of: dict[str, list[int]] = defaultdict(list)
    for finding in sorted(findings.values(), key=lambda one: one.number):
        if finding.item is not None:
            findings_of[finding.item].append(finding.number)
    photos_of: dict[str, list[int]] = defaultdict(list)
    for photo in shown:
        if item := item_of(photo, findings):
            photos_of[item].append(photos[photo.id])
    return Numbers(
        items=items,
        photos=photos,
        shown=shown,
        findings_of=findings_of,
        photos_of=photos_of,
    )


def item_of(photo: Photo, findings: dict[str, Finding]) -> str | None:
    """The item a photo was taken for, itself or through its finding."""
    if photo.item is None and photo.finding is not None:
        return findings[photo.finding].item
    return photo.item


def _in_order(
    photos: Sequence[Photo], findings: dict[str, Finding], items: list[str]
) -> tuple[Photo, ...]:
    of_findings = [
        photo
        for finding in sorted(findings.values(), key=lambda one: one.number)
        for photo in photos
        if photo.finding == finding.id
    ]
    return (*of_findings, *_others(photos, items))


def _others(photos: Sequence[Photo], items: list[str]) -> Iterator[Photo]:
    for key in (*items, None):
        for photo in photos:
            known = photo.item if photo.item in items else None
            if photo.finding is None and known == key:
                yield photo
