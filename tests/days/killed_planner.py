"""A program about to be killed: ``python -m tests.days.killed_planner PROFILE PLAN``.

It unlocks, brings the plan in, corrects one row and says so, and goes on writing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.days.hands import Clock, take_a_seat
from tests.days.planning import bring_in, number_the_shifted_row
from tests.days.visiting import unlock


def main(profile: Path, plan: Path) -> None:
    """Correct until the end, which does not come."""
    application = QApplication([])
    hands = take_a_seat(profile, Clock(hour=15))
    unlock(hands)
    bring_in(hands, plan)
    number_the_shifted_row(hands)
    sys.stdout.write("corrected\n")
    sys.stdout.flush()
    hands.tab_to("row-text")
    while application.topLevelWidgets():
        hands.write("並")
        hands.press("Backspace")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
