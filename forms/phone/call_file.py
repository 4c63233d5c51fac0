"""One call as somebody wrote it into JSON, with a built-in scale to score it on."""

from __future__ import annotations

from typing import Final

from forms.checklist.reading import brief, read_name, read_number
from forms.errors import UserError
from forms.phone.library import find
from forms.phone.scale import PartKey
from forms.phone.scoring import Answers, CallScore, score_call

_LISTS: Final = ("bonus", "deductions")
_KNOWN: Final = ("scale", *PartKey, *_LISTS, "zero")


def score_written(given: object, file: str) -> CallScore:
    """The score of a call written as JSON.

    Args:
        given: ``scale`` names a built-in scale; ``switchboard`` and ``unit`` hold the
            answers of the parts tested; ``bonus`` and ``deductions`` are lists of keys
            and ``zero`` is the key of a rule. Only ``scale`` has to be there.
        file: The name that errors give.

    Raises:
        UserError: It is none, an item of a part has no answer, or `score_call` refuses.
    """
    if not isinstance(given, dict):
        raise UserError(
            "{file}: an object with “scale” and “switchboard”, “unit” or both is "
            "expected.",
            file=file,
        )
    for name in given:
        if name not in _KNOWN:
            raise UserError(
                "{file}: “{name}” means nothing here; there are {known}.",
                file=file,
                name=brief(name),
                known=", ".join(_KNOWN),
            )
    scale = find(read_name(given.get("scale"), f"{file}.scale"))
    switchboard, unit = (
        _answers(given.get(part), f"{file}.{part}") for part in PartKey
    )
    bonuses, deductions = (_keys(given.get(one), f"{file}.{one}") for one in _LISTS)
    zero = given.get("zero")
    score = score_call(
        scale,
        switchboard=switchboard,
        unit=unit,
        bonuses=bonuses,
        deductions=deductions,
        zero=None if zero is None else read_name(zero, f"{file}.zero"),
    )
    if score.missing:
        raise UserError(
            "{file}: {items} have no answer; give each a level or points, or na where "
            "the call gave no occasion.",
            file=file,
            items=", ".join(score.missing),
        )
    return score


def _answers(given: object, where: str) -> Answers | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise UserError(
            "{where}: an object of items with their levels or points is expected here.",
            where=where,
        )
    return {item: _value(value, f"{where}.{item}") for item, value in given.items()}


def _value(given: object, where: str) -> str:
    """A level's key as it was written, or points as decimal text."""
    return given if isinstance(given, str) else read_number(given, where, {})


def _keys(given: object, where: str) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise UserError("{where}: a list of keys is expected here.", where=where)
    return tuple(read_name(one, where) for one in given)
