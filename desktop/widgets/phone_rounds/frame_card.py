"""The units and extensions that a round is drawn from, unit by unit, to be checked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.cells import Row
from desktop.widgets.phone_rounds.cell_view import CellView
from forms.errors import UserError
from forms.phone.frame import refuse_unusable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from forms.phone.frame import Line
    from resources.texts import Texts

_MOST_ROWS: Final = 9
_EXTENSIONS: Final = 2


class FrameCard(Card):
    """Each unit with its extensions and what is to be said of them.

    Signals:
        edited(): The person has changed which units are tested.
        file_wanted(): The extensions are to come out of a file.
        directory_wanted(): They are to come from the directory again.
        entering_wanted(): The person wants to enter extensions in the directory.
    """

    edited = Signal()
    file_wanted = Signal()
    directory_wanted = Signal()
    entering_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("Units and extensions"))
        self.texts = texts
        self.source = ""
        self._lines: dict[str, list[Line]] = {}
        self._units: tuple[str, ...] = ()
        self._chosen: set[str] = set()
        self._per_unit = 1
        self._is_closed = False
        self._said = QLabel()
        self.words = QLineEdit()
        self._all = QPushButton(texts("Tick all"))
        self._none = QPushButton(texts("Tick none"))
        self._file = QPushButton(texts("From a file…"))
        self._directory = QPushButton(texts("From the directory"))
        self._enter = QPushButton(texts("Enter extensions…"))
        self.table = CellView(
            "round-frame",
            texts("Units and extensions"),
            (
                (texts("Unit"), 150),
                (texts("Lines"), 58),
                (texts("Extensions"), 200),
            ),
            "",
        )
        self._lay_out()
        self._connect()

    def show_frame(
        self,
        lines: Sequence[Line],
        *,
        chosen: Collection[str],
        source: str,
        empty: Sequence[str] = (),
    ) -> None:
        """Show these; ``empty`` are units that are known to have no extension."""
        by_unit: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_unit[line.unit].append(line)
        self.source = source
        self._lines = dict(by_unit)
        self._units = (*by_unit, *(unit for unit in empty if unit not in by_unit))
        self._chosen = set(chosen) & set(by_unit)
        self._show()

    def show_per_unit(self, count: int) -> None:
        """Judge by so many calls to each unit whether one has lines enough."""
        if count != self._per_unit:
            self._per_unit = count
            self._show()

    def frame(self) -> tuple[Line, ...]:
        """The lines of the units that are ticked."""
        return tuple(
            line
            for unit, lines in self._lines.items()
            if unit in self._chosen
            for line in lines
        )

    def close_frame(self) -> None:
        """Let stand what the sample was drawn from."""
        self._is_closed = True
        for button in (self._all, self._none, self._file, self._directory):
            button.setVisible(False)
        self._show()

    def _show(self) -> None:
        doubled = _sharing(self.frame())
        self.table.show_rows([self._row(unit, doubled) for unit in self._units])
        self.table.fit(_MOST_ROWS)
        where = self.source or self.texts("the directory")
        self._said.setText(
            self.texts(
                "{units} units, {lines} extensions from {where}",
                units=len(self._chosen),
                lines=len(self.frame()),
                where=where,
            )
        )
        self._directory.setVisible(bool(self.source) and not self._is_closed)
        self._enter.setVisible(not self._lines and not self._is_closed)

    def _row(self, unit: str, doubled: Collection[str]) -> Row:
        lines = self._lines.get(unit, [])
        remark, colour = self._remark(unit, lines, doubled)
        return Row(
            key=unit,
            cells=(
                unit,
                str(len(lines)),
                "　".join(
                    filter(None, (remark, "、".join(one.extension for one in lines)))
                ),
            ),
            ticked=unit in self._chosen if lines else None,
            may_tick=not self._is_closed,
            marks={_EXTENSIONS: colour} if colour else {},
        )

    def _remark(
        self, unit: str, lines: Sequence[Line], doubled: Collection[str]
    ) -> tuple[str, str]:
        texts = self.texts
        if not lines:
            return texts("No extension; not tested."), ""
        try:
            refuse_unusable(lines)
        except UserError as error:
            return error.told(texts), "nonconform"
        if unit in doubled:
            return texts("Has an extension that stands in another unit too."), "partly"
        if len(lines) < self._per_unit:
            return texts("Fewer than are to be called: all of them are."), ""
        return "", ""

    def _lay_out(self) -> None:
        theme.mark(self._said, "muted")
        self.words.setObjectName("round-frame-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(self.texts("Filter the units"))
        self.words.setAccessibleName(self.texts("Filter the units"))
        for button, name in (
            (self._all, "round-frame-all"),
            (self._none, "round-frame-none"),
            (self._enter, "round-frame-enter"),
            (self._directory, "round-frame-directory"),
            (self._file, "round-frame-file"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(f"{self.texts('Units')}: {button.text()}")
            theme.mark(button, "link")
        above = QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(self.words, 1)
        above.addWidget(self._all)
        above.addWidget(self._none)
        self.head.addWidget(self._directory)
        self.head.addWidget(self._file)
        self.body.addWidget(self._said)
        self.body.addWidget(self._enter, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(above)
        self.body.addWidget(self.table)

    def _connect(self) -> None:
        self.words.textEdited.connect(self.table.want)
        self.table.cells.ticked.connect(self._on_ticked)
        self._all.clicked.connect(self._on_all)
        self._none.clicked.connect(self._on_none)
        self._file.clicked.connect(self.file_wanted)
        self._directory.clicked.connect(self.directory_wanted)
        self._enter.clicked.connect(self.entering_wanted)

    def _on_ticked(self, unit: str, is_on: bool) -> None:
        self._choose(self._chosen | {unit} if is_on else self._chosen - {unit})

    def _on_all(self) -> None:
        self._choose(set(self._lines))

    def _on_none(self) -> None:
        self._choose(set())

    def _choose(self, units: set[str]) -> None:
        self._chosen = units
        self._show()
        self.edited.emit()


def _sharing(lines: Sequence[Line]) -> set[str]:
    """The units that have an extension which stands in another one too."""
    units: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        units[line.extension].add(line.unit)
    return set[str]().union(*(found for found in units.values() if len(found) > 1))
