from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from forms.canonical import digest
from forms.checklist.library import (
    built_in,
    built_in_codes,
    built_ins,
    find,
    read_definition,
)
from forms.checklist.model import AnswerKind, Demand, RowRule, Verdict
from forms.errors import UserError
from resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.checklist.model import Checklist, Item, Text

COUNTS: Final = {
    "EN": 13,
    "FA": 19,
    "SI": 22,
    "MN": 16,
    "AC": 16,
    "ST": 25,
    "SP": 23,
    "RG": 12,
    "WB": 14,
    "PT": 10,
    "HB": 10,
}
CLOSING: Final = ("strengths", "shortcomings", "recommendations", "coaching")

SEALED: Final = {
    "EN@1": "0c06b4136aa5073dcded3f5d4b30d67b42d5ded27c549d677166929743e95c99",
    "FA@1": "6af8b333a0e4bde9d25c955d57ba66e3a0a4177e49dd63a43e4f897336c61802",
    "SI@1": "b52f4287ed1c7e8b83bd8297cd45156ea1f06c553f64fb8b0684f34d8285725b",
    "MN@1": "8eb8d333d98b44b351569107023d4e2804504218c33d6f8a3e9fb42d41b69db4",
    "AC@1": "21f1ebbfc7221b623aa032662fdb342fb327b25b41b5c0de248cca4bf826bac1",
    "ST@1": "3a2b4d21333cb5e37ea318a61bc2637794d2f8e933847dd72eda414a439e2b38",
    "SP@1": "1913c533cafd0cbcce7d4d4937e4d7178e8d783904deecb9794ebb3d9eb0cb63",
    "RG@1": "b01dd5362f9504e0ad5183bc6df8fca2a135a444192d382f864075dfcda707d3",
    "WB@1": "f32fecfa35a19b527d9d5a533bbefd4cfab0ac18c596d83ab86b75204a5e9080",
    "PT@1": "a5d8e32e373026674faecb4ea6ac331c6096e4eb8f1fde220c8398b3cc7ba9bc",
    "HB@1": "2da62e3ae799bc8e2b35cb61e1f0e4f866039f6e300fd000ca449cba25d1eb1b",
}
"""A definition is immutable: who edits one gives it a new version and pins that."""

NAMES: Final = re.compile(
    r"AED|QR Code|ODF|PDF|㎡|(?:EN|FA|SI|MN|AC|ST|SP|RG|WB|PT|HB)\d\d"
)
"""The only Latin letters that a Chinese text may have."""


def _own(checklist: Checklist) -> Iterator[Item]:
    """The items without the four of the closing section."""
    for section in checklist.sections[:-1]:
        yield from section.items


def _texts(checklist: Checklist) -> Iterator[tuple[str, Text]]:
    """Every text that somebody may read, with its place; empty ones left out."""

    def walk(value: object, place: str) -> Iterator[tuple[str, Text]]:
        if isinstance(value, dict):
            if "zh-TW" in value or "en" in value:
                yield place, value
                return
            for key, part in value.items():
                yield from walk(part, f"{place}.{key}")
        elif isinstance(value, list):
            for index, part in enumerate(value):
                yield from walk(part, f"{place}[{index}]")

    path = folder("checklists") / f"{checklist.code}.json"
    yield from walk(json.loads(path.read_text("utf-8")), checklist.code)


# The built-in checklists


def test_there_are_eleven_built_in_checklists_of_180_items() -> None:
    counts = {one.code: sum(1 for _ in _own(one)) for one in built_ins()}
    assert counts == COUNTS
    assert sum(counts.values()) == 180


def test_every_file_of_checklists_is_offered() -> None:
    files = {file.stem for file in folder("checklists").glob("*.json")}
    assert files == set(built_in_codes())


