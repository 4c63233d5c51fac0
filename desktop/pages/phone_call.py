"""The bench: one telephone call, worked with one hand while the other has the receiver.

Every event is kept when its key is pressed. The space bar says that what mostly comes
next has come; a letter says anything else. 1 to 5 answer the current item.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.phone_dialogs import PhoneDialogs
from desktop.widgets.answers.button import KeyLink
from desktop.widgets.commands import Commands
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.page import Page
from desktop.widgets.phone.call_head import CallHead
from desktop.widgets.phone.call_items import CallItems, ShownSection
from desktop.widgets.phone.event_keys import EventKeys
from desktop.widgets.phone.head_words import advice, details, score_so_far, state_said
from desktop.widgets.phone.stopwatch_face import StopwatchFace
from desktop.widgets.phone.timeline import Timeline
from desktop.widgets.phone.words import EVENTS, likely_next
from desktop.widgets.places import PhoneCall, PhoneRoundOf, PhoneRounds
from desktop.widgets.toast import Toast
from desktop.workflows.phone_call import CallInHand, open_call
from desktop.workflows.phone_clock import Stopwatch
from desktop.workflows.phone_practice import practise
from desktop.workflows.phone_rounds import next_call
from desktop.workflows.phone_scales import scales_of
from forms.errors import UserError
from forms.phone.call import CallState, EventKind

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtGui import QKeyEvent

    from desktop.session import Session

_LEFT: Final = 384
_KINDS: Final = {key: kind for kind, (_, key) in EVENTS.items()}
_ANSWERS: Final = "12345N"


class PhoneCallPage(Page):
    """One call of a round, or one to practise with, where no round is named."""

    reads: ClassVar = frozenset({"calls", "call_events", "call_answers", "rounds"})
    help_topic: ClassVar = "phone"

    def __init__(self, session: Session, place: PhoneCall) -> None:
        super().__init__(session)
        self._round = place.inspection
        self._hand = self._call_of(place)
        self._ways: dict[str, str] = {}
        self._head = CallHead(self.texts)
        self._clock = StopwatchFace(
            self.texts, self._hand.elapsed, self._hand.since_last
        )
        self._keys = EventKeys(self.texts)
        self._timeline = Timeline(self.texts)
        self._items = CallItems(self.texts)
        self._question = QLabel()
        self._remarks = NoteEdit(self.texts)
        self._message = KeyLink(self.texts("Message taken"), "M")
        self._adjust = KeyLink(self.texts("Bonus and deduction"), "J")
        self._middle = QScrollArea()
        self._toast = Toast(self._middle)
        self._dialogs = PhoneDialogs(self.texts, self._hand, self)
        self._commands = Commands(self)
        self._lay_out()
        self._connect()
        self._add_commands()

    @override
    def refresh(self) -> None:
        """Show the call as it is kept."""
        hand, texts = self._hand, self.texts
        call = hand.call
        whom = f"{call.hotline or call.unit}　{call.extension}"
        self.setWindowTitle(whom)
        self._head.show_call(whom, details(texts, call, self._tester()))
        asked = hand.sheet.asked or call.question
        self._question.setText(asked)
        self._question.setVisible(bool(asked))
        possible = hand.possible()
        self._keys.show_possible(
            possible, likely_next(call.route, hand.events, possible)
        )
        self._timeline.show_call(hand.events, hand.measures(), hand.gaps(), hand.held())
        self._items.show_sections(self._sections(), next(iter(self._to_judge()), ""))
        self._items.show_answers(hand.answers(), hand.proposed())
        self._remarks.show_text(hand.sheet.remarks)
        self._remarks.setReadOnly(
            hand.state in (CallState.FINISHED, CallState.WITHDRAWN)
        )
        self._message.setText(
            texts("Message taken ✓") if hand.sheet.message else texts("Message taken")
        )
        self._clock.show_state(
            state_said(texts, hand),
            advice(texts, hand),
            running=hand.state is CallState.RUNNING,
        )
        self._show_deeds()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What arrives here was wanted by nothing that has the keyboard.
        text = event.text().upper()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        kind = _KINDS.get(text) if plain else None
        if event.isAutoRepeat() and (kind is not None or text == " "):
            event.accept()  # a key that is held down says its event once
        elif kind is not None:
            self._on_happened(kind)
        elif plain and text and text in _ANSWERS:
            self._items.press(text)
        elif not self._commands.take(event):
            super().keyPressEvent(event)

    @override
    def keep(self) -> UserError | None:
        self._remarks.keep()
        remarks, hand = self._remarks.toPlainText(), self._hand
        if not self._remarks.isReadOnly() and remarks != hand.sheet.remarks:
            try:
                hand.write(replace(hand.sheet, remarks=remarks))
            except UserError as error:
                return error
        return None

    def _call_of(self, place: PhoneCall) -> CallInHand:
        session = self.session
        stopwatch = Stopwatch(session.now)
        if not place.inspection:
            return practise(
                scales_of(session.store)[0],
                stopwatch,
                unit=self.texts("Practice"),
                extension="101",
                tester="",
                question=self.texts("Which documents does a renewal need?"),
            )
        call = place.call
        if not call:
            following = next_call(session.store, place.inspection)
            if following is None:
                raise UserError("Every call of this round was made.")
            call = following.call.id
        return open_call(session.store, call, stopwatch)

    def _tester(self) -> str:
        """Whose turn it is: several may sit at one window."""
        round = self.session.store.rounds.get(self._round)
        return round.definition.tester(self._hand.call.tester).name if round else ""

    def _sections(self) -> list[ShownSection]:
        hand, texts = self._hand, self.texts
        return [
            ShownSection(
                part=texts.of(hand.scale.part(part).title),
                section=section,
                way=self._ways.get(section.key) or hand.way(section),
            )
            for part in hand.parts()
            for section in hand.scale.part(part).sections
        ]

    def _show_deeds(self) -> None:
        hand, texts = self._hand, self.texts
        self._head.show_score(score_so_far(texts, hand))
        is_finished = hand.state is CallState.FINISHED
        self._head.show_deeds(
            can_undo=hand.can_undo and not is_finished,
            can_redo=hand.can_redo and not is_finished,
            finish=texts("Open again")
            if is_finished
            else texts("Done, next call")
            if self._round
            else texts("End the practice"),
            can_finish=is_finished or hand.state is CallState.ENDED,
        )

    def _lay_out(self) -> None:
        theme.mark(self._question, "question")
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._remarks.setObjectName("call-remarks")
        self._remarks.setAccessibleName(self.texts("Remarks"))
        self._remarks.setPlaceholderText(self.texts("Remarks (/)"))
        self._message.setObjectName("call-message")
        self._adjust.setObjectName("call-adjust")
        left = QFrame()
        left.setFixedWidth(_LEFT)
        theme.mark(left, "left")
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self._clock)
        column.addWidget(self._keys)
        column.addWidget(_scrolled(QScrollArea(), self._timeline), 1)
        links = QHBoxLayout()
        links.setContentsMargins(20, 0, 20, 0)
        links.addWidget(self._message)
        links.addWidget(self._adjust)
        links.addStretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 6, 20, 10)
        foot.addWidget(self._remarks)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._question)
        right.addWidget(_scrolled(self._middle, self._items), 1)
        right.addLayout(links)
        right.addLayout(foot)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(left)
        across.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self._keys.happened.connect(self._on_happened)
        self._timeline.correct_asked.connect(self._dialogs.correct)
        self._timeline.gap_asked.connect(self._dialogs.tell_gap)
        self._items.answered.connect(self._on_answered)
        self._items.way_wanted.connect(self._on_way)
        self._remarks.edited.connect(self._on_remarks)
        self._remarks.finished.connect(self.setFocus)
        # Rows that are made anew have no place until then.
        self._middle.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._message.clicked.connect(self._dialogs.take_message)
        self._adjust.clicked.connect(self._dialogs.adjust)
        self._dialogs.changed.connect(self._shown_anew)
        self._dialogs.told.connect(self.told)
        self._head.undo_asked.connect(self._on_undo)
        self._head.redo_asked.connect(self._on_redo)
        self._head.working_asked.connect(self._dialogs.show_working)
        self._head.finish_asked.connect(self._on_finish)
        self._head.leave_asked.connect(self._on_leave)
        self._clock.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._clock)

    def _add_commands(self) -> None:
        add = self._commands.add
        add("Space", self._on_next_event)
        add("Return Enter Down", self._on_next_item)
        add("Up Shift+Return Shift+Enter", self._on_previous_item)
        add("Right", self._on_way_after)
        add("Left", self._on_way_before)
        add("/", self._on_write)
        add("C", self._dialogs.put_right)
        add("M", self._dialogs.take_message)
        add("J", self._dialogs.adjust)
        add("Ctrl+Z", self._on_undo)
        add("Ctrl+Y Ctrl+Shift+Z", self._on_redo)
        add("Ctrl+Return Ctrl+Enter", self._on_finish)
        add("Esc", self._on_leave)

    def _on_happened(self, kind: str) -> None:
        if kind not in self._hand.possible():
            self._toast.say(
                self.texts(
                    "That cannot happen at this point of the call; press what comes "
                    "next."
                )
            )
            return
        with self._keeping():
            self._hand.record_event(EventKind(kind))

    def _on_next_event(self) -> None:
        hand = self._hand
        likely = likely_next(hand.call.route, hand.events, hand.possible())
        if likely is not None:
            self._on_happened(likely)

    def _on_answered(self, item: str, value: str) -> None:
        there = self._hand.sheet.answers.get(item)
        with self._keeping():
            self._hand.answer_item(item, None if value == there else value)
            self._ways = {}
            self._items.go_to(item)
            if value != there:
                self._items.go_on(self._to_judge())
                self._keep_in_sight()

    def _on_way(self, section: str, way: str) -> None:
        self._ways[section] = way
        self.refresh()
        shown = next(one for one in self._sections() if one.section.key == section)
        self._items.go_to(shown.items[0].key)

    def _on_way_after(self) -> None:
        self._items.other_way(1)

    def _on_way_before(self) -> None:
        self._items.other_way(-1)

    def _on_next_item(self) -> None:
        self._items.go(1)
        self._keep_in_sight()

    def _on_previous_item(self) -> None:
        self._items.go(-1)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        row = self._items.row(self._items.current)
        if row is not None:
            self._middle.ensureWidgetVisible(row, 0, 60)

    def _on_write(self) -> None:
        self._remarks.setFocus()

    def _on_remarks(self, text: str) -> None:
        with self._keeping():
            self._hand.write(replace(self._hand.sheet, remarks=text))

    def _on_undo(self) -> None:
        self._turn(back=True)

    def _on_redo(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        hand = self._hand
        with self._keeping():
            if hand.undo() if back else hand.redo():
                said = self.texts("Undone") if back else self.texts("Done again")
                self._toast.say(said)
                self.refresh()

    def _on_finish(self) -> None:
        hand = self._hand
        self._remarks.keep()
        if hand.state is CallState.FINISHED:
            with self._keeping():
                hand.reopen()
            return
        if not self._is_judged():
            return
        try:
            hand.finish_call()
        except UserError as error:
            self.told.emit(error)
            return
        following = next_call(self.session.store, self._round)
        if following is None:
            self._on_leave()
        else:
            self.going.emit(PhoneCall(self._round, following.call.id))

    def _is_judged(self) -> bool:
        """Whether the call is over and everything has an answer; tells if not.

        Over the foot of the items, since a bar above would move what one looks at.
        """
        lacking = self._hand.lacks()
        if self._hand.state is not CallState.ENDED:
            self._toast.say(self.texts("End the call before you finish it."))
        elif lacking:
            self._items.go_to(lacking[0])
            self._keep_in_sight()
            self._toast.say(
                self.texts(
                    "{count} items have no answer yet; the first of them is marked.",
                    count=len(lacking),
                )
            )
        else:
            return True
        return False

    def _to_judge(self) -> tuple[str, ...]:
        """What waits for an answer; while the call goes on, the clock may give some."""
        hand = self._hand
        over = hand.state is CallState.ENDED
        return tuple(
            key for key in hand.lacks() if over or hand.scale.item(key).measures is None
        )

    def _on_leave(self) -> None:
        self.going.emit(PhoneRoundOf(self._round) if self._round else PhoneRounds())

    @contextmanager
    def _keeping(self) -> Generator[None]:
        """Show what is kept from now on, or tell why it is not."""
        try:
            yield
        except UserError as error:
            self.told.emit(error)
        else:
            self._shown_anew()

    def _shown_anew(self) -> None:
        """A practice call tells nobody of its changes."""
        if not self._round:
            self.refresh()


def _scrolled(around: QScrollArea, widget: QWidget) -> QScrollArea:
    around.setWidgetResizable(True)
    around.setFrameShape(QFrame.Shape.NoFrame)
    around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    around.setWidget(widget)
    return around
