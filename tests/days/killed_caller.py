"""A program about to be killed: ``python -m tests.days.killed_caller PROFILE``.

It unlocks, draws a round, goes to the first call, and says each event once it is kept.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from forms.phone.timetable import Timetable
from tests.days.calling import THROUGH, Calendar, begin_calling, happen
from tests.days.hands import take_a_seat
from tests.days.visiting import unlock
from tests.desktop.workflows.phone_day import drawn


def main(profile: Path) -> None:
    """Call until the end, which does not come."""
    application = QApplication([])
    calendar = Calendar(3, 4)
    hands = take_a_seat(profile, calendar)
    unlock(hands)
    session = hands.program.session
    assert session is not None
    week = Timetable(first=date(2024, 3, 5), last=date(2024, 3, 11))
    drawn(session.store, calendar(), timetable=week)
    calendar.set(3, 5)
    begin_calling(hands)
    for key in THROUGH[:-1]:
        happen(hands, key)
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
