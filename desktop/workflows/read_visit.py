"""A visit out of a JSON file, checked whole before anything is kept.

The file is ``{"people": {"inspector": …, "accompanying": …}, "started": ISO,
"answers": {item: {"value", "note", "attached", "rows", "photos"}}, "findings":
[{"item", "text", "due", …}]}``; a person is a name or ``{"name", "title", "unit"}``.
It may also hold ``ended``, ``kind``, ``place``, ``plan``, ``facts``, and, of the
accompanying officer, ``ink`` (strokes) or ``refused`` (the reason).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from desktop.workflows.read_file import read_file, read_json
from forms.checklist.answering import checklist_of, read_answer
from forms.checklist.completeness import Lack, Missing, missing
from forms.checklist.judging import judge, shown
from forms.checklist.model import Checklist, InspectionKind, Verdict
from forms.checklist.reading import (
    brief,
    read_day,
    read_line,
    read_moment,
    read_name,
    read_text,
)
from forms.errors import UserError
from forms.inspection import Answer, Participant, Role, Severity
from forms.photo import PhotoFile, take_in
from forms.roc import roc_year
from forms.signing.ink import Ink

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES: Final = 20 << 20
_MOST_PHOTO_BYTES: Final = 64 << 20
_MOST_FINDINGS: Final = 500
_FIRST_YEAR: Final = 90
"""Of the Republic; nobody enters a visit that is older."""

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
_PERSON_FIELDS: Final = {
    Role.INSPECTOR: frozenset(["name", "title", "unit"]),
    Role.ACCOMPANYING: frozenset(["name", "title", "unit", "ink", "refused"]),
}


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
    kind = _kind(raw.get("kind", "unannounced"))
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
    started, ended = _read_time(raw, now)
    people = _mapping(raw, "people")
    ink, refused = _read_consent(people.get("accompanying"))
    return Visit(
        kind=kind,
        place=read_line(raw.get("place", ""), "place"),
        plan=None if raw.get("plan") is None else read_line(raw["plan"], "plan"),
        started=started,
        ended=ended,
        people=_read_people(people),
        facts=facts,
        answers=tuple(one for key, one in answers.items() if key in visible),
        photos=tuple(one for one in photos if one.item in visible),
        findings=_read_findings(
            raw.get("findings", []), checklists, answers, visible, started.date()
        ),
        ink=ink,
        refused=refused,
        lacking=tuple(one for one in lacking if not one.blocks),
        left_out=tuple(key for key in answers if key not in visible),
    )


def _read(path: Path) -> dict[str, Any]:
    raw = read_json(path, most=_MOST_BYTES)
    if not isinstance(raw, dict):
        raise UserError(
            "{file} holds no visit; see “zoucha inspect --help”.", file=path
        )
    return raw


def _read_time(raw: Mapping[str, Any], now: datetime) -> tuple[datetime, datetime]:
    """When the visit started and ended."""
    started = read_moment(raw.get("started"), "started")
    ended = now if raw.get("ended") is None else read_moment(raw["ended"], "ended")
    for where, moment in (("started", started), ("ended", ended)):
        if roc_year(moment) < _FIRST_YEAR or moment > now + timedelta(days=1):
            raise UserError(
                "{where}: {moment} is no likely time for a visit; correct it, or the "
                "clock of this computer.",
                where=where,
                moment=moment.isoformat(),
            )
    if ended < started:
        raise UserError("The visit ends before it starts; correct “started”.")
    return started, ended


def _refuse_unknown(where: str, raw: Mapping[str, Any], known: frozenset[str]) -> None:
    for name in raw:
        if name not in known:
            raise UserError(
                "{where}“{name}” is unknown here; it takes {names}.",
                where=f"{where}: " if where else "",
                name=brief(name),
                names=", ".join(sorted(known)),
            )


def _mapping(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key, {})
    if not isinstance(value, dict):
        raise UserError("{where}: names with their values are expected.", where=key)
    return value


def _kind(raw: object) -> InspectionKind:
    kind: InspectionKind = _choice(InspectionKind, raw, "kind")
    if kind is InspectionKind.PHONE_TEST:
        raise UserError(
            "kind: a round of telephone tests has no checklist and comes from no file; "
            "plan it in the window, or use “zoucha phone”."
        )
    return kind


def _choice(kinds: Any, raw: object, where: str) -> Any:  # noqa: ANN401 - any StrEnum
    try:
        return kinds(raw)
    except ValueError:
        raise UserError(
            "{where}: “{value}” is unknown; it takes {values}.",
            where=where,
            value=brief(raw),
            values=", ".join(kinds),
        ) from None


def _read_facts(raw: object, checklists: Sequence[Checklist]) -> dict[str, bool]:
    known = frozenset(fact.key for one in checklists for fact in one.facts)
    if not isinstance(raw, dict) or not all(type(one) is bool for one in raw.values()):
        raise UserError("facts: each is true or false.")
    for name in raw if not known else ():
        raise UserError(
            "facts: “{name}” is unknown here; these checklists ask for no facts.",
            name=brief(name),
        )
    _refuse_unknown("facts", raw, known)
    return raw


def _read_people(people: Mapping[str, Any]) -> tuple[Participant, ...]:
    _refuse_unknown("people", people, frozenset(_PERSON_FIELDS))
    return tuple(
        _read_person(role, people[role])
        for role in _PERSON_FIELDS
        if people.get(role) not in (None, "")
    )


def _read_person(role: Role, raw: object) -> Participant:
    fields = raw if isinstance(raw, dict) else {"name": raw}
    _refuse_unknown(role, fields, _PERSON_FIELDS[role])
    return Participant(
        role=role,
        name=read_name(fields.get("name", ""), role),
        title=read_line(fields.get("title", ""), role),
        unit=read_line(fields.get("unit", ""), role),
    )


def _read_consent(officer: object) -> tuple[Ink | None, str]:
    """What the accompanying officer drew, or why he refused to sign."""
    fields = officer if isinstance(officer, dict) else {}
    ink = _read_ink(fields.get("ink"))
    if fields.get("refused") is None:
        return ink, ""
    refused = read_text(fields["refused"], Role.ACCOMPANYING).strip()
    if not refused:
        raise UserError(
            "accompanying: write why the signature was refused, or leave “refused” out."
        )
    if ink is not None:
        raise UserError(
            "accompanying: somebody either signs or refuses to; leave out “ink” or "
            "“refused”."
        )
    return None, refused


def _read_ink(raw: object) -> Ink | None:
    if raw is None:
        return None
    try:
        strokes = tuple(
            tuple((float(x), float(y)) for x, y in stroke)
            for stroke in raw  # type: ignore[attr-defined]
        )
        return Ink(strokes=strokes)
    except (TypeError, ValueError, OverflowError):
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
        data = read_file(path, most=_MOST_PHOTO_BYTES)
        file = take_in(data, path.name)
    except UserError as error:
        raise UserError("{item}: {reason}", item=item, reason=error) from error
    return TakenPhoto(item=item, file=file, data=data)


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
    day: date,
) -> tuple[NewFinding, ...]:
    if not isinstance(raw, list) or len(raw) > _MOST_FINDINGS:
        raise UserError(
            "findings: a list of at most {most} is expected.", most=_MOST_FINDINGS
        )
    told = [
        _read_finding(f"findings[{number}]", one, checklists, day)
        for number, one in enumerate(raw, start=1)
    ]
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
    where: str, raw: object, checklists: Sequence[Checklist], day: date
) -> NewFinding:
    if not isinstance(raw, dict):
        raise UserError("{where}: names with their values are expected.", where=where)
    _refuse_unknown(where, raw, _FINDING_FIELDS)
    item = raw.get("item")
    if item is not None:
        checklist_of(checklists, item)
    text = read_text(raw.get("text", ""), f"{where}.text")
    if not text.strip():
        raise UserError("{where}: say what falls short.", where=where)
    due = None if raw.get("due") is None else read_day(raw["due"], f"{where}.due")
    if due is not None and due < day:
        raise UserError(
            "{where}: {due} is before the visit; choose a later day.",
            where=f"{where}.due",
            due=due,
        )
    on_site = raw.get("corrected_on_site", False)
    if not isinstance(on_site, bool):
        raise UserError(
            "{where}: it is true or false, without quotation marks.",
            where=f"{where}.corrected_on_site",
        )
    return NewFinding(
        item=item,
        text=text,
        due=due,
        severity=_choice(Severity, raw.get("severity", "minor"), f"{where}.severity"),
        responsible_unit=read_line(
            raw.get("responsible_unit", ""), f"{where}.responsible_unit"
        ),
        recommendation=read_text(
            raw.get("recommendation", ""), f"{where}.recommendation"
        ),
        corrected_on_site=on_site,
    )
