"""Plans, coverage and obligations as files, and the commands that write them."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.import_plan import read_plan
from desktop.workflows.plan_coverage import coverage_of, obligations_of
from desktop.workflows.write_plan import (
    COVERAGE_FILES,
    OBLIGATION_FILES,
    PLAN_FILES,
    write_coverage,
    write_obligations,
    write_plan,
)
from forms.errors import CancelledError, UserError
from forms.plan.library import built_in_plan
from resources.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop.conftest import Command

PLAN = built_in_plan("kaohsiung-marine-bureau-113")
TEXTS = Texts("zh-TW")
NOW = datetime(2024, 11, 20, 9, tzinfo=UTC)
BEGINNINGS = {
    ".pdf": b"%PDF-1.7",
    ".odt": b"PK\x03\x04",
    ".ods": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".ics": b"BEGIN:VCALENDAR\r\n",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_says_what_a_file_becomes(tmp_path: Path, language: str) -> None:
    texts = Texts(language)
    coverage = coverage_of(PLAN, None)
    owed = obligations_of(PLAN, NOW.date(), None)
    for suffix in PLAN_FILES:
        write_plan(PLAN, tmp_path / f"plan{suffix}", texts)
    for suffix in COVERAGE_FILES:
        write_coverage(PLAN, coverage, tmp_path / f"coverage{suffix}", texts)
    for suffix in OBLIGATION_FILES:
        write_obligations(PLAN, owed, tmp_path / f"owed{suffix}", texts, NOW)
    files = sorted(tmp_path.iterdir())
    assert len(files) == len(PLAN_FILES + COVERAGE_FILES + OBLIGATION_FILES)
    for file in files:
        assert file.read_bytes().startswith(BEGINNINGS[file.suffix]), file.name


@pytest.mark.parametrize("suffix", [".odt", ".xlsx"])
def test_what_was_written_can_be_brought_in_again(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"計畫{suffix}"
    write_plan(PLAN, file, TEXTS)
    again = read_plan(file, TEXTS).plan
    assert again.code == PLAN.code
    assert [(i.key, i.owners) for i in again.items] == [
        (i.key, i.owners) for i in PLAN.items
    ]


@pytest.mark.parametrize("name", ["plan.doc", "plan", "plan.ics", ".pdf"])
def test_a_name_that_says_nothing_known_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        write_plan(PLAN, tmp_path / name, TEXTS)
    assert ".pdf、.odt、.xlsx" in refused.value.told(TEXTS)
    assert list(tmp_path.iterdir()) == []


def test_capitals_in_the_name_are_understood(tmp_path: Path) -> None:
    write_plan(PLAN, tmp_path / "PLAN.ODT", TEXTS)
    assert (tmp_path / "PLAN.ODT").exists()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write_plan(PLAN, tmp_path / "nowhere" / "plan.odt", TEXTS)
    (tmp_path / "plan.pdf").mkdir()
    with pytest.raises(UserError):
        write_plan(PLAN, tmp_path / "plan.pdf", TEXTS)


def test_whoever_stops_leaves_what_was_there(tmp_path: Path) -> None:
    def stop(done: int, _whole: int) -> None:
        if done:
            raise CancelledError

    file = tmp_path / "owed.pdf"
    file.write_bytes(b"before")
    owed = obligations_of(PLAN, NOW.date(), None)
    with pytest.raises(CancelledError):
        write_obligations(PLAN, owed, file, TEXTS, NOW, stop)
    coverage = coverage_of(PLAN, None)
    with pytest.raises(CancelledError):
        write_coverage(PLAN, coverage, file, TEXTS, stop)
    assert file.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["owed.pdf"]  # noqa: PTH208 - hidden ones too


def test_how_far_it_is_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    owed = obligations_of(PLAN, date(2024, 11, 20), None)
    write_obligations(
        PLAN,
        owed,
        tmp_path / "owed.pdf",
        TEXTS,
        NOW,
        lambda done, whole: told.append((done, whole)),
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("show", PLAN.code), "plan.odt"),
        (("coverage", PLAN.code), "coverage.ods"),
        (("obligations", PLAN.code, "--on", "2024-11-20"), "owed.ics"),
    ],
)
def test_the_command_line_writes_the_same_files(
    zoucha: Command, tmp_path: Path, words: tuple[str, ...], file: str
) -> None:
    target = tmp_path / file
    said = zoucha("plan", *words, "--out", target)
    assert said.code == 0, said.err
    assert said.out.splitlines()[-1] == f"已寫出 {target}。"
    assert target.read_bytes().startswith(BEGINNINGS[target.suffix])


def test_json_is_the_only_thing_on_the_way_out(zoucha: Command, tmp_path: Path) -> None:
    target = tmp_path / "plan.odt"
    said = zoucha("plan", "show", PLAN.code, "--json", "--out", target)
    assert said.data["title"] == PLAN.title
    assert target.exists()


def test_a_refusal_of_the_command_line_is_one_sentence(
    zoucha: Command, tmp_path: Path
) -> None:
    said = zoucha("plan", "show", PLAN.code, "--out", tmp_path / "plan.doc")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
