from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from db.store import Store
from forms.checklist.library import built_in
from forms.checklist.model import AnswerKind
from tests.desktop.conftest import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from forms.sealed import SealedInspection
    from tests.desktop.conftest import Command, Said

NOW = datetime.now().astimezone()
VALUES = {
    AnswerKind.LEVEL: "conform",
    AnswerKind.SAMPLE: {"n": 4, "m": 4},
}


@pytest.fixture
def visit() -> dict[str, Any]:
    """Every item of EN conforms, and everything is explained."""
    return {
        "people": {
            "inspector": "王堃霖",
            "accompanying": {"name": "𡍼𠮷", "title": "科長"},
        },
        "started": ago(minutes=80),
        "answers": {
            item.key: {"value": VALUES[item.kind], "note": "已看過"}
            for item in built_in("EN").items()
            if item.required
        },
        "findings": [],
    }


def ago(**time: float) -> str:
    return (NOW - timedelta(**time)).isoformat()


class Desk:
    """A profile, an answers file and a place for the report."""

    def __init__(self, zoucha: Command, profile: Path, folder: Path) -> None:
        self.zoucha = zoucha
        self.profile = profile
        self.answers = folder / "answers.json"
        self.report = folder / "report.pdf"

    def inspect(self, visit: object, *words: str) -> Said:
        self.answers.write_text(json.dumps(visit), "utf-8")
        return self.zoucha(
            *("inspect", "--data", self.profile, "--checklist", "EN"),
            *("--unit", "北部航務中心", "--answers", self.answers),
            *("--out", self.report, *words),
        )

    def verdict(self) -> dict[str, Any]:
        said = self.zoucha("verify", self.report, "--json")
        (verdict,) = said.data["files"]
        assert said.code == (0 if verdict["verdict"] == "valid" else 1)
        return verdict  # type: ignore[no-any-return]

    def sealed(self) -> list[SealedInspection]:
        """What the profile holds; there are no drafts either."""
        with Store.open(self.profile, PASSPHRASE) as store:
            visits = store.inspections.all()
            return [
                sealed
                for visit in visits
                if (sealed := store.reports.sealed(visit.number or "")) is not None
            ]

    def inspections(self) -> int:
        with Store.open(self.profile, PASSPHRASE) as store:
            return len(store.inspections.all())


@pytest.fixture
def desk(zoucha: Command, profile: Path, tmp_path: Path) -> Desk:
    return Desk(zoucha, profile, tmp_path)


def test_the_report_is_complete_once_the_accompanying_officer_has_signed(
    desk: Desk, visit: dict[str, Any]
) -> None:
    made = desk.inspect(visit)
    assert made.code == 0, made.err
    verdict = desk.verdict()
    assert verdict["verdict"] == "incomplete"
    assert [one["by"] for one in verdict["signatures"]] == ["王堃霖"]
    signed = desk.zoucha(
        *("countersign", desk.report, "--data", desk.profile),
        *("--as", "accompanying", "--name", "𡍼𠮷"),
    )
    assert signed.code == 0, signed.err
    verdict = desk.verdict()
    assert verdict["verdict"] == "valid"
    assert verdict["identity"] == "self-made"
    assert verdict["known"] is None
    assert [one["role"] for one in verdict["signatures"]] == [
        "inspector",
        "accompanying",
    ]
    known = desk.zoucha("verify", desk.report, "--data", desk.profile, "--json")
    assert known.data["files"][0]["known"] is True


