"""Everything about one item of a plan, beside the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.widgets.list_row import ListRow
from desktop.widgets.pill import Pill, Tone
from desktop.widgets.plans.detail_card import DetailCard
from desktop.widgets.plans.item_facts import ItemFacts
from desktop.workflows.plan_item import LINKED, Linked
from forms.plan.execution import NOTE_KINDS
from forms.plan.obligations import State
from forms.report.plans.wording import count_said, state_said
from forms.report.said import day

if TYPE_CHECKING:
    from desktop.workflows.plan_item import Fallen, ItemDetail, LinkedCheck, LookedAt
    from desktop.workflows.plan_view import Standing
    from forms.plan.execution import ExecutionNote, Waiver
    from forms.plan.model import Item, Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_TONES: Final = {
    Linked.TRACED: Tone.PLAIN,
    Linked.CONFIRMED: Tone.CONFORM,
    Linked.DECLINED: Tone.PLAIN,
}
_STATE_TONES: Final = {
    State.OVERDUE: Tone.NONCONFORM,
    State.DUE: Tone.PARTLY,
    State.MET: Tone.CONFORM,
    State.PERMITTED: Tone.PLAIN,
    State.SUSPENDED: Tone.PLAIN,
    State.STANDING: Tone.PLAIN,
}
_MOST_OWED: Final = 6


class ItemPanel(QScrollArea):
    """The sentence, its checks, visits, findings, notes and waivers.

    Signals:
        links_wanted(): The person wants to say which checks look at it.
        note_wanted(str): An execution note's id; empty for a new one.
        waiver_wanted(str): The unit of a waiver; empty for a new one.
        report_wanted(str): A report's number.
        owed_wanted(str): A unit whose obligations are to be seen.
    """

    links_wanted = Signal()
    note_wanted = Signal(str)
    waiver_wanted = Signal(str)
    report_wanted = Signal(str)
    owed_wanted = Signal(str)

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self._plan = plan
        self._inside = QWidget()
        self.facts = ItemFacts(texts, plan)
        self.owed = DetailCard(
            "owed", texts("Obligations"), texts("No rule of its own asks for it.")
        )
        self.links = DetailCard(
            "links",
            texts("Checks that look at it"),
            texts("No check looks at it yet. Proposals come from similar words."),
        )
        self.visits = DetailCard(
            "visits", texts("Inspections"), texts("No sealed inspection looked at it.")
        )
        self.findings = DetailCard(
            "findings", texts("Findings"), texts("None at its checks.")
        )
        self.notes = DetailCard(
            "notes",
            texts("What units did"),
            texts("No account and no activity was noted."),
        )
        self.waivers = DetailCard(
            "waivers", texts("Waived"), texts("It is waived for no unit.")
        )
        self._lay_out()
        self.links.asked.connect(self.links_wanted)
        self.notes.asked.connect(self._on_new_note)
        self.waivers.asked.connect(self._on_new_waiver)

    def show_item(
        self, item: Item, standing: Standing | None, detail: ItemDetail
    ) -> None:
        """Show this one."""
        self.facts.show_item(item, standing)
        owed = standing.obligations if standing else ()
        here = [one for one in owed if one.item == item.key]
        self.owed.show_rows([self._obligation(one) for one in here[:_MOST_OWED]])
        if len(here) > _MOST_OWED:
            more = self.texts("and {count} more", count=len(here) - _MOST_OWED)
            self.owed.set_title(f"{self.texts('Obligations')}　{more}")
        else:
            self.owed.set_title(self.texts("Obligations"))
        self.links.show_rows([self._link(item, one) for one in detail.links])
        self.visits.show_rows([self._visit(one) for one in detail.visits])
        self.findings.show_rows([self._finding(one) for one in detail.findings])
        self.notes.show_rows([self._note(one) for one in detail.notes])
        self.waivers.show_rows([self._waiver(one) for one in detail.waivers])
        self._inside.show()

    def show_none(self) -> None:
        """No item is chosen."""
        self._inside.hide()

    @override
    def sizeHint(self) -> QSize:
        # What is inside is scrolled; it must not make the page higher than the window.
        return self.minimumSizeHint()

    def _obligation(self, one: Obligation) -> ListRow:
        row = ListRow(
            one.unit,
            name=f"owed-{one.unit}-{one.window.start}",
            strong=one.unit,
            rest=count_said(one, self.texts),
            below=""
            if one.state is State.STANDING
            else self.texts("due {day}", day=day(self.texts, one.window.due)),
        )
        row.add(Pill(state_said(one.state, self.texts), _STATE_TONES[one.state]))
        row.opened.connect(self.owed_wanted)
        return row

    def _link(self, item: Item, link: LinkedCheck) -> ListRow:
        below = [link.title, self._carried_over(link.from_version)]
        if link.item != item.key:
            below.append(self.texts("through {item}", item=self._plan.label(link.item)))
        row = ListRow(
            link.check,
            name=f"link-{link.item}-{link.check}",
            strong=link.check,
            rest=link.text,
            below="　".join(filter(None, below)),
        )
        row.setToolTip(link.text)
        row.add(Pill(self.texts(LINKED[link.state]), _TONES[link.state]))
        row.opened.connect(self.links_wanted)
        return row

    def _visit(self, visit: LookedAt) -> ListRow:
        row = ListRow(
            visit.number,
            name=f"visit-{visit.inspection}",
            strong=visit.unit,
            rest=day(self.texts, visit.on),
            below=visit.number,
        )
        row.opened.connect(self.report_wanted)
        return row

    def _finding(self, fallen: Fallen) -> ListRow:
        row = ListRow(
            fallen.number,
            name=f"finding-{fallen.finding.id}",
            rest=fallen.finding.text,
            below=f"{fallen.unit}　{fallen.number}",
        )
        row.opened.connect(self.report_wanted)
        return row

    def _note(self, note: ExecutionNote) -> ListRow:
        when = (
            day(self.texts, note.on)
            if note.on
            else f"{day(self.texts, note.start)}–{day(self.texts, note.end)}"
        )
        row = ListRow(
            note.id,
            name=f"note-{note.id}",
            strong=note.unit,
            rest=note.text.replace("\n", " "),
            below="　".join(
                filter(
                    None,
                    (
                        self.texts(NOTE_KINDS[note.kind]),
                        when,
                        self._carried_over(self._if_other(note.version)),
                    ),
                )
            ),
        )
        counts = self.texts("counts") if note.counts else self.texts("without proof")
        row.add(Pill(counts, Tone.CONFORM if note.counts else Tone.PLAIN))
        row.opened.connect(self.note_wanted)
        return row

    def _waiver(self, waiver: Waiver) -> ListRow:
        row = ListRow(
            waiver.unit,
            name=f"waiver-{waiver.version}-{waiver.item}-{waiver.unit}",
            strong=waiver.unit,
            rest=waiver.reason,
            below="　".join(
                filter(
                    None,
                    (waiver.by, self._carried_over(self._if_other(waiver.version))),
                )
            ),
        )
        row.opened.connect(self.waiver_wanted)
        return row

    def _if_other(self, version: str) -> str:
        return "" if version == self._plan.version else version

    def _carried_over(self, version: str) -> str:
        if not version:
            return ""
        return self.texts("carried over from version {version}", version=version)

    def _lay_out(self) -> None:
        texts = self.texts
        self.links.offer(
            texts("Link…"), "Ctrl+Shift+L", texts("Say which checks look at it")
        )
        self.notes.offer(
            texts("Note…"), "Ctrl+Shift+A", texts("Note what a unit did for it")
        )
        self.waivers.offer(
            texts("Waive…"), "Ctrl+Shift+W", texts("Let a unit off this item")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(12)
        for card in (
            *(self.facts, self.owed, self.links, self.visits),
            *(self.findings, self.notes, self.waivers),
        ):
            layout.addWidget(card)
        layout.addStretch()
        self.setWidget(self._inside)

    def _on_new_note(self) -> None:
        self.note_wanted.emit("")

    def _on_new_waiver(self) -> None:
        self.waiver_wanted.emit("")
