from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.model import Extension
from forms.directory.writing import write_directory
from forms.errors import UserError
from forms.phone.frame import Line, doubts, frame_sha256, refuse_changed
from forms.phone.reading import read_frame
from resources.texts import Texts

FRAME = (
    Line(unit="秘書室", extension="101"),
    Line(unit="人事室", extension="0201"),
)


def as_json(*pairs: object) -> bytes:
    return json.dumps(pairs, ensure_ascii=False).encode()


def as_workbook(*rows: tuple[str | int, ...], notes: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if notes:
        sheet.append(("說明", "請填下一張表"))
        sheet = book.create_sheet("分機")
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_json_is_read() -> None:
    data = as_json(
        {"unit": "秘書室", "extension": 101}, {"unit": " 人事室 ", "extension": "0201"}
    )
    assert read_frame(data, "f.json") == FRAME


@pytest.mark.parametrize(
    "headings", [("單位", "分機"), ("unit", "extension"), ("Unit", "Extension")]
)
def test_a_workbook_is_read(headings: tuple[str, str]) -> None:
    data = as_workbook(headings, ("秘書室", 101), (), ("人事室", "0201"))
    assert read_frame(data, "f.xlsx") == FRAME


def test_other_sheets_and_columns_do_not_matter() -> None:
    data = as_workbook(
        ("分機", "使用人", "單位"),
        (101, "某甲", "秘書室"),
        ("0201", "某乙", "人事室"),
        notes=True,
    )
    assert read_frame(data, "f.xlsx") == FRAME


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_the_directorys_own_workbook_is_a_frame(language: str) -> None:
    directory = built_in_directory(built_in_directories()[0])
    unit = directory.units[0]
    written = write_directory(
        replace(directory, extensions=(Extension(unit=unit.id, number="101"),)),
        Texts(language),
    )
    assert read_frame(written, "f.xlsx") == (Line(unit=unit.name, extension="101"),)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "neither a workbook nor JSON"),
        (b"\xff\xfe\x00", "neither a workbook nor JSON"),
        (b"[" * 100_000, "neither a workbook nor JSON"),
        (b"PK\x03\x04nonsense", "no readable workbook"),
        (b"{}", "a list of no more than"),
        (b"[" + b"1," * 20_000 + b"1]", "a list of no more than"),
        (b"[]", "no extension to draw from"),
        (b"[1]", r"f\[1\]: an object with “unit” and “extension”"),
        (as_json({"unit": "a"}), "an object with"),
        (as_json({"unit": "a", "extension": "1", "name": "b"}), "nothing else in it"),
        (as_json({"unit": "a", "extension": None}), r"f\[1\].extension: a text"),
        (as_json({"unit": "a", "extension": True}), "a text is expected"),
        (as_json({"unit": "a", "extension": 1.5}), "a text is expected"),
        (as_json({"unit": " ", "extension": "1"}), r"f\[1\].unit: the name is missing"),
        (as_json({"unit": "a\nb", "extension": "1"}), "invisible character U\\+000A"),
        (as_json({"unit": "a", "extension": "1" * 201}), "longer than 200"),
        (as_json(*[{"unit": "a", "extension": "1"}] * 2), "stands twice"),
        (b'[{"unit": "\\ud800", "extension": "1"}]', "invisible character"),
        (as_workbook(("甲", "乙")), "no sheet whose first row holds the headings"),
        (as_workbook(("單位", "分機"), ("秘書室",)), "2, 分機: the name is missing"),
        (as_workbook(("單位", "分機")), "no extension to draw from"),
    ],
)
def test_what_is_no_frame_is_refused_with_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        read_frame(data, "f")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["unit", "extension", "x"]), inner)
    ),
    max_leaves=8,
)


@given(st.lists(JSON).map(json.dumps).map(str.encode) | st.binary())
def test_rubbish_is_a_sentence_and_never_a_crash(data: bytes) -> None:
    try:
        assert read_frame(data, "f")
    except UserError as error:
        assert str(error)  # noqa: PT017


def test_the_same_extension_in_two_units_is_pointed_out() -> None:
    frame = [*FRAME, Line(unit="主計室", extension="１０１")]
    assert [str(doubt) for doubt in doubts(frame)] == [
        "The extension 101 stands in several units: 主計室、秘書室; make sure that "
        "each of them has a line of that number."
    ]
    assert list(doubts(FRAME)) == []


def test_a_frame_that_changed_after_the_draw_is_refused() -> None:
    recorded = frame_sha256(FRAME)
    refuse_changed(FRAME[::-1], recorded)
    with pytest.raises(UserError, match="have changed since the sample was drawn"):
        refuse_changed(FRAME[:1], recorded)
