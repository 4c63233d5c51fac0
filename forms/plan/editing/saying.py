"""Corrections of what is said of the plan, a row or a doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from forms.errors import UserError
from forms.plan.building.columns import Role
from forms.plan.editing.work import Aspect, Right, Work, levels_of, with_levels
from forms.plan.model import Deadline, Period

_NO_PERIOD: Final = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignColumns:
    """Say what the columns of a table are; it is read anew with all its rows.

    Attributes:
        table: Its number among the document's `grids`.
        roles: One for each column; none at all for a table that is left out.
    """

    tag: ClassVar = "columns"

    table: int
    roles: tuple[Role, ...]

    def done_to(self, work: Work) -> Work:
        """As it is: the rows that `work` began with are read this way already."""
        return work


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLevel:
    """Call a level otherwise."""

    tag: ClassVar = "level"

    category: str | None
    level: int
    name: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        names = list(levels_of(work.corrected, self.category))
        if not 1 <= self.level <= len(names):
            raise UserError("There is no such level any more.")
        names[self.level - 1] = self.name
        return replace(work, plan=with_levels(work.plan, self.category, tuple(names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFacts:
    """Say what stands around the tree."""

    tag: ClassVar = "facts"

    title: str
    agency: str
    roc_year: int
    document_number: str | None = None
    approved_on: str | None = None
    period: Period = _NO_PERIOD

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        plan = replace(
            work.plan,
            title=self.title,
            agency=self.agency,
            roc_year=self.roc_year,
            document_number=self.document_number,
            approved_on=self.approved_on,
            period=self.period,
        )
        return replace(work, plan=plan, mended=work.mended | {Aspect.FACTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """Put other words in the place of a row's."""

    tag: ClassVar = "text"

    row: str
    text: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        if not self.text.strip():
            raise UserError("A row needs words; leave the whole row out instead.")
        return _with_item(work, self.row, text=self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOrdinal:
    """Number a row otherwise, or not at all."""

    tag: ClassVar = "ordinal"

    row: str
    ordinal: str | None

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        ordinal = (self.ordinal or "").strip() or None
        return _with_item(work, self.row, Aspect.ORDINAL, ordinal=ordinal)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOwners:
    """Say who carries a row out, and who does not."""

    tag: ClassVar = "owners"

    row: str
    owners: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        return _with_item(
            work,
            self.row,
            Aspect.OWNERS,
            owners=self.owners,
            excluded=self.excluded,
            owners_inherited=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDeadline:
    """Say when a row is due."""

    tag: ClassVar = "deadline"

    row: str
    deadline: Deadline

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        return _with_item(work, self.row, Aspect.DEADLINE, deadline=self.deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRepeats:
    """Say that a row asks for the same as another, or for something of its own."""

    tag: ClassVar = "repeats"

    row: str
    other: str | None

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        if self.other is not None:
            work.row(self.other)
            if self.other == self.row:
                raise UserError("A row cannot repeat itself; choose another.")
        return _with_item(work, self.row, Aspect.REPEATS, repeats=self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAsRight:
    """Say of a doubt that all is right as it is, or doubt it again.

    Attributes:
        said: The doubt in English.
    """

    tag: ClassVar = "right"

    code: str
    row: str
    said: str
    right: bool = True

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        one = {Right(code=self.code, row=self.row, said=self.said)}
        accepted = work.accepted | one if self.right else work.accepted - one
        return replace(work, accepted=accepted)


def _with_item(
    work: Work, id: str, mended: Aspect | None = None, **changes: object
) -> Work:
    at = work.position(id)
    row = work.rows[at]
    aspects = row.mended if mended is None else row.mended | {mended}
    changed: dict[str, Any] = dict(changes)
    item = replace(row.item, **changed)
    return work.changed(at, replace(row, item=item, mended=aspects))
