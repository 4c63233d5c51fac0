from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import UserError
from forms.phone.frame import Line, frame_sha256
from forms.phone.sampling import draw, drawn_order, drawn_times, stand_in
from forms.phone.timetable import ALL_DAY, OFFICE_HOURS, Days, Timetable, Window
from forms.working_days import WorkCalendar

MONDAY = date(2026, 11, 23)
GOLDEN = [
    ("人事室", "100", "11-23 11:55"),
    ("秘書室", "104", "11-25 09:43"),
    ("秘書室", "102", "11-25 10:59"),
    ("人事室", "102", "11-27 16:44"),
]
GOLDEN_FRAME = "c26cb7ea4ff1b5c0"

# ---- A second implementation, from the words at the head of `forms.phone.sampling`.


def _rank(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8")).hexdigest()


def _second(
    pairs: list[tuple[str, str]], n: int, seed: str, first: date, last: date, gap: int
) -> tuple[str, list[tuple[int, str, str, str]]]:
    frame = [{"extension": e, "unit": u} for u, e in sorted(pairs)]
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    chosen = []
    for unit in {u for u, _ in pairs}:
        lines = [pair for pair in pairs if pair[0] == unit]
        chosen += sorted(lines, key=lambda line: _rank("line", seed, *line))[:n]
    chosen.sort(key=lambda line: _rank("order", seed, *line))
    off = holidays.country_holidays("TW", years=range(first.year, last.year + 1))
    minutes, day = [], datetime(first.year, first.month, first.day)  # noqa: DTZ001
    while day.date() <= last:
        if day.weekday() < 5 and day.date() not in off:
            for start, end in ((540, 720), (810, 1020)):
                minutes += [day + timedelta(minutes=m) for m in range(start, end)]
        day += timedelta(days=1)
    minutes.sort(
        key=lambda m: _rank("time", seed, "calls", m.strftime("%Y-%m-%dT%H:%M"))
    )
    taken: list[datetime] = []
    for minute in minutes:
        near = [one for one in taken if abs(one - minute) < timedelta(minutes=gap)]
        if len(taken) < len(chosen) and not near:
            taken.append(minute)
    times = [one.strftime("%Y-%m-%dT%H:%M+08:00") for one in sorted(taken)]
    return hashlib.sha256(text.encode("utf-8")).hexdigest(), [
        (order, *line, at)
        for order, (line, at) in enumerate(zip(chosen, times, strict=True), start=1)
    ]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6
)
FRAMES = st.lists(
    st.tuples(
        st.sampled_from(["秘書室", "人事室", "Zoo", "企劃組", "𠮷岡"]) | WORDS,
        st.integers(0, 9999).map(str) | WORDS.map(lambda word: f"{word}#"),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda pair: (pair[0], unicodedata.normalize("NFKC", pair[1])),
)


@settings(max_examples=200)
@given(
    pairs=FRAMES,
    n=st.integers(1, 4),
    seed=WORDS,
    # a plain week, the new years of the sun and of the moon
    start=st.sampled_from([MONDAY, date(2026, 12, 31), date(2026, 2, 13)]),
    gap=st.sampled_from([1, 3]),
)
def test_a_second_implementation_draws_the_same_calls(
    pairs: list[tuple[str, str]], n: int, seed: str, start: date, gap: int
) -> None:
    last = start + timedelta(days=1)
    sample = draw(
        [Line(unit=unit, extension=extension) for unit, extension in pairs],
        seed=seed,
        per_unit=n,
        timetable=Timetable(first=start, last=last, gap=gap),
    )
    fingerprint, calls = _second(pairs, n, seed, start, last, gap)
    assert sample.frame_sha256 == fingerprint
    assert calls == [
        (call.order, call.unit, call.extension, call.at.isoformat(timespec="minutes"))
        for call in sample.calls
        if call.at
    ]


# ---- No bias


def lines(unit: str, count: int) -> list[Line]:
    return [Line(unit=unit, extension=str(100 + n)) for n in range(count)]


def chi_square(counts: Counter[str], cells: int) -> float:
    expected = counts.total() / cells
    unseen = (cells - len(counts)) * expected
    return unseen + sum((count - expected) ** 2 / expected for count in counts.values())


def test_ten_thousand_draws_favour_nobody() -> None:
    frame = lines("秘書室", 10)
    first: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    orders: Counter[str] = Counter()
    for seed in range(10_000):
        calls = draw(frame, seed=str(seed), per_unit=2).calls
        by_rank = drawn_order(frame, seed=str(seed), unit="秘書室")
        first[by_rank[0].extension] += 1
        pairs["-".join(sorted(call.extension for call in calls))] += 1
        orders[str(calls[0].extension < calls[1].extension)] += 1
    # what chance alone exceeds once in a thousand times, for 9, 44 and 1 degrees
    assert chi_square(first, 10) < 27.88
    assert chi_square(pairs, 45) < 78.75
    assert chi_square(orders, 2) < 10.83


def test_ten_thousand_times_favour_no_minute() -> None:
    hours = (Window(start=600, end=607), Window(start=900, end=903))
    timetable = Timetable(first=MONDAY, last=MONDAY, windows=hours)
    minutes: Counter[str] = Counter()
    for seed in range(10_000):
        (at,) = drawn_times(str(seed), 1, timetable)
        minutes[f"{at:%H:%M}"] += 1
    assert chi_square(minutes, 10) < 27.88


# ---- What is drawn


def test_every_unit_gives_its_share_and_small_ones_all_they_have() -> None:
    frame = [*lines("秘書室", 9), *lines("人事室", 2)]
    sample = draw(frame, seed="115-1", per_unit=3)
    assert Counter(call.unit for call in sample.calls) == {"秘書室": 3, "人事室": 2}
    assert sample.short == {"人事室": 2}
    assert [call.order for call in sample.calls] == [1, 2, 3, 4, 5]
    assert all(call.at is None for call in sample.calls)


def test_the_order_of_the_frame_does_not_matter_and_the_seed_does() -> None:
    frame = [*lines("秘書室", 40), *lines("人事室", 40)]
    sample = draw(frame, seed="a", per_unit=5)
    assert draw(frame[::-1], seed="a", per_unit=5) == sample
    assert draw(frame, seed="b", per_unit=5).calls != sample.calls


def test_another_unit_changes_nobody_elses_draw() -> None:
    frame = lines("秘書室", 40)
    more = draw([*frame, *lines("人事室", 3)], seed="a", per_unit=5)
    assert {c.extension for c in more.calls if c.unit == "秘書室"} == {
        c.extension for c in draw(frame, seed="a", per_unit=5).calls
    }


def test_one_draw_as_it_always_was() -> None:
    """What was printed in a report must come out of every later version."""
    sample = draw(
        [*lines("秘書室", 5), *lines("人事室", 5)],
        seed="115-01",
        per_unit=2,
        timetable=Timetable(first=MONDAY, last=date(2026, 11, 27)),
    )
    assert [
        (call.unit, call.extension, f"{call.at:%m-%d %H:%M}") for call in sample.calls
    ] == GOLDEN
    assert sample.frame_sha256.startswith(GOLDEN_FRAME)


def test_times_lie_in_working_hours_and_never_twice() -> None:
    timetable = Timetable(first=date(2026, 2, 9), last=date(2026, 2, 27))
    times = drawn_times("x", 300, timetable)
    assert list(times) == sorted(set(times))
    for at in times:
        minute = at.hour * 60 + at.minute
        assert any(window.start <= minute < window.end for window in OFFICE_HOURS)
        assert WorkCalendar().is_working(at.date())
        assert at.second == 0
        assert at.utcoffset() == timedelta(hours=8)


def test_calls_keep_their_distance() -> None:
    timetable = Timetable(first=MONDAY, last=MONDAY, gap=15)
    times = drawn_times("x", 12, timetable)
    apart = [later - sooner for sooner, later in pairwise(times)]
    assert min(apart) >= timedelta(minutes=15)


def test_hotlines_are_called_at_night_and_on_days_off() -> None:
    timetable = Timetable(
        first=MONDAY, last=date(2026, 12, 6), windows=ALL_DAY, days=Days.OFF
    )
    times = drawn_times("x", 40, timetable, subject="1999")
    assert {at.weekday() for at in times} == {5, 6}
    assert any(at.hour < 6 for at in times)
    assert times != drawn_times("x", 40, timetable, subject="1922")
    every = Timetable(first=MONDAY, last=MONDAY, windows=ALL_DAY, days=Days.EVERY)
    assert len(drawn_times("x", 1440, every)) == 1440


def test_a_typhoon_day_is_not_called_on() -> None:
    calendar = WorkCalendar(overrides={MONDAY: False})
    timetable = Timetable(first=MONDAY, last=MONDAY)
    with pytest.raises(UserError, match="There is room for 0 calls"):
        drawn_times("x", 1, timetable, calendar=calendar)


@pytest.mark.parametrize(
    ("timetable", "sentence"),
    [
        (Timetable(first=MONDAY, last=date(2026, 11, 22)), "before it begins"),
        (Timetable(first=MONDAY, last=date(2028, 1, 1)), "a year at the most"),
        (
            Timetable(first=MONDAY, last=MONDAY, windows=(Window(start=60, end=60),)),
            "from 01:00 to 01:00 end before they begin",
        ),
        (
            Timetable(first=MONDAY, last=MONDAY, windows=(Window(start=0, end=1441),)),
            "from 00:00 to 24:01",
        ),
    ],
)
def test_a_senseless_timetable_is_refused(timetable: Timetable, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        drawn_times("x", 1, timetable)


def test_more_calls_than_there_is_room_for_are_refused() -> None:
    timetable = Timetable(first=MONDAY, last=MONDAY)
    with pytest.raises(UserError, match="There is room for 390 calls"):
        drawn_times("x", 391, timetable)


def test_what_cannot_be_drawn_from_is_refused() -> None:
    frame = lines("秘書室", 3)
    with pytest.raises(UserError, match="no extension to draw from"):
        draw([], seed="x", per_unit=1)
    with pytest.raises(UserError, match="秘書室: the extension 100 stands twice"):
        draw([*frame, frame[0]], seed="x", per_unit=1)
    with pytest.raises(UserError, match="stands twice"):
        draw([*frame, Line(unit="秘書室", extension="１００")], seed="x", per_unit=1)
    for odd in (Line(unit="秘\n書", extension="1"), Line(unit="秘書", extension=" ")):
        with pytest.raises(UserError, match="one line of text each"):
            draw([*frame, odd], seed="x", per_unit=1)
    with pytest.raises(UserError, match="At least one extension"):
        draw(frame, seed="x", per_unit=0)
    with pytest.raises(UserError, match="The seed is missing"):
        draw(frame, seed=" ", per_unit=1)


def test_a_withdrawn_line_is_replaced_by_the_next_of_the_same_draw() -> None:
    frame = lines("秘書室", 5)
    ordered = [line.extension for line in drawn_order(frame, seed="x", unit="秘書室")]
    drawn = {call.extension for call in draw(frame, seed="x", per_unit=2).calls}
    assert drawn == set(ordered[:2])
    used = set(drawn)
    for expected in ordered[2:]:
        line = stand_in(frame, seed="x", unit="秘書室", used=used)
        assert line.extension == expected
        used.add(expected)
    with pytest.raises(UserError, match="秘書室 has no other extension"):
        stand_in(frame, seed="x", unit="秘書室", used=used)


def test_the_fingerprint_is_of_the_lines_and_not_of_their_order() -> None:
    frame = lines("秘書室", 3)
    assert frame_sha256(frame) == frame_sha256(frame[::-1])
    assert frame_sha256(frame) != frame_sha256(frame[:2])


@pytest.mark.parametrize(("seed", "said"), [(" ", "missing"), ("1\n2", "invisible")])
def test_a_seed_that_nobody_could_type_again_is_refused(seed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        draw([Line(unit="秘書室", extension="101")], seed=seed, per_unit=1)
