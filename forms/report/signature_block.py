"""Room for the signatures of the chain, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from forms.report.sheet import HEAD, PADDING, WIDTH, body
from forms.report.table import Row, Titled, ruled
from forms.signing.chain import Demand, Place
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.report.content import SignatureCell

_COLUMNS: Final = 2
_COLUMN: Final = WIDTH / _COLUMNS
_HEIGHT: Final = 21 * mm


class _Room(Flowable):  # type: ignore[misc]
    """Empty paper that remembers where it came to lie."""

    def __init__(self, field: str, places: list[Place]) -> None:
        super().__init__()
        self._field = field
        self._places = places

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        return _COLUMN - 2 * PADDING, _HEIGHT

    def draw(self) -> None:
        """Note the page and the box."""
        width, height = self.wrap()
        x, y = self.canv.absolutePosition(0, 0)
        self._places.append(
            Place(
                field=self._field,
                page=self.canv.getPageNumber() - 1,
                box=(
                    round(x, 2),
                    round(y, 2),
                    round(x + width, 2),
                    round(y + height, 2),
                ),
            )
        )


def signature_block(cells: Sequence[SignatureCell], places: list[Place]) -> Table:
    """Two cells a row: role, name and room for ink, or the reason of a refusal.

    Args:
        cells: In the order of signing.
        places: Where the boxes of the signature fields came to lie is added to it
            when the page is drawn.
    """
    rows = []
    for start in range(0, len(cells), _COLUMNS):
        pair = cells[start : start + _COLUMNS]
        alone: list[list[Flowable]] = [[]] * (_COLUMNS - len(pair))
        rows.append(Row(cells=[*map(_who, pair), *alone], fill=HEAD))
        rows.append(Row(cells=[*(_room(cell, places) for cell in pair), *alone]))
    odd = len(cells) % _COLUMNS
    commands = [
        ("SPAN", (1, -2), (1, -1)),
        ("BACKGROUND", (1, -2), (1, -1), white),
    ]
    return ruled(rows, [_COLUMN] * _COLUMNS, heads=0, commands=commands if odd else ())


def _who(cell: SignatureCell) -> list[Flowable]:
    who = f"{cell.role}　{cell.name}".rstrip("　")
    return [Titled(who, cell.demand_in_words, Face.BODY, 11, Face.BODY)]


def _room(cell: SignatureCell, places: list[Place]) -> list[Flowable]:
    if cell.demand is Demand.REFUSED:
        return [
            paragraph(cell.demand_in_words, style(Face.SANS_BOLD, 10.5, 17)),
            paragraph(cell.reason, body(10)),
        ]
    return [_Room(cell.field, places)]
