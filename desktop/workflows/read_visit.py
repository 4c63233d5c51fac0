"""A visit out of a JSON file, checked whole before anything is kept.

The file is ``{"people": {"inspector": …, "accompanying": …}, "started": ISO,
"answers": {item: {"value", "note", "attached", "rows", "photos"}}, "findings":
[{"item", "text", "due", …}]}``; a person is a name or ``{"name", "title", "unit"}``.
It may also hold ``ended``, ``kind``, ``place``, ``plan``, ``facts``, and, of the
accompanying officer, ``ink`` (strokes) or ``refused`` (the reason).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from forms.checklist.answering import (
    checklist_of,
    read_answer,
    read_day,
    read_moment,
    read_text,
)
from forms.checklist.completeness import Lack, Missing, missing
from forms.checklist.judging import judge, shown
from forms.checklist.model import Checklist, InspectionKind, Verdict
from forms.errors import UserError
from forms.inspection import Answer, Participant, Role, Severity
from forms.photo import PhotoFile, take_in
from forms.signing.ink import Ink

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES: Final = 20 << 20
_FIELDS: Final = frozenset(
    [
        "people",
        "started",
        "ended",
        "kind",
        "place",
        "plan",
        "facts",
        "answers",
        "findings",
    ]
)
_FINDING_FIELDS: Final = frozenset(
    [
        "item",
        "text",
        "due",
        "severity",
        "responsible_unit",
        "recommendation",
        "corrected_on_site",
    ]
)
_PERSON_FIELDS: Final = frozenset(["name", "title", "unit", "ink", "refused"])


@dataclass(frozen=True, kw_only=True)
class TakenPhoto:
    """A picture that was read and found good."""

    item: str
    file: PhotoFile
    data: bytes
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class NewFinding:
    """A finding before it has a number."""

    text: str
    item: str | None = None
    due: date | None = None
    severity: Severity = Severity.MINOR
    responsible_unit: str = ""
    recommendation: str = ""
    corrected_on_site: bool = False


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What the file says.

    Attributes:
        refused: Why the accompanying officer does not sign; empty if he may.
        ink: What the accompanying officer drew; ``None`` if he signs later.
        lacking: What is missing and is only told.
        left_out: Items answered that do not apply here.
    """

    kind: InspectionKind
    place: str
    plan: str | None
    started: datetime
    ended: datetime
    people: tuple[Participant, ...]
    facts: Mapping[str, bool]
    answers: tuple[Answer, ...]
    photos: tuple[TakenPhoto, ...]
    findings: tuple[NewFinding, ...]
    ink: Ink | None = None
    refused: str = ""
    lacking: tuple[Missing, ...] = ()
    left_out: tuple[str, ...] = field(default=())


