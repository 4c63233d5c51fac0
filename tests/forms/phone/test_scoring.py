from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import UserError
from forms.phone.library import built_in
from forms.phone.scale import PartKey, Scale
from forms.phone.scoring import CallScore, proposed_level, score_call, shown
from forms.phone.working import exact
from resources.texts import Texts

SCALE = built_in("phone-courtesy")
ENGLISH = Texts("en")

Answers = dict[str, str]


def best(part: PartKey, *, without: tuple[str, ...] = ("operator", "help")) -> Answers:
    return {
        item.key: item.levels[0].key
        for item in SCALE.part(part).items()
        if item.way not in without
    }


def worked(score: CallScore) -> list[str]:
    return [line.told(ENGLISH) for line in score.working]


def unit_sections(raw: int) -> Answers:
    """Points of a unit that come to so many altogether."""
    lost = 55 - raw
    speed, courtesy = max(0, 15 - lost), 25 - max(0, lost - 15)
    return {"speed": str(speed), "courtesy": str(courtesy), "content": "15"}


@pytest.mark.parametrize(
    ("raw", "total"),
    [
        *((45, "99.9"), (44, "97.68"), (40, "88.8")),
        *((35, "77.7"), (30, "66.6"), (25, "55.5")),
    ],
)
def test_a_switchboard_alone_is_multiplied_as_published(raw: int, total: str) -> None:
    speed = max(raw - 20, 5)
    score = score_call(
        SCALE, switchboard={"speed": str(speed), "courtesy": str(raw - speed)}
    )
    assert score.switchboard == raw
    assert score.unit is None
    assert exact(score.total) == total
    assert exact(score.multiplier) == "2.22"


@pytest.mark.parametrize(
    ("raw", "total"),
    [
        *((55, "100"), (54, "98.28"), (50, "91"), (45, "81.9")),
        *((40, "72.8"), (35, "63.7"), (30, "54.6")),
    ],
)
def test_a_unit_alone_is_multiplied_as_published(raw: int, total: str) -> None:
    score = score_call(SCALE, unit=unit_sections(raw))
    assert score.unit == raw
    assert score.switchboard is None
    assert exact(score.total) == total
    assert exact(score.multiplier) == "1.82"


def test_the_working_shows_what_was_above_the_cap() -> None:
    score = score_call(SCALE, unit=best(PartKey.UNIT))
    assert exact(score.uncapped) == "100.1"
    assert exact(score.total) == "100"
    told = worked(score)
    assert any("55 × 1.82 = 100.1." in line for line in told)
    assert "100.1 is above 100, the most there is; the score is 100." in told


def test_both_parts_are_added_and_not_multiplied() -> None:
    score = score_call(
        SCALE,
        switchboard=best(PartKey.SWITCHBOARD),
        unit=best(PartKey.UNIT) | {"B1": "late"},
    )
    assert score.multiplier == 1
    assert score.total == 88
    assert "Both parts were tested: 45 + 43 = 88." in worked(score)


def test_every_way_of_a_call_can_earn_all_points() -> None:
    direct = best(PartKey.SWITCHBOARD, without=("voice",))
    helped = best(PartKey.UNIT, without=("own",))
    assert score_call(SCALE, switchboard=direct, unit=helped).total == 100


def test_two_ways_at_once_are_refused() -> None:
    answers = best(PartKey.UNIT, without=())
    with pytest.raises(UserError, match="B3-own and B3-help-1 exclude each other"):
        score_call(SCALE, unit=answers)


def test_the_grade_is_decided_before_rounding() -> None:
    unit = best(PartKey.UNIT) | {"B1": "4.9972"}
    score = score_call(SCALE, switchboard=best(PartKey.SWITCHBOARD), unit=unit)
    assert exact(score.total) == "89.9972"
    assert shown(SCALE, score.total) == "90"
    assert score.grade.key == "good"
    assert score.report_due
    assert any(line.startswith("It is shown as 90,") for line in worked(score))


