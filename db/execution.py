"""What units say they did for plans, what they need not do, and what looks at what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.rows import as_row, as_value
from forms.plan.execution import ExecutionNote, PlanLink, Waiver

if TYPE_CHECKING:
    from db.connection import Connection, Row
    from db.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A check that was made in a sealed visit, and counts.

    Attributes:
        unit: The inspected unit.
        code: The checklist's code, and its version.
        check: The key of the check item.
    """

    inspection: str
    unit: str
    started: datetime
    code: str
    version: int
    check: str


class Execution:
    """What goes with a plan, in the keys of whichever version was in force."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def notes(self, plan: str) -> list[ExecutionNote]:
        """Accounts and activities for a plan, by their day."""
        rows = self._connection.query(
            "SELECT * FROM execution_notes WHERE plan = ? "
            'ORDER BY coalesce("on", "end"), id',
            [plan],
        )
        return [_note(row) for row in rows]

    def save_note(self, note: ExecutionNote) -> None:
        """Keep a new note, or what has changed about it.

        The bytes of its proof must be among the evidence already.
        """
        row = as_row(note)
        with self._connection.writing("execution_notes") as database:
            database.execute(
                "INSERT INTO execution_notes (id, plan, version, item, unit, start, "
                '"end", kind, text, at, "on", led_by, participants, reference, '
                "proof, report, is_confirmed) VALUES (:id, :plan, :version, :item, "
                ":unit, :start, :end, :kind, :text, :at, :on, :led_by, :participants, "
                ":reference, :proof, :report, :is_confirmed) "
                "ON CONFLICT (id) DO UPDATE SET plan = excluded.plan, "
                "version = excluded.version, item = excluded.item, "
                "unit = excluded.unit, start = excluded.start, "
                '"end" = excluded."end", kind = excluded.kind, text = excluded.text, '
                'at = excluded.at, "on" = excluded."on", led_by = excluded.led_by, '
                "participants = excluded.participants, "
                "reference = excluded.reference, proof = excluded.proof, "
                "report = excluded.report, is_confirmed = excluded.is_confirmed",
                row,
            )
            self._journal.add("execution.saved", row)

    def remove_note(self, note: str) -> None:
        """Take a note back; the journal tells what it said, its proof stays."""
        with self._connection.writing("execution_notes") as database:
            database.execute("DELETE FROM execution_notes WHERE id = ?", [note])
            self._journal.add("execution.removed", {"id": note})

    def waivers(self, plan: str) -> list[Waiver]:
        """What units need not do of a plan."""
        rows = self._connection.query(
            "SELECT * FROM waivers WHERE plan = ? ORDER BY item, unit", [plan]
        )
        return [as_value(row, Waiver) for row in rows]

    def waive(self, waiver: Waiver) -> None:
        """Let a unit off an item, or change the reason."""
        row = as_row(waiver)
        with self._connection.writing("waivers") as database:
            database.execute(
                "INSERT OR REPLACE INTO waivers (plan, version, item, unit, reason, "
                '"by", at) VALUES (:plan, :version, :item, :unit, :reason, :by, :at)',
                row,
            )
            self._journal.add("waiver.given", row)

    def demand_again(self, waiver: Waiver) -> None:
        """Take a waiver back."""
        row = as_row(waiver)
        with self._connection.writing("waivers") as database:
            database.execute(
                "DELETE FROM waivers WHERE plan = :plan AND version = :version "
                "AND item = :item AND unit = :unit",
                row,
            )
            self._journal.add("waiver.ended", row)

    def links(self, plan: str) -> list[PlanLink]:
        """What people said of links with a plan, confirmed and declined."""
        rows = self._connection.query(
            'SELECT * FROM plan_links WHERE plan = ? ORDER BY item, checklist, "check"',
            [plan],
        )
        return [as_value(row, PlanLink) for row in rows]

    def say_of_link(self, link: PlanLink) -> None:
        """Confirm or decline a link."""
        row = as_row(link)
        with self._connection.writing("plan_links") as database:
            database.execute(
                "INSERT OR REPLACE INTO plan_links "
                '(plan, version, item, checklist, "check", state, at) '
                "VALUES (:plan, :version, :item, :checklist, :check, :state, :at)",
                row,
            )
            self._journal.add("plan-link.said", row)

    def unsay_link(self, link: PlanLink) -> None:
        """Leave a link to what the checklist itself traces to."""
        row = as_row(link)
        with self._connection.writing("plan_links") as database:
            database.execute(
                "DELETE FROM plan_links WHERE plan = :plan AND version = :version "
                'AND item = :item AND checklist = :checklist AND "check" = :check',
                row,
            )
            self._journal.add("plan-link.unsaid", row)

    def looks(self, plan: str) -> list[Look]:
        """The checks of sealed visits that may look at a plan, by trace or by link.

        A visit whose report was corrected does not count beside its correction.
        """
        return [
            as_value(row, Look)
            for row in self._connection.query(_LOOKS, {"plan": plan})
        ]


def _note(row: Row) -> ExecutionNote:
    confirmed = row["is_confirmed"]
    known = {} if confirmed is None else {"is_confirmed": bool(confirmed)}
    return as_value({**row, **known}, ExecutionNote, "proof")


_LOOKS = """
    SELECT inspections.id AS inspection, inspections.unit, inspections.started,
        used.code, used.version, answers.item AS "check"
    FROM inspections
    JOIN inspection_checklists AS used ON used.inspection = inspections.id
    JOIN (
        SELECT code, version, item FROM item_links WHERE plan = :plan
        UNION
        SELECT checklists.code, checklists.version, plan_links."check"
        FROM plan_links JOIN checklists ON checklists.code = plan_links.checklist
        WHERE plan_links.plan = :plan
    ) AS traced ON traced.code = used.code AND traced.version = used.version
    JOIN answers
        ON answers.inspection = inspections.id AND answers.item = traced.item
    WHERE inspections.state = 'sealed'
    AND coalesce(answers.value, answers.sample, answers.wait) IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM reports
        JOIN inspections AS later ON later.replaces = reports.sealed_sha256
        WHERE reports.inspection = inspections.id AND later.state = 'sealed'
    )
    ORDER BY inspections.id, used.code, answers.item
"""
