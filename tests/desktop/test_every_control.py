"""What holds for every control on every page, in either language."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop import theme
from desktop.settings import Scheme
from resources import folder
from resources.texts import LANGUAGES
from tests.desktop.every_page import at_work, every_dialog, every_gate, every_page
from tests.desktop.seen import Seen, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtWidgets import QApplication

    from desktop.workflows.demo import Example

_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_HAN: Final = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+")
_NO_WORDS: Final = re.compile(
    r"""
      \b\d{3}-[A-Z0-9]{3}-\d{4}\b                   # the number of a report
    | \b(?:[A-Z0-9]{4}-){3,}[A-Z0-9]{4}\b           # a recovery code
    | \b[A-Z]{2}\d{2}\b | \b[KO]-[a-z]+\b           # items, and those of a test
    | \b[\w-]+\.(?:pdf|jpg|db|json|xlsx|txt|odt|p12|pfx|so)\b | \*\.\w+
    | /\S+                                          # a folder
    | \b(?:[0-9a-f]{4}[ -]?){2,}                    # a fingerprint, or its beginning
    | \b[IVX]+\b                                   # the paragraph of an article
    | \bzoucha\ [\d.]+,.*                          # the version of everything
    | 「zoucha\ \w+」                               # a command to type
    | 「(?:line|order|time|calls)」 | "(?:extension|unit)"  # words of the draw's rule
    | \b(?:JSON|UTF|Unicode)\b | \b[a-z-]+@\d+       # and the ref of a scale
    | \b(?:Ctrl|Shift|Alt|Enter|Tab|Esc|Delete|Insert|Page\ (?:Up|Down)|PgUp|PgDn
        |Caps\ Lock)\b                             # keys
    | \b(?:Zoucha|PDF|ODT|ODS|Word|Excel|QR\ Code|PKCS|PFX|PIN|SHA|MIT|AED|English)\b
    | \bMTNet\b | （AA\ 標章）                         # words of plans
    """,
    re.VERBOSE,
)
_LED: Final = frozenset({"go-to-list"})
"""Lists that the arrow keys lead through while one types what is sought."""
_DATA: Final = ("checklists", "directory", "plans")
_HERE: Final = Path(__file__).parents[2]
_TYPED: Final = ("tests/desktop/**/*.py", "tests/shots/*.py", "desktop/workflows/demo*")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def seen(
    qapp: QApplication,
    example: Example,
    language: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[Seen]]:
    """Everything there is, looked at once for all tests."""
    before = (qapp.styleSheet(), qapp.palette(), qapp.font())
    theme.apply(qapp, Scheme.LIGHT)
    yield list(_everything(example, tmp_path_factory.mktemp(language), language))
    sheet, palette, font = before
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def _everything(example: Example, path: Path, language: str) -> Iterator[Seen]:
    for name, widget in every_gate(example, path, language):
        yield look_at(name, widget.window())
    with at_work(example, path, language) as place:
        for name, widget in every_dialog(place.session):
            yield look_at(name, widget)
        for name, widget in every_page(place, example, path):
            yield look_at(name, widget.window())


def test_every_control_has_a_name(seen: list[Seen]) -> None:
    assert not {
        f"{page.name}: {control}"
        for page in seen
        for control in page.controls
        if not control.name
    }


def test_every_control_is_reached_by_keyboard(seen: list[Seen]) -> None:
    assert not {
        f"{page.name}: {control}"
        for page in seen
        for control in page.controls
        if not control.by_keyboard and control.object_name not in _LED
    }


def test_controls_of_a_page_are_told_apart(seen: list[Seen]) -> None:
    counts = {
        page.name: Counter(control.object_name for control in page.controls)
        for page in seen
    }
    assert not {
        f"{page}: {count} × {name}"
        for page, names in counts.items()
        for name, count in names.items()
        if count > 1 and name
    }


def test_no_key_means_two_things(seen: list[Seen]) -> None:
    assert not {
        f"{page.name}: {one.key} is “{one.does}” and “{other.does}”"
        for page in seen
        for one, other in combinations(page.keys, 2)
        if one.clashes(other)
    }


def test_words_are_of_the_language(
    seen: list[Seen], example: Example, language: str
) -> None:
    foreign = _latin if language == "zh-TW" else _han(str(example.sealed))
    assert not {
        f"{page.name}: {word} in “{text}”"
        for page in seen
        for text in page.words
        for word in foreign(text)
    }


def _latin(text: str) -> Iterable[str]:
    """The Latin words in it that are no names."""
    return _LATIN.findall(_NO_WORDS.sub(" ", text))


def _han(known: str) -> Callable[[str], Iterable[str]]:
    """What finds the Chinese words in a text that nobody has typed and no list has."""
    data = known + "".join(
        path.read_text("utf-8")
        for path in (
            *(path for name in _DATA for path in folder(name).glob("*.json")),
            *(path for pattern in _TYPED for path in _HERE.glob(pattern)),
        )
    )

    def foreign(text: str) -> Iterable[str]:
        return [word for word in _HAN.findall(text) if word not in data]

    return foreign
