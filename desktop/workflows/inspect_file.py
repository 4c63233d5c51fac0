"""A whole visit from a file of answers to a sealed report, or nothing at all."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.backup import Reason
from desktop.workflows.read_visit import Visit, read_visit
from desktop.workflows.seal_report import preview_report, seal_report
from desktop.workflows.start_inspection import (
    find_plan,
    plan_for,
    refuse_common_items,
    start_inspection,
)
from desktop.workflows.write_file import (
    refuse_existing,
    refuse_unwritable,
    staged,
)
from forms.checklist.reading import read_name
from forms.errors import UserError
from forms.inspection import Finding, Participant, Photo, Role
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from db.store import Store
    from desktop.workflows.write_file import Staged
    from forms.checklist.model import Checklist
    from forms.inspection import Inspection
    from forms.signing.identity import Identity
    from forms.signing.ink import Ink
    from resources.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A visit that was sealed.

    Attributes:
        written: Whether its file is where it should be.
        warnings: What did not work once it was sealed, and what to do about it.
    """

    number: str
    written: bool
    warnings: tuple[UserError, ...]


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """What came of it.

    Attributes:
        visit: What the file said, and what in it was left out or is missing.
    """

    kept: Kept
    visit: Visit


def inspect_file(
    store: Store,
    *,
    checklists: Sequence[Checklist],
    unit: str,
    answers: Path,
    report: Path,
    inspector: Identity,
    now: datetime,
    texts: Texts,
) -> Inspected:
    """Make a sealed report of the answers in a file.

    Everything is checked before anything is kept. The accompanying officer signs
    only where the file holds his ink; otherwise the report waits for him.

    Raises:
        UserError: The first thing that cannot be; nothing was written then.
    """
    refuse_common_items(checklists)
    refuse_existing(report)
    refuse_unwritable(report)
    visit = read_visit(answers, checklists, now)
    kept = seal_visit(
        store,
        visit,
        checklists=checklists,
        unit=read_name(unit, "--unit"),
        report=report,
        inspector=inspector,
        inks={Role.ACCOMPANYING: visit.ink} if visit.ink else {},
        now=now,
        texts=texts,
    )
    return Inspected(kept=kept, visit=visit)


def seal_visit(
    store: Store,
    visit: Visit,
    *,
    checklists: Sequence[Checklist],
    unit: str,
    report: Path,
    inspector: Identity,
    inks: Mapping[Role, Ink],
    now: datetime,
    texts: Texts,
) -> Kept:
    """Keep a visit that was checked, seal it, and put the report into its place.

    The report lies on its disk before it is sealed, so that what could go wrong has
    gone wrong by then; whatever still does is a warning.

    Raises:
        UserError: It cannot be sealed or written; nothing was kept then.
    """
    with ExitStack() as until_placed:
        with store.writing():
            inspection = _keep(store, visit, checklists, unit, inspector)
            preview = preview_report(
                store,
                inspection,
                inspector=inspector,
                signing_here=[role for role in inks if role is not Role.INSPECTOR],
                refusals={Role.ACCOMPANYING: visit.refused} if visit.refused else {},
                now=now,
                texts=texts,
            )
            sealed = seal_report(
                store, preview, inspector=inspector, inks=inks, now=now, texts=texts
            )
            file = until_placed.enter_context(staged(report, sealed.pdf))
        not_placed = tuple(_not_placed(file, sealed.number))
        not_backed_up = tuple(_not_backed_up(store, sealed.number))
    return Kept(
        number=sealed.number,
        written=not not_placed,
        warnings=not_placed + not_backed_up,
    )


def _not_placed(file: Staged, number: str) -> Iterator[UserError]:
    """Put the report into its place; the sentence to be told where that fails."""
    try:
        file.place()
    except UserError as error:
        yield UserError(
            "Report {number} is sealed and in the profile, but not in its file: "
            "{reason} “zoucha report {number} --out FILE.pdf” writes it.",
            number=number,
            reason=error,
        )


def _not_backed_up(store: Store, number: str) -> Iterator[UserError]:
    """Make a backup; the sentence to be told where that fails."""
    try:
        store.back_up(Reason.SEALED)
    except (UserError, OSError) as error:
        reason = error if isinstance(error, UserError) else error.strerror
        yield UserError(
            "Report {number} is sealed and in the profile, but no backup could be "
            "made: {reason} “zoucha backup” makes one; “zoucha report {number} --out "
            "FILE.pdf” writes the report once more.",
            number=number,
            reason=reason,
        )


def _keep(
    store: Store,
    visit: Visit,
    checklists: Sequence[Checklist],
    unit: str,
    inspector: Identity,
) -> Inspection:
    plan = find_plan(store, visit.plan) if visit.plan else None
    inspection = start_inspection(
        store,
        kind=visit.kind,
        unit=unit,
        place=visit.place,
        started=visit.started,
        checklists=checklists,
        people=visit.people or [Participant(role=Role.INSPECTOR, name=inspector.name)],
        plan=plan_for(plan, visit.started.date()) if plan else None,
        facts=visit.facts,
    )
    inspection = replace(inspection, ended=visit.ended)
    store.inspections.save(inspection)
    for answer in visit.answers:
        store.answers.save(inspection.id, answer)
    findings: dict[str | None, str] = {}
    for finding in _findings(store, visit, unit):
        store.findings.save(inspection.id, finding)
        findings.setdefault(finding.item, finding.id)
    for taken in visit.photos:
        photo = Photo(
            id=store.ids.new(),
            sha256=taken.file.sha256,
            media_type=taken.file.media_type,
            width=taken.file.width,
            height=taken.file.height,
            item=taken.item,
            finding=findings.get(taken.item),
            caption=taken.caption,
        )
        store.photos.add(inspection.id, photo, taken.data)
    return inspection


def _findings(store: Store, visit: Visit, unit: str) -> Iterator[Finding]:
    days = store.settings.get().correction_days
    due = WorkCalendar().after_working(visit.ended.date(), days)
    for number, new in enumerate(visit.findings, start=1):
        yield Finding(
            id=store.ids.new(),
            number=number,
            text=new.text,
            item=new.item,
            severity=new.severity,
            responsible_unit=new.responsible_unit or unit,
            recommendation=new.recommendation,
            due=None if new.corrected_on_site else new.due or due,
            corrected_on_site=new.corrected_on_site,
        )
