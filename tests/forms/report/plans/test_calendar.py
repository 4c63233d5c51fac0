"""Obligations as a calendar, taken apart by a second reading of RFC 5545."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.plan.obligations import Obligation, State, obligations
from forms.report.plans.calendar import as_calendar
from tests.forms.report.plans import make

NOW = datetime(2026, 11, 20, 14, 52, 7, tzinfo=timezone(timedelta(hours=8)))
Event = dict[str, str]


def owed(on: str) -> tuple[Obligation, ...]:
    units = {one.key: one.owners for one in make.SMALL.items if one.owners}
    return obligations(make.SMALL, date.fromisoformat(on), units=units)


def unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def events(data: bytes) -> list[Event]:
    lines = unfolded(data)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[Event] = []
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = plain(value)
    return found


def calendar(*duties: Obligation, **plan: object) -> bytes:
    changed = replace(make.SMALL, **plan)  # type: ignore[arg-type]
    return as_calendar(changed, duties, make.CHINESE, NOW)


def test_what_is_due_stands_on_its_last_day() -> None:
    (event,) = events(calendar(*owed("2026-11-20")))
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert event["DTSTAMP"] == "20261120T065207Z"
    assert event["SUMMARY"] == "期限：秘書室　一、(二)　辦理電話禮貌測試。"
    assert "每年二~三次" in event["DESCRIPTION"].splitlines()[1]


def test_what_is_overdue_says_so() -> None:
    (event,) = events(calendar(*owed("2027-01-01")))
    assert event["SUMMARY"].startswith("逾期：")


@pytest.mark.parametrize("state", set(State) - {State.DUE, State.OVERDUE})
def test_what_nobody_has_to_do_is_left_out(state: State) -> None:
    duties = [replace(one, state=state) for one in owed("2026-11-20")]
    assert events(calendar(*duties)) == []


def test_a_duty_keeps_its_name_whatever_becomes_of_it() -> None:
    before = events(calendar(*owed("2026-11-20")))
    after = events(calendar(*owed("2027-01-01"), version="3"))
    assert before[0]["UID"] == after[0]["UID"]


def test_no_two_duties_share_a_name() -> None:
    (due,) = (one for one in owed("2026-11-20") if one.state is State.DUE)
    later = replace(due.window, start=date(2027, 1, 1), due=date(2027, 12, 31))
    duties = [due, replace(due, unit="推廣課"), replace(due, window=later)]
    assert len({event["UID"] for event in events(calendar(*duties))}) == 3


@given(st.text(max_size=300))
def test_any_text_comes_through_in_lines_of_75_bytes(text: str) -> None:
    (due,) = (one for one in owed("2026-11-20") if one.state is State.DUE)
    (event,) = events(calendar(replace(due, unit=text)))
    letters = re.sub(r"\W", "", text)
    assert letters in re.sub(r"\W", "", event["SUMMARY"])


def test_marks_with_a_meaning_are_escaped() -> None:
    (due,) = (one for one in owed("2026-11-20") if one.state is State.DUE)
    data = calendar(replace(due, unit="a;b,c\\d\ne:f"))
    assert r"a\;b\,c\\d\ne:f" in "".join(unfolded(data))
    assert "a;b,c\\d\ne:f" in events(data)[0]["SUMMARY"]


def test_the_moment_is_told_in_universal_time() -> None:
    duties = owed("2026-11-20")
    there = as_calendar(make.SMALL, duties, make.CHINESE, NOW)
    assert as_calendar(make.SMALL, duties, make.CHINESE, NOW.astimezone(UTC)) == there
