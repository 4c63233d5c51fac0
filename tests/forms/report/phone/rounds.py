"""Rounds to report on: made from a number, with whatever can happen in calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Final

from forms.checklist.model import InspectionKind
from forms.inspection import Finding, Severity
from forms.phone.call import (
    Call,
    CallEvent,
    CallSheet,
    Correction,
    EventKind,
    Message,
)
from forms.phone.frame import Line
from forms.phone.library import built_in
from forms.phone.marking import way_of
from forms.phone.record import (
    CallRecord,
    EarlierRound,
    PhoneRecord,
    Total,
    record_of,
    totals_of,
)
from forms.phone.round import (
    Draw,
    HotlineTest,
    Promise,
    Round,
    RoundDefinition,
    RoundTester,
    Route,
    ScaleUse,
)
from forms.phone.sampling import draw, drawn_order
from forms.phone.scale import Interval, PartKey
from forms.phone.timetable import TAIPEI, Timetable
from tests.forms.report import sample

if TYPE_CHECKING:
    from forms.phone.scale import Scale
    from forms.sealed import SealedInspection

UNITS: Final = ("秘書室", "漁業行政科", "海洋事務科", "漁港管理科")
SEED: Final = "115-1-7f3a"
QUESTION: Final = "漁船船員手冊換發要帶什麼證件？"
TESTERS: Final = (
    RoundTester(key="lin", name="林怡君", unit="人事室"),
    RoundTester(key="chen", name="陳𡍼", unit="會計室"),
)
ANSWERED_BY: Final = "王大明先生"
CALLER: Final = "李小姐"

_VOICE: Final = (EventKind.VOICE, EventKind.GUIDE, EventKind.OPERATOR)


def frame(units: int, extensions: int) -> tuple[Line, ...]:
    """Extensions of so many units, named like real ones."""
    names = [*UNITS, *(f"第{number}分駐辦公室" for number in range(5, units + 1))]
    return tuple(
        Line(unit=unit, extension=f"{3000 + 100 * place + number}")
        for place, unit in enumerate(names[:units])
        for number in range(extensions)
    )


def record(
    units: int = 4,
    per_unit: int = 3,
    *,
    extensions: int = 6,
    number: int = 1,
    scale: Scale | None = None,
    ranked: bool = True,
    earlier: bool = True,
    hotline: bool = True,
) -> PhoneRecord:
    """A round; another number is another course of it."""
    scale = scale or built_in("phone-courtesy")
    random = Random(number)  # noqa: S311 - for a test to be repeated
    lines = frame(units, extensions)
    timetable = Timetable(first=date(2026, 11, 23), last=date(2026, 12, 4))
    drawn = draw(lines, seed=SEED, per_unit=per_unit, timetable=timetable)
    definition = RoundDefinition(
        title="115年第2次電話禮貌測試",
        timetable=timetable,
        scale=ScaleUse(code=scale.code, version=scale.version, sha256=scale.sha256),
        per_unit=per_unit,
        frame=lines,
        testers=TESTERS,
        ranked=ranked,
        hotlines=(
            HotlineTest(
                name="118 海巡服務專線",
                number="118",
                promise=Promise.ALWAYS,
                unit=UNITS[0],
            ),
        )
        if hotline
        else (),
    )
    planned = [
        Call(
            id=f"call-{one.order}",
            round="round",
            order=one.order,
            unit=one.unit,
            extension=one.extension,
            at=one.at,
            tester=random.choice(TESTERS).key,
            route=random.choice(list(Route)),
            question=QUESTION,
        )
        for one in drawn.calls
    ]
    if hotline:
        planned.append(
            Call(
                id="call-hotline",
                round="round",
                order=len(planned) + 1,
                unit=UNITS[0],
                extension="118",
                at=datetime(2026, 11, 24, 22, 10, tzinfo=TAIPEI),
                tester="lin",
                route=Route.DIRECT,
                hotline="118 海巡服務專線",
                in_hours=False,
            )
        )
    calls: list[CallRecord] = []
    for place, call in enumerate(planned):
        if place == 1 and extensions > per_unit:
            gone = replace(call, withdrawn="分機已拆除")
            calls.append(record_of(scale, gone, (), CallSheet()))
            others = drawn_order(lines, seed=SEED, unit=call.unit)[per_unit:]
            call = replace(
                call,
                id="stand-in",
                extension=others[0].extension,
                stands_in_for=call.id,
            )
        calls.append(_made(scale, call, random))
    totals = totals_of(calls)
    before = tuple(
        Total(
            unit=one.unit,
            calls=3,
            total=(one.total / one.calls * 3 - Decimal("4.5")).quantize(
                Decimal("0.01")
            ),
        )
        for one in totals
        if one.unit != UNITS[1]
    )
    return PhoneRecord(
        round=Round(
            inspection="round",
            definition=definition,
            draw=Draw(
                seed=SEED,
                frame_sha256=drawn.frame_sha256,
                at=datetime(2026, 11, 20, 10, 5, tzinfo=TAIPEI),
            ),
        ),
        scale=scale,
        calls=tuple(calls),
        totals=totals,
        earlier=EarlierRound(
            number="115-K7-0009",
            title="115年第1次電話禮貌測試",
            on=date(2026, 5, 11),
            totals=before,
        )
        if earlier and totals
        else None,
    )


def sealed(phone: PhoneRecord, language: str = "zh-TW") -> SealedInspection:
    """The visit that the round is sealed as."""
    visit = sample.sealed((sample.checklist("EN"),), findings=False, language=language)
    made = [event.at for one in phone.calls for event in one.events]
    return replace(
        visit,
        agency="高雄市政府海洋局",
        inspection=replace(
            visit.inspection,
            kind=InspectionKind.PHONE_TEST,
            unit="高雄市政府海洋局",
            place=phone.round.definition.title,
            checklists=(),
            started=min(made),
            ended=max(made),
        ),
        checklists=(),
        answers=(),
        findings=(
            Finding(
                id="finding-1",
                number=1,
                item="improvement-report",
                text="電話禮貌測試平均 84.82 分，未滿 90 分，應提改善報告。",
                severity=Severity.MINOR,
                responsible_unit=UNITS[1],
                due=date(2026, 12, 18),
            ),
        ),
        phone=phone,
    )


def _made(scale: Scale, call: Call, random: Random) -> CallRecord:
    events = tuple(_events(call, random))
    finished = replace(call, finished=events[-1].at)
    sheet = _sheet(scale, finished, events, random)
    return record_of(scale, finished, events, sheet)


def _events(call: Call, random: Random) -> list[CallEvent]:
    kinds = [EventKind.DIAL]
    ending = random.choices(
        (EventKind.END, EventKind.NO_ANSWER, EventKind.BUSY), (12, 1, 1)
    )[0]
    if call.route is Route.VOICE:
        kinds += [*_VOICE, EventKind.TRANSFERRED]
    if call.route is Route.OPERATOR:
        kinds += [EventKind.OPERATOR, EventKind.TRANSFERRED]
    if ending is EventKind.END:
        kinds.append(EventKind.UNIT)
    kinds.append(ending)
    assert call.at
    clock = Decimal(random.randint(0, 9_999_999)).scaleb(-3)
    events = []
    for seq, kind in enumerate(kinds, start=1):
        events.append(
            CallEvent(
                seq=seq,
                kind=kind,
                at=call.at + timedelta(minutes=1, seconds=9 * seq),
                clock=clock,
                run="run",
            )
        )
        clock += Decimal(random.randint(800, 14_000)).scaleb(-3)
    return events


def _sheet(
    scale: Scale, call: Call, events: tuple[CallEvent, ...], random: Random
) -> CallSheet:
    answers: dict[str, str] = {}
    empty = CallSheet()
    for part in scale.parts:
        for section in part.sections:
            if section.key == "content" and random.random() < 0.1:
                answers[section.key] = str(random.randint(0, int(section.points)))
                continue
            for item in section.items_of(way_of(section, call, events, empty)):
                if item.may_not_arise and random.random() < 0.5:
                    answers[item.key] = "na"
                elif random.random() < 0.08:
                    answers[item.key] = "0.25"
                elif not item.timed or random.random() < 0.2:
                    weights = (9, 2, 1, 1, 1)[: len(item.levels)]
                    answers[item.key] = random.choices(item.levels, weights)[0].key
    zero = None
    if events[-1].kind is EventKind.NO_ANSWER:
        zero = "unit-unanswered"
    elif random.random() < 0.04:
        zero = "hung-up"
    chance = random.random()
    return CallSheet(
        answers=answers,
        bonuses=("more-help",) if chance < 0.2 else (),
        deductions=("side-talk", "surname-not-asked") if chance > 0.8 else (),
        zero=zero,
        parts=(PartKey.UNIT,) if zero == "unit-unanswered" else None,
        corrections={
            Interval.UNIT_ANSWER: Correction(
                at=call.at or events[0].at, rings=3, reason="按鍵晚了一聲"
            )
        }
        if 0.4 < chance < 0.5
        else {},
        answered_by=ANSWERED_BY,
        remarks="語氣平淡，未請教來電者姓氏。" if chance < 0.4 else "",
        strengths="主動提供承辦人分機。" if chance > 0.7 else "",
        message=Message(name=CALLER, gist="請回電") if 0.5 < chance < 0.6 else None,
    )
