"""What lists tell of each visit, without reading it whole.

The figures of a visit are worked out when a list is asked for and something about it
has changed since, which is so for the few drafts at hand; and for good when it is
sealed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from db.answers import answers_of
from db.calls import calls_of
from db.moments import as_moment, as_text
from forms.checklist.model import Grade, InspectionKind, Text
from forms.checklist.scoring import rounded, score
from forms.errors import UserError
from forms.inspection import InspectionState
from forms.phone.call import CallState
from forms.phone.record import record_of, totals_of
from forms.phone.scoring import grade_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from db.checklists import Checklists
    from db.connection import Connection, Row
    from db.scales import Scales
    from forms.phone.scale import Scale

_SELECT: Final = """
    SELECT inspections.id, started, unit, place, kind, state, number, version,
        changed, checklists, answered, total, percent, grade, findings,
        scale_code || '@' || scale_version AS scale
    FROM inspections
    LEFT JOIN summaries ON summaries.inspection = inspections.id
    LEFT JOIN rounds ON rounds.inspection = inspections.id
"""
_REFS: Final = """
    SELECT coalesce(group_concat(code || '@' || version, ' ' ORDER BY position), '')
    FROM inspection_checklists WHERE inspection = :id
"""
_KINDS: Final = {kind.value: kind for kind in InspectionKind}
_STATES: Final = {state.value: state for state in InspectionState}


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A checklist by its title."""

    code: str
    version: int
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A visit in a list.

    Attributes:
        number: The report's; ``None`` while a draft.
        answered: How many of the items that count have an answer; of a round, how
            many calls are finished.
        total: How many items count and are shown, or how many calls are to be made.
        percent: The score with one decimal place; ``None`` while nothing counts.
        findings: How many there are, corrected on site or not.
        changed: When something about it was changed last.
    """

    id: str
    started: datetime
    unit: str
    place: str
    kind: InspectionKind
    checklists: tuple[Titled, ...]
    state: InspectionState
    number: str | None
    version: int
    answered: int
    total: int
    percent: str | None
    grade: Grade | None
    findings: int
    changed: datetime


class Summaries:
    """The summaries of all visits."""

    def __init__(
        self,
        connection: Connection,
        checklists: Checklists,
        scales: Scales,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._checklists = checklists
        self._scales = scales
        self._now = now

    def all(
        self, state: InspectionState | None = None, limit: int | None = None
    ) -> list[Summary]:
        """Every visit, or those of one state; the latest first."""
        rows = self._connection.query(
            f"{_SELECT} WHERE state = coalesce(:state, state) "
            "ORDER BY julianday(started) DESC, inspections.id DESC LIMIT :limit",
            {"state": state, "limit": -1 if limit is None else limit},
        )
        stale = [row for row in rows if row["total"] is None]
        for row in stale:
            row.update(self._figures(row["id"]))
        # On a full disk they are worked out again the next time.
        with suppress(UserError):
            self._keep(stale)
        known = self._known_checklists()
        return [_read(row, known) for row in rows]

    def touch(self, inspection: str) -> None:
        """Note that the visit is changed, in the transaction that changes it."""
        self._connection.database.execute(
            f"INSERT INTO summaries (inspection, changed, checklists) "  # noqa: S608
            f"VALUES (:id, :changed, ({_REFS})) ON CONFLICT DO UPDATE SET "
            "changed = excluded.changed, checklists = excluded.checklists, "
            "total = NULL",
            {"id": inspection, "changed": as_text(self._now())},
        )

    def settle(self, inspection: str) -> None:
        """Work the visit's figures out now, for good if it is sealed."""
        self.touch(inspection)
        self._keep([{"id": inspection, **self._figures(inspection)}])

    def _keep(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        with self._connection.writing() as database:
            for row in rows:
                database.execute(
                    "INSERT INTO summaries (inspection, changed, checklists, answered, "
                    "total, percent, grade, findings) SELECT :id, started, "
                    ":checklists, :answered, :total, :percent, :grade, :findings "
                    "FROM inspections WHERE id = :id "
                    "ON CONFLICT DO UPDATE SET answered = excluded.answered, "
                    "total = excluded.total, percent = excluded.percent, "
                    "grade = excluded.grade, findings = excluded.findings",
                    row,
                )

    def _figures(self, inspection: str) -> Row:
        (row,) = self._connection.query(
            f"SELECT facts, ({_REFS}) AS checklists, (SELECT count(*) FROM findings "  # noqa: S608
            "WHERE inspection = :id) AS findings FROM inspections WHERE id = :id",
            {"id": inspection},
        )
        scale = self._scales.of_round(inspection)
        if scale is not None:
            return {**row, **_figures_of_round(self._connection, scale, inspection)}
        answers = {one.item: one for one in answers_of(self._connection, inspection)}
        checklists = self._checklists.of_inspection(inspection)
        result = score(checklists, answers, msgspec.json.decode(row["facts"]))
        return {
            "checklists": row["checklists"],
            "answered": sum(part.answered for part in result.checklists),
            "total": sum(part.total for part in result.checklists),
            "percent": None if result.percent is None else rounded(result.percent),
            "grade": None if result.grade is None else result.grade.key,
            "findings": row["findings"],
        }

    def _known_checklists(self) -> _Known:
        rows = self._connection.query(
            "SELECT code || '@' || version AS ref, code, version, "
            "json_extract(definition, '$.title') AS title, "
            "json_extract(definition, '$.grades') AS grades FROM checklists"
        )
        titles = {
            row["ref"]: Titled(
                code=row["code"],
                version=row["version"],
                title=msgspec.json.decode(row["title"]),
            )
            for row in rows
        }
        grades = {
            (row["ref"], grade.key): grade
            for row in rows
            for grade in msgspec.json.decode(row["grades"], type=list[Grade])
        }
        scales = {
            (row["ref"], grade.key): grade
            for row in self._connection.query(
                "SELECT code || '@' || version AS ref, "
                "json_extract(definition, '$.grades') AS grades FROM scales"
            )
            for grade in msgspec.json.decode(row["grades"], type=list[Grade])
        }
        return _Known(titles=titles, grades=grades, scales=scales)


class _Known:
    """Checklists as lists show them: many visits share few, and each is read once."""

    def __init__(
        self,
        titles: Mapping[str, Titled],
        grades: Mapping[tuple[str, str], Grade],
        scales: Mapping[tuple[str, str], Grade],
    ) -> None:
        self._titles = titles
        self._grades = grades
        self._scales = scales
        self._titled: dict[str, tuple[Titled, ...]] = {}

    def titled(self, refs: str) -> tuple[Titled, ...]:
        """The checklists of a visit."""
        if refs not in self._titled:
            self._titled[refs] = tuple(self._titles[ref] for ref in refs.split())
        return self._titled[refs]

    def grade(self, refs: str, scale: str | None, key: str | None) -> Grade | None:
        """The grade, by the bands of the first checklist or scale as the score is."""
        if key is None:
            return None
        if scale is not None:
            return self._scales[scale, key]
        return self._grades[refs.partition(" ")[0], key]


def _figures_of_round(connection: Connection, scale: Scale, inspection: str) -> Row:
    calls = [
        record_of(scale, one.call, one.events, one.sheet)
        for one in calls_of(connection, inspection)
    ]
    states = [one.state for one in calls]
    means = [total.mean for total in totals_of(calls)]
    return {
        "answered": states.count(CallState.FINISHED),
        "total": len(states) - states.count(CallState.WITHDRAWN),
        "percent": rounded(means[0]) if means else None,
        "grade": grade_of(scale, means[0]).key if means else None,
    }


def _read(row: Row, known: _Known) -> Summary:
    # By hand, because this is done ten thousand times before a page is shown.
    refs = row["checklists"]
    started = datetime.fromisoformat(row["started"])
    return Summary(
        id=row["id"],
        started=started,
        unit=row["unit"],
        place=row["place"],
        kind=_KINDS[row["kind"]],
        checklists=known.titled(refs),
        state=_STATES[row["state"]],
        number=row["number"],
        version=row["version"],
        answered=row["answered"],
        total=row["total"],
        percent=row["percent"],
        grade=known.grade(refs, row["scale"], row["grade"]),
        findings=row["findings"],
        changed=as_moment(row["changed"]) if row["changed"] else started,
    )
