"""今日: what to go on with, what is due, what was sealed lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.draft_row import DraftRow
from desktop.widgets.empty import Empty
from desktop.widgets.heading import Heading
from desktop.widgets.list_row import ListRow
from desktop.widgets.owed_card import OwedCard
from desktop.widgets.page import Page
from desktop.widgets.pill import Pill, Tone
from desktop.widgets.places import Fill, NewVisit, ReportOf, Visits, draft_place
from desktop.widgets.places import Today as TodayPlace
from desktop.widgets.roc_date import day_shown
from desktop.widgets.rows_card import RowsCard
from desktop.workflows.example_visit import begin_example, discard_example, example
from desktop.workflows.today import today
from forms.errors import UserError
from forms.finding import Urgency
from forms.report.said import day, listed
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from db.summaries import Summary
    from desktop.session import Session
    from desktop.workflows.today import Correction, SealedVisit, Today
    from forms.inspection import Capture

_MOST_ROWS: Final = 6
_WEEKDAYS: Final = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)


class TodayPage(Page):
    """The first page of the day."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {
            *("inspections", "answers", "findings", "captures", "reports"),
            *("signatures", "settings", "plans", "execution_notes", "waivers"),
            *("rounds", "calls"),
        }
    )
    help_topic: ClassVar[str] = "today"

    def __init__(self, session: Session, _: TodayPlace) -> None:
        super().__init__(session)
        self._heading = Heading()
        self._new = QPushButton(f"{self.texts('New inspection')}　Ctrl+N")
        self._drafts = RowsCard(self.texts("Go on with"))
        self._captures = RowsCard(self.texts("Quick captures"))
        self._corrections = RowsCard(self.texts("Findings to be put right"))
        self._sealed = RowsCard(self.texts("Sealed lately"))
        self._owed = OwedCard(session)
        self._first = Card(self.texts("Welcome"))
        self._welcome = Empty()
        self._quiet = Empty()
        self._lay_out()
        self._new.clicked.connect(self._on_new)
        self._welcome.asked.connect(self._on_example)
        self._quiet.asked.connect(self._on_new)
        self._owed.going.connect(self.going)
        self._owed.failed.connect(self.told)

    @override
    def refresh(self) -> None:
        now = self.session.now()
        found = today(self.session.store, now.date())
        weekday = self.texts(_WEEKDAYS[now.weekday()])
        self._heading.say(
            self.texts("Today"), f"{day_shown(self.texts, now.date())} {weekday}"
        )
        self._show_drafts(found.drafts)
        self._captures.show_rows([self._capture(one) for one in found.captures])
        self._corrections.show_rows(
            [self._correction(one) for one in found.corrections[:_MOST_ROWS]]
        )
        self._sealed.show_rows([self._report(one) for one in found.sealed])
        self._owed.ask()
        self._first.setVisible(_is_empty(found))
        self._quiet.setVisible(not found.drafts and not _is_empty(found))

    def _show_drafts(self, drafts: Sequence[Summary]) -> None:
        now = self.session.now()
        practice = example(self.session.store)
        rows: list[QWidget] = []
        for visit in drafts[:_MOST_ROWS]:
            row = DraftRow(self.texts, visit, now)
            row.resumed.connect(self._on_resumed)
            if practice is not None and visit.id == practice.id:
                row.offer_to_discard()
                row.discarded.connect(self._on_discarded)
            rows.append(row)
        if len(drafts) > _MOST_ROWS:
            more = ListRow(
                "more", rest=self.texts("All {count} drafts", count=len(drafts))
            )
            more.opened.connect(self._on_more)
            rows.append(more)
        self._drafts.show_rows(rows)

    def _capture(self, capture: Capture) -> ListRow:
        where = "　".join(filter(None, (capture.unit, capture.place)))
        row = ListRow(
            capture.id,
            rest=capture.text
            or self.texts("{count} photos", count=len(capture.photos)),
            below=f"{self._near(capture.at.date())}　{where}".strip(),
        )
        row.opened.connect(self._on_capture)
        return row

    def _correction(self, correction: Correction) -> ListRow:
        finding = correction.open.finding
        below = [finding.responsible_unit or correction.open.unit]
        if finding.due is not None:
            below.append(self.texts("due {day}", day=self._near(finding.due)))
        row = ListRow(
            correction.open.report,
            name=finding.id,
            rest=finding.text,
            below="　".join(below),
        )
        if finding.due is not None:
            row.add(self._urgency(finding.due, correction.urgency))
        row.opened.connect(self._on_report)
        return row

    def _urgency(self, due: date, urgency: Urgency) -> Pill:
        days = (due - self.session.now().date()).days
        if urgency is Urgency.OVERDUE:
            words = self.texts("{days} days overdue", days=-days)
            return Pill(words, Tone.NONCONFORM)
        words = self.texts("{days} days left", days=days)
        if not days:
            words = self.texts("due today")
        return Pill(words, Tone.PARTLY if urgency is Urgency.SOON else Tone.PLAIN)

    def _report(self, sealed: SealedVisit) -> ListRow:
        visit = sealed.summary
        titles = listed(self.texts, (self.texts.of(c.title) for c in visit.checklists))
        grade = self.texts.of(visit.grade.label) if visit.grade else ""
        score = self.texts("{percent} points", percent=visit.percent or "—")
        row = ListRow(
            visit.number or "",
            rest=f"{visit.unit}　{titles}",
            below=f"{self._near(visit.started.date())}　{score} {grade}".strip(),
        )
        signed = self.texts("{count} signed", count=sealed.signatures)
        row.add(Pill(signed, Tone.CONFORM if sealed.signatures > 1 else Tone.PLAIN))
        row.opened.connect(self._on_report)
        return row

    def _near(self, when: date) -> str:
        """The day, without the year where it is this one."""
        whole = day(self.texts, when)
        if when.year != self.session.now().year:
            return whole
        return whole.partition("年")[2] or f"{when:%m-%d}"

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Today"))
        self._new.setObjectName("new")
        self._new.setAccessibleName(self.texts("New inspection"))
        theme.mark(self._new, "primary")
        self._heading.add_action(self._new)
        self._welcome.say(
            self.texts(
                "Nothing was inspected yet. The example shows in five minutes how an "
                "inspection goes, and can be thrown away."
            ),
            self.texts("Try the five-minute example"),
        )
        self._first.add(self._welcome)
        self._quiet.say(self.texts("No draft is waiting."))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        left = (self._first, self._drafts, self._quiet, self._owed, self._captures)
        right = (self._corrections, self._sealed)
        for cards, share in ((left, 5), (right, 4)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
            columns.addLayout(column, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addLayout(columns, 1)
        layout.setAlignment(columns, Qt.AlignmentFlag.AlignTop)

    def _on_new(self) -> None:
        self.going.emit(NewVisit())

    def _on_resumed(self, visit: str) -> None:
        draft = self.session.store.inspections.get(visit)
        if draft is not None:
            self.going.emit(draft_place(draft.kind, visit))

    def _on_more(self) -> None:
        self.going.emit(Visits())

    def _on_report(self, number: str) -> None:
        self.going.emit(ReportOf(number))

    def _on_capture(self, capture: str) -> None:
        from desktop.dialogs.capture import CaptureDialog

        place = CaptureDialog.show_capture(self, self.session, capture)
        if place is not None:
            self.going.emit(place)

    def _on_example(self) -> None:
        try:
            visit = begin_example(self.session.store, self.session.now(), self.texts)
        except UserError as error:
            self.told.emit(error)
            return
        from desktop.dialogs.help import HelpDialog

        guide = HelpDialog(self.window(), self.texts, "first-visit")
        guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        guide.show()
        self.going.emit(Fill(visit.id))

    def _on_discarded(self) -> None:
        try:
            discard_example(self.session.store)
        except UserError as error:
            self.told.emit(error)


def _is_empty(found: Today) -> bool:
    return not (found.drafts or found.captures or found.sealed or found.corrections)
