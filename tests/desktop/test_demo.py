from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.demo import make_example
from forms.canonical import canonical
from forms.sealed import read_sealed
from forms.signing.verdict import Integrity
from resources.texts import Texts
from tests.desktop.conftest import CHEAP, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workflows.demo import Example
    from tests.desktop.conftest import Command


def judge(tool: str, *words: object) -> str:
    """What another program says; skipped where it is not installed."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    said = subprocess.run(
        [tool, *map(str, words)], capture_output=True, text=True, check=True
    )
    return said.stdout


def test_the_example_says_what_it_did_in_six_lines(
    zoucha: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZOUCHA_PASSPHRASE")
    said = zoucha("demo", "--out", tmp_path / "demo", "--seed", 7)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert len(lines) <= 6
    assert "115年沿用" in said.out
    assert str(tmp_path / "demo" / "report.pdf") in said.out
    assert "zoucha --data" in lines[-1]
    assert zoucha("verify", tmp_path / "demo" / "report.pdf").code == 0
    again = zoucha("demo", "--out", tmp_path / "demo")
    assert again.code == 1
    assert str(tmp_path / "demo") in again.err


def test_poppler_finds_two_valid_signatures(example: Example) -> None:
    said = judge("pdfsig", "-nocert", example.report)
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said
    assert said.count("ETSI.CAdES.detached") == 2


def test_poppler_finds_every_font_embedded_with_its_unicode_map(
    example: Example,
) -> None:
    rows = judge("pdffonts", example.report).splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row


def test_the_words_come_out_whole(example: Example) -> None:
    text = "".join(judge("pdftotext", example.report, "-").split())
    sealed = example.sealed
    for words in (
        "交通部航港局",
        "為民服務實地查核紀錄表",
        sealed.number,
        sealed.inspection.unit,
        "115年沿用",
        *(person.name for person in sealed.inspection.people),
        *(finding.text for finding in sealed.findings),
    ):
        assert words.replace(" ", "") in text, words


def test_the_whole_visit_travels_inside(example: Example, tmp_path: Path) -> None:
    judge("pdfdetach", "-save", 1, "-o", tmp_path / "inside.json", example.report)
    inside = (tmp_path / "inside.json").read_bytes()
    assert inside == example.sealed.content
    assert canonical(json.loads(inside)) == inside
    assert read_sealed(inside, "inside.json") == example.sealed


def test_qpdf_finds_nothing_wrong(example: Example) -> None:
    assert "No syntax or stream encoding errors" in judge(
        "qpdf", "--check", example.report
    )


def test_the_example_is_valid_and_known_to_its_profile(example: Example) -> None:
    assert example.verdict.verdict is Integrity.VALID
    assert example.verdict.known is True
    sealed = example.sealed
    assert len(sealed.photos) == 2
    assert sealed.findings
    assert sealed.inspection.plan is not None
    assert sealed.inspection.plan.carried_over_to == 115


def test_another_seed_is_another_visit(example: Example, tmp_path: Path) -> None:
    other = make_example(
        tmp_path, seed=2, now=NOW, texts=Texts("zh-TW"), cost=CHEAP
    ).sealed
    one = example.sealed
    assert other.answers != one.answers
    assert other.inspection.id != one.inspection.id
    assert other.inspection.people != one.inspection.people


def test_an_english_example_is_sound_too(tmp_path: Path) -> None:
    made = make_example(tmp_path, seed=3, now=NOW, texts=Texts("en"), cost=CHEAP)
    assert made.verdict.verdict is Integrity.VALID
    assert made.sealed.language == "en"
