"""Profiles in the middle of a day's work, for tests and pictures of the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from db.store import Store
from desktop.workflows.captures import capture
from desktop.workflows.demo_pictures import counter_without_deputy, sign_without_english
from desktop.workflows.demo_visit import PLAN
from desktop.workflows.filling import Filling
from desktop.workflows.start_inspection import plan_for, start_inspection
from forms.checklist.library import built_in
from forms.checklist.model import AnswerKind, InspectionKind
from forms.directory.library import built_in_directory
from forms.directory.model import Extension, FormerName, Person
from forms.inspection import Answer, Participant, Role, Sample, Severity
from forms.plan.library import built_in_plan
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from forms.checklist.model import Checklist, Item
    from forms.directory.model import Directory
    from forms.inspection import Inspection

INSPECTOR: Final = Participant(
    role=Role.INSPECTOR, name="王堃霖", title="專員", unit="秘書室"
)


def opened(folder: Path, now: datetime = NOW) -> Store:
    return Store.open(folder, PASSPHRASE, now=lambda: now, cost=CHEAP)


def directory() -> Directory:
    """The bureau's, with a few people and numbers of its own."""
    plain = built_in_directory("maritime-port-bureau")
    units = tuple(
        replace(unit, former_names=(FormerName(name="基隆港務局航政組"),))
        if unit.id == "mpb-north"
        else unit
        for unit in plain.units
    )
    return replace(
        plain,
        units=units,
        people=(
            Person(id="p1", name="林雅婷", titles=("科長",), unit="mpb-north"),
            Person(id="p2", name="陳冠廷", titles=("技正",), unit="mpb-central"),
            Person(id="p3", name="張峯銘", titles=("專員",), unit="mpb-secretariat"),
        ),
        extensions=(
            Extension(unit="mpb-north", number="2101", label="船員業務"),
            Extension(unit="mpb-north", number="2102", label="船舶登記", person="p1"),
        ),
    )


def visit(
    store: Store,
    *codes: str,
    unit: str = "北部航務中心",
    kind: InspectionKind = InspectionKind.UNANNOUNCED,
    now: datetime = NOW,
    ago: timedelta = timedelta(minutes=64),
    answered: int = 0,
) -> Inspection:
    """A draft whose first items are answered."""
    checklists = [built_in(code) for code in codes or ("EN", "SI")]
    started = now - ago
    made = start_inspection(
        store,
        kind=kind,
        unit=unit,
        place=f"{unit}服務櫃檯",
        started=started,
        checklists=checklists,
        people=(
            INSPECTOR,
            Participant(role=Role.ACCOMPANYING, name="林雅婷", title="科長", unit=unit),
        ),
        plan=plan_for(built_in_plan(PLAN), started.date()),
    )
    answer(store, made, checklists, answered, now)
    return made


def answer(
    store: Store,
    made: Inspection,
    checklists: Sequence[Checklist],
    count: int,
    now: datetime,
) -> None:
    items = [(one, item) for one in checklists for item in one.items()]
    with store.writing():
        for number, (checklist, item) in enumerate(items[:count]):
            store.answers.save(made.id, _answer(checklist, item, number, now))


def _answer(checklist: Checklist, item: Item, number: int, now: datetime) -> Answer:
    at = now - timedelta(minutes=64 - number)
    if item.kind is AnswerKind.LEVEL:
        levels = checklist.levels(item)
        level = levels[0 if number % 6 else len(levels) - 1]
        return Answer(item=item.key, value=level.key, note="已告知現場主管。", at=at)
    if item.kind is AnswerKind.SAMPLE:
        return Answer(item=item.key, sample=Sample(n=10, m=9), at=at)
    if item.kind is AnswerKind.YES_NO:
        return Answer(item=item.key, value="yes", at=at)
    return Answer(item=item.key, value="na", at=at)


def ordinary(store: Store, now: datetime = NOW) -> None:
    """A directory, two drafts, findings with a photo, as on any afternoon."""
    store.directory.save(directory())
    first = filling(store, visit(store, now=now, answered=31), now)
    noted = first.add_finding("SI07", "服務檯未標示代理人姓名")
    first.save_finding(
        replace(noted, severity=Severity.MAJOR, recommendation="補製職名牌。")
    )
    first.add_photo(
        "SI07",
        counter_without_deputy(Random(1)),  # noqa: S311 - the same picture every time
        "counter.jpg",
        "3號櫃檯職名牌",
        finding=noted.id,
    )
    capture(
        store,
        text="大門口飲水機漏水，地面濕滑",
        place="北部航務中心服務櫃檯",
        unit="北部航務中心",
        now=now,
        photos=[(sign_without_english(Random(2)), "door.jpg")],  # noqa: S311
    )
    visit(
        store,
        "MN",
        unit="中部航務中心",
        kind=InspectionKind.WALKAROUND,
        now=now,
        ago=timedelta(days=1, hours=3),
        answered=4,
    )


def filling(store: Store, made: Inspection, now: datetime = NOW) -> Filling:
    return Filling(store, made.id, lambda: now)
