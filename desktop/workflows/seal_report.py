"""From a finished draft to a report that nobody can alter unnoticed.

First the preview: everything is read from the store, fixed and rendered, the very
bytes that are signed. Then the inspector signs, and whoever is there signs after him
with a key that was made for this one signature and is named in what he sealed. Then
the visit is sealed in the store. Only the first and the last step touch the store, so
that a window can have the others done beside itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from db.reports import Signed
from db.settings import ProfileSettings
from desktop.workflows.keep_accounts import keep_accounts
from desktop.workflows.phone_results import record_round, summary_of
from forms.checklist.judging import shown
from forms.checklist.model import Checklist
from forms.checklist.scoring import points, rounded, score
from forms.errors import UserError
from forms.inspection import Answer, Coaching, Finding, Inspection, Photo, Role
from forms.phone.record import PhoneRecord, refuse_unfinished
from forms.report.content import report_of
from forms.report.pdf import Rendered, render
from forms.sealed import FORMAT, JournalHead, ScoreSummary, SealedInspection
from forms.signing.chain import Demand, Link
from forms.signing.identity import Identity, make_identity
from forms.signing.sealed import MOST_WRITTEN
from forms.signing.sign import countersign, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from db.store import Store
    from forms.signing.ink import Ink
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """The inspector who will sign, as his certificate tells; no key is needed yet."""

    name: str
    fingerprint: str

    @classmethod
    def of(cls, identity: Identity) -> Signatory:
        """Whose key it is."""
        return cls(name=identity.name, fingerprint=identity.fingerprint)


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """All that the store knows about a draft; the rest needs no store.

    Attributes:
        number: The report's, which is the visit's for ever from now on.
        photos: SHA-256 to the bytes of each picture that is printed.
        phone: The round of telephone tests that the visit is, if it is one.
    """

    inspection: Inspection
    settings: ProfileSettings
    number: str
    checklists: tuple[Checklist, ...]
    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...]
    pictures: tuple[Photo, ...]
    coaching: tuple[Coaching, ...]
    photos: Mapping[str, bytes]
    journal: JournalHead
    phone: PhoneRecord | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What will be signed.

    Attributes:
        one_time: By role, the keys of those who sign on the spot without one of
            their own; they are never written anywhere.
    """

    sealed: SealedInspection
    rendered: Rendered
    one_time: Mapping[Role, Identity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """One signature of a report, and the file as it is after it."""

    signed: Signed
    pdf: bytes


@dataclass(frozen=True, kw_only=True)
class Report:
    """A sealed report with the signatures given so far."""

    number: str
    pdf: bytes


def gather(store: Store, inspection: Inspection) -> Gathered:
    """Read whatever the report of a draft is made of."""
    settings = store.settings.get()
    pictures = tuple(store.photos.of(inspection.id))
    return Gathered(
        inspection=inspection,
        settings=settings,
        number=store.reports.number_for(inspection, settings.device_code),
        checklists=store.checklists.of_inspection(inspection.id),
        answers={one.item: one for one in store.answers.of(inspection.id)},
        findings=tuple(store.findings.of(inspection.id)),
        pictures=pictures,
        coaching=tuple(store.coaching.of(inspection.id)),
        photos={one.printed: store.evidence.get(one.printed) for one in pictures},
        journal=store.journal.head(),
        phone=record_round(store, inspection.id),
    )


def make_preview(
    gathered: Gathered,
    *,
    inspector: Signatory,
    signing_here: Sequence[Role],
    refusals: Mapping[Role, str],
    now: datetime,
    texts: Texts,
    step: Callable[[int, int], None] | None = None,
) -> Preview:
    """Fix a visit's content and render the report; touches no store.

    Args:
        gathered: A draft that is ended and complete.
        inspector: Who will sign first.
        signing_here: Who else signs on the spot.
        refusals: Who refused to sign, and why.
        now: When it is sealed.
        texts: The report's language.
        step: Told how much is done, and of how much.

    Raises:
        UserError: A name does not fit into a certificate, or there is more text than
            a report can hold.
    """
    one_time = {
        role: make_identity(
            _name(gathered.inspection, role),
            agency=gathered.settings.agency,
            now=now,
            one_time=True,
        )
        for role in signing_here
    }
    sealed = _sealed(
        gathered,
        chain=_chain(gathered, inspector, refusals, one_time),
        inspector=inspector,
        now=now,
        texts=texts,
    )
    _require_sealable(sealed)
    rendered = render(sealed, report_of(sealed, texts), gathered.photos, texts, step)
    return Preview(sealed=sealed, rendered=rendered, one_time=one_time)


def sign_preview(
    preview: Preview,
    *,
    inspector: Identity,
    inks: Mapping[Role, Ink],
    acting_for: Mapping[Role, str] | None = None,
    now: datetime,
    texts: Texts,
) -> tuple[Signing, ...]:
    """Sign as the inspector, then as those who sign on the spot; touches no store.

    Args:
        preview: What everybody has looked at.
        inspector: The key whose certificate the preview names.
        inks: What was drawn on the screen; a signature needs none.
        acting_for: 代行: by role, the person in whose place somebody signs.
        now: Stands in the signatures.
        texts: The language of what is drawn.
    """
    sealed = preview.sealed
    pdf = seal(
        preview.rendered.pdf,
        chain=sealed.chain,
        places=preview.rendered.places,
        identity=inspector,
        ink=inks.get(Role.INSPECTOR),
        now=now,
        texts=texts,
    )
    signings = [Signing(signed=_signed(Role.INSPECTOR, inspector), pdf=pdf)]
    for role, identity in preview.one_time.items():
        pdf = countersign(
            pdf,
            field=None,
            role=role,
            identity=identity,
            ink=inks.get(role),
            now=now,
            texts=texts,
            acting_for=(acting_for or {}).get(role, ""),
        )
        signings.append(Signing(signed=_signed(role, identity), pdf=pdf))
    return tuple(signings)


def keep_report(store: Store, preview: Preview, signings: Sequence[Signing]) -> Report:
    """Seal the visit with what was signed: all of it or nothing.

    A backup is the caller's to make.

    Raises:
        UserError: Something was changed since the preview was made.
    """
    require_unchanged(store, preview)
    sealed = preview.sealed
    first, *others = signings
    refused = [
        Signed(role=link.role, name=link.name, refusal=link.reason)
        for link in sealed.chain
        if link.demand is Demand.REFUSED
    ]
    with store.writing():
        store.reports.seal(sealed, first.pdf, [first.signed, *refused])
        for one in others:
            store.reports.add_signature(sealed.number, one.pdf, one.signed)
        keep_accounts(store, sealed)
    return Report(number=sealed.number, pdf=signings[-1].pdf)


def require_unchanged(store: Store, preview: Preview) -> None:
    """Refuse a preview that is older than the last change.

    Raises:
        UserError: Something was changed since it was made.
    """
    if store.journal.head() != preview.sealed.journal:
        raise UserError(
            "Something was changed after the preview; look at a new preview and sign "
            "that."
        )


def preview_report(
    store: Store,
    inspection: Inspection,
    *,
    inspector: Identity,
    signing_here: Sequence[Role],
    refusals: Mapping[Role, str],
    now: datetime,
    texts: Texts,
    step: Callable[[int, int], None] | None = None,
) -> Preview:
    """`gather` and `make_preview` in one."""
    return make_preview(
        gather(store, inspection),
        inspector=Signatory.of(inspector),
        signing_here=signing_here,
        refusals=refusals,
        now=now,
        texts=texts,
        step=step,
    )


def seal_report(
    store: Store,
    preview: Preview,
    *,
    inspector: Identity,
    inks: Mapping[Role, Ink],
    now: datetime,
    texts: Texts,
) -> Report:
    """`sign_preview` and `keep_report` in one.

    Raises:
        UserError: Something was changed since the preview was made.
    """
    require_unchanged(store, preview)
    signings = sign_preview(
        preview, inspector=inspector, inks=inks, now=now, texts=texts
    )
    return keep_report(store, preview, signings)


def _sealed(
    gathered: Gathered,
    *,
    chain: tuple[Link, ...],
    inspector: Signatory,
    now: datetime,
    texts: Texts,
) -> SealedInspection:
    checklists, answers = gathered.checklists, gathered.answers
    facts = gathered.inspection.facts
    visible = shown(checklists, answers, facts)
    return SealedInspection(
        number=gathered.number,
        agency=gathered.settings.agency,
        inspection=replace(gathered.inspection, number=gathered.number),
        checklists=checklists,
        answers=tuple(
            answers[item.key]
            for checklist in checklists
            for item in checklist.items()
            if item.key in visible and item.key in answers
        ),
        findings=gathered.findings,
        photos=gathered.pictures,
        coaching=gathered.coaching,
        score=summary_of(gathered.phone)
        if gathered.phone
        else _summary(checklists, answers, facts),
        chain=chain,
        inspector_certificate=inspector.fingerprint,
        journal=gathered.journal,
        sealed_at=now,
        language=texts.language,
        program=version("zoucha"),
        format=FORMAT,
        phone=gathered.phone,
    )


def _require_sealable(sealed: SealedInspection) -> None:
    """Refuse in a moment what would be refused after minutes of rendering."""
    if sealed.phone is not None:
        refuse_unfinished(sealed.phone)
    if len(sealed.content) > MOST_WRITTEN:
        raise UserError(
            "This visit has {percent} percent of the text that one report can hold; "
            "shorten the longest notes.",
            percent=-(-100 * len(sealed.content) // MOST_WRITTEN),
        )


def _summary(
    checklists: Sequence[Checklist],
    answers: Mapping[str, Answer],
    facts: Mapping[str, bool],
) -> ScoreSummary:
    result = score(checklists, answers, facts)
    return ScoreSummary(
        percent=None if result.percent is None else rounded(result.percent),
        grade=None if result.grade is None else result.grade.key,
        earned=points(result.earned),
        possible=points(result.possible),
    )


def _chain(
    gathered: Gathered,
    inspector: Signatory,
    refusals: Mapping[Role, str],
    one_time: Mapping[Role, Identity],
) -> tuple[Link, ...]:
    # Of several inspectors, the one whose key it is signs.
    names = {role: _name(gathered.inspection, role) for role in Role}
    names[Role.INSPECTOR] = inspector.name
    return tuple(
        Link(
            field=f"Signature{number}-{role}",
            role=role,
            name=names[role],
            demand=_demand(role, refusals, gathered.settings.required),
            reason=refusals.get(role, ""),
            certificate=one_time[role].fingerprint if role in one_time else "",
        )
        for number, role in enumerate(Role, start=1)
    )


def _demand(
    role: Role, refusals: Mapping[Role, str], required: Collection[Role]
) -> Demand:
    if role in refusals:
        return Demand.REFUSED
    return Demand.REQUIRED if role in required else Demand.OPTIONAL


def _name(inspection: Inspection, role: Role) -> str:
    person = inspection.person(role)
    return person.name if person else ""


def _signed(role: Role, identity: Identity) -> Signed:
    return Signed(role=role, name=identity.name, certificate=identity.fingerprint)
