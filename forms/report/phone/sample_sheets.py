"""The sheets that prove the sample, and of the calls that have no score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.phone.sampling import drawn_order
from forms.report.phone.calls import call_lines
from forms.report.phone.cells import Sheet, Value
from forms.report.sheet_text import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.record import PhoneRecord
    from forms.report.phone.proof import Proof
    from resources.texts import Texts


def proof_sheet(proof: Proof, texts: Texts) -> Sheet:
    """Seed, fingerprint, and how the sample is drawn."""
    rows: list[tuple[Value, ...]] = [
        (texts("How the sample was drawn"), ""),
        *((fact.label, fact.text) for fact in proof.facts),
        *((f"{number}.", step) for number, step in enumerate(proof.steps, start=1)),
    ]
    return Sheet(
        name=named(texts("How the sample was drawn")), rows=tuple(rows), widths=(20, 96)
    )


def frame_sheet(record: PhoneRecord, texts: Texts) -> Sheet:
    """Every line that could have been called, and its place in its unit's draw."""
    rows: list[tuple[Value, ...]] = [
        (
            texts("Unit"),
            texts("Extension"),
            texts("Drawn in its unit as no."),
            texts("In the sample (1)"),
        ),
        *_lines(record),
    ]
    return Sheet(name=named(texts("Frame")), rows=tuple(rows), widths=(24, 16, 12, 12))


def unscored_sheet(record: PhoneRecord, texts: Texts) -> Sheet | None:
    """Calls that were withdrawn or tested nothing; ``None`` if there is none."""
    rows: list[tuple[Value, ...]] = [
        (one.order, one.unit, one.line, one.route, "　".join(one.remarks))
        for one in call_lines(record, texts)
        if not one.grade
    ]
    if not rows:
        return None
    heads = (
        texts("No."),
        texts("Unit"),
        texts("Line"),
        texts("What became of it"),
        texts("Remarks"),
    )
    return Sheet(
        name=named(texts("Calls without a score")),
        rows=(heads, *rows),
        widths=(6, 24, 20, 24, 48),
    )


def _lines(record: PhoneRecord) -> Iterator[tuple[Value, ...]]:
    definition, drawn = record.round.definition, record.round.draw
    if drawn is None:
        return
    for unit in dict.fromkeys(line.unit for line in definition.frame):
        lines = drawn_order(definition.frame, seed=drawn.seed, unit=unit)
        for place, line in enumerate(lines, start=1):
            chosen = 1 if place <= definition.per_unit else None
            yield unit, line.extension, place, chosen
