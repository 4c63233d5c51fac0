"""What testers do in a round of telephone tests, by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit

from db.people import Post
from desktop.pages.phone_call import PhoneCallPage
from desktop.pages.phone_round import PhoneRoundPage
from desktop.pages.phone_rounds import PhoneRoundsPage
from desktop.widgets.phone_rounds.cell_view import CellView
from desktop.workflows.profile import make_profile
from tests.days.hands import Clock, wait_until
from tests.days.planning import answering
from tests.desktop.conftest import CHEAP, PASSPHRASE
from tests.desktop.workflows.phone_day import DUTY, fill_directory

if TYPE_CHECKING:
    from pathlib import Path

    from db.calls import KeptCall
    from forms.phone.round import Round
    from tests.days.hands import Hands

SEED: Final = "113-春"
THROUGH: Final = "DVGOTUE"
"""Voice system, operator, put through, answered, ended."""
_MOST_STEPS: Final = 60


class Calendar(Clock):
    """A watch that somebody may set: the plan asks for calls in a year gone by."""

    def __init__(self, month: int, day: int) -> None:
        self.set(month, day)

    def set(self, month: int, day: int) -> datetime:
        """Have it be the morning of that day."""
        taipei = timezone(timedelta(hours=8))
        self._now = datetime(2024, month, day, 9, 20, tzinfo=taipei)
        return self._now


def bureau(profile: Path) -> Path:
    """An agency with four units that have extensions, and two testers."""
    store = make_profile(
        profile,
        agency="高雄市政府海洋局",
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        now=Calendar(1, 15),
        cost=CHEAP,
    ).store
    settings = store.settings.get()
    store.settings.save(replace(settings, plan=DUTY.plan))
    fill_directory(store)
    store.close()
    return profile


def plan_round(hands: Hands) -> PhoneRoundPage:
    """A new one, with two testers who are not the person at the window."""
    hands.press("Ctrl+4")
    hands.wait_for(PhoneRoundsPage)
    hands.press("Ctrl+Shift+N")
    hands.wait_for(PhoneRoundPage)
    # Name, days and item are proposed; nobody has to touch them.
    hands.press("Alt+T")
    hands.tab_to("round-testers")
    for name in ("王堃霖", "林怡君", "陳志明"):
        go_to_row(hands, "round-testers", name)
        hands.press("Space")
    page = hands.page
    assert isinstance(page, PhoneRoundPage)
    return page


def go_to_row(hands: Hands, table: str, words: str) -> None:
    """Up to the first row and down to the one that says so."""
    view = hands.find(CellView, table)
    hands.press("Ctrl+Home")
    for _ in range(_MOST_STEPS):
        index = view.currentIndex()
        cells = [
            str(index.siblingAtColumn(column).data())
            for column in range(view.cells.columnCount())
        ]
        if words in cells:
            return
        hands.press("Down")
    raise AssertionError(f"no row says {words}")


def draw(hands: Hands) -> None:
    """With a seed that was agreed on."""
    with answering(partial(_draw, hands)):
        hands.press("Ctrl+Return")


def _draw(hands: Hands) -> None:
    assert len(hands.find(QLineEdit, "frame-sha256").text()) == 64
    hands.tab_to("seed")
    hands.write(SEED)
    hands.press("Ctrl+Return")


def the_round(hands: Hands) -> Round:
    """The one that was planned last."""
    session = hands.program.session
    assert session is not None
    return session.store.rounds.all()[0]


def bench(hands: Hands) -> PhoneCallPage:
    hands.wait_for(PhoneCallPage)
    page = hands.page
    assert isinstance(page, PhoneCallPage)
    return page


def in_hand(hands: Hands) -> KeptCall:
    """The call on the bench as the store holds it."""
    session = hands.program.session
    assert session is not None
    kept = session.store.calls.get(bench(hands)._hand.call.id)
    assert kept is not None
    return kept


def happen(hands: Hands, keys: str) -> None:
    """One key after the other, each an event that is kept at once."""
    for key in keys:
        before = len(in_hand(hands).events)
        hands.press("Space" if key == " " else key)
        assert len(in_hand(hands).events) == before + 1


def judge(hands: Hands, key: str = "1", *, worst: bool = False) -> None:
    """Answer whatever has no answer; the bench goes from one to the next."""
    page = bench(hands)
    hand = page._hand
    for _ in range(_MOST_STEPS):
        lacking = hand.lacks()
        if not lacking:
            return
        current = page._items.current
        assert current in lacking
        levels = hand.scale.item(current).levels
        hands.press(str(len(levels)) if worst else key)
    raise AssertionError("the items have no end")


def done(hands: Hands) -> None:
    """With the call: the next one comes, or after the last the round."""
    before = hands.page
    hands.press("Ctrl+Return")
    wait_until(lambda: hands.page is not before)


def take_back(hands: Hands, reason: str) -> None:
    """The extension on the bench; the next of the same draw stands in for it."""
    hands.press("Esc")
    hands.wait_for(PhoneRoundPage)
    with answering(partial(_say_why, hands, reason)):
        hands.press("Ctrl+R")
    hands.press("Ctrl+Return")
    bench(hands)


def _say_why(hands: Hands, reason: str) -> None:
    hands.write(reason)
    hands.press("Return")


def correct_rings(hands: Hands, rings: int, reason: str) -> None:
    """Of the last wait."""
    with answering(partial(_correct, hands, rings, reason)):
        hands.press("C")


def _correct(hands: Hands, rings: int, reason: str) -> None:
    # What stands there is selected: the number alone replaces it.
    wait_until(hands.find(QLineEdit, "correction-rings").hasFocus)
    hands.write(str(rings))
    hands.tab_to("correction-reason")
    hands.write(reason)
    hands.press("Return")


def note_message(hands: Hands, said: dict[str, str]) -> None:
    """What somebody took down who answered for a colleague."""
    with answering(partial(_note, hands, said)):
        hands.press("M")


def _note(hands: Hands, said: dict[str, str]) -> None:
    for name, words in said.items():
        hands.tab_to(f"message-{name}")
        hands.write(words)
    hands.press("Return")


def deduct(hands: Hands, key: str) -> None:
    """Points for something that no item asks about."""
    with answering(partial(_deduct, hands, key)):
        hands.press("J")


def _deduct(hands: Hands, key: str) -> None:
    hands.tab_to(f"deduction-{key}")
    hands.press("Space")
    hands.press("Return")


def tell_gap(hands: Hands, seconds: int) -> None:
    """How long it was that the program did not run."""
    with answering(partial(_tell_gap, hands, seconds)):
        hands.press("C")


def _tell_gap(hands: Hands, seconds: int) -> None:
    wait_until(hands.find(QDoubleSpinBox, "gap-seconds").hasFocus)
    hands.write(str(seconds))
    hands.press("Return")


def begin_calling(hands: Hands) -> None:
    """From anywhere to the next call of the latest round."""
    hands.press("Ctrl+4")
    hands.wait_for(PhoneRoundsPage)
    hands.press("Return")
    hands.wait_for(PhoneRoundPage)
    hands.press("Ctrl+Return")
    bench(hands)
