"""Rounds of telephone tests: planned, drawn once, and sealed with their visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from db.rows import as_json
from forms.canonical import plain
from forms.phone.round import Draw, Round, RoundDefinition

if TYPE_CHECKING:
    from db.connection import Connection, Row
    from db.journal import Journal
    from db.summaries import Summaries


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedFor:
    """A unit that a sealed round tested for an item of a plan.

    Attributes:
        version: The plan's version whose key the item's is.
    """

    inspection: str
    started: datetime
    version: str
    item: str
    unit: str


class Rounds:
    """The rounds of the profile, by the visits that they are sealed as."""

    def __init__(
        self, connection: Connection, journal: Journal, summaries: Summaries
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._summaries = summaries

    def get(self, inspection: str) -> Round | None:
        """The round that the visit is; ``None`` if it is none."""
        rows = self._connection.query(
            "SELECT * FROM rounds WHERE inspection = ?", [inspection]
        )
        return _read(rows[0]) if rows else None

    def all(self) -> list[Round]:
        """Every round, the latest first."""
        rows = self._connection.query(
            "SELECT rounds.* FROM rounds "
            "JOIN inspections ON inspections.id = rounds.inspection "
            "ORDER BY julianday(started) DESC, inspections.id DESC"
        )
        return [_read(row) for row in rows]

    def sealed_on_scale(self, code: str) -> list[Round]:
        """Sealed rounds on any version of a scale, the latest first.

        A round whose report was corrected does not count beside its correction.
        """
        rows = self._connection.query(
            f"SELECT rounds.* {_SEALED} AND scale_code = ? "
            "ORDER BY julianday(started) DESC, inspections.id DESC",
            [code],
        )
        return [_read(row) for row in rows]

    def tested_for(self, plan: str) -> list[TestedFor]:
        """What sealed rounds tested for a plan, unit by unit.

        A round whose report was corrected does not count beside its correction.
        """
        rows = self._connection.query(
            "SELECT DISTINCT rounds.inspection, started, plan_version AS version, "
            f"plan_item AS item, calls.unit {_SEALED_CALLS} AND rounds.plan = ? "
            "AND finished IS NOT NULL ORDER BY rounds.inspection, calls.unit",
            [plan],
        )
        return [msgspec.convert(row, TestedFor) for row in rows]

    def plan(self, round: Round) -> None:
        """Keep a round whose visit has begun; its scale must be in the store."""
        row = _row(round)
        with self._connection.writing("rounds") as database:
            database.execute(
                "INSERT INTO rounds (inspection, scale_code, scale_version, plan, "
                "plan_version, plan_item, definition, seed, frame_sha256, drawn_at) "
                "VALUES (:inspection, :scale_code, :scale_version, :plan, "
                ":plan_version, :plan_item, :definition, :seed, :frame_sha256, "
                ":drawn_at)",
                row,
            )
            self._summaries.touch(round.inspection)
            self._journal.add("round.planned", row)

    def save(self, round: Round) -> None:
        """Keep what has changed about a round; what was drawn from cannot change."""
        row = _row(round)
        with self._connection.writing("rounds") as database:
            changed = database.execute(
                "UPDATE rounds SET scale_code = :scale_code, "
                "scale_version = :scale_version, plan = :plan, "
                "plan_version = :plan_version, plan_item = :plan_item, "
                "definition = :definition WHERE inspection = :inspection",
                row,
            ).rowcount
            if not changed:
                raise LookupError(round.inspection)
            self._summaries.touch(round.inspection)
            self._journal.add("round.saved", row)

    def draw(self, inspection: str, draw: Draw) -> None:
        """Record what was drawn from, before the first call; once for ever."""
        row = {"inspection": inspection, **msgspec.to_builtins(draw)}
        with self._connection.writing("rounds") as database:
            changed = database.execute(
                "UPDATE rounds SET seed = :seed, frame_sha256 = :frame_sha256, "
                "drawn_at = :at WHERE inspection = :inspection AND seed IS NULL",
                row,
            ).rowcount
            if not changed:
                raise LookupError(inspection)
            self._summaries.touch(inspection)
            self._journal.add("round.drawn", row)


_SEALED = """
    FROM rounds JOIN inspections ON inspections.id = rounds.inspection
    WHERE inspections.state = 'sealed'
    AND NOT EXISTS (
        SELECT 1 FROM reports
        JOIN inspections AS later ON later.replaces = reports.sealed_sha256
        WHERE reports.inspection = inspections.id AND later.state = 'sealed'
    )
"""
_SEALED_CALLS = _SEALED.replace("WHERE", "JOIN calls ON round = inspection WHERE", 1)


def _row(round: Round) -> Row:
    definition, draw = round.definition, round.draw
    duty = definition.duty
    return {
        "inspection": round.inspection,
        "scale_code": definition.scale.code,
        "scale_version": definition.scale.version,
        "plan": duty.plan if duty else None,
        "plan_version": duty.version if duty else None,
        "plan_item": duty.item if duty else None,
        "definition": as_json(plain(definition)),
        "seed": draw.seed if draw else None,
        "frame_sha256": draw.frame_sha256 if draw else None,
        "drawn_at": draw.at.isoformat() if draw else None,
    }


def _read(row: Row) -> Round:
    draw = None
    if row["seed"] is not None:
        draw = Draw(
            seed=row["seed"],
            frame_sha256=row["frame_sha256"],
            at=datetime.fromisoformat(row["drawn_at"]),
        )
    return Round(
        inspection=row["inspection"],
        definition=msgspec.json.decode(row["definition"], type=RoundDefinition),
        draw=draw,
    )
