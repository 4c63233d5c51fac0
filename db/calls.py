"""Calls of rounds: what happens in them is kept when it happens, and never changed."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from db.moments import as_text
from db.rows import as_json, as_row, as_value
from forms.phone.call import Call, CallEvent, CallSheet, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from db.connection import Connection, Row
    from db.journal import Journal
    from db.summaries import Summaries
    from forms.phone.call import Patch


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCall:
    """A call with all that happened and was written down."""

    call: Call
    events: tuple[CallEvent, ...]
    sheet: CallSheet


class Calls:
    """The calls of each round."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        summaries: Summaries,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._summaries = summaries
        self._now = now

    def get(self, call: str) -> KeptCall | None:
        """The call of that id."""
        found = _kept(self._connection, "id = ?", call)
        return found[0] if found else None

    def of(self, round: str) -> list[KeptCall]:
        """All calls of a round, in its order; withdrawn ones before their stand-ins."""
        return calls_of(self._connection, round)

    def add(self, calls: Iterable[Call]) -> None:
        """Keep calls that were drawn."""
        with self._connection.writing("calls") as database:
            for call in calls:
                row = as_row(call)
                database.execute(
                    'INSERT INTO calls (id, round, "order", unit, extension, at, '
                    "tester, route, hotline, in_hours, question, stands_in_for, "
                    "withdrawn, finished) VALUES (:id, :round, :order, :unit, "
                    ":extension, :at, :tester, :route, :hotline, :in_hours, "
                    ":question, :stands_in_for, :withdrawn, :finished)",
                    row,
                )
                self._summaries.touch(call.round)
                self._journal.add("call.drawn", row)

    def save(self, call: Call) -> None:
        """Keep who makes the call and how, why it is not made, or when it was done."""
        row = as_row(call)
        with self._connection.writing("calls") as database:
            changed = database.execute(
                "UPDATE calls SET tester = :tester, route = :route, "
                "question = :question, withdrawn = :withdrawn, finished = :finished "
                "WHERE id = :id",
                row,
            ).rowcount
            if not changed:
                raise LookupError(call.id)
            self._summaries.touch(call.round)
            self._journal.add("call.saved", row)

    def add_event(self, call: Call, event: CallEvent) -> None:
        """Keep what happened; when this returns, the drive holds it."""
        row = {"call": call.id, **as_row(event)}
        with self._connection.writing("call_events") as database:
            database.execute(
                "INSERT INTO call_events (call, seq, kind, at, clock, run) "
                "VALUES (:call, :seq, :kind, :at, :clock, :run)",
                row,
            )
            self._summaries.touch(call.round)
            self._journal.add("call.event", row)

    def write_down(self, call: Call, patch: Patch) -> None:
        """Keep a change of the sheet; what was undone can no longer come back."""
        row = {"call": call.id, "at": as_text(self._now()), "patch": as_json(patch)}
        with self._connection.writing("call_answers") as database:
            database.execute(
                "DELETE FROM call_answers WHERE call = ? AND undone = 1", [call.id]
            )
            database.execute(
                "INSERT INTO call_answers (call, seq, at, patch, undone) "
                "SELECT :call, 1 + coalesce(max(seq), 0), :at, :patch, 0 "
                "FROM call_answers WHERE call = :call",
                row,
            )
            self._summaries.touch(call.round)
            self._journal.add("call.answered", {**row, "patch": patch})

    def undo(self, call: Call) -> bool:
        """Take the last change of the sheet back; whether there was one."""
        return self._turn(call, "max(seq)", "call.undone", undone=1)

    def redo(self, call: Call) -> bool:
        """Make the change again that was undone last; whether there was one."""
        return self._turn(call, "min(seq)", "call.redone", undone=0)

    def can_undo(self, call: str) -> bool:
        """Whether there is a change to take back."""
        return self._next(call, "max(seq)", undone=0) is not None

    def can_redo(self, call: str) -> bool:
        """Whether there is a change to make again."""
        return self._next(call, "min(seq)", undone=1) is not None

    def _turn(self, call: Call, which: str, kind: str, *, undone: int) -> bool:
        seq = self._next(call.id, which, undone=1 - undone)
        if seq is None:
            return False
        with self._connection.writing("call_answers") as database:
            database.execute(
                "UPDATE call_answers SET undone = ? WHERE call = ? AND seq = ?",
                [undone, call.id, seq],
            )
            self._summaries.touch(call.round)
            self._journal.add(kind, {"call": call.id, "seq": seq})
        return True

    def _next(self, call: str, which: str, *, undone: int) -> int | None:
        (row,) = self._connection.query(
            f"SELECT {which} AS seq FROM call_answers "  # noqa: S608 - one of ours
            "WHERE call = ? AND undone = ?",
            [call, undone],
        )
        return None if row["seq"] is None else int(row["seq"])


def calls_of(connection: Connection, round: str) -> list[KeptCall]:
    """All calls of a round, in its order; withdrawn ones before their stand-ins."""
    return _kept(connection, "round = ?", round)


def _kept(connection: Connection, where: str, key: str) -> list[KeptCall]:
    calls = connection.query(
        f'SELECT * FROM calls WHERE {where} ORDER BY "order", id',  # noqa: S608
        [key],
    )
    events, patches = (
        _by_call(
            connection.query(
                f"SELECT * FROM {table} "  # noqa: S608 - all of it is ours
                f"WHERE call IN (SELECT id FROM calls WHERE {where}) {rest} "
                "ORDER BY call, seq",
                [key],
            )
        )
        for table, rest in (("call_events", ""), ("call_answers", "AND undone = 0"))
    )
    return [
        KeptCall(
            call=_call(row),
            events=tuple(as_value(one, CallEvent) for one in events[row["id"]]),
            sheet=sheet_of(json.loads(one["patch"]) for one in patches[row["id"]]),
        )
        for row in calls
    ]


def _by_call(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["call"]].append(row)
    return found


def _call(row: Row) -> Call:
    plain: dict[str, Any] = {**row, "in_hours": bool(row["in_hours"])}
    return msgspec.convert(plain, Call)
