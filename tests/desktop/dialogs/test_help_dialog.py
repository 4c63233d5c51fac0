from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl

from desktop.dialogs.help import _TOPICS, HelpDialog
from resources import folder
from resources.texts import LANGUAGES, Texts
from tests.desktop.keyboard import write
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ENGLISH = Texts("en")


@pytest.fixture
def dialog(qtbot: QtBot) -> HelpDialog:
    dialog = HelpDialog(None, ENGLISH, "visits")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def listed(dialog: HelpDialog) -> list[str]:
    return [dialog.topics.item(row).text() for row in range(dialog.topics.count())]


def test_it_opens_at_the_topic_of_the_page(dialog: HelpDialog) -> None:
    assert dialog.topics.currentItem().text() == "The list of inspections"
    assert "discards a draft" in dialog.text.toPlainText()


def test_typing_leaves_the_topics_that_hold_the_words(dialog: HelpDialog) -> None:
    write(dialog.words, "countersigning")
    assert listed(dialog) == ["Report"]
    assert dialog.text.textCursor().selectedText().casefold() == "countersigning"


def test_a_link_leads_to_its_topic(dialog: HelpDialog) -> None:
    dialog.text.anchorClicked.emit(QUrl("keys.md"))
    assert dialog.topics.currentItem().text() == "All keys"


def test_an_unknown_topic_shows_the_first(qtbot: QtBot) -> None:
    dialog = HelpDialog(None, ENGLISH, "nothing of that name")
    qtbot.addWidget(dialog)
    assert "Getting started" in dialog.text.toPlainText()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_there_and_links_lead_somewhere(language: str) -> None:
    root = folder("help") / language
    files = {file.stem for file in root.glob("*.md")}
    assert files == set(_TOPICS)
    for file in files:
        text = (root / f"{file}.md").read_text("utf-8")
        assert text.startswith("# ")
        links = re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\.md\)", text)
        assert set(links) <= files


def test_both_languages_tell_the_same_keys() -> None:
    def keys(language: str, topic: str) -> list[str]:
        text = (folder("help") / language / f"{topic}.md").read_text("utf-8")
        found = re.findall(r"`([^`]+)`", text)
        return sorted(key.replace("←", "Left").replace("↓", "Down") for key in found)

    assert keys("en", "keys") == keys("zh-TW", "keys")


def test_a_dropped_dialog_is_freed(qtbot: QtBot) -> None:
    assert is_freed(qtbot, lambda: HelpDialog(None, ENGLISH, "today"))
