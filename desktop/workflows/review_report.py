"""Adding the next signature of the chain to a report, from the file alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.reports import Signed
from desktop.workflows.verify_report import Registry, judge_pdf
from desktop.workflows.write_file import write_file
from forms.errors import UserError
from forms.signing.chain import Demand, Link, signed_links
from forms.signing.ink import Ink
from forms.signing.isolated import read_report
from forms.signing.verdict import Integrity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from db.store import Store

    # Not imported at run time before it is needed: what is behind it is heavy.
    from forms.signing.identity import Identity  # noqa: TC004
    from resources.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Countersignature:
    """What somebody gives who signs a sealed report.

    Attributes:
        ink: What was drawn on the screen; ``None`` where nobody drew.
        acting_for: 代行: the person in whose place this one signs.
    """

    role: str
    identity: Identity
    ink: Ink | None = None
    acting_for: str = ""

    @property
    def signed(self) -> Signed:
        """As the profile keeps it."""
        return Signed(
            role=self.role,
            name=self.identity.name,
            certificate=self.identity.fingerprint,
        )


def next_links(chain: Sequence[Link], signed: Collection[str]) -> tuple[Link, ...]:
    """The signatures that can be given next: up to and with the next required one.

    Args:
        chain: As it was sealed.
        signed: The roles that have signed.
    """
    links = signed_links(chain)
    last = max((i for i, link in enumerate(links) if link.role in signed), default=-1)
    free = links[last + 1 :]
    required = (i for i, link in enumerate(free) if link.demand is Demand.REQUIRED)
    return free[: next(required, len(free)) + 1]


def add_countersignature(
    pdf: bytes, given: Countersignature, *, now: datetime, texts: Texts
) -> bytes:
    """The report with one more signature; touches no store.

    Raises:
        UserError: The report or the chain does not allow it.
    """
    from forms.signing.sign import countersign

    return countersign(
        pdf,
        field=None,
        role=given.role,
        identity=given.identity,
        ink=given.ink,
        now=now,
        texts=texts,
        acting_for=given.acting_for,
    )


def countersign_report(
    store: Store,
    report: Path,
    target: Path,
    *,
    role: str,
    identity: Identity,
    ink: Ink | None = None,
    acting_for: str = "",
    now: datetime,
    texts: Texts,
) -> None:
    """Sign the report in that role and write it to ``target``, which may be itself.

    What is read of the file is judged first, where it can do no harm, and nothing
    else is signed. If this profile sealed the
    report, it keeps the signed file too.

    Raises:
        UserError: The report is not genuine, or the chain does not allow it.
    """
    unsigned = read_report(report)
    verdict = judge_pdf(unsigned, Registry.of(store))
    if verdict.verdict not in (Integrity.VALID, Integrity.INCOMPLETE):
        raise UserError(
            "{file} is not signed, because it is not genuine: {reason}",
            file=report,
            reason=verdict.reasons[0].told(texts),
        )
    given = Countersignature(
        role=role, identity=identity, ink=ink, acting_for=acting_for
    )
    pdf = add_countersignature(unsigned, given, now=now, texts=texts)
    if verdict.known:  # first, because it may refuse
        store.reports.add_signature(verdict.number, pdf, given.signed)
    write_file(target, pdf)
