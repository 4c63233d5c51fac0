"""What a report says of the visit as a whole: heading, foot, seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.checklist.judging import ItemState
from forms.inspection import Role
from forms.report.citation import cited
from forms.report.said import KINDS, day, moment, people, period, year_of
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.checklist.model import Checklist
    from forms.checklist.scoring import Score
    from forms.sealed import SealedInspection
    from resources.texts import Texts

FORM: Final = later("On-site service inspection record")
"""What the report is called."""

ASSURANCE: Final = later(
    "The whole record lies in this file as the attachment inspection.json. The QR code"
    " holds the record number, its version and the SHA-256 of that content; the check"
    " code at the foot of each page is its beginning. The digital signatures show any"
    " change made after signing. A self-made certificate proves that nothing was"
    " changed, not who signed. Photos are printed smaller; their originals are kept"
    " unchanged and known by their SHA-256."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with its name."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What stands at the foot of each page beside its number."""

    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """How the document describes itself."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]


def occasion(sealed: SealedInspection, texts: Texts) -> str:
    """115年度　不定期查核."""
    visit = sealed.inspection
    year = texts("Year {year}", year=year_of(texts, visit.started))
    return f"{year}　{texts(KINDS[visit.kind])}"


def archive_lines(sealed: SealedInspection, texts: Texts) -> tuple[Labelled, ...]:
    """檔號 and 保存年限, to be filled in by the registry where they are empty."""
    visit = sealed.inspection
    return (
        Labelled(label=texts("File number: "), text=visit.file_number),
        Labelled(label=texts("Retention period: "), text=visit.retention),
    )


def header(
    sealed: SealedInspection, score: Score, texts: Texts
) -> tuple[Labelled, ...]:
    """Pairs that stand side by side; the last one has a row of its own."""
    visit = sealed.inspection
    number = texts(
        "{number}  version {version}", number=sealed.number, version=visit.version
    )
    return tuple(
        Labelled(label=label, text=text)
        for label, text in (
            (texts("Record number"), number),
            (texts("Accompanied by"), people(texts, visit, Role.ACCOMPANYING)),
            (texts("Inspected unit"), visit.unit),
            (texts("Place visited"), visit.place),
            (texts("Time of visit"), period(texts, visit.started, visit.ended)),
            (texts("Inspected by"), people(texts, visit, Role.INSPECTOR)),
            (texts("Under the plan"), _basis(sealed, score, texts)),
        )
    )


def footer(sealed: SealedInspection, texts: Texts) -> Footer:
    """Whose page it is, and by what to recognise the record it belongs to."""
    return Footer(
        left=sealed.inspection.unit,
        right=texts(
            "Check code {code}  journal entry {seq}",
            code=check_code(sealed),
            seq=sealed.journal.seq,
        ),
    )


def check_code(sealed: SealedInspection) -> str:
    """The beginning of the sealed content's SHA-256, to be read out: 9f3a-71c2."""
    return f"{sealed.sha256[:4]}-{sealed.sha256[4:8]}"


def qr_text(sealed: SealedInspection) -> str:
    """Report number, version and SHA-256; in capitals, which makes the code small."""
    visit = sealed.inspection
    return f"{sealed.number}/{visit.version}/{sealed.sha256}".upper()


def seal_lines(sealed: SealedInspection, texts: Texts) -> Iterator[Labelled]:
    """When the record was finalised, and all hashes that it is recognised by."""
    yield Labelled(
        label=texts("Finalised"),
        text=texts(
            "{at}, with Zoucha {program}",
            at=moment(texts, sealed.sealed_at),
            program=sealed.program,
        ),
    )
    yield Labelled(
        label=texts("Content of the record"),
        text=texts("SHA-256 {sha256}", sha256=sealed.sha256),
    )
    if sealed.inspection.replaces is not None:
        yield Labelled(
            label=texts("Version corrected"),
            text=texts("SHA-256 {sha256}", sha256=sealed.inspection.replaces),
        )
    yield Labelled(
        label=texts("Journal"),
        text=texts(
            "Device {device}, entry {seq}, hash {hash}",
            device=sealed.journal.device,
            seq=sealed.journal.seq,
            hash=sealed.journal.hash,
        ),
    )
    for checklist in sealed.checklists:
        yield Labelled(
            label=texts("Checklist"),
            text="\n".join(
                (
                    _definition(checklist, texts),
                    texts("SHA-256 {sha256}", sha256=checklist.sha256),
                )
            ),
        )


def _definition(checklist: Checklist, texts: Texts) -> str:
    title = texts.of(checklist.title)
    if not checklist.law_version:
        return f"{title} {checklist.ref}"
    return texts(
        "{title} {ref}, laws as of {day}",
        title=title,
        ref=checklist.ref,
        day=day(texts, date.fromisoformat(checklist.law_version)),
    )


def metadata(sealed: SealedInspection, texts: Texts) -> Metadata:
    """Title, author, subject and keywords of the document."""
    visit = sealed.inspection
    return Metadata(
        title=f"{visit.unit} {texts(FORM)} {sealed.number}",
        author=sealed.agency,
        subject=(
            f"{occasion(sealed, texts)}　{period(texts, visit.started, visit.ended)}"
        ),
        keywords=(
            str(sealed.number),
            visit.unit,
            *(texts.of(checklist.title) for checklist in sealed.checklists),
        ),
    )


def _basis(sealed: SealedInspection, score: Score, texts: Texts) -> str:
    """The plan, its number, whether it was carried over, and what of it is covered."""
    plan = sealed.inspection.plan
    if plan is None:
        return ""
    remarks = []
    if plan.document_number:
        remarks.append(plan.document_number)
    if plan.carried_over_to is not None:
        remarks.append(texts("carried over to year {year}", year=plan.carried_over_to))
    places = cited(
        trace
        for checklist in sealed.checklists
        for item in checklist.items()
        if score.item(item.key).state is not ItemState.HIDDEN
        for trace in item.traces
        if trace.plan == plan.code
    )
    said = texts("{title} ({remarks})", title=plan.title, remarks="，".join(remarks))
    return f"{said if remarks else plan.title}　{places}".rstrip()
