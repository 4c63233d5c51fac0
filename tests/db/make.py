"""What the tests of the store are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from db.keys import Cost
from db.new_profile import create
from db.people import Post
from db.store import Store
from forms.checklist.model import (
    AnswerKind,
    Checklist,
    Grade,
    InspectionKind,
    Item,
    Level,
    Section,
    Trace,
    Verdict,
)
from forms.inspection import (
    Answer,
    Capture,
    ChecklistUse,
    Coaching,
    Finding,
    Inspection,
    Participant,
    Photo,
    Role,
)
from forms.sealed import FORMAT, ScoreSummary, SealedInspection
from forms.signing.chain import Demand, Link

PASSPHRASE: Final = "燈塔 碼頭 候船室 服務檯 guests"  # noqa: S105 - opens nothing but tests
CHEAP: Final = Cost(memory=8, passes=1, lanes=1)
"""Not worth a guesser's while, and not worth a test's second either."""

START: Final = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)


class Clock:
    """A clock that moves when it is told to, and a little whenever it is read."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def move(self, **by: int) -> None:
        self.moment += timedelta(**by)


def new_profile(folder: Path, clock: Clock | None = None) -> tuple[Store, str]:
    """A profile unlike any other, and its recovery code."""
    return create(
        folder,
        agency="交通部航港局",
        name="王小明",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        now=clock or Clock(),
        cost=CHEAP,
    )


def profile(folder: Path, clock: Clock | None = None) -> tuple[Store, str]:
    """A copy of one empty profile, and its recovery code.

    Making a profile waits for the drive a dozen times, copying one never.
    """
    files, code = _empty_profile()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return opened(folder, clock=clock), code


@cache
def _empty_profile() -> tuple[dict[str, bytes], str]:
    with TemporaryDirectory() as place:
        folder = Path(place) / "profile"
        store, code = new_profile(folder)
        store.close()
        return {
            name: (folder / name).read_bytes()
            for name in ("zoucha.db", "evidence.db", "keys.json")
        }, code


def opened(folder: Path, secret: str = PASSPHRASE, clock: Clock | None = None) -> Store:
    return Store.open(folder, secret, now=clock or Clock(), cost=CHEAP)


def checklist(version: int = 1, **changes: Any) -> Checklist:
    items = tuple(
        Item(
            key=f"EN{number:02}",
            text={"zh-TW": "地面整潔", "en": "The floor is clean"},
            kind=AnswerKind.LEVEL,
            scale="three",
            traces=(Trace(plan="mpb-109", item="1-3-1", citation="航一(三)1"),),
        )
        for number in range(1, 4)
    )
    plain: dict[str, Any] = {
        "code": "EN",
        "version": version,
        "title": {"zh-TW": "洽公環境", "en": "Environment"},
        "intro": {"zh-TW": "走一圈", "en": "Walk round once"},
        "kinds": (InspectionKind.ROUTINE,),
        "scales": {
            "three": (
                Level(
                    key="good",
                    label={"zh-TW": "符合"},
                    share="1",
                    verdict=Verdict.CONFORM,
                ),
                Level(
                    key="bad",
                    label={"zh-TW": "不符合"},
                    share="0",
                    verdict=Verdict.NONCONFORM,
                ),
            )
        },
        "grades": (Grade(key="a", label={"zh-TW": "甲等"}, at_least="0"),),
        "law_version": "2026-01-01",
        "sections": (Section(key="main", title={"zh-TW": "環境"}, items=items),),
    }
    return Checklist(**{**plain, **changes})


def visit(store: Store, **changes: Any) -> Inspection:
    """A draft that has begun, in the store."""
    made_with = checklist()
    store.checklists.add(made_with)
    plain: dict[str, Any] = {
        "id": store.ids.new(),
        "kind": InspectionKind.ROUTINE,
        "unit": "北部航務中心",
        "place": "服務檯",
        "started": START,
        "people": (Participant(role=Role.INSPECTOR, name="王小明"),),
        "checklists": (
            ChecklistUse(
                code=made_with.code,
                version=made_with.version,
                sha256=made_with.sha256,
            ),
        ),
    }
    inspection = Inspection(**{**plain, **changes})
    store.inspections.start(inspection)
    return inspection


def answer(**changes: Any) -> Answer:
    return Answer(**{"item": "EN01", "value": "good", "at": START, **changes})


def finding(store: Store, **changes: Any) -> Finding:
    plain: dict[str, Any] = {"id": store.ids.new(), "number": 1, "text": "地面積水"}
    return Finding(**{**plain, **changes})


def coaching(store: Store, **changes: Any) -> Coaching:
    plain: dict[str, Any] = {
        "id": store.ids.new(),
        "at": START,
        "topic": "安全門",
        "text": "安全門前應隨時淨空",
        "given_to": "科長",
    }
    return Coaching(**{**plain, **changes})


def capture(store: Store, **changes: Any) -> Capture:
    plain: dict[str, Any] = {"id": store.ids.new(), "at": START, "text": "招牌脫落"}
    return Capture(**{**plain, **changes})


def photo(store: Store, sha256: str, **changes: Any) -> Photo:
    plain: dict[str, Any] = {
        "id": store.ids.new(),
        "sha256": sha256,
        "media_type": "image/jpeg",
        "width": 4000,
        "height": 3000,
    }
    return Photo(**{**plain, **changes})


def sealed(store: Store, inspection: Inspection, number: str) -> SealedInspection:
    """What would be signed of the visit."""
    return SealedInspection(
        number=number,
        format=FORMAT,
        agency="交通部航港局",
        inspection=replace(inspection, number=number),
        checklists=store.checklists.of_inspection(inspection.id),
        answers=tuple(store.answers.of(inspection.id)),
        findings=tuple(store.findings.of(inspection.id)),
        photos=tuple(store.photos.of(inspection.id)),
        coaching=tuple(store.coaching.of(inspection.id)),
        score=ScoreSummary(percent="100.0", grade="a", earned="3", possible="3"),
        chain=(
            Link(
                field="inspector",
                role="inspector",
                name="王小明",
                demand=Demand.REQUIRED,
            ),
        ),
        inspector_certificate="0" * 64,
        journal=store.journal.head(),
        sealed_at=START,
        language="zh-TW",
        program="0.1.0",
    )