def test_no_item_key_is_used_by_two_checklists() -> None:
    keys = [item.key for checklist in built_ins() for item in checklist.items()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("code", COUNTS)
def test_a_definition_is_the_one_that_was_pinned(code: str) -> None:
    checklist = built_in(code)
    assert checklist.sha256 == SEALED[checklist.ref]
    assert digest(checklist) == checklist.sha256


@pytest.mark.parametrize("code", COUNTS)
def test_a_file_is_as_the_program_would_write_it(code: str) -> None:
    text = (folder("checklists") / f"{code}.json").read_text("utf-8")
    again = json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert again == text


@pytest.mark.parametrize("code", COUNTS)
def test_every_text_is_in_both_languages(code: str) -> None:
    for place, text in _texts(built_in(code)):
        assert set(text) == {"zh-TW", "en"}, place
        assert all(part == part.strip() != "" for part in text.values()), place


@pytest.mark.parametrize("code", COUNTS)
def test_english_has_no_chinese_and_chinese_only_names_in_latin(code: str) -> None:
    for place, text in _texts(built_in(code)):
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text["en"]), place
        assert not re.search("[A-Za-z]", NAMES.sub("", text["zh-TW"])), place


@pytest.mark.parametrize("code", COUNTS)
def test_chinese_is_punctuated_as_chinese(code: str) -> None:
    for place, text in _texts(built_in(code)):
        assert not re.search(r"[,;:?!()\[\]〔〕]", text["zh-TW"]), place


def test_every_item_of_another_checklist_that_a_text_names_exists() -> None:
    keys = {item.key for checklist in built_ins() for item in checklist.items()}
    for checklist in built_ins():
        for place, text in _texts(checklist):
            for language in text.values():
                named = re.findall(r"\b(?:[A-Z]{2}\d\d)\b", language)
                assert set(named) <= keys, place


@pytest.mark.parametrize("code", COUNTS)
def test_a_checklist_ends_with_four_optional_remarks(code: str) -> None:
    closing = built_in(code).sections[-1]
    assert closing.key == f"{code}-closing"
    assert [item.key for item in closing.items] == [f"{code}-{k}" for k in CLOSING]
    assert {item.kind for item in closing.items} == {AnswerKind.TEXT}
    assert not any(item.required for item in closing.items)


@pytest.mark.parametrize("code", COUNTS)
def test_items_lie_in_a_few_sections(code: str) -> None:
    assert 2 <= len(built_in(code).sections) - 1 <= 6


def test_a_fact_means_the_same_in_every_checklist() -> None:
    labels: dict[str, Text] = {}
    for checklist in built_ins():
        for fact in checklist.facts:
            assert labels.setdefault(fact.key, fact.label) == fact.label


def test_a_scale_means_the_same_in_every_checklist() -> None:
    for checklist in built_ins():
        for name, levels in checklist.scales.items():
            shares = {level.key: level.share for level in levels}
            assert (
                shares
                == {
                    "graded": {"conform": "1", "partly": "0.5", "nonconform": "0"},
                    "alternative": {
                        "conform": "1",
                        "alternative": "0.8",
                        "nonconform": "0",
                    },
                    "pass-fail": {"conform": "1", "nonconform": "0"},
                }[name]
            )
            for level in levels:
                assert level.needs_note == (level.verdict is Verdict.ALTERNATIVE)


def test_what_the_law_demands_is_never_partly_met() -> None:
    for item in _own(built_in("ST")):
        assert item.kind is AnswerKind.SAMPLE or item.scale == "pass-fail", item.key
        assert item.laws, item.key


def test_where_personal_data_lies_open_no_photo_is_taken() -> None:
    forbidden = {
        item.key
        for checklist in built_ins()
        for item in checklist.items()
        if item.photo is Demand.FORBIDDEN
    }
    registers = {"RG02", "RG04", "RG05", "RG09", "RG10", "RG11"}
    assert forbidden == {"EN07", *registers, "PT04", "PT05"}


def test_cases_and_machines_are_answered_row_by_row() -> None:
    repeated = {
        item.key
        for checklist in built_ins()
        for item in checklist.items()
        if item.repeat is not None
    }
    cases = {*(f"SP{n:02}" for n in range(6, 13)), *(f"PT{n:02}" for n in range(3, 8))}
    machines = {f"ST{n:02}" for n in range(8, 20)} - {"ST10"}
    assert cases | machines <= repeated


