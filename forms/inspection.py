"""A visit: who went where and when, with which checklists, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from forms.checklist.model import InspectionKind
from forms.plan.model import PlanReference


class InspectionState(StrEnum):
    """A visit is worked on until it is sealed; then nothing about it changes."""

    DRAFT = "draft"
    SEALED = "sealed"


class Role(StrEnum):
    """In which part somebody takes part in a visit or signs its report."""

    INSPECTOR = "inspector"  # 查核人員
    ACCOMPANYING = "accompanying"  # 會同人員（受查單位主管）
    CASE_OFFICER = "case-officer"  # 承辦人
    UNIT_HEAD = "unit-head"  # 單位主管
    CHIEF_SECRETARY = "chief-secretary"  # 主任秘書
    AGENCY_HEAD = "agency-head"  # 機關首長


class Severity(StrEnum):
    """How much a finding matters."""

    MINOR = "minor"  # 輕微
    MAJOR = "major"  # 主要
    CRITICAL = "critical"  # 重大


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part in a visit.

    Attributes:
        person: The id in the directory; ``None`` for somebody only named here.
    """

    role: Role
    name: str
    title: str = ""
    unit: str = ""
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistUse:
    """The exact version of a checklist that a visit is made with."""

    code: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One visit.

    Attributes:
        unit: The inspected unit's name, as it was called on the day.
        facts: What was settled about the place: fact key to true or false.
        file_number: 檔號; empty until the registry gives one.
        retention: 保存年限 as it is printed, such as ``5年``.
        number: ROC year, device code, running number; ``None`` while a draft.
        version: 1, or one more than the report that this one corrects.
        replaces: SHA-256 of the sealed content of the version corrected.
    """

    id: str
    kind: InspectionKind
    unit: str
    place: str
    started: datetime
    ended: datetime | None = None
    people: tuple[Participant, ...] = ()
    checklists: tuple[ChecklistUse, ...] = ()
    plan: PlanReference | None = None
    facts: dict[str, bool] = field(default_factory=dict)
    unit_id: str | None = None
    file_number: str = ""
    retention: str = ""
    state: InspectionState = InspectionState.DRAFT
    number: str | None = None
    version: int = 1
    replaces: str | None = None

    def person(self, role: Role) -> Participant | None:
        """The first who takes part in that role."""
        return next((one for one in self.people if one.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """抽查: of ``n`` looked at, ``m`` conformed; 0 ≤ m ≤ n."""

    n: int
    m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A wait that was timed; the seconds come from a clock that cannot jump."""

    started: datetime
    seconds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one item; at most one of value, sample, wait is given.

    Attributes:
        value: A level's or choice's key, ``yes``/``no``, ``na``, decimal text, an
            ISO date, ``HH:MM`` or free text, as the item's kind wants it.
        attached: Attached key to its value as text.
        rows: One mapping of column key to text for each counter, machine or case.
        at: When it was given; ``None`` where that is not known (read from a file).
    """

    item: str
    value: str | None = None
    sample: Sample | None = None
    wait: Wait | None = None
    attached: dict[str, str] = field(default_factory=dict)
    rows: tuple[dict[str, str], ...] = ()
    note: str = ""
    at: datetime | None = None

    @property
    def given(self) -> bool:
        """Whether there is an answer, and not only a note or an attached value."""
        return not (self.value is None and self.sample is None and self.wait is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture that was taken in.

    Attributes:
        sha256: Of the original's bytes, which are kept unchanged as evidence.
        item: The check item it belongs to; ``None`` for the visit as a whole.
        finding: The id of the finding it shows.
        marked: SHA-256 of the picture with arrows and words drawn on it, which is
            evidence too and is the one that is printed; ``None`` if nobody drew.
    """

    id: str
    sha256: str
    media_type: str
    width: int
    height: int
    item: str | None = None
    finding: str | None = None
    caption: str = ""
    marked: str | None = None

    @property
    def printed(self) -> str:
        """SHA-256 of the picture that a report shows."""
        return self.marked or self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """缺失: what falls short, who puts it right and until when.

    Attributes:
        number: 1, 2, 3 … within its visit.
        item: The check item that it falls short of; ``None`` for a free one.
        corrected_on_site: 當場改正: it is closed at once and still counted.
    """

    id: str
    number: int
    text: str
    item: str | None = None
    severity: Severity = Severity.MINOR
    responsible_unit: str = ""
    recommendation: str = ""
    due: date | None = None
    corrected_on_site: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coaching:
    """當場輔導: advice that was given on the spot.

    Attributes:
        topic: What it was about.
        given_to: The title of who received it; a name has no place here.
    """

    id: str
    at: datetime
    topic: str
    text: str
    given_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Something noticed while walking about, before there is a visit to put it in.

    Attributes:
        photos: They belong to no item and no finding yet.
    """

    id: str
    at: datetime
    text: str
    place: str = ""
    unit: str = ""
    photos: tuple[Photo, ...] = ()
