"""What an inspector does on every visit, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.pages.fill import FillPage
from desktop.pages.new_visit import NewVisitPage
from desktop.pages.today import TodayPage
from forms.checklist.model import AnswerKind
from tests.days.hands import Hands, wait_until
from tests.desktop.conftest import PASSPHRASE

if TYPE_CHECKING:
    from forms.checklist.model import Item

SECRET: Final = "harbour wind 2026"  # noqa: S105 - of profiles that live for one test
UNIT: Final = "北部航務中心"


def unlock(hands: Hands) -> None:
    hands.write(PASSPHRASE)
    hands.press("Return")
    hands.wait_for(TodayPage)


def first_start(hands: Hands) -> None:
    hands.write("交通部航港局")
    for name, words in (
        ("name", "王堃霖"),
        ("title", "專員"),
        ("unit", "秘書室"),
        ("passphrase-edit", SECRET),
        ("passphrase-again-edit", SECRET),
    ):
        hands.tab_to(name)
        hands.write(words)
    hands.press("Return")
    window = hands.program.window
    wait_until(lambda: bool(window.findChildren(QLabel, "recovery-code")))
    hands.press("Alt+W")
    wait_until(hands.find(QPushButton, "recovery-go-on").isEnabled)
    hands.press("Alt+N")
    hands.wait_for(TodayPage)


def new_visit(hands: Hands) -> None:
    hands.press("Ctrl+N")
    hands.wait_for(NewVisitPage)
    hands.tab_to("unit")
    hands.write(UNIT)
    hands.press("Return")
    hands.press("Ctrl+Return")
    hands.wait_for(FillPage)


def items_of(hands: Hands) -> dict[str, Item]:
    """Every item of the one draft, by its key."""
    session = hands.program.session
    assert session is not None
    (draft,) = session.store.inspections.all()
    return {
        item.key: item
        for checklist in session.store.checklists.of_inspection(draft.id)
        for item in checklist.items()
    }


def current_item() -> str:
    """The item whose card has the keyboard, or holds what has it."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if widget.objectName().startswith("item-"):
            return widget.objectName().removeprefix("item-")
        widget = widget.parentWidget()
    return ""


def answer(hands: Hands, item: Item) -> None:
    """The best level; of a sample, five looked at and five good."""
    if item.kind is AnswerKind.SAMPLE:
        hands.press("5")
        hands.press("=")
    elif item.kind is AnswerKind.LEVEL:
        hands.press("1")
    if item.note == "always":
        hands.press("/")
        hands.write("已看過。")
        hands.press("Return")


def answer_all(hands: Hands, *, until: str = "") -> int:
    """Item by item with Enter, to the last or up to one; how many were passed."""
    items, passed, before = items_of(hands), 0, ""
    while (key := current_item()) not in (before, until):
        answer(hands, items[key])
        passed, before = passed + 1, key
        hands.press("Return")
    return passed


def next_step(hands: Hands) -> None:
    """Ctrl+Enter, once the step says that it is done."""
    wait_until(hands.find(QPushButton, "finish-next").isEnabled)
    hands.press("Ctrl+Return")
