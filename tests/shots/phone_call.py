"""Pictures of the bench: before, during and after a call, and its dialogs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from desktop.dialogs.phone_adjustment import PhoneAdjustmentDialog
from desktop.dialogs.phone_correction import PhoneCorrectionDialog
from desktop.dialogs.phone_gap import PhoneGapDialog
from desktop.dialogs.phone_message import PhoneMessageDialog
from desktop.dialogs.phone_working import PhoneWorkingDialog
from desktop.pages.phone_call import PhoneCallPage
from desktop.widgets.places import PhoneCall
from desktop.workplace import Workplace
from forms.phone.call import Message
from forms.phone.clock import Gap, Measure
from forms.phone.round import Question
from forms.phone.scale import Interval
from tests.desktop.picturing import dress, new_session, settle
from tests.desktop.workflows.phone_day import SCALE, Watch, drawn, fill_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session

_QUESTION = Question(text="娛樂漁業執照換照須備妥哪些文件？大約需要幾個工作天？")


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    with new_session(folder, language, "高雄市政府海洋局") as session:
        fill_directory(session.store)
        yield from _calls(session, size)
        yield from _dialogs(session)


def _calls(session: Session, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    round = drawn(session.store, per_unit=1, questions=(_QUESTION,))
    place = Workplace(session, {PhoneCall: PhoneCallPage})
    place.resize(*size)
    place.show()
    place.go(PhoneCall(round.inspection))
    settle()
    yield "phone-call-waiting", place
    page = place.page
    assert isinstance(page, PhoneCallPage)
    page._hand._stopwatch = Watch().stopwatch
    QTest.keyClicks(page, "DRRVGOT1112")
    settle()
    yield "phone-call-running", place
    QTest.keyClicks(page, "UHSE")
    for item in page._hand.lacks():
        page._items.go_to(item)
        QTest.keyClicks(page, "1")
    page._hand.correct(Interval.VOICE_ANSWER, rings=3, reason="第一聲未按")
    page.refresh()
    page._keep_in_sight()
    settle()
    yield "phone-call-scored", place


def _dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    texts = session.texts
    round = drawn(session.store, per_unit=1)
    page = PhoneCallPage(session, PhoneCall(round.inspection))
    QTest.keyClicks(page, "DVGOTUE")
    score = page._hand.score()
    assert score is not None
    message = Message(unit="個人", name="陳先生", phone="0912-000-000", gist="換照文件")
    wait = Measure(
        interval=Interval.UNIT_ANSWER, rings=2, seconds=Decimal("6.5"), tapped=True
    )
    gap = Gap(before=2, after=3, seconds=None)
    for name, dialog in (
        ("message", PhoneMessageDialog(None, texts, message)),
        ("correction", PhoneCorrectionDialog(None, texts, wait, "")),
        ("adjustment", PhoneAdjustmentDialog(None, texts, SCALE, page._hand.sheet)),
        ("gap", PhoneGapDialog(None, texts, gap)),
        ("working", PhoneWorkingDialog(None, texts, score)),
    ):
        dialog.show()
        settle()
        yield f"dialog-phone-{name}", dialog
        dialog.close()
    page.deleteLater()
