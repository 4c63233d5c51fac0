"""Whatever is asked in a dialog while a call is made.

A dialog is read in when it is first asked for, so that the page itself shows at once.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forms.errors import UserError
from forms.phone.scale import Interval

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtWidgets import QWidget

    from desktop.workflows.phone_call import CallInHand
    from resources.texts import Texts


class PhoneDialogs(QObject):
    """The dialogs of one call; what they change is kept when they close.

    Signals:
        changed(): Something was kept.
        told(UserError): Something could not be kept, and why.
    """

    changed = Signal()
    told = Signal(object)

    def __init__(self, texts: Texts, hand: CallInHand, page: QWidget) -> None:
        super().__init__(page)
        self.texts = texts
        self._hand = hand
        self._page = page

    def put_right(self) -> None:
        """Ask for the time that nobody measured, or else correct the last wait."""
        untold = [gap.after for gap in self._hand.gaps() if gap.seconds is None]
        measures = list(self._hand.measures())
        if untold:
            self.tell_gap(untold[0])
        elif measures:
            self.correct(measures[-1])

    def correct(self, interval: str) -> None:
        """Have rings and seconds of a wait corrected."""
        from desktop.dialogs.phone_correction import PhoneCorrectionDialog

        wait = Interval(interval)
        measure = self._hand.measures().get(wait)
        if measure is None:
            return
        there = self._hand.sheet.corrections.get(wait)
        reason = there.reason if there else ""
        said = PhoneCorrectionDialog.ask(self._page, self.texts, measure, reason)
        self._page.setFocus()  # what opened the dialog is made anew
        if said is not None:
            with self._keeping():
                self._hand.correct(
                    wait, rings=said.rings, seconds=said.seconds, reason=said.reason
                )

    def tell_gap(self, after: int) -> None:
        """Have the time before an event told that no clock measured."""
        from desktop.dialogs.phone_gap import PhoneGapDialog

        gap = next(one for one in self._hand.gaps() if one.after == after)
        seconds = PhoneGapDialog.ask(self._page, self.texts, gap)
        self._page.setFocus()
        if seconds is not None:
            with self._keeping():
                self._hand.tell_gap(gap, seconds)

    def take_message(self) -> None:
        """Have the message written down that somebody took for a colleague."""
        from desktop.dialogs.phone_message import PhoneMessageDialog

        there = self._hand.sheet.message
        message = PhoneMessageDialog.ask(self._page, self.texts, there)
        with self._keeping():
            self._hand.take_message(message)

    def adjust(self) -> None:
        """Have bonus, deduction and zero rules chosen."""
        from desktop.dialogs.phone_adjustment import PhoneAdjustmentDialog

        hand = self._hand
        sheet = PhoneAdjustmentDialog.ask(
            self._page, self.texts, hand.scale, hand.sheet
        )
        with self._keeping():
            hand.write(
                replace(
                    hand.sheet,
                    bonuses=sheet.bonuses,
                    deductions=sheet.deductions,
                    zero=sheet.zero,
                )
            )

    def show_working(self) -> None:
        """Show how the score came about."""
        from desktop.dialogs.phone_working import PhoneWorkingDialog

        score = self._hand.score()
        if score is not None:
            PhoneWorkingDialog.ask(self._page, self.texts, score)

    @contextmanager
    def _keeping(self) -> Generator[None]:
        try:
            yield
        except UserError as error:
            self.told.emit(error)
        else:
            self.changed.emit()
