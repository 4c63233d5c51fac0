"""What no linter knows about our house."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "db", "forms", "resources")
FILES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
WINDOW = sorted(
    path
    for name in ("pages", "dialogs", "widgets")
    for path in (ROOT / "desktop" / name).rglob("*.py")
)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
SHOWS_TEXT = frozenset(
    {
        *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton"),
        *("QGroupBox", "QAction", "setText", "setToolTip", "setPlaceholderText"),
        *("setWindowTitle", "setAccessibleName", "setAccessibleDescription"),
        *("addTab", "setTitle", "setLabelText", "setHeaderLabels"),
    }
)
MOST_LINES = 470  # a file beyond 400 asks to be split; none may grow further


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr, node
            elif isinstance(function, ast.Name):
                yield function.id, node


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_signals_are_connected_to_bound_methods_only(path: Path) -> None:
    """A lambda or a partial in a connection keeps its widget alive for ever."""
    guilty = [
        node.lineno
        for name, node in _calls(path)
        if name == "connect"
        for argument in node.args
        if isinstance(argument, ast.Lambda)
        or (
            isinstance(argument, ast.Call)
            and isinstance(argument.func, ast.Name)
            and argument.func.id == "partial"
        )
    ]
    assert guilty == []


@pytest.mark.parametrize("path", WINDOW, ids=_name)
def test_every_word_in_the_window_comes_from_the_catalogue(path: Path) -> None:
    guilty = [
        (node.lineno, argument.value)
        for name, node in _calls(path)
        if name in SHOWS_TEXT
        for argument in node.args
        if isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and re.search(r"[A-Za-z\u4e00-\u9fff]{2}", argument.value)
    ]
    assert guilty == []


@pytest.mark.parametrize("path", WINDOW, ids=_name)
def test_colours_are_tokens_of_the_theme(path: Path) -> None:
    assert COLOUR.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", WINDOW, ids=_name)
def test_a_class_tells_of_each_of_its_signals(path: Path) -> None:
    untold = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        signals = {
            target.id
            for statement in node.body
            if isinstance(statement, ast.Assign)
            and isinstance(statement.value, ast.Call)
            and getattr(statement.value.func, "id", "") == "Signal"
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        told = ast.get_docstring(node) or ""
        untold += [
            f"{node.name}.{signal}" for signal in signals if f"{signal}(" not in told
        ]
    assert untold == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_has_one_idea_and_is_short_enough_to_hold_it(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def test_nothing_names_the_machine_it_was_made_on() -> None:
    tracked = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".spec", ".qss", ".po", ".json"}
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]
    words = re.compile("/(root|home|tmp|work)/|py" + r"pi\.org|files\.python")
    guilty = [
        _name(path)
        for path in tracked
        if words.search(path.read_text("utf-8", errors="replace"))
    ]
    assert guilty == []
