"""A corrected version: a new draft that names the report it takes the place of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.workflows.phone_copy import copy_of, put_round
from forms.errors import UserError
from forms.inspection import InspectionState

if TYPE_CHECKING:
    from db.store import Store
    from forms.inspection import Inspection


def correct_report(store: Store, number: str) -> Inspection:
    """The draft that corrects a sealed report, with all that the report holds.

    A report has at most one draft that corrects it: asking again gives the same.

    Raises:
        UserError: It was corrected already.
    """
    sealed = store.reports.sealed(number)
    if sealed is None:
        raise LookupError(number)
    for other in store.inspections.all():
        if other.replaces == sealed.sha256:
            return _require_draft(other, number)
    draft = replace(
        sealed.inspection,
        id=store.ids.new(),
        state=InspectionState.DRAFT,
        number=None,
        version=sealed.inspection.version + 1,
        replaces=sealed.sha256,
    )
    finding_ids = {one.id: store.ids.new() for one in sealed.findings}
    with store.writing():
        store.inspections.start(draft)
        for answer in sealed.answers:
            store.answers.save(draft.id, answer)
        for finding in sealed.findings:
            copied = replace(finding, id=finding_ids[finding.id])
            store.findings.save(draft.id, copied)
        for photo in sealed.photos:
            store.photos.add(
                draft.id,
                replace(
                    photo,
                    id=store.ids.new(),
                    finding=finding_ids.get(photo.finding or ""),
                ),
                store.evidence.get(photo.sha256),
            )
        for coaching in sealed.coaching:
            store.coaching.save(draft.id, replace(coaching, id=store.ids.new()))
        if sealed.phone is not None:
            put_round(store, copy_of(store, sealed.phone, draft.id))
    return draft


def _require_draft(corrected: Inspection, number: str) -> Inspection:
    if corrected.state is InspectionState.SEALED:
        raise UserError(
            "Report {number} was corrected already, by {corrected}; correct that one.",
            number=number,
            corrected=corrected.number,
        )
    return corrected
