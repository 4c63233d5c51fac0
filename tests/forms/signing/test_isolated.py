"""Verifying in another process: hostile files cost their sender, not the reader."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from forms.errors import UserError
from forms.signing.chain import LARGEST_REPORT
from forms.signing.isolated import read_report, verify_files
from forms.signing.verdict import Integrity, Verdict
from forms.signing.verify import verify
from tests.forms.signing.hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forms.signing.surgery import Reports

COMMAND = (sys.executable, "-P", "-m", "forms.signing.worker")


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_worker_says_what_verifying_here_says(reports: Reports, tmp_path: Path) -> None:
    contents = (reports.sealed, reports.complete, reports.signed + b" ", b"hello")
    paths = [
        _file(tmp_path, f"報告 {number}.pdf", content)
        for number, content in enumerate(contents)
    ]

    assert verify_files(paths, command=COMMAND) == [verify(one) for one in contents]


def test_profile_is_asked_after_the_worker_answered(
    reports: Reports, tmp_path: Path
) -> None:
    path = _file(tmp_path, "report.pdf", reports.signed)
    known = {"115-A1B2-7": verify(reports.sealed).first_revision}

    (verdict,) = verify_files([path], command=COMMAND, known=known, pinned={})

    assert verdict.known is True


def test_each_verdict_is_a_step(reports: Reports, tmp_path: Path) -> None:
    paths = [_file(tmp_path, f"{n}.pdf", reports.signed) for n in range(3)]
    steps: list[tuple[int, int]] = []

    verify_files(paths, command=COMMAND, step=lambda *done: steps.append(done))

    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_no_more_is_read_than_a_report_can_have(tmp_path: Path) -> None:
    small, large = tmp_path / "small.pdf", tmp_path / "large.pdf"
    small.write_bytes(b"%PDF-1.7")
    with large.open("wb") as file:
        file.truncate(LARGEST_REPORT + 1)

    assert read_report(small) == b"%PDF-1.7"
    with pytest.raises(UserError, match="too large"):
        read_report(large)


def test_hostile_files_are_refused_and_the_next_one_is_answered(
    reports: Reports, tmp_path: Path
) -> None:
    paths = [
        _file(tmp_path, f"{name}.pdf", make(reports)) for name, make in HOSTILE.items()
    ]
    good = _file(tmp_path, "report.pdf", reports.signed)

    verdicts = verify_files([*paths, good], command=COMMAND, seconds=1.0)

    passed = [
        path.name
        for path, verdict in zip(paths, verdicts, strict=False)
        if verdict.verdict is not Integrity.INVALID
    ]
    assert passed == []
    assert verdicts[-1].verdict is Integrity.VALID


@pytest.mark.parametrize(
    "program",
    [
        "print('ready', flush=True)",
        "print('ready', flush=True); input(); print('nonsense', flush=True)",
        "print('ready', flush=True); input(); print('{\"verdict\": 1}', flush=True)",
        "print('ready', flush=True); input(); import os; os.abort()",
        "print('ready', flush=True); input(); import time; time.sleep(60)",
    ],
)
def test_worker_that_fails_makes_no_file_valid(
    program: str, reports: Reports, tmp_path: Path
) -> None:
    path = _file(tmp_path, "report.pdf", reports.signed)

    verdicts = verify_files(
        [path, path], command=(sys.executable, "-c", program), seconds=0.5
    )

    assert [one.verdict for one in verdicts] == [Integrity.INVALID] * 2


@pytest.mark.parametrize(
    "command", [("no-such-program",), (sys.executable, "-c", "raise SystemExit(3)")]
)
def test_worker_that_does_not_start_is_told(
    command: tuple[str, ...], reports: Reports, tmp_path: Path
) -> None:
    path = _file(tmp_path, "report.pdf", reports.signed)

    with pytest.raises(UserError, match="does not start"):
        verify_files([path], command=command)


def test_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.pdf does not exist"):
        verify_files([tmp_path / "gone.pdf"], command=COMMAND)


def test_folder_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=tmp_path.name):
        verify_files([tmp_path], command=COMMAND)


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(pipe)

    with pytest.raises(UserError, match=r"pipe\.pdf is no file"):
        verify_files([pipe], command=COMMAND)


def test_worker_takes_no_more_than_512_megabytes() -> None:
    resource = pytest.importorskip("resource", reason="this system has no limits")
    program = (
        "from forms.signing import worker; worker._limit_memory()\n"
        "import resource; print(resource.getrlimit(resource.RLIMIT_AS)[0])\n"
        "try: bytearray(600 * 1024 * 1024)\n"
        "except MemoryError: print('refused')\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert resource
    assert told.stdout.split() == [str(512 * 1024 * 1024), "refused"]


def test_asking_the_worker_imports_nothing_heavy() -> None:
    program = (
        "import sys, forms.signing.isolated\n"
        "heavy = {'pyhanko', 'asn1crypto', 'cryptography', 'pikepdf', 'reportlab'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )

    told = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert told.stdout.strip() == "[]"


def test_verdict_survives_the_border_between_processes(reports: Reports) -> None:
    verdict = verify(reports.sealed)

    assert Verdict.from_line(verdict.to_line()) == verdict
    assert b"\n" not in verdict.to_line()