@pytest.mark.parametrize("key", ["SP06", "PT03"])
def test_whether_a_case_was_on_time_is_worked_out(key: str) -> None:
    repeat = built_in(key[:2]).item(key).repeat
    assert repeat is not None
    assert repeat.rule is RowRule.ON_TIME


# Finding one


def test_a_checklist_is_found_by_code_and_by_version() -> None:
    assert find("EN") is find("EN@1") is built_in("EN")


@pytest.mark.parametrize("ref", ["XX", "", "en", "../EN", "XX@1"])
def test_an_unknown_checklist_is_answered_with_the_known_ones(ref: str) -> None:
    with pytest.raises(UserError, match="EN, FA, SI, MN, AC, ST, SP, RG, WB, PT, HB"):
        find(ref)


@pytest.mark.parametrize("ref", ["EN@2", "EN@", "EN@one"])
def test_an_unknown_version_is_answered_with_the_known_one(ref: str) -> None:
    with pytest.raises(UserError, match=f"no checklist {ref}; of EN there is EN@1"):
        find(ref)


# Reading one


def _text(chinese: str) -> dict[str, str]:
    return {"zh-TW": chinese}


def _definition() -> dict[str, Any]:
    """A definition with one item of every kind that can be wrong."""
    conform = {
        "key": "conform",
        "label": _text("符合"),
        "share": "1",
        "verdict": "conform",
    }
    nonconform = {
        "key": "nonconform",
        "label": _text("不符合"),
        "share": "0",
        "verdict": "nonconform",
    }
    items = [
        {
            "key": "A-1",
            "text": _text("整潔"),
            "kind": "level",
            "scale": "pass-fail",
            "attached": [{"key": "number", "label": _text("件數"), "kind": "number"}],
            "shown_when": {
                "fact": "lift",
                "any_answer": [{"item": "A-2", "values": ["no"]}],
            },
        },
        {"key": "A-2", "text": _text("有無"), "kind": "yes-no"},
        {
            "key": "A-3",
            "text": _text("方式"),
            "kind": "choice",
            "choices": [{"key": "mail", "label": _text("信件")}],
        },
        {
            "key": "A-4",
            "text": _text("時效"),
            "kind": "sample",
            "repeat": {
                "label": _text("案件"),
                "rule": "on-time",
                "columns": [
                    {"key": key, "label": _text(key), "kind": kind}
                    for key, kind in (
                        ("received", "date"),
                        ("days", "number"),
                        ("extension", "number"),
                        ("closed", "date"),
                    )
                ],
            },
        },
        {
            "key": "A-5",
            "text": _text("等候"),
            "kind": "wait",
            "expected": {"least": "0", "most": "60"},
        },
    ]
    return {
        "code": "A",
        "version": 1,
        "title": _text("試"),
        "intro": _text("試用"),
        "kinds": ["routine"],
        "law_version": "2024-10-11",
        "scales": {"pass-fail": [conform, nonconform]},
        "grades": [
            {"key": "good", "label": _text("甲等"), "at_least": "80"},
            {"key": "poor", "label": _text("丁等"), "at_least": "0"},
        ],
        "facts": [{"key": "lift", "label": _text("有升降設備")}],
        "sections": [
            {"key": "A-first", "title": _text("一"), "items": items},
            {
                "key": "A-closing",
                "title": _text("綜合意見"),
                "items": [{"key": "A-9", "text": _text("優點"), "kind": "text"}],
            },
        ],
    }


def _read(definition: object) -> Checklist:
    return read_definition(json.dumps(definition).encode(), "A.json")


def test_a_definition_that_fits_together_is_read() -> None:
    checklist = _read(_definition())
    assert checklist.ref == "A@1"
    assert [item.key for item in checklist.items()][-1] == "A-9"


def test_a_definition_reads_the_same_whatever_the_order_of_its_names() -> None:
    definition = _definition()
    turned = dict(reversed(definition.items()))
    assert _read(turned).sha256 == _read(definition).sha256


