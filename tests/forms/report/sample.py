"""Sealed inspections to make reports of: realistic, small, the same every time."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

import msgspec
from PIL import Image, ImageDraw

from forms.checklist.judging import shown
from forms.checklist.model import AnswerKind, Checklist, InspectionKind, Item
from forms.checklist.scoring import points, rounded, score
from forms.inspection import (
    Answer,
    ChecklistUse,
    Finding,
    Inspection,
    InspectionState,
    Participant,
    Photo,
    Role,
    Sample,
    Severity,
)
from forms.plan.model import PlanReference
from forms.sealed import FORMAT, JournalHead, ScoreSummary, SealedInspection
from forms.signing.chain import Demand, Link
from resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TAIPEI: Final = timezone(timedelta(hours=8))
RARE_NAMES: Final = "王堃喆、林峯煊、陳𡍼、𠮷田"

_REMARKS: Final = (
    "三號櫃檯職名牌未標示代理人。",
    "",
    "最多候辦4人，約6分鐘後加開櫃檯。",
    "入口右側第二塊地磚鬆動，已請廠商於下週修復；雨天時地面溼滑，宜加設止滑墊。",
    "",
)
_CLOSINGS: Final = {
    "strengths": "同仁主動招呼，引導民眾至正確櫃檯；書表齊備，附有範例。",
    "shortcomings": "職名牌未標示代理人，公布欄有過期張貼。",
    "recommendations": "建議每週由專人檢視公布欄，並於離座時改示代理人名牌。",
    "coaching": "當場協助更換過期海報二張。",
}


def checklist(code: str) -> Checklist:
    """A built-in checklist."""
    data = (folder("checklists") / f"{code}.json").read_bytes()
    return msgspec.json.decode(data, type=Checklist)


def cut(whole: Checklist, items: int) -> Checklist:
    """The checklist with only its first items, and its closing section."""
    sections = []
    for section in whole.sections:
        if section.key.endswith("closing"):
            sections.append(section)
        elif items > 0:
            sections.append(replace(section, items=section.items[:items]))
            items -= len(section.items)
    return replace(whole, sections=tuple(sections))


def photo_file(number: int, size: tuple[int, int] = (800, 600)) -> bytes:
    """A JPEG of a counter, as far as a few rectangles can be one."""
    width, height = size
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.6, width, height), fill=(150, 120, 90))
    for place in range(3):
        left = width * (0.1 + 0.3 * place)
        shade = (40 * (number % 6), 90, 200 - 50 * place)
        pen.rectangle((left, height * 0.3, left + width * 0.2, height * 0.6), shade)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=90)
    return written.getvalue()


def sealed(
    checklists: Sequence[Checklist] | None = None,
    *,
    findings: bool = True,
    photos: Iterable[bytes] = (),
    notes: Sequence[str] = _REMARKS,
    language: str = "zh-TW",
    chain: tuple[Link, ...] | None = None,
    **changes: object,
) -> SealedInspection:
    """A visit to a navigation centre; most conforms, some does not."""
    used = tuple(checklists or (checklist("EN"), checklist("SI")))
    facts = {fact.key: False for one in used for fact in one.facts}
    answers = _answers(used, notes, facts)
    found = _findings(used, answers) if findings else ()
    result = score(used, answers, facts)
    visit = Inspection(
        id="0199a1b2-0000-7000-8000-000000000001",
        kind=InspectionKind.UNANNOUNCED,
        unit="北部航務中心",
        place="一樓服務櫃檯",
        started=datetime(2026, 11, 20, 13, 20, tzinfo=TAIPEI),
        ended=datetime(2026, 11, 20, 14, 45, tzinfo=TAIPEI),
        people=(
            Participant(
                role=Role.INSPECTOR, unit="秘書室", title="科員", name="林峯煊"
            ),
            Participant(role=Role.ACCOMPANYING, title="科長", name="王堃喆"),
        ),
        checklists=tuple(
            ChecklistUse(code=one.code, version=one.version, sha256=one.sha256)
            for one in used
        ),
        plan=PlanReference(
            code="maritime-port-bureau-109",
            version="1",
            title="提升服務品質執行計畫",
            document_number="航秘字第1091010156號",
            roc_year=109,
            carried_over_to=115,
        ),
        facts=facts,
        retention="5年",
        state=InspectionState.SEALED,
        number="115-K7-0031",
    )
    visit_changes = {
        name: changes.pop(name)
        for name in list(changes)
        if name in Inspection.__dataclass_fields__
    }
    whole = SealedInspection(
        number="115-K7-0031",
        agency="交通部航港局",
        inspection=replace(visit, **visit_changes),  # type: ignore[arg-type]
        checklists=used,
        answers=tuple(answers.values()),
        findings=found,
        photos=_photos(list(photos), found, used),
        score=ScoreSummary(
            percent=None if result.percent is None else rounded(result.percent),
            grade=None if result.grade is None else result.grade.key,
            earned=points(result.earned),
            possible=points(result.possible),
        ),
        chain=chain or usual_chain(),
        inspector_certificate="ab" * 32,
        journal=JournalHead(device="K7-4f1e", seq=1842, hash="5c" * 32),
        sealed_at=datetime(2026, 11, 20, 14, 52, 7, tzinfo=TAIPEI),
        language=language,
        program="0.1.0",
        format=FORMAT,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def usual_chain() -> tuple[Link, ...]:
    """Inspector and accompanying officer must sign; the rest may."""
    roles = (
        ("inspector", "林峯煊", Demand.REQUIRED),
        ("accompanying", "王堃喆", Demand.REQUIRED),
        ("case-officer", "", Demand.OPTIONAL),
        ("unit-head", "", Demand.OPTIONAL),
        ("chief-secretary", "", Demand.OPTIONAL),
        ("agency-head", "", Demand.OPTIONAL),
    )
    return tuple(
        Link(field=f"sign-{place}-{role}", role=role, name=name, demand=demand)
        for place, (role, name, demand) in enumerate(roles, 1)
    )


def _answers(
    used: Sequence[Checklist], notes: Sequence[str], facts: dict[str, bool]
) -> dict[str, Answer]:
    everything = [(one, item) for one in used for item in one.items()]
    answers = {
        item.key: _answer(one, item, place, notes)
        for place, (one, item) in enumerate(everything)
    }
    visible = shown(used, answers, facts)
    return {key: answer for key, answer in answers.items() if key in visible}


def _answer(owner: Checklist, item: Item, place: int, notes: Sequence[str]) -> Answer:
    attached = {
        one.key: {
            AnswerKind.NUMBER: "2",
            AnswerKind.DATE: "2026-11-02",
            AnswerKind.TIME: "14:05",
        }.get(one.kind, "秘書室科員")
        for one in item.attached
    }
    if item.kind is AnswerKind.TEXT:
        return Answer(item=item.key, value=_CLOSINGS[item.key.rpartition("-")[2]])
    if item.kind is AnswerKind.SAMPLE:
        sample = Sample(n=5, m=5 if place % 3 else 4)
        note = "" if place % 3 else "一處外文譯名與機關網站不一致。"
        return Answer(item=item.key, sample=sample, note=note, attached=attached)
    levels = owner.levels(item)
    value = levels[0].key
    if place % 11 == 6:
        value = levels[-1].key
    elif place % 7 == 4 and len(levels) > 2:
        value = levels[1].key
    elif place % 13 == 3:
        value = "na"
    full = value == levels[0].key
    note = "" if full else notes[place % len(notes)] or notes[0]
    return Answer(item=item.key, value=value, note=note, attached=attached)


def _findings(
    used: Sequence[Checklist], answers: dict[str, Answer]
) -> tuple[Finding, ...]:
    keys = [
        item.key
        for one in used
        for item in one.items()
        if item.key in answers and answers[item.key].value == "nonconform"
    ]
    return tuple(
        Finding(
            id=f"finding-{number}",
            number=number,
            item=key,
            text="三號櫃檯職名牌未標示代理人姓名。",
            severity=Severity.MINOR if number % 2 else Severity.MAJOR,
            responsible_unit="北部航務中心",
            recommendation="離座時改示代理人名牌。" if number % 2 else "",
            due=date(2026, 11, 27) if number % 3 else None,
            corrected_on_site=number % 3 == 0,
        )
        for number, key in enumerate(keys, 1)
    )


def _photos(
    files: list[bytes], findings: Sequence[Finding], used: Sequence[Checklist]
) -> tuple[Photo, ...]:
    keys = [item.key for one in used for item in one.items()]
    photos = []
    for number, data in enumerate(files):
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
        of_finding = number % 2 == 0 and bool(findings)
        finding = findings[number // 2 % len(findings)] if of_finding else None
        photos.append(
            Photo(
                id=f"photo-{number}",
                sha256=hashlib.sha256(data).hexdigest(),
                media_type="image/jpeg",
                width=width,
                height=height,
                item=finding.item if finding else keys[number % len(keys)],
                finding=finding.id if finding else None,
                caption="三號櫃檯正面" if number % 3 else "",
            )
        )
    return tuple(photos)
