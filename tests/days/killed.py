"""A program that is about to be killed: ``python -m tests.days.killed PROFILE``.

It unlocks, begins a visit by keys, and says the key of each item once it is answered.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.days.hands import Clock, take_a_seat
from tests.days.visiting import answer, current_item, items_of, new_visit, unlock


def main(profile: Path) -> None:
    """Answer until the end, which does not come."""
    application = QApplication([])
    hands = take_a_seat(profile, Clock(hour=15))
    unlock(hands)
    new_visit(hands)
    items = items_of(hands)
    while application.topLevelWidgets():
        key = current_item()
        answer(hands, items[key])
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()
        hands.press("Return")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
