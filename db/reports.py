"""Sealed reports: what was sealed, and the file after each signature."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from db.inspections import entry_of
from db.moments import as_moment, as_text
from db.search import Entry, Kind
from forms.errors import UserError
from forms.roc import roc_year
from forms.sealed import SealedInspection, read_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from db.connection import Connection
    from db.evidence import Evidence
    from db.ids import Ids
    from db.journal import Journal
    from db.search import Search
    from db.summaries import Summaries
    from forms.inspection import Inspection

_PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature on a report, or the refusal of one.

    Attributes:
        certificate: SHA-256 of the certificate; empty for a refusal.
        refusal: The reason; empty for a signature.
    """

    role: str
    name: str
    certificate: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """The report's file after one more signature.

    Attributes:
        revision: 1 is the file as the inspector sealed it.
    """

    number: str
    revision: int
    sha256: str
    at: datetime


class Reports:
    """The reports that were sealed in this profile."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        summaries: Summaries,
        search: Search,
        evidence: Evidence,
        ids: Ids,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._summaries = summaries
        self._search = search
        self._evidence = evidence
        self._ids = ids
        self._now = now

    def sealed(self, number: str) -> SealedInspection | None:
        """What was sealed under the number."""
        rows = self._connection.query(
            "SELECT sealed FROM reports WHERE number = ?", [number]
        )
        return read_sealed(rows[0]["sealed"].encode(), number) if rows else None

    def files(self, number: str) -> list[ReportFile]:
        """The files of the report, the inspector's first."""
        rows = self._connection.query(
            "SELECT * FROM report_revisions WHERE number = ? ORDER BY revision",
            [number],
        )
        return [ReportFile(**{**row, "at": as_moment(row["at"])}) for row in rows]

    def pdf(self, number: str) -> bytes:
        """The report with all its signatures."""
        return self._evidence.get(self.files(number)[-1].sha256)

    def signatures(self, number: str) -> list[Signed]:
        """Who signed or refused, in that order."""
        rows = self._connection.query(
            "SELECT role, name, certificate, refusal FROM signatures "
            "WHERE number = ? ORDER BY rowid",
            [number],
        )
        return [Signed(**row) for row in rows]

    def first_revisions(self) -> dict[str, str]:
        """Number of each report to the SHA-256 of its first file."""
        rows = self._connection.query(
            "SELECT number, sha256 FROM report_revisions WHERE revision = 1"
        )
        return {row["number"]: row["sha256"] for row in rows}

    def signers(self) -> dict[str, dict[str, str]]:
        """Number of each report to the certificates that signed it, by role."""
        found: dict[str, dict[str, str]] = {}
        for row in self._connection.query(
            "SELECT number, role, certificate FROM signatures "
            "WHERE certificate != '' ORDER BY id"
        ):
            found.setdefault(row["number"], {})[row["role"]] = row["certificate"]
        return found

    def entries(self) -> Iterator[Entry]:
        """Every report by its number and who signed it, to be found."""
        for row in self._connection.query(
            "SELECT number, inspection FROM reports ORDER BY at, number"
        ):
            yield self._entry(row["number"], row["inspection"])

    def number_for(self, inspection: Inspection, device_code: str) -> str:
        """The number that the visit's report has, or would have now: 115-K7M-0001.

        A number is taken when the visit is sealed, and never given again; until then
        any other visit may take it. So nothing that is given up leaves a gap.
        """
        year = roc_year(inspection.started)
        year, running = self._evidence.number(
            inspection.id, year, above=self._highest(f"{year}-{device_code}-")
        )
        return f"{year}-{device_code}-{running:04d}"

    def seal(
        self, sealed: SealedInspection, pdf: bytes, signed: Sequence[Signed]
    ) -> None:
        """Keep a report with the inspector's signature; its visit is sealed now.

        Nothing about the visit can be undone from now on.

        ``signed`` names the inspector, and whoever refused to sign.

        Raises:
            UserError: The number has been given to another report.
        """
        number, inspection = sealed.number, sealed.inspection
        self._take_number(number, inspection.id)
        sha256 = self._evidence.put(pdf, _PDF)
        with self._connection.writing("inspections", "reports") as database:
            changed = database.execute(
                "UPDATE inspections SET state = 'sealed', number = ? "
                "WHERE id = ? AND state = 'draft'",
                [number, inspection.id],
            ).rowcount
            if not changed:
                raise LookupError(inspection.id)
            database.execute(
                "INSERT INTO reports (number, inspection, sealed_sha256, at, sealed) "
                "VALUES (?, ?, ?, ?, ?)",
                [
                    number,
                    inspection.id,
                    sealed.sha256,
                    as_text(self._now()),
                    sealed.content.decode(),
                ],
            )
            database.execute(
                "DELETE FROM history WHERE inspection = ?", [inspection.id]
            )
            self._search.put(entry_of(replace(inspection, number=number)))
            self._summaries.settle(inspection.id)
            self._journal.add(
                "report.sealed",
                {"number": number, "id": inspection.id, "sealed": sealed.sha256},
            )
            self._keep_file(number, sha256, signed)

    def add_signature(self, number: str, pdf: bytes, signed: Signed) -> None:
        """Keep the report's file with one more signature.

        Keeping a file again that is there changes nothing.

        Raises:
            UserError: Another file was signed meanwhile, and this one lacks that
                signature. Nothing was kept.
        """
        sha256 = hashlib.sha256(pdf).hexdigest()
        if any(file.sha256 == sha256 for file in self.files(number)):
            return
        self._refuse_fork(number, pdf, signed)
        self._evidence.put(pdf, _PDF)
        with self._connection.writing("reports"):
            self._keep_file(number, sha256, [signed])

    def _take_number(self, number: str, inspection: str) -> None:
        """Before the visit is sealed: an older ``zoucha.db`` must not give it again."""
        year, _, running = number.split("-")
        if not self._evidence.keep_number(inspection, int(year), int(running)):
            raise UserError(
                "The number {number} has meanwhile been given to another report; look "
                "at a new preview and sign that.",
                number=number,
            )

    def _refuse_fork(self, number: str, pdf: bytes, signed: Signed) -> None:
        """A signature is added behind a file, so that the last begins every next."""
        before = self.signatures(number)
        if signed.role in {one.role for one in before} or not pdf.startswith(
            self.pdf(number)
        ):
            raise UserError(
                "Report {number} was signed in another file meanwhile, last by {name}; "
                "go on with that file, or its signature would be lost.",
                number=number,
                name=before[-1].name,
            )

    def _highest(self, series: str) -> int:
        rows = self._connection.query(
            "SELECT number FROM reports WHERE number GLOB ? || '*' "
            "ORDER BY length(number) DESC, number DESC LIMIT 1",
            [series],
        )
        return int(rows[0]["number"].removeprefix(series)) if rows else 0

    def _keep_file(self, number: str, sha256: str, signed: Sequence[Signed]) -> None:
        with self._connection.writing("report_revisions", "signatures") as database:
            database.execute(
                "INSERT INTO report_revisions (number, revision, sha256, at) "
                "SELECT :number, 1 + coalesce(max(revision), 0), :sha256, :at "
                "FROM report_revisions WHERE number = :number",
                {"number": number, "sha256": sha256, "at": as_text(self._now())},
            )
            for one in signed:
                database.execute(
                    "INSERT INTO signatures (id, number, role, name, certificate, "
                    "refusal, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        self._ids.new(),
                        number,
                        one.role,
                        one.name,
                        one.certificate,
                        one.refusal,
                        as_text(self._now()),
                    ],
                )
                self._journal.add(
                    "report.signed",
                    {
                        "number": number,
                        "file": sha256,
                        "role": one.role,
                        "name": one.name,
                        "certificate": one.certificate,
                        "refusal": one.refusal,
                    },
                )
            for row in self._connection.query(
                "SELECT inspection FROM reports WHERE number = ?", [number]
            ):
                self._search.put(self._entry(number, row["inspection"]))

    def _entry(self, number: str, inspection: str) -> Entry:
        names = [one.name for one in self.signatures(number)]
        return Entry(
            kind=Kind.REPORT,
            owner=inspection,
            key=number,
            text="\n".join([number, *names]),
        )
