"""A round as a workbook: of everything, or of what may be shown outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.phone.record import result_of
from forms.report.phone.calls_sheet import calls_places, calls_sheet
from forms.report.phone.figures import counted
from forms.report.phone.proof import proof_of
from forms.report.phone.sample_sheets import frame_sheet, proof_sheet, unscored_sheet
from forms.report.phone.scale_sheet import scale_sheet
from forms.report.phone.unit_sheets import (
    Round,
    losses_sheet,
    round_sheet,
    units_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.record import PhoneRecord
    from forms.report.phone.cells import Sheet
    from resources.texts import Texts


def inside_book(record: PhoneRecord, texts: Texts) -> Iterator[Sheet]:
    """Every call with its points, and all that follows from them as formulas."""
    result, calls = result_of(record), counted(record)
    if result is not None:
        places = calls_places(record, calls, texts)
        round = Round(record=record, result=result, calls=places, texts=texts)
        yield round_sheet(round)
        yield units_sheet(round)
        yield calls_sheet(
            record, calls, [unit.name for unit in result.units], places, texts
        )
        yield losses_sheet(round, places, calls)
    if (unscored := unscored_sheet(record, texts)) is not None:
        yield unscored
    yield scale_sheet(record.scale, texts)
    yield proof_sheet(proof_of(record, texts), texts)
    yield frame_sheet(record, texts)


def outside_book(record: PhoneRecord, texts: Texts) -> Iterator[Sheet]:
    """The units' means: no line that was called, nobody who called."""
    result = result_of(record)
    if result is not None:
        round = Round(record=record, result=result, calls=None, texts=texts)
        yield round_sheet(round)
        yield units_sheet(round)
    yield scale_sheet(record.scale, texts)
