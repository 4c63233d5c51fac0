"""Waits that are being timed; each ends with the answer that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.rows import as_row, as_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A wait that goes on.

    Attributes:
        started: When it began, by the clock on the wall.
        boot: Names the time for which the steady clock has run.
        steady: When it began, in seconds of a clock that cannot jump.
    """

    item: str
    started: datetime
    boot: str
    steady: float


class RunningTable:
    """What is being timed at each draft."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, inspection: str) -> Mapping[str, Running]:
        """The waits of the visit, by item."""
        rows = self._connection.query(
            "SELECT item, started, boot, steady FROM running WHERE inspection = ? "
            "ORDER BY item",
            [inspection],
        )
        return {row["item"]: as_value(row, Running) for row in rows}

    def begin(self, inspection: str, running: Running) -> None:
        """Keep that somebody has begun to wait; an earlier wait there counts no more.

        No entry of the journal: until it has ended nothing was found out.
        """
        with self._connection.writing("running") as database:
            database.execute(
                "INSERT OR REPLACE INTO running (inspection, item, started, boot, "
                "steady) VALUES (:inspection, :item, :started, :boot, :steady)",
                {"inspection": inspection, **as_row(running)},
            )
