"""What reading a document gave, in a shape that can be kept while it is corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from forms.plan.building.doubts import Doubt
from forms.plan.building.facts import StatedCount
from forms.plan.model import Plan
from forms.plan.reading.answer import Answer
from forms.plan.reading.document import Document, Place

if TYPE_CHECKING:
    from forms.plan.building.build import Imported


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A doubt that reading left.

    Attributes:
        where: The key of the item it is about; empty for a place or the whole.
        fields: What the message's ``{named}`` places are filled with.
    """

    code: str
    where: str
    message: str
    fields: dict[str, str | int]
    place: Place | None = None

    def doubt(self) -> Doubt:
        """As it was when the document was read."""
        return Doubt(
            code=self.code, message=self.message, fields=self.fields, place=self.place
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """A plan as it was read, before any correction.

    Attributes:
        plan: Without lint, which is looked for anew after each correction.
        places: Where in the document each item stands, by key.
        stated: What the document says of its own size.
    """

    document: Document
    plan: Plan
    places: dict[str, Place]
    noted: tuple[Noted, ...]
    stated: tuple[StatedCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A `ReadPlan` as JSON: a document's blocks are of two kinds, which it tells."""

    document: Answer
    plan: Plan
    places: dict[str, Place]
    noted: tuple[Noted, ...]
    stated: tuple[StatedCount, ...]


def read_plan_of(imported: Imported) -> ReadPlan:
    """What is worth keeping of an import."""
    noted = tuple(
        Noted(
            code=doubt.code,
            where=about,
            message=doubt.message,
            fields={
                name: value if isinstance(value, int) else str(value)
                for name, value in doubt.fields.items()
            },
            place=doubt.place,
        )
        for doubt, about in zip(imported.doubts, imported.about, strict=True)
    )
    return ReadPlan(
        document=imported.document,
        plan=replace(imported.plan, lint=()),
        places=dict(imported.places),
        noted=noted,
        stated=imported.stated,
    )


def encode_read(read: ReadPlan) -> str:
    """As JSON; `decode_read` gives it back."""
    kept = _Kept(
        document=Answer.holding(read.document),
        plan=read.plan,
        places=read.places,
        noted=read.noted,
        stated=read.stated,
    )
    return msgspec.json.encode(kept).decode()


def decode_read(text: str) -> ReadPlan:
    """What `encode_read` wrote.

    Raises:
        msgspec.ValidationError: It is something else.
    """
    kept = msgspec.json.decode(text, type=_Kept)
    return ReadPlan(
        document=kept.document.document(),
        plan=kept.plan,
        places=kept.places,
        noted=kept.noted,
        stated=kept.stated,
    )