def read_visit(path: Path, checklists: Sequence[Checklist], now: datetime) -> Visit:
    """The visit that the file tells of.

    Raises:
        UserError: The first thing in it that cannot be; all missing answers at once.
    """
    raw = _read(path)
    _refuse_unknown("", raw, _FIELDS)
    facts = _read_facts(raw.get("facts", {}), checklists)
    answered = _mapping(raw, "answers")
    answers = {
        key: read_answer(checklist_of(checklists, key), key, _mapping(answered, key))
        for key in answered
    }
    photos = tuple(
        photo
        for key, answer in answered.items()
        for photo in _read_photos(key, answer.get("photos", []), path.parent)
    )
    lacking = missing(checklists, answers, {one.item for one in photos}, facts)
    _refuse_incomplete(path, lacking)
    visible = shown(checklists, answers, facts)
    started = read_moment(raw.get("started"), "started")
    ended = read_moment(raw["ended"], "ended") if raw.get("ended") else now
    if ended < started:
        raise UserError("The visit ends before it starts; correct “started”.")
    officer = _accompanying(raw)
    return Visit(
        kind=_choice(InspectionKind, raw.get("kind", "unannounced"), "kind"),
        place=read_text(raw.get("place", ""), "place"),
        plan=raw.get("plan"),
        started=started,
        ended=ended,
        people=_read_people(raw),
        facts=facts,
        answers=tuple(one for key, one in answers.items() if key in visible),
        photos=tuple(one for one in photos if one.item in visible),
        findings=_read_findings(raw.get("findings", []), checklists, answers, visible),
        ink=_read_ink(officer.get("ink")),
        refused=read_text(officer.get("refused", ""), "accompanying"),
        lacking=tuple(one for one in lacking if not one.blocks),
        left_out=tuple(key for key in answers if key not in visible),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError("{file} is too large to be a visit.", file=path)
        raw = json.loads(path.read_bytes(), parse_constant=_no_constant)
    except OSError as error:
        raise UserError(
            "{file} cannot be read; check its name and place.", file=path
        ) from error
    except (ValueError, RecursionError) as error:
        raise UserError(
            "{file} is no JSON text; look at the end of the last line you changed.",
            file=path,
        ) from error
    if not isinstance(raw, dict):
        raise UserError(
            "{file} holds no visit; see “zoucha inspect --help”.", file=path
        )
    return raw


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _refuse_unknown(where: str, raw: Mapping[str, Any], known: frozenset[str]) -> None:
    for name in raw.keys() - known:
        raise UserError(
            "{where}“{name}” is unknown here; it takes {names}.",
            where=f"{where}: " if where else "",
            name=name,
            names=", ".join(sorted(known)),
        )


def _mapping(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key, {})
    if not isinstance(value, dict):
        raise UserError("{where}: names with their values are expected.", where=key)
    return value


def _choice(kinds: Any, raw: object, where: str) -> Any:  # noqa: ANN401 - any StrEnum
    try:
        return kinds(raw)
    except ValueError:
        raise UserError(
            "{where}: “{value}” is unknown; it takes {values}.",
            where=where,
            value=raw,
            values=", ".join(kinds),
        ) from None


def _read_facts(raw: object, checklists: Sequence[Checklist]) -> dict[str, bool]:
    known = frozenset(fact.key for one in checklists for fact in one.facts)
    if not isinstance(raw, dict) or not all(type(one) is bool for one in raw.values()):
        raise UserError("facts: each is true or false.")
    _refuse_unknown("facts", raw, known)
    return raw


def _accompanying(raw: Mapping[str, Any]) -> dict[str, Any]:
    officer = _mapping(raw, "people").get("accompanying") or {}
    return officer if isinstance(officer, dict) else {"name": officer}


def _read_people(raw: Mapping[str, Any]) -> tuple[Participant, ...]:
    people = _mapping(raw, "people")
    _refuse_unknown("people", people, frozenset({"inspector", "accompanying"}))
    return tuple(
        _read_person(role, people[role])
        for role in (Role.INSPECTOR, Role.ACCOMPANYING)
        if people.get(role)
    )


def _read_person(role: Role, raw: object) -> Participant:
    fields = raw if isinstance(raw, dict) else {"name": raw}
    _refuse_unknown(role, fields, _PERSON_FIELDS)
    name = read_text(fields.get("name"), role).strip()
    if not name:
        raise UserError("{where}: the name is missing.", where=role)
    return Participant(
        role=role,
        name=name,
        title=read_text(fields.get("title", ""), role),
        unit=read_text(fields.get("unit", ""), role),
    )


def _read_ink(raw: object) -> Ink | None:
    if raw is None:
        return None
    try:
        strokes = tuple(
            tuple((float(x), float(y)) for x, y in stroke)
            for stroke in raw  # type: ignore[attr-defined]
        )
        return Ink(strokes=strokes)
    except (TypeError, ValueError):
        raise UserError(
            "accompanying: ink is a list of strokes, each a list of points "
            "[x, y] from 0 to 1."
        ) from None


def _read_photos(item: str, raw: object, folder: Path) -> list[TakenPhoto]:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise UserError("{item}: photos are a list of file names.", item=item)
    return [_read_photo(item, folder / name) for name in raw]


def _read_photo(item: str, path: Path) -> TakenPhoto:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            "{item}: the photo {file} cannot be read; check its name and place.",
            item=item,
            file=path,
        ) from error
    return TakenPhoto(item=item, file=take_in(data, path.name), data=data)


def _refuse_incomplete(path: Path, lacking: Sequence[Missing]) -> None:
    unanswered = [one.item for one in lacking if one.lack is Lack.ANSWER]
    if unanswered:
        raise UserError(
            "{file}: {count} required items are not answered: {items}.",
            file=path,
            count=len(unanswered),
            items=", ".join(unanswered),
        )
    forbidden = [one.item for one in lacking if one.lack is Lack.FORBIDDEN_PHOTO]
    if forbidden:
        raise UserError(
            "{items}: no photo may be taken here, because personal data would be in "
            "the picture; describe it in words.",
            items=", ".join(forbidden),
        )


def _read_findings(
    raw: object,
    checklists: Sequence[Checklist],
    answers: Mapping[str, Answer],
    visible: frozenset[str],
) -> tuple[NewFinding, ...]:
    if not isinstance(raw, list):
        raise UserError("findings: a list is expected.")
    told = [_read_finding(number, one, checklists) for number, one in enumerate(raw, 1)]
    told_of = {one.item for one in told}
    for checklist in checklists:
        for item in checklist.items():
            answer = answers.get(item.key)
            if item.key in told_of or item.key not in visible or answer is None:
                continue
            # Whatever does not conform is a finding, told or not; what conforms
            # partly is one only if the inspector says so.
            if judge(checklist, item, answer).verdict is Verdict.NONCONFORM:
                text = answer.note or item.text["zh-TW"]
                told.append(NewFinding(item=item.key, text=text))
    return tuple(told)


def _read_finding(
    number: int, raw: object, checklists: Sequence[Checklist]
) -> NewFinding:
    where = f"findings[{number}]"
    if not isinstance(raw, dict):
        raise UserError("{where}: names with their values are expected.", where=where)
    _refuse_unknown(where, raw, _FINDING_FIELDS)
    item = raw.get("item")
    if item is not None:
        checklist_of(checklists, item)
    text = read_text(raw.get("text"), f"{where}.text")
    if not text.strip():
        raise UserError("{where}: say what falls short.", where=where)
    return NewFinding(
        item=item,
        text=text,
        due=read_day(raw["due"], f"{where}.due") if raw.get("due") else None,
        severity=_choice(Severity, raw.get("severity", "minor"), f"{where}.severity"),
        responsible_unit=read_text(raw.get("responsible_unit", ""), where),
        recommendation=read_text(raw.get("recommendation", ""), where),
        corrected_on_site=raw.get("corrected_on_site") is True,
    )
