"""What a report says, in words that are ready to be set; nothing of how it looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.checklist.scoring import rounded, score
from forms.report.citation import cited, law_in_words
from forms.report.numbering import is_closing, numbers_of
from forms.report.phone.content import PhoneContent, phone_content
from forms.report.phone.heading import FORM as PHONE_FORM
from forms.report.phone.heading import header as phone_header
from forms.report.pictures import Pictures, pictures_of
from forms.report.results import ChecklistResults, results_of
from forms.report.said import SEVERITIES, day, time_of_day
from forms.report.visit import (
    ASSURANCE,
    FORM,
    Footer,
    Labelled,
    Metadata,
    archive_lines,
    footer,
    header,
    metadata,
    occasion,
    qr_text,
    seal_lines,
)
from forms.report.working import Working, working_of
from forms.signing.chain import ROLE_WORDS, Demand
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from forms.checklist.model import Item
    from forms.checklist.scoring import Score
    from forms.inspection import Finding
    from forms.report.numbering import Numbers
    from forms.sealed import SealedInspection
    from resources.texts import Texts

_DEMANDS: Final[Mapping[Demand, str]] = {
    Demand.REQUIRED: later("required"),
    Demand.OPTIONAL: later("optional"),
    Demand.REFUSED: later("signing refused"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A section's score; ``share`` is 0 to 1, ``None`` where nothing counted."""

    label: str
    percent: str
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePanel:
    """The score as a figure, a word and one bar a section."""

    percent: str
    grade: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding; ``source`` names the item and whatever asks for it, a line each."""

    number: str
    text: str
    severity: str
    source: tuple[str, ...]
    responsible: str
    due: str
    corrected: str
    recommendation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """當場輔導: when, about what, to whom, and what was said."""

    at: str
    topic: str
    given_to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One of the closing texts, such as 優點; labelled where several lists have it."""

    title: str
    entries: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCell:
    """Room for one signature of the chain; ``reason`` says why there is none."""

    field: str
    role: str
    name: str
    demand: Demand
    demand_in_words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report says.

    Attributes:
        archive: 檔號 and 保存年限.
        header: Of the visit, in pairs that stand side by side; the last one alone.
        seal: What to recognise the record by.
        assurance: How it is kept whole and how anybody can tell.
        code: The text of the QR code.
        phone: What is said of a round of telephone tests; ``None`` of any other visit.
    """

    language: str
    agency: str
    form: str
    occasion: str
    archive: tuple[Labelled, ...]
    header: tuple[Labelled, ...]
    score: ScorePanel
    results: tuple[ChecklistResults, ...]
    findings: tuple[FindingLine, ...]
    coaching: tuple[Advice, ...]
    pictures: Pictures
    opinions: tuple[Opinion, ...]
    working: Working
    seal: tuple[Labelled, ...]
    assurance: str
    signatures: tuple[SignatureCell, ...]
    footer: Footer
    code: str
    metadata: Metadata
    phone: PhoneContent | None = None


def report_of(sealed: SealedInspection, texts: Texts) -> Report:
    """What the report of a sealed inspection says, in the language of ``texts``."""
    report = _report(sealed, texts)
    if sealed.phone is None:
        return report
    header = phone_header(sealed, sealed.phone, texts)
    phone = phone_content(sealed.phone, texts, header=header)
    form = texts(PHONE_FORM)
    title = f"{sealed.inspection.unit} {form} {sealed.number}"
    return replace(
        report,
        form=form,
        header=phone.header,
        score=phone_panel(phone),
        findings=tuple(
            replace(one, source=one.source or phone.grounds) for one in report.findings
        ),
        seal=(*report.seal, *phone.seal),
        metadata=replace(report.metadata, title=title),
        phone=phone,
    )


def phone_panel(phone: PhoneContent) -> ScorePanel:
    """The round's mean, and a bar a unit."""
    return ScorePanel(
        percent=phone.mean,
        grade=phone.grade,
        bars=tuple(
            Bar(label=one.label, percent=one.figure, share=one.share)
            for one in phone.bars
        ),
    )


