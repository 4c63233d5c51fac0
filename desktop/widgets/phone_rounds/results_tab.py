"""What a round comes to so far: means, bands, changes, and where points were lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.cells import Row
from desktop.widgets.empty import Empty
from desktop.widgets.keys import give_key
from desktop.widgets.phone_rounds.cell_view import CellView
from desktop.widgets.roc_date import day_shown
from forms.phone.record import result_of
from forms.report.phone.figures import change, figure
from forms.report.phone.losses import loss_lines

if TYPE_CHECKING:
    from forms.phone.record import PhoneRecord
    from forms.phone.results import Means, RoundResult, UnitResult
    from forms.phone.scale import Scale
    from resources.texts import Texts

_DUE: Final = 8
_MOST_UNITS: Final = 9
_MOST_LOSSES: Final = 6


class ResultsTab(QWidget):
    """The round's mean, its units, and what cost the most points.

    Signals:
        findings_wanted(): Units below a limit are to answer for it.
        export_wanted(bool): The results are to be written; ``True`` for outsiders.
    """

    findings_wanted = Signal()
    export_wanted = Signal(bool)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._mean, self._grade, self._said = QLabel(), QLabel(), QLabel()
        self._bands, self._earlier, self._made = QLabel(), QLabel(), QLabel()
        self.findings = QPushButton(texts("Make findings"))
        self.export = QPushButton(texts("Export…"))
        self.outside = QCheckBox(texts("For ou&tsiders: units only, no names"))
        self._none = Empty(
            texts("No call is finished yet; means and losses will stand here.")
        )
        self._whole = Card(texts("The whole round"))
        self._by_unit = Card(texts("By unit"))
        self._lost = Card(texts("Where points were lost"))
        self.units = CellView(
            "round-units",
            texts("By unit"),
            (
                (texts("Rank"), 48),
                (texts("Unit"), 170),
                (texts("Calls"), 52),
                (texts("Mean"), 62),
                (texts("Grade"), 78),
                (texts("Switchboard"), 88),
                (texts("Business unit"), 94),
                (texts("Against before"), 104),
                (texts("Follows"), 132),
            ),
            "",
        )
        self.losses = CellView(
            "round-losses",
            texts("Where points were lost"),
            (
                (texts("Part"), 110),
                (texts("Item"), 380),
                (texts("Worth"), 64),
                (texts("Calls"), 60),
                (texts("Lost"), 70),
                (texts("A call"), 70),
                (texts("Share"), 70),
            ),
            "",
        )
        self._lay_out()
        self.findings.clicked.connect(self.findings_wanted)
        self.export.clicked.connect(self._on_export)

    def show_record(self, record: PhoneRecord, findings: int) -> None:
        """Show what its finished calls come to, and how many findings were made."""
        self._made.setText(
            self.texts("{count} findings stand in the report.", count=findings)
        )
        self._made.setVisible(findings > 0)
        result = result_of(record)
        self._none.setVisible(result is None)
        for card in (self._whole, self._by_unit, self._lost):
            card.setVisible(result is not None)
        self.findings.setEnabled(result is not None)
        self.export.setEnabled(result is not None)
        if result is not None:
            self._show(record, result)

    def _show(self, record: PhoneRecord, result: RoundResult) -> None:
        texts, scale, means = self.texts, record.scale, result.means
        self._mean.setText(figure(scale, means.mean))
        self._grade.setText(texts.of(means.grade.label))
        self._said.setText(
            texts(
                "{calls} calls, {units} units",
                calls=means.calls,
                units=len(result.units),
            )
        )
        self._bands.setText(
            "　".join(
                texts("{grade} {count}", grade=texts.of(grade.label), count=count)
                for grade, count in means.bands
            )
        )
        earlier = record.earlier
        self._earlier.setText(
            texts(
                "{change} against “{title}” of {day}",
                change=change(scale, means.change),
                title=earlier.title,
                day=day_shown(texts, earlier.on),
            )
            if earlier
            else texts("No earlier round on this scale was sealed.")
        )
        self.units.show_rows([self._unit(scale, one) for one in result.units])
        self.units.setColumnHidden(0, not record.round.definition.ranked)
        self.units.fit(_MOST_UNITS)
        lines = loss_lines(scale, result, texts)
        self._lost.setVisible(bool(lines))
        self.losses.show_rows(
            [
                Row(
                    key=str(number),
                    cells=(
                        one.part,
                        one.item,
                        one.possible,
                        one.calls,
                        one.lost,
                        one.mean,
                        one.share,
                    ),
                )
                for number, one in enumerate(lines)
            ]
        )
        self.losses.fit(_MOST_LOSSES)

    def _unit(self, scale: Scale, one: UnitResult) -> Row:
        means = one.means
        follows = self._follows(means)
        return Row(
            key=one.name,
            cells=(
                "" if one.rank is None else str(one.rank),
                one.name,
                str(means.calls),
                figure(scale, means.mean),
                self.texts.of(means.grade.label),
                figure(scale, means.switchboard),
                figure(scale, means.unit),
                change(scale, means.change),
                follows,
            ),
            marks={_DUE: "nonconform"} if follows else {},
        )

    def _follows(self, means: Means) -> str:
        said = []
        if means.report_due:
            said.append(self.texts("improvement report"))
        if means.retest_due:
            said.append(self.texts("retest"))
        return self.texts(", ").join(said)

    def _lay_out(self) -> None:
        texts = self.texts
        theme.mark(self._mean, "score")
        theme.mark(self._grade, "name")
        theme.mark(self._said, "muted")
        theme.mark(self._earlier, "muted")
        theme.mark(self._made, "muted")
        for label in (self._mean, self._grade, self._said, self._bands, self._earlier):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for widget, name in (
            (self.findings, "round-findings"),
            (self.export, "round-export"),
            (self.outside, "round-outside"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(widget.text().replace("&", ""))
        give_key(self.findings, "Ctrl+Shift+F")
        give_key(self.export, "Ctrl+E")
        self.findings.setToolTip(
            texts(
                "A finding for each unit that owes an improvement report or a retest "
                "(Ctrl+Shift+F)"
            )
        )
        figures = QHBoxLayout()
        figures.setSpacing(16)
        figures.addWidget(self._mean)
        figures.addWidget(self._grade)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._said, self._bands, self._earlier):
            words.addWidget(label)
        figures.addLayout(words)
        figures.addStretch()
        self._whole.body.addLayout(figures)
        for table in (self.units, self.losses):
            table.set_only_read()
        self._by_unit.add(self.units)
        self._lost.add(self.losses)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._made)
        foot.addStretch()
        for widget in (self.outside, self.export, self.findings):
            foot.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(foot)
        for card in (self._none, self._whole, self._by_unit, self._lost):
            layout.addWidget(card)
        layout.addStretch()

    def _on_export(self) -> None:
        self.export_wanted.emit(self.outside.isChecked())
