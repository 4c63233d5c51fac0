"""F1: what can be done on this page, in words and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QFontInfo,
    QKeySequence,
    QPixmap,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from resources import folder

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from resources.texts import Texts

_TOPICS: Final = (
    "welcome",
    "first-visit",
    "today",
    "new-visit",
    "fill",
    "finish",
    "report",
    "visits",
    "plans",
    "phone",
    "verify",
    "printing",
    "import-plan",
    "directory",
    "preferences",
    "keys",
)
_KEY: Final = Qt.ItemDataRole.UserRole
_SIZE: Final = (860, 620)
_LIST: Final = 190
_EDGE: Final = 48
_LARGER: Final = {1: 1.55, 2: 1.15}
_LINE_HEIGHT: Final = 125
_PROPORTIONAL: Final = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_KEEP: Final = QTextCursor.MoveMode.KeepAnchor


class HelpDialog(QDialog):
    """A list of topics and the text of one; it stays open beside the window."""

    def __init__(self, parent: QWidget | None, texts: Texts, topic: str) -> None:
        super().__init__(parent)
        self.texts = texts
        self._folder = folder("help") / texts.language
        self._texts = {
            name: (self._folder / f"{name}.md").read_text("utf-8") for name in _TOPICS
        }
        self.words = QLineEdit()
        self.topics = QListWidget()
        self.text = _Text(self._folder)
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._lay_out()
        self._list("")
        self.show_topic(topic)
        self.words.textEdited.connect(self._on_words)
        self.words.returnPressed.connect(self._on_next)
        self.topics.currentItemChanged.connect(self._on_topic)
        self.text.anchorClicked.connect(self._on_link)
        self._find.activated.connect(self._on_find)

    def show_topic(self, topic: str) -> None:
        """Show this one; the first where there is none of that name."""
        for row in range(self.topics.count()):
            item = self.topics.item(row)
            if item.data(_KEY) == topic:
                self.topics.setCurrentItem(item)
                self._show(topic)
                return
        self._show(_TOPICS[0])

    def _list(self, words: str) -> None:
        """List the topics that hold the words."""
        shown = self._current()
        self.topics.clear()
        for name in _TOPICS:
            if all(word in self._texts[name].casefold() for word in words.split()):
                item = QListWidgetItem(_title(self._texts[name]))
                item.setData(_KEY, name)
                self.topics.addItem(item)
                if name == shown:
                    self.topics.setCurrentItem(item)
        if self.topics.currentItem() is None:
            self.topics.setCurrentRow(0)

    def _current(self) -> str:
        item = self.topics.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _show(self, topic: str) -> None:
        self.text.show_markdown(self._texts[topic])
        self.setWindowTitle(
            self.texts("Help: {topic}", topic=_title(self._texts[topic]))
        )

    def _lay_out(self) -> None:
        self.resize(*_SIZE)
        self.words.setObjectName("help-words")
        self.words.setAccessibleName(self.texts("Search the help"))
        self.words.setPlaceholderText(self.texts("Search the help (Ctrl+F)"))
        self.words.setClearButtonEnabled(True)
        self.topics.setObjectName("help-topics")
        self.topics.setAccessibleName(self.texts("Topics"))
        self.text.setObjectName("help-text")
        self.text.setAccessibleName(self.texts("Help"))
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.words, self.topics):
            widget.setFixedWidth(_LIST)
            left.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(left)
        layout.addWidget(self.text, 1)
        self.topics.setFocus()

    def _on_words(self, words: str) -> None:
        self._list(words.casefold())
        self._on_next()

    def _on_next(self) -> None:
        """Go to the next place of the words in the text, from the end to the top."""
        words = self.words.text().strip()
        if words and not self.text.find(words):
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
            self.text.find(words)

    def _on_topic(self) -> None:
        topic = self._current()
        if topic:
            self._show(topic)

    def _on_link(self, url: QUrl) -> None:
        self.words.clear()
        self._list("")
        self.show_topic(url.fileName().removesuffix(".md"))

    def _on_find(self) -> None:
        self.words.setFocus()
        self.words.selectAll()


class _Text(QTextBrowser):
    """A topic; its pictures are as wide as there is room."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self.setOpenLinks(False)
        theme.mark(self, "help")

    def show_markdown(self, text: str) -> None:
        """Show this; a picture that is not there is left out."""
        self.document().setDefaultStyleSheet(
            f"a {{ color: {theme.colour('accent').name()}; }}"
        )
        lines = (line for line in text.splitlines() if self._is_there(line))
        self.setMarkdown("\n".join(lines))
        self._set_spaces()

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        path = self._root / (name if isinstance(name, str) else name.path())
        if type != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QPixmap(str(path))
        room = QSize(max(self.viewport().width() - _EDGE, 200), picture.height())
        if picture.width() > room.width():
            return picture.scaledToWidth(
                room.width(), Qt.TransformationMode.SmoothTransformation
            )
        return picture

    def _set_spaces(self) -> None:
        """Room above headings and between lines, which markdown knows nothing of."""
        block = self.document().begin()
        while block.isValid():
            cursor, room = QTextCursor(block), QTextBlockFormat()
            level = block.blockFormat().headingLevel()
            room.setBottomMargin(6 if level else 4)
            if level:
                room.setTopMargin(18 if block.position() else 0)
                font = self.font()
                size = QFontInfo(font).pixelSize() * _LARGER.get(level, 1)
                font.setPixelSize(round(size))
                font.setBold(True)
                letters = QTextCharFormat()
                letters.setFont(font)
                cursor.movePosition(cursor.MoveOperation.EndOfBlock, _KEEP)
                cursor.mergeCharFormat(letters)
            else:
                room.setLineHeight(_LINE_HEIGHT, _PROPORTIONAL)
            cursor.mergeBlockFormat(room)
            block = block.next()

    def _is_there(self, line: str) -> bool:
        if not line.startswith("!["):
            return True
        return (self._root / line.partition("(")[2].rstrip(") ")).is_file()


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")
