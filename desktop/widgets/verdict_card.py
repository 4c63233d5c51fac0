"""A verdict in words: whether anything was changed, and apart from it, who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.pill import Pill
from desktop.widgets.verdict_words import (
    IDENTITIES,
    SENTENCES,
    TONES,
    WORDS,
    is_genuine,
    known_in_words,
    signature_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.reports import Signed
    from forms.errors import UserError
    from forms.signing.verdict import Verdict
    from resources.texts import Texts


class VerdictCard(Card):
    """What is to be said of a file."""

    def __init__(self, texts: Texts, title: str = "") -> None:
        super().__init__(title)
        self.texts = texts
        self._pill = Pill()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._title.setWordWrap(True)
        self.head.setStretchFactor(self._title, 1)
        self.head.addWidget(self._pill)
        self.body.addLayout(self._lines)

    def wait(self, sentence: str) -> None:
        """Say that it is not known yet."""
        self._empty()
        self._pill.say("")
        self._add(sentence, "muted")

    def show_error(self, error: UserError) -> None:
        """Say why there is no verdict."""
        self._empty()
        self._pill.say(self.texts("Not read"))
        self._add(error.told(self.texts))

    def show_verdict(self, verdict: Verdict, refusals: Sequence[Signed] = ()) -> None:
        """Show it; ``refusals`` are those that this profile knows of."""
        self._empty()
        self._pill.say(self.texts(WORDS[verdict.verdict]), TONES[verdict.verdict])
        self._pill.updateGeometry()
        self._add(self.texts(SENTENCES[verdict.verdict]), "strong")
        for reason in verdict.reasons:
            self._add(reason.told(self.texts))
        if is_genuine(verdict):
            self._add(self.texts(IDENTITIES[verdict.identity]))
            self._add(known_in_words(verdict, self.texts), "muted")
        if verdict.signatures or refusals:
            line = QFrame()
            theme.mark(line, "line")
            self._lines.addWidget(line)
        for one in verdict.signatures:
            who, how = signature_in_words(one, self.texts)
            self._add_pair(who, how)
        for refusal in refusals:
            self._add_pair(
                refusal.name,
                self.texts("Refuses to sign: {reason}", reason=refusal.refusal),
            )

    def said(self) -> str:
        """All that stands here, line by line."""
        return "\n".join(
            label.text() for label in self.findChildren(QLabel) if label.text()
        )

    def _add_pair(self, first: str, second: str) -> None:
        pair = QWidget()
        layout = QVBoxLayout(pair)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(_label(first, ""))
        layout.addWidget(_label(second, "guidance"))
        self._lines.addWidget(pair)

    def _add(self, text: str, kind: str = "") -> None:
        if text:
            self._lines.addWidget(_label(text, kind))

    def _empty(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        theme.mark(label, kind)
    return label
