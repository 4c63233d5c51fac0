"""The small widgets that every page uses."""

from __future__ import annotations

import gc
import weakref
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QWidget

from desktop import theme
from desktop.settings import Scheme
from desktop.tasks import Task
from desktop.widgets.card import Card
from desktop.widgets.empty import Empty
from desktop.widgets.heading import Heading
from desktop.widgets.icons import icon
from desktop.widgets.notice import Notice, Weight
from desktop.widgets.passphrase_edit import PassphraseEdit
from desktop.widgets.pill import Pill, Tone
from desktop.widgets.places import Today, Visits
from desktop.widgets.progress import Progress
from desktop.widgets.rail import Entry, Rail
from resources import folder
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TEXTS = Texts("en")


def child(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert found is not None
    return found


def test_a_card_without_a_title_has_no_row_for_it(qtbot: QtBot) -> None:
    bare, titled = Card(), Card("Findings")
    qtbot.addWidget(bare)
    qtbot.addWidget(titled)
    assert titled.sizeHint().height() > bare.sizeHint().height()
    assert titled.accessibleName() == "Findings"


def test_a_card_shows_that_it_is_the_current_one(qtbot: QtBot) -> None:
    card = Card("a")
    qtbot.addWidget(card)
    card.set_current(True)
    assert card.property("kind") == "card-current"
    card.set_current(False)
    assert card.property("kind") == "card"


def test_a_pill_never_opens_a_window_of_its_own(qtbot: QtBot) -> None:
    pill = Pill("overdue", Tone.NONCONFORM)
    qtbot.addWidget(pill)
    assert not pill.isVisible()
    assert pill.property("kind") == "pill-nonconform"
    pill.say("")
    assert pill.property("kind") == ""


def test_an_empty_state_offers_one_thing(qtbot: QtBot) -> None:
    empty = Empty("Nothing here yet.", "Begin")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.asked):
        QTest.mouseClick(child(empty, "empty-action"), Qt.MouseButton.LeftButton)
    empty.say("Nothing here.")
    assert child(empty, "empty-action").isHidden()


def test_a_heading_takes_actions(qtbot: QtBot) -> None:
    heading, button = Heading("Today", "Friday"), QPushButton("New")
    qtbot.addWidget(heading)
    heading.add_action(button)
    assert button.parentWidget() is heading
    labels = [label.text() for label in heading.findChildren(QLabel)]
    assert labels == ["Today", "Friday"]


def test_a_refusal_is_told_by_a_word_and_not_by_colour_alone(qtbot: QtBot) -> None:
    notice = Notice(TEXTS)
    qtbot.addWidget(notice)
    notice.say("The disk is full.")
    words = [one.text() for one in notice.findChildren(QLabel) if not one.isHidden()]
    assert words == ["Not done", "The disk is full."]
    assert notice.accessibleName() == "The disk is full."
    with qtbot.waitSignal(notice.closed):
        child(notice, "notice-close").click()
    assert notice.sentence() == ""


def test_a_notice_offers_at_most_one_thing(qtbot: QtBot) -> None:
    notice = Notice(TEXTS)
    qtbot.addWidget(notice)
    notice.say("It was not closed.", Weight.WARNING, "Go on")
    with qtbot.waitSignal(notice.asked):
        child(notice, "notice-action").click()
    notice.say("Stopped.", Weight.TOLD)
    assert child(notice, "notice-action").isHidden()


def test_progress_is_there_while_the_task_is_at_work(qtbot: QtBot) -> None:
    progress = Progress(TEXTS)
    qtbot.addWidget(progress)

    def work(step: Callable[[int, int], None]) -> None:
        while True:
            step(3, 10)

    task = Task()
    progress.follow(task, "Making the report")
    bar = progress.findChild(QProgressBar)
    assert bar is not None
    task.start(work)
    qtbot.waitUntil(lambda: (bar.value(), bar.maximum()) == (3, 10))
    assert progress.isVisible()
    with qtbot.waitSignal(task.failed):
        child(progress, "progress-stop").click()
    assert progress.isHidden()


def test_what_is_typed_can_be_seen_and_is_hidden_again(qtbot: QtBot) -> None:
    edit = PassphraseEdit(TEXTS)
    edit.setObjectName("secret")
    edit.setAccessibleName("Passphrase")
    qtbot.addWidget(edit)
    QTest.keyClicks(edit.edit, "harbour")
    assert edit.text() == "harbour"
    assert edit.edit.echoMode() is QLineEdit.EchoMode.Password
    child(edit, "secret-look").click()
    assert edit.edit.echoMode() is QLineEdit.EchoMode.Normal
    edit.clear()
    assert edit.edit.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("letters", "modifier", "warned"),
    [
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_caps_lock_is_noticed(
    qtbot: QtBot, letters: str, modifier: Qt.KeyboardModifier, warned: bool
) -> None:
    edit = PassphraseEdit(TEXTS)
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.edit.capitals_met) as told:
        QTest.keyClicks(edit.edit, letters, modifier)
    assert told.args == [warned]


def test_the_rail_tells_where_one_wants_to_be(qtbot: QtBot) -> None:
    entries = (
        Entry(place=Today(), text="Today", icon="today"),
        Entry(place=Visits(), text="Inspections", icon="visits"),
    )
    rail = Rail(TEXTS, entries, ())
    qtbot.addWidget(rail)
    rail.show_place(Visits())
    rail.show_count(Visits, 3)
    rail.resize(175, 400)
    rail.grab()
    with qtbot.waitSignal(rail.chosen) as chosen:
        rail.findChild(QWidget, "rail-today").click()  # type: ignore[union-attr]
    assert chosen.args == [Today()]


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in folder("icons").glob("*.svg"))
)
def test_every_icon_is_a_drawing(qtbot: QtBot, name: str) -> None:
    image = icon(name).pixmap(20, 20).toImage()
    assert any(
        image.pixelColor(x, y).alpha()
        for x in range(image.width())
        for y in range(image.height())
    )


def test_icons_take_the_colour_of_the_look(qtbot: QtBot, qapp: QApplication) -> None:
    seen = set()
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.LIGHT):
        theme.apply(qapp, scheme)
        image = icon("menu").pixmap(20, 20).toImage()
        seen.add(image.pixelColor(10, 10).name())
    assert len(seen) == 2


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_every_pair_of_colours_can_be_read(colours: theme.Colours) -> None:
    pairs = [
        (colours.ink, colours.background),
        (colours.ink, colours.card),
        (colours.muted, colours.background),
        (colours.muted, colours.card),
        (colours.accent, colours.card),
        (colours.accent, colours.accent_soft),
        (colours.on_accent, colours.accent),
        (colours.conform, colours.conform_soft),
        (colours.partly, colours.partly_soft),
        (colours.nonconform, colours.nonconform_soft),
        (colours.ink, colours.nonconform_soft),
        (colours.ink, colours.partly_soft),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize(
    "make",
    [
        partial(Card, "a"),
        partial(Pill, "a"),
        partial(Empty, "a", "b"),
        partial(Heading, "a"),
        partial(Notice, TEXTS),
        partial(Progress, TEXTS),
        partial(PassphraseEdit, TEXTS),
        partial(Rail, TEXTS, (Entry(place=Today(), text="a", icon="today"),), ()),
    ],
    ids=lambda make: make.func.__name__,
)
def test_a_widget_goes_when_nobody_holds_it(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    made = make()
    made.show()
    gone = weakref.ref(made)
    made.close()
    del made
    gc.collect()
    assert gone() is None
