"""What is doubtful about a plan that is being corrected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.plan.building.doubts import told_place
from forms.plan.editing.work import Aspect, LeftOut, Right, Row
from forms.plan.lint import lint
from forms.plan.model import Lint, Plan
from forms.plan.reading.document import Place
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forms.plan.editing.read import Noted, ReadPlan
    from forms.plan.editing.work import Work
    from forms.plan.model import Item

_SETTLED_BY: Final = {
    "lost-ordinal": Aspect.ORDINAL,
    "unmarked-ordinal": Aspect.ORDINAL,
    "unnumbered-row": Aspect.ORDINAL,
    "owner-lost": Aspect.OWNERS,
    "owner-is-system": Aspect.OWNERS,
    "owner-doubtful": Aspect.OWNERS,
    "deadline-lost": Aspect.DEADLINE,
    "deadline-unclear": Aspect.DEADLINE,
    "deadline-clash": Aspect.DEADLINE,
    "duplicate-item": Aspect.REPEATS,
    "no-title": Aspect.FACTS,
    "no-agency": Aspect.FACTS,
    "no-document-number": Aspect.FACTS,
    "period-from-title": Aspect.FACTS,
    "no-year": Aspect.FACTS,
    "date-unclear": Aspect.FACTS,
}
_IS_LOST: Final = {"no-owner": "owner-lost", "no-deadline": "deadline-lost"}
"""What lint finds, and what reading had told of the same already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A doubt with its place.

    Attributes:
        row: The name of the row to look at; empty for the plan as a whole.
        where: The key that lint names, of an item or a section.
        place: In the document, where it is known.
        message: In the reader's language, without the place.
        told: As lint tells it.
        said: The same in English, which tells it from other doubts.
        is_right: A person looked at it, and all is right as it is.
    """

    code: str
    row: str
    where: str
    place: Place | None
    message: str
    told: str
    said: str
    is_right: bool = False

    def right(self) -> Right:
        """What is kept once it is accepted."""
        return Right(code=self.code, row=self.row, said=self.said)


def doubts_of(
    read: ReadPlan,
    work: Work,
    texts: Texts,
    *,
    unknown: Callable[[Item], Sequence[str]] | None = None,
) -> tuple[Doubtful, ...]:
    """All that is doubtful still, in the order of the rows, accepted doubts too.

    Args:
        read: What reading had to say.
        work: What has become of it.
        texts: The language of the messages.
        unknown: Names among an item's owners that the directory does not hold.
    """
    plan = work.corrected
    both = _Both(texts)
    ids = {key: id for id, key in work.keys.items()}
    noted = list(_noted(read, work, texts))
    known = {(doubt.code, doubt.row) for doubt in noted}
    found = [*noted]
    for one in lint(plan, both, stated=read.stated, unknown=unknown):
        row = ids.get(one.where, "")
        is_told = (_IS_LOST.get(one.code, ""), row) in known
        if not is_told and not _is_settled(one.code, row, work):
            found.append(
                Doubtful(
                    code=one.code,
                    row=row,
                    where=one.where,
                    place=work.row(row).place if row else None,
                    message=one.message,
                    told=one.message,
                    said=both.english[one.message],
                )
            )
    order = work.positions
    found.sort(key=lambda one: order.get(one.row, -1))
    return tuple(
        replace(one, is_right=one.right() in work.accepted)
        for one in dict.fromkeys(found)
    )


def with_lint(work: Work, doubts: Sequence[Doubtful], texts: Texts) -> Plan:
    """The plan to keep, which tells what was doubtful and what was left out."""
    told = [
        Lint(code=one.code, where=one.where, message=one.told, accepted=one.is_right)
        for one in doubts
    ]
    told += [_left_out(gone, texts) for gone in work.left_out]
    return replace(work.corrected, lint=tuple(dict.fromkeys(told)))


def place_told(place: Place | None, texts: Texts) -> str:
    """Where in the document; empty where nobody knows."""
    return "" if place is None else told_place(place, texts)


class _Both(Texts):
    """Says it in one language, and remembers what it is in English."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts.language)
        self.english: dict[str, str] = {}

    def __call__(self, message: str, **fields: object) -> str:
        told = super().__call__(message, **fields)
        known = self.english
        same = {
            name: known.get(value, value) if isinstance(value, str) else value
            for name, value in fields.items()
        }
        known[told] = message.format(**same) if fields else message
        return told


def _noted(read: ReadPlan, work: Work, texts: Texts) -> Iterator[Doubtful]:
    """What reading had doubts about, as far as it is there and not set right."""
    english = Texts("en")
    rows_at: defaultdict[Place, list[Row]] = defaultdict(list)
    for row in work.rows:
        rows_at[replace(row.place, column=None)].append(row)
    for one in read.noted:
        about = work.read_as.get(one.where, "")
        is_gone = bool(about) and about not in work.positions
        if not is_gone and not _is_settled(one.code, about, work):
            yield Doubtful(
                code=one.code,
                row=about or _row_at(one, rows_at),
                where=work.keys.get(about, ""),
                place=one.place,
                message=replace(one.doubt(), place=None).told(texts),
                told=one.doubt().told(texts),
                said=one.doubt().told(english),
            )


def _row_at(noted: Noted, rows_at: Mapping[Place, Sequence[Row]]) -> str:
    """The row that begins where a doubt is, if any does."""
    if noted.place is None:
        return ""
    rows = rows_at.get(replace(noted.place, column=None), ())
    same = [row for row in rows if row.place == noted.place]
    return next((row.id for row in (*same, *rows)), "")


def _is_settled(code: str, row: str, work: Work) -> bool:
    aspect = _SETTLED_BY.get(code)
    if aspect is None:
        return False
    return aspect in (work.row(row).mended if row else work.mended)


def _left_out(gone: LeftOut, texts: Texts) -> Lint:
    first = gone.rows[0]
    return Lint(
        code="left-out",
        where="",
        message=texts(
            "{place}: “{text}” was left out by hand.",
            place=place_told(first.place, texts),
            text=f"{first.item.ordinal or ''} {first.item.text}".strip(),
        ),
        accepted=True,
    )