def test_ink_in_the_file_signs_and_a_refusal_is_recorded(
    desk: Desk, visit: dict[str, Any], tmp_path: Path
) -> None:
    officer = visit["people"]["accompanying"]
    officer["ink"] = [[[0.1, 0.5], [0.5, 0.2], [0.9, 0.5]]]
    assert desk.inspect(visit).code == 0
    assert desk.verdict()["verdict"] == "valid"
    del officer["ink"]
    officer["refused"] = "對缺失認定有不同意見"
    desk.report = tmp_path / "refused.pdf"
    assert desk.inspect(visit).code == 0
    verdict = desk.verdict()
    assert verdict["verdict"] == "valid"
    assert len(verdict["signatures"]) == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda v: v["answers"].pop("EN05"), "EN05"),
        (lambda v: v["answers"].update(EN99={"value": "conform"}), "EN99"),
        (lambda v: v["answers"]["EN01"].update(value="fine"), "EN01"),
        (lambda v: v["answers"]["EN01"].update(photos=["none.jpg"]), "none.jpg"),
        (lambda v: v["answers"]["EN07"].update(photos=["good.png"]), "EN07"),
        (lambda v: v["answers"]["EN01"].update(photos=["bad.jpg"]), "bad.jpg"),
        (lambda v: v.update(started="yesterday"), "yesterday"),
        (lambda v: v.update(ended=ago(hours=2)), "started"),
        (lambda v: v.update(started="1999-01-01T09:00:00+08:00"), "started"),
        (lambda v: v.update(started="0001-01-01T09:00:00+08:00"), "started"),
        (lambda v: v.update(ended=ago(days=-2)), "ended"),
        (lambda v: v.update(ended="9999-12-31T23:59:59-08:00"), "ended"),
        (lambda v: v.update(ended=""), "ended"),
        (lambda v: v.update(kind="nosy"), "nosy"),
        (lambda v: v.update(plan="no-plan"), "no-plan"),
        (lambda v: v.update(plan=["x"]), "plan"),
        (lambda v: v.update(place="一樓\n二樓"), "U+000A"),
        (lambda v: v.update(facts={"moon": True}), "moon"),
        (lambda v: v.update(extra=1), "extra"),
        (lambda v: v.update(findings=[{"item": "ZZ", "text": "x"}]), "ZZ"),
        (lambda v: v.update(findings=[{"item": "EN01", "text": " "}]), "findings[1]"),
        (lambda v: v["findings"].append({"text": "x", "due": "soon"}), "soon"),
        (lambda v: v["findings"].append({"text": "x", "due": "0001-01-01"}), "due"),
        (lambda v: v["findings"].append({"text": "x", "due": "2020-01-01"}), "due"),
        (
            lambda v: v["findings"].append({"text": "x", "corrected_on_site": "yes"}),
            "corrected_on_site",
        ),
        (lambda v: v.update(findings=[{"text": "x"}] * 501), "500"),
        (lambda v: v["people"].update(inspector={"name": ""}), "inspector"),
        (lambda v: v["people"].update(inspector=["x"]), "inspector"),
        (lambda v: v["people"].update(inspector={"name": "x", "ink": []}), "ink"),
        (lambda v: v["people"].update(accompanying="林\u202e"), "U+202E"),
        (lambda v: v["people"]["accompanying"].update(refused="  "), "refused"),
        (
            lambda v: v["people"]["accompanying"].update(refused="x", ink=[[[0, 0]]]),
            "refused",
        ),
        (lambda v: v["people"]["accompanying"].update(ink=[[[2, 2]]]), "ink"),
        (lambda v: v["people"]["accompanying"].update(ink=[[[10**400, 0]]]), "ink"),
        (lambda v: v["answers"]["EN01"].update(photos=["a\0b"]), r"a\x00b"),
        (lambda v: v["answers"]["EN01"].update(photos=["\ud800.png"]), r"\ud800.png"),
        (lambda v: v["answers"]["EN01"].update(photos=["/dev/zero"]), "/dev/zero"),
        (lambda v: v["answers"]["EN01"].update(note="a\x9bb"), "U+009B"),
        (lambda v: v.update(answers=[]), "answers"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_written(
    desk: Desk, visit: dict[str, Any], tmp_path: Path, change: Any, named: str
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "good.png")
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    change(visit)
    said = desk.inspect(visit)
    assert said.code == 1
    assert named in said.err
    assert said.err.count("\n") == 1
    assert "ZOUCHA_DEBUG" not in said.err
    assert said.out == ""
    assert not desk.report.exists()
    assert desk.inspections() == 0


def test_a_file_that_is_no_visit_is_refused(desk: Desk, tmp_path: Path) -> None:
    for content in (b"", b"{", b"[]", b"\xff\xfe", b'{"a": NaN}', b"[" * 200_000):
        desk.answers.write_bytes(content)
        said = desk.zoucha(
            *("inspect", "--data", desk.profile, "--checklist", "EN"),
            *("--unit", "x", "--answers", desk.answers, "--out", desk.report),
        )
        assert said.code == 1
        assert desk.answers.name in said.err
    desk.answers.write_bytes(b'{"started": 1, "kind": 2, "started": 3}')
    twice = desk.zoucha(
        *("inspect", "--data", desk.profile, "--checklist", "EN"),
        *("--unit", "x", "--answers", desk.answers, "--out", desk.report),
    )
    assert "started" in twice.err
    missing = desk.zoucha(
        *("inspect", "--data", desk.profile, "--checklist", "EN", "--unit", "x"),
        *("--answers", tmp_path / "gone.json", "--out", desk.report),
    )
    assert "gone.json" in missing.err


def test_a_place_that_cannot_be_written_is_told_before_anything_is_sealed(
    desk: Desk, visit: dict[str, Any], tmp_path: Path
) -> None:
    desk.report = tmp_path / "nowhere" / "report.pdf"
    said = desk.inspect(visit)
    assert said.code == 1
    assert "report.pdf" in said.err
    assert desk.inspections() == 0


def test_what_does_not_conform_is_a_finding_with_a_date(
    desk: Desk, visit: dict[str, Any]
) -> None:
    visit["answers"]["EN12"] = {"value": "nonconform", "note": "安全門上鎖"}
    visit["answers"]["EN02"] = {"value": "partly"}
    due = (NOW + timedelta(days=11)).date().isoformat()
    visit["findings"] = [{"item": "EN02", "text": "燈管閃爍", "due": due}]
    made = desk.inspect(visit, "--json")
    assert made.code == 0, made.err
    # The note and the photos that these answers ask for are only missed.
    assert "EN02" in made.err
    (sealed,) = desk.sealed()
    assert [(one.item, one.text, str(one.due)) for one in sealed.findings] == [
        ("EN02", "燈管閃爍", due),
        ("EN12", "安全門上鎖", str(sealed.findings[1].due)),
    ]
    assert sealed.findings[1].due is not None


def test_what_is_there_is_not_overwritten(
    desk: Desk, visit: dict[str, Any], tmp_path: Path
) -> None:
    desk.report.write_bytes(b"somebody's")
    kept = (desk.profile / "keys.json").read_bytes()
    for target in (desk.report, desk.answers, desk.profile / "keys.json"):
        desk.report = target
        assert desk.inspect(visit).code == 1
    desk.report = desk.profile / "outbox" / "report.pdf"
    assert desk.inspect(visit).code == 1
    assert (tmp_path / "report.pdf").read_bytes() == b"somebody's"
    assert (desk.profile / "keys.json").read_bytes() == kept
    assert json.loads(desk.answers.read_text("utf-8")) == visit
    assert desk.inspections() == 0


def test_a_report_is_there_though_no_backup_can_be_made(
    desk: Desk, visit: dict[str, Any], tmp_path: Path
) -> None:
    shutil.rmtree(desk.profile / "backups")
    (desk.profile / "backups").write_text("in the way")
    made = desk.inspect(visit, "--json")
    assert made.code == 0, made.err
    number = made.data["number"]
    assert f"zoucha report {number}" in made.err
    (warning,) = made.data["warnings"]
    assert number in warning
    assert desk.verdict()["verdict"] == "incomplete"
    assert desk.inspections() == 1


def test_a_sealed_report_is_written_once_more(
    desk: Desk, visit: dict[str, Any], tmp_path: Path
) -> None:
    number = desk.inspect(visit, "--json").data["number"]
    copy = tmp_path / "copy.pdf"
    words = ("--data", desk.profile, "--out", copy)
    made = desk.zoucha("report", number, *words)
    assert made.code == 0, made.err
    assert copy.read_bytes() == desk.report.read_bytes()
    again = desk.zoucha("report", number, *words)
    assert again.code == 1
    assert str(copy) in again.err
    copy.unlink()
    unknown = desk.zoucha("report", "1-NO-1", *words, "--json")
    assert unknown.code == 1
    assert "1-NO-1" in unknown.data["error"]
    assert not copy.exists()


def test_a_signature_is_given_with_one_key(desk: Desk, tmp_path: Path) -> None:
    words = ("countersign", desk.report, "--data", desk.profile, "--as", "unit-head")
    said = desk.zoucha(*words, "--name", "林", "--p12", tmp_path / "x.p12")
    assert said.code == 2


def test_a_checklist_of_an_impossible_version_is_refused(
    desk: Desk, visit: dict[str, Any]
) -> None:
    said = desk.inspect(visit, "--checklist", "EN@99999999999999999999")
    assert said.code == 1
    assert "EN@99999999999999999999" in said.err
    assert "ZOUCHA_DEBUG" not in said.err


@pytest.mark.parametrize("unit", ["", " ", "a\x1b[31m", "a\nb", "a\udcff"])
def test_a_unit_without_a_name_is_refused(
    desk: Desk, visit: dict[str, Any], unit: str
) -> None:
    said = desk.inspect(visit, "--unit", unit)
    assert said.code == 1
    assert "--unit" in said.err
    assert desk.inspections() == 0
