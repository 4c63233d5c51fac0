"""Checklists on paper, to be filled in by hand."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from forms.paper.blank import render_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from forms.checklist.model import Checklist
    from resources.texts import Texts


def print_forms(
    checklists: Sequence[Checklist],
    *,
    agency: str,
    unit: str | None,
    texts: Texts,
) -> bytes:
    """One PDF with every checklist, blank; without a unit its name is left to write."""
    return render_blank(checklists, agency=agency, unit=unit, texts=texts)


def print_forms_of_units(
    checklists: Sequence[Checklist],
    *,
    agency: str,
    units: Sequence[str | None],
    texts: Texts,
    step: Callable[[int, int], None] | None = None,
) -> bytes:
    """One PDF with every checklist for each unit, unit by unit.

    Args:
        checklists: In the order of printing.
        agency: Stands above the titles.
        units: At least one; ``None`` leaves the name to be written. Each has its own
            entry in the outline.
        texts: The language of the print.
        step: Told how many units are done, and of how many.
    """
    parts: list[tuple[str, bytes]] = []
    for unit in units:
        if step:
            step(len(parts), len(units))
        part = print_forms(checklists, agency=agency, unit=unit, texts=texts)
        parts.append((unit or texts("Unit"), part))
    return parts[0][1] if len(parts) == 1 else _joined(parts)


def _joined(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """All parts in one file; what the first says of itself stands for all."""
    result = BytesIO()
    (first, content), *others = parts
    places = [pikepdf.OutlineItem(first, 0)]
    with pikepdf.open(BytesIO(content)) as whole:
        for unit, part in others:
            places.append(pikepdf.OutlineItem(unit, len(whole.pages)))
            with pikepdf.open(BytesIO(part)) as more:
                whole.pages.extend(more.pages)
        with whole.open_outline() as outline:
            outline.root[:] = places
        whole.save(result, deterministic_id=True)
    return result.getvalue()
