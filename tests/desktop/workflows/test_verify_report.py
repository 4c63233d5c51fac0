from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workflows.verify_report import judge_each
from forms.errors import UserError
from forms.signing.verdict import Integrity, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workflows.demo import Example


def test_a_file_that_is_gone_spoils_no_other(example: Example, tmp_path: Path) -> None:
    gone = tmp_path / "gone.pdf"
    found = judge_each([example.report, gone, example.report, tmp_path], None)
    assert [type(one) for one in found] == [Verdict, UserError, Verdict, UserError]
    first = found[0]
    assert isinstance(first, Verdict)
    assert first.verdict is Integrity.VALID
    assert "gone.pdf" in str(found[1])
