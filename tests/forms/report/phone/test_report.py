"""The report of a round, as other programs read it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from forms.phone.call import CallSheet, CallState
from forms.phone.record import record_of, result_of
from forms.phone.scoring import shown
from forms.phone.working import exact
from forms.report.content import report_of
from forms.report.pdf import Rendered, render
from forms.report.phone.results_pdf import results_pdf
from forms.sealed import read_sealed
from resources.texts import Texts
from tests.forms.report.phone import rounds

if TYPE_CHECKING:
    from pathlib import Path

    from forms.phone.record import PhoneRecord

TEXTS = Texts("zh-TW")


def rendered(record: PhoneRecord, language: str = "zh-TW") -> Rendered:
    texts = Texts(language)
    sealed = rounds.sealed(record, language)
    return render(sealed, report_of(sealed, texts), {}, texts)


@cache
def usual() -> tuple[PhoneRecord, Rendered]:
    record = rounds.record()
    return record, rendered(record)


def output(name: str, pdf: bytes, folder: Path, *arguments: str) -> str:
    tool = shutil.which(name)
    if tool is None:
        pytest.skip(f"{name} is not installed")
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        [tool, *(part.format(file=file) for part in arguments)],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def said(pdf: bytes, folder: Path) -> str:
    text = output("pdftotext", pdf, folder, "-raw", "{file}", "-")
    return re.sub(r"\s", "", text)


def test_the_file_is_sound_and_its_fonts_are_inside(tmp_path: Path) -> None:
    pdf = usual()[1].pdf
    assert "No syntax or stream encoding errors" in output(
        "qpdf", pdf, tmp_path, "--check", "{file}"
    )
    for line in output("pdffonts", pdf, tmp_path, "{file}").splitlines()[2:]:
        assert re.search(r" yes +yes +yes +\d+ +\d+$", line), line


def test_the_same_round_gives_the_same_bytes() -> None:
    record, report = usual()
    again = read_sealed(rounds.sealed(record).content, "inspection.json")
    texts = Texts("zh-TW")
    assert render(again, report_of(again, texts), {}, texts).pdf == report.pdf


def test_every_call_is_told_with_its_points(tmp_path: Path) -> None:
    record, report = usual()
    text = said(report.pdf, tmp_path)
    assert "電話禮貌測試紀錄表" in text
    for one in record.calls:
        assert f"分機{one.call.extension}" in text or one.call.hotline
        if one.marks:
            assert f"×{exact(one.marks.multiplier)}{exact(one.marks.uncapped)}" in text
            assert one.marks.shown in text
        if asked := one.call.question:
            assert text.count(asked) == sum(
                o.call.question == asked and not o.call.withdrawn for o in record.calls
            )
    assert "＊" in text


def test_units_and_the_round_are_told_as_they_were_worked_out(tmp_path: Path) -> None:
    record, report = usual()
    text = said(report.pdf, tmp_path)
    result = result_of(record)
    assert result
    for means in (result.means, *(unit.means for unit in result.units)):
        assert shown(record.scale, means.mean) in text
    assert "+1.5" in text
    assert "名次" in text
    assert "提改善報告" in text


def test_units_are_ranked_only_if_the_agency_ranks(tmp_path: Path) -> None:
    record = rounds.record(ranked=False, hotline=False)
    assert "名次1" not in said(rendered(record).pdf, tmp_path).replace("通數", "")
    content = report_of(rounds.sealed(record), TEXTS).phone
    assert content
    assert all(unit.rank == "" for unit in content.units)


def test_what_is_our_own_is_said_to_be(tmp_path: Path) -> None:
    record, report = usual()
    text = said(report.pdf, tmp_path)
    assert "本機關自訂" in text
    for part in (record.scale.source, record.scale.own_part):
        assert re.sub(r"\s", "", part["zh-TW"]) in text


def test_testers_are_named_and_whoever_was_called_is_not(tmp_path: Path) -> None:
    record = rounds.record(8, 5)
    assert any(one.sheet.message for one in record.calls)
    text = said(rendered(record).pdf, tmp_path)
    for tester in rounds.TESTERS:
        assert tester.name in text
    assert rounds.ANSWERED_BY not in text
    assert rounds.CALLER not in text


def test_the_sample_can_be_drawn_again_from_the_pages_alone(tmp_path: Path) -> None:
    """By the printed words; nothing of `forms.phone.sampling` is used."""
    record = rounds.record(3, 2, extensions=5, hotline=False)
    sealed = rounds.sealed(record)
    report = report_of(sealed, TEXTS).phone
    assert report
    text = said(rendered(record).pdf, tmp_path)
    facts = {one.label: one.text for one in report.proof.facts}
    seed = facts["亂數種子"]
    assert seed in text
    lines = []
    for unit in report.proof.frame:
        ordered = [*unit.sample.split("、"), *unit.others.split("、")]
        assert "".join(unit.sample.split("、")) in text.replace("、", "")
        assert ordered == sorted(
            ordered, key=lambda e: rank("line", seed, unit.unit, e)
        )
        lines += [(unit.unit, one) for one in ordered]
    frame = [{"extension": e, "unit": u} for u, e in sorted(lines)]
    printed = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.sha256(printed).hexdigest() in text
    sample = [
        (unit.unit, one)
        for unit in report.proof.frame
        for one in unit.sample.split("、")
    ]
    sample.sort(key=lambda line: rank("order", seed, *line))
    assert sample == [
        (one.call.unit, one.call.extension)
        for one in record.calls
        if one.call.stands_in_for is None
    ]


def rank(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def test_a_replacement_is_told_with_its_reason(tmp_path: Path) -> None:
    record, report = usual()
    text = said(report.pdf, tmp_path)
    gone = next(one for one in record.calls if one.state is CallState.WITHDRAWN)
    instead = next(one for one in record.calls if one.call.stands_in_for)
    assert f"分機{gone.call.extension}分機已拆除分機{instead.call.extension}" in text


def test_the_working_of_each_call_of_a_small_round_is_told(tmp_path: Path) -> None:
    record, report = usual()
    text = said(report.pdf, tmp_path)
    content = report_of(rounds.sealed(record), TEXTS).phone
    assert content
    assert len(content.workings) == sum(one.marks is not None for one in record.calls)
    for one in content.workings:
        assert re.sub(r"\s", "", one.text) in text


def test_of_a_large_round_the_low_calls_are_worked_out() -> None:
    record = rounds.record(20, 3)
    content = report_of(rounds.sealed(record), TEXTS).phone
    assert content
    low = [one for one in record.calls if one.marks and one.marks.total < 90]
    assert 0 < len(low) == len(content.workings)
    assert len(content.workings) < len(record.calls)


def test_units_too_many_for_bars_are_told_by_grade(tmp_path: Path) -> None:
    record = rounds.record(90, 1, hotline=False)
    content = report_of(rounds.sealed(record), TEXTS).phone
    assert content
    assert content.bars[0].label == "優良（通數）"
    assert "第90分駐辦公室" in said(rendered(record).pdf, tmp_path)


def test_a_round_in_which_nothing_could_be_scored_has_a_report(tmp_path: Path) -> None:
    record = rounds.record(2, 1, hotline=False, earlier=False, number=1)
    calls = tuple(
        record_of(record.scale, one.call, one.events, CallSheet(parts=()))
        for one in record.calls
    )
    record = replace(record, calls=calls, totals=())
    text = said(rendered(record).pdf, tmp_path)
    assert "本梯次沒有列入計分的通話" in text


def test_a_report_may_be_in_english(tmp_path: Path) -> None:
    text = said(rendered(rounds.record(2, 1), "en").pdf, tmp_path)
    assert "Telephone-courtesytestrecord" in text
    assert "Howthesamplewasdrawn" in text


def test_a_remark_of_many_pages_is_printed_whole(tmp_path: Path) -> None:
    record = rounds.record(1, 1, hotline=False, earlier=False)
    long = "".join(f"第{number}點，語氣平淡。" for number in range(400))
    calls = tuple(
        replace(one, sheet=replace(one.sheet, remarks=long)) for one in record.calls
    )
    text = said(rendered(replace(record, calls=calls)).pdf, tmp_path)
    for number in range(400):
        assert f"第{number}點" in text


def test_the_outside_version_tells_units_only(tmp_path: Path) -> None:
    record = rounds.record()
    pdf = results_pdf(record, TEXTS, agency="高雄市政府海洋局", outside=True)
    text = said(pdf, tmp_path)
    result = result_of(record)
    assert result
    for unit in result.units:
        assert unit.name in text
        assert shown(record.scale, unit.means.mean) in text
    for extension in {one.extension for one in record.round.definition.frame}:
        assert extension not in text
    for tester in rounds.TESTERS:
        assert tester.name not in text
    assert rounds.QUESTION not in text
    assert rounds.SEED not in text
    assert b"inspection.json" not in pdf


def test_the_working_copy_tells_everything_and_that_it_is_none(tmp_path: Path) -> None:
    record = rounds.record()
    pdf = results_pdf(record, TEXTS, agency="高雄市政府海洋局", outside=False)
    text = said(pdf, tmp_path)
    assert "以簽章之紀錄表為準" in text
    assert rounds.SEED in text
    assert rounds.TESTERS[0].name in text
    assert "No syntax or stream encoding errors" in output(
        "qpdf", pdf, tmp_path, "--check", "{file}"
    )