def test_what_did_not_arise_loses_nothing() -> None:
    score = score_call(
        SCALE, switchboard=best(PartKey.SWITCHBOARD) | {"A3-7": "na", "A3-5": "na"}
    )
    assert score.switchboard == 45
    assert [line[:4] for line in worked(score) if "did not arise" in line] == [
        "A3-5",
        "A3-7",
    ]


def test_what_always_arises_cannot_be_left_out() -> None:
    with pytest.raises(UserError, match="B1: “na” is no level"):
        score_call(SCALE, unit=best(PartKey.UNIT) | {"B1": "na"})


def test_what_has_no_answer_is_named_and_earns_nothing_so_far() -> None:
    score = score_call(SCALE, unit={"B1": "in-time"})
    assert score.missing == ("B2-1", "B2-2", "B2-3", "B2-4", "B3-own")
    assert score.unit == 15
    assert score_call(SCALE, unit={}).total == 0


def test_bonus_and_deduction_come_after_the_multiplier_and_before_the_cap() -> None:
    score = score_call(
        SCALE,
        unit=unit_sections(50),
        bonuses=["more-help"],
        deductions=["side-talk", "surname-not-asked"],
    )
    assert score.total == 90
    told = worked(score)
    assert any("91 + 2 = 93." in line for line in told)
    assert any("93 − 2 = 91." in line for line in told)
    full = score_call(SCALE, unit=best(PartKey.UNIT), deductions=["side-talk"])
    assert exact(full.total) == "98.1"


def test_no_score_is_below_zero() -> None:
    score = score_call(
        SCALE, unit=unit_sections(15) | {"content": "0"}, deductions=["astray"] * 40
    )
    assert score.total == 0
    assert any("is below 0; the score is 0." in line for line in worked(score))


def test_a_zero_rule_of_the_call_leaves_nothing() -> None:
    score = score_call(SCALE, unit=best(PartKey.UNIT), zero="hung-up")
    assert score.total == 0
    assert score.unit == 55
    assert score.zero is not None
    assert score.grade.key == "poor"
    assert worked(score)[-4].endswith("the whole call earns 0.")


def test_a_zero_rule_of_the_call_needs_no_answers() -> None:
    score = score_call(SCALE, zero="buck-passing")
    assert score.total == 0
    assert score.missing == ()


