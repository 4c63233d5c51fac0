"""How much of a document is read at all; a real plan has a hundredth of it."""

from __future__ import annotations

from typing import Final

from forms.errors import UserError

MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 60
MAX_CELLS: Final = 60_000
MAX_LINES: Final = 20_000
MAX_PARAGRAPH: Final = 40_000
MAX_CHARACTERS: Final = 1_000_000
MAX_ITEMS: Final = 10_000
MAX_TABLES: Final = 400
"""Put together again from the pages that they are spread over."""

MAX_FILE: Final = 40 * 2**20


def refuse_large(file: str) -> UserError:
    """Why a file is not read to its end."""
    return UserError(
        "{file} is larger than any plan; copy the plan alone into a new document.",
        file=file,
    )


def refuse_broken(file: str) -> UserError:
    """Why a file is not read at all."""
    return UserError(
        "{file} is damaged and cannot be read; open it in the program that made it "
        "and save it anew.",
        file=file,
    )


class Tally:
    """What was read of a document so far.

    A call raises `UserError` as soon as it is more than any plan has.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._left = {
            "lines": MAX_LINES,
            "rows": MAX_ROWS,
            "cells": MAX_CELLS,
            "characters": MAX_CHARACTERS,
        }

    def line(self) -> None:
        """Count a line outside of tables."""
        self._take("lines", 1)

    def row(self, cells: int) -> None:
        """Count a row of that many cells."""
        self._take("rows", 1)
        self._take("cells", cells)

    def text(self, text: str) -> None:
        """Count the characters of a text."""
        if len(text) > MAX_PARAGRAPH:
            raise refuse_large(self._file)
        self._take("characters", len(text))

    def _take(self, what: str, count: int) -> None:
        self._left[what] -= count
        if self._left[what] < 0:
            raise refuse_large(self._file)
