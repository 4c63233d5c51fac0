from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.workflows.phone_results_file import RESULT_FILES, write_results
from forms.errors import UserError
from resources.texts import Texts
from tests.forms.report.phone import rounds

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = Texts("zh-TW")
BEGINNINGS = {".pdf": b"%PDF-", ".xlsx": b"PK", ".ods": b"PK"}


@pytest.mark.parametrize("suffix", RESULT_FILES)
@pytest.mark.parametrize("outside", [False, True])
def test_the_name_says_what_the_file_becomes(
    tmp_path: Path, suffix: str, *, outside: bool
) -> None:
    path = tmp_path / f"結果{suffix.upper()}"
    write_results(rounds.record(2, 2), path, TEXTS, outside=outside, agency="海洋局")
    assert path.read_bytes().startswith(BEGINNINGS[suffix])
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_the_outside_gets_fewer_sheets(tmp_path: Path) -> None:
    names = {}
    for outside in (False, True):
        path = tmp_path / f"{outside}.xlsx"
        write_results(rounds.record(2, 2), path, TEXTS, outside=outside)
        names[outside] = load_workbook(io.BytesIO(path.read_bytes())).sheetnames
    assert names[True] == ["全梯次", "各單位結果", "測試量表"]
    assert {"各通得分", "抽樣母體", "失分情形"} < set(names[False])


def test_another_name_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="end its name in one of"):
        write_results(rounds.record(1, 1), tmp_path / "a.doc", TEXTS, outside=False)
    assert not list(tmp_path.iterdir())


def test_what_lies_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    write_results(rounds.record(1, 1), path, TEXTS, outside=True)
    assert path.read_bytes().startswith(b"PK")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write_results(
            rounds.record(1, 1), tmp_path / "no" / "a.xlsx", TEXTS, outside=True
        )
