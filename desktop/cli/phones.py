"""The commands about phone tests, which need no profile and keep nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop.workflows.read_file import read_file, read_json
from forms.checklist.reading import brief, read_day
from forms.errors import UserError
from forms.roc import roc_datetime

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from desktop.cli.output import Output
    from forms.phone.sampling import DrawnCall, Sample
    from forms.phone.timetable import Timetable
    from resources.texts import Texts

_DAY: Final = re.compile(r"(?:民國)?(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.A)
_ROC_YEARS: Final = 1000  # a year below is one of the Republic
_YEAR_ZERO: Final = 1911
_LARGEST_CALL: Final = 2**20
_WRONG_USE: Final = 2


def phone(arguments: Namespace, output: Output) -> int:
    """``zoucha phone sample`` and ``zoucha phone score``."""
    if arguments.action == "sample":
        return _sample(arguments, output)
    return _score(arguments, output)


def _sample(arguments: Namespace, output: Output) -> int:
    # Reading workbooks takes a while to load, which scoring need not wait for.
    from forms.phone.frame import doubts
    from forms.phone.reading import MAX_BYTES, read_frame
    from forms.phone.sampling import draw

    try:
        timetable = _timetable(arguments.first, arguments.last)
    except UserError as error:
        output.refuse("{sentence}", sentence=error.told(output.texts))
        return _WRONG_USE
    file = arguments.frame
    frame = read_frame(read_file(file, most=MAX_BYTES), file.name)
    sample = draw(
        frame,
        seed=arguments.seed,
        per_unit=arguments.per_unit,
        timetable=timetable,
    )
    for doubt in doubts(frame):
        output.warn_of(doubt)
    for unit, lines in sample.short.items():
        output.warn(
            "{unit}: of {wanted} extensions to be drawn there are only {count}; all of "
            "them were drawn.",
            unit=unit,
            wanted=sample.per_unit,
            count=lines,
        )
    _tell_sample(sample, output)
    return 0


def _tell_sample(sample: Sample, output: Output) -> None:
    output.say("Frame (SHA-256): {frame}", frame=sample.frame_sha256)
    output.say("Seed: {seed}", seed=sample.seed)
    for call in sample.calls:
        output.say(
            "{order}. {at}  {unit}  {extension}",
            order=call.order,
            at=_moment(call.at, output.texts),
            unit=call.unit,
            extension=call.extension,
        )
    output.data(
        {
            "frame_sha256": sample.frame_sha256,
            "seed": sample.seed,
            "calls": [_described(call) for call in sample.calls],
        }
    )


def _described(call: DrawnCall) -> dict[str, object]:
    return {
        "order": call.order,
        "unit": call.unit,
        "extension": call.extension,
        "at": call.at and call.at.isoformat(timespec="minutes"),
    }


def _moment(at: datetime | None, texts: Texts) -> str:
    if at is None:
        return "－"
    return roc_datetime(at) if texts.language == "zh-TW" else f"{at:%Y-%m-%d %H:%M}"


def _timetable(first: str | None, last: str | None) -> Timetable | None:
    from forms.phone.timetable import Timetable

    if first is None and last is None:
        return None
    if first is None or last is None:
        raise UserError("Give both --from and --to, or neither.")
    return Timetable(first=_day(first, "--from"), last=_day(last, "--to"))


def _day(text: str, where: str) -> date:
    """The day of either calendar."""
    try:
        year, month, day = map(int, _DAY.fullmatch(text.strip()).groups())  # type: ignore[union-attr]
        written = date(year + _YEAR_ZERO * (year < _ROC_YEARS), month, day)
    except (AttributeError, ValueError):
        raise UserError(
            "{text} is no date; write it as 2026-11-20 or 115年11月20日.",
            text=brief(text),
        ) from None
    return read_day(written.isoformat(), where)


def _score(arguments: Namespace, output: Output) -> int:
    from forms.phone.call_file import score_written
    from forms.phone.working import exact

    file = arguments.file
    score = score_written(read_json(file, most=_LARGEST_CALL), file.name)
    working = [line.told(output.texts) for line in score.working]
    for line in working:
        output.say("{sentence}", sentence=line)
    output.data(
        {
            "raw": {
                part: None if raw is None else exact(raw)
                for part, raw in (
                    ("switchboard", score.switchboard),
                    ("unit", score.unit),
                )
            },
            "multiplier": exact(score.multiplier),
            "total": exact(score.total),
            "grade": score.grade.key,
            "working": working,
        }
    )
    return 0