def _report(sealed: SealedInspection, texts: Texts) -> Report:
    answers = {answer.item: answer for answer in sealed.answers}
    result = score(sealed.checklists, answers, sealed.inspection.facts)
    numbers = numbers_of(sealed)
    return Report(
        language=texts.language,
        agency=sealed.agency,
        form=texts(FORM),
        occasion=occasion(sealed, texts),
        archive=archive_lines(sealed, texts),
        header=header(sealed, result, texts),
        score=_score_panel(result, texts),
        results=results_of(sealed, result, numbers, texts),
        findings=tuple(
            _finding(finding, sealed, numbers, texts)
            for finding in sorted(sealed.findings, key=lambda one: one.number)
        ),
        coaching=tuple(
            Advice(
                at=time_of_day(texts, one.at),
                topic=one.topic,
                given_to=one.given_to,
                text=one.text,
            )
            for one in sealed.coaching
        ),
        pictures=pictures_of(sealed, numbers, texts),
        opinions=tuple(_opinions(sealed, texts)),
        working=working_of(sealed, result, texts),
        seal=tuple(seal_lines(sealed, texts)),
        assurance=texts(ASSURANCE),
        signatures=_signatures(sealed, texts),
        footer=footer(sealed, texts),
        code=qr_text(sealed),
        metadata=metadata(sealed, texts),
    )


def _score_panel(result: Score, texts: Texts) -> ScorePanel:
    return ScorePanel(
        percent="－" if result.percent is None else rounded(result.percent),
        grade="" if result.grade is None else texts.of(result.grade.label),
        bars=tuple(
            Bar(
                label=texts.of(part.title),
                percent="－" if part.percent is None else rounded(part.percent),
                share=None if part.percent is None else float(part.percent) / 100,
            )
            for part in result.sections
        ),
    )


def _finding(
    finding: Finding, sealed: SealedInspection, numbers: Numbers, texts: Texts
) -> FindingLine:
    return FindingLine(
        number=str(finding.number),
        text=finding.text,
        severity=texts(SEVERITIES[finding.severity]),
        source=tuple(_source(finding, sealed, numbers, texts)),
        responsible=finding.responsible_unit,
        due="" if finding.due is None else day(texts, finding.due),
        corrected=texts("Yes") if finding.corrected_on_site else texts("No"),
        recommendation=finding.recommendation,
    )


def _source(
    finding: Finding, sealed: SealedInspection, numbers: Numbers, texts: Texts
) -> Iterator[str]:
    """The item, the plan's sentence and the law that the finding falls short of."""
    item = _item(finding, sealed)
    if item is None:
        return
    yield texts("Item {number}", number=numbers.items[item.key])
    plan = sealed.inspection.plan
    if plan and (of_plan := [one for one in item.traces if one.plan == plan.code]):
        yield texts("Plan {places}", places=cited(of_plan))
    for law in item.laws:
        yield law_in_words(law)


def _item(finding: Finding, sealed: SealedInspection) -> Item | None:
    for checklist in sealed.checklists:
        for item in checklist.items():
            if item.key == finding.item:
                return item
    return None


def _opinions(sealed: SealedInspection, texts: Texts) -> Iterator[Opinion]:
    """Closing texts of the same name from several checklists under one heading."""
    answers = {answer.item: answer.value for answer in sealed.answers if answer.value}
    merged: dict[str, list[Labelled]] = {}
    for checklist in sealed.checklists:
        for section in filter(is_closing, checklist.sections):
            for item in section.items:
                entries = merged.setdefault(texts.of(item.text), [])
                if text := answers.get(item.key):
                    entries.append(Labelled(label=texts.of(checklist.title), text=text))
    for title, entries in merged.items():
        if len(sealed.checklists) == 1:
            entries = [Labelled(label="", text=entry.text) for entry in entries]
        yield Opinion(title=title, entries=tuple(entries))


def _signatures(sealed: SealedInspection, texts: Texts) -> tuple[SignatureCell, ...]:
    return tuple(
        SignatureCell(
            field=link.field,
            role=texts(ROLE_WORDS[link.role]),
            name=link.name,
            demand=link.demand,
            demand_in_words=texts(_DEMANDS[link.demand]),
            reason=link.reason,
        )
        for link in sealed.chain
    )