def test_a_zero_rule_of_a_part_leaves_the_other_part() -> None:
    score = score_call(
        SCALE, switchboard=best(PartKey.SWITCHBOARD), zero="unit-unanswered"
    )
    assert score.unit == 0
    assert score.total == 45
    assert score.missing == ()
    assert any("so it earns 0 of 55." in line for line in worked(score))


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"B9": "full"}, "unit: there is no item B9; there are B1, "),
        ({"B2-1": "best"}, "“best” is no level and no points; there are full, partly"),
        ({"B2-1": "7.5"}, "“7.5” is no number of points from 0 to 7"),
        ({"B2-1": "-1"}, "“-1” is no level"),
        ({"B2-1": "NaN"}, "“NaN” is no level"),
        ({"B2-1": "1.00000001"}, "is no level"),
        ({"speed": "15.5"}, "“15.5” is no number of points from 0 to 15"),
        ({"speed": "in-time"}, "“in-time” is no number of points"),
        ({"speed": "15", "B1": "late"}, "points for the whole and an answer to B1"),
        ({"A1-1": "in-time"}, "unit: there is no item A1-1"),
    ],
)
def test_what_is_no_answer_is_refused(answers: Answers, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        score_call(SCALE, unit=answers)
    assert sentence in str(refused.value)


def test_nothing_tested_has_no_score() -> None:
    with pytest.raises(UserError, match="Neither the switchboard nor the unit"):
        score_call(SCALE)
    with pytest.raises(UserError, match="no zero rule rude; there are hung-up"):
        score_call(SCALE, zero="rude")
    with pytest.raises(UserError, match="no bonus or deduction x here"):
        score_call(SCALE, unit={}, bonuses=["x"])


def test_the_bands_are_data() -> None:
    three = built_in("phone-courtesy-3")
    total = score_call(three, unit=unit_sections(40))
    assert total.grade.label["zh-TW"] == "乙等"
    assert score_call(SCALE, unit=unit_sections(40)).grade.label["zh-TW"] == "普通"
    capped = replace(SCALE, cap="95")
    assert score_call(capped, unit=best(PartKey.UNIT)).total == 95


@pytest.mark.parametrize(
    ("rings", "seconds", "level"),
    [
        (4, None, "in-time"),
        (5, None, "slightly-late"),
        (7, None, "late"),
        (None, "10", "in-time"),
        (None, "10.001", "slightly-late"),
        (None, "15.5", "late"),
        (4, "60", "in-time"),  # either limit kept is in time
        (9, "9.9", "in-time"),
        (6, "60", "slightly-late"),
    ],
)
def test_the_level_follows_from_rings_or_seconds(
    rings: int | None, seconds: str | None, level: str
) -> None:
    proposed = proposed_level(
        SCALE,
        SCALE.item("B1"),
        rings=rings,
        seconds=None if seconds is None else Decimal(seconds),
    )
    assert proposed
    assert proposed.key == level


def test_three_rings_are_stricter_and_nothing_counted_proposes_nothing() -> None:
    three = built_in("phone-courtesy-3")
    fourth = proposed_level(three, three.item("A2"), rings=4, seconds=None)
    assert fourth
    assert fourth.key == "slightly-late"
    assert proposed_level(SCALE, SCALE.item("B1"), rings=None, seconds=None) is None
    assert proposed_level(SCALE, SCALE.item("B2-1"), rings=1, seconds=None) is None


# The obvious second way: fractions, and a sum over everything that was answered.


@st.composite
def calls(
    draw: st.DrawFn, scale: Scale
) -> tuple[dict[PartKey, Answers], list[str], list[str]]:
    parts: dict[PartKey, Answers] = {}
    tested = draw(st.sets(st.sampled_from(list(PartKey)), min_size=1))
    for part in scale.parts:
        if part.key not in tested:
            continue
        parts[part.key] = {}
        for section in part.sections:
            way = draw(st.sampled_from([one.key for one in section.ways] or [""]))
            for item in section.items_of(way):
                hundredths = int(Decimal(item.points) * 100)
                values = [level.key for level in item.levels]
                values += ["na"] * item.may_not_arise
                parts[part.key][item.key] = draw(
                    st.sampled_from(values)
                    | st.integers(0, hundredths).map(lambda n: str(Decimal(n) / 100))
                )
    bonuses = draw(st.lists(st.sampled_from([one.key for one in scale.bonuses])))
    deductions = draw(st.lists(st.sampled_from([one.key for one in scale.deductions])))
    return parts, bonuses, deductions


def obvious(
    scale: Scale,
    parts: dict[PartKey, Answers],
    bonuses: list[str],
    deductions: list[str],
) -> Fraction:
    total = Fraction(0)
    for answers in parts.values():
        for key, value in answers.items():
            item = scale.item(key)
            worth = {level.key: level.points for level in item.levels}
            worth["na"] = item.points
            total += Fraction(worth.get(value, value))
    if set(parts) == {PartKey.SWITCHBOARD}:
        total *= Fraction(222, 100)
    if set(parts) == {PartKey.UNIT}:
        total *= Fraction(182, 100)
    points = {one.key: one.points for one in (*scale.bonuses, *scale.deductions)}
    total += sum(Fraction(points[key]) for key in bonuses)
    total -= sum(Fraction(points[key]) for key in deductions)
    return min(Fraction(100), max(Fraction(0), total))


@given(calls(SCALE))
def test_the_score_is_that_of_the_obvious_second_way(
    call: tuple[dict[PartKey, Answers], list[str], list[str]],
) -> None:
    parts, bonuses, deductions = call
    score = score_call(
        SCALE,
        switchboard=parts.get(PartKey.SWITCHBOARD),
        unit=parts.get(PartKey.UNIT),
        bonuses=bonuses,
        deductions=deductions,
    )
    assert Fraction(score.total) == obvious(SCALE, parts, bonuses, deductions)
    assert score.missing == ()
    lowest = [g for g in SCALE.grades if score.total >= Decimal(g.at_least)]
    assert score.grade == lowest[0]
    for line in score.working:
        assert "{" not in line.told(Texts("zh-TW"))