ITEM: Final = ("sections", 0, "items")
FAULTS: Final = [
    # place to change, what to put there, what the error says
    (("code",), "A.B", r"A\.B: the key 'A\.B'"),
    (("version",), 0, "A: versions count from 1"),
    (("law_version",), "113年10月11日", "A: 113年10月11日 is no date"),
    (("title",), {}, "A: a text has no Chinese"),
    (("title",), {"en": "Try"}, "A: a text has no Chinese"),
    (("facts", 0, "key"), "a lift", "A: the key 'a lift'"),
    (("facts", 0, "label", "zh-TW"), " ", "lift: a text has no Chinese"),
    (("scales", "pass-fail"), [], "pass-fail: the scale needs"),
    (("scales", "pass-fail", 1, "key"), "conform", "pass-fail: the key conform stands"),
    (("scales", "pass-fail", 1, "key"), "na", "pass-fail: the key na is kept"),
    (("scales", "pass-fail", 0, "share"), "1.1", "pass-fail: the share 1.1 of level"),
    (("scales", "pass-fail", 1, "share"), "-1", "pass-fail: the share -1 of level"),
    (("scales", "pass-fail", 1, "share"), "half", "pass-fail: the share half of level"),
    (("scales", "pass-fail", 1, "share"), "１", "pass-fail: the share １ of level"),
    (("scales", "pass-fail", 0, "share"), "0", None),
    (("scales", "pass-fail", 1, "share"), "1", None),
    (("scales", "pass-fail", 0, "share"), "NaN", "pass-fail: the share NaN of level"),
    (("scales", "pass-fail", 0, "label"), {}, "pass-fail: a text has no Chinese"),
    (("grades",), [], "grades: the limits  do not go down"),
    (("grades", 1, "at_least"), "10", "grades: the limits 80, 10 do not go down"),
    (("grades", 0, "at_least"), "0", "grades: the limits 0, 0 do not go down"),
    (("grades", 0, "at_least"), "many", "grades: the limits many, 0 do not go down"),
    (("grades", 0, "key"), "poor", "grades: the key poor stands there twice"),
    (("sections", 1, "key"), "A-last", "sections: the last section has to be"),
    (("sections", 0, "key"), "A-closing", "sections: the key A-closing stands"),
    (("sections", 0, "title"), {}, "A-first: a text has no Chinese"),
    (("sections", 1, "items"), [], "A-closing: the section has no items"),
    (("sections", 1, "items", 0, "kind"), "yes-no", "A-9: nothing in the closing"),
    ((*ITEM, 0, "key"), "A-2", "items: the key A-2 stands there twice"),
    ((*ITEM, 0, "key"), "A_1", "items: the key 'A_1'"),
    ((*ITEM, 0, "text"), {"en": "Clean"}, "A-1: a text has no Chinese"),
    ((*ITEM, 0, "guidance"), {"en": "Look"}, "A-1: a text has no Chinese"),
    ((*ITEM, 0, "unit"), {"en": "cm"}, "A-1: a text has no Chinese"),
    ((*ITEM, 0, "scale"), "graded", "A-1: there is no scale graded; .* pass-fail"),
    ((*ITEM, 0, "scale"), None, "A-1: there is no scale None"),
    ((*ITEM, 1, "scale"), "pass-fail", "A-2: scale means nothing"),
    ((*ITEM, 0, "weight"), "0", "A-1: weight is 0"),
    ((*ITEM, 0, "weight"), "-1", "A-1: weight is -1"),
    ((*ITEM, 0, "weight"), "1e3", "A-1: weight is 1e3"),
    ((*ITEM, 0, "points"), "", "A-1: points is ; write"),
    ((*ITEM, 1, "good"), "maybe", "A-2: good is maybe"),
    ((*ITEM, 2, "choices"), [], "A-3: there is nothing to choose"),
    ((*ITEM, 2, "choices", 0, "key"), "na", "A-3: the key na is kept"),
    ((*ITEM, 2, "choices", 0, "label"), {}, "A-3: a text has no Chinese"),
    ((*ITEM, 1, "choices"), [{"key": "a", "label": _text("甲")}], "A-2: choices means"),
    ((*ITEM, 1, "expected"), {"least": "1"}, "A-2: expected means nothing"),
    ((*ITEM, 4, "expected"), {"least": "61", "most": "60"}, "A-5: least and most"),
    ((*ITEM, 4, "expected"), {"most": "a minute"}, "A-5: least and most"),
    ((*ITEM, 4, "expected"), {}, "A-5: least and most"),
    ((*ITEM, 0, "attached", 0, "kind"), "level", r"A-1\.number: level cannot be"),
    ((*ITEM, 0, "attached", 0, "key"), "n m", "A-1: the key 'n m'"),
    ((*ITEM, 0, "attached", 0, "expected"), {"most": "x"}, r"A-1\.number: least and"),
    ((*ITEM, 3, "repeat", "columns", 0, "key"), "in", "A-4: .* a column received of"),
    ((*ITEM, 3, "repeat", "columns", 1, "kind"), "text", "A-4: .* a column days of"),
    ((*ITEM, 3, "repeat", "columns", 2, "kind"), "date", "A-4: .* a column extension"),
    ((*ITEM, 3, "repeat", "columns", 2, "key"), "days", "A-4: the key days stands"),
    ((*ITEM, 3, "repeat", "rule"), "ticked", "A-4: .* a column conform of kind yes-no"),
    ((*ITEM, 3, "repeat", "label"), {}, "A-4: a text has no Chinese"),
    ((*ITEM, 3, "kind"), "number", "A-4: repeat means nothing"),
    ((*ITEM, 0, "shown_when", "fact"), "aed", "A-1: it is shown by the fact aed"),
    (
        (*ITEM, 0, "shown_when", "any_answer", 0, "item"),
        "A-7",
        "A-1: it is shown by the answer to A-7",
    ),
    (
        (*ITEM, 0, "shown_when", "any_answer", 0, "item"),
        "A-1",
        "A-1: it is shown by the answer to A-1",
    ),
    (
        (*ITEM, 0, "shown_when", "any_answer", 0, "values"),
        ["partly"],
        "A-1: it is shown when A-2 is answered partly",
    ),
    # what the model has no place for
    ((*ITEM, 0, "wieght"), "2", r"\$\.sections\[0\]\.items\[0\]\.wieght means nothing"),
    ((*ITEM, 0, "kind"), "stars", r"\$\.sections\[0\]\.items\[0\]\.kind is not as"),
    ((*ITEM, 0, "weight"), 2, r"\$\.sections\[0\]\.items\[0\]\.weight is not as"),
    (("version",), "1", r"\$\.version is not as"),
    (("kinds",), ["weekly"], r"\$\.kinds\[0\] is not as"),
]


@pytest.mark.parametrize(("place", "value", "says"), FAULTS)
def test_a_fault_is_told_with_file_and_place(
    place: tuple[str | int, ...], value: object, says: str | None
) -> None:
    definition: Any = _definition()
    part = definition
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    if says is None:
        _read(definition)
        return
    with pytest.raises(UserError, match=says) as caught:
        _read(definition)
    assert str(caught.value).startswith("A.json")


def test_levels_stand_best_first() -> None:
    definition = _definition()
    definition["scales"]["pass-fail"].reverse()
    with pytest.raises(UserError, match="pass-fail: the best level has to come first"):
        _read(definition)


def test_a_missing_part_is_told() -> None:
    definition = _definition()
    del definition["grades"]
    with pytest.raises(UserError, match=r"A\.json: \$ is not as .*grades"):
        _read(definition)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'{"code": "\xff"}']
)
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"A\.json is not JSON"):
        read_definition(data, "A.json")


@pytest.mark.parametrize("data", [b"[]", b"null", b"1"])
def test_json_of_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"A\.json: \$ is not as"):
        read_definition(data, "A.json")
