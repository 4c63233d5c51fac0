"""What was not understood, or put right, while a document was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.plan.building.drafts import Draft
from forms.plan.reading.document import Place

if TYPE_CHECKING:
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A doubt with the place of the document that it is about.

    Attributes:
        about: What became of that place, if anything did.
        message: The English sentence with ``{named}`` places.
    """

    code: str
    message: str
    fields: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    about: Draft | None = None

    def told(self, texts: Texts) -> str:
        """The sentence, after the place."""
        said = texts(self.message, **self.fields)
        if self.place is None:
            return said
        return texts("{place}: {said}", place=told_place(self.place, texts), said=said)


def told_place(place: Place, texts: Texts) -> str:
    """Where in the document, as a person looks for it."""
    parts = []
    if place.sheet is not None:
        parts.append(texts("sheet {sheet}", sheet=place.sheet))
    if place.page is not None:
        parts.append(texts("page {page}", page=place.page))
    if place.line is not None:
        parts.append(texts("line {line}", line=place.line))
    elif place.table is not None and place.sheet is None:
        parts.append(texts("table {table}", table=place.table))
    if place.row is not None and place.line is None:
        parts.append(texts("row {row}", row=place.row))
    if place.column is not None:
        parts.append(texts("column {column}", column=place.column))
    return texts(", ").join(parts)
