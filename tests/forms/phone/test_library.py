from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from forms.canonical import canonical
from forms.errors import UserError
from forms.phone.check import problems
from forms.phone.library import built_in, built_ins, find, read_scale
from forms.phone.scale import Interval, PartKey, Scale

SCALE = built_in("phone-courtesy")


@pytest.mark.parametrize("scale", built_ins(), ids=lambda scale: scale.ref)
def test_a_built_in_scale_has_the_published_weights(scale: Scale) -> None:
    weights = {
        part.key: (part.points, part.multiplier, [one.points for one in part.sections])
        for part in scale.parts
    }
    assert weights == {
        PartKey.SWITCHBOARD: ("45", "2.22", ["25", "20"]),
        PartKey.UNIT: ("55", "1.82", ["15", "25", "15"]),
    }
    assert scale.second_limit == 10
    assert scale.report_under == "90"
    assert {item.measures for item in scale.items()} == {*Interval, None}


@pytest.mark.parametrize("scale", built_ins(), ids=lambda scale: scale.ref)
def test_what_was_never_published_is_marked_as_the_agencys_own(scale: Scale) -> None:
    assert all(item.own for item in scale.items())
    assert all(one.own for one in (*scale.bonuses, *scale.deductions))
    assert all(rule.own for rule in scale.zero_rules)
    assert not any(part.own for part in scale.parts)
    assert "並非官方" in scale.own_part["zh-TW"]


@pytest.mark.parametrize("scale", built_ins(), ids=lambda scale: scale.ref)
def test_every_text_is_there_in_both_languages(scale: Scale) -> None:
    def texts(value: Any) -> Any:
        if isinstance(value, dict):
            if "zh-TW" in value or "en" in value:
                yield value
            for part in value.values():
                yield from texts(part)
        elif isinstance(value, list):
            for part in value:
                yield from texts(part)

    found = list(texts(json.loads(canonical(scale))))
    assert len(found) > 80
    assert all(text.get("zh-TW") and text.get("en") for text in found)


def test_the_two_scales_differ_in_rings_and_bands() -> None:
    four, three = built_ins()
    assert (four.ring_limit, three.ring_limit) == (4, 3)
    bands = [
        [(grade.label["zh-TW"], grade.at_least) for grade in scale.grades]
        for scale in (four, three)
    ]
    assert bands == [
        [("優良", "90"), ("良好", "80"), ("普通", "70"), ("劣", "0")],
        [("優等", "90"), ("甲等", "80"), ("乙等", "0")],
    ]


def test_a_scale_is_found_by_code_and_version() -> None:
    assert find("phone-courtesy") is find("phone-courtesy@1")
    with pytest.raises(UserError, match="There is no phone scale phone-courtesy@2; of"):
        find("phone-courtesy@2")
    with pytest.raises(UserError, match="no phone scale x; there are phone-courtesy,"):
        find("x")


def test_a_scale_survives_its_canonical_json() -> None:
    copied = read_scale(canonical(SCALE), "copy.json")
    assert copied == SCALE
    assert copied.sha256 == SCALE.sha256
    assert replace(SCALE, version=2).sha256 != SCALE.sha256


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "x.json is no phone scale"),
        (b"\xff", "x.json is no phone scale"),
        (b"[" * 100_000, "x.json is no phone scale"),
        (b"{}", "x.json is no phone scale"),
        (
            canonical(SCALE).replace(b'"cap"', b'"lid"')[:-1] + b',"lid":"100"}',
            "says more than a phone scale",
        ),
        (canonical(replace(SCALE, version=0)), "versions count from 1"),
        (canonical(replace(SCALE, parts=SCALE.parts[::-1])), "in this order"),
        (canonical(replace(SCALE, cap="1e9")), "cap: 1e9 is no number of points"),
        (canonical(replace(SCALE, ring_limit=0)), "ring_limit: 0 is not from 1 to 20"),
        (canonical(replace(SCALE, shown_decimals=9)), "no more than four decimals"),
        (canonical(replace(SCALE, grades=SCALE.grades[:1])), "do not go down to 0"),
        (canonical(replace(SCALE, grades=())), "do not go down to 0"),
        (canonical(replace(SCALE, title={"en": "x"})), "a text has no Chinese"),
        (
            canonical(replace(SCALE, bonuses=SCALE.bonuses * 2)),
            "the key more-help stands there twice",
        ),
    ],
)
def test_what_is_no_scale_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_scale(data, "x.json")


def edited(item: str, **changes: Any) -> Scale:
    """The scale with one item of the unit's courtesy or content changed."""
    part = SCALE.parts[1]
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(one, **changes) if one.key == item else one
                for one in section.items
            ),
        )
        for section in part.sections
    )
    return replace(SCALE, parts=(SCALE.parts[0], replace(part, sections=sections)))


LEVELS = SCALE.item("B2-1").levels


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"points": "8"}, "unit.courtesy: its parts add up to 26 and not to 25"),
        ({"points": "x"}, "B2-1: x is no number of points"),
        ({"levels": ()}, "an item has one to five levels"),
        ({"levels": LEVELS * 2}, "an item has one to five levels"),
        ({"levels": LEVELS[::-1]}, "the best level has to come first"),
        ({"levels": LEVELS[1:]}, "the best level has to come first"),
        ({"levels": (LEVELS[0], replace(LEVELS[1], key="na"))}, "may be called na"),
        ({"levels": (LEVELS[0], replace(LEVELS[1], key="7"))}, "the key 7 is not made"),
        ({"way": "x"}, "there is no way x in its section"),
        ({"key": "courtesy"}, "the key courtesy stands there twice"),
        ({"text": {}}, "a text has no Chinese"),
    ],
)
def test_an_edited_scale_that_contradicts_itself_is_told(
    changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in "\n".join(map(str, problems(edited("B2-1", **changes))))


def test_an_edited_scale_that_fits_is_taken() -> None:
    levels = (*LEVELS[:2], replace(LEVELS[1], key="hardly", points="0.5"), LEVELS[2])
    assert list(problems(edited("B2-1", levels=levels))) == []
    assert Decimal(SCALE.item("B2-1").points) == 7
