"""Every page and every dialog goes when nobody holds it; a test looks at each."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop.dialogs.bug import BugDialog
from desktop.dialogs.confirm import ConfirmDialog
from resources.texts import Texts
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_HERE: Final = Path(__file__).parent
_WINDOW: Final = _HERE.parents[1] / "desktop"
_SHOWN: Final = re.compile(r"^class (\w+)\((?:QDialog|Page|Gate)\)", re.MULTILINE)
_KINDS: Final = sorted(
    name
    for folder in ("pages", "dialogs")
    for file in (_WINDOW / folder).glob("*.py")
    for name in _SHOWN.findall(file.read_text(encoding="utf-8"))
)
_LOOKS: Final = ("is_freed(", "weakref.ref(")


@cache
def looked_after() -> frozenset[str]:
    """Every name in a test that looks whether something is freed, or in its helpers."""
    found: set[str] = set()
    for file in _HERE.rglob("test_*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
        names = {one.name: _names(one) for one in functions}
        for one in functions:
            if any(look in ast.unparse(one) for look in _LOOKS):
                found |= names[one.name]
                for helper in names[one.name] & names.keys():
                    found |= names[helper]
    return frozenset(found)


def _names(function: ast.FunctionDef) -> set[str]:
    nodes = list(ast.walk(function))
    return {one.id for one in nodes if isinstance(one, ast.Name)} | {
        one.arg for one in nodes if isinstance(one, ast.arg)
    }


@pytest.mark.parametrize("kind", _KINDS)
def test_somebody_looks_whether_it_is_freed(kind: str) -> None:
    assert kind in looked_after()


def test_a_question_is_freed(qtbot: QtBot) -> None:
    def make() -> ConfirmDialog:
        return ConfirmDialog(
            None, Texts("en"), question="Leave?", detail="It is lost.", action="Leave"
        )

    assert is_freed(qtbot, make)


def test_what_tells_of_a_fault_is_freed(qtbot: QtBot) -> None:
    assert is_freed(qtbot, lambda: BugDialog(None, Texts("en"), "Traceback"))
